mod functions;
mod locals;

use anyhow::{Context, Result};

/// The same module, arranged so that compression finds more that repeats. Custom sections are left out: only tools read
/// them.
pub fn arrange(module: &[u8]) -> Result<Vec<u8>> {
    locals::most_used_first(module)
        .and_then(|module| functions::alike_together(&module))
        .context("the widget's module cannot be arranged")
}
