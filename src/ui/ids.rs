//! Ids within the shadow root. Names of questions are free text; ids are not.

/// An id for a part of a question: its name with everything but letters and digits written as a number.
pub fn part_of(question: &str, part: &str) -> String {
    let mut id = String::from("q-");
    for character in question.chars() {
        if character.is_ascii_alphanumeric() {
            id.push(character);
        } else {
            id.push('_');
            id.push_str(&u32::from(character).to_string());
            id.push('_');
        }
    }
    id.push('-');
    id.push_str(part);
    id
}

#[cfg(test)]
mod tests {
    use super::part_of;

    #[test]
    fn different_names_have_different_ids_without_white_space() {
        let ids: Vec<String> = ["a b", "a_b", "a-b", "ab", "é", ""]
            .iter()
            .map(|name| part_of(name, "error"))
            .collect();
        for (index, id) in ids.iter().enumerate() {
            assert!(!id.contains(' '), "{id}");
            assert!(!ids[..index].contains(id), "{id}");
        }
    }
}
