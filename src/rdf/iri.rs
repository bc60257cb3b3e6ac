//! All IRIs that the program makes, and the one function that turns a name into the last part
//! of one.
//!
//! [`local`] is the rule for names: NFKC; quotation marks, title marks, white space and
//! invisible characters dropped; then every character that a SPARQL or Turtle local name would
//! need escaped is replaced: an ASCII sign by its full-width form (`1+5+8` → `1＋5＋8`, which
//! NFKC has made free for this use), any other by `_` and its code point in hex and `_`
//! (`‰` → `_2030_`). What comes out can be typed after a prefix as it is, in any engine, and two
//! names that differ in a sign stay two. Chinese characters stay as they are: RDF compares IRIs
//! as strings, so that a percent-encoded form would be another node.
//!
//! Traditional characters stay, too. The text of a report is in simplified script by law, and a
//! conversion (measured with `ferrous-opencc` 0.4: 0.15 ms to load, 2.4 MB of program) would harm
//! the names it is meant for: it changes 36 names of the division table that are right as they are
//! (乾县 → 干县, 藉口镇 → 借口镇, 氾水镇 → 泛水镇), and joins two things where the script tells them apart.

use std::borrow::Cow;
use std::fmt::Write;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::outline::Header;

/// The base of all IRIs unless `--base` says otherwise.
pub const BASE: &str = "https://w3id.org/zhengtu/";

/// Why a base cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("base `{0}`: an absolute IRI that ends in `/` or `#` is needed, such as {BASE}")]
pub struct BaseError(pub String);

/// Makes IRIs below one base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Iris {
    base: String,
}

impl Default for Iris {
    fn default() -> Self {
        Self {
            base: BASE.to_owned(),
        }
    }
}

impl Iris {
    /// IRIs below `base`.
    ///
    /// # Errors
    /// When `base` is no absolute IRI that ends in `/` or `#`.
    pub fn new(base: &str) -> Result<Self, BaseError> {
        let sound = oxigraph::model::NamedNode::new(base).is_ok()
            && base.ends_with('/')
            && base.contains(':')
            && !base.contains('#');
        if sound {
            Ok(Self {
                base: base.to_owned(),
            })
        } else {
            Err(BaseError(base.to_owned()))
        }
    }

    /// The base.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The IRI of a shared thing: `segment` is that of its kind, `key` a name or code before
    /// escaping.
    pub fn thing(&self, segment: &str, key: &str) -> String {
        let mut out = String::with_capacity(self.base.len() + segment.len() + key.len() + 16);
        self.write_thing(segment, key, &mut out);
        out
    }

    /// Appends the IRI of a shared thing.
    pub(crate) fn write_thing(&self, segment: &str, key: &str, out: &mut String) {
        out.push_str(&self.base);
        out.push_str("id/");
        out.push_str(segment);
        out.push('/');
        write_local(key, out);
    }

    /// The IRI of a report.
    pub fn report(&self, header: &Header, sha256: &str) -> String {
        self.thing("report", &report_key(header, sha256))
    }

    /// The named graph of a report, by the report's IRI.
    pub fn report_graph(&self, report: &str) -> String {
        format!("{}graph/report/{}", self.base, last_part(report))
    }

    /// The named graph `graph/NAME`.
    pub fn graph(&self, name: &str) -> String {
        format!("{}graph/{name}", self.base)
    }

    /// What follows `…id/` in the IRI of a thing: its kind's segment and its local part.
    pub fn parts<'a>(&self, iri: &'a str) -> Option<(&'a str, &'a str)> {
        iri.strip_prefix(&*self.base)?
            .strip_prefix("id/")?
            .split_once('/')
    }
}

/// The last part of an IRI: what stands after its last `/`.
pub fn last_part(iri: &str) -> &str {
    iri.rsplit('/').next().unwrap_or(iri)
}

/// The local part of a report's IRI: `310118-2021`, with the edition after another `-`; a report whose
/// government or year is not known is named after its text.
pub fn report_key(header: &Header, sha256: &str) -> String {
    let mut key = match (&header.government, header.year) {
        (Some(government), Some(year)) => format!("{}-{year}", government.code),
        _ => format!("x-{}", &sha256[..sha256.len().min(12)]),
    };
    if let Some(edition) = &header.edition {
        key.push('-');
        key.push_str(edition);
    }
    key
}

/// A name as the local part of an IRI.
pub fn local(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    write_local(name, &mut out);
    out
}

