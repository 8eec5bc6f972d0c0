//! One table for a spreadsheet: who says or denies what, a row for each quote or denial with all its fragments
//! and sources. Derived; nothing reads it back.

use std::collections::BTreeSet;

use super::csv::{BOM, rows};
use super::interchange::{Carries, Format, Losses, Overlap, Pieces, Writer};
use super::offset_unit::{Counter, OffsetUnit};
use crate::messages::message;
use crate::model::{Annotation, AnnotationId, Document, Name, Scheme};

/// Who, says or denies, what.
pub const FORMAT: Format = Format {
    id: "attributions",
    name: message::format_attributions,
    about: message::format_attributions_about,
    extension: "csv",
    carries: Carries {
        overlap: Overlap::Any,
        relations: true,
        relation_ids: true,
        attributes: true,
        notes: true,
        ids: true,
        ..Carries::SPANS
    },
    reader: None,
    writer: Some(|plan| Box::new(Table { scheme: plan.scheme.clone() })),
    subsets: false,
    also_lost: Some(also_lost),
};

/// The relation kind that joins the fragments of one quotation.
const CONTINUES: &str = "continues";

/// What a spreadsheet would take for a formula gets an apostrophe before it.
fn cell(text: &str) -> String {
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

fn also_lost(document: &Document, scheme: &Scheme, losses: &mut Losses) {
    let without = document.annotations().iter().filter(|annotation| {
        let is_row = scheme.label(&annotation.label).is_some_and(|label| label.needs.is_some());
        !is_row && document.relations().of(&annotation.id).is_empty()
    });
    losses.add(message::lost_alone(), without.count());
    let formulas = document.annotations().iter().filter(|annotation| {
        let covered = document.article().covered(annotation.span);
        cell(covered) != covered
    });
    losses.add(message::lost_formulas(), formulas.count());
}

struct Table {
    scheme: Scheme,
}

impl Writer for Table {
    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("attributions.csv");
        out.text(BOM);
        let head =
            ["article", "title", "kind", "who", "what", "about", "attributes", "note", "start", "end", "id"];
        out.text(rows([head]));
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        let article = document.article();
        let counter = Counter::new(article, OffsetUnit::CodePoint);
        let continues = Name::from(CONTINUES);
        let is_fragment = |annotation: &Annotation| {
            document.relations().from(&annotation.id).any(|relation| relation.kind == continues)
        };
        let attributions = document.annotations().iter().filter_map(|annotation| {
            let needs = self.scheme.label(&annotation.label)?.needs.as_ref()?;
            let fragments = fragments(document, annotation);
            // A ring of fragments begins nowhere: it begins with the first in the text then.
            let mut before =
                document.relations().from(&annotation.id).filter(|relation| relation.kind == continues);
            let in_ring = fragments.first().is_some_and(|first| first.id == annotation.id)
                && before.any(|relation| fragments.iter().any(|fragment| fragment.id == relation.to));
            (!is_fragment(annotation) || in_ring).then_some((annotation, needs, fragments))
        });
        out.text(rows(attributions.map(|(annotation, needs, fragments)| {
            let covered = |annotation: &&Annotation| article.covered(annotation.span).to_owned();
            let targets = |wanted: &dyn Fn(&Name) -> bool| {
                let mut targets: Vec<String> = Vec::new();
                for fragment in &fragments {
                    for relation in
                        document.relations().from(&fragment.id).filter(|relation| wanted(&relation.kind))
                    {
                        let target = document.covered(&relation.to).to_owned();
                        if !targets.contains(&target) {
                            targets.push(target);
                        }
                    }
                }
                targets.join("; ")
            };
            let attributes: Vec<String> =
                annotation.attributes.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            let (start, end) = counter.count(annotation.span);
            let last = fragments.last().map_or(end, |last| counter.count(last.span).1.max(end));
            [
                cell(article.id().as_str()),
                cell(&article.metadata().title),
                cell(annotation.label.as_str()),
                cell(&targets(&|kind| kind == needs)),
                cell(&fragments.iter().map(covered).collect::<Vec<_>>().join(" […] ")),
                cell(&targets(&|kind| kind != needs && *kind != continues)),
                cell(&attributes.join("; ")),
                cell(&annotation.note),
                start.to_string(),
                last.to_string(),
                cell(annotation.id.as_str()),
            ]
        })));
    }
}

/// A quote or denial and what continues it, directly or by others, in text order.
fn fragments<'a>(document: &'a Document, first: &'a Annotation) -> Vec<&'a Annotation> {
    let mut seen: BTreeSet<&AnnotationId> = BTreeSet::from([&first.id]);
    let mut open = vec![&first.id];
    while let Some(id) = open.pop() {
        for relation in document.relations().of(id).iter().filter(|relation| relation.to == *id) {
            if relation.kind == CONTINUES && seen.insert(&relation.from) {
                open.push(&relation.from);
            }
        }
    }
    let mut fragments: Vec<&Annotation> =
        seen.into_iter().filter_map(|id| document.annotations().get(id)).map(AsRef::as_ref).collect();
    fragments.sort_by_key(|fragment| fragment.span.start);
    fragments
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{WriteOptions, write};
    use crate::model::fixture::marked;
    use crate::model::{Dataset, Edit, Relation};

    fn related(drawing: &str, relations: &[(&str, &str, &str)]) -> Dataset {
        let mut dataset = marked(drawing);
        for (n, (kind, from, to)) in relations.iter().enumerate() {
            let relation = Relation {
                id: format!("r{n}").into(),
                kind: (*kind).into(),
                from: (*from).into(),
                to: (*to).into(),
            };
            dataset.apply(&Edit::Relate { article: "fixture".into(), relation: relation.into() }).unwrap();
        }
        dataset
    }

    #[test]
    fn fragments_and_sources_make_one_row() {
        let dataset = related(
            "[quote:Nous irons], dit [source:Luc], [quote:et puis]. [source:Élise] dément [denial:=qu’il vienne].",
            &[
                ("said_by", "a1", "a2"),
                ("continues", "a3", "a1"),
                ("denied_by", "a5", "a4"),
                ("denies", "a5", "a1"),
            ],
        );
        let files = write(&super::FORMAT, &dataset, &WriteOptions::default()).unwrap();
        assert_eq!(
            files[0].1,
            "\u{feff}article,title,kind,who,what,about,attributes,note,start,end,id\r\n\
             fixture,,quote,Luc,Nous irons […] et puis,,,,0,28,a1\r\n\
             fixture,,denial,Élise,'=qu’il vienne,Nous irons,,,43,56,a5\r\n"
        );
    }
}
