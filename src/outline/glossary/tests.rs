//! Entries of every shape, written for these tests.