/// Appends the local part that a name becomes.
fn write_local(name: &str, out: &mut String) {
    if !name.is_empty() && name.chars().all(|c| is_common(c) || c == '_') {
        out.push_str(name);
        return;
    }
    let begin = out.len();
    let normal = normal(name);
    let mut from = 0;
    for (at, c) in normal.char_indices().filter(|&(_, c)| !is_common(c)) {
        out.push_str(&normal[from..at]);
        from = at + c.len_utf8();
        if is_dropped(c) {
            continue;
        }
        let is_last = || normal[from..].chars().all(is_dropped);
        let plain = if out.len() == begin {
            may_start(c)
        } else {
            may_follow(c) && !(c == '.' && is_last())
        };
        match c {
            _ if plain => out.push(c),
            '!'..='~' => out.push(char::from_u32(c as u32 + 0xFEE0).unwrap_or('_')),
            _ => {
                let _ = write!(out, "_{:X}_", c as u32);
            }
        }
    }
    out.push_str(&normal[from..]);
    if out.len() == begin {
        out.push_str("x-");
        for byte in Sha256::digest(name.as_bytes()).iter().take(6) {
            let _ = write!(out, "{byte:02x}");
        }
    }
}

/// Chinese characters, letters and digits of ASCII: what is its own NFKC and its own local part.
fn is_common(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '0'..='9' | 'A'..='Z' | 'a'..='z')
}

/// A name without quotes, title marks, white space and invisible characters: what two spellings of one
/// name are compared by.
pub fn plain_name(name: &str) -> String {
    if name.chars().all(is_common) {
        return name.to_owned();
    }
    normal(name).chars().filter(|&c| !is_dropped(c)).collect()
}

/// NFKC; what is made of Chinese characters, ASCII and common marks alone is its own, and needs no
/// table.
fn normal(name: &str) -> Cow<'_, str> {
    let is_stable = |c| {
        matches!(c, '\u{4E00}'..='\u{9FFF}' | ' '..='~')
            || matches!(c, '“' | '”' | '《' | '》' | '、' | '。' | '·' | '—')
    };
    if name.chars().all(is_stable) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(name.nfkc().collect())
    }
}

/// The name that a local part stands for: the inverse of [`local`] up to what it drops. Chinese
/// punctuation stays full-width.
pub fn name_of(local: &str) -> String {
    if local.chars().all(is_common) {
        return local.to_owned();
    }
    let mut out = String::with_capacity(local.len());
    let mut rest = local;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '，' | '；' | '：' | '！' | '？' | '（' | '）' => out.push(c),
            '！'..='～' => out.push(char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)),
            '_' => {
                let escaped = rest
                    .split_once('_')
                    .and_then(|(hex, tail)| Some((escaped(hex)?, tail)));
                if let Some((c, tail)) = escaped {
                    out.push(c);
                    rest = tail;
                } else {
                    out.push('_');
                }
            }
            _ => out.push(c),
        }
    }
    out
}

/// The character that was written as this hex number, if one was.
fn escaped(hex: &str) -> Option<char> {
    let upper = !hex.is_empty() && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'));
    let c = upper
        .then(|| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32))
        .flatten()?;
    (!c.is_ascii() && !may_start(c)).then_some(c)
}

/// The name that a local part made of `key` stands for.
pub(crate) fn label_of(key: &str) -> String {
    if !key.is_empty() && key.chars().all(is_common) {
        return key.to_owned();
    }
    name_of(&local(key))
}

/// Marks that do not belong to a name: quotation and title marks, white space, what is invisible.
fn is_dropped(c: char) -> bool {
    // Asking what Unicode says of each Chinese character would cost more than all the rest.
    if is_common(c) {
        return false;
    }
    matches!(c,
        '“' | '”' | '‘' | '’' | '"' | '\'' | '„' | '‟' | '‚' | '‛' | '`' | '´'
        | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' | '《' | '》' | '〈' | '〉' | '«' | '»'
        | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}'
        | '\u{E0000}'..='\u{E0FFF}')
        || c.is_whitespace()
        || c.is_control()
        || is_private(c)
}

/// Private use and non-characters, which IRIs may not hold.
fn is_private(c: char) -> bool {
    matches!(c as u32, 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xF_0000..)
        || c as u32 & 0xFFFE == 0xFFFE
}

/// The characters that a local name may start with: `PN_CHARS_U`, digits and the colon.
fn may_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '0'..='9' | '_' | ':'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFEF}' | '\u{10000}'..='\u{EFFFF}')
}

