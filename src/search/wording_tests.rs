//! How people write, and what they find all the same.

#![allow(clippy::unwrap_used)]

use super::{tests::*, *};
use crate::domain::{id::ArticleId, locale::Locale, wording::Entry};

fn index_of(documents: impl IntoIterator<Item = ArticleDocument>) -> Index {
    let index = Index::open(None).unwrap();
    let changes = documents.into_iter().map(public);
    index.writer().unwrap().apply(changes, &reached(1)).unwrap();
    index
}

fn titled(id: i64, locale: &Locale, title: &str) -> ArticleDocument {
    article(id, locale.clone(), title, &[], "")
}

fn titles(locale: &Locale, titles: &[&str]) -> Index {
    let numbered = titles.iter().zip(1..);
    index_of(numbered.map(|(title, id)| titled(id, locale, title)))
}

fn found(index: &Index, text: &str, locale: &Locale, synonyms: &Synonyms) -> SearchResults {
    let wanted = SearchRequest {
        synonyms: Some(synonyms),
        ..request(text, locale)
    };
    index.public().search(&wanted).unwrap()
}

fn own(language: &str, lines: &[&str]) -> Synonyms {
    let entries: Vec<Entry> = lines.iter().map(|line| line.parse().unwrap()).collect();
    Synonyms::new(language, &entries)
}

#[test]
fn what_is_written_short_finds_what_it_means() {
    let es = Locale::spanish();
    let index = titles(
        &es,
        &[
            "¿Por qué no llega mi pedido?",
            "Cambiar mi dirección",
            "Anular un pedido",
        ],
    );
    let synonyms = own("es", &[]);
    let short = found(&index, "xq no me llega el pedido???", &es, &synonyms);
    let full = found(&index, "por qué no me llega el pedido", &es, &synonyms);
    assert_eq!(short, full);
    assert_eq!(ids(&short)[0], 1);
    let sure = |text: &str, synonyms: Option<&Synonyms>| {
        let message = Message {
            text,
            synonyms,
            brand_id: Some(BRIZNA),
            locale: Some(&es),
            ..Message::default()
        };
        index.public().similar(&message, 3).unwrap()[0].evidence
    };
    let [known, unknown] = [Some(&synonyms), None].map(|table| sure("xq tmb no llega tlfn pedido", table));
    assert!(known.weight < unknown.weight, "{known:?} {unknown:?}");
    let exact = SearchRequest {
        exact: true,
        synonyms: Some(&synonyms),
        ..request("tlfno", &es)
    };
    assert_eq!(index.public().search(&exact).unwrap().total, 0);
}

#[test]
fn words_that_mean_the_same_count_as_one() {
    let es = Locale::spanish();
    let index = titles(
        &es,
        &[
            "Duplicado de mi chip",
            "Duplicado de la tarjeta SIM",
            "Duplicado de una tarjeta bancaria",
            "Otra cosa",
        ],
    );
    let plain = own("es", &[]);
    let table = own("es", &["chip, tarjeta SIM"]);
    let few = |text: &str, synonyms: &Synonyms| {
        let wanted = SearchRequest {
            limit: 2,
            synonyms: Some(synonyms),
            ..request(text, &es)
        };
        let results = index.public().search(&wanted).unwrap();
        let mut ids = ids(&results);
        ids.sort_unstable();
        (ids, results.relaxed)
    };
    assert_eq!(few("duplicado chip", &plain).0[0], 1);
    assert_eq!(few("duplicado chip", &table), (vec![1, 2], false));
    assert_eq!(few("duplicado tarjeta sim", &table), (vec![1, 2], false));
    let marked = found(&index, "chip", &es, &own("es", &["chip, duplicado"]));
    assert!(marked.hits.iter().all(|hit| hit.matched.contains(&"chip".to_owned())));
    // Two ways to say it are no more than one.
    let index = titles(&es, &["Móvil celular teléfono", "Un móvil azul marino", "nada"]);
    let hits = found(&index, "móvil", &es, &plain).hits;
    assert_eq!(hits.len(), 2);
    assert!((hits[0].confidence - hits[1].confidence).abs() < 0.2, "{hits:?}");
}

#[test]
fn completion_goes_on_in_other_words() {
    let es = Locale::spanish();
    let index = titles(
        &es,
        &["Configurar el móvil nuevo", "Por qué no llega mi pedido", "Wi-Fi lento"],
    );
    let table = own("es", &[]);
    let completed = |typed: &str| {
        let found = index
            .public()
            .autocomplete(typed, BRIZNA, &es, Some(&table), 5)
            .unwrap();
        found.iter().map(|one| one.article_id.0).collect::<Vec<_>>()
    };
    assert_eq!(completed("celular nu"), [1]);
    assert_eq!(completed("xq no lle"), [2]);
    assert_eq!(completed("wifi"), [3]);
    assert_eq!(completed("wi-fi l"), [3]);
    assert!(completed("lavadora").is_empty());
}

