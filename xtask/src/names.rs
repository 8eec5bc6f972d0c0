//! Names that tell the content: a file that the page loads is named after its bytes, and every reference to it is
//! rewritten, from the entry down, so that a browser may keep it for ever.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

const DIGITS: usize = 16;

/// Files by their paths, with `/` between and no `./` before.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The entry with its references rewritten, and each file that it reaches under its new name.
///
/// A reference is a path in quotes or brackets that, seen from the file it stands in, leads to one of `files`. What
/// the entry does not reach is left out. Files of `pkg/` move to the top, the others stay in their folders.
pub fn hashed(entry: &str, files: &Files) -> Result<(Files, Vec<String>)> {
    let mut renaming = Renaming { files, under_way: Vec::new(), named: BTreeMap::new(), made: Files::new() };
    let bytes = files.get(entry).with_context(|| format!("{entry} is missing"))?;
    let bytes = renaming.rewritten(entry, entry, bytes)?;
    renaming.made.insert(entry.to_owned(), bytes);
    Ok((renaming.made, renaming.named.into_keys().collect()))
}

/// Whether a path's name tells its content.
pub fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem.rsplit_once('-').is_some_and(|(_, digits)| {
        digits.len() == DIGITS && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// Bytes as hexadecimal digits, as many as a name needs.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).take(DIGITS).map(digit).collect()
}

fn digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).unwrap_or('0')
}

struct Renaming<'a> {
    files: &'a Files,
    under_way: Vec<String>,
    named: BTreeMap<String, String>,
    made: Files,
}

impl Renaming<'_> {
    /// The new name of a file, which is made the first time it is asked for.
    fn name(&mut self, path: &str) -> Result<String> {
        if let Some(name) = self.named.get(path) {
            return Ok(name.clone());
        }
        if self.under_way.iter().any(|other| other == path) {
            bail!(
                "{path} leads back to itself through {}: a name cannot hold its own hash",
                self.under_way.join(", ")
            );
        }
        let Some(bytes) = self.files.get(path) else { bail!("{path} is missing") };
        let (folder, file) = split(path.strip_prefix("pkg/").unwrap_or(path));
        let (stem, extension) = file.split_once('.').unwrap_or((file, ""));
        self.under_way.push(path.to_owned());
        let bytes = self.rewritten(path, folder, bytes)?;
        self.under_way.pop();
        let digits = hex(&Sha256::digest(&bytes));
        let name = format!("{folder}{}-{digits}.{extension}", stem.strip_suffix("_bg").unwrap_or(stem));
        self.made.insert(name.clone(), bytes);
        self.named.insert(path.to_owned(), name.clone());
        Ok(name)
    }

    /// A file's bytes with the new names in it, as seen from the folder where it will lie.
    fn rewritten(&mut self, path: &str, new_place: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        let is_text = [".html", ".js", ".css"].iter().any(|extension| path.ends_with(extension));
        let (true, Ok(text)) = (is_text, std::str::from_utf8(bytes)) else {
            return Ok(bytes.to_vec());
        };
        let (old_folder, _) = split(path);
        let (new_folder, _) = split(new_place);
        let mut made = String::with_capacity(text.len() + 256);
        let mut rest = text;
        while let Some(at) = rest.find(['"', '\'', '`', '(']) {
            let (before, after) = rest.split_at(at + 1);
            made.push_str(before);
            rest = after;
            let close = if before.ends_with('(') { ')' } else { before.chars().next_back().unwrap_or('"') };
            let Some((inner, _)) = after.split_once(close) else {
                continue;
            };
            let Some(target) = resolved(old_folder, inner) else {
                continue;
            };
            if self.files.contains_key(&target) && target != path {
                let name = self.name(&target)?;
                made.push_str(&relative(new_folder, &name));
                rest = &after[inner.len()..];
            }
        }
        made.push_str(rest);
        Ok(made.into_bytes())
    }
}

/// A path's folder, with its last `/`, and its file name.
fn split(path: &str) -> (&str, &str) {
    path.rfind('/').map_or(("", path), |at| path.split_at(at + 1))
}

/// The path that a reference in a folder's file leads to, when it stays in the site.
fn resolved(folder: &str, reference: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '_');
    if reference.is_empty() || reference.starts_with('/') || !reference.chars().all(plain) {
        return None;
    }
    let mut parts: Vec<&str> = folder.split_terminator('/').collect();
    for part in reference.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path as seen from a folder, in the form that an `import` wants.
