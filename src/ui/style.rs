/// The styles of the widget, of the `style.css` in each folder, without comments and white space. They are scoped by the
/// shadow root.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// The styles of what few surveys use.
pub const RARE_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/rare.css"));
