//! What the installation's own past says about its threshold: asked again, without what it has learned from that very past.

use crate::support::{
    app::published,
    archive::{Archive, conversation, report, with_encoder},
};
use precedent::{
    actions::{
        Actor, link, precision,
        suggest::{self, Question},
    },
    app::App,
    domain::{
        id::ArticleId,
        link::LinkKind,
        suggestion::{ENOUGH, Outcome},
        visibility::Reader,
    },
    search::LeftOut,
};

const PASSWORD: &str = "Cambiar la contraseña olvidada";
const RETURNS: &str = "Devolver un pedido recibido";

fn asked(id: &str, text: &str) -> String {
    conversation(id, text, "Mira este artículo.").to_string()
}

fn linked(archive: &Archive, external_id: &str, article: ArticleId) {
    let id = archive.conversation_id(external_id);
    link::link(&archive.app, Actor::default(), article, id, LinkKind::Manual).unwrap();
}

/// Two articles, and as many conversations about each: most were answered by the one they are about.
fn archive(each: usize) -> Archive {
    let archive = Archive::empty();
    let lines: Vec<_> = (0..each)
        .flat_map(|number| {
            [
                asked(
                    &format!("p{number}"),
                    &format!("he olvidado la contraseña caso {number}"),
                ),
                asked(
                    &format!("r{number}"),
                    &format!("quiero devolver un pedido caso {number}"),
                ),
            ]
        })
        .collect();
    archive.conversations(&lines.join("\n"));
    let password = published(&archive.app, "acme", PASSWORD, "En los ajustes, en Seguridad.");
    let returns = published(&archive.app, "acme", RETURNS, "Tienes treinta días.");
    for number in 0..each {
        linked(&archive, &format!("p{number}"), password);
        // Every tenth was answered by the other one, whatever it asked.
        let other = if number % 10 == 9 { password } else { returns };
        linked(&archive, &format!("r{number}"), other);
    }
    archive.catch_up();
    archive
}

fn measured(app: &App) -> precision::Measured {
    let mut told = Vec::new();
    let measured = precision::measure(app, |done, of| {
        told.push((done, of));
        Ok(())
    });
    let measured = measured.unwrap();
    assert!(told.first().is_some_and(|(done, of)| *done == 0 && *of > 0), "{told:?}");
    assert_eq!(
        precision::measured(app).unwrap().as_ref(),
        Some(&measured),
        "remembered"
    );
    measured
}

#[test]
fn a_wanted_precision_sets_the_threshold_by_the_installations_own_past() {
    let archive = archive(20);
    let app = &archive.app;
    let history = measured(app).history;
    assert_eq!((history.len(), history.judged()), (40, 40));
    let all = history.at_threshold(0.0).unwrap();
    assert_eq!(
        (all.right, all.judged),
        (Some(0.95), 40),
        "two of forty were answered by another"
    );
    let line = history.line(0.9);
    assert!(
        line.threshold.is_some() && line.right.unwrap() >= 0.9 && line.judged >= ENOUGH,
        "{line:?}"
    );
    let set = precision::choose(app, Actor::default(), 90.0).unwrap();
    assert_eq!((Some(set), app.suggestion_threshold().unwrap()), (line.threshold, set));
    for odd in [0.0, 100.0, f64::NAN] {
        let refused = precision::choose(app, Actor::default(), odd).unwrap_err();
        assert_eq!(refused.fields()[0].name, "precision");
    }
    assert!((app.suggestion_threshold().unwrap() - set).abs() < 1e-9, "it stays");
}

#[test]
fn too_few_messages_say_nothing_and_the_public_sets_do_instead() {
    let archive = archive(4);
    let history = measured(&archive.app).history;
    assert_eq!(history.judged(), 8);
    let line = history.line(0.8);
    assert!(
        line.too_few && line.threshold.is_none() && line.sets.is_some(),
        "{line:?}"
    );
    let set = precision::choose(&archive.app, Actor::default(), 80.0).unwrap();
    assert_eq!(Some(set), line.sets.map(|sets| sets.threshold));
}

#[test]
fn what_was_learnt_from_the_very_conversation_does_not_count() {
    let archive = Archive::with(with_encoder);
    let text = "zascandil perifollo turuleque";
    archive.conversations(&asked("odd", text));
    let article = published(&archive.app, "acme", RETURNS, "Tienes treinta días.");
    linked(&archive, "odd", article);
    archive.catch_up();
    let app = &archive.app;
    let brand = app.brand(Some("acme")).unwrap();
    let ask = |left_out: &[LeftOut]| {
        let question = Question {
            brand: Some(&brand),
            left_out,
            ..Question::new(precedent::domain::visibility::Reader::Staff, text)
        };
        let found = suggest::consider(app, &question, 5).unwrap().ranked;
        found.into_iter().find(|one| one.item.article_id == article).unwrap()
    };
    let known = ask(&[]);
    assert!(known.evidence.covered > 0.0 && known.evidence.similarity.nearest > 0.9);
    let unknown = ask(&[LeftOut {
        article_id: article,
        phrasings: vec![text.to_owned()],
    }]);
    let evidence = unknown.evidence;
    assert_eq!((evidence.covered, evidence.score), (0.0, 0.0));
    assert!(evidence.similarity.nearest < 0.7, "{evidence:?}");
    // So what was answered by it is no proof that the next one is.
    let history = measured(app).history;
    let sure = history.right.iter().rposition(|count| *count > 0).unwrap_or_default();
    assert!((sure as f32) < known.confidence * 100.0 - 10.0, "{sure} {known:?}");
}

#[test]
fn a_link_that_nobody_confirmed_judges_nothing() {
    let archive = Archive::empty();
    archive.conversations(&asked("p", "he olvidado la contraseña"));
    let article = published(&archive.app, "acme", PASSWORD, "En los ajustes, en Seguridad.");
    let app = &archive.app;
    let id = archive.conversation_id("p");
    link::link(app, Actor::default(), article, id, LinkKind::Inferred).unwrap();
    archive.catch_up();
    assert_eq!(measured(app).history.judged(), 0);
    link::link(app, Actor::default(), article, id, LinkKind::Manual).unwrap();
    archive.catch_up();
    assert_eq!(measured(app).history.judged(), 1);
}

#[test]
fn outcomes_of_messages_without_a_conversation_count() {
    let archive = Archive::empty();
    archive.conversations(&asked("any", "hola"));
    let article = published(&archive.app, "acme", PASSWORD, "En los ajustes, en Seguridad.");
    archive.catch_up();
    let app = &archive.app;
    let tell = |outcome: Outcome| {
        let request = suggest::Request {
            text: Some("he olvidado la contraseña y quiero cambiar".into()),
            brand: Some("acme".into()),
            ..suggest::Request::default()
        };
        let answer = suggest::suggest(app, Actor::default(), Reader::Staff, &request).unwrap();
        report(app, Actor::default(), answer.id, (article, outcome), "");
    };
    tell(Outcome::Sent);
    tell(Outcome::Edited);
    tell(Outcome::Rejected);
    tell(Outcome::Ignored);
    let history = measured(app).history;
    let sum = |counts: &[u32]| counts.iter().sum::<u32>();
    assert_eq!((sum(&history.right), sum(&history.wrong)), (2, 1));
    assert_eq!(history.len(), 5, "what is not known counts as asked, the greeting too");
}
