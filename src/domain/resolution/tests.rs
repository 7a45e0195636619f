use super::*;
use crate::domain::channel::Visibility;
use chrono::NaiveDate;

fn day(day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, day)
        .and_then(|date| date.and_hms_opt(9, 0, 0))
        .unwrap()
}

/// `c` a customer, `a` an agent, `b` a bot, and what they said.
type Said<'a> = &'a [(char, &'a str)];

/// Turns a day apart.
fn turns<'a>(said: &[(char, &'a str)]) -> Vec<Turn<'a>> {
    said.iter()
        .zip(1..)
        .map(|((who, text), number)| Turn {
            role: match who {
                'c' => AuthorRole::Customer,
                'a' => AuthorRole::Agent,
                _ => AuthorRole::Bot,
            },
            at: Some(day(number)),
            text,
            visibility: Visibility::Public,
        })
        .collect()
}

const PROBLEM: &str = "No me va internet / my broadband is down";
const ANSWER: &str = "Apaga el router un minuto y enciéndelo otra vez. / Switch it off for a minute.";

#[test]
fn contented_customers_are_understood() {
    let texts = [
        "gracias, ya funciona",
        "¡Solucionado!",
        "Ya va, graciasss",
        "perfecto, muchas gracias",
        "era eso jajaja gracias",
        "ya va tio tb era eso jajaja gracias",
        "por correo sí. gracias",
        "Muchas gracias, así da gusto",
        "moltes gràcies!",
        "No, ya funciona",
        "Creía que no funciona pero ya va. Gracias",
        "mil gracias 🙏",
        "GRACIAS!!",
        "👍🏽👍🏽",
        "arreglado, gracias majos",
        "thanks, that worked",
        "Thank you so much!",
        "That did the trick, cheers",
        "It's fixed now",
        "All sorted, thx",
        "@Brizna it works! thank you 😀",
        "Super help - problem solved 😀 once again in love with you",
        "I am! Thank you for the answer!!",
        "I tried it on web browser and it worked! 😊",
        "Trapped behind the cabinet indeed. Green again, thanks for the precise hint.",
        "Received today. Thank you for the clear dates.",
        "ok thx",
        "A confusing rule but a clear answer. Thanks.",
        "no lo ponía. con el del portátil sí, gracias!!",
        "eskerrik asko",
        "done. god bless",
        "Thank you for not sending me to the bank.",
        "ya no se cierra. gracias",
        "uf hecho",
        "thankssss",
        "It didn't work at first, but now it works. Thanks!",
    ];
    let mut wrong = Vec::new();
    for text in texts {
        wrong.extend((thanks_score(text) < THANKS_FROM).then(|| (text, thanks_score(text))));
    }
    assert_eq!(wrong, []);
}

#[test]
fn bitter_and_waiting_customers_are_not_taken_for_content() {
    let texts = [
        "gracias por nada",
        "no gracias a vosotros",
        "sigue sin ir gracias",
        "Gracias, pero sigue igual",
        "ya no funciona",
        "no está solucionado",
        "¿cuándo va a estar arreglado?",
        "muy amables eh",
        "Gracias por hacerme perder la mañana",
        "gracias 🙄",
        "qué vergüenza, gracias",
        "gracias de antemano",
        "no me funciona, gracias",
        "gracias, lo pruebo y os digo",
        "Vale, ¿y cuánto tarda?",
        "gracias por responder, pero no me llega el código",
        "todavía no ha llegado",
        "ok",
        "hola?",
        "",
        "no sé si ya funciona",
        "thanks for nothing",
        "Done all that. Still telling me there is nothing",
        "Thanks for wasting my time",
        "no thanks to you it works",
        "still not working, thanks",
        "it isn't fixed",
        "when will it be fixed",
        "Thanks, but it didn't work",
        "thanks in advance",
        "Thanks, I'll try and let you know",
        "I need this resolved",
        "thank you, how long does it take?",
        "DM sent, thanks",
        "yeah right, thanks",
        "useless. thanks",
        "it hasn't been fixed",
        "Great 🙄",
    ];
    let mut wrong = Vec::new();
    for text in texts {
        wrong.extend((thanks_score(text) >= THANKS_FROM).then(|| (text, thanks_score(text))));
    }
    assert_eq!(wrong, []);
}

#[test]
fn the_source_is_believed_either_way() {
    let solved = turns(&[('c', PROBLEM), ('a', ANSWER), ('c', "gracias, ya funciona")]);
    assert_eq!(resolve(&solved, Some(Status::Open), day(30)), Verdict::OPEN);
    assert_eq!(
        resolve(&turns(&[('c', PROBLEM)]), Some(Status::Resolved), day(1)),
        Verdict::resolved(ResolvedBy::Source, 1.0)
    );
}

