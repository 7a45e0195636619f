//! What somebody without any right can reach.

mod canary;
