//! Spans drawn inside the text that they cover: `[quote:We won], [source:Reuters] reported.`
//!
//! `]` closes the span that was opened last. Where an earlier one ends first, as only crossing spans
//! do, it closes as `]quote|`. Only lines with a mark are drawn; `\r` is drawn as `␍`.

/// A labelled span in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Its label.
    pub label: String,
    /// Its first code point.
    pub start: usize,
    /// The code point after its last.
    pub end: usize,
}

/// The lines of a text on which a span lies, with the spans drawn in.
#[must_use]
pub fn draw(text: &str, spans: &[Drawn]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut lines = vec![Line::default()];
    let mut open: Vec<&Drawn> = Vec::new();
    for at in 0..=chars.len() {
        // What was opened last closes first, where both end here.
        while let Some(place) = open.iter().rposition(|span| span.end == at) {
            let closed = open.remove(place);
            let mark = if place == open.len() { "]".to_owned() } else { format!("]{}|", closed.label) };
            last(&mut lines).mark(&mark);
        }
        let mut starting: Vec<_> = spans.iter().filter(|span| span.start == at).collect();
        // The longest is the outer one; the sort is stable: else in the given order.
        starting.sort_by_key(|span| std::cmp::Reverse(span.end));
        for span in starting {
            last(&mut lines).mark(&format!("[{}:", span.label));
            open.push(span);
        }
        match chars.get(at) {
            Some('\n') => {
                let goes_on = !open.is_empty();
                last(&mut lines).marked |= goes_on;
                lines.push(Line { marked: goes_on, text: String::new() });
            }
            Some('\r') => last(&mut lines).text.push('␍'),
            Some(&c) => last(&mut lines).text.push(c),
            None => {}
        }
    }
    let marked = lines.into_iter().filter(|line| line.marked);
    marked.map(|line| line.text).collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Line {
    text: String,
    marked: bool,
}

impl Line {
    fn mark(&mut self, mark: &str) {
        self.text.push_str(mark);
        self.marked = true;
    }
}

fn last(lines: &mut [Line]) -> &mut Line {
    lines.last_mut().expect("there is always a line")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(label: &str, start: usize, end: usize) -> Drawn {
        Drawn { label: label.to_owned(), start, end }
    }

    #[test]
    fn nested_spans_close_inside_out() {
        let spans = [span("source", 3, 5), span("quote", 0, 5)];
        assert_eq!(draw("ab cd e", &spans), "[quote:ab [source:cd]] e");
    }

    #[test]
    fn a_crossing_span_names_what_it_closes() {
        let spans = [span("quote", 0, 4), span("denial", 2, 6)];
        assert_eq!(draw("abcdefg", &spans), "[quote:ab[denial:cd]quote|ef]g");
    }

    #[test]
    fn equal_spans_keep_their_order() {
        let spans = [span("quote", 0, 2), span("denial", 0, 2)];
        assert_eq!(draw("ab", &spans), "[quote:[denial:ab]]");
    }

    #[test]
    fn only_lines_with_a_mark_are_drawn() {
        assert_eq!(draw("un\r\ndeux\r\ntrois", &[span("quote", 4, 6)]), "[quote:de]ux␍");
        assert_eq!(draw("un\ndeux\ntrois", &[span("quote", 1, 9)]), "u[quote:n\ndeux\nt]rois");
    }

    #[test]
    fn places_are_code_points() {
        assert_eq!(draw("𠮷👩‍👧x", &[span("source", 1, 4)]), "𠮷[source:👩‍👧]x");
    }
}
