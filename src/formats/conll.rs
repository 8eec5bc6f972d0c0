//! CoNLL-2003 with BIO tags: four columns, a blank line after each sentence, `-DOCSTART- -X- O O` before each
//! article, which is exactly what spaCy splits documents at.
//!
//! No token holds a blank of any kind. A sentence does not end inside a span, so that no span is cut in two.

use super::interchange::tags::{bio, column_name, kept_without_overlap, words};
use super::interchange::tokens::is_blank;
use super::interchange::{Carries, Format, Losses, Overlap, Pieces, Writer};
use crate::messages::message;
use crate::model::boundaries::all_sentence_starts;
use crate::model::{Document, Scheme};

/// Columns for taggers.
pub const FORMAT: Format = Format {
    id: "conll",
    name: message::format_conll,
    about: message::format_conll_about,
    extension: "conll",
    carries: Carries { overlap: Overlap::None, line_ends: false, blanks_at_ends: false, ..Carries::SPANS },
    reader: None,
    writer: Some(|_| Box::new(Columns)),
    subsets: false,
    also_lost: Some(also_lost),
};

/// A label that would need two columns is written with `_` for its blanks.
pub(super) fn also_lost(document: &Document, _: &Scheme, losses: &mut Losses) {
    let changed = document.annotations().iter().filter(|a| column_name(a.label.as_str()) != a.label.as_str());
    losses.add(message::lost_label_blanks(), changed.count());
    let blanks = document.article().text().contains(is_blank);
    losses.add(message::lost_text(), usize::from(blanks));
}

struct Columns;

impl Writer for Columns {
    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("data.conll");
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        let article = document.article();
        let words = words(document);
        let kept = kept_without_overlap(document, |_| true);
        let mut starts = all_sentence_starts(article).peekable();
        let mut spans = kept.iter().peekable();
        let mut columns = String::from("-DOCSTART- -X- O O\n");
        let mut open = false;
        for (word, tag) in words.iter().zip(bio(&words, &kept)) {
            while spans.peek().is_some_and(|(span, _)| span.end <= word.start) {
                spans.next();
            }
            let inside = spans.peek().is_some_and(|(span, _)| span.start < word.start);
            let mut begins = false;
            while starts.peek().is_some_and(|start| *start <= word.start) {
                starts.next();
                begins = true;
            }
            if !open || (begins && !inside) {
                columns.push('\n');
                open = true;
            }
            columns += &format!("{} -X- O {}\n", article.covered(*word), tag.name());
        }
        columns.push('\n');
        out.text(columns);
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{WriteOptions, write};
    use crate::model::fixture::marked;

    #[test]
    fn a_quote_of_two_sentences_stays_in_one() {
        let dataset =
            marked("Il vient. [quote:«\u{a0}Oui. Je sais\u{202f}!\u{a0}»] dit [source:Luc]. Puis rien.");
        let files = write(&super::FORMAT, &dataset, &WriteOptions::default()).unwrap();
        let rows: Vec<String> = files[0].1.lines().map(|row| row.replace(" -X- O ", "/")).collect();
        assert_eq!(
            rows.join(" "),
            "-DOCSTART-/O  Il/O vient/O ./O  «/B-quote Oui/I-quote ./I-quote Je/I-quote sais/I-quote !/I-quote »/I-quote dit/O Luc/B-source ./O  Puis/O rien/O ./O "
        );
    }
}
