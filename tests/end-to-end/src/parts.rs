//! The parts of the page around the text: list, details, toolbars, notices, dialogs.

use fantoccini::elements::Element;
use serde_json::{Value, json};

use crate::keys::Modifier;
use crate::page::{Page, strings};

/// A line of the list of annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The annotation's id.
    pub id: String,
    /// The text that it shows.
    pub text: String,
    /// Whether it says that something is lacking.
    pub lacks: bool,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

impl Page {
    /// The rows of the list.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let found = self.script(
            "return [...document.querySelectorAll(arguments[0])].map(row => ({
                id: row.dataset.row,
                text: row.querySelector('.row-text')?.textContent.trim() ?? '',
                lacks: !!row.querySelector('.row-lacks'),
                chosen: !['false', null].includes(row.getAttribute('aria-current')),
            }))",
            json!([self.within("[data-part=list] [data-row]")]),
        );
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let rows = found.as_array().map(Vec::as_slice).unwrap_or_default().iter();
        rows.map(|row| Row {
            id: text(&row["id"]),
            text: text(&row["text"]),
            lacks: row["lacks"] == true,
            chosen: row["chosen"] == true,
        })
        .collect()
    }

    /// Waits until the list has just these texts, in this order.
    #[track_caller]
    pub fn until_rows(&self, expected: &[&str]) {
        let texts = || self.rows().into_iter().map(|row| row.text).collect::<Vec<_>>();
        let mut last = Vec::new();
        let start = std::time::Instant::now();
        while start.elapsed() < std::time::Duration::from_secs(5) {
            last = texts();
            if last == expected {
                return;
            }
        }
        assert_eq!(last, expected, "the rows of the list");
    }

    /// The text of the chosen annotation's row, if one is chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<String> {
        self.settle();
        let mut chosen = self.rows().into_iter().filter(|row| row.chosen);
        let first = chosen.next().map(|row| row.text);
        assert!(chosen.next().is_none(), "only one annotation is chosen");
        first
    }

    /// Waits until the annotation with this text is the chosen one.
    #[track_caller]
    pub fn until_chosen(&self, text: &str) {
        let found = || (self.chosen().as_deref() == Some(text)).then_some(());
        self.until(&format!("“{text}” is chosen"), found);
    }

    /// Chooses an annotation by a click on its row, which is named by its text.
    #[track_caller]
    pub fn choose(&self, text: &str) {
        let row = self.until(&format!("the list has “{text}”"), || {
            self.rows().into_iter().find(|row| row.text == text)
        });
        self.click(&self.within(&format!("[data-row='{}']", row.id)));
        self.until_chosen(text);
    }

    /// Clicks on a button that is named by its action, in the bar's menu or outside.
    #[track_caller]
    pub fn act(&self, action: &str) {
        let button = self.reached(&format!("[data-action={action}]"));
        self.click(&button);
    }

    /// The selector of something that the bar's menu may hold; the menu is open then.
    #[track_caller]
    #[must_use]
    pub fn reached(&self, selector: &str) -> String {
        let selector = self.within(selector);
        let is_shut_in = "return !!document.querySelector(arguments[0])?.closest('.menu:not([open])')";
        if self.script(is_shut_in, json!([selector])) == true {
            self.click(&self.within("[data-action=menu]"));
        }
        selector
    }

    /// How each text that can be seen stands out: how many were `seen`, which are `weak`, how light the `ground` is.
    #[must_use]
    pub fn contrasts(&self) -> Value {
        self.script(include_str!("contrast.js"), json!([self.within("").trim()]))
    }

    /// Clicks on a button of the details of the chosen annotation.
    #[track_caller]
    pub fn act_on_chosen(&self, button: &str) {
        self.click(&self.within(&format!("[data-part=details] {button}")));
    }

    /// The same with a key held: by the mouse itself, as no key is down in a driver's own click.
    #[track_caller]
    pub fn act_on_chosen_with(&self, modifier: Modifier, button: &str) {
        let centre = self.centre(&self.within(&format!("[data-part=details] {button}")));
        self.holding(modifier, || self.click_at(centre, 1));
    }

    /// Clicks on a label in the toolbar at the selection.
    #[track_caller]
    pub fn use_toolbar(&self, label: &str) {
        let button = self.within(&format!("[data-part=toolbar] button[data-label={label}]"));
        self.until_seen(&button);
        self.click(&button);
    }

    /// Clicks on a pen: takes it, or puts it down.
    #[track_caller]
    pub fn use_pen(&self, label: &str) {
        self.click(&self.within(&format!("[data-part=pens] button[data-label={label}]")));
    }

    /// Whether a pen is in the hand.
    #[track_caller]
    #[must_use]
    pub fn has_pen(&self, label: &str) -> bool {
        self.settle();
        let pen = self.within(&format!("[data-part=pens] button[data-label={label}]"));
        self.attribute(&pen, "aria-pressed").as_deref() == Some("true")
    }

    /// The number that a filter shows.
    #[track_caller]
    #[must_use]
    pub fn count(&self, filter: &str) -> usize {
        self.settle();
        let text = self.text_of(&self.within(&format!("[data-part=filters] [data-filter={filter}] .count")));
        // As it is written for a person: 3,000.
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or_else(|_| panic!("the filter `{filter}` counts “{text}”"))
    }

    /// Shows only some annotations in the list.
    #[track_caller]
    pub fn filter(&self, filter: &str) {
        self.click(&self.within(&format!("[data-part=filters] button[data-filter={filter}]")));
    }

    /// What the notices say, one string each, blanks made one.
    #[must_use]
    pub fn notices(&self) -> Vec<String> {
        let found = self.script(
            r"return [...document.querySelectorAll(arguments[0])].map(n => n.textContent.replace(/\s+/gu, ' ').trim())",
            json!([self.within("[data-part=notices] [data-notice]")]),
        );
        strings(&found)
    }

    /// Waits for a notice that says all these things, in whatever case.
    #[track_caller]
    pub fn until_notice(&self, parts: &[&str]) -> String {
        let mut seen = Vec::new();
        let start = std::time::Instant::now();
        while start.elapsed() < std::time::Duration::from_secs(15) {
            seen = self.notices();
            let says = |notice: &&String| {
                let notice = notice.to_lowercase();
                // `a|b`: either will do.
                parts.iter().all(|part| part.to_lowercase().split('|').any(|word| notice.contains(word)))
            };
            if let Some(notice) = seen.iter().find(says) {
                return notice.clone();
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!("no notice says {parts:?}; there are: {seen:#?}");
    }

    /// What the live region says now.
    #[must_use]
    pub fn announced(&self) -> String {
        self.text_of(&self.within("[data-part=announcer]"))
    }

    /// The titles in the list of articles, and whether each is the open one.
    #[must_use]
    pub fn articles(&self) -> Vec<(String, bool)> {
        let found = self.script(
            "const current = e => ![null, 'false'].includes(e.getAttribute('aria-current'));
             return [...document.querySelectorAll(arguments[0])].map(a => [
                (a.querySelector('.article-title') ?? a).textContent.trim(),
                current(a) || [...a.querySelectorAll('[aria-current]')].some(current)])",
            json!([self.within("[data-part=articles] [data-article]")]),
        );
        let list = found.as_array().map(Vec::as_slice).unwrap_or_default().iter();
        list.map(|article| (article[0].as_str().unwrap_or_default().to_owned(), article[1] == true)).collect()
    }

    /// The title of the open article. Panics where not just one is open.
    #[must_use]
    #[track_caller]
    pub fn open_article(&self) -> String {
        self.settle();
        let mut open = self.articles().into_iter().filter(|(_, open)| *open);
        let (title, _) = open.next().expect("an article is open");
        assert!(open.next().is_none(), "only one article is open");
        title
    }

    /// The ids of the relations that the details of the chosen annotation list.
    #[must_use]
    pub fn listed_relations(&self) -> Vec<String> {
        self.settle();
        let found = self.script(
            "return [...document.querySelectorAll(arguments[0])].map(r => r.dataset.relation)",
            json!([self.within("[data-part=details] [data-relation]")]),
        );
        strings(&found)
    }

    /// The ids of the relations that are drawn.
    #[must_use]
    pub fn drawn_connectors(&self) -> Vec<String> {
        self.settle();
        let found = self.script(
            "return [...document.querySelectorAll(arguments[0])].map(r => r.dataset.relation)",
            json!([self.within("svg[data-part=connectors] path[data-relation]")]),
        );
        strings(&found)
    }

    /// Whether the keyboard's focus is in a part of the page.
    #[must_use]
    pub fn has_focus(&self, selector: &str) -> bool {
        let script = "return !!document.activeElement?.closest(arguments[0])";
        self.script(script, json!([self.within(selector)])) == true
    }

    /// Goes to the text by the Tab key alone.
    #[track_caller]
    pub fn tab_to_text(&self) {
        for _ in 0..60 {
            if self.has_focus("[data-part=text]") {
                return;
            }
            self.press("Tab");
        }
        panic!("Tab does not lead to the text");
    }

    /// Writes a note on the chosen annotation.
    #[track_caller]
    pub fn write_note(&self, note: &str) {
        let field = self.note_field();
        self.wait_for(field.click(), "the note");
        self.press("Control+a");
        self.type_text(note);
        self.press("Tab");
    }

    /// The field for the note on the chosen annotation.
    #[track_caller]
    #[must_use]
    pub fn note_field(&self) -> Element {
        self.one(&self.within("[data-part=details] textarea[data-part=note]"))
    }
}
