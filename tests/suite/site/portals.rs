//! Several portals on one installation, below a base path and behind proxies.

use crate::support::app::{Caller, Reply, TestApp, add_brand, published};
use precedent::{
    actions::account,
    db::brand::NewBrand,
    domain::{account::Scope, id::ArticleId, locale::Locale},
};
use serde_json::json;

fn brand(app: &TestApp, slug: &str, host: Option<&str>) {
    let new = NewBrand {
        slug: slug.into(),
        name: format!("Ayuda de {slug}"),
        locales: vec![Locale::spanish(), Locale::english()],
        host: host.map(str::to_owned),
        allow_list: "{}".into(),
    };
    add_brand(&app.app, &new);
}

/// Two brands below a base path: acme answers everywhere, luz at a path and lima at a host of its own.
fn portals() -> (TestApp, [ArticleId; 3]) {
    let app = TestApp::with(|settings| settings.public_url = format!("http://{}/ayuda", settings.listen));
    brand(&app, "acme", None);
    brand(&app, "luz", Some("/luz"));
    brand(&app, "lima", Some("lima.example"));
    let ids = ["acme", "luz", "lima"].map(|slug| {
        let title = format!("Factura repetida de {slug}");
        published(&app.app, slug, &title, "Espera 72 horas.")
    });
    app.settle();
    (app, ids)
}

/// Every address in a page's attributes, feed or map, without its scheme and host.
fn addresses(page: &Reply) -> Vec<String> {
    let mut found = Vec::new();
    for mark in ["href=\"", "action=\"", "src=\"", "template=\"", "<loc>", "<id>"] {
        for rest in page.text.split(mark).skip(1) {
            let text = rest.split(['"', '<']).next().unwrap_or_default();
            found.push(text.replace("&amp;", "&"));
        }
    }
    found
}

fn links_right(caller: &Caller, path: &str, below: &str) {
    let page = caller.get(path);
    assert_eq!(page.status, 200, "{path} {page:?}");
    let all = addresses(&page);
    assert!(!all.is_empty(), "{path}");
    for address in all.iter().filter(|address| !address.starts_with('#')) {
        let local = match address.split_once("://") {
            Some((_, rest)) => &rest[rest.find('/').unwrap_or(rest.len())..],
            None => address.as_str(),
        };
        let foreign = address.contains("schema.org") || address.contains("w3.org") || address.starts_with("urn:");
        assert!(
            foreign || local.starts_with(below),
            "{path}: {address} is not below {below}"
        );
    }
}

#[test]
fn every_address_of_a_portal_stands_where_the_portal_does() {
    let (app, [acme, luz, lima]) = portals();
    let at_host = app.visitor().with("host", "lima.example");
    for (caller, door, id) in [
        (app.visitor(), "", acme),
        (app.visitor(), "/luz", luz),
        (at_host, "", lima),
    ] {
        let below = format!("/ayuda{door}/");
        let short = caller.get(&format!("{door}/a/{id}"));
        let to = short.header("location").to_owned();
        assert!(to.starts_with(&format!("{below}es/a/{id}-factura")), "{to}");
        let root = caller.get(&format!("{door}/"));
        assert_eq!(root.header("location"), format!("{below}es/"));
        let article = to.strip_prefix("/ayuda").unwrap();
        for path in [
            "/es/",
            "/es/search?q=factura",
            "/es/ask",
            "/es/p/privacy",
            "/es/feed.atom",
            "/sitemap.xml",
            "/opensearch.xml",
            "/es/there-is-nothing",
        ] {
            if path.ends_with("nothing") {
                assert_eq!(caller.get(&format!("{door}{path}")).status, 404);
            } else {
                links_right(&caller, &format!("{door}{path}"), &below);
            }
        }
        links_right(&caller, article, &below);
        let css = caller.get(article).text.split("href=\"").find_map(|rest| {
            let address = rest.split('"').next()?;
            address.contains("/assets/").then(|| address.to_owned())
        });
        let css = css.unwrap();
        assert_eq!(caller.get(css.strip_prefix("/ayuda").unwrap()).status, 200, "{css}");
        let wrong = caller.get(&format!("{door}/es/a/{id}-otra"));
        assert_eq!((wrong.status, wrong.header("location")), (301, to.as_str()));
        let asked = caller.get(&format!("{door}/w/me"));
        let sign_in = format!("{below}login?next=");
        assert!(!asked.header("location").is_empty() || asked.status == 200, "{asked:?}");
        assert!(
            asked.header("location").starts_with(&sign_in) || asked.header("location").ends_with("/setup"),
            "{asked:?}"
        );
        let theme = caller.form(&format!("{door}/theme"), &[("theme", "dark"), ("next", "/es/ask")]);
        assert_eq!(theme.header("location"), format!("{below}es/ask"));
    }
}

