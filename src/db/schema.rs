//! The tables as diesel sees them, kept by hand; a test on each database selects every column of every table.

diesel::table! {
    settings (key) {
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    brands (id) {
        id -> BigInt,
        slug -> Text,
        name -> Text,
        locales -> Text,
        host -> Nullable<Text>,
        allow_list -> Text,
        created_at -> Timestamp,
        look -> Text,
    }
}

diesel::table! {
    brand_pages (brand_id, name, locale) {
        brand_id -> BigInt,
        name -> Text,
        locale -> Text,
        text -> Text,
        html -> Text,
    }
}

diesel::table! {
    brand_files (brand_id, name) {
        brand_id -> BigInt,
        name -> Text,
        body -> Text,
    }
}

diesel::table! {
    environments (brand_id, name) {
        brand_id -> BigInt,
        name -> Text,
        position -> Integer,
        spelled -> Text,
    }
}

diesel::table! {
    channels (id) {
        id -> BigInt,
        brand_id -> BigInt,
        kind -> Text,
        handle -> Text,
        visibility -> Text,
        reply_limit -> Nullable<Integer>,
        hours -> Text,
        created_at -> Timestamp,
        url -> Text,
        disabled_at -> Nullable<Timestamp>,
        target_minutes -> Nullable<Integer>,
    }
}

diesel::table! {
    accounts (id) {
        id -> BigInt,
        email -> Text,
        name -> Text,
        role -> Text,
        password_hash -> Text,
        locale -> Text,
        created_at -> Timestamp,
        disabled_at -> Nullable<Timestamp>,
        seen_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        key_hash -> Text,
        csrf -> Text,
        account_id -> BigInt,
        created_at -> Timestamp,
        seen_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    tokens (id) {
        id -> BigInt,
        name -> Text,
        key_hash -> Text,
        scopes -> Text,
        brand_id -> Nullable<BigInt>,
        account_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        expires_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    idempotency_keys (id) {
        id -> BigInt,
        owner -> Text,
        key -> Text,
        request_hash -> Text,
        status -> Nullable<Integer>,
        body -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    authors (id) {
        id -> BigInt,
        channel_id -> BigInt,
        external_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    conversations (id) {
        id -> BigInt,
        brand_id -> BigInt,
        channel_id -> BigInt,
        external_id -> Text,
        locale -> Text,
        status -> Text,
        resolved_by -> Nullable<Text>,
        resolved_score -> Nullable<Double>,
        visibility -> Text,
        message_count -> Integer,
        first_at -> Nullable<Timestamp>,
        last_at -> Timestamp,
        last_customer_at -> Nullable<Timestamp>,
        content_hash -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    judgements (conversation_id) {
        conversation_id -> BigInt,
        due_at -> Timestamp,
    }
}

diesel::table! {
    messages (id) {
        id -> BigInt,
        conversation_id -> BigInt,
        external_id -> Text,
        author_id -> Nullable<BigInt>,
        role -> Text,
        visibility -> Text,
        at -> Nullable<Timestamp>,
        position -> Integer,
        text -> Text,
        reply_to -> Nullable<Text>,
    }
}

diesel::table! {
    articles (id) {
        id -> BigInt,
        brand_id -> BigInt,
        group_id -> Nullable<BigInt>,
        locale -> Text,
        external_id -> Nullable<Text>,
        confidence -> Text,
        audience -> Text,
        governance -> Text,
        owner_id -> Nullable<BigInt>,
        revision_id -> Nullable<BigInt>,
        published_revision_id -> Nullable<BigInt>,
        version -> Integer,
        replaced_by -> Nullable<BigInt>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        published_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    revisions (id) {
        id -> BigInt,
        article_id -> BigInt,
        number -> Integer,
        title -> Text,
        issue -> Text,
        environment -> Text,
        resolution -> Text,
        cause -> Text,
        reply -> Text,
        channel_replies -> Text,
        html -> Text,
        cause_html -> Text,
        text -> Text,
        author_id -> Nullable<BigInt>,
        note -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    former_revisions (revision_id) {
        revision_id -> BigInt,
        replaced_at -> Timestamp,
        hidden -> Bool,
    }
}

diesel::table! {
    article_brands (article_id, brand_id) {
        article_id -> BigInt,
        brand_id -> BigInt,
    }
}

diesel::table! {
    article_uses (article_id) {
        article_id -> BigInt,
        uses -> Integer,
        helped -> Integer,
        not_helped -> Integer,
        last_used_at -> Nullable<Timestamp>,
        last_confirmed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    slugs (id) {
        id -> BigInt,
        article_id -> BigInt,
        slug -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    topics (id) {
        id -> BigInt,
        brand_id -> BigInt,
        key -> Text,
        parent_id -> Nullable<BigInt>,
        position -> Integer,
        hidden -> Bool,
    }
}

diesel::table! {
    topic_texts (topic_id, locale) {
        topic_id -> BigInt,
        locale -> Text,
        name -> Text,
        purpose -> Text,
    }
}

diesel::table! {
    synonyms (id) {
        id -> BigInt,
        brand_id -> BigInt,
        locale -> Text,
        words -> Text,
    }
}

diesel::table! {
    article_topics (article_id, topic_id) {
        article_id -> BigInt,
        topic_id -> BigInt,
    }
}

diesel::table! {
    tags (id) {
        id -> BigInt,
        brand_id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    article_tags (article_id, tag_id) {
        article_id -> BigInt,
        tag_id -> BigInt,
    }
}

diesel::table! {
    sources (article_id, conversation_id) {
        article_id -> BigInt,
        conversation_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    excerpts (id) {
        id -> BigInt,
        article_id -> BigInt,
        conversation_id -> BigInt,
        message -> Text,
        position -> Integer,
        text -> Text,
        account_id -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    links (id) {
        id -> BigInt,
        article_id -> BigInt,
        conversation_id -> BigInt,
        kind -> Text,
        account_id -> Nullable<BigInt>,
        suggestion_id -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    refused_links (article_id, conversation_id) {
        article_id -> BigInt,
        conversation_id -> BigInt,
        account_id -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    suggestions (id) {
        id -> BigInt,
        brand_id -> BigInt,
        conversation_id -> Nullable<BigInt>,
        customer_at -> Nullable<Timestamp>,
        request -> Text,
        locale -> Text,
        abstained -> Bool,
        account_id -> Nullable<BigInt>,
        token_id -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    suggestion_articles (suggestion_id, article_id) {
        suggestion_id -> BigInt,
        article_id -> BigInt,
        revision_id -> BigInt,
        position -> Integer,
        confidence -> Double,
    }
}

diesel::table! {
    outcomes (id) {
        id -> BigInt,
        suggestion_id -> BigInt,
        article_id -> Nullable<BigInt>,
        outcome -> Text,
        final_text -> Text,
        reason -> Text,
        account_id -> Nullable<BigInt>,
        token_id -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    votes (id) {
        id -> BigInt,
        article_id -> BigInt,
        revision_id -> BigInt,
        voter -> Text,
        helped -> Bool,
        reason -> Nullable<Text>,
        comment -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    flags (id) {
        id -> BigInt,
        article_id -> BigInt,
        kind -> Text,
        comment -> Text,
        account_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    gaps (id) {
        id -> BigInt,
        brand_id -> BigInt,
        locale -> Text,
        kind -> Text,
        key -> Text,
        text -> Text,
        times -> Integer,
        first_at -> Timestamp,
        last_at -> Timestamp,
        conversation_id -> Nullable<BigInt>,
        group_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    gap_people (gap_id, person) {
        gap_id -> BigInt,
        person -> Text,
        last_at -> Timestamp,
    }
}

diesel::table! {
    gap_vectors (gap_id) {
        gap_id -> BigInt,
        encoder -> Text,
        vector -> Binary,
    }
}

diesel::table! {
    redactions (id) {
        id -> BigInt,
        article_id -> BigInt,
        kind -> Text,
        original -> Text,
        placeholder -> Text,
        confidence -> Double,
        status -> Text,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    change_log (seq) {
        seq -> BigInt,
        xid -> BigInt,
        entity -> Text,
        entity_id -> BigInt,
        at -> Timestamp,
    }
}

diesel::table! {
    audit_log (id) {
        id -> BigInt,
        at -> Timestamp,
        account_id -> Nullable<BigInt>,
        token_id -> Nullable<BigInt>,
        action -> Text,
        entity -> Text,
        entity_id -> Nullable<BigInt>,
        detail -> Text,
    }
}

diesel::table! {
    jobs (id) {
        id -> BigInt,
        kind -> Text,
        state -> Text,
        title -> Text,
        account_id -> Nullable<BigInt>,
        done -> BigInt,
        total -> Nullable<BigInt>,
        report -> Text,
        error -> Text,
        started_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    article_vectors (article_id) {
        article_id -> BigInt,
        encoder -> Text,
        vectors -> Binary,
    }
}

diesel::table! {
    related_articles (article_id) {
        article_id -> BigInt,
        revision_id -> BigInt,
        related -> Text,
        found_at -> Timestamp,
    }
}

diesel::joinable!(messages -> conversations (conversation_id));
diesel::joinable!(conversations -> channels (channel_id));
diesel::joinable!(revisions -> articles (article_id));
diesel::joinable!(former_revisions -> revisions (revision_id));
diesel::joinable!(links -> articles (article_id));
diesel::joinable!(links -> conversations (conversation_id));
diesel::joinable!(article_topics -> articles (article_id));
diesel::joinable!(article_topics -> topics (topic_id));
diesel::joinable!(topic_texts -> topics (topic_id));
diesel::joinable!(article_brands -> articles (article_id));
diesel::joinable!(article_uses -> articles (article_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(messages -> authors (author_id));

diesel::allow_tables_to_appear_in_same_query!(
    settings,
    brands,
    brand_pages,
    brand_files,
    environments,
    channels,
    accounts,
    sessions,
    tokens,
    idempotency_keys,
    authors,
    conversations,
    judgements,
    messages,
    articles,
    revisions,
    former_revisions,
    article_brands,
    article_uses,
    article_vectors,
    related_articles,
    slugs,
    topics,
    topic_texts,
    synonyms,
    article_topics,
    tags,
    article_tags,
    sources,
    excerpts,
    links,
    refused_links,
    suggestions,
    suggestion_articles,
    outcomes,
    votes,
    flags,
    gaps,
    gap_people,
    gap_vectors,
    redactions,
    change_log,
    audit_log,
    jobs,
);
