//! The words of headings and page furniture, compiled.

use super::Role;
use super::enumerator::numerals;
use crate::lexicon::digit;
use crate::seeds::{SeedError, Seeds};
use crate::sieve::{Sieve, code_of};

/// What the words of one line say.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent features of one line"
)]
pub(super) struct Line {
    /// Short enough for a heading or a label.
    pub short: bool,
    /// The whole line is the heading of the glossary.
    pub glossary: bool,
    /// It opens an annex.
    pub annex: bool,
    /// It is only the address of the deputies.
    pub salutation: bool,
    /// It is page furniture.
    pub furniture: bool,
    /// Nothing after it belongs to the report.
    pub tail: bool,
}

/// The tables of headings.
#[derive(Debug)]
pub struct HeadingRules {
    /// What heads the report's main parts.
    sections: Vec<Word>,
    /// The two characters that these open with.
    openings: Sieve<64>,
    /// What headings of the glossary are made of.
    glossary: Vec<Word>,
    /// What tells any other line, and the characters with which those at its start begin.
    marks: Vec<Word>,
    starts: Sieve,
}

#[derive(Debug)]
struct Word {
    surface: String,
    use_: Use,
    at: At,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Use {
    Section(Role),
    Glossary,
    GlossaryPart,
    Annex,
    Salutation,
    Furniture,
    Tail,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum At {
    Any,
    Start,
    Whole,
}

/// A line longer than this (in bytes) is no heading and no label.
const LONGEST: usize = 180;

impl HeadingRules {
    /// Reads `outline/headings.tsv`.
    ///
    /// # Errors
    /// When a record is malformed.
    pub(super) fn compile(seeds: &Seeds) -> Result<Self, SeedError> {
        let mut words = Vec::new();
        for row in seeds.rows("outline/headings.tsv") {
            let use_ = match row.get("role") {
                "review" => Use::Section(Role::Review),
                "outlook" => Use::Section(Role::Outlook),
                "plan" => Use::Section(Role::Plan),
                "glossary" => Use::Glossary,
                "glossary-part" => Use::GlossaryPart,
                "annex" => Use::Annex,
                "salutation" => Use::Salutation,
                "furniture" => Use::Furniture,
                "tail" => Use::Tail,
                other => return Err(seeds.error(row.at(), format!("no role `{other}`"))),
            };
            let at = match row.get("at") {
                "any" => At::Any,
                "start" => At::Start,
                "whole" => At::Whole,
                other => {
                    return Err(seeds.error(row.at(), format!("at `{other}`: any, start or whole")));
                }
            };
            words.push(Word {
                surface: row.get("surface").to_owned(),
                use_,
                at,
            });
        }
        // The longest part first, so that a glossary heading is taken apart without backtracking.
        words.sort_by(|a, b| {
            b.surface
                .len()
                .cmp(&a.surface.len())
                .then_with(|| a.surface.cmp(&b.surface))
        });
        let (sections, words): (Vec<_>, Vec<_>) = words
            .into_iter()
            .partition(|w| matches!(w.use_, Use::Section(_)));
        let (glossary, marks): (Vec<_>, Vec<_>) = words
            .into_iter()
            .partition(|w| matches!(w.use_, Use::Glossary | Use::GlossaryPart));
        let mut starts = Sieve::default();
        let first = |w: &Word| w.surface.chars().next();
        marks.iter().filter_map(first).for_each(|c| starts.add(c));
        let mut openings = Sieve::default();
        for word in &sections {
            let mut signs = word.surface.chars();
            match (signs.next(), signs.next()) {
                (Some(a), Some(b)) => openings.add_pair(a, b),
                _ => openings = Sieve::all(),
            }
        }
        Ok(Self {
            sections,
            openings,
            glossary,
            marks,
            starts,
        })
    }

    /// What the words of `line` say.
    pub(super) fn line(&self, line: &str) -> Line {
        let mut out = Line {
            short: line.len() <= LONGEST,
            ..Line::default()
        };
        if !out.short {
            return out;
        }
        let bare = bare(line);
        let may_start = [line, bare]
            .iter()
            .any(|l| l.starts_with(|c| self.starts.passes(c)));
        for word in &self.marks {
            if word.at == At::Start && !may_start || !word.is_there(line, bare) {
                continue;
            }
            match word.use_ {
                Use::Annex => out.annex = !ends_like_prose(line),
                Use::Salutation => out.salutation = bare == word.surface,
                Use::Furniture => out.furniture = true,
                Use::Tail => out.tail = true,
                Use::Section(_) | Use::Glossary | Use::GlossaryPart => {}
            }
        }
        out.glossary = self.is_glossary(bare);
        out
    }

    /// Whether `line` is only the address of the deputies.
    pub(super) fn is_salutation(&self, line: &str) -> bool {
        if line.len() > LONGEST {
            return false;
        }
        let bare = bare(line);
        let mut addresses = self.marks.iter().filter(|w| w.use_ == Use::Salutation);
        let last = addresses.rfind(|w| w.is_there(line, bare));
        last.is_some_and(|w| bare == w.surface)
    }

    /// Whether `line` is short and heads one of the report's main parts.
    pub(super) fn is_section(&self, line: &str) -> bool {
        line.len() <= LONGEST && self.role(line, None).is_some()
    }

    /// What a section under this heading is for, read against the year of the report.
    pub(super) fn role(&self, heading: &str, year: Option<u16>) -> Option<Role> {
        let next = heading.chars().skip(1).map(code_of);
        let mut pairs = heading.chars().map(code_of).zip(next);
        let may_have = pairs.any(|(a, b)| self.openings.passes_pair(a, b));
        let has = |role| {
            let is = |w: &Word| w.use_ == Use::Section(role) && heading.contains(&w.surface);
            may_have && self.sections.iter().any(is)
        };
        let (review, outlook, plan) = (has(Role::Review), has(Role::Outlook), has(Role::Plan));
        let past =
            year.map(|year| years(heading).iter().all(|&y| y < year) && !years(heading).is_empty());
        match (review, outlook, plan) {
            (true, true, _) | (true, _, true) if past != Some(true) => Some(Role::Outlook),
            (true, ..) => Some(Role::Review),
            (_, true, _) | (_, _, true) if past == Some(true) => Some(Role::Review),
            (_, true, _) => Some(Role::Outlook),
            (_, _, true) => Some(Role::Plan),
            _ => match past {
                Some(true) => Some(Role::Review),
                _ => None,
            },
        }
    }

    /// Whether the bare line is a run of glossary parts that ends with a glossary word.
    fn is_glossary(&self, bare: &str) -> bool {
        let mut rest = bare;
        let mut parts = 0;
        loop {
            rest = rest.trim_start_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, '《' | '》' | '、' | '：' | '（' | '）')
            });
            let word = self.glossary.iter().find(|w| rest.starts_with(&w.surface));
            let Some(word) = word else { return false };
            rest = &rest[word.surface.len()..];
            let ended = rest.chars().all(|c| matches!(c, '》' | '）' | '：'));
            if word.use_ == Use::Glossary && ended {
                // 说明 alone may head anything.
                return parts > 0 || word.surface.chars().count() == 2;
            }
            parts += 1;
        }
    }
}

