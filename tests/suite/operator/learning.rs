//! What use teaches, from the outcome that an agent reports to the place of an article: within bounds, never by one
//! account alone, and taken back with one command.

use crate::support::{
    app::published,
    archive::{Archive, conversation, report},
};
use precedent::{
    actions::{self, Actor, account, learning, suggest, vote},
    app::App,
    db,
    domain::{
        account::Role,
        id::{AccountId, ArticleId},
        locale::Locale,
        suggestion::{Outcome, learning::Reverted},
        visibility::Reader,
    },
    error::Error,
    worker,
};
use std::collections::{HashMap, HashSet};

const QUESTION: &str = "cómo reiniciar el router";

fn archive() -> (Archive, ArticleId, ArticleId, Vec<Actor>) {
    let archive = Archive::with(|settings| settings.suggestion_threshold = 0.05);
    archive.conversations(
        r#"{"id":"c","channel":"x","brand":"acme","lang":"es","status":"resolved","messages":[{"id":"1","author":"eva","role":"customer","at":"2026-02-01T00:00:00Z","text":"hola"}]}"#,
    );
    let app = &archive.app;
    let first = published(
        app,
        "acme",
        "Reiniciar el router blanco",
        "Mantén pulsado el botón diez segundos.",
    );
    let second = published(
        app,
        "acme",
        "Reiniciar el router negro",
        "Quita el cable y espera diez segundos.",
    );
    published(app, "acme", "Cambiar de tarifa", "En la app.");
    archive.catch_up();
    let actors = (0..4).map(|number| actor(app, number)).collect();
    // They match alike; whichever comes first is the one to be overtaken.
    let leads = order(app, None)[0].0;
    let (first, second) = if leads == first {
        (first, second)
    } else {
        (second, first)
    };
    (archive, first, second, actors)
}

fn actor(app: &App, number: usize) -> Actor {
    let new = account::Creation {
        email: format!("agent{number}@acme.example"),
        name: format!("Agent {number}"),
        role: Role::Agent,
        password: "a long enough password".into(),
        locale: Locale::spanish(),
    };
    let account_id: AccountId = account::add(app, Actor::default(), &new).unwrap();
    Actor {
        account_id: Some(account_id),
        token_id: None,
    }
}

fn asked(app: &App, actor: Actor, channel: Option<&str>) -> suggest::Answer {
    let request = suggest::Request {
        text: Some(QUESTION.into()),
        channel: channel.map(str::to_owned),
        ..suggest::Request::default()
    };
    suggest::suggest(app, actor, Reader::Staff, &request).unwrap()
}

fn order(app: &App, channel: Option<&str>) -> Vec<(ArticleId, f32)> {
    let answer = asked(app, Actor::default(), channel);
    let order = answer.suggestions.iter();
    order.map(|one| (one.summary.article.id, one.confidence)).collect()
}

/// An agent is asked on a channel, and tells what became of an article.
fn tell(app: &App, actor: Actor, article: ArticleId, (what, channel): (Outcome, Option<&str>), text: &str) {
    report(app, actor, asked(app, actor, channel).id, (article, what), text);
}

#[test]
fn what_agents_send_comes_first_and_never_by_more_than_a_fifth() {
    let (archive, first, second, actors) = archive();
    let app = &archive.app;
    let before: HashMap<_, _> = order(app, None).into_iter().collect();
    assert_eq!(order(app, None)[0].0, first);
    for actor in &actors {
        for _ in 0..6 {
            tell(app, *actor, second, (Outcome::Sent, None), "");
            tell(app, *actor, first, (Outcome::Rejected, None), "");
        }
    }
    worker::catch_up(app).unwrap();
    let after = order(app, None);
    assert_eq!(after[0].0, second, "{before:?} {after:?}");
    for (id, confidence) in &after {
        let share = confidence / before[id];
        assert!((0.799..=1.201).contains(&share), "{id}: {share}");
    }
    let of = |id| after.iter().find(|(one, _)| *one == id).unwrap().1 / before[&id];
    assert!(of(second) > 1.1 && of(first) < 0.9, "{before:?} {after:?}");
    let all = learning::overview(app).unwrap();
    assert_eq!(
        all.moved.iter().filter(|one| one.situation.channel.is_none()).count(),
        2
    );
    assert!(
        all.moved
            .iter()
            .all(|one| one.cell.times == 24 && one.cell.parties == 4),
        "{all:?}"
    );
    assert!(all.moved.iter().all(|one| one.title.starts_with("Reiniciar el router")));
}

#[test]
fn one_account_alone_moves_nothing_however_often() {
    let (archive, first, second, actors) = archive();
    let app = &archive.app;
    let before = order(app, None);
    for _ in 0..20 {
        tell(app, actors[0], second, (Outcome::Sent, None), "");
        tell(app, actors[0], first, (Outcome::Rejected, None), "");
    }
    worker::catch_up(app).unwrap();
    assert_eq!(order(app, None), before);
    assert!(learning::overview(app).unwrap().moved.is_empty());
    // Readers count as one, however many votes they cast.
    for reader in 0..20 {
        let vote = vote::Vote {
            voter: reader.to_string(),
            ..vote::Vote::default()
        };
        vote::vote(app, second, &vote).unwrap();
    }
    worker::catch_up(app).unwrap();
    let after = order(app, None);
    assert_eq!(after[0], before[0]);
}

