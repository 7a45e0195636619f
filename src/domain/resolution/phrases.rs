//! What customers and agents say at the end of a conversation: the one table that the rules read.
//!
//! A phrase is matched word by word, without accents, case, apostrophes and stretched letters; it never goes across a
//! mark such as `,` or `.`. Where several start at the same word the longest counts, and no word counts twice: so
//! "gracias por nada" is no thanks. A new language is a few more rows.

use std::{collections::HashMap, sync::LazyLock};

/// What a phrase is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    // Of a customer.
    /// It works: the problem is gone.
    Works,
    /// Thanks, praise, agreement.
    Thanks,
    /// It does not work; undone by a later [`Sign::Works`].
    Fails,
    /// Bitter or ironic: whatever else is said, nothing is solved.
    Bitter,
    /// Less sure: the weight is taken off.
    Doubt,
    /// The same, unless thanks follow: "it took long, but thanks".
    But,
    /// Turns a [`Sign::Works`] that follows within a few words into [`Sign::Fails`].
    Not,
    // Of an agent.
    /// Asks to write elsewhere or for more details.
    Request,
    /// Greeting, apology, promise: nothing to act on.
    Filler,
    /// You are welcome, goodbye.
    Farewell,
    /// Advice in the form of a question.
    Advice,
    /// Starts a condition: what follows is for when the answer did not help.
    If,
}

