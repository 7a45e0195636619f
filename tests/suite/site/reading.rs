//! Finding and reading answers.

use super::{brand, portal};
use crate::support::{
    app::{TestApp, creation, published, published_as},
    archive::Archive,
    wait_until,
};
use precedent::{
    actions::{self, Actor, link},
    db::{self, conversation::Filter},
    domain::{account::Scope, article::Parts, id::ArticleId, link::LinkKind},
    error::Error,
    worker,
};
use serde_json::json;

fn with_article() -> (TestApp, ArticleId) {
    let app = portal();
    let id = published(
        &app.app,
        "acme",
        "Me han cobrado dos veces",
        "## Mira\n\nEspera **72 horas**.",
    );
    app.settle();
    (app, id)
}

#[test]
fn the_root_leads_to_the_readers_language() {
    let app = portal();
    for (wish, to) in [("en-GB,en", "/en/"), ("es", "/es/"), ("fi", "/es/")] {
        let answer = app.visitor().with("accept-language", wish).get("/");
        assert_eq!((answer.status, answer.header("location")), (303, to), "{wish}");
        assert!(answer.header("vary").contains("accept-language"), "{answer:?}");
    }
    let chosen = app
        .visitor()
        .with("cookie", "lang=en")
        .with("accept-language", "es")
        .get("/");
    assert_eq!(chosen.header("location"), "/en/");
}

#[test]
fn a_reader_finds_an_answer_with_a_typo() {
    let (app, id) = with_article();
    let results = app.visitor().get("/es/search?q=cobardo+veces");
    assert_eq!(results.status, 200, "{results:?}");
    assert!(
        results.text.contains(&format!("/es/a/{id}-me-han-cobrado-dos-veces")),
        "{}",
        results.text
    );
    assert!(
        results.text.contains("Buscar exactamente «cobardo veces»"),
        "{}",
        results.text
    );
    assert!(
        results.text.contains("value=\"cobardo veces\""),
        "the query stays as it was typed"
    );
    assert!(results.text.contains("noindex"));
    let none = app.visitor().get("/es/search?q=zzzqqq");
    assert!(
        none.text.contains("No tenemos respuesta para «zzzqqq»"),
        "{}",
        none.text
    );
    let empty = app.visitor().get("/es/search?q=");
    assert!(empty.text.contains("autofocus"), "{}", empty.text);
}

#[test]
fn an_article_has_one_address_and_twins() {
    let (app, id) = with_article();
    let path = format!("/es/a/{id}-me-han-cobrado-dos-veces");
    let page = app.visitor().get(&path);
    assert_eq!(page.status, 200);
    let short = page.text.find("class=\"short\"").unwrap();
    assert!(
        short < page.text.find("class=\"prose\"").unwrap(),
        "the short answer stands first"
    );
    assert!(page.text.contains("<link rel=\"canonical\""), "{}", page.text);
    for wrong in [
        format!("/es/a/{id}"),
        format!("/es/a/{id}-otra-cosa"),
        format!("/es/a/{}", id.to_string().to_uppercase()),
    ] {
        let answer = app.visitor().get(&wrong);
        assert_eq!(
            (answer.status, answer.header("location")),
            (301, path.as_str()),
            "{wrong}"
        );
    }
    let short = app.visitor().get(&format!("/a/{id}"));
    assert_eq!((short.status, short.header("location")), (302, path.as_str()));
    let english = app.visitor().with("accept-language", "en").get(&format!("/a/{id}"));
    assert_eq!(english.header("location"), format!("{path}?from=en"));
    let told = app.visitor().get(&format!("{path}?from=en"));
    assert!(told.text.contains("not in your language yet"), "{}", told.text);
    assert!(
        app.visitor()
            .get(&format!("{path}.md"))
            .text
            .starts_with("# Me han cobrado dos veces\n")
    );
    assert_eq!(app.visitor().get(&format!("{path}.json")).json()["id"], id.to_string());
}

