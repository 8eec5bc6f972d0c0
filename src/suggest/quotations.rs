//! Finds what stands in quotation marks: nested, in paragraph after paragraph, straight and odd in number.
//!
//! One pass, a fixed look around each mark. Which marks there are is a language's data.

use super::signs::Signs;

/// A stretch in quotation marks, in bytes of the text that was scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Where the opening mark starts.
    pub start: usize,
    /// The first byte after the closing mark.
    pub end: usize,
    /// Where the first character inside starts, blanks left out.
    pub inner_start: usize,
    /// The first byte after the last character inside, blanks left out.
    pub inner_end: usize,
    /// Whether a mark closes it; if not, it ends with its paragraph.
    pub closed: bool,
}

#[derive(Clone, Copy)]
struct Open {
    at: usize,
    mark: char,
    /// How many quotations were found when it opened.
    found: usize,
}

/// So far, in bytes, a single mark is looked for that closes better than one after an *s*: a few sentences.
const FURTHER: usize = 600;

/// What begins with an apostrophe that opens nothing, before letters that may follow it in other words: `'em`, `'90s`.
const CLIPPED: [&str; 12] =
    ["em", "er", "til", "till", "tis", "twas", "cause", "cos", "bout", "round", "n", "s"];

/// How deep quotations nest before a further opening mark counts as a sign like another.
const DEPTH: usize = 8;

/// The outermost quotations of a text, in text order.
///
/// A quotation that its paragraph does not close goes on where the next paragraph begins with a mark again, or
/// where the next mark closes it. An opening mark that nothing closes is left out where others follow it in its
/// paragraph, and else holds up to the paragraph's end.
#[must_use]
pub fn quotations(text: &str, signs: &Signs) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut stack: Vec<Open> = Vec::new();
    let mut start = 0;
    let paragraphs: Vec<(usize, usize)> = text
        .split_inclusive(['\n', '\r'])
        .map(|paragraph| {
            let from = start;
            start += paragraph.len();
            (from, start)
        })
        .filter(|(from, to)| !text[*from..*to].trim().is_empty())
        .collect();
    for (n, (from, to)) in paragraphs.iter().enumerate() {
        let paragraph = &text[*from..*to];
        let mut seen_first = false;
        for (at, c) in paragraph.char_indices() {
            if !signs.is_mark(c) {
                seen_first |= !c.is_whitespace();
                continue;
            }
            let at = from + at;
            let leads = !seen_first;
            seen_first = true;
            let before = text[*from..at].chars().next_back();
            let after = text[at + c.len_utf8()..*to].chars().next();
            // A mark repeated at a paragraph's start goes on with what is open.
            if leads
                && stack.first().is_some_and(|open| open.at < *from && repeats(open.mark, c, signs))
                && !is_only_mark_of(paragraph, signs)
            {
                stack.truncate(1);
                continue;
            }
            match role(c, before, after, &text[at + c.len_utf8()..*to], &stack, signs) {
                Role::Opens => {
                    if signs.straight.contains(&c)
                        && let Some(place) = stack.iter().position(|open| open.mark == c)
                    {
                        // The one before was never closed.
                        stack.truncate(place);
                    }
                    if stack.len() < DEPTH {
                        stack.push(Open { at, mark: c, found: found.len() });
                    }
                }
                Role::Closes => {
                    if let Some(place) = stack.iter().rposition(|open| closes(open.mark, c, signs)) {
                        let open = stack[place];
                        stack.truncate(place);
                        found.truncate(open.found);
                        found.push(between(text, open, at, c, true));
                    }
                }
                Role::Nothing => {}
            }
        }
        let Some(open) = stack.first().copied() else { continue };
        let next = paragraphs.get(n + 1).map(|(from, to)| &text[*from..*to]);
        if next.is_some_and(|next| goes_on(open.mark, next, signs)) {
            stack.truncate(1);
            continue;
        }
        stack.clear();
        // A single mark that nothing closes is an apostrophe.
        if found.len() == open.found && !is_single(open.mark) {
            let end = from + paragraph.trim_end().len();
            let quotation = between(text, open, end, '\0', false);
            if quotation.inner_start < quotation.inner_end {
                found.push(quotation);
            }
        }
    }
    // What an outer one turned out to hold was cut off when that closed; what is empty quotes nothing.
    found.retain(|quotation| {
        let inner = &text[quotation.inner_start..quotation.inner_end];
        // *Rock 'n' roll*.
        let least = if text[quotation.start..].starts_with(is_single) { 2 } else { 1 };
        inner.chars().filter(|c| c.is_alphanumeric()).nth(least - 1).is_some()
    });
    found
}

