/// The names that a mangled Rust symbol begins with, as `journey_survey::session::masks::Session::masked`: those of the
/// function's own path, without its types. Other symbols as they are.
pub fn path(symbol: &str) -> String {
    let Some(mut rest) = symbol.strip_prefix("_R") else {
        return symbol.to_owned();
    };
    let mut names: Vec<&str> = Vec::new();
    while let Some(letter) = rest.chars().next() {
        rest = match letter {
            // Length, an underscore before names that begin like a number, the name.
            '1'..='9' => {
                let digits =
                    rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let (length, name) = rest.split_at(digits);
                let name = name.strip_prefix('_').unwrap_or(name);
                let length = length.parse().unwrap_or(usize::MAX);
                let Some((name, after)) = name.split_at_checked(length) else {
                    break;
                };
                names.push(name);
                after
            }
            // References back and numbers that tell apart what has the same name.
            's' | 'B' => rest.split_once('_').map_or("", |(_, after)| after),
            'I' | 'E' if !names.is_empty() => break,
            _ => &rest[letter.len_utf8()..],
        };
    }
    names.join("::")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_names_where_its_function_stands() {
        for (symbol, expected) in [
            ("mount", "mount"),
            (
                "_RNvNtNtCs4xAb1_14journey_survey2ui9signature4view",
                "journey_survey::ui::signature::view",
            ),
            (
                "_RNvMNtNtCs4xAb1_14journey_survey7session5masksNtB4_7Session6masked",
                "journey_survey::session::masks::Session::masked",
            ),
            (
                "_RINvNtCs1_4core3ptr13drop_in_placeNtNtCs4xAb1_14journey_survey2ui4DeskE",
                "core::ptr::drop_in_place::journey_survey::ui::Desk",
            ),
            ("_RNvC1a2_2bE", "a::2b"),
            ("_RNvC99a", ""),
        ] {
            assert_eq!(path(symbol), expected, "{symbol}");
        }
    }
}
