//! The inbox with its counts and its preview, what is kept of a form when the service fails, and somebody's own numbers.

use super::{resolved, value_of, without::rename};
use crate::{
    site::portal,
    support::{
        app::{TestApp, published},
        wait_until,
    },
};
use precedent::{
    actions::{Actor, ingest, link},
    domain::{
        account::{Role, Scope},
        link::LinkKind,
    },
};
use serde_json::{Value, json};

/// Brings in `count` conversations that wait.
fn open(app: &TestApp, count: usize) {
    let caller = app.token(&[Scope::Ingest]);
    for number in 0..count {
        let id = format!("o{number}");
        let at = format!("2026-02-21T{:02}:{:02}:00Z", 8 + number / 60, number % 60);
        let mut told = conversation_at(&id, &at);
        told["messages"][0]["text"] = json!(format!("¿dónde está {number}?"));
        caller.put("/api/v1/conversations", &told).expect(200);
    }
}

/// One that waits, as another program tells it.
fn conversation_at(id: &str, at: &str) -> Value {
    let message = json!({"id": id, "author": id, "role": "customer", "at": at, "text": "¿dónde está?"});
    json!({"id": id, "channel": "x", "handle": "acme", "brand": "acme", "lang": "es", "status": "open", "messages": [message]})
}

/// What stands beside the name of a view.
fn count_of(page: &str, view: &str) -> String {
    let rest = page.split(&format!(">{view} <span class=\"num\">")).nth(1);
    rest.unwrap_or_else(|| panic!("{view} on {page}"))
        .split('<')
        .next()
        .unwrap()
        .to_owned()
}

#[test]
fn the_inbox_counts_its_views_as_far_as_a_person_wants_to_know() {
    let app = portal();
    resolved(&app);
    open(&app, 3);
    let (agent, _) = app.signed_in(Role::Agent);
    let counts = |path: &str| {
        let page = agent.get(path).text;
        ["Todas", "Abiertas", "Resueltas sin artículo", "Resueltas con artículo"].map(|view| count_of(&page, view))
    };
    assert_eq!(counts("/w/conversations"), ["4", "3", "1", "0"]);
    assert_eq!(counts("/w/conversations?lang=en"), ["0", "0", "0", "0"]);
    assert_eq!(
        counts("/w/conversations?status=open&lang=es"),
        ["4", "3", "1", "0"],
        "each view counts for itself"
    );
    open(&app, 103);
    assert_eq!(counts("/w/conversations"), ["104", "103", "1", "0"]);
}

#[test]
fn a_view_of_which_nothing_is_known_has_no_count() {
    let app = portal();
    let told = |number: usize| {
        let at = format!("2026-02-21T{:02}:{:02}:00Z", number / 60, number % 60);
        conversation_at(&format!("o{number}"), &at).to_string()
    };
    let all: Vec<String> = (0..1_000).map(told).collect();
    for some in all.chunks(ingest::MOST) {
        ingest::ingest(&app.app, Actor::default(), None, some).unwrap();
    }
    let (agent, _) = app.signed_in(Role::Agent);
    assert_eq!(count_of(&agent.get("/w/conversations").text, "Abiertas"), "999+");
    let none = agent.get("/w/conversations?lang=en").text;
    assert!(none.contains(">Abiertas</a>") && none.contains(">Todas</a>"), "{none}");
    assert_eq!(count_of(&none, "Resueltas con artículo"), "0");
}

