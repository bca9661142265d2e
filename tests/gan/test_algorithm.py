"""The algorithm in words: its numbers, and where in the program each line is."""

from __future__ import annotations

import importlib
import inspect
from functools import reduce

from gan.runs import both, duel, small
from gan_playground.gan.training.algorithm import algorithm_of, lines_of
from gan_playground.gan.training.parts import PARTS

rooms = "gan_playground.gan.training"


def test_each_line_says_where_it_is_done() -> None:
    for line in (line for turn in algorithm_of(small()) for line in turn.lines):
        module = importlib.import_module(f"{rooms}.{line.file.removesuffix('.py')}")
        code, first = inspect.getsourcelines(reduce(getattr, line.name.split("."), module))
        assert lines_of(line.file, line.name) == (first, first + len(code) - 1)
        assert line.place == f"{line.file}, lines {first} to {first + len(code) - 1}"


def test_the_turns_have_the_numbers_of_the_knobs() -> None:
    D, G = algorithm_of(small(batch_size=64, stabilise__pack=2, discriminator__steps=5, generator__steps=0))
    assert (D.m, G.m) == (128, 128)
    assert (D.updates, G.updates) == (5, 0)
    assert D.title == "D’s turn, k = 5 times"
    assert G.title == "G is held still"


def test_where_both_move_at_once_g_answers_to_d_as_it_was() -> None:
    words = [
        [line.words[0] for line in algorithm_of(small(turns=turns))[1].lines]
        for turns in ("alternating", "simultaneous")
    ]
    assert words[0] != words[1]
    assert words[1][2] == "D, as it was before, judges them"


def test_every_line_has_a_part_and_no_part_has_two() -> None:
    parts = [part for turn in algorithm_of(small(**both(steps=2))) for line in turn.lines for part in line.parts]
    assert len(parts) == len(set(parts))
    assert {part.partition(".")[0] for part in parts} == {"discriminator", "generator"}


def test_every_part_of_a_turn_belongs_to_one_line() -> None:
    lines = [line for turn in algorithm_of(small()) for line in turn.lines]
    for part in PARTS.values():
        (its,) = [line.id for line in lines if part.id in line.parts]
        assert its.startswith(part.player)


def test_who_takes_no_noise_draws_none() -> None:
    lines = [line for turn in algorithm_of(duel().experiment) for line in turn.lines]
    assert lines[0].words == ("draw real x",)
    assert not any("noise" in line.words[0] or line.id == "generator.draw" for line in lines)