#[test]
fn what_is_learned_on_one_channel_speaks_there_first() {
    let (archive, _, second, actors) = archive();
    let app = &archive.app;
    let on = |channel| {
        order(app, Some(channel))
            .iter()
            .find(|(id, _)| *id == second)
            .unwrap()
            .1
    };
    let before = (on("x"), on("email"));
    for actor in &actors {
        for _ in 0..4 {
            tell(app, *actor, second, (Outcome::Sent, Some("x")), "");
            tell(app, *actor, second, (Outcome::Rejected, Some("email")), "");
        }
    }
    worker::catch_up(app).unwrap();
    assert!(on("x") > before.0 * 1.05 && on("email") < before.1 * 0.95);
    assert!((on("telegram") - before.0).abs() < 1e-6, "all in all it is a toss-up");
}

#[test]
fn it_is_taken_back_with_one_command_and_that_too() {
    let (archive, first, second, actors) = archive();
    let app = &archive.app;
    let before = order(app, None);
    for actor in &actors {
        tell(app, *actor, second, (Outcome::Sent, None), "");
        tell(app, *actor, first, (Outcome::Rejected, None), "");
    }
    worker::catch_up(app).unwrap();
    let moved = order(app, None);
    assert_ne!(moved, before);
    let now = app.clock.now() + chrono::TimeDelta::seconds(1);
    let all = Reverted {
        article_id: None,
        since: None,
        before: now,
    };
    let one = Reverted {
        article_id: Some(first),
        ..all
    };
    learning::revert(app, Actor::default(), one).unwrap();
    let of = |order: &[(ArticleId, f32)], id| *order.iter().find(|(one, _)| *one == id).unwrap();
    assert_eq!(of(&order(app, None), first), of(&before, first));
    assert_eq!(of(&order(app, None), second), of(&moved, second));
    let without_first = order(app, None);
    learning::revert(app, Actor::default(), all).unwrap();
    assert_eq!(order(app, None), before);
    assert_eq!(learning::overview(app).unwrap().reverted, [all], "it says so once");
    assert_eq!(learning::undo_revert(app, Actor::default()).unwrap(), Some(all));
    // What was taken back before stays so.
    assert_eq!(learning::overview(app).unwrap().reverted, [one]);
    assert_eq!(order(app, None), without_first);
    assert_eq!(learning::undo_revert(app, Actor::default()).unwrap(), Some(one));
    assert_eq!(order(app, None), moved);
    assert_eq!(learning::undo_revert(app, Actor::default()).unwrap(), None);
    // What happened before does not count, what happened since does.
    let earlier = Reverted {
        before: app.clock.now(),
        ..all
    };
    learning::revert(app, Actor::default(), earlier).unwrap();
    assert_eq!(order(app, None), moved);
    let backwards = Reverted {
        since: Some(now),
        ..all
    };
    assert!(learning::revert(app, Actor::default(), backwards).is_err());
    let nobody = Reverted {
        article_id: Some(ArticleId(9999)),
        ..all
    };
    assert!(learning::revert(app, Actor::default(), nobody).is_err());
}

#[test]
fn what_was_rewritten_altogether_says_nothing_and_what_was_touched_up_nearly_all() {
    let (archive, first, second, actors) = archive();
    let app = &archive.app;
    let (white, black) = (first.min(second), first.max(second));
    for actor in &actors {
        for _ in 0..3 {
            let touched = "Hola: mantén pulsado el botón diez segundos.";
            tell(app, *actor, white, (Outcome::Edited, None), touched);
            let other = "No hace falta: mañana va un técnico a casa sin coste alguno";
            tell(app, *actor, black, (Outcome::Edited, None), other);
        }
    }
    worker::catch_up(app).unwrap();
    let moved = learning::overview(app).unwrap().moved;
    let of = |id| moved.iter().find(|one| one.article_id == id).map(|one| one.cell);
    assert!(of(white).unwrap().movement > 0.05, "{moved:?}");
    assert!(of(black).is_none(), "{moved:?}");
}

