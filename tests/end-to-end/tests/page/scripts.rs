//! Scripts other than Latin, from right to left or without blanks between words: selected, annotated, exported.

use end_to_end::Page;
use serde_json::json;

/// The computed direction of each paragraph.
fn directions(page: &Page) -> Vec<String> {
    let found = page.script(
        "return [...document.querySelectorAll(arguments[0])].map(p => getComputedStyle(p).direction)",
        json!([page.within("[data-part=text] p[data-paragraph]")]),
    );
    end_to_end::page::strings(&found)
}

const ARABIC: &str = "أعلنت الوزيرة ليلى منصور أن «الجسر سيُفتح قبل الصيف».\nThe mayor said: “We will see.”\nونفى العمدة الخبر.";

#[test]
fn arabic_runs_from_the_right_each_paragraph_by_itself_and_is_annotated_exactly() {
    let page = Page::with_text(ARABIC);
    assert_eq!(directions(&page), ["rtl", "ltr", "rtl"]);
    page.drag("الجسر سيُفتح قبل الصيف");
    page.press("1");
    page.drag("ليلى منصور");
    page.press("2");
    page.double_click("العمدة");
    page.press("2");
    let document = page.document();
    document.annotation("quote", "الجسر سيُفتح قبل الصيف");
    document.annotation("source", "ليلى منصور");
    document.annotation("source", "العمدة");
    assert_eq!(document.text(0), ARABIC);
    page.assert_shown(&document);
}

#[test]
fn hebrew_is_selected_by_the_keyboard_too() {
    let text = "ראש העיר אמר: \"לא נוותר\".\nדובר העירייה הכחיש.";
    let page = Page::with_text(text);
    assert_eq!(directions(&page), ["rtl", "rtl"]);
    page.tab_to_text();
    page.press("Control+Home Shift+Control+ArrowRight Shift+Control+ArrowRight 2");
    page.drag("לא נוותר");
    page.press("1");
    let document = page.document();
    document.annotation("source", "ראש העיר");
    document.annotation("quote", "לא נוותר");
    page.assert_shown(&document);
}

#[test]
fn chinese_and_japanese_words_are_found_without_blanks() {
    let page = Page::with_text("市长王小明表示：“大桥将在夏天前重新开放。”\n首相は「予定通りだ」と述べた。");
    page.drag("大桥将在夏天前重新开放");
    page.press("1");
    page.drag("予定通りだ");
    page.press("1");
    page.drag("王小明");
    page.press("2");
    page.double_click("市⟨长⟩王");
    page.press("3");
    page.drag("首相");
    page.press("2");
    let document = page.document();
    document.annotation("quote", "大桥将在夏天前重新开放");
    document.annotation("quote", "予定通りだ");
    document.annotation("source", "王小明");
    document.annotation("denial", "市长");
    document.annotation("source", "首相");
    page.assert_shown(&document);
}

#[test]
fn thai_is_selected_and_annotated() {
    let text = "นายกรัฐมนตรีกล่าวว่า “สะพานจะเปิดก่อนฤดูร้อน” เมื่อวานนี้";
    let page = Page::with_text(text);
    page.drag("สะพานจะเปิดก่อนฤดูร้อน");
    page.press("1");
    page.double_click("นายกรัฐ⟨ม⟩นตรี");
    page.press("2");
    let document = page.document();
    document.annotation("quote", "สะพานจะเปิดก่อนฤดูร้อน");
    document.annotation("source", "รัฐมนตรี");
    assert_eq!(document.text(0), text);
}

#[test]
fn combining_marks_and_families_of_emoji_are_never_cut() {
    let text =
        "Zoe\u{308} Le\u{301}ger a dit \u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f3fd} : « Ça va 🇫🇷 ! »";
    let page = Page::with_text(text);
    page.tab_to_text();
    page.press("Control+Home ArrowRight ArrowRight Shift+ArrowRight Alt+2");
    page.press("Control+Home");
    page.drag("Ça va 🇫🇷");
    page.press("1");
    page.drag_exactly("\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f3fd}");
    page.press("Alt+3");
    let document = page.document();
    document.annotation("source", "e\u{308}");
    document.annotation("quote", "Ça va 🇫🇷");
    document.annotation("denial", "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f3fd}");
    assert_eq!(document.text(0), text);
}
