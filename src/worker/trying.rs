//! Tries a rule that a person is writing: on one text, on several, on all that a data set keeps.
//!
//! In a worker of its own, which ends with the trial: nothing here asks whether anybody still waits.

use std::rc::Rc;

use js_sys::Date;

use crate::model::{ArticleId, CodePointSpan, PatternRule};
use crate::suggest::{OwnRule, PatternError};

use super::entry::post;
use super::keeper::texts_on_disk;
use super::protocol::{Answer, Preview, RequestId};

/// The page draws anew at each answer.
const POST_EVERY_MS: f64 = 150.0;

/// A rule as the engine runs it.
pub fn own_rule(rule: &PatternRule) -> OwnRule {
    let PatternRule { pattern, label, same_case, on } = rule.clone();
    OwnRule { id: rule.name(), pattern, label, on, same_case }
}

/// What a rule would do in a text.
pub fn preview(rule: &PatternRule, text: &str) -> Preview {
    match own_rule(rule).compile() {
        Ok(compiled) => {
            let matches = compiled.matches(text);
            Preview::Matches { spans: matches.spans, is_cut: matches.cut }
        }
        Err(error) => {
            let why = error.message();
            let whole = CodePointSpan::new(0, rule.pattern.chars().count() as u32);
            let at = if let PatternError::Wrong { at, .. } = error { at } else { whole };
            Preview::Wrong { at, why }
        }
    }
}

/// How often it would match in each of these texts.
pub fn count(id: RequestId, rule: &PatternRule, texts: Vec<(ArticleId, Rc<str>)>) {
    // A wrong pattern was told before, and has no matches.
    if let Ok(compiled) = own_rule(rule).compile() {
        let counts = texts.into_iter().map(|(article, text)| (article, compiled.count(&text))).collect();
        post(&Answer::Tried(id, counts));
    }
    post(&Answer::Done(id));
}

/// The same in all texts that a data set keeps.
pub async fn count_kept(id: RequestId, rule: PatternRule, database: String, dataset: String) {
    if let Ok(compiled) = own_rule(&rule).compile() {
        let (mut counts, mut posted) = (Vec::new(), Date::now());
        let take = |article, text: &str| {
            counts.push((article, compiled.count(text)));
            if Date::now() - posted > POST_EVERY_MS {
                posted = Date::now();
                post(&Answer::Tried(id, std::mem::take(&mut counts)));
            }
        };
        // Where the database is gone, what was counted stands: the page says in how many articles.
        let _ = texts_on_disk(&database, &dataset, take).await;
        post(&Answer::Tried(id, counts));
    }
    post(&Answer::Done(id));
}
