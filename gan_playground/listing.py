"""`lessons`, `knobs` and `recipes`: what there is, a line each below the headings of its groups, or as JSON."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gan_playground.gan.experiment.knob import Knob
    from gan_playground.gan.experiment.recipes import Recipe
    from gan_playground.lessons.lesson import Lesson


def list_lessons(options: argparse.Namespace) -> int:
    """Group by group."""
    from gan_playground.lessons.catalogue import find_lesson, lessons, own_heads

    if options.json:
        return _print_json([_listed_lesson(one) for one in lessons().values()])
    for group, members in groupby(lessons().values(), attrgetter("group")):
        print(group.title)
        for one in members:
            print(f"  {one.id:21} {one.title:20} {one.experiment.stage:8} {one.shows}")
    for lesson_id, head in own_heads().items():
        if find_lesson(lesson_id) is None:
            print(f"  {lesson_id:21} {head.shows}")
    return 0


def list_knobs(options: argparse.Namespace) -> int:
    """Part by part; those of the whole experiment stand below no heading."""
    from gan_playground.gan.experiment.experiment import KNOBS, Experiment

    start = Experiment()
    if options.json:
        return _print_json([_listed_knob(knob, start.knob(path)) for path, knob in KNOBS.items()])
    for part, paths in groupby(KNOBS, _part_of):
        if part:
            print(part)
        for path in paths:
            indent = "  " if part else ""
            print(f"{indent}{path:{38 - len(indent)}} {_knob_words(KNOBS[path], start.knob(path))}")
    return 0


def list_recipes(options: argparse.Namespace) -> int:
    """One a line, with what it turns."""
    from gan_playground.gan.experiment.recipes import RECIPES

    if options.json:
        return _print_json([_listed_recipe(name, one) for name, one in RECIPES.items()])
    for name, one in RECIPES.items():
        settings = " ".join(f"{path}={_written(value)}" for path, value in one.knobs.items())
        print(f"{name:18} {one.explanation} {settings}")
    return 0


def _part_of(path: str) -> str:
    return path.rpartition(".")[0]


def _knob_words(knob: Knob, usual: Any) -> str:
    """As in: How far one step moves the weights. A number from 1e-06 to 1; 0.001 unless set."""
    takes = f"{knob.expected[0].upper()}{knob.expected[1:]}"
    return f"{knob.explanation} {takes}; {_written(usual) or 'empty'} unless set."


def _written(value: Any) -> str:
    """As `--set` takes it."""
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def _listed_lesson(lesson: Lesson) -> dict[str, str]:
    kind, group = lesson.experiment.stage, lesson.group.value
    return {"id": lesson.id, "title": lesson.title, "group": group, "kind": kind, "shows": lesson.shows}


def _listed_knob(knob: Knob, usual: Any) -> dict[str, Any]:
    """low, high: null where there is no end. live: it can be turned while it trains."""
    return {
        "knob": knob.path,
        "type": knob.type.__name__,
        "low": _bound(knob.low),
        "high": _bound(knob.high),
        "choices": None if knob.choices is None else list(knob.choices),
        "named": {f"{value:g}": name for value, name in knob.named.items()},
        "default": usual,
        **_fields(knob, ("live", "title", "explanation", "unit", "source")),
    }


def _listed_recipe(name: str, recipe: Recipe) -> dict[str, Any]:
    return {"id": name, **_fields(recipe, ("title", "explanation", "source")), "knobs": dict(recipe.knobs)}


def _bound(bound: float) -> float | None:
    return bound if math.isfinite(bound) else None


def _fields(of: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(of, name) for name in names}


def _print_json(rows: Sequence[dict[str, Any]]) -> int:
    print(json.dumps(rows, indent=2, ensure_ascii=False, allow_nan=False))
    return 0
