//! Bytes to a [`Source`]: the text as decoded, a clean copy of it, and the map between them.
//!
//! Everything downstream reads the clean copy; every claim is written in code points of the
//! original. Cleaning drops white space and invisible characters, folds full-width forms and
//! ASCII punctuation into one form, and rejoins lines that were broken in mid-sentence, always
//! character by character, so that the map is exact.

mod clean;
mod decode;
mod lines;
mod sidecar;
mod source;

pub use decode::{IngestError, MAX_BYTES, decode};
pub(crate) use lines::is_han;
pub use sidecar::{Sidecar, SidecarError};
pub use source::Source;
