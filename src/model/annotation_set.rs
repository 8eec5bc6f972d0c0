//! The annotations of one article, in text order, with what covers a place found in logarithmic time.
//!
//! A B-tree whose leaves hold the annotations in text order; each subtree is known by its first
//! annotation, its furthest end and its size. A few wide levels cost fewer trips to memory than a binary tree's
//! many. Knows no text: that spans fit it is for [`Dataset::apply`](super::Dataset::apply) to check.

use std::borrow::Borrow;
use std::cmp::{Ordering, Reverse};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use foldhash::{HashSet, HashSetExt};

use super::annotation::Annotation;
use super::id::AnnotationId;
use super::offset::{ByteOffset, Span};

/// The most annotations of a leaf, and the most children of an inner node. Found by measurement.
///
/// Small in tests, so that few annotations make a tree of several levels.
const MOST: usize = if cfg!(test) { 6 } else { 32 };

/// A node with fewer joins a neighbour if both fit into one.
const FEW: usize = MOST / 3;

/// The annotations of one article.
///
/// Text order is: earlier start first, then later end (the outer before the inner), then id.
#[derive(Clone, Debug)]
pub struct AnnotationSet {
    root: Node,
    by_id: HashSet<ById>,
}

impl Default for AnnotationSet {
    fn default() -> Self {
        Self { root: Node::Leaf(Vec::new()), by_id: HashSet::new() }
    }
}

/// An annotation that stands for its id.
#[derive(Clone, Debug)]
struct ById(Rc<Annotation>);

impl Borrow<AnnotationId> for ById {
    fn borrow(&self) -> &AnnotationId {
        &self.0.id
    }
}

impl Hash for ById {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl PartialEq for ById {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for ById {}

/// An annotation with its span at hand: to compare two need not look at the annotations themselves.
#[derive(Clone, Debug)]
struct Entry {
    span: Span,
    annotation: Rc<Annotation>,
}

impl Entry {
    fn text_order(&self, other: &Self) -> Ordering {
        let key = |entry: &Self| (entry.span.start, Reverse(entry.span.end));
        key(self).cmp(&key(other)).then_with(|| self.annotation.id.cmp(&other.annotation.id))
    }

    fn precedes(&self, other: &Self) -> bool {
        self.text_order(other) == Ordering::Less
    }
}

impl From<Rc<Annotation>> for Entry {
    fn from(annotation: Rc<Annotation>) -> Self {
        Self { span: annotation.span, annotation }
    }
}

#[derive(Clone, Debug)]
enum Node {
    /// In text order; empty only at the root.
    Leaf(Vec<Entry>),
    /// In text order, never empty.
    Inner(Vec<Child>),
}

/// A subtree that is not empty, and what holds of all of it.
#[derive(Clone, Debug)]
struct Child {
    first: Entry,
    furthest_end: ByteOffset,
    size: u32,
    node: Box<Node>,
}

impl AnnotationSet {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Makes room for so many more at once.
    pub(super) fn reserve(&mut self, more: usize) {
        self.by_id.reserve(more);
    }

    /// The annotation of a name.
    #[must_use]
    pub fn get(&self, id: &AnnotationId) -> Option<&Rc<Annotation>> {
        self.by_id.get(id).map(|ById(annotation)| annotation)
    }

    /// All, in text order.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<Annotation>> {
        Overlapping { window: None, path: vec![(&self.root, 0)] }
    }

    /// Those that share at least one byte with the window, in text order. Costs the logarithm of all
    /// plus, for each one found, about a logarithm at worst.
    pub fn overlapping(&self, window: Span) -> impl Iterator<Item = &Rc<Annotation>> {
        Overlapping { window: Some(window), path: vec![(&self.root, 0)] }
    }

    /// Those that cover the character beginning at a place, in text order.
    pub fn covering(&self, at: ByteOffset) -> impl Iterator<Item = &Rc<Annotation>> {
        self.overlapping(Span { start: at, end: at.plus(1) })
    }

    /// How many come before this one in text order.
    #[must_use]
    pub fn rank(&self, id: &AnnotationId) -> Option<usize> {
        let target = Entry::from(self.get(id)?.clone());
        Some(self.count_while(|entry| entry.precedes(&target)))
    }

    /// The one with `rank` others before it in text order.
    #[must_use]
    pub fn at_rank(&self, mut rank: usize) -> Option<&Rc<Annotation>> {
        let mut node = &self.root;
        loop {
            match node {
                Node::Leaf(entries) => return entries.get(rank).map(|entry| &entry.annotation),
                Node::Inner(children) => {
                    node = children.iter().find_map(|child| {
                        let inside = rank < child.size as usize;
                        if !inside {
                            rank -= child.size as usize;
                        }
                        inside.then_some(&*child.node)
                    })?;
                }
            }
        }
    }

