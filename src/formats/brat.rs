//! brat standoff: a text and its `.ann` beside it, offsets in code points, line feeds alone as line ends.
//!
//! A span over a line end or a tab is written in pieces, `a b;c d`, its text joined by a blank, as brat wants it; a
//! span read in such pieces is one again. Pieces with text between them become annotations joined by
//! `continues`, where the scheme has that.

mod read;
mod write;

#[cfg(test)]
pub(super) use write::on_one_line;

use super::interchange::text_files::count_replaced;
use super::interchange::{Carries, Format, Head, Losses, Reader};
use crate::messages::message;
use crate::model::{Document, Scheme};

/// Files for brat.
pub const FORMAT: Format = Format {
    id: "brat",
    name: message::format_brat,
    about: message::format_brat_about,
    extension: "ann",
    carries: Carries { relations: true, attributes: true, notes: true, line_ends: false, ..Carries::SPANS },
    reader: Some(Reader { recognises, read: read::read, texts: true }),
    writer: Some(|plan| Box::new(write::Files::new(plan))),
    subsets: false,
    also_lost: Some(also_lost),
};

/// The relation kind that joins the fragments of a split quotation.
const CONTINUES: &str = "continues";

/// Whether some reader ends a line or a column at a character. No line of an `.ann` may hold one.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether there is a line such as `T1`, tab, `quote 0 5`.
fn recognises(head: &Head<'_>) -> bool {
    let is_span = |line: &str| {
        let mut parts = line.split('\t');
        let id = parts.next().and_then(|id| id.strip_prefix('T')).unwrap_or_default();
        let place = parts.next().and_then(|place| place.split(' ').nth(1)).unwrap_or_default();
        !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()) && place.parse::<u32>().is_ok()
    };
    // Without any annotation the files are known by what lies around them.
    head.ends("ann") || head.text.starts_with("[entities]") || head.text.lines().take(20).any(is_span)
}

fn also_lost(document: &Document, _: &Scheme, losses: &mut Losses) {
    let article = document.article();
    let annotations = || document.annotations().iter();
    let bare = |covered: &str| covered.trim_matches(is_break).len();
    let at_ends = annotations().filter(|a| {
        let covered = article.covered(a.span);
        let left = bare(covered);
        left > 0 && left < covered.len()
    });
    losses.add(message::lost_line_ends_at_ends(), at_ends.count());
    let empty = annotations().filter(|a| bare(article.covered(a.span)) == 0);
    losses.add(message::lost_only_line_ends(), empty.count());
    let is_renamed = |name: &str| write::type_name(name) != name;
    losses.add(message::lost_label_blanks(), annotations().filter(|a| is_renamed(a.label.as_str())).count());
    let attributes = annotations().flat_map(|a| &a.attributes);
    let renamed = attributes.filter(|(name, value)| is_renamed(name.as_str()) || is_renamed(value.as_str()));
    losses.add(message::lost_attribute_signs(), renamed.count());
    let renamed = document.relations().iter().filter(|relation| is_renamed(relation.kind.as_str()));
    losses.add(message::lost_relation_signs(), renamed.count());
    let noted = annotations().filter(|a| a.note.contains(is_break));
    losses.add(message::lost_note_line_ends(), noted.count());
    count_replaced(article.text(), losses);
    annotations().for_each(|a| count_replaced(&a.note, losses));
}
