"""What a frame shows of the plane: dots, D's opinion, the net of noise, the pinned dot; and what nobody asked for."""

from __future__ import annotations

import copy
import math
from typing import Any

import numpy as np
import pytest
import torch
from msgspec import structs
from scipy import stats
from torch import Tensor

from cases import one_in
from gan.plane import make, own_units, real_data, real_of, standardised
from gan.runs import assert_same
from gan.test_frame import assert_equal, things_in
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.metrics.distances import hits_of_modes
from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import Frame, PinnedDot, PlanePicture
from gan_playground.gan.observe.look import EVERYTHING, Detail, Look
from gan_playground.gan.observe.plane import compared_count
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.seeds import Stream, random_generator
from gan_playground.gan.training.trainer import Trainer

NOTHING = Look(layers=frozenset())


def trained(kind: str = "ring", steps: int = 30, **knobs: Any) -> Trainer:
    trainer = make(kind, **knobs)
    trainer.advance(steps)
    return trainer


def picture_of(frame: Frame) -> PlanePicture:
    assert isinstance(frame.picture, PlanePicture)
    return frame.picture


def pinned_in(frame: Frame) -> PinnedDot:
    pinned = picture_of(frame).survey.pinned
    assert pinned is not None
    return pinned


def latents_of(trainer: Trainer) -> Tensor:
    """The z that a run is looked at with: the first draw of its observer."""
    latent = trainer.experiment.latent
    rng = random_generator(trainer.seed, Stream.OBSERVATION)
    return LATENTS[latent.kind].sample(2500, latent.dim, rng)


def judge(trainer: Trainer, places: np.ndarray) -> np.ndarray:
    """D's logits (N,) at places of the plane."""
    with torch.no_grad():
        return trainer.discriminator.network(standardised(trainer, places))[:, 0].double().numpy()


def sigmoid(t: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-t))


# Dots.


@pytest.mark.parametrize("latent", ["normal", "uniform"])
def test_the_dots_are_g_of_the_same_noise_in_every_frame(latent: str) -> None:
    trainer = make(latent__kind=latent)
    z = latents_of(trainer)
    for _ in range(3):
        trainer.advance(10)
        picture = picture_of(trainer.observe())
        with torch.no_grad():
            expected = own_units(trainer, trainer.generator.network(z))
        assert picture.generated.shape == picture.real.shape == (2000, 2)
        np.testing.assert_allclose(picture.generated, expected[:2000], rtol=1e-4, atol=1e-5)
        np.testing.assert_array_equal(
            picture.survey.hits, hits_of_modes(expected, real_data("ring").modes.centres, 0.02)
        )


def test_a_picture_of_data_without_modes() -> None:
    frame = make("moons").observe()
    picture = picture_of(frame)
    assert picture.centres is None
    assert picture.survey.hits is None
    assert not {"modes", "modes_total", "high_quality"} & set(frame.metrics)
    assert (picture.angle, picture.middle) == (0.0, (0.0, 0.0))
    assert picture.view == real_data("moons").view


def test_scores_are_recomputed_from_d() -> None:
    trainer = trained("two-blobs")
    frame = trainer.observe()
    picture = picture_of(frame)
    a, b = judge(trainer, picture.real[:1024]), judge(trainer, picture.generated[:1024])
    assert frame.losses.value == pytest.approx(-np.logaddexp(0, -a).mean() - np.logaddexp(0, b).mean(), abs=1e-4)
    assert frame.losses.generator == pytest.approx(np.logaddexp(0, -b).mean(), abs=1e-4)
    assert (frame.scores.d_real, frame.scores.d_fake) == pytest.approx((sigmoid(a).mean(), sigmoid(b).mean()), abs=1e-4)
    assert frame.scores.accuracy == pytest.approx(((a > 0).mean() + (b < 0).mean()) / 2, abs=2e-3)


def test_the_average_is_what_is_shown() -> None:
    trainer = trained(stabilise__average_half_life=500.0)
    shown, fighting = trainer.observe(), trainer.observe(fighting=True)
    z, G = latents_of(trainer), trainer.generator
    assert G.average is not None
    for frame, weights in ((shown, G.average), (fighting, G.network.values)):
        with torch.no_grad():
            expected = own_units(trainer, G.network.forward(weights, z))
        np.testing.assert_allclose(picture_of(frame).generated, expected[:2000], rtol=1e-4, atol=1e-5)
    assert (shown.averaged, fighting.averaged) == (True, False)


