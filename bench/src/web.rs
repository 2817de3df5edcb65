use std::rc::Rc;

use journey_survey::browser::{BrowserCalendar, BrowserJson};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::chain::Chain;
use crate::expressions::Expressions;
use crate::results::results;
use crate::world::World;

/// With the reader of JSON that the widget has.
fn world() -> World {
    World {
        calendar: Rc::new(BrowserCalendar),
        json: Rc::new(BrowserJson),
    }
}

#[wasm_bindgen]
pub struct RunningChain(Chain);

#[wasm_bindgen]
impl RunningChain {
    #[wasm_bindgen(constructor)]
    pub fn load(document: &str) -> Result<Self, String> {
        Chain::load(document, &world()).map(Self)
    }

    pub fn visible(&self) -> usize {
        self.0.visible()
    }

    pub fn answer_half(&mut self) {
        self.0.answer_half();
    }

    /// Sets an answer that many times, without a way over the border to JavaScript between.
    pub fn alternate(&mut self, times: usize) {
        for _ in 0..times {
            std::hint::black_box(self.0.alternate());
        }
    }
}

#[wasm_bindgen]
pub struct ParsedExpressions {
    expressions: Expressions,
    world: World,
}

#[wasm_bindgen]
impl ParsedExpressions {
    #[wasm_bindgen(constructor)]
    pub fn read(json: &str) -> Result<Self, String> {
        let world = world();
        let expressions = Expressions::read(json, &world)?;
        Ok(Self { expressions, world })
    }

    pub fn count(&self) -> usize {
        self.expressions.count()
    }

    /// Evaluates all that many times; how many of them hold.
    pub fn evaluate(&self, times: usize) -> usize {
        (0..times).fold(0, |_, _| {
            std::hint::black_box(self.expressions.evaluate(&self.world))
        })
    }
}

/// All lines of results, under each other.
#[wasm_bindgen]
pub fn expression_results(cases: &str, matrix: &str) -> Result<String, String> {
    results(cases, matrix, &BrowserJson).map(|lines| lines.join("\n"))
}
