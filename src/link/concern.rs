//! Terms and names of one statement.

use super::clause::{self, Role};
use super::{Link, LinkRules, MentionId, Rule, Target};
use crate::lexicon::Token;
use crate::outline::StatementId;
use crate::recognise::{Context, Label, Mention};
use crate::span::Span;

/// A clause with what it mentions.
struct Clause<'a> {
    span: Span,
    tokens: &'a [Token],
    terms: Vec<MentionId>,
    names: Vec<MentionId>,
    opening: Opening,
}

/// How a clause begins.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Opening {
    /// With names that are its subject.
    Subject(Vec<MentionId>),
    /// With a verb: the subject is that of an earlier clause.
    Verb,
    /// With something else: a new subject that is no name.
    Other,
}

/// What one statement's links are read from.
struct Reader<'a> {
    cx: Context<'a>,
    mentions: &'a [Mention],
    rules: &'a LinkRules,
    out: &'a mut Vec<Link>,
}

/// A statement with more mentions is no sentence, and its pairs would be beyond count.
const MOST: usize = 200;

/// Finds the links of one statement; `ids` are its mentions.
pub(super) fn links(
    cx: Context<'_>,
    mentions: &[Mention],
    ids: &[MentionId],
    statement: StatementId,
    rules: &LinkRules,
    out: &mut Vec<Link>,
) {
    if ids.len() > MOST {
        return;
    }
    let has = |term: bool| {
        ids.iter()
            .any(|&i| (mentions[i].label == Label::Term) == term)
    };
    if !(has(true) && has(false)) {
        return;
    }
    let mut reader = Reader {
        cx,
        mentions,
        rules,
        out,
    };
    let clauses = reader.clauses(cx.outline.statements[statement].span, ids);
    for clause in &clauses {
        reader.within(clause);
    }
    // Chains run through acts; aims and appraisals only put names side by side.
    if cx.outline.statements[statement].kind.is_task() {
        reader.chains(&clauses);
        reader.objects(&clauses);
        reader.lists(&clauses);
        reader.rest(&clauses);
    }
}

