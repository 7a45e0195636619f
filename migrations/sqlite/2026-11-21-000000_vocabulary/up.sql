-- The whole vocabulary. Times are UTC in microseconds; JSON is text; 64-bit ids are never reused.

CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE brands (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    locales TEXT NOT NULL,
    host TEXT UNIQUE,
    allow_list TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE channels (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    kind TEXT NOT NULL,
    handle TEXT NOT NULL,
    visibility TEXT NOT NULL,
    reply_limit INTEGER,
    hours TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (brand_id, kind, handle)
);

CREATE TABLE accounts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    locale TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    disabled_at TIMESTAMP,
    -- When the person was last here, to about ten minutes.
    seen_at TIMESTAMP
);

CREATE TABLE sessions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key_hash TEXT NOT NULL UNIQUE,
    csrf TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

CREATE TABLE tokens (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key_hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    brand_id BIGINT REFERENCES brands (id),
    account_id BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP,
    revoked_at TIMESTAMP,
    -- When it was last used, to about ten minutes.
    used_at TIMESTAMP
);

-- What a write answered under an Idempotency-Key, so that a repeat answers the same and does nothing.
CREATE TABLE idempotency_keys (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER,
    body TEXT,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (owner, key)
);

-- The people who wrote in conversations.
CREATE TABLE authors (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    channel_id BIGINT NOT NULL REFERENCES channels (id),
    external_id TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (channel_id, external_id)
);

CREATE TABLE conversations (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    channel_id BIGINT NOT NULL REFERENCES channels (id),
    external_id TEXT NOT NULL,
    locale TEXT NOT NULL,
    status TEXT NOT NULL,
    resolved_by TEXT,
    resolved_score DOUBLE,
    visibility TEXT NOT NULL,
    message_count INTEGER NOT NULL,
    first_at TIMESTAMP,
    -- When it was last active: the newest message, or its arrival where the source gives no times.
    last_at TIMESTAMP NOT NULL,
    last_customer_at TIMESTAMP,
    content_hash TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (channel_id, external_id)
);
CREATE INDEX conversations_by_state ON conversations (brand_id, status, last_at);
CREATE INDEX conversations_by_time ON conversations (brand_id, last_at);

CREATE TABLE messages (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    external_id TEXT NOT NULL,
    author_id BIGINT REFERENCES authors (id),
    role TEXT NOT NULL,
    visibility TEXT NOT NULL,
    at TIMESTAMP,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    reply_to TEXT,
    UNIQUE (conversation_id, external_id)
);

CREATE TABLE articles (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    -- The first article of the group of translations; none for that first one itself.
    group_id BIGINT REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    locale TEXT NOT NULL,
    external_id TEXT,
    confidence TEXT NOT NULL,
    audience TEXT NOT NULL,
    governance TEXT NOT NULL,
    owner_id BIGINT REFERENCES accounts (id),
    -- The newest text, and the one that readers see. No foreign keys: revisions point here.
    revision_id BIGINT,
    published_revision_id BIGINT,
    version INTEGER NOT NULL,
    replaced_by BIGINT REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    published_at TIMESTAMP,
    UNIQUE (brand_id, external_id)
);
CREATE INDEX articles_by_state ON articles (brand_id, confidence, audience, locale, updated_at);
CREATE INDEX articles_by_group ON articles (group_id);
CREATE INDEX articles_by_replacement ON articles (replaced_by);

CREATE TABLE revisions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    issue TEXT NOT NULL,
    environment TEXT NOT NULL,
    resolution TEXT NOT NULL,
    cause TEXT NOT NULL,
    reply TEXT NOT NULL,
    channel_replies TEXT NOT NULL,
    -- The resolution and the cause as clean HTML, made when saved; the resolution as words.
    html TEXT NOT NULL,
    cause_html TEXT NOT NULL,
    text TEXT NOT NULL,
    author_id BIGINT REFERENCES accounts (id),
    note TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (article_id, number)
);

-- The brands whose portal shows an article: its own, and any it is shared with.
CREATE TABLE article_brands (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    PRIMARY KEY (article_id, brand_id)
);
CREATE INDEX article_brands_by_brand ON article_brands (brand_id);

-- How often an article was used and helped.
CREATE TABLE article_uses (
    article_id BIGINT NOT NULL PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    uses INTEGER NOT NULL,
    helped INTEGER NOT NULL,
    not_helped INTEGER NOT NULL,
    last_used_at TIMESTAMP,
    last_confirmed_at TIMESTAMP
);

