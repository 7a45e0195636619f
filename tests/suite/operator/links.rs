//! Links that the product finds by itself in what was replied: how often they are right, and what they do before somebody
//! confirms them.

use crate::support::{
    app::published,
    archive::{Archive, conversation, report},
    material,
};
use precedent::{
    actions::{self, Actor, backup, demo, ingest, link, restore, suggest},
    app::App,
    channels::Format,
    db,
    domain::{
        address,
        id::{ArticleId, ConversationId},
        link::LinkKind,
        suggestion::Outcome,
        visibility::Reader,
    },
    error::Error,
    worker,
};
use serde_json::{Value, json};
use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

/// Of links that are found, so many have to be right.
const PRECISION: f64 = 0.95;

const ROUTER: &str =
    "Apaga el router, espera diez segundos y vuelve a encenderlo: la luz verde tarda unos dos minutos.";
const BILL: &str = "La factura sale el día cinco de cada mes y la tienes en la app, en el apartado de facturas.";

fn archive() -> (Archive, ArticleId, ArticleId) {
    let archive = Archive::with(|settings| settings.public_url = "https://ayuda.example".into());
    take(&archive.app, &[conversation("first", "hola", "Hola, dinos.")]);
    let router = published(&archive.app, "acme", "El router no tiene luz", ROUTER);
    let bill = published(&archive.app, "acme", "Cuándo llega la factura", BILL);
    archive.catch_up();
    (archive, router, bill)
}

fn take(app: &App, conversations: &[Value]) -> Vec<ConversationId> {
    let mut ids = Vec::new();
    for some in conversations.chunks(ingest::MOST) {
        let written: Vec<String> = some.iter().map(Value::to_string).collect();
        let taken = ingest::ingest(app, Actor::default(), None, &written).unwrap();
        ids.extend(taken.into_iter().map(|one| one.outcome.unwrap().0));
    }
    worker::catch_up(app).unwrap();
    ids
}

fn links(app: &App, id: ConversationId) -> Vec<(ArticleId, LinkKind)> {
    let links = app
        .database
        .read(|connection| Ok::<_, Error>(db::link::list_of_conversation(connection, id)?));
    links
        .unwrap()
        .into_iter()
        .map(|link| (link.article_id, link.kind))
        .collect()
}

fn uses(app: &App, id: ArticleId) -> i32 {
    let uses = app
        .database
        .read(|connection| Ok::<_, Error>(db::article::uses_of(connection, &[id])?));
    uses.unwrap().first().map_or(0, |uses| uses.uses)
}

#[test]
fn a_reply_with_the_address_or_the_words_of_an_article_is_linked_with_it() {
    let (archive, router, bill) = archive();
    let app = &archive.app;
    let slugged = format!("https://ayuda.example/es/a/{bill}-cuando-llega?utm=x");
    let ids = take(
        app,
        &[
            conversation(
                "short",
                "no va",
                &format!("Mira https://ayuda.example{} ^LR", address::short(router)),
            ),
            conversation("slug", "la factura", &format!("La tienes explicada aquí: {slugged}")),
            conversation(
                "words",
                "sin luz",
                &format!("@eva Hola, Eva. {ROUTER} Dinos si sigue igual. ^LR"),
            ),
            conversation(
                "subject",
                "sin luz",
                "Prueba a apagar el router y a encenderlo otra vez.",
            ),
            conversation(
                "elsewhere",
                "no va",
                &format!("https://otra.example{}", address::short(router)),
            ),
        ],
    );
    let found: Vec<_> = ids.iter().map(|id| links(app, *id)).collect();
    let inferred = |id| vec![(id, LinkKind::Inferred)];
    assert_eq!(
        found,
        [inferred(router), inferred(bill), inferred(router), vec![], vec![]]
    );
}

