"""What is seen of a run with pictures: tiles, verdicts, walks, and that looking changes nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from gan.runs import assert_same
from gan_playground.gan.data.images.digits import read_digits
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Frame, ImagesPicture, LatentWalk
from gan_playground.gan.observe.images import stop_count, tile_count
from gan_playground.gan.observe.look import Detail, Look, Walk
from gan_playground.gan.training.trainer import Trainer

NOTHING = Look(frozenset())


def make(seed: int = 0, steps: int = 0, **knobs: Any) -> Trainer:
    values = {"data.kind": "digits", "latent.dim": 6, "batch_size": 16}
    trainer = Trainer(
        Experiment().with_knobs(values | {name.replace("__", "."): v for name, v in knobs.items()}), seed=seed
    )
    trainer.advance(steps)
    return trainer


def picture_of(frame: Frame) -> ImagesPicture:
    assert isinstance(frame.picture, ImagesPicture)
    return frame.picture


def latent_walk_of(frame: Frame) -> LatentWalk:
    latent_walk = picture_of(frame).latent_walk
    assert latent_walk is not None
    return latent_walk


def test_tiles_are_pictures_of_one_size_and_the_same_noise_from_step_to_step() -> None:
    trainer = make()
    before = picture_of(trainer.observe(look=NOTHING))
    assert before.real.shape == before.generated.shape == (tile_count, 8, 8, 1)
    assert before.real.dtype == before.generated.dtype == np.uint8
    again = picture_of(trainer.observe(look=NOTHING))
    np.testing.assert_array_equal(before.generated, again.generated)
    trainer.advance(3)
    after = picture_of(trainer.observe(look=NOTHING))
    np.testing.assert_array_equal(before.real, after.real)
    assert (before.generated != after.generated).any(axis=(1, 2, 3)).all(), "every tile has moved on"


def test_real_tiles_are_pictures_that_are_trained_on_none_twice() -> None:
    trainer = make()
    kept = {picture.tobytes() for picture in trainer.real.album.pictures}
    shown = [picture.tobytes() for picture in picture_of(trainer.observe()).real]
    assert set(shown) <= kept
    held_out = {picture.tobytes() for picture in trainer.real.held_out.pictures}
    assert not set(shown) & (held_out - kept)
    assert len(set(shown)) >= tile_count - 1  # two digits may be alike


def test_verdicts_are_what_d_says_of_each_tile() -> None:
    trainer = make(steps=5)
    picture = picture_of(trainer.observe(look=NOTHING))
    x = torch.from_numpy(trainer.real.to_samples(picture.real))
    wanted = torch.sigmoid(trainer.discriminator.network.look(x))[:, 0]
    np.testing.assert_allclose(picture.real_verdicts, wanted.numpy(), rtol=1e-5)
    assert picture.verdicts.shape == (tile_count,)


@pytest.mark.parametrize("pack", [1, 3])
def test_each_tile_has_a_verdict_where_d_judges_packs(pack: int) -> None:
    picture = picture_of(make(steps=2, stabilise__pack=pack).observe())
    assert picture.verdicts.shape == picture.real_verdicts.shape == (tile_count,)
    assert np.isfinite(picture.verdicts).all()


def test_a_row_of_each_class_where_g_is_told_of_it() -> None:
    trainer = make(data__conditional=True)
    picture = picture_of(trainer.observe(look=NOTHING))
    assert picture.labels is not None
    assert picture.real_labels is not None
    np.testing.assert_array_equal(picture.labels, np.repeat(np.arange(10), 6))
    np.testing.assert_array_equal(picture.real_labels, picture.labels)
    assert picture.classes == tuple("0123456789")
    digits = read_digits()
    by_bytes = {digit.tobytes(): label for digit, label in zip(digits.pictures, digits.labels, strict=True)}
    assert [by_bytes[tile.tobytes()] for tile in picture.real] == picture.labels.tolist()


def test_one_class_alone_when_it_is_asked_for() -> None:
    trainer = make(data__conditional=True)
    picture = picture_of(trainer.observe(look=Look(frozenset(), label=7)))
    assert picture.labels is not None
    assert picture.real_labels is not None
    assert set(picture.labels) == set(picture.real_labels) == {7}
    assert picture_of(make().observe(look=Look(frozenset(), label=7))).labels is None, "nobody told G of classes"


def test_without_noise_all_pictures_are_one() -> None:
    trainer = make(steps=3)
    still = picture_of(trainer.observe(look=Look(frozenset(), spread=0.0))).generated
    assert (still == still[0]).all()
    lively = picture_of(trainer.observe(look=Look(frozenset(), spread=1.5))).generated
    assert not (lively == lively[0]).all()


@pytest.mark.parametrize(
    "look",
    [Look(spread=0.0), Look(fresh=3), Look(label=2), Look(walk=Walk(1))],
    ids=["still", "fresh", "class", "walk"],
)
def test_what_somebody_plays_with_on_screen_changes_no_number_of_the_score(look: Look) -> None:
    trainer = make(data__conditional=True, steps=5)
    before, after = trainer.observe(), trainer.observe(look=look)
    assert (before.losses, before.scores, before.metrics) == (after.losses, after.scores, after.metrics)


def test_another_draw_is_another_draw_and_the_same_again() -> None:
    trainer = make(steps=3)
    first, second, again = (
        picture_of(trainer.observe(look=Look(frozenset(), fresh=fresh))).generated for fresh in (0, 1, 0)
    )
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(first, again)


def test_a_walk_to_another_tile_begins_and_ends_at_tiles() -> None:
    trainer = make(steps=3)
    frame = trainer.observe(look=Look(frozenset(), walk=Walk(3, to=9)))
    latent_walk, tiles = latent_walk_of(frame), picture_of(frame).generated
    assert latent_walk.pictures.shape == (stop_count, 8, 8, 1)
    np.testing.assert_array_equal(latent_walk.pictures[[0, -1]], tiles[[3, 9]])
    np.testing.assert_allclose(latent_walk.stops, np.linspace(0, 1, stop_count), atol=1e-6)
    np.testing.assert_allclose(latent_walk.z[5], (latent_walk.z[0] + latent_walk.z[-1]) / 2, atol=1e-6)


@pytest.mark.parametrize(("kind", "end"), [("normal", 3.0), ("uniform", 1.0)])
def test_a_walk_along_an_axis_has_the_tile_in_its_middle(kind: str, end: float) -> None:
    trainer = make(steps=3, latent__kind=kind)
    frame = trainer.observe(look=Look(frozenset(), walk=Walk(5, axis=2)))
    latent_walk = latent_walk_of(frame)
    middle = stop_count // 2
    np.testing.assert_array_equal(latent_walk.pictures[middle], picture_of(frame).generated[5])
    moved = latent_walk.z - latent_walk.z[middle]
    np.testing.assert_allclose(moved[:, 2], np.linspace(-end, end, stop_count), atol=1e-6)
    np.testing.assert_allclose(np.delete(moved, 2, axis=1), 0)


def test_a_walk_in_a_random_direction_is_straight_and_chosen_by_its_number() -> None:
    trainer = make(steps=3)
    ways = [
        latent_walk_of(trainer.observe(look=Look(frozenset(), walk=Walk(5, direction=number)))).z
        for number in (0, 1, 0)
    ]
    moved = ways[0] - ways[0][stop_count // 2]
    np.testing.assert_allclose(np.linalg.norm(moved, axis=1), np.abs(np.linspace(-3, 3, stop_count)), atol=1e-5)
    np.testing.assert_allclose(np.linalg.matrix_rank(moved, tol=1e-4), 1)
    assert not np.allclose(ways[0], ways[1])
    np.testing.assert_array_equal(ways[0], ways[2])


@pytest.mark.parametrize("walk", [Walk(1000), Walk(0, to=1000), Walk(0, axis=1000)])
def test_a_walk_from_what_is_not_there_is_one_from_the_last(walk: Walk) -> None:
    assert latent_walk_of(make().observe(look=Look(frozenset(), walk=walk))).walk == walk


def test_a_walk_keeps_its_class() -> None:
    trainer = make(data__conditional=True, steps=2)
    latent_walk = latent_walk_of(trainer.observe(look=Look(frozenset(), walk=Walk(3, axis=0))))
    assert latent_walk.z.shape == (stop_count, 6)


def test_the_nearest_are_training_pictures_and_only_on_demand() -> None:
    trainer = make(steps=3)
    assert picture_of(trainer.observe(look=NOTHING)).nearest is None
    picture = picture_of(trainer.observe(look=Look(frozenset({"nearest"}))))
    assert picture.nearest is not None
    assert picture.nearest_distances is not None
    kept = trainer.real.album.pictures.astype(float)
    for tile, nearest, distance in zip(picture.generated, picture.nearest, picture.nearest_distances, strict=True):
        apart = np.sqrt(((kept - tile) ** 2).mean(axis=(1, 2, 3))) / 255
        assert distance == pytest.approx(apart.min(), abs=3e-3)  # a tile is what G painted, in whole shades
        assert np.sqrt(((nearest.astype(float) - tile) ** 2).mean()) / 255 == pytest.approx(apart.min(), abs=3e-3)


def test_what_is_measured_is_measured_when_it_is_asked_for() -> None:
    trainer = make()
    whole = trainer.observe(look=NOTHING)
    trainer.advance(4)
    survey = trainer.observe(look=NOTHING, detail=Detail.VIEW)
    assert survey.metrics is whole.metrics
    assert survey.measured_at == 0
    assert not np.array_equal(picture_of(survey).generated, picture_of(whole).generated)
    assert trainer.observe(look=NOTHING).measured_at is None
    assert {"frechet", "kernel", "precision", "recall", "copies"} <= set(whole.metrics)


def test_looking_changes_no_bit_of_a_run() -> None:
    alone, watched = make(data__conditional=True), make(data__conditional=True)
    looks = [NOTHING, Look(), Look(label=2, spread=0.5, fresh=4), Look(walk=Walk(0, to=4))]
    for i in range(8):
        watched.advance(2)
        watched.observe(look=looks[i % 4], detail=Detail.VIEW if i % 2 else Detail.METRICS)
    alone.advance(16)
    assert_same(alone.state(), watched.state())


def test_a_run_that_went_to_infinity_can_be_looked_at() -> None:
    trainer = make(steps=1)
    for value in trainer.generator.network.values:
        value.fill_(float("nan"))
    picture = picture_of(trainer.observe())
    assert picture.generated.dtype == np.uint8


def test_nobody_can_write_to_what_is_seen() -> None:
    picture = picture_of(make(data__conditional=True).observe(look=Look(walk=Walk(0))))
    arrays = [value for name in picture.__slots__ if isinstance(value := getattr(picture, name), np.ndarray)]
    assert len(arrays) >= 8
    assert not any(array.flags.writeable for array in arrays)
