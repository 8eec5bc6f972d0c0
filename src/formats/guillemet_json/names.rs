//! A name for each thing of a file: the one it has, or one made from it. The same file gives the same names.

use std::cell::OnceCell;
use std::rc::Rc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

pub(in crate::formats) struct Names<'j> {
    /// All names that the file gives, so that one we make is nobody's. Asked for only then: mostly each has its own.
    given: OnceCell<HashSet<&'j str>>,
    list: Box<dyn Fn() -> HashSet<&'j str> + 'j>,
    taken: HashSet<Rc<str>>,
    /// The number at which to go on for a name that stands often.
    next: HashMap<String, u32>,
}

impl<'j> Names<'j> {
    /// `list` tells all names that the file gives.
    pub(in crate::formats) fn new(list: impl Fn() -> HashSet<&'j str> + 'j) -> Self {
        Self { given: OnceCell::new(), list: Box::new(list), taken: HashSet::new(), next: HashMap::new() }
    }

    /// Where the file's names are not known before.
    #[cfg(feature = "interchange")]
    pub(in crate::formats) fn none() -> Self {
        Self::new(HashSet::new)
    }

    /// For a thing that has a name: that name, unless an earlier one took it.
    pub(in crate::formats) fn take(&mut self, name: &str) -> Rc<str> {
        let own: Rc<str> = name.into();
        if self.taken.insert(own.clone()) { own } else { self.numbered(name) }
    }

    /// For a thing without a name: this one, unless it is somebody's.
    pub(in crate::formats) fn make(&mut self, name: &str) -> Rc<str> {
        if self.is_given(name) { self.numbered(name) } else { self.take(name) }
    }

    /// The first of `name-2`, `name-3` … that is nobody's.
    fn numbered(&mut self, name: &str) -> Rc<str> {
        let mut n = self.next.get(name).copied().unwrap_or(1);
        loop {
            n += 1;
            let fresh: Rc<str> = format!("{name}-{n}").into();
            if !self.is_given(&fresh) && self.taken.insert(fresh.clone()) {
                self.next.insert(name.to_owned(), n);
                return fresh;
            }
        }
    }

    fn is_given(&self, name: &str) -> bool {
        self.given.get_or_init(|| (self.list)()).contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_we_make_is_nobodys() {
        let mut names = Names::new(|| ["a", "a-2", "b"].into_iter().collect());
        let made = [names.take("a"), names.take("a"), names.make("b"), names.take("a-2"), names.take("b")];
        assert_eq!(made.each_ref().map(|name| &**name), ["a", "a-3", "b-2", "a-2", "b"]);
    }
}
