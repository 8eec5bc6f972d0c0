"""doccano's own import: examples, spans and relations as its pages would show them. Back comes what its own export
writes of them."""

import os
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

import importlib.util

backend = Path(importlib.util.find_spec("backend").submodule_search_locations[0])
sys.path.insert(0, str(backend))
os.environ["DATABASE_URL"] = "sqlite:///" + tempfile.mkdtemp() + "/doccano.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
os.chdir(tempfile.mkdtemp())

import django

django.setup()

from django.contrib.auth import get_user_model
from django.core.management import call_command

call_command("migrate", verbosity=0)

from data_export.celery_tasks import export_dataset
from data_import.datasets import RelationExtractionDataset, SequenceLabelingDataset
from data_import.pipeline.parsers import JSONLParser
from data_import.pipeline.readers import FileName, Reader
from examples.models import Example
from labels.models import Relation, Span
from projects.models import SequenceLabelingProject

from expected import Check

check = Check()
user = get_user_model().objects.create(username="interop")


def utf16(text, start, end):
    """doccano's pages are JavaScript: they count UTF-16 units."""
    units = text.encode("utf-16-le")
    return tuple(len(units[: 2 * at].decode("utf-16-le")) for at in (start, end))


def load(folder, dataset_class, with_relations):
    project = SequenceLabelingProject.objects.create(
        name=folder, description=folder, project_type="SequenceLabeling", allow_overlapping=True,
        use_relation=with_relations,
    )
    path = str(check.written / folder / "doccano.jsonl")
    # "Auto" is what its page sends: it guesses the encoding.
    dataset = dataset_class(Reader([FileName(path, path, path)], JSONLParser(encoding="Auto")), project)
    dataset.save(user)
    check.same(f"{folder} errors", [str(error) for error in dataset.errors], [])
    examples = {example.meta["article"]: example for example in Example.objects.filter(project=project)}
    check.same(f"{folder} articles", len(examples), len(check.articles))
    for article in check.articles:
        example = examples[article.id]
        place = lambda s: (s.label.text, *utf16(example.text, s.start_offset, s.end_offset))
        spans = [place(s) for s in Span.objects.filter(example=example)]
        found = Relation.objects.filter(example=example)
        relations = [(r.type.text, place(r.from_id), place(r.to_id)) for r in found] if with_relations else None
        check.article(f"{folder} {article.id}", article, example.text, spans, relations)
    project.collaborative_annotation = True
    project.save()
    name, expected = ("doccano", None) if with_relations else ("doccano+labels", [(a.text, a.spans, []) for a in check.articles])
    with ZipFile(export_dataset(project.id, "JSONL")) as file:
        file.extractall(check.wrote(name, expected))


load("doccano-labels", SequenceLabelingDataset, False)
load("doccano", RelationExtractionDataset, True)
check.end()