/// Sign, language, weight (of customers' signs; 0 to 1), phrases.
type Row = (Sign, &'static str, f64, &'static [&'static str]);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    (Sign::Works, "es", 0.85, &[
        "ya funciona", "ya me funciona", "ya funciono", "ahora funciona", "ahora si funciona", "vuelve a funcionar",
        "funciona perfecto", "funciona perfectamente", "funciona bien", "ya va", "ya va bien", "ya me va", "ahora va", "ahora si",
        "ahora va bien", "ya esta", "ya esta arreglado", "ya esta solucionado", "ya esta resuelto", "ya lo tengo", "ya tengo internet",
        "ya tengo linea", "ya tengo cobertura", "ya tengo", "ya puedo", "ya he podido", "ya pude", "ya me deja", "ya me ha llegado",
        "ya me llego", "ya me llega", "ya ha llegado", "ya llego", "ya me lo han", "solucionado", "solucionada", "resuelto", "resuelta",
        "arreglado", "arreglada", "problema resuelto", "era eso", "era justo eso", "eso era", "ha funcionado", "me ha funcionado",
        "funciono", "me funciono", "me ha servido", "me sirvio", "me ha salido", "ya me sale", "ya aparece", "todo correcto",
        "todo bien ahora", "todo en orden", "lo he conseguido", "lo consegui", "conseguido", "recibido el reembolso",
        "ya entro", "ya he entrado", "ya me he dado", "verde otra vez", "por fin funciona", "ya conecta", "ya se conecta",
        "ya sale", "ya me aparece", "ya tenemos", "ya no sale", "ya no me sale", "ya no se", "ya no hay", "todo ok", "todo bien", "listo", "llego", "ha llegado",
        "ha entrado", "ya estoy en",
    ]),
    (Sign::Works, "en", 0.85, &[
        "works now", "working now", "it works", "works again", "working again", "works fine", "works perfectly", "working fine",
        "working perfectly", "that worked", "it worked", "this worked", "worked for me", "worked perfectly", "worked a treat",
        "which worked", "that works", "did the trick", "that did it", "that fixed it", "fixed it", "its fixed", "is fixed",
        "been fixed", "fixed now", "all fixed", "got it fixed", "fixed", "sorted", "all sorted", "got it sorted", "problem solved",
        "issue solved", "issue resolved", "solved", "resolved", "it helped", "that helped", "this helped", "got it working",
        "up and running", "back online", "all good", "all good now", "good now", "fine now", "all set", "im in",
        "was it", "that was it", "that was the problem", "found it", "got it back", "received it", "got my refund", "received my refund",
        "received today", "it arrived", "has arrived", "i can now", "can now", "able to log in", "able to get in", "i was able to",
        "managed to", "green again", "no more issues", "all done", "case closed", "arrived", "its back", "it is back", "is back", "working like a charm",
        "email worked", "saved my",
    ]),
    (Sign::Thanks, "es", 0.7, &[
        "gracias", "muchas gracias", "mil gracias", "muchisimas gracias", "grax", "grcs", "gracia", "te lo agradezco", "os lo agradezco",
        "se lo agradezco", "agradecido", "agradecida", "sois los mejores", "sois unos cracks", "eres un crack", "crack", "cracks",
        "un saludo y gracias", "asi da gusto", "gran servicio", "de gran ayuda", "muy amable", "muy amables",
    ]),
    (Sign::Thanks, "en", 0.7, &[
        "thanks", "thank you", "thank u", "thankyou", "thx", "thnx", "thks", "tks", "ty", "tysm", "cheers", "much appreciated",
        "appreciate it", "i appreciate", "really appreciate", "super help", "very helpful", "super helpful", "so helpful",
        "great help", "great service", "youre the best", "you rock", "lifesaver", "life saver", "legend",
    ]),
    (Sign::Thanks, "ca", 0.7, &["gracies", "moltes gracies", "merces"]),
    (Sign::Thanks, "gl", 0.7, &["grazas", "moitas grazas"]),
    (Sign::Thanks, "eu", 0.7, &["eskerrik asko", "mila esker"]),
    (Sign::Thanks, "pt", 0.7, &["obrigado", "obrigada"]),
    (Sign::Thanks, "fr", 0.7, &["merci", "merci beaucoup"]),
    (Sign::Thanks, "it", 0.7, &["grazie", "grazie mille"]),
    (Sign::Thanks, "de", 0.7, &["danke", "vielen dank", "danke schon"]),
    (Sign::Thanks, "es", 0.5, &["perfecto", "hecho", "q bueno", "que bueno", "genial", "estupendo", "fantastico", "fenomenal", "de lujo", "guay", "de nada a vosotros"]),
    (Sign::Thanks, "en", 0.5, &["perfect", "done", "awesome", "brilliant", "excellent", "amazing", "fantastic", "great", "wonderful", "lovely"]),
    (Sign::Thanks, "", 0.5, &["👍", "🙏", "❤", "🙌", "💪", "🤗", "😍", "🥰", "👏"]),
    (Sign::Thanks, "", 0.2, &["😀", "😃", "😊", "🙂", "😁", "☺", "🎉", "👌"]),
    (Sign::Thanks, "es", 0.3, &["ok", "vale", "de acuerdo", "entendido", "bien", "oido", "gracias por responder", "gracias por contestar",
        "gracias por la respuesta", "gracias por vuestra respuesta", "gracias por tu respuesta", "gracias por el interes", "gracias por escribir"]),
    (Sign::Thanks, "en", 0.3, &["okay", "got it", "understood", "will do", "good to know", "no worries", "thanks for the reply", "thanks for your answer",
        "thanks for your reply", "thanks for replying", "thanks for the response", "thanks for responding", "thanks for getting back",
        "thanks for reaching out", "thank you for the reply", "thank you for replying", "thank you for your response",
        "thank you for responding", "thank you for getting back", "thank you for reaching out"]),
    (Sign::Fails, "es", 0.0, &[
        "sigue sin", "sigue", "sigo sin", "seguimos sin", "sigue igual", "sigo igual", "seguimos igual", "sigue fallando", "sigue apareciendo",
        "sigue saliendo", "sigue dando", "continua igual", "no funciona", "no me funciona", "no funciono", "no ha funcionado",
        "no me ha funcionado", "no va", "no me va", "no me deja", "no puedo", "no hay manera", "no hay forma", "no ha servido",
        "no me sirve", "no sirve", "no me ha servido", "no lo habeis", "no lo solucionais", "ya no funciona", "ya no me", "ya no va", "ya no puedo", "no se ha", "no esta", "todavia no", "aun no", "aun nada",
        "todavia nada", "tampoco", "nada de nada", "lo mismo", "otra vez igual", "otra vez lo mismo", "vuelve a fallar",
        "ha vuelto a", "sin solucion", "sin solucionar", "sin resolver", "no me llega", "no ha llegado", "no me ha llegado",
        "no me soluciona", "no me solucionais", "no soluciona", "no solucionais", "no me resuelve", "nadie me", "nadie contesta",
        "me han vuelto", "me habeis vuelto", "peor", "hace dias que", "llevo dias", "llevo esperando", "sigo esperando",
        "estoy esperando", "esperando respuesta", "reclamacion", "reclamar", "denuncia", "denunciar", "estafa", "me voy a otra",
    ]),
    (Sign::Fails, "en", 0.0, &[
        "still not", "still", "still no", "still doesnt", "still isnt", "still cant", "still cannot", "still wont", "still hasnt", "still havent",
        "still waiting", "still having", "still getting", "still the same", "still broken", "still down", "still says", "still happening",
        "still nothing", "same issue", "same problem", "same thing", "same error", "doesnt work", "does not work", "didnt work",
        "did not work", "not working", "isnt working", "wasnt working", "wont work", "never works", "never worked", "nothing works",
        "nothing worked", "no luck", "didnt help", "doesnt help", "not help", "not helpful", "not fixed", "not solved", "not resolved",
        "not sorted", "no help", "cant", "cannot", "wont", "keeps", "happened again", "happening again", "not yet", "no answer",
        "no reply", "no response", "no one", "nobody", "worse", "unacceptable", "complaint", "waiting for", "been waiting", "scam",
    ]),
    (Sign::Bitter, "es", 0.0, &[
        "gracias por nada", "no gracias a", "gracias por hacerme perder", "gracias por hacernos perder", "gracias por ignorarme",
        "gracias por dejarme", "gracias a dios", "gracias eh", "gracias de verdad eh", "menos mal que",
        "vaya servicio", "vaya tela", "vaya verguenza", "una verguenza", "que verguenza", "verguenza", "penoso", "lamentable",
        "inutiles", "incompetentes", "sinverguenzas", "ladrones", "estafadores", "pesimo", "nefasto", "asco", "de risa", "tomadura de pelo",
        "me estais tomando", "me toman el pelo", "muy amables eh", "gran trabajo eh", "ironia", "peor servicio",
    ]),
    (Sign::Bitter, "en", 0.0, &[
        "thanks for nothing", "thank you for nothing", "no thanks", "no thank you", "no thanks to you", "thanks for wasting",
        "thank you for wasting", "thanks for ignoring", "thanks for ruining", "thanks for screwing",
        "thanks a lot for ruining", "thanks for making me", "thanks to you", "useless", "pathetic", "ridiculous", "terrible", "horrible",
        "awful", "worst", "a joke", "what a joke", "disgrace", "disgraceful", "disgusting", "appalling", "shame on", "great job not", "sarcasm", "yeah right",
        "as if", "disappointed", "disappointing",
    ]),
    (Sign::Bitter, "", 0.0, &["😡", "🤬", "😠", "👎", "🙄", "🖕", "🤮", "🤡", "😤"]),
    (Sign::But, "es", 0.3, &["pero", "aunque", "sin embargo"]),
    (Sign::But, "en", 0.3, &["but", "however", "although", "though"]),
    (Sign::Doubt, "es", 0.15, &["espero", "esperare", "esperamos"]),
    (Sign::Doubt, "es", 0.3, &[
        "de antemano", "por adelantado", "probare", "lo probare", "voy a probar", "lo pruebo", "pruebo", "probando",
        "lo intentare", "lo intento", "voy a intentar", "cuando llegue", "luego lo", "ahora lo miro", "ya os", "ya te cuento", "os digo",
        "te digo", "os cuento", "os aviso", "te aviso", "a ver si", "a ver", "quedo a la espera",
        "quedo pendiente", "enviado", "te lo envio", "os lo envio", "os he escrito", "te he escrito", "os he mandado", "te he mandado",
        "os he enviado", "te he enviado", "os escribo", "te escribo", "por privado", "por dm", "el problema es", "de momento",
    ]),
    (Sign::Doubt, "en", 0.3, &[
        "in advance", "ill try", "i will try", "will try", "trying", "ill give it", "let me try",
        "ill check", "will check", "ill let you know", "will let you know", "let you know", "keep you posted", "hopefully", "i hope",
        "hope", "sent you", "dm sent", "sent a dm", "just sent", "ive sent", "i sent", "messaged you", "dmed you", "sent it",
        "sent the", "see dm", "check your dm", "waiting", "will wait", "ill wait", "for now",     ]),
    (Sign::Not, "es", 0.0, &["no", "nunca", "sin", "cuando", "hasta que", "si", "ni", "jamas", "que este", "quiero", "necesito"]),
    (Sign::Not, "en", 0.0, &[
        "not", "never", "isnt", "wasnt", "hasnt", "havent", "hadnt", "didnt", "doesnt", "dont", "until", "if", "when", "want", "need",
        "needs", "get this", "to be", "should", "would", "hasnt been", "not been", "havent been",
    ]),
    (Sign::Request, "es", 0.0, &[
        "por dm", "un dm", "mensaje directo", "mensajes directos", "mensaje privado", "mensajes privados", "por privado", "al privado",
        "en privado", "por md", "un md", "por mp", "un mp", "por interno", "escribenos", "escribanos", "mandanos", "mandenos", "envianos",
        "envienos", "facilitanos", "facilitenos", "indicanos", "indiquenos", "confirmanos", "danos tu", "danos los", "pasanos",
        "dinos tu", "dime tu", "dinos que", "dime que", "dinos si", "dime si", "necesitamos tu", "necesitamos tus", "necesitamos que nos",
        "necesito tu", "necesito que me", "cuentanos", "cuentame", "siguenos y", "contacta con nosotros", "ponte en contacto",
        "nos pondremos en contacto", "te contactaremos", "te llamaremos", "te escribimos por",
    ]),
    (Sign::Request, "en", 0.0, &[
        "dm us", "dm me", "dm your", "dm the", "send us a dm", "send a dm", "shoot us a dm", "by dm", "via dm", "in dm", "in a dm", "us a dm",
        "join us in dm", "sent you a dm", "sent a dm", "sent you dm", "reply in dm", "replied in dm", "direct message", "private message",
        "message us", "message me", "pm us", "a pm", "inbox us", "send us a message", "send us your", "send us the", "send your", "provide us",
        "please provide", "provide your", "provide more details", "let us know your", "let us know what", "let us know which", "let me know your",
        "tell us more", "tell us your", "share your", "share the details", "please share", "could you share", "can you share", "can you confirm",
        "could you confirm", "please confirm", "may i have", "can i have", "could i have", "have your friend", "contact us", "reach out to us",
        "give us a call", "get in touch", "follow us", "follow and", "more details", "more information about", "private secured link", "well be in touch",
        "someone will contact", "we will contact you", "well contact you",
    ]),
    (Sign::Filler, "es", 0.0, &[
        "hola", "buenos dias", "buenas tardes", "buenas noches", "lamentamos", "lamento", "sentimos", "lo siento", "siento", "disculpa",
        "disculpas", "disculpe", "perdona", "perdon", "entendemos", "entiendo", "gracias por escribir", "gracias por avisar",
        "gracias por contactar", "gracias por tu mensaje", "gracias por tu paciencia", "gracias por contarnos", "lo revisamos", "lo miramos",
        "lo vamos a revisar", "vamos a revisar", "revisaremos", "miraremos", "queremos ayudarte", "encantados de ayudarte", "te ayudamos",
        "podemos ayudarte", "puedo ayudarte", "ayudarte", "estamos trabajando", "trasladamos", "tomamos nota", "un momento", "quedamos a la espera",
        "soy el asistente", "te leemos", "aqui estamos",
    ]),
    (Sign::Filler, "en", 0.0, &[
        "hi", "hello", "hey", "good morning", "good afternoon", "good evening", "sorry", "apologize", "apologise", "apologies", "i understand",
        "we understand", "thanks for reaching out", "thank you for reaching out", "thanks for contacting", "thank you for contacting",
        "thanks for letting us know", "thanks for tweeting", "thanks for the tag", "thanks for your patience", "thanks for sharing",
        "wed like to help", "provide some assistance", "go from there", "start there", "how we can help", "see how we", "wed love to help", "we can help", "happy to help", "glad to help", "happy to look", "glad to assist", "happy to assist",
        "like to assist", "like to help", "want to help", "here to help", "here for you", "were here", "look into this", "looking into", "investigate", "how can i help",
        "how may i help", "how can i assist", "concerning", "saddening", "frustrating", "bummer", "means a lot to us", "well do better", "we can do better",
        "let our team know", "pass this along", "passed this along", "one moment", "bear with", "glad you", "glad to hear", "glad to know", "happy to hear", "noted",
        "love it", "awesome",
    ]),
    (Sign::Farewell, "es", 0.0, &[
        "de nada", "a ti", "a vosotros", "no hay de que", "un placer", "nos alegra", "nos alegramos", "me alegro", "que tengas", "buen dia",
        "feliz dia", "hasta luego", "hasta pronto", "un saludo", "saludos", "cualquier cosa", "aqui nos tienes", "gracias a ti", "para eso estamos",
    ]),
    (Sign::Farewell, "en", 0.0, &[
        "youre welcome", "glad it helped", "you are welcome", "youre very welcome", "no problem", "my pleasure", "our pleasure", "anytime", "have a great", "have a nice",
        "have a good", "take care", "goodbye", "bye", "kind regards", "glad we could help", "glad to have helped", "happy to have helped", "glad that helped", "anything else",
        "if you ever need us", "just a tweet away", "give us a shout", "enjoy the rest",
    ]),
    (Sign::Advice, "es", 0.0, &["has probado", "ya has probado", "habeis probado", "ha probado", "puedes probar", "podrias probar", "puedes intentar", "por que no pruebas", "prueba"]),
    (Sign::Advice, "en", 0.0, &["have you tried", "have you already tried", "did you try", "can you try", "could you try", "try", "could you please try", "how about", "why not", "does this link help", "does this help"]),
    (Sign::If, "es", 0.0, &["si"]),
    (Sign::If, "en", 0.0, &["if", "otherwise"]),
];

