//! What articles mean follows what is written, and is found again after a restart.

use crate::support::{
    app::{TestApp, creation, published, published_as},
    archive::{Archive, conversation, restarted, with_encoder},
    wait_until,
};
use precedent::{
    actions::{self, Actor, archive as withdraw, meaning, revise, search, suggest},
    app::App,
    clock::Clock,
    db::{self, DbConnection, vector::Row},
    domain::{
        article::Parts,
        id::{ArticleId, BrandId, ConversationId},
        link::LinkKind,
        locale::Locale,
        visibility::Reader,
    },
    error::Error,
    meaning::Progress,
    worker,
};

const PASSWORD: &str = "Cómo cambiar la contraseña";
const RETURNS: &str = "Devolver un pedido";

/// An archive with one resolved conversation, and with two articles whose meaning is known.
fn archive() -> (Archive, ArticleId, ArticleId) {
    let archive = Archive::with(with_encoder);
    archive.conversations(
        r#"{"id":"c","channel":"x","brand":"acme","lang":"es","status":"resolved","messages":[{"id":"1","author":"eva","role":"customer","at":"2026-02-01T00:00:00Z","text":"El mando no enciende la tele del salón"},{"id":"2","author":"acme","role":"agent","at":"2026-02-01T01:00:00Z","text":"Cambia las pilas"}]}"#,
    );
    let password = published(
        &archive.app,
        "acme",
        PASSWORD,
        "En los ajustes de tu cuenta, en Seguridad.",
    );
    let returns = published(
        &archive.app,
        "acme",
        RETURNS,
        "Tienes treinta días desde que lo recibes.",
    );
    follow(&archive.app);
    (archive, password, returns)
}

/// Until nothing is left; on PostgreSQL another transaction on the same server can hold entries back for a moment.
fn follow(app: &App) {
    wait_until("the vectors do not follow", || {
        while meaning::follow(app).unwrap() {}
        !meaning::is_behind(app).unwrap()
    });
}

fn brand(app: &App) -> BrandId {
    app.brand(Some("acme")).unwrap().id
}

fn found(app: &App, reader: Reader, text: &str) -> Vec<ArticleId> {
    let query = app.meaning.of(text).unwrap();
    meaning::nearest(app, reader, Some(brand(app)), &query, 5)
}

fn rows(app: &App, ids: &[ArticleId]) -> Vec<Row> {
    let mut rows = app
        .database
        .read(|connection| Ok::<_, Error>(db::vector::list_by_ids(connection, ids)?))
        .unwrap();
    rows.sort_by_key(|row| row.article_id);
    rows
}

fn store_progress(connection: &mut DbConnection, progress: &Progress) -> diesel::QueryResult<()> {
    let progress = serde_json::to_string(progress).unwrap();
    db::settings::put(connection, db::settings::VECTORS, &progress)
}

#[test]
fn articles_are_found_by_what_they_mean_in_any_language() {
    let (archive, password, returns) = archive();
    let app = &archive.app;
    assert_eq!(
        found(app, Reader::Public, "I forgot how to log in"),
        [password, returns]
    );
    assert_eq!(
        found(app, Reader::Public, "ich möchte die Schuhe zurückschicken"),
        [returns, password]
    );
    let other = BrandId(brand(app).0 + 1);
    let query = app.meaning.of(PASSWORD).unwrap();
    assert!(meaning::nearest(app, Reader::Staff, Some(other), &query, 5).is_empty());
}

#[test]
fn strangers_do_not_find_what_is_not_theirs() {
    let (archive, password, returns) = archive();
    let app = &archive.app;
    let parts = Parts {
        title: "Tarifas de roaming".into(),
        ..Parts::default()
    };
    let new = creation(brand(app), Locale::spanish(), parts);
    let draft = revise::create(app, Actor::default(), &new).unwrap();
    follow(app);
    assert_eq!(found(app, Reader::Staff, "roaming")[0], draft);
    assert!(!found(app, Reader::Public, "roaming").contains(&draft));
    withdraw::archive(app, Actor::default(), password, None, "").unwrap();
    follow(app);
    assert_eq!(found(app, Reader::Public, PASSWORD), [returns]);
    assert!(rows(app, &[password]).is_empty() && !rows(app, &[returns]).is_empty());
    withdraw::restore(app, Actor::default(), password).unwrap();
    follow(app);
    assert_eq!(found(app, Reader::Public, PASSWORD)[0], password);
}

