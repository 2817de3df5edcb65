/// Frames a text so that damage shows: `1|crc32|length|text`, the sum in hexadecimal, the length in UTF-8 bytes.
pub(super) fn seal(text: &str) -> String {
    let sum = hexadecimal(crc32(text.as_bytes()));
    let length = text.len().to_string();
    ["1|", &sum, "|", &length, "|", text].concat()
}

/// What [`open`] found.
#[derive(Debug, PartialEq)]
pub(super) enum Opened<'a> {
    Intact(&'a str),
    /// Written by a later version of this program: not ours to judge.
    Newer,
    Corrupt,
}

pub(super) fn open(sealed: &str) -> Opened<'_> {
    let mut parts = sealed.splitn(4, '|');
    let version = parts.next().and_then(|version| version.parse::<u32>().ok());
    match version {
        Some(1) => {}
        Some(2..) if sealed.contains('|') => return Opened::Newer,
        _ => return Opened::Corrupt,
    }
    let (Some(sum), Some(length), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
        return Opened::Corrupt;
    };
    if length == text.len().to_string() && sum == hexadecimal(crc32(text.as_bytes())) {
        Opened::Intact(text)
    } else {
        Opened::Corrupt
    }
}

/// The CRC-32 of zip and PNG (polynomial EDB88320, reflected), four bits at a time: the usual table of 256 entries
/// would be a kilobyte that no compressor shrinks.
pub fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 16] = {
        let mut table = [0; 16];
        let mut index = 0;
        while index < 16 {
            let mut sum = index as u32;
            let mut bit = 0;
            while bit < 4 {
                sum = (sum >> 1) ^ (0xEDB8_8320 * (sum & 1));
                bit += 1;
            }
            table[index] = sum;
            index += 1;
        }
        table
    };
    !bytes.iter().fold(!0, |sum, byte| {
        let sum = sum ^ u32::from(*byte);
        let sum = (sum >> 4) ^ TABLE[(sum & 15) as usize];
        (sum >> 4) ^ TABLE[(sum & 15) as usize]
    })
}

/// Eight digits.
pub(super) fn hexadecimal(number: u32) -> String {
    (0..8)
        .rev()
        .filter_map(|digit| char::from_digit((number >> (4 * digit)) & 15, 16))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn crc32_gives_the_published_sums() {
        let cases: [(&[u8], u32); 4] = [
            (b"", 0),
            (b"123456789", 0xCBF4_3926),
            (b"The quick brown fox jumps over the lazy dog", 0x414F_A339),
            (&[0; 32], 0x190A_55AD),
        ];
        for (bytes, expected) in cases {
            assert_eq!(crc32(bytes), expected);
        }
    }

    #[test]
    fn envelopes_open_or_say_why_not() {
        assert_eq!(
            seal("{}"),
            "1|9e5c5b1a|2|{}".replace("9e5c5b1a", &hexadecimal(crc32(b"{}")))
        );
        let good = seal("{\"a\":\"|é\"}");
        let cases = [
            (good.as_str(), Opened::Intact("{\"a\":\"|é\"}")),
            ("", Opened::Corrupt),
            ("1", Opened::Corrupt),
            ("1|", Opened::Corrupt),
            ("1|00000000|0|", Opened::Intact("")),
            ("1|00000000|00|", Opened::Corrupt),
            ("1|00000001|0|", Opened::Corrupt),
            ("0|00000000|0|", Opened::Corrupt),
            ("x|00000000|0|", Opened::Corrupt),
            ("2|anything", Opened::Newer),
            ("17|", Opened::Newer),
            ("2", Opened::Corrupt),
        ];
        for (sealed, expected) in cases {
            assert_eq!(open(sealed), expected, "{sealed:?}");
        }
    }

    proptest! {
        #[test]
        fn no_truncation_and_no_flipped_bit_goes_unnoticed(text in ".{0,200}", place: usize, bit in 0..7u32) {
            let sealed = seal(&text);
            prop_assert_eq!(open(&sealed), Opened::Intact(&text));
            let place = place % sealed.len();
            if sealed.is_char_boundary(place) {
                prop_assert!(!matches!(open(&sealed[..place]), Opened::Intact(_)));
            }
            let mut bytes = sealed.into_bytes();
            bytes[place] ^= 1 << bit;
            if let Ok(damaged) = String::from_utf8(bytes) {
                prop_assert!(!matches!(open(&damaged), Opened::Intact(_)));
            }
        }
    }
}
