//! Where emoji are, for the channels that count them apart.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// The places two letters of the regional indicators make a flag of; any other pair is two symbols.
const FLAGS: &str = "AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CQ CR CU CV CW CX CY CZ DE DG DJ DK DM DO DZ EA EC EE EG EH ER ES ET \
    EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU IC ID IE IL IM IN IO IQ \
    IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN \
    MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA \
    RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT \
    TV TW TZ UA UG UM UN US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// One emoji of several characters: flags of places and of regions, keycaps, skin tones, sequences with joiners.
///
/// Inside of a sequence a character that is text by default needs its emoji selector (U+FE0F), as in the vendors' lists.
static SEQUENCE: LazyLock<Regex> = LazyLock::new(|| {
    let element = r"(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|\p{Emoji_Presentation}\x{FE0F}?|\p{Extended_Pictographic}\x{FE0F})";
    let speech_bubble = r"\x{1F441}\x{FE0F}?\x{200D}\x{1F5E8}\x{FE0F}?";
    let region = r"\x{1F3F4}[\x{E0030}-\x{E007A}]+\x{E007F}";
    let keycap = r"[#*0-9]\x{FE0F}?\x{20E3}";
    let flags = flag_pattern();
    Regex::new(&format!(
        "{speech_bubble}|{region}|{keycap}|{flags}|{element}(?:\\x{{200D}}{element})*"
    ))
    .expect("the pattern is constant")
});

/// One character that is drawn as an emoji, where Threads says no more than "emoji".
static SINGLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Emoji_Presentation}[\p{Emoji}&&\p{Extended_Pictographic}--[©®™]]]")
        .expect("the pattern is constant")
});

fn flag_pattern() -> String {
    let indicator = |letter: char| char::from_u32(u32::from(letter) - u32::from('A') + 0x1_F1E6);
    let flag = |place: &str| place.chars().filter_map(indicator).collect::<String>();
    let flags: Vec<String> = FLAGS.split_whitespace().map(flag).collect();
    format!("(?:{})", flags.join("|"))
}

/// The byte ranges of emoji of more than one character.
pub fn sequences(text: &str) -> impl Iterator<Item = Range<usize>> {
    SEQUENCE
        .find_iter(text)
        .filter(|found| found.as_str().chars().nth(1).is_some())
        .map(|found| found.range())
}

/// Code points, but an emoji costs its UTF-8 bytes.
pub fn threads_length(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let plain = |part: &str| {
        let drawn: usize = SINGLE.find_iter(part).map(|found| found.len() - 1).sum();
        part.chars().count() + drawn
    };
    let (mut length, mut end) = (0, 0);
    for emoji in sequences(text) {
        length += plain(&text[end..emoji.start]) + emoji.len();
        end = emoji.end;
    }
    length + plain(&text[end..])
}
