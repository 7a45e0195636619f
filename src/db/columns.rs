//! How the domain's types stand in columns, on both databases: ids as big integers, words and locales as text.

use crate::domain::{
    account::Role,
    article::{Audience, Confidence, Governance, RedactionStatus},
    channel::{ChannelKind, Visibility},
    conversation::{AuthorRole, ResolvedBy, Status},
    gap::GapKind,
    id::*,
    job::{JobKind, JobState},
    link::{FlagKind, LinkKind, VoteReason},
    locale::Locale,
    suggestion::Outcome,
};
use diesel::{
    backend::Backend,
    deserialize::{self, FromSql},
    serialize::{self, Output, ToSql},
    sql_types::{BigInt, Text},
};

macro_rules! as_number {
    ($($id:ident),+ $(,)?) => { $(
        impl<DB: Backend> FromSql<BigInt, DB> for $id where i64: FromSql<BigInt, DB> {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> { i64::from_sql(bytes).map(Self) }
        }
        impl<DB: Backend> ToSql<BigInt, DB> for $id where i64: ToSql<BigInt, DB> {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result { self.0.to_sql(out) }
        }
    )+ };
}

macro_rules! as_text {
    ($($word:ident),+ $(,)?) => { $(
        impl<DB: Backend> FromSql<Text, DB> for $word where String: FromSql<Text, DB> {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                Ok(String::from_sql(bytes)?.parse()?)
            }
        }
        impl<DB: Backend> ToSql<Text, DB> for $word where str: ToSql<Text, DB> {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result { self.as_str().to_sql(out) }
        }
    )+ };
}

as_number!(
    AccountId,
    ArticleId,
    AuthorId,
    BrandId,
    ChannelId,
    ConversationId,
    FlagId,
    GapId,
    JobId,
    LinkId,
    MessageId,
    RedactionId,
    RevisionId,
    SuggestionId,
    TokenId,
    SynonymId,
    TopicId,
);
as_text!(
    Audience,
    AuthorRole,
    ChannelKind,
    Confidence,
    FlagKind,
    GapKind,
    Governance,
    JobKind,
    JobState,
    LinkKind,
    Locale,
    Outcome,
    RedactionStatus,
    ResolvedBy,
    Role,
    Status,
    Visibility,
    VoteReason,
);