#[test]
fn nothing_is_learned_of_what_was_found_until_somebody_confirms_it() {
    let (archive, router, bill) = archive();
    let app = &archive.app;
    let [first, second] = take(
        app,
        &[
            conversation("a", "se me ha muerto el cacharro blanco", ROUTER),
            conversation("b", "cacharro blanco apagado", ROUTER),
        ],
    )
    .try_into()
    .unwrap();
    let finds = || {
        let index = app.index.staff(Reader::Staff).unwrap();
        let brand = app.brand(None).unwrap().id;
        let spanish = "es".parse().unwrap();
        let request = precedent::search::Message {
            text: "cacharro blanco",
            brand_id: Some(brand),
            locale: Some(&spanish),
            ..precedent::search::Message::default()
        };
        index.similar(&request, 5).unwrap().len()
    };
    assert_eq!((uses(app, router), finds()), (0, 0));
    // Confirmed it counts, and who asks like that finds it.
    link::link(app, Actor::default(), router, first, LinkKind::Manual).unwrap();
    archive.catch_up();
    assert_eq!(links(app, first), [(router, LinkKind::Manual)]);
    assert_eq!((uses(app, router), finds()), (1, 1));
    // Once more changes nothing, and what is confirmed is not taken away with the key for found ones.
    link::link(app, Actor::default(), router, first, LinkKind::Manual).unwrap();
    link::refuse(app, Actor::default(), router, first).unwrap();
    assert_eq!((uses(app, router), links(app, first).len()), (1, 1));
    // Taken away, it is not found again, also where the conversation goes on.
    link::refuse(app, Actor::default(), router, second).unwrap();
    assert!(links(app, second).is_empty());
    let mut longer = conversation("b", "cacharro blanco apagado", ROUTER);
    let more = json!({"id": "3", "author": "eva", "role": "customer", "at": "2026-02-01T12:00:00Z", "text": "gracias"});
    longer["messages"].as_array_mut().unwrap().push(more);
    assert_eq!(take(app, &[longer]), [second]);
    assert!(links(app, second).is_empty());
    // Another article may still be what answered.
    link::link(app, Actor::default(), bill, second, LinkKind::Manual).unwrap();
    assert_eq!(links(app, second), [(bill, LinkKind::Manual)]);
}

#[test]
fn what_was_taken_away_is_not_found_after_a_restore_either() {
    let (archive, router, _) = archive();
    let app = &archive.app;
    let ids = take(
        app,
        &[
            conversation("a", "no hay luz", ROUTER),
            conversation("b", "apagado", ROUTER),
        ],
    );
    link::refuse(app, Actor::default(), router, ids[0]).unwrap();
    let file = archive.folder.path().join("backup");
    backup::run(&app.database, &file, &app.clock).unwrap();
    restore::run(&app.database, &file, true).unwrap();
    let from_scratch = app
        .database
        .read(|connection| Ok::<_, Error>(db::change_log::followed(connection, db::settings::INFERRED)?.1));
    assert!(from_scratch.unwrap().is_none(), "all are looked at again");
    archive.catch_up();
    assert!(links(app, ids[0]).is_empty());
    assert_eq!(links(app, ids[1]), [(router, LinkKind::Inferred)]);
}

#[test]
fn what_was_sent_instead_of_a_suggestion_is_looked_at_too() {
    let (archive, router, bill) = archive();
    let app = &archive.app;
    let id = take(app, &[conversation("c", "Cuándo llega la factura", "Un momento.")])[0];
    let request = suggest::Request {
        conversation_id: Some(id.to_string()),
        ..suggest::Request::default()
    };
    let answer = suggest::suggest(app, Actor::default(), Reader::Staff, &request).unwrap();
    assert_eq!(answer.suggestions[0].summary.article.id, bill);
    report(
        app,
        Actor::default(),
        answer.id,
        (bill, Outcome::Rejected),
        &format!("Hola. {ROUTER}"),
    );
    assert_eq!(links(app, id), [(router, LinkKind::Inferred)]);
}

#[test]
fn what_was_found_is_no_label_in_an_export() {
    let (archive, router, _) = archive();
    let app = &archive.app;
    let id = take(app, &[conversation("d", "sin luz", ROUTER)])[0];
    let answering = || {
        app.database
            .read(|connection| Ok::<_, Error>(db::conversation::answering_articles(connection, &[id])?))
            .unwrap()
    };
    assert_eq!((links(app, id).len(), answering()), (1, vec![]));
    link::link(app, Actor::default(), router, id, LinkKind::Manual).unwrap();
    assert_eq!(answering(), [(id, router)]);
}

