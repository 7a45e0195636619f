//! Renders every page from its samples in every language: a variable or text that is missing shows here and not to a
//! reader.

use super::{
    account, admin,
    frame::{Desk, Frame, IncidentLine, Language, Person},
    pages::{ErrorPage, Page, engine},
    site, texts, work,
};
use crate::domain::locale::Locale;
use tera::Context;

fn frame(locale: &Locale, full: bool) -> Frame {
    Frame {
        brand: "Brizna & <Ayuda>".into(),
        locale: locale.clone(),
        language_name: "Español".into(),
        right_to_left: full,
        theme: full.then_some("dark"),
        path: format!("/{locale}/"),
        site: "https://ayuda.example/base".into(),
        door: String::new(),
        canonical: full.then(|| "https://ayuda.example/base/es/".into()),
        style: full.then(|| "/look/acme.0a1b.css".into()),
        logo: full.then(|| "/look/acme.0a1b.png".into()),
        incident: full.then(|| IncidentLine {
            text: "Sin fibra en <Murcia>".into(),
            locale: Locale::spanish(),
            since: Some(chrono::NaiveDateTime::default()),
            next: Some(chrono::NaiveDateTime::default()),
            is_later_day: *locale == Locale::english(),
            more: "/es/a/4f7k".into(),
        }),
        languages: vec![
            Language::of(&Locale::spanish(), "/es/".into()),
            Language::of(&Locale::english(), "/en/".into()),
        ],
        person: full.then(|| Person {
            name: "Lucía <R.>".into(),
            role: "admin".into(),
            csrf: "abc".into(),
            is_editor: true,
            keys_off: true,
            desks: [true, false].map(desk).to_vec(),
            is_away: true,
        }),
    }
}

fn desk(is_here: bool) -> Desk {
    Desk {
        name: "Brizna <b>".into(),
        path: "/base/@brizna/admin/".into(),
        is_here,
    }
}

fn rendered<P: Page>() -> Vec<String> {
    let mut all = Vec::new();
    for language in texts::languages() {
        let locale: Locale = language.parse().unwrap();
        let tera = engine(&locale, "/base").unwrap_or_else(|error| panic!("{error}"));
        for page in P::samples() {
            for full in [false, true] {
                let mut context = Context::from_serialize(&page).unwrap();
                context.insert("frame", &frame(&locale, full));
                let body = tera.render(P::TEMPLATE, &context);
                let body = body.unwrap_or_else(|error| panic!("{} in {language}: {error}", P::TEMPLATE));
                all.push(body);
            }
        }
    }
    all
}

fn sound<P: Page>() {
    for body in rendered::<P>() {
        let name = P::TEMPLATE;
        assert!(
            !body.contains("<Ayuda>") || name.rsplit('.').next() == Some("txt"),
            "{name} does not escape"
        );
        assert!(!body.contains(" style="), "{name} has an inline style");
        assert!(
            !body.contains("href=\"/es/") && !body.contains("action=\"/es/"),
            "{name} has a link without the base path"
        );
        if name.rsplit('.').next() == Some("html") {
            assert!(body.starts_with("<!doctype html>"), "{name}");
            assert_eq!(
                body.matches("<h1").count(),
                1,
                "{name} has one heading of the first level\n{body}"
            );
            assert_eq!(body.matches("<main").count(), 1, "{name}");
            assert!(!body.contains("<script>"), "{name} has an inline script");
            unique_ids(name, &body);
        }
    }
}

#[test]
fn a_language_that_runs_from_right_to_left_says_so() {
    for body in rendered::<site::home::HomePage>() {
        let arabic = body.contains("<html lang=\"ar\"");
        assert_eq!(arabic, body.contains("⟦"), "its texts and no others");
    }
    let visitor = crate::web::visitor::sample();
    for (tag, right_to_left) in [("ar", true), ("es", false), ("he-IL", true)] {
        let frame = Frame::of(&visitor, &tag.parse().unwrap(), "/");
        assert_eq!(frame.right_to_left, right_to_left, "{tag}");
    }
}

fn unique_ids(name: &str, body: &str) {
    let mut ids: Vec<_> = body
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').map(|(id, _)| id))
        .collect();
    ids.sort_unstable();
    for pair in ids.windows(2) {
        assert_ne!(pair[0], pair[1], "{name} has an id twice");
    }
}

macro_rules! pages {
    ($($test:ident: $page:ty),+ $(,)?) => { $(
        #[test]
        fn $test() { sound::<$page>(); }
    )+ };
}

pages! {
    admin_environments: admin::environments::EnvironmentsPage,
    admin_targets: admin::targets::TargetsPage,
    home: site::home::HomePage,
    article: site::article::ArticlePage,
    public_history: site::history::HistoryPage,
    public_version: site::history::VersionPage,
    topic: site::topic::TopicPage,
    search: site::search::SearchPage,
    feedback: site::feedback::FeedbackPage,
    ask: site::texts::AskPage,
    text: site::texts::TextPage,
    feed: site::machines::Feed,
    opensearch: site::machines::Opensearch,
    llms: site::machines::Llms,
    error: ErrorPage,
    login: account::login::LoginPage,
    resume: account::resume::ResumePage,
    setup_language: account::setup::language::LanguagePage,
    setup_account: account::setup::account::AccountPage,
    setup_site: account::setup::site::SitePage,
    setup_channels: account::setup::channels::ChannelsPage,
    setup_content: account::setup::content::ContentPage,
    first: work::first::FirstPage,
    conversations: work::conversations::ConversationsPage,
    conversation: work::conversation::ConversationPage,
    articles: work::articles::ArticlesPage,
    edit: work::edit::EditPage,
    history: work::history::HistoryPage,
    reply: work::reply::ReplyPage,
    me: work::me::MePage,
    overview: admin::overview::OverviewPage,
    admin_site: admin::site::SitePage,
    admin_text: admin::site::SiteTextPage,
    admin_theme: admin::theme::ThemePage,
    admin_languages: admin::languages::LanguagesPage,
    admin_topics: admin::topics::TopicsPage,
    admin_topic: admin::topics::TopicEditPage,
    admin_channels: admin::channels::ChannelsPage,
    admin_channel: admin::channels::ChannelEditPage,
    people: admin::people::PeoplePage,
    tokens: admin::tokens::TokensPage,
    privacy: admin::privacy::PrivacyPage,
    person: admin::person::PersonPage,
    import: admin::import::ImportPage,
    export: admin::export::ExportPage,
    backup: admin::backup::BackupPage,
    audit: admin::audit::AuditPage,
    jobs: admin::jobs::JobsPage,
    job: admin::jobs::JobPage,
}
