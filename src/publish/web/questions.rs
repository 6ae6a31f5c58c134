//! What a server is asked for, so that everything that was published is seen as browsers see it.

use std::collections::BTreeMap;

use super::question::{Asked, Question};
use super::web_release::WebRelease;
use crate::config::Packing;
use crate::path::encode;

/// An address at which no site has anything.
const NOTHING: &str = "guidepost-verify/there-is-no-such-page/";
/// What hosts read, and may keep to themselves.
const FOR_HOSTS: [&str; 2] = ["_headers", "_redirects"];
/// The page for what is not there, which is asked for by asking for what is not there.
pub(super) const LOST: &str = "404.html";
/// Of an answer that should be empty so many bytes are read.
const FEW_BYTES: u64 = 1 << 20;

impl WebRelease<'_> {
    /// All questions; that for the home page first.
    pub(super) fn all_questions(&self) -> Vec<Question> {
        let mut questions: Vec<Question> = self.file_questions().collect();
        questions.sort_by_key(|question| question.url.len());
        let lost = self.release.files.get(LOST).map_or(FEW_BYTES, |file| file.size);
        questions.push(self.question(NOTHING, Asked::Nothing, lost));
        questions.extend(self.slash_questions());
        for folder in self.folders_above() {
            let path = format!("{folder}/{}/log.jsonl", self.releases);
            let origin = self.base.strip_suffix(&self.at.prefix).unwrap_or(&self.base);
            let (url, asked) = (format!("{origin}{path}"), Asked::Hidden(path));
            questions.push(Question { url, packing: None, most_bytes: FEW_BYTES, asked });
        }
        questions
    }

    /// Each file as it is, and in each packing of which there is a copy.
    fn file_questions(&self) -> impl Iterator<Item = Question> {
        let release = self.release;
        let carried = release.carried.iter().map(|(path, carried)| (path, &carried.file));
        let files: BTreeMap<_, _> = release.files.iter().chain(carried).collect();
        let is_read = |path: &str| path != LOST && !FOR_HOSTS.contains(&path) && !self.is_copy(path);
        files.into_iter().filter(move |(path, _)| is_read(path)).flat_map(move |(path, file)| {
            let has_copy = move |packing: &Packing| self.has_copy(&format!("{path}{}", packing.ending()));
            let packings = Packing::WORDS.into_iter().map(|(_, packing)| packing).filter(has_copy);
            let packings: Vec<_> = [None].into_iter().chain(packings.map(Some)).collect();
            packings.into_iter().map(move |packing| {
                let question = self.question(address_of(path), Asked::File(path.clone()), file.size);
                Question { packing, ..question }
            })
        })
    }

    fn slash_questions(&self) -> impl Iterator<Item = Question> {
        let site = (!self.at.prefix.is_empty()).then_some("");
        let pages = self.release.pages.keys().map(String::as_str).filter(|address| address.ends_with('/'));
        site.into_iter().chain(pages).map(|address| {
            let question = self.question(address, Asked::Slash(address.to_owned()), FEW_BYTES);
            Question { url: question.url.trim_end_matches('/').to_owned(), ..question }
        })
    }

    fn question(&self, path: &str, asked: Asked, most_bytes: u64) -> Question {
        Question { url: format!("{}/{}", self.base, encode(path)), packing: None, most_bytes, asked }
    }

    /// The folders in which that of the releases may be found: that of the site, and all above it.
    fn folders_above(&self) -> Vec<&str> {
        let prefix = self.at.prefix.as_str();
        let above = std::iter::successors(Some(prefix), |path| path.rsplit_once('/').map(|(above, _)| above));
        above.collect()
    }

    fn has_copy(&self, path: &str) -> bool {
        self.release.added.contains_key(path) || self.release.carried.contains_key(path)
    }

    /// Whether something that was carried on is a copy of something else that was.
    fn is_copy(&self, path: &str) -> bool {
        let of = |(_, packing): &(&str, Packing)| path.strip_suffix(packing.ending());
        let originals = Packing::WORDS.iter().filter_map(of);
        self.release.carried.contains_key(path)
            && originals
                .into_iter()
                .any(|original| self.release.all_files().any(|(known, _)| known == original))
    }
}

/// The address of a file: that of a page is its folder's.
pub(super) fn address_of(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}
