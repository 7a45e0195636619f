//! Looks at what finds by meaning: the encoder, its vectors, and the tables of words that mean the same.

use super::{Finding, error, good, warning};
use crate::{
    actions::{meaning, synonym},
    app::{App, endpoint},
    db::{self, DbConnection, change_log},
    error::Result,
    meaning::{Progress, Remote},
    settings::{ENCODER_BUILTIN, ENCODER_HTTP, Settings},
};
use chrono::{NaiveDateTime, TimeDelta};
use precedent_meaning::Embedder as _;
use std::time::{Duration, Instant};

/// A cosine to the known vector below this is another one: 8 bits a number and rounding cost less than this.
const KNOWN_FROM: f32 = 0.995;
/// An encoder outside that takes longer for one word makes whoever asks wait noticeably.
const SLOW: Duration = Duration::from_secs(1);
/// How long a server may be busy with what changed before that is worth a word.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// The encoder that the settings name: that it answers, and as it should. Whoever calls has nobody wait for it: an endpoint
/// may take its time.
pub(super) fn encoder(settings: &Settings, stored: Option<&Progress>) -> Vec<Finding> {
    match settings.written.encoder.as_str() {
        ENCODER_BUILTIN => builtin(stored),
        ENCODER_HTTP => outside(settings, stored),
        _ => vec![off()],
    }
}

/// The same without asking anybody outside.
pub(super) fn encoder_inside(settings: &Settings, stored: Option<&Progress>) -> Vec<Finding> {
    match settings.written.encoder.as_str() {
        ENCODER_BUILTIN => builtin(stored),
        ENCODER_HTTP => Vec::new(),
        _ => vec![off()],
    }
}

fn off() -> Finding {
    good(
        "encoder_off",
        "The encoder is switched off: answers are found by words alone.",
    )
}

fn builtin(stored: Option<&Progress>) -> Vec<Finding> {
    let (Some(encoder), Some(likeness)) = (precedent_meaning::builtin(), precedent_meaning::self_test()) else {
        return vec![warning(
            "encoder_missing",
            "This binary was built without an encoder: answers are found by words alone.",
            "Take a binary that was built with the feature `encoder`, or set encoder = \"off\" to say that it is meant.",
        )];
    };
    let own = if likeness >= KNOWN_FROM {
        good("encoder", "The built-in encoder gives what it should.").about("builtin")
    } else {
        error(
            "encoder_wrong",
            format!(
                "The built-in encoder gives another vector than it should (cosine {likeness:.3}): nothing is found by meaning."
            ),
            "Install the binary anew and compare its checksum; if it stays, this machine's memory or processor is at fault.",
        )
    };
    let mut findings = vec![own];
    findings.extend(stored.and_then(|stored| changed(stored, encoder.id())));
    findings
}

fn outside(settings: &Settings, stored: Option<&Progress>) -> Vec<Finding> {
    let written = &settings.written;
    let began = Instant::now();
    let remote = match Remote::open(endpoint(written), None) {
        Ok(remote) => remote,
        Err(trouble) => return vec![silent(settings, stored, &trouble.0)],
    };
    let took = began.elapsed();
    let mut findings = vec![speed(&written.encoder_url, took)];
    let (given, set) = (remote.dimensions(), written.encoder_dimensions);
    if set != 0 && set != given {
        let found = error(
            "encoder_dimensions",
            format!(
                "encoder_dimensions is {set}, but the encoder gives vectors of {given} numbers: none of them is taken."
            ),
            format!("Set encoder_dimensions to {given}, or to 0 to have the encoder asked."),
        );
        findings.push(found.counting(given as i64).about(set));
    } else {
        findings.extend(stored.and_then(|stored| changed(stored, remote.id())));
    }
    findings
}

/// An encoder that does not answer. Words answer meanwhile, but where nobody knows its dimensions nothing can start.
fn silent(settings: &Settings, stored: Option<&Progress>, trouble: &str) -> Finding {
    let written = &settings.written;
    let known = stored.is_some_and(|stored| endpoint(written).dimensions_of(&stored.encoder).is_some());
    let problem = format!("The encoder does not answer as it should: {trouble}.");
    let finding = if known || written.encoder_dimensions != 0 {
        let fix = "Start it, and check encoder_url, encoder_model and encoder_key; until then answers are found by words alone.";
        warning("encoder_silent", problem, fix)
    } else {
        let fix = "Start it, and check encoder_url, encoder_model and encoder_key; or set encoder_dimensions, and Precedent \
                   starts without it.";
        error("encoder_unknown", problem, fix)
    };
    finding.about(&written.encoder_url)
}