#[test]
fn what_was_found_closes_no_gap_until_somebody_confirms_it() {
    let (archive, router, _) = archive();
    let app = &archive.app;
    let [found, made] = take(
        app,
        &[
            conversation("e", "el cacharro blanco no se enciende", ROUTER),
            conversation("f", "mi perro ladra al cartero", "Lo miramos."),
        ],
    )
    .try_into()
    .unwrap();
    let gaps = || {
        worker::group_all(app).unwrap();
        let listed = app
            .database
            .read(|connection| Ok::<_, Error>(db::gap::list(connection, None, None, 100)?));
        let mut of: Vec<_> = listed
            .unwrap()
            .items
            .iter()
            .filter_map(|gap| gap.conversation_id)
            .collect();
        of.retain(|id| [found, made].contains(id));
        of.sort_unstable();
        of
    };
    assert_eq!(links(app, found), [(router, LinkKind::Inferred)]);
    assert_eq!(gaps(), [found, made]);
    link::link(app, Actor::default(), router, made, LinkKind::Manual).unwrap();
    assert_eq!(gaps(), [found]);
    // However many were made since it was found.
    let more: Vec<_> = (0..60)
        .map(|at| conversation(&format!("m{at}"), &format!("la pieza {at} se ha roto"), "Lo miramos."))
        .collect();
    for id in take(app, &more) {
        link::link(app, Actor::default(), router, id, LinkKind::Manual).unwrap();
    }
    assert_eq!(gaps(), [found]);
    link::link(app, Actor::default(), router, found, LinkKind::Manual).unwrap();
    assert_eq!(gaps(), []);
}

