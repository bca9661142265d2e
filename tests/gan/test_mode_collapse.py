"""The verdict of mode collapse, on runs that collapse and on runs that do not."""

from __future__ import annotations

import pytest
import torch

from gan_playground.gan.metrics.diagnosis import diagnose
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson


def found_after(lesson: str, steps: int, **knobs: object) -> dict[str, str]:
    """Evidence by id, of a run that was looked at now and then."""
    values = {path.replace("__", "."): value for path, value in knobs.items()}
    trainer = Trainer(load_lesson(lesson).experiment.with_knobs(values), seed=1)
    while trainer.step < steps:
        trainer.advance(50)
        frame = trainer.observe()
    return {finding.id: finding.evidence for finding in diagnose(frame)}


def test_a_ring_of_which_one_mode_alone_is_forged_has_collapsed() -> None:
    """Held still where a collapse ends: all that G makes is in one mode."""
    trainer = Trainer(load_lesson("ring").experiment.with_knobs({"generator.steps": 0}), seed=1)
    matrix, bias = trainer.generator.network.values[-2:]
    matrix.zero_()
    bias.copy_(torch.tensor([2.0, 0.0]) / trainer.real.scale[0])
    for _ in range(4):
        trainer.advance(50)
        frame = trainer.observe()
    evidence = {finding.id: finding.evidence for finding in diagnose(frame)}["mode-collapse"]
    assert "7 of 8 modes get no sample" in evidence


def test_a_ring_that_is_forged_whole_has_not_collapsed() -> None:
    """G makes what the data are made of: noise that is the ring itself, handed on."""
    trainer = Trainer(load_lesson("ring").experiment.with_knobs({"generator.steps": 0}), seed=1)
    G, rng = trainer.generator.network, torch.Generator().manual_seed(3)
    G.apply = lambda weights, z, *rest: trainer.real.sample(len(z), rng)
    for _ in range(4):
        trainer.advance(50)
        frame = trainer.observe()
    assert frame.metrics["modes"].value == 8
    assert "mode-collapse" not in {finding.id for finding in diagnose(frame)}


@pytest.mark.slow
def test_the_plain_ring_has_collapsed() -> None:
    evidence = found_after("ring", 1000)["mode-collapse"]
    assert "of 8 modes get no sample" in evidence
    assert "0 of 8" not in evidence


@pytest.mark.slow
def test_the_rescued_ring_has_not() -> None:
    assert "mode-collapse" not in found_after("ring-rescued", 2000)


def test_before_anybody_has_learned_there_is_no_verdict() -> None:
    assert "mode-collapse" not in found_after("ring", 100)


def test_data_without_modes_collapse_where_real_dots_are_far_from_all_generated_ones() -> None:
    """A generator that never moves from the middle covers nothing of a Swiss roll."""
    found = found_after("two-blobs", 400, data__kind="swiss-roll", generator__steps=0, generator__init="small")
    assert "real dots" in found["mode-collapse"]
    assert "modes" not in found["mode-collapse"]


@pytest.mark.slow
def test_pictures_that_become_better_have_not_collapsed() -> None:
    assert "mode-collapse" not in found_after("digits", 600)


def test_pictures_have_collapsed_where_all_are_one() -> None:
    """One real digit, perfectly forged, again and again."""
    held = {"generator.steps": 0, "stabilise.average_half_life": 0.0}
    trainer = Trainer(load_lesson("digits").experiment.with_knobs(held))
    matrix, bias = trainer.generator.network.values[-2:]
    digit = torch.from_numpy(trainer.real.to_samples(trainer.real.album.pictures[:1]))[0]
    matrix.zero_()
    bias.copy_(digit.clamp(-0.999, 0.999).atanh())
    for _ in range(6):
        trainer.advance(50)
        frame = trainer.observe()
    evidence = {finding.id: finding.evidence for finding in diagnose(frame)}
    assert "real pictures" in evidence["mode-collapse"]
