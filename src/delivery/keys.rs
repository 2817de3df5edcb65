/// The names of everything in the store: `js1:<namespace>:<kind>:<rest>`.
///
/// | kind | rest | value |
/// |---|---|---|
/// | `r` | id | the record, sealed, immutable |
/// | `m` | id | `{state, attempts, nextAt, lastError}` |
/// | `d` | survey `:` slot | a draft, sealed |
/// | `s` | id | a receipt: when it was acknowledged, in milliseconds, `\|`, and the record's checksum |
/// | `q` | the key it had | a value that does not read, as it was found |
/// | `e` | CRC-32 of the endpoint | that endpoint's lane |
/// | `b` | | ballast |
/// | `l` | | the lease |
pub(super) struct Keys {
    prefix: String,
}

#[derive(Debug, PartialEq)]
pub(super) enum Kind<'a> {
    Record(&'a str),
    Meta(&'a str),
    Draft,
    Receipt(&'a str),
    Quarantine,
    Lane,
    Other,
}

impl Keys {
    pub(super) fn new(namespace: &str) -> Self {
        Self {
            prefix: ["js1:", &escaped(namespace), ":"].concat(),
        }
    }

    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    pub(super) fn record(&self, id: &str) -> String {
        self.of("r:", id)
    }

    pub(super) fn meta(&self, id: &str) -> String {
        self.of("m:", id)
    }

    pub(super) fn draft(&self, survey: &str, slot: &str) -> String {
        self.of("d:", &[&escaped(survey), ":", &escaped(slot)].concat())
    }

    pub(super) fn receipt(&self, id: &str) -> String {
        self.of("s:", id)
    }

    pub(super) fn quarantine(&self, key: &str) -> String {
        self.of("q:", key)
    }

    pub(super) fn lane(&self, endpoint: &str) -> String {
        let sum = super::envelope::hexadecimal(super::crc32(endpoint.as_bytes()));
        self.of("e:", &sum)
    }

    pub(super) fn ballast(&self) -> String {
        self.of("b", "")
    }

    pub(super) fn lease(&self) -> String {
        self.of("l", "")
    }

    pub(super) fn kind<'a>(&self, key: &'a str) -> Kind<'a> {
        let rest = key.strip_prefix(self.prefix.as_str()).unwrap_or_default();
        match rest.split_once(':') {
            Some(("r", id)) => Kind::Record(id),
            Some(("m", id)) => Kind::Meta(id),
            Some(("d", _)) => Kind::Draft,
            Some(("s", id)) => Kind::Receipt(id),
            Some(("q", _)) => Kind::Quarantine,
            Some(("e", _)) => Kind::Lane,
            _ => Kind::Other,
        }
    }

    fn of(&self, kind: &str, rest: &str) -> String {
        [&self.prefix, kind, rest].concat()
    }
}

/// Authors choose these names; a colon in one must not make it another's key.
fn escaped(name: &str) -> String {
    name.replace('%', "%25").replace(':', "%3A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_laid_out_as_documented() {
        let keys = Keys::new("site");
        let cases = [
            (keys.record("a"), "js1:site:r:a", Kind::Record("a")),
            (keys.meta("a"), "js1:site:m:a", Kind::Meta("a")),
            (keys.draft("s", "1"), "js1:site:d:s:1", Kind::Draft),
            (keys.draft("s:1", "%"), "js1:site:d:s%3A1:%25", Kind::Draft),
            (keys.receipt("a"), "js1:site:s:a", Kind::Receipt("a")),
            (
                keys.quarantine("js1:site:r:a"),
                "js1:site:q:js1:site:r:a",
                Kind::Quarantine,
            ),
            (keys.lane("123456789"), "js1:site:e:cbf43926", Kind::Lane),
            (keys.ballast(), "js1:site:b", Kind::Other),
            (keys.lease(), "js1:site:l", Kind::Other),
        ];
        for (key, expected, kind) in cases {
            assert_eq!(key, expected);
            assert_eq!(keys.kind(&key), kind, "{key}");
        }
        assert_eq!(Keys::new("a:b").prefix(), "js1:a%3Ab:");
        assert_eq!(keys.kind("js1:other:r:a"), Kind::Other);
    }
}
