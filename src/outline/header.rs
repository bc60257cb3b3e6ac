//! Title, government, year, session and speaker.
//!
//! Only the head of the text is read for who reports and when: everything up to the sentence that
//! says in whose name (我代表…). Headings further on help with the year, and the places that the
//! text names tell districts of one name apart. What is declared wins.

use super::government::{Governments, Named};
use super::heading::literal_years;
use super::speaker;
use crate::ingest::Source;
use crate::lexicon::Divisions;
use crate::seeds::{SeedError, Seeds};
use crate::span::Span;

/// What is declared about a report, by the command line or a sidecar file; it wins over the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// Code of the reporting government.
    pub government: Option<u32>,
    /// Year of the report.
    pub year: Option<u16>,
    /// Tells editions of one report apart.
    pub edition: Option<String>,
}

/// The reporting government.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Government {
    /// Division code; 100000 for the State Council.
    pub code: u32,
    /// Name of the division; 国务院 for the State Council.
    pub name: String,
}

/// What the head of a report says about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The title line.
    pub title: Option<Span>,
    /// The reporting government, where it could be told.
    pub government: Option<Government>,
    /// The year it was given in, which is the year it plans.
    pub year: Option<u16>,
    /// The day it was given, ISO 8601.
    pub date: Option<String>,
    /// The session, as written (区第五届人民代表大会第七次会议).
    pub session: Option<Span>,
    /// The speaker's name.
    pub speaker: Option<Span>,
    /// The speaker's office as written.
    pub office: Option<Span>,
    /// The period under review, such as 2020 or 2016-2020.
    pub review: Option<(u16, u16)>,
    /// Distinguishes editions, as declared.
    pub edition: Option<String>,
    /// Whether a sentence says in whose name the report is given.
    pub opened: bool,
}

impl Header {
    /// Whether the head says that a report follows: by its title, session or speaker.
    pub(super) fn is_report(&self) -> bool {
        self.title.is_some() || self.session.is_some() || self.speaker.is_some() || self.opened
    }
}

/// Words of titles and date lines.
#[derive(Debug)]
pub struct HeaderRules {
    words: Vec<(Part, String)>,
    governments: Governments,
}

/// What a word of `outline/header.tsv` stands for.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Title,
    Congress,
    Meeting,
    State,
    Office,
    Opening,
    Label,
    Plan,
    Review,
    Period,
    Document,
}

impl HeaderRules {
    /// Reads `outline/header.tsv` and the divisions that are no more.
    ///
    /// # Errors
    /// When a record is malformed.
    pub fn compile(seeds: &Seeds, divisions: &Divisions) -> Result<Self, SeedError> {
        let mut words = Vec::new();
        for row in seeds.rows("outline/header.tsv") {
            let part = match row.get("role") {
                "title" => Part::Title,
                "congress" => Part::Congress,
                "meeting" => Part::Meeting,
                "state" => Part::State,
                "office" => Part::Office,
                "opening" => Part::Opening,
                "label" => Part::Label,
                "plan" => Part::Plan,
                "review" => Part::Review,
                "period" => Part::Period,
                "document" => Part::Document,
                other => return Err(seeds.error(row.at(), format!("no role `{other}`"))),
            };
            words.push((part, row.get("surface").to_owned()));
        }
        Ok(Self {
            words,
            governments: Governments::compile(seeds, divisions)?,
        })
    }

    /// The first place in `text` where a word of this part stands, the longest there.
    pub(super) fn find(&self, part: Part, text: &str) -> Option<(usize, usize)> {
        let hits = self
            .of(part)
            .filter_map(|w| text.find(w).map(|at| (at, at + w.len())));
        hits.min_by_key(|&(at, end)| (at, usize::MAX - end))
    }

    /// The last place.
    pub(super) fn find_last(&self, part: Part, text: &str) -> Option<(usize, usize)> {
        let hits = self
            .of(part)
            .filter_map(|w| text.rfind(w).map(|at| (at, at + w.len())));
        hits.max_by_key(|&(at, end)| (end, end - at))
    }

    pub(super) fn of(&self, part: Part) -> impl Iterator<Item = &str> {
        self.words
            .iter()
            .filter(move |w| w.0 == part)
            .map(|w| w.1.as_str())
    }
}

/// Lines and bytes that the head of a report may have before its first sentence.
const HEAD_LINES: usize = 60;
const HEAD_BYTES: usize = 8000;
/// A title, date line or speaker's line is at most so long (bytes).
const LONGEST_LINE: usize = 300;
/// Reports given from this month on speak of the year that ends and plan the next.
const YEAR_END: u8 = 11;

