"""How much arithmetic a step is: known from the knobs alone, and held against what torch counts while it is made."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec import structs
from torch.utils.flop_counter import FlopCounterMode

from gan_playground import Experiment, Trainer, load_lesson
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.faces import draw_faces
from gan_playground.gan.data.images.image import ImageDistribution, of_pictures
from gan_playground.gan.data.making import made_already
from gan_playground.gan.experiment.lighter import brisk_work, least_width, lighter, shape_unread
from gan_playground.gan.networks import GENERATORS
from gan_playground.gan.networks.work import (
    SampleShape,
    Work,
    conv_discriminator_work,
    conv_generator_work,
    mlp_discriminator_work,
    mlp_generator_work,
)
from gan_playground.gan.training.penalties import PENALTIES
from gan_playground.gan.training.work import shape_of, step_work

players = ("generator", "discriminator")
no_penalty = {f"penalty.{name}": 0.0 for name in PENALTIES}
both_conv = {"generator.kind": "conv", "discriminator.kind": "conv"}

CASES: dict[str, tuple[str, dict[str, object]]] = {
    "two networks": ("ring", {}),
    "a network of two numbers": ("two-knobs", {}),
    "pictures": ("digits", {"batch_size": 4}),
    "convolutions": ("digits-conv", {"batch_size": 4}),
    "not square": ("counterfeiter", {**both_conv, "generator.width": 8, "discriminator.width": 8, "batch_size": 4}),
    "no penalty": ("digits-conv", {**no_penalty, "objective": "non-saturating", "batch_size": 4}),
    "one of two": ("digits-conv", {"penalty.r2": 0.0, "batch_size": 4}),
    "five turns of a critic": (
        "digits-conv",
        {**no_penalty, "penalty.wgan_gp": 1.0, "objective": "wasserstein", "discriminator.steps": 5, "batch_size": 4},
    ),
    "beside the data": ("digits-conv", {**no_penalty, "penalty.dragan": 1.0, "batch_size": 4}),
    "one who looks ahead": ("digits-conv", {"generator.optimizer": "extragradient", "batch_size": 4}),
    "packs": ("digits-conv", {"stabilise.pack": 3, "batch_size": 4}),
    "maxout": ("digits-conv", {"discriminator.activation": "maxout", "batch_size": 4}),
    "batch norm, two turns": ("digits-conv", {"generator.norm": "batch", "generator.steps": 2, "batch_size": 4}),
}


unrolled = ({"stabilise.unroll": 3}, {**no_penalty, "stabilise.unroll": 3}, {"stabilise.unroll": 10})


def pictures(experiment: Experiment) -> ImageDistribution:
    """As large as those of the experiment, and of no other likeness, so that they need not be drawn."""
    channels, height, width = structs.astuple(shape_unread(experiment.knob))
    shades = np.random.default_rng(0).integers(0, 256, (20, height, width, channels), dtype=np.uint8)
    return of_pictures(Album(shades), conditional=False)


def counted(experiment: Experiment) -> float:
    """Multiply-adds of the second step, as torch counts them: two of its operations each."""
    real = pictures(experiment) if experiment.stage == "images" else experiment.make_data()
    with made_already({experiment.data: real}):
        trainer = Trainer(experiment)
    trainer.advance()
    with FlopCounterMode(display=False) as counter:
        trainer.advance()
    return float(counter.get_total_flops() / 2)


def share_of(experiment: Experiment) -> float:
    """What is foreseen, of what is counted."""
    return step_work(experiment.knob, shape_unread(experiment.knob)) / counted(experiment)


def test_the_arithmetic_of_a_small_step_by_hand() -> None:
    small = Experiment().with_knobs(
        {
            "latent.dim": 2,
            "batch_size": 10,
            "generator.depth": 1,
            "discriminator.depth": 1,
            "generator.width": 3,
            "discriminator.width": 4,
        }
    )
    line = SampleShape(1)
    assert mlp_generator_work(small.knob, line) == Work(first=2 * 3, rest=3)
    assert mlp_discriminator_work(small.knob, line) == Work(first=4, rest=4)
    of_discriminator = 10 * 9 + 20 * (8 + 8 + 4)  # painted; judged, and back to all slopes but those in the samples
    of_generator = 10 * (9 + 9 + 3) + 10 * (8 + 8)  # painted, and back; judged, and back through D
    assert step_work(small.knob, line) == of_discriminator + of_generator
    flattened = small.with_knobs({"penalty.r1": 1.0})  # on real samples D's slope as well, and back through both
    assert step_work(flattened.knob, line) == 10 * 9 + 10 * (8 + 8 + 4) + 10 * (2 * (8 + 8 + 4) + 4) + of_generator
    convolved = load_lesson("digits").experiment.with_knobs({**both_conv, "latent.dim": 2})
    narrow = convolved.with_knobs({f"{player}.width": 1 for player in players})
    digits = SampleShape(1, 8, 8)
    assert conv_generator_work(narrow.knob, digits) == Work(2 * 2 * 16, 2 * 9 * 64 + 9 * 64)
    assert conv_discriminator_work(narrow.knob, digits) == Work(9 * 64, 2 * 16 * 16 + 2 * 16)


@pytest.mark.slow
def test_the_arithmetic_of_a_step_is_what_torch_counts() -> None:
    """Points of two numbers are taken to have three, which is as little beside the rest."""
    for name, (lesson, knobs) in CASES.items():
        experiment = load_lesson(lesson).experiment.with_knobs(knobs)
        assert share_of(experiment) == pytest.approx(1.0, rel=0.002 if experiment.stage == "images" else 0.05), name


@pytest.mark.slow
def test_looking_ahead_is_counted_nearly() -> None:
    for knobs in unrolled:
        experiment = load_lesson("digits-conv").experiment.with_knobs({**knobs, "batch_size": 4})
        assert share_of(experiment) == pytest.approx(1.0, rel=0.05), knobs


def px_of(kind: str, colour: bool) -> tuple[int, int, int]:
    """Height, width and channels, before any is drawn."""
    shape = shape_unread(Experiment().with_knobs({"data.kind": kind, "data.colour": colour}).knob)
    return shape.height, shape.width, shape.channels


def test_the_shape_of_pictures_is_known_before_they_are_read() -> None:
    digits = Experiment().with_knobs({"data.kind": "digits"})
    assert shape_unread(digits.knob) == shape_of(digits.make_data())
    assert draw_faces(1, colour=False).pictures.shape[1:] == (32, 32, 1) == px_of("faces", colour=False)
    assert px_of("notes", colour=True) == (24, 40, 3)
    assert all(family.picture is not None for family in FAMILIES.values() if family.stage == "images")


def test_a_network_of_another_kind_has_a_width_that_suits_it() -> None:
    """By whichever way it is turned, unless somebody says how wide it is to be."""
    faces = load_lesson("faces").experiment
    assert faces.generator.width == 256
    for chosen in ({"generator.kind": "conv"}, both_conv):
        convolved = faces.with_knobs(chosen)
        changes = faces.changes_for(chosen)
        assert faces.with_knobs(changes) == convolved, "the window and --set go by one rule"
        assert {path for path in changes if path not in chosen} == {path.replace("kind", "width") for path in chosen}
        assert step_work(convolved.knob, shape_unread(convolved.knob)) <= brisk_work
        assert convolved.generator.width >= 16
    wide = faces.with_knobs({"generator.kind": "conv", "generator.width": 256})
    assert wide.generator.width == 256
    assert convolved.with_knobs({"generator.kind": "mlp"}).generator.width == GENERATORS["mlp"].width
    small = load_lesson("digits").experiment.with_knobs(both_conv)
    assert small.generator.width == small.discriminator.width == GENERATORS["conv"].width, (
        "as the DCGAN's makers have it"
    )


def test_what_weighs_most_gives_way_until_a_step_is_short_enough() -> None:
    faces = load_lesson("faces").experiment
    heavy: tuple[dict[str, object], ...] = (
        {"generator.kind": "conv", "generator.width": 256},
        {"batch_size": 4096, "generator.width": 1024, "discriminator.width": 1024},
        {"discriminator.steps": 20, "batch_size": 2048},
        {**both_conv, "generator.width": 1024, "discriminator.width": 1024, "batch_size": 4096},
        {"stabilise.unroll": 10, "batch_size": 1024, "penalty.r2": 0.0},
    )
    for knobs in heavy:
        experiment = faces.with_knobs(knobs)
        shape = shape_unread(experiment.knob)
        assert step_work(experiment.knob, shape) > brisk_work, knobs
        lightened = experiment.with_knobs(lighter(experiment.knob, shape, brisk_work))
        assert step_work(lightened.knob, shape) <= brisk_work, knobs
    wide = faces.with_knobs(heavy[0]).knob
    assert lighter(wide, shape_unread(wide), brisk_work) == {"generator.width": 16}
    assert lighter(faces.knob, shape_unread(faces.knob), brisk_work) == {}
    assert lighter(faces.knob, shape_unread(faces.knob), 1.0)["generator.width"] == least_width, "as far as it goes"
