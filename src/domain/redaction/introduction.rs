//! What announces the name of a person: "me llamo", "titular:", "mi hermana", "thanks", "Kind regards,".

use std::collections::HashMap;
use std::sync::LazyLock;

use super::folded::is_blank;
use super::lexicon::Roles;
use super::text::Text;

/// How a name is announced, from the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Introduction {
    /// The words say that a name follows, whatever it looks like.
    Name,
    /// The words name a part that people play ("titular", "driver"), so a name is likely.
    Label,
    /// "soy", "this is": a name or anything else.
    Presence,
    /// "mi madre", "my boss".
    Relative,
    Greeting,
    SignOff,
    Nothing,
}

const NAME: &str = "me llamo|mi nombre es|mi nombre completo es|mi nombre|my name is|my name s|my full name is|name is|nombre es|\
    nombre completo|full name|se llama|maiden name|maiden name is|apellidos|apellido es|surname is|surname|last name is|first name is|last name|\
    le atiende|te atiende|les atiende|atendido por|me atendio|me ha atendido|hable con|he hablado con|hablado con|habla con|spoke to|spoke with|\
    speaking with|speaking to|talked to|talked with|spoken to|spoken with|hablar con|speak to|speak with|ask for|asking for|pregunte por|\
    pregunten por|preguntar por|pregunta por|preguntad por|preguntando por|a nombre de|en nombre de|al nombre de|in the name of|in name of|\
    under the name|under the name of|name of|on behalf of|de parte de|a la atencion de|for the attention of|signed by|firmado por|\
    account holder|account holder is|card holder|cardholder|cardholder name|call me|llamame|llamadme|everyone calls me|name on the account is|\
    mi mujer se llama|made out to|addressed to|dirigido a|known as|change it to|correct it to|nombre y apellidos|nombre y apellido";

const LABEL: &str = "titular|titular es|titular de la cuenta|titular de la linea|titular de la tarjeta|destinatario|destinataria|recipient|\
    remitente|sender|beneficiario|beneficiaria|beneficiary|attn|att|fao|attention|attn billing|contacto|contact person|contact name|contact|\
    conductor|conductora|repartidor|repartidora|mensajero|tecnico|driver|courier|engineer|technician|agente|agent|advisor|adviser|manager|\
    firmado|signed|firma|fdo|nombre|name|customer name|cliente|customer|usuario|paciente|patient|pasajero|passenger|guest|huesped|\
    asegurado|policyholder|policy holder|tenant|landlord|account name|owner|propietario|duena|dueno|responsable|medico|doctor|gestor|gestora|\
    comercial|asesor|asesora|operador|operadora|colleague|companero|companera|nos ha escrito|me ha escrito|escrito por|written by";

const PRESENCE: &str = "soy|i m|i am|im|this is|it s|its|aqui|yo soy|habla|hablo con|soy yo|somos|it is|here s|we are|he is|she is|he s|she s|\
    es|con|dad|mum|por|a|add|to|with|tell|ask|told|avisad a|decidle a|llamad a";

const SIGN_OFF: &str = "atentamente|un saludo|saludos|saludos cordiales|un cordial saludo|cordiales saludos|un abrazo|abrazos|cordialmente|\
    muchas gracias|mil gracias|gracias|gracias de antemano|gracias por todo|kind regards|best regards|warm regards|regards|best wishes|yours sincerely|sincerely|\
    sincerely yours|yours faithfully|faithfully|yours truly|cheers|thanks|many thanks|thank you|thanks in advance|best|all the best|respectfully|\
    quedo a la espera|un cordial saludo de|besos|atte|cordially|take care|ty|thx";

type Phrases = HashMap<&'static str, Vec<(Vec<&'static str>, Introduction)>>;

/// The phrases by their last word, the longest first; each phrase without that word, from its end.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::new();
    for (list, introduction) in [
        (NAME, Introduction::Name),
        (LABEL, Introduction::Label),
        (PRESENCE, Introduction::Presence),
        (SIGN_OFF, Introduction::SignOff),
    ] {
        for phrase in list.split('|') {
            let mut words = phrase.split_ascii_whitespace().rev();
            if let Some(last) = words.next() {
                phrases.entry(last).or_default().push((words.collect(), introduction));
            }
        }
    }
    phrases
        .values_mut()
        .for_each(|entries| entries.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
    phrases
});

