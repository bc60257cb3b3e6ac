//! Mentions to things: which mention is which entity of the corpus.
//!
//! A listed name is the thing that the table says. Any other name means something only under
//! the government that uses it, and one report calls one thing by several names: the full name
//! once, then a short form. Names are joined only where the short form fits exactly one longer
//! name of the report.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use serde::Serialize;

use crate::lexicon::{DivisionLevel, Lexicon, OrganisationLevel, SenseKind};
use crate::overrides::Overrides;
use crate::recognise::{Context, Label, Mention, is_code};
use crate::seeds::{SeedRef, Seeds};

/// Index of an [`Entity`] in its report.
pub type EntityId = usize;

/// A thing that a report mentions. Its identity is a function of its name, the reporting
/// government and the lexicon, so that all reports that mean the same thing agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// What it is.
    pub label: Label,
    /// The local part of its IRI before escaping: a code, a canonical form, a name, or the
    /// government's code, `_` and a name where the name means something only there.
    pub key: String,
    /// Its preferred label: the name without scope.
    pub name: String,
    /// The code of the division table, where it is listed there.
    pub code: Option<u32>,
    /// The record that lists it, where one does.
    #[serde(skip)]
    pub listed: Option<SeedRef>,
    /// Surface forms by which this report mentions it, sorted, its name left out.
    pub surfaces: Vec<String>,
}

/// What may be left off at the end of a name (`links/tails.tsv`).
#[derive(Debug)]
pub struct EntityRules {
    tails: Vec<(Label, String)>,
}

impl EntityRules {
    /// Reads the table.
    pub fn compile(seeds: &Seeds) -> Self {
        let tails = seeds
            .rows("links/tails.tsv")
            .filter_map(|r| Some((Label::parse(r.get("label"))?, r.get("surface").to_owned())));
        Self {
            tails: tails.collect(),
        }
    }

    /// A name without a tail that says nothing.
    fn stem<'a>(&self, label: Label, name: &'a str) -> &'a str {
        let tails = self.tails.iter().filter(|(l, _)| *l == label);
        let stems = tails.filter_map(|(_, tail)| name.strip_suffix(tail.as_str()));
        stems
            .filter(|s| s.chars().count() >= 4)
            .min_by_key(|s| s.len())
            .unwrap_or(name)
    }
}

/// A name as the user's tables want it: merged into another thing or called otherwise.
fn overridden(name: &Name, all: &[Name], scope: &str, overrides: &Overrides) -> Name {
    let mut name = name.clone();
    if let Some(into) = overrides.merged(&name.name, name.label) {
        match all.iter().find(|n| n.label == name.label && n.name == into) {
            Some(other) => name = other.clone(),
            None => name = unlisted(name.label, into, scope),
        }
    }
    match overrides.preferred(&name.name, name.label) {
        // A listed thing keeps the name that its table gives it.
        Some(preferred) if name.listed.is_none() => unlisted(name.label, preferred, scope),
        _ => name,
    }
}

/// The identity of a name that no table lists.
fn unlisted(label: Label, name: &str, scope: &str) -> Name {
    let key = match label {
        Label::Term => name.to_owned(),
        _ => format!("{scope}_{name}"),
    };
    Name {
        label,
        key,
        name: name.to_owned(),
        code: None,
        listed: None,
    }
}

/// A name's identity before it is known which names are one thing.
#[derive(Clone)]
struct Name {
    label: Label,
    key: String,
    name: String,
    code: Option<u32>,
    listed: Option<SeedRef>,
}

/// The things that `mentions` name, sorted by label and key, and which of them each names.
pub fn entities(
    cx: Context<'_>,
    mentions: &[Mention],
    lexicon: &Lexicon,
    rules: &EntityRules,
    overrides: &Overrides,
) -> (Vec<Entity>, Vec<EntityId>) {
    let scope = cx.header.government.as_ref().map_or_else(
        || format!("x-{}", &cx.source.sha256()[..12]),
        |government| government.code.to_string(),
    );
    let (distinct, which) = distinct(cx, mentions);
    let locals: Vec<Option<String>> = distinct
        .iter()
        .map(|m| is_local(m).then(|| local_name(cx, m, rules)))
        .collect();
    let full = full_names(&distinct, &locals);
    let mut names: Vec<Name> = distinct
        .iter()
        .zip(&locals)
        .map(|(m, local)| identify(cx, m, lexicon, local.as_deref(), &scope, &full))
        .collect();
    if !overrides.is_empty() {
        let wanted = |name| overridden(name, &names, &scope, overrides);
        names = names.iter().map(wanted).collect();
    }
    let (entities, named) = grouped(cx, names, &distinct);
    (entities, which.iter().map(|&name| named[name]).collect())
}

