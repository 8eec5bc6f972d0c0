//! How long a large document takes. Run it alone and optimised:
//! `cargo test --release --no-default-features -p guillemet --test formats_speed -- --ignored --nocapture`
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::rc::Rc;
use std::time::Instant;

use guillemet::formats::Json;
use guillemet::formats::guillemet_json::{read, write};
use guillemet::model::article::Metadata;
use guillemet::model::{Annotation, Article, Dataset, Edit, Relation, Scheme, Span};

const SENTENCE: &str = "« Nous continuerons d’appeler à la paix », a souligné M. Élie 👩‍💻.\r\n";

fn large(articles: usize, bytes: usize, annotations: usize) -> Dataset {
    let mut dataset = Dataset::new(Scheme::reported_speech());
    let quote = SENTENCE.find('»').map(|at| (at + "»".len()) as u32).unwrap();
    let source = SENTENCE.find("M. Élie").map(|at| at as u32).unwrap();
    for n in 0..articles {
        let id = format!("article {n}");
        let text = SENTENCE.repeat(bytes / articles / SENTENCE.len());
        let article = Article::new(id.as_str().into(), text, Metadata::default());
        dataset.apply(&Edit::AddArticle { at: n, article: Rc::new(article) }).unwrap();
        for m in 0..annotations / articles / 2 {
            let start = (m * SENTENCE.len()) as u32;
            let made = |kind: &str| format!("{kind} {n} {m}");
            for (label, span) in [
                ("quote", Span::new(start, start + quote)),
                ("source", Span::new(start + source, start + source + "M. Élie".len() as u32)),
            ] {
                let annotation = Rc::new(Annotation::new(made(label).into(), label.into(), span));
                dataset.apply(&Edit::Annotate { article: id.as_str().into(), annotation }).unwrap();
            }
            let relation = Relation {
                id: format!("r{m}").into(),
                kind: "said_by".into(),
                from: made("quote").into(),
                to: made("source").into(),
            };
            dataset
                .apply(&Edit::Relate { article: id.as_str().into(), relation: Rc::new(relation) })
                .unwrap();
        }
    }
    dataset
}

#[test]
#[ignore = "measures; run it alone and optimised"]
fn five_megabytes_with_fifty_thousand_annotations() {
    for articles in [1, 100] {
        let dataset = large(articles, 5_000_000, 50_000);
        let timed =
            |what: &str, started: Instant| println!("{articles} articles, {what}: {:?}", started.elapsed());
        let started = Instant::now();
        let written = write(&dataset);
        timed("write", started);
        println!("{} bytes", written.len());
        let started = Instant::now();
        drop(Json::parse(&written).unwrap());
        timed("parse the JSON alone", started);
        let started = Instant::now();
        drop(Article::new("x".into(), &**dataset.documents()[0].article().text(), Metadata::default()));
        timed("index and hash one text alone", started);
        let started = Instant::now();
        let reading = read(&written).unwrap();
        timed("read", started);
        let started = Instant::now();
        let again = reading.into_dataset().unwrap();
        timed("apply", started);
        assert_eq!(again, dataset);
        let in_another_unit = written.replace("unicode_code_point", "utf16_code_unit");
        let started = Instant::now();
        let reading = read(&in_another_unit).unwrap();
        timed("read with the wrong unit", started);
        println!("{} mended, {} rejected", reading.repaired.len(), reading.rejected.len());
        let changed = written
            .replace("\"text\": \"« Nous continuerons d’appeler à la paix », a", "\"text\": \"Enfin, a");
        let started = Instant::now();
        let reading = read(&changed).unwrap();
        timed("read with every text changed", started);
        println!("{} mended, {} rejected", reading.repaired.len(), reading.rejected.len());
    }
}