#[test]
fn thanks_after_an_answer_resolve() {
    let cases: &[(Said, Option<ResolvedBy>)] = &[
        (
            &[('c', PROBLEM), ('a', ANSWER), ('c', "gracias, ya funciona")],
            Some(ResolvedBy::Thanks),
        ),
        (
            &[
                ('c', PROBLEM),
                ('a', ANSWER),
                ('c', "thanks!"),
                ('a', "You're welcome!"),
            ],
            Some(ResolvedBy::Thanks),
        ),
        (
            &[('c', PROBLEM), ('a', ANSWER), ('c', "ya va"), ('c', "gracias")],
            Some(ResolvedBy::Thanks),
        ),
        (
            &[
                ('c', PROBLEM),
                ('a', ANSWER),
                ('c', "gracias"),
                ('c', "espera, sigue sin ir"),
            ],
            None,
        ),
        (&[('c', PROBLEM), ('a', ANSWER), ('c', "gracias por nada")], None),
        (
            &[
                ('c', PROBLEM),
                ('a', "Please DM us your account number."),
                ('c', "thanks"),
            ],
            None,
        ),
        (
            &[
                ('c', PROBLEM),
                ('a', "Mándanos un DM con tu número."),
                ('c', "gracias, ya está solucionado"),
            ],
            Some(ResolvedBy::Thanks),
        ),
        (&[('c', "gracias, ya funciona")], None),
        (&[('c', PROBLEM), ('b', ANSWER), ('c', "gracias")], None),
        (&[], None),
    ];
    for (said, by) in cases {
        assert_eq!(resolve(&turns(said), None, day(5)).by, *by, "{said:?}");
    }
}

#[test]
fn an_answer_and_a_week_of_silence_resolve() {
    let answered = turns(&[('c', PROBLEM), ('a', ANSWER)]);
    let young = resolve(&answered, None, day(8));
    assert_eq!((young.by, young.again_at), (None, Some(day(9))), "six days");
    let verdict = resolve(&answered, None, day(9));
    assert_eq!(verdict.by, Some(ResolvedBy::Silence));
    assert!(verdict.score > 0.5 && verdict.score < 0.85);
    let no_answers = [
        "Mándanos un DM con tu DNI y lo miramos.",
        "@ana Please DM us so we can look into this. https://t.co/x ^JR",
        "Is the light on top red?",
        "Hola, Ana. Sentimos las molestias.",
        "I'm sorry to hear that! Can you send us a private message?",
        "Have your friend message us. ^ACM",
        "DM us the version you use. We'll go from there. https://t.co/x",
        "If that does not help please DM your address so we can log this. Thanks - Lee 2/2",
    ];
    for text in no_answers {
        assert_eq!(
            resolve(&turns(&[('c', PROBLEM), ('a', text)]), None, day(30)),
            Verdict::OPEN,
            "{text}"
        );
    }
    let more: &[(Said, bool)] = &[
        (
            &[
                ('c', PROBLEM),
                ('a', ANSWER),
                ('c', "hm"),
                ('a', "You're welcome! Have a nice day."),
            ],
            true,
        ),
        (&[('c', PROBLEM), ('a', ANSWER), ('b', "How did we do?")], true),
        (&[('c', PROBLEM), ('a', ANSWER), ('c', "sigue igual")], false),
        (&[('c', PROBLEM), ('a', ANSWER), ('a', "¿Qué luz ves ahora?")], false),
        (&[('c', PROBLEM), ('b', ANSWER)], false),
    ];
    for (said, resolved) in more {
        assert_eq!(
            resolve(&turns(said), None, day(30)).status == Status::Resolved,
            *resolved,
            "{said:?}"
        );
    }
    let undated: Vec<_> = answered.iter().map(|turn| Turn { at: None, ..*turn }).collect();
    assert_eq!(
        resolve(&undated, None, day(30)),
        Verdict::OPEN,
        "silence cannot be measured"
    );
}

#[test]
fn the_answer_is_the_message_that_helped() {
    let cases: &[(Said, Option<usize>)] = &[
        (
            &[
                ('c', PROBLEM),
                ('a', "Hola, lo sentimos."),
                ('a', ANSWER),
                ('a', "¿Algo más?"),
            ],
            Some(2),
        ),
        (
            &[
                ('c', PROBLEM),
                ('a', ANSWER),
                ('c', "no va"),
                ('a', "Please DM us your number."),
                ('c', "done"),
            ],
            Some(1),
        ),
        (
            &[
                ('c', PROBLEM),
                ('a', ANSWER),
                ('c', "sigue igual"),
                ('a', "Cambia el cable verde."),
                ('c', "gracias, ya va"),
                ('a', "De nada, que tengas un buen día con mucha fibra"),
            ],
            Some(3),
        ),
        (&[('c', PROBLEM), ('a', "Send us a DM. https://t.co/x")], None),
        (
            &[
                ('c', PROBLEM),
                ('a', "Reinicia el router y, si sigue en rojo, mándanos un DM."),
            ],
            Some(1),
        ),
        (
            &[
                ('c', PROBLEM),
                (
                    'a',
                    "Hi! Thanks for tweeting. Please refer to this article: https://a.example/x ^RS",
                ),
                ('a', "We're here to help."),
            ],
            Some(1),
        ),
        (&[('c', PROBLEM), ('a', "Have you tried from another device?")], Some(1)),
        (&[('c', PROBLEM), ('b', ANSWER)], None),
        (&[], None),
    ];
    for (said, index) in cases {
        assert_eq!(answer_turn(&turns(said)), *index, "{said:?}");
    }
}

#[test]
fn a_greeting_before_an_answer_is_no_answer_and_takes_none_away() {
    for (text, answers) in [
        (
            "Hola Nuria, @nuria_cs: reinicia el móvil y el duplicado se activa. ^LR",
            true,
        ),
        ("Hi Sam, unplug the router for a minute.", true),
        ("Hola, Ana: sentimos mucho las molestias.", false),
        ("Hi there, thanks for reaching out!", false),
    ] {
        assert_eq!(is_answer(text), answers, "{text}");
    }
}
