//! How long the respondent may take. Seconds are counted by whoever shows the survey, because there is no clock here.

use super::navigation::{Current, Stage};
use super::{Session, Texts};
use crate::definition::TimerInfo;
use crate::value::{Object, Value};

/// How long the respondent has taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Seconds {
    in_all: usize,
    /// By the page's place in the document.
    on_pages: Vec<usize>,
    /// While all pages were shown as one.
    on_all_pages: usize,
}

/// Beyond this a draft makes no sense.
const MAX_SECONDS: f64 = 366.0 * 86_400.0;

impl Session {
    /// To be called once a second while the survey is shown; counts, and at a limit goes on to the next page or ends the
    /// survey, if nothing has to be mended first. Without `showTimer` it does nothing.
    pub fn tick(&mut self) {
        if !self.is_timed() {
            return;
        }
        let mut passed = 1;
        let has_page = self.current.is_some();
        let limit = self.page_limit_seconds();
        if has_page {
            let spent = self.page_seconds();
            if limit > 0 {
                // Someone who stays, because something has to be mended, is at the limit and not beyond.
                passed = passed.min(limit.saturating_sub(spent));
            }
            *self.page_seconds_mut() = spent + passed;
        }
        self.seconds.in_all += passed;
        let is_page_over = has_page && limit > 0 && limit == self.page_seconds();
        let limit_in_all = self.survey.time_limit;
        if limit_in_all > 0 && limit_in_all <= self.seconds.in_all {
            self.seconds.in_all = limit_in_all;
            self.complete();
        }
        if is_page_over {
            self.go_next();
        }
    }

    /// Whether seconds count at the moment.
    pub fn is_timed(&self) -> bool {
        self.survey.show_timer
            && !self.survey.read_only
            && matches!(self.stage, Stage::Running | Stage::Preview)
    }

    /// How long it has taken, and how long it may take, in words; empty where no time is shown.
    pub fn timer_text(&self) -> String {
        if !self.is_timed() || self.current.is_none() {
            return String::new();
        }
        let texts = &self.setting.texts;
        let on_page = [self.page_seconds(), self.page_limit_seconds()];
        let in_all = [self.seconds.in_all, self.survey.time_limit];
        match self.survey.timer_info_mode {
            TimerInfo::Page => sentence(texts, "page", &on_page),
            TimerInfo::Survey => sentence(texts, "survey", &in_all),
            TimerInfo::Combined if (on_page[1] > 0) == (in_all[1] > 0) => {
                sentence(texts, "both", &[on_page, in_all].concat())
            }
            TimerInfo::Combined => {
                let page = sentence(texts, "page", &on_page);
                let between = if page.ends_with('.') { " " } else { " · " };
                [&*page, between, &*sentence(texts, "survey", &in_all)].concat()
            }
        }
    }

    /// 0 for as long as one likes.
    fn page_limit_seconds(&self) -> usize {
        let own = self
            .current_page()
            .and_then(|page| self.survey.pages.get(self.page_index(page)?))
            .map_or(0, |page| page.time_limit);
        if own > 0 {
            own
        } else {
            self.survey.time_limit_per_page
        }
    }

    pub(super) fn is_time_limited(&self, place: usize) -> bool {
        let own = self
            .survey
            .pages
            .get(place)
            .map_or(0, |page| page.time_limit);
        own > 0 || self.survey.time_limit_per_page > 0
    }

    fn page_seconds(&self) -> usize {
        match self.timed_page() {
            Some(place) => self.seconds.on_pages.get(place).copied().unwrap_or(0),
            None => self.seconds.on_all_pages,
        }
    }

    fn page_seconds_mut(&mut self) -> &mut usize {
        let Some(place) = self.timed_page() else {
            return &mut self.seconds.on_all_pages;
        };
        let on_pages = &mut self.seconds.on_pages;
        if on_pages.len() <= place {
            on_pages.resize(place + 1, 0);
        }
        &mut on_pages[place]
    }

    fn timed_page(&self) -> Option<usize> {
        match self.current {
            Some(Current::Page(page)) => self.page_index(page),
            _ => None,
        }
    }

    /// A preview is looked at anew each time.
    pub(super) fn forget_seconds_on_all_pages(&mut self) {
        self.seconds.on_all_pages = 0;
    }
}

impl Seconds {
    pub(super) fn write_draft(&self, draft: &mut Object) {
        let on_pages = self.on_pages.iter().map(|&seconds| seconds as f64);
        draft.set("seconds", self.in_all as f64);
        draft.set("secondsOnPages", Value::list(on_pages.map(Value::Number)));
    }

    /// Takes up what [`Self::write_draft`] wrote, of a survey of so many pages.
    pub(super) fn resume(draft: &Value, page_count: usize) -> Self {
        let seconds = |value: &Value| {
            let seconds = value.as_number().filter(|seconds| seconds.is_finite());
            seconds.unwrap_or(0.0).clamp(0.0, MAX_SECONDS) as usize
        };
        let on_pages = draft.get("secondsOnPages").as_list().unwrap_or_default();
        Self {
            in_all: seconds(draft.get("seconds")),
            on_pages: on_pages.iter().take(page_count).map(seconds).collect(),
            on_all_pages: 0,
        }
    }
}

/// A sentence about how long it has taken and, where there are limits, may take.
#[inline(never)]
fn sentence(texts: &Texts, about: &str, seconds: &[usize]) -> String {
    let is_limited = seconds.get(1).is_some_and(|&limit| limit > 0);
    let key = if is_limited { "limit" } else { "spent" };
    let mut sentence = texts.get(&format!("timer.{about}.{key}")).to_owned();
    for (place, &seconds) in seconds.iter().enumerate() {
        sentence = sentence.replace(&format!("{{{place}}}"), &duration(texts, seconds));
    }
    sentence
}

/// `1 min 5 sec`
fn duration(texts: &Texts, seconds: usize) -> String {
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    let minutes_text = texts.with("timer.minutes", &texts.number(minutes));
    let seconds_text = texts.with("timer.seconds", &texts.number(seconds));
    match (minutes, seconds) {
        (0, _) => seconds_text,
        (_, 0) => minutes_text,
        _ => [&*minutes_text, " ", &*seconds_text].concat(),
    }
}
