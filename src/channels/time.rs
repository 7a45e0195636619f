//! Times as sources write them, to UTC in microseconds.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound};

/// RFC 3339, the same without a zone (then UTC) or without a time of day (then midnight). None where it is neither, or
/// outside the years 1900 to 9999.
pub(super) fn parse(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    let at = DateTime::parse_from_rfc3339(text)
        .map(|at| at.naive_utc())
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f"))
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f"))
        .or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|day| day.and_time(NaiveTime::MIN)));
    at.ok().and_then(plausible)
}

/// The way Twitter wrote times: `Tue Oct 31 22:10:47 +0000 2017`.
pub(super) fn parse_twitter(text: &str) -> Option<NaiveDateTime> {
    DateTime::parse_from_str(text.trim(), "%a %b %d %H:%M:%S %z %Y")
        .ok()
        .and_then(|at| plausible(at.naive_utc()))
        .or_else(|| parse(text))
}

/// Seconds since 1970, or milliseconds where the number is too large for seconds.
pub(super) fn from_number(number: i64) -> Option<NaiveDateTime> {
    const LAST_SECOND: i64 = 253_402_300_799;
    let at = if number > LAST_SECOND {
        DateTime::from_timestamp_millis(number)
    } else {
        DateTime::from_timestamp(number, 0)
    };
    at.and_then(|at| plausible(at.naive_utc()))
}

/// Both databases can store it; and what lies outside is a broken clock, not a message.
fn plausible(at: NaiveDateTime) -> Option<NaiveDateTime> {
    (1900..=9999).contains(&at.year()).then(|| at.trunc_subsecs(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_forms_are_read_as_utc() {
        let read = |text| parse(text).map(|at| at.to_string());
        assert_eq!(
            read("2026-01-03T10:00:00.1234567+01:00").as_deref(),
            Some("2026-01-03 09:00:00.123456")
        );
        assert_eq!(read("2026-01-03 10:00:00").as_deref(), Some("2026-01-03 10:00:00"));
        assert_eq!(read("2026-01-03").as_deref(), Some("2026-01-03 00:00:00"));
        for text in ["", "yesterday", "2026-13-01", "0001-01-01", "2026-01-03T25:00:00Z"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(
            parse_twitter("Tue Oct 31 22:10:47 +0000 2017"),
            parse("2017-10-31T22:10:47Z")
        );
        assert_eq!(from_number(1_509_487_847), parse("2017-10-31T22:10:47Z"));
        assert_eq!(from_number(1_509_487_847_000), parse("2017-10-31T22:10:47Z"));
        assert_eq!(from_number(i64::MAX), None);
    }
}
