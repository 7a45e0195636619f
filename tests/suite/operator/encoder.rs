//! An encoder outside: what it is asked, and what happens while it does not answer.

use crate::support::{
    app::{creation, published},
    archive::{Archive, conversation, restarted},
    embeddings::Embeddings,
    wait_until,
};
use precedent::{
    actions::{Actor, link, meaning, revise, search, suggest},
    app::App,
    db,
    domain::{
        article::Parts,
        id::{ArticleId, ConversationId},
        link::LinkKind,
        locale::Locale,
        visibility::Reader,
    },
    error::{Code, Error},
    settings::Written,
    worker,
};

const PASSWORD: &str = "Cómo cambiar la contraseña";
const RETURNS: &str = "Devolver un pedido";
const MODEL: &str = "multilingual-e5-small";

fn endpoint(embeddings: &Embeddings, settings: &mut Written) {
    settings.encoder = "http".into();
    settings.encoder_url = embeddings.url();
    settings.encoder_model = MODEL.into();
    settings.encoder_key = "s3cret".into();
    settings.encoder_query_prefix = "query: ".into();
    settings.encoder_passage_prefix = "passage: ".into();
}

/// An archive whose encoder is this endpoint, with two articles.
fn archive(embeddings: &Embeddings) -> (Archive, ArticleId, ArticleId) {
    let archive = Archive::with(|settings| endpoint(embeddings, settings));
    archive.conversations(
        r#"{"id":"c","channel":"x","brand":"acme","messages":[{"id":"1","role":"customer","at":"2026-02-01T00:00:00Z","text":"hola"}]}"#,
    );
    let password = published(
        &archive.app,
        "acme",
        PASSWORD,
        "En los ajustes de tu cuenta, en Seguridad.",
    );
    let returns = published(&archive.app, "acme", RETURNS, "Tienes treinta días.");
    archive.catch_up();
    (archive, password, returns)
}

fn found(app: &App, text: &str) -> Vec<ArticleId> {
    let request = search::Request {
        text: text.into(),
        locale: Some("es".parse().unwrap()),
        limit: 10,
        ..search::Request::default()
    };
    let brand = app.brand(Some("acme")).unwrap().id;
    let answer = search::find(app, Reader::Public, Some(brand), &request).unwrap();
    answer.hits.iter().map(|hit| hit.summary.article.id).collect()
}

/// By which encoder the stored vectors of an article were made, and how many bytes they have.
fn stored(app: &App, id: ArticleId) -> (String, usize) {
    let read = |connection: &mut db::DbConnection| Ok::<_, Error>(db::vector::list_by_ids(connection, &[id])?);
    let row = app.database.read(read).unwrap().pop().unwrap();
    (row.encoder, row.vectors.len())
}

#[test]
fn an_endpoint_finds_what_words_miss() {
    let embeddings = Embeddings::start();
    let (archive, password, returns) = archive(&embeddings);
    let made = embeddings.take_asked();
    let passages: Vec<_> = made.iter().flat_map(|asked| &asked.texts).collect();
    assert!(
        passages.iter().any(|text| *text == &format!("passage: {PASSWORD}")),
        "{passages:?}"
    );
    assert!(
        made.iter()
            .all(|asked| asked.model == MODEL && asked.authorization == "Bearer s3cret")
    );
    assert_eq!(
        found(&archive.app, "olvidé mi clave secreta ana.lopez@correo.example").first(),
        Some(&password)
    );
    assert_eq!(found(&archive.app, "quiero un reembolso ya").first(), Some(&returns));
    let asked = embeddings.take_asked();
    assert!(asked[0].texts[0].starts_with("query: olvidé mi clave"), "{asked:?}");
    assert!(!format!("{asked:?}").contains("ana.lopez"), "{asked:?}");
}

#[test]
fn many_texts_go_in_several_requests_and_come_back_in_order() {
    let embeddings = Embeddings::start();
    let archive = Archive::with(|settings| endpoint(&embeddings, settings));
    let meaning = &archive.app.meaning;
    let texts: Vec<_> = (0..130)
        .map(|number| format!("{number} {}", if number % 2 == 0 { PASSWORD } else { RETURNS }))
        .collect();
    embeddings.take_asked();
    let made = meaning.phrasings(&texts, &[]).unwrap();
    let sizes: Vec<_> = embeddings.take_asked().iter().map(|asked| asked.texts.len()).collect();
    assert_eq!((made.len(), sizes), (130, vec![64, 64, 2]));
    let alone = |text: &String| meaning.phrasings(std::slice::from_ref(text), &[]).unwrap().remove(0);
    assert_eq!(made[65], alone(&texts[65]));
    assert_eq!(made[128], alone(&texts[128]));
}

