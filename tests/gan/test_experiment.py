"""The description of a run: every knob there must be, and nothing else gets in."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import each_of, examples
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.experiment.experiment import KNOBS, Data, Discriminator, Edit, Experiment, Generator, find_knob

PLAYERS = ("generator", "discriminator")
FIXED_AT_START = {
    *("data.kind", "data.path", "data.column", "data.sheet", "data.decimals", "latent.kind", "latent.dim"),
    *(f"{player}.{knob}" for player in PLAYERS for knob in ("depth", "width", "activation", "norm", "init", "kind")),
    *(f"{player}.start" for player in PLAYERS),
    "stabilise.pack",
}
TURNED_LIVE = {
    *(f"{player}.{knob}" for player in PLAYERS for knob in ("learning_rate", "optimizer", "steps")),
    *("objective", "batch_size", "turns"),
    *(f"penalty.{knob}" for knob in ("r1", "r2", "wgan_gp", "dragan", "clip")),
    *(f"stabilise.{knob}" for knob in ("spectral_norm", "instance_noise", "rate_half_life")),
    *(f"stabilise.{knob}" for knob in ("average_half_life", "unroll")),
}
OF_THE_PLANE = {f"data.{knob}" for knob in ("sigma", "centres", "text", "drawing", "drift")}
OF_SOME_OPTIMIZERS = {f"{player}.{knob}" for player in PLAYERS for knob in ("momentum", "beta1", "beta2")}
ALL_OPTIMIZERS = {"sgd", "momentum", "rmsprop", "adam", "adamw", "extragradient", "optimistic"}
NUMBERS = [path for path, knob in KNOBS.items() if knob.type in (int, float)]
WHOLE = [path for path in NUMBERS if KNOBS[path].type is int]
TEXTS = [path for path, knob in KNOBS.items() if knob.type is str]
CHOICES = [path for path, knob in KNOBS.items() if knob.choices is not None]

DEFAULT = Experiment()


def with_knob(path: str, value: Any) -> Experiment:
    """A plain experiment, on data that have this knob, with it turned."""
    part, _, name = path.rpartition(".")
    owners = [kind for kind, family in FAMILIES.items() if part == "data" and name in family.knobs]
    kind = DEFAULT.data.kind if DEFAULT.data.kind in owners or not owners else owners[0]
    return DEFAULT.with_knobs({"data.kind": kind}).with_knobs({path: value})


def refusal(path: str, value: Any) -> str:
    """What with_knobs says of a value it must not take."""
    with pytest.raises(PlaygroundError) as caught:
        DEFAULT.with_knobs({path: value})
    sentence = str(caught.value)
    assert path in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


@each_of("path", sorted(FIXED_AT_START))
def test_knobs_that_restart_the_run(path: str) -> None:
    assert not find_knob(path).live


@each_of("path", sorted(TURNED_LIVE | OF_SOME_OPTIMIZERS | OF_THE_PLANE))
def test_knobs_that_are_turned_live(path: str) -> None:
    assert find_knob(path).live


def test_every_knob_knows_itself() -> None:
    for path, knob in KNOBS.items():
        assert find_knob(path) is knob
        assert knob.path == path
        assert knob.title
        assert knob.explanation.endswith(".")
        assert knob.low <= knob.high


def test_every_default_is_allowed() -> None:
    for path, knob in KNOBS.items():
        value = DEFAULT.knob(path)
        assert type(value) is knob.type
        assert DEFAULT.with_knobs({path: value}) == DEFAULT


@each_of(
    "path, choices",
    [
        (
            "data.kind",
            {"normal", "mixture", "uniform", "exponential", "laplace", "column", "point"}
            | {"segment", "two-blobs", "ring", "soft-ring", "grid", "disjoint", "moons", "spiral", "swiss-roll"}
            | {"checkerboard", "word", "picture", "points", "drawing"}
            | {"digits", "notes", "faces", "texture", "pictures", "mnist", "fashion-mnist", "cifar-10", "palette"},
        ),
        ("latent.kind", {"normal", "uniform"}),
        ("generator.kind", {"two-knobs", "mlp", "conv", "point"}),
        ("discriminator.kind", {"mlp", "conv", "slope", "threshold"}),
        ("generator.optimizer", ALL_OPTIMIZERS),
        ("discriminator.optimizer", ALL_OPTIMIZERS),
        ("generator.activation", {"relu", "leaky-relu", "tanh", "silu", "maxout"}),
        ("discriminator.norm", {"none", "batch", "layer", "spectral"}),
        ("generator.init", {"uniform", "he", "glorot", "small", "orthogonal"}),
        ("objective", {"minimax", "non-saturating", "least-squares", "wasserstein", "hinge", "relativistic"}),
        ("turns", {"alternating", "simultaneous"}),
    ],
)
def test_choices(path: str, choices: set[str]) -> None:
    knob = find_knob(path)
    assert knob.choices is not None
    assert set(knob.choices) == choices
    for choice in choices:
        start = DEFAULT.with_knobs({"data.kind": "digits"}) if choice == "conv" else DEFAULT  # it is for pictures
        changes = start.changes_for({path: choice})  # the Dirac-GAN is a whole
        assert start.with_knobs(changes).knob(path) == choice


def test_with_knobs_sets_many_and_leaves_the_original_alone() -> None:
    knobs = {"generator.learning_rate": 0.05, "discriminator.steps": 3, "data.mean": -4.0, "objective": "minimax"}
    changed = DEFAULT.with_knobs(knobs)
    assert {path: changed.knob(path) for path in knobs} == knobs
    assert {path: changed.knob(path) for path in KNOBS if path not in knobs} == {
        path: DEFAULT.knob(path) for path in KNOBS if path not in knobs
    }
    assert Experiment() == DEFAULT


def test_limits_are_inclusive() -> None:
    for path in NUMBERS:
        knob = KNOBS[path]
        for limit in (knob.low, knob.high):
            assert with_knob(path, knob.type(limit)).knob(path) == limit


def test_beyond_the_limits_is_refused_with_the_limits() -> None:
    for path in NUMBERS:
        knob = KNOBS[path]
        for beyond in (knob.low - 1, knob.high + 1):
            sentence = refusal(path, knob.type(beyond))
            assert str(int(knob.high)) in sentence or f"{knob.high:g}" in sentence


@each_of("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_refused(value: float) -> None:
    for path in NUMBERS:
        refusal(path, value)


@each_of("value", [True, False, "1", None, [1], 1j, b"1"])
def test_what_is_no_number_is_refused(value: object) -> None:
    for path in NUMBERS:
        refusal(path, value)


@each_of("path", ["batch_size", "data.mean"])
def test_a_whole_number_beyond_what_a_float_holds_is_refused(path: str) -> None:
    refusal(path, 10**400)


def test_a_fraction_is_no_whole_number() -> None:
    for path in WHOLE:
        refusal(path, 1.5)


def test_a_whole_number_is_a_number() -> None:
    for path in set(NUMBERS) - set(WHOLE):
        whole = 1 if KNOBS[path].high >= 1 else 0
        value = with_knob(path, whole).knob(path)
        assert (value, type(value)) == (float(whole), float)


@each_of("value", [1, True, None, ["normal"]])
def test_what_is_no_text_is_refused(value: object) -> None:
    for path in TEXTS:
        refusal(path, value)


@each_of("path", CHOICES)
def test_an_unknown_choice_is_refused_with_the_choices(path: str) -> None:
    sentence = refusal(path, "nosuch")
    assert all(choice in sentence for choice in KNOBS[path].choices or ())


@each_of("path", ["nosuch", "generator", "generator.nosuch", "", "objective.x", "generator.", "__class__"])
def test_an_unknown_knob_is_refused_with_the_knobs(path: str) -> None:
    for ask in (find_knob, DEFAULT.knob, lambda path: DEFAULT.with_knobs({path: 1})):
        with pytest.raises(PlaygroundError) as caught:
            ask(path)
        sentence = str(caught.value)
        assert repr(path) in sentence
        right = "'objective'" if path == "objective.x" else "generator.learning_rate"
        assert right in sentence


@settings(max_examples=examples(300), deadline=None, derandomize=True, database=None)
@given(path=st.sampled_from(list(KNOBS)), text=st.text(max_size=12) | st.floats().map(str) | st.integers().map(str))
def test_any_text_is_parsed_or_refused(path: str, text: str) -> None:
    try:
        value = find_knob(path).parse(text)
    except PlaygroundError:
        return
    assert type(value) is KNOBS[path].type
    assert with_knob(path, value).knob(path) == value


@each_of(
    "path, text, value",
    [
        ("generator.learning_rate", "0.25", 0.25),
        ("generator.learning_rate", "1e-3", 0.001),
        ("batch_size", "64", 64),
        ("objective", "minimax", "minimax"),
        ("data.path", "a b.csv", "a b.csv"),
        ("data.column", "3", "3"),
        ("data.mean", "-7", -7.0),
    ],
)
def test_parsing(path: str, text: str, value: object) -> None:
    parsed = find_knob(path).parse(text)
    assert (parsed, type(parsed)) == (value, type(value))


@each_of("text", ["", "abc", "nan", "inf", "1e999", "0x10", "1,5", "1" + "0" * 400, "--1"])
def test_what_is_written_and_is_no_number_is_refused(text: str) -> None:
    for path in ("generator.learning_rate", "batch_size"):
        with pytest.raises(PlaygroundError, match=path):
            find_knob(path).parse(text)


@each_of(
    "make",
    [
        lambda: Experiment(batch_size=0),
        lambda: Experiment(objective="nosuch"),
        lambda: Experiment(generator=Generator(learning_rate=math.nan)),
        lambda: Experiment(discriminator=Discriminator(steps=-1)),
        lambda: Experiment(data=Data(std=0.0)),
        lambda: Experiment(batch_size=True),
    ],
)
def test_no_way_of_making_one_goes_round_the_checks(make: Any) -> None:
    with pytest.raises(PlaygroundError):
        make()


@each_of(
    "fields",
    [{"nosuch": 1}, {"generator": {"nosuch": 1}}, {"data": {"meen": 2.0}}, {"discriminator": {"knid": "mlp"}}],
)
def test_unknown_fields_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert(fields, Experiment)


def test_frozen_and_compared_by_value() -> None:
    with pytest.raises(AttributeError):
        DEFAULT.batch_size = 1  # type: ignore[misc]
    with pytest.raises(AttributeError):
        DEFAULT.generator.steps = 2  # type: ignore[misc]
    assert hash(Experiment()) == hash(DEFAULT)
    assert DEFAULT.with_knobs({"batch_size": 1}) != DEFAULT


def test_an_edit_is_frozen() -> None:
    edit = Edit("batch_size", 64)
    assert (edit.step, edit.run) == (None, None)
    with pytest.raises(AttributeError):
        edit.value = 3  # type: ignore[misc]


def test_round_trip_through_plain_data() -> None:
    changed = DEFAULT.with_knobs({"data.kind": "mixture", "data.modes": 5, "latent.dim": 3})
    assert msgspec.convert(msgspec.to_builtins(changed), Experiment) == changed


def test_two_knobs_takes_one_number() -> None:
    two = DEFAULT.with_knobs({"latent.dim": 2})
    with pytest.raises(PlaygroundError, match=r"latent\.dim"):
        two.with_knobs({"generator.kind": "two-knobs"})
    with pytest.raises(PlaygroundError, match=r"latent\.dim"):
        DEFAULT.with_knobs({"generator.kind": "two-knobs"}).with_knobs({"latent.dim": 2})
    both = two.with_knobs({"generator.kind": "two-knobs", "latent.dim": 1})
    assert both.generator.kind == "two-knobs"


@each_of(
    "knobs, read, unread",
    [
        ({}, {"data.mean", "data.std"}, {"data.modes", "data.path", "data.column"}),
        ({"data.kind": "mixture"}, {"data.mean", "data.std", "data.modes"}, {"data.path", "data.column"}),
        ({"data.kind": "column"}, {"data.path", "data.column"}, {"data.mean", "data.std", "data.modes"}),
        ({"generator.kind": "mlp"}, {"generator.depth", "generator.width", "generator.activation"}, set()),
        (
            {"generator.kind": "two-knobs"},
            {"generator.learning_rate", "generator.steps", "generator.optimizer", "discriminator.width"},
            {"generator.depth", "generator.width", "generator.activation"},
        ),
        (
            {"generator.optimizer": "momentum", "discriminator.optimizer": "adamw"},
            {"generator.momentum", "discriminator.beta1", "discriminator.beta2", "discriminator.weight_decay"},
            {"generator.beta1", "generator.beta2", "generator.weight_decay", "discriminator.momentum"},
        ),
        ({}, {"stabilise.label_smoothing"}, {"stabilise.instance_noise_half_life", "stabilise.average_shown"}),
        (
            {"stabilise.instance_noise": 0.1, "stabilise.average_half_life": 10.0},
            {"stabilise.instance_noise_half_life", "stabilise.average_shown"},
            {"generator.start", "discriminator.start"},
        ),
        ({}, {"data.mean"}, OF_THE_PLANE),
        ({"data.kind": "ring"}, OF_THE_PLANE - {"data.text"}, {"data.text", "data.mean", "data.std", "data.path"}),
        ({"data.kind": "moons"}, {"data.sigma", "data.drawing", "data.drift"}, {"data.text", "data.centres"}),
        ({"data.kind": "word"}, {"data.text", "data.drawing", "data.drift"}, {"data.sigma", "data.centres"}),
        ({"data.kind": "picture"}, {"data.path", "data.drawing"}, {"data.column", "data.sigma", "data.centres"}),
        ({"data.kind": "points"}, {"data.path", "data.column"}, {"data.sigma", "data.centres", "data.text"}),
        ({"data.kind": "drawing"}, {"data.drawing", "data.drift"}, {"data.path", "data.sigma", "data.centres"}),
    ],
)
def test_which_knobs_matter(knobs: dict[str, Any], read: set[str], unread: set[str]) -> None:
    experiment = DEFAULT.with_knobs(knobs)
    always = {"objective", "batch_size", "latent.kind", "latent.dim", "data.kind", "generator.kind", *TURNED_LIVE}
    assert {path for path in KNOBS if experiment.reads(path)} >= read | always
    assert not any(experiment.reads(path) for path in unread)


def test_the_game_of_two_numbers_reads_no_noise_and_no_network() -> None:
    experiment = DEFAULT.with_knobs(DEFAULT.changes_for({"data.kind": "point"}))
    assert experiment.reads("generator.start")
    assert experiment.reads("discriminator.start")
    shapes = {f"{player}.{knob}" for player in PLAYERS for knob in ("depth", "width", "activation", "norm", "init")}
    assert not any(experiment.reads(path) for path in shapes | {"latent.kind", "latent.dim", "data.mean", "data.std"})
    assert experiment.stage == "phase"


@each_of("kind", ["normal", "mixture", "uniform", "exponential", "laplace", "column"])
def test_data_on_the_line_has_the_lines_stage(kind: str) -> None:
    experiment = DEFAULT.with_knobs({"data.kind": kind})
    assert experiment.stage == "line"
    assert experiment.make_data().dim == 1


def test_data_that_cannot_be_read_is_refused_when_it_is_made() -> None:
    experiment = DEFAULT.with_knobs({"data.kind": "column", "data.path": "nosuch.csv"})
    with pytest.raises(PlaygroundError, match=r"nosuch\.csv"):
        experiment.make_data()
