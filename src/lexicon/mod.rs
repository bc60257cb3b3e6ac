//! The word lists ordered by how words begin, and what is found with them in a text.
//!
//! A surface form is one [`Word`] with one [`Sense`] for each table it stands in. The text is
//! scanned once; recognisers read the hits, or the [`Segmentation`] that covers each clause at
//! the least cost with known words.

mod characters;
mod divisions;
mod forms;
mod local;
mod numeral;
#[allow(dead_code, reason = "the build script alone stores")]
mod openings;
mod prebuilt;
mod roles;
mod scan;
mod segment;
mod sense;
#[allow(dead_code, reason = "the build script alone stores")]
mod stored;
mod tables;
mod word;

pub use characters::{Characters, Sign};
pub use divisions::{Division, DivisionLevel, Divisions};
pub use forms::Forms;
pub(crate) use numeral::{digit, is_numeral};
pub(crate) use prebuilt::forms;
pub use roles::Roles;
pub use scan::{Hit, Scan};
pub use segment::{Segmentation, Token, TokenKind};
pub use sense::{Aspect, Kinds, NameKind, Need, NumeralKind, OrganisationLevel, Part, SenseKind};
pub use tables::Sense;
pub use word::{Lexicon, Word, WordId};