#[test]
fn a_question_that_was_answered_becomes_a_phrasing() {
    let (archive, password, returns) = archive();
    let app = &archive.app;
    let question = "El mando no enciende la tele del salón";
    let before = rows(app, &[password, returns]);
    actions::link::link(app, Actor::default(), returns, ConversationId(1), LinkKind::Manual).unwrap();
    follow(app);
    assert_eq!(found(app, Reader::Public, question)[0], returns);
    let query = app.meaning.of(question).unwrap();
    let near = app.meaning.near(&query, &[returns], |_, _| false)[0].unwrap();
    assert!(near.best > 0.999, "{near:?}");
    let after = rows(app, &[password, returns]);
    assert_eq!(before[0], after[0]);
    assert!(before[1].vectors.len() < after[1].vectors.len());
}

#[test]
fn of_translations_the_customers_language_is_offered_first() {
    let (archive, password, _) = archive();
    let app = &archive.app;
    let question = "how can I get into my account again, nothing works";
    let asked = conversation("in-english", question, "In your account's settings.");
    archive.conversations(&asked.to_string());
    let brand = app.brand(Some("acme")).unwrap();
    let parts = Parts {
        title: "Change your password".into(),
        resolution: "In the settings.".into(),
        ..Parts::default()
    };
    let english = published_as(
        app,
        &revise::Creation {
            translation_of: Some(password),
            ..creation(brand.id, Locale::english(), parts)
        },
    );
    let asked = archive.conversation_id("in-english");
    actions::link::link(app, Actor::default(), password, asked, LinkKind::Manual).unwrap();
    archive.catch_up();
    let locale = Locale::english();
    let question = suggest::Question {
        brand: Some(&brand),
        locale: Some(&locale),
        ..suggest::Question::new(Reader::Staff, question)
    };
    let ranked = suggest::consider(app, &question, 5).unwrap().ranked;
    let order: Vec<_> = ranked.iter().map(|one| one.item.article_id).collect();
    assert_eq!(order[0], english, "{ranked:?}");
    assert!(order.contains(&password));
    assert!(
        ranked[0].confidence > 0.5,
        "as sure as of the one that was asked for: {ranked:?}"
    );
}

/// Exchanges the stored vectors of two articles, to see whether they are read, and says that they have come so far.
fn exchange(app: &App, (first, second): (ArticleId, ArticleId), progress: &Progress) {
    let [first, second] = rows(app, &[first, second]).try_into().unwrap();
    let exchanged = [
        Row {
            article_id: second.article_id,
            ..first
        },
        Row {
            article_id: first.article_id,
            ..second
        },
    ];
    app.database
        .write(|connection| {
            store_progress(connection, progress)?;
            exchanged.iter().try_for_each(|row| db::vector::put(connection, row))?;
            Ok(())
        })
        .unwrap();
}

#[test]
fn vectors_of_the_texts_that_an_earlier_version_made_are_made_anew() {
    let (archive, password, returns) = archive();
    let progress = Progress {
        texts: 0,
        ..archive.app.meaning.progress().unwrap()
    };
    exchange(&archive.app, (password, returns), &progress);
    let again = restarted(&archive.app, None, |_| {}).unwrap();
    follow(&again);
    assert_eq!(found(&again, Reader::Public, PASSWORD), [password, returns]);
    assert_eq!(again.meaning.progress(), archive.app.meaning.progress());
}

#[test]
fn a_restart_reads_what_is_stored_and_goes_on() {
    let (archive, password, returns) = archive();
    let progress = archive.app.meaning.progress().unwrap();
    exchange(&archive.app, (password, returns), &progress);
    let again = restarted(&archive.app, None, |_| {}).unwrap();
    assert!(found(&again, Reader::Public, PASSWORD).is_empty());
    follow(&again);
    assert_eq!(found(&again, Reader::Public, PASSWORD), [returns, password]);
    assert_eq!(again.meaning.progress(), archive.app.meaning.progress());
    let third = published(&again, "acme", "Activar la eSIM", "Escanea el código.");
    follow(&again);
    assert_eq!(found(&again, Reader::Public, "eSIM")[0], third);
    // The other process hears of it too.
    follow(&archive.app);
    assert_eq!(found(&archive.app, Reader::Public, "eSIM")[0], third);
}