#[test]
fn an_article_that_was_found_by_itself_covers_nothing_until_somebody_confirms_it() {
    let app = portal();
    let answer =
        "Apaga el móvil, saca la tarjeta SIM, espera un minuto y vuelve a encenderlo: el código llega en diez minutos.";
    let article = published(&app.app, "acme", "No llega el código de la SIM", answer);
    app.settle();
    resolved(&app);
    let program = app.token(&[Scope::Read]);
    let listed = |linked: bool| {
        let found = program
            .get(&format!("/api/v1/conversations?linked={linked}"))
            .expect(200);
        found["items"].as_array().unwrap().clone()
    };
    let all = program.get("/api/v1/conversations").expect(200);
    let id = all["items"][0]["id"].as_str().unwrap().to_owned();
    let kind = || program.get(&format!("/api/v1/conversations/{id}")).expect(200)["links"][0]["kind"].clone();
    wait_until("the link is not found", || kind() == "inferred");
    let (agent, _) = app.signed_in(Role::Agent);
    let views = || {
        let page = agent.get("/w/conversations").text;
        let counts = ["Resueltas sin artículo", "Resueltas con artículo"].map(|view| count_of(&page, view));
        let asks = page.contains("Encontrado en la respuesta enviada");
        let lists = |linked: &str| {
            let page = agent.get(&format!("/w/conversations?status=resolved&linked={linked}"));
            page.text.contains("código de activación")
        };
        let marked = page.contains("class=\"tag ok\"");
        (counts, marked, asks, [lists("no"), lists("yes")])
    };
    let counts = |uncovered: &str, covered: &str| [uncovered.to_owned(), covered.to_owned()];
    assert_eq!(views(), (counts("1", "0"), false, true, [true, false]));
    assert_eq!((listed(false).len(), listed(true).len()), (1, 0));
    link::link(
        &app.app,
        Actor::default(),
        article,
        id.parse().unwrap(),
        LinkKind::Manual,
    )
    .unwrap();
    assert_eq!(views(), (counts("0", "1"), true, false, [false, true]));
    assert_eq!((listed(false).len(), listed(true).len()), (0, 1));
}

#[test]
fn a_long_conversation_stands_beside_the_list_with_its_beginning() {
    let app = portal();
    let mut told = conversation_at("long", "2026-02-21T08:00:00Z");
    let message = |number: usize| json!({"id": format!("m{number}"), "author": "ana", "role": "customer", "at": format!("2026-02-21T08:0{number}:00Z"), "text": format!("línea {number}")});
    told["messages"] = (0..6).map(message).collect();
    app.token(&[Scope::Ingest])
        .put("/api/v1/conversations", &told)
        .expect(200);
    let (agent, _) = app.signed_in(Role::Agent);
    let page = agent.get("/w/conversations").text;
    let beside = page.split("<aside").nth(1).unwrap();
    assert!(beside.contains("línea 3") && !beside.contains("línea 4"), "{beside}");
    assert!(beside.contains("2 mensajes más"), "{beside}");
}

#[test]
fn one_conversation_stands_beside_the_list() {
    let app = portal();
    resolved(&app);
    open(&app, 2);
    let (editor, _) = app.signed_in(Role::Editor);
    let beside = |path: &str| {
        let page = editor.get(path).text;
        page.split("<aside").nth(1).unwrap_or_default().to_owned()
    };
    assert!(beside("/w/conversations").contains("¿dónde está 1?"), "the first one");
    let list = editor.get("/w/conversations?lang=es").text;
    let path = list
        .split("href=\"")
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .filter(|path| path.contains("preview="))
        .last()
        .unwrap();
    assert!(path.contains("lang=es"), "what narrows the list stays: {path}");
    let shown = beside(&format!("/w/conversations{path}"));
    assert!(
        shown.contains("código de activación") && shown.contains("value=\"draft\""),
        "{shown}"
    );
    assert!(
        beside("/w/conversations?preview=zzzz").contains("¿dónde está 1?"),
        "an id of nothing"
    );
    assert_eq!(beside("/w/conversations?lang=en"), "", "nothing beside an empty list");
}

#[test]
fn a_form_that_the_service_failed_to_take_comes_back_and_can_be_sent_again() {
    let app = portal();
    let (editor, csrf) = app.signed_in(Role::Editor);
    let form = [
        ("csrf", csrf.as_str()),
        ("do", "save"),
        ("locale", "es"),
        ("title", "Me han cobrado dos veces"),
        ("reply", "Te devolvemos <el cargo> repetido.\nTarda tres días."),
        ("resolution", "1. Espera tres días.\n2. Escríbenos."),
        ("own_password", "never told"),
    ];
    rename(&app, "audit_log", "away");
    let failed = editor.form("/w/articles/new", &form);
    rename(&app, "away", "audit_log");
    assert_eq!(failed.status, 500, "{failed:?}");
    let page = &failed.text;
    assert!(page.contains("Lo que escribiste no se ha perdido"), "{page}");
    assert!(
        page.contains("Te devolvemos &lt;el cargo&gt; repetido.\nTarda tres días.</textarea>"),
        "{page}"
    );
    assert!(
        page.contains("action=\"/w/articles/new\"") && !page.contains("never told"),
        "{page}"
    );
    assert_eq!(value_of(&failed, "csrf"), csrf);

    let again = editor.form("/w/articles/new", &form);
    assert_eq!(again.status, 303, "{again:?}");
    assert!(editor.get("/w/articles").text.contains("Me han cobrado dos veces"));
}

