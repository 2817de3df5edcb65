/// The English name that JavaScript gives a zone while its clocks show this abbreviation at this distance from UTC;
/// `None` for one that is not in the table.
///
/// The database of zones has no such names, only abbreviations, and several mean more than one thing. Names that are
/// different in different releases of the CLDR are left out; the few regions with a name of their own inside such a
/// zone (Yukon, Taiwan) get the wider one.
pub(super) fn zone_name(abbreviation: &str, utc_offset_seconds: i32) -> Option<&'static str> {
    NAMES
        .iter()
        .find(|(known, quarters, _)| {
            *known == abbreviation && *quarters * QUARTER_SECONDS == utc_offset_seconds
        })
        .map(|(_, _, name)| *name)
}

const QUARTER_SECONDS: i32 = 15 * 60;

/// Abbreviation, quarters of an hour ahead of UTC, name in the Unicode CLDR.
const NAMES: &[(&str, i32, &str)] = &[
    ("UTC", 0, "Coordinated Universal Time"),
    ("HST", -40, "Hawaii-Aleutian Standard Time"),
    ("AKST", -36, "Alaska Standard Time"),
    ("AKDT", -32, "Alaska Daylight Time"),
    ("PST", -32, "Pacific Standard Time"),
    ("PDT", -28, "Pacific Daylight Time"),
    ("MST", -28, "Mountain Standard Time"),
    ("MDT", -24, "Mountain Daylight Time"),
    ("CST", -24, "Central Standard Time"),
    ("CDT", -20, "Central Daylight Time"),
    ("EST", -20, "Eastern Standard Time"),
    ("EDT", -16, "Eastern Daylight Time"),
    ("AST", -16, "Atlantic Standard Time"),
    ("ADT", -12, "Atlantic Daylight Time"),
    ("NST", -14, "Newfoundland Standard Time"),
    ("NDT", -10, "Newfoundland Daylight Time"),
    ("GMT", 0, "Greenwich Mean Time"),
    ("BST", 4, "British Summer Time"),
    ("IST", 4, "Irish Standard Time"),
    ("WET", 0, "Western European Standard Time"),
    ("WEST", 4, "Western European Summer Time"),
    ("CET", 4, "Central European Standard Time"),
    ("CEST", 8, "Central European Summer Time"),
    ("EET", 8, "Eastern European Standard Time"),
    ("EEST", 12, "Eastern European Summer Time"),
    ("MSK", 12, "Moscow Standard Time"),
    ("CAT", 8, "Central Africa Time"),
    ("SAST", 8, "South Africa Standard Time"),
    ("EAT", 12, "East Africa Time"),
    ("IST", 8, "Israel Standard Time"),
    ("IDT", 12, "Israel Daylight Time"),
    ("PKT", 20, "Pakistan Standard Time"),
    ("IST", 22, "India Standard Time"),
    ("WIB", 28, "Western Indonesia Time"),
    ("WITA", 32, "Central Indonesia Time"),
    ("WIT", 36, "Eastern Indonesia Time"),
    ("CST", 32, "China Standard Time"),
    ("HKT", 32, "Hong Kong Standard Time"),
    ("PST", 32, "Philippine Standard Time"),
    ("JST", 36, "Japan Standard Time"),
    ("KST", 36, "Korean Standard Time"),
    ("AWST", 32, "Australian Western Standard Time"),
    ("ACST", 38, "Australian Central Standard Time"),
    ("ACDT", 42, "Australian Central Daylight Time"),
    ("AEST", 40, "Australian Eastern Standard Time"),
    ("AEDT", 44, "Australian Eastern Daylight Time"),
    ("NZST", 48, "New Zealand Standard Time"),
    ("NZDT", 52, "New Zealand Daylight Time"),
];
