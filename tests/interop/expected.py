"""What every check compares with: the Guillemet document, in code points, which is what Python counts."""

import json
import sys
from pathlib import Path


class Article:
    def __init__(self, value):
        self.json = value
        self.id = value["id"]
        self.title = value["title"]
        self.language = value["language"]
        self.text = value["text"]
        self.annotations = value["annotations"]
        by_id = {a["id"]: (a["label"], a["start"], a["end"]) for a in self.annotations}
        self.spans = sorted(by_id.values())
        self.relations = sorted((r["kind"], by_id[r["from"]], by_id[r["to"]]) for r in value["relations"])


def articles(path):
    document = json.loads(Path(path).read_bytes())
    assert document["offset_unit"] == "unicode_code_point"
    return [Article(value) for value in document["articles"]]


class Check:
    """Counts what was compared, and says what differs."""

    def __init__(self):
        document, written, back = sys.argv[1:4]
        self.document = Path(document)
        self.articles = articles(document)
        self.written = Path(written)
        self.back = Path(back)
        self.passed = 0
        self.failed = 0

    def same(self, what, got, expected):
        if got == expected:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{what}:\n  got      {got!r}\n  expected {expected!r}")

    def article(self, what, article, text, spans, relations=None):
        """One article: its text, its spans and, where the format has them, its relations."""
        self.same(f"{what} text", text, article.text)
        self.same(f"{what} spans", sorted(spans), article.spans)
        if relations is not None:
            self.same(f"{what} relations", sorted(relations), article.relations)

    def lines(self, name):
        """The records of a file of JSON Lines, split at line feeds alone."""
        return [json.loads(line) for line in (self.written / name).read_bytes().split(b"\n") if line]

    def wrote(self, name, expected=None):
        """A folder for what the program itself writes, which our `convert` then reads: a format's name, and after `+` a
        word of one's own. `expected` has a text, spans and relations for each article, where not all of it survives."""
        folder = self.back / name
        folder.mkdir(parents=True, exist_ok=True)
        if expected is not None:
            (self.back / f"{name}.json").write_text(json.dumps(expected), encoding="utf-8")
        return folder

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed or not self.passed else 0)


BLANKS = " \t\n\r"


def is_blank(c):
    return c.isspace()


def trimmed(text, span):
    """A span without the blanks at its ends; None where it has nothing else."""
    label, start, end = span
    while start < end and is_blank(text[start]):
        start += 1
    while start < end and is_blank(text[end - 1]):
        end -= 1
    return (label, start, end) if start < end else None


def without_overlap(text, spans, label=None):
    """The longest spans, none over another, in text order."""
    kept = []
    candidates = [trimmed(text, span) for span in spans if label in (None, span[0])]
    for span in sorted((s for s in candidates if s), key=lambda s: (-len(text[s[1]:s[2]].encode()), s[1])):
        if all(span[2] <= other[1] or other[2] <= span[1] for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s[1])
