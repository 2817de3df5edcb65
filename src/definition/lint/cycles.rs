use std::collections::{HashMap, HashSet};

use super::walk::{Node, Walk};
use crate::definition::findings::Findings;
use crate::expression::{Expression, Path};

/// The expressions that give their question or value a value.
const GIVING: [&str; 3] = ["setValueExpression", "defaultValueExpression", "expression"];

/// Values that are computed from themselves.
pub(super) fn check(walk: &Walk, findings: &Findings) {
    let values = values_of(walk);
    let mut places: HashMap<(usize, String), Vec<usize>> = HashMap::new();
    for (index, value) in values.iter().enumerate() {
        for name in &value.names {
            places
                .entry((value.scope, name.clone()))
                .or_default()
                .push(index);
        }
    }
    let reads: Vec<Vec<usize>> = values
        .iter()
        .map(|value| {
            let found = value.reads.iter().filter_map(|read| places.get(read));
            found.flatten().copied().collect()
        })
        .collect();
    for circle in circles(&reads) {
        let names: Vec<&str> = circle
            .iter()
            .chain(circle.first())
            .filter_map(|index| values.get(*index))
            .map(|value| value.written.as_str())
            .collect();
        let Some(value) = circle.first().and_then(|first| values.get(*first)) else {
            continue;
        };
        findings.error("cycle", &value.pointer, || {
            format!(
                "`{}` is computed from itself: {}. Break the circle.",
                value.written,
                names.join(" → ")
            )
        });
    }
}

/// A value that an expression computes.
struct Computed {
    /// Which template it belongs to, 0 for none: names within one stand after `panel.`.
    scope: usize,
    written: String,
    /// In lower case.
    names: Vec<String>,
    pointer: String,
    reads: Vec<(usize, String)>,
}

fn values_of(walk: &Walk) -> Vec<Computed> {
    let mut values = Vec::new();
    for node in &walk.nodes {
        if !(node.is_a("question") || node.class.name == "calculatedvalue") {
            continue;
        }
        let scope = scope_of(walk, node);
        for (property, pointer, text) in node.expressions() {
            if !GIVING.contains(&property) {
                continue;
            }
            let Ok(expression) = Expression::parse(text) else {
                continue;
            };
            values.push(Computed {
                scope,
                written: node.name.to_string(),
                names: [&*node.name, node.text("valueName").unwrap_or_default()]
                    .into_iter()
                    .filter(|name| !name.is_empty())
                    .map(str::to_lowercase)
                    .collect(),
                pointer,
                reads: expression
                    .names()
                    .into_iter()
                    .flat_map(|name| names_read(name, scope))
                    .collect(),
            });
        }
    }
    values
}

/// The template that a question stands in, as the place of its `paneldynamic`.
fn scope_of(walk: &Walk, node: &Node) -> usize {
    walk.around(node)
        .find(|outer| outer.kind == "paneldynamic")
        .map_or(0, |template| template.index)
}

/// What a path may name: `a.b` is a part of `a`, or a question with a dot in its name.
fn names_read(written: &str, scope: usize) -> Vec<(usize, String)> {
    let lowercase = written.to_lowercase();
    let (scope, rest) = match lowercase.strip_prefix("panel.") {
        Some(rest) => (scope, rest),
        None => (0, &*lowercase),
    };
    let path = Path::parse(rest);
    if path.is_property() {
        return Vec::new();
    }
    (0..path.part_count())
        .map(|last| (scope, path.name(0, last).to_owned()))
        .collect()
}

/// One circle for each knot of values that read each other.
fn circles(reads: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut is_left = vec![true; reads.len()];
    // What reads nothing that is left is on no circle.
    let mut unread: Vec<usize> = reads.iter().map(Vec::len).collect();
    let mut read_by = vec![Vec::new(); reads.len()];
    for (index, targets) in reads.iter().enumerate() {
        for target in targets {
            if let Some(readers) = read_by.get_mut(*target) {
                readers.push(index);
            }
        }
    }
    let mut free: Vec<usize> = (0..reads.len())
        .filter(|index| unread.get(*index) == Some(&0))
        .collect();
    while let Some(index) = free.pop() {
        if let Some(left) = is_left.get_mut(index) {
            *left = false;
        }
        for reader in read_by.get(index).into_iter().flatten() {
            if let Some(count) = unread.get_mut(*reader) {
                *count -= 1;
                if *count == 0 {
                    free.push(*reader);
                }
            }
        }
    }
    // From everything that is left a way leads on for ever, so it meets itself.
    let mut circles = Vec::new();
    let mut seen = HashSet::new();
    for start in 0..reads.len() {
        if is_left.get(start) != Some(&true) || seen.contains(&start) {
            continue;
        }
        let mut way = vec![start];
        let mut on_way = HashMap::from([(start, 0)]);
        while let Some(next) = way.last().and_then(|last| {
            let targets = reads.get(*last)?;
            targets
                .iter()
                .find(|target| is_left.get(**target) == Some(&true))
        }) {
            if seen.contains(next) {
                break;
            }
            if let Some(begin) = on_way.get(next) {
                circles.push(way.get(*begin..).unwrap_or_default().to_vec());
                break;
            }
            on_way.insert(*next, way.len());
            way.push(*next);
        }
        seen.extend(way);
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn each_circle_is_found_once() {
        type Lists = &'static [&'static [usize]];
        let cases: [(Lists, Lists); 6] = [
            (&[], &[]),
            (&[&[1], &[2], &[]], &[]),
            (&[&[0]], &[&[0]]),
            (&[&[1], &[0]], &[&[0, 1]]),
            (&[&[1], &[2], &[1]], &[&[1, 2]]),
            (&[&[1], &[0], &[3], &[2]], &[&[0, 1], &[2, 3]]),
        ];
        for (reads, expected) in cases {
            let reads: Vec<Vec<usize>> = reads.iter().map(|read| read.to_vec()).collect();
            assert_eq!(circles(&reads), expected, "{reads:?}");
        }
    }

    #[test]
    fn a_long_chain_costs_no_stack() {
        let reads: Vec<Vec<usize>> = (0..200_000).map(|index| vec![index + 1]).collect();
        assert!(circles(&reads[..199_999]).is_empty());
        let closed: Vec<Vec<usize>> = (0..200_000)
            .map(|index| vec![(index + 1) % 200_000])
            .collect();
        assert_eq!(circles(&closed).len(), 1);
    }
}
