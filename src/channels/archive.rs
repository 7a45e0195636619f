//! Zip archives: what is in them, each entry read where it stands, so that nothing is unpacked onto the disk.

use flate2::{Crc, read::DeflateDecoder};
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};
use zip::{CompressionMethod, ZipArchive};

/// A file in an archive.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Its path in the archive, with `/`.
    pub(super) name: String,
    /// Bytes once it is unpacked, as the archive says.
    pub(super) size: u64,
    start: u64,
    packed: u64,
    crc: u32,
    method: CompressionMethod,
    encrypted: bool,
}

/// Whether bytes that begin like this are a zip archive (APPNOTE 4.3.7, 4.3.16).
pub(super) fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// The same of a file.
pub(super) fn is_zip_file(path: &Path) -> bool {
    let mut start = [0; 4];
    File::open(path).is_ok_and(|mut file| file.read_exact(&mut start).is_ok() && is_zip(&start))
}

/// The files in an archive by name, hidden ones left out.
pub(super) fn entries(path: &Path) -> io::Result<Vec<Entry>> {
    let mut archive = ZipArchive::new(File::open(path)?)?;
    let mut entries = Vec::new();
    for place in 0..archive.len() {
        let file = archive.by_index_raw(place)?;
        let name = file.name()?.replace('\\', "/");
        let hidden = name.split('/').any(|part| part.starts_with('.'));
        if file.is_dir() || hidden {
            continue;
        }
        entries.push(Entry {
            name,
            size: file.size(),
            start: file.data_start().unwrap_or_default(),
            packed: file.compressed_size(),
            crc: file.crc32(),
            method: file.compression(),
            encrypted: file.encrypted(),
        });
    }
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(entries)
}

impl Entry {
    /// Its bytes, unpacked; damage is told at their end.
    pub(super) fn open(&self, archive: &Path) -> io::Result<impl Read + use<>> {
        if self.encrypted {
            return Err(io::Error::other("it is protected with a password"));
        }
        let mut file = File::open(archive)?;
        file.seek(SeekFrom::Start(self.start))?;
        let packed = file.take(self.packed);
        let reader: Box<dyn Read> = match self.method {
            CompressionMethod::Stored => Box::new(packed),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(packed)),
            other => {
                return Err(io::Error::other(format!(
                    "it is packed with {other}; only deflate is read"
                )));
            }
        };
        Ok(Checked {
            reader,
            read: Crc::new(),
            wanted: self.crc,
        })
    }
}

/// Compares the checksum at the end.
struct Checked {
    reader: Box<dyn Read>,
    read: Crc,
    wanted: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.read.update(&buffer[..length]);
        if length == 0 && !buffer.is_empty() && self.read.sum() != self.wanted {
            return Err(io::Error::other("its checksum is wrong"));
        }
        Ok(length)
    }
}

/// The texts of files called `name` in an archive, at its top or in a folder there, with their paths.
pub(super) fn texts(path: &Path, name: &str) -> io::Result<Vec<(String, String)>> {
    const TEXT_MOST: u64 = 1 << 20;
    let mut texts = Vec::new();
    for entry in entries(path)? {
        let (folder, file) = entry.name.rsplit_once('/').unwrap_or(("", &entry.name));
        if file == name && !folder.contains('/') {
            let mut text = String::new();
            entry.open(path)?.take(TEXT_MOST).read_to_string(&mut text)?;
            texts.push((format!("{}/{}", path.display(), entry.name), text));
        }
    }
    Ok(texts)
}
