use journey_survey::expression::{Expression, FixedCalendar, Values};
use journey_survey::value::{Json, Value, to_json};

/// 2026-01-15T12:00Z, an hour east of Greenwich: neither the device's clock nor its zone counts.
const CLOCK: FixedCalendar = FixedCalendar {
    now_millis: 1_768_478_400_000.0,
    utc_offset_millis: 3_600_000.0,
};

const DRAWN_NUMBERS: usize = 2_000;
const DRAWN_EXPRESSIONS: [&str; 7] = [
    "{a} ^ {b}",
    "{a} / {b}",
    "{a} % {b}",
    "{a} * {b} + {a}",
    "round({a}, 3)",
    "avg({a}, {b}, 1)",
    "'' + {a}",
];

/// What many expressions evaluate to, one a line, numbers as their bits: those of `cases` (`{"cases": [{expr, values}]}`),
/// those of `matrix` (`{"values": [], "binary": {operator: …}, "unary": {expression: …}}`) with each value and pair of
/// values, and arithmetic on drawn numbers.
///
/// Errors: which of the files is not as expected.
pub fn results(cases: &str, matrix: &str, json: &dyn Json) -> Result<Vec<String>, String> {
    let read = |name: &str, text: &str| {
        json.parse(text)
            .map_err(|error| format!("the {name} cannot be read: {}", error.message))
    };
    let mut lines = Lines {
        json,
        lines: Vec::new(),
    };
    let cases = read("cases", cases)?;
    for case in cases.get("cases").as_list().ok_or("there are no cases")? {
        let expression = case.get("expr").as_text().unwrap_or_default();
        lines.add(expression, case.get("values").clone());
    }
    let matrix = read("matrix", matrix)?;
    let values = matrix.get("values").as_list().ok_or("there is no matrix")?;
    let names = |name: &str| {
        let object = matrix.get(name).as_object();
        object.map(|object| object.iter().map(|(name, _)| name.clone()))
    };
    for operator in names("binary").ok_or("the matrix has no operators")? {
        let expression = format!("{{a}} {operator} {{b}}");
        for a in values {
            for b in values {
                lines.add(&expression, pair(a.clone(), b.clone()));
            }
        }
    }
    for expression in names("unary").ok_or("the matrix has no functions")? {
        for a in values {
            lines.add(&expression, pair(a.clone(), Value::Undefined));
        }
    }
    let mut draw = Draw(0x9E37_79B9_7F4A_7C15);
    for _ in 0..DRAWN_NUMBERS {
        let values = pair(draw.number().into(), draw.number().into());
        for expression in DRAWN_EXPRESSIONS {
            lines.add(expression, values.clone());
        }
    }
    Ok(lines.lines)
}

fn pair(a: Value, b: Value) -> Value {
    Value::object([("a".into(), a), ("b".into(), b)])
}

struct Lines<'j> {
    json: &'j dyn Json,
    lines: Vec<String>,
}

impl Lines<'_> {
    fn add(&mut self, expression: &str, values: Value) {
        let mut line = format!("{expression} with {} is ", to_json(&values));
        match Expression::parse(expression) {
            Ok(parsed) => {
                let scope = Values {
                    values,
                    calendar: &CLOCK,
                    json: self.json,
                };
                write(&parsed.evaluate(&scope), &mut line);
            }
            Err(error) => line.push_str(&error.message),
        }
        self.lines.push(line);
    }
}

fn write(value: &Value, line: &mut String) {
    match value {
        // Which of the many NaNs it is, is left open by WebAssembly.
        Value::Number(number) if number.is_nan() => line.push_str("NaN"),
        Value::Number(number) => line.push_str(&format!("#{:016x}", number.to_bits())),
        Value::Date(millis) => line.push_str(&format!("@{:016x}", millis.to_bits())),
        Value::Undefined => line.push_str("undefined"),
        Value::List(items) => {
            line.push('[');
            for item in items.iter() {
                write(item, line);
                line.push(' ');
            }
            line.push(']');
        }
        Value::Object(object) => {
            line.push('{');
            for (name, member) in object.iter() {
                line.push_str(name);
                line.push(':');
                write(member, line);
                line.push(' ');
            }
            line.push('}');
        }
        other => line.push_str(&to_json(other)),
    }
}

/// Marsaglia's xorshift, which is the same everywhere.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Small and large numbers, whole ones and others.
    fn number(&mut self) -> f64 {
        let drawn = self.next();
        let mantissa = (drawn >> 11) as f64 / (1_u64 << 53) as f64;
        match drawn & 3 {
            0 => (mantissa * 200.0).floor() - 100.0,
            1 => mantissa * 20.0 - 10.0,
            2 => mantissa * 1e9,
            _ => mantissa * 1e-6,
        }
    }
}

#[cfg(all(test, feature = "native"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use journey_survey::native::SerdeJson;

    use super::*;

    #[test]
    fn a_result_shows_every_bit() {
        let cases = r#"{"cases":[
            {"expr":"1 / 3","values":{}},
            {"expr":"[0, -1, 'a', {a}]","values":{"a":{"b":null}}},
            {"expr":"0 / {x}","values":{"x":"a"}},
            {"expr":"1 +","values":{}}]}"#;
        let matrix = r#"{"values":[1,2],"binary":{"+":[]},"unary":{"!{a}":[]}}"#;
        let lines = results(cases, matrix, &SerdeJson).unwrap();
        let drawn = DRAWN_NUMBERS * DRAWN_EXPRESSIONS.len();
        assert_eq!(lines.len(), 4 + 4 + 2 + drawn);
        let check = |place: usize, expected: &str| {
            let line = &lines[place];
            assert!(line.ends_with(expected), "{line}");
        };
        check(0, " is #3fd5555555555555");
        check(
            1,
            " is [#0000000000000000 #bff0000000000000 \"a\" {b:null } ]",
        );
        check(3, "something is missing at its end.");
        check(5, "{a} + {b} with {\"a\":1,\"b\":2} is #4008000000000000");
        check(9, "!{a} with {\"a\":2} is false");
        assert!(results("{}", matrix, &SerdeJson).is_err());
        assert!(results(cases, "[", &SerdeJson).is_err());
    }
}
