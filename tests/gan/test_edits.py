"""A knob turned while it trains: from there on, bitwise the run that had it so."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import torch

from cases import first_of_each
from gan.runs import PLAYERS, assert_same, differ, make, small, weights
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import KNOBS, Edit
from gan_playground.gan.training.trainer import Trainer

HALF = 6

Case = tuple[dict[str, Any], str, Any]

MOMENTUM, RMSPROP, ADAMW = ({"optimizer": name} for name in ("momentum", "rmsprop", "adamw"))
NOISE, AVERAGE = {"stabilise.instance_noise": 0.5}, {"stabilise.average_half_life": 100.0}


def of(player: str, knobs: dict[str, Any]) -> dict[str, Any]:
    return {f"{player}.{name}": value for name, value in knobs.items()}


BY_PLAYER: list[list[Case]] = [
    [
        ({}, f"{player}.learning_rate", 0.05),
        ({}, f"{player}.steps", 3),
        ({}, f"{player}.steps", 0),
        *(({}, f"{player}.optimizer", name) for name in ("sgd", "momentum", "rmsprop", "adamw")),
        *(({}, f"{player}.optimizer", name) for name in ("extragradient", "optimistic")),
        (of(player, MOMENTUM), f"{player}.momentum", -0.3),
        ({}, f"{player}.beta1", 0.0),
        ({}, f"{player}.beta2", 0.9),
        (of(player, RMSPROP), f"{player}.beta2", 0.5),
        (of(player, ADAMW), f"{player}.weight_decay", 1.0),
        (of(player, MOMENTUM), f"{player}.optimizer", "adam"),
    ]
    for player in PLAYERS
]
# Of every second knob D's is the first.
OF_PLAYERS = [case for i, pair in enumerate(zip(*BY_PLAYER, strict=True)) for case in pair[:: (-1) ** i]]
OF_GAMES: list[Case] = [
    ({}, "objective", "minimax"),
    ({}, "objective", "least-squares"),
    ({}, "objective", "wasserstein"),
    ({}, "objective", "hinge"),
    ({}, "objective", "relativistic"),
    ({"objective": "relativistic"}, "objective", "non-saturating"),
    ({}, "turns", "simultaneous"),
    ({"turns": "simultaneous"}, "turns", "alternating"),
    ({}, "batch_size", 17),
    *(({}, f"penalty.{name}", 2.0) for name in ("r1", "r2", "wgan_gp", "dragan")),
    ({"penalty.r1": 2.0}, "penalty.r1", 0.0),
    ({}, "penalty.clip", 0.05),
    ({"penalty.clip": 0.05}, "penalty.clip", 0.0),
]
OF_STABILISERS: list[Case] = [
    ({}, "stabilise.spectral_norm", True),
    ({"stabilise.spectral_norm": True}, "stabilise.spectral_norm", False),
    ({}, "stabilise.instance_noise", 0.5),
    (NOISE, "stabilise.instance_noise", 0.0),
    (NOISE, "stabilise.instance_noise_half_life", 10.0),
    ({}, "stabilise.label_smoothing", 0.2),
    ({}, "stabilise.rate_half_life", 10.0),
    ({"stabilise.rate_half_life": 10.0}, "stabilise.rate_half_life", 0.0),
    ({}, "stabilise.unroll", 2),
    ({"stabilise.unroll": 2}, "stabilise.unroll", 0),
]
RING, GRID, WORD, ROLL, CHASE = (
    {"data.kind": kind, **more}
    for kind, more in (("ring", {}), ("grid", {}), ("word", {}), ("swiss-roll", {}), ("soft-ring", {"data.drift": 1.0}))
)
PAINT = "brush 0.5 0.3: 0 0, 1 1"
OF_DATA: list[Case] = [
    (RING, "data.sigma", 0.5),
    (ROLL, "data.sigma", 0.5),
    (RING, "data.centres", "1 1; -1 2"),
    (GRID | {"data.centres": "0 0"}, "data.centres", ""),
    (WORD, "data.text", "x"),
    (WORD, "data.drawing", PAINT),
    (ROLL, "data.drawing", "eraser 1 0: 1 1"),
    (RING | {"data.drawing": PAINT}, "data.drawing", ""),
    (RING, "data.drift", -0.5),
    (CHASE, "data.drift", 0.0),
]
LIVE = [*OF_PLAYERS, *OF_GAMES, *OF_STABILISERS, *OF_DATA]
OF_THE_AVERAGE: list[Case] = [
    ({}, "stabilise.average_half_life", 100.0),
    (AVERAGE, "stabilise.average_half_life", 1000.0),
    (AVERAGE, "stabilise.average_half_life", 0.0),
]
ONLY_LOOKED_AT = "stabilise.average_shown"


def way_turned(_base: dict[str, Any], knob: str, value: object) -> tuple[str, bool]:
    """Of whichever player, and whether it is switched off: of each way there is one in the short run of the tests."""
    return knob.removeprefix("generator.").removeprefix("discriminator."), bool(value)


every_way = pytest.mark.parametrize(
    ("base", "knob", "value"), first_of_each(way_turned, [*LIVE, *OF_THE_AVERAGE]), ids=str
)


def from_base(base: dict[str, Any], seed: int = 0) -> Trainer:
    return Trainer(small().with_knobs(base), seed=seed)


def edited(base: dict[str, Any], knobs: dict[str, Any]) -> Trainer:
    """A run of some steps, with these knobs turned together half way."""
    trainer = from_base(base)
    trainer.advance(HALF)
    trainer.apply(*(Edit(knob, value) for knob, value in knobs.items()))
    trainer.advance(HALF)
    return trainer


def always_so(base: dict[str, Any], knobs: dict[str, Any]) -> Trainer:
    """A run that has had these knobs so from the start, and takes over the other's state half way."""
    before = from_base(base)
    before.advance(HALF)
    other = Trainer(small().with_knobs(base | knobs), seed=99)
    other.load_state(before.state())
    other.advance(HALF)
    return other


