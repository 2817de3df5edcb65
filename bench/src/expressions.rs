use journey_survey::expression::{Expression, Values};
use journey_survey::value::Value;

use crate::world::World;

/// Expressions, parsed once, and the values that their names stand for.
pub struct Expressions {
    expressions: Vec<Expression>,
    values: Value,
}

impl Expressions {
    /// From the JSON text `{"values": {…}, "expressions": [text…]}`.
    ///
    /// Errors: what cannot be read, as a sentence.
    pub fn read(json: &str, world: &World) -> Result<Self, String> {
        let file = world.json.parse(json).map_err(|error| error.message)?;
        let texts = file.get("expressions").as_list().unwrap_or_default();
        let expressions = texts
            .iter()
            .map(|text| {
                let text = text.as_text().unwrap_or_default();
                Expression::parse(text).map_err(|error| format!("{text}: {error}"))
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            expressions,
            values: file.get("values").clone(),
        })
    }

    pub fn count(&self) -> usize {
        self.expressions.len()
    }

    /// Evaluates each once; how many of them hold as conditions.
    pub fn evaluate(&self, world: &World) -> usize {
        let scope = Values {
            values: self.values.clone(),
            calendar: &*world.calendar,
            json: &*world.json,
        };
        let holding = |expression: &&Expression| expression.is_true(&scope);
        self.expressions.iter().filter(holding).count()
    }
}
