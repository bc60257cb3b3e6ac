//! The lexicon as numbers and one text, which load without a table being read.
//!
//! The build script stores the embedded tables so, and the program loads them; both share this
//! file. All numbers are 32-bit and little-endian, one after another in the order in which
//! [`load`] asks for them; a text is a place in the one text and a length.

use std::borrow::Cow;
use std::collections::HashMap;

use super::divisions::{Division, Divisions, FormerName};
use super::forms::{Form, Forms};
use super::roles::Roles;
use super::sense::{
    Aspect, Kinds, NameKind, Need, NumeralKind, OrganisationLevel, Part, SenseKind,
};
use super::tables::{Bound, Sense, Words};
use crate::recognise::Label;
use crate::seeds::SeedRef;

/// What is stored: the numbers of the lexicon, those of the forms, and the text of both.
#[derive(Debug)]
pub struct Stored {
    /// What [`load`] reads.
    pub lexicon: Vec<u8>,
    /// What [`load_forms`] reads; only graphs ask for it.
    pub forms: Vec<u8>,
    /// The text.
    pub texts: String,
}

/// Writes divisions, words and forms as numbers and a text.
pub fn store(divisions: &Divisions, words: &Words, forms: &Forms) -> Stored {
    let mut out = Output::new(words);
    out.number(words.len());
    for (index, surface) in words.surfaces().enumerate() {
        out.number(surface.len());
        let senses = words.senses(index);
        out.number(senses.len());
        for sense in senses {
            out.sense(sense);
        }
    }
    out.number(divisions.all.len());
    for d in &divisions.all {
        out.numbers.push(d.code);
        for text in [&d.name, &d.short, &d.abbreviations, &d.townships] {
            out.text(text);
        }
        out.place(d.at);
        out.numbers.push(d.former.into());
    }
    out.number(divisions.former.len());
    for former in &divisions.former {
        out.numbers.push(former.code);
        out.text(&former.surface);
        out.place(former.at);
    }
    let lexicon = out.take();
    out.number(forms.all.len());
    for form in &forms.all {
        out.numbers.push(form.label.code().into());
        out.text(&form.id);
        out.text(&form.surface);
    }
    Stored {
        lexicon,
        forms: out.take(),
        texts: out.texts,
    }
}

/// Loads the forms that [`store`] has written; none from anything else.
pub fn load_forms(numbers: &[u8], texts: &'static str) -> Option<Forms> {
    let mut input = Input::new(numbers, texts);
    let all = input.list(|input| {
        Some(Form {
            label: Label::of(input.number()? as u8)?,
            id: input.text()?,
            surface: input.text()?,
        })
    })?;
    Some(Forms { all })
}

/// Loads the lexicon that [`store`] has written; none from anything else.
pub fn load(numbers: &[u8], texts: &'static str) -> Option<(Divisions, Words)> {
    let mut input = Input::new(numbers, texts);
    let words = input.words()?;
    let all = input.list(|input| {
        Some(Division {
            code: input.number()?,
            name: input.text()?,
            short: input.text()?,
            abbreviations: input.text()?,
            townships: input.text()?,
            at: input.place()?,
            former: input.number()? != 0,
        })
    })?;
    let former = input.list(|input| {
        Some(FormerName {
            code: input.number()?,
            surface: input.text()?,
            at: input.place()?,
        })
    })?;
    Some((Divisions { all, former }, words))
}

/// How many bits the line of a record has beside the number of its file.
const LINE_BITS: u32 = 20;

struct Output {
    numbers: Vec<u32>,
    texts: String,
    /// Where each text stands that has been written or is a word.
    known: HashMap<String, usize>,
}

impl Output {
    /// The surfaces are the beginning of the text; names and divisions mostly are among them.
    fn new(words: &Words) -> Self {
        let mut known = HashMap::new();
        let mut at = 0;
        for surface in words.surfaces() {
            known.insert(surface.to_owned(), at);
            at += surface.len();
        }
        Self {
            numbers: Vec::new(),
            texts: words.surfaces.to_string(),
            known,
        }
    }

    /// The numbers written since the last time.
    fn take(&mut self) -> Vec<u8> {
        let numbers = std::mem::take(&mut self.numbers);
        numbers.into_iter().flat_map(u32::to_le_bytes).collect()
    }

    fn number(&mut self, number: usize) {
        self.numbers.push(number as u32);
    }

    fn text(&mut self, text: &str) {
        let end = self.texts.len();
        let at = *self.known.entry(text.to_owned()).or_insert(end);
        if at == end {
            self.texts.push_str(text);
        }
        self.number(at);
        self.number(text.len());
    }

    fn place(&mut self, at: SeedRef) {
        assert!(at.line < 1 << LINE_BITS, "a table has too many lines");
        self.numbers.push(u32::from(at.file) << LINE_BITS | at.line);
    }

    fn sense(&mut self, sense: &Sense) {
        let (kind, more) = code(&sense.kind);
        self.numbers.push(u32::from_le_bytes(kind));
        match &sense.kind {
            SenseKind::Name { id, .. } => self.text(id),
            _ => self.numbers.extend([more as u32, (more >> 32) as u32]),
        }
        self.place(sense.at);
    }
}

struct Input<'a> {
    numbers: std::slice::Iter<'a, [u8; 4]>,
    texts: &'static str,
}

impl<'a> Input<'a> {
    fn new(numbers: &'a [u8], texts: &'static str) -> Self {
        Self {
            numbers: numbers.as_chunks().0.iter(),
            texts,
        }
    }

