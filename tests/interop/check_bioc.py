"""bioc's reader of brat standoff: every piece covers its text, and the pieces span what was annotated. Its writer makes
the files that come back."""

import re

from bioc import brat

from brat_texts import BREAKS, in_brat
from expected import Check

check = Check()
folder = check.written / "brat"
found = {}
for path in sorted(folder.glob("*.txt")):
    with open(path, encoding="utf-8", newline="") as text, open(path.with_suffix(".ann"), encoding="utf-8") as ann:
        found[path.stem] = brat.load(text, ann)
check.same("articles", len(found), len(check.articles))
for article in check.articles:
    text, spans, relations = in_brat(article)
    document = next(d for d in found.values() if d.text == text)
    by_id = {}
    for entity in document.entities:
        pieces = sorted((place.begin, place.end) for place in entity.locations)
        check.same(f"{article.id} {entity.id} text", " ".join(text[a:b] for a, b in pieces).rstrip(), entity.text.rstrip())
        gaps = "".join(text[a:b] for (_, a), (b, _) in zip(pieces, pieces[1:]))
        check.same(f"{article.id} {entity.id} gaps", gaps.strip(BREAKS), "")
        by_id[entity.id] = (entity.type, pieces[0][0], pieces[-1][1])
    got = [(r.type, by_id[r.arguments["Arg1"]], by_id[r.arguments["Arg2"]]) for r in document.relations]
    check.same(f"{article.id} spans", sorted(by_id.values()), spans)
    check.same(f"{article.id} relations", sorted(got), relations)
    attributes = sorted((a.type, by_id[a.refid][0]) for a in document.attributes)
    expected = sorted((name, a["label"]) for a in article.annotations for name in a["attributes"])
    check.same(f"{article.id} attributes", attributes, expected)

# Back, written by bioc: from line to line, so that no piece holds a line end.
for number, article in enumerate(check.articles):
    text, spans, relations = in_brat(article)
    document = brat.BratDocument()
    document.text = text
    ids = {}
    for label, start, end in spans:
        entity = brat.BratEntity()
        ids[label, start, end] = entity.id = f"T{len(ids) + 1}"
        entity.type = label
        pieces = [(start + m.start(), start + m.end()) for m in re.finditer(f"[^{BREAKS}]+", text[start:end])]
        for piece in pieces:
            entity.add_span(*piece)
        entity.text = " ".join(text[a:b] for a, b in pieces)
        document.add_annotation(entity)
    for place, (kind, start, end) in enumerate(relations):
        relation = brat.BratRelation()
        relation.id, relation.type = f"R{place + 1}", kind
        relation.add_argument("Arg1", ids[start])
        relation.add_argument("Arg2", ids[end])
        document.add_annotation(relation)
    folder = check.wrote("brat", [in_brat(article) for article in check.articles])
    with open(folder / f"{number}.txt", "w", encoding="utf-8", newline="") as out, open(folder / f"{number}.ann", "w", encoding="utf-8") as ann:
        brat.dump(document, out, ann)
check.end()
