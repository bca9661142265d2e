"""The form of a lesson's file as a JSON schema, by which editors complete it and mark what is wrong while one types."""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.experiment.knob import Knob
from gan_playground.lessons.lesson import Lesson

type_names = {float: "number", int: "integer", str: "string", bool: "boolean"}


def lesson_schema() -> dict[str, Any]:
    """JSON schema, 2020-12: the fields of msgspec, and of each knob its range, its choices and what it is."""
    schema = msgspec.json.schema(Lesson)
    forms = schema["$defs"]
    for form in forms.values():
        _tidy(form)
    del forms["Lesson"]["properties"]["id"]
    forms["Lesson"]["required"].remove("id")
    for path, knob in KNOBS.items():
        _place(forms, path)[path.rpartition(".")[2]] = _form_of(knob)
    by_path = {path: {"$ref": f"#/$defs/{_pointer(forms, path)}"} for path in KNOBS}
    forms["KnobsByPath"] = {"type": "object", "properties": by_path, "additionalProperties": False}
    pair = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}  # as older drafts read it, too
    forms["Claim"]["properties"]["value"] = {"anyOf": [{"type": "number"}, pair]}
    for points in ("curve", "dots"):
        forms["DrawnChoice"]["properties"][points]["items"] = pair
    for form, field in (
        ("Phase", "knobs"),
        ("Act", "knobs"),
        ("Act", "turn"),
        ("Predict", "turn"),
        ("Predict", "twin"),
    ):
        forms[form]["properties"][field] = {"$ref": "#/$defs/KnobsByPath"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A lesson of GAN Playground", **schema}


def schema_text() -> str:
    """As it is written to resources/."""
    return json.dumps(lesson_schema(), indent=1, ensure_ascii=False) + "\n"


def _tidy(form: dict[str, Any]) -> None:
    """Its docstring as one paragraph a paragraph."""
    if words := form.get("description"):
        form["description"] = "\n".join(" ".join(one.split()) for one in words.split("\n\n"))
    for field in form.get("properties", {}).values():
        if isinstance(field.get("default"), dict | list):
            field.pop("default")


def _place(forms: dict[str, Any], path: str) -> dict[str, Any]:
    """The fields of the part of an experiment that has this knob."""
    fields: dict[str, Any] = forms[_part_of(forms, path)]["properties"]
    return fields


def _part_of(forms: dict[str, Any], path: str) -> str:
    """The form's name of that part."""
    name = "Experiment"
    for part in path.split(".")[:-1]:
        name = forms[name]["properties"][part]["$ref"].rpartition("/")[2]
    return name


def _pointer(forms: dict[str, Any], path: str) -> str:
    """Where a knob stands among the forms."""
    return f"{_part_of(forms, path)}/properties/{path.rpartition('.')[2]}"


def _form_of(knob: Knob) -> dict[str, Any]:
    bounds = {"minimum": knob.low, "maximum": knob.high}
    names = "".join(f" {value:g} is {name}." for value, name in knob.named.items())
    return {
        "type": type_names[knob.type],
        "description": f"{knob.title}. {knob.explanation}{names}",
        **({"enum": list(knob.choices)} if knob.choices is not None else {}),
        **{word: bound for word, bound in bounds.items() if math.isfinite(bound)},
    }
