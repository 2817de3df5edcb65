/// The items in order: those that `precedes` puts neither way stay as they were.
///
/// For the widget: the standard library's sort is an instance of several kilobytes for each type that is sorted. Here
/// all types share one, which sorts the places of the items.
pub fn sorted<T: Clone>(items: &[T], precedes: &dyn Fn(&T, &T) -> bool) -> Vec<T> {
    let order = in_order(items.len(), &|left, right| {
        precedes(&items[left], &items[right])
    });
    order
        .into_iter()
        .map(|place| items[place].clone())
        .collect()
}

/// Places in order, by merging.
fn in_order(count: usize, precedes: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut width = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for run in order.chunks(2 * width) {
            let (mut left, mut right) = run.split_at(width.min(run.len()));
            while let ([first, others @ ..], [second, rest @ ..]) = (left, right) {
                if precedes(*second, *first) {
                    merged.push(*second);
                    right = rest;
                } else {
                    merged.push(*first);
                    left = others;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        order = merged;
        width *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::sorted;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_a_stable_sort(items in prop::collection::vec(0_u8..20, 0..70)) {
            let items: Vec<(u8, usize)> = items.into_iter().zip(0..).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(item, _)| *item);
            prop_assert_eq!(sorted(&items, &|left, right| left.0 < right.0), expected);
        }
    }
}
