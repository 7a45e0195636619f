//! The words of the field and their rules. Nothing here reads a file, a clock, a database or an index.
//!
//! One word for one thing: a [`brand`](brand) talks on [`channel`](channel)s; a [`conversation`](conversation) is made of
//! messages; an [`article`](article) is the curated answer, its text an immutable [`revision`](revision); a
//! [`link`](link) says that an article answered a conversation; a [`suggestion`](suggestion) offers articles for an
//! incoming message; a [`redaction`](redaction) hides personal data; [`visibility`](visibility) alone decides who may see.

pub mod account;
pub mod address;
pub mod article;
pub mod asked;
pub mod bench;
pub mod brand;
pub mod channel;
pub mod colour;
pub mod conversation;
pub mod draft;
pub mod environment;
pub mod erase;
pub mod facts;
pub mod fit;
pub mod former;
pub mod gap;
pub mod group;
pub mod id;
pub mod job;
pub mod length;
pub mod link;
pub mod locale;
pub mod look;
pub mod phrasing;
pub mod position;
pub mod redaction;
pub mod resolution;
pub mod reuse;
pub mod revision;
pub mod slug;
pub mod suggestion;
pub mod topic;
pub mod visibility;
pub mod wording;
pub mod words;
