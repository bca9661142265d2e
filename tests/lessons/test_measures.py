"""What a claim can be about, where it is not a number that the window shows anyway."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from gan_playground.gan.data.images.notes import draw_notes, portrait
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import ColoursPicture, ImagesPicture
from gan_playground.gan.observe.look import Look
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.measures import MORE, values_of
from gan_playground.lessons.sizes import sizes_of


def test_the_average_of_theta_is_that_of_all_steps_so_far() -> None:
    """Each step counts half as much as one that is `half_life` samples younger."""
    half_life, batch, start = 40.0, 10, 1.0
    knobs = {"stabilise.average_half_life": half_life, "batch_size": batch, "generator.start": start}
    trainer = Trainer(load_lesson("tug-of-war").experiment.with_knobs(knobs))
    average, kept = start, 0.5 ** (batch / half_life)
    for _ in range(20):
        trainer.advance()
        values = values_of(trainer.observe())
        average = kept * average + (1 - kept) * values["theta"]
    assert values["theta.average"] == pytest.approx(average, rel=1e-5)
    assert average != pytest.approx(values["theta"], abs=0.05)


def test_marked_numbers_are_where_their_noise_goes_and_have_the_verdict_of_that_place() -> None:
    lesson = load_lesson("two-knobs")
    trainer = Trainer(lesson.experiment)
    for _ in range(20):
        trainer.step_discriminator()
    frame = trainer.observe(look=Look(latents=lesson.example, places=lesson.real_example))
    values = values_of(frame)
    assert [values[f"example.{number}"] for number in (1, 2)] == pytest.approx([3.2, 2.3])
    verdicts = [values[f"verdict.{of}.{number}"] for of in ("example", "real_example") for number in (1, 2)]
    there = np.interp([3.2, 2.3, *lesson.real_example], frame.picture.x, frame.picture.decision)
    assert verdicts == pytest.approx(there, abs=1e-3)
    assert len(set(verdicts)) == 4


def test_the_decision_gap_is_how_far_d_is_from_its_best() -> None:
    picture = Trainer(load_lesson("textbook-curve").experiment).observe().picture
    off = replace(picture, decision=np.nan_to_num(picture.best_decision) + 0.1)
    assert MORE[type(off)](off)["decision_gap"] == pytest.approx(0.1)
    nobody_knows = replace(picture, best_decision=np.full_like(picture.best_decision, np.nan))
    assert "decision_gap" not in MORE[type(off)](nobody_knows)


def test_weights_and_multiplications_are_counted() -> None:
    """By hand: of z (3) -> 5 -> x (1) for G, and of x -> 1 for D, with batches of 10 in a step."""
    knobs = {"latent.dim": 3, "generator.depth": 1, "generator.width": 5, "discriminator.depth": 0, "batch_size": 10}
    sizes = sizes_of(Trainer(Experiment().with_knobs(knobs)))
    assert (sizes["weights.generator"], sizes["weights.discriminator"]) == ((3 * 5 + 5) + (5 * 1 + 1), 1 + 1)
    of_discriminator = 10 * (15 + 5) + 10 * 2 * (1 + 1)  # G paints; D judges both, and learns
    of_generator = 10 * (15 + 5 + 15 + 5 + 5) + 10 * (1 + 1)  # G paints and learns, through D and back
    assert sizes["multiplications"] == of_discriminator + of_generator


def tiles(generated: NDArray[np.uint8], real: NDArray[np.uint8]) -> ImagesPicture:
    none = np.zeros(len(real))
    return ImagesPicture(real, generated, none, none, None, None, (), None, None, 0.0, None, None, 1, "")


REAL = np.random.default_rng(0).integers(0, 256, (8, 6, 6, 3), dtype=np.uint8)
GREY = np.repeat(REAL[..., :1], 3, axis=-1)
ONE = np.repeat(REAL[:1], 8, axis=0)
BLANK = np.repeat(np.repeat(REAL[:, :1, :1], 6, axis=1), 6, axis=2)


@pytest.mark.parametrize(
    ("generated", "lacks"), [(REAL, None), (GREY, "saturation"), (ONE, "variety"), (BLANK, "edges")]
)
def test_pictures_have_the_share_of_colour_variety_and_edges_that_they_have(
    generated: NDArray[np.uint8], lacks: str | None
) -> None:
    values = MORE[ImagesPicture](tiles(generated, REAL))
    for name in ("saturation", "variety", "edges"):
        assert values[name] == pytest.approx(0 if name == lacks else 1, abs=0.25)
    half = MORE[ImagesPicture](tiles((REAL // 2).astype(np.uint8), REAL))
    assert half == pytest.approx({"saturation": 0.5, "variety": 0.5, "edges": 0.5}, abs=0.01)


def test_shades_of_grey_have_no_saturation() -> None:
    assert "saturation" not in MORE[ImagesPicture](tiles(REAL[..., :1], REAL[..., :1]))


def test_where_d_looks_on_a_note_is_a_share_against_that_of_the_area() -> None:
    notes = np.repeat(draw_notes(2).pictures, 4, axis=0)
    where = portrait()
    differ, around = draw_notes(60).pictures.mean(axis=-1).std(axis=0), np.zeros_like(where)
    around[3:-3, 2:20] = ~where[3:-3, 2:20]
    assert differ[where].mean() > 1.3 * differ[around].mean(), "faces are others from note to note, lines less so"
    assert where.mean() == pytest.approx(np.pi * 7.6 * 9.4 / (24 * 40), rel=0.05)

    def face(saliency: NDArray[np.float64] | None, pictures: NDArray[np.uint8] = notes) -> float | None:
        return MORE[ImagesPicture](replace(tiles(pictures, pictures), saliency=saliency)).get("saliency.face")

    everywhere = np.ones((8, 24, 40))
    assert face(everywhere) == pytest.approx(1.0)
    assert face(-everywhere * where) == pytest.approx(1 / where.mean()), "there alone"
    assert face(everywhere * ~where) == 0.0
    assert face(everywhere * (1 + where)) == pytest.approx(2 / (1 + where.mean()))
    assert face(None) is None
    assert face(rough, REAL) is None, "no note"


rough = np.random.default_rng(1).normal(size=(8, 20, 20))


@pytest.mark.parametrize(("wide", "agree"), [(1, 0.0), (2, 0.5), (20, 1.0)])
def test_specks_agree_with_no_neighbour_and_patches_do(wide: int, agree: float) -> None:
    """Of pairs half the neighbours are one, and half are strangers; of rows all are one."""
    slopes = np.repeat(rough, wide, axis=2)[:, :, :20]
    pictures = np.zeros((*slopes.shape, 1), np.uint8) + 9
    values = MORE[ImagesPicture](replace(tiles(REAL, REAL), generated=pictures, saliency=slopes))
    assert values["saliency.patches"] == pytest.approx(agree, abs=0.08)


def test_colours_beyond_what_can_be_shown_are_as_they_are_shown() -> None:
    real, beyond = np.array([[0.0, 100.0, 200.0]]), np.array([[-50.0, 100.0, 400.0]])
    none = np.zeros(1)
    picture = ColoursPicture(real, beyond, none, none, none, none, none, REAL[0])
    assert MORE[ColoursPicture](picture)["saturation"] == pytest.approx(255 / 200)