#[test]
fn stretched_words_are_read_as_the_index_knows_them() {
    let es = Locale::spanish();
    let index = titles(&es, &["Internet va lento", "El código AAA de la llave"]);
    let table = own("es", &[]);
    for text in ["lentooooo", "internettt lento", "LLAAAAVE"] {
        let results = found(&index, text, &es, &table);
        assert!(results.total == 1 && results.corrected.is_none(), "{text}: {results:?}");
    }
    assert_eq!(ids(&found(&index, "AAA", &es, &table)), [2]);
    assert_eq!(
        found(&index, "nooo va internet", &es, &table),
        found(&index, "no va internet", &es, &table)
    );
}

#[test]
fn codes_and_names_match_whole_and_in_parts() {
    let es = Locale::spanish();
    let index = titles(
        &es,
        &[
            "La batería del iPhone15 dura poco",
            "La batería del iPhone 15 no carga",
            "Error E-4012 al arrancar",
            "La Wi-Fi va lenta",
            "El wifi no aparece",
            "Activar la eSIM",
            "Mi e-SIM se borró",
            "Cuesta 1.200 euros",
        ],
    );
    let table = own("es", &[]);
    for (text, expected) in [
        ("iPhone15", &[1, 2][..]),
        ("iphone 15", &[1, 2]),
        ("E4012", &[3]),
        ("e-4012", &[3]),
        ("wifi", &[4, 5]),
        ("wi-fi", &[4, 5]),
        ("esim", &[6, 7]),
        ("e-SIM", &[6, 7]),
        ("sim", &[6, 7]),
        ("1200", &[8]),
        ("1,200", &[8]),
    ] {
        let results = found(&index, text, &es, &table);
        let mut ids = ids(&results);
        ids.sort_unstable();
        assert!(ids == expected && !results.relaxed, "{text}: {ids:?}");
    }
    assert_eq!(ids(&found(&index, "200", &es, &table)), Vec::<i64>::new());
}

#[test]
fn hashtags_in_camel_case_are_read_as_words() {
    let es = Locale::spanish();
    let index = titles(&es, &["No funciona el wifi", "Cambiar de tarifa"]);
    let results = found(&index, "#NoMeFuncionaElWifi", &es, &own("es", &[]));
    assert!(ids(&results) == [1] && !results.relaxed, "{results:?}");
}

#[test]
fn emoji_show_what_it_is_about_and_need_not_be_found() {
    let es = Locale::spanish();
    let index = titles(&es, &["Seguir un paquete", "Devolver un artículo", "Pagar la factura"]);
    let table = own("es", &[]);
    assert_eq!(ids(&found(&index, "📦", &es, &table)), [1]);
    assert_eq!(ids(&found(&index, "devolver 😡📦", &es, &table))[0], 2);
    assert_eq!(found(&index, "😡💔", &es, &table).total, 0);
}

#[test]
fn a_part_of_a_sentence_without_blanks_finds_it() {
    for (tag, titles_of, queries) in [
        (
            "zh",
            ["如何重置路由器的Wi-Fi密码", "为什么我的订单还没有到"],
            ["重置路由器", "订单没有到"],
        ),
        (
            "ja",
            ["パスワードを再設定する方法", "注文が届かないのはなぜですか"],
            ["再設定", "注文が届かない"],
        ),
        (
            "ko",
            ["비밀번호를 재설정하는 방법", "주문이 도착하지 않아요"],
            ["비밀번호", "주문"],
        ),
        ("th", ["วิธีรีเซ็ตรหัสผ่าน", "คำสั่งซื้อยังไม่มาถึง"], ["รหัสผ่าน", "คำสั่งซื้อ"]),
    ] {
        let locale: Locale = tag.parse().unwrap();
        let index = titles(&locale, &titles_of);
        for (query, id) in queries.iter().zip(1..) {
            let results = found(&index, query, &locale, &own(tag, &[]));
            assert_eq!(results.hits[0].article_id, ArticleId(id), "{query}");
        }
    }
    let zh: Locale = "zh".parse().unwrap();
    let index = titles(&zh, &["我的猫不吃饭", "别的"]);
    assert_eq!(ids(&found(&index, "猫", &zh, &own("zh", &[]))), [1]);
    assert_eq!(
        highlight("重置密码", &["重置".into(), "置密".into(), "密码".into()], &zh),
        "<mark>重置密码</mark>"
    );
}

