use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use std::io::Write as _;

/// What a file weighs as it is and as servers send it, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sizes {
    pub raw: usize,
    /// `gzip -9`; as `raw` for files that are not compressed.
    pub gzip: usize,
    /// `brotli -11`; as `raw` for files that are not compressed.
    pub brotli: usize,
}

impl Sizes {
    pub fn of(content: &[u8]) -> Result<Sizes> {
        Ok(Sizes {
            raw: content.len(),
            gzip: gzip(content)?.len(),
            brotli: brotli(content)?.len(),
        })
    }
}

impl std::ops::Add for Sizes {
    type Output = Sizes;

    fn add(self, other: Sizes) -> Sizes {
        Sizes {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).context("gzip")?;
    encoder.finish().context("gzip")
}

pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters).context("brotli")?;
    Ok(compressed)
}

/// The table of files, one a line.
pub fn table<'a>(files: impl IntoIterator<Item = (&'a str, Sizes)>) -> String {
    let row = |name: &str, sizes: Sizes| {
        [
            name.to_owned(),
            bytes(sizes.raw),
            bytes(sizes.gzip),
            bytes(sizes.brotli),
        ]
    };
    let mut rows = vec![["file", "raw", "gzip", "brotli"].map(str::to_owned)];
    rows.extend(files.into_iter().map(|(name, sizes)| row(name, sizes)));
    columns(&rows)
}

/// Rows under each other: the first column to the left, the others to the right.
pub fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let widths: [usize; N] = std::array::from_fn(|column| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    });
    let mut text = String::new();
    for row in rows {
        let mut line = String::from("  ");
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            if column == 0 {
                line.push_str(&format!("{cell:<width$}"));
            } else {
                line.push_str(&format!("  {cell:>width$}"));
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// `107520` as `107 520`.
pub fn bytes(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::io::Read as _;

    #[test]
    fn byte_counts_are_grouped() {
        let check = |count, expected: &str| assert_eq!(bytes(count), expected);
        check(0, "0");
        check(999, "999");
        check(1_000, "1 000");
        check(107_520, "107 520");
        check(1_234_567, "1 234 567");
    }

    #[test]
    fn the_table_lines_up() {
        let small = Sizes {
            raw: 10,
            gzip: 9,
            brotli: 8,
        };
        let large = Sizes {
            raw: 10_000,
            gzip: 900,
            brotli: 80,
        };
        let expected = concat!(
            "  file       raw  gzip  brotli\n",
            "  a.js        10     9       8\n",
            "  b.wasm  10 000   900      80\n",
        );
        assert_eq!(table([("a.js", small), ("b.wasm", large)]), expected);
    }

    #[test]
    fn compressed_content_comes_back() {
        for content in [&b""[..], b"a", &b"journey ".repeat(500)] {
            let mut from_gzip = Vec::new();
            flate2::read::GzDecoder::new(&gzip(content).unwrap()[..])
                .read_to_end(&mut from_gzip)
                .unwrap();
            assert_eq!(from_gzip, content);
            let mut from_brotli = Vec::new();
            brotli::BrotliDecompress(&mut &brotli(content).unwrap()[..], &mut from_brotli).unwrap();
            assert_eq!(from_brotli, content);
        }
    }
}
