"""Data that change while a run goes on: modes moved, paint, turning; and rates that fall."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from cases import each_of
from gan.plane import draw, make, own_units, real_of
from gan.runs import PLAYERS, assert_same, both, spy_on, weights
from gan.runs import make as make_any
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.look import Detail
from gan_playground.gan.training.trainer import Trainer

PAINT = "brush 0.5 0: 0 0"


def turned_by(angle: float, places: np.ndarray, middle: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """To the left, about the middle, written out."""
    x, y = (places - middle).T
    c, s = math.cos(angle), math.sin(angle)
    return np.column_stack((c * x - s * y, s * x + c * y)) + middle


def batches_that_d_saw(trainer: Trainer, steps: int) -> list[np.ndarray]:
    """The real half of each batch of D's turns, in the data's units."""
    D, apply, seen = trainer.discriminator.network, trainer.discriminator.network.apply, []

    def record(weights: Any, x: Tensor, *others: Any) -> Tensor:
        if len(x) == 2 * trainer.experiment.batch_size:
            seen.append(own_units(trainer, x[: len(x) // 2]))
        return apply(weights, x, *others)

    D.apply = record
    trainer.advance(steps)
    D.apply = apply
    return seen


# Turning.


@pytest.mark.parametrize("drift", [0.5, -1.0, 2.0])
def test_the_data_turn_so_many_times_in_a_thousand_steps(drift: float) -> None:
    trainer = make("soft-ring", data__drift=drift)
    for steps in (1, 30, 9):
        trainer.advance(steps)
        assert trainer.angle == pytest.approx(2 * math.pi * drift * trainer.step / 1000)
        assert trainer.observe().picture.angle == trainer.angle
    trainer.step_discriminator()
    trainer.step_generator()
    assert trainer.angle == pytest.approx(2 * math.pi * drift * 42 / 1000)


def test_d_sees_the_turned_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Step n's batch is what was drawn, turned by the angle of that step."""
    trainer = make("soft-ring", data__drift=1.5)
    draws = spy_on(trainer, monkeypatch)
    seen = batches_that_d_saw(trainer, 20)
    assert len(seen) == 20
    for n, (drawn, batch) in enumerate(zip(draws.real, seen, strict=True), start=1):
        expected = turned_by(2 * math.pi * 1.5 * n / 1000, own_units(trainer, drawn))
        np.testing.assert_allclose(batch, expected, atol=1e-5)


def test_dots_and_centres_of_a_frame_are_turned_too() -> None:
    trainer, still = make("ring", data__drift=1.0), make("ring")
    trainer.advance(70)
    turned, plain = trainer.observe().picture, still.observe().picture
    angle = 2 * math.pi * 70 / 1000
    np.testing.assert_allclose(turned.real, turned_by(angle, plain.real), atol=1e-5)
    np.testing.assert_allclose(turned.centres, turned_by(angle, plain.centres), atol=1e-9)
    assert turned.middle == (0.0, 0.0)


def test_measures_are_of_the_turned_data() -> None:
    """A sixteenth of a turn takes the eight modes to where there was none before."""
    from gan.plane import Fixed

    trainer = make("ring", data__drift=2.0)
    fresh = real_of(trainer).sample(2500, torch.Generator().manual_seed(9))
    trainer.replace_networks(Fixed(fresh), trainer.discriminator.network)
    at_first = trainer.observe().metrics
    trainer.angle = 2 * math.pi / 16
    turned = trainer.observe().metrics
    trainer.angle = 2 * math.pi / 8
    on_the_next = trainer.observe().metrics
    assert at_first["modes"].value == on_the_next["modes"].value == 8
    assert turned["modes"].value == turned["high_quality"].value == 0
    assert turned["js"].value > 0.5
    assert turned["sliced_wasserstein"].value > 3 * at_first["sliced_wasserstein"].value
    assert all(turned[name].band == at_first[name].band for name in turned), "what is usual turns with them"
    for name in ("js", "sliced_wasserstein", "precision", "recall"):
        assert on_the_next[name].value < at_first[name].value * 3 + 0.01


