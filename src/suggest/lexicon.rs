//! The words that the rules of a language know: their classes, and the forms of its verbs, inflected from its tables.
//!
//! Knows no language: lemmas, paradigms and word lists come from a language's folder.

use std::collections::HashMap;

/// A set of word classes, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal,)*) => {
        classes!(@count 0; $($(#[$doc])* $constant = $name,)*);
    };
    (@count $n:expr; $(#[$doc:meta])* $constant:ident = $name:literal, $($rest:tt)*) => {
        impl Classes {
            $(#[$doc])*
            pub const $constant: Self = Self(1 << $n);
        }
        const _: () = assert!($n < 64);
        classes!(@count $n + 1; $($rest)*);
    };
    (@count $n:expr;) => {};
}

macro_rules! word_classes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal,)*) => {
        classes!($($(#[$doc])* $constant = $name,)*);
        /// The classes by the names that a language's word lists use.
        const CLASS_NAMES: &[(&str, Classes)] = &[$(($name, Classes::$constant),)*];
    };
}

word_classes! {
    /// Opens a noun phrase: *le*, *the*.
    DETERMINER = "determiner",
    /// Joins a noun to its complement: *de*, *of*.
    OF = "of",
    /// Any other preposition.
    PREPOSITION = "preposition",
    /// A preposition that never joins a title and its complement: *sur*, *après*.
    LOOSE = "loose",
    /// A subject pronoun of the third person.
    SUBJECT = "subject",
    /// A subject pronoun of the first or second person.
    SPEAKER = "speaker",
    /// A pronoun that may follow a preposition: *lui*, *him*.
    OBLIQUE = "oblique",
    /// A pronoun that is a noun phrase of its own: *celui-ci*, *many*.
    PRONOUN = "pronoun",
    /// A relative pronoun that is its clause's subject: *qui*, *who*.
    RELATIVE = "relative",
    /// Opens a subordinate clause.
    SUBORDINATOR = "subordinator",
    /// Joins equals: *et*, *and*.
    COORDINATOR = "coordinator",
    /// Joins clauses only, never two nouns: *mais*, *puis*.
    CONTRAST = "contrast",
    /// An adverb.
    ADVERB = "adverb",
    /// An unstressed pronoun before the verb.
    CLITIC = "clitic",
    /// One of them that turns the verb back on its subject: *se*.
    REFLEXIVE = "reflexive",
    /// Opens a negation: *ne*, *not*.
    NEGATION = "negation",
    /// Completes a negation: *pas*, *jamais*.
    NEGATIVE = "negative",
    /// A day, a month, *yesterday*.
    TIME = "time",
    /// Also a verb form, but a noun after a determiner: *annonce*.
    NOUN = "noun",
    /// A function or title of a person.
    PERSON = "person",
    /// A word for an organisation.
    GROUP = "group",
    /// A word for something that reports: *rapport*, *study*.
    DOCUMENT = "document",
    /// Grammatically masculine.
    MASCULINE = "masculine",
    /// Grammatically feminine.
    FEMININE = "feminine",
    /// Grammatically neuter.
    NEUTER = "neuter",
    /// Plural.
    PLURAL = "plural",
    /// A form of address before a name: *M.*, *Mrs*.
    ADDRESS = "address",
    /// Says that the marked words after it are a name or a word as such.
    NAMING = "naming",
    /// Ends in a full stop without ending a sentence.
    ABBREVIATION = "abbreviation",
    /// Words after which `said` or the like is nobody's: *il faut*, *on peut*.
    IMPERSONAL = "impersonal",
    /// What a preposition of source takes without naming anybody: *selon les cas*.
    UNSOURCED = "unsourced",
    /// An adjective that may follow its noun.
    ADJECTIVE = "adjective",
    /// A thing said that somebody may deny: *accusation*, *rumeur*.
    CLAIM = "claim",
    /// What is refused and not denied: *demande*, *offre*.
    REQUEST = "request",
    /// Names the source of what is said: *selon*, *according*.
    SOURCING = "sourcing",
    /// Calls a claim untrue: *infondé*, *mensonge*.
    FALSITY = "falsity",
    /// A first name.
    GIVEN = "given",
}

impl Classes {
    /// No class.
    pub const NONE: Self = Self(0);

    /// The class of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        CLASS_NAMES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class)
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether they share a class.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What forms of a verb a word may be, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms(u8);

impl Forms {
    /// Third person singular.
    pub const SINGULAR: Self = Self(1);
    /// Third person plural.
    pub const PLURAL: Self = Self(1 << 1);
    /// Finite, of the first or second person.
    pub const OTHER: Self = Self(1 << 2);
    /// In the conditional, third person.
    pub const CONDITIONAL: Self = Self(1 << 3);
    /// Past participle.
    pub const PARTICIPLE: Self = Self(1 << 4);
    /// Present participle.
    pub const GERUND: Self = Self(1 << 5);
    /// Infinitive.
    pub const INFINITIVE: Self = Self(1 << 6);
    /// Finite, third person.
    pub const THIRD: Self = Self(0b1011);
    /// Finite, any person.
    pub const FINITE: Self = Self(0b1111);

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "sg" => Self::SINGULAR,
            "pl" => Self::PLURAL,
            "both" => Self(0b11),
            "other" => Self::OTHER,
            "condsg" => Self(0b1001),
            "condpl" => Self(0b1010),
            "part" => Self::PARTICIPLE,
            "ger" => Self::GERUND,
            "inf" => Self::INFINITIVE,
            _ => return None,
        })
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether they share a form.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A set of the verb classes that a language names itself, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerbClasses(u64);

impl VerbClasses {
    /// Whether they share a class.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether no class is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its classes.
    pub classes: Classes,
    /// Which forms of a verb it may be.
    pub forms: Forms,
    /// The classes of that verb.
    pub verb: VerbClasses,
}

/// A known word, to compare cheaply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WordId(u32);

/// All known words of a language, in lower case and with a straight apostrophe.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// What an unknown word may be by its ending, the longest first.
    guesses: Vec<(Box<str>, Forms)>,
    /// How unknown adverbs end.
    adverbs: Vec<Box<str>>,
    ids: HashMap<Box<str>, u32>,
    entries: Vec<Entry>,
    verb_classes: Vec<Box<str>>,
}

impl Lexicon {
    /// The id of a word as it is written in lower case.
    #[must_use]
    pub fn id(&self, word: &str) -> Option<WordId> {
        self.ids.get(word).map(|id| WordId(*id))
    }

    /// What is known of it.
    #[must_use]
    pub fn entry(&self, id: WordId) -> Entry {
        self.entries.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// What an unknown word in lower case may be, by its ending.
    #[must_use]
    pub fn guess(&self, word: &str) -> Entry {
        let is_long = word.chars().nth(4).is_some();
        if is_long && self.adverbs.iter().any(|ending| word.ends_with(&**ending)) {
            return Entry { classes: Classes::ADVERB, ..Entry::default() };
        }
        let found = self.guesses.iter().find(|(ending, _)| is_long && word.ends_with(&**ending));
        Entry { forms: found.map(|(_, forms)| *forms).unwrap_or_default(), ..Entry::default() }
    }

    /// The id of a word, which is known from now on.
    pub fn intern(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return WordId(*id);
        }
        let id = self.entries.len() as u32;
        self.ids.insert(word.into(), id);
        self.entries.push(Entry::default());
        WordId(id)
    }

    /// The set of one verb class, if the language's verbs use it.
    #[must_use]
    pub fn verb_class(&self, name: &str) -> Option<VerbClasses> {
        let bit = self.verb_classes.iter().position(|known| &**known == name)?;
        Some(VerbClasses(1 << bit))
    }

    fn add(&mut self, word: &str, entry: Entry) {
        let id = self.intern(word);
        let known = &mut self.entries[id.0 as usize];
        known.classes = known.classes.with(entry.classes);
        known.forms = known.forms.with(entry.forms);
        known.verb = known.verb.with(entry.verb);
    }

    /// Reads word lists: `[class class]` opens a section, and after it stand its words, apart by blanks. A `#`
    /// begins a comment. A section's `+plural` adds the plural of each word by the table's `plural` line;
    /// `masculine|feminine` stands for a pair.
    ///
    /// # Errors
    /// The line that is wrong, and why.
    pub fn read_words(&mut self, source: &str, paradigms: &Paradigms) -> Result<(), String> {
        let mut classes = Classes::NONE;
        let mut plurals = false;
        for (n, line) in source.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if let Some(header) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                (classes, plurals) = (Classes::NONE, false);
                for name in header.split_whitespace() {
                    if name == "+plural" {
                        plurals = true;
                        continue;
                    }
                    let class = Classes::named(name);
                    classes = classes
                        .with(class.ok_or_else(|| format!("line {}: no class is named `{name}`", n + 1))?);
                }
                continue;
            }
            for word in line.split_whitespace() {
                let (first, second) = word.split_once('|').unwrap_or((word, ""));
                let genders = if second.is_empty() {
                    [Classes::NONE, Classes::NONE]
                } else {
                    [Classes::MASCULINE, Classes::FEMININE]
                };
                for (word, gender) in [first, second].into_iter().zip(genders) {
                    if word.is_empty() {
                        continue;
                    }
                    let classes = classes.with(gender);
                    self.add(word, Entry { classes, ..Entry::default() });
                    if plurals && let Some(plural) = paradigms.plural(word) {
                        let classes = classes.with(Classes::PLURAL);
                        self.add(&plural, Entry { classes, ..Entry::default() });
                    }
                }
            }
        }
        Ok(())
    }

    /// Reads verbs: a line is `lemma paradigm class…`.
    ///
    /// # Errors
    /// The line that is wrong, and why.
    pub fn read_verbs(&mut self, source: &str, paradigms: &Paradigms) -> Result<(), String> {
        self.guesses.clone_from(&paradigms.guesses);
        self.adverbs.clone_from(&paradigms.adverbs);
        // A verb has some forty forms: room for all at once is half of the time.
        let forms = 40 * source.lines().count();
        self.ids.reserve(forms);
        self.entries.reserve(forms);
        for (n, line) in source.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            let mut words = line.split_whitespace();
            let Some(lemma) = words.next() else { continue };
            let paradigm = words.next().and_then(|name| paradigms.by_name.get(name));
            let paradigm = paradigm.ok_or_else(|| format!("line {}: `{lemma}` has no paradigm", n + 1))?;
            let stem = lemma.strip_suffix(&*paradigm.ending);
            let stem = stem
                .ok_or_else(|| format!("line {}: `{lemma}` does not end in `{}`", n + 1, paradigm.ending))?;
            let mut verb = VerbClasses::default();
            for class in words {
                verb = verb.with(self.name_verb_class(class).ok_or("more than 64 verb classes")?);
            }
            for (forms, ending) in &paradigm.endings {
                let word = format!("{stem}{ending}");
                self.add(&word, Entry { forms: *forms, verb, ..Entry::default() });
            }
        }
        Ok(())
    }

    fn name_verb_class(&mut self, name: &str) -> Option<VerbClasses> {
        if let Some(class) = self.verb_class(name) {
            return Some(class);
        }
        if self.verb_classes.len() == 64 {
            return None;
        }
        self.verb_classes.push(name.into());
        self.verb_class(name)
    }
}

