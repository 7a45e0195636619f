//! When something that failed is tried again: later each time, so that what is down is neither hammered nor fills
//! the log.

use crate::error::Result;
use std::time::{Duration, Instant};

/// How long it waits after the first failure; twice as long after each one that follows.
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(1);

/// What is known of the last tries.
#[derive(Default)]
pub struct Retry {
    /// How long the last wait was, and when it ends; none after a success.
    waiting: Option<(Duration, Instant)>,
}

impl Retry {
    /// Takes the step, unless it failed a moment ago: then there is nothing to do yet.
    pub fn attempt(&mut self, step: impl FnOnce() -> Result<bool>) -> Result<bool> {
        self.attempt_at(Instant::now(), step)
    }

    fn attempt_at(&mut self, now: Instant, step: impl FnOnce() -> Result<bool>) -> Result<bool> {
        if self.waiting.is_some_and(|(_, until)| now < until) {
            return Ok(false);
        }
        let done = step();
        self.waiting = match &done {
            Ok(_) => None,
            Err(_) => {
                let wait = self.waiting.map_or(FIRST, |(wait, _)| (wait * 2).min(LONGEST));
                Some((wait, now + wait))
            }
        };
        done
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn what_fails_is_tried_less_and_less_often_until_it_works() {
        let began = Instant::now();
        let (mut retry, mut tries) = (Retry::default(), Vec::new());
        for second in 0..200 {
            let step = || {
                tries.push(second);
                Err(Error::internal("down"))
            };
            let tried = retry.attempt_at(began + Duration::from_secs(second), step);
            assert_eq!(tried.is_err(), tries.last() == Some(&second));
        }
        assert_eq!(tries, [0, 1, 3, 7, 15, 31, 63, 123, 183]);
        let later = began + Duration::from_mins(10);
        assert!(retry.attempt_at(later, || Ok(true)).unwrap());
        assert!(
            retry.attempt_at(later, || Ok(true)).unwrap(),
            "nothing is waited for any more"
        );
    }
}
