//! Long articles that a host page gives to `mount`: they are read in turns, and nobody need know.

use end_to_end::host::Host;
use serde_json::{Value, json};

/// The host page, with what makes options of one long article: a paragraph for each number, an annotation on each
/// third. Offsets are in code points, and the text has some that JavaScript counts as two.
fn host() -> Host {
    let host = Host::open();
    host.run(
        "window.long = (more = {}) => {
            const line = (n) => `Ligne ${n} 🗞 : « Oui », dit Anna. ${'Le vent tournait au port. '.repeat(5)}`;
            const lines = Array.from({ length: 12000 }, (_, n) => line(n));
            const annotations = [];
            let at = 0;
            for (const [n, line] of lines.entries()) {
                const start = at + [...line.slice(0, line.indexOf('Oui'))].length;
                if (n % 3 === 0) annotations.push({ id: `a${n}`, label: 'quote', start, end: start + 3, attributes: {} });
                at += [...line].length + 1;
            }
            return { articles: [{ id: 'long', title: 'Long', language: 'fr', text: lines.join('\\n'), annotations, ...more }], suggest: false };
         };
         window.place = document.getElementById('first');",
    );
    host
}

fn until_opened(host: &Host) {
    host.promised("await first.opened");
    host.until_seen(&host.within("[data-part=text] .mark"));
}

/// What is annotated: of each its id and the characters that its offsets cut out.
fn annotated(host: &Host) -> Value {
    host.run(
        "const [article] = first.export().articles;
         const characters = [...article.text];
         return article.annotations.map(({ id, start, end }) => `${id} ${characters.slice(start, end).join('')}`);",
    )
}

fn expected() -> Vec<String> {
    (0..4000).map(|n| format!("a{} Oui", n * 3)).collect()
}

#[test]
fn they_come_exactly_while_the_page_goes_on() {
    let host = host();
    let at_once = host.run(
        "window.first = mount(place, long());
         return [first.standing, !!place.querySelector('.mark'), !!place.querySelector('[data-part=empty]')];",
    );
    assert_eq!(at_once, json!(["opening", false, false]), "{at_once}");
    until_opened(&host);
    assert_eq!(
        host.run("return [first.standing, first.unsaved, first.undo()]"),
        json!(["none", false, false])
    );
    assert_eq!(annotated(&host), json!(expected()));
    assert_eq!(host.run("return first.export().articles[0].text === long().articles[0].text"), true);
}

#[test]
fn who_asks_for_them_at_once_has_them_at_once_and_they_do_not_come_twice() {
    let host = host();
    let id = host.run(
        "window.first = mount(place, long());
         return first.annotate({ article: 'long', start: 0, end: 5, label: 'source' });",
    );
    until_opened(&host);
    host.promised("await new Promise((done) => setTimeout(done, 500))");
    let mut all = expected();
    all.insert(0, format!("{} Ligne", id.as_str().unwrap()));
    assert_eq!(annotated(&host), json!(all));
    assert_eq!(host.run("return [first.undo(), first.undo()]"), json!([true, false]));
    assert_eq!(annotated(&host), json!(expected()));
}

#[test]
fn what_becomes_of_the_lists_and_the_text_after_mount_is_not_seen() {
    let host = host();
    host.run(
        "const options = long();
         window.first = mount(place, options);
         options.articles[0].annotations.length = 3;
         options.articles[0].text = 'Autre chose.';
         options.articles[0].title = 'Autre titre';
         options.articles.length = 0;",
    );
    until_opened(&host);
    assert_eq!(annotated(&host), json!(expected()));
    assert_eq!(host.run("return first.export().articles[0].title"), "Long");
}

#[test]
fn a_host_hears_of_changes_and_not_of_what_it_brought() {
    let host = host();
    host.run(
        "window.first = mount(place, long()); window.heard = 0; first.on('change', () => (heard += 1));",
    );
    until_opened(&host);
    assert_eq!(host.run("return heard"), 0);
    host.run("first.annotate({ article: 'long', start: 0, end: 5, label: 'source' })");
    assert_eq!(host.run("return heard"), 1);
}

