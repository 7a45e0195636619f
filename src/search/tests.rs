#![allow(clippy::unwrap_used)]

use super::*;
use crate::domain::{
    id::{ArticleId, BrandId, ConversationId, TopicId},
    locale::Locale,
    position::Position,
};

pub(super) const BRIZNA: BrandId = BrandId(1);
const OTHER: BrandId = BrandId(2);

pub(super) fn article(id: i64, locale: Locale, title: &str, phrasings: &[&str], text: &str) -> ArticleDocument {
    ArticleDocument {
        article_id: ArticleId(id),
        brand_ids: vec![BRIZNA],
        locale,
        title: title.into(),
        phrasings: phrasings.iter().map(|phrasing| (*phrasing).to_owned()).collect(),
        environment: String::new(),
        text: text.into(),
        reply: String::new(),
        topics: vec![TopicId(id % 2)],
        environments: Vec::new(),
        uses: 0,
        updated_at: chrono::NaiveDateTime::default(),
    }
}

pub(super) fn public(document: ArticleDocument) -> Change {
    Change::Article {
        id: document.article_id,
        staff: Some(document.clone()),
        public: Some(document),
    }
}

pub(super) fn reached(seq: i64) -> Reached {
    Reached {
        position: Position { xid: 7, seq },
        epoch: "e".into(),
    }
}

fn archive() -> Vec<ArticleDocument> {
    let (es, en) = (Locale::spanish(), Locale::english());
    vec![
        article(
            1,
            es.clone(),
            "Restablecer la contraseña del router",
            &["No recuerdo mi contraseña del wifi"],
            "Mantén pulsado el botón diez segundos.",
        ),
        article(
            2,
            es.clone(),
            "Me han cobrado dos veces la misma factura",
            &["doble cargo en la cuenta"],
            "El segundo cargo se devuelve solo en cinco días. La facturación cierra el día 1.",
        ),
        article(
            3,
            en.clone(),
            "Reset the password of your router",
            &["I forgot my wifi password"],
            "Hold the button for ten seconds. Error E-4012 means that the router is still starting.",
        ),
        article(
            4,
            en,
            "Charged twice for the same bill",
            &["double charge on my account"],
            "The second charge is paid back within five days.",
        ),
        article(
            5,
            es,
            "Cambiar de tarifa de fibra",
            &["quiero una tarifa más barata"],
            "Entra en tu cuenta y elige otra tarifa.",
        ),
    ]
}

fn filled() -> Index {
    let index = Index::open(None).unwrap();
    index
        .writer()
        .unwrap()
        .apply(archive().into_iter().map(public), &reached(1))
        .unwrap();
    index
}

pub(super) fn request<'a>(text: &'a str, locale: &'a Locale) -> SearchRequest<'a> {
    SearchRequest {
        text,
        brand_id: Some(BRIZNA),
        locale: Some(locale),
        only: None,
        topic: None,
        for_environments: &[],
        exact: false,
        meant: None,
        environments: None,
        synonyms: None,
        limit: 10,
        offset: 0,
    }
}

pub(super) fn ids(results: &SearchResults) -> Vec<i64> {
    results.hits.iter().map(|hit| hit.article_id.0).collect()
}

#[test]
fn a_customer_finds_an_answer_without_accents_and_in_other_forms_of_its_words() {
    let index = filled();
    let es = Locale::spanish();
    for text in [
        "contrasena",
        "contraseñas",
        "CONTRASEÑA router",
        "facturacion",
        "tarifas baratas",
    ] {
        let found = index.public().search(&request(text, &es)).unwrap();
        assert!(!found.hits.is_empty() && found.corrected.is_none(), "{text}: {found:?}");
    }
    assert_eq!(ids(&index.public().search(&request("facturacion", &es)).unwrap()), [2]);
}

#[test]
fn a_mistyped_word_is_read_as_what_was_meant_and_said_so() {
    let index = filled();
    let es = Locale::spanish();
    let found = index.public().search(&request("contrsaeña router", &es)).unwrap();
    assert_eq!(found.corrected.as_deref(), Some("contraseña router"));
    assert_eq!(ids(&found)[0], 1);
    let exact = SearchRequest {
        exact: true,
        ..request("contrsaeña", &es)
    };
    let found = index.public().search(&exact).unwrap();
    assert_eq!((found.total, found.corrected), (0, None));
}

