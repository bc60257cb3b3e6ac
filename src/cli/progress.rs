//! Progress of long work, shown only to a person who watches.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::ui::Ui;

/// A bar of `total` steps on standard error; it draws nothing unless that is a terminal, and never
/// with `-q`. Work of a moment draws nothing either.
pub fn bar(ui: &Ui, total: usize) -> ProgressBar {
    let shown = !ui.quiet() && total > 1 && io::stderr().is_terminal();
    let target = if shown {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(total as u64), target);
    let plain = !ui.colour_err();
    let template = if plain {
        "{bar:32} {pos}/{len} {msg}"
    } else {
        "{bar:32.cyan} {pos}/{len} {msg}"
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    if shown {
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar
}
