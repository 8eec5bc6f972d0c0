//! One article: a text that never changes, what is known about it, and its offset index.

use std::cell::OnceCell;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::id::ArticleId;
use super::offset::Span;
use super::packing::{Pack, pack_fields};
use super::progress::Progress;
use super::text_index::TextIndex;

/// The longest text that an article may have, in bytes.
pub const MAX_TEXT_BYTES: usize = 20_000_000;

/// What is known about an article besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// What a person calls it.
    pub title: String,
    /// A BCP 47 language tag, or empty where unknown.
    pub language: String,
    /// Where it came from: an address, a file's name, or empty.
    pub source: String,
    /// How far a person is with it.
    pub progress: Progress,
    /// What else its file said of it: the text of a JSON object, kept as it is; empty for nothing.
    pub meta: Rc<str>,
}

/// An immutable article. The text is, character for character, what was loaded.
#[derive(Clone, Debug)]
pub struct Article {
    id: ArticleId,
    text: Rc<str>,
    index: Rc<TextIndex>,
    /// Made when it is first asked for: 5 MB cost a noticeable part of an article's opening.
    sha256: Rc<OnceCell<Rc<str>>>,
    metadata: Metadata,
}

impl Article {
    /// Takes a text as it is and indexes it, in time linear in its length.
    #[must_use]
    pub fn new(id: ArticleId, text: impl Into<Rc<str>>, metadata: Metadata) -> Self {
        let text = text.into();
        Self { id, index: Rc::new(TextIndex::new(&text)), sha256: Rc::default(), text, metadata }
    }

    /// An article whose text is elsewhere: it is known by its digest, and its text and index here are empty.
    #[must_use]
    pub fn without_text(id: ArticleId, sha256: Rc<str>, metadata: Metadata) -> Self {
        Self { sha256: Rc::new(OnceCell::from(sha256)), ..Self::new(id, "", metadata) }
    }

    /// The article under another name.
    #[must_use]
    pub fn with_id(self, id: ArticleId) -> Self {
        Self { id, ..self }
    }

    /// The article with other metadata; the text and its index are shared.
    #[must_use]
    pub fn with_metadata(&self, metadata: Metadata) -> Self {
        Self { metadata, ..self.clone() }
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> &ArticleId {
        &self.id
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &Rc<str> {
        &self.text
    }

    /// The offset index of the text.
    #[must_use]
    pub fn index(&self) -> &TextIndex {
        &self.index
    }

    /// The SHA-256 of the text in UTF-8, in lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| sha256_hex(&self.text).into())
    }

    /// What is known about it.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The text that a span covers; empty where the span does not fit this article.
    #[must_use]
    pub fn covered(&self, span: Span) -> &str {
        span.slice(&self.text).unwrap_or_default()
    }

    /// Whether a span could be annotated: in bounds, on character boundaries, not empty.
    #[must_use]
    pub fn accepts(&self, span: Span) -> bool {
        span.slice(&self.text).is_some_and(|covered| !covered.is_empty())
    }

    /// Paragraph `n` without its line end.
    #[must_use]
    pub fn paragraph_body(&self, n: usize) -> Option<Span> {
        self.index.paragraph(n).map(|span| self.without_line_end(span))
    }

    /// Piece `n`, which is a paragraph or a part of a long one, without its line end.
    #[must_use]
    pub fn piece_body(&self, n: usize) -> Option<Span> {
        self.index.piece(n).map(|span| self.without_line_end(span))
    }

    fn without_line_end(&self, span: Span) -> Span {
        let body = self.covered(span).trim_end_matches(['\n', '\r']);
        Span::new(span.start.get(), span.start.get() + body.len() as u32)
    }
}

/// The digest goes along where it was made: who made it may have had the time that who reads it lacks.
impl Pack for Article {
    fn pack(&self, into: &mut Vec<u8>) {
        self.id.pack(into);
        self.text.pack(into);
        self.index.pack(into);
        self.sha256.get().cloned().pack(into);
        self.metadata.pack(into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            id: Pack::unpack(from)?,
            text: Pack::unpack(from)?,
            index: Rc::new(Pack::unpack(from)?),
            sha256: Rc::new(Option::<Rc<str>>::unpack(from)?.map_or_else(OnceCell::new, OnceCell::from)),
            metadata: Pack::unpack(from)?,
        })
    }
}

pack_fields!(Metadata { title, language, source, progress, meta });

/// Equal articles have the same name, text and metadata; what is derived is not compared.
impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.metadata == other.metadata && self.text == other.text
    }
}

impl Eq for Article {}

/// The SHA-256 of a text in UTF-8, in lower-case hexadecimal.
#[must_use]
pub fn sha256_hex(text: &str) -> String {
    // In many calls: a browser puts no better code in the place of a WebAssembly function that is running, and the first
    // code is so slow that one call over 5 MB took a quarter of a second.
    const CALL: usize = 16 * 1024;
    let mut hasher = Sha256::new();
    text.as_bytes().chunks(CALL).for_each(|bytes| hasher.update(bytes));
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_utf8_text() {
        assert_eq!(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        // Of several calls, the last one short.
        let long = "é".repeat(20_000);
        let whole: String = Sha256::digest(&long).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sha256_hex(&long), whole);
    }

    #[test]
    fn a_paragraph_body_leaves_its_line_end_out() {
        let article = Article::new("a".into(), "un\r\n\r\ndeux", Metadata::default());
        let bodies: Vec<_> =
            (0..4).map(|n| article.paragraph_body(n).map(|span| article.covered(span))).collect();
        assert_eq!(bodies, [Some("un"), Some(""), Some("deux"), None]);
    }
}
