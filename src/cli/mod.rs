//! The command line: one command a file. Each reads its arguments, calls actions, and says what happened: one JSON
//! document on standard output with `--json`, lines for people without; logs and progress go to standard error.
//!
//! Exit status: 0 done, 1 failed, 2 wrong usage.

mod account;
mod bench;
mod brand;
mod channel;
mod config;
mod context;
mod database;
mod demo;
mod doctor;
mod erase;
mod eval;
mod export;
mod fit;
mod groups;
mod import;
mod integrate;
mod learning;
mod lines;
mod output;
mod redact;
mod search;
mod serve;
mod suggest;
mod threshold;
mod token;

use clap::{Parser, Subcommand};
use context::Context;
use std::{path::PathBuf, process::ExitCode};

/// What a command ends with: errors of the product, of files, and of the terminal alike.
type Outcome = anyhow::Result<()>;

/// A self-hosted knowledge base and public answer archive made of resolved support conversations.
#[derive(Debug, Parser)]
#[command(
    name = "precedent",
    version,
    propagate_version = true,
    after_help = "Start with `precedent demo`: it needs nothing else and prints an address to open."
)]
pub struct Arguments {
    /// Settings file (TOML). Without it, precedent.toml in the data folder is read where it is there. Each key is also
    /// PRECEDENT_KEY in the environment, and PRECEDENT_KEY_FILE names a file that holds the value.
    #[arg(long, global = true, value_name = "FILE", env = "PRECEDENT_CONFIG")]
    config: Option<PathBuf>,
    /// Folder of the database and the index.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        default_value = "./data",
        env = "PRECEDENT_DATA_DIR"
    )]
    data_dir: PathBuf,
    /// Prints one JSON document on standard output.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
    Serve(serve::Serve),
    Import(import::Import),
    Export(export::Export),
    Search(search::Search),
    Suggest(suggest::Suggest),
    Groups(groups::Groups),
    Threshold(threshold::Threshold),
    Learning(learning::Learning),
    Eval(eval::Eval),
    Bench(bench::Bench),
    Fit(fit::Fit),
    Redact(redact::Redact),
    Reindex(database::Reindex),
    Backup(database::Backup),
    Restore(database::Restore),
    Migrate(database::Migrate),
    Erase(erase::Erase),
    Doctor(doctor::Doctor),
    #[command(subcommand)]
    Account(account::Account),
    #[command(subcommand)]
    Token(token::Token),
    #[command(subcommand)]
    Brand(brand::Brand),
    #[command(subcommand)]
    Channel(channel::Channel),
    #[command(subcommand)]
    Config(config::Config),
    Completions(integrate::Completions),
    Man(integrate::Man),
    Openapi(integrate::Openapi),
}

impl Command {
    fn run(self, context: &Context) -> Outcome {
        match self {
            Self::Demo(command) => command.run(context),
            Self::Serve(command) => command.run(context),
            Self::Import(command) => command.run(context),
            Self::Export(command) => command.run(context),
            Self::Search(command) => command.run(context),
            Self::Suggest(command) => command.run(context),
            Self::Groups(command) => command.run(context),
            Self::Threshold(command) => command.run(context),
            Self::Learning(command) => command.run(context),
            Self::Eval(command) => command.run(context),
            Self::Bench(command) => command.run(context),
            Self::Fit(command) => command.run(context),
            Self::Redact(command) => command.run(context),
            Self::Reindex(_) => database::Reindex::run(context),
            Self::Backup(command) => command.run(context),
            Self::Restore(command) => command.run(context),
            Self::Erase(command) => command.run(context),
            Self::Migrate(_) => database::Migrate::run(context),
            Self::Doctor(_) => doctor::Doctor::run(context),
            Self::Account(command) => command.run(context),
            Self::Token(command) => command.run(context),
            Self::Brand(command) => command.run(context),
            Self::Channel(command) => command.run(context),
            Self::Config(command) => command.run(context),
            Self::Completions(command) => command.run(context),
            Self::Man(_) => integrate::Man::run(context),
            Self::Openapi(_) => integrate::Openapi::run(context),
        }
    }
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    // Wrong usage ends with 2 here, help and version with 0.
    let arguments = Arguments::parse();
    let context = Context::new(arguments.config, arguments.data_dir, arguments.json);
    match arguments.command.run(&context) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds_together_and_every_command_has_an_example() {
        fn check(command: &clap::Command, path: &str) {
            let leaves: Vec<_> = command
                .get_subcommands()
                .filter(|one| one.get_name() != "help")
                .collect();
            if leaves.is_empty() {
                let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains("precedent "), "{path} has no example");
                assert!(command.get_about().is_some(), "{path} does not say what it does");
            }
            for leaf in leaves {
                check(leaf, &format!("{path} {}", leaf.get_name()));
            }
        }
        let command = Arguments::command();
        command.clone().debug_assert();
        check(&command, "precedent");
    }
}