#[test]
fn a_failed_form_of_nobody_or_of_another_site_is_not_told() {
    const KEPT: &str = "Lo que escribiste no se ha perdido";
    let app = portal();
    let article = published(&app.app, "acme", "Factura", "Mira la app.");
    let (editor, csrf) = app.signed_in(Role::Editor);
    let form = [
        ("csrf", csrf.as_str()),
        ("do", "save"),
        ("locale", "es"),
        ("title", "Factura"),
        ("reply", "Un texto\nlargo"),
        ("resolution", "1. Mira."),
    ];
    let elsewhere = editor.clone().with("sec-fetch-site", "cross-site");
    let stranger = app.visitor().with("sec-fetch-site", "cross-site");
    let vote = [("useful", "no"), ("comment", "Un texto\nlargo")];
    let feedback = format!("/es/a/{article}/feedback");
    for (table, keeps) in [("audit_log", true), ("sessions", true), ("votes", false)] {
        rename(&app, table, "away");
        let told = editor.form("/w/articles/new", &form);
        let of_another_site = elsewhere.form("/w/articles/new", &form);
        let of_a_stranger = stranger.form("/w/articles/new", &form);
        let of_nobody = app.visitor().form("/w/articles/new", &form);
        let of_a_reader = app.visitor().form(&feedback, &vote);
        rename(&app, "away", table);
        assert_eq!(
            (told.status == 500, told.text.contains(KEPT)),
            (keeps, keeps),
            "{told:?}"
        );
        for refused in [of_another_site, of_a_stranger] {
            assert_eq!(refused.status, 403, "{table}: {refused:?}");
            assert!(!refused.text.contains("Un texto"), "{table}: {refused:?}");
        }
        // It waits where they sign in, and is not sent again as somebody's own.
        assert_eq!(of_nobody.status, 422, "{table}: {of_nobody:?}");
        assert!(
            of_nobody.text.contains("name=\"kept:reply\"") && !of_nobody.text.contains(KEPT),
            "{table}: {of_nobody:?}"
        );
        assert_eq!(of_a_reader.status == 500, table == "votes", "{table}: {of_a_reader:?}");
        assert!(!of_a_reader.text.contains("Un texto"), "{table}: {of_a_reader:?}");
    }
}

#[test]
fn an_agent_sees_how_much_of_their_own_replies_was_written_before() {
    let app = portal();
    published(
        &app.app,
        "acme",
        "No llega el código de la SIM",
        "Apaga el móvil, saca la SIM y espera.",
    );
    app.settle();
    let (agent, csrf) = app.signed_in(Role::Agent);
    let (other, _) = app.signed_in(Role::Editor);
    assert!(agent.get("/w/me").text.contains("No has enviado ninguna respuesta"));
    let question = "no llega el código de la SIM";
    let asked = [("csrf", csrf.as_str()), ("text", question), ("channel", "x")];
    let send = |reply: &str, insert: bool| {
        let page = agent.form("/w/reply", &asked);
        let article = page
            .text
            .split("value=\"insert:")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let suggestion = value_of(&page, "suggestion");
        let path = page
            .text
            .split("formaction=\"")
            .find(|rest| rest.contains("/outcome"))
            .unwrap();
        let path = path.split('"').next().unwrap().to_owned();
        let mut fields = asked.to_vec();
        fields.extend([
            ("suggestion", suggestion.as_str()),
            ("final_text", reply),
            ("outcome", "sent"),
        ]);
        if insert {
            fields.push(("article", article));
        }
        let sent = agent.form(&path, &fields);
        assert_eq!(sent.status, 303, "{sent:?}");
    };
    send("Apaga el móvil, saca la SIM y espera.", true);
    send("Ya lo miramos nosotros.", false);
    let own = agent.get("/w/me").text;
    assert!(own.contains("50 %") && own.contains("(1 de 2)"), "{own}");
    assert!(
        other.get("/w/me").text.contains("No has enviado ninguna respuesta"),
        "only one's own"
    );
}
