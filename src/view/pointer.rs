//! The mouse on the text: a drag selects, a click chooses, two take a word, three a sentence.

use web_sys::{Element, MouseEvent};

use crate::browser::{places, words};
use crate::session::{Action, Selection, Session};

/// What the end of a click or a drag asks for. `page` holds the paragraphs.
pub fn released(session: &Session, page: &Element, event: &MouseEvent, began_inside: bool) -> Option<Action> {
    let article = session.document()?.article();
    if event.button() != 0 || !began_inside {
        return None;
    }
    let point = || {
        places::character_at_point(article, page, f64::from(event.client_x()), f64::from(event.client_y()))
    };
    let selected = places::selected(article, page);
    match (event.detail(), selected) {
        // The browser selects more or less than a word or a sentence here: ours is found in the text.
        (2, Some((anchor, head))) => {
            let at = point().unwrap_or(anchor.min(head));
            Some(words::word_at(article, at).map_or(Action::SelectWord(at), Action::SelectFoundWord))
        }
        // A hasty fourth click means the same.
        (3.., Some((anchor, head))) => Some(Action::SelectSentence(point().unwrap_or(anchor.min(head)))),
        (_, Some((anchor, head))) if anchor != head => {
            Some(Action::Select { selection: Selection { anchor, head }, as_is: event.alt_key() })
        }
        (_, Some((at, _))) => Some(Action::ChooseAt(point().unwrap_or(at))),
        (_, None) => point().map(Action::ChooseAt),
    }
}
