//! Progress of long work, shown only to a person who watches.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::ui::Ui;

/// A bar of `total` steps on standard error; it draws nothing unless that is a terminal, and never
/// with `-q`. Work of a moment draws nothing either.
pub fn bar(ui: &Ui, total: usize) -> ProgressBar {
    steps(ui, Some(total))
}

/// The same for work whose end is not always known: how many, how fast and, with a total, how long.
pub fn steps(ui: &Ui, total: Option<usize>) -> ProgressBar {
    let shown = !ui.quiet() && total != Some(1) && io::stderr().is_terminal();
    let target = if shown {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(total.map(|n| n as u64), target);
    let template = match (total, ui.colour_err()) {
        (None, _) => "{spinner} {pos} {per_sec} {elapsed} {msg}",
        (_, false) => "{bar:32} {pos}/{len} {per_sec} {eta} {msg}",
        (_, true) => "{bar:32.cyan} {pos}/{len} {per_sec} {eta} {msg}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    if shown {
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar
}
