"""The schema of a lesson's file, read by another implementation: editors are to say what the program says."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from typing import Any

import fastjsonschema
import pytest

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.lessons.catalogue import new_lesson_text, shipped_lessons
from gan_playground.lessons.schema import schema_text
from gan_playground.resources import resource_path


@pytest.fixture(scope="module")
def judge() -> Callable[[Any], Any]:
    judge: Callable[[Any], Any] = fastjsonschema.compile(json.loads(schema_text()))
    return judge


def test_the_file_that_ships_is_made_of_the_registries() -> None:
    assert resource_path("lesson.schema.json").read_text(encoding="utf-8") == schema_text(), "make tables"


def test_every_lesson_that_ships_is_right(judge: Callable[[Any], Any]) -> None:
    for lesson_id in shipped_lessons():
        judge(tomllib.loads(resource_path(f"lessons/{lesson_id}.toml").read_text(encoding="utf-8")))


def test_a_new_lesson_names_it_and_is_right(judge: Callable[[Any], Any]) -> None:
    text = new_lesson_text()
    assert text.startswith(f"#:schema {resource_path('lesson.schema.json').as_uri()}\n")
    judge(tomllib.loads(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "', 'titel = "'),
        ('action = "restart"', 'action = "restrat"'),
        ("learning_rate = 0.001", "learning_rate = 50.0"),
        ("learning_rate = 0.001", 'learning_rate = "fast"'),
        ("learning_rate = 0.001", "lerning_rate = 0.001"),
        ('kind = "mixture"', 'kind = "mixtur"'),
        ("{ train = 1000 }", "{ trian = 1000 }"),
        ('action = "restart"', 'action = "restart"\nknobs = { "batch_sise" = 8 }'),
        ('action = "restart"', 'action = "restart"\nknobs = { "batch_size" = 0 }'),
    ],
)
def test_what_the_program_refuses_is_marked(judge: Callable[[Any], Any], old: str, new: str) -> None:
    text = new_lesson_text()
    assert old in text
    with pytest.raises(fastjsonschema.JsonSchemaException):
        judge(tomllib.loads(text.replace(old, new, 1)))


def test_every_knob_says_what_it_is() -> None:
    text = schema_text()
    for knob in KNOBS.values():
        assert json.dumps(knob.explanation, ensure_ascii=False)[1:-1] in text
