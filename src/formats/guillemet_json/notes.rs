//! Collects what one reading reports, and names the places. Costs nothing where there is nothing to say.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use crate::formats::Report;
use crate::formats::json::{Json, Oddity};
use crate::formats::reading::quoted;

/// An annotation or a relation of an article, as a report names it.
pub(super) struct Place<'j> {
    /// The article, as a report names it.
    pub(super) article: &'j str,
    /// `annotation` or `relation`.
    pub(super) what: &'static str,
    /// Counted from 0 in the article.
    pub(super) number: usize,
    /// Its id, where it has one.
    pub(super) id: Cow<'j, str>,
    /// What it covers, where the file says so.
    pub(super) covered: &'j str,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.article, self.what)?;
        if self.id.is_empty() {
            write!(f, "s[{}]", self.number)?;
        } else {
            write!(f, " {}", self.id)?;
        }
        if self.covered.is_empty() { Ok(()) } else { write!(f, " {}", quoted(self.covered, 30)) }
    }
}

/// The reports so far. Odd keys are counted, not listed one by one.
#[derive(Default)]
pub(super) struct Notes {
    repaired: Vec<Report>,
    rejected: Vec<Report>,
    odd: Vec<Odd>,
    /// Where among them each is, by what it is in, its key and how it is odd.
    odd_places: HashMap<String, usize>,
}

/// A key that is odd.
struct Odd {
    what: String,
    key: String,
    oddity: Oddity,
    /// The first place.
    place: String,
    count: usize,
}

impl Notes {
    pub(super) fn repair(&mut self, place: &dyn fmt::Display, reason: String) {
        self.repaired.push(Report { place: place.to_string(), reason });
    }

    pub(super) fn reject(&mut self, place: &dyn fmt::Display, reason: String) {
        self.rejected.push(Report { place: place.to_string(), reason });
    }

    /// A key that is unknown or stands twice. `what` it stands in joins the reports.
    pub(super) fn odd(&mut self, what: &str, place: &dyn fmt::Display, key: &str, oddity: Oddity) {
        let name = format!("{what}\0{key}\0{}", oddity as u8);
        let at = *self.odd_places.entry(name).or_insert(self.odd.len());
        if at == self.odd.len() {
            let (what, key) = (what.to_owned(), key.to_owned());
            self.odd.push(Odd { what, key, oddity, place: place.to_string(), count: 0 });
        }
        self.odd[at].count += 1;
    }

    /// A text that may be missing; of another kind it is not kept, but for ids, which are often counted.
    pub(super) fn text<'j>(
        &mut self,
        place: &dyn fmt::Display,
        key: &str,
        value: Option<&'j Json<'_>>,
    ) -> Cow<'j, str> {
        match value {
            None => Cow::Borrowed(""),
            Some(Json::Text(text)) => Cow::Borrowed(text.as_ref()),
            Some(Json::Whole(n)) if ["id", "from", "to"].contains(&key) => Cow::Owned(n.to_string()),
            Some(other) => {
                self.reject(place, format!("its `{key}` is {}, not text; it was not kept", other.kind()));
                Cow::Borrowed("")
            }
        }
    }

    /// A list that may be missing; of another kind it is not kept.
    pub(super) fn list<'j, 'a>(
        &mut self,
        place: &dyn fmt::Display,
        key: &str,
        value: Option<&'j Json<'a>>,
    ) -> &'j [Json<'a>] {
        match value {
            None => &[],
            Some(Json::List(list)) => list,
            Some(other) => {
                self.reject(
                    place,
                    format!("its `{key}` is {}, not a list; none of it was kept", other.kind()),
                );
                &[]
            }
        }
    }

    /// What was mended, and what was left out.
    pub(super) fn into_reports(mut self) -> (Vec<Report>, Vec<Report>) {
        self.odd.sort_by(|a, b| (&a.what, &a.key, a.oddity).cmp(&(&b.what, &b.key, b.oddity)));
        for Odd { key, oddity, place, count, .. } in self.odd {
            let more = match count {
                1 => String::new(),
                2 => ", here and once more".to_owned(),
                n => format!(", here and {} times more", n - 1),
            };
            let key = quoted(&key, 60);
            let (list, reason) = match oddity {
                Oddity::Unknown => {
                    (&mut self.rejected, format!("the key {key} is unknown and was not kept{more}"))
                }
                Oddity::Twice => {
                    (&mut self.repaired, format!("the key {key} stands twice; the last was taken{more}"))
                }
            };
            list.push(Report { place, reason });
        }
        (self.repaired, self.rejected)
    }
}
