//! A `.txt` or `.md` file as an article: the text whole and as it is, Markdown's signs included.

use crate::model::article::Metadata;
use crate::model::language::guess_language;
use crate::model::{Article, ArticleId};

/// An article to be, which lacks only its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainText {
    /// What was read, character for character.
    pub text: String,
    /// The file's name as a title, the guessed language, the file's name as the source.
    pub metadata: Metadata,
}

impl PlainText {
    /// Takes a text under a file's name.
    #[must_use]
    pub fn new(name: &str, text: String) -> Self {
        let language = guess_language(&text).to_owned();
        Self {
            metadata: Metadata {
                title: title(name),
                language,
                source: name.to_owned(),
                ..Metadata::default()
            },
            text,
        }
    }

    /// The article, under a name that the caller gives.
    #[must_use]
    pub fn into_article(self, id: ArticleId) -> Article {
        Article::new(id, self.text, self.metadata)
    }
}

/// A file's name as a title: no folder, no ending, underscores as blanks, nothing invisible.
#[must_use]
pub fn title(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 8 && !ending.contains(' ') => stem,
        _ => file,
    };
    let is_blank = |c: char| c == '_' || c.is_whitespace() || c.is_control() || is_invisible(c);
    stem.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Marks that turn the direction of what follows, or are not seen at all.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_name_without_what_only_files_need() {
        for (name, expected) in [
            ("un_article.txt", "un article"),
            ("dossier/Le maire.v2.md", "Le maire.v2"),
            ("C:\\x\\été.TXT", "été"),
            ("M. Macron parle", "M. Macron parle"),
            (".txt", ".txt"),
            ("a\u{202e}b.txt", "a b"),
        ] {
            assert_eq!(title(name), expected);
        }
    }

    #[test]
    fn the_text_stays_as_it_is() {
        let text = "\u{feff}# Titre\r\n\u{a0}«\u{202f}e\u{301} 👩‍💻 »\r";
        let article = PlainText::new("a.md", text.to_owned()).into_article("x".into());
        assert_eq!((&**article.text(), article.metadata().source.as_str()), (text, "a.md"));
    }
}
