"""PyLD: the pages are JSON-LD that expands to the terms of the Web Annotation vocabulary."""

import json

from pyld import jsonld

from expected import Check

check = Check()

OA = "http://www.w3.org/ns/oa#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
CONTEXT = {
    "@context": {
        "oa": OA,
        "dc": "http://purl.org/dc/elements/1.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "id": "@id",
        "type": "@type",
        "Annotation": "oa:Annotation",
        "AnnotationPage": "http://www.w3.org/ns/activitystreams#OrderedCollectionPage",
        "TextualBody": "oa:TextualBody",
        "TextPositionSelector": "oa:TextPositionSelector",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "Person": "http://xmlns.com/foaf/0.1/Person",
        "Software": "http://www.w3.org/ns/activitystreams#Application",
        "items": {"@id": "http://www.w3.org/ns/activitystreams#items", "@type": "@id", "@container": "@list"},
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "start": "oa:start",
        "end": "oa:end",
        "exact": "oa:exact",
        "prefix": "oa:prefix",
        "suffix": "oa:suffix",
        "value": RDF + "value",
        "label": "rdfs:label",
        "name": "http://xmlns.com/foaf/0.1/name",
        "tagging": "oa:tagging",
        "classifying": "oa:classifying",
        "commenting": "oa:commenting",
        "linking": "oa:linking",
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
        "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
        "creator": {"@id": "http://purl.org/dc/terms/creator", "@type": "@id"},
        "generator": {"@id": "http://www.w3.org/ns/activitystreams#generator", "@type": "@id"},
        "created": "http://purl.org/dc/terms/created",
        "modified": "http://purl.org/dc/terms/issued",
    }
}


def loader(url, options):
    """The part of the vocabulary that we use, as no check reaches out."""
    check.same("context", url, "http://www.w3.org/ns/anno.jsonld")
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXT}


jsonld.set_document_loader(loader)


def one(node, key):
    [value] = node[key]
    return value.get("@value", value.get("@id"))


by_text = {}
for path in sorted((check.written / "web-annotation").glob("*.jsonld")):
    text = path.with_suffix(".txt").read_bytes().decode()
    [page] = jsonld.expand(json.loads(path.read_bytes()))
    [items] = page["http://www.w3.org/ns/activitystreams#items"]
    by_text[text] = items["@list"]
for article in check.articles:
    spans, links = {}, []
    for node in by_text[article.text]:
        check.same("type", node["@type"], [OA + "Annotation"])
        bodies = node[OA + "hasBody"]
        tag = [one(b, RDF + "value") for b in bodies if b.get(OA + "hasPurpose") == [{"@id": OA + "tagging"}]]
        [target] = node[OA + "hasTarget"]
        if one(node, OA + "motivatedBy") == OA + "linking":
            [to] = [b["@id"] for b in bodies if "@id" in b]
            links.append((tag[0], target["@id"], to))
            continue
        [position] = [s for s in target[OA + "hasSelector"] if s["@type"] == [OA + "TextPositionSelector"]]
        [quote] = [s for s in target[OA + "hasSelector"] if s["@type"] == [OA + "TextQuoteSelector"]]
        start, end = one(position, OA + "start"), one(position, OA + "end")
        check.same("quote", article.text[start:end], one(quote, OA + "exact"))
        check.same("prefix", article.text[max(0, start - 32):start], one(quote, OA + "prefix"))
        check.same("suffix", article.text[end:end + 32], one(quote, OA + "suffix"))
        spans[node["@id"]] = (tag[0], start, end)
    relations = [(kind, spans[start], spans[to]) for kind, start, to in links]
    check.article(article.id, article, article.text, list(spans.values()), relations)
check.end()