    fn number(&mut self) -> Option<u32> {
        self.numbers.next().map(|bytes| u32::from_le_bytes(*bytes))
    }

    fn text(&mut self) -> Option<Cow<'static, str>> {
        let at = self.number()? as usize;
        let end = at + self.number()? as usize;
        self.texts.get(at..end).map(Cow::Borrowed)
    }

    fn place(&mut self) -> Option<SeedRef> {
        let number = self.number()?;
        Some(SeedRef {
            file: (number >> LINE_BITS) as u16,
            line: number & ((1 << LINE_BITS) - 1),
        })
    }

    fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()? as usize;
        let mut out = Vec::with_capacity(count.min(self.numbers.len()));
        for _ in 0..count {
            out.push(one(self)?);
        }
        Some(out)
    }

    fn words(&mut self) -> Option<Words> {
        let count = self.number()? as usize;
        let mut kinds = Vec::with_capacity(count);
        // Few words have a second sense.
        let mut senses = Vec::with_capacity(count + count / 4);
        let mut end = Bound::default();
        let mut bounds = Vec::with_capacity(count + 1);
        bounds.push(end);
        for _ in 0..count {
            end.surface += self.number()?;
            let own = self.number()?;
            end.senses += own;
            let mut kind = Kinds::default();
            for _ in 0..own {
                let sense = self.sense()?;
                kind = kind.or(sense.kind.kinds());
                senses.push(sense);
            }
            bounds.push(end);
            kinds.push(kind);
        }
        Some(Words {
            surfaces: Cow::Borrowed(self.texts.get(..end.surface as usize)?),
            bounds,
            senses,
            kinds,
        })
    }

    fn sense(&mut self) -> Option<Sense> {
        let code = self.number()?.to_le_bytes();
        let kind = if code[0] == NAME {
            SenseKind::Name {
                label: Label::of(code[1])?,
                kind: NameKind::of(code[2])?,
                id: self.text()?,
            }
        } else {
            let more = u64::from(self.number()?) | u64::from(self.number()?) << 32;
            kind(code, more)?
        };
        Some(Sense {
            kind,
            at: self.place()?,
        })
    }
}

/// The code of a name, whose id stands where other senses have their number.
const NAME: u8 = 5;

/// A sense as four bytes and a number.
fn code(kind: &SenseKind) -> ([u8; 4], u64) {
    match *kind {
        SenseKind::Verb {
            aspect,
            nominal,
            safe,
        } => ([0, aspect.code(), nominal.into(), safe.into()], 0),
        SenseKind::Noun { facility } => ([1, facility.into(), 0, 0], 0),
        SenseKind::Modifier { adverb } => ([2, adverb.into(), 0, 0], 0),
        SenseKind::Function(part) => ([3, part.code(), 0, 0], 0),
        SenseKind::Head { label, need } => ([4, label.code(), need.code(), 0], 0),
        SenseKind::Name { label, kind, .. } => ([NAME, label.code(), kind.code(), 0], 0),
        SenseKind::Relative(level) => ([6, level.code(), 0, 0], 0),
        SenseKind::Division { code, short } => ([7, short.into(), 0, 0], code.into()),
        SenseKind::Numeral(kind) => ([8, kind.code(), 0, 0], 0),
        SenseKind::Shape(roles) => ([9, 0, 0, 0], roles.bits()),
        SenseKind::Lists(label) => ([10, label.code(), 0, 0], 0),
        SenseKind::NonTerm => ([11, 0, 0, 0], 0),
    }
}

/// The sense that [`code`] gives these for, names apart.
fn kind([kind, a, b, c]: [u8; 4], more: u64) -> Option<SenseKind> {
    Some(match kind {
        0 => SenseKind::Verb {
            aspect: Aspect::of(a)?,
            nominal: b != 0,
            safe: c != 0,
        },
        1 => SenseKind::Noun { facility: a != 0 },
        2 => SenseKind::Modifier { adverb: a != 0 },
        3 => SenseKind::Function(Part::of(a)?),
        4 => SenseKind::Head {
            label: Label::of(a)?,
            need: Need::of(b)?,
        },
        6 => SenseKind::Relative(OrganisationLevel::of(a)?),
        7 => SenseKind::Division {
            code: more as u32,
            short: a != 0,
        },
        8 => SenseKind::Numeral(NumeralKind::of(a)?),
        9 => SenseKind::Shape(Roles::of_bits(more)),
        10 => SenseKind::Lists(Label::of(a)?),
        11 => SenseKind::NonTerm,
        _ => return None,
    })
}

/// A value of few, as a number.
trait Coded: Copy + Sized {
    fn code(self) -> u8;
    fn of(code: u8) -> Option<Self>;
}

macro_rules! coded {
    ($($type:ident: $($value:ident)*;)*) => {
        $(impl Coded for $type {
            fn code(self) -> u8 {
                self as u8
            }

            fn of(code: u8) -> Option<Self> {
                // In the order of their declaration; the build script compares what it loads
                // with what it has stored.
                const ALL: &[$type] = &[$($type::$value),*];
                ALL.get(usize::from(code)).copied()
            }
        })*
    };
}

coded! {
    Aspect: Done Plan Act State;
    Label: Term Place Project Organisation Policy Event;
    NameKind: Plain Road Firm Abbreviation Township TownshipShort;
    Need: Any Proper Site Quoted Brand Generic;
    NumeralKind: Class UnitNoun Formula NameNoun Count;
    OrganisationLevel: Province City County;
    Part: Measure Pronoun Time NumberWord Conjunction Preposition Direction Particle;
}
