//! Every screen, one after another: under axe-core in the light and in the dark, as wide as a phone, in forced
//! colours, and by the keyboard alone.

use end_to_end::Page;
use end_to_end::articles::HARBOUR;
use serde_json::{Value, json};

use crate::accessible::{assert_accessible, at_work, in_both};

/// What another program exports, with a label that the scheme has not.
fn foreign() -> String {
    let span = json!({ "id": "a", "type": "labels", "from_name": "label", "to_name": "text", "value":
        { "start": 0, "end": 16, "text": "Nous avons gagné", "labels": ["Citation"] } });
    json!([{ "id": 1, "data": { "text": "Nous avons gagné, dit Léa." }, "annotations": [{ "result": [span] }] }])
        .to_string()
}

/// More articles than have a tab.
fn many() -> String {
    let line = |n: usize| json!({ "id": format!("a{n}"), "title": format!("Article {n}"), "text": format!("Oui, dit Anna. {n}") });
    (0..12).map(|n| format!("{}\n", line(n))).collect()
}

/// The dialogs that a button opens: what it does, and the part of the page that then stands over it.
const DIALOGS: [(&str, &str); 7] = [
    ("help", "help"),
    ("preview", "preview"),
    ("paste", "paste-dialog"),
    ("about", "about-dialog"),
    ("scheme", "scheme-dialog"),
    ("data-sets", "data-sets-dialog"),
    ("export", "export"),
];

/// Opens the lists where they are a sheet.
fn with_lists(page: &Page, look: impl FnOnce()) {
    let toggle = page.within("[data-action=sheet]");
    let is_sheet = page.sees(&toggle);
    if is_sheet {
        page.click(&toggle);
    }
    look();
    if is_sheet {
        page.click(&toggle);
    }
}

/// Goes along the screens of a page in a window of this size and looks at each.
fn each_screen(size: (u32, u32), mut look: impl FnMut(&Page, &str)) {
    let page = Page::open();
    page.resize(size.0, size.1);
    look(&page, "the sample");
    page.act("remove-article");
    page.until_seen(&page.within("[data-part=empty]"));
    look(&page, "without an article");
    drop(page);
    let page = at_work();
    page.resize(size.0, size.1);
    look(&page, "at work");
    page.act("menu");
    look(&page, "the menu");
    page.act("menu");
    with_lists(&page, || look(&page, "the lists"));
    for (action, part) in DIALOGS {
        let dialog = page.within(&format!("[data-part={part}]"));
        let is_phone = action == "help" && size.0 < 640;
        page.act(if is_phone { "menu-help" } else { action });
        page.until_seen(&dialog);
        look(&page, part);
        page.press("Escape");
        page.until_gone(&dialog);
    }
    page.load(&[page.file("export.json", foreign())]);
    let import = page.within("[data-part=import]");
    page.until_seen(&import);
    page.until_seen(&page.within("[data-part=import] table"));
    look(&page, "import");
    page.press("Escape");
    page.until_gone(&import);
    page.press("Control+f");
    page.until_seen(&page.within("[data-part=find]"));
    page.type_text("(Inès");
    page.click(&page.within("[data-find=pattern]"));
    page.until_seen(&page.within("[data-part=find-wrong]"));
    look(&page, "a wrong pattern");
    page.click(&page.within("[data-find=pattern]"));
    page.press("Escape");
    with_lists(&page, || {
        page.act("suggesting");
        page.until_seen(&page.within("[data-action=accept-all]"));
        page.click(&page.within("[data-part=rules] summary"));
        look(&page, "the rules");
        page.act("suggesting");
    });
    page.load(&[page.file("leer.txt", "")]);
    page.until_notice(&["leer.txt"]);
    look(&page, "a notice");
    page.load(&[page.file("many.jsonl", many())]);
    page.until_notice(&["12 articles"]);
    if !page.sees(&page.within("[data-part=queue]")) {
        page.act("queue");
    }
    page.until_seen(&page.within("[data-queue-row]"));
    look(&page, "the queue");
}

#[test]
fn axe_finds_nothing_on_any_screen() {
    each_screen((1440, 900), |page, screen| {
        // Over a dialog nobody reaches what chooses the colours: the system does.
        for scheme in ["light", "dark"] {
            emulate(page, "prefers-color-scheme", scheme);
            assert_accessible(page, &format!("{screen}, {scheme}"));
        }
    });
}

