"""No consumer, but the published rules, checked strictly: PubAnnotation's, whose TextAE comes from npm without its code;
Prodigy's, which is sold; WebAnno TSV's, with its relations, which nothing but INCEpTION reads."""

import json
import re

from expected import Check, trimmed

check = Check()
documents = json.loads((check.written / "pubannotation/pubannotation.json").read_bytes())
for article, document in zip(check.articles, documents, strict=True):
    by_id = {d["id"]: (d["obj"], d["span"]["begin"], d["span"]["end"]) for d in document["denotations"]}
    relations = [(r["pred"], by_id[r["subj"]], by_id[r["obj"]]) for r in document["relations"]]
    check.article(f"pubannotation {article.id}", article, document["text"], list(by_id.values()), relations)

for article, task in zip(check.articles, check.lines("prodigy/prodigy.jsonl"), strict=True):
    tokens = task["tokens"]
    check.same("tokens rebuild the text", "".join(t["text"] + " " * t["ws"] for t in tokens), article.text)
    check.same("numbers of tokens", [t["id"] for t in tokens], list(range(len(tokens))))
    for t in tokens:
        check.same("token", article.text[t["start"]:t["end"]], t["text"])
    for s in task["spans"]:
        place = (tokens[s["token_start"]]["start"], tokens[s["token_end"]]["end"])
        check.same("tokens of a span", place, (s["start"], s["end"]))
    spans = [(s["label"], s["start"], s["end"]) for s in task["spans"]]
    relations = []
    for r in task["relations"]:
        head, child = r["head_span"], r["child_span"]
        check.same("ends", (r["head"], r["child"]), (head["token_end"], child["token_end"]))
        relations.append((r["label"], *((s["label"], s["start"], s["end"]) for s in (head, child))))
    check.article(f"prodigy {article.id}", article, task["text"], spans, relations)


def cells(column):
    """The values of a column, each with its number; `|` between them unless escaped."""
    if column == "_":
        return []
    return [re.fullmatch(r"(.*?)(?:\[([\d_]+)\])?", cell, re.S).groups() for cell in re.split(r"(?<!\\)\|", column)]


def plain(value):
    return re.sub(r"\\(.)", r"\1", value)


tables = [path.read_bytes().decode() for path in sorted((check.written / "webanno-tsv").glob("*.tsv"))]
check.same("tables", len(tables), len(check.articles))
for article in check.articles:
    units = article.text.encode("utf-16-le")
    at = lambda unit: len(units[: 2 * int(unit)].decode("utf-16-le"))
    bare = "".join(article.text.split())
    words = lambda table: [row.split("\t") for row in table.split("\n") if re.match(r"\d+-\d+\t", row)]
    [rows] = [rows for rows in map(words, tables) if "".join(row[2] for row in rows) == bare]
    spans, by_place, links = {}, {}, []
    for address, place, word, label, *_, kinds, sources, last in rows:
        start, end = map(at, place.split("-"))
        check.same("token", article.text[start:end], word)
        check.same("ends in a tab", last, "")
        for value, number in cells(label):
            key = number or address
            first = spans.get(key, (plain(value), start, end))
            spans[key] = (first[0], first[1], end)
            by_place.setdefault((address, number or "0"), key)
        for (kind, _), (source, numbers) in zip(cells(kinds), cells(sources), strict=True):
            a, b = (numbers or "0_0").split("_")
            links.append((plain(kind), (source, a), (address, b)))
    expected = [span for span in (trimmed(article.text, span) for span in article.spans) if span]
    check.same(f"webanno {article.id} spans", sorted(spans.values()), sorted(expected))
    got = sorted((kind, spans[by_place[a]], spans[by_place[b]]) for kind, a, b in links)
    wanted = sorted((kind, trimmed(article.text, a), trimmed(article.text, b)) for kind, a, b in article.relations)
    check.same(f"webanno {article.id} relations", got, wanted)
check.end()
