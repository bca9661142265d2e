"""The verdict of mode collapse, on runs that collapse and on runs that do not."""

from __future__ import annotations

from gan_playground.gan.diagnosis import diagnose
from gan_playground.gan.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson


def found_after(lesson: str, steps: int, **knobs: object) -> dict[str, str]:
    """Evidence by id, of a run that was looked at now and then."""
    values = {path.replace("__", "."): value for path, value in knobs.items()}
    trainer = Trainer(load_lesson(lesson).experiment.with_knobs(values), seed=1)
    while trainer.step < steps:
        trainer.advance(50)
        frame = trainer.observe()
    return {finding.id: finding.evidence for finding in diagnose(frame)}


def test_the_plain_ring_has_collapsed() -> None:
    evidence = found_after("ring", 1000)["mode-collapse"]
    assert "of 8 modes get no sample" in evidence
    assert "0 of 8" not in evidence


def test_the_rescued_ring_has_not() -> None:
    assert "mode-collapse" not in found_after("ring-rescued", 2000)


def test_before_anybody_has_learned_there_is_no_verdict() -> None:
    assert "mode-collapse" not in found_after("ring", 100)


def test_data_without_modes_collapse_where_real_dots_are_far_from_all_generated_ones() -> None:
    """A generator that never moves from the middle covers nothing of a Swiss roll."""
    found = found_after("two-blobs", 400, data__kind="swiss-roll", generator__steps=0, generator__init="small")
    assert "real dots" in found["mode-collapse"]
    assert "modes" not in found["mode-collapse"]
