"""Label Studio's SDK: the config is one, and every task, region and relation is valid under it."""

import json

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
check.end()