#[test]
fn search_engines_are_told_what_an_article_is() {
    let app = portal();
    let brand = app.app.brand(Some("acme")).unwrap();
    let parts = Parts {
        title: "¿Dos cargos? </script><b>".into(),
        resolution: "Espera **72 horas**.".into(),
        reply: "Espera 72 horas </script>".into(),
        ..Parts::default()
    };
    let new = precedent::actions::revise::Creation {
        topics: vec!["billing".into()],
        ..creation(brand.id, precedent::domain::locale::Locale::spanish(), parts)
    };
    let id = published_as(&app.app, &new);
    app.settle();
    let page = app.visitor().get(&format!("/es/a/{id}"));
    let page = app.visitor().get(page.header("location")).text;
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    let data: serde_json::Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    let [article, way] = data["@graph"].as_array().unwrap().as_slice() else {
        panic!("{data}");
    };
    assert_eq!(article["@type"], "TechArticle");
    assert_eq!(article["headline"], "¿Dos cargos? </script><b>");
    assert_eq!(article["description"], "Espera 72 horas </script>");
    assert_eq!(article["inLanguage"], "es");
    let origin = &app.app.settings.public_url.origin;
    let own = article["mainEntityOfPage"].as_str().unwrap();
    assert!(
        page.contains(&format!("<link rel=\"canonical\" href=\"{own}\"")),
        "{own}"
    );
    let time = |name: &str| chrono::DateTime::parse_from_rfc3339(article[name].as_str().unwrap()).unwrap();
    assert!(time("datePublished") <= time("dateModified"));
    for name in ["author", "publisher"] {
        assert_eq!(article[name]["@type"], "Organization");
        assert_eq!(article[name]["name"], "Acme & Hijos");
        assert_eq!(article[name]["url"], format!("{origin}/es/"));
    }
    assert_eq!(way["@type"], "BreadcrumbList");
    let steps = way["itemListElement"].as_array().unwrap();
    assert!(steps.len() > 1, "one step is no way: {way}");
    for (place, step) in steps.iter().enumerate() {
        assert_eq!(
            (&step["@type"], &step["position"]),
            (&json!("ListItem"), &json!(place + 1))
        );
        assert!(step["name"].as_str().is_some_and(|name| !name.is_empty()), "{step}");
        let is_last = place + 1 == steps.len();
        assert!(
            is_last
                || step["item"]
                    .as_str()
                    .is_some_and(|item| item.starts_with(origin.as_str()))
        );
    }
    let null = |value: &serde_json::Value| value.to_string().contains("null");
    assert!(!null(article) && !null(way), "{data}");
}

#[test]
fn an_unchanged_page_is_not_sent_again_and_a_changed_one_is() {
    let (app, id) = with_article();
    let path = format!("/es/a/{id}-me-han-cobrado-dos-veces");
    let plain = app.visitor().with("accept-encoding", "identity");
    let first = plain.get(&path);
    let tag = first.header("etag").to_owned();
    let again = plain.clone().with("if-none-match", &tag).get(&path);
    assert_eq!((again.status, again.text.as_str()), (304, ""));
    let small = app.visitor().with("accept-encoding", "gzip").get(&path);
    assert_ne!(small.header("etag"), tag, "another coding is another representation");
    assert_eq!(small.text, first.text);
    let dark = app.visitor().with("cookie", "theme=dark").get(&path);
    assert!(dark.text.contains("data-theme=\"dark\"") && !plain.get(&path).text.contains("data-theme"));
    let vote = plain.form(&format!("/es/a/{id}/feedback"), &[("v", "1")]);
    assert_eq!(vote.header("location"), format!("{path}?thanks=1"));
    actions::archive::archive(&app.app, Actor::default(), id, None, "").unwrap();
    let gone = plain.clone().with("if-none-match", &tag).get(&path);
    assert_eq!(gone.status, 410);
    assert!(
        gone.text.contains("Retiramos esta respuesta el 1 de marzo de 2026"),
        "{}",
        gone.text
    );
}

#[test]
fn a_merged_article_leads_to_its_survivor() {
    let (app, id) = with_article();
    let other = published(&app.app, "acme", "Doble cargo", "Espera.");
    actions::archive::archive(&app.app, Actor::default(), id, Some(other), "").unwrap();
    let answer = app.visitor().get(&format!("/es/a/{id}-me-han-cobrado-dos-veces"));
    assert_eq!(
        (answer.status, answer.header("location")),
        (301, format!("/es/a/{other}-doble-cargo").as_str())
    );
}

