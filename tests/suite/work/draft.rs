//! A draft's page: what it still needs, what it was made of, and what those who may not change it can say.

use super::{decide_all, press, resolved, value_of};
use crate::{
    site::portal,
    support::app::{Caller, TestApp, published},
};
use precedent::{
    actions::{Actor, topic},
    domain::{account::Role, locale::Locale, look::Texts},
};

/// Gives the brand a topic with a name in two languages; it is called `facturas` by its key.
fn with_topic(app: &TestApp) {
    let brand = app
        .app
        .brands()
        .unwrap()
        .iter()
        .find(|brand| brand.slug == "acme")
        .unwrap()
        .id;
    let names: Texts = [
        (Locale::spanish(), "Facturas".to_owned()),
        (Locale::english(), "Bills".to_owned()),
    ]
    .into_iter()
    .collect();
    let texts = topic::TopicTexts {
        names,
        ..topic::TopicTexts::default()
    };
    topic::add(&app.app, Actor::default(), brand, None, &texts).unwrap();
}

/// An editor, their form token, and the page of a draft of the conversation.
fn drafted(app: &TestApp) -> (Caller, String, String) {
    resolved(app);
    let (editor, csrf) = app.signed_in(Role::Editor);
    let list = editor.get("/w/conversations?status=resolved");
    let conversation = format!("/w/conversations/{}", list.behind("href=\"/w/conversations/"));
    let drafted = editor.form(&conversation, &[("csrf", &csrf), ("do", "draft")]);
    let edit = drafted.header("location").split('?').next().unwrap().to_owned();
    (editor, csrf, edit)
}

#[test]
fn nothing_is_published_while_the_list_says_that_something_is_missing() {
    let app = portal();
    with_topic(&app);
    let (editor, csrf, edit) = drafted(&app);
    let page = editor.get(&edit).text;
    assert!(
        page.contains("aria-disabled=\"true\" aria-describedby=\"missing\"") && page.contains("Facturas"),
        "{page}"
    );
    let refused = press(&editor, &csrf, &edit, "publish", &[("title", "")]);
    assert_eq!(refused.status, 422);
    let told = refused.text.split("class=\"errs\"").nth(1).unwrap();
    assert!(told.contains("href=\"#title\""), "{told}");

    let refused = press(&editor, &csrf, &edit, "publish", &[]);
    let told = refused.text.split("class=\"errs\"").nth(1).unwrap();
    let told = told.split("</ul>").next().unwrap();
    for (place, words) in [
        ("topics", "Temas: Elige al menos un tema."),
        ("redactions", "dato personal"),
    ] {
        assert!(
            told.contains(&format!("href=\"#{place}\"")) && told.contains(words),
            "{told}"
        );
    }
    decide_all(&editor, &csrf, &edit);
    let refused = press(
        &editor,
        &csrf,
        &edit,
        "publish",
        &[("topics", "1"), ("topic_nothing", "1")],
    );
    assert_eq!(refused.status, 422, "a topic that there is not");
    assert!(editor.get(&edit).text.contains("falta una cosa"));

    let chosen = [("topics", "1"), ("topic_facturas", "1")];
    let seen = press(&editor, &csrf, &edit, "preview", &chosen);
    assert!(
        seen.text.contains("Listo para publicar") && !seen.text.contains("aria-disabled"),
        "{}",
        seen.text
    );
    let published = press(&editor, &csrf, &edit, "publish", &chosen);
    assert!(
        published.header("location").ends_with("done=published"),
        "{published:?}"
    );
    let page = editor.get(&edit).text;
    assert!(page.contains("name=\"topic_facturas\" value=\"1\" checked"), "{page}");
    // A form that does not ask leaves the topics alone; one that asks and ticks none takes them away.
    assert_eq!(press(&editor, &csrf, &edit, "save", &[("title", "Otro")]).status, 303);
    assert!(editor.get(&edit).text.contains("Listo para publicar"));
    assert_eq!(press(&editor, &csrf, &edit, "save", &[("topics", "1")]).status, 303);
    assert!(editor.get(&edit).text.contains("falta una cosa"));
}

#[test]
fn personal_data_of_the_source_stands_behind_marks() {
    let app = portal();
    let (editor, csrf, edit) = drafted(&app);
    let source = |page: &str| {
        let part = page.split("id=\"source\"").nth(1).unwrap();
        part.split("id=\"redactions\"").next().unwrap().to_owned()
    };
    let page = editor.get(&edit).text;
    let shown = source(&page);
    assert!(
        shown.contains("Mi correo es <span class=\"rd\">[correo]</span>")
            && shown.contains("<b dir=\"auto\">Cliente</b>"),
        "{shown}"
    );
    assert!(
        !shown.contains("ana.perez") && shown.contains("href=\"/w/conversations/"),
        "{shown}"
    );
    // What an editor leaves in the text is not hidden here either, but for the customer's own name in it.
    let open: Vec<&str> = page.split("value=\"keep:").skip(1).collect();
    let keep = open.iter().find(|one| one.contains("ana.perez")).unwrap();
    let keep = format!("keep:{}", keep.split('"').next().unwrap());
    press(&editor, &csrf, &edit, &keep, &[]);
    assert!(source(&editor.get(&edit).text).contains(".perez@correo.example"));
}