#[test]
fn other_languages_find_other_forms_of_their_words() {
    for (tag, title, query) in [
        ("pt", "Alterar as senhas das contas", "alterando senha"),
        ("fr", "Réinitialiser les mots de passe", "réinitialisation mot"),
        ("de", "Rechnungen bezahlen", "Rechnung bezahlt"),
        ("it", "Reimpostare le password degli account", "reimposto"),
        ("nl", "Facturen betalen", "factuur betaling"),
        ("sv", "Betala fakturorna", "fakturor"),
        ("ru", "Сбросить пароли", "пароль"),
        ("tr", "Şifreleri sıfırlama", "şifre"),
    ] {
        let locale: Locale = tag.parse().unwrap();
        let index = titles(&locale, &[title, "xyz"]);
        let results = found(&index, query, &locale, &own(tag, &[]));
        assert!(
            ids(&results).first() == Some(&1) && results.corrected.is_none(),
            "{tag}: {results:?}"
        );
    }
}

/// The words of a text, as they are looked for.
fn read(index: &Index, text: &str, locale: &Locale) -> Vec<String> {
    let snapshot = index.public().store().snapshot();
    let tongues = super::terms::Tongues::new(&snapshot, Some(locale));
    let words = super::read::words(&snapshot, (text, text), &tongues, None).unwrap();
    words.into_iter().map(|word| word.text).collect()
}

#[test]
fn a_hashtag_without_capitals_says_the_words_it_was_run_together_from() {
    let es = Locale::spanish();
    let index = titles(
        &es,
        &[
            "Llevo días sin servicio",
            "El servicio de atención",
            "No puedo pagar la factura",
            "Devolución de una compra",
            "Internet lento en casa",
        ],
    );
    let read = |text: &str| read(&index, text, &es);
    assert_eq!(read("#sinservicio"), ["sin", "servicio"]);
    assert_eq!(read("#sinServicio"), ["sin", "Servicio"]);
    assert_eq!(read("#nopuedopagar"), ["no", "puedo", "pagar"]);
    assert_eq!(read("hola, #internetlento otra vez")[1..3], ["internet", "lento"]);
    assert_eq!(
        read("#devoluciónlenta"),
        ["devoluciónlenta"],
        "no document has that word"
    );
    assert_eq!(read("#devoluciónlento"), ["devolución", "lento"]);
    // The whole is a word, or its stem is.
    assert_eq!(read("#servicios"), ["servicios"]);
    // Ordinary words and handles are never cut, and neither is what would say nothing.
    for whole in ["sinservicio", "@sinservicio", "#sinpie", "#enelde"] {
        let bare = whole.trim_start_matches(['#', '@']);
        assert!(read(whole).iter().any(|word| word == bare), "{whole} {:?}", read(whole));
    }
    let found = found(&index, "#sinservicio", &es, &own("es", &[]));
    assert_eq!((ids(&found)[0], found.corrected), (1, None));
}

#[test]
fn of_ways_to_cut_a_hashtag_the_most_frequent_words_count() {
    let en = Locale::english();
    let index = titles(
        &en,
        &[
            "No service at home",
            "Service is down",
            "Broken phone",
            "Nose bleeding",
            "A rare rvice",
            "Track my order",
        ],
    );
    let read = |text: &str| read(&index, text, &en);
    assert_eq!(read("#noservice"), ["service"], "\"no\" says nothing in English");
    assert_eq!(read("#trackmyorder"), ["track", "my", "order"]);
    assert_eq!(read("#brokenphone please"), ["broken", "phone", "please"]);
    assert_eq!(read("#servicedown"), ["service", "down"]);
    assert_eq!(read(&"#servicedown ".repeat(4)), ["service", "down"]);
    assert_eq!(
        read(&"#servicedown ".repeat(5)),
        ["service", "down", "servicedown"],
        "not all of many are looked at"
    );
}

#[test]
fn a_name_is_marked_whole_however_it_was_typed() {
    let es = Locale::spanish();
    let title = "¿Qué es una eSIM?";
    let index = titles(&es, &[title, "Otra cosa"]);
    for query in ["esim", "eSIM", "ESIM", "e-sim"] {
        let results = found(&index, query, &es, &own("es", &[]));
        let marked = highlight(title, &results.hits[0].matched, &es);
        assert_eq!(marked, "¿Qué es una <mark>eSIM</mark>?", "{query}");
    }
}
