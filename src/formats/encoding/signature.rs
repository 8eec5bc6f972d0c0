//! How files begin that are no text, and what a person can do with each.

const COPY: &str = "open it and copy its text, or save it as plain text";
const UNPACK: &str = "unpack it first";
const NO_TEXT: &str = "there is no text in it to annotate";

/// The bytes, where they stand, what they mean, what to do.
const SIGNATURES: [(usize, &[u8], &str, &str); 26] = [
    (0, b"%PDF-", "a PDF", COPY),
    (0, b"PK\x03\x04", "a ZIP archive or an office document (docx, odt, epub)", COPY),
    (0, b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document (doc, xls)", COPY),
    (0, b"{\\rtf", "a word processor's document (RTF)", COPY),
    (0, b"\x1F\x8B", "a gzip archive", UNPACK),
    (0, b"BZh", "a bzip2 archive", UNPACK),
    (0, b"\xFD7zXZ\0", "an xz archive", UNPACK),
    (0, b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (0, b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    (0, b"\x28\xB5\x2F\xFD", "a zstd archive", UNPACK),
    (257, b"ustar", "a tar archive", UNPACK),
    (0, b"\x89PNG\r\n\x1A\n", "a PNG picture", NO_TEXT),
    (0, b"\xFF\xD8\xFF", "a JPEG picture", NO_TEXT),
    (0, b"GIF8", "a GIF picture", NO_TEXT),
    (8, b"WEBP", "a WebP picture", NO_TEXT),
    (0, b"II*\0", "a TIFF picture", NO_TEXT),
    (0, b"MM\0*", "a TIFF picture", NO_TEXT),
    (4, b"ftyp", "a film or a recording", NO_TEXT),
    (0, b"ID3", "a recording", NO_TEXT),
    (0, b"OggS", "a recording", NO_TEXT),
    (8, b"WAVE", "a recording", NO_TEXT),
    (0, b"\x7FELF", "a program", NO_TEXT),
    (0, b"\0asm", "a WebAssembly module", NO_TEXT),
    (0, b"SQLite format 3\0", "an SQLite database", "export its articles as text"),
    (0, b"PAR1", "a Parquet file", "export its articles as text"),
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
