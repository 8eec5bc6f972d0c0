//! Fluent files to Rust: a function a message, so that a wrong name or a missing argument does not compile, and a
//! table a language, so that the page needs no parser.
//!
//! Compiled into the build script, and into the tests. English is the language that the others are held against: a
//! message that one of them lacks, has besides or gives other arguments is an error, and so is all of Fluent that the
//! table cannot tell. A comment above a message declares its arguments, in the order in which the function takes them:
//! `# $links (Number): how many were removed`. A type is `Number`, or `Text` for everything else.

use std::collections::BTreeMap;
use std::fmt::Write;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;

/// The language that every message is first written in.
const FIRST: &str = "en";

/// What the table says by control characters, which no text holds; `mod.rs` reads it.
pub const END_OF_MESSAGE: char = '\0';
/// An argument: the next character is its number.
pub const ARGUMENT: char = '\u{1}';
/// A choice by an argument: the next character is its number, then come the variants, the default one last.
pub const CHOICE: char = '\u{2}';
/// A variant: its key, then [`KEY_END`] and its text. The default one's key is empty.
pub const VARIANT: char = '\u{3}';
/// The end of a variant's key.
pub const KEY_END: char = '\u{4}';
/// The end of a choice.
pub const CHOICE_END: char = '\u{5}';

/// The first argument's number in the table.
pub const FIRST_NUMBER: u8 = b'0';

/// The plural categories of all languages.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// One text of one language.
struct Text {
    pattern: Pattern<String>,
    /// The arguments that its message's comment declares: their names, and whether they are numbers.
    declared: Vec<(String, bool)>,
    /// Whether it is written into the database.
    kept: bool,
    /// Which of its language's files it stands in.
    part: usize,
}

/// The texts of one language, by name: `load`, and `load.title` for an attribute.
struct Language {
    name: String,
    texts: BTreeMap<String, Text>,
    /// What is only part of other texts.
    terms: BTreeMap<String, Pattern<String>>,
}

/// The files of a language: what all say, and what only those say who know the formats of other programs.
pub const PARTS: usize = 2;

/// Where the second part is compiled.
const FORMATS_ONLY: &str = "#[cfg(feature = \"interchange\")]";

