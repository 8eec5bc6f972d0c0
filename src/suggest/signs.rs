//! A language's signs: its quotation marks, what it elides before a word and hangs on the end of one.

/// The signs of a language, read from its folder.
#[derive(Debug, Default)]
pub struct Signs {
    /// Opening and closing marks.
    pub pairs: Vec<(char, char)>,
    /// Marks that open and close alike.
    pub straight: Vec<char>,
    /// What ends in an apostrophe and is a word of its own, in lower case, without it.
    pub elided: Vec<Box<str>>,
    /// What hangs on a word's end and is a word of its own, such as `-t-il`, the longest first.
    pub hanging: Vec<Box<str>>,
    /// Whether the verb of saying after a quotation follows its subject: *“Why?” Anna asked*.
    pub subject_first: bool,
    /// What opens a turn of dialogue at the start of a paragraph.
    pub dashes: Vec<char>,
}

impl Signs {
    /// Reads lines of `quote « »`, `straight "`, `elided l d qu`, `hanging -t-il -il`, `dash — –`, `subject-first`.
    ///
    /// # Errors
    /// The line that is wrong, and why.
    pub fn read(source: &str) -> Result<Self, String> {
        let mut signs = Self::default();
        for (n, line) in source.lines().enumerate() {
            let mut words = line.split_whitespace();
            let Some(kind) = words.next() else { continue };
            let mut marks = words.clone().filter_map(|word| word.chars().next());
            match kind {
                "#" => {}
                "quote" => match (marks.next(), marks.next()) {
                    (Some(open), Some(close)) => signs.pairs.push((open, close)),
                    _ => return Err(format!("line {}: `quote` needs two marks", n + 1)),
                },
                "straight" => signs.straight.extend(marks),
                "subject-first" => signs.subject_first = true,
                "dash" => signs.dashes.extend(marks),
                "elided" => signs.elided.extend(words.map(Into::into)),
                "hanging" => signs.hanging.extend(words.map(Into::into)),
                _ => return Err(format!("line {}: no sign is `{kind}`", n + 1)),
            }
        }
        signs.hanging.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Ok(signs)
    }

    /// Whether a character may open or close a quotation.
    #[must_use]
    pub fn is_mark(&self, c: char) -> bool {
        self.straight.contains(&c) || self.pairs.iter().any(|(open, close)| *open == c || *close == c)
    }
}
