//! An annotator as a guest: two on one page leave each other and the host alone, and go without a trace.

use end_to_end::host::Host;
use serde_json::{Value, json};

const FIRST: &str = "Anna dit oui. Bruno dit non.";
const SECOND: &str = "Carla se tait. Denis ment.";

const MOUNT_BOTH: &str = "
    const put = (place, text) => mount(document.getElementById(place), { articles: [{ title: place, language: 'fr', text }] });
    window.first = put('first', 'Anna dit oui. Bruno dit non.');
    window.second = put('second', 'Carla se tait. Denis ment.');
";

fn both() -> Host {
    let host = Host::open();
    host.run(MOUNT_BOTH);
    host.until_shown(FIRST);
    host
}

fn texts(host: &Host, which: &str) -> Vec<String> {
    let found = host
        .run(&format!("return {which}.export().articles[0].annotations.map(a => a.label + ' ' + a.text)"));
    end_to_end::page::strings(&found)
}

/// All that is computed of the host's own elements, and what the document has of style and listeners' marks.
fn look(host: &Host) -> Value {
    host.run(
        "const looks = [...document.querySelectorAll('html, body, .own')].map(e => [e.tagName, Object.fromEntries(
            [...getComputedStyle(e)].filter(p => !/size|height|width|origin|inset|top|bottom/.test(p)).map(p => [p, getComputedStyle(e)[p]]))]);
         return looks;",
    )
}

/// What an annotator might leave behind.
fn traces(host: &Host) -> Value {
    host.run(
        "return {
            head: document.head.innerHTML,
            body: document.body.innerHTML,
            sheets: document.styleSheets.length,
            adopted: document.adoptedStyleSheets.length,
            root: document.documentElement.getAttributeNames().join(),
            title: document.title,
            globals: Object.keys(window).filter(k => !['first', 'second', 'ready', 'guillemet'].includes(k)).sort(),
        }",
    )
}

#[test]
fn keys_and_the_mouse_in_one_do_not_touch_the_other() {
    let host = both();
    host.drag("Anna dit");
    host.press("2");
    let host = host.turned_to_second();
    host.until_shown(SECOND);
    host.drag("Denis");
    host.press("1 d");
    host.double_click("Carla");
    host.press("3");
    assert_eq!(texts(&host, "first"), ["source Anna dit"]);
    assert_eq!(texts(&host, "second"), ["denial Carla", "quote Denis"]);
    host.press("Control+z Control+z Control+z Control+z");
    assert_eq!(texts(&host, "second"), Vec::<String>::new());
    assert_eq!(texts(&host, "first"), ["source Anna dit"]);
}

#[test]
fn a_selection_or_a_pen_in_one_is_none_of_the_other() {
    let host = both();
    host.use_pen("denial");
    let host = host.turned_to_second();
    assert!(!host.has_pen("denial"));
    host.drag("Carla");
    assert_eq!(texts(&host, "second"), Vec::<String>::new());
    assert_eq!(texts(&host, "first"), Vec::<String>::new());
    host.press("2");
    assert_eq!(texts(&host, "second"), ["source Carla"]);
}

#[test]
fn the_colours_of_two_schemes_do_not_mix() {
    let host = Host::open();
    host.run(
        "const put = (place, color) => mount(document.getElementById(place), {
            articles: [{ title: '', language: 'fr', text: 'Anna dit oui.', annotations: [{ label: 'quote', start: 0, end: 4 }] }],
            scheme: { labels: [{ name: 'quote', key: '1', color }], relations: [] },
         });
         window.first = put('first', '#005f99');
         window.second = put('second', '#a63d00');",
    );
    host.until_shown("Anna dit oui.");
    let border = |place: &str| {
        host.until("the highlight is drawn", || {
            let found = host.run(&format!(
                "const mark = document.querySelector('#{place} [data-annotations]');
                 return mark && getComputedStyle(mark).borderBottomColor + getComputedStyle(mark).textDecorationColor + getComputedStyle(mark).backgroundColor"
            ));
            found.as_str().map(str::to_owned)
        })
    };
    assert_ne!(border("first"), border("second"));
}

#[test]
fn the_hosts_own_look_stays_as_it_was() {
    let host = Host::open();
    let before = look(&host);
    assert!(before.as_array().is_some_and(|looks| looks.len() > 6), "the host's elements are found");
    host.run(MOUNT_BOTH);
    host.until_shown(FIRST);
    host.drag("Anna dit");
    host.press("1");
    host.settle();
    assert_eq!(look(&host), before);
}

