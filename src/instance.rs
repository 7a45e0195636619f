//! One process at a time on a data folder.

use crate::error::{Code, Error, Result};
use std::{
    fs::{File, TryLockError},
    io::{Read, Seek, Write},
    path::Path,
};

/// The file that is locked; it holds the number of the process that did.
const NAME: &str = "precedent.lock";

/// The right to use a data folder, until it is dropped. The system gives it back also when the process is killed.
#[derive(Debug)]
pub struct Instance {
    _file: File,
}

impl Instance {
    /// Takes the data folder, which is made where it is missing; refused while another process has it.
    pub fn lock(data_dir: &Path) -> Result<Self> {
        let trouble = |error: std::io::Error| {
            let detail = format!("The data folder {} cannot be used: {error}.", data_dir.display());
            Error::new(Code::Unavailable, detail)
        };
        make_folder(data_dir).map_err(trouble)?;
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(data_dir.join(NAME)).map_err(trouble)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(taken(data_dir, &mut file)),
            Err(TryLockError::Error(error)) => return Err(trouble(error)),
        }
        write_number(&mut file).map_err(trouble)?;
        Ok(Self { _file: file })
    }
}

/// Makes the data folder where it is missing. Private messages will stand in it, so nobody else may look; what is there
/// already stays as its owner made it.
pub fn make_folder(data_dir: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data_dir)
}

/// Takes a data folder away in which there is nothing but the lock.
pub fn remove_folder(data_dir: &Path) {
    drop(std::fs::remove_file(data_dir.join(NAME)));
    drop(std::fs::remove_dir(data_dir));
}

fn write_number(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    write!(file, "{}", std::process::id())?;
    file.flush()
}

fn taken(data_dir: &Path, file: &mut File) -> Error {
    let mut number = String::new();
    // Locked a moment ago and not written yet, or not text: then the number is not known.
    let known = file.read_to_string(&mut number).is_ok() && number.parse::<u32>().is_ok();
    let process = if known {
        format!("process {number}")
    } else {
        "another process".into()
    };
    let folder = data_dir.display();
    Error::new(
        Code::Conflict,
        format!(
            "The data folder {folder} is in use by {process}. Stop that one first, or choose another folder with --data-dir."
        ),
    )
}