#[test]
fn a_draft_is_told_what_would_make_it_better_and_published_all_the_same() {
    let app = portal();
    published(&app.app, "acme", "No llega el código de la SIM", "Apaga el móvil.");
    app.settle();
    let (editor, csrf, edit) = drafted(&app);
    decide_all(&editor, &csrf, &edit);
    let change = [
        ("title", "No llega el código de la SIM"),
        ("reply", "Hola, Ana. Disculpa las molestias. Apaga el móvil. ^LR"),
        ("resolution", "Mira [esto](/es/a/zzzz-no)."),
    ];
    assert_eq!(press(&editor, &csrf, &edit, "save", &change).status, 303);
    let page = editor.get(&edit).text;
    let list = page.split("class=\"checks").nth(1).unwrap();
    for told in [
        "Respuesta corta: quita el saludo",
        "Respuesta corta: quita la disculpa",
        "Respuesta corta: quita la firma",
        "/es/a/zzzz-no</code>",
        ">No llega el código de la SIM</a>",
    ] {
        assert!(list.contains(told), "{told}: {list}");
    }
    let version = value_of(&editor.get(&edit), "version");
    let done = press(&editor, &csrf, &edit, "publish", &[("version", &version)]);
    assert!(done.header("location").ends_with("done=published"), "{done:?}");
}

#[test]
fn an_agent_reads_an_article_and_says_what_is_wrong_with_it() {
    let app = portal();
    let id = published(&app.app, "acme", "Factura", "Mira la app.");
    let edit = format!("/w/articles/{id}/edit");
    let (agent, csrf) = app.signed_in(Role::Agent);
    let page = agent.get(&edit).text;
    assert!(
        page.contains("Mira la app.") && !page.contains("name=\"title\"") && !page.contains("name=\"resolution\""),
        "{page}"
    );
    let flag = format!("{edit}/flag");
    let long = "x".repeat(2001);
    let say = |comment: &str| agent.form(&flag, &[("csrf", &csrf), ("kind", "outdated"), ("comment", comment)]);
    let refused = say(&long);
    assert!(refused.status == 422 && refused.text.contains(&long), "{refused:?}");
    assert!(
        say("Ahora está en <otra> parte.")
            .header("location")
            .ends_with("done=flagged")
    );

    let (editor, csrf) = app.signed_in(Role::Editor);
    let told = editor.get(&edit).text;
    assert!(
        told.contains("Está desactualizado") && told.contains("Ahora está en &lt;otra&gt; parte."),
        "{told}"
    );
    let done = told
        .split("name=\"done\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let close = |who: &Caller, csrf: &str| who.form(&flag, &[("csrf", csrf), ("done", done)]).status;
    assert_eq!(close(&editor, &csrf), 303);
    assert!(!editor.get(&edit).text.contains("Está desactualizado"));
    assert_eq!(close(&editor, &csrf), 404, "it is closed already");
}

#[test]
fn a_history_is_told_in_words_and_its_first_text_is_no_change() {
    let app = portal();
    let (editor, csrf, edit) = drafted(&app);
    let history = editor.get(&format!("{edit}/history")).text;
    assert!(
        history.contains("Sacado de una conversación") && history.contains("Es el primer texto"),
        "{history}"
    );
    assert!(!history.contains("<ins>"), "{history}");
    press(&editor, &csrf, &edit, "save", &[("title", "Otra cosa")]);
    assert!(editor.get(&format!("{edit}/history")).text.contains("<ins>"));
}

#[test]
fn an_article_is_linked_by_hand_by_any_of_its_addresses() {
    let app = portal();
    resolved(&app);
    let id = published(&app.app, "acme", "No llega el código", "Apaga el móvil.");
    let (agent, csrf) = app.signed_in(Role::Agent);
    let path = format!(
        "/w/conversations/{}",
        agent.get("/w/conversations").behind("href=\"/w/conversations/")
    );
    let link = |article: &str| agent.form(&path, &[("csrf", &csrf), ("do", "link"), ("article", article)]);
    for nothing in ["", "zzzz", "https://elsewhere.example/"] {
        let refused = link(nothing);
        assert!(
            refused.status == 409 && refused.text.contains("Pega su enlace"),
            "{refused:?}"
        );
    }
    assert!(!agent.get(&path).text.contains("No llega el código"));
    let linked = link(&format!("https://help.acme.example/es/a/{id}-no-llega?x=1"));
    assert!(linked.header("location").ends_with("linked=1"), "{linked:?}");
    assert!(agent.get(&path).text.contains("No llega el código"));
}

#[test]
fn an_empty_desk_says_so_and_channels_go_by_their_names() {
    let app = portal();
    let (editor, _) = app.signed_in(Role::Editor);
    let none = |path: &str| editor.get(path).text;
    assert!(none("/w/conversations").contains("Todavía no hay conversaciones"));
    assert!(none("/w/conversations?lang=en").contains("Elige otros filtros"));
    assert!(none("/w/articles").contains("Todavía no hay artículos"));
    assert!(none("/w/articles?lang=en").contains("Ningún artículo encaja"));
    resolved(&app);
    assert!(none("/w/conversations").contains(">X · @acme</option>"));
}

#[test]
fn the_inbox_is_searched_by_what_was_said_and_by_whom() {
    let app = portal();
    resolved(&app);
    let (agent, _) = app.signed_in(Role::Agent);
    let found = |query: &str| {
        let page = agent.get(&format!("/w/conversations?{query}")).text;
        page.contains("<ul class=\"lines talks\"")
    };
    for words in [
        "q=CODIGO+activacion",
        "q=ana.perez",
        "q=tarjeta+perfecto",
        "q=ana&status=resolved",
    ] {
        assert!(found(words), "{words}");
    }
    for words in ["q=codigo+factura", "q=%25", "q=codigo&status=open", "q=codigo&lang=en"] {
        assert!(!found(words), "{words}");
    }
    let page = agent.get("/w/conversations?q=codigo").text;
    assert!(
        page.contains("status=open&amp;q=codigo") && page.contains("q=codigo&amp;preview="),
        "a view and a preview keep what is looked for: {page}"
    );
}
