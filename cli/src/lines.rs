use std::io::{self, BufRead, ErrorKind, Read, Write};

use journey_survey::native::SerdeJson;
use journey_survey::value::{Json, Value, to_json};

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

    /// Errors: one sentence that says what is wrong with the line.
    pub fn parse(self) -> Result<Value, String> {
        let Self::Whole(bytes) = self else {
            return Err(format!(
                "The line is longer than {} MiB; shorten it.",
                MAX_LINE_BYTES >> 20
            ));
        };
        let text = std::str::from_utf8(bytes).map_err(|error| {
            format!(
                "The line is not UTF-8 from its byte {} on.",
                error.valid_up_to() + 1
            )
        })?;
        SerdeJson
            .parse(text)
            .map_err(|error| format!("The line is not JSON that can be read: {}.", error.message))
    }
}

/// Answers line by line until the input ends. Lines that ask nothing, because they are blank, have no answer.
///
/// The error is one sentence for the person who started it.
pub fn answer_each(answer: &mut dyn FnMut(Line) -> Value) -> Result<(), String> {
    let mut lines = Lines::of(io::stdin().lock());
    let mut out = io::stdout().lock();
    loop {
        let line = match lines.next() {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(()),
            Err(error) => return Err(format!("cannot read standard input: {error}")),
        };
        if line.is_blank() {
            continue;
        }
        let answer = to_json(&answer(line)) + "\n";
        // Each line at once: whoever asks may wait for the answer before asking on.
        match out.write_all(answer.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => {}
            // Whoever reads, such as `head`, has seen enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => return Err(format!("cannot write to standard output: {error}")),
        }
    }
}
