//! An article put together from its rows: its text, the last snapshot, and the edits since.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Dataset, Document, Edit, Label, LineStyle, Name, Relation,
    RelationKind, Scheme,
};

use super::entry::{Snapshot, TextRow};
use super::row::{Key, Row, Table};
use super::seal::{Damage, Fault, seal, unseal};
use super::stored_edit::StoredEdit;

/// The rows of one article, in the order of their gestures, and the scheme that they obey.
#[derive(Debug)]
pub struct Shelf {
    /// The name of the data set.
    pub dataset: String,
    /// The scheme of the data set.
    pub scheme: Rc<Scheme>,
    /// Which article.
    pub article: ArticleId,
    /// Its rows of `texts`, `snapshots` and `tails`, these in order.
    pub rows: Vec<Row>,
}

/// An article as its rows gave it.
#[derive(Debug)]
pub struct Taken {
    /// The article with what could be read; `None` where there is no text.
    pub document: Option<Document>,
    /// The rows that could not be used.
    pub damages: Vec<Damage>,
    /// How many tails are newer than the snapshot.
    pub tails: usize,
}

impl Shelf {
    /// Puts the article together. A row that is broken is left out and told; so is an edit that then does not fit.
    #[must_use]
    pub fn take(self) -> Taken {
        let mut damages = Vec::new();
        let (mut text, mut snapshot, mut tails) = (None, Snapshot::default(), Vec::new());
        for row in self.rows {
            let read = match row.table {
                Table::Texts => unseal::<TextRow>(&row.bytes).map(|read| text = Some(read)),
                Table::Snapshots => unseal::<Snapshot>(&row.bytes).map(|read| snapshot = read),
                Table::Tails => {
                    unseal::<Vec<StoredEdit>>(&row.bytes).map(|edits| tails.push((row.clone(), edits)))
                }
                _ => Ok(()),
            };
            if let Err(fault) = read {
                damages.push(Damage { table: row.table, key: row.key, fault, bytes: row.bytes });
            }
        }
        let Some(TextRow { text, metadata }) = text else {
            return Taken { document: None, damages, tails: 0 };
        };
        let id = self.article;
        let mut dataset = Dataset::new(permissive(&snapshot, tails.iter().flat_map(|(_, edits)| edits)));
        let article = Rc::new(Article::new(id.clone(), text, metadata));
        // An empty data set takes any article, and what a snapshot holds stood on this very text.
        let _ = dataset.apply(&Edit::AddArticle { at: 0, article });
        let annotate = snapshot
            .annotations
            .into_iter()
            .map(|annotation| Edit::Annotate { article: id.clone(), annotation });
        let relate =
            snapshot.relations.into_iter().map(|relation| Edit::Relate { article: id.clone(), relation });
        for edit in annotate.chain(relate) {
            let _ = dataset.apply(&edit);
        }
        let mut newer = 0;
        for (row, edits) in tails {
            if row.key.gesture.is_some_and(|gesture| gesture <= snapshot.gesture) {
                continue;
            }
            newer += 1;
            let edits: Vec<Edit> = edits.into_iter().filter_map(|edit| edit.into_edit(|_| None)).collect();
            let mut fits = true;
            for edit in &edits {
                // One by one: of a gesture that no longer fits as a whole, what fits is still the person's work.
                fits &= dataset.apply(edit).is_ok();
            }
            if !fits {
                let Row { table, key, bytes } = row;
                damages.push(Damage { table, key, fault: Fault::Misfit, bytes });
            }
        }
        let left_out = leave_out_strangers(&mut dataset, &id, &self.scheme);
        if left_out != Snapshot::default() {
            let key = Key::article(&self.dataset, &id);
            damages.push(Damage {
                table: Table::Snapshots,
                key,
                fault: Fault::Misfit,
                bytes: seal(&left_out),
            });
        }
        Taken { document: dataset.document(&id).cloned(), damages, tails: newer }
    }
}

/// A scheme under which everything that ever stood on an article may stand: a label that was since renamed or removed
/// must not stop the edits that got rid of it.
fn permissive<'a>(snapshot: &Snapshot, tails: impl Iterator<Item = &'a StoredEdit>) -> Scheme {
    let mut labels: BTreeSet<Name> = snapshot.annotations.iter().map(|one| one.label.clone()).collect();
    let mut kinds: BTreeSet<Name> = snapshot.relations.iter().map(|one| one.kind.clone()).collect();
    for edit in tails {
        match edit {
            StoredEdit::Annotate { annotation, .. } | StoredEdit::Revise { annotation, .. } => {
                labels.insert(annotation.label.clone());
            }
            StoredEdit::Relate { relation, .. } => {
                kinds.insert(relation.kind.clone());
            }
            _ => {}
        }
    }
    let names: Vec<Name> = labels.into_iter().collect();
    let label = |name: &Name| Label {
        name: name.clone(),
        key: 'x',
        color: String::new(),
        line: LineStyle::Solid,
        description: String::new(),
        attributes: Vec::new(),
        needs: None,
    };
    let kind = |name: Name| RelationKind {
        name,
        from: names.clone(),
        to: names.clone(),
        description: String::new(),
    };
    Scheme {
        labels: names.iter().map(label).collect(),
        relations: kinds.into_iter().map(kind).collect(),
        rules: Vec::new(),
    }
}

/// Takes off what the scheme in force does not know, which nothing but a broken row can leave behind.
fn leave_out_strangers(dataset: &mut Dataset, id: &ArticleId, scheme: &Scheme) -> Snapshot {
    let Some(document) = dataset.document(id) else { return Snapshot::default() };
    let label_of = |id: &AnnotationId| Some(&document.annotations().get(id)?.label);
    let fits = |relation: &Relation| match (label_of(&relation.from), label_of(&relation.to)) {
        (Some(from), Some(to)) => scheme.check_relation(&relation.kind, from, to).is_ok(),
        _ => false,
    };
    let known = |annotation: &Annotation| scheme.label(&annotation.label).is_some();
    let left_out = Snapshot {
        gesture: 0,
        annotations: document.annotations().iter().filter(|one| !known(one)).cloned().collect(),
        relations: document.relations().iter().filter(|one| !fits(one)).cloned().collect(),
    };
    let article = id.clone();
    let unrelate = |one: &Rc<Relation>| Edit::Unrelate { article: article.clone(), relation: one.id.clone() };
    let erase = |one: &Rc<Annotation>| Edit::Erase { article: article.clone(), annotation: one.id.clone() };
    let edits: Vec<Edit> =
        left_out.relations.iter().map(unrelate).chain(left_out.annotations.iter().map(erase)).collect();
    for edit in &edits {
        let _ = dataset.apply(edit);
    }
    left_out
}