enum Role {
    Opens,
    Closes,
    Nothing,
}

/// A mark that is an apostrophe elsewhere.
fn is_single(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}')
}

/// What a mark does. `rest` is what follows it in its paragraph.
fn role(
    c: char,
    before: Option<char>,
    after: Option<char>,
    rest: &str,
    stack: &[Open],
    signs: &Signs,
) -> Role {
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_open = stack.iter().any(|open| closes(open.mark, c, signs));
    let opens = signs.pairs.iter().any(|(open, _)| *open == c);
    let closing = signs.pairs.iter().any(|(_, close)| *close == c);
    // A single mark inside a word is an apostrophe.
    if is_single(c) {
        if word(before) && word(after) {
            return Role::Nothing;
        }
        if opens && !closing {
            return if word(before) { Role::Nothing } else { Role::Opens };
        }
        let may_open = signs.straight.contains(&c) && !word(before) && word(after) && !is_clipped(rest);
        if may_open && (blank(before) || !is_open) {
            return Role::Opens;
        }
        let closes = is_open && !blank(before) && !(before == Some('s') && closes_better(c, rest));
        return if closes { Role::Closes } else { Role::Nothing };
    }
    if opens != closing {
        return if opens { Role::Opens } else { Role::Closes };
    }
    let closing_sign =
        |c: Option<char>| c.is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']'));
    let may_open = !word(before) && !blank(after) && !closing_sign(after);
    let may_close = !blank(before) && !word(after);
    match (may_open, may_close) {
        (true, false) => Role::Opens,
        (false, true) => {
            if is_open {
                Role::Closes
            } else {
                Role::Nothing
            }
        }
        _ if is_open => Role::Closes,
        _ => Role::Opens,
    }
}

/// Whether a word that lost its beginning, or a decade, comes after an apostrophe.
fn is_clipped(rest: &str) -> bool {
    let word = rest.find(|c: char| !c.is_alphanumeric()).map_or(rest, |end| &rest[..end]);
    let is_decade = word.len() <= 3 && word.starts_with(|c: char| c.is_ascii_digit());
    is_decade || CLIPPED.iter().any(|clipped| word.eq_ignore_ascii_case(clipped))
}

/// Whether a mark after an *s* is the apostrophe of a genitive: *‘The workers’ rights matter,’ she said*. It is where
/// a word comes next and, before the next opening, a mark follows that can only close.
fn closes_better(mark: char, rest: &str) -> bool {
    let mut around = rest.chars().take_while(|c| !c.is_alphanumeric());
    if around.next().is_some_and(|c| c != ' ' && c != '\u{A0}') {
        return false;
    }
    let (mut first, mut second) = (' ', ' ');
    for (at, c) in rest.char_indices().take_while(|(at, _)| *at < FURTHER) {
        let opens = first == mark && c.is_alphanumeric() && !second.is_alphanumeric() && second != '.';
        if opens || first == '\u{2018}' {
            return false;
        }
        let closes = c == mark && matches!(first, '.' | ',' | '!' | '?' | '…');
        if closes && !rest[at + c.len_utf8()..].starts_with(char::is_alphanumeric) {
            return true;
        }
        (second, first) = (first, c);
    }
    false
}

fn closes(open: char, mark: char, signs: &Signs) -> bool {
    (open == mark && signs.straight.contains(&mark)) || signs.pairs.contains(&(open, mark))
}

fn repeats(open: char, mark: char, signs: &Signs) -> bool {
    open == mark || signs.pairs.contains(&(open, mark))
}

/// A paragraph whose one mark closes it and leads, is closed by it and not continued.
fn is_only_mark_of(paragraph: &str, signs: &Signs) -> bool {
    let mut marks = paragraph.trim_end().char_indices().filter(|(_, c)| signs.is_mark(*c));
    let first = marks.next();
    let closes_alone =
        first.is_some_and(|(at, c)| paragraph[at + c.len_utf8()..].trim_end().chars().count() < 3);
    closes_alone && marks.next().is_none()
}

/// Whether a paragraph takes up the open quotation again.
fn goes_on(open: char, paragraph: &str, signs: &Signs) -> bool {
    let body = paragraph.trim_start();
    let Some(first) = body.chars().next() else { return false };
    if repeats(open, first, signs) {
        return true;
    }
    if signs.straight.contains(&open) {
        return false;
    }
    let opener = |c: char| signs.pairs.iter().any(|(other, _)| *other == c);
    body.chars().find(|c| *c == open || closes(open, *c, signs)).is_some_and(|c| c != open && !opener(c))
}

