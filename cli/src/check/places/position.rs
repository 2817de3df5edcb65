/// A place in a text, as editors name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// Goes through a text from front to back and says at which line and column it stands.
pub struct Walk<'t> {
    rest: &'t str,
    offset: usize,
    position: Position,
}

impl<'t> Walk<'t> {
    pub fn through(text: &'t str) -> Self {
        Self {
            rest: text,
            offset: 0,
            position: Position { line: 1, column: 1 },
        }
    }

    /// Goes forward to a byte of the text, at most to its end. It does not go back.
    pub fn advance_to(&mut self, offset: usize) -> Position {
        let length = offset.saturating_sub(self.offset).min(self.rest.len());
        let (passed, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or(("", self.rest));
        let last_line = match passed.rsplit_once('\n') {
            Some((before, last_line)) => {
                self.position.line += 1 + before.matches('\n').count();
                self.position.column = 1;
                last_line
            }
            None => passed,
        };
        self.position.column += last_line.chars().count();
        self.offset += passed.len();
        self.rest = rest;
        self.position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_line_feeds_and_columns_count_characters() {
        let mut walk = Walk::through("a\r\né€x\n\n😀z");
        // Offsets, each with the line and column it has.
        let cases = [
            (0, 1, 1),
            (1, 1, 2),
            (3, 2, 1),
            (5, 2, 2),
            (8, 2, 3),
            (8, 2, 3),
            (10, 3, 1),
            (11, 4, 1),
            (15, 4, 2),
            (99, 4, 3),
        ];
        for (offset, line, column) in cases {
            assert_eq!(
                walk.advance_to(offset),
                Position { line, column },
                "{offset}"
            );
        }
    }
}