/// Mentions that name differently, the first of each, and for every mention which of them it is
/// like: what a mention names is told by its label, its words and what table lists them.
fn distinct<'m>(cx: Context<'_>, mentions: &'m [Mention]) -> (Vec<&'m Mention>, Vec<usize>) {
    let (mut first, mut which) = (Vec::new(), Vec::with_capacity(mentions.len()));
    let mut known: HashMap<_, usize, FixedState> = HashMap::default();
    for mention in mentions {
        let words = (cx.source.slice(mention.span), cx.source.slice(mention.core));
        let place = *known
            .entry((mention.label, words, mention.id.as_deref()))
            .or_insert(first.len());
        if place == first.len() {
            first.push(mention);
        }
        which.push(place);
    }
    (first, which)
}

/// The things that names are of, sorted, and for each name which thing that is; `distinct` are the
/// mentions with these names.
fn grouped(
    cx: Context<'_>,
    names: Vec<Name>,
    distinct: &[&Mention],
) -> (Vec<Entity>, Vec<EntityId>) {
    let mut order: Vec<usize> = (0..names.len()).collect();
    // Stable, so that of names with one key the first tells the thing.
    order.sort_by(|&a, &b| (names[a].label, &names[a].key).cmp(&(names[b].label, &names[b].key)));
    let mut names: Vec<Option<Name>> = names.into_iter().map(Some).collect();
    let mut entities: Vec<Entity> = Vec::new();
    let mut named = vec![0; names.len()];
    for place in order {
        let Some(name) = names[place].take() else {
            continue;
        };
        match entities.last() {
            Some(last) if last.label == name.label && last.key == name.key => {}
            _ => entities.push(name.into_entity()),
        }
        named[place] = entities.len() - 1;
        if let Some(entity) = entities.last_mut() {
            let surface = cx.source.slice(distinct[place].span);
            if surface != entity.name {
                entity.surfaces.push(surface.to_owned());
            }
        }
    }
    for entity in &mut entities {
        entity.surfaces.sort_unstable();
        entity.surfaces.dedup();
    }
    (entities, named)
}

impl Name {
    fn into_entity(self) -> Entity {
        Entity {
            label: self.label,
            key: self.key,
            name: self.name,
            code: self.code,
            listed: self.listed,
            surfaces: Vec::new(),
        }
    }
}

/// Whether a mention may name something of this report alone.
fn is_local(mention: &Mention) -> bool {
    mention.label != Label::Term && mention.id.is_none()
}

fn identify(
    cx: Context<'_>,
    mention: &Mention,
    lexicon: &Lexicon,
    local_name: Option<&str>,
    scope: &str,
    full: &BTreeMap<(Label, &str), &str>,
) -> Name {
    let label = mention.label;
    let local = |name: String| Name {
        label,
        key: [scope, "_", &name].concat(),
        name,
        code: None,
        listed: None,
    };
    if let Some((level, at)) = relative(cx, mention) {
        let name = cx.source.slice(mention.span).to_owned();
        let owner =
            owner(cx, level, lexicon).map_or_else(|| scope.to_owned(), |code| code.to_string());
        return Name {
            label,
            key: format!("{owner}_{name}"),
            name,
            code: None,
            listed: Some(at),
        };
    }
    if let Some(id) = &mention.id {
        let code = id
            .parse::<u32>()
            .ok()
            .filter(|code| *code >= 100_000 && label == Label::Place);
        let name = match code {
            Some(code) if code < 1_000_000 => {
                lexicon.divisions().get(code).map(|d| d.name.to_string())
            }
            Some(code) => lexicon.divisions().township_name(code).map(str::to_owned),
            None => None,
        };
        let name = name.unwrap_or_else(|| id.clone());
        return Name {
            label,
            key: id.clone(),
            name,
            code,
            listed: Some(mention.rule),
        };
    }
    if label == Label::Term {
        let core = cx.source.slice(mention.core);
        if is_code(core) {
            // A core of digits and signs says nothing by itself, and means something only here.
            return local(bare(cx.source.slice(mention.span)));
        }
        return Name {
            label,
            key: core.to_owned(),
            name: core.to_owned(),
            code: None,
            listed: None,
        };
    }
    let name = local_name.unwrap_or_default();
    local((*full.get(&(label, name)).unwrap_or(&name)).to_owned())
}

