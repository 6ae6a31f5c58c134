//! The files that data blocks are made from.

use std::sync::Arc;

use crate::history::ReferenceFolders;
use crate::link;
use crate::markdown::ReferenceKind;
use crate::model::{
    AssetId, DataBlock, DataTable, Embedded, FieldValue, HistoricalSource, Media, NamedValue, PageId,
    PlayedWith, Target,
};
use crate::path::{Address, FilePath};
use crate::route::links::path;
use crate::route::older::FilePublication;
use crate::route::site::Site;

/// A file that a block is made from.
#[derive(Clone, Debug)]
pub(super) struct BlockFile {
    /// Where it stands, from the site's root.
    pub(super) file: FilePath,
    /// Where it is published.
    pub(super) path: String,
    /// What is in it, where it is a table.
    pub(super) table: Option<Arc<DataTable>>,
    /// Where the captions are published that stand beside it, where it is a film.
    pub(super) captions: Option<String>,
    /// The picture that stands beside it, where it is a film.
    pub(super) poster: Option<PictureFile>,
    /// Its width and height in pixels, where it is a picture and they are known.
    pub(super) size: Option<(u32, u32)>,
}

/// A picture.
#[derive(Clone, Debug)]
pub(super) struct PictureFile {
    /// Where it is published.
    pub(super) path: String,
    /// Its width and height in pixels, where they are known.
    pub(super) size: Option<(u32, u32)>,
}

/// The file that a field of a block of a page names; `None` where it names none, or none that is there.
pub(super) fn block_file(site: &Site, page: PageId, block: &DataBlock, field: &str) -> Option<BlockFile> {
    let Some(FieldValue::File(named)) = block.fields.get(field) else { return None };
    let content = site.content.page(page);
    match content.stood.as_deref() {
        Some(stood) => OldFiles { site, stood }.named(&named.name),
        None => of_today(site, page, named),
    }
}

/// A file as it is, of a page as it is.
fn of_today(site: &Site, page: PageId, named: &NamedValue) -> Option<BlockFile> {
    let source = site.content.page(page).source.as_deref()?;
    let is_meant = |span: crate::source::Span| named.span.holds(span.shifted(source.body));
    let nth = source
        .outline
        .references
        .iter()
        .position(|reference| reference.kind == ReferenceKind::BlockFile && is_meant(reference.span))?;
    let Target::Asset(id, _) = site.content.targets[page.index()].get(nth)? else { return None };
    Some(of_asset(site, *id))
}

fn of_asset(site: &Site, id: AssetId) -> BlockFile {
    let asset = site.content.asset(id);
    let address = |id: AssetId| path(&site.content.asset(id).address);
    let pixels = |id: AssetId| match site.content.asset(id).media {
        Media::Picture(pixels) => pixels,
        _ => None,
    };
    let (captions, poster) = match asset.media {
        Media::Video { captions, poster } => (captions, poster),
        _ => (None, None),
    };
    let captions = captions.map(address);
    let poster = poster.map(|poster| PictureFile { path: address(poster), size: pixels(poster) });
    let table = match &asset.media {
        Media::Table(table) => Some(table.clone()),
        _ => None,
    };
    BlockFile {
        file: asset.file.clone(),
        path: path(&asset.address),
        table,
        captions,
        poster,
        size: pixels(id),
    }
}

/// The files of a text that is in force and not the newest: those that were approved with it.
struct OldFiles<'a> {
    site: &'a Site,
    stood: &'a HistoricalSource,
}

impl OldFiles<'_> {
    fn named(&self, written: &str) -> Option<BlockFile> {
        let folders = ReferenceFolders::of(&self.site.content_folder, &self.site.config);
        let files = folders.named_by(ReferenceKind::BlockFile, written, &self.stood.file);
        let embedded = files.iter().find_map(|file| self.shown(file))?;
        let beside = PlayedWith::of(&embedded.file);
        let picture = |file: &FilePath| {
            let shown = self.shown(file)?;
            Some(PictureFile { path: self.address(shown)?, size: self.size(shown) })
        };
        Some(BlockFile {
            file: embedded.file.clone(),
            path: self.address(embedded)?,
            table: self.table(embedded),
            captions: beside.as_ref().and_then(|beside| self.address(self.shown(&beside.captions)?)),
            poster: beside.as_ref().and_then(|beside| beside.posters.iter().find_map(picture)),
            size: self.size(embedded),
        })
    }

    fn shown(&self, file: &FilePath) -> Option<&Embedded> {
        self.stood.shown.iter().find(|shown| shown.file == *file)
    }

    fn address(&self, embedded: &Embedded) -> Option<String> {
        let address: &Address = match self.site.older.exactly(embedded)? {
            FilePublication::Then(_, address) => address,
            FilePublication::Today(id) => &self.site.content.asset(id).address,
        };
        Some(path(address))
    }

    fn size(&self, embedded: &Embedded) -> Option<(u32, u32)> {
        let bytes = self.site.texts.as_ref()?.file_bytes(embedded.id).ok()?;
        link::picture_size(&embedded.file, &bytes)
    }

    fn table(&self, embedded: &Embedded) -> Option<Arc<DataTable>> {
        let bytes = self.site.texts.as_ref()?.file_bytes(embedded.id).ok()?;
        link::table_of(&embedded.file, &bytes).map(Arc::new)
    }
}
