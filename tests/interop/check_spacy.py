"""spaCy: Doc.from_json, DocBin, its reading of CoNLL, and Prodigy's tokens as a Doc."""

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
check.end()