    /// How many start before a place.
    #[must_use]
    pub fn starting_before(&self, at: ByteOffset) -> usize {
        self.count_while(|entry| entry.span.start < at)
    }

    /// How many hold a condition that all before the first one to break it hold.
    fn count_while(&self, holds: impl Fn(&Entry) -> bool) -> usize {
        let (mut node, mut count) = (&self.root, 0);
        loop {
            match node {
                Node::Leaf(entries) => return count + entries.partition_point(holds),
                Node::Inner(children) => {
                    let begun = children.partition_point(|child| holds(&child.first));
                    // Where the next subtree has begun to hold, this one holds throughout.
                    let Some(last) = begun.checked_sub(1) else { return count };
                    count += children[..last].iter().map(|child| child.size as usize).sum::<usize>();
                    node = &children[last].node;
                }
            }
        }
    }

    /// Adds one; one of the same id is replaced and returned.
    pub fn insert(&mut self, annotation: Rc<Annotation>) -> Option<Rc<Annotation>> {
        let former = self.by_id.replace(ById(annotation.clone())).map(|ById(former)| former);
        if let Some(former) = &former {
            if former.span == annotation.span {
                self.root.replace(annotation.into());
                return Some(former.clone());
            }
            self.take_out(former);
        }
        if let Some(right) = self.root.insert(annotation.into()) {
            let left = std::mem::replace(&mut self.root, Node::Leaf(Vec::new()));
            let halves = [left, right].map(|half| Child::of(Box::new(half)));
            self.root = Node::Inner(halves.into_iter().flatten().collect());
        }
        former
    }

    /// Takes one out.
    pub fn remove(&mut self, id: &AnnotationId) -> Option<Rc<Annotation>> {
        let ById(annotation) = self.by_id.take(id)?;
        self.take_out(&annotation);
        Some(annotation)
    }

    fn take_out(&mut self, annotation: &Rc<Annotation>) {
        self.root.remove(&annotation.clone().into());
        while let Node::Inner(children) = &mut self.root {
            self.root = match children.len() {
                0 => Node::Leaf(Vec::new()),
                1 => *children.remove(0).node,
                _ => break,
            };
        }
    }
}

impl Node {
    fn len(&self) -> usize {
        match self {
            Self::Leaf(entries) => entries.len(),
            Self::Inner(children) => children.len(),
        }
    }

    /// Adds an entry that is not there. Gives the right half where the node has become too large.
    fn insert(&mut self, entry: Entry) -> Option<Self> {
        match self {
            Self::Leaf(entries) => {
                let at = entries.partition_point(|other| other.precedes(&entry));
                entries.insert(at, entry);
                (entries.len() > MOST).then(|| Self::Leaf(entries.split_off(MOST / 2)))
            }
            Self::Inner(children) => {
                let at = place(children, &entry);
                let child = &mut children[at];
                child.grow_by(&entry);
                if let Some(right) = child.node.insert(entry) {
                    child.refresh();
                    if let Some(right) = Child::of(Box::new(right)) {
                        children.insert(at + 1, right);
                    }
                }
                (children.len() > MOST).then(|| Self::Inner(children.split_off(MOST / 2)))
            }
        }
    }

    /// Puts an entry in the place of the one with the same span and id.
    fn replace(&mut self, entry: Entry) {
        match self {
            Self::Leaf(entries) => {
                if let Ok(at) = entries.binary_search_by(|other| other.text_order(&entry)) {
                    entries[at] = entry;
                }
            }
            Self::Inner(children) => {
                let at = place(children, &entry);
                let child = &mut children[at];
                if child.first.text_order(&entry) == Ordering::Equal {
                    child.first = entry.clone();
                }
                child.node.replace(entry);
            }
        }
    }

