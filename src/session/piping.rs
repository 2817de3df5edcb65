/// Replaces each `{name}` for which there is something to say; what nobody knows stays as it was written.
pub fn pipe(text: &str, look_up: impl Fn(&str) -> Option<String>) -> String {
    let mut piped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        piped.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let Some(close) = after.find('}') else {
            piped.push_str(&rest[open..]);
            return piped;
        };
        match look_up(after[..close].trim()) {
            Some(found) => piped.push_str(&found),
            None => piped.push_str(&rest[open..open + close + 2]),
        }
        rest = &after[close + 1..];
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
            ("{{name}}", "{{name}}"),
            ("é{name}é", "éAdaé"),
        ];
        for (text, expected) in cases {
            let piped = pipe(text, |name| (name == "name").then(|| "Ada".to_owned()));
            assert_eq!(piped, expected);
        }
    }
}
