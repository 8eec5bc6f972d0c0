//! How it looks, as far as that can be computed: contrast, light and dark, sizes, what covers what.

use end_to_end::Page;
use end_to_end::articles::HARBOUR;
use serde_json::{Value, json};

/// Each text that can be seen: its colour against what lies behind it, and where that is too weak.
const WEAK: &str = "
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    const rgba = color => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = color;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = (top, under) => [0, 1, 2].map(n => top[n] * top[3] + under[n] * (1 - top[3])).concat(1);
    const light = c => {
        const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = element => {
        const layers = [];
        for (let e = element; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
        return layers.reverse().reduce((under, top) => over(top, under), rgba(getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(18,18,18)' : 'white'));
    };
    const root = document.querySelector(arguments[0]);
    const weak = [];
    let seen = 0;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || element.closest(':disabled, [hidden], noscript')) continue;
        if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
        seen += 1;
        const ground = behind(element);
        let opacity = 1;
        for (let e = element; e && e !== root; e = e.parentElement) opacity *= getComputedStyle(e).opacity;
        const ink = rgba(getComputedStyle(element).color);
        ink[3] *= opacity;
        const [a, b] = [light(over(ink, ground)), light(ground)].sort((x, y) => y - x);
        const contrast = (a + 0.05) / (b + 0.05);
        if (contrast < 4.5) weak.push(`${contrast.toFixed(2)} “${walker.currentNode.data.trim().slice(0, 30)}” in <${element.tagName.toLowerCase()} class='${element.className}'>`);
    }
    return { seen, weak, ground: light(behind(document.querySelector(arguments[0] + ' [data-part=text]'))) };
";

/// A page with all kinds of things on it: highlights over one another, links, notes, notices.
fn busy() -> Page {
    let page = Page::with_text(HARBOUR);
    for (text, key) in [
        ("Inès Malloy", "2"),
        ("personne ne sera licencié\u{a0}», selon l’agence", "3"),
        ("«\u{a0}⟨personne ne sera⟩", "1"),
        ("Nous continuons de discuter", "1"),
    ] {
        page.drag(text);
        page.press(key);
    }
    page.press("s d");
    page.load(&[page.file("leer.txt", "")]);
    page.until_notice(&["leer.txt"]);
    page
}

fn assert_readable(page: &Page, dark: bool) {
    let scheme = if dark { "dark" } else { "light" };
    page.devtools(
        "Emulation.setEmulatedMedia",
        json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
    );
    page.settle();
    let check = |what: &str| {
        let found = page.script(WEAK, json!([page.within("").trim()]));
        assert!(found["seen"].as_u64() > Some(30), "{what}: the texts are found: {found}");
        assert_eq!(found["weak"], json!([]), "{scheme}, {what}");
        let ground = found["ground"].as_f64().unwrap();
        assert!(
            if dark { ground < 0.1 } else { ground > 0.7 },
            "{scheme}: the paper has a luminance of {ground}"
        );
    };
    check("at work");
    page.drag("le préfet");
    check("with a selection");
    page.act("help");
    page.until_seen(&page.within("[data-part=help]"));
    check("with the help open");
    page.press("Escape");
}

#[test]
fn every_text_is_readable_in_the_light() {
    assert_readable(&busy(), false);
}

#[test]
fn every_text_is_readable_in_the_dark() {
    assert_readable(&busy(), true);
}

#[test]
fn lines_of_text_have_a_comfortable_measure() {
    let page = Page::with_text(&"Le maire a répété que le navire partirait à l’aube. ".repeat(40));
    let measure = page.script(
        "const p = document.querySelector(arguments[0]);
         const range = document.createRange();
         range.selectNodeContents(p);
         const lines = new Set([...range.getClientRects()].map(r => Math.round(r.top))).size;
         return { letters: p.textContent.length / lines, size: parseFloat(getComputedStyle(p).fontSize) };",
        json!([page.within("[data-part=text] p[data-paragraph]")]),
    );
    let letters = measure["letters"].as_f64().unwrap();
    assert!((45.0..=90.0).contains(&letters), "{letters} letters a line");
    assert!(measure["size"].as_f64() >= Some(16.0), "{measure}");
}

#[test]
fn nothing_covers_the_text_whatever_the_page_says() {
    let page = busy();
    page.load(&[page.file("a.txt", ""), page.file("b.txt", ""), page.file("c.txt", "")]);
    page.until_notice(&["a.txt", "b.txt"]);
    for text in
        ["Port-Clarence\u{a0}: la maire", "Inès Malloy", "a répété la porte-parole", "Commentaires (0)"]
    {
        page.assert_reachable(text);
    }
}

#[test]
fn every_control_has_a_name() {
    let page = busy();
    let nameless = page.script(
        "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility() &&
            !(e.textContent.trim() || e.getAttribute('aria-label') || e.title || e.labels?.length || e.placeholder)).map(e => e.outerHTML)",
        json!([page.within("button, input, textarea, select, [tabindex]")]),
    );
    assert_eq!(nameless, json!([]));
}

#[test]
fn the_page_fits_small_windows() {
    let page = Page::with_text(HARBOUR);
    for (width, height) in [(1024, 768), (800, 600)] {
        page.resize(width, height);
        page.settle();
        let fits = page.script("return document.documentElement.scrollWidth <= innerWidth", json!([]));
        assert_eq!(fits, Value::Bool(true), "no scrolling sideways at {width}");
        page.drag("Inès Malloy");
        page.use_toolbar("source");
        page.press("Delete");
    }
}