#[test]
fn the_hosts_own_keys_and_fields_stay_the_hosts() {
    let host = both();
    host.click("textarea.own");
    host.press("1 n x Control+z");
    host.type_text("mots");
    let typed = host.run("return document.querySelector('textarea.own').value");
    assert!(typed.as_str().is_some_and(|typed| typed.ends_with("mots")), "{typed}");
    host.run(
        "window.pressed = []; addEventListener('keydown', e => pressed.push([e.key, e.defaultPrevented]));",
    );
    host.press("2 s");
    assert_eq!(host.run("return pressed"), json!([["2", false], ["s", false]]));
    assert_eq!(texts(&host, "first"), Vec::<String>::new());
    assert_eq!(texts(&host, "second"), Vec::<String>::new());
}

#[test]
fn unmounting_leaves_no_node_no_style_and_no_listener() {
    let host = Host::open();
    let before = traces(&host);
    host.run(MOUNT_BOTH);
    host.until_shown(FIRST);
    host.drag("Anna dit");
    host.press("1");
    host.settle();
    host.run("first.unmount();");
    // The other one goes on, and keeps its look.
    let host = host.turned_to_second();
    host.drag("Carla");
    host.press("2");
    assert_eq!(texts(&host, "second"), ["source Carla"]);
    let styled = host.run(
        "return getComputedStyle(document.querySelector('#second [data-annotations]')).borderBottomStyle",
    );
    assert_eq!(styled, "dashed");
    host.run("second.unmount();");
    host.settle();
    assert_eq!(traces(&host), before);
    // A click and a key on the page it was on reach nothing that is gone.
    host.click("h1.own");
    host.press("1 Escape");
    host.run(MOUNT_BOTH);
    host.until_shown(SECOND);
}

#[test]
fn a_host_under_a_strict_policy_is_served_as_well() {
    let host = Host::under(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'",
    );
    host.run(MOUNT_BOTH);
    host.until_shown(FIRST);
    host.drag("Anna dit");
    host.press("1");
    host.use_pen("source");
    host.double_click("Bruno");
    assert_eq!(texts(&host, "first"), ["quote Anna dit", "source Bruno"]);
    let (name, _) = host.download_by(|| host.act("download"));
    assert!(name.ends_with(".guillemet.json"), "{name}");
    let border = host.run(
        "return getComputedStyle(document.querySelector('#first [data-annotations]')).borderBottomStyle",
    );
    assert_ne!(border, "none", "the style is there");
    // A breach would stand in the console, which is read as the browser closes.
}

#[test]
fn a_host_loads_the_plain_names_and_nothing_else_of_the_site() {
    let host = both();
    let mut loaded: Vec<_> = host.loaded().into_iter().filter(|path| path.starts_with("/dist/")).collect();
    loaded.sort();
    loaded.dedup();
    for path in &loaded {
        assert!(path.starts_with("/dist/pkg/"), "{path} is none of the package");
    }
    assert!(loaded.contains(&"/dist/pkg/guillemet.js".to_owned()), "{loaded:?}");
    let dist = std::path::PathBuf::from(end_to_end::browser::given("GUILLEMET_DIST"));
    for file in ["pkg/guillemet.js", "pkg/guillemet.d.ts", "pkg/guillemet.css"] {
        assert!(dist.join(file).is_file(), "dist/{file} is there");
    }
    let types = std::fs::read_to_string(dist.join("pkg/guillemet.d.ts")).unwrap();
    for name in
        ["mount", "load", "export", "annotate", "relate", "remove", "undo", "redo", "on(", "unmount", "utf16"]
    {
        assert!(types.contains(name), "the types tell of {name}");
    }
}

#[test]
fn a_page_may_hold_an_annotator_in_a_narrow_place() {
    let host = Host::open();
    host.run(
        "document.getElementById('first').style.width = '360px';
         document.getElementById('first').style.height = '600px';",
    );
    host.run(MOUNT_BOTH);
    host.until_shown(FIRST);
    host.drag("Anna dit");
    host.use_toolbar("source");
    assert_eq!(texts(&host, "first"), ["source Anna dit"]);
    let wide = host.run("return document.documentElement.scrollWidth <= innerWidth");
    assert_eq!(wide, true, "the host page is not made wider");
}
