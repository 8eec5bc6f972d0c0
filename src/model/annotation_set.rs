//! The annotations of one article, in text order, with what covers a place found in logarithmic time.
//!
//! A treap in an arena: each node knows the furthest end and the size of its subtree. Priorities come
//! from a counter's hash, so the same edits build the same tree. Knows no text: that spans fit it is
//! for [`Dataset::apply`](super::Dataset::apply) to check.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::rc::Rc;

use super::annotation::Annotation;
use super::id::AnnotationId;
use super::offset::{ByteOffset, Span};

const NONE: u32 = u32::MAX;

#[derive(Clone, Debug)]
struct Node {
    annotation: Rc<Annotation>,
    span: Span,
    furthest_end: ByteOffset,
    size: u32,
    priority: u32,
    left: u32,
    right: u32,
}

/// The annotations of one article.
///
/// Text order is: earlier start first, then later end (the outer before the inner), then id.
#[derive(Clone, Debug)]
pub struct AnnotationSet {
    nodes: Vec<Node>,
    free: Vec<u32>,
    root: u32,
    seed: u32,
    by_id: HashMap<AnnotationId, u32>,
}

impl Default for AnnotationSet {
    fn default() -> Self {
        Self { nodes: Vec::new(), free: Vec::new(), root: NONE, seed: 0, by_id: HashMap::new() }
    }
}

fn text_order(a: (Span, &AnnotationId), b: (Span, &AnnotationId)) -> Ordering {
    (a.0.start, Reverse(a.0.end)).cmp(&(b.0.start, Reverse(b.0.end))).then_with(|| a.1.cmp(b.1))
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

    /// The annotation of a name.
    #[must_use]
    pub fn get(&self, id: &AnnotationId) -> Option<&Rc<Annotation>> {
        self.by_id.get(id).map(|&node| &self.node(node).annotation)
    }

    /// All, in text order.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<Annotation>> {
        self.overlapping_or_all(None)
    }

    /// Those that share at least one byte with the window, in text order. Costs the logarithm of all
    /// plus, for each one found, about a logarithm at worst.
    pub fn overlapping(&self, window: Span) -> impl Iterator<Item = &Rc<Annotation>> {
        self.overlapping_or_all(Some(window))
    }

    /// Those that cover the character beginning at a place, in text order.
    pub fn covering(&self, at: ByteOffset) -> impl Iterator<Item = &Rc<Annotation>> {
        self.overlapping(Span { start: at, end: at.plus(1) })
    }

    /// How many come before this one in text order.
    #[must_use]
    pub fn rank(&self, id: &AnnotationId) -> Option<usize> {
        let target = self.node(*self.by_id.get(id)?);
        let key = (target.span, &target.annotation.id);
        let (mut at, mut before) = (self.root, 0);
        while at != NONE {
            let node = self.node(at);
            match text_order(key, (node.span, &node.annotation.id)) {
                Ordering::Less => at = node.left,
                Ordering::Equal => return Some((before + self.size(node.left)) as usize),
                Ordering::Greater => {
                    before += self.size(node.left) + 1;
                    at = node.right;
                }
            }
        }
        None
    }

    /// The one with `rank` others before it in text order.
    #[must_use]
    pub fn at_rank(&self, rank: usize) -> Option<&Rc<Annotation>> {
        let (mut at, mut rank) = (self.root, u32::try_from(rank).ok()?);
        while at != NONE {
            let node = self.node(at);
            let left = self.size(node.left);
            match rank.cmp(&left) {
                Ordering::Less => at = node.left,
                Ordering::Equal => return Some(&node.annotation),
                Ordering::Greater => {
                    rank -= left + 1;
                    at = node.right;
                }
            }
        }
        None
    }

    /// How many start before a place.
    #[must_use]
    pub fn starting_before(&self, at: ByteOffset) -> usize {
        let (mut cursor, mut before) = (self.root, 0);
        while cursor != NONE {
            let node = self.node(cursor);
            if node.span.start < at {
                before += self.size(node.left) + 1;
                cursor = node.right;
            } else {
                cursor = node.left;
            }
        }
        before as usize
    }

    /// Adds one; one of the same id is replaced and returned.
    pub fn insert(&mut self, annotation: Rc<Annotation>) -> Option<Rc<Annotation>> {
        let former = self.remove(&annotation.id);
        self.seed = self.seed.wrapping_add(0x9E37_79B9);
        let node = Node {
            span: annotation.span,
            furthest_end: annotation.span.end,
            size: 1,
            priority: scramble(self.seed),
            left: NONE,
            right: NONE,
            annotation,
        };
        let id = node.annotation.id.clone();
        let slot = match self.free.pop() {
            Some(slot) => {
                self.nodes[slot as usize] = node;
                slot
            }
            None => {
                self.nodes.push(node);
                (self.nodes.len() - 1) as u32
            }
        };
        self.root = self.insert_below(self.root, slot);
        self.by_id.insert(id, slot);
        former
    }

    /// Takes one out.
    pub fn remove(&mut self, id: &AnnotationId) -> Option<Rc<Annotation>> {
        let slot = self.by_id.remove(id)?;
        self.root = self.remove_below(self.root, slot);
        self.free.push(slot);
        Some(self.node(slot).annotation.clone())
    }

    fn insert_below(&mut self, root: u32, slot: u32) -> u32 {
        if root == NONE {
            return slot;
        }
        let before = self.order(slot, root) == Ordering::Less;
        if self.node(slot).priority > self.node(root).priority {
            let (left, right) = self.split(root, slot);
            let node = self.node_mut(slot);
            node.left = left;
            node.right = right;
            self.refresh(slot);
            return slot;
        }
        if before {
            let child = self.insert_below(self.node(root).left, slot);
            self.node_mut(root).left = child;
        } else {
            let child = self.insert_below(self.node(root).right, slot);
            self.node_mut(root).right = child;
        }
        self.refresh(root);
        root
    }

    fn remove_below(&mut self, root: u32, slot: u32) -> u32 {
        if root == slot {
            let node = self.node(root);
            return self.merge(node.left, node.right);
        }
        if root == NONE {
            return NONE;
        }
        if self.order(slot, root) == Ordering::Less {
            let child = self.remove_below(self.node(root).left, slot);
            self.node_mut(root).left = child;
        } else {
            let child = self.remove_below(self.node(root).right, slot);
            self.node_mut(root).right = child;
        }
        self.refresh(root);
        root
    }

    /// Splits a subtree into what comes before and after the node in `slot`.
    fn split(&mut self, root: u32, slot: u32) -> (u32, u32) {
        if root == NONE {
            return (NONE, NONE);
        }
        if self.order(slot, root) == Ordering::Less {
            let (left, right) = self.split(self.node(root).left, slot);
            self.node_mut(root).left = right;
            self.refresh(root);
            (left, root)
        } else {
            let (left, right) = self.split(self.node(root).right, slot);
            self.node_mut(root).right = left;
            self.refresh(root);
            (root, right)
        }
    }

    fn merge(&mut self, left: u32, right: u32) -> u32 {
        if left == NONE {
            return right;
        }
        if right == NONE {
            return left;
        }
        if self.node(left).priority > self.node(right).priority {
            let child = self.merge(self.node(left).right, right);
            self.node_mut(left).right = child;
            self.refresh(left);
            left
        } else {
            let child = self.merge(left, self.node(right).left);
            self.node_mut(right).left = child;
            self.refresh(right);
            right
        }
    }

    fn refresh(&mut self, slot: u32) {
        let node = self.node(slot);
        let size = 1 + self.size(node.left) + self.size(node.right);
        let furthest_end = node.span.end.max(self.furthest_end(node.left)).max(self.furthest_end(node.right));
        let node = self.node_mut(slot);
        node.size = size;
        node.furthest_end = furthest_end;
    }

    fn order(&self, a: u32, b: u32) -> Ordering {
        let (a, b) = (self.node(a), self.node(b));
        text_order((a.span, &a.annotation.id), (b.span, &b.annotation.id))
    }

    fn node(&self, slot: u32) -> &Node {
        &self.nodes[slot as usize]
    }

    fn node_mut(&mut self, slot: u32) -> &mut Node {
        &mut self.nodes[slot as usize]
    }

    fn size(&self, slot: u32) -> u32 {
        if slot == NONE { 0 } else { self.node(slot).size }
    }

    fn furthest_end(&self, slot: u32) -> ByteOffset {
        if slot == NONE { ByteOffset::default() } else { self.node(slot).furthest_end }
    }

    fn overlapping_or_all(&self, window: Option<Span>) -> Overlapping<'_> {
        let mut found = Overlapping { set: self, window, path: Vec::new() };
        found.descend(self.root);
        found
    }
}