/// The name of an unlisted thing as its report writes it, marks and empty tails left off.
fn local_name(cx: Context<'_>, mention: &Mention, rules: &EntityRules) -> String {
    bare(rules.stem(mention.label, cx.source.slice(mention.span)))
}

/// A name without quotes and title marks.
fn bare(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '“' | '”' | '《' | '》' | ' '))
        .collect()
}

/// The level of an organisation that is named by its level alone.
fn relative(cx: Context<'_>, mention: &Mention) -> Option<(OrganisationLevel, SeedRef)> {
    if mention.label != Label::Organisation {
        return None;
    }
    let hits = cx.scan.starting_at(mention.span.start as usize);
    hits.iter()
        .filter(|h| h.span == mention.span)
        .find_map(|h| {
            cx.scan.word(h.word).sense(|k| match k {
                SenseKind::Relative(level) => Some(*level),
                _ => None,
            })
        })
}

/// The division that an organisation of a level belongs to, seen from the reporting government.
fn owner(cx: Context<'_>, level: OrganisationLevel, lexicon: &Lexicon) -> Option<u32> {
    let divisions = lexicon.divisions();
    let own = divisions.get(cx.header.government.as_ref()?.code)?;
    let wanted = match level {
        OrganisationLevel::Province => DivisionLevel::Province,
        OrganisationLevel::City => DivisionLevel::Prefecture,
        OrganisationLevel::County => DivisionLevel::County,
    };
    let mut at = Some(own);
    while let Some(division) = at {
        // A municipality is a city at the level of a province.
        let parent = divisions.parent(division.code);
        let top = parent.is_none_or(|p| p.level() == DivisionLevel::Nation);
        if division.level() == wanted || top {
            return Some(division.code);
        }
        at = parent;
    }
    None
}

/// Short forms of the report's local names: (label, short) → full.
fn full_names<'n>(
    distinct: &[&Mention],
    locals: &'n [Option<String>],
) -> BTreeMap<(Label, &'n str), &'n str> {
    // A name and its short form end alike.
    let names = distinct.iter().zip(locals);
    let mut names: Vec<(Label, &str, &str)> = names
        .filter_map(|(m, local)| Some((m.label, local.as_deref()?)))
        .map(|(label, name)| (label, last_two(name), name))
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut out = BTreeMap::new();
    for alike in names.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for &(label, _, short) in alike {
            let mut longer = alike
                .iter()
                .map(|&(.., full)| full)
                .filter(|full| is_short_form(short, full));
            // The shortest candidates may be short forms themselves: all must lead to one name.
            let Some(mut full) = longer.next() else {
                continue;
            };
            let mut one = true;
            for next in longer {
                let (a, b) = if next.len() > full.len() {
                    (full, next)
                } else {
                    (next, full)
                };
                one &= is_short_form(a, b);
                full = b;
            }
            if one {
                out.insert((label, short), full);
            }
        }
    }
    out
}

/// The last two characters of a name.
fn last_two(name: &str) -> &str {
    let start = name.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    &name[start..]
}

/// Whether `short` can stand for `full`: the end of it, or its beginning and end with parts
/// between left out, in order (长三角示范区 for 长三角生态绿色一体化发展示范区).
fn is_short_form(short: &str, full: &str) -> bool {
    if short.len() >= full.len() {
        return false;
    }
    let length = short.chars().count();
    if length < 2 {
        return false;
    }
    if full.ends_with(short) {
        return true;
    }
    let common_start = short
        .chars()
        .zip(full.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let common_end = short
        .chars()
        .rev()
        .zip(full.chars().rev())
        .take_while(|(a, b)| a == b)
        .count();
    common_start >= 2 && common_end >= 2 && common_start + common_end >= length
}
