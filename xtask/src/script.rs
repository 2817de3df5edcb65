use anyhow::{Result, anyhow, bail};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions, CommentOptions};
use oxc_compat::EngineTargets;
use oxc_minifier::{CompressOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// Browsers that run the widget's wasm know this much; the minifier brings in nothing newer.
const LANGUAGE: &str = "es2021";

/// How a script is loaded, which decides what its top level means.
#[derive(Clone, Copy)]
pub enum Kind {
    Classic,
    Module,
}

/// The same program in fewer bytes: short names, no comments, no spaces. `name` is for the error message.
pub fn minify(source: &str, kind: Kind, name: &str) -> Result<String> {
    let allocator = Allocator::default();
    let source_type = match kind {
        Kind::Classic => SourceType::script(),
        Kind::Module => SourceType::mjs(),
    };
    let mut parsed = Parser::new(&allocator, source, source_type).parse();
    if let Some(error) = parsed.errors.first() {
        bail!(
            "{name} is not valid JavaScript: {:?}",
            error.clone().with_source_code(source.to_owned())
        );
    }
    let options = MinifierOptions {
        compress: Some(CompressOptions {
            target: EngineTargets::from_target(LANGUAGE).map_err(|reason| anyhow!(reason))?,
            ..CompressOptions::smallest()
        }),
        ..MinifierOptions::default()
    };
    let minified = Minifier::new(options).minify(&allocator, &mut parsed.program);
    let printed = Codegen::new()
        .with_options(CodegenOptions {
            minify: true,
            comments: CommentOptions::disabled(),
            ..CodegenOptions::default()
        })
        .with_scoping(minified.scoping)
        .with_private_member_mappings(minified.class_private_mappings)
        .build(&parsed.program);
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_program_stays_the_same() {
        let check = |source: &str, expected: &str| {
            let minified = minify(source, Kind::Classic, "sample").unwrap();
            assert_eq!(minified.trim_end_matches(';'), expected, "from {source}");
        };
        check(
            "/*! licence */\n// note\nf(`a ${ b } c\nd`);",
            "f(`a ${b} c\nd`)",
        );
        check("f(a?.b?.[0]?.() ?? c);", "f(a?.b?.[0]?.()??c)");
        check("f(x / y / 2, /a\\/[/]b/g);", "f(x/y/2,/a\\/[/]b/g)");
        // No semicolons in the source, and signs that would flow together.
        check(
            "f(a)\n++b\nf(b++ + ++c, c - -b)",
            "f(a),++b,f(b+++ ++c,c- -b)",
        );
        check(
            "(async () => { for await (const item of list()) f(await item) })()",
            "(async()=>{for await(let e of list())f(await e)})()",
        );
        // Nothing newer than the oldest supported browser knows.
        check(
            "if (!Object.prototype.hasOwnProperty.call(a, b)) f()",
            "Object.prototype.hasOwnProperty.call(a,b)||f()",
        );
    }

    #[test]
    fn a_module_keeps_what_it_exports() {
        let source = "const unused = 1; export const shown = 2; export default function start() {}";
        let minified = minify(source, Kind::Module, "sample").unwrap();
        assert!(
            minified.contains("as shown") && minified.contains("as default")
                || minified.contains("export const shown"),
            "{minified}"
        );
    }

    #[test]
    fn a_broken_script_is_named() {
        let error = minify("let = = 1", Kind::Classic, "www/loader/x.js").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("www/loader/x.js is not valid JavaScript"),
            "{error}"
        );
    }
}
