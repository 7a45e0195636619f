#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

/// A conversation and the draft that it should give. `C` and `A` begin a customer's and an agent's message.
struct Case {
    locale: &'static str,
    messages: &'static [&'static str],
    /// Which message solved it.
    answer: usize,
    title: &'static str,
    issue: &'static str,
    resolution: &'static str,
    reply: &'static str,
}

const CASES: &[Case] = &[
    // Fury around a question; greeting, name, apology and initials around the answer.
    Case {
        locale: "es",
        messages: &[
            "C @nubeo ESTOY HARTA!!! 😡😡 ¿Cómo cambio la contraseña del wifi? Sois una vergüenza #nubeo #estafa https://t.co/abc",
            "A @lola ¡Hola, Lola! Sentimos mucho las molestias. Entra en la app, abre Red y toca «Cambiar clave». ¡Esperamos que te sirva! ^RP",
        ],
        answer: 1,
        title: "¿Cómo cambio la contraseña del wifi?",
        issue: "¿Cómo cambio la contraseña del wifi?",
        resolution: "Entra en la app, abre Red y toca «Cambiar clave».",
        reply: "Entra en la app, abre Red y toca «Cambiar clave».",
    },
    // The lead into private is no answer; what was asked twice stays once; a detail from later stays.
    Case {
        locale: "en",
        messages: &[
            "C Hi @nubeo, my parcel says delivered but it never arrived. Can you help please?",
            "A @sam Hey Sam! So sorry to hear that. Please send us a DM with your order number and we'll take a look! /KT",
            "C @nubeo It was left in a locker that I cannot open on my Android phone, thanks",
            "A @sam Thanks for getting back to us. Open the app, tap Orders and choose \"New locker code\". Let us know how it goes! /KT",
            "C Worked, cheers!",
        ],
        answer: 3,
        title: "My parcel says delivered but it never arrived",
        issue: "My parcel says delivered but it never arrived.\nIt was left in a locker that I cannot open on my Android phone",
        resolution: "Open the app, tap Orders and choose \"New locker code\".",
        reply: "Open the app, tap Orders and choose \"New locker code\".",
    },
    // Two questions in one message; steps in figures; words after the steps.
    Case {
        locale: "es",
        messages: &[
            "C buenas tardes, ¿puedo pausar mi abono en verano? ¿Y cuánto cuesta cada mes de pausa? Gracias de antemano. Saludos, Marta",
            "A Buenas tardes, Marta. Sí, hasta tres meses. 1) Entra en Mi abono 2) Toca Pausar 3) Elige las fechas. La pausa cuesta 2 € al mes. Un saludo, Equipo Nubeo",
        ],
        answer: 1,
        title: "¿Cuánto cuesta cada mes de pausa?",
        issue: "¿Puedo pausar mi abono en verano?\n¿Cuánto cuesta cada mes de pausa?",
        resolution: "Sí, hasta tres meses.\n\n1. Entra en Mi abono.\n2. Toca Pausar.\n3. Elige las fechas.\n\nLa pausa cuesta 2 € al mes.",
        reply: "Sí, hasta tres meses. 1) Entra en Mi abono. 2) Toca Pausar. 3) Elige las fechas. La pausa cuesta 2 € al mes.",
    },
    // Steps in words.
    Case {
        locale: "es",
        messages: &[
            "C El router parpadea en rojo desde ayer",
            "A Hola. Primero apaga el router, luego espera 30 segundos y después enciéndelo. Si sigue igual, avísanos.",
        ],
        answer: 1,
        title: "El router parpadea en rojo desde ayer",
        issue: "El router parpadea en rojo desde ayer",
        resolution: "1. Apaga el router.\n2. Espera 30 segundos.\n3. Enciéndelo.",
        reply: "1) Apaga el router. 2) Espera 30 segundos. 3) Enciéndelo.",
    },
    // An answer in two numbered messages with the customer's impatience between them.
    Case {
        locale: "en",
        messages: &[
            "C @nubeo how do I move my number to another SIM? 📱",
            "A Hello there! Put the new SIM in first, then open Line in the app. 1/2 -Ana",
            "C hello???",
            "A Tap \"Replace SIM\" and type the last four digits printed on it. 2/2 -Ana",
        ],
        answer: 3,
        title: "How do I move my number to another SIM?",
        issue: "How do I move my number to another SIM?",
        resolution: "Put the new SIM in first, then open Line in the app. Tap \"Replace SIM\" and type the last four digits printed on it.",
        reply: "Put the new SIM in first, then open Line in the app. Tap \"Replace SIM\" and type the last four digits printed on it.",
    },
    // A letter.
    Case {
        locale: "en",
        messages: &[
            "C Subject: Wrong name on my invoice\n\nDear Nubeo team,\n\nYour invoices carry my maiden name. I need them corrected for my landlord.\n\nKind regards,\nJoanna Field",
            "A Dear Joanna,\n\nUpload a document under Account › My details, and every new invoice will carry the right name. Older ones are reissued within two days.\n\nPetra, Nubeo",
        ],
        answer: 1,
        title: "Wrong name on my invoice",
        issue: "Wrong name on my invoice\nYour invoices carry my maiden name.",
        resolution: "Upload a document under Account › My details, and every new invoice will carry the right name. Older ones are reissued within two days.",
        reply: "Upload a document under Account › My details, and every new invoice will carry the right name. Older ones are reissued within two days.",
    },
    // An answer too short to stand alone takes up what was said before it.
    Case {
        locale: "es",
        messages: &[
            "C hola, no puedo entrar en mi cuenta",
            "A Hola, soy el asistente de Nubeo. La cuenta se bloquea una hora después de cinco intentos. ¿Cuántas veces lo has intentado?",
            "C seis",
            "A Entonces espera una hora, Pilar. ^TG",
        ],
        answer: 3,
        title: "No puedo entrar en mi cuenta",
        issue: "No puedo entrar en mi cuenta",
        resolution: "La cuenta se bloquea una hora después de cinco intentos. Espera una hora.",
        reply: "La cuenta se bloquea una hora después de cinco intentos. Espera una hora.",
    },
    // "Yes" and "no" are the answer; an address ends its sentence; a tag within the sentence is a word.
    Case {
        locale: "en",
        messages: &[
            "C Hey @nubeo does the #roaming bundle work in Norway?",
            "A Hi Ole, yes, it does. Prices and zones are here: https://nubeo.example/roaming Hope this helps! ^JW",
        ],
        answer: 1,
        title: "Does the roaming bundle work in Norway?",
        issue: "Does the roaming bundle work in Norway?",
        resolution: "Yes, it does. Prices and zones are here: https://nubeo.example/roaming",
        reply: "Yes, it does. Prices and zones are here: https://nubeo.example/roaming",
    },
];

