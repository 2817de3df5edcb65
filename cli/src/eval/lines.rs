use std::io::{self, BufRead, Read};

/// The longest line that is read, its line break aside.
pub const MAX_LINE_BYTES: usize = 8 << 20;

/// Lines of bytes, of which those that are too long do not fill the memory.
pub struct Lines<R> {
    reader: R,
    bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
pub enum Line<'l> {
    /// Without its line break.
    Whole(&'l [u8]),
    /// Longer than [`MAX_LINE_BYTES`].
    TooLong,
}

impl<R: BufRead> Lines<R> {
    pub fn of(reader: R) -> Self {
        Self {
            reader,
            bytes: Vec::new(),
        }
    }

    /// The next line; `None` at the end of the input.
    pub fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.bytes.clear();
        let limit_with_break = MAX_LINE_BYTES as u64 + 1;
        let read = (&mut self.reader)
            .take(limit_with_break)
            .read_until(b'\n', &mut self.bytes)?;
        if read == 0 {
            return Ok(None);
        }
        if self.bytes.last() == Some(&b'\n') {
            self.bytes.pop();
        } else if self.bytes.len() > MAX_LINE_BYTES {
            self.reader.skip_until(b'\n')?;
            return Ok(Some(Line::TooLong));
        }
        Ok(Some(Line::Whole(&self.bytes)))
    }
}

impl Line<'_> {
    pub fn is_blank(self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.trim_ascii().is_empty(),
            Self::TooLong => false,
        }
    }
}
