//! How files begin that are no text, and what a person can do with each.

const COPY: &str = "copy";
const UNPACK: &str = "unpack";
const NO_TEXT: &str = "no-text";

/// The bytes, where they stand, what they mean, what to do: as `file-thing` and `file-advice` of the messages name it.
const SIGNATURES: [(usize, &[u8], &str, &str); 26] = [
    (0, b"%PDF-", "pdf", COPY),
    (0, b"PK\x03\x04", "zip", COPY),
    (0, b"PK\x05\x06", "empty-zip", UNPACK),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old-office", COPY),
    (0, b"{\\rtf", "rtf", COPY),
    (0, b"\x1F\x8B", "gzip", UNPACK),
    (0, b"BZh", "bzip2", UNPACK),
    (0, b"\xFD7zXZ\0", "xz", UNPACK),
    (0, b"7z\xBC\xAF\x27\x1C", "seven-zip", UNPACK),
    (0, b"Rar!\x1A\x07", "rar", UNPACK),
    (0, b"\x28\xB5\x2F\xFD", "zstd", UNPACK),
    (257, b"ustar", "tar", UNPACK),
    (0, b"\x89PNG\r\n\x1A\n", "png", NO_TEXT),
    (0, b"\xFF\xD8\xFF", "jpeg", NO_TEXT),
    (0, b"GIF8", "gif", NO_TEXT),
    (8, b"WEBP", "webp", NO_TEXT),
    (0, b"II*\0", "tiff", NO_TEXT),
    (0, b"MM\0*", "tiff", NO_TEXT),
    (4, b"ftyp", "film", NO_TEXT),
    (0, b"ID3", "recording", NO_TEXT),
    (0, b"OggS", "recording", NO_TEXT),
    (8, b"WAVE", "recording", NO_TEXT),
    (0, b"\x7FELF", "program", NO_TEXT),
    (0, b"\0asm", "wasm", NO_TEXT),
    (0, b"SQLite format 3\0", "sqlite", "export"),
    (0, b"PAR1", "parquet", "export"),
];

/// What a file is that begins so, and what to do with it.
pub(super) fn signature(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let begins = |at: usize, magic: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(magic));
    let holds_text = |magic: &[u8]| magic.iter().all(|byte| byte.is_ascii_alphanumeric());
    let found = SIGNATURES.iter().find(|(at, magic, ..)| begins(*at, magic))?;
    // An article may well begin with `ID3` or have `WAVE` for its ninth letter.
    let is_text = holds_text(found.1) && !bytes.iter().take(4096).any(|byte| *byte < b'\t');
    (!is_text).then_some((found.2, found.3))
}