#[test]
fn the_beginning_of_a_word_finds_it_without_a_correction() {
    let found = filled()
        .public()
        .search(&request("contras", &Locale::spanish()))
        .unwrap();
    assert_eq!((ids(&found), found.corrected), (vec![1], None));
}

#[test]
fn the_readers_language_comes_first_and_the_others_are_counted() {
    let index = filled();
    let (es, en) = (Locale::spanish(), Locale::english());
    assert_eq!(ids(&index.public().search(&request("router", &es)).unwrap()), [1, 3]);
    let found = index.public().search(&request("router", &en)).unwrap();
    assert_eq!(ids(&found), [3, 1]);
    let counts: Vec<_> = found
        .locales
        .iter()
        .map(|facet| (facet.value.as_str().to_owned(), facet.count))
        .collect();
    assert_eq!(counts, [("en".to_owned(), 1), ("es".to_owned(), 1)]);
    let only = SearchRequest {
        only: Some(&es),
        ..request("router", &en)
    };
    assert_eq!(ids(&index.public().search(&only).unwrap()), [1]);
}

#[test]
fn topics_are_counted_and_filter() {
    let index = filled();
    let es = Locale::spanish();
    let found = index.public().search(&request("cuenta", &es)).unwrap();
    assert_eq!(ids(&found).len(), 2);
    assert_eq!(found.topics.len(), 2);
    let topic = SearchRequest {
        topic: Some(TopicId(1)),
        ..request("cuenta", &es)
    };
    assert_eq!(ids(&index.public().search(&topic).unwrap()), [5]);
}

#[test]
fn a_phrase_in_quotes_stands_together() {
    let index = filled();
    let es = Locale::spanish();
    assert_eq!(
        ids(&index.public().search(&request("\"la misma factura\"", &es)).unwrap()),
        [2]
    );
    assert_eq!(
        index.public().search(&request("\"factura misma\"", &es)).unwrap().total,
        0
    );
}

#[test]
fn codes_are_found_however_they_are_written() {
    let index = filled();
    for text in ["E-4012", "e4012", "error 4012"] {
        assert_eq!(
            ids(&index.public().search(&request(text, &Locale::english())).unwrap())[0],
            3,
            "{text}"
        );
    }
}

#[test]
fn a_whole_sentence_finds_what_has_some_of_its_words() {
    let found = filled()
        .public()
        .search(&request(
            "hola, creo que me habéis hecho un doble cargo este mes",
            &Locale::spanish(),
        ))
        .unwrap();
    assert!(found.relaxed);
    assert_eq!(ids(&found)[0], 2);
}

#[test]
fn no_text_is_taken_as_a_query_language() {
    let index = filled();
    let long = "palabra ".repeat(500);
    for text in [
        "title:router",
        "* OR id:1",
        "\"",
        "((((",
        "router AND NOT",
        "-router",
        "/.*/",
        &long,
        "",
        "\u{0}\u{1}^router",
    ] {
        let found = index.public().search(&request(text, &Locale::spanish())).unwrap();
        assert!(found.total <= 5, "{text}");
    }
}

#[test]
fn typing_completes_to_titles_that_begin_so_first() {
    let index = filled();
    let completed = |typed: &str, locale: &Locale| -> Vec<i64> {
        let found = index.public().autocomplete(typed, BRIZNA, locale, None, 5).unwrap();
        found.iter().map(|completion| completion.article_id.0).collect()
    };
    let es = Locale::spanish();
    assert_eq!(completed("c", &es), Vec::<i64>::new());
    assert_eq!(
        completed("ca", &es)[0],
        5,
        "Cambiar de tarifa, before those with a word such as cargo"
    );
    assert_eq!(completed("restablecer la contrase", &es), [1]);
    assert_eq!(
        completed("wif", &es),
        [1, 3],
        "a word of a customer's phrasing; the reader's language first"
    );
    assert_eq!(completed("zz", &es), Vec::<i64>::new());
}

