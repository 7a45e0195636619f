//! The schema's versions, embedded, and bringing a database to the newest one.

use super::{Database, DbConnection};
use crate::error::{Code, Error, Result};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
#[cfg(feature = "postgres")]
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Brings the database to the newest schema; the names of the migrations that were run. Refuses a database that a newer
/// version of the product has migrated further.
pub fn run(database: &Database) -> Result<Vec<String>> {
    let mut connection = database.writers.get().map_err(|error| super::unavailable(&error))?;
    match &mut *connection {
        DbConnection::Sqlite(sqlite) => bring_up(sqlite, SQLITE),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => bring_up(postgres, POSTGRES),
    }
}

/// The migrations that the database still needs, by name; empty where it has the newest schema.
pub fn pending(database: &Database) -> Result<Vec<String>> {
    fn names<DB: diesel::backend::Backend, C: MigrationHarness<DB>>(
        connection: &mut C,
        known: EmbeddedMigrations,
    ) -> Result<Vec<String>>
    where
        EmbeddedMigrations: diesel::migration::MigrationSource<DB>,
    {
        let pending = connection.pending_migrations(known).map_err(Error::internal)?;
        Ok(pending.iter().map(|migration| migration.name().to_string()).collect())
    }
    let mut connection = database.writers.get().map_err(|error| super::unavailable(&error))?;
    match &mut *connection {
        DbConnection::Sqlite(sqlite) => names(sqlite, SQLITE),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => names(postgres, POSTGRES),
    }
}

/// The newest migration of this build, as fourteen digits.
pub fn newest() -> String {
    use diesel::migration::MigrationSource;
    let known = MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE).unwrap_or_default();
    known
        .iter()
        .map(|migration| migration.name().version().to_string())
        .max()
        .unwrap_or_default()
}

fn bring_up<DB, C>(connection: &mut C, known: EmbeddedMigrations) -> Result<Vec<String>>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: diesel::migration::MigrationSource<DB>,
{
    use diesel::migration::MigrationSource;
    let names: Vec<String> = MigrationSource::<DB>::migrations(&known)
        .map_err(Error::internal)?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    let applied = connection.applied_migrations().map_err(Error::internal)?;
    if let Some(newer) = applied.iter().find(|version| !names.contains(&version.to_string())) {
        return Err(Error::new(
            Code::Unavailable,
            format!(
                "The database was used by a newer version of Precedent (it has the migration {newer}). Install that version or restore an older backup."
            ),
        ));
    }
    let run = connection.run_pending_migrations(known).map_err(Error::internal)?;
    Ok(run.iter().map(ToString::to_string).collect())
}
