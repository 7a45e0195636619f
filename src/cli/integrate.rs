//! `completions`, `man` and `openapi`: what shells, packages and integrators need, made from the same definitions.

use super::{Arguments, Outcome, context::Context, output};
use crate::web::api;
use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;

/// Prints the completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent completions bash > /etc/bash_completion.d/precedent")]
pub struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(self, _context: &Context) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "precedent", &mut script);
        output::print(&String::from_utf8(script)?)
    }
}

/// Prints the manual page, of all commands
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent man > precedent.1")]
pub struct Man {}

impl Man {
    pub fn run(_context: &Context) -> Outcome {
        let mut page = Vec::new();
        let mut command = Arguments::command();
        command.build();
        clap_mangen::Man::new(command.clone()).render(&mut page)?;
        render_below(&command, &mut page)?;
        output::print(&String::from_utf8(page)?)
    }
}

/// A section for each command that does something.
fn render_below(command: &Command, page: &mut Vec<u8>) -> std::io::Result<()> {
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        if below.has_subcommands() {
            render_below(below, page)?;
            continue;
        }
        let name = below.get_bin_name().unwrap_or_else(|| below.get_name()).to_uppercase();
        page.extend(format!(".SH \"{name}\"\n").as_bytes());
        let man = clap_mangen::Man::new(below.clone());
        // The sections of a page of its own become parts of this section.
        let mut parts = Vec::new();
        man.render_synopsis_section(&mut parts)?;
        man.render_description_section(&mut parts)?;
        man.render_options_section(&mut parts)?;
        man.render_extra_section(&mut parts)?;
        page.extend(String::from_utf8_lossy(&parts).replace(".SH ", ".SS ").as_bytes());
    }
    Ok(())
}

/// Prints the description of the API (OpenAPI 3.1, JSON)
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent openapi > openapi.json")]
pub struct Openapi {}

impl Openapi {
    pub fn run(_context: &Context) -> Outcome {
        output::print(&api::openapi().to_pretty_json()?)
    }
}
