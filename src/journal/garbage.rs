//! Which rows nobody will ask for again.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use crate::model::ArticleId;

use super::entry::EntryRow;
use super::row::Sequence;

/// The last gestures that are kept: so many can be taken back after a reload.
pub const KEPT_GESTURES: usize = 2_000;

/// Articles that were being loaded when the end came: they belong to a gesture that was never written. Where the
/// numbers say that the gestures themselves are lost, no article is one.
#[must_use]
pub fn orphans(entries: &[(ArticleId, EntryRow)], last: Sequence) -> Vec<ArticleId> {
    let newer = || entries.iter().filter(|(_, entry)| entry.born > last);
    if newer().any(|(_, entry)| Some(entry.born) != last.checked_add(1)) {
        return Vec::new();
    }
    newer().map(|(id, _)| id.clone()).collect()
}

/// Articles that were taken out and that no gesture of these rows can bring back.
///
/// What a gesture's row holds is the session's own affair. A row that names an article holds its name's bytes, so that
/// an article whose bytes stand in none of them is named by none; a row that holds them by chance keeps an article
/// for longer, and no harm is done.
#[must_use]
pub fn forgotten(entries: &[(ArticleId, EntryRow)], gestures: &[(Sequence, Rc<[u8]>)]) -> Vec<ArticleId> {
    let removed = || entries.iter().filter(|(_, entry)| entry.removed).map(|(id, _)| id);
    let names: HashSet<&[u8]> = removed().map(|id| id.as_str().as_bytes()).collect();
    let lengths: BTreeSet<usize> = names.iter().map(|name| name.len()).filter(|length| *length > 0).collect();
    let mut named: HashSet<&[u8]> = HashSet::new();
    for (_, bytes) in gestures {
        for length in &lengths {
            named.extend(bytes.windows(*length).filter_map(|window| names.get(window)));
        }
    }
    removed()
        .filter(|id| !id.as_str().is_empty() && !named.contains(id.as_str().as_bytes()))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::seal;
    use crate::model::Summary;
    use crate::model::article::Metadata;

    fn entry(id: &str, born: Sequence, removed: bool) -> (ArticleId, EntryRow) {
        let (metadata, summary) = (Metadata::default(), Summary::default());
        (id.into(), EntryRow { rank: 1, removed, born, metadata, sha256: "".into(), summary })
    }

    fn ids(found: &[ArticleId]) -> Vec<&str> {
        found.iter().map(ArticleId::as_str).collect()
    }

    #[test]
    fn an_article_whose_gesture_never_came_is_an_orphan() {
        let entries = [entry("a", 1, false), entry("b", 5, false), entry("c", 5, false)];
        assert_eq!(ids(&orphans(&entries, 4)), ["b", "c"]);
        assert_eq!(ids(&orphans(&entries, 5)), [""; 0]);
    }

    #[test]
    fn where_the_gestures_are_lost_no_article_is_an_orphan() {
        let entries = [entry("a", 1, false), entry("b", 5, false)];
        assert_eq!(ids(&orphans(&entries, 0)), [""; 0]);
    }

    #[test]
    fn a_removed_article_is_kept_as_long_as_a_gesture_names_it() {
        let entries =
            [entry("t1", 1, true), entry("t22", 1, true), entry("t3", 1, true), entry("t4", 1, false)];
        let gestures = [(8, seal(&"t1".to_owned())), (9, seal(&vec!["x".to_owned(), "t22".to_owned()]))];
        assert_eq!(ids(&forgotten(&entries, &gestures)), ["t3"]);
        assert_eq!(ids(&forgotten(&entries, &[])), ["t1", "t22", "t3"]);
    }
}
