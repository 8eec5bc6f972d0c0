//! The main text of a web page, by the browser's own parser.
//!
//! `DOMParser` gives a document without a window: nothing in it runs, loads or is shown. What comes out
//! is plain text, a line for each block.

use wasm_bindgen::JsCast;
use web_sys::{Document, DomParser, Element, Node, SupportedType};

use crate::messages::{Message, message};
use crate::model::article::{MAX_TEXT_BYTES, Metadata};
use crate::session::Content;

/// What is never part of an article's text.
const NOT_TEXT: &str = "script,style,noscript,template,nav,aside,footer,form,button,svg,math,iframe,object,embed,\
    canvas,audio,video,select,textarea,dialog,[hidden],[aria-hidden=true],[role=navigation],[role=complementary],\
    [role=contentinfo],[role=banner],[role=search]";

/// What may hold the article, the likeliest first.
const MAIN: &[&str] = &["[itemprop=articleBody]", "article", "main", "[role=main]"];

/// The shortest main text that is believed, in characters of its paragraphs.
const ENOUGH: usize = 140;

/// Reads the main text of a page.
///
/// # Errors
/// Where the page holds no text.
pub fn main_text(html: &str, file: &str) -> Result<Content, Message> {
    let parser = DomParser::new().map_err(|_| message::page_unparsable())?;
    let page =
        parser.parse_from_string(html, SupportedType::TextHtml).map_err(|_| message::page_unparsable())?;
    let title = title_of(&page).unwrap_or_else(|| file.to_owned());
    let language = page.document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    let source = page
        .query_selector("link[rel=canonical]")
        .ok()
        .flatten()
        .and_then(|link| link.get_attribute("href"))
        .filter(|address| address.starts_with("http"))
        .unwrap_or_else(|| file.to_owned());
    remove_all(&page, NOT_TEXT);
    let root: Element =
        main_element(&page).or_else(|| page.body().map(Into::into)).ok_or_else(message::page_empty)?;
    let text = text_of(&root);
    if text.trim().is_empty() {
        return Err(message::page_empty());
    }
    if text.len() > MAX_TEXT_BYTES {
        return Err(message::page_too_long(text.len() / 1_000_000, MAX_TEXT_BYTES / 1_000_000));
    }
    let language = language.split('-').next().unwrap_or_default().to_lowercase();
    Ok(Content::Text { text, metadata: Metadata { title, language, source, ..Metadata::default() } })
}

fn title_of(page: &Document) -> Option<String> {
    let property = page
        .query_selector("meta[property='og:title']")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"));
    let heading = page
        .query_selector("article h1, main h1, h1")
        .ok()
        .flatten()
        .and_then(|heading| heading.text_content());
    let candidates = [property, heading, Some(page.title())];
    let tidy = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    candidates.into_iter().flatten().map(tidy).find(|title| !title.is_empty())
}

fn remove_all(page: &Document, selector: &str) {
    let Ok(found) = page.query_selector_all(selector) else { return };
    for n in 0..found.length() {
        if let Some(element) = found.item(n).and_then(|node| node.dyn_into::<Element>().ok()) {
            element.remove();
        }
    }
}

/// The candidate with the most text in its paragraphs: a page may hold several `article`s.
fn main_element(page: &Document) -> Option<Element> {
    for selector in MAIN {
        let found = page.query_selector_all(selector).ok()?;
        let elements = (0..found.length()).filter_map(|n| found.item(n)?.dyn_into::<Element>().ok());
        let best =
            elements.map(|element| (paragraph_length(&element), element)).max_by_key(|(length, _)| *length);
        if let Some((length, element)) = best
            && length >= ENOUGH
        {
            return Some(element);
        }
    }
    None
}

fn paragraph_length(element: &Element) -> usize {
    let Ok(found) = element.query_selector_all("p, blockquote, li, h2, h3") else { return 0 };
    let texts = (0..found.length()).filter_map(|n| found.item(n)?.text_content());
    texts.map(|text| text.trim().chars().count()).sum()
}

/// The text with a line for each block; runs of ASCII blanks are one, as a browser shows them.
fn text_of(root: &Element) -> String {
    let mut writer = Writer { text: String::new(), blank: false };
    writer.walk(root, false);
    let text = writer.text.trim_matches(['\n', ' ']);
    text.to_owned()
}

struct Writer {
    text: String,
    blank: bool,
}

impl Writer {
    fn walk(&mut self, node: &Node, preformatted: bool) {
        let mut child = node.first_child();
        while let Some(current) = child {
            match current.node_type() {
                Node::TEXT_NODE => self.write(&current.node_value().unwrap_or_default(), preformatted),
                Node::ELEMENT_NODE => self.element(&current, preformatted),
                _ => {}
            }
            child = current.next_sibling();
        }
    }

    fn element(&mut self, node: &Node, preformatted: bool) {
        let name = node.node_name().to_ascii_lowercase();
        match name.as_str() {
            "br" => self.line(),
            "td" | "th" => {
                self.blank = true;
                self.walk(node, preformatted);
                self.blank = true;
            }
            _ if is_block(&name) => {
                self.line();
                self.walk(node, preformatted || name == "pre");
                self.line();
            }
            _ => self.walk(node, preformatted),
        }
    }

    fn write(&mut self, text: &str, preformatted: bool) {
        if preformatted {
            self.text.push_str(text);
            self.blank = false;
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\t' | '\r' | '\x0c') {
                self.blank = true;
                continue;
            }
            if self.blank && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.blank = false;
            self.text.push(c);
        }
    }

    fn line(&mut self) {
        self.blank = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

fn is_block(name: &str) -> bool {
    const BLOCKS: &[&str] = &[
        "address",
        "article",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
        "details",
        "summary",
    ];
    BLOCKS.contains(&name)
}
