//! What holds for every run of a journey, whatever the plan and whatever is answered.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod arbitrary;

use std::collections::BTreeSet;

use journey_survey::journey::{
    Answer, Asked, CausePath, Plan, Reason, Rule, Run, Screen, Strategy, TouchpointPlan,
};
use proptest::prelude::*;

use arbitrary::{Action, actions, an_answer, cost_of, plan};

/// Rated in the lowest fifths of its scale, read from the history without the engine's help.
fn has_low_rating(run: &Run, touchpoint: usize, fifths: f64) -> bool {
    let levels = run.plan().touchpoints[touchpoint].levels as f64;
    run.history().iter().any(|(asked, answer)| {
        asked.screen == Screen::Rating { touchpoint }
            && matches!(answer, Answer::Rated { rank } if *rank == 0 || (*rank + 1) as f64 * 5.0 <= levels * fifths)
    })
}

fn was_picked(run: &Run, touchpoint: usize) -> bool {
    let mut answers = run.history().iter().map(|(_, answer)| answer);
    answers.any(|answer| *answer == Answer::Picked(Some(touchpoint)))
}

fn was_marked(run: &Run, touchpoint: usize) -> bool {
    let mut answers = run.history().iter().map(|(_, answer)| answer);
    answers.any(|answer| matches!(answer, Answer::Marked(marked) if marked.contains(&touchpoint)))
}

/// Whether asking why is due, as the contract says.
fn may_ask_why(run: &Run, strategy: Strategy, touchpoint: usize) -> bool {
    let is_low = has_low_rating(run, touchpoint, 2.0);
    if strategy != Strategy::Adaptive {
        return is_low;
    }
    let picked = was_picked(run, touchpoint);
    let beyond_doubt = picked || has_low_rating(run, touchpoint, 1.0);
    let evidence = is_low || picked || was_marked(run, touchpoint);
    evidence && (beyond_doubt || run.pain(touchpoint).unwrap() >= run.plan().drill_at)
}

/// The children of the causes that were chosen last, read from the plan without the engine's help.
fn children_of_last(run: &Run, touchpoint: usize) -> Vec<CausePath> {
    let Some((_, Answer::Causes(chosen))) = run.history().last() else {
        panic!("a deeper why without causes");
    };
    let mut children = Vec::new();
    for path in chosen {
        let mut causes = &run.plan().touchpoints[touchpoint].causes;
        for index in path {
            causes = &causes[*index].causes;
        }
        children.extend((0..causes.len()).map(|index| [&path[..], &[index]].concat()));
    }
    children
}

fn identity(screen: &Screen) -> String {
    match screen {
        Screen::Why {
            touchpoint, level, ..
        } => format!("why {touchpoint} {level}"),
        other => format!("{other:?}"),
    }
}

fn check_state(run: &Run, strategy: Strategy) {
    let plan = run.plan();
    let spent: f64 = run
        .history()
        .iter()
        .map(|(asked, _)| cost_of(plan, &asked.screen))
        .sum();
    assert!(
        (run.facts().spent - spent).abs() < 1e-9,
        "every cost counts"
    );
    assert_eq!(run.facts().shown, run.history().len());
    let current_cost = run
        .current()
        .map_or(0.0, |asked| cost_of(plan, &asked.screen));
    assert!(spent + current_cost <= plan.budget + 1e-6, "over budget");

    let mut shown = BTreeSet::new();
    let all = run.history().iter().map(|(asked, _)| asked);
    for asked in all.chain(run.current()) {
        assert!(
            shown.insert(identity(&asked.screen)),
            "asked twice: {:?}",
            asked.screen
        );
        if let Some(touchpoint) = asked.screen.touchpoint() {
            assert!(!plan.touchpoints[touchpoint].never, "never means never");
        }
    }
    let met: Vec<usize> = (0..plan.touchpoints.len())
        .filter(|&touchpoint| plan.touchpoints[touchpoint].met)
        .collect();
    for (touchpoint, seen) in run.facts().touchpoints.iter().enumerate() {
        let rating = Screen::Rating { touchpoint };
        let was_rated = run
            .history()
            .iter()
            .any(|(asked, _)| asked.screen == rating);
        assert_eq!(seen.rating_shown, was_rated && met.contains(&touchpoint));
        if seen.did_not_happen {
            assert_eq!(
                (
                    seen.rank,
                    seen.marked,
                    seen.picked,
                    seen.causes.len(),
                    seen.told_why
                ),
                (None, None, None, 0, false),
                "what did not happen leaves no evidence about {touchpoint}"
            );
        }
    }
    if let Some(asked) = run.current() {
        check_candidates(run, asked, strategy);
        check_current(run, asked, &met, strategy);
    } else {
        assert_eq!(run.at_most(), 0);
        if strategy == Strategy::Adaptive {
            check_end(run, &met);
        }
    }
}