/// How the word at `index` is announced by what stands right before it.
pub(super) fn before(text: &Text, index: usize) -> Introduction {
    if index == 0 {
        return Introduction::Nothing;
    }
    if let Some(answer) = answer(text, index) {
        return answer;
    }
    let mut last = index - 1;
    let gap = text.gap(index);
    if text.tokens[last].is(Roles::TITLE) && is_joined(gap, b".") {
        return Introduction::Name;
    }
    if !is_joined(gap, b",:;.-(\"'\n!") {
        return Introduction::Nothing;
    }
    let quiet = is_joined(gap, b":\"'(-");
    if let Some(introduction) = phrase(text, last) {
        let fits = match introduction {
            Introduction::SignOff => true,
            Introduction::Name | Introduction::Label => quiet || gap == b", " && introduction == Introduction::Name,
            _ => gap == b" " || gap == b", " && text.is_word(last, "aqui"),
        };
        if fits && !(introduction == Introduction::SignOff && gap.starts_with(b" ")) {
            return introduction;
        }
    }
    if text.tokens[last].is(Roles::KIN)
        && (gap == b" " || gap == b", " || gap == b" (")
        && last > 0
        && is_possessive(text, last - 1)
    {
        return Introduction::Relative;
    }
    while last > 0
        && text.tokens[last].is(Roles::GREETING)
        && ["there", "all", "again"].iter().any(|word| text.is_word(last, word))
    {
        last -= 1;
    }
    if text.tokens[last].is(Roles::GREETING) && is_joined(gap, b",!-") {
        return Introduction::Greeting;
    }
    Introduction::Nothing
}

/// Whether a gap is blank but for some of these signs.
fn is_joined(gap: &[u8], signs: &[u8]) -> bool {
    gap.len() <= 4 && gap.iter().all(|byte| is_blank(*byte) || signs.contains(byte))
}

fn is_possessive(text: &Text, index: usize) -> bool {
    [
        "mi", "tu", "su", "my", "your", "his", "her", "our", "their", "nuestra", "nuestro", "the", "el", "la", "un",
        "una", "a",
    ]
    .iter()
    .any(|word| text.is_word(index, word))
}

/// What the phrase that ends with a token announces.
fn phrase(text: &Text, last: usize) -> Option<Introduction> {
    let word = std::str::from_utf8(text.word(last)).ok()?.to_ascii_lowercase();
    let phrases = PHRASES.get(word.as_str())?;
    let ends = |words: &[&str]| {
        words.len() <= last
            && words
                .iter()
                .enumerate()
                .all(|(back, word)| text.is_word(last - 1 - back, word) && text.gap(last - back).len() <= 2)
    };
    phrases
        .iter()
        .find(|(words, _)| ends(words))
        .map(|(_, introduction)| *introduction)
}

/// A name that answers a question for one, or that labels a line of a transcript (`[Marta] hola`).
fn answer(text: &Text, index: usize) -> Option<Introduction> {
    let gap = text.gap(index);
    let opens = index == 0 || gap.contains(&b'\n');
    if opens && gap.ends_with(b"[") && text.gap(index + 1).starts_with(b"]") {
        return Some(Introduction::Name);
    }
    let speaker = index
        .checked_sub(1)
        .filter(|speaker| text.tokens[*speaker].is(Roles::LABEL) && gap.starts_with(b":"))?;
    let question = (speaker.saturating_sub(9)..speaker)
        .rev()
        .take_while(|near| *near + 1 == speaker || !text.gap(*near + 1).contains(&b'\n'));
    let asked = question.filter(|_| text.gap(speaker).contains(&b'\n'));
    let mut asked = asked.map(|near| text.word(near));
    asked
        .any(|word| {
            [&b"name"[..], b"nombre", b"titular", b"llamas", b"apellidos", b"llama"]
                .iter()
                .any(|asks| word.eq_ignore_ascii_case(asks))
        })
        .then_some(Introduction::Name)
}
