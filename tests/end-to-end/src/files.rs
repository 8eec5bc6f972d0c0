//! Files as other programs leave them: encodings, and bytes that are no article.

/// UTF-8 with a byte order mark.
#[must_use]
pub fn utf8_with_mark(text: &str) -> Vec<u8> {
    [b"\xef\xbb\xbf", text.as_bytes()].concat()
}

/// UTF-16 with a byte order mark, the low byte first.
#[must_use]
pub fn utf16_le(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// UTF-16 with a byte order mark, the high byte first.
#[must_use]
pub fn utf16_be(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

/// Windows-1252, for the characters that French needs.
#[must_use]
pub fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '€' => 0x80,
        '…' => 0x85,
        'Œ' => 0x8c,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '–' => 0x96,
        '—' => 0x97,
        'œ' => 0x9c,
        c => u8::try_from(u32::from(c)).unwrap_or_else(|_| panic!("{c} is not in Windows-1252")),
    };
    text.chars().map(byte).collect()
}

/// A small picture.
#[must_use]
pub fn png() -> Vec<u8> {
    let mut bytes =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89".to_vec();
    bytes
        .extend(b"\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82");
    bytes
}

/// French UTF-8 in which one character of many has lost its second byte.
#[must_use]
pub fn damaged_utf8() -> Vec<u8> {
    let good = "L’été dernier, la préfète a déclaré : « Nous étions prêts. »\n".repeat(20);
    let mut bytes = good.clone().into_bytes();
    let second_byte = good.rfind("prêts").expect("the word is there") + "pr".len() + 1;
    bytes.remove(second_byte);
    bytes
}