def test_every_live_knob_is_turned_here() -> None:
    """But for numbers that training itself moves, which tests/gan/test_two_knobs.py turns."""
    turned = {knob for _, knob, _ in (*LIVE, *OF_THE_AVERAGE)} | {ONLY_LOOKED_AT}
    assert turned == {path for path, knob in KNOBS.items() if knob.live and not knob.trained}


@every_way
def test_an_edit(base: dict[str, Any], knob: str, value: object) -> None:
    """Turned at once or planned for its step, it is what a run with that knob would do from there, and does something.

    One test, in which each of the four runs is made once.
    """
    by_hand, planned, unedited = edited(base, {knob: value}), from_base(base), from_base(base)
    assert_same(by_hand.state(), always_so(base, {knob: value}).state())
    planned.apply(Edit(knob, value, step=HALF))
    planned.advance(HALF - 2)
    assert planned.experiment == from_base(base).experiment
    planned.advance(HALF + 2)
    assert_same(by_hand.state(), planned.state())
    assert planned.experiment.knob(knob) == value
    unedited.advance(2 * HALF)
    if (base, knob, value) in OF_THE_AVERAGE:
        assert_only_the_average_differs(by_hand, unedited)
    else:
        still = knob.endswith(".steps") and value == 0
        players = [player for player in PLAYERS if not (still and knob.startswith(player))]
        assert all(differ(weights(by_hand, player), weights(unedited, player)) for player in players)


def assert_only_the_average_differs(one: Trainer, other: Trainer) -> None:
    changed, plain = one.state(), other.state()
    of_the_average = {key for key in changed | plain if ".average." in key}
    assert of_the_average
    for key in changed.keys() | plain.keys():
        same = key in changed and key in plain and torch.equal(changed[key], plain[key])
        assert same == (key not in of_the_average), key