#[test]
fn strangers_find_neither_internal_articles_nor_conversations() {
    let index = Index::open(None).unwrap();
    let secret = article(
        9,
        Locale::spanish(),
        "Compensación de veinte euros",
        &["zapallo"],
        "Solo para agentes.",
    );
    let conversation = ConversationDocument {
        conversation_id: ConversationId(4),
        brand_id: BRIZNA,
        locale: Locale::spanish(),
        question: "zapallo en la factura".into(),
        answer: "hecho".into(),
        at: chrono::NaiveDateTime::default(),
    };
    let changes = [
        Change::Article {
            id: ArticleId(9),
            public: None,
            staff: Some(secret),
        },
        Change::Conversation {
            id: ConversationId(4),
            document: Some(conversation),
        },
    ];
    index.writer().unwrap().apply(changes, &reached(1)).unwrap();
    let es = Locale::spanish();
    assert_eq!(index.public().search(&request("zapallo", &es)).unwrap().total, 0);
    assert!(
        index
            .public()
            .autocomplete("zapa", BRIZNA, &es, None, 5)
            .unwrap()
            .is_empty()
    );
    assert!(index.staff(Reader::Public).is_none() && index.conversations(Reader::Public).is_none());
    assert_eq!(
        ids(&index
            .staff(Reader::Staff)
            .unwrap()
            .search(&request("zapallo", &es))
            .unwrap()),
        [9]
    );
    let message = Message {
        text: "tengo un zapallo",
        brand_id: Some(BRIZNA),
        locale: Some(&es),
        ..Message::default()
    };
    let past = index
        .conversations(Reader::Staff)
        .unwrap()
        .similar(&message, 3)
        .unwrap();
    assert_eq!(past.iter().map(|past| past.conversation_id.0).collect::<Vec<_>>(), [4]);
    assert!(index.public().similar(&message, 3).unwrap().is_empty());
}

#[test]
fn another_brands_articles_are_not_found() {
    let index = filled();
    let es = Locale::spanish();
    let foreign = SearchRequest {
        brand_id: Some(OTHER),
        ..request("router", &es)
    };
    assert_eq!(index.public().search(&foreign).unwrap().total, 0);
    let mut shared = article(6, es.clone(), "Router de otra marca", &[], "");
    shared.brand_ids = vec![OTHER, BrandId(3)];
    index.writer().unwrap().apply([public(shared)], &reached(2)).unwrap();
    assert_eq!(ids(&index.public().search(&foreign).unwrap()), [6]);
    assert_eq!(ids(&index.public().search(&request("router", &es)).unwrap()), [1, 3]);
    assert!(index.public().autocomplete("rou", OTHER, &es, None, 5).unwrap().len() == 1);
}

#[test]
fn a_change_replaces_what_was_known_and_a_removal_takes_it_out() {
    let index = filled();
    let es = Locale::spanish();
    let mut writer = index.writer().unwrap();
    let changed = article(1, es.clone(), "Cambiar la clave del router", &[], "");
    writer.apply([public(changed)], &reached(2)).unwrap();
    assert_eq!(index.public().search(&request("contraseña", &es)).unwrap().total, 0);
    assert_eq!(ids(&index.public().search(&request("clave", &es)).unwrap()), [1]);
    writer
        .apply(
            [Change::Article {
                id: ArticleId(1),
                public: None,
                staff: None,
            }],
            &reached(3),
        )
        .unwrap();
    assert_eq!(index.public().search(&request("clave", &es)).unwrap().total, 0);
    assert_eq!(index.reached(), reached(3));
}

#[test]
fn merged_segments_answer_as_the_many_did() {
    let index = Index::open(None).unwrap();
    let es = Locale::spanish();
    let mut writer = index.writer().unwrap();
    for (seq, document) in (1..).zip(archive()) {
        writer.apply([public(document)], &reached(seq)).unwrap();
    }
    let many = index.public().search(&request("router", &es)).unwrap();
    assert!(index.public().store().snapshot().segments.len() > 1);
    writer.finish().unwrap();
    index.writer().unwrap().condense().unwrap();
    assert_eq!(index.public().store().snapshot().segments.len(), 1);
    assert_eq!(index.staff(Reader::Staff).unwrap().store().snapshot().segments.len(), 1);
    assert_eq!(
        ids(&index.public().search(&request("router", &es)).unwrap()),
        ids(&many)
    );
    assert_eq!(index.reached(), reached(archive().len() as i64));
    assert!(!index.is_loose());
}

