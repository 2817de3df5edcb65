/// Evaluate expressions of the survey language, one a line.
///
/// Reads JSON objects from standard input, one a line, and writes one line for each, in order, as
/// soon as it is known. Blank lines are passed over.
///
/// Exit status: 0 when all lines have been answered, with errors or without; 2 when standard input
/// or output fails.
#[derive(clap::Args)]
#[command(after_long_help = FORMATS)]
pub struct Arguments {}

const FORMATS: &str = r#"In, at most 8 MiB a line:
  expr    the expression: "{age} >= 18 and {country} = 'ca'"
  values  what the names in braces stand for: {"age": 21, "country": "ca"}; without it, nothing
  now     what time it is: "2026-01-15T12:00:00Z" (without an offset by the zone's own clocks), or
          milliseconds since 1970; without it, the time by this device's clock
  tz      the time zone: "Europe/Berlin", "UTC", "+02:00"; without it, this device's (UTC if it has
          none)
  Other members are ignored.

Out:
  {"value": …, "condition": true or false}   condition: whether it holds where a condition is asked for
  {"error": "…", "at": 7}   the text is no expression; how far it could be read, in UTF-16 units
  {"error": "…"}            the line could not be understood; the next one is read all the same

Values that JSON lacks are coded, in and out:
  {"$date": "2026-01-15T12:00:00.000Z"}, {"$date": null} for an invalid date, {"$undefined": true},
  {"$nan": true}, {"$inf": 1}, {"$inf": -1}

Examples:
  echo '{"expr": "{a} + 1", "values": {"a": 2}}' | journey-survey eval
  journey-survey eval < cases.ndjson | jq .value"#;
