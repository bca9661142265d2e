"""Whether a remedy helped: of made-up ends of two runs, each as plain a case as there can be."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from msgspec import structs

from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.gan.doctor.outcome import judge, left_at, margin_steps
from gan_playground.gan.observe.frame import Measure

COLLAPSE = Finding("mode-collapse", State.TROUBLE, "Mode collapse", 900, "")
NARROW = Finding("low-diversity", State.TROUBLE, "Too little variety", 900, "")
CIRCLES = Finding("circling", State.TROUBLE, "Running in circles", 900, "")
SETTLED = Finding("settled", State.SETTLED, "Settled", 900, "")


def end(*findings: Finding, distance: float = 0.1, modes: int = 8, diverged_at: int | None = None) -> Any:
    """What a run has come to at step 1,800."""
    metrics = {
        "sliced_wasserstein": Measure(distance, 0.05),
        "modes": Measure(modes),
        "modes_total": Measure(8),
    }
    return SimpleNamespace(
        step=1800, diagnosis=findings, distance="sliced_wasserstein", metrics=metrics, diverged_at=diverged_at
    )


COLLAPSED = end(COLLAPSE, distance=1.5, modes=1)


def test_it_helped_where_the_trouble_is_gone_and_the_distance_no_worse() -> None:
    judgement = judge("mode-collapse", "Mode collapse", COLLAPSED, end(SETTLED))
    assert judgement.helped
    assert judgement.sentence == (
        "It helped: at step 1,800 B finds 8 of 8 modes, A 1; the distance is 0.1 in B, 1.5 in A (usual: 0.05)."
    )


@pytest.mark.parametrize(
    ("untreated", "treated", "words"),
    [
        (COLLAPSED, COLLAPSED, "B has it too: Mode collapse"),
        (COLLAPSED, end(NARROW), "B has it too: Too little variety"),
        (end(SETTLED), end(SETTLED), "A has got over it as well"),
        (COLLAPSED, end(CIRCLES, distance=1.8, modes=1), "there is no “Mode collapse” any more, but"),
        (COLLAPSED, end(SETTLED, modes=0), "there is no “Mode collapse” any more, but"),
        (COLLAPSED, end(SETTLED, distance=float("nan")), "there is no “Mode collapse” any more, but"),
        (COLLAPSED, end(structs.replace(CIRCLES, id="diverging")), "B has another trouble: Running in circles"),
        (COLLAPSED, end(diverged_at=1700), "at step 1,700 the losses of B ran off"),
    ],
)
def test_else_it_did_not_and_it_says_why(untreated: Any, treated: Any, words: str) -> None:
    judgement = judge("mode-collapse", "Mode collapse", untreated, treated)
    assert not judgement.helped
    assert words in judgement.sentence


def test_a_trouble_that_both_have_besides_is_no_news() -> None:
    untreated = end(COLLAPSE, CIRCLES, distance=1.5, modes=1)
    assert judge("mode-collapse", "Mode collapse", untreated, end(CIRCLES)).helped


def test_near_enough_is_no_worse() -> None:
    """Within twice what two real samples differ by, nobody is further away."""
    close = end(COLLAPSE, distance=0.06)
    assert judge("mode-collapse", "Mode collapse", close, end(SETTLED, distance=0.09)).helped
    assert not judge("mode-collapse", "Mode collapse", close, end(SETTLED, distance=0.11)).helped


def test_who_trains_on_where_the_other_ran_off_is_helped() -> None:
    ran_off = end(Finding("divergence", State.TROUBLE, "Run off", 900, ""), distance=float("nan"), diverged_at=900)
    judgement = judge("diverging", "Running away", ran_off, end(SETTLED))
    assert judgement.helped
    assert "A ran off at step 900" in judgement.sentence


def test_who_ran_off_has_not_got_over_what_it_had_before() -> None:
    ran_off = end(Finding("divergence", State.TROUBLE, "Run off", 900, ""), distance=float("nan"), diverged_at=900)
    judgement = judge("unstable-d", "D is unstable", ran_off, end(SETTLED))
    assert judgement.helped
    assert "A ran off at step 900" in judgement.sentence


def test_a_run_is_left_before_its_trouble_began() -> None:
    assert [left_at(COLLAPSE), left_at(Finding("x", State.TROUBLE, "", 50, ""))] == [900 - margin_steps, 0]


def test_who_is_left_far_off_by_a_trouble_that_has_passed_would_have_been_helped() -> None:
    """D's outbursts come and go: at the end A may have none, and still be where the last one threw it."""
    thrown_off = end(SETTLED, distance=0.9)
    judgement = judge("unstable-d", "D is unstable", thrown_off, end(SETTLED, distance=0.07))
    assert judgement.helped
    assert judgement.sentence.endswith("though A has got over it as well.")
    assert not judge("unstable-d", "D is unstable", thrown_off, end(CIRCLES, distance=0.07)).helped
    assert not judge("unstable-d", "D is unstable", thrown_off, end(SETTLED, distance=0.5)).helped
    assert not judge("unstable-d", "D is unstable", end(SETTLED, distance=0.09), end(SETTLED, distance=0.04)).helped
