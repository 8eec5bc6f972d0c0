//! What is done with the chosen annotation: relabel, edges, attributes, note, delete.

use end_to_end::Page;
use end_to_end::articles::{HARBOUR, SHORT};
use end_to_end::keys::Modifier;
use serde_json::json;

const QUOTE: &str = "personne ne sera licencié";

fn with_quote() -> Page {
    let page = Page::with_text(HARBOUR);
    page.drag(QUOTE);
    page.press("1");
    page.until_chosen(QUOTE);
    page
}

#[test]
fn a_chosen_annotation_gets_another_label() {
    let page = with_quote();
    page.act_on_chosen("button[data-label=denial]");
    page.assert_drawn_annotation("denial", QUOTE);
    page.act("undo");
    page.assert_drawn_annotation("quote", QUOTE);
    page.act("redo");
    page.assert_drawn_annotation("denial", QUOTE);
}

#[test]
fn a_new_label_drops_the_links_that_do_not_fit_it_in_one_gesture() {
    let page = with_quote();
    page.drag("Inès Malloy");
    page.press("2");
    page.choose(QUOTE);
    page.press("s");
    let linked = page.document();
    page.act_on_chosen("button[data-label=source]");
    page.until_notice(&["removed 1 link"]);
    page.assert_links(&[]);
    page.act("undo");
    assert_eq!(page.document().bytes, linked.bytes);
}

#[test]
fn edges_move_by_word_and_with_alt_by_character() {
    let page = with_quote();
    page.act_on_chosen("[data-action=start-later]");
    page.until_chosen("ne sera licencié");
    page.act_on_chosen("[data-action=end-earlier]");
    page.until_chosen("ne sera");
    page.act_on_chosen("[data-action=end-later]");
    page.until_chosen("ne sera licencié");
    page.act_on_chosen("[data-action=start-earlier]");
    page.until_chosen(QUOTE);
    page.act_on_chosen_with(Modifier::Alt, "[data-action=start-later]");
    page.until_chosen("ersonne ne sera licencié");
    page.act_on_chosen_with(Modifier::Alt, "[data-action=end-earlier]");
    page.until_chosen("ersonne ne sera licenci");
    page.assert_drawn_annotation("quote", "ersonne ne sera licenci");
}

#[test]
fn an_edge_stops_before_nothing_is_left() {
    let page = Page::with_text(HARBOUR);
    page.drag("Norda");
    page.press("2");
    page.act_on_chosen("[data-action=start-later]");
    page.until_notice(&["cannot go further"]);
    page.assert_drawn_annotation("source", "Norda");
}

#[test]
fn a_quote_is_direct_indirect_or_mixed_or_nothing_said() {
    let page = with_quote();
    let manner = |page: &Page| page.document().annotation("quote", QUOTE)["attributes"]["manner"].clone();
    for value in ["direct", "indirect", "mixed"] {
        page.act_on_chosen(&format!("button[data-value={value}]"));
        assert_eq!(manner(&page), value);
    }
    let mixed = page.within("[data-part=details] button[data-value=mixed]");
    assert_eq!(page.attribute(&mixed, "aria-pressed").as_deref(), Some("true"));
    page.click(&mixed);
    assert_eq!(manner(&page), serde_json::Value::Null);
    assert_eq!(page.attribute(&mixed, "aria-pressed").as_deref(), Some("false"));
}

#[test]
fn a_note_is_written_changed_and_undone_as_one_gesture() {
    let page = with_quote();
    let note = |page: &Page| page.document().annotation("quote", QUOTE)["note"].clone();
    page.write_note("à vérifier\u{202f}: 👩‍👧 \"sic\"");
    assert_eq!(note(&page), "à vérifier\u{202f}: 👩‍👧 \"sic\"");
    page.write_note("vérifié");
    assert_eq!(note(&page), "vérifié");
    page.act("undo");
    assert_eq!(note(&page), "à vérifier\u{202f}: 👩‍👧 \"sic\"");
    page.act("undo");
    assert_eq!(note(&page), "");
}

#[test]
fn a_note_is_not_lost_when_another_annotation_is_chosen_while_writing() {
    let page = with_quote();
    page.drag("Inès Malloy");
    page.press("2");
    page.choose(QUOTE);
    page.click(&page.within("[data-part=details] textarea[data-part=note]"));
    page.type_text("en cours");
    page.click_text("Inès ⟨Malloy⟩");
    page.until_chosen("Inès Malloy");
    let document = page.document();
    assert_eq!(document.annotation("quote", QUOTE)["note"], "en cours");
    assert_eq!(document.annotation("source", "Inès Malloy")["note"], "");
}

#[test]
fn deleting_takes_the_highlight_off_and_undo_puts_it_back() {
    let page = with_quote();
    let before = page.document();
    page.act("delete");
    page.until_rows(&[]);
    page.assert_drawn("");
    page.act("undo");
    assert_eq!(page.document().bytes, before.bytes);
    page.until_chosen(QUOTE);
}

#[test]
fn an_annotation_says_who_made_it_when_and_how() {
    let page = with_quote();
    let annotation = page.document().annotation("quote", QUOTE).clone();
    assert_eq!(annotation["origin"]["kind"], "hand");
    assert_eq!(annotation["created"], annotation["modified"]);
    let made = annotation["created"].as_str().unwrap();
    assert!(made.ends_with('Z') && made.contains('T'), "a time in UTC: {made}");
    page.until("a later moment comes", || {
        page.press("d m");
        let now = page.document().annotation("quote", QUOTE).clone();
        assert_eq!(now["created"], made);
        (now["modified"] != made).then_some(())
    });
}

#[test]
fn a_note_is_kept_while_it_is_written_and_downloaded_with_it() {
    let page = Page::with_text(SHORT);
    page.tab_to_text();
    page.press("Control+Home w 2 t");
    page.type_text("d’après lui");
    let (_, bytes) = page.download_by(|| page.press("Control+s"));
    assert_eq!(end_to_end::Document::read(bytes).annotations(0)[0]["note"], "d’après lui");
    page.type_text(" même");
    page.until("the rest is taken by itself", || {
        let notes = "return document.querySelector(arguments[0])?.textContent ?? ''";
        let row = page.script(notes, json!([page.within("[data-part=list] .row-note")]));
        row.as_str().is_some_and(|note| note.ends_with("lui même")).then_some(())
    });
    page.until_standing("saved");
    page.go(&Page::address());
    page.until_shown(SHORT);
    assert_eq!(page.document().annotations(0)[0]["note"], "d’après lui même");
}
