//! Counters of what the server did, in Prometheus' text form.

use crate::actions::meant::{Pressure, WordsAlone};
use std::{
    fmt::Write,
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

/// What a request asked for, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Api,
    Page,
}

/// Counters since the start of the process.
pub struct Metrics {
    started: Instant,
    /// By door and first digit of the status.
    requests: [[AtomicU64; 6]; 2],
    pub searches: AtomicU64,
    pub completions: AtomicU64,
    pub suggestions: AtomicU64,
    pub abstentions: AtomicU64,
    pub outcomes: AtomicU64,
    pub rate_limited: AtomicU64,
}

/// Numbers that are read when somebody asks for them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gauges {
    /// Changes that the index does not show yet.
    pub index_behind: i64,
    pub articles: i64,
    pub conversations: i64,
    pub meaning: Pressure,
}

impl Metrics {
    pub(super) fn new() -> Self {
        Self {
            started: Instant::now(),
            requests: Default::default(),
            searches: AtomicU64::default(),
            completions: AtomicU64::default(),
            suggestions: AtomicU64::default(),
            abstentions: AtomicU64::default(),
            outcomes: AtomicU64::default(),
            rate_limited: AtomicU64::default(),
        }
    }

    /// Counts an answered request.
    pub fn answered(&self, door: Door, status: u16) {
        let class = usize::from(status / 100).min(5);
        self.requests[door as usize][class].fetch_add(1, Ordering::Relaxed);
    }

    /// Counts one more.
    pub fn count(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// All of them as text (Prometheus exposition format 0.0.4).
    pub fn text(&self, gauges: Gauges) -> String {
        let mut text = String::with_capacity(2048);
        self.write(&mut text, gauges).unwrap_or_default();
        text
    }

    fn write(&self, text: &mut String, gauges: Gauges) -> std::fmt::Result {
        writeln!(text, "# HELP precedent_http_requests_total Requests answered.")?;
        writeln!(text, "# TYPE precedent_http_requests_total counter")?;
        for (door, counts) in ["api", "page"].iter().zip(&self.requests) {
            for (class, count) in counts.iter().enumerate().skip(1) {
                let count = count.load(Ordering::Relaxed);
                writeln!(
                    text,
                    "precedent_http_requests_total{{door=\"{door}\",status=\"{class}xx\"}} {count}"
                )?;
            }
        }
        let counters = [
            ("searches", "Searches answered.", &self.searches),
            ("completions", "Completions answered.", &self.completions),
            (
                "suggestions",
                "Suggestions made, abstentions among them.",
                &self.suggestions,
            ),
            (
                "abstentions",
                "Suggestions with nothing good enough.",
                &self.abstentions,
            ),
            ("outcomes", "Outcomes of suggestions reported.", &self.outcomes),
            (
                "rate_limited",
                "Requests refused because there were too many.",
                &self.rate_limited,
            ),
        ];
        let counted = counters.map(|(name, help, counter)| (name, help, counter.load(Ordering::Relaxed)));
        let head = |text: &mut String, name: &str, help: &str| {
            writeln!(
                text,
                "# HELP precedent_{name}_total {help}\n# TYPE precedent_{name}_total counter"
            )
        };
        for (name, help, count) in counted {
            head(text, name, help)?;
            writeln!(text, "precedent_{name}_total {count}")?;
        }
        let dropped = "Questions answered by words alone: too many were under way (crowd), or the encoder gave no \
                       answer (silent).";
        head(text, "meaning_dropped", dropped)?;
        let Pressure {
            crowded_out,
            unanswered,
            in_flight,
        } = gauges.meaning;
        for (why, count) in [(WordsAlone::Crowd, crowded_out), (WordsAlone::Silent, unanswered)] {
            let reason = why.as_str();
            writeln!(text, "precedent_meaning_dropped_total{{reason=\"{reason}\"}} {count}")?;
        }
        let uptime = i64::try_from(self.started.elapsed().as_secs()).unwrap_or(i64::MAX);
        let gauges = [
            ("uptime_seconds", "Seconds since the start.", uptime),
            (
                "index_behind",
                "Changes that the index does not show yet.",
                gauges.index_behind,
            ),
            (
                "meaning_in_flight",
                "Questions being looked up by meaning now.",
                i64::try_from(in_flight).unwrap_or(i64::MAX),
            ),
            ("articles", "Articles stored.", gauges.articles),
            ("conversations", "Conversations stored.", gauges.conversations),
        ];
        for (name, help, value) in gauges {
            writeln!(
                text,
                "# HELP precedent_{name} {help}\n# TYPE precedent_{name} gauge\nprecedent_{name} {value}"
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_told() {
        let metrics = Metrics::new();
        metrics.answered(Door::Api, 404);
        metrics.answered(Door::Api, 422);
        Metrics::count(&metrics.searches);
        let text = metrics.text(Gauges {
            index_behind: 7,
            meaning: Pressure {
                crowded_out: 3,
                unanswered: 2,
                in_flight: 0,
            },
            ..Gauges::default()
        });
        for line in [
            "precedent_http_requests_total{door=\"api\",status=\"4xx\"} 2",
            "precedent_http_requests_total{door=\"page\",status=\"2xx\"} 0",
            "precedent_searches_total 1",
            "precedent_meaning_dropped_total{reason=\"crowd\"} 3",
            "precedent_meaning_dropped_total{reason=\"silent\"} 2",
            "precedent_index_behind 7",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
        }
    }
}
