/// Regular expressions in JavaScript's dialect. Their engine is the platform's: a browser has one, and natively a
/// library stands in.
pub trait Patterns {
    /// Whether a text fits. A pattern that cannot be read fits everything, and so does one that takes too long to
    /// decide: nobody is kept from answering by a mistake of the author's.
    fn is_match(&self, pattern: &str, ignore_case: bool, text: &str) -> bool;
}
