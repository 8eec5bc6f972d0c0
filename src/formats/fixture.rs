//! Texts and datasets to try formats on: everything that makes offsets slip, in any order.

use std::rc::Rc;

use proptest::prelude::*;

use crate::model::article::Metadata;
use crate::model::{
    Annotation, Article, ArticleId, Dataset, Edit, Mark, Origin, Progress, Relation, Scheme, Span, Timestamp,
};

/// Emoji families, CRLF, blanks that do not break, combining marks, right-to-left, signs of JSON.
pub fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zà-ÿ ]{1,12}",
        Just("\r\n".to_owned()),
        Just("\n".to_owned()),
        Just("«\u{a0}oui\u{202f}»".to_owned()),
        Just("e\u{301}\u{323}".to_owned()),
        Just("👩‍👩‍👧🏽‍💻".to_owned()),
        Just("قال الوزير: \u{200f}«لا»".to_owned()),
        Just("\"\\ \u{7f}\u{2028}</script>".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 1..30).prop_map(|pieces| pieces.concat())
}

/// Texts as those of [`any_text`], with control characters and the mark of a file's encoding among and before them.
#[cfg(feature = "interchange")]
pub fn any_awkward_text() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        Just("\u{feff}"),
        Just("\0"),
        Just("\u{1}\u{1f}"),
        Just("\u{1b}[0m"),
        Just("\u{b}\u{c}"),
        Just("\u{1c}\u{1d}\u{1e}"),
        Just("\u{80}\u{85}\u{9f}"),
        Just("\u{fffe}\u{ffff}"),
    ];
    let signs = proptest::collection::vec(sign, 0..4);
    (signs.clone(), any_text(), signs, any_text())
        .prop_map(|(before, text, between, more)| before.concat() + &text + &between.concat() + &more)
}

/// One annotation to be: two places in the text, by share of its length, and all the rest by number.
type Seed = (u16, u16, u8);

/// Datasets built by edits: crossing, nested and twin spans, relations wherever they fit.
pub fn any_dataset() -> impl Strategy<Value = Dataset> {
    any_dataset_of(any_text())
}

/// The same, of texts of one's own.
pub fn any_dataset_of(texts: impl Strategy<Value = String>) -> impl Strategy<Value = Dataset> {
    let seeds = proptest::collection::vec(any::<Seed>(), 0..14);
    let links = proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 0..14);
    proptest::collection::vec((texts, seeds, links), 0..4).prop_map(|articles| {
        let mut dataset = Dataset::new(Scheme::reported_speech());
        for (n, (text, seeds, links)) in articles.into_iter().enumerate() {
            add_article(&mut dataset, n, text, &seeds, &links);
        }
        dataset
    })
}

fn add_article(dataset: &mut Dataset, n: usize, text: String, seeds: &[Seed], links: &[(u8, u8, u8)]) {
    let id = ArticleId::from(format!("article {n}"));
    let metadata = Metadata {
        title: text.chars().take(9).collect(),
        language: "fr".to_owned(),
        source: String::new(),
        progress: any_progress(seeds.len(), &text),
        meta: if links.len().is_multiple_of(2) { "" } else { META }.into(),
    };
    let article = Rc::new(Article::new(id.clone(), text.clone(), metadata));
    dataset.apply(&Edit::AddArticle { at: n, article }).unwrap();
    let edges: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
    let edge = |share: u16| edges[usize::from(share) * edges.len() / 65_536];
    let made = |m: usize| format!("a{n}.{m}");
    for (m, (a, b, what)) in seeds.iter().enumerate() {
        let label = ["quote", "source", "denial"][usize::from(what % 3)];
        let span = Span::between(Span::new(edge(*a), 0).start, Span::new(edge(*b), 0).start);
        let mut annotation = Annotation::new(made(m).as_str().into(), label.into(), span);
        if label == "quote" && what & 8 > 0 {
            annotation.attributes.insert("manner".into(), "mixed".into());
        }
        if what & 16 > 0 {
            annotation.note = format!("note\r\n{text}");
            annotation.created = Timestamp::from("2024-05-01T09:30:00Z");
        }
        annotation.origin = match what % 5 {
            0 => Origin::Suggestion { rule: "fr.guillemets".to_owned() },
            1 => Origin::Import { format: "brat".to_owned() },
            _ => Origin::Hand,
        };
        // An empty span is refused, and that is fine.
        let _ = dataset.apply(&Edit::Annotate { article: id.clone(), annotation: Rc::new(annotation) });
    }
    for (m, (kind, from, to)) in links.iter().enumerate() {
        let kind = ["said_by", "denied_by", "denies", "continues"][usize::from(kind % 4)].into();
        let (from, to) = (made(usize::from(from % 14)), made(usize::from(to % 14)));
        let relation = Relation { id: format!("r{m}").into(), kind, from: from.into(), to: to.into() };
        let _ = dataset.apply(&Edit::Relate { article: id.clone(), relation: Rc::new(relation) });
    }
}

/// Each mark, with and without a flag, a remark and a moment.
fn any_progress(n: usize, text: &str) -> Progress {
    let mark = [Mark::Open, Mark::Done, Mark::Skipped][n % 3];
    let finished = if mark == Mark::Open || n >= 9 { "" } else { "2024-05-01T09:30:00Z" };
    let remark = if n % 4 == 1 { text } else { "" };
    Progress { mark, finished: Timestamp::from(finished), flagged: n % 2 == 1, remark: remark.to_owned() }
}

/// What a file may say of an article: twin keys, numbers at their limits, signs of JSON.
const META: &str = r#"{"url":"https://example.org/a?b=\"c\"","n":[-7,1.5,18446744073709551615,3.0,null],"n":{"é\u0000":[]}}"#;