def test_turning_is_about_the_middle_of_the_data() -> None:
    trainer = make("two-blobs", data__drift=1.0)
    trainer.advance(250)
    centres = trainer.observe().picture.centres
    np.testing.assert_allclose(centres, [[0.0, -1.5], [0.0, 1.5]], atol=1e-9)


def test_an_angle_stays_where_turning_is_turned_off() -> None:
    trainer = make("soft-ring", data__drift=1.0)
    trainer.advance(30)
    angle = trainer.angle
    trainer.apply(Edit("data.drift", 0.0))
    trainer.advance(30)
    assert trainer.angle == angle
    np.testing.assert_allclose(
        trainer.observe().picture.centres, turned_by(angle, make("soft-ring").observe().picture.centres), atol=1e-9
    )
    trainer.apply(Edit("data.drift", -1.0))
    trainer.advance(30)
    assert trainer.angle == pytest.approx(0, abs=1e-12)


def test_a_state_carries_the_angle() -> None:
    first, second = make("soft-ring", data__drift=1.0), make("soft-ring", seed=5, data__drift=1.0)
    first.advance(33)
    second.load_state(first.state())
    assert second.angle == first.angle
    assert_same(first.state(), second.state())
    first.advance(10)
    second.advance(10)
    assert_same(first.state(), second.state())
    np.testing.assert_array_equal(first.observe().picture.centres, second.observe().picture.centres)


def test_data_that_do_not_turn_are_drawn_as_they_are() -> None:
    plain, turning = make("soft-ring"), make("soft-ring", data__drift=1e-9)
    plain.advance(10)
    assert plain.angle == 0
    turning.advance(10)
    torch.testing.assert_close(list(weights(plain).values()), list(weights(turning).values()))


# Rates that fall.


@pytest.mark.parametrize("player", PLAYERS)
def test_a_step_of_plain_descent_halves(player: str) -> None:
    """weight -= rate 0.5^(step / half-life) gradient."""
    trainer = make(**both(optimizer="sgd", learning_rate=0.1), stabilise__rate_half_life=20.0)
    for step in (1, 2, 21, 41, 121):
        trainer.advance(step - trainer.step - 1)
        before = weights(trainer, player)
        trainer.advance()
        after = weights(trainer, player)
        moved = getattr(trainer, player)
        for (key, value), gradient in zip(before.items(), moved.gradients, strict=True):
            rate = 0.1 * 0.5 ** (step / 20)
            torch.testing.assert_close(after[key], value - rate * gradient, rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "rmsprop", "adam", "adamw", "extragradient", "optimistic"])
def test_every_optimizer_gets_the_rate_of_the_step(optimizer: str) -> None:
    trainer = make(**both(optimizer=optimizer, learning_rate=0.01), stabilise__rate_half_life=10.0)
    rates: dict[str, list[float]] = {player: [] for player in PLAYERS}
    for player in PLAYERS:
        made = getattr(trainer, player).optimizer
        for name in ("step", "look_ahead"):
            method = getattr(made, name)

            def record(gradients: Any, settings: Any, *, own: Any = method, player: str = player) -> None:
                rates[player].append(settings.learning_rate)
                own(gradients, settings)

            setattr(made, name, record)
    trainer.advance(15)
    times = 2 if optimizer == "extragradient" else 1
    expected = [0.01 * 0.5 ** (step / 10) for step in range(1, 16) for _ in range(times)]
    for player in PLAYERS:
        assert rates[player] == pytest.approx(expected)


def test_without_a_half_life_the_rate_stays() -> None:
    plain, slow = make_any(), make_any(stabilise__rate_half_life=1e6)
    plain.advance(20)
    slow.advance(20)
    torch.testing.assert_close(list(weights(plain).values()), list(weights(slow).values()), rtol=1e-3, atol=1e-6)
    assert plain.game.stride is plain.experiment.discriminator


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_unrolling_foresees_steps_of_the_size_that_d_will_make(optimizer: str) -> None:
    """Ten half-lives on, D hardly moves, so looking two of its steps ahead is hardly another answer to G."""
    knobs = both(optimizer=optimizer, learning_rate=0.05)
    gradients = []
    for unroll in (0, 2):
        trainer = make("two-blobs", **knobs, stabilise__rate_half_life=10.0, stabilise__unroll=unroll)
        trainer.step = 100
        trainer.step_generator()
        gradients.append([gradient.clone() for gradient in trainer.generator.gradients])
    # Other random numbers were drawn: unrolling needs real samples too, but after z.
    for plain, unrolled in zip(*gradients, strict=True):
        torch.testing.assert_close(unrolled, plain, rtol=0.02, atol=2e-3 * float(plain.abs().max()))


