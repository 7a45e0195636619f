//! A fresh, migrated database for each test, copied from a template that is made once.

use super::noon;
use precedent::{
    db::{
        Database, DatabaseUrl, DbConnection,
        brand::{self, NewBrand},
        migrations,
    },
    domain::brand::Brand,
    error::Result,
};
use std::{ops::Deref, sync::OnceLock};
use tempfile::TempDir;

/// Readers at once: enough for tests with threads.
const CONNECTIONS: u32 = 8;

/// A database of its own for one test; gone when this is dropped.
pub struct TestDatabase {
    database: Option<Database>,
    _place: Place,
}

/// Where the database is; dropping it removes the database.
enum Place {
    Folder {
        _folder: TempDir,
    },
    #[cfg(feature = "postgres")]
    Server {
        _name: postgres::Name,
    },
}

/// A brand of which nothing but the slug counts.
pub fn insert_brand(connection: &mut DbConnection, slug: &str) -> Result<Brand> {
    let new = NewBrand {
        slug: slug.into(),
        name: slug.into(),
        locales: vec!["es".parse().unwrap()],
        host: None,
        allow_list: String::new(),
    };
    Ok(brand::insert(connection, &new, noon())?)
}

impl TestDatabase {
    /// A database on the server that `TEST_DATABASE_URL` names, else an SQLite file.
    pub fn new() -> Self {
        Self::postgres().unwrap_or_else(Self::sqlite)
    }

    /// A database in a file.
    pub fn sqlite() -> Self {
        static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
        let template = TEMPLATE.get_or_init(sqlite_template);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("precedent.db");
        std::fs::write(&file, template).unwrap();
        Self {
            database: Some(Database::open(DatabaseUrl::Sqlite(file), CONNECTIONS).unwrap()),
            _place: Place::Folder { _folder: folder },
        }
    }

    /// A database on the server that `TEST_DATABASE_URL` names, if it names one.
    #[cfg(feature = "postgres")]
    pub fn postgres() -> Option<Self> {
        let name = postgres::Name::make()?;
        Some(Self {
            database: Some(Database::open(name.url(), CONNECTIONS).unwrap()),
            _place: Place::Server { _name: name },
        })
    }

    #[cfg(not(feature = "postgres"))]
    pub fn postgres() -> Option<Self> {
        None
    }

    /// One of each kind that is at hand: always SQLite, and PostgreSQL where `TEST_DATABASE_URL` names a server.
    pub fn each() -> impl Iterator<Item = Self> {
        [Some(Self::sqlite()), Self::postgres()].into_iter().flatten()
    }

    /// Whether it is on a PostgreSQL server.
    pub fn is_postgres(&self) -> bool {
        matches!(self.url(), DatabaseUrl::Postgres(_))
    }
}

impl Deref for TestDatabase {
    type Target = Database;

    fn deref(&self) -> &Database {
        self.database.as_ref().expect("taken only by drop")
    }
}

impl Drop for TestDatabase {
    /// Closes the connections before the place goes.
    fn drop(&mut self) {
        self.database.take();
    }
}

fn sqlite_template() -> Vec<u8> {
    use diesel::connection::SimpleConnection;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("template.db");
    let database = Database::open(DatabaseUrl::Sqlite(file.clone()), 1).unwrap();
    migrations::run(&database).unwrap();
    drop(database);
    let mut connection = diesel::Connection::establish(file.to_str().unwrap()).unwrap();
    diesel::SqliteConnection::batch_execute(&mut connection, "PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    std::fs::read(&file).unwrap()
}

#[cfg(feature = "postgres")]
mod postgres {
    use diesel::{Connection, PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::BigInt};
    use precedent::db::{Database, DatabaseUrl, migrations};
    use std::{
        hash::{DefaultHasher, Hash, Hasher},
        path::Path,
        sync::{
            OnceLock,
            atomic::{AtomicU32, Ordering},
        },
    };

    /// The name of a database on the server, dropped with it.
    pub struct Name(String);

    #[derive(diesel::QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }

    impl Name {
        /// Clones the template; none where no server is named.
        pub fn make() -> Option<Self> {
            static NEXT: AtomicU32 = AtomicU32::new(0);
            static TEMPLATE: OnceLock<String> = OnceLock::new();
            std::env::var_os("TEST_DATABASE_URL")?;
            let template = TEMPLATE.get_or_init(template);
            let name = format!(
                "precedent_test_{}_{}",
                std::process::id(),
                NEXT.fetch_add(1, Ordering::Relaxed)
            );
            administer(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
            administer(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
            Some(Self(name))
        }

        pub fn url(&self) -> DatabaseUrl {
            DatabaseUrl::Postgres(url_of(&self.0))
        }
    }

    impl Drop for Name {
        fn drop(&mut self) {
            administer(&format!("DROP DATABASE {} WITH (FORCE)", self.0));
        }
    }

    /// The server's URL with another database in it.
    fn url_of(name: &str) -> String {
        let url = server();
        let (place, options) = url
            .split_once('?')
            .map_or((url.as_str(), String::new()), |(place, options)| {
                (place, format!("?{options}"))
            });
        let (scheme, rest) = place.split_once("://").expect("a URL");
        let host = rest.split_once('/').map_or(rest, |(host, _)| host);
        format!("{scheme}://{host}/{name}{options}")
    }

    fn server() -> String {
        std::env::var("TEST_DATABASE_URL").expect("asked for before")
    }

    fn administer(statement: &str) {
        let mut connection =
            PgConnection::establish(&server()).expect("TEST_DATABASE_URL names no server that answers");
        let statement = format!("SET client_min_messages = warning; {statement}");
        // CREATE and DROP DATABASE refuse to run inside the transaction that several statements at once make.
        for statement in statement.split("; ") {
            connection.batch_execute(statement).unwrap();
        }
    }

    /// The name of the migrated template. It is made once for each state of the migrations, also when several test
    /// binaries start at the same time, and stays on the server.
    fn template() -> String {
        let name = format!("precedent_template_{:016x}", hash_of_migrations());
        let mut connection =
            PgConnection::establish(&server()).expect("TEST_DATABASE_URL names no server that answers");
        connection.batch_execute("SELECT pg_advisory_lock(7150001)").unwrap();
        let known = sql_query(format!(
            "SELECT count(*) AS count FROM pg_database WHERE datname = '{name}'"
        ))
        .get_result::<Count>(&mut connection)
        .unwrap();
        if known.count == 0 {
            administer("DROP DATABASE IF EXISTS precedent_template_new WITH (FORCE)");
            administer("CREATE DATABASE precedent_template_new");
            let database = Database::open(DatabaseUrl::Postgres(url_of("precedent_template_new")), 1).unwrap();
            migrations::run(&database).unwrap();
            drop(database);
            // Renaming waits for nobody, so it takes another one's connections with it.
            administer(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'precedent_template_new'",
            );
            administer(&format!("ALTER DATABASE precedent_template_new RENAME TO {name}"));
        }
        name
    }

    fn hash_of_migrations() -> u64 {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().join("up.sql"))
            .collect();
        files.sort();
        let mut hasher = DefaultHasher::new();
        for file in files {
            std::fs::read(file).unwrap().hash(&mut hasher);
        }
        hasher.finish()
    }
}
