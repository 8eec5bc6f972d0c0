//! The label scheme: which labels, relations and attributes an annotation may have. A scheme is data.

use crate::messages::{Message, message};

use super::id::Name;
use super::packing::{pack_fields, pack_variants};

/// How a label underlines its spans, so that colour is never the only sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LineStyle {
    /// One full line.
    #[default]
    Solid,
    /// A broken line.
    Dashed,
    /// A row of points.
    Dotted,
    /// Two full lines.
    Double,
}

/// One label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What the data calls it.
    pub name: Name,
    /// The one character that stands for it in the text's margin and annotates by keyboard.
    pub key: char,
    /// `#rrggbb`, dark enough to read on white; tints are made from it.
    pub color: String,
    /// How it underlines.
    pub line: LineStyle,
    /// What belongs under it, for the annotator.
    pub description: String,
    /// What can be said of an annotation with this label.
    pub attributes: Vec<AttributeDef>,
    /// The relation kind without which an annotation with this label is incomplete.
    pub needs: Option<Name>,
}

/// Something that can be said of an annotation, out of a closed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeDef {
    /// What the data calls it.
    pub name: Name,
    /// What it may be.
    pub values: Vec<Name>,
}

/// A kind of directed relation between two annotations of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationKind {
    /// What the data calls it.
    pub name: Name,
    /// The labels that it may start from.
    pub from: Vec<Name>,
    /// The labels that it may lead to.
    pub to: Vec<Name>,
    /// What it means, for the annotator.
    pub description: String,
}

/// A rule of a person's own: wherever its pattern matches, it proposes a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternRule {
    /// A regular expression. This layer does not know whether it is one.
    pub pattern: String,
    /// The label that is proposed.
    pub label: Name,
    /// Whether upper and lower case differ.
    pub same_case: bool,
    /// Whether it runs.
    pub on: bool,
}

impl PatternRule {
    /// The longest pattern, in characters.
    pub const LONGEST: usize = 2_000;

    /// The most rules that a scheme may have.
    pub const MOST: usize = 200;

    /// What its suggestions say that they come from.
    #[must_use]
    pub fn name(&self) -> Name {
        format!("own/{}", self.pattern).into()
    }
}

/// A label scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// In the order in which they are shown.
    pub labels: Vec<Label>,
    /// In the order in which they are tried when two annotations are linked.
    pub relations: Vec<RelationKind>,
    /// The person's own rules, which propose annotations.
    pub rules: Vec<PatternRule>,
}

/// Why a pair may not be related.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelationRefusal {
    /// The scheme has no such kind.
    UnknownKind(Name),
    /// The kind may not start from, or lead to, these labels.
    WrongLabels {
        /// The kind that was asked for.
        kind: Name,
        /// The label it would start from.
        from: Name,
        /// The label it would lead to.
        to: Name,
    },
    /// No kind at all joins these labels.
    NoKind {
        /// The label it would start from.
        from: Name,
        /// The label it would lead to.
        to: Name,
    },
}

impl RelationRefusal {
    /// Why, as part of a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::UnknownKind(kind) => message::why_no_relation(kind),
            Self::WrongLabels { kind, from, to } => message::why_wrong_labels(kind, from, to),
            Self::NoKind { from, to } => message::why_no_relation_between(from, to),
        }
    }
}

impl std::fmt::Display for RelationRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message().fmt(f)
    }
}

impl Scheme {
    /// The scheme for reported speech: quote, source and denial.
    ///
    /// The colours are of Okabe and Ito's palette, which colour-blind readers tell apart, darkened to
    /// stand on white.
    #[must_use]
    pub fn reported_speech() -> Self {
        let label = |name: &str, key, color: &str, line, description: &str| Label {
            name: name.into(),
            key,
            color: color.to_owned(),
            line,
            description: description.to_owned(),
            attributes: Vec::new(),
            needs: None,
        };
        let manner = AttributeDef {
            name: "manner".into(),
            values: vec!["direct".into(), "indirect".into(), "mixed".into()],
        };
        let kind = |name: &str, from: &[&str], to: &[&str], description: &str| RelationKind {
            name: name.into(),
            from: from.iter().map(|&name| name.into()).collect(),
            to: to.iter().map(|&name| name.into()).collect(),
            description: description.to_owned(),
        };
        Self {
            labels: vec![
                Label {
                    attributes: vec![manner],
                    needs: Some("said_by".into()),
                    ..label(
                        "quote",
                        '1',
                        "#005f99",
                        LineStyle::Solid,
                        "What somebody is reported to have said.",
                    )
                },
                label(
                    "source",
                    '2',
                    "#8a5a00",
                    LineStyle::Dashed,
                    "Who said or denied it, as the article names them.",
                ),
                Label {
                    needs: Some("denied_by".into()),
                    ..label(
                        "denial",
                        '3',
                        "#a3336f",
                        LineStyle::Double,
                        "A denial: who denies, and what is denied.",
                    )
                },
            ],
            relations: vec![
                kind("said_by", &["quote"], &["source"], "This quote was said by this source."),
                kind("denied_by", &["denial"], &["source"], "This denial was made by this source."),
                kind("denies", &["denial"], &["quote"], "This denial denies what this quote says."),
                kind(
                    "continues",
                    &["quote"],
                    &["quote"],
                    "This fragment continues that one of the same quotation.",
                ),
            ],
            rules: Vec::new(),
        }
    }

    /// The label of a name.
    #[must_use]
    pub fn label(&self, name: &Name) -> Option<&Label> {
        self.labels.iter().find(|label| label.name == *name)
    }

    /// The place of a label in the scheme.
    #[must_use]
    pub fn label_index(&self, name: &Name) -> Option<usize> {
        self.labels.iter().position(|label| label.name == *name)
    }

