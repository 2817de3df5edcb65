/// The numbers from 0 to `count`, sorted: those that `precedes` puts neither way keep their order.
///
/// It sorts numbers, and places in a list stand for its items, because the standard library's sort is an instance of
/// several kilobytes for each type that is sorted.
pub fn in_order(count: usize, precedes: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
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
    use super::in_order;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_a_stable_sort(items in prop::collection::vec(0_u8..20, 0..70)) {
            let order = in_order(items.len(), &|left, right| items[left] < items[right]);
            let mut expected: Vec<usize> = (0..items.len()).collect();
            expected.sort_by_key(|index| items[*index]);
            prop_assert_eq!(order, expected);
        }
    }
}