def test_showing_the_average_changes_what_is_looked_at_and_nothing_else() -> None:
    shown, hidden = edited(AVERAGE, {}), edited(AVERAGE, {ONLY_LOOKED_AT: False})
    assert_same(shown.state(), hidden.state())
    assert (shown.observe().averaged, hidden.observe().averaged) == (True, False)
    assert shown.observe().metrics["mean"].value != hidden.observe().metrics["mean"].value
    assert hidden.observe().metrics["mean"].value == shown.observe(fighting=True).metrics["mean"].value


OPTIMIZERS = ("sgd", "momentum", "rmsprop", "adam", "adamw", "extragradient", "optimistic")


@pytest.mark.parametrize("near", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_any_optimizer_gives_way_to_any_other(near: bool) -> None:
    """Each to the next, or else each to all of them."""
    pairs = zip(OPTIMIZERS, OPTIMIZERS[1:] + OPTIMIZERS[:1], strict=True)
    for before, after in pairs if near else itertools.product(OPTIMIZERS, repeat=2):
        base, knobs = ({f"{player}.optimizer": name for player in PLAYERS} for name in (before, after))
        assert_same(edited(base, knobs).state(), always_so(base, knobs).state())


def test_many_knobs_turned_together() -> None:
    knobs = {
        "objective": "hinge",
        "turns": "simultaneous",
        "stabilise.spectral_norm": True,
        "stabilise.average_half_life": 50.0,
        "generator.optimizer": "optimistic",
        "penalty.r2": 0.5,
        "stabilise.unroll": 1,
    }
    assert_same(edited({}, knobs).state(), always_so({}, knobs).state())


@pytest.mark.parametrize(
    ("knob", "off", "on"), [("stabilise.spectral_norm", False, True), ("stabilise.average_half_life", 0.0, 100.0)]
)
def test_what_is_switched_on_again_begins_anew(knob: str, off: object, on: object) -> None:
    trainer, fresh = from_base({knob: on}), from_base({knob: on}, seed=5)
    trainer.advance(HALF)
    trainer.apply(Edit(knob, off))
    trainer.advance(HALF)
    fresh.load_state(trainer.state())
    trainer.apply(Edit(knob, on))
    assert_same(trainer.state(), fresh.state())
    trainer.advance(5)
    fresh.advance(5)
    assert_same(trainer.state(), fresh.state())


def test_edits_of_one_step_take_effect_together() -> None:
    """Label smoothing has no meaning with the hinge loss: each alone would be refused, in this order."""
    base = {"stabilise.label_smoothing": 0.1}
    for step in (None, HALF):
        trainer = from_base(base)
        with pytest.raises(PlaygroundError, match=r"stabilise\.label_smoothing"):
            trainer.apply(Edit("objective", "hinge", step))
        trainer.apply(Edit("objective", "hinge", step), Edit("stabilise.label_smoothing", 0.0, step))
        trainer.advance(2 * HALF)
        assert (trainer.experiment.objective, trainer.experiment.stabilise.label_smoothing) == ("hinge", 0.0)


def test_of_edits_that_come_together_all_are_refused_or_none() -> None:
    trainer = from_base({})
    with pytest.raises(PlaygroundError, match=r"penalty\.r1"):
        trainer.apply(Edit("batch_size", 10), Edit("turns", "simultaneous", 5), Edit("penalty.r1", -1.0))
    trainer.advance(HALF)
    assert trainer.experiment == from_base({}).experiment
    assert trainer.edits == ()


def test_an_edit_that_contradicts_one_still_to_come_is_refused() -> None:
    trainer = from_base({})
    trainer.apply(Edit("stabilise.label_smoothing", 0.2, step=HALF))
    with pytest.raises(PlaygroundError, match=r"stabilise\.label_smoothing"):
        trainer.apply(Edit("objective", "wasserstein"))
    trainer.advance(2 * HALF)
    assert trainer.experiment.objective == "non-saturating"
    assert trainer.experiment.stabilise.label_smoothing == 0.2


def test_edits_take_effect_in_the_order_of_their_steps() -> None:
    trainer = make()
    trainer.apply(Edit("batch_size", 20, step=12))
    trainer.apply(Edit("batch_size", 10, step=4))
    trainer.apply(Edit("batch_size", 11, step=4))
    sizes = []
    for _ in range(14):
        trainer.advance()
        sizes.append(trainer.experiment.batch_size)
    assert sizes[:4] == [32] * 4
    assert sizes[4:12] == [11] * 8
    assert sizes[12:] == [20] * 2


def test_steps_by_hand_reach_edits_too() -> None:
    trainer = make()
    trainer.apply(Edit("batch_size", 10, step=2))
    trainer.step_discriminator()
    trainer.step_generator()
    assert trainer.experiment.batch_size == 32
    trainer.step_discriminator()
    assert trainer.experiment.batch_size == 10


def test_an_edit_of_a_step_gone_by_takes_effect_now() -> None:
    trainer = make()
    trainer.advance(10)
    trainer.apply(Edit("batch_size", 10, step=3))
    assert trainer.experiment.batch_size == 10


def test_what_was_edited_when_is_in_the_frame() -> None:
    trainer = make()
    trainer.apply(Edit("batch_size", 20, step=6))
    trainer.advance(3)
    trainer.apply(Edit("objective", "minimax"))
    assert trainer.observe().edits == (Edit("objective", "minimax", step=3, run=0),)
    trainer.advance(5)
    assert [(edit.knob, edit.value, edit.step) for edit in trainer.observe().edits] == [
        ("objective", "minimax", 3),
        ("batch_size", 20, 6),
    ]


def test_an_edit_of_another_run_is_dropped() -> None:
    trainer = Trainer(make().experiment, run=7)
    trainer.apply(Edit("batch_size", 10, run=6))
    trainer.apply(Edit("batch_size", 11, step=1, run=6))
    trainer.advance(3)
    assert trainer.experiment.batch_size == 32
    assert trainer.edits == ()
    trainer.apply(Edit("batch_size", 10, run=7))
    assert trainer.experiment.batch_size == 10


@pytest.mark.parametrize("step", [None, 10])
@pytest.mark.parametrize(
    ("knob", "value"),
    [
        ("generator.width", 16),
        ("data.kind", "uniform"),
        ("latent.dim", 2),
        ("nosuch", 1),
        ("batch_size", 0),
        ("generator.learning_rate", math.nan),
        ("objective", "nosuch"),
    ],
)
def test_a_bad_edit_is_refused_at_once_and_changes_nothing(knob: str, value: object, step: int | None) -> None:
    trainer, other = make(), make()
    with pytest.raises(PlaygroundError, match=knob):
        trainer.apply(Edit(knob, value, step))
    trainer.advance(15)
    other.advance(15)
    assert trainer.experiment == other.experiment
    assert trainer.edits == ()
    assert_same(trainer.state(), other.state())


def test_adams_memory_survives_a_change_of_rate() -> None:
    trainer = make()
    trainer.advance(10)
    before = trainer.state()
    trainer.apply(Edit("generator.learning_rate", 0.05))
    trainer.apply(Edit("discriminator.learning_rate", 0.05))
    assert_same(before, trainer.state())


def test_a_new_optimizer_forgets_and_the_other_players_remembers() -> None:
    trainer = make()
    trainer.advance(10)
    before = trainer.state()
    trainer.apply(Edit("generator.optimizer", "sgd"))
    trainer.apply(Edit("generator.optimizer", "adam"))
    after = trainer.state()
    for key, tensor in after.items():
        if key.startswith("generator.memory"):
            assert not tensor.any()
        else:
            assert torch.equal(tensor, before[key])


def test_choosing_the_optimizer_that_is_there_forgets_nothing() -> None:
    trainer = make()
    trainer.advance(10)
    before = trainer.state()
    trainer.apply(Edit("generator.optimizer", "adam"))
    assert_same(before, trainer.state())


# A hand that turns a knob again and again while nothing trains.


def repeated(base: dict[str, Any], edits: Sequence[Edit], steps: int) -> Trainer:
    """A run that is told beforehand what another one was told on its way."""
    trainer = from_base(base)
    trainer.apply(*edits)
    trainer.advance(steps)
    return trainer


@every_way
def test_a_knob_turned_to_and_fro_at_one_step_is_made_again_bit_for_bit(
    base: dict[str, Any], knob: str, value: object
) -> None:
    trainer = from_base(base)
    trainer.advance(HALF)
    there = trainer.experiment.knob(knob)
    for where in (value, there, value, there, value):
        trainer.apply(Edit(knob, where))
    trainer.advance(HALF)
    assert_same(trainer.state(), repeated(base, trainer.edits, 2 * HALF).state())
    assert [(edit.value, edit.step) for edit in trainer.edits][-1] == (value, HALF)
    leaves_trace = knob.endswith(("optimizer", "spectral_norm")) or (0.0 in (value, there) and "average" in knob)
    assert len(trainer.edits) == (5 if leaves_trace else 1)


def values_of(trainer: Trainer) -> list[tuple[str, Any, int | None, int]]:
    return [(edit.knob, edit.value, edit.step, edit.turn) for edit in trainer.edits]


def test_knobs_turned_in_turn_at_one_step_are_one_edit_each() -> None:
    trainer = make()
    trainer.advance(3)
    for rate, size in ((0.1, 10), (0.2, 11), (0.3, 12)):
        trainer.apply(Edit("generator.learning_rate", rate))
        trainer.apply(Edit("batch_size", size))
    assert values_of(trainer) == [("generator.learning_rate", 0.3, 3, 0), ("batch_size", 12, 3, 0)]
    trainer.advance()
    trainer.apply(Edit("batch_size", 13))
    assert values_of(trainer)[2:] == [("batch_size", 13, 4, 0)]


def test_what_has_left_a_trace_and_what_came_before_it_stay() -> None:
    trainer = make()
    trainer.apply(Edit("batch_size", 10))
    trainer.apply(Edit("generator.optimizer", "sgd"))
    trainer.apply(Edit("batch_size", 11))
    trainer.apply(Edit("batch_size", 12))
    expected = [("batch_size", 10, 0, 0), ("generator.optimizer", "sgd", 0, 1), ("batch_size", 12, 0, 2)]
    assert values_of(trainer) == expected


def test_what_a_checkpoint_holds_stays_the_beginning_of_what_follows() -> None:
    trainer = make()
    trainer.apply(Edit("batch_size", 10))
    kept = trainer.checkpoint()
    trainer.apply(Edit("batch_size", 11))
    assert trainer.edits[:1] == kept.edits
    trainer.return_to(kept)
    trainer.apply(Edit("batch_size", 12))
    assert values_of(trainer) == [("batch_size", 10, 0, 0), ("batch_size", 12, 0, 1)]


@pytest.mark.parametrize(("knob", "value"), [("stabilise.unroll", 2), ("turns", "simultaneous"), ("penalty.r1", 1.0)])
def test_the_score_is_the_same_however_often_a_knob_was_turned(knob: str, value: object) -> None:
    """What was collected before goes on being collected, where its numbers mean the same."""
    trainer, other = make(), make()
    for each in (trainer, other):
        each.advance(HALF)
        each.apply(Edit(knob, value))
    other.flush()
    for each in (trainer, other):
        each.advance(HALF)
        each.flush()
    for name, track in trainer.log.history.whole.items():
        np.testing.assert_array_equal(track.values, other.log.history.whole[name].values, name)
