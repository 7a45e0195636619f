//! A message or query to the words that are looked for: what was written short in full, stretched words as they are
//! known, codes in their parts and as a whole, other words that mean the same.

use super::{
    analysis::Form,
    hashtag,
    snapshot::Snapshot,
    split::said,
    stop_words::Role,
    synonyms::Synonyms,
    terms::{Tongues, WORDS_MOST, Word},
};
use crate::{
    domain::wording::{is_stretched, unstretched},
    error::{Error, Result},
};
use std::borrow::Cow;

/// Hashtags of a text that are looked at for the words they were run together from.
const HASHTAGS_MOST: usize = 4;

/// A word as it was said.
struct Told {
    text: String,
    form: Form,
    /// Its place among all words that were said; none for what emoji name.
    place: Option<usize>,
    /// All of the code or name of which it is a part.
    whole: Option<String>,
}

/// `text` with what is written short in full.
pub(super) fn in_full<'a>(text: &'a str, synonyms: Option<&Synonyms>) -> Cow<'a, str> {
    synonyms.map_or(Cow::Borrowed(text), |synonyms| synonyms.spelled_out(text))
}

/// The words of a text, given as it was written and in full, that say something, each once, in order, as the index has
/// them. Where all are faint or empty, those count in full.
pub(super) fn words(
    snapshot: &Snapshot,
    (written, full): (&str, &str),
    tongues: &Tongues,
    synonyms: Option<&Synonyms>,
) -> Result<Vec<Word>> {
    let (mut told, forms) = told(snapshot, full, tongues)?;
    if let Some(synonyms) = synonyms {
        for name in synonyms.emoji(written) {
            let form = tongues.form(name);
            // It shows what the words are about, and need not be found.
            let role = form.role.max(Role::Faint);
            add(
                &mut told,
                Told {
                    text: name.to_owned(),
                    form: Form { role, ..form },
                    place: None,
                    whole: None,
                },
            );
        }
    }
    keep_telling(&mut told);
    let others = synonyms.map(|synonyms| synonyms.others(&forms)).unwrap_or_default();
    let mut words = Vec::with_capacity(told.len());
    for one in told {
        let mut word = Word::look_up(snapshot, one.text, &one.form, tongues)?;
        if !word.faint {
            if let Some(whole) = one.whole {
                let whole = Word::look_up(snapshot, whole.clone(), &tongues.form(&whole), tongues)?;
                if whole.is_known() {
                    word.absorb(whole);
                }
            }
            for other in others.iter().filter(|other| one.place == Some(other.word)) {
                word.absorb_expression(snapshot, other.expression, tongues)?;
            }
            word.weigh(snapshot.documents);
        }
        words.push(word);
    }
    Ok(words)
}

/// What was said, each once, and the forms of all of it in order.
fn told(snapshot: &Snapshot, text: &str, tongues: &Tongues) -> Result<(Vec<Told>, Vec<Form>)> {
    let (mut told, mut forms) = (Vec::new(), Vec::new());
    let mut hashtags = 0;
    for piece in said(text) {
        let mut parts: Vec<&str> = piece.parts.iter().map(|part| part.text).collect();
        if piece.is_hashtag
            && let [one] = parts[..]
            && hashtags < HASHTAGS_MOST
        {
            hashtags += 1;
            let words = hashtag::words_of(snapshot, one, tongues)?;
            if !words.is_empty() {
                parts = words;
            }
        }
        let whole = piece.whole.map(|whole| whole.text.to_owned());
        let mut has_letter = false;
        for part in parts {
            let text = as_known(snapshot, part, tongues)?;
            let form = tongues.form(&text);
            has_letter |= form.folded.len() == 1;
            forms.push(form.clone());
            add(
                &mut told,
                Told {
                    text: text.into_owned(),
                    form,
                    place: Some(forms.len() - 1),
                    whole: whole.clone(),
                },
            );
        }
        // A letter says nothing on its own, and much in `E-4012`: the whole counts beside the number.
        if let Some(whole) = whole.filter(|_| has_letter) {
            let form = tongues.form(&whole);
            if frequency(snapshot, &form.folded)? > 0 {
                add(
                    &mut told,
                    Told {
                        text: whole,
                        form,
                        place: None,
                        whole: None,
                    },
                );
            }
        }
    }
    Ok((told, forms))
}

fn add(told: &mut Vec<Told>, one: Told) {
    if told.len() < WORDS_MOST && !told.iter().any(|known| known.form.stem == one.form.stem) {
        told.push(one);
    }
}

fn keep_telling(told: &mut Vec<Told>) {
    let best = told.iter().map(|one| one.form.role).min().unwrap_or(Role::Empty);
    if best == Role::Telling {
        told.retain(|one| one.form.role != Role::Empty);
    } else {
        told.retain(|one| one.form.role == best);
        for one in told {
            one.form.role = Role::Telling;
        }
    }
}

/// A word with stretched letters, such as `nooo`, as the index knows it.
fn as_known<'a>(snapshot: &Snapshot, word: &'a str, tongues: &Tongues) -> Result<Cow<'a, str>> {
    if !is_stretched(word) || frequency(snapshot, &tongues.form(word).folded)? > 0 {
        return Ok(word.into());
    }
    let [once, twice] = [1, 2].map(|times| unstretched(word, times));
    let common = |word: &str| frequency(snapshot, &tongues.form(word).folded);
    Ok(match (common(&once)?, common(&twice)?) {
        // Two letters that are left of eight would be taken for a typing error of any short word.
        (0, 0) if tongues.form(&once).role == Role::Telling => word.into(),
        (one, two) if two > one => twice,
        _ => once,
    })
}

/// In how many documents a folded word stands.
fn frequency(snapshot: &Snapshot, folded: &str) -> Result<u32> {
    let mut documents = 0;
    for segment in &snapshot.segments {
        let info = segment.folded.terms().get(folded).map_err(Error::internal)?;
        documents += info.map_or(0, |info| info.doc_freq);
    }
    Ok(documents)
}
