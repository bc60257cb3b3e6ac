//! All pieces of a report in the order of the text; the recognisers of this folder walk over them
//! by index. Between two paragraphs there is a gap.

use super::piece::{Piece, pieces};
use super::traits::Traits;
use crate::lexicon::{Characters, Scan, Word};
use crate::recognise::{Context, Label};
use crate::span::Span;

/// How many pieces a clause is followed from a name: no clause of prose is longer, and text
/// without stops must not be walked again for each name.
const REACH: usize = 200;

/// All pieces of a report.
pub(super) struct Sheet<'a> {
    pub text: &'a str,
    scan: &'a Scan<'a>,
    pub pieces: Vec<Piece>,
    /// The pieces with each of [`LISTED`].
    with: [Vec<u32>; LISTED.len()],
}

/// What recognisers begin at: the pieces that have it are listed once, so that not each of them
/// walks over all.
const LISTED: [Traits; 8] = [
    Traits::ETC,
    Traits::FIRM,
    Traits::HEADED,
    Traits::LATIN,
    Traits::NAMED,
    Traits::NUMBER,
    Traits::TITLE,
    Traits::UNKNOWN,
];

impl<'a> Sheet<'a> {
    /// Reads the segmentation of a report.
    pub fn new(cx: Context<'a>) -> Self {
        let mut sheet = Self {
            text: cx.source.text(),
            scan: cx.scan,
            pieces: pieces(cx),
            with: Default::default(),
        };
        sheet.end_lines();
        sheet.read_neighbours();
        sheet.pair_brackets();
        sheet.list();
        sheet
    }

