//! The tables that data blocks are made from.

use std::sync::Arc;

use super::BlockOfPage;
use crate::blocks::Faults;
use crate::diagnostic::{Code, Finding, Place};
use crate::model::DataTable;
use crate::path::FilePath;
use crate::route::block_files::block_file;

/// A table that a block is made from, and where it stands.
pub(super) struct TableOfBlock {
    pub(super) file: FilePath,
    pub(super) rows: Arc<DataTable>,
}

impl BlockOfPage<'_> {
    /// The table that the block is made from. Where it cannot be read, that is reported, and there is none.
    pub(super) fn table(&self, findings: &mut Vec<Finding>) -> Option<TableOfBlock> {
        let file = block_file(self.site, self.page, self.block, "file")?;
        let place = self.block.fields.place("file").unwrap_or(self.block.span);
        let place = Place::span(&self.site.content.page(self.page).file, place);
        let finding = |message: String, hint: &str| Finding::new(Code::BadBlock, place, message).hint(hint);
        let name = file.file.name();
        match file.table {
            None => {
                let hint = "save it from the spreadsheet as comma-separated values, with the ending `.csv`";
                findings.push(finding(format!("`{name}` is no table"), hint));
                None
            }
            Some(table) if table.fault.is_some() => {
                let fault = table.fault.as_deref().unwrap_or_default();
                let hint = "its first line names the columns, and each further line is a row";
                findings.push(finding(format!("`{name}` cannot be read: {fault}"), hint));
                None
            }
            Some(rows) => Some(TableOfBlock { file: file.file.clone(), rows }),
        }
    }

    /// The rows of a table, and where what makes no sense in them is reported. What a block has itself was reported before.
    pub(super) fn rows_of<'t>(&self, table: Option<&'t TableOfBlock>) -> (Option<&'t DataTable>, Faults) {
        match table {
            Some(table) => (Some(&table.rows), Faults::at(Place::file(&table.file))),
            None => (None, Faults::reported_before(&self.site.content.page(self.page).file)),
        }
    }
}
