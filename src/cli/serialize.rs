//! Quads in the syntaxes of RDF, with the prefixes of the program.

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{Quad, TripleRef};

use zhengtu::rdf::{Iris, prefixes};

use super::failure::Failure;
use super::ui::Ui;

/// JSON-LD as this program writes it.
pub const JSON_LD: RdfFormat = RdfFormat::JsonLd {
    profile: JsonLdProfileSet::empty(),
};

/// Quads as text; a syntax without graphs leaves them out.
pub fn rdf(quads: &[Quad], format: RdfFormat, iris: &Iris, ui: &Ui) -> Result<Vec<u8>, Failure> {
    let failed = |e: &dyn std::fmt::Display| Failure::new(ui.say("error.stdout", &[("cause", &e)]));
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, iri) in prefixes(iris) {
        serializer = serializer
            .with_prefix(prefix, iri)
            .map_err(|e| failed(&e))?;
    }
    let mut writer = serializer.for_writer(Vec::new());
    for quad in quads {
        if format.supports_datasets() {
            writer.serialize_quad(quad).map_err(|e| failed(&e))?;
        } else {
            let triple = TripleRef::new(&quad.subject, &quad.predicate, &quad.object);
            writer.serialize_triple(triple).map_err(|e| failed(&e))?;
        }
    }
    writer.finish().map_err(|e| failed(&e))
}
