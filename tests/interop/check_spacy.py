"""spaCy: Doc.from_json, DocBin, its reading of CoNLL, and Prodigy's tokens as a Doc. Back comes Doc.to_json, the pairs
that training began with, and a task with the tokens of a Doc."""

import json

import spacy
from spacy.tokens import Doc, DocBin
from spacy.training import offsets_to_biluo_tags
from spacy.training.converters import conll_ner_to_docs
from spacy.training.iob_utils import biluo_tags_to_spans

from expected import Check, trimmed, without_overlap

check = Check()
nlp = spacy.blank("fr")


def places(spans):
    return [(s.label_, s.start_char, s.end_char) for s in spans]


lines = check.lines("spacy/spacy.jsonl")
docs = [Doc(nlp.vocab).from_json(line, validate=True) for line in lines]
Doc.set_extension("guillemet", default=None)
for doc, line in zip(docs, lines, strict=True):
    doc._.guillemet = line["guillemet"]
packed = DocBin(docs=docs, store_user_data=True)
unpacked = list(DocBin().from_bytes(packed.to_bytes()).get_docs(nlp.vocab))
for article, line, *both in zip(check.articles, lines, docs, unpacked, strict=True):
    spans = [trimmed(article.text, span) for span in article.spans]
    for name, doc in zip(("json", "docbin"), both):
        check.same(f"{name} {article.id} text", doc.text, article.text)
        check.same(f"{name} {article.id} spans", sorted(places(doc.spans["sc"])), sorted(filter(None, spans)))
        ents = without_overlap(article.text, article.spans)
        check.same(f"{name} {article.id} ents", sorted(places(doc.ents)), sorted(ents))
        extra = doc._.guillemet
        group = places(doc.spans["sc"])
        relations = [(r["kind"], group[r["from"]], group[r["to"]]) for r in extra["relations"]]
        expected = [(kind, trimmed(article.text, a), trimmed(article.text, b)) for kind, a, b in article.relations]
        check.same(f"{name} {article.id} relations", sorted(relations), sorted(expected))
    tags = offsets_to_biluo_tags(both[0], [(start, end, label) for label, start, end in without_overlap(article.text, article.spans)])
    check.same(f"{article.id} no span is out of line with the tokens", "-" in tags, False)
    check.same(f"{article.id} tags", sorted(places(biluo_tags_to_spans(both[0], tags))), sorted(without_overlap(article.text, article.spans)))

# Its converter makes one document of each -DOCSTART-.
text = (check.written / "conll/data.conll").read_bytes().decode()
read = list(conll_ner_to_docs(text, n_sents=0, no_print=True))
check.same("CoNLL documents", len(read), len(check.articles))
for article, doc in zip(check.articles, read):
    bare = lambda text: "".join(text.split())
    got = [(e.label_, bare(e.text)) for e in doc.ents]
    expected = [(label, bare(article.text[a:b])) for label, a, b in without_overlap(article.text, article.spans)]
    check.same(f"CoNLL {article.id}", got, expected)

for article, task in zip(check.articles, check.lines("prodigy/prodigy.jsonl"), strict=True):
    doc = Doc(nlp.vocab, words=[t["text"] for t in task["tokens"]], spaces=[t["ws"] for t in task["tokens"]])
    check.same(f"Prodigy {article.id} text", doc.text, article.text)
    for s in task["spans"]:
        span = doc.char_span(s["start"], s["end"], label=s["label"])
        found = span is not None and (span.start, span.end - 1)
        check.same(f"Prodigy {article.id} tokens of a span", found, (s["token_start"], s["token_end"]))

# Back: documents that spaCy itself makes of the text, in parts, as its tokens do not end where every annotation does.
def made(article):
    spans = spans_of(article)
    edges = sorted({0, len(article.text), *(edge for _, *span in spans for edge in span)})
    parts = [nlp.make_doc(article.text[start:end]) for start, end in zip(edges, edges[1:])]
    doc = Doc.from_docs(parts, ensure_whitespace=False)
    check.same(f"{article.id} text of the parts", doc.text, article.text)
    doc.spans["sc"] = [doc.char_span(start, end, label=label) for label, start, end in spans]
    doc.ents = [doc.char_span(start, end, label=label) for label, start, end in without_overlap(article.text, spans)]
    return doc


def spans_of(article):
    """Without the blanks at their ends, which a token of spaCy's does not have."""
    return [span for span in (trimmed(article.text, span) for span in article.spans) if span]


bare = [(article.text, spans_of(article), []) for article in check.articles]
docs = [made(article) for article in check.articles]
with open(check.wrote("spacy", bare) / "docs.jsonl", "w", encoding="utf-8") as out:
    out.writelines(json.dumps(doc.to_json(), ensure_ascii=False) + "\n" for doc in docs)
pairs = [(doc.text, {"entities": [(s.start_char, s.end_char, s.label_) for s in doc.spans["sc"]]}) for doc in docs]
(check.wrote("spacy+pairs", bare) / "train.json").write_text(json.dumps(pairs), encoding="utf-8")


def task(article, doc):
    """As Prodigy describes what it writes: nothing has a name, a relation leads from token to token."""
    def value(span):
        return {"text": span.text, "start": span.start_char, "end": span.end_char, "token_start": span.start, "token_end": span.end - 1, "label": span.label_}

    spans = {(s.label_, s.start_char, s.end_char): value(s) for s in doc.spans["sc"]}
    relations = [{"head": spans[a]["token_end"], "child": spans[b]["token_end"], "head_span": spans[a], "child_span": spans[b], "label": kind, "color": "#ffd882"} for kind, a, b in relations_of(article)]
    tokens = [{"text": t.text, "start": t.idx, "end": t.idx + len(t), "id": t.i, "ws": bool(t.whitespace_), "disabled": False} for t in doc]
    return {"text": doc.text, "tokens": tokens, "spans": list(spans.values()), "relations": relations, "_input_hash": 1, "_task_hash": 2, "_view_id": "relations", "answer": "accept", "_timestamp": 0}


def relations_of(article):
    return [(kind, trimmed(article.text, a), trimmed(article.text, b)) for kind, a, b in article.relations]


both = [(article.text, spans_of(article), relations_of(article)) for article in check.articles]
with open(check.wrote("prodigy", both) / "tasks.jsonl", "w", encoding="utf-8") as out:
    out.writelines(json.dumps(task(article, doc)) + "\n" for article, doc in zip(check.articles, docs))
check.end()
