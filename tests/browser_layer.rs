//! The browser layer in a real browser: places of the DOM, main text of pages, style sheets, pasted texts, numbers.
#![cfg(target_arch = "wasm32")]
// A test that cannot go on should say so at once; clippy knows tests only where they are marked by `#[test]`.
#![allow(clippy::unwrap_used)]

use guillemet::browser::style::Style;
use guillemet::browser::{files, interface, places, web_page};
use guillemet::messages::LANGUAGES;
use guillemet::model::article::Metadata;
use guillemet::model::{Article, ByteOffset, Scheme, Span};
use guillemet::session::Content;
use js_sys::{Array, Intl, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Element;

wasm_bindgen_test_configure!(run_in_browser);

const NASTY: &str =
    "« Oui 👩‍👩‍👧🏽 », dit l’e\u{301}lu\u{a0}: «\u{202f}non\u{202f}».\r\n\r\nقال الوزير: «لا».\r𝒳 fin.\n";

fn document() -> web_sys::Document {
    web_sys::window().unwrap().document().unwrap()
}

/// A page as the view draws it: an element a paragraph, its text cut into runs of seven bytes or so.
fn page_of(article: &Article) -> Element {
    let page = document().create_element("div").unwrap();
    for n in 0..article.index().paragraph_count() {
        let paragraph = document().create_element("p").unwrap();
        paragraph.set_attribute(places::PARAGRAPH, &n.to_string()).unwrap();
        let body = article.covered(article.paragraph_body(n).unwrap());
        let mut run = String::new();
        for c in body.chars() {
            run.push(c);
            if run.len() > 7 {
                append_run(&paragraph, &run);
                run.clear();
            }
        }
        append_run(&paragraph, &run);
        page.append_child(&paragraph).unwrap();
    }
    document().body().unwrap().append_child(&page).unwrap();
    page
}

fn append_run(paragraph: &Element, text: &str) {
    if !text.is_empty() {
        let run = document().create_element("span").unwrap();
        run.set_text_content(Some(text));
        paragraph.append_child(&run).unwrap();
    }
}

fn text_of(html: &str) -> Result<(String, Metadata), String> {
    match web_page::main_text(html, "file.html").map_err(|refusal| refusal.to_string())? {
        Content::Text { text, metadata } => Ok((text, metadata)),
        _ => Err("a page is a text".to_owned()),
    }
}

#[wasm_bindgen_test]
fn every_place_of_the_text_is_found_again_from_the_dom() {
    let article = Article::new("a".into(), NASTY, Metadata::default());
    let page = page_of(&article);
    for (at, c) in NASTY.char_indices() {
        let at = ByteOffset::new(at as u32);
        let (node, offset) = places::to_dom(&article, &page, at).unwrap();
        let found = places::from_dom(&article, &page, &node, offset).unwrap();
        // Inside a line end there is no place of the DOM: its start stands for it.
        let inside_line_end = c == '\n' && NASTY[..at.index()].ends_with('\r');
        if !inside_line_end {
            assert_eq!(found, at, "{c:?}");
        }
    }
    page.remove();
}

#[wasm_bindgen_test]
fn a_range_over_a_span_reads_as_the_span() {
    let article = Article::new("a".into(), NASTY, Metadata::default());
    let page = page_of(&article);
    for covered in ["👩‍👩‍👧🏽", "e\u{301}lu", "«لا»", "𝒳 fin"] {
        let start = NASTY.find(covered).unwrap() as u32;
        let range =
            places::range_of(&article, &page, Span::new(start, start + covered.len() as u32)).unwrap();
        assert_eq!(String::from(range.to_string()), covered);
    }
    page.remove();
}

#[wasm_bindgen_test]
fn a_place_outside_the_page_is_none() {
    let article = Article::new("a".into(), NASTY, Metadata::default());
    let page = page_of(&article);
    let body = document().body().unwrap();
    assert_eq!(places::from_dom(&article, &page, &body, 0), None);
    page.remove();
}

#[wasm_bindgen_test]
fn a_page_gives_its_article_and_not_its_menus() {
    let (text, metadata) = text_of(
        "<html lang=fr-CH><title>Titre | Site</title><nav>Menu</nav><article><h1>Le  <em>titre</em></h1>\
         <p>Un&nbsp;paragraphe\n assez long pour être cru, «&#8239;cité&#8239;», avec &lt;b&gt; et &amp; dedans.</p>\
         <script>boum()</script><p>Un second<br>sur deux lignes, qui rend le texte assez long pour compter.</p>\
         <aside>Lire aussi</aside></article><footer>Mentions</footer>",
    )
    .unwrap();
    assert_eq!(
        text,
        "Le titre\nUn\u{a0}paragraphe assez long pour être cru, «\u{202f}cité\u{202f}», avec <b> et & dedans.\n\
         Un second\nsur deux lignes, qui rend le texte assez long pour compter."
    );
    assert_eq!((metadata.title.as_str(), metadata.language.as_str()), ("Le titre", "fr"));
}

#[wasm_bindgen_test]
fn nothing_in_a_page_runs() {
    let html = "<body onload='window.ran=1'><p>Texte</p><img src=x onerror='window.ran=1'><script>window.ran=1</script>";
    assert_eq!(text_of(html).unwrap().0, "Texte");
    assert!(js_sys::Reflect::get(&web_sys::window().unwrap(), &"ran".into()).unwrap().is_undefined());
}

#[wasm_bindgen_test]
fn a_page_without_text_is_refused_with_the_reason() {
    let refused = text_of("<body><div id=app></div><script>fill()</script>").unwrap_err();
    assert!(refused.contains("holds no text"), "{refused}");
}

#[wasm_bindgen_test]
fn the_style_leaves_with_the_last_annotator() {
    let sheets = || js_sys::Reflect::get(&document(), &"adoptedStyleSheets".into()).unwrap();
    let count = || js_sys::Array::from(&sheets()).length();
    let before = count();
    let scheme = Scheme::reported_speech();
    let (first, second) = (Style::adopt(1, &scheme, true), Style::adopt(2, &scheme, true));
    assert_eq!(count(), before + 3);
    drop(first);
    assert_eq!(count(), before + 2);
    drop(second);
    assert_eq!(count(), before);
}

#[wasm_bindgen_test]
fn a_pasted_text_is_called_by_its_first_line_and_kept_as_it_is() {
    let incoming = files::pasted("", "\n  Un titre \nLe texte.\u{a0}\n");
    let Ok(Content::Text { text, metadata }) = incoming.incoming.content else {
        panic!("a text is an article")
    };
    assert_eq!((text.as_str(), metadata.title.as_str()), ("\n  Un titre \nLe texte.\u{a0}\n", "Un titre"));
    assert!(files::pasted("", " \n").incoming.content.is_err());
}

#[wasm_bindgen_test]
fn numbers_are_written_as_the_browser_writes_them_in_each_language() {
    for language in LANGUAGES {
        let tags = Array::of1(&language.tag.into());
        let format = Intl::NumberFormat::new(&tags, &Object::new()).format();
        let locale = interface::locale(language);
        for number in [0_u32, 7, 10, 99, 100, 999, 1_000, 1_001, 12_345, 1_234_567] {
            let written = format.call1(&JsValue::UNDEFINED, &number.into()).unwrap();
            assert_eq!(Some(locale.number(number as usize)), written.as_string(), "{}", language.tag);
        }
    }
}
