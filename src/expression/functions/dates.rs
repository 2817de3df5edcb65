use super::super::arithmetic::add_as_javascript;
use super::super::coercion::{is_truthy, to_number};
use super::super::dates::{
    self, Calendar, DAY, DAY_MILLIS, HOUR, MILLI, MINUTE, MONTH, SECOND, YEAR, change, date_of,
    local_fields,
};
use super::super::evaluate::Thrown;
use super::Arguments;
use crate::value::Value;

pub(super) fn current_date(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    Ok(Value::Date(arguments.scope().calendar().now_millis()))
}

pub(super) fn current_year(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let calendar = arguments.scope().calendar();
    Ok(field(calendar.now_millis(), YEAR, calendar).into())
}

/// `today()`, `today(days to add)`.
pub(super) fn today(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let calendar = arguments.scope().calendar();
    let midnight = midnight(calendar);
    Ok(Value::Date(match arguments.values {
        [days] => shift(midnight, DAY, days, calendar),
        _ => midnight,
    }))
}

fn midnight(calendar: &dyn Calendar) -> f64 {
    change(calendar.now_millis(), calendar, |fields| {
        for part in [HOUR, MINUTE, SECOND, MILLI] {
            fields[part] = 0.0;
        }
    })
}

/// Adds as JavaScript's `date.setX(date.getX() + amount)` does: an amount that is text is appended to the digits.
fn shift(date: f64, part: usize, amount: &Value, calendar: &dyn Calendar) -> f64 {
    change(date, calendar, |fields| {
        let changed = add_as_javascript(&fields[part].into(), amount, calendar);
        fields[part] = to_number(&changed);
    })
}

pub(super) fn get_year(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    Ok(match arguments.values {
        [date] if is_truthy(date) => first_or_today(arguments, YEAR).into(),
        _ => Value::Undefined,
    })
}

pub(super) fn year(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    Ok(first_or_today(arguments, YEAR).into())
}

pub(super) fn month(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    Ok((first_or_today(arguments, MONTH) + 1.0).into())
}

pub(super) fn day(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    Ok(first_or_today(arguments, DAY).into())
}

pub(super) fn weekday(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let calendar = arguments.scope().calendar();
    Ok(dates::weekday(date_of(arguments.get(0), calendar), calendar).into())
}

fn first_or_today(arguments: &Arguments<'_>, part: usize) -> f64 {
    let calendar = arguments.scope().calendar();
    field(date_of(arguments.get(0), calendar), part, calendar)
}

fn field(date: f64, part: usize, calendar: &dyn Calendar) -> f64 {
    local_fields(date, calendar).map_or(f64::NAN, |fields| fields[part])
}

pub(super) fn get_date(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let date = arguments.get(0);
    Ok(if is_truthy(date) {
        Value::Date(date_of(date, arguments.scope().calendar()))
    } else {
        Value::Null
    })
}

/// `dateAdd(date, amount, unit)`, the unit being days unless it is named.
pub(super) fn date_add(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let (date, amount, unit) = (arguments.get(0), arguments.get(1), arguments.get(2));
    if !is_truthy(date) || !is_truthy(amount) {
        return Ok(Value::Null);
    }
    let calendar = arguments.scope().calendar();
    let date = date_of(date, calendar);
    let part = match unit {
        unit if !is_truthy(unit) => DAY,
        unit => match unit.as_text() {
            Some("days") => DAY,
            Some("months") => MONTH,
            Some("years") => YEAR,
            Some("hours") => HOUR,
            Some("minutes") => MINUTE,
            Some("seconds") => SECOND,
            _ => return Ok(Value::Date(date)),
        },
    };
    Ok(Value::Date(shift(date, part, amount, calendar)))
}

/// `dateDiff(from, to, unit)`: never negative in days and less; by the calendar in months and years.
pub(super) fn date_diff(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let (from, to, unit) = (arguments.get(0), arguments.get(1), arguments.get(2));
    if !is_truthy(from) || !is_truthy(to) {
        return Ok(Value::Null);
    }
    let calendar = arguments.scope().calendar();
    let (from, to) = (date_of(from, calendar), date_of(to, calendar));
    let units = |millis: f64| ((to - from).abs() / millis).ceil();
    Ok(match unit.as_text() {
        Some("hours") => units(3_600_000.0),
        Some("minutes") => units(60_000.0),
        Some("seconds") => units(1000.0),
        Some("days") => days_between(from, to, calendar),
        _ if !is_truthy(unit) => days_between(from, to, calendar),
        Some("months") => months_between(from, to, calendar),
        _ => years_between(from, to, calendar),
    }
    .into())
}

/// `age(date of birth)` in years, `age(date, "months")`.
pub(super) fn age(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let birth = arguments.get(0);
    if !is_truthy(birth) {
        return Ok(Value::Null);
    }
    let calendar = arguments.scope().calendar();
    let (birth, now) = (date_of(birth, calendar), calendar.now_millis());
    Ok(match arguments.get(1).as_text() {
        // There is no second date to count days to.
        Some("days") => 0.0,
        Some("months") => months_between(birth, now, calendar),
        _ => years_between(birth, now, calendar),
    }
    .into())
}

pub(super) fn diff_days(arguments: &Arguments<'_>) -> Result<Value, Thrown> {
    let calendar = arguments.scope().calendar();
    Ok(match arguments.values {
        [from, to] if is_truthy(from) && is_truthy(to) => {
            days_between(date_of(from, calendar), date_of(to, calendar), calendar)
        }
        _ => 0.0,
    }
    .into())
}

fn days_between(from: f64, to: f64, calendar: &dyn Calendar) -> f64 {
    ((midnight_number(to, calendar) - midnight_number(from, calendar)).abs() / DAY_MILLIS).ceil()
}

fn midnight_number(date: f64, calendar: &dyn Calendar) -> f64 {
    local_fields(date, calendar).map_or(f64::NAN, |[year, month, day, ..]| {
        // JavaScript's Date.UTC takes the years 0 to 99 for 1900 to 1999.
        let year = if (0.0..100.0).contains(&year) {
            year + 1900.0
        } else {
            year
        };
        dates::millis_of(&[year, month, day, 0.0, 0.0, 0.0, 0.0])
    })
}

fn months_between(from: f64, to: f64, calendar: &dyn Calendar) -> f64 {
    let (Some(from), Some(to)) = (local_fields(from, calendar), local_fields(to, calendar)) else {
        return f64::NAN;
    };
    let months = (to[YEAR] - from[YEAR]) * 12.0 + to[MONTH] - from[MONTH];
    if to[DAY] < from[DAY] {
        months - 1.0
    } else {
        months
    }
}

fn years_between(from: f64, to: f64, calendar: &dyn Calendar) -> f64 {
    let years = (months_between(from, to, calendar) / 12.0).trunc();
    // As JavaScript's ~~ does, which also knows no negative zero.
    if years.is_nan() { 0.0 } else { years + 0.0 }
}
