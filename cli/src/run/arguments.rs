/// Run scripted sessions, one a line.
///
/// Reads JSON objects from standard input, one a line, and writes one line for each, in order, as
/// soon as it is known. Blank lines are passed over. Built-in texts are in English.
///
/// Exit status: 0 when all lines have been answered, with errors or without; 2 when standard input
/// or output fails.
#[derive(clap::Args)]
#[command(after_long_help = FORMATS)]
pub struct Arguments {}

const FORMATS: &str = r#"In, at most 8 MiB a line:
  id          comes back in the answer
  json        the survey document
  data        answers to begin with
  context     what a host would pass: names that expressions may read
  vars        variables of expressions
  respondent  who answers; chance follows from it
  locale      the language of the document's texts
  now, tz     what time it is, and where; without them, this device's clock and zone
  priors      what is believed of touchpoints beforehand: {"installer": {"mean": -0.2, "sd": 0.8}}
  seed        in the place of the one that follows from survey and respondent
  lists       what addresses of `choicesByUrl` give, by address: nothing is fetched; a response is its JSON, its
              text, or {"status": 404, "statusText": "Not Found"}
  steps       ["set", name, value], ["comment", name, text], ["answer", value], ["next"], ["prev"],
              ["complete"], ["goto", number or name], ["locale", "fr"], ["start"], ["preview"],
              ["cancelPreview"], ["validate"]
  snaps       "all" (before the first step and after each), "last" or "none"; all unless said
  timing      true adds how long loading and each step took

Out:
  {"id", "diagnostics": […], "snaps": [{ret, state, page, pages, visible, enabled, required, errors,
  titles, choices, progress, data, html, question, panels, journey}, …]}
  {"id", "error": "…"}   the line could not be run; the next one is read all the same

Example:
  echo '{"json": {"elements": [{"type": "text", "name": "a"}]}, "steps": [["set", "a", "x"], ["next"]]}' |
    journey-survey run"#;