/// Equal sets hold equal annotations; how the tree grew does not count.
impl PartialEq for AnnotationSet {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

struct Overlapping<'a> {
    set: &'a AnnotationSet,
    window: Option<Span>,
    /// The nodes whose left side is done and which are still to be given, the next one last.
    path: Vec<u32>,
}

impl Overlapping<'_> {
    fn descend(&mut self, mut at: u32) {
        while at != NONE {
            let node = self.set.node(at);
            if self.window.is_some_and(|window| node.furthest_end <= window.start) {
                return;
            }
            self.path.push(at);
            at = node.left;
        }
    }
}

impl<'a> Iterator for Overlapping<'a> {
    type Item = &'a Rc<Annotation>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(at) = self.path.pop() {
            let node = self.set.node(at);
            if self.window.is_some_and(|window| node.span.start >= window.end) {
                // All that is left on the path starts later still.
                self.path.clear();
                return None;
            }
            self.descend(node.right);
            if self.window.is_none_or(|window| node.span.overlaps(window)) {
                return Some(&node.annotation);
            }
        }
        None
    }
}

/// Spreads a counter over all bits (the finalizer of MurmurHash3).
fn scramble(mut x: u32) -> u32 {
    x = (x ^ (x >> 16)).wrapping_mul(0x85EB_CA6B);
    x = (x ^ (x >> 13)).wrapping_mul(0xC2B2_AE35);
    x ^ (x >> 16)
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
        list.sort_by(|a, b| text_order((a.span, &a.id), (b.span, &b.id)));
        list
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
    fn an_outer_annotation_comes_before_the_inner_one_that_starts_with_it() {
        let mut set = AnnotationSet::default();
        set.insert(annotation(1, Span::new(0, 4)));
        set.insert(annotation(2, Span::new(0, 9)));
        let ids: Vec<_> = set.iter().map(|a| a.id.to_string()).collect();
        assert_eq!(ids, ["a2", "a1"]);
    }
}
