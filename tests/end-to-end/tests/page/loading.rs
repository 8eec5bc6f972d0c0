//! How texts come in: the sample, files, drops, pastes; and the list of articles.

use end_to_end::Page;
use end_to_end::articles::{HARBOUR, SHORT};
use serde_json::json;

#[test]
fn the_first_start_shows_a_french_sample_and_english_is_one_click_away() {
    let page = Page::open();
    let french = page.paragraphs().join("\n");
    assert!(french.contains('«') && french.contains('»'), "French quotation marks: {french}");
    assert!(french.contains("dément") || french.contains("démenti"), "a denial: {french}");
    let language = page.document().value["articles"][0]["language"].clone();
    assert_eq!(language, "fr");
    page.act("sample-en");
    page.until("the English sample is shown", || {
        let text = page.paragraphs().join("\n");
        (text != french && text.contains(" said")).then_some(())
    });
    assert_eq!(page.document().value["articles"][0]["language"], "en");
    page.act("sample-fr");
    page.until("the French sample is back", || (page.paragraphs().join("\n") == french).then_some(()));
    assert_eq!(page.document().len(), 1);
}

#[test]
fn an_untouched_sample_gives_way_and_an_annotated_one_stays() {
    let page = Page::with_text(HARBOUR);
    assert_eq!(page.document().len(), 1);
    drop(page);
    let page = Page::open();
    page.press("Control+Home Shift+Control+ArrowRight 1");
    page.until("an annotation is there", || (page.rows().len() == 1).then_some(()));
    page.load_text("article.txt", HARBOUR);
    let document = page.document();
    assert_eq!(document.len(), 2);
    assert_eq!(document.annotations(0).len(), 1);
    assert_eq!(document.text(1), HARBOUR);
}

#[test]
fn several_files_chosen_at_once_become_several_articles() {
    let page = Page::open();
    let files = [
        page.file("un.txt", HARBOUR),
        page.file("deux.md", "# Titre\n\n*Non*, dit-elle."),
        page.file("trois.txt", SHORT),
    ];
    page.load(&files);
    page.until("three articles are listed", || (page.articles().len() == 3).then_some(()));
    page.until_shown(HARBOUR);
    let document = page.document();
    let texts: Vec<_> = (0..3).map(|n| document.text(n)).collect();
    assert_eq!(texts, [HARBOUR, "# Titre\n\n*Non*, dit-elle.", SHORT]);
    page.act("next-article");
    page.until_shown("# Titre\n\n*Non*, dit-elle.");
    page.act("previous-article");
    page.act("previous-article");
    page.until_shown(SHORT);
    page.click(&page.within("[data-part=articles] [data-article]:first-child .article-open"));
    page.until_shown(HARBOUR);
}

#[test]
fn files_dropped_on_the_page_are_loaded() {
    let page = Page::open();
    page.drop_files(&[page.file("un.txt", HARBOUR), page.file("deux.txt", SHORT)]);
    page.until_shown(HARBOUR);
    let document = page.document();
    assert_eq!(document.len(), 2);
    assert_eq!(document.text(1), SHORT);
}

#[test]
fn a_folder_dropped_on_the_page_is_loaded_with_the_folders_in_it() {
    let page = Page::open();
    let folder = page.folder().join("corpus");
    std::fs::create_dir_all(folder.join("suite")).unwrap();
    std::fs::write(folder.join("un.txt"), HARBOUR).unwrap();
    std::fs::write(folder.join("suite").join("deux.txt"), SHORT).unwrap();
    page.drop_files(&[folder]);
    page.until_shown(HARBOUR);
    let document = page.document();
    assert_eq!((document.len(), document.text(1)), (2, SHORT));
}

#[test]
fn the_same_file_can_be_loaded_again_after_it_was_removed() {
    let page = Page::with_text(SHORT);
    page.act("remove-article");
    page.until("no article is left", || page.articles().is_empty().then_some(()));
    page.load(&[page.folder().join("article.txt")]);
    page.until_shown(SHORT);
    page.press("Control+z Control+z");
    page.until_shown(SHORT);
    assert_eq!(page.document().len(), 1);
}

#[test]
fn the_load_button_and_its_key_ask_for_files() {
    let page = Page::with_text(SHORT);
    // The browser's own window for files cannot be driven: seen is that it was asked for.
    page.script(
        "window.asked = 0;
         document.querySelector(arguments[0]).addEventListener('click', e => { window.asked += 1; e.preventDefault(); });",
        json!([page.within("[data-part=files]")]),
    );
    let asked = |times: u64| {
        page.until("files are asked for", || {
            (page.script("return window.asked", json!([])) == times).then_some(())
        });
    };
    page.act("load");
    asked(1);
    page.tab_to_text();
    page.press("Control+o");
    asked(2);
}