#[test]
fn while_it_is_down_words_answer_and_later_it_catches_up() {
    let embeddings = Embeddings::start();
    let (archive, password, _) = archive(&embeddings);
    let app = &archive.app;
    embeddings.set_down(true);
    let new = published(app, "acme", "Cambiar las pilas", "Abre la tapa.");
    let mut failed = None;
    wait_until("the article is not asked for", || {
        failed = meaning::follow(app).err();
        failed.is_some()
    });
    assert_eq!(failed.unwrap().code(), Code::Unavailable);
    worker::catch_up(app).unwrap();
    assert_eq!(found(app, "cambiar contraseña").first(), Some(&password));
    assert_eq!(found(app, "olvidé mi clave secreta"), []);
    // That words alone found nothing is told, and no proof of a gap.
    let request = suggest::Request {
        text: Some("olvidé mi clave secreta".into()),
        ..suggest::Request::default()
    };
    let before = app.meaning.pressure();
    let abstained = suggest::suggest(app, Actor::default(), Reader::Staff, &request).unwrap();
    assert!(abstained.abstained && abstained.meaning_dropped());
    let unanswered = app.meaning.pressure().unanswered;
    assert!(unanswered > before.unanswered && before.crowded_out == 0);
    let restarted = restarted(app, None, |_| {}).expect("what is stored says how many dimensions there are");
    assert_eq!(restarted.meaning.encoder(), app.meaning.encoder());
    embeddings.set_down(false);
    archive.catch_up();
    assert_eq!(found(app, "el mando no enciende la tele").first(), Some(&new));
}

#[test]
fn vectors_of_another_size_are_refused() {
    let embeddings = Embeddings::start();
    let (archive, ..) = archive(&embeddings);
    embeddings.set_surplus(2);
    let error = archive.app.meaning.of("olvidé mi clave").unwrap_err();
    assert!(error.to_string().contains("6 numbers instead of 4"), "{error}");
}

#[test]
fn another_model_means_all_vectors_anew() {
    let embeddings = Embeddings::start();
    let (archive, password, _) = archive(&embeddings);
    let (first, bytes) = stored(&archive.app, password);
    assert!(first.starts_with("http multilingual-e5-small 4 "), "{first}");
    embeddings.take_asked();
    embeddings.set_surplus(3);
    let other = restarted(&archive.app, None, |settings| settings.encoder_model = "another".into()).unwrap();
    worker::catch_up(&other).unwrap();
    let (second, more_bytes) = stored(&other, password);
    assert!(second.starts_with("http another 7 "), "{second}");
    assert!(more_bytes > bytes);
    assert!(embeddings.take_asked().iter().all(|asked| asked.model == "another"));
    assert_eq!(found(&other, "olvidé mi clave secreta").first(), Some(&password));
}

#[test]
fn one_that_has_to_be_asked_and_is_down_is_named_at_the_start() {
    let embeddings = Embeddings::start();
    let archive = Archive::with(|settings| settings.encoder = "off".into());
    embeddings.set_down(true);
    let error = restarted(&archive.app, None, |settings| endpoint(&embeddings, settings))
        .err()
        .unwrap();
    let text = error.to_string();
    for part in ["encoder_url", "503", "the model is being loaded", "encoder_dimensions"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let app = restarted(&archive.app, None, |settings| {
        endpoint(&embeddings, settings);
        settings.encoder_dimensions = 4;
    });
    assert!(app.unwrap().meaning.encoder().unwrap().starts_with("http "));
    let too_many = restarted(&archive.app, None, |settings| {
        endpoint(&embeddings, settings);
        settings.encoder_dimensions = 5000;
    });
    assert_eq!(too_many.err().unwrap().code(), Code::BadRequest);
}

#[test]
fn nothing_personal_leaves_with_what_is_read_in_the_background() {
    let embeddings = Embeddings::start();
    let (archive, password, _) = archive(&embeddings);
    let app = &archive.app;
    let asked = "olvidé mi clave, soy ana.lopez@correo.example";
    let told = conversation("p", asked, "Escribe a luis.gil@correo.example");
    archive.conversations(&told.to_string());
    link::link(app, Actor::default(), password, ConversationId(2), LinkKind::Manual).unwrap();
    let parts = Parts {
        title: "La clave de marta.ruiz@correo.example".into(),
        resolution: "Llama a nora.sanz@correo.example".into(),
        ..Parts::default()
    };
    let draft = creation(app.brand(Some("acme")).unwrap().id, Locale::spanish(), parts);
    revise::create(app, Actor::default(), &draft).unwrap();
    archive.catch_up();
    worker::group_all(app).unwrap();
    let request = suggest::Request {
        conversation_id: Some(ConversationId(2).to_string()),
        ..suggest::Request::default()
    };
    suggest::suggest(app, Actor::default(), Reader::Staff, &request).unwrap();
    let sent = format!("{:?}", embeddings.take_asked());
    for read in ["olvidé mi clave, soy", "La clave de", "Llama a"] {
        assert!(sent.contains(read), "{read}: {sent}");
    }
    for personal in ["ana.lopez", "luis.gil", "marta.ruiz", "nora.sanz"] {
        assert!(!sent.contains(personal), "{personal}: {sent}");
    }
}

#[test]
fn texts_and_key_go_nowhere_else_though_it_says_so() {
    let (embeddings, elsewhere) = (Embeddings::start(), Embeddings::start());
    let (archive, ..) = archive(&embeddings);
    embeddings.set_moved(&elsewhere);
    let error = archive.app.meaning.of("olvidé mi clave").unwrap_err();
    assert!(
        error.code() == Code::Unavailable && error.to_string().contains("307"),
        "{error}"
    );
    assert!(elsewhere.take_asked().is_empty());
}
