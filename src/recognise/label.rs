//! What a name can name; the build script shares this file.

/// The six kinds of name.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Label {
    /// A political or policy shorthand, formula, brand or catch-phrase.
    Term,
    /// A named area, settlement, natural feature, road, site or zone.
    Place,
    /// A named undertaking with a beginning and an end.
    Project,
    /// A named body.
    Organisation,
    /// A named plan, law, rule or scheme.
    Policy,
    /// A named happening.
    Event,
}

impl Label {
    /// All labels in the order of the guidelines.
    pub const ALL: [Label; 6] = [
        Label::Term,
        Label::Place,
        Label::Project,
        Label::Organisation,
        Label::Policy,
        Label::Event,
    ];

    /// The name used in brat and in the seed tables.
    pub fn name(self) -> &'static str {
        match self {
            Label::Term => "Term",
            Label::Place => "Place",
            Label::Project => "Project",
            Label::Organisation => "Organisation",
            Label::Policy => "Policy",
            Label::Event => "Event",
        }
    }

    /// The label with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.name() == name)
    }
}
