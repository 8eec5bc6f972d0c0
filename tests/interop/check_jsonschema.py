"""jsonschema: Guillemet's own document obeys its schema, and its offsets slice its texts."""

import json
from pathlib import Path

import jsonschema

from expected import Check

check = Check()
schema = json.loads((Path(__file__).parents[2] / "www/schema/guillemet-1.schema.json").read_bytes())
validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
jsonschema.Draft202012Validator.check_schema(schema)
document = json.loads((check.written / "guillemet/guillemet.json").read_bytes())
check.same("schema", [error.message for error in validator.iter_errors(document)], [])
lines = check.lines("guillemet-lines/guillemet.jsonl")
check.same("lines with their header", [{**lines[0], "articles": lines[1:]}], [document])
for article in check.articles:
    for a in article.annotations:
        check.same(f"{article.id} {a['id']}", article.text[a["start"]:a["end"]], a["text"])
check.end()