#[test]
fn what_is_learned_of_one_kind_of_question_speaks_there_first() {
    let (archive, first, _, actors) = archive();
    let app = &archive.app;
    let kinds = [QUESTION, "el vídeo se corta a los diez segundos"];
    // Of two questions alone nobody can tell what they share.
    let others = [
        "dónde está mi pedido",
        "quiero cambiar la contraseña",
        "hay una tienda en Madrid",
        "no puedo llamar al extranjero",
    ];
    let asked = (0..18).map(|number| kinds[number % 2]).chain(others);
    let told: Vec<String> = asked
        .enumerate()
        .map(|(number, asked)| {
            let mut told = conversation(&format!("k{number}"), asked, "");
            told["messages"].as_array_mut().unwrap().truncate(1);
            told["status"] = "open".into();
            told.to_string()
        })
        .collect();
    let ids = actions::ingest::ingest(app, Actor::default(), None, &told).unwrap();
    let ids: Vec<_> = ids.into_iter().map(|one| one.outcome.unwrap().0).collect();
    worker::catch_up(app).unwrap();
    worker::group_all(app).unwrap();
    actions::threshold::set(app, Actor::default(), "0").unwrap();
    let ask = |actor: Actor, place: usize| {
        let request = suggest::Request {
            conversation_id: Some(ids[place].to_string()),
            ..suggest::Request::default()
        };
        suggest::suggest(app, actor, Reader::Staff, &request).unwrap()
    };
    // Of the two last ones nothing is told.
    let sure = || {
        [16, 17].map(|place| {
            let found = ask(Actor::default(), place).suggestions;
            found
                .iter()
                .find(|one| one.summary.article.id == first)
                .unwrap()
                .confidence
        })
    };
    let before = sure();
    for place in 0..16 {
        let actor = actors[place / 2 % actors.len()];
        let what = [Outcome::Sent, Outcome::Rejected][place % 2];
        report(app, actor, ask(actor, place).id, (first, what), "");
    }
    // What is linked with it becomes a phrasing, which is not what is looked at here.
    worker::catch_up(app).unwrap();
    let moved = learning::overview(app).unwrap().moved;
    let signs = |sign: f64| {
        let some = moved.iter().filter(|one| one.cell.movement * sign > 0.05);
        some.map(|one| one.situation.group).collect::<HashSet<_>>()
    };
    assert_eq!((signs(1.0).len(), signs(-1.0).len()), (1, 1), "{moved:?}");
    let after = sure();
    assert!(
        after[0] > before[0] && after[1] < before[1] * 0.95,
        "{before:?} {after:?}"
    );
}

#[test]
fn who_writes_again_and_is_not_done_was_not_helped() {
    let (archive, first, _, actors) = archive();
    let app = &archive.app;
    let written = |number: usize, last: &str| {
        format!(
            r#"{{"id":"s{number}","channel":"x","brand":"acme","lang":"es","messages":[{{"id":"1","author":"c{number}","role":"customer","at":"2026-03-01T09:00:00Z","text":"{QUESTION}"}}{last}]}}"#
        )
    };
    let ids: Vec<_> = (0..8)
        .map(|number| {
            let taken = actions::ingest::ingest(app, Actor::default(), None, &[written(number, "")]).unwrap();
            taken[0].outcome.clone().unwrap().0
        })
        .collect();
    for (number, id) in ids.iter().enumerate() {
        let request = suggest::Request {
            conversation_id: Some(id.to_string()),
            ..suggest::Request::default()
        };
        let actor = actors[number % actors.len()];
        let answer = suggest::suggest(app, actor, Reader::Staff, &request).unwrap();
        report(app, actor, answer.id, (first, Outcome::Sent), "");
    }
    worker::catch_up(app).unwrap();
    let movement = || {
        let moved = learning::overview(app).unwrap().moved;
        let all = moved
            .into_iter()
            .find(|one| one.article_id == first && one.situation.channel.is_none());
        all.map_or(0.0, |one| one.cell.movement)
    };
    assert!(movement() > 0.05, "{}", movement());
    // All of them write again that it did not help.
    let again = r#",{"id":"2","author":"x","role":"customer","at":"2026-03-01T13:00:00Z","text":"sigue sin funcionar, ¿qué hago?"}"#;
    for number in 0..8 {
        actions::ingest::ingest(app, Actor::default(), None, &[written(number, again)]).unwrap();
    }
    worker::catch_up(app).unwrap();
    assert!(movement() < -0.05, "{}", movement());
}

#[test]
fn links_that_came_with_their_conversations_count_by_who_answered() {
    let (archive, first, second, _) = archive();
    let app = &archive.app;
    let linked = |number: usize, agent: &str, article: ArticleId| {
        format!(
            r#"{{"id":"l{number}","channel":"x","brand":"acme","lang":"es","status":"resolved","links":["public_id:{article}"],"messages":[{{"id":"1","author":"c{number}","role":"customer","at":"2026-02-20T09:00:00Z","text":"asunto {number}"}},{{"id":"2","author":"{agent}","role":"agent","at":"2026-02-20T10:00:00Z","text":"Hecho."}}]}}"#
        )
    };
    let many = (0..9).map(|number| linked(number, ["ana", "luis", "eva"][number % 3], first));
    let alone = (10..19).map(|number| linked(number, "ana", second));
    let all: Vec<String> = many.chain(alone).collect();
    actions::ingest::ingest(app, Actor::default(), None, &all).unwrap();
    worker::catch_up(app).unwrap();
    let count = app
        .database
        .read(|connection| Ok::<_, Error>(db::link::list_known(connection)?.len()));
    assert_eq!(count.unwrap(), 18, "they are linked");
    let moved = learning::overview(app).unwrap().moved;
    assert!(
        moved
            .iter()
            .any(|one| one.article_id == first && one.cell.movement > 0.05)
    );
    assert!(moved.iter().all(|one| one.article_id == first), "{moved:?}");
}