/// The source of the functions and the tables of all languages, from each language's name and files.
pub fn compile(mut files: Vec<(String, [String; PARTS])>) -> Result<String, Vec<String>> {
    let mut wrong = Vec::new();
    // The first language first: it is what somebody gets whose languages we do not have.
    files.sort_by_key(|(name, _)| (name != FIRST, name.clone()));
    let languages: Vec<_> = files.iter().map(|(name, parts)| read(name, parts, &mut wrong)).collect();
    let Some(first) = languages.first().filter(|first| first.name == FIRST) else {
        return Err(vec![format!("there is no {FIRST}.ftl")]);
    };
    for language in &languages {
        for name in first.texts.keys().filter(|name| !language.texts.contains_key(*name)) {
            wrong.push(format!("{}.ftl lacks the message `{name}`", language.name));
        }
        for name in language.texts.keys().filter(|name| !first.texts.contains_key(*name)) {
            wrong.push(format!("{}.ftl has the message `{name}`, which {FIRST}.ftl lacks", language.name));
        }
    }
    let mut source = String::new();
    let mut tables = vec![[const { String::new() }; PARTS]; languages.len()];
    let mut functions = String::new();
    let mut kept = String::new();
    let mut in_order: Vec<_> = first.texts.iter().collect();
    // Stable: each part stays in the order of its names, and its numbers follow one another.
    in_order.sort_by_key(|(_, text)| text.part);
    for (number, (name, text)) in in_order.into_iter().enumerate() {
        let written: Vec<_> = languages
            .iter()
            .map(|language| match language.texts.get(name) {
                Some(other) => Writer::of(language, &text.declared).write(name, &other.pattern, &mut wrong),
                None => Written::default(),
            })
            .collect();
        let used = &written[0].used;
        for (language, other) in languages.iter().zip(&written).skip(1) {
            if other.used != *used && language.texts.contains_key(name) {
                wrong.push(format!(
                    "{}.ftl: `{name}` must use the same arguments as in {FIRST}.ftl",
                    language.name
                ));
            }
        }
        let arguments: Vec<_> = text.declared.iter().filter(|(name, _)| used.contains_key(name)).collect();
        if text.part > 0 {
            let _ = writeln!(functions, "    {FORMATS_ONLY}");
        }
        functions += &function(name, number, &arguments, &written[0].shown);
        if text.kept {
            let _ = writeln!(kept, "    ({number}, {name:?}),");
        }
        for (parts, other) in tables.iter_mut().zip(&written) {
            parts[text.part] += &numbered(&other.table, &arguments);
            parts[text.part].push(END_OF_MESSAGE);
        }
    }
    // OK to ignore what writing gives: a String takes everything.
    let _ = writeln!(
        source,
        "/// The languages there are, the first one first.\npub const LANGUAGES: &[Language] = &["
    );
    for (language, [table, formats]) in languages.iter().zip(&tables) {
        let name = Writer::of(language, &[]).own_name(&mut wrong);
        let _ = writeln!(
            source,
            "    Language {{ tag: {:?}, name: {name:?}, table: {table:?}, {FORMATS_ONLY} formats: {formats:?}, #[cfg(not(feature = \"interchange\"))] formats: \"\" }},",
            language.name
        );
    }
    let _ = writeln!(
        source,
        "];\n\n/// The messages that are written into the database, by name.\npub const KEPT: &[(u16, &str)] = &[\n{kept}];\n\n/// The messages: a function each.\npub mod message {{\n    use super::{{Message, Number, Value}};\n\n{functions}}}"
    );
    if wrong.is_empty() { Ok(source) } else { Err(wrong) }
}

fn read(name: &str, parts: &[String; PARTS], wrong: &mut Vec<String>) -> Language {
    let mut language = Language { name: name.to_owned(), texts: BTreeMap::new(), terms: BTreeMap::new() };
    for (part, file) in parts.iter().enumerate() {
        read_part(&mut language, part, file, wrong);
    }
    language
}

fn read_part(language: &mut Language, part: usize, file: &str, wrong: &mut Vec<String>) {
    let name = language.name.clone();
    let resource = match parser::parse(file.to_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                let line = file.get(..error.pos.start).unwrap_or(file).lines().count();
                wrong.push(format!("{name}.ftl:{line}: {error}"));
            }
            resource
        }
    };
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let lines = message.comment.iter().flat_map(|comment| &comment.content);
                let kept = lines.clone().any(|line| line.trim() == "kept");
                let declared: Vec<_> = message
                    .comment
                    .iter()
                    .flat_map(|comment| &comment.content)
                    .filter_map(|line| declared(line))
                    .collect();
                let attributes = message
                    .attributes
                    .into_iter()
                    .map(|one| (format!("{}.{}", message.id.name, one.id.name), one.value));
                let value = message.value.map(|value| (message.id.name.clone(), value));
                for (id, pattern) in value.into_iter().chain(attributes) {
                    let text = Text { pattern, declared: declared.clone(), kept, part };
                    if language.texts.insert(id.clone(), text).is_some() {
                        wrong.push(format!("{name}.ftl has the message `{id}` twice"));
                    }
                }
            }
            Entry::Term(term) => {
                language.terms.insert(term.id.name, term.value);
            }
            _ => {}
        }
    }
}

/// An argument that a line of a comment declares.
fn declared(line: &str) -> Option<(String, bool)> {
    let (name, rest) = line.trim().strip_prefix('$')?.split_once(' ')?;
    Some((name.to_owned(), rest.starts_with("(Number)")))
}