# Edits.


def test_moving_modes_changes_the_data_and_nothing_else() -> None:
    trainer = make("ring")
    trainer.advance(10)
    before, real = trainer.state(), trainer.real
    trainer.apply(Edit("data.centres", "1 1; -2 0.5"))
    assert trainer.real is not real
    assert_same(trainer.state(), before)
    assert trainer.experiment.data.centres == "1 1; -2 0.5"
    assert trainer.edits == (Edit("data.centres", "1 1; -2 0.5", step=10, run=0),)
    samples = draw(real_of(trainer), 500)
    assert np.minimum(np.hypot(*(samples - [1, 1]).T), np.hypot(*(samples - [-2, 0.5]).T)).max() < 0.12
    seen = batches_that_d_saw(trainer, 1)[0]
    assert np.minimum(np.hypot(*(seen - [1, 1]).T), np.hypot(*(seen - [-2, 0.5]).T)).max() < 0.12
    np.testing.assert_array_equal(trainer.observe().picture.centres, [[1, 1], [-2, 0.5]])


REFUSED = [
    ("ring", "data.centres", "none"),
    ("ring", "data.centres", "1 2 3"),
    ("moons", "data.drawing", "eraser 20 0: 0 0"),
    ("moons", "data.drawing", "scribble"),
    ("word", "data.text", " "),
    ("word", "data.text", "x" * 50),
    ("ring", "data.sigma", 3.0),
    ("ring", "data.drift", 2.5),
]


@each_of("kind, knob, value, step", [(*case, (None, 15)[i % 2]) for i, case in enumerate(REFUSED)])
def test_an_edit_that_leaves_nothing_changes_nothing(kind: str, knob: str, value: object, step: int | None) -> None:
    trainer, other = make(kind), make(kind)
    for one in (trainer, other):
        one.advance(10)
    experiment, real, state = trainer.experiment, trainer.real, trainer.state()
    with pytest.raises(PlaygroundError):
        trainer.apply(Edit("batch_size", 16, step), Edit(knob, value, step))
    assert trainer.experiment == experiment
    assert trainer.real is real
    assert trainer.edits == ()
    assert_same(trainer.state(), state)
    trainer.advance(10)
    other.advance(10)
    assert_same(trainer.state(), other.state())


def test_no_mode_is_no_mistake_where_there_is_paint() -> None:
    trainer = make("ring", data__drawing=PAINT)
    trainer.apply(Edit("data.centres", "none"))
    assert np.hypot(*draw(real_of(trainer), 500).T).max() < 0.6
    with pytest.raises(PlaygroundError, match="nothing to learn"):
        trainer.apply(Edit("data.drawing", ""))
    trainer.apply(Edit("data.drawing", ""), Edit("data.centres", ""))
    assert real_of(trainer).modes is not None


def test_an_edit_is_refused_for_what_is_still_to_come() -> None:
    trainer = make("ring", data__drawing=PAINT)
    trainer.apply(Edit("data.centres", "none", step=8))
    with pytest.raises(PlaygroundError, match="nothing to learn"):
        trainer.apply(Edit("data.drawing", "", step=9))
    trainer.advance(10)
    assert trainer.experiment.data.drawing == PAINT


def test_data_change_at_the_step_they_were_told_to() -> None:
    trainer, by_hand = make("ring"), make("ring")
    trainer.apply(Edit("data.sigma", 0.3, step=7), Edit("data.centres", "0 0", step=7))
    real = trainer.real
    trainer.advance(7)
    assert trainer.real is real
    seen = batches_that_d_saw(trainer, 1)[0]
    assert trainer.real is not real
    assert 0.2 < seen.std() < 0.4
    by_hand.advance(7)
    by_hand.apply(Edit("data.sigma", 0.3), Edit("data.centres", "0 0"))
    by_hand.advance(1)
    assert_same(trainer.state(), by_hand.state())


