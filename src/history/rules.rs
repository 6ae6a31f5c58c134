//! What commits say of texts other than their own: which settings the site had, and what the pages of folders said of those
//! below.

use super::graph::{CommitState, Graph};
use crate::config::SITE_FILE;
use crate::model::{RepoPath, TextId};
use crate::path::{is_index, strip_markdown_ending};
use crate::world::{EntryKind, TreeEntry};

/// What ruled which texts of others were published, in all commits that lead to the head.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct RulesThen {
    /// Whether some commit has other settings than another one.
    pub(super) settings_changed: bool,
    /// Where the pages of folders were, with each of their texts.
    pub(super) indexes: Vec<(RepoPath, TextId)>,
}

impl RulesThen {
    /// Those of all commits that were read.
    pub(super) fn of(graph: &Graph) -> RulesThen {
        let mut rules = RulesThen::default();
        for node in &graph.nodes {
            let CommitState::All(facts) = &node.known else { continue };
            for touched in &facts.touched {
                let Some(name) = touched.path.as_str().map(name) else { continue };
                // Before it was there, or after it was gone, there were other settings.
                rules.settings_changed |=
                    name == SITE_FILE && !(node.parents.is_empty() && touched.now.is_some_and(is_file));
                let text = touched.now.filter(|_| stands_for_folder(name));
                rules.indexes.extend(text.map(|entry| (touched.path.clone(), entry.text)));
            }
        }
        rules.indexes.sort();
        rules.indexes.dedup();
        rules
    }
}

/// Whether something is a file itself: what a link leads to may change while the link does not.
fn is_file(entry: TreeEntry) -> bool {
    entry.kind != EntryKind::Link
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a file says something of its folder, here or in Hugo.
fn stands_for_folder(name: &str) -> bool {
    let stem = strip_markdown_ending(name);
    is_index(name)
        || stem.len() < name.len() && stem.trim_start_matches('_') == "index"
        || name == "_index.html"
}