/// A text as the table has it, with its arguments still by name.
#[derive(Default)]
struct Written {
    table: Vec<Piece>,
    /// Which arguments it uses.
    used: BTreeMap<String, ()>,
    /// As it is shown beside the function.
    shown: String,
}

enum Piece {
    Text(String),
    /// An argument's number.
    Number(String),
}

/// The pieces with their arguments by number.
fn numbered(pieces: &[Piece], arguments: &[&(String, bool)]) -> String {
    let number = |name: &String| arguments.iter().position(|(other, _)| other == name).unwrap_or_default();
    pieces.iter().fold(String::new(), |mut table, piece| {
        match piece {
            Piece::Text(text) => table += text,
            Piece::Number(name) => table.push(char::from(FIRST_NUMBER + number(name) as u8)),
        }
        table
    })
}

struct Writer<'a> {
    language: &'a Language,
    declared: &'a [(String, bool)],
    /// The texts that stand in each other: one that stands in itself would never end.
    within: Vec<String>,
}

impl<'a> Writer<'a> {
    fn of(language: &'a Language, declared: &'a [(String, bool)]) -> Self {
        Self { language, declared, within: Vec::new() }
    }

    fn write(mut self, name: &str, pattern: &Pattern<String>, wrong: &mut Vec<String>) -> Written {
        let mut written = Written::default();
        if let Err(why) = self.pattern(pattern, &mut written) {
            wrong.push(format!("{}.ftl: `{name}`: {why}", self.language.name));
        }
        written
    }

    /// What the language calls itself.
    fn own_name(mut self, wrong: &mut Vec<String>) -> String {
        let mut written = Written::default();
        if self.within("-language", self.language.terms.get("language"), &mut written).is_err() {
            wrong.push(format!(
                "{}.ftl must tell what the language calls itself, as `-language`",
                self.language.name
            ));
        }
        written.shown
    }

    fn pattern(&mut self, pattern: &Pattern<String>, written: &mut Written) -> Result<(), String> {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text(value, written)?,
                PatternElement::Placeable { expression } => self.expression(expression, written)?,
            }
        }
        Ok(())
    }

    fn text(&self, text: &str, written: &mut Written) -> Result<(), String> {
        if text.chars().any(|c| c < ' ' && c != '\n') {
            return Err("it holds a control character".to_owned());
        }
        let text = typeset(&self.language.name, text);
        written.shown += &text;
        written.table.push(Piece::Text(text));
        Ok(())
    }

    fn expression(&mut self, expression: &Expression<String>, written: &mut Written) -> Result<(), String> {
        match expression {
            Expression::Inline(inline) => self.inline(inline, written),
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                self.choice(&id.name, variants, written)
            }
            Expression::Select { .. } => Err("only an argument can select".to_owned()),
        }
    }

    fn choice(
        &mut self,
        name: &str,
        variants: &[Variant<String>],
        written: &mut Written,
    ) -> Result<(), String> {
        let is_number = self.uses(name, written)?;
        let _ = write!(written.shown, "{{ ${name} ->");
        written.table.extend([Piece::Text(CHOICE.to_string()), Piece::Number(name.to_owned())]);
        let (last, others): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| variant.default);
        for variant in others.into_iter().chain(last) {
            let key = match &variant.key {
                VariantKey::NumberLiteral { value }
                    if is_number && value.bytes().all(|b| b.is_ascii_digit()) =>
                {
                    value
                }
                VariantKey::Identifier { name } if !is_number || CATEGORIES.contains(&name.as_str()) => name,
                VariantKey::NumberLiteral { value: key } | VariantKey::Identifier { name: key } => {
                    return Err(format!("`{key}` is nothing that ${name} can be"));
                }
            };
            let _ = write!(written.shown, " [{key}] ");
            let key = if variant.default { "" } else { key };
            written.table.push(Piece::Text(format!("{VARIANT}{key}{KEY_END}")));
            self.pattern(&variant.value, written)?;
        }
        written.shown += " }";
        written.table.push(Piece::Text(CHOICE_END.to_string()));
        Ok(())
    }

    fn inline(&mut self, inline: &InlineExpression<String>, written: &mut Written) -> Result<(), String> {
        match inline {
            InlineExpression::StringLiteral { value } => {
                self.text(&unescape_unicode_to_string(value), written)
            }
            InlineExpression::NumberLiteral { value } => self.text(value, written),
            InlineExpression::VariableReference { id } => {
                self.uses(&id.name, written)?;
                let _ = write!(written.shown, "{{ ${} }}", id.name);
                written.table.extend([Piece::Text(ARGUMENT.to_string()), Piece::Number(id.name.clone())]);
                Ok(())
            }
            InlineExpression::MessageReference { id, attribute: None } => {
                let text = self.language.texts.get(&id.name).map(|text| &text.pattern);
                self.within(&id.name, text, written)
            }
            InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                self.within(&format!("-{}", id.name), self.language.terms.get(&id.name), written)
            }
            InlineExpression::Placeable { expression } => self.expression(expression, written),
            _ => Err("the table knows no functions, no attributes and no arguments of terms".to_owned()),
        }
    }

    /// Another text, where it stands in this one.
    fn within(
        &mut self,
        name: &str,
        text: Option<&Pattern<String>>,
        written: &mut Written,
    ) -> Result<(), String> {
        let text = text.ok_or_else(|| format!("there is no `{name}`"))?;
        if self.within.iter().any(|outer| outer == name) {
            return Err(format!("`{name}` stands in itself"));
        }
        self.within.push(name.to_owned());
        self.pattern(text, written)?;
        self.within.pop();
        Ok(())
    }

    /// Whether an argument is a number, if it is declared at all.
    fn uses(&self, name: &str, written: &mut Written) -> Result<bool, String> {
        let (_, is_number) = self.declared.iter().find(|(other, _)| other == name).ok_or_else(|| {
            format!("declare ${name} above the message in {FIRST}.ftl, as `# ${name} (Number)` or `# ${name} (Text)`")
        })?;
        written.used.insert(name.to_owned(), ());
        Ok(*is_number)
    }
}

