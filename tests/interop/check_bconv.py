"""bconv, which reads PubAnnotation's JSON: denotations, attributes and relations. It writes brat, which comes back."""

import io
import json
import tarfile

import bconv

from brat_texts import in_brat
from expected import Check

check = Check()
written = json.loads((check.written / "pubannotation/pubannotation.json").read_bytes())
# It takes one document a file, and several as files in an archive.
archive = check.back / "documents.tgz"
with tarfile.open(archive, "w:gz") as tar:
    for number, document in enumerate(written):
        blob = json.dumps(document).encode()
        info = tarfile.TarInfo(f"{number}.json")
        info.size = len(blob)
        tar.addfile(info, io.BytesIO(blob))
documents = {d.id: d for d in bconv.load(str(archive), fmt="pubanno_json.tgz", mode="lazy")}
check.same("articles", sorted(documents), sorted(article.id for article in check.articles))
for article in check.articles:
    [section] = documents[article.id]
    entities = {e.id: (e.metadata["type"], *e.spans[0]) for e in section.iter_entities()}
    relations = [(r.type, *(entities[end.refid] for end in r)) for r in section.iter_relations()]
    check.article(article.id, article, section.text, list(entities.values()), relations)
    check.same(f"{article.id} covered", [e.text for e in section.iter_entities()], [section.text[e.start:e.end] for e in section.iter_entities()])
    attributes = sorted((e.metadata["type"], k, v) for e in section.iter_entities() for k, v in e.metadata.items() if k != "type")
    expected = sorted((a["label"], k, v) for a in article.annotations for k, v in a["attributes"].items())
    check.same(f"{article.id} attributes", attributes, expected)

# Back: brat of the texts as brat has them, in which bconv joins the lines of a span by blanks and writes it as one piece.
folder = check.wrote("brat", [in_brat(article) for article in check.articles])
for number, article in enumerate(check.articles):
    text, spans, relations = in_brat(article)
    denotations = [{"id": f"T{n}", "span": {"begin": a, "end": b}, "obj": label} for n, (label, a, b) in enumerate(spans)]
    edges = [{"id": f"R{n}", "pred": kind, "subj": f"T{spans.index(a)}", "obj": f"T{spans.index(b)}"} for n, (kind, a, b) in enumerate(relations)]
    source = io.StringIO(json.dumps({"text": text, "sourceid": str(number), "denotations": denotations, "relations": edges}))
    document = bconv.load(source, fmt="pubanno_json", id=str(number))
    (folder / f"{number}.txt").write_bytes(text.encode())
    with open(folder / f"{number}.ann", "w", encoding="utf-8", newline="") as out:
        bconv.dump(document, out, fmt="brat")
check.end()
