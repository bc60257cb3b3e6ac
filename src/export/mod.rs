//! What is written: one file for each format.

pub mod brat;
pub mod jsonl;