/// Nothing that could be paid for is left unknown, and the lot was kept to.
fn check_end(run: &Run, met: &[usize]) {
    let plan = run.plan();
    let left = plan.budget - run.facts().spent;
    for &touchpoint in met {
        let planned = &plan.touchpoints[touchpoint];
        let seen = &run.facts().touchpoints[touchpoint];
        let open = !planned.never && !seen.is_observed() && !seen.rating_shown;
        let after_slot = run.facts().slot_shown;
        assert!(
            !open || after_slot || planned.cost > left + 1e-9,
            "nothing is known of {touchpoint}"
        );
    }
}

/// What was weighed could be asked, the best first, and the best of it is what is asked.
fn check_candidates(run: &Run, asked: &Asked, strategy: Strategy) {
    let candidates = run.candidates();
    for pair in candidates.windows(2) {
        assert!(pair[0].value >= pair[1].value - 1e-12, "the best first");
    }
    for weighed in &candidates {
        let touchpoint = weighed.touchpoint;
        let planned = &run.plan().touchpoints[touchpoint];
        let cost = if weighed.is_why() { 1.2 } else { planned.cost };
        assert!(run.facts().spent + cost <= run.plan().budget + 1e-6);
        assert!(planned.met && !planned.never && weighed.value.is_finite());
    }
    if strategy == Strategy::Adaptive && asked.rule == Rule::Greedy {
        let touchpoint = asked.screen.touchpoint();
        let weighed = candidates
            .iter()
            .find(|weighed| !weighed.is_why() && Some(weighed.touchpoint) == touchpoint);
        assert_eq!(weighed.map(|weighed| weighed.value), asked.value);
    }
}

fn check_current(run: &Run, asked: &Asked, met: &[usize], strategy: Strategy) {
    if let Some(touchpoint) = asked.screen.touchpoint() {
        assert!(met.contains(&touchpoint), "not met: {touchpoint}");
        assert!(!run.facts().touchpoints[touchpoint].did_not_happen);
    }
    match &asked.screen {
        Screen::Overall | Screen::Pick | Screen::Map => {
            assert!(met.len() > 2, "a screen for {} touchpoints", met.len());
            let listed: Vec<usize> = met
                .iter()
                .copied()
                .filter(|&touchpoint| !run.facts().touchpoints[touchpoint].did_not_happen)
                .collect();
            if asked.screen != Screen::Overall {
                assert_eq!(asked.listed, listed);
            }
        }
        Screen::Why {
            touchpoint,
            level: 1,
            offered,
        } => {
            assert!(
                may_ask_why(run, strategy, *touchpoint),
                "a why without evidence"
            );
            let roots = run.plan().touchpoints[*touchpoint].causes.len();
            assert_eq!(
                *offered,
                (0..roots).map(|index| vec![index]).collect::<Vec<_>>()
            );
        }
        Screen::Why {
            touchpoint,
            level,
            offered,
        } => {
            let (before, _) = run.history().last().unwrap();
            assert!(
                matches!(&before.screen, Screen::Why { touchpoint: about, level: above, .. } if about == touchpoint && above + 1 == *level)
            );
            assert!(*level <= run.plan().depth);
            assert_eq!(*offered, children_of_last(run, *touchpoint));
            assert!(!offered.is_empty());
        }
        Screen::More { touchpoint } => {
            assert!(run.plan().touchpoints[*touchpoint].more.is_some());
            assert!(run.facts().touchpoints[*touchpoint].told_why);
        }
        Screen::Rating { .. } => {}
    }
    if strategy == Strategy::Fixed {
        assert!(matches!(asked.screen, Screen::Rating { .. }));
        assert_eq!(asked.rule, Rule::Order);
    }
}

