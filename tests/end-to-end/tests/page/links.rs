//! Relations: by keys, by buttons, by pointing; refused, removed, drawn.

use end_to_end::Page;
use end_to_end::articles::HARBOUR;

/// Two quotes, a denial with a source nested in it, and two more sources; nothing linked.
fn annotated() -> Page {
    let page = Page::with_text(HARBOUR);
    for (text, key) in [
        ("Inès Malloy", "2"),
        ("personne ne sera licencié", "1"),
        ("Norda", "2"),
        ("Nous continuons de discuter", "1"),
        ("La mairie dément avoir signé quoi que ce soit.", "3"),
        ("La ⟨mairie⟩ dément", "2"),
    ] {
        page.drag(text);
        page.press(key);
    }
    page.press("Escape");
    page
}

#[test]
fn the_buttons_link_as_the_keys_do() {
    let page = annotated();
    page.choose("personne ne sera licencié");
    page.act("link-nearest");
    page.choose("Nous continuons de discuter");
    page.act("link-last");
    page.act("link-continued");
    page.choose("La mairie dément avoir signé quoi que ce soit.");
    page.act("point");
    page.click_text("La ⟨mairie⟩ dément");
    page.assert_links(&[
        "said_by: personne ne sera licencié -> Inès Malloy",
        "said_by: Nous continuons de discuter -> Inès Malloy",
        "continues: Nous continuons de discuter -> personne ne sera licencié",
        "denied_by: La mairie dément avoir signé quoi que ce soit. -> mairie",
    ]);
}

#[test]
fn a_denial_is_linked_to_the_quote_that_it_denies() {
    let page = annotated();
    page.choose("La mairie dément avoir signé quoi que ce soit.");
    page.press("r");
    page.click_text("⟨Nous continuons⟩ de");
    page.assert_links(&[
        "denies: La mairie dément avoir signé quoi que ce soit. -> Nous continuons de discuter",
    ]);
}

#[test]
fn pointing_from_a_source_at_a_quote_means_that_it_was_said_by_it() {
    let page = annotated();
    page.choose("Norda");
    page.press("r");
    page.click_text("personne ne ⟨sera⟩");
    page.assert_links(&["said_by: personne ne sera licencié -> Norda"]);
}

#[test]
fn pointing_by_next_and_enter_takes_the_one_gone_to_also_where_it_is_nested() {
    let page = annotated();
    page.choose("Nous continuons de discuter");
    page.press("r n n");
    page.until_chosen("mairie");
    page.press("Enter");
    page.assert_links(&["said_by: Nous continuons de discuter -> mairie"]);
}

#[test]
fn pointing_at_a_row_of_the_list_links_to_it() {
    let page = annotated();
    page.choose("Nous continuons de discuter");
    page.press("r");
    let row = page.rows().into_iter().find(|row| row.text == "Norda").unwrap();
    page.click(&page.within(&format!("[data-row='{}']", row.id)));
    page.assert_links(&["said_by: Nous continuons de discuter -> Norda"]);
}

#[test]
fn escape_and_a_click_on_nothing_end_the_pointing() {
    let page = annotated();
    page.choose("Nous continuons de discuter");
    page.press("r Escape");
    page.click_text("Norda");
    page.until_chosen("Norda");
    page.choose("Nous continuons de discuter");
    page.press("r");
    page.click_text("Commentaires");
    page.click_text("Norda");
    page.until_chosen("Norda");
    page.assert_links(&[]);
}

#[test]
fn a_nonsense_pair_is_refused_with_the_reason() {
    let page = annotated();
    page.choose("Norda");
    page.press("r");
    page.click_text("Inès ⟨Malloy⟩");
    page.until_notice(&["source", "no relation leads"]);
    page.assert_links(&[]);
}

#[test]
fn the_same_link_twice_is_refused() {
    let page = annotated();
    page.choose("personne ne sera licencié");
    page.press("s r");
    page.click_text("Inès ⟨Malloy⟩");
    page.until_notice(&["already|exists"]);
    page.assert_links(&["said_by: personne ne sera licencié -> Inès Malloy"]);
}

#[test]
fn the_nearest_source_pressed_once_more_makes_no_second_speaker() {
    let page = annotated();
    page.choose("personne ne sera licencié");
    page.press("s s");
    page.until_notice(&["already"]);
    page.assert_links(&["said_by: personne ne sera licencié -> Inès Malloy"]);
    page.press("r");
    page.click_text("Norda");
    page.assert_links(&[
        "said_by: personne ne sera licencié -> Inès Malloy",
        "said_by: personne ne sera licencié -> Norda",
    ]);
}

#[test]
fn the_last_source_is_refused_while_there_is_none() {
    let page = annotated();
    page.choose("personne ne sera licencié");
    page.press("l");
    page.until_notice(&["no source"]);
    page.assert_links(&[]);
}

#[test]
fn links_of_the_chosen_one_alone_are_listed_and_drawn() {
    let page = annotated();
    page.choose("personne ne sera licencié");
    page.press("s");
    page.choose("Nous continuons de discuter");
    page.press("c");
    let relations = page.document().value["articles"][0]["relations"].clone();
    let id_of = |kind: &str| {
        let relation = relations.as_array().unwrap().iter().find(|relation| relation["kind"] == kind);
        relation.unwrap()["id"].as_str().unwrap().to_owned()
    };
    assert_eq!(page.listed_relations(), [id_of("continues")]);
    assert_eq!(page.drawn_connectors(), [id_of("continues")]);
    page.choose("Inès Malloy");
    assert_eq!(page.listed_relations(), [id_of("said_by")]);
    assert_eq!(page.drawn_connectors(), [id_of("said_by")]);
    page.choose("Norda");
    assert_eq!(page.listed_relations(), Vec::<String>::new());
    assert_eq!(page.drawn_connectors(), Vec::<String>::new());
}

#[test]
fn a_connector_joins_the_two_ends_and_catches_no_click() {
    let page = annotated();
    page.choose("personne ne sera licencié");
    page.press("s");
    page.settle();
    let path = page.within("svg[data-part=connectors] path[data-relation]");
    let boxed = page.script(
        "const r = document.querySelector(arguments[0]).getBoundingClientRect(); return r.width + r.height;",
        serde_json::json!([path]),
    );
    assert!(boxed.as_f64() > Some(10.0), "the connector has an extent: {boxed}");
    page.assert_reachable("Inès Malloy");
    page.assert_reachable("personne ne sera licencié");
}

#[test]
fn a_link_is_removed_in_the_details_and_undo_brings_it_back() {
    let page = annotated();
    page.choose("personne ne sera licencié");
    page.press("s");
    page.act_on_chosen("[data-relation] [data-action=unrelate]");
    page.assert_links(&[]);
    page.act("undo");
    page.assert_links(&["said_by: personne ne sera licencié -> Inès Malloy"]);
}

#[test]
fn a_deletion_brings_its_links_back_when_undone() {
    let page = annotated();
    page.choose("personne ne sera licencié");
    page.press("s");
    page.choose("Nous continuons de discuter");
    page.press("l c");
    let linked = page.document();
    assert_eq!(linked.links(0).len(), 3);
    page.choose("Inès Malloy");
    page.act("delete");
    page.assert_links(&["continues: Nous continuons de discuter -> personne ne sera licencié"]);
    page.act("undo");
    assert_eq!(page.document().bytes, linked.bytes);
}