/// Reads the head of a report.
pub fn header(
    source: &Source,
    divisions: &Divisions,
    declared: &Declared,
    rules: &HeaderRules,
) -> Header {
    let text = source.text();
    let head = Head::read(text, rules);
    let mut out = Header {
        edition: declared.edition.clone(),
        title: head.title,
        ..Header::default()
    };
    let dated = head.dated.map(|line| line.of(text));
    let day = dated.and_then(day);
    out.opened = head.opening.is_some();
    out.date = day.map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"));
    if let Some(line) = head.dated {
        out.session = session(line, text, rules);
    }
    let spoken = speaker::find(text, &head, out.session, rules);
    out.office = spoken.map(|s| s.office);
    out.speaker = spoken.map(|s| s.name);
    let headings = Headings::read(text, rules);
    out.year = declared.year.or_else(|| year(text, &head, day, &headings));
    out.review = out.year.map(|year| {
        let last = headings
            .review
            .filter(|r| (year - 1..=year).contains(r))
            .unwrap_or(year - 1);
        (if headings.period { last - 4 } else { last }, last)
    });
    out.government = match declared.government {
        Some(code) => Some(Government {
            code,
            name: name_of(code, divisions, rules),
        }),
        None => government(text, &head, spoken.map(|s| s.office), divisions, rules),
    };
    out
}

/// The lines that say who reports when.
pub(super) struct Head {
    pub lines: Vec<Span>,
    pub title: Option<Span>,
    pub dated: Option<Span>,
    pub opening: Option<Span>,
}

impl Head {
    fn read(text: &str, rules: &HeaderRules) -> Self {
        let mut head = Self {
            lines: Vec::new(),
            title: None,
            dated: None,
            opening: None,
        };
        let mut from = 0;
        let mut titles = Vec::new();
        for line in text.split('\n').take(HEAD_LINES) {
            let span = Span::new(from, from + line.len());
            from += line.len() + 1;
            if let Some((at, _)) = rules.find(Part::Opening, line)
                && line[at..].contains('，')
            {
                let end = at + line[at..].find('，').unwrap_or(line.len() - at);
                head.opening = Some(Span::new(
                    span.start as usize + at,
                    span.start as usize + end,
                ));
                break;
            }
            if line.len() > LONGEST_LINE || from > HEAD_BYTES {
                if from > HEAD_BYTES {
                    break;
                }
                continue;
            }
            head.lines.push(span);
            if rules.find(Part::Title, line).is_some() && !line.contains(['。', '，']) {
                titles.push(span);
            }
            let given = rules.find(Part::Congress, line).is_some()
                && rules.find(Part::Meeting, line).is_some();
            if head.dated.is_none() && given && !line.contains('。') && day(line).is_some() {
                head.dated = Some(span);
            }
        }
        if head.dated.is_none() {
            // The date may be damaged: a line that starts with dashes and names a session will do.
            let broken = |l: &&Span| {
                let line = l.of(text);
                line.starts_with(['—', '（']) && rules.find(Part::Congress, line).is_some()
            };
            head.dated = head.lines.iter().find(broken).copied();
        }
        let before = |t: &&Span| head.dated.is_none_or(|d| t.start < d.start);
        head.title = titles.iter().rev().find(before).or(titles.first()).copied();
        head.split_title(text, rules);
        head
    }

    /// A title that shares its line with the date ends before it.
    fn split_title(&mut self, text: &str, rules: &HeaderRules) {
        let Some(title) = self.title else { return };
        let line = title.of(text);
        let Some((_, end)) = rules.find(Part::Title, line) else {
            return;
        };
        if self.dated == Some(title) && line[end..].starts_with(['—', '（', '-']) {
            let cut = title.start as usize + end;
            self.title = Some(Span::new(title.start as usize, cut));
            self.dated = Some(Span::new(cut, title.end as usize));
        } else if self.dated == Some(title) && line[..end].contains(['日']) {
            // The speaker's sentence (…作政府工作报告) is a date line, no title.
            self.title = None;
        }
    }
}

/// Year, month and day of the first date in `line`.
fn day(line: &str) -> Option<(u16, u8, u8)> {
    let year_at = line.find('年')?;
    let year = literal_years(&line[..year_at + '年'.len_utf8()])
        .last()
        .copied()?;
    let rest = &line[year_at + '年'.len_utf8()..];
    let (month, rest) = rest.split_once('月')?;
    let (date, _) = rest.split_once('日')?;
    let number = |s: &str| {
        s.parse()
            .ok()
            .or_else(|| super::enumerator::numerals(s).and_then(|n| u8::try_from(n).ok()))
    };
    let (month, date) = (number(month)?, number(date)?);
    ((1..=12).contains(&month) && (1..=31).contains(&date)).then_some((year, month, date))
}

