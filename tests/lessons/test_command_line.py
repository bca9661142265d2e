"""The line that begins a run anew: read by the program's own parser, it gives the very same experiment."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan_playground.cli import make_parser
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.experiment.knob import Knob
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.gan.experiment.settings import settings_between
from gan_playground.knob_options import with_options
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.command_line import command_line, longest_value, quoted

LESSONS = ["two-knobs", "textbook-curve", "ring", "digits", "pinned"]
WORDS = {
    "data.centres": st.sampled_from(["2 0; -1 1.5", "none", "0.25 -1e-3"]),
    "data.drawing": st.sampled_from(["brush 0.2 0.5: 0 0, 1 0.5; eraser 0.3 0: 1 1"]),
    "data.text": st.sampled_from(["GAN", "O'Neill & Co", 'say "hi" $HOME `ls` 100% \\!', "Grüße", "me@home"]),
}


def values_of(knob: Knob) -> st.SearchStrategy[Any]:
    if knob.choices is not None:
        return st.sampled_from(list(knob.choices))
    if knob.path in WORDS:
        return WORDS[knob.path]
    if knob.type is bool:
        return st.booleans()
    if knob.type is int:
        return st.integers(int(knob.low), int(knob.high))
    if knob.type is float:
        return st.floats(knob.low, knob.high, allow_nan=False, allow_infinity=False)
    return st.text(st.characters(blacklist_categories=("C", "Zl", "Zp")), max_size=40)


@st.composite
def turned(draw: st.DrawFn) -> tuple[str, Experiment]:
    """A lesson, and its experiment after some hands were at its knobs; what contradicts gives way, as in the window."""
    lesson = draw(st.sampled_from(LESSONS))
    experiment = load_lesson(lesson).experiment
    if draw(st.booleans()):
        recipe = RECIPES[draw(st.sampled_from(sorted(RECIPES)))]
        with suppress(PlaygroundError):
            experiment = experiment.with_knobs(recipe.values_for(experiment))
    for path in draw(st.lists(st.sampled_from(sorted(KNOBS)), max_size=6, unique=True)):
        values: Mapping[str, Any] = {path: draw(values_of(KNOBS[path]))}
        with suppress(PlaygroundError):
            experiment = experiment.with_knobs(experiment.changes_for(values))
    return lesson, experiment


def pasted(line: str) -> tuple[Experiment, Any]:
    """What the program begins with when a shell has read this line."""
    program, *words = shlex.split(line)
    assert program == "gan-playground"
    options = make_parser().parse_args(words)
    experiment, edits = with_options(load_lesson(options.lesson).experiment, options)
    assert not edits
    return experiment, options


@given(turned(), st.integers(0, 2**31 - 1), st.sampled_from(["", "light"]))
def test_a_pasted_line_gives_the_very_same_experiment(turned: tuple[str, Experiment], seed: int, theme: str) -> None:
    lesson, experiment = turned
    line = command_line(lesson, load_lesson(lesson).experiment, experiment, seed, theme)
    assert line.left_out == ()
    assert "\n" not in line.text
    again, options = pasted(line.text)
    assert again.knobs_unlike(experiment) == []
    assert (options.lesson, options.seed, options.theme) == (lesson, seed, theme or None)


@given(turned())
def test_only_what_differs_is_written(turned: tuple[str, Experiment]) -> None:
    lesson, experiment = turned
    begun = load_lesson(lesson).experiment
    written = settings_between(begun, experiment)
    unlike = set(begun.knobs_unlike(experiment))
    assert unlike <= set(written)
    with_kind = {"data.kind"} | {f"{player}.width" for player in ("generator", "discriminator")}
    assert set(written) - unlike <= with_kind, "these would be put elsewhere by themselves"


def test_a_lesson_as_it_is_needs_no_settings() -> None:
    begun = load_lesson("ring").experiment
    assert command_line("ring", begun, begun, 3).text == "gan-playground --lesson ring --seed 3"


def test_a_recipe_is_named_in_place_of_all_its_knobs() -> None:
    begun = load_lesson("ring").experiment
    played = begun.with_knobs(RECIPES["r3gan"].values_for(begun)).with_knobs({"batch_size": 64})
    line = command_line("ring", begun, played, 0)
    assert line.text == "gan-playground --lesson ring --seed 0 --recipe r3gan --set batch_size=64"


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("ring", "data.drawing", "brush 0.2 0.5: " + ", ".join(["0.125 0.25"] * longest_value)),
        ("word", "data.text", "me@12"),
        ("points", "data.column", "two\nlines"),
    ],
)
def test_what_a_line_cannot_hold_is_left_out_and_named(kind: str, path: str, value: str) -> None:
    begun = load_lesson("ring").experiment
    without = begun.with_knobs({"data.kind": kind, "batch_size": 64})
    line = command_line("ring", begun, without.with_knobs({path: value}), 0)
    assert line.left_out == (path,)
    assert pasted(line.text)[0] == without


@given(st.text(st.characters(blacklist_categories=("C", "Zl", "Zp"))))
def test_a_shell_reads_a_quoted_word_as_it_was(word: str) -> None:
    assert shlex.split(quoted(word)) == [word]


@pytest.mark.skipif(sys.platform == "win32", reason="it has another shell")
def test_a_real_shell_reads_the_same(tmp_path: Path) -> None:
    words = ["a b", "it's", '"', "$HOME", "`ls`", "\\n", "100%", "!!", "~", "*", "2 0; -1 1.5", "&", "é", "#", "a=b"]
    script = f"printf '%s\\0' {' '.join(map(quoted, words))}"
    out = subprocess.run(["sh", "-c", script], capture_output=True, check=True, timeout=60).stdout
    assert out.decode().split("\0")[:-1] == words
