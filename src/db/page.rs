//! Pages of long lists: newest first, the next page found by where the last one ended.

use chrono::{DateTime, NaiveDateTime};

/// Where a page ended: the time and the id of its last row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub at: NaiveDateTime,
    pub id: i64,
}

/// A page of a list, and where the next one starts if there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Makes a page from `limit + 1` rows at the most: the extra row only tells that there is more.
    pub(super) fn cut(mut items: Vec<T>, limit: i64, end: impl Fn(&T) -> Cursor) -> Self {
        let more = items.len() as i64 > limit;
        items.truncate(usize::try_from(limit).unwrap_or_default());
        let next = more.then(|| items.last().map(end)).flatten();
        Self { items, next }
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:x}-{:x}", self.at.and_utc().timestamp_micros(), self.id)
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('-').ok_or(())?;
        let micros = i64::from_str_radix(at, 16).map_err(|_| ())?;
        let at = DateTime::from_timestamp_micros(micros).ok_or(())?.naive_utc();
        Ok(Self {
            at,
            id: i64::from_str_radix(id, 16).map_err(|_| ())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back() {
        let at = DateTime::from_timestamp_micros(1_790_000_000_123_456)
            .map(|at| at.naive_utc())
            .unwrap_or_default();
        let cursor = Cursor { at, id: 77 };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for text in ["", "x", "1-", "-1", "zz-1", "7fffffffffffffff-1"] {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
        }
    }
}