/// The same history gives the same run, by the strategy's own choices and by reinstating each screen.
fn check_replays(run: &Run, strategy: Strategy, met_changed: bool) {
    if !met_changed {
        let answers = run.history().iter().map(|(_, answer)| answer.clone());
        let again = Run::replay(run.plan().clone(), strategy, answers);
        check_same(&again, run);
    }
    let mut everything = run.plan().clone();
    for touchpoint in &mut everything.touchpoints {
        touchpoint.met = true;
    }
    let mut again = Run::start(everything, strategy);
    for (asked, answer) in run.history() {
        assert!(
            again.reinstate(asked.clone(), answer.clone()),
            "{asked:?} {answer:?}"
        );
        let once = again.clone();
        assert!(
            !again.reinstate(asked.clone(), answer.clone()),
            "twice: {asked:?}"
        );
        check_same(&again, &once);
    }
    again.meet(run.plan().touchpoints.iter().map(|plan| plan.met));
    check_same(&again, run);
}

fn check_same(again: &Run, run: &Run) {
    assert_eq!(again.history(), run.history());
    assert_eq!(again.current(), run.current());
    assert_eq!(again.facts(), run.facts());
}

fn check_back(run: &Run) {
    let mut again = run.clone();
    let is_met = |asked: &Asked| {
        let touchpoint = asked.screen.touchpoint();
        touchpoint.is_none_or(|touchpoint| run.plan().touchpoints[touchpoint].met)
    };
    assert_eq!(
        run.can_go_back(),
        run.history().iter().any(|(asked, _)| is_met(asked))
    );
    let Some(answer) = again.back() else {
        assert!(!run.can_go_back());
        check_same(&again, run);
        return;
    };
    let last_met = run.history().iter().rposition(|(asked, _)| is_met(asked));
    assert_eq!(
        Some(again.history().len()),
        last_met,
        "back to what can be shown"
    );
    if run.history().last().is_some_and(|(asked, _)| is_met(asked)) {
        assert_eq!(answer, run.history().last().unwrap().1);
        // After touchpoints came or went, going back may lead to another screen, list or rule.
        let shown = |asked: &Asked| (asked.screen.clone(), asked.listed.clone(), asked.rule);
        if again.current().map(shown) == run.history().last().map(|(asked, _)| shown(asked)) {
            again.answer(answer).unwrap();
            assert_eq!(again.current(), run.current());
            assert_eq!(again.facts(), run.facts());
        }
    }
}

fn check_met_again(run: &mut Run, met: &[bool]) {
    let before: Vec<_> = run.facts().touchpoints.clone();
    let history = run.history().to_vec();
    let was_met: Vec<bool> = run.plan().touchpoints.iter().map(|plan| plan.met).collect();
    run.meet(met.iter().copied());
    assert_eq!(run.history(), history, "nothing that was said is lost");
    for (touchpoint, seen) in before.iter().enumerate() {
        if was_met[touchpoint] && met.get(touchpoint) == Some(&true) {
            let now = &run.facts().touchpoints[touchpoint];
            assert_eq!((now.rank, &now.causes), (seen.rank, &seen.causes));
        }
    }
}

