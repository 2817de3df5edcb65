use std::rc::Rc;

use crate::value::read_number;

/// A text and how far it has been read. The error of a text that cannot be read is where the furthest attempt failed,
/// so every attempt that fails must be noted; that keeps offsets those of `survey-core`, whose parser does so too.
pub(super) struct Reader<'t> {
    text: &'t str,
    /// In bytes, like all places here.
    pub at: usize,
    pub furthest: usize,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            furthest: 0,
        }
    }

    pub fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Takes what stands next if it is `expected`, regardless of case.
    pub fn eat(&mut self, expected: &str) -> bool {
        let is_next = self
            .text
            .as_bytes()
            .get(self.at..self.at + expected.len())
            .is_some_and(|next| next.eq_ignore_ascii_case(expected.as_bytes()));
        if is_next {
            self.at += expected.len();
        }
        is_next
    }

    pub fn skip_space(&mut self) {
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.at += self
            .bytes()
            .iter()
            .take_while(|byte| is_space(byte))
            .count();
    }

    /// Notes that what was tried here did not fit.
    pub fn fail(&mut self) {
        self.furthest = self.furthest.max(self.at);
    }

    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Of the rest.
    pub fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// What has been read since `start`.
    pub fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The run of signs that stands next, put right: `=>`, `=<` and `<>` are other spellings, wherever they stand.
    pub fn signs(&self) -> [u8; 6] {
        let mut signs = [0_u8; 6];
        let is_sign = |byte: &&u8| matches!(byte, b'=' | b'<' | b'>' | b'!');
        let run = self.bytes().iter().take_while(is_sign);
        for (sign, byte) in signs.iter_mut().zip(run) {
            *sign = *byte;
        }
        if signs[1] == 0 {
            return signs;
        }
        for (wrong, right) in [(*b"=>", *b">="), (*b"=<", *b"<="), (*b"<>", *b"!=")] {
            let mut at = 0;
            while let Some(pair) = signs.get_mut(at..at + 2) {
                if *pair == wrong {
                    pair.copy_from_slice(&right);
                    at += 1;
                }
                at += 1;
            }
        }
        signs
    }

    pub fn number(&mut self) -> Option<f64> {
        let start = self.at;
        if self.eat("0x") {
            // Hexadecimal numbers, but of decimal digits only.
            if let Some(digits) = self.digits() {
                return Some(digits.bytes().fold(0.0, |number, digit| {
                    number * 16.0 + f64::from(digit.wrapping_sub(b'0'))
                }));
            }
            self.at = start;
        }
        let is_negative = self.eat("-");
        let Some(number) = self.unsigned() else {
            self.at = start;
            return None;
        };
        Some(if is_negative { -number } else { number })
    }

    fn unsigned(&mut self) -> Option<f64> {
        let start = self.at;
        let whole = self.digits()?;
        let end = self.at;
        if self.eat(".") && self.digits().is_some() {
            let decimal = self.text.get(start..self.at)?;
            return read_number(decimal);
        }
        // After a leading zero the number is over.
        if whole.starts_with('0') {
            self.at = start + 1;
            return Some(0.0);
        }
        self.at = end;
        read_number(whole)
    }

    fn digits(&mut self) -> Option<&'t str> {
        let start = self.at;
        self.at += self
            .bytes()
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        self.fail();
        Some(self.since(start)).filter(|digits| !digits.is_empty())
    }

    pub fn word(&mut self) -> Option<&'t str> {
        let start = self.at;
        let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
        if !self.bytes().first().is_some_and(is_letter) {
            return None;
        }
        let is_inside = |byte: &&u8| is_letter(byte) || byte.is_ascii_digit();
        self.at += self.bytes().iter().take_while(is_inside).count();
        self.fail();
        Some(self.since(start))
    }

    /// A text in quotes. Neither kind of quote may stand in it without a backslash.
    pub fn quoted(&mut self, quote: u8) -> Option<Rc<str>> {
        let start = self.at;
        let mut text = String::new();
        loop {
            self.at += 1;
            let plain = self.at;
            let is_plain = |byte: &&u8| !matches!(byte, b'\\' | b'\'' | b'"');
            self.at += self.bytes().iter().take_while(is_plain).count();
            text.push_str(self.since(plain));
            match self.bytes() {
                [b'\\', escaped @ (b'\'' | b'"'), ..] => {
                    text.push(char::from(*escaped));
                    self.at += 1;
                }
                [b'\\', ..] => text.push('\\'),
                _ => break,
            }
        }
        self.fail();
        if self.bytes().first() == Some(&quote) {
            self.at += 1;
            return Some(text.into());
        }
        self.at = start;
        None
    }

    /// What stands in braces.
    pub fn braced(&mut self) -> Option<&'t str> {
        let start = self.at;
        self.at += 1;
        let is_inside = |byte: &&u8| !matches!(byte, b'{' | b'}');
        self.at += self.bytes().iter().take_while(is_inside).count();
        let name = self.since(start + 1);
        self.fail();
        if !name.is_empty() && self.eat("}") {
            return Some(name);
        }
        self.at = start;
        None
    }
}
