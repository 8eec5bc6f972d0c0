"""seqeval and conllu: the columns and the tags of tokens give the spans back."""

import re

import conllu
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2, Entities

from expected import Check, without_overlap

check = Check()


def covered(words, entities):
    return [(label, "".join(words[first:last + 1])) for label, first, last in entities]


def bare(article, spans):
    return [(label, re.sub(r"\s", "", article.text[start:end])) for label, start, end in spans]


text = (check.written / "conll/data.conll").read_bytes().decode()
parts = re.split(r"(?m)^-DOCSTART- -X- O O$", text)
check.same("articles", len(parts) - 1, len(check.articles))
fields = ["form", "pos", "chunk", "ner"]
for article, part in zip(check.articles, parts[1:]):
    # conllu wants tabs between columns; a token never holds a blank.
    sentences = conllu.parse(part.strip("\n").replace(" ", "\t"), fields=fields)
    tokens = [(token["form"], token["ner"]) for sentence in sentences for token in sentence]
    rows = [line.split(" ") for line in part.split("\n") if line]
    check.same(f"{article.id} columns", {len(row) for row in rows}, {4})
    check.same(f"{article.id} rows", [(row[0], row[3]) for row in rows], tokens)
    check.same(f"{article.id} split() agrees", [line.split() for line in part.split("\n") if line], rows)
    words = [form for form, _ in tokens]
    check.same(f"{article.id} words", "".join(words), re.sub(r"[\s\x1c-\x1f]", "", article.text))
    kept = without_overlap(article.text, article.spans)
    # A sentence never ends inside a span: whole or by sentences, the entities are the same.
    whole = get_entities([tag for _, tag in tokens])
    by_sentence = [
        entity
        for sentence in sentences
        for entity in covered([t["form"] for t in sentence], get_entities([t["ner"] for t in sentence]))
    ]
    check.same(f"{article.id} spans", covered(words, whole), bare(article, kept))
    check.same(f"{article.id} spans by sentences", by_sentence, bare(article, kept))

for article, row in zip(check.articles, check.lines("token-classification/tokens.jsonl")):
    for column in (key for key in row if key.endswith("_tags")):
        label = column.removesuffix("_tags")
        tags = row[column]
        check.same(f"{article.id} {column} length", len(tags), len(row["tokens"]))
        # Its strict reading refuses what is not IOB2.
        strict = [(e.tag, e.start, e.end - 1) for e in Entities([tags], IOB2).entities[0]]
        check.same(f"{article.id} {column} strict", strict, get_entities(tags))
        kept = without_overlap(article.text, article.spans, label)
        check.same(f"{article.id} {column}", covered(row["tokens"], strict), bare(article, kept))
check.end()