-- Every slug an article ever had; the newest is the current one.
CREATE TABLE slugs (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    slug TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (article_id, slug)
);

CREATE TABLE topics (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    key TEXT NOT NULL,
    parent_id BIGINT REFERENCES topics (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    UNIQUE (brand_id, key)
);

CREATE TABLE topic_texts (
    topic_id BIGINT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    locale TEXT NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    PRIMARY KEY (topic_id, locale)
);

CREATE TABLE article_topics (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    topic_id BIGINT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, topic_id)
);
CREATE INDEX article_topics_by_topic ON article_topics (topic_id);

CREATE TABLE tags (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    name TEXT NOT NULL,
    UNIQUE (brand_id, name)
);

CREATE TABLE article_tags (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    tag_id BIGINT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, tag_id)
);

-- The conversations that an article was drawn from.
CREATE TABLE sources (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (article_id, conversation_id)
);

-- KCS reuse: this article answered that conversation.
CREATE TABLE links (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    suggestion_id BIGINT,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (article_id, conversation_id)
);
CREATE INDEX links_by_conversation ON links (conversation_id);

CREATE TABLE suggestions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    conversation_id BIGINT REFERENCES conversations (id) ON DELETE SET NULL,
    -- The newest customer message that was considered; a newer one makes the suggestion stale.
    customer_at TIMESTAMP,
    -- What was asked for, so that a stale suggestion can be made afresh. Personal data masked.
    request TEXT NOT NULL,
    locale TEXT NOT NULL,
    abstained BOOLEAN NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    token_id BIGINT REFERENCES tokens (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX suggestions_by_conversation ON suggestions (conversation_id);

CREATE TABLE suggestion_articles (
    suggestion_id BIGINT NOT NULL REFERENCES suggestions (id) ON DELETE CASCADE,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    revision_id BIGINT NOT NULL,
    position INTEGER NOT NULL,
    confidence DOUBLE NOT NULL,
    PRIMARY KEY (suggestion_id, article_id)
);

CREATE TABLE outcomes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    suggestion_id BIGINT NOT NULL REFERENCES suggestions (id) ON DELETE CASCADE,
    article_id BIGINT REFERENCES articles (id) ON DELETE CASCADE,
    outcome TEXT NOT NULL,
    final_text TEXT NOT NULL,
    reason TEXT NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    token_id BIGINT REFERENCES tokens (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX outcomes_by_suggestion ON outcomes (suggestion_id);
CREATE INDEX outcomes_by_article ON outcomes (article_id);

CREATE TABLE votes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    revision_id BIGINT NOT NULL,
    -- A rotating salted hash: one vote a reader and revision, and no way back to the reader.
    voter TEXT NOT NULL,
    helped BOOLEAN NOT NULL,
    reason TEXT,
    comment TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (revision_id, voter)
);
CREATE INDEX votes_by_article ON votes (article_id);

CREATE TABLE flags (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    comment TEXT NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP
);
CREATE INDEX flags_by_article ON flags (article_id);

CREATE TABLE gaps (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    locale TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- Alike questions share a key; the text is as first asked, personal data masked.
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    times INTEGER NOT NULL,
    first_at TIMESTAMP NOT NULL,
    last_at TIMESTAMP NOT NULL,
    UNIQUE (brand_id, locale, kind, key)
);

-- Personal data found in a draft's sources. The original stays here, for staff only, until the draft is published.
CREATE TABLE redactions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    original TEXT NOT NULL,
    placeholder TEXT NOT NULL,
    confidence DOUBLE NOT NULL,
    status TEXT NOT NULL,
    decided_by BIGINT REFERENCES accounts (id),
    decided_at TIMESTAMP,
    UNIQUE (article_id, kind, original)
);

-- What changed, in commit order: the index and other nodes follow it. The transaction's number lets a follower on
-- PostgreSQL wait for transactions that began earlier and commit later; SQLite has one writer and leaves it 0.
CREATE TABLE change_log (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    xid BIGINT NOT NULL DEFAULT 0,
    entity TEXT NOT NULL,
    entity_id BIGINT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX change_log_in_order ON change_log (xid, seq);

CREATE TABLE audit_log (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TIMESTAMP NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    token_id BIGINT REFERENCES tokens (id),
    action TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id BIGINT,
    detail TEXT NOT NULL
);
CREATE INDEX audit_log_by_time ON audit_log (at);

-- Work that goes on after the page that asked for it was closed.
CREATE TABLE jobs (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    done BIGINT NOT NULL,
    total BIGINT,
    -- What came of it so far, as JSON.
    report TEXT NOT NULL,
    error TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
