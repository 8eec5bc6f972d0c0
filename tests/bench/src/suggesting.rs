//! From an article that is opened to what the rules propose for it: as a page's worker does it, one article after the
//! other, with the longest task that the page's own thread had meanwhile.
//!
//! What goes to the worker and what comes back is timed where it passes: at the browser's `Worker`. The time starts
//! when the text is sent, which the page does a rest of 120 ms after it has drawn an article.

use end_to_end::Browser;
use end_to_end::browser::given;
use end_to_end::server::Site;
use serde_json::{Value, json};

use crate::sample::Chance;
use crate::statistics::Summary;

/// So long the articles are, in bytes.
pub const SIZES: [usize; 3] = [5_000, 100_000, 1_000_000];

/// The languages there are.
pub const LANGUAGES: [&str; 2] = ["fr", "en"];

/// What was measured of articles of one size in one language, in milliseconds.
pub struct Measured {
    /// The language.
    pub language: &'static str,
    /// How long each article is, in bytes.
    pub bytes: usize,
    /// Until the first proposals were there.
    pub first: Summary,
    /// Until the last ones were.
    pub all: Summary,
    /// The longest task of the page's own thread in the meantime; 0 where none was over 50 ms.
    pub longest_task: Summary,
    /// How many proposals were drawn near the viewport of the last article.
    pub drawn: u64,
}

/// Opens so many articles of each size and language.
#[must_use]
pub fn measure(runs: usize) -> Vec<Measured> {
    let each = |language| SIZES.map(|bytes| at(language, bytes, runs));
    LANGUAGES.into_iter().flat_map(each).collect()
}

fn at(language: &'static str, bytes: usize, runs: usize) -> Measured {
    let server = Site::default()
        .folder(given("GUILLEMET_DIST"))
        .page("/suggesting.html", "text/html; charset=utf-8", include_str!("pages/suggesting.html"))
        .page("/suggesting.js", "text/javascript; charset=utf-8", include_str!("pages/suggesting.js"))
        .page("/page.css", "text/css; charset=utf-8", include_str!("pages/page.css"))
        .page("/articles.json", "application/json", &articles(language, bytes, runs + 1).to_string())
        .serve();
    let browser = Browser::for_measuring(&server.url("/suggesting.html"));
    browser.until("the module is there", || {
        (browser.script("return !!window.ready", json!([])) == true).then_some(())
    });
    // The first one starts the worker, and is not counted.
    browser.promised("return await begin()");
    let (mut first, mut all, mut tasks) = (Vec::new(), Vec::new(), Vec::new());
    let mut drawn = 0;
    for _ in 0..runs {
        let found = browser.promised("return await next()");
        let time = |name: &str| found.get(name).and_then(Value::as_f64).expect("a time");
        first.push(time("first"));
        all.push(time("all"));
        tasks.push(time("longest"));
        drawn = found["drawn"].as_u64().unwrap_or_default();
    }
    assert!(drawn > 0, "nothing is proposed");
    let summary = |series: &[f64]| Summary::of(series).expect("there are runs");
    let (first, all, longest_task) = (summary(&first), summary(&all), summary(&tasks));
    Measured { language, bytes, first, all, longest_task, drawn }
}

/// Articles that report what people say, each another from the same seed.
fn articles(language: &str, bytes: usize, count: usize) -> Value {
    let article = |n: usize| {
        let text = news(language, bytes, n as u64);
        json!({ "id": format!("a{n}"), "title": format!("Article {n}"), "language": language, "text": text })
    };
    json!((0..count).map(article).collect::<Vec<_>>())
}

