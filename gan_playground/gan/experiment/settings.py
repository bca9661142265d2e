"""Settings as they are typed: KNOB=VALUE, or KNOB=VALUE@STEP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES, kind_of_file
from gan_playground.gan.experiment.experiment import Edit, Experiment, find_knob
from gan_playground.gan.experiment.knob import Knob

most_step_digits = 15
of_a_file = {"data.path", "data.column"}


def split_setting(setting: str) -> tuple[Knob, str]:
    """The knob of a setting, and the text of its value; raises PlaygroundError where it is none."""
    path, equals, text = setting.partition("=")
    if not equals:
        raise PlaygroundError(f"{setting!r} is not a setting; write KNOB=VALUE, as in batch_size=64.")
    return find_knob(path), text


def read_settings(settings: Iterable[str]) -> dict[str, Any]:
    """Values by path of settings such as "objective=minimax"; raises PlaygroundError for a bad knob or value."""
    pairs = map(split_setting, settings)
    return {knob.path: knob.parse(text) for knob, text in pairs}


def read_edit(setting: str) -> tuple[Knob, str, int | None]:
    """The knob, the value as it is written and, after an @, the step."""
    knob, text = split_setting(setting)
    if not _may_be_edited(knob, text):
        return knob, text, None
    value, at, step = text.rpartition("@")
    if not at:
        return knob, text, None
    if not (step.isdecimal() and len(step) <= most_step_digits):
        raise PlaygroundError(f"{setting!r} has no step after @; write KNOB=VALUE@STEP, as in batch_size=64@500.")
    return knob, value, int(step)


def _may_be_edited(knob: Knob, text: str) -> bool:
    """Whether what follows the last @ can be a step; a file's name or a word may have one of its own."""
    return knob.type is not str or bool(knob.choices) or (knob.live and text.rpartition("@")[2].isdecimal())


def edits_of(settings: Iterable[str]) -> list[Edit]:
    """An edit for every KNOB=VALUE, at once, or at its step where one is named; PlaygroundError as `split_edits`."""
    edits = []
    for setting in settings:
        knob, text, step = read_edit(setting)
        if not knob.live:
            raise PlaygroundError(f"{knob.path} can only be set at the start of a run, and this one has begun.")
        edits.append(Edit(knob.path, knob.parse(text), step))
    return edits


def split_edits(settings: Iterable[str]) -> tuple[dict[str, Any], list[Edit]]:
    """Values by path of every KNOB=VALUE, and an edit for every KNOB=VALUE@STEP.

    Raises PlaygroundError for a bad knob or value, and for an edit of what can only be set at the start.
    """
    values: dict[str, Any] = {}
    edits = []
    for setting in settings:
        knob, text, step = read_edit(setting)
        if step is None:
            values[knob.path] = knob.parse(text)
        elif not knob.live:
            raise PlaygroundError(
                f"{knob.path} can only be set at the start of a run: write {knob.path}={text} without @{step}."
            )
        else:
            edits.append(Edit(knob.path, knob.parse(text), step))
    return values, edits


def implied(experiment: Experiment, values: Mapping[str, Any]) -> Experiment:
    """The experiment with these knobs; a data file that is named is also meant to be read."""
    if "data.kind" not in values and values.keys() & of_a_file:
        kind = kind_of_file(values.get("data.path", ""), experiment.stage)
        if FAMILIES[kind].file_kind != FAMILIES[experiment.data.kind].file_kind:
            values = {**values, "data.kind": kind}
    return experiment.with_knobs(values)


def settings_between(before: Experiment, after: Experiment) -> dict[str, str]:
    """The text of every knob, by path, that has to be set before one experiment is exactly the other.

    So the widths of networks that are another kind are among them where they are not those that suit it by themselves.
    """
    values: dict[str, Any] = {}
    while unlike := implied(before, values).knobs_unlike(after):
        values |= {path: after.knob(path) for path in unlike}
        if values.keys() & of_a_file:
            values["data.kind"] = after.data.kind
    return {path: as_typed(values[path]) for path in values}


def as_typed(value: Any) -> str:
    """A knob's value as a setting has it; exactly this one is read from it again."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    return str(value)


def is_read_again(path: str, value: Any) -> bool:
    """Whether a setting can say this: a word that ends as in "you@12" would be read as an edit at a step."""
    knob, text, step = read_edit(f"{path}={as_typed(value)}")
    return step is None and bool(knob.parse(text) == value)
