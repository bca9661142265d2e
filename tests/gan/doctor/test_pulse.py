"""The pulse: what it measures, and that it hangs on the run and its step alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from gan.runs import assert_same, make
from gan_playground.gan import runfile
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.timeline.pulse_row import PULSE, PulseRow
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson


def forging_real_samples(lesson: str, **knobs: object) -> Trainer:
    """A run whose generator returns real samples."""
    values = {path.replace("__", "."): value for path, value in knobs.items()}
    experiment = load_lesson(lesson).experiment.with_knobs({"stabilise.average_half_life": 0.0, **values})
    trainer = Trainer(experiment, seed=1)
    rng = torch.Generator().manual_seed(5)
    trainer.generator.network.apply = lambda weights, z, *rest: trainer.real.sample(len(z), rng)
    return trainer


@pytest.mark.parametrize(
    ("lesson", "knobs"),
    [
        ("textbook-curve", {}),
        ("textbook-curve", {"data__kind": "mixture", "data__modes": 4}),
        ("ring", {}),
        ("two-blobs", {"data__kind": "spiral"}),
        ("palette", {}),
        ("digits", {}),
    ],
)
def test_a_generator_that_returns_real_samples_is_as_usual(lesson: str, knobs: dict[str, object]) -> None:
    trainer = forging_real_samples(lesson, **knobs)
    row, usual = trainer.pulse.take(), trainer.pulse.usual
    assert row.distance < usual.distance + 4 * usual.distance_deviation
    assert row.recall == pytest.approx(usual.recall, abs=0.1)
    assert row.spread == pytest.approx(1.0, abs=0.15)
    np.testing.assert_equal([row.modes, row.reached], [usual.modes, usual.modes])
    if not np.isnan(usual.sharp):
        assert row.sharp == pytest.approx(usual.sharp, abs=0.02)


def test_a_generator_of_one_point_reaches_one_mode() -> None:
    trainer = forging_real_samples("ring")
    corner = torch.tensor([2.0, 0.0]) / trainer.real.scale[0]
    trainer.generator.network.apply = lambda weights, z, *rest: corner.float().expand(len(z), 2)
    row = trainer.pulse.take()
    assert (row.modes, row.reached, row.sharp) == (1.0, 1.0, 1.0)
    assert row.spread < 0.01
    assert (row.centre_x, row.centre_y) == pytest.approx(corner.tolist(), abs=1e-5)


def test_all_is_counted_where_the_data_have_turned_to() -> None:
    trainer = forging_real_samples("chase")
    trainer.angle = 1.0
    before = trainer.pulse.take()
    sample = trainer.real.sample
    rng = torch.Generator().manual_seed(6)
    from gan_playground.gan.data.plane.turning import turned

    trainer.generator.network.apply = lambda weights, z, *rest: turned(sample(len(z), rng), 1.0)
    after = trainer.pulse.take()
    assert after.sharp > 0.95 > before.sharp


def test_looking_at_a_run_or_taking_its_pulse_changes_nothing() -> None:
    plain, watched = make(seed=3), make(seed=3)
    plain.advance(120)
    for _ in range(12):
        watched.advance(10)
        watched.observe()
        watched.pulse.take()
    assert_same(plain.state(), watched.state())
    np.testing.assert_array_equal(plain.log.pulses.values, watched.log.pulses.values)
    np.testing.assert_array_equal(plain.log.pulses.steps, [50, 100])


def test_steps_that_are_lived_again_have_the_same_pulses() -> None:
    trainer = make(seed=4)
    timeline = Timeline(trainer)
    trainer.advance(260)
    first = trainer.log.pulses.values
    for _ in timeline.go_to(trainer, 130):
        pass
    assert list(trainer.log.pulses.steps) == [50, 100]
    trainer = timeline.twin(trainer, 1)
    trainer.advance(130)
    np.testing.assert_array_equal(trainer.log.pulses.values, first)


def test_a_file_keeps_them(tmp_path: Path) -> None:
    trainer = make(seed=5)
    trainer.advance(150)
    runfile.save(tmp_path / "run.ganrun", trainer)
    opened = runfile.load(tmp_path / "run.ganrun")
    np.testing.assert_array_equal(opened.log.pulses.values, trainer.log.pulses.values)
    assert opened.observe().diagnosis == trainer.observe().diagnosis


def test_other_real_data_are_measured_from_then_on() -> None:
    trainer = Trainer(load_lesson("two-blobs").experiment)
    trainer.advance(50)
    usual = trainer.pulse.usual
    trainer.apply(Edit("data.centres", "0 0; 1 1; 2 0"))
    trainer.advance(50)
    assert trainer.pulse.usual.modes == 3 != usual.modes


def test_the_numbers_are_those_of_the_field() -> None:
    """By the formulas, from D's logits on the samples of the pulse."""
    trainer = make(seed=6, batch_size=64)
    trainer.advance(100)
    row, pulse = trainer.pulse.take(), trainer.pulse
    with torch.no_grad():
        fake = trainer.generator.network.look(pulse._latents)
        on_real, on_fake = (trainer.discriminator.network.look(x)[:, 0].double() for x in (pulse._sample, fake))
        says = on_real.sigmoid(), on_fake.sigmoid()
    assert row.d_real == pytest.approx(float(says[0].mean()), rel=1e-4)
    assert row.d_fake == pytest.approx(float(says[1].mean()), rel=1e-4)
    assert row.accuracy == pytest.approx(float(((says[0] > 0.5).double() + (says[1] < 0.5).double()).mean() / 2))
    assert row.value == pytest.approx(float(says[0].log().mean() + (1 - says[1]).log().mean()), rel=1e-4)
    apart = np.abs(np.sort(fake[:, 0].numpy()) - np.sort(pulse._sample[:, 0].numpy())).mean()
    assert row.distance == pytest.approx(float(apart), rel=1e-4)
    assert row.spread == pytest.approx(float(fake.std() / pulse._sample.std()), rel=1e-4)


def test_every_name_of_a_row_is_explained() -> None:
    told = PulseRow.__doc__ or ""
    stems = {name.removesuffix("_generator").removesuffix("_discriminator") for name in PULSE}
    assert all(stem in told for stem in stems), stems


def test_a_game_of_two_numbers_takes_none() -> None:
    experiment = Experiment()
    trainer = Trainer(experiment.with_knobs(experiment.changes_for({"data.kind": "point"})))
    trainer.advance(60)
    assert len(trainer.log.pulses.steps) == 0
