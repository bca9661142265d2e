"""The line that begins a run anew: what is typed, or read from a wall, to have the same experiment elsewhere."""

from __future__ import annotations

import os
import re
import shlex
from contextlib import suppress

from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.gan.experiment.settings import is_read_again, settings_between

program = "gan-playground"
longest_value = 1000  # a hand that paints writes more than anybody could paste
means_nothing = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
"""To a shell, none of these signs means anything."""

awake_in_quotes = '"%!' if os.name == "nt" else '"$`\\!%'
"""Between double quotes, which all shells know, these still do."""


class CommandLine(Struct, frozen=True):
    """words: the program, and what it is called with. left_out: paths of knobs that the line does not hold."""

    words: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As it is pasted into a terminal."""
        return " ".join(map(quoted, self.words))


def command_line(lesson: str, begun: Experiment, experiment: Experiment, seed: int, theme: str = "") -> CommandLine:
    """The line of an experiment. lesson, begun: the id of its lesson, and what that begins with, if nothing is set.

    What does not differ from the lesson is not written; a recipe is named where that says it in fewer letters.
    """
    options = [_options(begun, experiment)]
    for recipe in RECIPES:
        with suppress(PlaygroundError):  # one that cannot be played here
            options.append(_options(begun.with_knobs(RECIPES[recipe].values_for(begun)), experiment, recipe))
    best = min(options, key=lambda line: len(line.text))
    end = ("--theme", theme) if theme else ()
    return CommandLine((program, "--lesson", lesson, "--seed", str(seed), *best.words, *end), best.left_out)


def _options(begun: Experiment, experiment: Experiment, recipe: str = "") -> CommandLine:
    written, left_out = ["--recipe", recipe] if recipe else [], []
    for path, text in settings_between(begun, experiment).items():
        if len(text) <= longest_value and text.isprintable() and is_read_again(path, experiment.knob(path)):
            written += ["--set", f"{path}={text}"]
        else:
            left_out.append(path)
    return CommandLine(tuple(written), tuple(left_out))


def quoted(word: str) -> str:
    """One word of a line, for the shells of this kind of computer."""
    if means_nothing.fullmatch(word):
        return word
    return shlex.quote(word) if any(sign in word for sign in awake_in_quotes) else f'"{word}"'
