use anyhow::{Result, bail};
use std::collections::BTreeMap;

/// Short names for what module and glue call each other by. wasm-bindgen's own end in hashes, which no compression makes
/// smaller, and stand in both files.
#[derive(Default)]
pub struct ShortNames {
    by_name: BTreeMap<String, String>,
}

/// How the names begin that wasm-bindgen makes up. All others are chosen by people, and some of them are public.
const MADE_UP: [&str; 5] = [
    "__wbg_",
    "__wbindgen_",
    "__externref_",
    "wasm_bindgen_",
    "_RINv",
];

impl ShortNames {
    /// The name that stands for this one; itself, where it is not wasm-bindgen's.
    pub fn of(&mut self, name: &str) -> String {
        if !MADE_UP.iter().any(|start| name.starts_with(start)) {
            return name.to_owned();
        }
        let next = self.by_name.len();
        self.by_name
            .entry(name.to_owned())
            .or_insert_with(|| short(next))
            .clone()
    }

    /// The minified script with the short names where it speaks to the module: behind a dot, and as keys of an object.
    ///
    /// An error if one of the names stands anywhere else: then the glue does not look as it is expected to.
    pub fn in_script(&self, script: &str) -> Result<String> {
        let is_part =
            |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
        let mut text = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(is_part) {
            let (before, from_word) = rest.split_at(start);
            text.push_str(before);
            let end = from_word
                .find(|letter| !is_part(letter))
                .unwrap_or(from_word.len());
            let (word, after) = from_word.split_at(end);
            let is_property = text.ends_with('.') || after.starts_with(':');
            match self.by_name.get(word) {
                Some(short) if is_property => text.push_str(short),
                Some(_) => bail!("the glue has `{word}` where it is no property"),
                None => text.push_str(word),
            }
            rest = after;
        }
        text.push_str(rest);
        Ok(text)
    }
}

/// `$a`, `$b` … `$z`, `$ba` …: no other property of the glue begins so, and no two numbers give the same.
fn short(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            break;
        }
    }
    letters.push('$');
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn both_sides_call_each_other_by_the_same_short_names() {
        let mut names = ShortNames::default();
        assert_eq!(names.of("__wbg_new_277c27c26f94cbc2"), "$a");
        assert_eq!(names.of("__wbindgen_malloc"), "$b");
        assert_eq!(names.of("__wbg_new_277c27c26f94cbc2"), "$a");
        assert_eq!(names.of("session_answer"), "session_answer");
        let check = |script: &str, expected: Option<&str>| {
            let short = names.in_script(script).ok();
            assert_eq!(short.as_deref(), expected, "{script}");
        };
        check(
            "{a:1,__wbg_new_277c27c26f94cbc2:function(){return e(K.__wbindgen_malloc)}}",
            Some("{a:1,$a:function(){return e(K.$b)}}"),
        );
        check(
            "K.session_answer(__wbg_init)é",
            Some("K.session_answer(__wbg_init)é"),
        );
        check("K.__wbindgen_malloc_2", Some("K.__wbindgen_malloc_2"));
        check("K[`__wbindgen_malloc`]", None);
    }

    #[test]
    fn no_two_names_become_one() {
        let all: BTreeSet<String> = (0..2_000).map(short).collect();
        assert_eq!(all.len(), 2_000);
        assert!(
            all.iter()
                .all(|name| name.starts_with('$') && name.len() <= 4)
        );
    }
}