#[test]
fn a_wrong_address_offers_a_search_for_its_words() {
    let app = portal();
    let missing = app.visitor().get("/es/a/zzzz-cobro-doble");
    assert_eq!(missing.status, 404);
    assert!(missing.text.contains("value=\"cobro doble\""), "{}", missing.text);
    for path in [
        "/fr/",
        "/es/t/zzzz",
        "/es/p/nada",
        "/sitemap-2.xml",
        "/assets/../x",
        "/es/a/x/feedback",
    ] {
        assert_eq!(app.visitor().get(path).status, 404, "{path}");
    }
}

#[test]
fn who_was_not_helped_says_why_once() {
    let (app, id) = with_article();
    let visitor = app.visitor();
    let path = format!("/es/a/{id}/feedback");
    let asked = visitor.form(&path, &[("v", "0")]);
    assert_eq!(asked.header("location"), path);
    assert!(visitor.get(&path).text.contains("¿Por qué no te ha servido?"));
    let told = visitor.form(
        &path,
        &[("v", "0"), ("reason", "unclear"), ("comment", "no veo el botón")],
    );
    assert!(told.header("location").ends_with("?thanks=1"), "{told:?}");
    let view = actions::read::article(&app.app, precedent::domain::visibility::Reader::Public, id).unwrap();
    assert_eq!((view.uses.helped, view.uses.not_helped), (0, 1), "one reader, one vote");
    let silent = visitor.form(&path, &[("v", "0"), ("comment", "")]);
    assert!(silent.header("location").ends_with("?thanks=1"), "{silent:?}");
    let long = visitor.form(&path, &[("v", "0"), ("comment", &"x".repeat(2001))]);
    assert_eq!(long.status, 422);
    assert!(
        long.text.contains("Hay un problema") && long.text.contains(&"x".repeat(2001)),
        "what was typed stays"
    );
}

#[test]
fn machines_are_told_of_public_pages_alone() {
    let (app, id) = with_article();
    let brand = app.app.brand(Some("acme")).unwrap();
    let parts = Parts {
        title: "canario interno".into(),
        reply: "canario interno".into(),
        ..Parts::default()
    };
    let new = actions::revise::Creation {
        topics: vec!["facturas".into()],
        ..creation(brand.id, brand.locale(), parts)
    };
    let secret = actions::revise::create(&app.app, Actor::default(), &new).unwrap();
    app.settle();
    for (path, mark) in [
        ("/es/feed.atom", id.to_string()),
        ("/sitemap.xml", id.to_string()),
        ("/llms.txt", id.to_string()),
        ("/robots.txt", "Sitemap:".into()),
        ("/opensearch.xml", "searchTerms".into()),
        ("/es/", "Alguien ya lo preguntó".into()),
        ("/en/ask", "Ask us".into()),
        ("/es/p/privacy", "Privacidad".into()),
    ] {
        let answer = app.visitor().get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.text.contains(&mark), "{path} {}", answer.text);
        assert!(
            !answer.text.contains("canario") && !answer.text.contains(&secret.to_string()),
            "{path}"
        );
    }
    for path in [
        format!("/es/a/{secret}"),
        format!("/a/{secret}"),
        format!("/es/a/{secret}.md"),
        format!("/es/a/{secret}/feedback"),
    ] {
        assert_eq!(app.visitor().get(&path).status, 404, "{path}");
    }
}

#[test]
fn a_withdrawn_answer_says_why_and_not_what_was_noted() {
    let (app, id) = with_article();
    let why = "outdated: pregunta a ana.perez@correo.example";
    actions::archive::archive(&app.app, Actor::default(), id, None, why).unwrap();
    let gone = app.visitor().get(&format!("/es/a/{id}"));
    assert_eq!(gone.status, 410);
    assert!(
        gone.text.contains("algo ha cambiado desde entonces") && !gone.text.contains("ana.perez"),
        "{}",
        gone.text
    );
}

