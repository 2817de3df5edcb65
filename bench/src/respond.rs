use std::path::Path;
use std::rc::Rc;

use journey_survey::definition;
use journey_survey::expression::FixedCalendar;
use journey_survey::native::SerdeJson;
use journey_survey::session::Session;
use journey_survey::value::to_json;
use journey_survey_bench::hostile::hostile_answer;
use journey_survey_bench::world::World;

/// Answers every question of a document as unkindly as possible, goes on as far as that leads, and prints the answers.
pub fn walk_through(file: &Path) -> Result<(), String> {
    let world = World {
        calendar: Rc::new(FixedCalendar::UTC),
        json: Rc::new(SerdeJson),
    };
    let text = crate::read_file(file)?;
    let document = world.json.parse(&text).map_err(|error| error.message)?;
    let survey = definition::read(&document)
        .survey
        .ok_or("there is nothing to ask")?;
    let mut session = Session::start(survey, world.setting());
    let mut names = Vec::new();
    session.each_question(&mut |question| names.push(question.name.clone()));
    for name in &names {
        session.set(name, hostile_answer().into());
    }
    while session.go_next() {}
    crate::print(&to_json(&session.answers().clone().into()))
}