/// A text of some four sentences a paragraph, of which every other one reports somebody's words.
#[must_use]
pub fn news(language: &str, bytes: usize, seed: u64) -> String {
    let (who, what, how) = if language == "fr" { FRENCH } else { ENGLISH };
    let mut chance = Chance(seed);
    let mut text = String::with_capacity(bytes + 400);
    let mut sentences = 0;
    while text.len() < bytes {
        let mut pick = |from: &[&'static str]| from[chance.below(from.len())];
        let sentence = pick(how).replace("WHO", pick(who)).replace("WHAT", pick(what));
        let mut chars = sentence.chars();
        text.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        text.push_str(chars.as_str());
        sentences += 1;
        text.push(if sentences % 4 == 0 { '\n' } else { ' ' });
    }
    text
}

/// Who speaks, what about, and how it is told.
type Phrases = (&'static [&'static str], &'static [&'static str], &'static [&'static str]);

const FRENCH: Phrases = (
    &[
        "la maire, Inès Malloy",
        "le préfet",
        "le syndicat des dockers",
        "Jean-Marc Ollier, président du port",
        "une porte-parole de la région",
    ],
    &[
        "le pont sera fermé jusqu’à l’été",
        "les travaux coûteront deux millions d’euros",
        "personne n’a été prévenu à temps",
        "la digue tiendra encore dix ans",
    ],
    &[
        "«\u{a0}WHAT\u{a0}», a déclaré WHO.",
        "WHO assure que WHAT.",
        "selon WHO, WHAT.",
        "WHO a démenti ces informations mardi soir.",
        "la foule s’est dispersée dans le calme vers vingt-deux heures.",
        "le marché couvert avait été construit sur l’ancien quai.",
        "on y vendait du poisson, des fleurs et des journaux.",
        "trois camions attendaient encore devant la barrière.",
    ],
);

const ENGLISH: Phrases = (
    &[
        "the mayor",
        "Anna Lee, chair of the port",
        "the dockers’ union",
        "a spokeswoman for the region",
        "police",
    ],
    &[
        "the bridge will stay closed until the summer",
        "the works will cost two million pounds",
        "nobody was told in time",
        "the dyke will hold for another ten years",
    ],
    &[
        "“WHAT,” said WHO.",
        "WHO said that WHAT.",
        "according to WHO, WHAT.",
        "WHO denied the claims on Tuesday night.",
        "the crowd left quietly at around ten in the evening.",
        "the covered market had been built on the old quay.",
        "fish, flowers and newspapers were sold there.",
        "three lorries were still waiting at the gate.",
    ],
);

/// A line a size and language.
#[must_use]
pub fn table(measured: &[Measured]) -> String {
    let mut text = format!(
        "{:>4}{:>12}{:>6}{:>22}{:>22}{:>24}{:>8}\n",
        "", "bytes", "runs", "first, median / p95", "all, median / p95", "longest task, p95 / max", "in ms"
    );
    for Measured { language, bytes, first, all, longest_task, .. } in measured {
        let pair = |summary: &Summary| format!("{:.0} / {:.0}", summary.median, summary.p95);
        text += &format!(
            "{language:>4}{bytes:>12}{:>6}{:>22}{:>22}{:>24}\n",
            all.count,
            pair(first),
            pair(all),
            format!("{:.0} / {:.0}", longest_task.p95, longest_task.max)
        );
    }
    text
}

/// The same for programs.
#[must_use]
pub fn report(measured: &[Measured]) -> Value {
    let sizes = measured.iter().map(|one| {
        json!({
            "language": one.language, "bytes": one.bytes, "runs": one.all.count, "drawn": one.drawn,
            "first": one.first.json(), "all": one.all.json(), "longest_task": one.longest_task.json(),
        })
    });
    json!({ "unit": "milliseconds", "sizes": sizes.collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_its_length_and_is_the_same_from_the_same_seed() {
        for language in LANGUAGES {
            let text = news(language, 5_000, 1);
            assert!((5_000..5_400).contains(&text.len()), "{}", text.len());
            assert_eq!(text, news(language, 5_000, 1));
            assert_ne!(text, news(language, 5_000, 2));
            assert!(!text.contains("WHO") && !text.contains("WHAT"));
        }
    }
}
