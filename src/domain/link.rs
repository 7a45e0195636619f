//! What use tells about an article: links (KCS reuse), readers' votes, flags.

use super::words::text_enum;

text_enum! {
    /// How a link between an article and a conversation came to be.
    LinkKind {
        Suggested = "suggested",
        Searched = "searched",
        Manual = "manual",
        /// The product saw the article's address or words in the sent reply.
        Inferred = "inferred",
        Imported = "imported",
    }
}

text_enum! {
    /// What is wrong with an article.
    FlagKind {
        Wrong = "wrong",
        Outdated = "outdated",
        Unclear = "unclear",
        MissingEnvironment = "missing_environment",
        NotPublic = "not_public",
    }
}

text_enum! {
    /// Why an article did not help its reader.
    VoteReason {
        DidNotWork = "did_not_work",
        NotMyProblem = "not_my_problem",
        Unclear = "unclear",
        Outdated = "outdated",
    }
}