fn relative(folder: &str, path: &str) -> String {
    let mut folder = folder;
    let mut path = path;
    while let (Some((a, folder_rest)), Some((b, path_rest))) = (folder.split_once('/'), path.split_once('/'))
    {
        if a != b {
            break;
        }
        (folder, path) = (folder_rest, path_rest);
    }
    let up = folder.matches('/').count();
    if up == 0 { format!("./{path}") } else { format!("{}{path}", "../".repeat(up)) }
}

#[cfg(test)]
mod tests {
    use super::{Files, hashed, is_hashed, relative, resolved};

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn site(list: &[(&str, &str)]) -> Files {
        hashed("index.html", &files(list)).expect("the names can be made").0
    }

    const PAGE: [(&str, &str); 5] = [
        ("index.html", r#"<link href="page.css"><script type="module" src="./main.js"></script>"#),
        ("page.css", "body { background: url(icons/none.svg) }"),
        ("main.js", r#"import init from "./pkg/guillemet.js";"#),
        ("pkg/guillemet.js", "new URL('guillemet_bg.wasm', import.meta.url)"),
        ("pkg/guillemet_bg.wasm", "module"),
    ];

    fn text(site: &Files, start: &str) -> (String, String) {
        let (name, bytes) = site.iter().find(|(name, _)| name.starts_with(start)).expect("the file is there");
        (name.clone(), String::from_utf8(bytes.clone()).expect("it is text"))
    }

    #[test]
    fn every_reference_down_from_the_entry_is_rewritten() {
        let site = site(&PAGE);
        let (wasm, _) = site.iter().find(|(name, _)| name.ends_with(".wasm")).expect("the module is there");
        assert!(wasm.starts_with("guillemet-") && is_hashed(wasm), "{wasm}");
        let (glue, glue_text) = text(&site, "guillemet-");
        assert!(glue.ends_with(".js"));
        assert_eq!(glue_text, format!("new URL('./{wasm}', import.meta.url)"));
        let (main, main_text) = text(&site, "main-");
        assert_eq!(main_text, format!(r#"import init from "./{glue}";"#));
        let (style, style_text) = text(&site, "page-");
        assert_eq!(style_text, PAGE[1].1, "what is not ours to name stays");
        let (_, index) = text(&site, "index.html");
        assert_eq!(
            index,
            format!(r#"<link href="./{style}"><script type="module" src="./{main}"></script>"#)
        );
        assert_eq!(site.len(), 5);
    }

    #[test]
    fn another_module_changes_every_name_above_it() {
        let mut changed = PAGE;
        changed[4].1 = "another module";
        let (before, after) = (site(&PAGE), site(&changed));
        for start in ["guillemet-", "main-"] {
            assert_ne!(text(&before, start).0, text(&after, start).0);
        }
        assert_eq!(text(&before, "page-").0, text(&after, "page-").0);
    }

    #[test]
    fn what_the_entry_does_not_reach_is_left_out() {
        let site = site(&[("index.html", "'main.js'"), ("main.js", ""), ("other.js", "")]);
        assert_eq!(site.len(), 2);
    }

    #[test]
    fn an_apostrophe_in_prose_hides_no_reference() {
        let site =
            site(&[("index.html", r#"<p>l'article (it's here) <script src="main.js">"#), ("main.js", "")]);
        let (main, _) = text(&site, "main-");
        assert_eq!(text(&site, "index").1, format!(r#"<p>l'article (it's here) <script src="./{main}">"#));
    }

    #[test]
    fn files_that_name_each_other_are_refused() {
        let files = files(&[("index.html", "'a.js'"), ("a.js", "'./b.js'"), ("b.js", "'./a.js'")]);
        let error = hashed("index.html", &files).expect_err("a circle has no hash");
        assert!(error.to_string().contains("leads back to itself"), "{error}");
    }

    #[test]
    fn references_stay_in_the_site() {
        assert_eq!(resolved("a/b/", "../c.js").as_deref(), Some("a/c.js"));
        assert_eq!(resolved("", "./pkg/x.js").as_deref(), Some("pkg/x.js"));
        assert_eq!(resolved("a/", "../../c.js"), None);
        assert_eq!(resolved("", "/c.js"), None);
        assert_eq!(resolved("", "https://c.js"), None);
    }

    #[test]
    fn references_are_relative_to_the_new_place() {
        assert_eq!(relative("", "x.js"), "./x.js");
        assert_eq!(relative("a/b/", "x.js"), "../../x.js");
        assert_eq!(relative("a/b/", "a/c/x.js"), "../c/x.js");
    }

    #[test]
    fn tells_hashed_names_from_plain_ones() {
        assert!(is_hashed("a/main-0123456789abcdef.js"));
        assert!(!is_hashed("a/main.js"));
        assert!(!is_hashed("guillemet-annotator.js"));
        assert!(!is_hashed("sample-0123456789abcdeg.json"));
    }
}
