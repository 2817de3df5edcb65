//! How large a document may be. Everything beyond is reported and left out, never read in part without a word.

pub const MAX_DOCUMENT_BYTES: usize = 4 * 1024 * 1024;
pub(super) const MAX_PAGES: usize = 1_000;
pub(super) const MAX_ELEMENTS: usize = 20_000;
pub(super) const MAX_PANEL_DEPTH: usize = 16;
pub(super) const MAX_CHOICES: usize = 20_000;
pub(super) const MAX_VALIDATORS: usize = 50;
pub(super) const MAX_RATE_VALUES: usize = 100;
pub(super) const MAX_STAGES: usize = 50;
pub(super) const MAX_TOUCHPOINTS: usize = 200;
/// Of a repeated touchpoint.
pub const MAX_INSTANCES: usize = 20;
pub(super) const MAX_OWNERS: usize = 50;
pub(super) const MAX_CAUSES: usize = 50;
pub(super) const MAX_CAUSE_DEPTH: usize = 5;
pub(super) const MAX_CONTEXT_NAMES: usize = 200;
pub(super) const MAX_TRIGGERS: usize = 1_000;
pub(super) const MAX_SECONDS: u32 = 10_000_000;
pub(super) const MAX_JARGON: usize = 1_000;
pub(super) const MAX_CONDITIONAL_ENDS: usize = 1_000;
pub(super) const MAX_ITEMS: usize = 1_000;
pub(super) const MAX_PANELS: u32 = 1_000;
