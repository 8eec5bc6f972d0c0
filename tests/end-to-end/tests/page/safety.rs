//! A hostile article is only ever text: nothing in it runs, loads, or leaves the page.

use std::path::Path;

use end_to_end::Page;
use end_to_end::browser::given;
use end_to_end::document::SCHEMA;
use end_to_end::server::{Server, Site};
use serde_json::json;

/// Markup that would run or load something if any of it became markup; `STRANGER` is another origin.
const HOSTILE: &str = r#"<script>window.pwned = 1; alert(1)</script>
<img src=x onerror="window.pwned = 2"><img src="STRANGER/pixel.png">
<svg onload="window.pwned = 3"><image href="STRANGER/svg.png"/></svg>
<iframe src="STRANGER/frame.html" srcdoc="<script>parent.pwned = 4</script>"></iframe>
<link rel="stylesheet" href="STRANGER/style.css"><style>@import url(STRANGER/import.css); body { display: none }</style>
<base href="STRANGER/"><meta http-equiv="refresh" content="0;url=STRANGER/refresh.html">
<a href="javascript:window.pwned = 5">clic</a> <form action="STRANGER/form"><button>va</button></form>
<video src="STRANGER/film.mp4" autoplay onplay="window.pwned = 6"></video><object data="STRANGER/o.swf"></object>
<body onload="window.pwned = 7"> &lt;script&gt; ]]> --> "onmouseover="window.pwned = 8" '; DROP
Le maire a dit « oui », selon Norda."#;

fn stranger() -> Server {
    Site::default().serve()
}

fn hostile(stranger: &Server) -> String {
    HOSTILE.replace("STRANGER", stranger.url("").trim_end_matches('/'))
}

/// Nothing ran, nothing was asked for elsewhere. The browser checks requests and the console as it closes.
fn assert_harmless(page: &Page, stranger: &Server) {
    page.settle();
    assert_eq!(page.script("return window.pwned ?? null", json!([])), serde_json::Value::Null);
    let live = "const text = document.querySelector(arguments[0]);
        return text.querySelectorAll('script, img, svg, iframe, link, style, base, meta, a, form, video, object').length";
    assert_eq!(page.script(live, json!([page.within("[data-part=text]")])), 0, "no markup came alive");
    let asked = page.script(
        "return performance.getEntriesByType('resource').map(e => e.name).filter(url => !url.startsWith(location.origin))",
        json!([]),
    );
    assert_eq!(asked, json!([]), "no resource of another origin");
    assert_eq!(stranger.hits(), Vec::<String>::new(), "the other origin heard of nothing");
    assert_eq!(page.script("return document.baseURI.startsWith(location.origin)", json!([])), true);
}

#[test]
fn markup_in_a_text_is_shown_as_text_and_annotated_as_text() {
    let stranger = stranger();
    let text = hostile(&stranger);
    let page = Page::with_text(&text);
    assert_harmless(&page, &stranger);
    page.drag("<script>window.pwned = 1; alert(1)</script>");
    page.press("1");
    page.double_click("⟨Norda⟩.");
    page.press("2 p s");
    page.assert_drawn_annotation("quote", "<script>window.pwned = 1; alert(1)</script>");
    assert_eq!(page.document().text(0), text);
    page.act("preview");
    page.until_seen(&page.within("[data-part=preview]"));
    page.press("Escape");
    assert_harmless(&page, &stranger);
}

#[test]
fn nothing_in_a_web_page_runs_or_loads() {
    let stranger = stranger();
    let page = Page::open();
    let body = hostile(&stranger).replace("body { display: none }", "");
    let html = format!(
        "<!doctype html><html onclick=\"window.pwned = 9\"><head><title><img src=x onerror=alert(1)>Titre</title></head>\
         <body>{body}<p>La digue «&nbsp;tiendra&nbsp;», a promis Ève Lorrain, l’ingénieure chargée du chantier.</p></body></html>"
    );
    // The policy at work: what the page's markup wants is blocked, and the console tells of it.
    page.pardon("Content Security Policy");
    page.load(&[page.file("hostile.html", html)]);
    page.until("its text is shown", || page.paragraphs().join("\n").contains("Ève Lorrain").then_some(()));
    assert_harmless(&page, &stranger);
    let text = page.document().text(0).to_owned();
    assert!(!text.contains("window.pwned = 1"), "no script is part of the article: {text}");
}