/// The name of the session in the date line.
fn session(line: Span, text: &str, rules: &HeaderRules) -> Option<Span> {
    let own = line.of(text);
    let (congress, congress_end) = rules.find(Part::Congress, own)?;
    let (_, end) = rules.find(Part::Meeting, &own[congress_end..])?;
    // The preposition before the place of an act opens the session's name.
    let from = own[..congress]
        .rfind('在')
        .map_or(0, |at| at + '在'.len_utf8());
    let from = from.max(own[..congress].rfind(['日', '—', '（']).map_or(0, |at| {
        at + own[at..].chars().next().map_or(0, char::len_utf8)
    }));
    let start = line.start as usize;
    Some(Span::new(start + from, start + congress_end + end))
}

/// What headings further on say of the years.
struct Headings {
    review: Option<u16>,
    plan: Option<u16>,
    /// Whether a review covers five years.
    period: bool,
}

impl Headings {
    fn read(text: &str, rules: &HeaderRules) -> Self {
        let mut out = Self {
            review: None,
            plan: None,
            period: false,
        };
        for line in text
            .split('\n')
            .filter(|l| l.len() <= 150 && !l.contains('。'))
        {
            let years = literal_years(line);
            if rules.find(Part::Review, line).is_some() {
                out.review = out.review.max(years.iter().copied().max());
                out.period |= rules.find(Part::Period, line).is_some();
            } else if rules.find(Part::Plan, line).is_some() {
                let far = |&&y: &&u16| out.review.is_none_or(|r| y <= r + 1);
                out.plan = years.iter().filter(far).copied().max().or(out.plan);
            }
        }
        out
    }
}

fn year(text: &str, head: &Head, day: Option<(u16, u8, u8)>, headings: &Headings) -> Option<u16> {
    let title = head
        .title
        .and_then(|t| literal_years(t.of(text)).first().copied());
    let given = day.map(|(year, month, _)| match headings.review {
        Some(review) if review == year && month >= YEAR_END => year + 1,
        _ => year,
    });
    let next = headings.review.map(|y| y + 1);
    title.or(given).or(headings.plan).or(next).or_else(|| {
        // A web page's own date, as a last resort.
        head.lines.iter().find_map(|l| iso_year(l.of(text)))
    })
}

/// The year of a date written 2026-02-03.
fn iso_year(line: &str) -> Option<u16> {
    let at = line.find('-')?;
    let year = line.get(at.checked_sub(4)?..at)?.parse().ok()?;
    let month = line.get(at + 1..at + 3)?;
    (month.parse::<u8>().is_ok() && (1949..2100).contains(&year)).then_some(year)
}

fn name_of(code: u32, divisions: &Divisions, rules: &HeaderRules) -> String {
    if code == 100_000 {
        return rules.of(Part::State).next().unwrap_or_default().to_owned();
    }
    divisions
        .get(code)
        .map_or_else(String::new, |d| d.name.to_string())
}

fn government(
    text: &str,
    head: &Head,
    office: Option<Span>,
    divisions: &Divisions,
    rules: &HeaderRules,
) -> Option<Government> {
    // Title, date line, speaker, opening: the order in which they are trusted.
    let places = [head.title, head.dated, office, head.opening];
    let mut named = None;
    for place in places.into_iter().flatten().map(|s| s.of(text)) {
        if rules.find(Part::State, place).is_some() {
            return Some(Government {
                code: 100_000,
                name: name_of(100_000, divisions, rules),
            });
        }
        named = named.or_else(|| rules.governments.named(place));
    }
    let named: Named = named.or_else(|| {
        // The report's own plan carries the division's name: 青浦区国民经济和社会发展….
        rules.of(Part::Document).find_map(|word| {
            let at = text.find(word)?;
            let from = text[..at].rfind(['《', '\n', '。']).map_or(0, |f| f + 1);
            let from = (from..=at).find(|&f| text.is_char_boundary(f))?;
            rules.governments.named_before(&text[from..at])
        })
    })?;
    let around: String = head
        .lines
        .iter()
        .chain(&head.opening)
        .map(|l| l.of(text))
        .collect::<Vec<_>>()
        .join("\n");
    let code = named.settle(&around, text, divisions)?;
    let name = named.name;
    Some(Government { code, name })
}
