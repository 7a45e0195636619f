//! What single words tell: whether one is a first name, a street type, a unit, the start of an order number. The words
//! stand in `tables/`, one section a role, so that a word is added without touching code.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A set of things a word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Roles(u64);

impl Roles {
    pub(super) const NONE: Self = Self(0);

    pub(super) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

macro_rules! roles {
    ($($bit:literal $name:ident = $section:literal),+ $(,)?) => {
        impl Roles {
            $(pub(super) const $name: Self = Self(1 << $bit);)+

            fn of_section(section: &str) -> Option<Self> {
                match section {
                    $($section => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

roles! {
    0 FIRST = "first",
    1 AMBIGUOUS = "ambiguous",
    2 SURNAME = "surname",
    3 PLACE = "place",
    4 STATE = "state",
    5 TITLE = "title",
    6 KIN = "kin",
    7 GREETING = "greeting",
    8 SIGN_OFF = "signoff",
    9 PARTICLE = "particle",
    10 MONTH = "month",
    11 MEASURE = "measure",
    12 PHONE = "phone",
    13 ORDER = "order",
    14 ACCOUNT = "account",
    15 TRACKING = "tracking",
    16 CARD = "card",
    17 IMEI = "imei",
    18 PLATE = "plate",
    19 VEHICLE = "vehicle",
    20 NETWORK = "network",
    21 VERSION = "version",
    22 ERROR = "error",
    23 BARCODE = "barcode",
    24 ENDING = "ending",
    25 IDENTITY = "identity",
    26 SECRET = "secret",
    27 CODE = "code",
    28 CODE_HINT = "codehint",
    29 SECRET_LINK = "secretlink",
    30 POSTCODE = "postcode",
    31 ADDRESS = "address",
    32 UNIT = "unit",
    33 COLONY = "colony",
    34 STREET_ES = "street_es",
    35 STREET = "street",
    36 STREET_WEAK = "street_weak",
    37 DIRECTION = "direction",
    38 LABEL = "label",
    39 ORGANISATION = "organisation",
    40 SAINT = "saint",
    41 NOT_REFERENCE = "not_reference",
    42 COMMON = "common",
    43 STATE_OF_SECRET = "state_of_secret",
    44 NUMBER = "number",
    45 UPDATE = "update",
}

const TABLES: [&str; 4] = [
    include_str!("tables/names.txt"),
    include_str!("tables/places.txt"),
    include_str!("tables/cues.txt"),
    include_str!("tables/common.txt"),
];

/// Longer words are in no table.
const LONGEST: usize = 24;

static LEXICON: LazyLock<HashMap<&'static [u8], Roles>> = LazyLock::new(|| {
    let mut words = HashMap::with_capacity(12_000);
    for (role, word) in TABLES.iter().flat_map(|table| entries(table)) {
        let roles = words.entry(word.as_bytes()).or_insert(Roles::NONE);
        *roles = roles.or(role);
    }
    words.values_mut().for_each(settle);
    words
});

/// A first name that is also an ordinary word or a place needs a reason to be read as a name; an ambiguous name is a first name.
fn settle(roles: &mut Roles) {
    if roles.any(Roles::FIRST) && roles.any(Roles::COMMON.or(Roles::PLACE)) {
        *roles = roles.or(Roles::AMBIGUOUS);
    }
    if roles.any(Roles::AMBIGUOUS) {
        *roles = roles.or(Roles::FIRST);
    }
}

fn entries(table: &'static str) -> impl Iterator<Item = (Roles, &'static str)> {
    let mut role = Roles::NONE;
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(move |line| {
            let section = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
            if let Some(section) = section {
                role = Roles::of_section(section).expect("each section of the tables is a role, which a test holds");
            }
            let words = if section.is_some() { "" } else { line };
            words.split_ascii_whitespace().map(move |word| (role, word))
        })
}

/// The roles of a folded word, written in any case.
pub(super) fn roles(word: &[u8]) -> Roles {
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return Roles::NONE;
    };
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    LEXICON.get(&*lower).copied().unwrap_or(Roles::NONE)
}

/// Whether a word ends as verb forms and adverbs do ("denied", "bloqueada"): it says something of what stands before it, and
/// is no name or password itself.
pub(super) fn is_inflected(word: &[u8]) -> bool {
    let ends =
        |ending: &[u8]| word.len() > ending.len() + 2 && word[word.len() - ending.len()..].eq_ignore_ascii_case(ending);
    [
        &b"ed"[..],
        b"ing",
        b"ly",
        b"able",
        b"ible",
        b"ado",
        b"ada",
        b"ido",
        b"ida",
        b"mente",
    ]
    .into_iter()
    .any(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_folded_words_under_known_sections() {
        for (_, word) in TABLES.iter().flat_map(|table| entries(table)) {
            assert!(
                word.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()),
                "{word}"
            );
            assert!(word.len() <= LONGEST, "{word}");
        }
    }

    #[test]
    fn a_word_is_found_in_any_case_with_all_its_roles() {
        assert!(roles(b"BEGONA").any(Roles::FIRST));
        assert!(roles(b"Calle").any(Roles::STREET_ES));
        let april = roles(b"april");
        assert!(april.any(Roles::AMBIGUOUS) && april.any(Roles::MONTH) && april.any(Roles::FIRST));
        assert_eq!(roles(b"zzyzx"), Roles::NONE);
    }
}