#[test]
fn axe_finds_nothing_in_the_dialogs_of_a_data_set() {
    let page = at_work();
    in_both(&page, "at work");
    page.act("scheme");
    page.until_seen(&page.within("[data-part=scheme-dialog]"));
    page.click(&page.within("[data-part=scheme-dialog] summary"));
    page.act("add-kind");
    assert_accessible(&page, "relations of the scheme");
    page.click(&page.within("[data-label-row='0'] [data-action=remove-label]"));
    page.until_seen(&page.within("[data-fate]"));
    assert_accessible(&page, "a label that goes");
}

fn emulate(page: &Page, feature: &str, value: &str) {
    page.devtools("Emulation.setEmulatedMedia", json!({ "features": [{ "name": feature, "value": value }] }));
    page.settle();
}

/// What sticks out of the window, what scrolls sideways, and what is too small to be hit.
const ILL: &str = "
    const ill = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) ill.push(`the page is ${document.documentElement.scrollWidth} wide`);
    const root = document.querySelector('dialog[open]') ?? document.querySelector('.guillemet');
    // What scrolls by itself and on purpose: titles of articles, labels, code.
    const scrolls = '.articles ul, .pens, pre';
    const name = e => `${e.tagName.toLowerCase()}.${e.className} ${e.dataset?.action ?? e.dataset?.part ?? ''} “${e.textContent.trim().slice(0, 20)}”`;
    let seen = 0;
    for (const e of root.querySelectorAll('*')) {
        if (!e.checkVisibility({ checkVisibilityCSS: true }) || e.closest('.announcer, .unseen, svg, .word')) continue;
        const box = e.getBoundingClientRect();
        if (!box.width || !box.height) continue;
        seen += 1;
        if (!e.closest(scrolls) && (box.right > width + 1 || box.left < -1)) ill.push(`${name(e)} lies from ${box.left} to ${box.right}`);
        if (/auto|scroll/.test(getComputedStyle(e).overflowX) && !e.matches(scrolls) && e.scrollWidth > e.clientWidth + 1) ill.push(`${name(e)} scrolls sideways`);
        // A box to tick is hit by its label.
        const target = e.matches('[type=checkbox], [type=radio]') ? e.closest('label') : e.matches('button, select, input, textarea, summary') ? e : null;
        const size = target?.getBoundingClientRect();
        if (size && (size.height < 23.9 || size.width < 23.9)) ill.push(`${name(target)} is ${size.width} by ${size.height}`);
    }
    return { seen, ill };";

fn assert_fits(page: &Page, screen: &str) {
    page.settle();
    let found = page.script(ILL, json!([]));
    assert!(found["seen"].as_u64() > Some(3), "{screen}: there is something to see: {found}");
    assert_eq!(found["ill"], json!([]), "{screen}");
}

#[test]
fn every_screen_fits_a_phone_and_every_target_can_be_hit() {
    each_screen((320, 640), assert_fits);
}

#[test]
fn every_screen_fits_a_tablet_and_the_bar_is_one_row_there_and_above() {
    each_screen((768, 1024), |page, screen| {
        assert_fits(page, screen);
        assert_one_row(page);
    });
    let page = at_work();
    for language in ["en", "fr"] {
        page.go(&format!("{}&lang={language}", Page::address()));
        page.until_standing("saved");
        for width in [1440, 1024, 320] {
            page.resize(width, 800);
            page.settle();
            assert_one_row(&page);
        }
    }
}

/// Everything in the bar stands on one line.
fn assert_one_row(page: &Page) {
    let height = page
        .script("return document.querySelector('.guillemet .bar').getBoundingClientRect().height", json!([]));
    assert!(height.as_f64() < Some(56.0), "the bar is {height} high");
}

#[test]
fn every_screen_can_be_read_in_forced_colours() {
    each_screen((1440, 900), |page, screen| {
        for scheme in ["light", "dark"] {
            let features = json!([{ "name": "forced-colors", "value": "active" }, { "name": "prefers-color-scheme", "value": scheme }]);
            page.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
            page.settle();
            let forced = page.script("return matchMedia('(forced-colors: active)').matches", json!([]));
            assert_eq!(forced, true);
            let found = page.contrasts();
            assert!(found["seen"].as_u64() > Some(5), "{screen}: the texts are found: {found}");
            assert_eq!(found["weak"], json!([]), "{screen}, {scheme}");
        }
        emulate(page, "forced-colors", "none");
    });
}

