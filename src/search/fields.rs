//! What the index holds of a document, and the version of it.

use super::analysis;
use sha2::{Digest, Sha256};
use tantivy::{
    schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager},
};

/// The schema that all three indexes share. No text is stored: the database has it.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// Number of the article or conversation; what a removal names.
    pub id: Field,
    pub brand: Field,
    pub locale: Field,
    pub topic: Field,
    /// What it is for, of what its brands declare.
    pub environment: Field,
    /// How often the answer was used.
    pub uses: Field,
    /// When it was last changed, in seconds since 1970.
    pub at: Field,
    /// Stems of everything: title, phrasings, environment, text, reply. The one field that is searched.
    pub words: Field,
    /// Stems of the title.
    pub title: Field,
    /// Folded words of everything with their positions: phrases, prefixes, typos, corrections.
    pub folded: Field,
    /// Beginnings of the words of title and phrasings, for completion while somebody types.
    pub beginning: Field,
    /// `folded=spelled` for words with accents, so that a correction can be shown as people write it.
    pub spelling: Field,
}

/// Between a folded word and its spelling with accents.
pub(super) const SPELLED_AS: char = '=';
/// Between words in the text given to the index.
pub(super) const BLANK: char = ' ';
const SPLITTER: &str = "blanks_v1";

impl Fields {
    /// The schema and its fields.
    pub fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let text = |record, norms| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(SPLITTER)
                    .set_index_option(record)
                    .set_fieldnorms(norms),
            )
        };
        let fields = Self {
            id: schema.add_i64_field("id", INDEXED | FAST),
            brand: schema.add_i64_field("brand", INDEXED | FAST),
            locale: schema.add_text_field("locale", STRING.set_fast("raw")),
            topic: schema.add_i64_field("topic", INDEXED | FAST),
            environment: schema.add_i64_field("environment", FAST),
            uses: schema.add_i64_field("uses", FAST),
            at: schema.add_i64_field("at", FAST),
            words: schema.add_text_field("words", text(IndexRecordOption::WithFreqs, true)),
            title: schema.add_text_field("title", text(IndexRecordOption::WithFreqs, true)),
            folded: schema.add_text_field("folded", text(IndexRecordOption::WithFreqsAndPositions, false)),
            beginning: schema.add_text_field("beginning", text(IndexRecordOption::Basic, false)),
            spelling: schema.add_text_field("spelling", text(IndexRecordOption::Basic, false)),
        };
        (schema.build(), fields)
    }

    /// The tokenizers that the schema names; they are not kept in an index and have to be given at each opening.
    pub fn tokenizers() -> TokenizerManager {
        let manager = TokenizerManager::default();
        manager.register(SPLITTER, TextAnalyzer::from(Blanks::default()));
        manager
    }

    /// A short hash of the schema and the analysis: an index made by another version has another name.
    pub fn version() -> String {
        let schema = serde_json::to_vec(&Self::schema().0).unwrap_or_default();
        let digest = Sha256::new()
            .chain_update(schema)
            .chain_update(analysis::VERSION.to_be_bytes())
            .chain_update(super::document::VERSION.to_be_bytes())
            .finalize();
        let number = digest[..6]
            .iter()
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{number:012x}")
    }
}

/// Splits the prepared text: analysis has happened before.
#[derive(Clone, Default)]
struct Blanks {
    token: Token,
}

struct BlankStream<'a> {
    rest: std::str::Split<'a, char>,
    next_position: u32,
    token: &'a mut Token,
}

impl Tokenizer for Blanks {
    type TokenStream<'a> = BlankStream<'a>;
    fn token_stream<'a>(&'a mut self, text: &'a str) -> BlankStream<'a> {
        self.token.reset();
        BlankStream {
            rest: text.split(BLANK),
            next_position: 0,
            token: &mut self.token,
        }
    }
}

impl TokenStream for BlankStream<'_> {
    fn advance(&mut self) -> bool {
        for word in self.rest.by_ref() {
            if !word.is_empty() {
                self.token.text.clear();
                self.token.text.push_str(word);
                self.token.position = self.next_position as usize;
                self.next_position += 1;
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
