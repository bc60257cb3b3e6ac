//! The graph as RDF and back: IRIs, vocabularies, quads.
//!
//! Each node kind is a class, each relation and attribute a property, one to one, and the named
//! graph of a triple is a function of the triple alone; so the mapping can be read backwards,
//! every triple stands in exactly one graph, and the quads of a union are the union of the quads.

mod iri;
mod mapping;
mod quads;
mod read;
pub mod vocab;
mod write;

pub(crate) use iri::label_of;
pub use iri::{BASE, BaseError, Iris, last_part, local, name_of, plain_name, report_key};
pub use mapping::{
    attribute_iri, class_iri, classes, parse_attribute, parse_class, parse_relation, relation_iri,
    segment,
};
pub use quads::{PREFIXES, graph_of, nquads, prefixes, quads};
pub(crate) use read::read_some;
pub use read::{ReadError, read_nquads, read_quads};
pub use write::{Listener, write_nquads, write_nquads_to};
