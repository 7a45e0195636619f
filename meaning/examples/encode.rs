//! Encodes texts for `scripts/bridge`: a JSON string on each line of standard input; to standard output, 512 little-endian
//! floats each.

use std::{
    error::Error,
    io::{self, BufRead, BufWriter, Write},
};

fn main() -> Result<(), Box<dyn Error>> {
    let encoder = precedent_meaning::builtin().ok_or("built without the encoder")?;
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        for value in encoder.encode(&text) {
            out.write_all(&value.to_le_bytes())?;
        }
    }
    Ok(out.flush()?)
}
