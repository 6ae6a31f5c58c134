//! `guidepost audit`: which text of a page was in force on a day, and what proves it.

mod checks;
mod gathered;
mod told;

use std::path::Path;

use super::desk::{Desk, number_of, request};
use super::load::{then, world_with_versions};
use super::tell::{styled_to_stdout, to_stdout};
use super::{Failure, Outcome};
use crate::compile::compile;
use crate::date::Day;
use crate::world::{Store, World as _};
use gathered::Audited;

/// Tell which text of a page was in force on a day, who approved it, and how to check that without guidepost.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost audit GL-003 --on 2026-11-16
  guidepost audit GL-003 --on 2026-11-16 --format json | jq -r '.checks[].command'

Exit status: 0 told, 2 not told.")]
pub(super) struct Audit {
    /// The page: its document number, file or address.
    page: String,
    /// The day: 2026-11-16.
    #[arg(long, value_name = "DATE")]
    on: Day,
    /// How it is told: text or json.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: Format,
    /// The day that counts as today, instead of the clock's.
    #[arg(long, value_name = "DATE")]
    date: Option<Day>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Audit {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let desk = Desk::open(root, self.date, std::slice::from_ref(&self.page))?;
        let today = desk.governance()?.today;
        if self.on > today {
            return Err(Failure::new(format!(
                "{} is still to come; today is {}",
                self.on.words(),
                today.words()
            ))
            .hint("nobody knows what will be in force; `guidepost needs` tells what waits for whom"));
        }
        let gone = desk.governance()?.gone.iter().find(|gone| *gone.document == *self.page);
        let is_there = desk.governance()?.subject_named(&self.page).is_some();
        if gone.is_some() && !is_there {
            return self
                .tell(&self.before_it_was_deleted(root)?, Some("deleted since; told as it stood that day"));
        }
        self.tell(&desk, None)
    }

    fn tell(&self, desk: &Desk, remark: Option<&'static str>) -> Result<Outcome, Failure> {
        let number = number_of(desk.governance()?, &self.page)?;
        let audited = Audited { remark, ..Audited::of(desk, number, self.on)? };
        match self.format {
            Format::Text => styled_to_stdout(&told::text(&audited))?,
            Format::Json => to_stdout(format!("{:#}\n", told::json(&audited)).as_bytes())?,
        }
        Ok(Outcome::Clean)
    }

    /// The site as it stood at the end of the day, for a page that is there no longer.
    fn before_it_was_deleted(&self, root: &Path) -> Result<Desk, Failure> {
        let world = world_with_versions(root, self.date)?;
        let past = then(&world, &self.on.to_string(), Some(self.on))?;
        let asked =
            crate::compile::Request { moment: past.moment, ..request(std::slice::from_ref(&self.page)) };
        let site = compile(&past.world, &asked, &Store::new()).value;
        let versions =
            past.world.versions().map_err(|_| Failure::new("the git repository cannot be read"))?;
        Ok(Desk { world, site, versions })
    }
}