fn function(name: &str, number: usize, arguments: &[&(String, bool)], shown: &str) -> String {
    let rust = |name: &str| name.replace(['-', '.'], "_");
    let shown = shown.replace('\n', " ");
    let mut source = format!("    /// `{shown}`\n");
    if arguments.is_empty() {
        let _ = writeln!(
            source,
            "    pub(crate) const fn {}() -> Message {{ Message::bare({number}) }}",
            rust(name)
        );
        return source;
    }
    let _ = write!(source, "    pub(crate) fn {}(", rust(name));
    for (name, is_number) in arguments {
        let _ =
            write!(source, "{}: impl Into<{}>, ", rust(name), if *is_number { "Number" } else { "Value" });
    }
    let _ = write!(source, ") -> Message {{ Message::with({number}, vec![");
    for (name, is_number) in arguments {
        let name = rust(name);
        let _ = if *is_number {
            write!(source, "Value::Number({name}.into()), ")
        } else {
            write!(source, "{name}.into(), ")
        };
    }
    source += "]) }\n";
    source
}

/// A text with the blanks that its language's typography asks for, which nobody sees in an editor: French keeps its
/// high signs and its quotation marks beside their words.
fn typeset(language: &str, text: &str) -> String {
    if language.split('-').next() != Some("fr") {
        return text.to_owned();
    }
    let narrow = [";", "!", "?", "%"].map(|sign| (format!(" {sign}"), format!("\u{202f}{sign}")));
    let wide = [(" :", "\u{a0}:"), (" »", "\u{a0}»"), ("« ", "«\u{a0}")]
        .map(|(from, to)| (from.to_owned(), to.to_owned()));
    narrow
        .into_iter()
        .chain(wide)
        .fold(text.replace('\'', "’"), |text, (from, to)| text.replace(&from, &to))
}

