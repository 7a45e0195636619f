//! The archive as one file that a person can take along: all of it as a compressed tar, or the conversations alone as
//! compressed JSON lines, which an import takes as they are.

use super::{Actor, export, job::Passing};
use crate::{
    app::App,
    db,
    error::{Error, Result},
};
use flate2::{Compression, write::GzEncoder};
use std::{
    fs::{self, File},
    io::{self, Seek, Write},
    path::Path,
};

/// What is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Everything that `export` writes, as `.tar.gz`.
    Archive,
    /// The conversations of all brands, as `.jsonl.gz`.
    Conversations,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 2] = [Self::Archive, Self::Conversations];

    /// Its word in forms and in the audit log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Conversations => "conversations",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Archive => "tar.gz",
            Self::Conversations => "jsonl.gz",
        }
    }
}

/// A file that is ready to be sent. It has no name on the disk any more, and is gone when it is closed.
#[derive(Debug)]
pub struct Package {
    pub file: File,
    pub bytes: u64,
    pub name: String,
}

/// Packs the archive as it is at this moment.
pub fn make(app: &App, actor: Actor, form: Form) -> Result<Package> {
    let now = app.clock.now();
    let name = format!("precedent-{}-{}", form.as_str(), now.format("%Y-%m-%d"));
    let passing = Passing::new(app)?;
    let tree = passing.path().join("tree");
    export::export(app, &tree)?;
    let mut out = GzEncoder::new(passing.create("package")?, Compression::fast());
    match form {
        Form::Archive => {
            let made_at = u64::try_from(now.and_utc().timestamp()).unwrap_or_default();
            add_folder(&mut out, &tree, &name, made_at)?;
            // Two empty blocks end a tar (POSIX.1-2017, pax, "ustar interchange format").
            out.write_all(&[0; 2 * BLOCK])?;
        }
        Form::Conversations => add_conversations(&mut out, &tree)?,
    }
    let mut file = out.finish()?;
    file.rewind()?;
    app.database.write(|connection| {
        Ok(db::audit::record(
            connection,
            actor,
            "archive.export",
            None,
            form.as_str(),
            now,
        )?)
    })?;
    Ok(Package {
        bytes: file.metadata()?.len(),
        file,
        name: format!("{name}.{}", form.ending()),
    })
}

fn add_conversations(out: &mut impl Write, tree: &Path) -> Result<()> {
    for folder in sorted(tree)? {
        let file = folder.join("conversations.jsonl");
        if file.is_file() {
            io::copy(&mut File::open(file)?, out)?;
        }
    }
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = entries.collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn add_folder(out: &mut impl Write, folder: &Path, name: &str, made_at: u64) -> Result<()> {
    for path in sorted(folder)? {
        let own = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            add_folder(out, &path, &own, made_at)?;
        } else {
            let mut file = File::open(&path)?;
            let length = file.metadata()?.len();
            out.write_all(&header(&own, length, made_at)?)?;
            io::copy(&mut file, out)?;
            let rest = (length % BLOCK as u64) as usize;
            out.write_all(&vec![0; (BLOCK - rest) % BLOCK])?;
        }
    }
    Ok(())
}

/// A tar is made of blocks of so many bytes.
const BLOCK: usize = 512;

/// The header of a file in a tar (POSIX.1-2017, pax, "ustar interchange format").
fn header(name: &str, length: u64, made_at: u64) -> Result<[u8; BLOCK]> {
    let too_long = || Error::internal(format!("{name} is too long a name for a tar"));
    let (prefix, rest) = if name.len() <= 100 {
        ("", name)
    } else {
        let places = name.match_indices('/').map(|(place, _)| place);
        let place = places
            .filter(|place| name.len() - place - 1 <= 100)
            .min()
            .ok_or_else(too_long)?;
        (&name[..place], &name[place + 1..])
    };
    if prefix.len() > 155 || length >= 1 << 33 {
        return Err(too_long());
    }
    let mut block = [0; BLOCK];
    let mut put = |at: usize, text: &str| block[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, rest);
    put(100, "0000600");
    put(108, "0000000");
    put(116, "0000000");
    put(124, &format!("{length:011o}"));
    put(136, &format!("{made_at:011o}"));
    // The checksum counts its own field as blanks.
    put(148, "        ");
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    put(345, prefix);
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    Ok(block)
}
