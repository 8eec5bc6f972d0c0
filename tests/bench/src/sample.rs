//! Makes a text of a shape with annotations on it: the same from the same seed, on every machine.
//!
//! The words are nobody's: syllables joined at random, in sentences that look French. No character lies
//! beyond the basic plane, so that code points and UTF-16 units count alike.

use serde_json::{Value, json};

use crate::shape::{Paragraphs, Shape};

/// An annotation of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The first code point.
    pub start: usize,
    /// The first code point after it.
    pub end: usize,
    /// The same in bytes of UTF-8.
    pub bytes: (usize, usize),
    /// A label of the scheme for reported speech.
    pub label: &'static str,
}

/// A text with annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// What it was made after.
    pub shape: Shape,
    /// The text.
    pub text: String,
    /// In the order of their making; the last tenth lies over others.
    pub marks: Vec<Mark>,
}

/// One word of the text and its paragraph.
#[derive(Clone, Copy)]
struct Word {
    bytes: (usize, usize),
    points: (usize, usize),
    paragraph: usize,
}

impl Sample {
    /// Makes a text and annotates it.
    #[must_use]
    pub fn new(shape: Shape, seed: u64) -> Self {
        let mut writer = Writer { chance: Chance(seed), text: String::new(), points: 0, words: Vec::new() };
        let target = shape.bytes.saturating_sub(40);
        let mut paragraph = 0;
        match shape.paragraphs {
            Paragraphs::One => {
                while writer.text.len() < target {
                    writer.sentence(paragraph, 30);
                }
            }
            Paragraphs::Prose => {
                while writer.text.len() < target {
                    if paragraph > 0 {
                        writer.push("\n");
                    }
                    // A sentence has at most 180 characters, so that no paragraph passes 800.
                    let end = writer.points + 200 + writer.chance.below(420);
                    while writer.points < end {
                        writer.sentence(paragraph, 18);
                    }
                    paragraph += 1;
                }
            }
            Paragraphs::Lines(count) => {
                for line in 0..count {
                    if line > 0 {
                        writer.push("\n");
                    }
                    writer.sentence(line, 6);
                }
            }
        }
        let marks = marks(&writer.words, shape.spans, &mut writer.chance);
        Self { shape, text: writer.text, marks }
    }

    /// The sample as a Guillemet document of one article, with just the keys that reading needs.
    #[must_use]
    pub fn document(&self) -> Value {
        let annotation = |(n, mark): (usize, &Mark)| {
            json!({
                "id": format!("a{n}"), "label": mark.label, "start": mark.start, "end": mark.end,
                "text": self.text[mark.bytes.0..mark.bytes.1],
            })
        };
        json!({
            "format": "guillemet", "version": 1, "offset_unit": "unicode_code_point",
            "articles": [{
                "id": "sample", "title": self.shape.name, "language": "fr", "text": self.text,
                "annotations": self.marks.iter().enumerate().map(annotation).collect::<Vec<_>>(),
            }],
        })
    }
}

/// Nine tenths lie apart, evenly over the words; a tenth lies over one of those each, by turns crossing
/// its end and nested in it.
fn marks(words: &[Word], count: usize, chance: &mut Chance) -> Vec<Mark> {
    let over = count / 10;
    let apart = count - over;
    let mark = |first: usize, last: usize, label: &'static str| Mark {
        start: words[first].points.0,
        end: words[last].points.1,
        bytes: (words[first].bytes.0, words[last].bytes.1),
        label,
    };
    let mut marks = Vec::with_capacity(count);
    let mut places = Vec::with_capacity(apart);
    for n in 0..apart {
        let (from, until) = (n * words.len() / apart, (n + 1) * words.len() / apart);
        assert!(until >= from + 3, "the text has too few words for {count} annotations");
        // The last word before the next one stays free, so that a crossing reaches no third one.
        let room = until - from - 1;
        let first = from + chance.below((room / 2).max(1));
        let mut last = first + chance.below((from + room - first).min(9));
        while words[last].paragraph != words[first].paragraph {
            last -= 1;
        }
        let label = if n % 7 == 6 { "denial" } else { ["quote", "source"][n % 2] };
        marks.push(mark(first, last, label));
        places.push((first, last));
    }
    for n in 0..over {
        let (first, last) = places[n * apart / over];
        let crosses = words.get(last + 1).is_some_and(|next| next.paragraph == words[last].paragraph);
        marks.push(if n % 2 == 0 && crosses {
            mark(last, last + 1, "source")
        } else {
            mark(first + (last - first) / 2, last, "source")
        });
    }
    marks
}

struct Writer {
    chance: Chance,
    text: String,
    points: usize,
    words: Vec<Word>,
}

impl Writer {
    fn push(&mut self, part: &str) {
        self.text.push_str(part);
        self.points += part.chars().count();
    }

