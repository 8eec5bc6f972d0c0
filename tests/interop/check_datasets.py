"""Hugging Face datasets: one file, and subsets with their card; every column keeps its type."""

import os
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_CACHE"] = tempfile.mkdtemp()

from datasets import Dataset, List, Value, load_dataset

from expected import Check

check = Check()
DATE = "date:"
by_id = {article.id: article for article in check.articles}


def compare(name, rows):
    for row in rows:
        article = by_id[row["id"].removeprefix(DATE)]
        spans = {s["id"]: (s["label"], s["start"], s["end"]) for s in row["spans"]}
        relations = [(r["kind"], spans[r["from"]], spans[r["to"]]) for r in row["relations"]]
        check.article(f"{name} {article.id}", article, row["text"], list(spans.values()), relations)
        check.same(f"{name} title", row["title"].removeprefix(DATE), article.title)
        for s in row["spans"]:
            covered = article.text[s["start"]:s["end"]]
            check.same(f"{name} covered", s["text"] in (covered, None), True)


single = load_dataset("json", data_files=str(check.written / "hugging-face/data.jsonl"), split="train")
check.same("articles", len(single), len(check.articles))
check.same("ids are text", single.features["id"], Value("string"))
check.same("starts are numbers", single.features["spans"].feature["start"].dtype, "int64")
compare("file", single)

subsets = load_dataset(str(check.written / "hugging-face-split"))
check.same("all articles are in some subset", sum(subsets.num_rows.values()), len(check.articles))
check.same("all subsets have the same columns", len({str(s.features) for s in subsets.values()}), 1)
for name, subset in subsets.items():
    compare(name, subset)
check.same("subsets", list(subsets), ["train", "validation", "test"])

# Ten megabytes of articles without spans, and only then more with spans: the first one holds the types.
large = load_dataset("json", data_files=str(check.written / "hugging-face-large/data.jsonl"), split="train")
check.same("large file", (len(large) > 100, large.features["id"], str(large.features["spans"])),
           (True, Value("string"), str(single.features["spans"])))
compare("large", (row for row in large if row["id"].removeprefix(DATE) in by_id))

tokens = load_dataset("json", data_files=str(check.written / "token-classification/tokens.jsonl"), split="train")
check.same("tokens are lists of text", tokens.features["tokens"], List(Value("string")))
check.same("tags are lists of text", tokens.features["quote_tags"], List(Value("string")))

# What datasets writes is read by us.
single.to_json(check.wrote("hugging-face") / "data.jsonl", force_ascii=False)

# And what it writes of a table that never was ours: no names, only places and labels.
rows = [
    {"text": article.text, "entities": [{"start": start, "end": end, "label": label} for label, start, end in article.spans]}
    for article in check.articles
]
bare = [(article.text, article.spans, []) for article in check.articles]
Dataset.from_list(rows).to_json(check.wrote("hugging-face+own", bare) / "train.jsonl")
check.end()
