//! The audit log as a file to take along.

use super::Actor;
use crate::{
    app::App,
    db::{
        self, DbConnection,
        audit::{Entry, Filter},
    },
    domain::id::{AccountId, TokenId},
    error::{Error, Result},
};
use chrono::SecondsFormat;
use serde::Serialize;

/// Entries that are read at once.
const BATCH: i64 = 1_000;
/// The most entries of one file, the newest; who wants older ones asks for less.
const MOST: usize = 100_000;

/// The names of all who may have done something.
pub struct Names {
    pub people: Vec<(AccountId, String)>,
    /// Tokens.
    pub programs: Vec<(TokenId, String)>,
}

impl Names {
    pub fn read(connection: &mut DbConnection) -> Result<Self> {
        let people = db::account::list(connection)?.into_iter();
        let programs = db::token::list(connection)?.into_iter();
        Ok(Self {
            people: people.map(|account| (account.id, account.name)).collect(),
            programs: programs.map(|token| (token.id, token.name)).collect(),
        })
    }

    /// Who did it; empty: the command line or the server itself.
    pub fn of(&self, entry: &Entry) -> &str {
        let person = self.people.iter().find(|(id, _)| Some(*id) == entry.account_id);
        let program = self.programs.iter().find(|(id, _)| Some(*id) == entry.token_id);
        let name = person.map(|(_, name)| name).or(program.map(|(_, name)| name));
        name.map(String::as_str).unwrap_or_default()
    }
}

/// An entry as a file tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// RFC 3339, in UTC.
    pub at: String,
    /// A person's or a token's name; empty: the command line or the server itself.
    pub who: String,
    /// `person`, `token` or `system`.
    pub by: &'static str,
    pub action: String,
    pub entity: String,
    /// As it stands in addresses; empty where it was done to nothing in particular.
    pub id: String,
    pub detail: String,
}

/// What the filter lets through, the newest first. That it was taken along is written down, too.
pub fn export(app: &App, actor: Actor, filter: &Filter, form: &str) -> Result<Vec<Told>> {
    let told = app.database.read(|connection| {
        let names = Names::read(connection)?;
        let (mut told, mut after) = (Vec::new(), None);
        loop {
            let page = db::audit::list(connection, filter, after, BATCH)?;
            told.extend(page.items.into_iter().map(|entry| tell(&names, entry)));
            after = page.next;
            if after.is_none() || told.len() >= MOST {
                return Ok::<_, Error>(told);
            }
        }
    })?;
    let now = app.clock.now();
    app.database
        .write(|connection| Ok(db::audit::record(connection, actor, "audit.export", None, form, now)?))?;
    Ok(told)
}

fn tell(names: &Names, entry: Entry) -> Told {
    Told {
        at: entry.at.and_utc().to_rfc3339_opts(SecondsFormat::Secs, true),
        who: names.of(&entry).to_owned(),
        by: match (entry.account_id, entry.token_id) {
            (Some(_), _) => "person",
            (None, Some(_)) => "token",
            (None, None) => "system",
        },
        // Ids of every kind are written alike.
        id: (entry.entity_id.filter(|id| *id > 0)).map_or_else(String::new, |id| AccountId(id).to_string()),
        action: entry.action,
        entity: entry.entity,
        detail: entry.detail,
    }
}

/// The same as comma-separated values (RFC 4180), with a line of names.
pub fn csv(entries: &[Told]) -> String {
    let mut text = String::from("at,who,by,action,entity,id,detail\r\n");
    for entry in entries {
        let cells = [
            &entry.at,
            &entry.who,
            entry.by,
            &entry.action,
            &entry.entity,
            &entry.id,
            &entry.detail,
        ];
        text.push_str(&cells.map(quoted).join(","));
        text.push_str("\r\n");
    }
    text
}

/// A cell. What a table program would take for a formula gets an apostrophe (OWASP, CSV injection).
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    if guard.is_empty() && !cell.contains(['"', ',', '\n', '\r']) {
        return cell.to_owned();
    }
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_what_they_say_and_no_formula() {
        let entry = Told {
            at: "2026-02-01T10:00:00Z".into(),
            who: "=cmd|x".into(),
            by: "person",
            action: "article.publish".into(),
            entity: "article".into(),
            id: "4f7k".into(),
            detail: "uno, \"dos\"\ntres".into(),
        };
        let expected = "at,who,by,action,entity,id,detail\r\n2026-02-01T10:00:00Z,\"'=cmd|x\",person,article.publish,article,\
                        4f7k,\"uno, \"\"dos\"\"\ntres\"\r\n";
        assert_eq!(csv(&[entry]), expected);
    }
}
