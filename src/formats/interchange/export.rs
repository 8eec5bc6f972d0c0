//! An export under way: asks for one article at a time and gives pieces of files, so that nothing but the
//! article at hand is in memory, the page can breathe between two, show how far it is, and stop.

use crate::model::Document;

/// What is written, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A file begins; the one before is complete.
    File(String),
    /// More of the file.
    Text(String),
}

/// Where a writer puts what it writes.
#[derive(Debug, Default)]
pub struct Pieces(Vec<Piece>);

impl Pieces {
    /// Begins a file.
    pub fn file(&mut self, name: impl Into<String>) {
        self.0.push(Piece::File(name.into()));
    }

    /// Writes more of the file.
    pub fn text(&mut self, text: impl AsRef<str> + Into<String>) {
        match self.0.last_mut() {
            Some(Piece::Text(written)) => written.push_str(text.as_ref()),
            _ => self.0.push(Piece::Text(text.into())),
        }
    }
}

/// How one format writes. A format that writes several files of all articles goes over them several times,
/// so that one file is done before the next begins.
pub trait Writer {
    /// Whether there is more than one file.
    fn several_files(&self) -> bool {
        false
    }

    /// How often all articles are gone over.
    fn passes(&self) -> usize {
        1
    }

    /// Which articles a pass wants, in order; `None` for all.
    fn order(&self, _pass: usize) -> Option<Vec<usize>> {
        None
    }

    /// Before the first article of a pass.
    fn begin(&mut self, pass: usize, out: &mut Pieces);

    /// The next article.
    fn document(&mut self, pass: usize, document: &Document, out: &mut Pieces);

    /// After the last article of a pass.
    fn end(&mut self, _pass: usize, _out: &mut Pieces) {}
}

/// An export under way. [`start`](Self::start), then [`write`](Self::write) the article that is
/// [`wanted`](Self::wanted) until none is.
pub struct Export {
    writer: Box<dyn Writer>,
    passes: Vec<Vec<usize>>,
    pass: usize,
    at: usize,
    done: usize,
}

impl Export {
    pub(super) fn new(writer: Box<dyn Writer>, articles: usize) -> Self {
        let all = || (0..articles).collect();
        let passes = (0..writer.passes()).map(|pass| writer.order(pass).unwrap_or_else(all)).collect();
        Self { writer, passes, pass: 0, at: 0, done: 0 }
    }

    /// How many articles have been written and how many will be; one that goes into several files counts in each.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.done, self.passes.iter().map(Vec::len).sum())
    }

    /// Whether there is more than one file, so that a browser offers a zip.
    #[must_use]
    pub fn several_files(&self) -> bool {
        self.writer.several_files()
    }

    /// The beginning. For no article at all it is all there is.
    #[must_use]
    pub fn start(&mut self) -> Vec<Piece> {
        let mut out = Pieces::default();
        if !self.passes.is_empty() {
            self.writer.begin(0, &mut out);
            self.go_on(&mut out);
        }
        out.0
    }

    /// The place, in the survey's order, of the article to be written next.
    #[must_use]
    pub fn wanted(&self) -> Option<usize> {
        self.passes.get(self.pass)?.get(self.at).copied()
    }

    /// Writes the article that was wanted.
    #[must_use]
    pub fn write(&mut self, document: &Document) -> Vec<Piece> {
        let mut out = Pieces::default();
        self.writer.document(self.pass, document, &mut out);
        self.at += 1;
        self.done += 1;
        self.go_on(&mut out);
        out.0
    }

    /// Ends passes that are through and begins the next ones.
    fn go_on(&mut self, out: &mut Pieces) {
        while self.passes.get(self.pass).is_some_and(|order| self.at >= order.len()) {
            self.writer.end(self.pass, out);
            (self.pass, self.at) = (self.pass + 1, 0);
            if self.pass < self.passes.len() {
                self.writer.begin(self.pass, out);
            }
        }
    }
}