# Heat.


def middles(region: Box, cells: int) -> np.ndarray:
    """Of each cell (cells * cells, 2), row by row from below."""
    steps = (np.arange(cells) + 0.5) / cells
    return np.array([(region.left + u * region.width, region.bottom + v * region.height) for v in steps for u in steps])


@pytest.mark.parametrize("region", [None, Box(-1, 0, 2, 0.5), Box(100, 100, 101, 103)])
@pytest.mark.parametrize("kind", ["ring", "points"])
def test_heat_is_what_d_says_in_the_middle_of_each_cell(kind: str, region: Box | None) -> None:
    trainer = trained(kind)
    survey = picture_of(trainer.observe(look=Look(region=region))).survey
    assert survey.region == (region or real_data(kind).view)
    assert survey.heat is not None
    rows, columns = survey.heat.shape
    assert rows == columns
    expected = sigmoid(judge(trainer, middles(survey.region, rows)))
    np.testing.assert_allclose(survey.heat, expected.reshape(rows, rows), atol=2e-5)


@pytest.mark.parametrize("objective", ["wasserstein", "relativistic", "least-squares", "hinge"])
def test_heat_of_other_objectives(objective: str) -> None:
    trainer = trained("two-blobs", objective=objective)
    picture = picture_of(trainer.observe())
    assert picture.survey.heat is not None
    at = judge(trainer, middles(picture.view, len(picture.survey.heat)))
    a, b = judge(trainer, picture.real[:compared_count]), judge(trainer, picture.generated[:compared_count])
    if objective == "least-squares":
        expected = at.clip(0, 1)
    else:
        expected = sigmoid(at - ((a.mean() + b.mean()) / 2 if objective != "hinge" else 0))
    np.testing.assert_allclose(picture.survey.heat.ravel(), expected, atol=5e-5)


def test_heat_of_packs_is_each_place_beside_real_samples() -> None:
    trainer = trained("two-blobs", stabilise__pack=2)
    picture = picture_of(trainer.observe())
    assert picture.survey.heat is not None
    places = standardised(trainer, middles(picture.view, len(picture.survey.heat)))
    beside = standardised(trainer, picture.real[:4])
    says = []
    for other in beside:
        with torch.no_grad():
            logits = trainer.discriminator.network(torch.cat((places, other.expand(len(places), 2)), dim=1))
        says.append(sigmoid(logits[:, 0].double().numpy()))
    np.testing.assert_allclose(picture.survey.heat.ravel(), np.mean(says, axis=0), atol=2e-5)


def test_another_region_is_looked_at_when_it_is_asked_for() -> None:
    trainer = trained("two-blobs", generator__init="he")
    first, second = Box(-2, -1, 1, 1), Box(0, -1, 2, 1)
    surveys = [picture_of(trainer.observe(look=Look(region=region))).survey for region in (first, second, first)]
    assert [survey.region for survey in surveys] == [first, second, first]
    for name in ("heat", "real_density", "generated_density"):
        one, other, again = (getattr(survey, name) for survey in surveys)
        np.testing.assert_array_equal(one, again)
        assert not np.array_equal(one, other)


def test_densities_are_of_the_samples_in_the_region() -> None:
    trainer = trained("two-blobs")
    picture = picture_of(trainer.observe())
    survey, view = picture.survey, picture.view
    for density, dots in ((survey.real_density, picture.real), (survey.generated_density, picture.generated)):
        assert density is not None
        area = view.width * view.height / density.size
        inside = view.contains(dots).mean()
        assert density.sum() * area == pytest.approx(inside, abs=0.02)
        x = view.left + (np.arange(density.shape[1]) + 0.5) * view.width / density.shape[1]
        y = view.bottom + (np.arange(density.shape[0]) + 0.5) * view.height / density.shape[0]
        mean = dots[view.contains(dots)].mean(0)
        assert (density.sum(0) @ x / density.sum(), density.sum(1) @ y / density.sum()) == pytest.approx(mean, abs=0.05)


# The manifold.