#[test]
fn a_text_is_pasted_in_the_dialog_with_a_title() {
    let page = Page::open();
    page.act("paste");
    page.until_seen(&page.within("[data-part=paste-dialog]"));
    page.click(&page.within("input[data-part=paste-title]"));
    page.type_text("Mon titre");
    page.click(&page.within("textarea[data-part=paste-text]"));
    page.type_text(HARBOUR);
    page.act("paste-load");
    page.until_shown(HARBOUR);
    assert!(!page.sees(&page.within("[data-part=paste-dialog]")));
    let document = page.document();
    assert_eq!(document.titles(), ["Mon titre"]);
    assert_eq!(document.text(0), HARBOUR);
    assert_eq!(page.open_article(), "Mon titre");
}

#[test]
fn a_text_is_pasted_by_its_key_with_all_its_blanks() {
    let page = Page::open();
    page.allow_clipboard();
    page.copy(HARBOUR);
    page.tab_to_text();
    page.press("Control+v");
    page.until_shown(HARBOUR);
    assert_eq!(page.document().text(0), HARBOUR);
}

#[test]
fn pasting_into_a_field_loads_nothing() {
    let page = Page::with_text(HARBOUR);
    page.allow_clipboard();
    page.copy("une note");
    page.drag("Inès Malloy");
    page.press("2 t Control+v Escape");
    assert_eq!(page.document().annotation("source", "Inès Malloy")["note"], "une note");
    assert_eq!(page.document().len(), 1);
}

#[test]
fn a_web_page_becomes_its_main_text_with_its_title() {
    let page = Page::open();
    // The policy at work: the style of the loaded page is blocked, and the console tells of it.
    page.pardon("Content Security Policy");
    let html = "<!doctype html><html lang=fr><head><meta charset=utf-8><title>La digue tiendra | Le Phare</title>\
        <style>p { color: red }</style></head><body><nav><a href=/>Accueil</a> <a href=/sport>Sport</a></nav>\
        <article><h1>La digue tiendra</h1><p>La digue «&nbsp;tiendra&nbsp;», a promis <b>Ève Lorrain</b>, l’ingénieure \
        chargée du chantier, devant une centaine d’habitants réunis mardi soir dans la salle des fêtes.</p>\
        <p>Le préfet dément avoir reçu une &lt;lettre&gt; d’alerte, contrairement à ce qu’affirmait l’opposition.</p></article>\
        <footer>Mentions légales</footer><script>document.title = 'pris'</script></body></html>";
    page.load(&[page.file("digue.html", html)]);
    page.until("the article is shown", || page.paragraphs().join("\n").contains("Ève Lorrain").then_some(()));
    let document = page.document();
    let text = document.text(0);
    assert!(text.contains("La digue «\u{a0}tiendra\u{a0}», a promis Ève Lorrain, l’ingénieure"), "{text}");
    assert!(text.contains("une <lettre> d’alerte"), "{text}");
    for stranger in ["Accueil", "Mentions légales", "color: red", "document.title", "<p>"] {
        assert!(!text.contains(stranger), "“{stranger}” is no part of the article: {text}");
    }
    assert!(document.titles()[0].contains("La digue tiendra"), "{:?}", document.titles());
    assert_eq!(document.value["articles"][0]["language"], "fr");
}

#[test]
fn an_article_is_removed_and_undo_brings_it_back_with_all_that_is_on_it() {
    let page = Page::with_text(HARBOUR);
    page.drag("Inès Malloy");
    page.press("2");
    page.load(&[page.file("short.txt", SHORT)]);
    page.until_shown(SHORT);
    let before = page.document();
    page.click(&page.within("[data-part=articles] [data-article]:first-child [data-action=remove-article]"));
    page.until("one article is left", || (page.articles().len() == 1).then_some(()));
    page.act("undo");
    page.until("both are there", || (page.articles().len() == 2).then_some(()));
    assert_eq!(page.document().bytes, before.bytes);
}

#[test]
fn many_files_tell_how_far_they_are_and_can_be_stopped() {
    let page = Page::with_text(SHORT);
    let folder = page.folder().join("corpus");
    std::fs::create_dir_all(&folder).unwrap();
    for n in 0..3_000 {
        std::fs::write(folder.join(format!("{n:04}.txt")), format!("Article {n}.")).unwrap();
    }
    page.give_files(&page.within("input[type=file][data-part=folder]"), &[folder]);
    let stop = page.within("[data-part=notices] [data-action=stop]");
    page.until_notice(&["of 3,000"]);
    page.click(&stop);
    page.until_notice(&["Stopped; nothing was changed."]);
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(page.document().len(), 1);
    assert!(!page.sees(&stop));
}