#[test]
fn other_data_are_looked_at_anew() {
    let (archive, password, returns) = archive();
    let file = archive.folder.path().join("backup.gz");
    actions::backup::run(&archive.app.database, &file, &Clock::System).unwrap();
    actions::restore::run(&archive.app.database, &file, true).unwrap();
    assert!(
        rows(&archive.app, &[password, returns]).is_empty(),
        "no backup has vectors"
    );
    follow(&archive.app);
    assert_eq!(found(&archive.app, Reader::Public, PASSWORD), [password, returns]);
    assert_eq!(rows(&archive.app, &[password, returns]).len(), 2);
    // Another encoder's are as good as none.
    let foreign = Row {
        article_id: password,
        encoder: "another".into(),
        vectors: vec![1; 30],
    };
    archive
        .app
        .database
        .write(|connection| Ok(db::vector::put(connection, &foreign)?))
        .unwrap();
    let mut progress = archive.app.meaning.progress().unwrap();
    progress.encoder = "another".into();
    archive
        .app
        .database
        .write(|connection| Ok(store_progress(connection, &progress)?))
        .unwrap();
    let again = restarted(&archive.app, None, |_| {}).unwrap();
    follow(&again);
    assert_eq!(found(&again, Reader::Public, PASSWORD), [password, returns]);
    assert!(rows(&again, &[password])[0].encoder != "another");
}

fn suggested(app: &App, text: &str) -> Vec<suggest::Suggestion> {
    let request = suggest::Request {
        text: Some(text.into()),
        ..suggest::Request::default()
    };
    let answer = suggest::suggest(app, Actor::default(), Reader::Staff, &request).unwrap();
    answer.suggestions
}

#[test]
fn what_words_miss_is_found_by_what_it_means() {
    let (archive, password, returns) = archive();
    let app = &archive.app;
    worker::catch_up(app).unwrap();
    let search = |text: &str| {
        let request = search::Request {
            text: text.into(),
            locale: Some("es".parse().unwrap()),
            limit: 10,
            ..search::Request::default()
        };
        let answer = search::find(app, Reader::Public, Some(brand(app)), &request).unwrap();
        let ids = answer.hits.iter().map(|hit| hit.summary.article.id);
        ids.collect::<Vec<_>>()
    };
    assert_eq!(search("olvidé mi clave secreta").first(), Some(&password));
    assert_eq!(search("pedido").first(), Some(&returns));
    assert_eq!(search("zxqv wkjh"), []);
}

#[test]
fn a_question_asked_again_is_answered_and_why_is_told() {
    let (archive, _, returns) = archive();
    let app = &archive.app;
    let question = "El mando no enciende la tele del salón";
    assert!(suggested(app, question).is_empty(), "nothing is known of it yet");
    actions::link::link(app, Actor::default(), returns, ConversationId(1), LinkKind::Manual).unwrap();
    worker::catch_up(app).unwrap();
    let found = suggested(app, question);
    assert_eq!(found[0].summary.article.id, returns);
    assert!(found[0].confidence > 0.85, "{}", found[0].confidence);
    let why: Vec<_> = found[0].why.iter().map(ToString::to_string).collect();
    assert!(why.iter().any(|why| *why == format!("like: {question}")), "{why:?}");
    assert!(why.iter().all(|why| why.chars().count() <= 120), "{why:?}");
}

#[test]
fn who_only_greets_or_thanks_is_offered_nothing() {
    let (archive, ..) = archive();
    let app = &archive.app;
    published(
        app,
        "acme",
        "Hola, gracias y ayuda",
        "Gracias por escribir, hola, vale, ok.",
    );
    worker::catch_up(app).unwrap();
    for text in ["hola", "Muchas gracias!!", "ok", "Hola, ¿me podéis ayudar?", "🙏"] {
        assert!(suggested(app, text).is_empty(), "{text}");
    }
    assert!(!suggested(app, "cómo cambiar la contraseña").is_empty());
}

#[test]
fn without_an_encoder_nothing_is_stored() {
    let archive = Archive::with(|settings| settings.encoder = "off".into());
    archive.conversations(
        r#"{"id":"c","channel":"x","brand":"acme","messages":[{"id":"1","role":"customer","at":"2026-02-01T00:00:00Z","text":"hola"}]}"#,
    );
    let id = published(&archive.app, "acme", PASSWORD, "En los ajustes.");
    follow(&archive.app);
    assert!(rows(&archive.app, &[id]).is_empty());
    assert!(archive.app.meaning.of(PASSWORD).is_err());
}

#[test]
fn the_server_follows_by_itself() {
    let app = TestApp::with(with_encoder);
    crate::site::brand(&app);
    let id = published(&app.app, "acme", PASSWORD, "En los ajustes.");
    wait_until("the vectors do not follow", || {
        found(&app.app, Reader::Public, PASSWORD) == [id]
    });
}
