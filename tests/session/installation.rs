//! The installation journey, asked of many who had different installations.

use std::collections::{BTreeMap, BTreeSet};

use journey_survey::response::{Surroundings, record};
use journey_survey::session::{Position, Session};
use journey_survey::value::{Object, Value, to_json};

use super::respondent::Respondent;
use super::script::{Clock, START_MILLIS, parse, setting, survey};

/// As many as `JOURNEY_SURVEY_RESPONDENTS` says.
fn respondents() -> u64 {
    const FEW: u64 = 3_000;
    let said = std::env::var("JOURNEY_SURVEY_RESPONDENTS");
    said.map_or(FEW, |count| count.parse().unwrap())
}

struct Customer {
    facts: Object,
    self_installed: bool,
    installed: bool,
    tv: bool,
    phone: bool,
    billed: bool,
    helped: bool,
}

impl Customer {
    fn draw(chance: &mut Respondent) -> Self {
        let mut facts = Object::new();
        // A fact is often not known at all.
        let mut flag = |name: &'static str, unknown: bool| match chance.below(3) {
            0 => unknown,
            1 => {
                facts.set(name, false);
                false
            }
            _ => {
                facts.set(name, true);
                true
            }
        };
        let (tv, phone) = (flag("ordered_tv", false), flag("ordered_phone", false));
        let (billed, helped) = (flag("billed", false), flag("contacted_support", false));
        let installed = flag("installed", true);
        let self_installed = match chance.below(3) {
            0 => {
                facts.set("installation", "self");
                true
            }
            1 => {
                facts.set("installation", "technician");
                false
            }
            _ => false,
        };
        facts.set("ticket", "4711");
        facts.set("secret", "for expressions only");
        Self {
            facts,
            self_installed,
            installed,
            tv,
            phone,
            billed,
            helped,
        }
    }

    fn met(&self) -> BTreeSet<&'static str> {
        let technician = !self.self_installed;
        [
            ("choosing", true),
            ("order", true),
            ("confirmation", true),
            ("updates", true),
            ("account", true),
            ("appointment", technician),
            ("arrival", technician),
            ("installer", technician),
            ("home-work", technician && self.installed),
            ("parcel", self.self_installed),
            ("guide", self.self_installed),
            ("internet-box", self.installed),
            ("internet", self.installed),
            ("wifi", self.installed),
            ("tv-box", self.tv && self.installed),
            ("phone-number", self.phone && self.installed),
            ("first-bill", self.billed),
            ("help-line", self.helped),
        ]
        .into_iter()
        .filter_map(|(name, met)| met.then_some(name))
        .collect()
    }
}

#[test]
fn nobody_is_asked_about_what_they_did_not_meet() {
    let document = parse(include_str!("../../www/surveys/installation.json"));
    let survey = survey(&document);
    let mut times_asked: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..respondents() {
        let mut respondent = Respondent::new(seed);
        let customer = Customer::draw(&mut respondent);
        let clock = Clock::at(START_MILLIS);
        let mut session =
            Session::start(survey.clone(), setting(customer.facts.clone(), "en", clock));
        let asked = respondent.finish(&mut session);
        assert_eq!(session.position(), Position::Completed);
        let met = customer.met();
        let about = asked
            .iter()
            .filter_map(|address| Some(address.split_once('.')?.0));
        for touchpoint in about {
            assert!(met.contains(touchpoint), "{seed}: {touchpoint} of {met:?}");
            *times_asked.entry(touchpoint.to_owned()).or_default() += 1;
        }
        check_record(&session, &met, seed);
    }
    assert_eq!(
        times_asked.len(),
        18,
        "every touchpoint is asked of somebody: {times_asked:?}"
    );
}

fn check_record(session: &Session, met: &BTreeSet<&str>, seed: u64) {
    let record = record(session, &Surroundings::default());
    assert_eq!(record.get("status").as_text(), Some("complete"));
    assert_eq!(record.get("context").get("secret"), &Value::Undefined);
    let journey = record.get("journey").get("journey");
    let touchpoints = journey.get("touchpoints").as_object().unwrap();
    assert_eq!(touchpoints.len(), 18);
    for (name, entry) in touchpoints.iter() {
        if !met.contains(&**name) {
            assert_eq!(to_json(entry), r#"{"reached":false}"#, "{seed}: {name}");
        }
    }
    let asked = journey.get("asked").as_list().unwrap();
    let mut spent = 0.0;
    let mut addresses = BTreeSet::new();
    for (index, entry) in asked.iter().enumerate() {
        assert_eq!(entry.get("order").as_number(), Some((index + 1) as f64));
        assert!(
            addresses.insert(entry.get("address").as_text().unwrap()),
            "{seed}: asked twice"
        );
        assert!(!entry.get("because").as_text().unwrap().is_empty());
        assert!(!entry.get("answer").is_absent());
        spent += match (
            entry.get("kind").as_text().unwrap(),
            entry.get("touchpoint").as_text(),
        ) {
            ("pick", None) => 1.5,
            ("why", Some(_)) | ("rating", Some("first-bill")) => 1.2,
            ("overall", None) | ("rating", Some(_)) => 1.0,
            other => panic!("{seed}: {other:?}"),
        };
    }
    assert!(spent <= 6.0 + 1e-6, "{seed}: {spent}");
}
