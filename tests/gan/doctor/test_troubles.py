"""What is said of made-up runs: each trouble as plain as it can be, and what looks like it and is none."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from gan.doctor.records import FAR, OF_MODES, USUAL, WON, record, said
from gan_playground.gan.doctor.course import RunRecord
from gan_playground.gan.doctor.doctor import diagnose, least_pulses
from gan_playground.gan.doctor.finding import State
from gan_playground.gan.experiment.experiment import Edit

ONE_MODE = {**FAR, "usual": OF_MODES, "modes": 1.0, "reached": 1.0, "sharp": 0.95, "precision": 0.9}
GROWS = np.geomspace(1.0, 30.0, 40)
TURNS = {"centre_x": np.cos(np.arange(40) * 0.8), "centre_y": np.sin(np.arange(40) * 0.8)}
REMEMBERED = {"distance": 0.3, "recall": 0.8, "accuracy": 0.95, "d_real": 0.8, "d_fake": 0.2, "remembers": 0.9}

CASES: dict[str, dict[str, Any]] = {
    "d-has-won": WON,
    "mode-collapse": ONE_MODE,
    "low-diversity": {**FAR, "recall": 0.1, "spread": 0.2},
    "circling": {**FAR, **TURNS, "recall": 0.6},
    "diverging": {**FAR, "distance": GROWS, "precision": 0.0, "logit": GROWS},
    "g-fools-d": {**FAR, "accuracy": 0.3, "d_real": 0.4, "d_fake": 0.6, "recall": 0.6},
    "d-remembers": REMEMBERED,
    "unstable-d": {"gradient_discriminator": np.where(np.arange(40) % 9, 0.2, 400.0)},
    "not-moving": {**FAR, "recall": 0.6, "gradient_generator": 1e-9},
}


@pytest.mark.parametrize("trouble", CASES)
def test_a_plain_case_is_found_and_told_in_numbers(trouble: str) -> None:
    found = diagnose(record(**CASES[trouble]))
    finding = next(finding for finding in found if finding.id == trouble)
    assert finding.state is State.TROUBLE
    assert finding.evidence.endswith(".")
    assert any(letter.isdigit() for letter in finding.evidence)
    assert "nan" not in finding.evidence
    assert 0.5 <= finding.confidence < 1
    assert finding.since <= 1_000


def test_who_runs_away_is_told_what_has_grown() -> None:
    """Fifteen pulses of an even growth by 30 in 39 of them; what stands still has not grown, and who turns back has."""
    growth = 30 ** (14 / 39)
    told = said(**CASES["diverging"])["diverging"]
    least, most, now = numbers_of(told)
    assert most / least == pytest.approx(growth, rel=0.02)
    assert now == most
    told = said(**{**FAR, "distance": 5.0, "precision": 0.0, "weight_generator": GROWS})["diverging"]
    assert numbers_of(told) == [5.0, round(growth, 1)]
    back = np.concatenate((GROWS[:-4], GROWS[-8:-4][::-1]))
    told = said(**{**CASES["diverging"], "distance": back})["diverging"]
    least, most, now = numbers_of(told)
    assert now < most


def numbers_of(told: str) -> list[float]:
    """Those with a decimal, as they stand there."""
    return [float(number) for number in re.findall(r"\d+\.\d", told)]


@pytest.mark.parametrize("trouble", CASES)
def test_nothing_is_found_that_has_just_begun(trouble: str) -> None:
    """A balanced run, and the last two pulses of a troubled one."""
    late = {}
    for name, value in CASES[trouble].items():
        if name == "usual":
            continue
        late[name] = np.full(40, 0.1 if name == "gradient_discriminator" else np.nan)
        late[name][:] = record().pulses.values[0, record_names().index(name)]
        late[name][-2:] = np.broadcast_to(value, 40)[-2:]
    usual = CASES[trouble].get("usual", USUAL)
    if usual is OF_MODES:
        late = {**late, **{name: np.where(np.isnan(late[name]), 8.0, late[name]) for name in ("modes", "reached")}}
        late["sharp"] = np.full(40, 0.97)
    assert trouble not in said(usual=usual, **late) or trouble == "unstable-d"


def record_names() -> tuple[str, ...]:
    from gan_playground.gan.timeline.pulse_row import PULSE

    return PULSE


@pytest.mark.parametrize(
    ("trouble", "changes"),
    [
        ("d-has-won", {"distance": np.geomspace(3.0, 0.3, 40)}),
        ("d-has-won", {"d_fake": 0.3}),
        ("mode-collapse", {"reached": 8.0}),
        ("mode-collapse", {"distance": np.geomspace(3.0, 0.3, 40)}),
        ("low-diversity", {"recall": 0.9, "spread": 1.0}),
        ("circling", {"centre_x": 0.0, "centre_y": 0.0}),
        ("diverging", {"distance": 0.1, "logit": 0.1}),
        ("g-fools-d", {"accuracy": 0.75}),
        ("d-remembers", {"remembers": 0.1}),
        ("unstable-d", {"gradient_discriminator": 0.2}),
        ("not-moving", {"gradient_generator": 0.1}),
    ],
)
def test_what_looks_like_it_and_is_none(trouble: str, changes: dict[str, Any]) -> None:
    assert trouble not in said(**{**CASES[trouble], **changes})


def test_all_that_is_found_is_told_the_most_urgent_first() -> None:
    both = {**CASES["g-fools-d"], **TURNS}
    assert list(said(**both)) == ["circling", "g-fools-d"]


def test_a_trouble_that_is_over_is_no_longer_told() -> None:
    until = np.arange(80) < 60
    columns = {name: np.where(until, value, record().pulses.values[0, i]) for name, value, i in _of(WON)}
    assert "d-has-won" in said(pulses=60, **{name: values[:60] for name, values in columns.items()})
    assert "d-has-won" not in said(pulses=80, **columns)


def _of(columns: dict[str, float]) -> list[tuple[str, float, int]]:
    return [(name, value, record_names().index(name)) for name, value in columns.items()]


def test_since_is_when_it_began_not_when_it_was_seen() -> None:
    won = np.arange(60) >= 30
    columns = {name: np.where(won, value, record().pulses.values[0, i]) for name, value, i in _of(WON)}
    (finding,) = [one for one in diagnose(record(pulses=60, **columns)) if one.id == "d-has-won"]
    assert 31 * 50 <= finding.since <= 36 * 50


def test_the_critic_of_a_wasserstein_game_is_meant_to_be_ahead() -> None:
    assert "d-has-won" not in said(knobs={"objective": "wasserstein", "penalty.wgan_gp": 1.0}, **WON)


@pytest.mark.parametrize(("knob", "value"), [("generator.steps", 0), ("discriminator.learning_rate", 1e-6)])
def test_a_player_that_its_knobs_hold_still_is_told_since_they_were_turned(knob: str, value: float) -> None:
    found = diagnose(record(knobs={knob: value}, edits=(Edit(knob, value, 1_000),), **{**FAR, "recall": 0.6}))
    (finding,) = [one for one in found if one.id == "not-moving"]
    assert finding.since == 1_050
    assert ("G is held still" if knob.startswith("gen") else "D is held still") in finding.evidence


def test_losses_that_are_no_numbers_are_told_at_once_and_alone() -> None:
    (finding,) = diagnose(RunRecord(**{**_fields(record(pulses=1)), "diverged_at": 37}))
    assert (finding.id, finding.since) == ("divergence", 37)
    assert "no longer finite" in finding.evidence


def _fields(made: RunRecord) -> dict[str, Any]:
    return {name: getattr(made, name) for name in made.__struct_fields__}


@pytest.mark.parametrize("pulses", [0, 1, least_pulses - 1])
def test_early_on_nothing_is_known(pulses: int) -> None:
    (finding,) = diagnose(record(pulses=pulses, **WON))
    assert (finding.id, finding.state) == ("unknown", State.UNKNOWN)
