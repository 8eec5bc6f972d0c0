//! Names of files that every system takes, no two the same.

use std::collections::HashSet;

/// The longest name, in characters, before a number and an ending.
const LONGEST: usize = 80;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A text as the name of a file: letters, digits and `-_.` stay, all else becomes `-`.
#[must_use]
pub fn safe_name(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().take(LONGEST) {
        let keeps = c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
        if keeps {
            name.push(c);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_matches(['-', '.']);
    let device = name.split('.').next().unwrap_or_default().to_lowercase();
    let is_device = DEVICES.contains(&device.as_str())
        || (device.len() == 4 && (device.starts_with("com") || device.starts_with("lpt")));
    if name.is_empty() || is_device { format!("article-{name}") } else { name.to_owned() }
}

/// What an export's file is called: the format and the day, such as `guillemet-brat-2024-05-01.zip`.
#[must_use]
pub fn dated_name(format: &str, day: &str, ending: &str) -> String {
    let day: String = day.chars().filter(|c| c.is_ascii_digit() || *c == '-').take(10).collect();
    // Our own formats bear the name already.
    let format = format.strip_prefix("guillemet").map_or(format, |rest| rest.trim_start_matches('-'));
    let format = if format.is_empty() { String::new() } else { format!("{format}-") };
    format!("guillemet-{format}{day}.{ending}")
}

/// Gives each article a name of its own. Case does not tell names apart on every system.
#[derive(Debug, Default)]
pub struct FileNames(HashSet<String>);

impl FileNames {
    /// A name for the article of an id.
    pub fn name(&mut self, id: &str) -> String {
        let base = safe_name(id);
        let mut name = base.clone();
        let mut n = 1;
        while !self.0.insert(name.to_lowercase()) {
            n += 1;
            name = format!("{base}-{n}");
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_each_its_own() {
        assert_eq!(safe_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(safe_name("L’été : « oui »"), "L-été-oui");
        assert_eq!(safe_name("CON.txt"), "article-CON.txt");
        assert_eq!(safe_name("\u{202e}"), "article-");
        let mut names = FileNames::default();
        assert_eq!([names.name("a/b"), names.name("A:B"), names.name("a/b")], ["a-b", "A-B-2", "a-b-3"]);
        assert_eq!(dated_name("brat", "2024-05-01T09:30:00Z", "zip"), "guillemet-brat-2024-05-01.zip");
    }
}
