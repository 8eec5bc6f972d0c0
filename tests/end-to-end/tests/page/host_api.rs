//! What a host page calls: mount, load, export, annotate, relate, remove, undo, redo, on, unmount.

use end_to_end::Document;
use end_to_end::articles::SHORT;
use end_to_end::host::Host;
use serde_json::json;

/// Mounts an annotator with `SHORT` as `window.first`.
fn mounted() -> Host {
    let host = Host::open();
    host.run(&format!(
        "window.first = mount(document.getElementById('first'), {{ articles: [{{ title: 'Court', language: 'fr', text: {} }}] }});
         window.article = first.export().articles[0].id;",
        json!(SHORT)
    ));
    host.until_shown(SHORT);
    host
}

fn export(host: &Host) -> Document {
    Document::of(&host.run("return first.export()"))
}

#[test]
fn what_a_host_annotates_and_relates_is_shown_exported_and_undone() {
    let host = mounted();
    let ids = host.run(
        "const text = first.export().articles[0].text;
         const put = (label, words) => {
            const start = [...text.slice(0, text.indexOf(words))].length;
            return first.annotate({ article, start, end: start + [...words].length, label });
         };
         const quote = put('quote', 'Oui');
         const source = put('source', 'Anna');
         const relation = first.relate({ kind: 'said_by', from: quote, to: source });
         return [quote, source, relation];",
    );
    let document = export(&host);
    assert_eq!(document.drawn(0), "Le maire parle. «\u{a0}[quote:Oui]\u{a0}», dit [source:Anna].");
    assert_eq!(document.links(0), ["said_by: Oui -> Anna"]);
    assert_eq!(document.annotation("quote", "Oui")["id"], ids[0]);
    assert_eq!(document.value["articles"][0]["relations"][0]["id"], ids[2]);
    host.assert_shown(&document);

    assert_eq!(host.run("return first.undo()"), true);
    assert_eq!(export(&host).links(0), Vec::<String>::new());
    assert_eq!(host.run("return [first.undo(), first.undo(), first.undo()]"), json!([true, true, false]));
    assert_eq!(export(&host).drawn(0), "");
    assert_eq!(
        host.run("return [first.redo(), first.redo(), first.redo(), first.redo()]"),
        json!([true, true, true, false])
    );
    assert_eq!(export(&host).value, document.value);
}

#[test]
fn what_a_host_removes_goes_with_its_relations() {
    let host = mounted();
    host.run(
        "window.quote = first.annotate({ article, start: 0, end: 8, label: 'quote' });
         window.source = first.annotate({ article, start: 3, end: 8, label: 'source' });
         first.relate({ kind: 'said_by', from: quote, to: source });
         first.remove(source);",
    );
    let document = export(&host);
    assert_eq!(document.drawn(0), "[quote:Le maire] parle. «\u{a0}Oui\u{a0}», dit Anna.");
    assert_eq!(document.links(0), Vec::<String>::new());
    host.run("first.undo()");
    assert_eq!(export(&host).links(0), ["said_by: Le maire -> maire"]);
}

#[test]
fn an_export_is_a_plain_object_equal_to_the_downloaded_file() {
    let host = mounted();
    host.drag("Anna");
    host.press("2");
    let exported = host.run("return first.export()");
    let downloaded = host.document();
    assert_eq!(exported, downloaded.value);
    let plain = host.run(
        "const document = first.export();
         // A plain object's prototype is at the root, in whatever realm the driver asks.
         const isPlain = (it) => it !== null && Object.getPrototypeOf(Object.getPrototypeOf(it)) === null;
         return isPlain(document)
            && JSON.stringify(document) === JSON.stringify(structuredClone(document))
            && isPlain(document.articles[0].annotations[0].attributes);",
    );
    assert_eq!(plain, true);
}

