"""dkpro-cassis: XMI with its type system and JSON load, and its offsets, which it turns into code points, fit. Back
comes what it writes of ours, and what it makes of the texts on layers such as those that INCEpTION begins with."""

import re

from cassis import Cas, load_cas_from_json, load_cas_from_xmi, load_dkpro_core_typesystem, load_typesystem

from expected import Check

check = Check()
SPAN, RELATION = "custom.Span", "custom.Relation"
META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"


def xml_text(text):
    """XML has no control characters but three."""
    return "".join(c if c in "\t\n\r" or "\x20" <= c <= "\ufffd" or c >= "\U00010000" else "\ufffd" for c in text)


def compare(name, cas, article, text):
    spans = {id(fs): (fs.label, fs.begin, fs.end) for fs in cas.select(SPAN)}
    relations = [(fs.label, spans[id(fs.Governor)], spans[id(fs.Dependent)]) for fs in cas.select(RELATION)]
    check.same(f"{name} text", cas.sofa_string, text)
    check.same(f"{name} spans", sorted(spans.values()), article.spans)
    check.same(f"{name} relations", sorted(relations), article.relations)
    for fs in cas.select(SPAN):
        check.same(f"{name} covered", fs.get_covered_text(), text[fs.begin:fs.end])
    expected = sorted((a["id"], a["note"]) for a in article.annotations)
    check.same(f"{name} notes", sorted((fs.name, fs.note or "") for fs in cas.select(SPAN)), expected)
    tokens = [fs.get_covered_text() for fs in cas.select(TOKEN)]
    check.same(f"{name} tokens", "".join(tokens), "".join(article.text.split()))


folder = check.written / "uima-xmi"
with open(folder / "TypeSystem.xml", "rb") as file:
    types = load_typesystem(file)
by_id = {article.id: article for article in check.articles}
count = 0
for path in sorted(folder.glob("*.xmi")):
    with open(path, "rb") as file:
        cas = load_cas_from_xmi(file, typesystem=types)
    [meta] = cas.select(META)
    article = by_id[meta.documentId]
    compare(f"xmi {article.id}", cas, article, xml_text(article.text))
    # What cassis itself writes is read by us.
    cas.to_xmi(check.wrote("uima-xmi") / path.name)
    count += 1
check.same("xmi articles", count, len(check.articles))
for path in sorted((check.written / "uima-json").glob("*.json")):
    with open(path, "rb") as file:
        cas = load_cas_from_json(file)
    [meta] = cas.select(META)
    article = by_id[meta.documentId]
    compare(f"json {article.id}", cas, article, article.text)
    cas.to_json(check.wrote("uima-json") / path.name)
    count -= 1
check.same("json articles", count, 0)

# Two layers of its own type system and one for relations, as a project of INCEpTION has them.
NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
types = load_dkpro_core_typesystem()
link = types.create_type("webanno.custom.Attribution", "uima.tcas.Annotation")
for name, range_ in (("kind", "uima.cas.String"), ("Governor", NAMED), ("Dependent", NAMED)):
    types.create_feature(link, name, range_)
for number, article in enumerate(check.articles):
    cas = Cas(typesystem=types)
    # XML has no other characters, and cassis leaves it to others to say so.
    cas.sofa_string, cas.sofa_mime = xml_text(article.text), "text/plain"
    named, token = types.get_type(NAMED), types.get_type(TOKEN)
    for begin, end in ((m.start(), m.end()) for m in re.finditer(r"\S+", cas.sofa_string)):
        cas.add(token(begin=begin, end=end))
    made = {a["id"]: named(begin=a["start"], end=a["end"], value=a["label"]) for a in article.annotations}
    cas.add_all(made.values())
    for relation in article.json["relations"]:
        start, end = made[relation["from"]], made[relation["to"]]
        cas.add(link(begin=end.begin, end=end.end, Governor=start, Dependent=end, kind=relation["kind"]))
    cas.to_xmi(check.wrote("uima-xmi+layers") / f"{number}.xmi")
    cas.to_json(check.wrote("uima-json+layers") / f"{number}.json")
check.end()
