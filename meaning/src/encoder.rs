//! The forward pass: tokens, windows of 2, 3 and 5 of them, their sum, and three dense layers.
//!
//! A deep averaging network over the embeddings of the tokens and over what three small convolutions make of them, trained
//! by Google on 16 languages so that what means the same points the same way. The shapes are those of the network; the
//! names follow what a layer does.

use crate::{
    Bridge, Embedder, Kind, Unavailable, Vector,
    layer::{Matrix, Normalization, unit},
    sections::{Damaged, Sections},
    table::{Row, Table, WIDTH},
    tokenizer::Tokenizer,
};

/// A text is read up to here. Its meaning is an average, which more words hardly move, and its cost grows with each.
pub const MAXIMUM_TOKENS: usize = 512;

const BRANCH: usize = 256;
const BRANCHES: usize = 3 * BRANCH;
const FEATURES: usize = WIDTH + BRANCHES;
const HIDDEN: usize = 320;

/// An encoder with its weights.
pub struct Encoder {
    tokenizer: Tokenizer,
    table: Table,
    projections: [Matrix; 3],
    /// What an embedding of nothing but ones comes to: its offset is added as so many of it.
    projected_ones: Vec<f32>,
    projection_bias: Vec<f32>,
    projection_scale: Normalization,
    windows: [Window; 3],
    features_scale: Normalization,
    sum: Matrix,
    sum_bias: Vec<f32>,
    deep: Deep,
    bridge: Option<Bridge>,
}

impl Encoder {
    /// The encoder whose file is `file`.
    pub fn new(file: &'static [u8]) -> Result<Self, Damaged> {
        let sections = Sections::of(file)?;
        let projections: [Matrix; 3] = Matrix::read_several(sections, "projection", WIDTH, BRANCH)?;
        Ok(Self {
            tokenizer: Tokenizer::read(sections)?,
            table: Table::read(sections)?,
            projected_ones: projections.iter().flat_map(Matrix::totals).collect(),
            projections,
            projection_bias: sections.floats("projection.bias", BRANCHES)?,
            projection_scale: Normalization::read(sections, "projection", BRANCHES)?,
            windows: [
                Window::read(sections, 2, 0)?,
                Window::read(sections, 3, 1)?,
                Window::read(sections, 5, 2)?,
            ],
            features_scale: Normalization::read(sections, "features", FEATURES)?,
            sum: Matrix::read(sections, "sum", FEATURES, WIDTH)?,
            sum_bias: sections.floats("sum.bias", WIDTH)?,
            deep: Deep::read(sections)?,
            bridge: None,
        })
    }

    /// The same with a way from questions to answers: the contents of its file.
    pub fn with_bridge(self, file: &'static [u8]) -> Result<Self, Damaged> {
        let bridge = Bridge::new(file, WIDTH).ok_or_else(|| Damaged("the bridge is of another size".into()))?;
        Ok(Self {
            bridge: Some(bridge),
            ..self
        })
    }

    /// The numbers of the text's pieces, between those of its beginning and end.
    pub fn tokens(&self, text: &str) -> Vec<u32> {
        self.tokenizer.tokens(text, MAXIMUM_TOKENS)
    }

    /// The text's meaning, of length 1.
    pub fn encode(&self, text: &str) -> Vec<f32> {
        let tokens = self.tokens(text);
        let rows: Vec<Row> = tokens.iter().map(|&token| self.table.row(token)).collect();
        let projected = self.project(&rows);
        let mut features = vec![0.0; rows.len() * FEATURES];
        for (row, feature) in rows.iter().zip(features.chunks_exact_mut(FEATURES)) {
            for (value, &number) in feature.iter_mut().zip(&row.numbers) {
                *value = f32::from(number) * row.step + row.low;
            }
        }
        for (branch, window) in self.windows.iter().enumerate() {
            let seen = window.over(&column(&projected, BRANCHES, branch * BRANCH));
            let features = features.chunks_exact_mut(FEATURES);
            for (feature, seen) in features.zip(seen.chunks_exact(BRANCH)) {
                feature[WIDTH + branch * BRANCH..][..BRANCH].copy_from_slice(seen);
            }
        }
        self.deep.of(&self.average(&mut features))
    }

    /// Each token's embedding, made small for the three branches.
    fn project(&self, rows: &[Row]) -> Vec<f32> {
        let numbers = rows.iter().flat_map(|row| row.numbers).collect();
        // The numbers are exact as they are; each row has a step of its own.
        let numbers = crate::layer::Rounded { numbers, step: 1.0 };
        let mut projected = vec![0.0; rows.len() * BRANCHES];
        for (branch, projection) in self.projections.iter().enumerate() {
            let products = projection.times(&numbers, WIDTH, rows.len());
            for (all, products) in projected.chunks_exact_mut(BRANCHES).zip(products.chunks_exact(BRANCH)) {
                all[branch * BRANCH..][..BRANCH].copy_from_slice(products);
            }
        }
        for (row, projected) in rows.iter().zip(projected.chunks_exact_mut(BRANCHES)) {
            let offsets = self.projected_ones.iter().zip(&self.projection_bias);
            for (value, (ones, bias)) in projected.iter_mut().zip(offsets) {
                *value = *value * row.step + ones * row.low + bias;
            }
            self.projection_scale.apply(projected);
        }
        projected
    }

