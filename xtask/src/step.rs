use crate::sizes;
use anyhow::Result;
use std::time::{Duration, Instant};

/// What was done and how long it took, printed as it happens.
pub struct Steps {
    started: Instant,
    done: Vec<Step>,
}

struct Step {
    title: String,
    took: Duration,
    failed: bool,
}

impl Steps {
    pub fn new() -> Steps {
        Steps {
            started: Instant::now(),
            done: Vec::new(),
        }
    }

    /// Prints the title, does the work, prints how long it took.
    pub fn run<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("\n==> {title}");
        let started = Instant::now();
        let result = work();
        let step = Step {
            title: title.to_owned(),
            took: started.elapsed(),
            failed: result.is_err(),
        };
        let verdict = if step.failed {
            "failed after"
        } else {
            "done in"
        };
        eprintln!("    {verdict} {}", seconds(step.took));
        self.done.push(step);
        result
    }

    pub fn elapsed(&self) -> String {
        seconds(self.started.elapsed())
    }

    /// All steps with their seconds, one a line.
    pub fn summary(&self) -> String {
        let mut rows = vec![["step".to_owned(), "time".to_owned(), String::new()]];
        for step in &self.done {
            let mark = if step.failed { "FAILED" } else { "" };
            rows.push([step.title.clone(), seconds(step.took), mark.to_owned()]);
        }
        rows.push(["all".to_owned(), self.elapsed(), String::new()]);
        sizes::columns(&rows)
    }
}

fn seconds(took: Duration) -> String {
    if took < Duration::from_secs(60) {
        return format!("{:.1} s", took.as_secs_f64());
    }
    let whole = took.as_secs();
    format!("{} min {:02} s", whole / 60, whole % 60)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn times_are_readable() {
        let check = |millis, expected: &str| {
            assert_eq!(seconds(Duration::from_millis(millis)), expected);
        };
        check(0, "0.0 s");
        check(1_240, "1.2 s");
        check(59_900, "59.9 s");
        check(60_000, "1 min 00 s");
        check(605_000, "10 min 05 s");
    }

    #[test]
    fn the_summary_names_the_failed_step() {
        let mut steps = Steps::new();
        steps.run("lints", || Ok(())).unwrap();
        let failed: Result<()> = steps.run("tests", || anyhow::bail!("one failed"));
        assert!(failed.is_err());
        let summary = steps.summary();
        let line = |word: &str| summary.lines().find(|line| line.contains(word)).unwrap();
        assert!(!line("lints").contains("FAILED"));
        assert!(line("tests").contains("FAILED"));
    }
}
