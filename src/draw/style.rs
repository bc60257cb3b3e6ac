//! Colours, shapes and strokes.
//!
//! Colours are those of Okabe and Ito, which people with any common colour blindness tell apart,
//! darkened for outlines and lightened for fills; every kind also has a shape of its own, so
//! that a print in black and white can be read.

use crate::graph::{NodeKind, Relation, Tie};
use crate::link::Scope;

/// How close a tie is: how its line is drawn.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Manner {
    /// In one act, one topic chain, one definition.
    Direct,
    /// Named in a sentence or a report.
    Named,
    /// In one task, in different clauses.
    SameTask,
    /// In the sentences that spell the term out.
    Elaboration,
    /// Under a heading or topic sentence.
    Theme,
    /// Where a thing lies.
    Structure,
    /// A second tie of a box that hangs elsewhere.
    Background,
}

impl Manner {
    /// All manners.
    pub const ALL: [Manner; 7] = [
        Manner::Direct,
        Manner::Named,
        Manner::SameTask,
        Manner::Elaboration,
        Manner::Theme,
        Manner::Structure,
        Manner::Background,
    ];

    /// The manner of a tie.
    pub(crate) fn of(tie: &Tie) -> Self {
        match (tie.scope, tie.relation().0) {
            (_, Relation::Within | Relation::ScopedTo) => Manner::Structure,
            (Some(Scope::Sentence), _) => Manner::SameTask,
            (Some(Scope::Elaboration), _) | (None, Relation::Elaborates) => Manner::Elaboration,
            (Some(Scope::Theme), _) | (None, Relation::HasTheme) => Manner::Theme,
            (_, Relation::Mentions) => Manner::Named,
            _ => Manner::Direct,
        }
    }

    /// The key of its legend entry.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Manner::Direct => "line.direct",
            Manner::Named => "line.named",
            Manner::SameTask => "line.task",
            Manner::Elaboration => "line.elaboration",
            Manner::Theme => "line.theme",
            Manner::Structure => "line.structure",
            Manner::Background => "line.background",
        }
    }

    /// Its stroke.
    pub(crate) fn stroke(self) -> Stroke {
        let (colour, width, dashes, dot) = match self {
            Manner::Direct => ("#3A4550", 1.9, "", "solid"),
            Manner::Named => ("#6B7885", 1.7, "", "solid"),
            Manner::SameTask => ("#6B7885", 1.2, "4 2.5", "dashed"),
            Manner::Elaboration => ("#6B7885", 1.3, "10 4", "dashed"),
            Manner::Theme => ("#6B7885", 1.4, "1.5 4", "dotted"),
            Manner::Structure => ("#009E73", 1.2, "10 3 2 3", "dashed"),
            Manner::Background => ("#C9D0D6", 1.0, "", "solid"),
        };
        Stroke {
            colour,
            width,
            dashes,
            dot,
        }
    }
}

/// How a line is drawn.
#[derive(Copy, Clone, PartialEq, Debug)]
pub(crate) struct Stroke {
    /// Its colour.
    pub(crate) colour: &'static str,
    /// Its width.
    pub(crate) width: f64,
    /// Lengths of dashes and gaps; empty for a whole line.
    pub(crate) dashes: &'static str,
    /// The nearest style of Graphviz.
    pub(crate) dot: &'static str,
}

/// How a box is drawn.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Paint {
    /// Inside.
    pub(crate) fill: &'static str,
    /// Outline.
    pub(crate) stroke: &'static str,
    /// Names of this kind in a sentence.
    pub(crate) text: &'static str,
    /// The shape of Graphviz.
    pub(crate) shape: &'static str,
    /// Further styles of Graphviz.
    pub(crate) style: &'static str,
    /// The outline in SVG.
    pub(crate) outline: Outline,
}

/// Shape of a box.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Outline {
    /// Corners slightly rounded.
    Rounded,
    /// Sides half round.
    Pill,
    /// Sharp corners and a bar at the left.
    Bar,
    /// Sides pointed.
    Hexagon,
    /// A tab at the top.
    Folder,
    /// Corners cut.
    Octagon,
    /// Sharp corners.
    Plain,
    /// A corner folded.
    Note,
    /// Two outlines.
    Double,
}

/// How boxes of a kind are drawn.
pub(crate) fn paint(kind: NodeKind, done: bool) -> Paint {
    let (fill, stroke, text, shape, style, outline) = match kind {
        NodeKind::Term => (
            "#DCEBF7",
            "#0072B2",
            "#005A8C",
            "box",
            "rounded,filled",
            Outline::Rounded,
        ),
        NodeKind::Place => (
            "#DDF3EC",
            "#009E73",
            "#00694D",
            "box",
            "rounded,filled",
            Outline::Pill,
        ),
        NodeKind::Project => (
            "#FBE6D8",
            "#D55E00",
            "#A34800",
            "component",
            "filled",
            Outline::Bar,
        ),
        NodeKind::Organization => (
            "#F7E4EF",
            "#B25C8F",
            "#8C3F6D",
            "hexagon",
            "filled",
            Outline::Hexagon,
        ),
        NodeKind::Policy => (
            "#FFF1CF",
            "#C98700",
            "#8A5C00",
            "folder",
            "filled",
            Outline::Folder,
        ),
        NodeKind::Event => (
            "#E2F3FD",
            "#3C9CD6",
            "#1F6E9E",
            "octagon",
            "filled",
            Outline::Octagon,
        ),
        NodeKind::Indicator => (
            "#ECECEC",
            "#555555",
            "#333333",
            "box",
            "filled",
            Outline::Plain,
        ),
        NodeKind::Task if done => (
            "#F0F1F2",
            "#7D8790",
            "#333333",
            "note",
            "filled",
            Outline::Note,
        ),
        NodeKind::Task => (
            "#FFFFFF",
            "#7D8790",
            "#333333",
            "note",
            "filled",
            Outline::Note,
        ),
        NodeKind::Definition => (
            "#FBFBF3",
            "#0072B2",
            "#005A8C",
            "note",
            "filled",
            Outline::Note,
        ),
        _ => (
            "#37424D",
            "#1F272E",
            "#1F272E",
            "box",
            "filled",
            Outline::Double,
        ),
    };
    Paint {
        fill,
        stroke,
        text,
        shape,
        style,
        outline,
    }
}

/// The order of kinds in a column and in the legend.
pub(crate) const KINDS: [(NodeKind, bool); 11] = [
    (NodeKind::Report, false),
    (NodeKind::Definition, false),
    (NodeKind::Task, false),
    (NodeKind::Task, true),
    (NodeKind::Term, false),
    (NodeKind::Place, false),
    (NodeKind::Project, false),
    (NodeKind::Policy, false),
    (NodeKind::Organization, false),
    (NodeKind::Event, false),
    (NodeKind::Indicator, false),
];

/// Fonts that show Chinese on the common systems, best first.
pub(crate) const FONTS: [&str; 8] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "sans-serif",
];
