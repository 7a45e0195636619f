//! How often somebody may call: by address without a token, by token with one, and tries to sign in.

use crate::{
    domain::id::TokenId,
    error::{Code, Error},
    settings::Written,
};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};
use std::{
    hash::Hash,
    net::IpAddr,
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

/// How many checks pass between two times of forgetting callers that have been quiet.
const TIDY_EVERY: u32 = 10_000;

/// All limits of the installation.
pub struct Limits {
    addresses: Limiter<IpAddr>,
    tokens: Limiter<TokenId>,
    sign_ins: Limiter<IpAddr>,
}

/// What is left of a caller's limit; none where there is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    pub limit: u32,
    pub remaining: u32,
    /// Seconds until all of it is there again.
    pub reset: u64,
}

impl Limits {
    /// The limits that the settings ask for.
    pub fn new(settings: &Written) -> Self {
        Self {
            addresses: Limiter::new(settings.requests_per_minute),
            tokens: Limiter::new(settings.token_requests_per_minute),
            sign_ins: Limiter::new(settings.sign_ins_per_minute),
        }
    }

    /// Counts a request from an address; an error says when to come back.
    pub fn address(&self, address: IpAddr) -> Result<Option<Left>, Error> {
        self.addresses.check(&network(address))
    }

    /// Counts a request with a token.
    pub fn token(&self, id: TokenId) -> Result<Option<Left>, Error> {
        self.tokens.check(&id)
    }

    /// Counts a try to sign in.
    pub fn sign_in(&self, address: IpAddr) -> Result<Option<Left>, Error> {
        self.sign_ins.check(&network(address))
    }
}

/// One customer of a provider has a whole /64 of IPv6 addresses.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => IpAddr::V6((u128::from(six) & !u128::from(u64::MAX)).into()),
    }
}

struct Limiter<K: Hash + Eq + Clone> {
    limit: u32,
    callers: Option<RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>>,
    checks: AtomicU32,
}

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// `limit` requests a minute, also all at once; 0: as many as one likes.
    fn new(limit: u32) -> Self {
        let quota = NonZeroU32::new(limit).map(Quota::per_minute);
        Self {
            limit,
            callers: quota.map(|quota| RateLimiter::dashmap(quota).with_middleware()),
            checks: AtomicU32::new(0),
        }
    }

    fn check(&self, key: &K) -> Result<Option<Left>, Error> {
        let Some(limiter) = &self.callers else { return Ok(None) };
        if self.checks.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            limiter.retain_recent();
        }
        match limiter.check_key(key) {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity();
                let used = u64::from(self.limit.saturating_sub(remaining));
                Ok(Some(Left {
                    limit: self.limit,
                    remaining,
                    reset: (used * 60).div_ceil(u64::from(self.limit)),
                }))
            }
            Err(until) => {
                let wait = until.wait_time_from(DefaultClock::default().now());
                let seconds = wait.as_secs() + 1;
                let detail = format!("At most {} requests a minute. Try again in {seconds} s.", self.limit);
                Err(Error::new(Code::RateLimited, detail).with_retry_after(seconds))
            }
        }
    }
}

impl Left {
    /// Tells the caller (`RateLimit-*`).
    pub fn write_to(self, headers: &mut HeaderMap) {
        let values = [
            ("ratelimit-limit", u64::from(self.limit)),
            ("ratelimit-remaining", self.remaining.into()),
            ("ratelimit-reset", self.reset),
        ];
        for (name, value) in values {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_one_over_the_limit_waits_and_others_do_not() {
        let limits = Limits::new(&Written {
            requests_per_minute: 2,
            token_requests_per_minute: 0,
            ..Written::default()
        });
        let [one, other]: [IpAddr; 2] = ["2001:db8::1", "2001:db8:0:1::1"].map(|text| text.parse().unwrap());
        assert_eq!(limits.address(one).unwrap().unwrap().remaining, 1);
        limits.address("2001:db8::2".parse().unwrap()).unwrap();
        let refused = limits.address(one).unwrap_err();
        assert_eq!(refused.code(), Code::RateLimited);
        assert!((1..=31).contains(&refused.retry_after().unwrap()));
        assert!(limits.address(other).is_ok());
        assert_eq!(limits.token(TokenId(1)).unwrap(), None);
    }
}
