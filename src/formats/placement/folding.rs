//! A text as a reader sees it: runs of blanks alike, apostrophes alike, quotation marks alike, letters
//! apart from their accents. Finds a covered text again that came back through another program.
//!
//! Folding goes by units: a run of blanks, or a letter with its marks. A unit is never cut.

use super::decomposition::{combining_class, decomposed};

/// A folded text and the way back.
pub(super) struct Folded {
    pub(super) text: String,
    /// Where the difference between folded and original offsets changes, in order.
    marks: Vec<Mark>,
}

#[derive(Clone, Copy)]
struct Mark {
    folded: u32,
    original: u32,
    /// From here to the next mark is one changed unit, with no place inside.
    whole: bool,
}

impl Folded {
    pub(super) fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut marks = Vec::new();
        let mut unit = Vec::new();
        let (mut at, mut plain) = (0, false);
        while at < original.len() {
            let end = next_unit(original, at, &mut unit);
            let whole = !(unit.len() == 1
                && original[at..end].starts_with(unit[0])
                && unit[0].len_utf8() == end - at);
            if whole || !plain {
                marks.push(Mark { folded: text.len() as u32, original: at as u32, whole });
            }
            plain = !whole;
            text.extend(&unit);
            at = end;
        }
        marks.push(Mark { folded: text.len() as u32, original: at as u32, whole: true });
        Self { text, marks }
    }

    /// The offset in the original text, or `None` inside a changed unit.
    pub(super) fn original(&self, folded: u32) -> Option<u32> {
        let mark =
            self.marks.get(self.marks.partition_point(|mark| mark.folded <= folded).checked_sub(1)?)?;
        let beyond = folded - mark.folded;
        (beyond == 0 || !mark.whole).then_some(mark.original + beyond)
    }
}

/// Whether two texts fold to the same. Stops at the first difference.
pub(super) fn alike(a: &str, b: &str) -> bool {
    // A text may grow or shrink in folding, but a run of a million blanks is not worth reading for each claim.
    if a.len() > 8 * b.len() + 64 || b.len() > 8 * a.len() + 64 {
        return false;
    }
    let (mut in_a, mut in_b) = (0, 0);
    let (mut unit_a, mut unit_b) = (Vec::new(), Vec::new());
    while in_a < a.len() && in_b < b.len() {
        in_a = next_unit(a, in_a, &mut unit_a);
        in_b = next_unit(b, in_b, &mut unit_b);
        if unit_a != unit_b {
            return false;
        }
    }
    in_a == a.len() && in_b == b.len()
}

/// Folds the unit that starts at a place into `unit` and gives the unit's end.
fn next_unit(text: &str, at: usize, unit: &mut Vec<char>) -> usize {
    unit.clear();
    let mut chars = text[at..].char_indices();
    let Some((_, first)) = chars.next() else { return text.len() };
    if first.is_whitespace() {
        unit.push(' ');
        return chars.find(|(_, c)| !c.is_whitespace()).map_or(text.len(), |(offset, _)| at + offset);
    }
    if first.is_ascii_alphanumeric() && text.as_bytes().get(at + 1).is_none_or(u8::is_ascii) {
        unit.push(first);
        return at + 1;
    }
    push_decomposed(sign(first), unit);
    let mut end = text.len();
    for (offset, c) in chars {
        if combining_class(c) == 0 {
            end = at + offset;
            break;
        }
        push_decomposed(c, unit);
    }
    order_marks(unit);
    end
}

fn sign(c: char) -> char {
    match c {
        '’' | '‘' | '‛' | 'ʼ' | 'ʹ' | '′' | '‹' | '›' | '`' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        c => c,
    }
}

fn push_decomposed(c: char, unit: &mut Vec<char>) {
    match decomposed(c) {
        Some((letter, mark)) => {
            push_decomposed(letter, unit);
            unit.push(mark);
        }
        None => unit.push(c),
    }
}

/// Puts the marks after each letter in canonical order.
fn order_marks(unit: &mut [char]) {
    for run in unit.split_mut(|c| combining_class(*c) == 0) {
        run.sort_by_key(|c| combining_class(*c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_signs_and_accents_fold_alike() {
        assert!(alike("l’été\u{a0}!", "l'e\u{301}te\u{301} !"));
        assert!(alike("« a\r\n\u{202f}b »", "\" a b \""));
        assert!(alike("vi\u{1ec7}t", "vie\u{302}\u{323}t"));
        assert!(!alike("pêche", "péché"));
        assert!(!alike("a b", "ab"));
        assert!(!alike("a", "a "));
    }

    #[test]
    fn a_place_of_the_folded_text_leads_back_but_not_into_a_unit() {
        let original = "l’e\u{301}té \u{a0}\r\nfini";
        let folded = Folded::new(original);
        assert_eq!(folded.text, "l'e\u{301}te\u{301} fini");
        let back: Vec<_> = (0..=folded.text.len() as u32).map(|at| folded.original(at)).collect();
        let t = original.find('t').map(|at| at as u32);
        let f = original.find('f').map(|at| at as u32).unwrap();
        assert_eq!(back[..3], [Some(0), Some(1), Some(4)]);
        assert_eq!(back[3..5], [None, None]);
        assert_eq!(back[5], t);
        let end = folded.text.len();
        assert_eq!(back[end - 4..], [Some(f), Some(f + 1), Some(f + 2), Some(f + 3), Some(f + 4)]);
    }
}
