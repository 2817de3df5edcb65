use crate::delivery::Randomness;

/// The browser's cryptographic randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserRandomness;

impl BrowserRandomness {
    pub fn bytes<const COUNT: usize>(self) -> [u8; COUNT] {
        let mut bytes = [0; COUNT];
        let crypto = super::window().and_then(|window| window.crypto().ok());
        if let Some(crypto) = crypto {
            // It fails for more than 65,536 bytes only.
            let _ = crypto.get_random_values_with_u8_array(&mut bytes);
        }
        bytes
    }
}

impl Randomness for BrowserRandomness {
    fn next_u64(&self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }
}