/// The characters that may stand further inside.
fn may_follow(c: char) -> bool {
    may_start(c)
        || matches!(c, '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::Government;
    use oxigraph::model::NamedNode;

    /// Nasty names and what becomes of them.
    const NAMES: &[(&str, &str)] = &[
        ("六稳", "六稳"),
        ("“放管服”改革", "放管服改革"),
        ("《固废法》", "固废法"),
        (" 一带 一轴\u{3000}四片\n", "一带一轴四片"),
        ("1+5+8", "1＋5＋8"),
        ("１＋５＋８", "1＋5＋8"),
        ("1+X", "1＋X"),
        ("1-2", "1-2"),
        ("-1", "－1"),
        ("PM2.5", "PM2.5"),
        ("末尾.", "末尾．"),
        (".com", "．com"),
        ("A/B", "A／B"),
        ("a#b?c", "a＃b？c"),
        ("50%", "50％"),
        ("3,000", "3，000"),
        ("千分之‰", "千分之_2030_"),
        ("5℃", "5_B0_C"),
        ("甲—乙", "甲_2014_乙"),
        ("阿凡提·买买提", "阿凡提·买买提"),
        ("·点", "_B7_点"),
        ("①号", "1号"),
        ("㈠类", "（一）类"),
        ("（试行）", "（试行）"),
        ("<x> \\ {y} |^", "＜x＞＼｛y｝｜＾"),
        ("零\u{200B}宽\u{FEFF}", "零宽"),
        ("项目等不起、企业慢不得", "项目等不起、企业慢不得"),
        ("310118_西虹桥商务区", "310118_西虹桥商务区"),
        ("㐀𠮷", "㐀𠮷"),
        ("\u{E000}私", "私"),
    ];

    #[test]
    fn nasty_names_become_plain_local_names() {
        for &(name, expected) in NAMES {
            assert_eq!(local(name), expected, "{name:?}");
        }
    }

    #[test]
    fn every_local_name_can_be_typed_after_a_prefix_and_is_stable() {
        for &(name, _) in NAMES {
            let local = local(name);
            // SPARQL allows characters beyond the first plane in local names; spargebra 0.4.8 does
            // not read them, though its IRIs may hold them.
            let typed: String = local.chars().filter(|&c| c <= '\u{FFFF}').collect();
            let query = format!(
                "PREFIX term: <https://w3id.org/zhengtu/id/term/> SELECT * {{ term:{typed} ?p ?o }}"
            );
            let parsed = oxigraph::sparql::SparqlEvaluator::new().parse_query(&query);
            assert!(parsed.is_ok(), "{name:?} → {local}");
            let iri = Iris::default().thing("term", name);
            assert!(NamedNode::new(&iri).is_ok(), "{iri}");
        }
    }

    #[test]
    fn making_a_local_name_twice_changes_nothing() {
        for &(name, expected) in NAMES {
            assert_eq!(local(expected), expected, "{name:?}");
            assert_eq!(local(&name_of(expected)), expected, "{name:?}");
        }
        assert_eq!(name_of("1＋5＋8"), "1+5+8");
        assert_eq!(name_of("千分之_2030_"), "千分之‰");
        assert_eq!(name_of("310118_区委"), "310118_区委");
    }

    #[test]
    fn names_that_leave_nothing_get_a_digest() {
        assert_ne!(local("“”"), local(" "));
        assert!(local("“”").starts_with("x-"));
    }

    #[test]
    fn signs_keep_names_apart() {
        let all = ["1+2", "1-2", "1.2", "1/2", "12", "1*2", "1=2"].map(local);
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
    }

    #[test]
    fn reports_are_named_by_government_year_and_edition() {
        let iris = Iris::default();
        let mut header = Header::default();
        let sha = "0123456789abcdef0123";
        assert_eq!(
            iris.report(&header, sha),
            "https://w3id.org/zhengtu/id/report/x-0123456789ab"
        );
        header.government = Some(Government {
            code: 310_118,
            name: String::new(),
        });
        header.year = Some(2021);
        let report = iris.report(&header, sha);
        assert_eq!(report, "https://w3id.org/zhengtu/id/report/310118-2021");
        assert_eq!(
            iris.report_graph(&report),
            "https://w3id.org/zhengtu/graph/report/310118-2021"
        );
        header.edition = Some("草案".to_owned());
        assert_eq!(report_key(&header, sha), "310118-2021-草案");
    }

    #[test]
    fn a_base_must_be_an_absolute_iri() {
        assert!(Iris::new("https://example.org/x/").is_ok());
        for bad in [
            "",
            "example",
            "https://example.org",
            "http://exa mple/",
            "/relative/",
            "http://e.org/#",
        ] {
            assert!(Iris::new(bad).is_err(), "{bad}");
        }
    }
}