#[derive(Debug)]
struct Paradigm {
    ending: Box<str>,
    endings: Vec<(Forms, Box<str>)>,
}

/// How a language's verbs and nouns change.
#[derive(Debug, Default)]
pub struct Paradigms {
    by_name: HashMap<Box<str>, Paradigm>,
    /// Endings of the singular and what they become, the longest first.
    plurals: Vec<(Box<str>, Box<str>)>,
    guesses: Vec<(Box<str>, Forms)>,
    adverbs: Vec<Box<str>>,
}

impl Paradigms {
    /// Reads the tables: a line is `name ending form:ending,ending …`, where the lemma's ending gives way to each
    /// form's; `0` is no ending. The forms are `sg`, `pl`, `both`, `other`, `condsg`, `condpl`, `part`, `ger` and
    /// `inf`. The line `plural al=aux s=s =s` tells how nouns make their plural, the line `guess sg:ra pl:ront` what an
    /// unknown word of five letters or more may be by its ending, and `adverb ivement` how its adverbs end.
    ///
    /// # Errors
    /// The line that is wrong, and why.
    pub fn read(source: &str) -> Result<Self, String> {
        let mut paradigms = Self::default();
        for (n, line) in source.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            let mut words = line.split_whitespace();
            let Some(name) = words.next() else { continue };
            if name == "plural" {
                paradigms.plurals = words
                    .filter_map(|pair| pair.split_once('='))
                    .map(|(a, b)| (a.into(), b.into()))
                    .collect();
                paradigms.plurals.sort_by_key(|(singular, _)| std::cmp::Reverse(singular.len()));
                continue;
            }
            if name == "adverb" {
                paradigms.adverbs.extend(words.map(Into::into));
                continue;
            }
            let is_guess = name == "guess";
            let ending = if is_guess { "" } else { words.next().unwrap_or_default() };
            let ending = if ending == "0" { "" } else { ending };
            let mut endings: Vec<(Forms, Box<str>)> = Vec::new();
            for word in words {
                let (form, list) =
                    word.split_once(':').ok_or_else(|| format!("line {}: `{word}` has no colon", n + 1))?;
                let form =
                    Forms::named(form).ok_or_else(|| format!("line {}: no form is `{form}`", n + 1))?;
                endings.extend(
                    list.split(',').map(|ending| (form, if ending == "0" { "" } else { ending }.into())),
                );
            }
            if is_guess {
                paradigms.guesses = endings.into_iter().map(|(forms, ending)| (ending, forms)).collect();
                paradigms.guesses.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
                continue;
            }
            paradigms.by_name.insert(name.into(), Paradigm { ending: ending.into(), endings });
        }
        Ok(paradigms)
    }

    fn plural(&self, word: &str) -> Option<String> {
        self.plurals
            .iter()
            .find_map(|(singular, plural)| Some(format!("{}{plural}", word.strip_suffix(&**singular)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let paradigms = Paradigms::read(
            "plural al=aux s=s =s\ner er sg:e,a pl:ent condsg:erait part:é,ée ger:ant inf:er\n",
        )
        .unwrap();
        let mut lexicon = Lexicon::default();
        lexicon.read_verbs("affirmer er say know # a comment", &paradigms).unwrap();
        lexicon.read_words("[person +plural]\nmaire directeur|directrice\ngénéral", &paradigms).unwrap();
        lexicon
    }

    #[test]
    fn a_verb_is_known_in_all_its_forms() {
        let lexicon = lexicon();
        let entry = |word| lexicon.entry(lexicon.id(word).unwrap());
        assert!(entry("affirme").forms.any(Forms::FINITE));
        assert_eq!(entry("affirment").forms, Forms::PLURAL);
        assert!(entry("affirmerait").forms.any(Forms::CONDITIONAL));
        assert!(entry("affirmée").verb.any(lexicon.verb_class("know").unwrap()));
        assert_eq!(lexicon.id("affirmons"), None);
    }

    #[test]
    fn nouns_have_a_plural_and_pairs_a_gender() {
        let lexicon = lexicon();
        let classes = |word| lexicon.entry(lexicon.id(word).unwrap()).classes;
        assert!(classes("généraux").any(Classes::PLURAL));
        assert!(classes("directrices").any(Classes::FEMININE));
        assert!(!classes("directeur").any(Classes::FEMININE));
        assert!(classes("maires").any(Classes::PERSON));
    }

    #[test]
    fn what_is_wrong_in_a_list_is_told_with_its_line() {
        let mut lexicon = Lexicon::default();
        let paradigms = Paradigms::default();
        assert_eq!(
            lexicon.read_words("\n[persona]", &paradigms),
            Err("line 2: no class is named `persona`".into())
        );
        assert!(lexicon.read_verbs("affirmer er", &paradigms).is_err());
    }
}