    /// The text of a piece.
    pub fn of(&self, i: usize) -> &'a str {
        self.pieces[i].span.of(self.text)
    }

    /// The characters of the text.
    pub fn characters(&self) -> &'a Characters {
        self.scan.characters()
    }

    /// The word that piece `i` is.
    pub fn word(&self, i: usize) -> Option<Word<'a>> {
        self.pieces[i].word.map(|id| self.scan.word(id))
    }

    /// The pieces that have one of [`LISTED`], in order.
    pub fn with(&self, listed: Traits) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let list = LISTED.iter().position(|&l| l == listed);
        debug_assert!(list.is_some(), "{listed:?} is not listed");
        let pieces = list.map_or(&[][..], |list| &self.with[list]);
        pieces.iter().map(|&i| i as usize)
    }

    /// Whether a paragraph ends after piece `i`.
    #[inline]
    pub fn line_ends(&self, i: usize) -> bool {
        self.pieces
            .get(i)
            .is_none_or(|p| p.traits.any(Traits::LAST))
    }

    /// The piece before piece `i` in its paragraph.
    #[inline]
    pub fn before(&self, i: usize) -> Option<usize> {
        i.checked_sub(1).filter(|&k| !self.line_ends(k))
    }

    /// How many characters some pieces have.
    pub fn chars(&self, pieces: impl IntoIterator<Item = usize>) -> u32 {
        pieces.into_iter().map(|k| self.pieces[k].chars).sum()
    }

    /// Whether piece `i` is this mark.
    #[inline]
    pub fn is_mark(&self, i: usize, marks: &[char]) -> bool {
        let piece = &self.pieces[i];
        piece.traits.any(Traits::MARK) && marks.contains(&piece.mark)
    }

    /// The text from piece `first` to piece `last`, both included.
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.pieces[first].span.cover(self.pieces[last].span)
    }

    /// First piece of the clause that holds piece `i`: after the last of `，。；：！？` before it.
    pub fn clause_start(&self, i: usize) -> usize {
        let mut at = i;
        while at > i.saturating_sub(REACH)
            && at > 0
            && !self.line_ends(at - 1)
            && !self.is_mark(at - 1, CLAUSE_MARKS)
        {
            at -= 1;
        }
        at
    }

    /// One past the last piece of the clause that holds piece `i`.
    pub fn clause_end(&self, i: usize) -> usize {
        let mut at = i;
        while at + 1 < self.pieces.len().min(i + REACH)
            && !self.line_ends(at)
            && !self.is_mark(at + 1, CLAUSE_MARKS)
        {
            at += 1;
        }
        at + 1
    }

    /// The piece that opens a body's name directly before a span (中共 in 中共重庆市委).
    pub fn opener_of(&self, span: Span) -> Option<Span> {
        let at = self.pieces.partition_point(|p| p.span.start < span.start);
        let before = self.pieces[..at].last()?;
        (before.span.end == span.start && before.traits.any(Traits::WORLD)).then_some(before.span)
    }

    /// Marks the pieces inside the spans as places: they are proper from now on.
    pub fn mark_places(&mut self, spans: impl Iterator<Item = Span>) {
        for span in spans {
            let from = self.pieces.partition_point(|p| p.span.start < span.start);
            for piece in self.pieces[from..]
                .iter_mut()
                .take_while(|p| p.span.end <= span.end)
            {
                piece.traits.add(Traits::PLACE);
            }
        }
    }

    /// Whether a span begins and ends where pieces do.
    pub fn on_bounds(&self, span: Span) -> bool {
        let from = self.pieces.partition_point(|p| p.span.start < span.start);
        let to = self.pieces.partition_point(|p| p.span.end < span.end);
        self.pieces
            .get(from)
            .is_some_and(|p| p.span.start == span.start)
            && self.pieces.get(to).is_some_and(|p| p.span.end == span.end)
    }

    fn list(&mut self) {
        let any = LISTED.into_iter().fold(Traits::default(), Traits::or);
        for (i, piece) in self.pieces.iter().enumerate() {
            if piece.traits.any(any) {
                for (list, listed) in self.with.iter_mut().zip(LISTED) {
                    if piece.traits.any(listed) {
                        list.push(i as u32);
                    }
                }
            }
        }
    }

    /// Marks the last piece of each paragraph: what follows does not touch it.
    fn end_lines(&mut self) {
        let mut next = None;
        for piece in self.pieces.iter_mut().rev() {
            if next != Some(piece.span.end) {
                piece.traits.add(Traits::LAST);
            }
            next = Some(piece.span.start);
        }
    }

    /// Settles what a word is by what follows it: an adverb stands before a verb, else it
    /// modifies a noun; a number word with an ordinal measure is a number.
    fn read_neighbours(&mut self) {
        let verbal = Traits::VERB
            .or(Traits::NOMINAL)
            .or(Traits::STOP)
            .or(Traits::ADVERB);
        let open = Traits::ADVERB.or(Traits::NUMBER_WORD);
        for i in (0..self.pieces.len()).rev() {
            if !self.pieces[i].traits.any(open) {
                continue;
            }
            let next = if self.line_ends(i) {
                Traits::MARK
            } else {
                self.pieces[i + 1].traits
            };
            // 第一人民医院, 三次全会: the number of a body or session is part of its name.
            let first = self.of(i).starts_with('第');
            let heads = |label: Label| {
                !self.line_ends(i) && self.pieces[i + 1].heads.iter().any(|h| h.label == label)
            };
            let session = i > 0 && self.pieces[i - 1].traits.any(Traits::ORDINAL);
            let body = heads(Label::Organisation) && first || heads(Label::Event) && session;
            // 第二 + 十五: a long ordinal.
            let longer = first && next.any(Traits::NUMBER);
            let t = &mut self.pieces[i].traits;
            if t.any(Traits::ADVERB) {
                t.add(if next.any(verbal) {
                    Traits::STOP
                } else {
                    Traits::MODIFIER
                });
            }
            if t.any(Traits::NUMBER_WORD) {
                t.add(if next.any(Traits::ORDINAL) || body || longer {
                    Traits::NUMBER
                } else {
                    Traits::STOP
                });
            }
        }
    }

    fn pair_brackets(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        for i in 0..self.pieces.len() {
            if i > 0 && self.line_ends(i - 1) {
                open.clear();
            }
            if !self.pieces[i].traits.any(Traits::MARK) {
                continue;
            }
            let mark = self.pieces[i].mark;
            if OPENING.contains(&mark) {
                open.push(i);
            } else if let Some(kind) = CLOSING.iter().position(|&c| c == mark)
                && let Some(&at) = open.last()
                && self.pieces[at].mark == OPENING[kind]
            {
                open.pop();
                self.pieces[i].partner = Some(at);
                self.pieces[at].partner = Some(i);
            }
        }
    }
}

/// Marks that end a clause.
pub(super) const CLAUSE_MARKS: &[char] =
    &['，', '。', '；', '：', '！', '？', ',', ';', ':', '!', '?'];
const OPENING: [char; 4] = ['（', '“', '《', '('];
const CLOSING: [char; 4] = ['）', '”', '》', ')'];