#[test]
fn an_export_in_another_format_is_handed_over_with_its_name_and_its_losses() {
    let host = mounted();
    host.run("first.annotate({ article, start: 0, end: 8, label: 'source' })");
    let file = host.promised(
        "return first.exportAs('doccano').then(async ({ name, file, lost, missing }) =>
            ({ name, lost, missing, blob: file instanceof Blob, text: await file.text() }))",
    );
    let name = file["name"].as_str().unwrap();
    assert!(name.starts_with("guillemet-doccano-20") && name.ends_with(".jsonl"), "{name}");
    let record: serde_json::Value = serde_json::from_str(file["text"].as_str().unwrap()).unwrap();
    assert_eq!((record["text"].as_str(), &file["blob"]), (Some(SHORT), &json!(true)));
    assert_eq!(record["entities"][0]["end_offset"], 8);
    let lost = file["lost"].as_array().unwrap();
    assert!(lost.contains(&json!({ "what": "annotations lose their names", "count": 1 })), "{lost:?}");
    assert_eq!(file["missing"], 0);

    let refused = "return first.exportAs('fax').catch(error =>
        [Object.prototype.toString.call(error) === '[object Error]', error.message])";
    assert_eq!(host.promised(refused), json!([true, "there is no format `fax` to write"]));
    host.run("first.unmount(); window.second = mount(document.getElementById('second'), { worker: false });");
    let refused = host.promised("return second.exportAs('brat').catch(error => error.message)");
    assert!(refused.as_str().unwrap().contains("worker"), "{refused}");
    let refused = host.promised("return first.exportAs('brat').catch(error => error.message)");
    assert!(refused.as_str().unwrap().contains("unmounted"), "{refused}");
}

#[test]
fn a_document_is_loaded_as_an_object_and_as_text() {
    let host = mounted();
    host.run("first.annotate({ article, start: 0, end: 8, label: 'source' }); window.saved = first.export(); first.unmount();");
    host.run("window.first = mount(document.getElementById('first')); window.report = first.load(saved);");
    host.until_shown(SHORT);
    assert_eq!(host.run("return report"), json!({ "articles": 1, "repaired": [], "rejected": [] }));
    assert_eq!(host.run("return JSON.stringify(first.export()) === JSON.stringify(saved)"), true);
    host.run("first.unmount(); window.first = mount(document.getElementById('first')); first.load(JSON.stringify(saved));");
    host.until_shown(SHORT);
    assert_eq!(host.run("return JSON.stringify(first.export()) === JSON.stringify(saved)"), true);
}

#[test]
fn a_load_reports_what_it_mended_and_left_out() {
    let host = mounted();
    let report = host.run(
        "const saved = first.export();
         saved.articles[0].id = 'other';
         saved.articles[0].annotations = [
            { id: 'a1', label: 'source', start: 0, end: 4, text: 'Anna' },
            { id: 'a2', label: 'quote', start: 0, end: 4, text: 'nulle part' },
         ];
         return first.load(saved);",
    );
    assert_eq!(report["articles"], 1);
    assert_eq!(report["repaired"].as_array().map(Vec::len), Some(1), "{report}");
    assert_eq!(report["rejected"].as_array().map(Vec::len), Some(1), "{report}");
    assert!(report["rejected"][0]["place"].as_str().unwrap().contains("a2"), "{report}");
}

#[test]
fn offsets_are_counted_as_the_host_asks() {
    let host = Host::open();
    let exported = host.run(
        "const text = '👩‍👧🎉 Zoé dit oui';
         const start = text.indexOf('Zoé');
         window.first = mount(document.getElementById('first'), { articles: [{ title: '', language: 'fr', text }], offsets: 'utf16' });
         const article = first.export().articles[0].id;
         first.annotate({ article, start, end: start + 3, label: 'source' });
         return first.export();",
    );
    assert_eq!(exported["offset_unit"], "utf16_code_unit");
    let annotation = &exported["articles"][0]["annotations"][0];
    assert_eq!([&annotation["start"], &annotation["end"]], [&json!(8), &json!(11)]);
    assert_eq!(annotation["text"], "Zoé");
    // A file is in code points all the same.
    let document = host.document();
    let annotation = document.annotation("source", "Zoé");
    assert_eq!([&annotation["start"], &annotation["end"]], [&json!(5), &json!(8)]);
    assert!(
        host.refusal(
            "first.annotate({ article: first.export().articles[0].id, start: 1, end: 5, label: 'quote' })"
        )
        .contains("start")
    );
}