    /// Takes an entry out, if it is there.
    fn remove(&mut self, entry: &Entry) {
        match self {
            Self::Leaf(entries) => {
                if let Ok(at) = entries.binary_search_by(|other| other.text_order(entry)) {
                    entries.remove(at);
                }
            }
            Self::Inner(children) => {
                let at = place(children, entry);
                children[at].node.remove(entry);
                let left = children[at].node.len();
                if left == 0 {
                    children.remove(at);
                    return;
                }
                children[at].shrink_by(entry);
                let fits = |other: usize| children.get(other).is_some_and(|o| o.node.len() + left <= MOST);
                if left < FEW && fits(at + 1) {
                    join(children, at);
                } else if left < FEW && at > 0 && fits(at - 1) {
                    join(children, at - 1);
                }
            }
        }
    }
}

/// The child in which an entry has its place.
fn place(children: &[Child], entry: &Entry) -> usize {
    children.partition_point(|child| !entry.precedes(&child.first)).saturating_sub(1)
}

/// Makes one of a child and the next, which are of the same height.
fn join(children: &mut Vec<Child>, at: usize) {
    let next = children.remove(at + 1);
    match (&mut *children[at].node, *next.node) {
        (Node::Leaf(entries), Node::Leaf(more)) => entries.extend(more),
        (Node::Inner(inner), Node::Inner(more)) => inner.extend(more),
        _ => debug_assert!(false, "siblings are of the same height"),
    }
    children[at].refresh();
}

impl Child {
    /// A child, unless it is empty.
    fn of(node: Box<Node>) -> Option<Self> {
        let first = match &*node {
            Node::Leaf(entries) => entries.first()?.clone(),
            Node::Inner(children) => children.first()?.first.clone(),
        };
        let mut child = Self { first, furthest_end: ByteOffset::default(), size: 0, node };
        child.refresh();
        Some(child)
    }

    /// What is known of the subtree once an entry is in it. Looks at nothing else: a whole level would have to come
    /// from memory.
    fn grow_by(&mut self, entry: &Entry) {
        self.size += 1;
        self.furthest_end = self.furthest_end.max(entry.span.end);
        if entry.precedes(&self.first) {
            self.first = entry.clone();
        }
    }

    /// The same once an entry is out, which looks at the level below only where that was the first or the furthest.
    fn shrink_by(&mut self, entry: &Entry) {
        if self.furthest_end == entry.span.end || self.first.text_order(entry) == Ordering::Equal {
            self.refresh();
        } else {
            self.size -= 1;
        }
    }

    /// What is known of the subtree, anew from the level below.
    fn refresh(&mut self) {
        let first = match &*self.node {
            Node::Leaf(entries) => {
                self.size = entries.len() as u32;
                self.furthest_end = entries.iter().map(|entry| entry.span.end).max().unwrap_or_default();
                entries.first()
            }
            Node::Inner(children) => {
                self.size = children.iter().map(|child| child.size).sum();
                self.furthest_end = children.iter().map(|child| child.furthest_end).max().unwrap_or_default();
                children.first().map(|child| &child.first)
            }
        };
        if let Some(first) = first.filter(|first| !Rc::ptr_eq(&first.annotation, &self.first.annotation)) {
            self.first = first.clone();
        }
    }
}

/// Equal sets hold equal annotations; how the tree grew does not count.
impl PartialEq for AnnotationSet {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

struct Overlapping<'a> {
    window: Option<Span>,
    /// From the root down: a node, and how many of its parts are done.
    path: Vec<(&'a Node, usize)>,
}

impl<'a> Iterator for Overlapping<'a> {
    type Item = &'a Rc<Annotation>;