#[test]
fn no_portal_shows_what_belongs_to_another() {
    let (app, ids) = portals();
    let doors = [
        (app.visitor(), "", "acme"),
        (app.visitor(), "/luz", "luz"),
        (app.visitor().with("host", "lima.example"), "", "lima"),
    ];
    for (place, (caller, door, own)) in doors.iter().enumerate() {
        for path in [
            "/es/",
            "/es/search?q=factura+repetida",
            "/es/feed.atom",
            "/sitemap.xml",
            "/llms.txt",
            "/api/v1/autocomplete?q=factura&locale=es",
            "/api/v1/search?q=factura",
        ] {
            let page = caller.get(&format!("{door}{path}"));
            assert_eq!(page.status, 200, "{own} {path}");
            for (other, id) in ids.iter().enumerate() {
                let shown = page.text.contains(&format!("/a/{id}")) || page.text.contains(&format!("\"{id}\""));
                // The home page of so young a site lists nothing.
                let expected = other == place && path != "/es/";
                assert_eq!(shown, expected, "{own} {path} {}", page.text);
            }
        }
        for (other, id) in ids.iter().enumerate().filter(|(other, _)| *other != place) {
            for path in [
                format!("/es/a/{id}"),
                format!("/a/{id}"),
                format!("/es/a/{id}/feedback"),
            ] {
                assert_eq!(
                    caller.get(&format!("{door}{path}")).status,
                    404,
                    "{own} shows {other} at {path}"
                );
            }
        }
    }
}

#[test]
fn a_reply_links_to_the_portal_of_its_brand() {
    let (app, [_, luz, lima]) = portals();
    let base = app.app.settings.public_url.to("");
    let port = base.rsplit_once(':').unwrap().1.split('/').next().unwrap();
    for (slug, start) in [
        ("luz", format!("{base}/luz/a/{luz}")),
        ("lima", format!("http://lima.example/ayuda/a/{lima}")),
    ] {
        let asked =
            json!({"text": format!("tengo una factura repetida de {slug}"), "brand": slug, "channel": "facebook"});
        let answer = app.token(&[Scope::Suggest]).post("/api/v1/suggestions", &asked).json();
        assert_eq!(answer["suggestions"][0]["short_url"], start, "{port} {answer}");
    }
}

#[test]
fn what_strangers_claim_about_a_proxy_is_not_believed() {
    for (trusted, seen) in [(false, "http://127.0.0.1"), (true, "https://ayuda.example")] {
        let app = TestApp::with(|settings| {
            if trusted {
                settings.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
            }
            settings.sign_ins_per_minute = 2;
        });
        let code = account::setup_code(&app.app).unwrap().unwrap();
        let forged = |address: &str| {
            app.visitor()
                .with("x-forwarded-for", address)
                .with("x-forwarded-host", "ayuda.example")
                .with("x-forwarded-proto", "https")
        };
        let fields = [
            ("code", code.as_str()),
            ("name", "Lucía"),
            ("email", "l@acme.example"),
            ("password", "una larga contraseña"),
        ];
        let made = forged("203.0.113.1").form("/setup/account", &fields);
        assert_eq!(made.status, 303, "{made:?}");
        let cookie = made.header("set-cookie").split(';').next().unwrap().to_owned();
        let page = forged("203.0.113.1").with("cookie", &cookie).get("/setup/site");
        assert!(
            page.text.contains(&format!("value=\"{seen}")),
            "{trusted} {}",
            page.text
        );
        let home = forged("203.0.113.1").get("/es/");
        assert!(
            !home.text.contains("ayuda.example"),
            "addresses come from the settings alone"
        );
        // Who invents an address for each try is still one caller, unless a trusted proxy says otherwise.
        let tries: Vec<u16> = (2..6)
            .map(|n| {
                let wrong = [("email", "l@acme.example"), ("password", "x")];
                forged(&format!("203.0.113.{n}")).form("/login", &wrong).status
            })
            .collect();
        assert_eq!(tries.contains(&429), !trusted, "{tries:?}");
    }
}
