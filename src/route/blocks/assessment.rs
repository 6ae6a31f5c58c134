//! An assessment: statements to be answered, and what results mean.

use serde::Serialize;

use super::BlockOfPage;
use super::named::NamedPageView;
use crate::blocks::Faults;
use crate::blocks::assessment::{Assessment, Band, Dimension};
use crate::model::NamedValue;

/// An assessment, as `view` on `blocks/assessment.html`.
#[derive(Serialize)]
pub(super) struct AssessmentView {
    title: String,
    anchor: String,
    /// The answers, the least first; each counts by its place, from 0.
    answers: Vec<String>,
    dimensions: Vec<DimensionView>,
    bands: Vec<BandView>,
}

/// A dimension.
#[derive(Serialize)]
struct DimensionView {
    name: String,
    statements: Vec<String>,
}

/// What results mean.
#[derive(Serialize)]
struct BandView {
    /// The least result, in per cent.
    from: i64,
    say: String,
    then: String,
    rule: Vec<NamedPageView>,
}

impl BlockOfPage<'_> {
    pub(super) fn assessment(&self) -> AssessmentView {
        let file = &self.site.content.page(self.page).file;
        let assessment = Assessment::read(&self.block.fields, &mut Faults::reported_before(file));
        let texts = |named: &[NamedValue]| named.iter().map(|text| text.name.to_string()).collect();
        let dimension = |dimension: &Dimension<'_>| DimensionView {
            name: dimension.name.to_owned(),
            statements: texts(dimension.statements),
        };
        let band = |band: &Band<'_>| BandView {
            from: band.from,
            say: band.say.to_owned(),
            then: band.then.to_owned(),
            rule: self.pages.pages(band.rule),
        };
        AssessmentView {
            title: assessment.title.to_owned(),
            anchor: self.anchor(),
            answers: texts(assessment.answers),
            dimensions: assessment.dimensions.iter().map(dimension).collect(),
            bands: assessment.bands.iter().map(band).collect(),
        }
    }
}
