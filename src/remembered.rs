//! Values that are dear to make, remembered until they are too old to be good.

use crate::error::Result;
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

/// Values by key, each with when it was made.
pub struct Remembered<K, V>(RwLock<Kept<K, V>>);

struct Kept<K, V> {
    values: HashMap<K, Made<V>>,
    /// How often all of them were forgotten.
    forgotten: u64,
}

/// A value, when it was made, and after how many changes (`News::generation`).
pub struct Made<V> {
    at: Instant,
    pub generation: u64,
    pub value: Arc<V>,
}

/// One value that somebody keeps up to date for all who read it.
pub struct Latest<V>(RwLock<Option<Arc<V>>>);

impl<V> Default for Latest<V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<V> Latest<V> {
    /// None as long as nobody has set it.
    pub fn get(&self) -> Option<Arc<V>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set(&self, value: V) -> Arc<V> {
        let value = Arc::new(value);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(value.clone());
        value
    }
}

impl<V> Made<V> {
    /// Whether it was made within this time.
    pub fn is_within(&self, time: Duration) -> bool {
        self.at.elapsed() < time
    }
}

impl<K, V> Default for Remembered<K, V> {
    fn default() -> Self {
        Self(RwLock::new(Kept {
            values: HashMap::new(),
            forgotten: 0,
        }))
    }
}

impl<K: Hash + Eq, V> Remembered<K, V> {
    /// The value of `key` where one is remembered that `is_good`, or else a new one. `generation` is read before it is
    /// made, so that a change in between counts as newer. What is forgotten while it is made is not remembered.
    pub fn get(
        &self,
        key: K,
        generation: u64,
        is_good: impl FnOnce(&Made<V>) -> bool,
        make: impl FnOnce() -> Result<V>,
    ) -> Result<Arc<V>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = known.values.get(&key).filter(|made| is_good(made)) {
            return Ok(made.value.clone());
        }
        let forgotten = known.forgotten;
        drop(known);
        let value = Arc::new(make()?);
        let made = Made {
            at: Instant::now(),
            generation,
            value: value.clone(),
        };
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.forgotten == forgotten {
            known.values.insert(key, made);
        }
        Ok(value)
    }

    /// Forgets all of them.
    pub fn forget(&self) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.forgotten += 1;
        known.values.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Code, Error};

    #[test]
    fn a_value_is_made_again_when_it_is_no_longer_good() {
        let kept = Remembered::default();
        let get = |generation, value| {
            kept.get("a", generation, |made| made.generation == generation, || Ok(value))
                .map(|value| *value)
        };
        assert!(matches!(get(1, 10), Ok(10)));
        assert!(matches!(get(1, 20), Ok(10)));
        assert!(matches!(get(2, 30), Ok(30)));
        let failed = kept.get("a", 3, |_| false, || Err(Error::new(Code::Unavailable, "no")));
        assert!(failed.is_err());
        assert!(matches!(get(2, 40), Ok(30)));
        kept.forget();
        assert!(matches!(get(2, 50), Ok(50)));
    }

    #[test]
    fn what_is_forgotten_while_it_is_made_is_not_remembered() {
        let kept = Remembered::default();
        let old = kept.get(
            "a",
            1,
            |_| true,
            || {
                kept.forget();
                Ok(10)
            },
        );
        assert!(matches!(old.map(|value| *value), Ok(10)));
        assert!(matches!(
            kept.get("a", 1, |_| true, || Ok(20)).map(|value| *value),
            Ok(20)
        ));
    }
}
