"""Label Studio's SDK: the config is one, and every task, region and relation is valid under it. Back come tasks whose
regions the SDK makes, and what its converter, which Label Studio exports with, writes of them in both its forms."""

import json

from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

from expected import Check

check = Check()
folder = check.written / "label-studio"
interface = LabelInterface((folder / "labeling-config.xml").read_bytes().decode())
interface.validate()
check.same("controls", sorted(interface.controls and [c.name for c in interface.controls]), ["label", "manner"])
tasks = json.loads((folder / "tasks.json").read_bytes())
for article, task in zip(check.articles, tasks, strict=True):
    check.same(f"{article.id} task", interface.validate_task({"data": task["data"]}), True)
    [annotation] = task["annotations"]
    check.same(f"{article.id} annotation", interface.validate_annotation(annotation), True)
    regions = {}
    for result in annotation["result"]:
        if result["type"] == "labels":
            value = result["value"]
            check.same("covered", article.text[value["start"]:value["end"]], value["text"])
            regions[result["id"]] = (value["labels"][0], value["start"], value["end"])
    relations = [
        (r["labels"][0], regions[r["from_id"]], regions[r["to_id"]])
        for r in annotation["result"]
        if r["type"] == "relation" and r["direction"] == "right"
    ]
    check.article(article.id, article, task["data"]["text"], list(regions.values()), relations)

label = interface.get_control("label")
made = []
for number, article in enumerate(check.articles, 1):
    regions = {
        a["id"]: label.label(a["label"], start=a["start"], end=a["end"], text=a["text"]) for a in article.annotations
    }
    for relation in article.json["relations"]:
        regions[relation["from"]].add_relation(regions[relation["to"]], label=[relation["kind"]])
    # The editor writes the text of a region, which the SDK leaves out.
    result = [region._dict() for region in regions.values()]
    for region, a in zip(result, article.annotations, strict=True):
        region["value"]["text"] = a["text"]
    result += [relation for region in regions.values() for relation in region._dict_relations()]
    annotation = {"id": number, "completed_by": 1, "was_cancelled": False, "result": result, "created_at": "2024-05-01T09:30:00Z"}
    check.same(f"{article.id} made by the SDK", interface.validate_annotation(annotation), True)
    made.append({"id": number, "data": {"text": article.text}, "annotations": [annotation], "predictions": []})
tasks = check.back / "tasks.txt"
tasks.write_text(json.dumps(made), encoding="utf-8")
converter = Converter(str(folder / "labeling-config.xml"), project_dir=None, download_resources=False)
bare = [(article.text, article.spans, []) for article in check.articles]
converter.convert(str(tasks), str(check.wrote("label-studio")), "JSON", is_dir=False)
converter.convert(str(tasks), str(check.wrote("label-studio+min", bare)), "JSON_MIN", is_dir=False)
check.end()
