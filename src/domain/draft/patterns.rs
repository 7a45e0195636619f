//! The tables as compiled patterns.

use super::tables;
use regex::Regex;
use std::sync::LazyLock;

/// A name after a greeting or before a signature: one or two capitalised words, or a placeholder.
pub(super) const NAME: &str = r"(?:\[[^\]]{1,40}\]|\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*)?)";

/// Compiles a pattern of this module. All of them are constants that the tests compile.
pub(super) fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern, compiled by the tests")
}

fn any_of(patterns: &[&str]) -> String {
    format!("(?i:{})", patterns.join("|"))
}

fn starting(patterns: &[&[&str]]) -> Regex {
    compile(&format!(r"^[¡¿\s]*(?:{})", any_of(&patterns.concat())))
}

pub(super) static GREETING: LazyLock<Regex> = LazyLock::new(|| {
    let words = any_of(tables::GREETINGS);
    compile(&format!(
        r"^[¡¿\s]*{words}(?:[\s,]+{NAME}\s*(?:[,.!?:;…–—-]+\s*|\s*$)|\s*[,.!?:;…\n]+\s*|\s+[–—-]+\s+|\s*$|\s+)"
    ))
});
/// A greeting with the handles that it is for.
pub(super) static GREETED_HANDLE: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"^[¡\s]*{}[\s,!.]*(?:\.?@[\w.]+\s*[,.:!…]*\s*)+",
        any_of(tables::GREETINGS)
    ))
});
/// One word of reaction before what is said.
pub(super) static INTERJECTION: LazyLock<Regex> =
    LazyLock::new(|| compile(&format!(r"^[¡\s]*{}[,.!…]+(?:\s+|$)", any_of(tables::INTERJECTIONS))));
pub(super) static COURTESY: LazyLock<Regex> =
    LazyLock::new(|| starting(&[tables::THANKS, tables::APOLOGIES, tables::SYMPATHY, tables::CLOSINGS]));
pub(super) static THANKS: LazyLock<Regex> = LazyLock::new(|| starting(&[tables::THANKS]));
pub(super) static APOLOGY: LazyLock<Regex> = LazyLock::new(|| starting(&[tables::APOLOGIES, tables::SYMPATHY]));
pub(super) static SORRY: LazyLock<Regex> = LazyLock::new(|| starting(&[tables::APOLOGIES]));
pub(super) static REQUEST: LazyLock<Regex> = LazyLock::new(|| starting(&[tables::REQUESTS]));
pub(super) static ADVICE: LazyLock<Regex> = LazyLock::new(|| compile(&any_of(tables::ADVICE)));
pub(super) static PRIVATE: LazyLock<Regex> = LazyLock::new(|| compile(&any_of(tables::PRIVATE)));
pub(super) static VENTING: LazyLock<Regex> = LazyLock::new(|| compile(&any_of(tables::VENTING)));
pub(super) static EMPTY_ASK: LazyLock<Regex> = LazyLock::new(|| compile(&any_of(tables::EMPTY_ASKS)));
pub(super) static PROBLEM: LazyLock<Regex> = LazyLock::new(|| compile(&any_of(tables::PROBLEMS)));
pub(super) static QUESTION: LazyLock<Regex> = LazyLock::new(|| compile(&any_of(tables::QUESTIONS)));
pub(super) static FILLER: LazyLock<Regex> = LazyLock::new(|| compile(&format!("^[¡¿]?{}", any_of(tables::FILLERS))));
pub(super) static INSERTION: LazyLock<Regex> = LazyLock::new(|| compile(&any_of(tables::INSERTIONS)));
pub(super) static LEAD: LazyLock<Regex> = LazyLock::new(|| compile(&format!("^{}", any_of(tables::LEADS))));
/// Who is spoken to, inside of an answer: "It's free from 30 €, Kjersti, and ...".
pub(super) static INNER_VOCATIVE: LazyLock<Regex> = LazyLock::new(|| {
    compile(r#"([\p{Ll}\d€%»"')]|^\p{Lu}\p{Ll}+),\s+(?:\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?|\[[^\]]{1,40}\])([.:;!?,])"#)
});
/// Who is spoken to, at the beginning of an answer: "Hannah, we ...", "[name]: we ...".
pub(super) static VOCATIVE: LazyLock<Regex> =
    LazyLock::new(|| compile(r"^(?:\[[^\]]{1,40}\][,:]\s+|\p{Lu}\p{L}+,\s+[\p{Ll}¿¡])"));
pub(super) static EXPLETIVE: LazyLock<Regex> = LazyLock::new(|| compile(&any_of(tables::EXPLETIVES)));
