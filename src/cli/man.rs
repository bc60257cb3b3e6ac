//! `zhengtu man DIR`: manual pages, one for the program and one for each command.

use std::path::Path;

use super::args::Man;
use super::failure::Failure;
use super::locale;
use super::ui::Ui;

/// Runs the command.
pub fn run(args: &Man, ui: &Ui) -> Result<(), Failure> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |e: std::io::Error| ui.messages.io(&path, &e)
    };
    std::fs::create_dir_all(&args.dir).map_err(io(&args.dir))?;
    let mut root = locale::command(&ui.messages).bin_name("zhengtu");
    root.build();
    let pages = std::iter::once(root.clone()).chain(root.get_subcommands().cloned());
    let mut written = 0;
    for page in pages {
        let name = page
            .get_display_name()
            .unwrap_or_else(|| page.get_name())
            .to_owned();
        let path = args.dir.join(format!("{name}.1"));
        let mut text = Vec::new();
        // The date is left out: the same program writes the same pages.
        clap_mangen::Man::new(page.name(name))
            .date("")
            .render(&mut text)
            .map_err(io(&path))?;
        std::fs::write(&path, text).map_err(io(&path))?;
        written += 1;
    }
    ui.note(ui.say(
        "man.written",
        &[("count", &written), ("dir", &args.dir.display())],
    ));
    Ok(())
}
