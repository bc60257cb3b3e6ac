//! zhengtu (政图) reads Chinese government work reports (政府工作报告) and builds a linked,
//! explained knowledge graph from them.
//!
//! ```text
//! bytes ─ ingest ─▶ Source ─ outline ─▶ Outline ─ recognise ─▶ Mentions ─ link ─▶ Links
//!       ─ graph ─▶ KnowledgeGraph ─ rdf ─▶ quads ─▶ store, queries, exports
//! ```
//!
//! Each arrow is a module with its own types in and out. [`analysis::analyse`] runs the first
//! four: one report, one pure function of its text and the rules.

pub mod analysis;
pub mod diagnostic;
pub mod directory;
pub mod draw;
pub mod evaluate;
pub mod export;
pub mod graph;
pub mod index;
pub mod ingest;
pub mod lexicon;
pub mod link;
pub mod network;
pub mod outline;
pub mod overrides;
pub mod query;
pub mod rdf;
pub mod recognise;
pub mod seeds;
mod sieve;
pub mod span;
pub mod store;
