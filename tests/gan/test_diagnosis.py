"""What is said of made-up frames, each as plain a case as there can be."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from msgspec import structs

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.metrics.diagnosis import diagnose, judged_steps
from gan_playground.gan.observe.frame import Frame, History, Losses, Measure, Pair, Scores, Track
from gan_playground.gan.training.trainer import Trainer

UNSURE = {"loss.generator": 0.9, "loss.discriminator": 1.1, "d_real": 0.62, "d_fake": 0.4, "accuracy": 0.65}
WON = {"loss.generator": 9.0, "loss.discriminator": 0.001, "d_real": 0.999, "d_fake": 0.001, "accuracy": 0.999}
FOOLED = {"loss.generator": 0.2, "loss.discriminator": 2.0, "d_real": 0.35, "d_fake": 0.8, "accuracy": 0.3}
BALANCED = {"loss.generator": 0.69, "loss.discriminator": 1.386, "d_real": 0.5, "d_fake": 0.5, "accuracy": 0.5}


@pytest.fixture(scope="module")
def plain() -> Frame:
    return Trainer(Experiment()).observe()


def made_up(plain: Frame, score: dict[str, float], distance: float, steps: int = 1_000, **changes: Any) -> Frame:
    """A frame after `steps` steps in which the score stood still; the distance is in floors."""
    at = np.arange(1.0, steps + 1)
    tracks = {key: Track(at, np.full(steps, value)) for key, value in score.items()}
    tracks["distance"] = Track(at, np.full(steps, 0.05 * distance))
    recent = {key: Track(track.steps[-512:], track.values[-512:]) for key, track in tracks.items()}
    described = {
        "step": steps,
        "updates": Pair(steps, steps),
        "losses": Losses(score["loss.generator"], score["loss.discriminator"], -score["loss.discriminator"]),
        "scores": Scores(score["d_real"], score["d_fake"], score["accuracy"]),
        "metrics": {**plain.metrics, "wasserstein": Measure(0.05 * distance, 0.05)},
        "history": History(tracks, recent),
    }
    return structs.replace(plain, **{**described, **changes})


def ids(frame: Frame) -> set[str]:
    findings = diagnose(frame)
    for finding in findings:
        assert finding.title
        assert finding.evidence.endswith(".")
        assert finding.good or finding.advice
        assert "nan" not in finding.evidence
    return {finding.id for finding in findings}


@pytest.mark.parametrize(
    ("score", "distance", "expected"),
    [
        (UNSURE, 12.0, set()),
        (WON, 12.0, {"d-has-won"}),
        (FOOLED, 12.0, {"g-fools-d"}),
        (BALANCED, 1.1, {"settled"}),
        (BALANCED, 20.0, set()),
        (UNSURE, 1.1, set()),
    ],
    ids=["nothing", "d-has-won", "g-fools-d", "settled", "undecided but far", "near but unsettled"],
)
def test_findings(plain: Frame, score: dict[str, float], distance: float, expected: set[str]) -> None:
    assert ids(made_up(plain, score, distance)) == expected


@pytest.mark.parametrize("score", [WON, FOOLED, BALANCED], ids=["won", "fooled", "balanced"])
@pytest.mark.parametrize("steps", [0, 1, 50])
def test_nothing_is_said_early(plain: Frame, score: dict[str, float], steps: int) -> None:
    assert ids(made_up(plain, score, 1.1 if score is BALANCED else 12.0, steps)) == set()


def test_one_lucky_batch_is_not_a_trend(plain: Frame) -> None:
    frame = made_up(plain, UNSURE, 12.0)
    last = {key: WON.get(key, frame.metrics["wasserstein"].value) for key in frame.history.recent}
    recent = {
        key: Track(track.steps, np.append(track.values[:-1], last[key])) for key, track in frame.history.recent.items()
    }
    assert ids(structs.replace(frame, history=History(frame.history.whole, recent))) == set()


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("steps", [3, 1_000])
def test_losses_that_are_not_finite_are_told_at_once_and_first(plain: Frame, value: float, steps: int) -> None:
    frame = made_up(plain, UNSURE, 12.0, steps, losses=Losses(value, value, -value))
    assert diagnose(frame)[0].id == "divergence"
    assert "settled" not in ids(frame)


def test_only_what_is_good_is_called_good(plain: Frame) -> None:
    good = {
        finding.id: finding.good
        for score, distance in ((WON, 12.0), (FOOLED, 12.0), (BALANCED, 1.1))
        for finding in diagnose(made_up(plain, score, distance))
    }
    assert good == {"d-has-won": False, "g-fools-d": False, "settled": True}


def test_a_tiny_gradient_is_written_as_on_the_stage(plain: Frame) -> None:
    frame = made_up(plain, WON, 12.0, gradient_norms=Pair(generator=4.4e-05, discriminator=1.0))
    assert "a norm of 4.4·10⁻⁵." in diagnose(frame)[0].evidence


def test_a_fresh_run_has_nothing_wrong_with_it(plain: Frame) -> None:
    assert diagnose(plain) == []


def test_a_d_that_is_far_too_strong_is_seen_to_win() -> None:
    knobs = {
        "data.mean": 10.0,
        "generator.kind": "two-knobs",
        "generator.learning_rate": 1e-6,
        "discriminator.steps": 3,
        "discriminator.learning_rate": 0.02,
    }
    trainer = Trainer(Experiment().with_knobs(knobs))
    trainer.advance(400)
    assert "d-has-won" in {finding.id for finding in diagnose(trainer.observe())}


@pytest.mark.parametrize("penalty", [0.0, 1.0])
def test_a_game_of_two_numbers_is_judged_without_a_floor(penalty: float) -> None:
    """Its distance, the radius, has none, so nothing is said to have settled."""
    experiment = Experiment()
    experiment = experiment.with_knobs(experiment.changes_for({"data.kind": "point"}))
    trainer = Trainer(experiment.with_knobs({"penalty.r1": penalty, "batch_size": 1}))
    trainer.advance(judged_steps + 50)
    frame = trainer.observe()
    assert frame.distance == "radius"
    assert not {"settled", "g-fools-d"} & ids(frame)


@pytest.mark.parametrize("distance", ["wasserstein", "js"])
def test_the_distance_that_is_judged_is_the_one_the_frame_names(plain: Frame, distance: str) -> None:
    frame = made_up(plain, FOOLED, 12.0)
    near = {name: Measure(0.05, 0.05) for name in ("wasserstein", "js")}
    far = {**near, distance: Measure(0.6, 0.05)}
    for metrics, expected in ((near, set()), (far, {"g-fools-d"})):
        judged = structs.replace(frame, metrics={**frame.metrics, **metrics}, distance=distance)
        assert ids(judged) == expected
