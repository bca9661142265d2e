"""Knobs that contradict one another are refused with a sentence, and give way where that is asked for."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
import torch

from cases import each_of
from gan.runs import small
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.experiment.rules import DIRAC_GAN, RULES
from gan_playground.gan.networks import mlp_width
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.trainer import Trainer

DEFAULT = Experiment()
WITHOUT_LABELS = ("wasserstein", "hinge", "relativistic")
PENALTIES = ("penalty.r1", "penalty.r2", "penalty.wgan_gp", "penalty.dragan")
SPECTRAL: list[dict[str, Any]] = [{"stabilise.spectral_norm": True}, {"discriminator.norm": "spectral"}]

# While these knobs stand so, that one must not be turned to that; and the words that say why.
Refusal = tuple[dict[str, Any], str, Any, str]
REFUSED: list[Refusal] = [
    *(({"objective": name}, "stabilise.label_smoothing", 0.1, "labels") for name in WITHOUT_LABELS),
    *(({"discriminator.norm": "batch"}, path, 1.0, "batch") for path in PENALTIES),
    *((knobs, "penalty.clip", 0.1, "spectral norm") for knobs in SPECTRAL),
    (dict(DIRAC_GAN), "stabilise.spectral_norm", True, "slope"),
    (dict(DIRAC_GAN), "stabilise.pack", 2, "slope"),
    ({"generator.kind": "two-knobs"}, "latent.dim", 2, "two-knob"),
    *(({"data.kind": kind}, "generator.kind", "two-knobs", "two coordinates") for kind in ("ring", "drawing")),
    ({"data.kind": "palette"}, "generator.kind", "two-knobs", "three numbers"),
]
CONVOLUTIONS = ("generator.kind", "discriminator.kind")
refused = pytest.mark.parametrize(("standing", "path", "value", "because"), REFUSED, ids=str)

PARTS_OF_A_DUEL = [dict(part) for count in (1, 2) for part in itertools.combinations(DIRAC_GAN.items(), count)]


def refusal(experiment: Experiment, knobs: dict[str, Any]) -> str:
    with pytest.raises(PlaygroundError) as caught:
        experiment.with_knobs(knobs)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_every_rule_is_tried_here() -> None:
    assert {path for _, path, _, _ in REFUSED} | {*CONVOLUTIONS} == {path for rule in RULES for path in rule.knobs}


def test_pictures_are_painted_by_networks_alone() -> None:
    of_pictures = Experiment().with_knobs({"data.kind": "digits"})
    assert "many numbers" in refusal(of_pictures, {"generator.kind": "two-knobs"})
    two_knobs = Experiment().with_knobs({"generator.kind": "two-knobs"})
    assert "many numbers" in refusal(two_knobs, {"data.kind": "digits"})
    assert two_knobs.changes_for({"data.kind": "digits"}) == {"data.kind": "digits", "generator.kind": "mlp"}


@pytest.mark.parametrize("kind", ["normal", "ring", "palette"])
@pytest.mark.parametrize("path", CONVOLUTIONS)
def test_convolutions_are_for_pictures_alone(path: str, kind: str) -> None:
    plain, of_pictures = Experiment().with_knobs({"data.kind": kind}), Experiment().with_knobs({"data.kind": "digits"})
    assert path in refusal(plain, {path: "conv"})
    convolved = of_pictures.with_knobs({path: "conv"})
    assert path in refusal(convolved, {"data.kind": kind})
    assert convolved.obstacle(path) == ""
    width = {path.replace("kind", "width"): mlp_width}  # of another kind of network, for which it means something else
    assert convolved.changes_for({"data.kind": kind}) == {"data.kind": kind, path: "mlp", **width}


@refused
def test_a_contradiction_is_refused_by_name(standing: dict[str, Any], path: str, value: Any, because: str) -> None:
    for sentence in (
        refusal(DEFAULT.with_knobs(standing), {path: value}),
        refusal(DEFAULT.with_knobs({path: value}), standing),
        refusal(DEFAULT, {path: value, **standing}),
    ):
        assert path in sentence
        assert because in sentence
        assert repr(value) in sentence


@refused
def test_an_obstacle_is_the_same_reason(standing: dict[str, Any], path: str, value: Any, because: str) -> None:
    experiment = DEFAULT.with_knobs(standing)
    assert experiment.obstacle(path)
    assert experiment.obstacle(path) in refusal(experiment, {path: value})
    assert DEFAULT.obstacle(path) == ""


@refused
def test_what_contradicts_gives_way(standing: dict[str, Any], path: str, value: Any, because: str) -> None:
    turned = DEFAULT.with_knobs({path: value, "batch_size": 7})
    changes = turned.changes_for(standing)
    assert changes == {**standing, path: DEFAULT.knob(path)}
    after = turned.with_knobs(changes)
    assert {name: after.knob(name) for name in standing} == standing
    assert after.batch_size == 7


@refused
def test_what_is_asked_for_does_not_give_way(standing: dict[str, Any], path: str, value: Any, because: str) -> None:
    changes = DEFAULT.changes_for({path: value, **standing})
    assert changes == {path: value, **standing}
    assert path in refusal(DEFAULT, changes)


def test_a_knob_turned_against_what_stands_is_refused_not_followed() -> None:
    """Label smoothing does not turn the objective back: only knobs that mean nothing give way."""
    hinge = DEFAULT.with_knobs({"objective": "hinge"})
    assert hinge.changes_for({"stabilise.label_smoothing": 0.1}) == {"stabilise.label_smoothing": 0.1}


def test_nothing_stands_in_the_way_of_a_plain_experiment() -> None:
    for path in KNOBS:
        assert DEFAULT.obstacle(path) == "", path
        assert DEFAULT.changes_for({path: DEFAULT.knob(path)}) == {path: DEFAULT.knob(path)}


def test_many_things_give_way_at_once() -> None:
    full = DEFAULT.with_knobs(
        {"stabilise.label_smoothing": 0.1, "penalty.r1": 1.0, "penalty.wgan_gp": 10.0, "stabilise.pack": 3}
    )
    changes = full.changes_for({"objective": "hinge", "discriminator.norm": "batch"})
    off = {"stabilise.label_smoothing": 0.0, "penalty.r1": 0.0, "penalty.wgan_gp": 0.0}
    assert changes == {"objective": "hinge", "discriminator.norm": "batch", **off}
    assert full.with_knobs(changes).stabilise.pack == 3


PLANE = ("segment", "ring", "moons", "checkerboard", "word", "picture", "points", "drawing")


@each_of("kind", PLANE)
@each_of("generator", ["two-knobs", "point"])
def test_a_generator_of_one_number_cannot_make_points_of_the_plane(kind: str, generator: str) -> None:
    sentence = refusal(DEFAULT, {"data.kind": kind, "generator.kind": generator})
    assert "generator.kind" in sentence
    if generator == "two-knobs":
        assert "two coordinates" in sentence
    plane = DEFAULT.with_knobs({"data.kind": kind})
    assert "coordinates" in plane.obstacle("generator.kind")
    assert plane.stage == "plane"


@each_of("kind", PLANE)
def test_data_of_the_plane_let_the_generator_of_one_number_go(kind: str) -> None:
    two_knobs, duel = DEFAULT.with_knobs({"generator.kind": "two-knobs"}), DEFAULT.with_knobs(dict(DIRAC_GAN))
    for before in (two_knobs, duel):
        after = before.with_knobs(before.changes_for({"data.kind": kind}))
        assert (after.data.kind, after.generator.kind, after.discriminator.kind) == (kind, "mlp", "mlp")
    assert two_knobs.changes_for({"data.kind": kind}) == {"data.kind": kind, "generator.kind": "mlp"}


def test_a_generator_of_one_number_is_refused_on_the_plane_and_not_followed() -> None:
    plane = DEFAULT.with_knobs({"data.kind": "ring", "latent.dim": 2})
    changes = plane.changes_for({"generator.kind": "two-knobs"})
    assert "data.kind" not in changes
    refusal(plane, changes)


# The Dirac-GAN is a whole.


@pytest.mark.parametrize("part", PARTS_OF_A_DUEL, ids=str)
def test_a_part_of_the_dirac_gan_alone_is_refused_with_the_whole(part: dict[str, Any]) -> None:
    sentence = refusal(DEFAULT, part)
    assert all(f"{path}={value}" in sentence for path, value in DIRAC_GAN.items())
    assert any(path in sentence for path in part)


@pytest.mark.parametrize("part", [*PARTS_OF_A_DUEL, dict(DIRAC_GAN)], ids=str)
def test_a_part_of_the_dirac_gan_brings_the_others(part: dict[str, Any]) -> None:
    busy = DEFAULT.with_knobs({"stabilise.spectral_norm": True, "stabilise.pack": 2, "latent.dim": 3})
    changes = busy.changes_for(part)
    duel = busy.with_knobs(changes)
    assert {path: duel.knob(path) for path in DIRAC_GAN} == DIRAC_GAN
    assert duel.stage == "phase"
    assert (duel.stabilise.spectral_norm, duel.stabilise.pack, duel.latent.dim) == (False, 1, 3)


@pytest.mark.parametrize(
    "leaving",
    [
        {"data.kind": "mixture"},
        {"generator.kind": "mlp"},
        {"generator.kind": "two-knobs"},
        {"discriminator.kind": "mlp"},
        {"data.kind": "normal", "generator.kind": "two-knobs"},
    ],
    ids=str,
)
def test_leaving_the_duel_takes_the_others_along(leaving: dict[str, Any]) -> None:
    duel = DEFAULT.with_knobs({**DIRAC_GAN, "penalty.r1": 0.5})
    after = duel.with_knobs(duel.changes_for(leaving))
    expected = {"data.kind": "normal", "generator.kind": "mlp", "discriminator.kind": "mlp", **leaving}
    assert {path: after.knob(path) for path in DIRAC_GAN} == expected
    assert after.penalty.r1 == 0.5


def test_both_players_held_still_is_refused() -> None:
    sentence = refusal(DEFAULT, {"generator.steps": 0, "discriminator.steps": 0})
    assert "generator.steps" in sentence
    assert "discriminator.steps" in sentence


@pytest.mark.parametrize(
    ("norm", "knobs"), [("batch", {path: 1.0}) for path in PENALTIES] + [("spectral", {"penalty.clip": 0.1})], ids=str
)
def test_a_norm_that_is_not_read_stands_in_no_ones_way(norm: str, knobs: dict[str, float]) -> None:
    """A slope has no layers to even out, so its norm means nothing, and its penalties do."""
    duel = DEFAULT.with_knobs({**DIRAC_GAN, "discriminator.norm": norm})
    assert not duel.reads("discriminator.norm")
    (path,) = knobs
    assert duel.obstacle(path) == ""
    assert duel.with_knobs(knobs).knob(path) == knobs[path]


# Whatever is allowed trains.

STABILISERS: dict[str, dict[str, Any]] = {
    "nothing": {},
    **{path: {path: 1.0} for path in PENALTIES},
    "clipping": {"penalty.clip": 0.1},
    "spectral norm": SPECTRAL[0],
    "batch norms": {"generator.norm": "batch", "discriminator.norm": "batch"},
    "layer norm": {"discriminator.norm": "layer"},
    "noise": {"stabilise.instance_noise": 0.5, "stabilise.instance_noise_half_life": 10.0},
    "smoothing": {"stabilise.label_smoothing": 0.1},
    "average": {"stabilise.average_half_life": 100.0},
    "unrolling": {"stabilise.unroll": 2},
    "packs": {"stabilise.pack": 3},
    "all together": {
        **dict.fromkeys(PENALTIES, 0.1),
        "stabilise.spectral_norm": True,
        "stabilise.instance_noise": 0.1,
        "stabilise.average_half_life": 100.0,
        "stabilise.unroll": 1,
        "stabilise.pack": 2,
    },
}


def experiment_with(objective: str, stabiliser: str, more: dict[str, Any]) -> Experiment:
    return small(batch_size=8).with_knobs({"objective": objective, **STABILISERS[stabiliser], **more})


def assert_trains(experiment: Experiment) -> None:
    trainer = Trainer(experiment)
    before = trainer.state()
    trainer.advance(8)
    trainer.flush()
    assert trainer.diverged_at is None
    after = trainer.state()
    assert all(torch.isfinite(value).all() for value in after.values())
    for player in ("generator", "discriminator"):
        assert not torch.equal(before[f"{player}.weights.0"], after[f"{player}.weights.0"])


ALLOWED = [
    (objective, stabiliser)
    for stabiliser, objective in itertools.product(STABILISERS, OBJECTIVES)
    if not (stabiliser == "smoothing" and objective in WITHOUT_LABELS)
]


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.slow)])
def test_every_objective_trains_with_every_stabiliser(every: int) -> None:
    """One in so many of all that go together, in which each objective and each stabiliser has its turn."""
    tried = ALLOWED[::every]
    assert {objective for objective, _ in tried} == set(OBJECTIVES)
    assert {stabiliser for _, stabiliser in tried} == set(STABILISERS)
    for objective, stabiliser in tried:
        assert_trains(experiment_with(objective, stabiliser, {}))


@each_of("optimizer", ["sgd", "momentum", "rmsprop", "adam", "adamw", "extragradient", "optimistic"])
@each_of("turns", ["alternating", "simultaneous"])
def test_every_optimizer_trains_with_them(optimizer: str, turns: str) -> None:
    """Each with both turns, and with each stabiliser in one of them."""
    optimizers = {f"{player}.optimizer": optimizer for player in ("generator", "discriminator")}
    apart = ("all together",) if turns == "simultaneous" else ("batch norms", "clipping")
    for stabiliser in apart:
        assert_trains(experiment_with("relativistic", stabiliser, {**optimizers, "turns": turns}))


@each_of("stabiliser", STABILISERS)
def test_every_stabiliser_trains_on_the_plane(stabiliser: str) -> None:
    objective = "non-saturating" if stabiliser == "smoothing" else "relativistic"
    assert_trains(experiment_with(objective, stabiliser, {"data.kind": "soft-ring", "data.drift": 0.5}))


@each_of("stabiliser", ["nothing", *PENALTIES, "clipping", "noise", "average", "unrolling"])
def test_every_duel_is_played(stabiliser: str) -> None:
    for objective in OBJECTIVES:
        assert_trains(experiment_with(objective, stabiliser, {**DIRAC_GAN, "generator.start": 0.9}))