    fn next(&mut self) -> Option<Self::Item> {
        // Without a window none ends before it and none starts behind it.
        let ends_before = |end: ByteOffset| self.window.is_some_and(|window| end <= window.start);
        let starts_behind = |start: ByteOffset| self.window.is_some_and(|window| start >= window.end);
        while let Some((node, done)) = self.path.last_mut() {
            match node {
                Node::Leaf(entries) => {
                    let rest = entries.get(*done..).unwrap_or_default();
                    let Some(skipped) = rest.iter().position(|entry| !ends_before(entry.span.end)) else {
                        self.path.pop();
                        continue;
                    };
                    let entry = &rest[skipped];
                    *done += skipped + 1;
                    if starts_behind(entry.span.start) {
                        break;
                    }
                    return Some(&entry.annotation);
                }
                Node::Inner(children) => {
                    let rest = children.get(*done..).unwrap_or_default();
                    let Some(skipped) = rest.iter().position(|child| !ends_before(child.furthest_end)) else {
                        self.path.pop();
                        continue;
                    };
                    let child = &rest[skipped];
                    *done += skipped + 1;
                    if starts_behind(child.first.span.start) {
                        break;
                    }
                    self.path.push((&child.node, 0));
                }
            }
        }
        // All that is left starts later still.
        self.path.clear();
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn annotation(n: u8, span: Span) -> Rc<Annotation> {
        Rc::new(Annotation::new(format!("a{n}").into(), "quote".into(), span))
    }

    fn in_text_order(list: &[Rc<Annotation>]) -> Vec<Rc<Annotation>> {
        let mut list = list.to_vec();
        list.sort_by(|a, b| Entry::from(a.clone()).text_order(&b.clone().into()));
        list
    }

    /// The height of a subtree of which all is true that its parents are told.
    fn checked_height(node: &Node) -> usize {
        assert!(node.len() <= MOST);
        let Node::Inner(children) = node else { return 0 };
        let heights: Vec<usize> = children.iter().map(|child| checked_height(&child.node)).collect();
        assert!(heights.windows(2).all(|pair| pair[0] == pair[1]), "all leaves lie equally deep");
        for child in children {
            let fresh = Child::of(child.node.clone()).expect("no child is empty");
            assert!(Rc::ptr_eq(&fresh.first.annotation, &child.first.annotation));
            assert_eq!((fresh.size, fresh.furthest_end), (child.size, child.furthest_end));
        }
        1 + heights[0]
    }

    #[test]
    fn taking_all_out_again_leaves_a_tree_that_shrank_with_it() {
        let mut set = AnnotationSet::default();
        let one = |n: u32| {
            let span = Span::new(n * 7 % 1_000, n * 7 % 1_000 + 1 + n % 50);
            Rc::new(Annotation::new(format!("a{n}").into(), "quote".into(), span))
        };
        for n in 0..1_000 {
            set.insert(one(n));
        }
        assert!(checked_height(&set.root) >= 3);
        for n in 0..990 {
            set.remove(&one(n).id);
            checked_height(&set.root);
        }
        assert!(checked_height(&set.root) <= 2, "ten annotations");
        assert!(set.iter().eq(in_text_order(&(990..1_000).map(one).collect::<Vec<_>>()).iter()));
    }

    proptest! {
        #[test]
        fn it_answers_as_a_plain_list_does(
            changes in proptest::collection::vec((any::<bool>(), 0_u8..60, 0_u32..200, 1_u32..60), 0..150),
            window in (0_u32..260, 0_u32..80),
        ) {
            let mut set = AnnotationSet::default();
            let mut list: Vec<Rc<Annotation>> = Vec::new();
            for (add, n, start, len) in changes {
                let new = annotation(n, Span::new(start, start + len));
                let former = list.iter().position(|other| other.id == new.id).map(|at| list.remove(at));
                if add {
                    prop_assert_eq!(set.insert(new.clone()), former);
                    list.push(new);
                } else {
                    prop_assert_eq!(set.remove(&new.id), former);
                }
            }
            checked_height(&set.root);
            let list = in_text_order(&list);
            prop_assert!(set.iter().eq(list.iter()));
            let window = Span::new(window.0, window.0 + window.1);
            prop_assert!(set.overlapping(window).eq(list.iter().filter(|a| a.span.overlaps(window))));
            prop_assert!(set.covering(window.start).eq(list.iter().filter(|a| a.span.holds(window.start))));
            prop_assert_eq!(set.starting_before(window.start), list.iter().filter(|a| a.span.start < window.start).count());
            for (rank, one) in list.iter().enumerate() {
                prop_assert_eq!(set.rank(&one.id), Some(rank));
                prop_assert_eq!(set.at_rank(rank), Some(one));
                prop_assert_eq!(set.get(&one.id), Some(one));
            }
            prop_assert_eq!(set.at_rank(list.len()), None);
        }
    }

    #[test]
    fn one_that_keeps_its_span_is_replaced_wherever_it_is_known() {
        let mut set = AnnotationSet::default();
        for n in 0..100 {
            set.insert(annotation(n, Span::new(u32::from(n) % 40, 50)));
        }
        for n in 0..100 {
            let mut other = (*annotation(n, Span::new(u32::from(n) % 40, 50))).clone();
            other.label = "source".into();
            let former = set.insert(Rc::new(other));
            assert_eq!(former.map(|former| former.label.clone()), Some("quote".into()));
            checked_height(&set.root);
        }
        assert_eq!(set.iter().filter(|one| one.label == "source").count(), 100);
        assert_eq!(set.len(), 100);
    }

    #[test]
    fn an_outer_annotation_comes_before_the_inner_one_that_starts_with_it() {
        let mut set = AnnotationSet::default();
        set.insert(annotation(1, Span::new(0, 4)));
        set.insert(annotation(2, Span::new(0, 9)));
        let ids: Vec<_> = set.iter().map(|a| a.id.to_string()).collect();
        assert_eq!(ids, ["a2", "a1"]);
    }
}