#[test]
fn nothing_moves_by_itself_where_a_person_wants_it_so() {
    let page = Page::with_text(HARBOUR);
    page.tab_to_text();
    page.press("ArrowRight");
    let moving = || {
        page.script(
            "return document.getAnimations().filter(a => a.playState === 'running').length",
            json!([]),
        )
    };
    page.until("the caret blinks", || (moving() == 1).then_some(()));
    page.script(
        "window.stood = 0;
         new MutationObserver(() => (window.stood += document.getAnimations().length ? 0 : 1))
             .observe(document.querySelector('[data-part=caret]'), { attributes: true });",
        json!([]),
    );
    page.press("ArrowRight");
    page.until("it stands where it comes to", || {
        (page.script("return window.stood > 0", json!([])) == true).then_some(())
    });
    page.until("it blinks again", || (moving() == 1).then_some(()));
    emulate(&page, "prefers-reduced-motion", "reduce");
    page.settle();
    assert_eq!(moving(), 0);
}

/// Where the focus is: the name of the part around it.
fn focus(page: &Page) -> Value {
    page.settle();
    page.script(
        "const e = document.activeElement;
         return [e?.closest('dialog')?.dataset.part ?? e?.closest('[data-part]')?.dataset.part ?? e?.tagName ?? '', e?.dataset?.action ?? '']",
        json!([]),
    )
}

/// Presses Tab until a button has the focus.
#[track_caller]
fn tab_to(page: &Page, action: &str) {
    for _ in 0..120 {
        if focus(page)[1] == action {
            return;
        }
        page.press("Tab");
    }
    panic!("Tab does not lead to `{action}`; the focus is at {}", focus(page));
}

#[test]
fn each_dialog_is_opened_gone_through_and_left_by_the_keyboard() {
    let page = at_work();
    for (action, part) in DIALOGS {
        if page.script("return !!document.activeElement.closest('.guillemet')", json!([])) == false {
            page.tab_to_text();
        }
        let in_menu = ["preview", "paste", "scheme", "export"].contains(&action);
        if in_menu {
            tab_to(&page, "menu");
            page.press("Enter");
        }
        tab_to(&page, action);
        page.press("Enter");
        page.until_seen(&page.within(&format!("[data-part={part}]")));
        let mut stops = Vec::new();
        for _ in 0..12 {
            let place = focus(&page);
            // Between its last and its first control the browser's own bar has its turn.
            let is_inside = place[0] == part || place[0] == "BODY" || place[0] == "HTML";
            assert!(is_inside, "{part}: the focus left it for {place}");
            stops.push(place);
            page.press("Tab");
        }
        assert_eq!(stops[0][0], part, "the focus goes in");
        page.press("Escape");
        page.until_gone(&page.within(&format!("[data-part={part}]")));
        assert_eq!(focus(&page)[0], "text", "{part}: the focus comes back");
    }
}

#[test]
fn the_menu_opens_and_closes_by_the_keyboard_and_lets_nothing_through() {
    let page = at_work();
    tab_to(&page, "menu");
    let list = page.within("[data-action=paste]");
    assert!(!page.sees(&list));
    page.press("Enter");
    page.until_seen(&list);
    page.press("Escape");
    page.until_gone(&list);
    assert_eq!(focus(&page)[1], "menu", "the focus stays where the menu is");
    assert!(page.chosen().is_some(), "what was chosen still is");
    page.press("Enter");
    page.until_seen(&list);
    tab_to(&page, "help");
    page.until_gone(&list);
}

#[test]
fn many_articles_are_worked_through_by_the_keyboard_alone() {
    let page = Page::open();
    page.load(&[page.file("many.jsonl", many())]);
    page.until_seen(&page.within("[data-queue-row]"));
    let title = || {
        page.settle();
        page.text_of(&page.within("h1.title"))
    };
    page.tab_to_text();
    let first = title();
    page.press("Control+Home w 1 Escape Escape Shift+D");
    page.until("the next one is read", || (title() != first).then_some(()));
    let search = page.within("[data-part=queue] input");
    for _ in 0..120 {
        if page.has_focus("[data-part=queue] input") {
            break;
        }
        page.press("Tab");
    }
    assert!(page.has_focus("[data-part=queue] input"), "Tab leads to {search}");
    page.type_text("Article 7");
    page.until("one row is left", || (page.all(&page.within("[data-queue-row]")).len() == 1).then_some(()));
    for _ in 0..20 {
        if page.has_focus("[data-queue-row]") {
            break;
        }
        page.press("Tab");
    }
    page.press("Enter");
    page.until("it is read", || (title() == "Article 7").then_some(()));
    page.tab_to_text();
    page.press("Control+Home w 2");
    let document = page.document();
    let marked = |n: usize| document.annotations(n).len();
    assert_eq!((marked(0), marked(7)), (1, 1), "{first} and Article 7 are annotated");
}
