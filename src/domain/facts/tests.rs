use super::*;
use crate::domain::redaction::AllowListText;

/// Words of five letters and more, by their first five: enough for these tests.
fn stems(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 3)
        .map(|word| word.chars().take(5).collect())
        .collect()
}

fn allow_list() -> AllowList {
    AllowList::from_text(&AllowListText {
        phones: vec!["900 000 121".into(), "900 000 122".into()],
        ..AllowListText::default()
    })
    .unwrap()
}

fn answer(text: &str) -> Answer {
    Answer::of(text, "", &allow_list(), &stems)
}

/// What is found in a text: units and values.
fn found(text: &str) -> Vec<String> {
    let told = |stated: &Stated| match &stated.fact.value {
        Value::Between(from, to) if from == to => format!("{} {from}", stated.fact.unit),
        Value::Between(from, to) => format!("{} {from}..{to}", stated.fact.unit),
        Value::Named(name) => format!("{} {name}", stated.fact.unit),
    };
    answer(text).0.iter().map(told).collect()
}

#[test]
fn facts_are_found_however_they_are_written() {
    let cases: &[(&str, &[&str])] = &[
        ("Cuesta 4,95 €.", &["EUR 495"]),
        ("It is €32.90 or EUR 32", &["EUR 3290", "EUR 3200"]),
        ("Son 1.234,56 euros", &["EUR 123456"]),
        ("That is $1,234.5 in all", &["USD 123450"]),
        ("3 € al mes o 59 € comprado", &["EUR/month 300", "EUR 5900"]),
        ("0,45 € por minuto; 5 €/mes", &["EUR/minute 45", "EUR/month 500"]),
        ("De 10 a 14 €", &["EUR 1000..1400"]),
        ("£10–£14 a night", &["GBP/night 1000..1400"]),
        ("Un 21 % de IVA", &["% 2100"]),
        ("30% off, del 10 al 20 por ciento", &["% 3000", "% 2000"]),
        ("en 24 h", &["day 86400"]),
        ("tarda 3 días hábiles", &["day 259200"]),
        ("within 2 to 4 working days", &["day 172800..345600"]),
        ("hasta 48 horas laborables", &["day 172800"]),
        ("a 12-month commitment", &["month 31104000"]),
        ("espera cinco minutos", &["minute 300"]),
        ("1 hora y 5 minutos", &["hour 3900"]),
        ("fueron 3 horas y media", &["hour 12600"]),
        ("Llama al 900 000 121", &["phone 900000121"]),
        ("Call +34 900 000 121.", &["phone 900000121"]),
        ("Marca *111# o *#06#", &["dial *111#", "dial *#06#"]),
        ("Pon el APN «brizna.es»", &["APN brizna.es"]),
        ("| APN | `brizna` |", &["APN brizna"]),
        ("APN: brizna", &["APN brizna"]),
        (
            "Mira https://www.acme.example/ayuda/pagos?x=1.",
            &["acme.example ayuda/pagos"],
        ),
    ];
    for (text, facts) in cases {
        assert_eq!(found(text), *facts, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_fact_is_none() {
    for text in [
        "1. Abre la app",
        "2) Toca Facturas",
        "3. Step three",
        "En 2026 cambia todo",
        "Since 2019",
        "del 1 de noviembre al 31 de enero",
        "on 14 October 2026",
        "el día 5",
        "iPhone 15",
        "iPhone 15 Pro Max",
        "un Galaxy S24",
        "4G y 5G",
        "la red de 5 GHz",
        "35 GB al mes",
        "600 Mb",
        "un cargador de 33 W",
        "la versión 8.14 o posterior",
        "Android 12",
        "opción 3",
        "a las 16:00",
        "de 10:00 a 14:00",
        "de 9 a 14 h",
        "at 9:00",
        "abierto las 24 horas",
        "open 24 hours a day",
        "24/7",
        "hace 3 días",
        "two days ago",
        "los últimos 90 días",
        "the last 12 months",
        "llevas 2 años",
        "es 100 % gratis",
        "0 % de interés",
        "el paso 4 y el 5",
        "un mes",
        "a week",
        "código postal 28013",
        "pedido FB2611-133920",
        "llámame al 612 345 678",
        "#5 en tendencias",
        "the APN settings",
        "APN: it should say what we told you",
        "entra en mi.acme.example",
        "mira https://t.co/abc123",
        "192.168.1.1",
        "16-20",
        "C3PO y R2D2",
        "Wi-Fi 6",
        "Seis amigos",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn answers_disagree_where_both_name_one_and_share_none() {
    let cases = [
        (
            "El envío gratis empieza en 30 €.",
            "El envío gratis empieza desde 25 €.",
            "30 €≠25 €",
        ),
        (
            "El reembolso llega al banco en 3 días.",
            "El reembolso llega al banco en 10 días.",
            "3 días≠10 días",
        ),
        (
            "The refund reaches your account in 48 hours.",
            "The refund reaches your account in 5 days.",
            "48 hours≠5 days",
        ),
        (
            "Marca *111# para activar el contestador",
            "Para activar el contestador, marca *222#",
            "*111#≠*222#",
        ),
        (
            "Bloquea la línea en el 900 000 121",
            "Bloquea la línea en el 900 000 122",
            "900 000 121≠900 000 122",
        ),
        (
            "La penalización baja un 5 % mensual",
            "La penalización baja un 8 % mensual",
            "5 %≠8 %",
        ),
    ];
    for (ours, theirs, expected) in cases {
        let found = answer(ours).disagreements(&answer(theirs));
        let told: Vec<_> = found
            .iter()
            .map(|one| format!("{}≠{}", one.ours.text, one.theirs.text))
            .collect();
        assert_eq!(told, [expected], "{ours} / {theirs}");
    }
}

#[test]
fn what_is_no_contradiction_is_not_told() {
    for (ours, theirs) in [
        // The same in another unit or way.
        (
            "El reembolso tarda 48 horas en llegar.",
            "El reembolso tarda 2 días en llegar.",
        ),
        ("El envío tarda 24 a 48 horas", "El envío tarda 2 días"),
        ("Envío gratis desde 30 €", "Envío gratis desde 30,00 euros"),
        (
            "Cargar el móvil tarda 1 h",
            "El móvil tarda en cargar 1 hora y 5 minutos",
        ),
        // One of them names what the other one does.
        (
            "Envío gratis desde 30 €",
            "El envío gratis era desde 25 €; ahora el envío gratis es desde 30 €",
        ),
        // Something else is meant.
        ("El repetidor cuesta 3 € al mes", "El repetidor comprado cuesta 59 €"),
        ("El reembolso tarda 5 días", "El técnico espera 15 días en Navidad"),
        ("Envío gratis desde 30 €", "Te faltan 3,10 €, Edurne."),
        // Only one names any.
        ("El reembolso llega pronto", "El reembolso llega en 5 días"),
    ] {
        assert_eq!(answer(ours).disagreements(&answer(theirs)), [], "{ours} / {theirs}");
    }
}

#[test]
fn a_question_says_what_a_short_answer_is_about() {
    let ours = Answer::of("El envío es gratis desde 30 €.", "", &allow_list(), &stems);
    let asked = "a partir de cuánto el envío es gratis?";
    let theirs = Answer::of("A partir de 25 €.", asked, &allow_list(), &stems);
    assert_eq!(ours.disagreements(&theirs).len(), 1);
    let unasked = Answer::of("A partir de 25 €.", "", &allow_list(), &stems);
    assert_eq!(ours.disagreements(&unasked), []);
}