/// Conversations with what answered them, none: none of the articles; and how many links are found and right.
fn precision(app: &App, labelled: &[(Value, HashSet<ArticleId>)]) -> (usize, usize) {
    let conversations: Vec<Value> = labelled.iter().map(|(conversation, _)| conversation.clone()).collect();
    let ids = take(app, &conversations);
    let (mut found, mut right) = (0, 0);
    for (id, (conversation, answers)) in ids.into_iter().zip(labelled) {
        for (article, _) in links(app, id) {
            found += 1;
            right += usize::from(answers.contains(&article));
            if !answers.contains(&article) {
                println!("not known to be right: {article} for {}", conversation["messages"]);
            }
        }
    }
    (found, right)
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What agents make of a short answer: with a greeting and a signature, only the first sentences, in two halves that
/// change places, and with the link alone.
fn sent_forms(reply: &str, address: &str) -> Vec<String> {
    let sentences: Vec<&str> = reply.split_inclusive(". ").collect();
    let half = sentences.len().div_ceil(2);
    vec![
        format!("Hola, Ana: {reply} ^LR"),
        format!("{} {}", sentences[half..].concat(), sentences[..half].concat()),
        format!("{} Ya nos dices. ^PM", sentences[..half].concat()),
        format!("Aquí lo tienes paso a paso: {address}"),
    ]
}

/// The agents of the demo say what an article says in words of their own, so few links are found among their replies; of
/// replies that are made of the articles', most are.
#[test]
fn found_links_are_right_in_the_demo() {
    let archive = Archive::empty();
    let app = &archive.app;
    let brand = demo::load_content(app, Actor::default()).unwrap();
    archive.catch_up();
    let site = app.site(&brand);
    let (articles, replies) = app
        .database
        .read(|connection| {
            let ids = db::article::ids_after(connection, ArticleId(0), 1000)?;
            let articles = db::article::list_by_ids(connection, &ids)?;
            let published: Vec<_> = articles.iter().filter_map(|one| one.published_revision_id).collect();
            let revisions = db::revision::list_by_ids(connection, &published)?;
            let replies: HashMap<_, _> = revisions
                .into_iter()
                .map(|revision| (revision.article_id, revision.parts.reply))
                .collect();
            Ok::<_, Error>((articles, replies))
        })
        .unwrap();
    let named: HashMap<String, ArticleId> = articles
        .iter()
        .filter_map(|article| Some((article.external_id.clone()?, article.id)))
        .collect();
    let mut labelled = Vec::new();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content/brizna/conversations");
    for file in std::fs::read_dir(folder).unwrap() {
        for mut line in lines(&file.unwrap().path()) {
            let Some(answers) = line.as_object_mut().unwrap().remove("links") else {
                continue;
            };
            let answers = answers.as_array().unwrap().iter();
            let answers: HashSet<_> = answers.map(|name| named[name.as_str().unwrap()]).collect();
            line["id"] = json!(format!("again-{}", line["id"].as_str().unwrap()));
            line.as_object_mut().unwrap().remove("excerpts");
            labelled.push((line, answers));
        }
    }
    let (own_found, own_right) = precision(app, &labelled);
    println!(
        "the demo's own conversations: {own_right} of {own_found} right, of {}",
        labelled.len()
    );
    assert!(labelled.len() > 300);

    let mut made = Vec::new();
    for article in &articles {
        let Some(reply) = replies.get(&article.id).filter(|reply| !reply.is_empty()) else {
            continue;
        };
        let address = format!("{site}{}", address::short(article.id));
        for (form, sent) in sent_forms(reply, &address).into_iter().enumerate() {
            let mut conversation = conversation(&format!("{}-{form}", article.id), "hola", &sent);
            conversation["brand"] = json!(brand.slug);
            conversation["lang"] = json!(article.locale.as_str());
            made.push((conversation, HashSet::from([article.id])));
        }
    }
    let (found, right) = precision(app, &made);
    println!(
        "made of the demo's articles: {right} of {found} right, of {}",
        made.len()
    );
    assert!(made.len() > 300, "{}", made.len());
    let (all, all_right) = (own_found + found, own_right + right);
    assert!(all_right as f64 >= PRECISION * all as f64, "{all_right} of {all}");
    assert!(found as f64 >= 0.85 * made.len() as f64, "{found} of {}", made.len());
}

/// Real agents of 25 brands: an article says what the first reply with its link said, and the later ones are looked at.
#[test]
fn found_links_are_right_in_real_conversations() {
    let Some(mut all) = material("data/conversations/ibm-twitter-dev.jsonl") else {
        return;
    };
    all.sort_by_key(|line| line["started_at"].as_str().unwrap().to_owned());
    let (mut corpus, mut later, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for line in all {
        let (brand, document) = (line["brand"].as_str().unwrap(), line["answer_doc_id"].as_str().unwrap());
        let name = format!("{brand}-{document}");
        let messages = line["messages"].as_array().unwrap();
        let sent = messages.iter().rfind(|message| message["role"] == "agent").unwrap()["text"].clone();
        if seen.insert(name.clone()) {
            corpus.push(json!({"_id": name, "title": name, "answer": sent, "brand": brand, "lang": "en"}).to_string());
        } else {
            let asked = json!({"id": "1", "role": "customer", "text": messages[0]["text"]});
            let replied = json!({"id": "2", "author": brand, "role": "agent", "text": sent});
            let written = json!({"id": line["id"], "channel": "x", "brand": brand, "lang": "en", "status": "resolved",
                "messages": [asked, replied]});
            later.push((written, name));
        }
    }
    let archive = Archive::empty();
    let options = actions::import::Options::default();
    archive.import(Format::Beir, "corpus.jsonl", &corpus.join("\n"), &options);
    let app = &archive.app;
    let articles = app
        .database
        .read(|connection| {
            let ids = db::article::ids_after(connection, ArticleId(0), 1000)?;
            Ok::<_, Error>(db::article::list_by_ids(connection, &ids)?)
        })
        .unwrap();
    let named: HashMap<_, _> = articles
        .into_iter()
        .filter_map(|article| Some((article.external_id?, article.id)))
        .collect();
    let labelled: Vec<_> = later
        .into_iter()
        .map(|(written, name)| (written, named.get(&name).copied().into_iter().collect()))
        .collect();
    let (found, right) = precision(app, &labelled);
    println!("real conversations: {right} of {found} right, of {}", labelled.len());
    assert!(found >= 60, "{found} of {}", labelled.len());
    assert!(right as f64 >= PRECISION * found as f64, "{right} of {found}");
}
