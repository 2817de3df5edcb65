//! What each screen costs of the budget. A rating costs what its touchpoint says.

pub const OVERALL: f64 = 1.0;
pub const PICK: f64 = 1.5;
pub const MAP: f64 = 2.0;
pub use super::belief::WHY_COST as WHY;
pub const MORE: f64 = 1.0;

/// Sums of costs such as 1.2 are not exact; a screen that fits but for this much fits.
pub const ROUNDING: f64 = 1e-9;
