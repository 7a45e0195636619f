//! How people write: what is written short, in other words, in one piece or without blanks finds what it means.

use crate::{
    site,
    support::app::{Caller, Reply, TestApp, add_brand, creation, encode, published, published_as, send},
};
use precedent::{
    actions::{Actor, portal},
    db,
    domain::{
        account::{Role, Scope},
        article::Parts,
        locale::Locale,
    },
};
use serde_json::json;

/// The titles that a search of the site finds, best first.
fn titles(app: &TestApp, query: &str) -> Vec<String> {
    let path = format!("/api/v1/search?q={}", encode(query));
    app.visitor().get(&path).hits("title")
}

fn save(admin: &(Caller, String), fields: &[(&str, &str)]) -> Reply {
    send(admin, "/admin/synonyms", fields)
}

fn in_language(app: &TestApp, tag: &str, title: &str) {
    let locale: Locale = tag.parse().unwrap();
    let mut brand = app.app.brand(Some("acme")).unwrap();
    brand.locales.push(locale.clone());
    app.app
        .database
        .write(|connection| Ok(db::brand::update(connection, &brand)?))
        .unwrap();
    app.app.forget_brands();
    let parts = Parts {
        title: title.into(),
        issue: title.into(),
        resolution: "1. 2. 3.".into(),
        ..Parts::default()
    };
    published_as(&app.app, &creation(brand.id, locale, parts));
}

#[test]
fn a_synonym_of_the_admins_counts_at_once() {
    let app = site::portal();
    published(&app.app, "acme", "Duplicado de la tarjeta SIM", "Pídelo en la app.");
    published(&app.app, "acme", "Cambiar de tarifa", "Elige otra.");
    app.settle();
    let documents = app.app.index.public().documents();
    let admin = app.signed_in(Role::Admin);
    assert!(!titles(&app, "flipchip").contains(&"Duplicado de la tarjeta SIM".to_owned()));

    let refused = save(&admin, &[("do", "add"), ("locale", "es"), ("words", "flipchip")]);
    assert!(
        refused.status == 422
            && refused.text.contains("value=\"flipchip\"")
            && refused.text.contains("href=\"#words\""),
        "{}",
        refused.text
    );
    let fields = [("do", "add"), ("locale", "es"), ("words", "flipchip, tarjeta SIM")];
    let added = save(&admin, &fields);
    assert_eq!(
        added.header("location"),
        "/admin/synonyms?done=synonyms",
        "{}",
        added.text
    );
    assert_eq!(titles(&app, "flipchip")[0], "Duplicado de la tarjeta SIM");
    assert_eq!(
        app.app.index.public().documents(),
        documents,
        "nothing is indexed again"
    );
    assert_eq!(save(&admin, &fields).status, 422, "it is there already");
    assert_eq!(
        save(&admin, &[("do", "add"), ("locale", "fr"), ("words", "a, b")]).status,
        422
    );

    let page = admin.0.get("/admin/synonyms");
    assert!(
        page.text.contains("value=\"flipchip, tarjeta SIM\"") && page.text.contains("xq, "),
        "{}",
        page.text
    );
    let id = page.behind("value=\"save:").to_owned();
    let field = format!("words_{id}");
    let change = format!("save:{id}");
    let refused = save(&admin, &[("do", &change), (&field, "=")]);
    assert!(
        refused.status == 422 && refused.text.contains(&format!("href=\"#{field}\"")),
        "{}",
        refused.text
    );
    assert_eq!(
        save(&admin, &[("do", &change), (&field, "flapchap, tarjeta SIM")]).status,
        303
    );
    assert_eq!(titles(&app, "flapchap")[0], "Duplicado de la tarjeta SIM");
    assert!(!titles(&app, "flipchip").contains(&"Duplicado de la tarjeta SIM".to_owned()));
    let brand = app.app.brand(Some("acme")).unwrap();
    let exported = app
        .app
        .database
        .read(|connection| portal::of(connection, &brand))
        .unwrap();
    assert_eq!(exported.synonyms[&Locale::spanish()], ["flapchap, tarjeta SIM"]);
    assert_eq!(save(&admin, &[("do", &format!("remove:{id}"))]).status, 303);
    portal::put(&app.app, Actor::default(), &exported).unwrap();
    assert_eq!(
        titles(&app, "flapchap")[0],
        "Duplicado de la tarjeta SIM",
        "an export brings it back"
    );
    let page = admin.0.get("/admin/synonyms");
    let id = page.behind("value=\"save:");
    assert_eq!(save(&admin, &[("do", &format!("remove:{id}"))]).status, 303);
    assert!(!titles(&app, "flapchap").contains(&"Duplicado de la tarjeta SIM".to_owned()));
    assert_eq!(save(&admin, &[("do", &format!("remove:{id}"))]).status, 404);

    let log = admin.0.get("/admin/audit").text;
    for action in ["Añadió un sinónimo", "Cambió un sinónimo", "Quitó un sinónimo"] {
        assert!(log.contains(action), "{action}");
    }
    let without = admin.0.form("/admin/synonyms", &fields);
    assert_eq!(without.status, 403, "a form without its mark is refused");
    assert_ne!(app.signed_in(Role::Agent).0.get("/admin/synonyms").status, 200);
}