impl Word {
    /// Whether it stands in `line`, whose signs at both ends are left out of `bare`, where it has to.
    fn is_there(&self, line: &str, bare: &str) -> bool {
        let surface = self.surface.as_str();
        match self.at {
            At::Any => line.contains(surface),
            At::Start => line.starts_with(surface) || bare.starts_with(surface),
            At::Whole => bare == surface,
        }
    }
}

/// A line without the signs around it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_ascii_punctuation()
            || matches!(c, '：' | '。' | '！' | '（' | '）' | '—' | '“' | '”' | '、')
    })
}

fn ends_like_prose(line: &str) -> bool {
    line.ends_with(['。', '；', '，'])
}

/// The years that a heading names: 2020年, 二〇三五年, and the last year of a five-year plan.
pub(super) fn years(text: &str) -> Vec<u16> {
    let mut out = Vec::new();
    let signs: Vec<char> = text.chars().collect();
    for i in 0..signs.len() {
        if let Some(year) = year_at(&signs[i..])
            && (i == 0 || !signs[i - 1].is_ascii_digit())
        {
            out.push(year);
        }
        if let Some(last) = plan_at(&signs[i..]) {
            out.push(last);
        }
    }
    out
}

/// The years that a text writes out: 2020年, 二〇二〇年.
pub(super) fn literal_years(text: &str) -> Vec<u16> {
    text.match_indices(YEAR)
        .filter_map(|(at, _)| year_before(&text[..at]))
        .collect()
}

/// The year whose four digits end `head`, unless a fifth stands before them.
fn year_before(head: &str) -> Option<u16> {
    let mut back = head.chars().rev();
    let mut signs = [YEAR; 5];
    for sign in signs[..4].iter_mut().rev() {
        *sign = back.next()?;
    }
    let free = back.next().is_none_or(|c| !c.is_ascii_digit());
    year_at(&signs).filter(|_| free)
}

/// The word for year.
const YEAR: char = '年';

/// A year of four digits, Arabic or Chinese, with the word for year.
fn year_at(signs: &[char]) -> Option<u16> {
    let [a, b, c, d, YEAR, ..] = *signs else {
        return None;
    };
    let value = |c: char| match c {
        '〇' | '○' | '零' | 'O' => Some(0),
        c if c.is_ascii_digit() => c.to_digit(10),
        c => digit(c),
    };
    let mut year = 0;
    for c in [a, b, c, d] {
        year = year * 10 + value(c)?;
    }
    (1949..2100).contains(&year).then_some(year as u16)
}

/// The last year of the five-year plan that is named here (十四五 → 2025).
fn plan_at(signs: &[char]) -> Option<u16> {
    let open = usize::from(signs.first() == Some(&'“'));
    let body = signs.get(open..)?;
    let ['十', n, '五', ..] = *body else {
        return None;
    };
    let quoted = open == 1 && body.get(3) == Some(&'”');
    let n = numerals(&n.to_string()).filter(|n| (1..=9).contains(n))?;
    quoted.then_some(2005 + 5 * n as u16)
}
