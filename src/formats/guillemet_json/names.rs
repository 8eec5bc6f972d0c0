//! A name for each thing of a file: the one it has, or one made from it. The same file gives the same names.

use std::collections::{HashMap, HashSet};

pub(in crate::formats) struct Names<'j> {
    /// All names that the file gives, so that one we make is nobody's.
    given: HashSet<&'j str>,
    taken: HashSet<String>,
    /// The number at which to go on for a name that stands often.
    next: HashMap<String, u32>,
}

impl<'j> Names<'j> {
    pub(in crate::formats) fn new(given: HashSet<&'j str>) -> Self {
        Self { given, taken: HashSet::new(), next: HashMap::new() }
    }

    /// For a thing that has a name: that name, unless an earlier one took it.
    pub(in crate::formats) fn take(&mut self, name: &str) -> String {
        if self.taken.insert(name.to_owned()) { name.to_owned() } else { self.numbered(name) }
    }

    /// For a thing without a name: this one, unless it is somebody's.
    pub(in crate::formats) fn make(&mut self, name: &str) -> String {
        if self.given.contains(name) { self.numbered(name) } else { self.take(name) }
    }

    /// The first of `name-2`, `name-3` … that is nobody's.
    fn numbered(&mut self, name: &str) -> String {
        let n = self.next.entry(name.to_owned()).or_insert(1);
        loop {
            *n += 1;
            let fresh = format!("{name}-{n}");
            if !self.given.contains(fresh.as_str()) && self.taken.insert(fresh.clone()) {
                return fresh;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_we_make_is_nobodys() {
        let mut names = Names::new(HashSet::from(["a", "a-2", "b"]));
        let made = [names.take("a"), names.take("a"), names.make("b"), names.take("a-2"), names.take("b")];
        assert_eq!(made, ["a", "a-3", "b-2", "a-2", "b"]);
    }
}