EDITS = [
    Edit("data.centres", "1 1; -1 -1", 5),
    Edit("data.drawing", PAINT, 9),
    Edit("data.drift", 1.0, 12),
    Edit("data.sigma", 0.2, 15),
    Edit("data.drawing", "", 18),
]


def test_two_runs_of_the_same_edits_are_the_same() -> None:
    runs = [make("ring", seed=2), make("ring", seed=2)]
    for run in runs:
        run.apply(*EDITS)
    runs[0].advance(25)
    for _ in range(25):
        runs[1].advance()
        runs[1].observe(detail=Detail.MOTION)
    assert_same(runs[0].state(), runs[1].state())
    assert [edit.step for edit in runs[0].edits] == [5, 9, 12, 15, 18]


def test_a_run_moved_elsewhere_keeps_its_data() -> None:
    trainer = make("ring")
    trainer.apply(*EDITS)
    trainer.advance(14)
    moved = trainer.moved_to("cpu")
    assert moved.angle == trainer.angle != 0
    assert moved.experiment == trainer.experiment
    np.testing.assert_array_equal(draw(real_of(moved), 300), draw(real_of(trainer), 300))
    for run in (trainer, moved):
        run.advance(10)
    assert_same(trainer.state(), moved.state())
    assert moved.experiment.data.sigma == 0.2


def test_another_data_knob_than_what_is_there_redraws_nothing() -> None:
    """A knob that is not of the data leaves the distribution itself in place: making it may take a file."""
    trainer = make("points")
    real = trainer.real
    trainer.apply(Edit("batch_size", 16), Edit("penalty.r1", 0.1))
    assert trainer.real is real


# The score of data that change.


def look_at(trainer: Trainer, steps: int) -> None:
    trainer.advance(steps)
    trainer.observe()


def test_every_measure_is_kept_as_it_was_at_every_look() -> None:
    trainer, seen = make("ring"), []
    for _ in range(4):
        trainer.advance(5)
        seen.append(trainer.observe().metrics)
    history = trainer.observe().history
    for tracks in (history.whole, history.recent):
        assert {name for name in tracks if name.startswith("metric.")} == {f"metric.{name}" for name in seen[0]}
        for name in seen[0]:
            np.testing.assert_array_equal(tracks[f"metric.{name}"].steps, [5, 10, 15, 20])
            np.testing.assert_array_equal(tracks[f"metric.{name}"].values, [metrics[name].value for metrics in seen])
        np.testing.assert_array_equal(tracks["distance"].values, tracks["metric.sliced_wasserstein"].values)


def test_measures_that_go_and_come_back_are_not_numbers_in_between() -> None:
    """Painted on, the ring has no modes; the js goes on all the while."""
    trainer = make("ring")
    look_at(trainer, 5)
    modes = trainer.observe().metrics["high_quality"].value
    trainer.apply(Edit("data.drawing", PAINT))
    look_at(trainer, 5)
    painted = trainer.observe()
    assert "modes" not in painted.metrics
    assert not np.isnan(painted.history.whole["metric.js"].values).any()
    np.testing.assert_array_equal(painted.history.whole["metric.js"].steps, [5, 10])
    trainer.apply(Edit("data.drawing", ""))
    look_at(trainer, 5)
    frame = trainer.observe()
    for name in ("modes", "modes_total", "high_quality"):
        track = frame.history.whole[f"metric.{name}"]
        np.testing.assert_array_equal(track.steps, [5, 10, 15])
        assert track.values[2] == frame.metrics[name].value
        assert np.isnan(track.values[1])
    assert frame.history.whole["metric.high_quality"].values[0] == modes, "what was measured once stays"
    assert not np.isnan(frame.history.whole["metric.js"].values).any()
    assert not np.isnan(frame.history.whole["distance"].values).any()


def test_the_line_keeps_its_measures_too() -> None:
    trainer = make_any()
    look_at(trainer, 3)
    frame = trainer.observe()
    assert frame.history.whole["metric.wasserstein"].values[0] == frame.metrics["wasserstein"].value
