"""No consumer: PubAnnotation's and Prodigy's own rules for offsets, as their programs cannot be installed."""

import json

from expected import Check

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
check.end()
