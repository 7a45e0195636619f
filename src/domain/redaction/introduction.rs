//! What announces the name of a person: "me llamo", "titular:", "mi hermana", "thanks", "Kind regards,".

use std::collections::HashMap;
use std::sync::LazyLock;

use super::folded::{ORDINAL, is_blank};
use super::lexicon::Roles;
use super::text::Text;
use super::topic::ends_sentence;

/// How a name is announced, from the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Introduction {
    /// The words say that a name follows, whatever it looks like.
    Name,
    /// Somebody is spoken to or about: a name in capitals, or a known one.
    Talk,
    /// The words name a part that people play ("titular", "driver"), so a name is likely.
    Label,
    /// "soy", "this is": a name or anything else.
    Presence,
    /// "con", "tell": a known name, or anything else.
    Near,
    /// "mi madre", "my boss".
    Relative,
    Greeting,
    SignOff,
    Nothing,
}

const NAME: &str = "me llamo|mi nombre es|mi nombre completo es|my name is|my name s|my full name is|\
    his name is|her name is|s name is|the name is|your name is|su nombre es|se llama|maiden name is|apellido es|\
    surname is|last name is|first name is|a nombre de|en nombre de|al nombre de|\
    in the name of|in name of|under the name|under the name of|a la atencion de|\
    for the attention of|signed by|firmado por|account holder|account holder is|card holder|cardholder|\
    cardholder name|everyone calls me|name on the account is|mi mujer se llama|made out to|addressed to|\
    dirigido a|known as|change it to|correct it to|nombre y apellidos|nombre y apellido|pregunte por|pregunten por|\
    preguntar por|pregunta por|preguntad por|preguntando por";

const TALK: &str = "on behalf of|mi nombre|my name|nombre completo|full name|maiden name|surname|last name|apellidos|\
    hable con|he hablado con|hablado con|hablando con|habla con|spoke to|spoke with|\
    speaking with|speaking to|talked to|talked with|talking to|talking with|spoken to|spoken with|hablar con|\
    speak to|speak with|ask for|asking for|\
    de parte de|call me|llamame|llamadme|was called|is called|named him|named her|llamado|\
    llamada|le atiende|te atiende|les atiende|atendido por|me atendio|me ha atendido|served by|helped by|\
    assisted by";

const LABEL: &str = "name is|nombre es|name of|nombre de|named|titular|titular es|titular de la cuenta|titular de la linea|titular de la tarjeta|destinatario|destinataria|recipient|\
    remitente|sender|beneficiario|beneficiaria|beneficiary|attn|att|fao|attention|attn billing|contacto|contact person|contact name|contact|\
    conductor|conductora|repartidor|repartidora|mensajero|tecnico|driver|courier|engineer|technician|agente|agent|advisor|adviser|manager|\
    firmado|signed|firma|fdo|nombre|name|customer name|cliente|customer|usuario|paciente|patient|pasajero|passenger|guest|huesped|\
    asegurado|policyholder|policy holder|tenant|landlord|account name|owner|propietario|duena|dueno|responsable|medico|doctor|gestor|gestora|\
    comercial|asesor|asesora|operador|operadora|colleague|companero|companera|nos ha escrito|me ha escrito|escrito por|written by";

const PRESENCE: &str = "soy|i m|i am|im|this is|it s|its|aqui|yo soy|habla|hablo con|soy yo|somos|it is|here s|\
    we are|he is|she is|he s|she s";

const NEAR: &str = "con|add|to|with|tell|ask|told|avisad a|decidle a|llamad a|and|y|que|para|por|de|a|from|by|for|of|can|could|did|has|\
    if|si|when|cuando|because|porque";

const SIGN_OFF: &str = "atentamente|un saludo|saludos|saludos cordiales|un cordial saludo|cordiales saludos|un abrazo|abrazos|cordialmente|\
    muchas gracias|mil gracias|gracias|gracias de antemano|gracias por todo|kind regards|best regards|warm regards|regards|best wishes|yours sincerely|sincerely|\
    sincerely yours|yours faithfully|faithfully|yours truly|cheers|thanks|many thanks|thank you|thanks in advance|best|all the best|respectfully|\
    quedo a la espera|un cordial saludo de|besos|atte|cordially|take care|ty|thx";

/// Words of a question that a name answers.
const ASKED: [&[u8]; 7] = [
    b"name",
    b"nombre",
    b"titular",
    b"llamas",
    b"llama",
    b"apellidos",
    b"surname",
];

type Phrases = HashMap<&'static str, Vec<(Vec<&'static str>, Introduction)>>;

/// The phrases by their last word, the longest first; each phrase without that word, from its end.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::new();
    for (list, introduction) in [
        (NAME, Introduction::Name),
        (TALK, Introduction::Talk),
        (NEAR, Introduction::Near),
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
    for entries in phrases.values_mut() {
        entries.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    phrases
});

/// How the word at `index` is announced by what stands right before it.
pub(super) fn before(text: &Text, index: usize) -> Introduction {
    if let Some(answer) = answer(text, index) {
        return answer;
    }
    if index == 0 {
        return Introduction::Nothing;
    }
    let mut last = index - 1;
    let gap = text.gap(index);
    let don = text.is_word(last, "d") && matches!(gap, [b'.' | ORDINAL, ..]);
    if (text.tokens[last].is(Roles::TITLE) && is_joined(gap, b".")) || don {
        return if gap.contains(&b'.') || text.tokens[index].capitalised() {
            Introduction::Name
        } else {
            Introduction::Talk
        };
    }
    if !is_joined(gap, b",:;.-(\"'\n!") {
        return Introduction::Nothing;
    }
    let quiet = is_joined(gap, b":\"'(-");
    if let Some(introduction) = phrase(text, last) {
        let fits = match introduction {
            Introduction::SignOff => true,
            Introduction::Name | Introduction::Talk | Introduction::Label => {
                quiet || gap == b", " && introduction == Introduction::Name
            }
            _ => gap == b" " || gap == b", " && text.is_word(last, "aqui"),
        };
        // What follows a colon on a form is what the form asks for; after a speaker it is what he says.
        if matches!(introduction, Introduction::Label | Introduction::Talk)
            && gap.contains(&b':')
            && !text.tokens[last].is(Roles::LABEL)
        {
            return Introduction::Name;
        }
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
    if last > 0 && text.is_any(last, &["there", "again", "dias", "tardes", "noches", "day"]) {
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
    text.is_any(
        index,
        &[
            "mi", "tu", "su", "my", "your", "his", "her", "our", "their", "nuestra", "nuestro", "the", "el", "la",
            "un", "una", "a",
        ],
    )
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
    if gap.ends_with(b"[") && text.gap(index + 1).starts_with(b"]") && (index == 0 || gap.contains(&b'\n')) {
        return Some(Introduction::Name);
    }
    let speaker = index
        .checked_sub(1)
        .filter(|speaker| text.tokens[*speaker].is(Roles::LABEL) && gap.starts_with(b":"));
    let asked = speaker.unwrap_or(index);
    if !text.gap(asked).contains(&b'?') {
        return None;
    }
    let question = (asked.saturating_sub(9)..asked)
        .rev()
        .take_while(|near| *near + 1 == asked || !ends_sentence(text.gap(*near + 1)));
    let mut words = question.map(|near| text.word(near));
    words
        .any(|word| ASKED.iter().any(|asks| word.eq_ignore_ascii_case(asks)))
        .then_some(Introduction::Name)
}
