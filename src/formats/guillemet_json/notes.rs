//! Collects what one reading reports, and names the places. Costs nothing where there is nothing to say.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::formats::Report;
use crate::formats::json::{Json, Oddity};
use crate::formats::reading::quoted;
use crate::messages::{Message, message};

/// An annotation or a relation of an article, as a report names it.
pub(super) struct Place<'j> {
    /// The article, as a report names it.
    pub(super) article: &'j Message,
    /// `annotation` or `relation`.
    pub(super) what: &'static str,
    /// Counted from 0 in the article.
    pub(super) number: usize,
    /// Its id, where it has one.
    pub(super) id: Cow<'j, str>,
    /// What it covers, where the file says so.
    pub(super) covered: &'j str,
}

/// Somewhere in a document.
pub(super) trait At {
    /// As a report names it.
    fn at(&self) -> Message;
}

impl At for Place<'_> {
    fn at(&self) -> Message {
        let (article, id) = (self.article, self.id.as_ref());
        let place = match (id, self.what) {
            ("", what) => message::place_inside(article, format!("{what}s[{}]", self.number)),
            (id, "relation") => message::place_relation(article, id),
            (id, _) => message::place_annotation(article, id),
        };
        if self.covered.is_empty() { place } else { message::place_inside(place, quoted(self.covered, 30)) }
    }
}

impl At for Message {
    fn at(&self) -> Message {
        self.clone()
    }
}

/// A path such as `scheme.labels[0]`.
impl At for str {
    fn at(&self) -> Message {
        self.into()
    }
}

impl At for String {
    fn at(&self) -> Message {
        self.as_str().into()
    }
}

impl<T: At + ?Sized> At for &T {
    fn at(&self) -> Message {
        (**self).at()
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
    place: Message,
    count: usize,
}

impl Notes {
    pub(super) fn repair(&mut self, place: &dyn At, reason: Message) {
        self.repaired.push(Report { place: place.at(), reason });
    }

    pub(super) fn reject(&mut self, place: &dyn At, reason: Message) {
        self.rejected.push(Report { place: place.at(), reason });
    }

    /// A key that is unknown or stands twice. `what` it stands in joins the reports.
    pub(super) fn odd(&mut self, what: &str, place: &dyn At, key: &str, oddity: Oddity) {
        let name = format!("{what}\0{key}\0{}", oddity as u8);
        let at = *self.odd_places.entry(name).or_insert(self.odd.len());
        if at == self.odd.len() {
            let (what, key) = (what.to_owned(), key.to_owned());
            self.odd.push(Odd { what, key, oddity, place: place.at(), count: 0 });
        }
        self.odd[at].count += 1;
    }

    /// A text that may be missing; of another kind it is not kept, but for ids, which are often counted.
    pub(super) fn text<'j>(
        &mut self,
        place: &dyn At,
        key: &str,
        value: Option<&'j Json<'_>>,
    ) -> Cow<'j, str> {
        match value {
            None => Cow::Borrowed(""),
            Some(Json::Text(text)) => Cow::Borrowed(text.as_ref()),
            Some(Json::Whole(n)) if ["id", "from", "to"].contains(&key) => Cow::Owned(n.to_string()),
            Some(other) => {
                self.reject(place, message::why_text_not_kept(key, other.kind()));
                Cow::Borrowed("")
            }
        }
    }

    /// A list that may be missing; of another kind it is not kept.
    pub(super) fn list<'j, 'a>(
        &mut self,
        place: &dyn At,
        key: &str,
        value: Option<&'j Json<'a>>,
    ) -> &'j [Json<'a>] {
        match value {
            None => &[],
            Some(Json::List(list)) => list,
            Some(other) => {
                self.reject(place, message::why_list_not_kept(key, other.kind()));
                &[]
            }
        }
    }

    /// What was mended, and what was left out.
    pub(super) fn into_reports(mut self) -> (Vec<Report>, Vec<Report>) {
        self.odd.sort_by(|a, b| (&a.what, &a.key, a.oddity).cmp(&(&b.what, &b.key, b.oddity)));
        for Odd { key, oddity, place, count, .. } in self.odd {
            let key = quoted(&key, 60);
            let (list, reason) = match oddity {
                Oddity::Unknown => (&mut self.rejected, message::why_unknown_key(key)),
                Oddity::Twice => (&mut self.repaired, message::why_key_twice(key)),
            };
            let reason = if count > 1 { message::why_also(reason, count - 1) } else { reason };
            list.push(Report { place, reason });
        }
        (self.repaired, self.rejected)
    }
}
