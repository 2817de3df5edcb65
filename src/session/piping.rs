/// Replaces each `{name}` for which there is something to say; what nobody knows stays as it was written.
pub fn pipe(text: &str, look_up: impl Fn(&str) -> Option<String>) -> String {
    let mut piped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(close) = rest.find('}') {
        // Of several braces the last one before the end counts.
        let Some(open) = rest[..close].rfind('{') else {
            piped.push_str(&rest[..=close]);
            rest = &rest[close + 1..];
            continue;
        };
        let name = &rest[open + 1..close];
        piped.push_str(&rest[..open]);
        let found = (!name.trim().is_empty() && !name.contains(':'))
            .then(|| look_up(name.trim()))
            .flatten();
        match found {
            Some(found) => piped.push_str(&found),
            None => piped.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    piped.push_str(rest);
    piped
}

#[cfg(test)]
mod tests {
    use super::pipe;

    #[test]
    fn known_names_are_replaced_and_all_else_stays() {
        let cases = [
            ("no names", "no names"),
            ("Dear {name},", "Dear Ada,"),
            ("{name}{ name }", "AdaAda"),
            ("{unknown} stays", "{unknown} stays"),
            ("open { stays", "open { stays"),
            ("close } stays {name}", "close } stays Ada"),
            ("{{name}}", "{Ada}"),
            ("{}", "{}"),
            ("{a:name}", "{a:name}"),
            ("é{name}é", "éAdaé"),
        ];
        for (text, expected) in cases {
            let piped = pipe(text, |name| (name == "name").then(|| "Ada".to_owned()));
            assert_eq!(piped, expected);
        }
    }
}