#[test]
fn what_is_wrong_with_them_is_told_to_the_host_and_on_the_page() {
    let host = host();
    host.pardon("nonsense");
    host.run(
        "window.wrong = () => {
            const options = long();
            options.articles[0].annotations.push({ label: 'nonsense', start: 0, end: 5 });
            return options;
         };",
    );
    let told = host.promised(
        "window.first = window.guillemet.mount(place, wrong());
         return first.opened.then(() => 'opened', (error) => error.message);",
    );
    let told = told.as_str().unwrap();
    assert!(told.contains("annotations[4000]") && told.contains("nonsense"), "{told}");
    let notice = host.text_of(&host.within("[data-part=notices] .notice"));
    assert!(notice.contains("nonsense"), "{notice}");
    host.until_seen(&host.within("[data-part=empty]"));
    // It works on, and so does whoever asks at once: that call throws.
    assert_eq!(host.run("return first.export().articles"), json!([]));
    host.run("first.unmount()");
    let refused =
        host.refusal("window.first = mount(place, wrong()); first.opened.catch(() => {}); first.export()");
    assert!(refused.contains("annotations[4000]"), "{refused}");
    // What looks like no article at all is refused by `mount` itself.
    let refused = host.refusal("mount(document.getElementById('second'), long({ annotations: 7 }))");
    assert!(refused.contains("annotations"), "{refused}");
}

#[test]
fn values_that_json_text_cannot_hold_come_as_well() {
    let host = host();
    host.run(
        "const options = long();
         options.articles[0].annotations[1].attributes = new Map([['manner', 'direct']]);
         window.first = mount(place, options);",
    );
    until_opened(&host);
    assert_eq!(
        host.run("return first.export().articles[0].annotations[1].attributes"),
        json!({ "manner": "direct" })
    );
    assert_eq!(annotated(&host), json!(expected()));
}

#[test]
fn they_come_into_the_data_set_that_is_kept_and_only_once() {
    let host = host();
    let mount = "window.first = mount(place, { ...long(), persist: true });";
    host.run(mount);
    until_opened(&host);
    let saved =
        || host.until("all is saved", || (host.run("return first.standing") == "saved").then_some(()));
    saved();
    host.run("first.annotate({ article: 'long', start: 0, end: 5, label: 'source' })");
    saved();
    host.run(&format!("first.unmount(); {mount}"));
    host.promised("await first.opened");
    saved();
    let counted = host.promised(
        "const { articles } = await first.exportAll();
         return articles.map(({ id, annotations }) => `${id} ${annotations.length}`);",
    );
    assert_eq!(counted, json!(["long 4001"]));
}

#[test]
fn an_annotator_that_leaves_before_they_come_leaves_nothing() {
    let host = host();
    let settled = host.promised(
        "window.first = window.guillemet.mount(place, long());
         first.unmount();
         await first.opened;
         await new Promise((done) => setTimeout(done, 1000));
         return [place.childNodes.length, document.adoptedStyleSheets.length];",
    );
    assert_eq!(settled, json!([0, 0]), "it was drawn all the same, and its style is there");
}

#[test]
fn a_text_without_line_ends_is_drawn_whole_where_nothing_else_has_it_drawn_again() {
    let host = host();
    host.run(
        "const text = 'Le vent tournait au port. '.repeat(800);
         window.first = mount(place, { articles: [{ id: 'one', text }], suggest: false });",
    );
    host.until("all of it is drawn", || {
        let drawn = host.run(
            "const page = place.querySelector('[data-part=text]');
             return [page?.querySelectorAll('[data-gap]').length, page?.textContent.trim().length];",
        );
        (drawn == json!([0, 26 * 800 - 1])).then_some(())
    });
}