    fn word(&mut self, paragraph: usize, capital: bool) {
        const SHORT: [&str; 12] = ["le", "la", "un", "de", "et", "à", "en", "du", "sa", "on", "ne", "où"];
        const SYLLABLES: [&str; 24] = [
            "ba", "lo", "mé", "ri", "ven", "tou", "sa", "pé", "cla", "dor", "nu", "gi", "fre", "lan", "mou",
            "ché", "vi", "ros", "tè", "qua", "jo", "bli", "zon", "hu",
        ];
        let mut word = String::new();
        if !capital && self.chance.below(3) == 0 {
            word.push_str(SHORT[self.chance.below(SHORT.len())]);
        } else {
            for _ in 0..2 + self.chance.below(2) {
                word.push_str(SYLLABLES[self.chance.below(SYLLABLES.len())]);
            }
        }
        if capital {
            let first = word.remove(0);
            word.insert_str(0, &first.to_uppercase().to_string());
        }
        let (byte, point) = (self.text.len(), self.points);
        self.push(&word);
        self.words.push(Word { bytes: (byte, self.text.len()), points: (point, self.points), paragraph });
    }

    /// A sentence of five to `most` words, with a blank before it where another one stands.
    fn sentence(&mut self, paragraph: usize, most: usize) {
        if !(self.text.is_empty() || self.text.ends_with('\n')) {
            self.push(" ");
        }
        let count = 5 + self.chance.below(most - 4);
        let spoken = count > 6 && self.chance.below(4) == 0;
        for n in 0..count {
            if n > 0 {
                let comma = !spoken && n > 3 && n + 2 < count && self.chance.below(9) == 0;
                self.push(if comma { ", " } else { " " });
            }
            if spoken && n == 0 {
                self.push("«\u{a0}");
            }
            self.word(paragraph, n == 0);
            if spoken && n == count - 4 {
                self.push("\u{a0}»,");
            }
        }
        self.push(".");
    }
}

/// Numbers by chance from a seed (SplitMix64).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::SHAPES;

    fn made(name: &str) -> Sample {
        Sample::new(Shape::named(name).unwrap(), 1)
    }

    #[test]
    fn the_same_seed_gives_the_same_text_and_another_seed_another() {
        assert_eq!(made("M"), made("M"));
        assert_ne!(made("M").text, Sample::new(Shape::named("M").unwrap(), 2).text);
    }

    #[test]
    fn a_text_has_its_size_and_paragraphs_of_200_to_800_characters() {
        for name in ["M", "L", "XL"] {
            let sample = made(name);
            assert!(sample.text.len().abs_diff(sample.shape.bytes) < 900, "{} bytes", sample.text.len());
            for paragraph in sample.text.split('\n') {
                let length = paragraph.chars().count();
                assert!((200..=800).contains(&length), "{length} characters");
            }
        }
        assert!((2_800..3_800).contains(&made("S").text.len()));
    }

    #[test]
    fn the_odd_texts_are_one_paragraph_and_200_000_short_ones() {
        let one = made("one");
        assert!(!one.text.contains('\n'));
        assert!(one.text.len().abs_diff(1_000_000) < 300);
        let lines = made("lines");
        assert_eq!(lines.text.split('\n').count(), 200_000);
        assert!(lines.text.split('\n').all(|line| (15..70).contains(&line.chars().count())));
    }

    #[test]
    fn a_tenth_of_the_annotations_lies_over_others() {
        for shape in SHAPES {
            let marks = Sample::new(shape, 1).marks;
            assert_eq!(marks.len(), shape.spans);
            let (apart, over) = marks.split_at(shape.spans - shape.spans / 10);
            assert!(apart.windows(2).all(|pair| pair[0].end <= pair[1].start), "{} lie apart", shape.name);
            for mark in over {
                let at = apart.partition_point(|other| other.end <= mark.start);
                assert!(apart[at].start < mark.end, "{mark:?} of {} lies over nothing", shape.name);
                assert!(
                    apart.get(at + 1).is_none_or(|next| next.start >= mark.end),
                    "{mark:?} reaches a third"
                );
            }
        }
    }

    #[test]
    fn bytes_and_code_points_name_the_same_words_within_a_paragraph() {
        let sample = made("S");
        let chars: Vec<char> = sample.text.chars().collect();
        for mark in &sample.marks {
            let covered = &sample.text[mark.bytes.0..mark.bytes.1];
            assert_eq!(covered, chars[mark.start..mark.end].iter().collect::<String>());
            assert!(!covered.is_empty() && !covered.contains('\n'), "{covered:?}");
        }
    }

    #[test]
    fn a_document_says_for_each_annotation_what_it_covers() {
        let sample = made("S");
        let document = sample.document();
        let article = &document["articles"][0];
        assert_eq!(article["text"], sample.text);
        let last = sample.marks.last().unwrap();
        let written = &article["annotations"][11];
        assert_eq!((&written["start"], &written["end"]), (&json!(last.start), &json!(last.end)));
        assert_eq!(written["text"], sample.text[last.bytes.0..last.bytes.1]);
    }

    #[test]
    fn an_annotation_for_each_19_bytes_can_be_made() {
        assert_eq!(Sample::new(Shape::dense(100_000), 1).marks.len(), 100_000);
    }
}