/// The same article in English.
fn translated(app: &TestApp, of: ArticleId) -> ArticleId {
    let brand = app.app.brand(Some("acme")).unwrap();
    let parts = Parts {
        title: "I was charged twice".into(),
        resolution: "Wait 72 hours.".into(),
        reply: "Wait 72 hours.".into(),
        ..Parts::default()
    };
    let new = actions::revise::Creation {
        translation_of: Some(of),
        ..creation(brand.id, precedent::domain::locale::Locale::english(), parts)
    };
    published_as(&app.app, &new)
}

#[test]
fn changing_the_language_stays_on_the_article() {
    let (app, id) = with_article();
    let path = format!("/es/a/{id}-me-han-cobrado-dos-veces");
    let alone = app.visitor().get(&path);
    assert!(
        alone.text.contains(&format!("href=\"{path}?from=en\" lang=\"en\"")),
        "{}",
        alone.text
    );
    assert!(
        !alone.text.contains("rel=\"alternate\" hreflang=\"en\""),
        "there is no English page to find"
    );
    let english = translated(&app, id);
    let both = app.visitor().get(&path);
    assert!(
        both.text
            .contains(&format!("/en/a/{english}-i-was-charged-twice\" lang=\"en\"")),
        "{}",
        both.text
    );
    assert!(both.text.contains("rel=\"alternate\" hreflang=\"en\""));
}

#[test]
fn a_translation_says_that_its_original_was_changed() {
    let (app, id) = with_article();
    let english = translated(&app, id);
    let path = format!("/en/a/{english}-i-was-charged-twice");
    assert!(!app.visitor().get(&path).text.contains("older than the latest change"));
    app.app.clock.advance(chrono::TimeDelta::days(2));
    let change = actions::revise::Revision {
        parts: Some(precedent::domain::article::Parts {
            title: "Me han cobrado dos veces".into(),
            resolution: "Espera 48 horas.".into(),
            reply: "Espera 48 horas.".into(),
            ..Default::default()
        }),
        ..Default::default()
    };
    actions::revise::revise(&app.app, Actor::default(), id, None, &change).unwrap();
    assert!(
        !app.visitor().get(&path).text.contains("older than the latest change"),
        "a draft is not public yet"
    );
    let public = precedent::domain::article::Audience::Public;
    actions::publish::publish(&app.app, Actor::default(), id, None, public).unwrap();
    let told = app.visitor().get(&path);
    assert!(
        told.text
            .contains("older than the latest change to the original (Spanish)"),
        "{}",
        told.text
    );
}