#[test]
fn an_article_added_twice_before_the_first_commit_is_found_once() {
    let index = Index::open(None).unwrap();
    let es = Locale::spanish();
    let twice = [archive().remove(0), archive().remove(0)];
    index.writer().unwrap().apply(twice.map(public), &reached(1)).unwrap();
    assert_eq!(index.public().search(&request("router", &es)).unwrap().total, 1);
}

#[test]
fn an_index_on_disk_comes_back_and_a_damaged_one_begins_afresh() {
    let folder = tempfile::tempdir().unwrap();
    let es = Locale::spanish();
    {
        let index = Index::open(Some(folder.path())).unwrap();
        assert!(index.was_replaced());
        index
            .writer()
            .unwrap()
            .apply(archive().into_iter().map(public), &reached(5))
            .unwrap();
    }
    {
        let index = Index::open(Some(folder.path())).unwrap();
        assert!(!index.was_replaced() && index.is_sound());
        assert_eq!(index.reached(), reached(5));
        assert_eq!(index.public().search(&request("router", &es)).unwrap().total, 2);
    }
    let version = folder.path().join(fields::Fields::version()).join("public");
    let files = std::fs::read_dir(version).unwrap().map(|file| file.unwrap().path());
    let store = files
        .into_iter()
        .find(|file| file.extension().is_some_and(|ending| ending == "idx"))
        .unwrap();
    let mut bytes = std::fs::read(&store).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    std::fs::write(&store, bytes).unwrap();
    let index = Index::open(Some(folder.path())).unwrap();
    assert!(index.was_replaced());
    assert_eq!(index.reached(), Reached::default());
    assert_eq!(index.public().search(&request("router", &es)).unwrap().total, 0);
    index
        .writer()
        .unwrap()
        .apply(archive().into_iter().map(public), &reached(6))
        .unwrap();
    assert_eq!(index.public().search(&request("router", &es)).unwrap().total, 2);
}

#[test]
fn there_is_one_writer() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(Some(folder.path())).unwrap();
    let first = index.writer().unwrap();
    assert!(index.writer().is_err());
    drop(first);
    assert!(index.writer().is_ok());
}

#[test]
fn a_message_finds_the_article_that_answers_it() {
    let index = filled();
    let es = Locale::spanish();
    let message = Message {
        text: "@brizna buenas, me aparece un doble cargo de la factura de mayo en mi cuenta, qué hago?",
        brand_id: Some(BRIZNA),
        locale: Some(&es),
        ..Message::default()
    };
    let candidates = index.public().similar(&message, 5).unwrap();
    assert_eq!(candidates[0].article_id, ArticleId(2));
    assert!(candidates[0].matched.iter().any(|word| word == "cargo"));
    let nothing = Message {
        text: "🙃",
        brand_id: Some(BRIZNA),
        ..Message::default()
    };
    assert!(index.public().similar(&nothing, 5).unwrap().is_empty());
}

#[test]
fn snippets_mark_words_and_escape_the_rest() {
    let es = Locale::spanish();
    let matched = ["factura".to_owned(), "contrasen".to_owned()];
    assert_eq!(
        snippet("Las <b>facturas</b> & la Contraseña", &matched, &es),
        "Las &lt;b&gt;facturas&lt;/b&gt; &amp; la <mark>Contraseña</mark>"
    );
    let long = format!(
        "{} Aquí está la factura. {}",
        "Palabras que no vienen a cuento. ".repeat(20),
        "Más relleno.".repeat(40)
    );
    let html = snippet(&long, &matched, &es);
    assert!(
        html.contains("Aquí está la <mark>factura</mark>.") && html.len() < 260,
        "{html}"
    );
    assert_eq!(highlight("¿Factura?", &matched, &es), "¿<mark>Factura</mark>?");
}

