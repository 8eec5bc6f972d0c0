//! What stands in for a row that cannot be read, made of the rows that can.

use std::rc::Rc;

use crate::model::article::Metadata;
use crate::model::{Document, Label, LineStyle, Name, RelationKind, Scheme, Summary, Timestamp};

use super::entry::{DatasetRow, EntryRow};

/// So many characters of a text's first line stand for a title that is lost.
const TITLE: usize = 80;

/// A data set's own row, by what its articles say: every label and every relation that stands on one of them is in
/// the scheme, so that nothing is left out for want of it.
#[must_use]
pub fn dataset_row<'a>(dataset: &str, summaries: impl Iterator<Item = &'a Summary> + Clone) -> DatasetRow {
    DatasetRow {
        name: dataset.to_owned(),
        scheme: Rc::new(scheme(summaries)),
        annotator: String::new(),
        guidelines: String::new(),
        created: Timestamp::default(),
        deleted: Timestamp::default(),
        open: None,
        filed: 0,
        put_off: 0,
    }
}

fn scheme<'a>(summaries: impl Iterator<Item = &'a Summary> + Clone) -> Scheme {
    let mut scheme = Scheme::reported_speech();
    for name in summaries.clone().flat_map(|summary| summary.labels.keys()) {
        if scheme.label(name).is_none() {
            let is_free = |key: &char| scheme.labels.iter().all(|label| label.key != *key);
            // There are more characters than labels.
            let key = ('4'..='9').chain('A'..=char::MAX).find(is_free).unwrap_or('0');
            scheme.labels.push(Label {
                name: name.clone(),
                key,
                color: "#555555".to_owned(),
                line: LineStyle::Solid,
                description: String::new(),
                attributes: Vec::new(),
                needs: None,
            });
        }
    }
    let names: Vec<Name> = scheme.labels.iter().map(|label| label.name.clone()).collect();
    // Between which labels the lost scheme let a relation be is not known, so it is let be between all.
    let is_whole = scheme.labels.len() == Scheme::reported_speech().labels.len();
    if !is_whole {
        for kind in &mut scheme.relations {
            (kind.from, kind.to) = (names.clone(), names.clone());
        }
    }
    for name in summaries.flat_map(|summary| summary.relations.keys()) {
        if scheme.relation(name).is_none() {
            let (from, to) = (names.clone(), names.clone());
            scheme.relations.push(RelationKind { name: name.clone(), from, to, description: String::new() });
        }
    }
    scheme
}

/// An article's entry, by its text, by what is known of that, and by what stands on it.
#[must_use]
pub fn entry_row(document: &Document, rank: u32) -> EntryRow {
    let article = document.article();
    let mut summary = Summary { code_points: article.index().code_point_len(), ..Summary::default() };
    for annotation in document.annotations().iter() {
        *summary.labels.of(annotation.label.clone()) += 1;
    }
    for relation in document.relations().iter() {
        *summary.relations.of(relation.kind.clone()) += 1;
    }
    let mut metadata = article.metadata().clone();
    if metadata == Metadata::default() {
        let title = article.text().lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        metadata.title = title.chars().take(TITLE).collect();
    }
    EntryRow { rank, removed: false, born: 0, metadata, sha256: article.sha256().into(), summary }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;
    use crate::model::fixture::marked;

    fn summary(labels: &[&str], relations: &[&str]) -> Summary {
        let counted = |names: &[&str]| names.iter().map(|name| (Name::from(*name), 1)).collect();
        Summary { labels: counted(labels), relations: counted(relations), ..Summary::default() }
    }

    #[test]
    fn the_scheme_that_stands_in_has_all_that_stands_on_the_articles_and_is_sound() {
        let summaries = [summary(&["cue", "quote"], &["said_by"]), summary(&["cue", "affect"], &["hedges"])];
        let row = dataset_row("d", summaries.iter());
        assert_eq!(row.scheme.fault(), None);
        for name in ["quote", "source", "denial", "cue", "affect"] {
            assert!(row.scheme.label(&name.into()).is_some(), "{name}");
        }
        assert_eq!(row.scheme.check_relation(&"hedges".into(), &"cue".into(), &"affect".into()), Ok(()));
        assert_eq!(row.scheme.check_relation(&"said_by".into(), &"cue".into(), &"quote".into()), Ok(()));
    }

    #[test]
    fn a_scheme_that_was_the_usual_one_is_that_again() {
        let summaries = [summary(&["denial", "quote"], &["said_by"])];
        assert_eq!(*dataset_row("d", summaries.iter()).scheme, Scheme::reported_speech());
    }

    #[test]
    fn an_entry_that_stands_in_has_the_title_that_the_text_has_beside_it() {
        let metadata = Metadata { title: "Le pont".to_owned(), ..Metadata::default() };
        let article = Article::new("a".into(), "Oui, dit Élise.", metadata.clone());
        assert_eq!(entry_row(&Document::bare(Rc::new(article)), 7).metadata, metadata);
    }

    #[test]
    fn an_entry_that_stands_in_is_called_by_the_first_line() {
        let dataset = marked("\n Le pont \n[quote:Oui], dit [source:Élise] et [source:Paul].");
        let entry = entry_row(&dataset.documents()[0], 7);
        assert_eq!((entry.metadata.title.as_str(), entry.rank, entry.removed), ("Le pont", 7, false));
        assert_eq!(entry.summary.labels[&Name::from("source")], 2);
        assert_eq!(&*entry.sha256, dataset.documents()[0].article().sha256());
    }
}
