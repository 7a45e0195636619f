//! What an article said before, as readers may see it.

use super::portal;
use crate::support::app::{TestApp, published, send};
use precedent::{
    actions::{self, Actor, allow, publish, revise},
    db,
    domain::{
        account::Role,
        article::{Audience, Parts},
        id::{ArticleId, RedactionId},
        visibility::Reader,
    },
    error::Error,
};

/// Writes another text, and publishes it where an audience is given.
fn rewrite(app: &TestApp, id: ArticleId, text: &str, audience: Option<Audience>) {
    let before = actions::read::article(&app.app, Reader::Staff, id).unwrap();
    let change = revise::Revision {
        parts: Some(Parts {
            resolution: text.into(),
            reply: text.into(),
            ..before.revision.parts.clone()
        }),
        note: "for colleagues alone".into(),
        ..revise::Revision::default()
    };
    revise::revise(&app.app, Actor::default(), id, None, &change).unwrap();
    if let Some(audience) = audience {
        publish::publish(&app.app, Actor::default(), id, None, audience).unwrap();
    }
}

fn status(app: &TestApp, path: &str) -> u16 {
    app.visitor().get(path).status
}

#[test]
fn readers_see_what_an_article_said_and_nothing_that_was_never_published() {
    let app = portal();
    let id = published(&app.app, "acme", "Me han cobrado dos veces", "Espera **72 horas**.");
    let path = format!("/es/a/{id}-me-han-cobrado-dos-veces");
    let history = format!("/es/a/{id}/history");
    assert!(!app.visitor().get(&path).text.contains(&history), "it has no past yet");
    assert!(app.visitor().get(&history).text.contains("No hay versiones anteriores"));
    rewrite(&app, id, "Un borrador que nadie ve.", None);
    rewrite(&app, id, "Espera **48 horas** y escribe.", Some(Audience::Public));
    assert!(app.visitor().get(&path).text.contains(&format!("href=\"{history}\"")));

    let list = app.visitor().get(&history);
    assert_eq!(list.status, 200);
    for part in ["noindex", "rel=\"canonical\"", &format!("/es/a/{id}/v/1"), "72", "48"] {
        assert!(list.text.contains(part), "{part} is missing: {}", list.text);
    }
    assert!(list.text.contains("palabras añadidas") && list.text.contains("<del>"));
    for secret in ["borrador que nadie", "colleagues", &format!("/es/a/{id}/v/2")] {
        assert!(!list.text.contains(secret), "{secret}: {}", list.text);
    }

    let old = app.visitor().get(&format!("/es/a/{id}/v/1"));
    assert_eq!(old.status, 200);
    assert!(old.text.contains("<strong>72 horas</strong>") && old.text.contains("versión anterior"));
    let canonical = format!(
        "<link rel=\"canonical\" href=\"{}{path}\">",
        app.app.settings.public_url.origin
    );
    assert!(
        old.text.contains(&canonical) && old.text.contains("noindex"),
        "{}",
        old.text
    );
    assert!(!old.text.contains("hreflang=\"en\" href=\"http"), "{}", old.text);
    assert_eq!(status(&app, &format!("/es/a/{id}/v/2")), 404, "a draft");
    let present = app.visitor().get(&format!("/es/a/{id}/v/3"));
    assert_eq!((present.status, present.header("location")), (302, path.as_str()));
    for (other, to) in [
        (format!("/en/a/{id}/history"), history.clone()),
        (format!("{history}?x=1"), history.clone()),
        (format!("/en/a/{id}/v/1"), format!("/es/a/{id}/v/1")),
    ] {
        let moved = app.visitor().get(&other);
        assert_eq!((moved.status, moved.header("location")), (301, to.as_str()), "{other}");
    }
    for nonsense in ["v/0", "v/x", "v/99", "v/-1"] {
        assert_eq!(status(&app, &format!("/es/a/{id}/{nonsense}")), 404, "{nonsense}");
    }
    assert_eq!(status(&app, "/es/a/zzzz/history"), 404);
}

