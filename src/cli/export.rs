//! `zhengtu export`.

use super::args::{Export, Global};
use super::failure::Failure;
use super::ui::Ui;

/// Runs the command.
pub fn run(_args: &Export, _global: &Global, _ui: &Ui) -> Result<(), Failure> {
    Err(Failure::new("not wired yet"))
}
