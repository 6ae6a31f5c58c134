//! What the built-in data blocks mean: the paths of a decision, the bands of an assessment, the figures of a chart.
//!
//! Each is one file that reads typed values from the fields of a block and says what makes no sense in them, and one line of
//! [`faults`]. A block that a site declares has fields and no further meaning.

pub mod assessment;
pub mod chart;
pub mod decision;
mod faults;
pub mod posting;
pub mod quiz;
pub mod readings;
pub mod scenarios;
pub mod video;

use crate::diagnostic::{Finding, Place};
use crate::model::Fields;
pub use faults::Faults;

/// What makes no sense in a block of this name. What has no place of its own stands at the line of its fence.
pub fn faults(name: &str, fields: &Fields, fence: Place) -> Vec<Finding> {
    let mut faults = Faults::at(fence);
    match name {
        "decision" => drop(decision::Decision::read(fields, &mut faults)),
        "assessment" => drop(assessment::Assessment::read(fields, &mut faults)),
        "posting" => drop(posting::PostingRules::read(fields, &mut faults)),
        "chart" => drop(chart::DataChart::read(fields, None, &mut faults)),
        "readings" => drop(readings::readings(fields, None, &mut faults)),
        "quiz" => drop(quiz::Quiz::read(fields, &mut faults)),
        "scenarios" => scenarios::judge(fields, &mut faults),
        "video" => video::judge(fields, &mut faults),
        _ => {}
    }
    faults.into_findings()
}