#[test]
fn what_is_written_in_one_piece_is_marked_whole() {
    let es = Locale::spanish();
    let marked = |text: &str, matched: &[&str]| {
        let matched: Vec<String> = matched.iter().map(|word| (*word).to_owned()).collect();
        highlight(text, &matched, &es)
    };
    for (text, matched, whole) in [
        ("Mi eSIM no va", vec!["esim"], "Mi <mark>eSIM</mark> no va"),
        ("Mi eSIM no va", vec!["sim"], "Mi <mark>eSIM</mark> no va"),
        ("Mi eSIM no va", vec!["sim", "esim"], "Mi <mark>eSIM</mark> no va"),
        ("Un iPhone15, sí", vec!["iphon", "15"], "Un <mark>iPhone15</mark>, sí"),
        ("Un iPhone15, sí", vec!["iphone15"], "Un <mark>iPhone15</mark>, sí"),
        ("Error E-4012: &", vec!["e4012"], "Error <mark>E-4012</mark>: &amp;"),
        ("Error E-4012: &", vec!["4012"], "Error <mark>E-4012</mark>: &amp;"),
        (
            "El Wi-Fi & <yo>",
            vec!["wifi"],
            "El <mark>Wi-Fi</mark> &amp; &lt;yo&gt;",
        ),
        (
            "Sigo #sinservicio<",
            vec!["sinservicio"],
            "Sigo <mark>#sinservicio</mark>&lt;",
        ),
        ("Sigo #SinServicio", vec!["servici"], "Sigo <mark>#SinServicio</mark>"),
        ("hoy.Mañana a.b", vec!["man", "manan"], "hoy.<mark>Mañana</mark> a.b"),
    ] {
        assert_eq!(marked(text, &matched), whole, "{matched:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_gives_a_safe_snippet_and_any_query_an_answer(text in "\\PC{0,400}|[a-z<>&\"'¿¡.\u{a0}\u{2028}é中 \n]{0,600}", query in "\\PC{0,60}") {
        let matched: Vec<String> = split::words(&text).take(3).map(|word| analysis::fold(&word.text.to_lowercase())).collect();
        for html in [snippet(&text, &matched, &Locale::spanish()), highlight(&text, &matched, &Locale::english())] {
            let plain = html.replace("<mark>", "").replace("</mark>", "");
            proptest::prop_assert!(!plain.contains(['<', '>', '"', '\'']), "{}", html);
        }
        thread_local!(static INDEX: Index = filled());
        INDEX.with(|index| {
            index.public().search(&request(&query, &Locale::spanish())).unwrap();
            index.public().autocomplete(&query, BRIZNA, &Locale::english(), Some(&Synonyms::new("en", &[])), 5).unwrap();
            let synonyms = Synonyms::new("es", &[]);
            let message = Message {
                text: &text, earlier: &[&query], meant: None, synonyms: Some(&synonyms), environments: None, left_out: &[], locale: None,
                ..Message::default()
            };
            index.public().similar(&message, 5).unwrap();
        });
    }
}

#[test]
fn words_that_begin_otherwise_are_all_that_is_left_out() {
    let text = "Mi Factura no llega: E-4012, l'eau d'accord #MiFactura ñandú Ávila fin-de-mes 5G a.b ⚡fa \
                va:error,(@HTMLPuro) tel.iPhone15\tdon't\u{a0}eSIM 1,200,000 a1b2c3d4\n重置密码 12,50 --fin.";
    for letters in ["f", "e4", "p1", "s5", "it2", "", "abcdefghijklmnopqrstuvwxyz0123456789"] {
        let mut begins = [false; 128];
        letters.bytes().for_each(|letter| begins[usize::from(letter)] = true);
        let wanted = |word: &split::Word<'_>| {
            let first = word.text.chars().next().unwrap().to_ascii_lowercase();
            !first.is_ascii() || letters.contains(first)
        };
        let expected: Vec<_> = split::words(text).filter(wanted).collect();
        assert_eq!(
            split::words_beginning(text, &begins).collect::<Vec<_>>(),
            expected,
            "{letters}"
        );
    }
}
