//! Each encoding there and back, and each kind of file that is refused.

use proptest::prelude::*;

use super::*;
use crate::formats::fixture::any_text;

fn utf16(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
}

fn in_1252(text: &str) -> Vec<u8> {
    let byte = |c| (0..=255_u8).find(|byte| windows_1252(*byte) == c).unwrap();
    text.chars().map(byte).collect()
}

fn decoded(bytes: &[u8]) -> (String, Encoding) {
    let Decoded { text, encoding } = decode(bytes).unwrap();
    (text, encoding)
}

fn is_text(text: &str) -> bool {
    !text.is_empty() && first_control(text).is_none()
}

proptest! {
    #[test]
    fn marked_text_decodes_to_itself(text in any_text()) {
        prop_assume!(is_text(&text));
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        prop_assert_eq!(decoded(&marked), (text.clone(), Encoding::Utf8Marked));
        prop_assert_eq!(decoded(&utf16(&text, true, u16::to_le_bytes)), (text.clone(), Encoding::Utf16Le));
        prop_assert_eq!(decoded(&utf16(&text, true, u16::to_be_bytes)), (text.clone(), Encoding::Utf16Be));
    }

    #[test]
    fn plain_utf8_decodes_to_itself(text in any_text()) {
        prop_assume!(is_text(&text) && !text.starts_with('\u{feff}'));
        prop_assert_eq!(decoded(text.as_bytes()), (text.clone(), Encoding::Utf8));
    }

    #[test]
    fn western_text_in_windows_1252_decodes_to_itself(text in "[a-zA-Z ,.\r\n]{1,40}( l’été à Noël … — œuf € « oui »){1,3}") {
        prop_assert_eq!(decoded(&in_1252(&text)), (text, Encoding::Windows1252));
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes);
    }

    #[test]
    fn a_text_cut_anywhere_gives_its_beginning_or_is_refused(text in any_text(), cut in any::<prop::sample::Index>()) {
        let text = format!("ééé{text}");
        let cut = cut.index(text.len());
        if let Ok(part) = decode(&text.as_bytes()[..cut]) && cut >= 6 {
            prop_assert_eq!(part.text, &text[..cut]);
        }
    }
}

#[test]
fn utf16_without_a_mark_is_told_by_its_zero_bytes() {
    for text in ["Le maire a dit « non ».\r\n", "قال الوزير لا نعم لا نعم"] {
        assert_eq!(decoded(&utf16(text, false, u16::to_le_bytes)), (text.to_owned(), Encoding::Utf16Le));
        assert_eq!(decoded(&utf16(text, false, u16::to_be_bytes)), (text.to_owned(), Encoding::Utf16Be));
    }
}

#[test]
fn a_zero_byte_in_utf8_does_not_make_it_utf16() {
    assert_eq!(decode("ééé\0👩".as_bytes()), Err(DecodeError::Binary { byte: 6 }));
    assert_eq!(decode(&"ééé\0👩".as_bytes()[..10]), Err(DecodeError::Binary { byte: 6 }));
}

#[test]
fn a_byte_order_mark_is_no_text_but_a_second_one_is() {
    assert_eq!(decoded("\u{feff}\u{feff}a\u{feff}".as_bytes()).0, "\u{feff}a\u{feff}");
    for mark in [&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"] {
        assert_eq!(decode(mark), Err(DecodeError::Empty));
    }
}

#[test]
fn damaged_utf8_is_refused_with_the_place_instead_of_garbled() {
    let mut bytes = "Été.\nL’été à Nîmes, déjà.".as_bytes().to_vec();
    bytes[12] = 0xFF;
    let refused = decode(&bytes).unwrap_err();
    assert!(matches!(refused, DecodeError::DamagedUtf8 { line: 2, .. }), "{refused}");
    let cut = &"déjà vu, déjà".as_bytes()[..16];
    assert_eq!(decode(cut), Err(DecodeError::DamagedUtf8 { byte: 15, line: 1, count: 1 }));
}

#[test]
fn utf16_with_half_a_character_is_refused_with_the_place() {
    assert_eq!(decode(b"\xFF\xFEa\0\n\0\0\xD8b\0"), Err(DecodeError::DamagedUtf16 { byte: 6, line: 2 }));
    assert_eq!(decode(b"\xFF\xFEa\0b"), Err(DecodeError::DamagedUtf16 { byte: 4, line: 1 }));
}

#[test]
fn binaries_are_named_with_what_to_do() {
    let refusal = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
    assert_eq!(
        refusal(b"%PDF-1.7\n%\xE2\xE3"),
        "this is a PDF, not text; open it and copy its text, or save it as plain text"
    );
    assert!(refusal(b"PK\x03\x04\x14\0").contains("docx"));
    assert!(refusal(b"\x89PNG\r\n\x1A\n\0\0").contains("a PNG picture"));
    assert_eq!(
        refusal(b"abc\0def"),
        "this is not a text file (byte 3 is a control character); save it as plain text first"
    );
    assert!(refusal(b"\x01\x02\x03\x04 a \x80\x90").contains("not a text file"));
    assert_eq!(refusal(b""), "the file is empty");
    assert!(refusal(b"\xFF\xFE\0\0a\0\0\0").contains("UTF-32"));
}

#[test]
fn another_scripts_old_encoding_is_refused() {
    // « Министр опроверг эти сообщения » in Windows-1251.
    let bytes: Vec<u8> = "Министр опроверг эти сообщения"
        .chars()
        .map(|c| if c == ' ' { b' ' } else { (u32::from(c) - 0x410 + 0xC0) as u8 })
        .collect();
    assert!(matches!(decode(&bytes), Err(DecodeError::OtherEncoding { byte: 0, line: 1 })));
}

#[test]
fn a_text_that_begins_like_a_file_of_another_kind_is_a_text() {
    assert_eq!(decoded(b"ID3 is a format of tags.").0, "ID3 is a format of tags.");
    assert_eq!(decoded(b"BZh, dit-il.").0, "BZh, dit-il.");
}