fn speed(url: &str, took: Duration) -> Finding {
    let milliseconds = took.as_millis() as i64;
    let problem = format!("The encoder at {url} answers in {milliseconds} ms.");
    let finding = if took >= SLOW {
        warning(
            "encoder_slow",
            problem,
            "Run it nearer or on a faster machine, or take a smaller model: everybody who asks waits for it.",
        )
    } else {
        good("encoder_outside", problem)
    };
    finding.counting(milliseconds).about(url)
}

/// Vectors that another encoder made are of no use to this one.
fn changed(stored: &Progress, encoder: &str) -> Option<Finding> {
    let problem = format!(
        "The stored vectors are by another encoder ({}) than the settings name.",
        stored.encoder
    );
    let fix = "`precedent serve` makes all of them anew by itself; until it has, articles are found by words alone.";
    (stored.encoder != encoder).then(|| warning("vectors_other", problem, fix).about(&stored.encoder))
}

/// Whether the vectors, which go as far as this, have what changed; nothing where there are none to have.
pub(super) fn vectors(
    connection: &mut DbConnection,
    settings: &Settings,
    progress: Option<&Progress>,
    now: NaiveDateTime,
) -> Result<Option<Finding>> {
    let has_encoder = match settings.written.encoder.as_str() {
        ENCODER_BUILTIN => precedent_meaning::builtin().is_some(),
        encoder => encoder == ENCODER_HTTP,
    };
    if !has_encoder || db::article::count(connection)? == 0 {
        return Ok(None);
    }
    let Some(progress) = progress else {
        return Ok(Some(warning(
            "vectors_none",
            "There are no vectors of articles yet: answers are found by words alone.",
            "Start `precedent serve`: it makes them in the background.",
        )));
    };
    let epoch = db::settings::find(connection, db::settings::EPOCH)?.unwrap_or_default();
    let position = progress.reached.position;
    let pruned = change_log::pruned(connection)?;
    if position < pruned || progress.reached.epoch != epoch {
        return Ok(Some(warning(
            "vectors_stale",
            "The vectors are of other data or too old to go on from.",
            "Start `precedent serve`: it makes them anew in the background.",
        )));
    }
    let waiting = change_log::waiting(connection, position)?;
    let since = change_log::waiting_since(connection, position)?;
    // After much has come in, a server is busy with it for a while.
    let is_slow = since.is_some_and(|since| now - since > PATIENCE);
    Ok(Some(if waiting < meaning::NOT_WRITTEN_MOST || !is_slow {
        good("vectors", "The vectors follow what changes.")
    } else {
        warning(
            "vectors_behind",
            format!("The vectors lack {waiting} changes."),
            "A running `precedent serve` makes them in the background; if they stay behind, its log says why.",
        )
        .counting(waiting)
    }))
}

/// How far the stored vectors go; none where there are none.
pub(super) fn stored(connection: &mut DbConnection) -> Result<Option<Progress>> {
    let stored = db::settings::find(connection, db::settings::VECTORS)?;
    Ok(stored.and_then(|stored| serde_json::from_str(&stored).ok()))
}

/// How far the vectors go that a running server has.
pub(super) fn at_hand(app: &App) -> Option<Progress> {
    app.meaning.progress()
}

/// The brands' own tables of words: entries that cannot be read, or are in a language that the brand does not have, count
/// for nothing.
pub(super) fn synonyms(connection: &mut DbConnection) -> Result<Vec<Finding>> {
    let (mut findings, mut entries) = (Vec::new(), 0);
    for brand in db::brand::list(connection)? {
        let table = synonym::checked_table(connection, &brand)?;
        entries += table.entries;
        let name = &brand.slug;
        let fix = format!("Mend or remove them at /admin/synonyms of {name}.");
        if !table.unread.is_empty() {
            let problem = format!(
                "{} entries of the synonyms of {name} cannot be read and do not count, the first: \"{}\".",
                table.unread.len(),
                table.unread[0]
            );
            let found = warning("synonyms_unread", problem, &fix);
            findings.push(found.counting(table.unread.len() as i64).about(name));
        }
        if table.foreign > 0 {
            let problem = format!(
                "{} entries of the synonyms of {name} are in a language that the brand does not have.",
                table.foreign
            );
            findings.push(
                warning("synonyms_foreign", problem, &fix)
                    .counting(table.foreign)
                    .about(name),
            );
        }
    }
    if findings.is_empty() {
        findings.push(good("synonyms", format!("The synonyms can be read ({entries} entries).")).counting(entries));
    }
    Ok(findings)
}