@pytest.mark.parametrize(("latent", "ends"), [("normal", 2.5758293), ("uniform", 1.0)])
@pytest.mark.parametrize("dim", [1, 2, 5])
def test_the_manifold_is_g_of_an_even_grid(latent: str, ends: float, dim: int) -> None:
    """Equal shares of the noise between two lines; normal noise has no edge, and ends at shares of 1/200."""
    trainer = trained(latent__kind=latent, latent__dim=dim)
    manifold = picture_of(trainer.observe()).survey.manifold
    assert manifold is not None
    rows, columns, _ = manifold.shape
    assert rows == (columns if dim > 1 else 1)
    shares = np.linspace(0, 1, columns)
    steps = stats.norm.ppf(shares.clip(0.005, 0.995)) if latent == "normal" else 2 * shares - 1
    assert (steps[0], steps[-1]) == pytest.approx((-ends, ends))
    z = torch.zeros(rows, columns, dim)
    z[:, :, 0] = torch.tensor(steps)
    if dim > 1:
        z[:, :, 1] = torch.tensor(steps)[:, None]
    with torch.no_grad():
        expected = own_units(trainer, trainer.generator.network(z.view(-1, dim)))
    np.testing.assert_allclose(manifold.reshape(-1, 2), expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("latent", ["normal", "uniform"])
def test_the_grids_lines_part_the_noise_evenly(latent: str) -> None:
    values = LATENTS[latent].spread(np.linspace(0, 1, 11))
    z = LATENTS[latent].sample(50_000, 1, torch.Generator().manual_seed(0))[:, 0].numpy()
    counts = np.histogram(z, [-np.inf, *values[1:-1], np.inf])[0]
    np.testing.assert_allclose(counts / 50_000, 0.1, atol=0.006)


# The pinned dot.


def test_a_pinned_dot_is_followed_from_z_to_x() -> None:
    trainer = trained("two-blobs", latent__dim=3, generator__depth=2)
    pinned = pinned_in(trainer.observe(look=Look(pinned=17)))
    z = latents_of(trainer)[17]
    assert pinned.index == 17
    np.testing.assert_allclose(pinned.z, z)
    w0, b0, w1, b1, w2, b2 = (value.double().numpy() for value in trainer.generator.network.values)
    hidden = []
    value = z.double().numpy()
    for weight, bias in ((w0, b0), (w1, b1)):
        value = weight @ value + bias
        value = np.where(value > 0, value, 0.2 * value)
        hidden.append(value)
    assert len(pinned.layers) == 2
    for layer, expected in zip(pinned.layers, hidden, strict=True):
        np.testing.assert_allclose(layer, expected, rtol=1e-4, atol=1e-5)
    real = real_of(trainer)
    np.testing.assert_allclose(pinned.place, (w2 @ pinned.layers[-1] + b2) * real.scale + real.shift, rtol=1e-4)
    np.testing.assert_array_equal(pinned.place, picture_of(trainer.observe(look=Look(pinned=17))).generated[17])
    assert pinned.verdict == pytest.approx(float(sigmoid(judge(trainer, pinned.place[None]))[0]), abs=1e-5)


@pytest.mark.parametrize("activation", ["maxout", "tanh"])
@pytest.mark.parametrize("norm", ["none", "batch", "layer"])
def test_the_layers_of_every_network_are_those_that_make_the_place(norm: str, activation: str) -> None:
    trainer = trained(generator__norm=norm, generator__activation=activation, generator__depth=2)
    pinned = pinned_in(trainer.observe(look=Look(pinned=3)))
    assert [len(layer) for layer in pinned.layers] == [8, 8]
    w, b = (value.double().numpy() for value in trainer.generator.network.values[-2:])
    real = real_of(trainer)
    np.testing.assert_allclose(
        pinned.place, (w @ pinned.layers[-1] + b) * real.scale + real.shift, rtol=1e-3, atol=1e-4
    )


def test_the_layers_are_those_of_the_average_that_is_shown() -> None:
    trainer = trained(stabilise__average_half_life=300.0)
    pinned = pinned_in(trainer.observe(look=Look(pinned=3)))
    assert trainer.generator.average is not None
    w, b = (value.double().numpy() for value in trainer.generator.average[-2:])
    real = real_of(trainer)
    np.testing.assert_allclose(
        pinned.place, (w @ pinned.layers[-1] + b) * real.scale + real.shift, rtol=1e-3, atol=1e-4
    )


def test_the_trail_grows_with_every_look() -> None:
    trainer, places = make(), []
    for steps in range(1, 5):
        trainer.advance(steps)
        pinned = pinned_in(trainer.observe(look=Look(pinned=5)))
        places.append(pinned.place)
        np.testing.assert_array_equal(pinned.trail, places)
    assert len(set(map(tuple, places))) == 4


def test_the_trail_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    from gan_playground.gan.observe import trail as trails

    assert trails.longest_trail == 400
    monkeypatch.setattr(trails, "longest_trail", 20)
    trainer = make()
    for _ in range(25):
        trainer.step_generator()
        frame = trainer.observe(look=structs.replace(NOTHING, pinned=5))
    trail = pinned_in(frame).trail
    assert len(trail) == 20
    np.testing.assert_array_equal(trail[-1], pinned_in(frame).place)


def test_another_dot_has_a_trail_of_its_own() -> None:
    trainer = make()
    for pinned, length in ((5, 1), (5, 2), (6, 1), (6, 2), (None, 0), (6, 1)):
        trainer.advance()
        dot = picture_of(trainer.observe(look=Look(pinned=pinned))).survey.pinned
        assert (0 if dot is None else len(dot.trail)) == length


def test_looking_twice_at_a_step_is_looking_once() -> None:
    trainer = trained()
    assert_equal(trainer.observe(look=Look(pinned=5)), trainer.observe(look=Look(pinned=5)))


@pytest.mark.parametrize("pack", [2, 3])
def test_a_pinned_dot_is_judged_in_a_pack(pack: int) -> None:
    trainer = trained("two-blobs", stabilise__pack=pack)
    frame = trainer.observe(look=Look(pinned=40))
    picture, dot = picture_of(frame), pinned_in(frame)
    row = np.concatenate((dot.place[None], picture.generated[: pack - 1]))
    with torch.no_grad():
        logit = trainer.discriminator.network(standardised(trainer, row).view(1, -1))
    assert dot.verdict == pytest.approx(float(logit.sigmoid()), abs=1e-5)


# What is asked for.

LAYERS = {
    "heat": ("heat",),
    "forces": ("tails", "forces"),
    "manifold": ("manifold",),
    "densities": ("real_density", "generated_density"),
}


@pytest.mark.parametrize("layers", [(), *((name,) for name in LAYERS), ("heat", "manifold"), tuple(LAYERS)])
def test_what_nobody_asks_for_is_not_there(layers: tuple[str, ...]) -> None:
    trainer = trained()
    frame, everything = trainer.observe(look=Look(layers=frozenset(layers))), trainer.observe()
    for name, fields in LAYERS.items():
        for field in fields:
            value = getattr(picture_of(frame).survey, field)
            assert (value is not None) == (name in layers), field
            if value is not None:
                np.testing.assert_array_equal(value, getattr(picture_of(everything).survey, field))
    assert frame.metrics == everything.metrics
    assert picture_of(frame).survey.pinned is None


def test_what_nobody_asks_for_is_not_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    from gan_playground.gan.observe.plane import PlaneObserver

    trainer = trained()
    trainer.observe()
    asked: list[str] = []
    for method in ("_heat", "_forces", "_manifold", "_density"):
        monkeypatch.setattr(PlaneObserver, method, lambda *_, name=method: asked.append(name) or np.zeros((1, 2)))
    trainer.observe(look=NOTHING)
    assert asked == []
    trainer.observe()
    assert set(asked) == {"_heat", "_forces", "_manifold", "_density"}


def test_everything_is_what_a_plain_look_asks_for() -> None:
    assert all(EVERYTHING.asks_for(layer) for layer in LAYERS)
    assert not any(NOTHING.asks_for(layer) for layer in LAYERS)


# Glances.


@pytest.mark.parametrize("objective", ["non-saturating", "relativistic", "wasserstein"])
def test_a_glance_sees_all_of_its_own_step_and_measures_nothing(objective: str) -> None:
    """One picture is one step: no part of it may be older than the dots."""
    trainer = trained(steps=20, objective=objective)
    whole = trainer.observe(look=Look(pinned=3))
    trainer.advance(7)
    glance = trainer.observe(look=Look(pinned=3), detail=Detail.MOTION)
    assert (glance.step, picture_of(glance).survey.step, glance.measured_at) == (27, 27, 20)
    assert glance.metrics is whole.metrics
    assert_equal(glance.picture, trainer.observe(look=Look(pinned=3)).picture)
    assert not np.array_equal(picture_of(whole).survey.forces, picture_of(glance).survey.forces)


def test_the_first_glance_is_a_whole_look() -> None:
    trainer = trained(steps=4)
    assert_equal(trainer.observe(detail=Detail.MOTION), trained(steps=4).observe())


def test_a_glance_at_the_other_weights_of_g_is_a_whole_look() -> None:
    trainer = trained(stabilise__average_half_life=500.0)
    trainer.observe()
    trainer.apply(Edit("stabilise.average_shown", False))
    trainer.advance()
    assert_equal(trainer.observe(detail=Detail.MOTION), trainer.observe())


@pytest.mark.parametrize("edit", [("data.centres", "1 1; -1 -1"), ("data.drawing", "brush 0.5 0: 0 0")])
def test_a_glance_at_other_data_shows_them_and_leaves_it_to_the_next_look_to_measure_them(
    monkeypatch: pytest.MonkeyPatch, edit: tuple[str, str]
) -> None:
    """While a hand moves a mode the data change with every step: to measure each would stop the training."""
    from gan_playground.gan.metrics.plane import PlaneMeasures

    trainer = trained()
    before = trainer.observe()
    measured: list[object] = []
    plain = PlaneMeasures._known_of
    monkeypatch.setattr(PlaneMeasures, "_known_of", lambda *a: measured.append(a) or plain(*a))
    trainer.apply(Edit(*edit))
    trainer.advance()
    glance = trainer.observe(detail=Detail.MOTION)
    assert measured == []
    assert glance.metrics is before.metrics
    assert glance.measured_at == before.step
    whole = trainer.observe(detail=Detail.VIEW)
    assert len(measured) == 1
    assert whole.measured_at is None
    assert_equal(glance.picture, whole.picture)


def test_a_glance_at_another_dot_follows_it() -> None:
    trainer = trained(steps=5)
    trainer.observe(look=Look(pinned=3))
    trainer.advance()
    assert pinned_in(trainer.observe(look=Look(pinned=4), detail=Detail.MOTION)).index == 4
    trainer.advance()
    frame = trainer.observe(look=Look(pinned=4), detail=Detail.MOTION)
    assert (frame.step, picture_of(frame).survey.step) == (7, 7)
    assert len(pinned_in(frame).trail) == 2


@pytest.mark.parametrize("pinned", [None, 3])
def test_a_glance_of_now_says_of_now_what_it_says(pinned: int | None) -> None:
    """Real dots, centres and angle belong together, also where the data turn."""
    trainer = trained("soft-ring", data__drift=1.0)
    trainer.observe(look=Look(pinned=pinned))
    trainer.advance(50)
    glance = picture_of(trainer.observe(look=Look(pinned=pinned), detail=Detail.MOTION))
    whole = picture_of(trainer.observe(look=Look(pinned=pinned)))
    assert glance.angle == whole.angle
    np.testing.assert_allclose(glance.real, whole.real, atol=1e-5)
    np.testing.assert_allclose(glance.centres, whole.centres, atol=1e-5)


def test_a_glance_after_an_edit_knows_the_new_game() -> None:
    """It has the edit, so it has what balance is from there on."""
    trainer = trained()
    trainer.observe()
    trainer.apply(Edit("objective", "wasserstein"))
    glance = trainer.observe(detail=Detail.MOTION)
    assert [edit.knob for edit in glance.edits] == ["objective"]
    assert glance.balance == trainer.experiment.balance


def test_the_score_grows_by_whole_looks_alone() -> None:
    trainer = trained(steps=2)
    trainer.observe()
    for _ in range(3):
        trainer.advance()
        trainer.observe(detail=Detail.MOTION)
    np.testing.assert_array_equal(trainer.observe().history.whole["distance"].steps, [2, 5])


def test_a_survey_sees_everything_anew_and_measures_nothing() -> None:
    trainer = trained(steps=20)
    whole = trainer.observe()
    trainer.advance(5)
    survey = trainer.observe(detail=Detail.VIEW)
    assert survey.metrics is whole.metrics
    assert (survey.step, picture_of(survey).survey.step, survey.measured_at) == (25, 25, 20)
    trainer.advance(5)
    assert trainer.observe(detail=Detail.VIEW).measured_at == 20
    assert trainer.observe(detail=Detail.MOTION).measured_at == 20
    again = trainer.observe()
    assert again.measured_at is None
    assert again.metrics != whole.metrics
    np.testing.assert_array_equal(again.history.whole["distance"].steps, [20, 30])


def test_a_survey_sees_what_a_whole_look_sees() -> None:
    one, other = trained(steps=20), trained(steps=20)
    for trainer in (one, other):
        trainer.observe()
        trainer.advance(5)
    a, b = one.observe(detail=Detail.VIEW), other.observe()
    for name in ("step", "losses", "scores", "gradient_norms", "picture"):
        assert_equal(getattr(a, name), getattr(b, name))


def test_a_survey_of_other_data_measures_them() -> None:
    trainer = trained()
    before = trainer.observe()
    trainer.apply(Edit("data.centres", "1 1; -1 -1"))
    survey = trainer.observe(detail=Detail.VIEW)
    assert survey.measured_at is None
    assert survey.metrics["modes_total"].value == 2 != before.metrics["modes_total"].value


# Looking changes nothing.

RUNS: dict[str, dict[str, Any]] = {
    "plain": {},
    "noise": {"stabilise__instance_noise": 0.3},
    "packs": {"stabilise__pack": 2, "objective": "relativistic"},
    "unrolled": {"stabilise__unroll": 2, "penalty__wgan_gp": 1.0},
    "average": {"stabilise__average_half_life": 100.0},
    "batch norms": {"generator__norm": "batch", "discriminator__norm": "batch"},
    "spectral": {"stabilise__spectral_norm": True},
    "drift": {"data__drift": 1.0},
}


@pytest.mark.parametrize("knobs", one_in(2, RUNS.values()), ids=list(RUNS))
def test_looking_and_glancing_change_no_bit_of_a_run(knobs: dict[str, Any]) -> None:
    alone, watched = make(**knobs), make(**knobs)
    alone.advance(24)
    looks = [EVERYTHING, NOTHING, Look(pinned=3), Look(region=Box(0, 0, 1, 1), pinned=3)]
    for i in range(12):
        watched.advance(2)
        watched.observe(look=looks[i % 4], detail=Detail(i % 3), fighting=i % 2 == 0)
    assert_same(alone.state(), watched.state())


@pytest.mark.parametrize("knobs", one_in(2, RUNS.values()), ids=list(RUNS))
def test_a_frame_hangs_on_its_step_and_not_on_who_looked_before(knobs: dict[str, Any]) -> None:
    seldom, often = make(**knobs), make(**knobs)
    for i in range(10):
        often.advance()
        often.observe(detail=Detail(i % 3))
    seldom.advance(10)
    a, b = seldom.observe(), often.observe()
    for name in ("step", "updates", "losses", "scores", "gradient_norms", "metrics", "picture"):
        assert_equal(getattr(a, name), getattr(b, name))


# As a message.


def test_a_frame_is_made_of_owned_arrays_that_nobody_can_write_to() -> None:
    arrays = 0
    for thing in things_in(trained("ring").observe(look=Look(pinned=3))):
        assert not isinstance(thing, (Tensor, np.generic)), thing
        if isinstance(thing, np.ndarray):
            arrays += 1
            owner: Any = thing
            while isinstance(owner, np.ndarray) and owner.base is not None:
                owner = owner.base
            assert isinstance(owner, np.ndarray)
    assert arrays > 30


def test_no_picture_can_be_written_to() -> None:
    picture = picture_of(trained("ring").observe(look=Look(pinned=3)))
    for thing in things_in(picture):
        if isinstance(thing, np.ndarray):
            assert not thing.flags.writeable


def test_training_on_leaves_an_old_frame_as_it_was() -> None:
    trainer = trained("soft-ring", data__drift=1.0)
    frame = trainer.observe(look=Look(pinned=3))
    kept = copy.deepcopy(frame)
    for _ in range(4):
        trainer.advance(10)
        trainer.observe(look=Look(pinned=3), detail=Detail.MOTION)
        trainer.observe(look=Look(pinned=3))
    trainer.apply(Edit("data.centres", "1 1"))
    trainer.observe()
    assert_equal(kept, frame)


def test_a_seed_has_dots_of_its_own() -> None:
    first, second = (picture_of(make(seed=seed).observe()) for seed in (0, 1))
    assert not np.array_equal(first.real, second.real)
    assert math.dist(first.real.mean(0), second.real.mean(0)) < 0.2


def test_modes_far_narrower_than_the_slider_gives_are_measured_in_numbers() -> None:
    """What is typed may be less."""
    for kind in ("ring", "segment", "moons"):
        frame = trained(kind, data__sigma=1e-10).observe()
        arrays = [one for one in things_in(picture_of(frame)) if isinstance(one, np.ndarray) and one.dtype.kind == "f"]
        assert arrays
        assert all(np.isfinite(one).all() for one in arrays), kind
        assert all(math.isfinite(one.value) for one in frame.metrics.values()), kind
