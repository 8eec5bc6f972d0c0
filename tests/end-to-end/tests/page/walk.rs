//! The whole way: load an article, annotate it by every means, link, undo all, redo all, export, import.

use end_to_end::articles::HARBOUR;
use end_to_end::{Document, Page};

/// What the thirteen gestures below leave, on the lines that they touch.
const ANNOTATED: &str = "\
Interrogée lundi soir, la maire de Port-Clarence, [source:Inès Malloy], a assuré que «\u{a0}[quote:personne ne sera licencié]\u{a0}», selon l’agence [source:Norda].
«\u{202f}[quote:Nous continuons de discuter]\u{202f}», a-t-[source:elle] ajouté, «\u{202f}[quote:et nous irons jusqu’au bout]\u{202f}».
D’après un cadre du chantier, [quote:la commune aurait signé un [denial:\"contrat secret\"]quote| en mai. [denial:La [source:mairie]]denial| dément avoir signé quoi que ce soit.] M. Roth n’a pas répondu.
«\u{a0}Nous n’avons [denial:jamais eu de \"contrat caché\" av]ec eux\u{a0}», a répété la porte-parole.
«\u{a0}[quote:Le dossier est clos.
Il ne sera pas rouvert]\u{a0}», a conclu [source:le préfet, Paul Asselin].";

const LINKED: [&str; 5] = [
    "continues: et nous irons jusqu’au bout -> Nous continuons de discuter",
    "denied_by: La mairie dément avoir signé quoi que ce soit. -> mairie",
    "said_by: Le dossier est clos.\nIl ne sera pas rouvert -> le préfet, Paul Asselin",
    "said_by: Nous continuons de discuter -> Inès Malloy",
    "said_by: personne ne sera licencié -> Inès Malloy",
];

/// Makes 13 annotations, one gesture each. Gives their number.
fn annotate(page: &Page) -> usize {
    // A careless drag, snapped to words; then the label's key.
    page.drag("ersonne ne sera licenci");
    page.press("1");
    // The toolbar at the selection.
    page.drag("Inès Malloy");
    page.use_toolbar("source");
    // A word by a double click.
    page.double_click("Norda");
    page.press("2");
    // A drag from the end to the start.
    page.drag_back("Nous continuons de discuter");
    page.press("1");
    // A pen: every selection becomes a quote.
    page.use_pen("quote");
    assert!(page.has_pen("quote"));
    page.drag("et nous irons jusqu’au bout");
    page.use_pen("quote");
    assert!(!page.has_pen("quote"));
    page.double_click("a-t-⟨elle⟩ ajouté");
    page.press("2");
    // A sentence by a triple click; a word nested in it.
    page.triple_click("quoi que ce soit");
    page.press("3");
    page.double_click("La ⟨mairie⟩ dément");
    page.press("2");
    // A quotation with quotation marks of its own, and a denial that crosses it and the sentence after.
    page.drag("la commune aurait signé un \"contrat secret\"");
    page.use_toolbar("quote");
    page.drag("\"contrat secret\" en mai. La mairie");
    page.press("3");
    // Alt: exactly what was selected, also half a word.
    page.drag_exactly("jamais eu de \"contrat caché\" av");
    page.press("Alt+3");
    // Over two paragraphs.
    page.drag("Le dossier est clos.\nIl ne sera pas rouvert");
    page.press("1");
    page.drag("le préfet, Paul Asselin");
    page.use_toolbar("source");
    13
}

/// Makes 5 relations by keys, one gesture each. Gives their number.
fn link(page: &Page) -> usize {
    page.choose("personne ne sera licencié");
    page.press("s");
    page.choose("Nous continuons de discuter");
    page.press("l");
    page.choose("et nous irons jusqu’au bout");
    page.press("c");
    page.choose("La mairie dément avoir signé quoi que ce soit.");
    page.press("r");
    page.click_text("La ⟨mairie⟩ dément");
    page.choose("Le dossier est clos. Il ne sera pas rouvert");
    page.press("r n Enter");
    5
}

#[test]
fn an_article_is_annotated_linked_undone_redone_exported_and_imported() {
    let page = Page::open();
    page.load_text("port-clarence.txt", HARBOUR);
    let mut gestures = annotate(&page);
    page.assert_drawn(ANNOTATED);
    gestures += link(&page);
    page.assert_links(&LINKED);
    let done = page.document();
    assert_eq!(done.text(0), HARBOUR);

    page.press_times("Control+z", gestures);
    let undone = page.document();
    assert_eq!(undone.drawn(0), "");
    assert_eq!(undone.links(0), Vec::<String>::new());
    assert_eq!(undone.text(0), HARBOUR);
    page.until_rows(&[]);

    page.press_times("Control+Shift+z", 9);
    page.press_times("Control+y", gestures - 9);
    let redone = page.document();
    assert_eq!(redone.drawn(0), ANNOTATED);
    assert_eq!(redone.links(0), LINKED);
    assert_same_bytes(&redone, &done);
    drop(page);

    let fresh = Page::open();
    fresh.load(&[fresh.file("exported.guillemet.json", &done.bytes)]);
    fresh.until_shown(HARBOUR);
    fresh.assert_drawn(ANNOTATED);
    assert_same_bytes(&fresh.document(), &done);
}

#[test]
fn what_is_exported_is_what_was_loaded_and_the_same_state_gives_the_same_bytes() {
    let page = Page::with_text(HARBOUR);
    page.drag("personne ne sera licencié");
    page.press("1");
    let first = page.document();
    assert_same_bytes(&page.document(), &first);
    page.press("Control+z");
    assert_ne!(page.document().bytes, first.bytes);
    page.press("Control+y");
    assert_same_bytes(&page.document(), &first);
}

#[test]
fn a_load_is_a_gesture_that_undo_takes_back() {
    let page = Page::open();
    let sample = page.paragraphs();
    page.load_text("port-clarence.txt", HARBOUR);
    page.press("Control+z");
    page.until("the sample is back", || (page.paragraphs() == sample).then_some(()));
    page.press("Control+y");
    page.until_shown(HARBOUR);
}

/// Says where two files part, instead of printing both.
#[track_caller]
fn assert_same_bytes(left: &Document, right: &Document) {
    let lines = |document: &Document| {
        String::from_utf8_lossy(&document.bytes).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    for (left, right) in lines(left).iter().zip(&lines(right)) {
        assert_eq!(left, right);
    }
    assert!(left.bytes == right.bytes, "the files differ in length or line ends");
}