    /// The tokens' features added up and divided by the root of their number, so that longer texts weigh more.
    fn average(&self, features: &mut [f32]) -> Vec<f32> {
        let count = (features.len() / FEATURES) as f32;
        let mut total = vec![0.0; FEATURES];
        for feature in features.chunks_exact_mut(FEATURES) {
            self.features_scale.apply(feature);
            total
                .iter_mut()
                .zip(feature)
                .for_each(|(total, value)| *total += *value);
        }
        let mut average = self.sum.of(&total);
        for (value, bias) in average.iter_mut().zip(&self.sum_bias) {
            *value = (*value + count * bias) / count.sqrt();
        }
        average
    }
}

impl Embedder for Encoder {
    fn id(&self) -> &'static str {
        "use-multilingual-3"
    }

    fn dimensions(&self) -> usize {
        WIDTH
    }

    fn embed(&self, texts: &[&str], _kind: Kind) -> Result<Vec<Vector>, Unavailable> {
        Ok(texts.iter().map(|text| Vector::of(&self.encode(text))).collect())
    }

    fn cross(&self, question: &Vector) -> Vector {
        self.bridge
            .as_ref()
            .map_or_else(|| question.clone(), |bridge| bridge.cross(question))
    }
}

/// `BRANCH` numbers of each row of `width`, from `start` on.
fn column(rows: &[f32], width: usize, start: usize) -> Vec<f32> {
    rows.chunks_exact(width)
        .flat_map(|row| &row[start..start + BRANCH])
        .copied()
        .collect()
}

/// Two convolutions over so many tokens, each added to what it reads.
struct Window {
    first: Matrix,
    first_bias: Vec<f32>,
    second: Matrix,
    second_bias: Vec<f32>,
    tokens: usize,
    /// How many of the tokens stand before the one that the window belongs to.
    before: usize,
}

impl Window {
    fn read(sections: Sections, tokens: usize, before: usize) -> Result<Self, Damaged> {
        let name = |layer: &str| format!("window{tokens}.{layer}");
        Ok(Self {
            first: Matrix::read(sections, &name("1"), tokens * BRANCH, BRANCH)?,
            first_bias: sections.floats(&name("1.bias"), BRANCH)?,
            second: Matrix::read(sections, &name("2"), tokens * BRANCH, BRANCH)?,
            second_bias: sections.floats(&name("2.bias"), BRANCH)?,
            tokens,
            before,
        })
    }

    fn over(&self, rows: &[f32]) -> Vec<f32> {
        let between = self.convolve(&self.first, &self.first_bias, rows);
        self.convolve(&self.second, &self.second_bias, &between)
    }

    fn convolve(&self, matrix: &Matrix, bias: &[f32], rows: &[f32]) -> Vec<f32> {
        // Beyond the text all is zero; then a window is nothing but a longer row that begins at its first token.
        let mut padded = vec![0.0; self.before * BRANCH];
        padded.extend_from_slice(rows);
        padded.resize(padded.len() + (self.tokens - 1 - self.before) * BRANCH, 0.0);
        let mut seen = matrix.times(&matrix.round(&padded), BRANCH, rows.len() / BRANCH);
        for (seen, rows) in seen.chunks_exact_mut(BRANCH).zip(rows.chunks_exact(BRANCH)) {
            for ((seen, bias), row) in seen.iter_mut().zip(bias).zip(rows) {
                *seen = (*seen + bias).max(0.0) + row;
            }
        }
        seen
    }
}

/// The dense layers at the end, each but the first with a way around it.
struct Deep {
    first: Matrix,
    second: Matrix,
    around_second: Matrix,
    third: Matrix,
    fourth: Matrix,
    around_fourth: Matrix,
}

impl Deep {
    fn read(sections: Sections) -> Result<Self, Damaged> {
        Ok(Self {
            first: Matrix::read(sections, "deep.d0", WIDTH, HIDDEN)?,
            second: Matrix::read(sections, "deep.d1", HIDDEN, HIDDEN)?,
            around_second: Matrix::read(sections, "deep.p1", WIDTH, HIDDEN)?,
            third: Matrix::read(sections, "deep.d2", HIDDEN, WIDTH)?,
            fourth: Matrix::read(sections, "deep.d3", WIDTH, WIDTH)?,
            around_fourth: Matrix::read(sections, "deep.p3", HIDDEN, WIDTH)?,
        })
    }

    fn of(&self, average: &[f32]) -> Vec<f32> {
        let first = rectified(self.first.of(average));
        let second = rectified(added(self.second.of(&first), &self.around_second.of(average)));
        let third = rectified(self.third.of(&second));
        let mut meaning = added(self.fourth.of(&third), &self.around_fourth.of(&second));
        for value in &mut meaning {
            *value = value.tanh();
        }
        unit(&mut meaning);
        meaning
    }
}

fn rectified(mut values: Vec<f32>) -> Vec<f32> {
    for value in &mut values {
        *value = value.max(0.0);
    }
    values
}

fn added(mut values: Vec<f32>, others: &[f32]) -> Vec<f32> {
    values.iter_mut().zip(others).for_each(|(value, other)| *value += other);
    values
}