#[test]
fn the_past_of_an_article_is_seen_no_more_than_the_article() {
    let app = portal();
    let id = published(&app.app, "acme", "Cambiar la tarifa", "Antes.");
    let paths = [format!("/es/a/{id}/history"), format!("/es/a/{id}/v/1")];
    rewrite(&app, id, "Ahora.", Some(Audience::Public));
    assert!(paths.iter().all(|path| status(&app, path) == 200));
    actions::archive::archive(&app.app, Actor::default(), id, None, "outdated").unwrap();
    assert!(paths.iter().all(|path| status(&app, path) == 410));
    actions::archive::restore(&app.app, Actor::default(), id).unwrap();
    assert!(paths.iter().all(|path| status(&app, path) == 200));
    publish::publish(&app.app, Actor::default(), id, None, Audience::Internal).unwrap();
    assert!(paths.iter().all(|path| status(&app, path) == 404));
    // What it said while it was for colleagues stays with them, also when it is for everybody again.
    rewrite(&app, id, "De puertas adentro.", Some(Audience::Internal));
    rewrite(&app, id, "De nuevo para todos.", Some(Audience::Public));
    assert_eq!(status(&app, &format!("/es/a/{id}/v/3")), 404);
    assert_eq!(status(&app, &paths[1]), 200);
    let other = published(&app.app, "acme", "La tarifa", "Otra.");
    actions::merge::merge(&app.app, Actor::default(), id, other).unwrap();
    for path in &paths {
        let moved = app.visitor().get(path);
        assert_eq!(
            (moved.status, moved.header("location")),
            (301, format!("/es/a/{other}-la-tarifa").as_str())
        );
    }
}

#[test]
fn a_text_with_personal_data_that_was_taken_out_is_shown_to_nobody() {
    let app = portal();
    let brand = app.app.brand(Some("acme")).unwrap().id;
    let contact = "tarifas2@correo.example";
    allow::add(&app.app, Actor::default(), brand, allow::Contact::Email, contact).unwrap();
    let id = published(&app.app, "acme", "Cambiar la tarifa", &format!("Escribe a {contact}."));
    rewrite(&app, id, "Pregunta en villaverde alto.", Some(Audience::Public));
    rewrite(&app, id, "Pregunta en cualquier tienda.", Some(Audience::Public));
    let old = |number: i32| format!("/es/a/{id}/v/{number}");
    let shown = || app.visitor().get(&format!("/es/a/{id}/history")).text;
    assert_eq!((status(&app, &old(1)), status(&app, &old(2))), (200, 200));

    // The address is the brand's no more: today's rules find it.
    allow::remove(&app.app, Actor::default(), brand, allow::Contact::Email, contact).unwrap();
    assert_eq!((status(&app, &old(1)), status(&app, &old(2))), (404, 200));
    assert!(!shown().contains(contact) && !shown().contains(&old(1)), "{}", shown());

    // Somebody hides what no rule knows: the texts that still have it go.
    let new = db::redaction::NewRedaction {
        article_id: id,
        kind: "ADDRESS".into(),
        original: "Villaverde Alto".into(),
        placeholder: "[dirección]".into(),
        confidence: 0.5,
    };
    let stored = app.app.database.write(|connection| {
        db::redaction::insert(connection, &new)?;
        Ok::<_, Error>(db::redaction::list(connection, id)?)
    });
    let redaction: RedactionId = stored.unwrap()[0].id;
    actions::redact::decide(&app.app, Actor::default(), id, redaction, true).unwrap();
    assert_eq!(status(&app, &old(2)), 404);
    // Neither as words that were removed.
    let list = shown();
    assert!(!list.contains("Villaverde") && !list.contains("<del>"), "{list}");
    assert!(list.contains("No hay versiones anteriores"), "{list}");
}

#[test]
fn an_editor_hides_an_older_text_from_readers_and_shows_it_again() {
    let app = portal();
    let id = published(&app.app, "acme", "Cambiar la tarifa", "Antes.");
    rewrite(&app, id, "Ahora.", Some(Audience::Public));
    let desk = format!("/w/articles/{id}/edit/history");
    let old = format!("/es/a/{id}/v/1");
    let editor = app.signed_in(Role::Editor);
    assert!(editor.0.get(&desk).text.contains("los lectores pueden verla"));
    assert_eq!(status(&app, &old), 200);

    assert_eq!(send(&editor, &desk, &[("hide", "1")]).status, 303);
    assert_eq!(status(&app, &old), 404);
    assert!(!app.visitor().get(&format!("/es/a/{id}/history")).text.contains(&old));
    assert!(editor.0.get(&desk).text.contains("oculta a los lectores"));
    assert_eq!(send(&editor, &desk, &[("show", "1")]).status, 303);
    assert_eq!(status(&app, &old), 200);

    // The present one, one that never was, and somebody who may not.
    assert_eq!(send(&editor, &desk, &[("hide", "2")]).status, 404);
    assert_eq!(send(&editor, &desk, &[("hide", "9")]).status, 404);
    let agent = app.signed_in(Role::Agent);
    assert_eq!(send(&agent, &desk, &[("hide", "1")]).status, 403);
    assert_eq!(status(&app, &old), 200);

    // What is written as a name, and gone, is left out without anybody's doing.
    rewrite(&app, id, "Pregunta en Villaverde Alto.", Some(Audience::Public));
    rewrite(&app, id, "Pregunta en una tienda.", Some(Audience::Public));
    assert_eq!(status(&app, &format!("/es/a/{id}/v/3")), 404);
    assert!(editor.0.get(&desk).text.contains("tiene algo que ya no está"));
}