fn strategy() -> impl proptest::strategy::Strategy<Value = Strategy> {
    prop_oneof![
        4 => Just(Strategy::Adaptive),
        1 => Just(Strategy::Fixed),
        1 => Just(Strategy::Random),
        1 => Just(Strategy::SkipLogic),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_run_keeps_its_promises(
        plan in plan(),
        strategy in strategy(),
        actions in actions(),
    ) {
        let mut run = Run::start(plan, strategy);
        let mut met_changed = false;
        // How many screens there can be in all, by the smallest of the promises since the way was last changed.
        let mut bound = usize::MAX;
        check_state(&run, strategy);
        for action in actions {
            match action {
                Action::Answer(choice) => {
                    let Some(asked) = run.current().cloned() else { continue };
                    bound = bound.min(run.history().len() + run.at_most());
                    let answer = an_answer(run.plan(), &asked, choice);
                    prop_assert!(run.accepts(&answer), "{asked:?} {answer:?}");
                    run.answer(answer).unwrap();
                    let shown = run.history().len() + usize::from(run.current().is_some());
                    prop_assert!(shown <= bound, "{shown} screens, at most {bound} were promised");
                }
                Action::Back => {
                    run.back();
                    bound = usize::MAX;
                }
                Action::Meet(met) => {
                    check_met_again(&mut run, &met);
                    met_changed = true;
                    bound = usize::MAX;
                }
            }
            check_state(&run, strategy);
            check_replays(&run, strategy, met_changed);
            check_back(&run);
        }
        // Whatever is answered from here on, it ends.
        let most = run.plan().touchpoints.len() * 7 + 3;
        for choice in 0..=most as u64 {
            let Some(asked) = run.current().cloned() else { break };
            prop_assert!(choice < most as u64, "it goes on and on");
            run.answer(an_answer(run.plan(), &asked, choice.wrapping_mul(0x9e37_79b9))).unwrap();
            check_state(&run, strategy);
        }
    }

    #[test]
    fn answers_that_the_screen_does_not_offer_change_nothing(plan in plan(), choices in prop::collection::vec(any::<u64>(), 0..12), number in 0_usize..20) {
        let mut run = Run::start(plan, Strategy::SkipLogic);
        for choice in choices {
            let Some(asked) = run.current().cloned() else { break };
            for answer in [
                Answer::Rated { rank: number },
                Answer::Picked(Some(number)),
                Answer::Marked(vec![number, number]),
                Answer::Causes(vec![vec![number]]),
                Answer::Causes(Vec::new()),
                Answer::Filled,
                Answer::DidNotHappen,
                Answer::NoneOfThese,
            ] {
                let before = run.clone();
                if !run.accepts(&answer) {
                    prop_assert_eq!(run.answer(answer.clone()), Err(answer));
                }
                check_same(&run, &before);
            }
            run.answer(an_answer(run.plan(), &asked, choice)).unwrap();
        }
    }

    #[test]
    fn no_history_from_outside_breaks_a_run(plan in plan(), entries in prop::collection::vec(arbitrary::entry(), 0..12)) {
        let mut run = Run::start(plan, Strategy::SkipLogic);
        for (asked, answer) in entries {
            let before = run.clone();
            if !run.reinstate(asked, answer) {
                check_same(&run, &before);
            }
            let spent: f64 = run.history().iter().map(|(asked, _)| cost_of(run.plan(), &asked.screen)).sum();
            prop_assert!(spent <= run.plan().budget + 1e-6);
        }
    }
}

fn touchpoint(cost: f64) -> TouchpointPlan {
    TouchpointPlan {
        met: true,
        cost,
        levels: 5,
        ..TouchpointPlan::default()
    }
}

fn journey_of(touchpoints: Vec<TouchpointPlan>, budget: f64) -> Run {
    let plan = Plan {
        touchpoints,
        budget,
        ..Plan::default()
    };
    Run::start(plan, Strategy::SkipLogic)
}

#[test]
fn a_skipped_pick_says_of_no_touchpoint_that_it_was_not_picked() {
    let mut run = journey_of(vec![touchpoint(1.0), touchpoint(1.0), touchpoint(1.0)], 9.0);
    run.answer(Answer::Skipped).unwrap();
    run.answer(Answer::DontKnow).unwrap();
    assert!(
        run.facts()
            .touchpoints
            .iter()
            .all(|seen| seen.picked.is_none())
    );
    assert!(
        run.facts()
            .touchpoints
            .iter()
            .all(|seen| !seen.is_observed())
    );
}

#[test]
fn what_was_met_after_the_pick_was_not_listed_on_it() {
    let late = TouchpointPlan {
        met: false,
        ..touchpoint(1.0)
    };
    let mut run = journey_of(
        vec![late, touchpoint(1.0), touchpoint(1.0), touchpoint(1.0)],
        9.0,
    );
    run.answer(Answer::Skipped).unwrap();
    assert_eq!(run.current().unwrap().listed, [1, 2, 3]);
    run.answer(Answer::Picked(Some(2))).unwrap();
    run.answer(Answer::Rated { rank: 4 }).unwrap();
    run.meet([true; 4]);
    let picked: Vec<_> = run
        .facts()
        .touchpoints
        .iter()
        .map(|seen| seen.picked)
        .collect();
    assert_eq!(picked, [None, Some(false), Some(true), Some(false)]);
    assert_eq!(
        run.facts().touchpoints[2].rank,
        Some(4),
        "the others keep what was said of them"
    );
    assert_eq!(run.current().unwrap().reason, Reason::NextMet);
}

#[test]
fn a_pick_of_what_was_not_met_says_nothing_about_the_others() {
    let mut run = journey_of(vec![touchpoint(1.0), touchpoint(1.0), touchpoint(1.0)], 9.0);
    run.answer(Answer::Skipped).unwrap();
    run.answer(Answer::Picked(Some(1))).unwrap();
    run.meet([true, false, true]);
    assert_eq!(run.facts().touchpoints[0].picked, None);
    run.meet([true, true, false]);
    assert_eq!(run.facts().touchpoints[0].picked, Some(false));
    assert_eq!(run.facts().touchpoints[1].picked, Some(true));
}

#[test]
fn a_touchpoint_that_comes_back_brings_its_answers_and_was_paid_for_meanwhile() {
    let mut run = journey_of(vec![touchpoint(1.0), touchpoint(1.0)], 2.0);
    let first = run.current().unwrap().screen.touchpoint().unwrap();
    run.answer(Answer::Rated { rank: 4 }).unwrap();
    run.meet([first != 0, first != 1]);
    assert_eq!(run.facts().touchpoints[first].rank, None);
    assert!(run.left() < 1.0 + 1e-9);
    run.meet([true, true]);
    assert_eq!(run.facts().touchpoints[first].rank, Some(4));
    let second = Screen::Rating {
        touchpoint: 1 - first,
    };
    assert_eq!(run.current().unwrap().screen, second);
}

#[test]
fn an_extra_page_that_two_touchpoints_led_to_was_lost_when_the_run_was_taken_up_again() {
    let with_page = TouchpointPlan {
        more: Some(0),
        ..touchpoint(1.0)
    };
    let mut run = journey_of(vec![with_page.clone(), with_page], 9.0);
    let answers = [
        Answer::Rated { rank: 0 },
        Answer::NoneOfThese,
        Answer::Filled,
    ];
    let first = run.current().unwrap().screen.touchpoint().unwrap();
    answers
        .iter()
        .for_each(|answer| run.answer(answer.clone()).unwrap());
    run.meet([first != 0, first != 1]);
    answers
        .iter()
        .for_each(|answer| run.answer(answer.clone()).unwrap());
    check_replays(&run, Strategy::SkipLogic, true);
}

#[test]
fn at_most_does_not_count_whys_of_good_ratings() {
    let mut run = journey_of(vec![touchpoint(1.0), touchpoint(1.0)], 6.0);
    assert_eq!(run.at_most(), 4, "two ratings and two whys");
    run.answer(Answer::Rated { rank: 4 }).unwrap();
    assert_eq!(run.at_most(), 2, "a rating and its why");
    run.answer(Answer::Rated { rank: 0 }).unwrap();
    assert_eq!(run.at_most(), 1, "the why");
}

#[test]
fn at_most_did_not_count_the_why_of_what_may_still_be_picked() {
    let met = |met| TouchpointPlan {
        met,
        ..touchpoint(1.0)
    };
    let mut run = journey_of(vec![met(true), met(false), met(false)], 30.0);
    run.answer(Answer::Rated { rank: 4 }).unwrap();
    run.meet([true; 3]);
    let at_most = run.at_most();
    run.answer(Answer::Skipped).unwrap();
    assert_eq!(run.current().unwrap().screen, Screen::Pick);
    run.answer(Answer::Picked(Some(0))).unwrap();
    assert_eq!(
        at_most, 7,
        "overall, pick, two ratings, and three whys, one of them of what was rated well"
    );
    assert_eq!(run.at_most(), 5);
}

#[test]
fn the_same_cause_named_twice_counts_once() {
    let mut plan = touchpoint(1.0);
    plan.causes = vec![Default::default(), Default::default()];
    let mut run = journey_of(vec![plan], 6.0);
    run.answer(Answer::Rated { rank: 0 }).unwrap();
    run.answer(Answer::Causes(vec![vec![1], vec![0], vec![1]]))
        .unwrap();
    assert_eq!(run.history()[1].1, Answer::Causes(vec![vec![0], vec![1]]));
}

#[test]
fn rules_and_reasons_are_found_by_their_names() {
    for rule in [
        Rule::Overall,
        Rule::Map,
        Rule::Pick,
        Rule::Always,
        Rule::Greedy,
        Rule::Order,
        Rule::Why,
        Rule::Slot,
    ] {
        assert_eq!(Rule::named(rule.name()), Some(rule));
    }
    for reason in [
        Reason::Opening,
        Reason::Always,
        Reason::NextMet,
        Reason::Informative,
        Reason::Picked,
        Reason::Marked,
        Reason::WhyPicked,
        Reason::WhyMarked,
        Reason::RatedLow,
        Reason::Deeper,
        Reason::More,
        Reason::Slot,
    ] {
        assert_eq!(Reason::named(reason.name()), Some(reason));
    }
    assert_eq!(Rule::named("chance"), None);
}
