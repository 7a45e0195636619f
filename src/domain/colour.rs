//! Colours that a brand chooses, and whether people can read what is written in them.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A colour of the sRGB space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(pub u8, pub u8, pub u8);

/// A text that names no colour.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no colour; write it as #0b6352")]
pub struct NoColour(String);

/// The colours that a brand may choose, for one of the two themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Palette {
    /// Links and the main button.
    pub accent: Colour,
    /// Words on the main button.
    pub on_accent: Colour,
    /// The ground of what is chosen or answered.
    pub accent_soft: Colour,
    /// The band on top of the home page.
    pub hero: Colour,
    /// The softer words on that band.
    pub hero_2: Colour,
}

/// The brand's colours in both themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colours {
    pub light: Palette,
    pub dark: Palette,
}

/// What stays as the design has it, for one of the two themes.
struct Ground {
    page: Colour,
    surface: Colour,
    sunken: Colour,
    ink: Colour,
}

const LIGHT: Ground = Ground {
    page: Colour(0xFA, 0xF7, 0xF1),
    surface: WHITE,
    sunken: Colour(0xF1, 0xEC, 0xE2),
    ink: Colour(0x1F, 0x1B, 0x24),
};
const DARK: Ground = Ground {
    page: Colour(0x15, 0x14, 0x18),
    surface: Colour(0x1E, 0x1C, 0x22),
    sunken: Colour(0x0F, 0x0E, 0x11),
    ink: Colour(0xF3, 0xEF, 0xF6),
};
/// The words on the band are white in both themes.
const WHITE: Colour = Colour(255, 255, 255);

/// The least contrast of words that are read at length, and of all other words (WCAG 2.2, 1.4.6 and 1.4.3).
const BODY: f64 = 7.0;
const WORDS: f64 = 4.5;

/// Words on their ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    pub is_dark: bool,
    /// The chosen colour that the pair is about, named as the field of a [`Palette`].
    pub chosen: &'static str,
    /// What is written on what, for instance `accent_on_page`.
    pub name: &'static str,
    /// The contrast, from 1 to 21, cut (not rounded) to hundredths.
    pub ratio: f64,
    pub least: f64,
}

impl Pair {
    /// Whether it can be read.
    pub fn is_enough(&self) -> bool {
        self.ratio >= self.least
    }
}

impl Colours {
    /// The design's own.
    pub const DESIGN: Self = Self {
        light: Palette {
            accent: Colour(0x0B, 0x63, 0x52),
            on_accent: WHITE,
            accent_soft: Colour(0xDC, 0xEF, 0xE8),
            hero: Colour(0x0A, 0x4A, 0x3E),
            hero_2: Colour(0xCF, 0xE9, 0xDF),
        },
        dark: Palette {
            accent: Colour(0x66, 0xD3, 0xB8),
            on_accent: Colour(0x05, 0x25, 0x1E),
            accent_soft: Colour(0x14, 0x3A, 0x31),
            hero: Colour(0x0D, 0x30, 0x29),
            hero_2: Colour(0xA9, 0xD8, 0xC8),
        },
    };

    /// Every pair of words and ground that has a chosen colour in it.
    pub fn pairs(&self) -> Vec<Pair> {
        let mut pairs = pairs(&self.light, &LIGHT, false);
        pairs.extend(pairs_of_dark(&self.dark));
        pairs
    }

    /// The pairs that cannot be read well enough.
    pub fn failing(&self) -> Vec<Pair> {
        self.pairs().into_iter().filter(|pair| !pair.is_enough()).collect()
    }
}

fn pairs_of_dark(palette: &Palette) -> Vec<Pair> {
    pairs(palette, &DARK, true)
}

fn pairs(palette: &Palette, ground: &Ground, is_dark: bool) -> Vec<Pair> {
    let accent = palette.accent;
    [
        ("accent", "accent_on_page", accent, ground.page, WORDS),
        ("accent", "accent_on_surface", accent, ground.surface, WORDS),
        ("accent", "accent_on_sunken", accent, ground.sunken, WORDS),
        ("accent_soft", "accent_on_soft", accent, palette.accent_soft, WORDS),
        ("accent_soft", "ink_on_soft", ground.ink, palette.accent_soft, BODY),
        ("on_accent", "words_on_accent", palette.on_accent, accent, WORDS),
        ("hero", "white_on_hero", WHITE, palette.hero, BODY),
        ("hero_2", "soft_on_hero", palette.hero_2, palette.hero, WORDS),
    ]
    .map(|(chosen, name, words, on, least)| Pair {
        is_dark,
        chosen,
        name,
        ratio: words.contrast(on),
        least,
    })
    .to_vec()
}

impl Colour {
    /// The contrast between two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"), cut to hundredths so that what shows
    /// as enough is enough.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        let ratio = (one.max(two) + 0.05) / (one.min(two) + 0.05);
        (ratio * 100.0).floor() / 100.0
    }

    /// WCAG 2.2, "relative luminance".
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl FromStr for Colour {
    type Err = NoColour;

    fn from_str(text: &str) -> Result<Self, NoColour> {
        let refused = || NoColour(text.chars().take(20).collect());
        let digits = text.trim().strip_prefix('#').unwrap_or(text.trim());
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(refused());
        }
        let channel = |place: usize| u8::from_str_radix(&digits[place..place + 2], 16).map_err(|_| refused());
        Ok(Self(channel(0)?, channel(2)?, channel(4)?))
    }
}

impl TryFrom<String> for Colour {
    type Error = NoColour;
    fn try_from(text: String) -> Result<Self, NoColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_recommendation() {
        let colour = |text: &str| text.parse::<Colour>().unwrap();
        for (one, two, ratio) in [
            ("#000000", "#ffffff", 21.0),
            ("#ffffff", "#ffffff", 1.0),
            ("#777777", "#ffffff", 4.47),
            ("#0B6352", "#FAF7F1", 6.72),
            ("66d3b8", "#1E1C22", 9.30),
        ] {
            let found = colour(one).contrast(colour(two));
            assert!((found - ratio).abs() < 0.011, "{one} on {two}: {found}");
            assert_eq!(found.to_bits(), colour(two).contrast(colour(one)).to_bits());
        }
    }

    #[test]
    fn the_designs_colours_can_be_read() {
        assert_eq!(Colours::DESIGN.failing(), []);
        assert_eq!(Colours::DESIGN.pairs().len(), 16);
    }

    #[test]
    fn a_pale_accent_fails_on_each_ground() {
        let mut colours = Colours::DESIGN;
        colours.light.accent = "#ffd54f".parse().unwrap();
        let failing = colours.failing();
        assert!(failing.iter().all(|pair| !pair.is_dark));
        let names: Vec<_> = failing.iter().map(|pair| pair.name).collect();
        assert_eq!(
            names,
            [
                "accent_on_page",
                "accent_on_surface",
                "accent_on_sunken",
                "accent_on_soft",
                "words_on_accent"
            ]
        );
    }

    #[test]
    fn only_colours_are_colours() {
        for text in ["", "#fff", "red", "#12345g", "#1234567", "#ñ1234", "};body{"] {
            assert!(text.parse::<Colour>().is_err(), "{text}");
        }
        assert_eq!("#0B6352".parse::<Colour>().unwrap().to_string(), "#0b6352");
    }
}