    /// The relation kind of a name.
    #[must_use]
    pub fn relation(&self, name: &Name) -> Option<&RelationKind> {
        self.relations.iter().find(|kind| kind.name == *name)
    }

    /// Whether `kind` may lead from the one label to the other.
    ///
    /// # Errors
    /// The reason why not.
    pub fn check_relation(&self, kind: &Name, from: &Name, to: &Name) -> Result<(), RelationRefusal> {
        let found = self.relation(kind).ok_or_else(|| RelationRefusal::UnknownKind(kind.clone()))?;
        if found.from.contains(from) && found.to.contains(to) {
            Ok(())
        } else {
            Err(RelationRefusal::WrongLabels { kind: kind.clone(), from: from.clone(), to: to.clone() })
        }
    }

    /// The kinds that may lead from the one label to the other, in the scheme's order.
    pub fn kinds_between<'a>(
        &'a self,
        from: &'a Name,
        to: &'a Name,
    ) -> impl Iterator<Item = &'a RelationKind> {
        self.relations.iter().filter(move |kind| kind.from.contains(from) && kind.to.contains(to))
    }

    /// What makes the scheme unusable, or `None`: a name that stands twice or is empty, a key that
    /// stands twice, a colour that is none, a relation between labels that it lacks.
    #[must_use]
    pub fn fault(&self) -> Option<Message> {
        if self.labels.is_empty() {
            return Some(message::fault_no_label());
        }
        for (n, label) in self.labels.iter().enumerate() {
            if label.name.as_str().trim().is_empty() {
                return Some(message::fault_label_unnamed((n + 1).to_string()));
            }
            if self.labels[..n].iter().any(|other| other.name == label.name) {
                return Some(message::fault_label_twice(&label.name));
            }
            if self.labels[..n].iter().any(|other| other.key == label.key) {
                return Some(message::fault_key_twice(label.key));
            }
            if !is_color(&label.color) {
                return Some(message::fault_colour(&label.name, label.color.as_str()));
            }
            if let Some(needs) = &label.needs
                && !self.relation(needs).is_some_and(|kind| kind.from.contains(&label.name))
            {
                return Some(message::fault_needs(&label.name, needs));
            }
        }
        for (n, kind) in self.relations.iter().enumerate() {
            if kind.name.as_str().trim().is_empty() {
                return Some(message::fault_relation_unnamed((n + 1).to_string()));
            }
            if self.relations[..n].iter().any(|other| other.name == kind.name) {
                return Some(message::fault_relation_twice(&kind.name));
            }
            if let Some(missing) = kind.from.iter().chain(&kind.to).find(|name| self.label(name).is_none()) {
                return Some(message::fault_relation_label(&kind.name, missing));
            }
        }
        if self.rules.len() > PatternRule::MOST {
            return Some(message::fault_many_rules(PatternRule::MOST));
        }
        for (n, rule) in self.rules.iter().enumerate() {
            if rule.pattern.is_empty() || rule.pattern.chars().nth(PatternRule::LONGEST).is_some() {
                return Some(message::fault_pattern((n + 1).to_string()));
            }
            if self.label(&rule.label).is_none() {
                return Some(message::fault_rule_label(&rule.label));
            }
            if self.rules[..n].iter().any(|other| other.pattern == rule.pattern && other.label == rule.label)
            {
                return Some(message::fault_rule_twice(&rule.label, rule.pattern.as_str()));
            }
        }
        None
    }
}

/// Whether a text is a colour as the scheme writes it: `#rrggbb`.
#[must_use]
pub fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

pack_variants!(LineStyle { 0: Solid {}, 1: Dashed {}, 2: Dotted {}, 3: Double {} });
pack_fields!(Label { name, key, color, line, description, attributes, needs });
pack_fields!(AttributeDef { name, values });
pack_fields!(RelationKind { name, from, to, description });
pack_fields!(PatternRule { pattern, label, same_case, on });
pack_fields!(Scheme { labels, relations, rules });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_scheme_has_no_fault() {
        assert_eq!(Scheme::reported_speech().fault(), None);
    }

    #[test]
    fn a_nonsense_pair_is_refused_with_the_reason() {
        let scheme = Scheme::reported_speech();
        let refusal =
            scheme.check_relation(&"said_by".into(), &"source".into(), &"quote".into()).unwrap_err();
        assert_eq!(refusal.to_string(), "`said_by` does not lead from source to quote");
        assert!(scheme.check_relation(&"said_by".into(), &"quote".into(), &"source".into()).is_ok());
    }

    #[test]
    fn a_rule_needs_a_pattern_and_a_label_of_the_scheme_and_stands_once() {
        let rule = |pattern: &str, label: &str| PatternRule {
            pattern: pattern.to_owned(),
            label: label.into(),
            same_case: false,
            on: true,
        };
        let fault = |rules: Vec<PatternRule>| Scheme { rules, ..Scheme::reported_speech() }.fault();
        assert_eq!(fault(vec![rule("a+", "quote"), rule("a+", "source")]), None);
        assert!(fault(vec![rule("a+", "nonsense")]).unwrap().to_string().contains("`nonsense`"));
        assert!(
            fault(vec![rule("a+", "quote"), rule("a+", "quote")])
                .unwrap()
                .to_string()
                .starts_with("two rules")
        );
        assert!(fault(vec![rule("", "quote")]).is_some());
        assert!(fault(vec![rule(&"a".repeat(2_001), "quote")]).is_some());
    }

    #[test]
    fn a_key_may_stand_once() {
        let mut scheme = Scheme::reported_speech();
        scheme.labels[1].key = '1';
        assert_eq!(scheme.fault().unwrap(), "two labels have the key `1`");
    }
}