#[cfg(test)]
mod tests {
    use super::{compile, typeset};

    fn compiled(english: &str, french: &str) -> Result<String, Vec<String>> {
        let file = |language: &str, text: &str| {
            (language.to_owned(), [format!("-language = {language}\n{text}"), String::new()])
        };
        compile(vec![file("fr", french), file("en", english)])
    }

    fn wrong(english: &str, french: &str) -> String {
        compiled(english, french).expect_err("it is wrong").join("\n")
    }

    #[test]
    fn a_message_that_a_language_lacks_or_has_besides_is_an_error() {
        assert_eq!(wrong("a = A\nb = B\n", "a = A\n"), "fr.ftl lacks the message `b`");
        assert_eq!(wrong("a = A\n", "a = A\nb = B\n"), "fr.ftl has the message `b`, which en.ftl lacks");
        assert_eq!(wrong("a = A\n    .title = T\n", "a = A\n"), "fr.ftl lacks the message `a.title`");
        assert_eq!(wrong("a = A\na = B\n", "a = A\n"), "en.ftl has the message `a` twice");
    }

    #[test]
    fn arguments_that_differ_or_that_nobody_declares_are_errors() {
        let told = wrong("# $n (Number)\na = A { $n }\n", "a = A\n");
        assert_eq!(told, "fr.ftl: `a` must use the same arguments as in en.ftl");
        assert!(wrong("a = A { $n }\n", "a = A { $n }\n").contains("declare $n"));
        assert!(wrong("# $n (Number)\na = A { $n }\n", "a = A { $m }\n").contains("declare $m"));
    }

    #[test]
    fn a_variant_that_can_never_be_is_an_error() {
        let choice = |key: &str| format!("# $n (Number)\na = {{ $n ->\n    [{key}] A\n   *[other] B\n}}\n");
        assert!(compiled(&choice("one"), &choice("0")).is_ok());
        assert!(wrong(&choice("single"), &choice("one")).contains("`single` is nothing that $n can be"));
    }

    #[test]
    fn what_the_table_cannot_tell_is_an_error() {
        assert!(wrong("a = { DATETIME(\"x\") }\n", "a = A\n").contains("no functions"));
        assert!(wrong("a = { b }\nb = { a }\n", "a = A\nb = B\n").contains("stands in itself"));
        assert!(wrong("a = { b }\n", "a = A\n").contains("there is no `b`"));
        assert!(wrong("a = A {\n", "a = A\n").contains("en.ftl:"));
    }

    #[test]
    fn a_third_language_is_one_more_file() {
        let file = |language: &str| {
            (language.to_owned(), [format!("-language = {language}\na = A\n"), String::new()])
        };
        let source = compile(["de", "en", "fr"].map(file).to_vec()).expect("it compiles");
        let places = ["\"en\"", "\"de\"", "\"fr\""].map(|tag| source.find(tag).expect("its table is there"));
        assert!(places.is_sorted(), "{source}");
    }

    #[test]
    fn what_only_the_formats_say_stands_behind_what_all_say() {
        let parts = ["-language = English\nz = Z\n", "a = A, { z }\n"].map(str::to_owned);
        let source = compile(vec![("en".to_owned(), parts)]).expect("it compiles");
        assert!(
            source.contains(r#"table: "Z\0", #[cfg(feature = "interchange")] formats: "A, Z\0""#),
            "{source}"
        );
        let places =
            ["Message::bare(0)", "#[cfg(feature = \"interchange\")]\n    /// `A, Z`", "Message::bare(1)"]
                .map(|what| source.find(what).expect("it is there"));
        assert!(places.is_sorted(), "{source}");
    }

    #[test]
    fn french_signs_keep_to_their_words() {
        assert_eq!(typeset("fr", "« Oui » : l'or ?"), "«\u{a0}Oui\u{a0}»\u{a0}: l’or\u{202f}?");
        assert_eq!(typeset("en", "it's : so"), "it's : so");
    }
}
