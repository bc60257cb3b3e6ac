//! `zhengtu draw`.

use super::args::{Draw, Global};
use super::failure::Failure;
use super::ui::Ui;

/// Runs the command.
pub fn run(_args: &Draw, _global: &Global, _ui: &Ui) -> Result<(), Failure> {
    Err(Failure::new("not wired yet"))
}
