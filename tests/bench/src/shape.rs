//! The texts that are measured, by name: how long, how parted, how densely annotated.

/// How a text is parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paragraphs {
    /// Of 200 to 800 characters, as in an article.
    Prose,
    /// Just one, however long.
    One,
    /// So many short ones.
    Lines(usize),
}

/// What a text is to be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What it is called on the command line and in the table.
    pub name: &'static str,
    /// What it is, for a person.
    pub about: &'static str,
    /// About how many bytes of UTF-8; for [`Paragraphs::Lines`] their number decides instead.
    pub bytes: usize,
    /// How many annotations, of which a tenth lies over others.
    pub spans: usize,
    /// How it is parted.
    pub paragraphs: Paragraphs,
}

const fn prose(name: &'static str, about: &'static str, bytes: usize, spans: usize) -> Shape {
    Shape { name, about, bytes, spans, paragraphs: Paragraphs::Prose }
}

/// All that `cargo xtask bench browser` knows; the first four are measured when none is named.
pub const SHAPES: [Shape; 6] = [
    prose("S", "3 kB, 12 annotations", 3_000, 12),
    prose("M", "100 kB, 1,000 annotations", 100_000, 1_000),
    prose("L", "1 MB, 10,000 annotations", 1_000_000, 10_000),
    prose("XL", "5 MB, 50,000 annotations", 5_000_000, 50_000),
    Shape {
        name: "one",
        about: "1 MB in one paragraph, 10,000 annotations",
        bytes: 1_000_000,
        spans: 10_000,
        paragraphs: Paragraphs::One,
    },
    Shape {
        name: "lines",
        about: "200,000 paragraphs of a line, 50,000 annotations",
        bytes: 0,
        spans: 50_000,
        paragraphs: Paragraphs::Lines(200_000),
    },
];

impl Shape {
    /// The shape of a name, in whatever case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        SHAPES.into_iter().find(|shape| shape.name.eq_ignore_ascii_case(name))
    }

    /// As many annotations as fit a text that Guillemet takes: one for each 19 bytes of prose.
    #[must_use]
    pub const fn dense(spans: usize) -> Self {
        prose("dense", "an annotation for each 19 bytes", spans * 19, spans)
    }
}
