"""Python's csv: three tables that give texts, spans and relations back, and one of attributions."""

import csv

from expected import Check

csv.field_size_limit(10**9)
check = Check()


def table(name):
    path = check.written / name
    check.same(f"{name} has the mark of UTF-8", path.read_bytes()[:3], b"\xef\xbb\xbf")
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


rows, spans, relations = (table(f"csv/{name}.csv") for name in ("articles", "spans", "relations"))
check.same("articles", [row["id"] for row in rows], [article.id for article in check.articles])
for article, row in zip(check.articles, rows):
    by_id = {s["id"]: (s["label"], int(s["start"]), int(s["end"])) for s in spans if s["article"] == article.id}
    joined = [(r["kind"], by_id[r["from"]], by_id[r["to"]]) for r in relations if r["article"] == article.id]
    check.article(article.id, article, row["text"], list(by_id.values()), joined)
    check.same("title", (row["title"], row["language"]), (article.title, article.language))
for span in spans:
    [annotation] = [a for article in check.articles for a in article.annotations if a["id"] == span["id"]]
    check.same("covered", span["text"], annotation["text"])
    check.same("note", span["note"], annotation["note"])
    check.same("manner", span["manner"], annotation["attributes"].get("manner", ""))

attributions = table("attributions/attributions.csv")
fragments = sum(1 for article in check.articles for kind, *_ in article.relations if kind == "continues")
needing = sum(1 for article in check.articles for label, *_ in article.spans if label != "source")
check.same("attributions", len(attributions), needing - fragments)
for row in attributions:
    check.same("no cell is a formula", [cell for cell in row.values() if cell[:1] in "=+-@" and cell], [])
check.end()