#[test]
fn what_only_another_language_has_is_shown_with_its_name() {
    let (app, _) = with_article();
    let page = app.visitor().get("/en/search?q=cobrado");
    assert!(
        page.text.contains("No answer") || page.text.contains("We have no answer"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("One answer in another language: Spanish"),
        "{}",
        page.text
    );
    assert!(page.text.contains("<h3 dir=\"auto\" lang=\"es\">"), "{}", page.text);
    let narrowed = app.visitor().get("/en/search?q=cobrado&lang=es");
    assert!(
        narrowed.text.contains("(remove)") && narrowed.text.contains("href=\"/en/search?q=cobrado\""),
        "a filter can be taken off: {}",
        narrowed.text
    );
}

#[test]
fn the_front_page_says_what_is_asked_in_the_words_of_articles() {
    let app = portal();
    let named = |title: &str| published(&app.app, "acme", title, "Mira la app.");
    let most: Vec<_> = ["Uno", "Dos", "Tres", "Cuatro"].map(named).into();
    let (past, now, long) = (
        named("Antes"),
        named("Ahora"),
        named("Un título demasiado largo para una fila"),
    );
    let asked = |id: &str, at: &str, article: ArticleId| {
        let message =
            json!({"id": id, "author": "ana", "role": "customer", "at": at, "text": "soy Ana, calle Mayor 3"});
        let told =
            json!({"id": id, "channel": "x", "handle": "acme", "brand": "acme", "lang": "es", "messages": [message]});
        app.token(&[Scope::Ingest])
            .put("/api/v1/conversations", &told)
            .expect(200);
        let brand = app.app.brand(None).unwrap();
        let mut found = app
            .app
            .database
            .read(|connection| Ok::<_, Error>(db::conversation::list(connection, &Filter::default(), None, 100)?))
            .unwrap()
            .items;
        found.retain(|conversation| conversation.external_id == id && conversation.brand_id == brand.id);
        link::link(&app.app, Actor::default(), article, found[0].id, LinkKind::Manual).unwrap();
    };
    for (number, article) in most.iter().chain(&most).enumerate() {
        asked(&format!("m{number}"), "2026-01-02T10:00:00Z", *article);
    }
    asked("past", "2026-01-02T10:00:00Z", past);
    asked("now", "2026-03-01T10:00:00Z", now);
    asked("long", "2026-03-01T10:00:00Z", long);
    asked("again", "2026-03-01T10:00:00Z", most[0]);
    app.settle();
    let page = app.visitor().get("/es/").text;
    let (_, rest) = page.split_once("class=\"chips\"").expect("a row of chips");
    let chips = rest.split("</p>").next().unwrap();
    assert_eq!(chips.matches("<a ").count(), 1, "{chips}");
    assert!(chips.contains(&format!("href=\"/es/a/{now}-ahora\"")), "{chips}");
    assert!(!page.contains("Mayor"), "no word of a customer");
}

#[test]
fn related_answers_are_about_the_same_problem() {
    let app = portal();
    let own = published(&app.app, "acme", "Me han cobrado dos veces la factura", "Mira la app.");
    let alike = published(
        &app.app,
        "acme",
        "La factura aparece dos veces en el banco",
        "Espera un día.",
    );
    published(&app.app, "acme", "Router en rojo", "Apaga y enciende.");
    app.settle();
    let path = app.visitor().get(&format!("/a/{own}")).header("location").to_owned();
    let page = app.visitor().get(&path).text;
    let (_, related) = page.split_once("id=\"related\"").expect("something is related");
    let related = related.split("</section>").next().unwrap();
    assert!(related.contains(&format!("/es/a/{alike}-")), "{related}");
    assert!(!related.contains("router"), "{related}");
    assert!(!related.contains(&format!("/es/a/{own}-")), "{related}");
}

#[test]
fn what_is_related_follows_what_is_published_and_withdrawn() {
    let app = portal();
    let own = published(&app.app, "acme", "Me han cobrado dos veces la factura", "Mira la app.");
    let stored = || {
        let found = app
            .app
            .database
            .read(|connection| Ok::<_, Error>(db::related::find(connection, own)?));
        found.unwrap().map(|related| related.ids)
    };
    wait_until("nothing is looked for beside a new article", || {
        stored() == Some(vec![])
    });
    let alike = published(&app.app, "acme", "La factura aparece cobrada dos veces", "Espera.");
    wait_until("what is new is not beside it", || stored() == Some(vec![alike]));
    let path = app.visitor().get(&format!("/a/{own}")).header("location").to_owned();
    let is_beside = || app.visitor().get(&path).text.contains(&format!("/es/a/{alike}-"));
    wait_until("the page does not show it", is_beside);
    actions::archive::archive(&app.app, Actor::default(), alike, None, "").unwrap();
    assert!(!is_beside(), "what is withdrawn is gone at once");
    wait_until("what is withdrawn is still known", || stored() == Some(vec![]));
}

#[test]
fn what_was_published_while_no_server_ran_gets_its_related_answers() {
    let archive = Archive::empty();
    brand(&archive);
    let ids: Vec<_> = (0..50)
        .map(|at| published(&archive.app, "acme", &format!("Factura duplicada {at}"), "Espera."))
        .collect();
    archive.catch_up();
    let stored = || {
        let found = archive
            .app
            .database
            .read(|connection| Ok::<_, Error>(db::related::list_by_ids(connection, &ids)?));
        found.unwrap()
    };
    assert!(stored().is_empty());
    let worker = worker::start(&archive.app).unwrap();
    wait_until("some have none", || stored().len() == ids.len());
    assert!(stored().iter().all(|related| !related.ids.is_empty()));
    drop(worker);
}
