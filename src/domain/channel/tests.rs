use chrono::{DateTime, TimeDelta, Utc};

use super::*;

fn kind(word: &str) -> ChannelKind {
    word.parse().unwrap()
}

#[test]
fn every_line_of_the_table_reads_and_has_its_own_id() {
    let mut ids: Vec<&str> = all().iter().map(|line| line.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all().len());
    assert!(ids.len() >= 30);
    for id in ids {
        assert_eq!(natural(&kind(id)).id, id);
    }
}

#[test]
fn a_kind_finds_the_rules_of_its_visibility() {
    let table = [
        ("x", Visibility::Public, "x_post"),
        ("x", Visibility::Private, "x_dm"),
        ("Twitter", Visibility::Public, "x_post"),
        ("x_dm", Visibility::Public, "x_dm"),
        ("facebook", Visibility::Public, "facebook_comment"),
        ("fb", Visibility::Private, "messenger"),
        ("ig", Visibility::Public, "instagram_comment"),
        ("instagram", Visibility::Private, "instagram_dm"),
        ("whatsapp", Visibility::Public, "whatsapp_cloud"),
        ("whatsapp_twilio", Visibility::Private, "whatsapp_twilio"),
        ("mastodon", Visibility::Private, "mastodon_post"),
        ("bluesky", Visibility::Private, "bluesky_dm"),
        ("tiktok", Visibility::Private, "tiktok_dm"),
        ("e-mail", Visibility::Private, "email"),
        ("web", Visibility::Public, "web_widget"),
        ("carrier_pigeon", Visibility::Public, "web_widget"),
    ];
    for (word, visibility, id) in table {
        assert_eq!(rules(&kind(word), visibility).id, id, "{word} {visibility}");
    }
    assert_eq!(natural(&kind("x")).id, "x_post");
    assert_eq!(natural(&kind("messenger")).id, "messenger");
}

#[test]
fn a_kind_has_one_spelling() {
    assert_eq!(kind(" Web-Widget ").as_str(), "web_widget");
    assert_eq!(serde_json::to_string(&kind("ig")).unwrap(), "\"instagram\"");
    assert_eq!(serde_json::from_str::<ChannelKind>("\"wa\"").unwrap(), kind("whatsapp"));
    for word in ["", "a/b", "ñ", &"a".repeat(33)] {
        assert!(word.parse::<ChannelKind>().is_err(), "{word}");
        assert!(serde_json::from_str::<ChannelKind>(&format!("\"{word}\"")).is_err());
    }
}

#[test]
fn visibility_reads_its_own_words() {
    for visibility in [Visibility::Public, Visibility::Private] {
        assert_eq!(visibility.as_str().parse(), Ok(visibility));
        assert_eq!(serde_json::to_string(&visibility).unwrap(), format!("\"{visibility}\""));
    }
    assert!("secret".parse::<Visibility>().is_err());
}

#[test]
fn the_safe_limit_goes_before_the_limit_and_an_own_one_before_both() {
    let instagram = natural(&kind("instagram_comment"));
    assert_eq!(instagram.limit(), Some(2196));
    assert_eq!(instagram.with_limit(500).limit(), Some(500));
    assert_eq!(natural(&kind("email")).limit(), None);
    assert_eq!(natural(&kind("x")).url_cost, UrlCost::Fixed(23));
}

#[test]
fn the_window_opens_with_the_customers_last_message() {
    let wrote: DateTime<Utc> = "2026-03-01T10:00:00Z".parse().unwrap();
    let after = |hours| wrote + TimeDelta::hours(hours);
    let messenger = natural(&kind("messenger"));
    let table = [
        (1, WindowState::Open, 24),
        (24, WindowState::Extended, 168),
        (167, WindowState::Extended, 168),
        (168, WindowState::Closed, 168),
    ];
    for (hours, state, closes) in table {
        let found = window(messenger, Some(wrote), after(hours));
        assert_eq!(
            found,
            Window {
                state,
                closes_at: Some(after(closes))
            },
            "{hours} h"
        );
    }
    let whatsapp = natural(&kind("whatsapp"));
    let closed = Window {
        state: WindowState::Closed,
        closes_at: Some(after(24)),
    };
    assert_eq!(window(whatsapp, Some(wrote), after(25)), closed);
    assert_eq!(window(whatsapp, None, wrote).state, WindowState::Closed);
    assert_eq!(
        window(natural(&kind("x")), None, wrote),
        Window {
            state: WindowState::None,
            closes_at: None
        }
    );
}

#[test]
fn an_account_is_written_as_on_its_channel() {
    let account = |kind: &str, handle: &str| kind.parse::<ChannelKind>().unwrap().account(handle);
    assert_eq!(account("x", "BriznaAyuda"), "@BriznaAyuda");
    assert_eq!(account("x", "@BriznaAyuda"), "@BriznaAyuda");
    assert_eq!(account("email", "ayuda@brizna.example"), "ayuda@brizna.example");
    assert_eq!(account("x", ""), "");
}
