"""What is offered against a trouble."""

from __future__ import annotations

import pytest

from gan_playground.gan.doctor import remedies
from gan_playground.gan.doctor.remedies import CANDIDATES, TREATMENTS, remedies_for
from gan_playground.gan.doctor.troubles import TROUBLES
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.lessons.catalogue import lesson_heads, load_lesson


def test_there_is_something_to_try_against_every_trouble() -> None:
    assert {trouble.id for trouble in TROUBLES} | {"divergence"} == set(CANDIDATES)
    for trouble in CANDIDATES:
        weak = Experiment().with_knobs({"discriminator.steps": 0, "turns": "simultaneous", "objective": "minimax"})
        assert remedies_for(trouble, weak), trouble


@pytest.mark.parametrize("trouble", CANDIDATES)
def test_what_is_offered_can_be_had_and_is_not_on_already(trouble: str) -> None:
    for head in lesson_heads().values():
        experiment = load_lesson(head.id).experiment
        for remedy in remedies_for(trouble, experiment):
            turned = experiment.with_knobs(remedy.knobs)
            assert turned != experiment, remedy.id
            again = {other.id: other.knobs for other in remedies_for(trouble, turned)}
            repeats = remedy.id in ("slow-d", "slow-g", "slow-both", "fast-d")  # which can be done once more
            assert repeats or remedy.id not in again, remedy.id


def test_what_helped_more_often_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = {"d-has-won": {"noise": (1, 1), "non-saturating": (90, 100), "slow-d": (0, 50)}}
    monkeypatch.setattr(remedies, "_measured", lambda: measured)
    offered = remedies_for("d-has-won", Experiment().with_knobs({"objective": "minimax"}))
    assert [remedy.id for remedy in offered][:2] == ["non-saturating", "noise"]
    assert offered[-1].id == "slow-d"
    assert (offered[0].helped, offered[0].tried) == (90, 100)


def test_what_ships_was_measured_for_treatments_that_there_are() -> None:
    for trouble, counts in remedies._measured().items():
        assert set(counts) <= set(CANDIDATES[trouble]) <= set(TREATMENTS)
        assert all(0 <= helped <= tried for helped, tried in counts.values())
