use std::rc::Rc;

/// A UUID of version 7: 48 bits of time, then chance. Source: RFC 9562, section 5.7.
///
/// `now_millis` counts from 1970; of the 80 random bits 74 are used.
pub fn uuid_v7(now_millis: f64, random: [u8; 10]) -> Rc<str> {
    let millis = now_millis.max(0.0) as u64;
    let mut bytes = [0_u8; 16];
    bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&random);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 0x0f] {
            text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::uuid_v7;

    #[test]
    fn identifiers_are_those_of_rfc_9562() {
        // The example of RFC 9562, appendix A.6.
        let random = [0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
        assert_eq!(
            &*uuid_v7(1_645_557_742_000.0, random),
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
        );
        assert_eq!(
            &*uuid_v7(-5.0, [0xff; 10]),
            "00000000-0000-7fff-bfff-ffffffffffff"
        );
    }
}
