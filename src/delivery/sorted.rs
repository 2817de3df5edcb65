use crate::value::sorted;

/// A map from text, kept as a sorted vector: a fraction of the code of a tree, and ids come in ascending order anyway.
pub(super) struct Sorted<V>(Vec<(String, V)>);

impl<V> Default for Sorted<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Sorted<V> {
    pub(super) fn get(&self, key: &str) -> Option<&V> {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        let place = self.place(key).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    pub(super) fn contains(&self, key: &str) -> bool {
        self.place(key).is_ok()
    }

    /// Does nothing if the key is there.
    pub(super) fn add(&mut self, key: &str, value: V) {
        if let Err(place) = self.place(key) {
            self.0.insert(place, (key.into(), value));
        }
    }

    pub(super) fn remove(&mut self, key: &str) {
        if let Ok(place) = self.place(key) {
            self.0.remove(place);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, (String, V)> {
        self.0.iter()
    }

    pub(super) fn iter_mut(&mut self) -> std::slice::IterMut<'_, (String, V)> {
        self.0.iter_mut()
    }

    pub(super) fn retain(&mut self, mut is_kept: impl FnMut(&str, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| is_kept(key, value));
    }

    pub(super) fn keys(&self) -> Vec<String> {
        self.0.iter().map(|(key, _)| key.clone()).collect()
    }

    fn place(&self, key: &str) -> Result<usize, usize> {
        self.0
            .binary_search_by(|(other, _)| other.as_str().cmp(key))
    }
}

/// Sorts by number, then by text, and gives the texts: with the one sort of texts that is there anyway.
pub(super) fn by_number(items: impl Iterator<Item = (u64, String)>) -> Vec<String> {
    let keys: Vec<String> = items
        .map(|(number, text)| {
            let high = super::envelope::hexadecimal((number >> 32) as u32);
            let low = super::envelope::hexadecimal(number as u32);
            [high, low, text].concat()
        })
        .collect();
    let mut keys = sorted(&keys, &|left, right| left < right);
    for key in &mut keys {
        key.drain(..16);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_however_they_came() {
        let mut map = Sorted::default();
        for (number, key) in ["b", "d", "a", "c", "b"].into_iter().enumerate() {
            map.add(key, number);
        }
        assert_eq!(map.keys(), ["a", "b", "c", "d"]);
        assert_eq!(map.get("b"), Some(&0));
        map.remove("b");
        map.remove("x");
        assert_eq!(map.get("b"), None);
        assert!(map.contains("d") && !map.contains("x"));
    }

    #[test]
    fn numbers_count_before_texts() {
        let items = [
            (10, "a"),
            (9, "z"),
            (9, "é"),
            (u64::MAX, ""),
            (1 << 33, "b"),
        ];
        let items = items.map(|(number, text)| (number, text.to_string()));
        assert_eq!(by_number(items.into_iter()), ["z", "é", "a", "b", ""]);
    }
}
