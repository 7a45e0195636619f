//! The program itself, as a process: for what only a process shows.

use super::{app::Caller, database::TestDatabase, wait_for, wait_until};
use precedent::db::{DatabaseUrl, DbConnection};
use std::{
    path::Path,
    process::{Child, Command, Output, Stdio},
};
use tempfile::TempDir;

/// The program on a data folder and a database of its own.
pub struct Program {
    folder: TempDir,
    database: TestDatabase,
}

impl Program {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            database: TestDatabase::new(),
        }
    }

    /// Its data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Whether its database outlives the process.
    pub fn is_on_a_server(&self) -> bool {
        self.database.is_postgres()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_precedent"));
        command
            .arg("--data-dir")
            .arg(self.folder())
            .args(arguments)
            .env("PRECEDENT_DATABASE_URL", database_url(&self.database))
            .env("PRECEDENT_REQUESTS_PER_MINUTE", "0")
            .env("PRECEDENT_TOKEN_REQUESTS_PER_MINUTE", "0")
            .env("PRECEDENT_LOG", "error")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Writes into its database beside it.
    pub fn write<T>(&self, mut work: impl FnMut(&mut DbConnection) -> diesel::QueryResult<T>) -> T {
        self.database.write(|connection| Ok(work(connection)?)).unwrap()
    }

    /// A token with these scopes, by the command line.
    pub fn token(&self, scopes: &str) -> String {
        let made = self.run(&["--json", "token", "create", "test", "--scope", scopes]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let made: serde_json::Value = serde_json::from_slice(&made.stdout).unwrap();
        made["key"].as_str().unwrap().to_owned()
    }

    /// Starts serving and waits until it answers.
    pub fn serve(&self) -> Server {
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let address = format!("127.0.0.1:{port}");
        let child = self
            .command(&["serve", "--listen", &address])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let server = Server {
            child,
            caller: Caller::to(&format!("http://{address}")),
        };
        wait_until("the server does not answer", || {
            let reply = server.caller.attempt("GET", "/healthz", None);
            reply.is_some_and(|reply| reply.status == 200)
        });
        server
    }
}

/// A serving process; killed when dropped.
pub struct Server {
    child: Child,
    caller: Caller,
}

impl Server {
    /// Somebody without a token.
    pub fn caller(&self) -> Caller {
        self.caller.clone()
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the index shows all that was written.
    pub fn settle(&self) {
        wait_for(|| {
            let reply = self.caller.get("/readyz");
            if reply.status == 200 && reply.json()["index_behind"] == 0 {
                return Ok(());
            }
            Err(format!("the index does not catch up: {reply:?}"))
        });
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        self.child.kill().unwrap_or_default();
        self.child.wait().map(|_| ()).unwrap_or_default();
    }
}

fn database_url(database: &TestDatabase) -> String {
    match database.url() {
        DatabaseUrl::Sqlite(file) => format!("sqlite:{}", file.display()),
        DatabaseUrl::Postgres(url) => url.clone(),
    }
}
