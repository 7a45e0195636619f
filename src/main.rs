//! Starts the command line.

/// The system's allocator keeps what threads free; this one gives it back, so memory stays flat.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    precedent::cli::main()
}
