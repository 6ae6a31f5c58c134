//! The drawing of the map as its template takes it.

use serde::Serialize;

use super::super::network::{MapKind, Tie};
use super::super::{PlacedView, Scope};
use super::boxes::{BOX_INSET, BOX_WIDTH, BoxContents, MapLayout, NodeBox, TITLE_SIZE};
use super::chart::Chart;
use super::layout::layout;
use super::lettering;

/// More boxes than this above one another are no picture any more.
const MOST_ROWS: usize = 26;

/// A drawing, as `drawing`.
#[derive(Serialize)]
pub(super) struct MapDrawingView<'p> {
    width: i64,
    height: i64,
    box_width: i64,
    /// Whether it can be read on one printed sheet.
    fits_sheet: bool,
    headings: Vec<MapHeadingView>,
    boxes: Vec<BoxView<'p>>,
}

/// A heading over a column.
#[derive(Serialize)]
struct MapHeadingView {
    title: String,
    x: i64,
    y: i64,
}

/// A box, with the lines to what its page is tied to by its own word.
#[derive(Serialize)]
struct BoxView<'p> {
    page: &'p PlacedView,
    /// Its kind, by its machine name.
    kind: &'static str,
    x: i64,
    y: i64,
    height: i64,
    /// Where its letters begin.
    text_x: i64,
    /// Its title in lines.
    lines: Vec<LetteredView>,
    /// Its number, state and how it stands; may be empty.
    note: String,
    note_y: i64,
    /// Whether it is to come: an idea, or planned.
    to_come: bool,
    edges: Vec<EdgeView<'p>>,
}

/// A line of a title.
#[derive(Serialize)]
struct LetteredView {
    text: String,
    y: i64,
}

/// A line between two boxes.
#[derive(Serialize)]
struct EdgeView<'p> {
    /// The field that states it.
    tie: &'static str,
    /// The address of the page that states it.
    from: &'p str,
    /// The address of the other.
    to: &'p str,
    /// The path of the SVG.
    path: String,
}

/// Whether a chart is small enough for one picture.
pub(super) fn fits(chart: &Chart) -> bool {
    let ends = chart.count(MapKind::Channel) + chart.count(MapKind::Measure);
    MapKind::ALL.into_iter().map(|kind| chart.count(kind)).chain([ends]).all(|rows| rows <= MOST_ROWS)
}

/// Draws a chart, whose pages are `placed`; nothing where it is too large, or has no ties at all.
pub(super) fn drawing<'p>(
    scope: &Scope<'_>,
    chart: &Chart,
    placed: &[&'p PlacedView],
) -> Option<MapDrawingView<'p>> {
    if !fits(chart) || chart.edges.is_empty() {
        return None;
    }
    let widest = u32::try_from(BOX_WIDTH - 2 * BOX_INSET).unwrap_or(0) * 100 / TITLE_SIZE;
    // Titles of channels and measures are not set bold.
    let widest_of = |kind: MapKind| if kind.leads_on() { widest } else { widest * 10 / 9 };
    let titles: Vec<Vec<String>> = placed
        .iter()
        .zip(&chart.nodes)
        .map(|(page, node)| lettering::lines(&page.title, widest_of(node.kind)))
        .collect();
    let notes: Vec<String> = (0..placed.len()).map(|node| note(scope, chart, placed, node)).collect();
    let contents: Vec<BoxContents> = titles
        .iter()
        .zip(&notes)
        .map(|(title, note)| BoxContents { lines: title.len(), has_note: !note.is_empty() })
        .collect();
    let laid = layout(chart, &contents);
    let headings = laid.headings.iter().map(|heading| MapHeadingView {
        title: plural(scope, chart, heading.kind),
        x: heading.x,
        y: heading.y,
    });
    Some(MapDrawingView {
        width: laid.width,
        height: laid.height,
        box_width: BOX_WIDTH,
        fits_sheet: laid.fits_sheet,
        headings: headings.collect(),
        boxes: Boxes { scope, chart, placed, titles, notes }.views(&laid),
    })
}

/// What pages of a kind are called, which a site may say itself.
fn plural(scope: &Scope<'_>, chart: &Chart, kind: MapKind) -> String {
    let first = chart.of_kind(kind).next();
    first.map_or_else(String::new, |node| scope.page(chart.nodes[node].page).kind.plural.clone())
}

/// What the line below a title says.
fn note(scope: &Scope<'_>, chart: &Chart, placed: &[&PlacedView], node: usize) -> String {
    let page = placed[node];
    let state = scope.choice(chart.nodes[node].page, "state");
    let id = if page.id == page.title { String::new() } else { page.id.clone() };
    let draft = if page.draft { scope.site.say("draft") } else { String::new() };
    let mark = page.mark.as_ref().map(|mark| mark.words.clone()).unwrap_or_default();
    let parts: Vec<String> = [id, state, draft, mark].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

struct Boxes<'c, 'p> {
    scope: &'c Scope<'c>,
    chart: &'c Chart,
    placed: &'c [&'p PlacedView],
    titles: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl<'p> Boxes<'_, 'p> {
    fn views(&self, laid: &MapLayout) -> Vec<BoxView<'p>> {
        let mut edges: Vec<Vec<EdgeView<'p>>> = self.placed.iter().map(|_| Vec::new()).collect();
        for (edge, path) in self.chart.edges.iter().zip(&laid.lines) {
            edges[edge.from].push(self.edge(edge.tie, [edge.from, edge.to], path));
        }
        let view = |node: &NodeBox| {
            let ChartNodeOf { kind, state } = self.of(node.node);
            let lines = self.titles[node.node].iter().enumerate();
            let lines = lines.map(|(nth, text)| LetteredView { text: text.clone(), y: node.line(nth) });
            BoxView {
                page: self.placed[node.node],
                kind: kind.name(),
                x: node.x,
                y: node.y,
                height: node.height,
                text_x: node.x + BOX_INSET,
                lines: lines.collect(),
                note: self.notes[node.node].clone(),
                note_y: node.line(self.titles[node.node].len()),
                to_come: matches!(state, "idea" | "planned"),
                edges: std::mem::take(&mut edges[node.node]),
            }
        };
        laid.boxes.iter().map(view).collect()
    }

    fn edge(&self, tie: Tie, [from, to]: [usize; 2], path: &str) -> EdgeView<'p> {
        let (from, to) = (&self.placed[from].path, &self.placed[to].path);
        EdgeView { tie: tie.field(), from, to, path: path.to_owned() }
    }

    fn of(&self, node: usize) -> ChartNodeOf<'_> {
        let node = self.chart.nodes[node];
        ChartNodeOf { kind: node.kind, state: self.scope.text(node.page, "state") }
    }
}

/// What a box is drawn by.
struct ChartNodeOf<'c> {
    kind: MapKind,
    state: &'c str,
}