#[test]
fn a_synonym_counts_for_its_brand_and_in_its_language_alone() {
    let app = site::portal();
    let luz = db::brand::NewBrand {
        slug: "luz".into(),
        name: "Luz".into(),
        locales: vec![Locale::spanish()],
        host: Some("/luz".into()),
        allow_list: "{}".into(),
    };
    add_brand(&app.app, &luz);
    for brand in ["acme", "luz"] {
        published(&app.app, brand, "Duplicado de la tarjeta SIM", "Pídelo en la app.");
    }
    app.settle();
    let words = [("do", "add"), ("locale", "es"), ("words", "flipchip, tarjeta SIM")];
    assert_eq!(save(&app.signed_in(Role::Admin), &words).status, 303);
    let finds = |brand: &str, locale: &str| {
        let path = format!("/api/v1/search?q=flipchip&brand={brand}&locale={locale}");
        !app.visitor().get(&path).hits("title").is_empty()
    };
    assert!(finds("acme", "es"));
    assert!(!finds("luz", "es") && !finds("acme", "en"));
}

#[test]
fn what_is_written_in_a_hurry_finds_what_it_means() {
    let app = site::portal();
    for title in [
        "¿Por qué no llega mi pedido?",
        "No me funciona el wifi",
        "La batería del iPhone 15 dura poco",
        "Pantalla rota del iPhone15",
        "Cambiar de tarifa",
    ] {
        published(&app.app, "acme", title, "Mira la app.");
    }
    app.settle();
    let order = "¿Por qué no llega mi pedido?";
    assert_eq!(titles(&app, "por qué no llega mi pedido")[0], order);
    assert_eq!(titles(&app, "xq no me llega el pedido???")[0], order);
    assert_eq!(titles(&app, "xq no m llegaaaaa el pedido")[0], order);
    assert_eq!(titles(&app, "#NoMeFuncionaElWifi")[0], "No me funciona el wifi");
    for query in ["iPhone15", "iphone 15"] {
        let found = titles(&app, query);
        assert!(
            found[..2].iter().all(|title| title.contains("iPhone")),
            "{query}: {found:?}"
        );
    }
    let suggested = app.token(&[Scope::Suggest]).post(
        "/api/v1/suggestions",
        &json!({"brand": "acme", "channel": "x", "text": "xq no m llega el pedidooo???", "locale": "es"}),
    );
    let suggested = suggested.expect(200);
    assert_eq!(suggested["suggestions"][0]["title"], order, "{suggested}");
}

#[test]
fn a_part_of_a_chinese_or_japanese_phrase_finds_the_article() {
    let app = site::portal();
    in_language(&app, "zh", "如何重置路由器的Wi-Fi密码");
    in_language(&app, "ja", "注文した商品が届かない場合");
    published(&app.app, "acme", "Cambiar de tarifa", "Elige otra.");
    app.settle();
    assert_eq!(titles(&app, "重置路由器")[0], "如何重置路由器的Wi-Fi密码");
    assert_eq!(titles(&app, "wifi密码")[0], "如何重置路由器的Wi-Fi密码");
    assert_eq!(titles(&app, "商品が届かない")[0], "注文した商品が届かない場合");
}
