use journey_survey::native::SerdeJson;
use journey_survey::session::{Fetched, Lists, read_list};
use journey_survey::value::{Object, Value};

/// Responses that a line brings with it, by address: nothing is fetched while a script runs.
///
/// A response is what the address would give: text as a body, anything else as the JSON of one, and an object with a
/// number `status` as `{"status": 404, "statusText": "Not Found"}` or `{"status": 200, "response": …}`.
#[derive(Clone, Debug, Default)]
pub struct GivenLists(Object);

impl GivenLists {
    pub fn new(responses: Object) -> Self {
        Self(responses)
    }
}

impl Lists for GivenLists {
    fn get(&self, url: &str) -> Fetched {
        let Some(given) = self.0.get(url) else {
            return Fetched::Failed("Not Found".into());
        };
        let response = match given.get("status").as_number() {
            Some(200.0) => given.get("response"),
            Some(status) => {
                let text = given.get("statusText").as_text();
                return Fetched::Failed(text.map_or_else(|| status.to_string().into(), Into::into));
            }
            None => given,
        };
        Fetched::Loaded(match response {
            Value::Text(body) => read_list(body, &SerdeJson),
            response => response.clone(),
        })
    }
}