impl<'a> Reader<'a> {
    fn clauses(&self, statement: Span, ids: &[MentionId]) -> Vec<Clause<'a>> {
        let spans = clause::clauses(self.cx.scan.characters(), statement);
        spans
            .into_iter()
            .map(|span| self.clause(span, ids))
            .collect()
    }

    fn clause(&self, span: Span, ids: &[MentionId]) -> Clause<'a> {
        let inside = |&&i: &&MentionId| span.contains(self.mentions[i].span);
        let of = |term: bool| {
            let kind = move |&&i: &&MentionId| (self.mentions[i].label == Label::Term) == term;
            ids.iter()
                .filter(inside)
                .filter(kind)
                .copied()
                .collect::<Vec<_>>()
        };
        let tokens = self.cx.segmentation.within(span);
        let (terms, names) = (of(true), of(false));
        let opening = self.opening(tokens, &terms, &names);
        Clause {
            span,
            tokens,
            terms,
            names,
            opening,
        }
    }

    /// How a clause begins, what only leads in left aside.
    fn opening(&self, tokens: &[Token], terms: &[MentionId], names: &[MentionId]) -> Opening {
        let Some(first) = tokens.iter().find(|t| !clause::leads_in(self.cx, t)) else {
            return Opening::Other;
        };
        let at = |&&i: &&MentionId| self.mentions[i].span.start == first.span.start;
        if names.iter().any(|i| at(&i)) {
            return Opening::Subject(self.group(names, first.span.start));
        }
        let quoted = first.span.start + '“'.len_utf8() as u32;
        let term = terms.iter().any(
            |&i| matches!(self.mentions[i].span.start, s if s == first.span.start || s == quoted),
        );
        if !term && clause::is_any_verb(self.cx, first) {
            Opening::Verb
        } else {
            Opening::Other
        }
    }

    /// The names joined as equals that begin at `start`.
    fn group(&self, names: &[MentionId], start: u32) -> Vec<MentionId> {
        let mut out: Vec<MentionId> = Vec::new();
        for &name in names {
            let joined = match out.last() {
                None => self.mentions[name].span.start == start,
                Some(&last) => self.joined(last, name),
            };
            if joined {
                out.push(name);
            }
        }
        out
    }

    /// Whether nothing but joining words stands between two mentions.
    fn joined(&self, a: MentionId, b: MentionId) -> bool {
        self.between(a, b).iter().all(|t| {
            self.rules.cues.role(self.cx, t) == Some(Role::Coordination)
                || matches!(self.cx.source.slice(t.span), "“" | "”")
        })
    }

    /// The tokens between two mentions, in whichever order they stand.
    fn between(&self, a: MentionId, b: MentionId) -> &'a [Token] {
        let (a, b) = (self.mentions[a].span, self.mentions[b].span);
        let (first, second) = if a.start < b.start { (a, b) } else { (b, a) };
        if first.end >= second.start {
            return &[];
        }
        self.cx.segmentation.within(Span {
            start: first.end,
            end: second.start,
        })
    }

    /// Links inside one clause.
    fn within(&mut self, clause: &Clause<'_>) {
        for &term in &clause.terms {
            for &name in &clause.names {
                if let Some(rule) = self.one_act(clause, term, name) {
                    self.out.push(rule.link(term, Target::Name(name)));
                }
            }
        }
    }

    /// The rule that ties a term and a name of one clause, if they belong to one act.
    fn one_act(&self, clause: &Clause<'_>, term: MentionId, name: MentionId) -> Option<Rule> {
        if self.describes(name) {
            return None;
        }
        let near = self.nearest(&clause.names, name, term);
        let term_near = self.nearest(&clause.terms, term, near);
        let between = self.between(term_near, near);
        let quotes = |t: &Token| matches!(self.cx.source.slice(t.span), "“" | "”");
        if between.iter().all(quotes) {
            return Some(self.rules.adjacent);
        }
        let role = |t: &Token| self.rules.cues.role(self.cx, t);
        // What is won is named after its giver: a place in it is no place of the term.
        let won = between.iter().any(|t| role(t) == Some(Role::Award));
        if won && self.mentions[term].span.start < self.mentions[name].span.start {
            return None;
        }
        let joined = between.iter().any(|t| role(t) == Some(Role::Coordination));
        let acted = between.iter().any(|t| clause::is_verb(self.cx, t));
        let acts = self.cx.outline.statements[self.mentions[term].statement]
            .kind
            .is_task();
        if joined && !(acted && acts) {
            return None;
        }
        // A verb after a joining word often begins the next of several like acts.
        Some(match (joined, acts) {
            (true, _) => self.rules.joined,
            (false, true) => self.rules.clause,
            (false, false) => self.rules.appraisal,
        })
    }

    /// Of the mentions joined as equals with `of`, the one nearest to `to`.
    fn nearest(&self, all: &[MentionId], of: MentionId, to: MentionId) -> MentionId {
        let Some(at) = all.iter().position(|&i| i == of) else {
            return of;
        };
        let towards_end = self.mentions[of].span.start < self.mentions[to].span.start;
        let mut near = of;
        let neighbours: Vec<MentionId> = if towards_end {
            all[at + 1..].to_vec()
        } else {
            all[..at].iter().rev().copied().collect()
        };
        for next in neighbours {
            let beyond = if towards_end {
                self.mentions[next].span.start > self.mentions[to].span.start
            } else {
                self.mentions[next].span.start < self.mentions[to].span.start
            };
            if beyond || !self.joined(near, next) {
                break;
            }
            near = next;
        }
        near
    }

    /// Whether a place only describes something (青山特色的…).
    fn describes(&self, name: MentionId) -> bool {
        let next = self.cx.segmentation.index_at(self.mentions[name].span.end);
        let next = self.cx.segmentation.tokens().get(next);
        next.is_some_and(|t| {
            t.span.start == self.mentions[name].span.end
                && self.rules.cues.role(self.cx, t) == Some(Role::Attributive)
        })
    }

    /// Subjects govern the clauses after them that begin with a verb.
    fn chains(&mut self, clauses: &[Clause<'_>]) {
        let mut subject: &[MentionId] = &[];
        for clause in clauses {
            match &clause.opening {
                Opening::Subject(names) => subject = names,
                Opening::Verb => {
                    for &term in &clause.terms {
                        let links = subject
                            .iter()
                            .map(|&name| self.rules.chain.link(term, Target::Name(name)));
                        self.out.extend(links);
                    }
                }
                Opening::Other => {}
            }
        }
    }

    /// What the clause before acts on holds or becomes the term; what the formula is for.
    fn objects(&mut self, clauses: &[Clause<'_>]) {
        for pair in clauses.windows(2) {
            let [before, clause] = pair else { continue };
            let acts = before.opening == Opening::Verb && clause.opening == Opening::Verb;
            let becomes = self.opens_with(clause, &[Role::Become]);
            let holds = before.terms.is_empty() && self.opens_with(clause, &[Role::Content]);
            if acts && (becomes || holds) {
                for &term in &clause.terms {
                    for &name in &before.names {
                        if matches!(
                            self.mentions[name].label,
                            Label::Place | Label::Project | Label::Policy
                        ) {
                            self.out
                                .push(self.rules.content.link(term, Target::Name(name)));
                        }
                    }
                }
            }
        }
        for (i, clause) in clauses.iter().enumerate() {
            let Some(object) = self.disposed(clause) else {
                continue;
            };
            for before in &clauses[..i] {
                if self.opens_with(before, &[Role::Requirement]) {
                    let links = before
                        .terms
                        .iter()
                        .map(|&t| self.rules.object.link(t, Target::Name(object)));
                    self.out.extend(links);
                }
            }
        }
    }

    /// Whether the first words of a clause have one of the roles.
    fn opens_with(&self, clause: &Clause<'_>, roles: &[Role]) -> bool {
        clause
            .tokens
            .iter()
            .find(|t| !clause::leads_in(self.cx, t))
            .and_then(|t| self.rules.cues.role(self.cx, t))
            .is_some_and(|r| roles.contains(&r))
    }

    /// The name that 将 or 把 puts before the verb.
    fn disposed(&self, clause: &Clause<'_>) -> Option<MentionId> {
        let cue = clause
            .tokens
            .iter()
            .find(|t| self.rules.cues.role(self.cx, t) == Some(Role::Dispose))?;
        clause
            .names
            .iter()
            .copied()
            .find(|&i| self.mentions[i].span.start == cue.span.end)
    }

    /// A term that opens the statement as head of a list is tied to the names listed after it.
    fn lists(&mut self, clauses: &[Clause<'_>]) {
        let [head, list, ..] = clauses else { return };
        let term =
            head.terms.first().copied().filter(|&i| {
                self.mentions[i].core.start <= head.span.start + '“'.len_utf8() as u32
            });
        let Some(term) = term else { return };
        if !head.names.is_empty() || list.opening != Opening::Verb {
            return;
        }
        for &name in &list.names {
            let next = self.cx.segmentation.index_at(self.mentions[name].span.end);
            let listed = self
                .cx
                .segmentation
                .tokens()
                .get(next)
                .is_some_and(|t| self.rules.cues.role(self.cx, t) == Some(Role::List));
            if listed {
                self.out
                    .push(self.rules.list.link(term, Target::Name(name)));
            }
        }
    }

    /// Everything else in the same task.
    fn rest(&mut self, clauses: &[Clause<'_>]) {
        for clause in clauses {
            for &term in &clause.terms {
                for name in clauses.iter().flat_map(|c| &c.names) {
                    self.out
                        .push(self.rules.sentence.link(term, Target::Name(*name)));
                }
            }
        }
    }
}
