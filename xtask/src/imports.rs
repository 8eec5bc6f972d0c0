//! Short names for what a module imports from its script. wasm-bindgen's tell what they are and bear a hash, in the
//! module and in the script alike: for some 300 imports that is ten kilobytes of the page's download, even compressed.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};

/// The number of the section of imports.
const IMPORTS: u8 = 2;

/// The module and its script with each import named by a letter or two. One that does not stand in the script just
/// once keeps its name.
pub fn shortened(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    words(script).for_each(|(_, word)| *seen.entry(word).or_default() += 1);
    let mut names: HashMap<String, String> = HashMap::new();
    let mut made = wasm.get(..8).context("the module has no head")?.to_vec();
    let mut rest = Bytes(&wasm[8..]);
    while !rest.0.is_empty() {
        let kind = rest.byte()?;
        let size = rest.number()?;
        let body = rest.take(size)?;
        let body = if kind == IMPORTS { renamed(body, &seen, &mut names)? } else { body.to_vec() };
        made.push(kind);
        put_number(&mut made, body.len());
        made.extend(body);
    }
    let mut text = String::with_capacity(script.len());
    let mut done = 0;
    for (at, word) in words(script) {
        if let Some(name) = names.get(word) {
            text.push_str(&script[done..at]);
            text.push_str(name);
            done = at + word.len();
        }
    }
    text.push_str(&script[done..]);
    Ok((made, text))
}

fn renamed(
    section: &[u8],
    seen: &HashMap<&str, usize>,
    names: &mut HashMap<String, String>,
) -> Result<Vec<u8>> {
    let mut from = Bytes(section);
    let count = from.number()?;
    let mut made = Vec::with_capacity(section.len());
    put_number(&mut made, count);
    let mut short = (0..).map(letters).filter(|name| !seen.contains_key(name.as_str()));
    for _ in 0..count {
        let module = from.text()?;
        let name = from.text()?;
        let described = from.import_type()?;
        let name = if seen.get(name) == Some(&1) && !names.contains_key(name) {
            let short = short.next().unwrap_or_else(|| name.to_owned());
            names.insert(name.to_owned(), short.clone());
            short
        } else {
            names.get(name).cloned().unwrap_or_else(|| name.to_owned())
        };
        for text in [module, &name] {
            put_number(&mut made, text.len());
            made.extend(text.as_bytes());
        }
        made.extend(described);
    }
    Ok(made)
}

/// The words of a script, and where they begin.
fn words(script: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut at = 0;
    std::iter::from_fn(move || {
        at += script[at..].find(is_word)?;
        let word = &script[at..];
        let word = &word[..word.find(|c| !is_word(c)).unwrap_or(word.len())];
        let start = at;
        at += word.len();
        Some((start, word))
    })
}

/// `a` to `z`, then `aa`, and so on.
pub fn letters(mut n: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'a' + (n % 26) as u8));
        match (n / 26).checked_sub(1) {
            Some(more) => n = more,
            None => return name,
        }
    }
}

/// Bytes that are read from the front, as the binary format of WebAssembly has them.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).context("the module ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        bail!("a number of the module has no end")
    }

    fn text(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        Ok(std::str::from_utf8(self.take(length)?)?)
    }

    /// What an import is, as the bytes that say so.
    fn import_type(&mut self) -> Result<&'a [u8]> {
        let before = self.0;
        match self.byte()? {
            // A function by the number of its type, and an exception's tag.
            0 => drop(self.number()?),
            4 => {
                self.byte()?;
                self.number()?;
            }
            // A table has a type before its limits, a memory none.
            kind @ (1 | 2) => {
                if kind == 1 {
                    self.byte()?;
                }
                let has_most = self.byte()? & 1 == 1;
                self.number()?;
                if has_most {
                    self.number()?;
                }
            }
            3 => drop(self.take(2)?),
            kind => bail!("the module imports something of an unknown kind, {kind}"),
        }
        Ok(&before[..before.len() - self.0.len()])
    }
}

fn put_number(into: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::{letters, shortened};

    /// A head, the section of imports, and one more section.
    fn module(imports: &[(&str, &[u8])]) -> Vec<u8> {
        let mut section = vec![imports.len() as u8];
        for (name, kind) in imports {
            section.extend([3, b'.', b'/', b'g', name.len() as u8]);
            section.extend(name.as_bytes());
            section.extend(*kind);
        }
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        bytes.extend([2, section.len() as u8]);
        bytes.extend(section);
        bytes.extend([7, 2, 0, 9]);
        bytes
    }

    #[test]
    fn imports_are_named_alike_in_module_and_script() {
        let wasm = module(&[
            ("__wbg_log_1f", &[0, 5]),
            ("__wbg_twice", &[0, 6]),
            ("__wbg_table", &[1, 0x70, 1, 2, 3]),
        ]);
        let script = "{ __wbg_log_1f: function(a) {}, __wbg_table: t, __wbg_twice: x, y: __wbg_twice }";
        let (short, text) = shortened(&wasm, script).expect("it is a module");
        assert_eq!(text, "{ b: function(a) {}, c: t, __wbg_twice: x, y: __wbg_twice }");
        assert_eq!(short, module(&[("b", &[0, 5]), ("__wbg_twice", &[0, 6]), ("c", &[1, 0x70, 1, 2, 3])]));
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(shortened(b"\0asm\x01\0\0\0\x02\x09\x01", "").is_err());
        assert!(shortened(b"", "").is_err());
    }

    #[test]
    fn there_are_enough_letters() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["a", "z", "aa", "zz", "aaa"]);
    }
}