fn turns<'a>(messages: &[&'a str]) -> Vec<Turn<'a>> {
    let turn = |message: &&'a str| Turn {
        role: if message.starts_with('C') {
            AuthorRole::Customer
        } else {
            AuthorRole::Agent
        },
        at: None,
        text: message[1..].trim_start(),
        visibility: Visibility::Public,
    };
    messages.iter().map(turn).collect()
}

fn options() -> Options<'static> {
    Options {
        brand_names: &["nubeo"],
        with_private: false,
    }
}

fn nothing(_: &str) -> Vec<Personal> {
    Vec::new()
}

/// Finds the words given, as `redaction` would.
fn finding(words: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Vec<Personal> {
    move |text| {
        let find = |(word, kind): &(&'static str, &'static str)| {
            let kind = (*kind).to_owned();
            text.match_indices(word)
                .map(|(start, found)| Personal {
                    start,
                    end: start + found.len(),
                    kind: kind.clone(),
                    placeholder: format!("[{}]", kind.to_lowercase()),
                    confidence: 0.9,
                })
                .collect::<Vec<_>>()
        };
        words.iter().flat_map(find).collect()
    }
}

#[test]
fn conversations_become_drafts() {
    for case in CASES {
        let locale = case.locale.parse().unwrap();
        let proposal = propose(&turns(case.messages), case.answer, &locale, &options(), &nothing).unwrap();
        let parts = &proposal.parts;
        assert_eq!(parts.title, case.title);
        assert_eq!(parts.issue, case.issue);
        assert_eq!(parts.resolution, case.resolution);
        assert_eq!(parts.reply, case.reply);
        assert_eq!(problems(parts), [], "{}", case.title);
        assert_eq!(parts.problems_to_publish(), [], "{}", case.title);
    }
}

#[test]
fn the_sources_are_named() {
    let locale = Locale::english();
    let proposal = propose(&turns(CASES[1].messages), 3, &locale, &options(), &nothing).unwrap();
    assert_eq!((proposal.question_turns, proposal.answer_turns), (vec![0, 2], vec![3]));
    assert_eq!(proposal.parts.environment, "Android");
    let split = propose(&turns(CASES[4].messages), 3, &locale, &options(), &nothing).unwrap();
    assert_eq!(split.answer_turns, [1, 3]);
}

#[test]
fn personal_data_is_behind_placeholders_before_words_are_chosen() {
    let messages = [
        "C @nubeo no me llega la factura a ana@correo.example ni a eva@correo.example",
        "A Hola, Ana. Hemos cambiado tu correo: ahora es eva@correo.example y no ANA@correo.example. Llegará cada día 3. ^TG",
        "C gracias, mi teléfono es 600111222",
    ];
    let find = finding(&[
        ("ana@correo.example", "EMAIL"),
        ("ANA@correo.example", "EMAIL"),
        ("eva@correo.example", "EMAIL"),
        ("600111222", "PHONE"),
    ]);
    let proposal = propose(&turns(&messages), 1, &Locale::spanish(), &options(), &find).unwrap();
    assert_eq!(proposal.parts.issue, "No me llega la factura a [email] ni a [email 2]");
    assert!(
        proposal.parts.resolution.contains("ahora es [email 2] y no [email]."),
        "{}",
        proposal.parts.resolution
    );
    let found: Vec<(&str, &str)> = proposal
        .found
        .iter()
        .map(|found| (found.original.as_str(), found.placeholder.as_str()))
        .collect();
    assert_eq!(
        found,
        [("ana@correo.example", "[email]"), ("eva@correo.example", "[email 2]")]
    );
}

#[test]
fn names_in_greetings_are_left_out_and_not_listed() {
    let messages = [
        "C no va el wifi",
        "A Hola, Berta: reinicia el router desde la app y espera dos minutos. ^TG",
    ];
    let find = finding(&[("Berta", "PERSON")]);
    let proposal = propose(&turns(&messages), 1, &Locale::spanish(), &options(), &find).unwrap();
    assert_eq!(
        proposal.parts.resolution,
        "Reinicia el router desde la app y espera dos minutos."
    );
    assert_eq!(proposal.found, []);
}

#[test]
fn a_name_before_an_answer_is_left_out_and_not_listed() {
    let turns = turns(&[
        "C Llevo dos días sin datos",
        "A Sentimos los dos días sin datos, Nuria: hay una avería y te descontamos esos días. ^LR",
    ]);
    let find = finding(&[("Nuria", "nombre")]);
    let proposal = propose(&turns, 1, &Locale::spanish(), &options(), &find).unwrap();
    assert_eq!(proposal.parts.reply, "Hay una avería y te descontamos esos días.");
    assert_eq!(proposal.found, []);
}

#[test]
fn placeholders_are_numbered_without_gaps() {
    let messages = [
        "C Hola, soy Berta. La línea la pagan Nuria y Pedro desde marzo",
        "A Cada quien ve su parte de la factura en la app.",
    ];
    let find = finding(&[("Berta", "PERSON"), ("Nuria", "PERSON"), ("Pedro", "PERSON")]);
    let proposal = propose(&turns(&messages), 1, &Locale::spanish(), &options(), &find).unwrap();
    assert_eq!(
        proposal.parts.title,
        "La línea la pagan [person] y [person 2] desde marzo"
    );
    let found: Vec<(&str, &str)> = proposal
        .found
        .iter()
        .map(|found| (found.original.as_str(), found.placeholder.as_str()))
        .collect();
    assert_eq!(found, [("Nuria", "[person]"), ("Pedro", "[person 2]")]);
}

#[test]
fn private_words_stay_out_unless_the_caller_wants_them() {
    let messages = [
        "C my card was charged twice",
        "C the last digits are 4417 and I live at the mill",
        "A One of them is a hold, it disappears within three days without doing anything.",
    ];
    let mut turns = turns(&messages);
    turns[1].visibility = Visibility::Private;
    let public = propose(&turns, 2, &Locale::english(), &options(), &nothing).unwrap();
    assert!(
        !public.from_private && !public.parts.issue.contains("mill"),
        "{}",
        public.parts.issue
    );
    turns[2].visibility = Visibility::Private;
    assert_eq!(propose(&turns, 2, &Locale::english(), &options(), &nothing), None);
    let with_private = Options {
        with_private: true,
        ..options()
    };
    assert!(
        propose(&turns, 2, &Locale::english(), &with_private, &nothing)
            .unwrap()
            .from_private
    );
}

#[test]
fn without_question_or_answer_there_is_no_draft() {
    let locale = Locale::english();
    let only_agent = ["A Our offices are closed today."];
    assert_eq!(propose(&turns(&only_agent), 0, &locale, &options(), &nothing), None);
    let greeting = ["C hello!", "A Hi there!"];
    assert_eq!(propose(&turns(&greeting), 1, &locale, &options(), &nothing), None);
    let customer_last = ["C no signal", "C still no signal"];
    assert_eq!(propose(&turns(&customer_last), 1, &locale, &options(), &nothing), None);
    assert_eq!(propose(&[], 0, &locale, &options(), &nothing), None);
}

#[test]
fn an_answer_that_only_leads_into_private_leaves_the_resolution_to_the_editor() {
    let messages = [
        "C my refund has not arrived",
        "A Sorry to hear that! Please DM us your order number. ^AB",
    ];
    let proposal = propose(&turns(&messages), 1, &Locale::english(), &options(), &nothing).unwrap();
    assert_eq!(
        (proposal.parts.title.as_str(), proposal.parts.resolution.as_str()),
        ("My refund has not arrived", "")
    );
}

#[test]
fn long_questions_make_short_titles() {
    let title = |text: &str, locale: &Locale| {
        let message = format!("C{text}");
        let messages = [
            message.as_str(),
            "A Abre la app y mira el apartado de pagos, ahí está todo explicado.",
        ];
        propose(&turns(&messages), 1, locale, &options(), &nothing)
            .unwrap()
            .parts
            .title
    };
    assert_eq!(
        title(
            "NO PUEDO PAGAR LA FACTURA DESDE LA WEB PORQUE ME DICE QUE MI TARJETA ESTÁ CADUCADA Y ES NUEVA",
            &Locale::spanish()
        ),
        "No puedo pagar la factura desde la web"
    );
    assert_eq!(
        title(
            "Can I keep my number when I move to another country and who do I have to call about it before I leave?",
            &Locale::english()
        ),
        "Can I keep my number when I move to another country?"
    );
    assert_eq!(
        title(
            "vivo en un pueblo, se puede instalar fibra aunque no haya nadie más con ella?",
            &Locale::spanish()
        ),
        "Vivo en un pueblo, ¿se puede instalar fibra aunque no haya nadie más con ella?"
    );
}

#[test]
fn long_answers_make_short_replies() {
    let long =
        "Abre la aplicación y entra en el apartado de facturas para ver todos los pagos del último año con su fecha. "
            .repeat(4);
    let message = format!("A{long}");
    let messages = ["C ¿dónde veo mis pagos?", message.as_str()];
    let parts = propose(&turns(&messages), 1, &Locale::spanish(), &options(), &nothing)
        .unwrap()
        .parts;
    assert!(
        parts.reply.chars().count() <= 240 && parts.reply.ends_with('.'),
        "{}",
        parts.reply
    );
    let one = format!("A Mira {} y ya está.", "esto y aquello ".repeat(30));
    let messages = ["C ¿dónde veo mis pagos?", one.as_str()];
    let parts = propose(&turns(&messages), 1, &Locale::spanish(), &options(), &nothing)
        .unwrap()
        .parts;
    assert!(
        parts.reply.chars().count() <= 240 && parts.reply.ends_with('…'),
        "{}",
        parts.reply
    );
}

#[test]
fn courtesy_in_an_article_is_named() {
    let parts = Parts {
        title: "Me han cobrado dos veces".into(),
        issue: "Me han cobrado dos veces".into(),
        resolution: "Hola:\n\n1. Abre Pagos.\n2. Gracias por tu paciencia. ✨ [Ver](https://a.example/!)".into(),
        cause: "Lo sentimos, falló el banco.".into(),
        reply: "¡Espera 72 horas! ^LR".into(),
        channel_replies: [("instagram".to_owned(), "Sorry! Wait.".to_owned())].into(),
        ..Parts::default()
    };
    let found: Vec<(&str, &str)> = problems(&parts)
        .iter()
        .map(|lint| (lint.part, lint.code.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("resolution", "greeting"),
            ("resolution", "thanks"),
            ("resolution", "emoji"),
            ("cause", "apology"),
            ("reply", "signature"),
            ("reply", "exclamation"),
            ("channel_replies", "apology"),
            ("channel_replies", "exclamation"),
        ]
    );
}

#[test]
fn plain_articles_pass() {
    for text in [
        "Abre Wi-Fi › Ajustes. Si pone «Sin red», espera 2 minutos.",
        "Hi-Fi mode needs a 5 GHz network. See https://a.example/thanks-a-Beta",
        "Buenas prácticas para tu contraseña",
        "1. Ve a Pagos.\n2. Elige el 24/7.\n\n| a | b |\n|---|---|\n| 1/2 | c |",
    ] {
        let parts = Parts {
            resolution: text.into(),
            ..Parts::default()
        };
        assert_eq!(problems(&parts), [], "{text}");
    }
}

proptest! {
    /// Whatever people write: no panic, and what is proposed can be saved.
    #[test]
    fn any_messages_give_something_that_can_be_saved(
        messages in prop::collection::vec(
            ("[CA]", "(?s)(.{0,40}|[ -~áéíñ¿¡@#^/:.…😀\u{a0}\u{200d}\n]{0,120}|(1\\) |hola[, ]|https?://|@[a-z]+ |\\[email\\] |[A-Z][a-z]+[.,!?] ?|gracias ){0,12})")
                .prop_map(|(role, text)| format!("{role}{text}")),
            1..5,
        ),
        answer in 0_usize..5,
    ) {
        let messages: Vec<&str> = messages.iter().map(String::as_str).collect();
        if let Some(proposal) = propose(&turns(&messages), answer, &Locale::spanish(), &options(), &nothing) {
            prop_assert_eq!(proposal.parts.problems_to_save(), []);
        }
    }
}

#[test]
fn a_condolence_is_for_one_person_and_no_answer() {
    for (said, kept) in [
        (
            "Le acompañamos en el sentimiento. La línea queda a su nombre desde hoy, sin coste.",
            "La línea queda a su nombre desde hoy, sin coste.",
        ),
        (
            "Nuestro más sentido pésame. La línea queda a su nombre desde hoy, sin coste.",
            "La línea queda a su nombre desde hoy, sin coste.",
        ),
        (
            "Our sincere condolences. The line is in your name from today, free of charge.",
            "The line is in your name from today, free of charge.",
        ),
    ] {
        let answer = format!("A {said}");
        let turns = turns(&["C Mi madre falleció y quiero conservar su número de teléfono", &answer]);
        let found = propose(&turns, 1, &Locale::spanish(), &Options::default(), &|_| Vec::new()).unwrap();
        assert_eq!(found.parts.reply, kept);
    }
}
