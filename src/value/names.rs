use std::rc::Rc;

/// Names and the numbers that stand for them: 0 for the first one added, and so on. For lists that are looked up by
/// name where there may be thousands: a hash table without the weight of the standard one, which guards against
/// collisions that only the survey's own author could write.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: Vec<Rc<str>>,
    /// A power of two of them, at most half full.
    table: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    /// The name's number plus one, or 0 for a free place.
    number: u32,
    hash: u32,
}

impl Names {
    pub fn number(&self, name: &str) -> Option<usize> {
        self.look_up(name, hash(name)).ok()
    }

    pub fn name(&self, number: usize) -> Option<&Rc<str>> {
        self.names.get(number)
    }

    /// In the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<str>> {
        self.names.iter()
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The number of a name, a new one if it was not known.
    pub fn add(&mut self, name: &Rc<str>) -> usize {
        if self.table.len() <= self.names.len() * 2 {
            self.grow();
        }
        let hash = hash(name);
        match self.look_up(name, hash) {
            Ok(number) => number,
            Err(place) => {
                let number = self.names.len();
                self.names.push(name.clone());
                if let Some(entry) = self.table.get_mut(place) {
                    *entry = Entry {
                        number: number as u32 + 1,
                        hash,
                    };
                }
                number
            }
        }
    }

    /// The number, or the free place that a new name would take.
    fn look_up(&self, name: &str, hash: u32) -> Result<usize, usize> {
        let mask = self.table.len().wrapping_sub(1);
        if self.table.is_empty() {
            return Err(0);
        }
        let mut place = hash as usize & mask;
        loop {
            match self.table.get(place) {
                Some(entry) if entry.number > 0 => {
                    let number = entry.number as usize - 1;
                    // The hash first: the name itself lies elsewhere in memory.
                    if entry.hash == hash
                        && self.names.get(number).is_some_and(|known| **known == *name)
                    {
                        return Ok(number);
                    }
                }
                _ => return Err(place),
            }
            place = (place + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(8);
        let mut table = vec![Entry::default(); size];
        for entry in self.table.iter().filter(|entry| entry.number > 0) {
            let mut place = entry.hash as usize & (size - 1);
            while table.get(place).is_some_and(|taken| taken.number > 0) {
                place = (place + 1) & (size - 1);
            }
            if let Some(free) = table.get_mut(place) {
                *free = *entry;
            }
        }
        self.table = table;
    }
}

/// Eight bytes at a time, folded, because the low bits alone are weak.
fn hash(name: &str) -> u32 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(ODD);
    let (words, rest) = name.as_bytes().as_chunks();
    let hash = words.iter().fold(name.len() as u64, |hash, word| {
        mix(hash, u64::from_le_bytes(*word))
    });
    let rest = rest
        .iter()
        .fold(0, |word, byte| word << 8 | u64::from(*byte));
    let hash = mix(hash, rest);
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_keeps_its_number() {
        let mut names = Names::default();
        assert_eq!(names.number("a"), None);
        let all: Vec<Rc<str>> = (0..1000).map(|n| format!("q{n}").into()).collect();
        for (number, name) in all.iter().enumerate() {
            assert_eq!(names.add(name), number);
        }
        for (number, name) in all.iter().enumerate() {
            assert_eq!(names.add(name), number);
            assert_eq!(names.number(name), Some(number));
            assert_eq!(names.name(number), Some(name));
        }
        assert_eq!(names.number("q1000"), None);
        assert_eq!(names.len(), 1000);
    }
}