fn between(text: &str, open: Open, close: usize, mark: char, closed: bool) -> Quotation {
    let inner_from = open.at + open.mark.len_utf8();
    let inner = text.get(inner_from..close).unwrap_or_default();
    let lead = inner.len() - inner.trim_start().len();
    let end = if closed { close + mark.len_utf8() } else { close };
    let inner_start = inner_from + lead;
    Quotation {
        start: open.at,
        end,
        inner_start,
        inner_end: (inner_from + inner.trim_end().len()).max(inner_start),
        closed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        let signs = Signs::read("quote « »\nquote “ ”\nquote ‘ ’\nstraight \"").unwrap();
        quotations(text, &signs).iter().map(|found| &text[found.inner_start..found.inner_end]).collect()
    }

    #[test]
    fn blanks_inside_the_marks_are_left_out_whatever_their_kind() {
        assert_eq!(
            inner("Il dit : «\u{202F}oui\u{A0}», «non» et « peut-être »."),
            ["oui", "non", "peut-être"]
        );
    }

    #[test]
    fn a_quotation_within_a_quotation_belongs_to_it() {
        assert_eq!(inner("« On dit « oui » ici » puis “non” et \"si\""), ["On dit « oui » ici", "non", "si"]);
    }

    #[test]
    fn a_mark_repeated_at_each_paragraph_goes_on_with_the_quotation() {
        assert_eq!(
            inner("« Un.\n« Deux.\n\n« Trois. »\nFin « quatre »."),
            ["Un.\n« Deux.\n\n« Trois.", "quatre"]
        );
        assert_eq!(inner("“One.\n\n“Two.”"), ["One.\n\n“Two."]);
        assert_eq!(inner("« Un.\n\nDeux. » Fin."), ["Un.\n\nDeux."]);
    }

    #[test]
    fn an_odd_straight_mark_does_not_turn_the_rest_around() {
        assert_eq!(inner("Un 5\" écran, \"bon\" et \"beau\"."), ["bon", "beau"]);
        assert_eq!(inner("Il dit \"oui. Puis \"non\" et c'est tout."), ["non"]);
        assert_eq!(inner("Il dit : \"oui, c'est sûr \". Puis \"non\"."), ["oui, c'est sûr", "non"]);
        assert_eq!(inner("Il dit : \"oui, c'est sûr.\nRien ici."), ["oui, c'est sûr."]);
    }

    #[test]
    fn an_apostrophe_opens_nothing() {
        assert_eq!(inner("l’école ‘ouverte’ des années ’90 n’est pas"), ["ouverte"]);
    }

    #[test]
    fn single_straight_marks_are_told_from_apostrophes() {
        let inner = |text| {
            let signs = Signs::read("quote “ ”\nquote ‘ ’\nstraight \" '").unwrap();
            let found = quotations(text, &signs);
            found.iter().map(|found| text[found.inner_start..found.inner_end].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            inner("'We won't resign,' she said. 'It's a matter of trust.'"),
            ["We won't resign,", "It's a matter of trust."]
        );
        assert_eq!(inner("'The workers' rights matter,' she said."), ["The workers' rights matter,"]);
        assert_eq!(inner("‘The workers’ rights matter,’ she said."), ["The workers’ rights matter,"]);
        assert_eq!(inner("The workers' union and the bosses' club met in the '90s."), [""; 0]);
        assert_eq!(
            inner("Plan 'unfair to workers', says union 'of the poor'"),
            ["unfair to workers", "of the poor"]
        );
        assert_eq!(inner("Rock 'n' roll for 'em, 'til dawn. 'Til the end of the workers' day."), [""; 0]);
        assert_eq!(
            inner("\"They said 'no' to the teachers' plan,\" he said."),
            ["They said 'no' to the teachers' plan,"]
        );
        assert_eq!(inner("'She told us \"never\" twice,' he said."), ["She told us \"never\" twice,"]);
        assert_eq!(inner("'One.\n\n'Two.'"), ["One.\n\n'Two."]);
        assert_eq!(inner("An apostrophe 'that nothing closes\nand more"), [""; 0]);
    }

    #[test]
    fn marks_alone_quote_nothing() {
        assert_eq!(inner(&"«".repeat(2000)), [""; 0]);
        assert_eq!(inner(&"\"".repeat(2001)), [""; 0]);
        assert_eq!(inner(&"»".repeat(50)), [""; 0]);
    }
}