#[test]
fn a_host_hears_of_each_change_until_it_stops_listening() {
    let host = mounted();
    host.run("window.heard = 0; window.off = first.on('change', () => { window.heard += 1; });");
    let heard = |host: &Host| host.run("return window.heard");
    host.run("first.annotate({ article, start: 0, end: 2, label: 'quote' })");
    assert_eq!(heard(&host), 1);
    host.drag("Anna");
    host.press("2");
    host.until("the person's change is heard", || (heard(&host) == 2).then_some(()));
    host.press("n");
    host.settle();
    assert_eq!(heard(&host), 2, "choosing changes nothing");
    host.run("first.undo(); first.redo()");
    assert_eq!(heard(&host), 4);
    host.run("off(); first.undo();");
    assert_eq!(heard(&host), 4);
}

#[test]
fn a_listener_may_act_on_the_annotator_itself() {
    let host = mounted();
    host.run(
        "window.seen = [];
         const off = first.on('change', () => { seen.push(first.export().articles[0].annotations.length); off(); first.undo(); });
         first.annotate({ article, start: 0, end: 2, label: 'quote' });",
    );
    assert_eq!(host.run("return [seen, first.export().articles[0].annotations.length]"), json!([[1], 0]));
}

#[test]
fn a_listener_that_throws_stops_nothing() {
    let host = mounted();
    host.pardon("the host's mistake");
    host.run(
        "window.heard = 0;
         first.on('change', () => { throw new Error(\"the host's mistake\"); });
         first.on('change', () => { window.heard += 1; });
         first.annotate({ article, start: 0, end: 2, label: 'quote' });",
    );
    assert_eq!(host.run("return heard"), 1);
    assert_eq!(export(&host).annotations(0).len(), 1);
}

#[test]
fn wrong_arguments_throw_an_error_that_names_the_field() {
    let host = mounted();
    host.run(
        "window.quote = first.annotate({ article, start: 0, end: 8, label: 'quote' });
        window.source = first.annotate({ article, start: 3, end: 8, label: 'source' });",
    );
    let before = host.run("return first.export()");
    for (call, field) in [
        ("mount(null)", "element"),
        ("mount('#first')", "element"),
        ("mount(document.getElementById('second'), 7)", "options"),
        ("mount(document.getElementById('second'), { article: [] })", "article"),
        ("mount(document.getElementById('second'), { articles: {} })", "articles"),
        ("mount(document.getElementById('second'), { articles: [{ title: 'x' }] })", "articles[0]"),
        ("mount(document.getElementById('second'), { articles: [{ text: 7 }] })", "text"),
        ("mount(document.getElementById('second'), { offsets: 'bytes' })", "offsets"),
        ("mount(document.getElementById('second'), { scheme: { labels: [] } })", "scheme"),
        (
            "mount(document.getElementById('second'), { scheme: { labels: [{ name: 'a', color: 'red' }], relations: [] } })",
            "scheme",
        ),
        ("mount(document.getElementById('second'), { persist: 'yes' })", "persist"),
        ("first.annotate()", "annotation"),
        ("first.annotate({ start: 0, end: 1, label: 'quote' })", "article"),
        ("first.annotate({ article: 'nowhere', start: 0, end: 1, label: 'quote' })", "article"),
        ("first.annotate({ article, start: -1, end: 1, label: 'quote' })", "start"),
        ("first.annotate({ article, start: '0', end: 1, label: 'quote' })", "start"),
        ("first.annotate({ article, start: 0.5, end: 1, label: 'quote' })", "start"),
        ("first.annotate({ article, start: NaN, end: 1, label: 'quote' })", "start"),
        ("first.annotate({ article, start: 0, label: 'quote' })", "end"),
        ("first.annotate({ article, start: 5, end: 5, label: 'quote' })", "end"),
        ("first.annotate({ article, start: 5, end: 2, label: 'quote' })", "end"),
        ("first.annotate({ article, start: 0, end: 1e9, label: 'quote' })", "end"),
        ("first.annotate({ article, start: 0, end: 1, label: 'cue' })", "label"),
        ("first.annotate({ article, start: 0, end: 1, label: 'quote', colour: 'red' })", "colour"),
        ("first.relate({ kind: 'said_by', from: quote })", "to"),
        ("first.relate({ kind: 'loves', from: quote, to: source })", "kind"),
        ("first.relate({ kind: 'said_by', from: 'nobody', to: source })", "from"),
        ("first.relate({ kind: 'said_by', from: source, to: quote })", "said_by"),
        ("first.relate({ kind: 'continues', from: quote, to: quote })", "itself|own|same"),
        ("first.remove('nobody')", "id"),
        ("first.remove(7)", "id"),
        ("first.load('{')", "json"),
        ("first.load({ format: 'other' })", "json"),
        ("first.load(null)", "json"),
        ("first.on('click', () => {})", "event"),
        ("first.on('change', 7)", "listener"),
    ] {
        let message = host.refusal(call);
        assert!(field.split('|').any(|field| message.contains(field)), "`{call}` says: {message}");
    }
    assert_eq!(host.run("return first.export()"), before, "nothing has changed");
    assert_eq!(
        host.run("return document.getElementById('second').childNodes.length"),
        0,
        "nothing was mounted"
    );
}

#[test]
fn an_argument_that_cannot_be_read_does_not_break_the_annotator() {
    let host = mounted();
    host.run("window.ring = {}; ring.ring = ring;");
    for call in ["first.load(ring)", "first.load(Symbol())", "first.load(() => 1)", "first.annotate(ring)"] {
        let message = host.refusal(call);
        assert!(!message.is_empty() && !message.contains("unreachable"), "`{call}` says: {message}");
    }
    host.run("first.annotate({ article, start: 0, end: 2, label: 'quote' })");
    assert_eq!(export(&host).annotations(0).len(), 1);
}

#[test]
fn a_host_brings_its_own_scheme() {
    let host = Host::open();
    host.run(
        "window.first = mount(document.getElementById('first'), {
            articles: [{ title: '', language: 'fr', text: 'Zoé dit oui.' }],
            scheme: {
                labels: [{ name: 'speaker', key: 'k', color: '#a63d00' }, { name: 'cue', key: 'v', color: '#00664d', line: 'dotted' }],
                relations: [{ name: 'cued_by', from: ['speaker'], to: ['cue'] }],
            },
        });",
    );
    host.until_shown("Zoé dit oui.");
    host.double_click("Zoé");
    host.press("k");
    host.double_click("dit");
    host.press("v p r n Enter");
    let document = export(&host);
    assert_eq!(document.drawn(0), "[speaker:Zoé] [cue:dit] oui.");
    assert_eq!(document.links(0), ["cued_by: Zoé -> dit"]);
}

#[test]
fn an_annotator_that_was_unmounted_says_so() {
    let host = mounted();
    host.run("first.unmount(); first.unmount();");
    for call in ["first.export()", "first.undo()", "first.load('{}')", "first.on('change', () => {})"] {
        assert!(host.refusal(call).contains("unmounted"), "{call}");
    }
    assert_eq!(host.run("return document.getElementById('first').childNodes.length"), 0);
}

#[test]
fn after_a_panic_in_the_middle_of_a_change_the_work_is_offered_as_a_file() {
    let host = mounted();
    host.drag("Anna");
    host.press("2");
    let before = host.document();
    host.pardon("broken on purpose");
    host.pardon("unreachable");
    host.run("try { first.__panic() } catch { /* the trap reaches the host as an error */ }");
    host.until_seen("[data-part=rescue]");
    let (_, bytes) = host.download_by(|| host.click("[data-action=rescue-download]"));
    assert_eq!(bytes, before.bytes);
}

#[test]
fn what_json_text_cannot_hold_is_read_from_the_values_themselves() {
    let host = Host::open();
    // Long enough to cross as one text.
    let articles = host.run(
        "window.long = 'Il dit oui.\\n' + 'Et rien de plus. '.repeat(4000);
         window.first = mount(document.getElementById('first'), { articles: [{ text: long, annotations: [
            { label: 'quote', start: 7, end: 10, attributes: new Map([['manner', 'direct']]) }] }] });
         return first.export().articles;",
    );
    assert_eq!(articles[0]["annotations"][0]["attributes"]["manner"], "direct");
    let refused = host.run(
        "try { mount(document.getElementById('second'), { articles: [{ text: long }], samples: () => [] }); return ''; }
         catch (error) { return error.message; }",
    );
    assert!(refused.as_str().unwrap_or_default().contains("options"), "{refused}");
}
