/// A whole number of any size, with the little arithmetic that reading and writing decimals needs.
pub(super) struct Natural {
    /// Base 2^32, the lowest digit first, no zeros at the end.
    limbs: Vec<u32>,
}

impl Natural {
    pub(super) fn new(number: u64) -> Self {
        let mut natural = Self {
            limbs: vec![number as u32, (number >> 32) as u32],
        };
        natural.trim();
        natural
    }

    pub(super) fn is_zero(&self) -> bool {
        self.limbs.is_empty()
    }

    pub(super) fn multiply_and_add(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for limb in &mut self.limbs {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = carry as u32;
            carry >>= 32;
        }
        self.limbs.push(carry as u32);
        self.trim();
    }

    /// Divides and returns the remainder.
    pub(super) fn divide(&mut self, divisor: u32) -> u32 {
        let mut rest = 0;
        for limb in self.limbs.iter_mut().rev() {
            let dividend = rest << 32 | u64::from(*limb);
            *limb = (dividend / u64::from(divisor)) as u32;
            rest = dividend % u64::from(divisor);
        }
        self.trim();
        rest as u32
    }

    /// Multiplies by 2^32 so many times.
    pub(super) fn shift_limbs(&mut self, count: usize) {
        self.limbs.splice(0..0, std::iter::repeat_n(0, count));
    }

    pub(super) fn bit_length(&self) -> usize {
        let top = self.limbs.last().map_or(0, |limb| limb.leading_zeros());
        self.limbs.len() * 32 - top as usize
    }

    pub(super) fn bit(&self, index: usize) -> bool {
        self.limbs
            .get(index / 32)
            .is_some_and(|limb| limb >> (index % 32) & 1 == 1)
    }

    fn trim(&mut self) {
        while self.limbs.last() == Some(&0) {
            self.limbs.pop();
        }
    }
}