#[test]
fn a_hostile_document_stays_text_in_every_field() {
    let stranger = stranger();
    let page = Page::open();
    let nasty =
        format!("\"><img src={} onerror=alert(1)><script>window.pwned=1</script>", stranger.url("/x.png"));
    let json = json!({
        "format": "guillemet", "version": 1, "offset_unit": "unicode_code_point",
        "scheme": {
            "labels": [{ "name": nasty, "key": "1", "color": "#005f99", "line": "solid", "description": nasty,
                "attributes": [{ "name": nasty, "values": [nasty] }] }],
            "relations": [{ "name": nasty, "from": [nasty], "to": [nasty], "description": nasty }],
        },
        "articles": [{
            "id": nasty, "title": nasty, "language": "fr", "source": nasty, "text": "un deux", "annotations": [
                { "id": format!("{nasty} 1"), "label": nasty, "start": 0, "end": 2, "text": "un", "note": nasty, "annotator": nasty,
                  "attributes": { nasty.clone(): nasty } },
                { "id": format!("{nasty} 2"), "label": nasty, "start": 3, "end": 7, "text": "deux" },
            ],
            "relations": [{ "id": nasty, "kind": nasty, "from": format!("{nasty} 2"), "to": format!("{nasty} 1") }],
        }],
    });
    page.load(&[page.file("hostile.json", json.to_string())]);
    page.until_shown("un deux");
    page.click_text("deux");
    page.until_chosen("deux");
    page.act("help");
    page.press("Escape");
    assert_harmless(&page, &stranger);
    let document = page.document();
    assert_eq!(document.titles(), [nasty.as_str()]);
    assert_eq!(document.annotations(0)[0]["note"], nasty);
    assert_eq!(document.links(0), [format!("{nasty}: deux -> un")]);
}

#[test]
fn a_colour_in_a_scheme_cannot_carry_style() {
    let stranger = stranger();
    let page = Page::open();
    let color = format!("#005f99;background:url({})", stranger.url("/x.png"));
    let json = json!({
        "format": "guillemet", "version": 1, "articles": [{ "text": "un deux" }],
        "scheme": { "labels": [{ "name": "quote", "key": "1", "color": color }], "relations": [] },
    });
    page.load(&[page.file("farbe.json", json.to_string())]);
    page.until_notice(&["farbe.json", "colour|color"]);
    assert_harmless(&page, &stranger);
}

#[test]
fn the_page_forbids_itself_inline_code_and_other_origins() {
    let stranger = stranger();
    let page = Page::open();
    // The breaches below are ours, and the console tells of them.
    page.pardon("Content Security Policy");
    page.pardon(stranger.url("").trim_end_matches('/'));
    let blocked = page.promised(&format!(
        "const breaches = [];
         document.addEventListener('securitypolicyviolation', e => breaches.push(e.effectiveDirective));
         const script = document.createElement('script');
         script.textContent = 'window.pwned = 1';
         document.body.append(script);
         const picture = new Image();
         picture.src = '{}';
         document.body.setAttribute('style', 'color: red');
         await fetch('{}').catch(() => null);
         await new Promise(done => setTimeout(done, 200));
         return breaches;",
        stranger.url("/pixel.png"),
        stranger.url("/fetch")
    ));
    for directive in ["script-src-elem", "img-src", "connect-src", "style-src-attr"] {
        assert!(
            blocked.as_array().unwrap().contains(&json!(directive)),
            "{directive} is not blocked: {blocked}"
        );
    }
    assert_eq!(page.script("return window.pwned ?? null", json!([])), serde_json::Value::Null);
    assert_eq!(stranger.hits(), Vec::<String>::new());
}

#[test]
fn the_site_has_no_inline_script_no_inline_style_and_only_relative_addresses() {
    let index = std::fs::read_to_string(Path::new(&given("GUILLEMET_DIST")).join("index.html")).unwrap();
    assert!(index.contains("Content-Security-Policy"), "the page brings its policy along");
    for forbidden in [
        "'unsafe-inline'",
        "'unsafe-eval'",
        " style=",
        "<style",
        "http://",
        "https://",
        "href=\"/",
        "src=\"/",
    ] {
        assert!(!index.contains(forbidden), "index.html has `{forbidden}`");
    }
    for part in index.split("<script").skip(1) {
        let (attributes, body) = part.split_once('>').unwrap();
        let body = body.split("</script").next().unwrap();
        assert!(attributes.contains("src=") && body.trim().is_empty(), "an inline script: {body}");
    }
}

#[test]
fn the_schema_is_published_with_the_site() {
    let page = Page::open();
    let served = page.promised(
        "const answer = await fetch(new URL('schema/guillemet-1.schema.json', document.baseURI));
         return [answer.status, await answer.text()]",
    );
    assert_eq!(served[0], 200);
    assert_eq!(served[1], std::fs::read_to_string(SCHEMA).unwrap());
}