/// A phrase as it is looked for.
pub(super) struct Phrase {
    pub(super) words: Vec<&'static str>,
    pub(super) sign: Sign,
    pub(super) weight: f64,
}

/// The phrases by their first word, the longest first.
static BY_FIRST_WORD: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut by_word: HashMap<&'static str, Vec<Phrase>> = HashMap::new();
    for (sign, _, weight, phrases) in TABLE {
        for phrase in *phrases {
            let words: Vec<_> = phrase.split(' ').collect();
            by_word.entry(words[0]).or_default().push(Phrase {
                words,
                sign: *sign,
                weight: *weight,
            });
        }
    }
    for phrases in by_word.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }
    by_word
});

/// The longest phrase with one of `signs` that `words` starts with.
pub(super) fn at_start(words: &[String], signs: &[Sign]) -> Option<&'static Phrase> {
    let fits = |phrase: &&Phrase| {
        signs.contains(&phrase.sign)
            && words.len() >= phrase.words.len()
            && phrase.words.iter().zip(words).all(|(wanted, word)| wanted == word)
    };
    BY_FIRST_WORD.get(words.first()?.as_str())?.iter().find(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_sound() {
        let mut seen = HashSet::new();
        for (sign, language, weight, phrases) in TABLE {
            assert!((0.0..1.0).contains(weight), "{sign:?}");
            for phrase in *phrases {
                let folded = super::super::speech::words(phrase).join(" ");
                assert_eq!(&folded, phrase, "a phrase stands here as it is matched");
                assert!(
                    seen.insert((format!("{sign:?}"), *phrase)),
                    "{language}: \"{phrase}\" stands twice"
                );
            }
        }
    }
}
