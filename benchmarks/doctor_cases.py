"""Runs whose outcome is known beforehand, by which the doctor is calibrated and judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

RATES = ("generator.learning_rate", "discriminator.learning_rate")
plain = {
    "objective": "non-saturating",
    "penalty.r1": 0.0,
    "penalty.r2": 0.0,
    "stabilise.average_half_life": 0.0,
    "stabilise.rate_half_life": 0.0,
}
wgan_gp = {"objective": "wasserstein", "penalty.wgan_gp": 0.3, "discriminator.steps": 5, "discriminator.beta2": 0.9}
sgd = {"generator.optimizer": "sgd", "discriminator.optimizer": "sgd"}
extragradient = {"generator.optimizer": "extragradient", "discriminator.optimizer": "extragradient"}
alternating = {"turns": "alternating"}
D_held, G_held = {"discriminator.steps": 0}, {"generator.steps": 0}
unbound = {**plain, **sgd, "objective": "wasserstein"}


class Case(Struct, frozen=True):
    """One kind of run, of a lesson with other knobs. expects: the id of its trouble, or nothing. also: other troubles
    that are so as well, and count as no false alarm. turns: knobs that are turned at `turned_at`. trained: it begins
    with good players. varies: the factor, at most, by which learning rates differ from run to run.
    """

    name: str
    lesson: str
    steps: int
    count: int
    knobs: Mapping[str, Any] = {}
    expects: str = ""
    also: tuple[str, ...] = ()
    turned_at: int = 0
    turns: Mapping[str, Any] = {}
    trained: bool = False
    varies: float = 1.0


def rates(G: float, D: float) -> dict[str, Any]:
    """Both learning rates."""
    return dict(zip(RATES, (G, D), strict=True))


def data(kind: str, **values: Any) -> dict[str, Any]:
    """Another distribution."""
    return {"data.kind": kind, **{f"data.{name}": value for name, value in values.items()}}


HEALTHY = (
    Case("two-knobs", "two-knobs", 2000, 8),
    Case("textbook-curve", "textbook-curve", 3000, 8, varies=1.3),
    Case("textbook-uniform", "textbook-curve", 3000, 4, data("uniform")),
    Case("textbook-laplace", "textbook-curve", 3000, 4, data("laplace")),
    Case("textbook-exponential", "textbook-curve", 3000, 4, data("exponential")),
    Case("textbook-mixture", "textbook-curve", 3000, 4, {**data("mixture", modes=3), "generator.learning_rate": 0.002}),
    Case("textbook-least-squares", "textbook-curve", 3000, 4, {"objective": "least-squares"}),
    Case("textbook-wasserstein", "textbook-curve", 2000, 6, wgan_gp),
    Case("textbook-hinge", "textbook-curve", 3000, 4, {"objective": "hinge"}),
    Case("textbook-relativistic", "textbook-curve", 3000, 4, {"objective": "relativistic", "penalty.r1": 0.1}),
    Case("ring-rescued", "ring-rescued", 4000, 8),
    Case("ring-rescued-kept-rates", "ring-rescued", 3000, 3, {"stabilise.rate_half_life": 0.0}),
    Case("two-blobs", "two-blobs", 3000, 6),
    Case("grid", "grid", 6000, 3),
    Case("moons", "ring-rescued", 3000, 4, data("moons")),
    Case("spiral", "ring-rescued", 3000, 3, data("spiral")),
    Case("checkerboard", "ring-rescued", 3000, 3, data("checkerboard")),
    Case("chase", "chase", 2000, 3),
    Case("disjoint", "disjoint", 2000, 4),
    Case("palette", "palette", 3000, 6),
    Case("tug-r1", "tug-of-war", 500, 5, {**alternating, "penalty.r1": 0.3}),
    Case("tug-extragradient", "tug-of-war", 500, 5, extragradient),
    Case("digits", "digits", 2000, 4),
    Case("digits-trained", "digits", 600, 3, trained=True),
    Case("digits-conv", "digits-conv", 400, 2),
    Case("counterfeiter", "counterfeiter", 600, 3),
    Case("faces", "faces", 400, 2),
)

_beside_collapse = ("circling", "g-fools-d", "unstable-d", "low-diversity")
_beside_instability = (
    "d-has-won",
    "mode-collapse",
    "low-diversity",
    "diverging",
    "divergence",
    "circling",
    "g-fools-d",
)
_beside_weakness = ("low-diversity", "diverging", "circling", "mode-collapse", "unstable-d", "not-moving")

TROUBLED = (
    # D has won.
    Case("pinned", "pinned", 1500, 8, expects="d-has-won"),
    Case("pinned-fast", "pinned", 1500, 8, rates(0.02, 0.02), "d-has-won", varies=1.5),
    Case("pinned-normal", "pinned", 1500, 8, data("normal", mean=12.0, std=1.0), "d-has-won"),
    Case(
        *("disjoint-minimax", "disjoint", 2000, 8, {"objective": "minimax", "penalty.wgan_gp": 0.0}, "d-has-won"),
        also=("mode-collapse", "low-diversity"),
    ),
    # Mode collapse.
    Case(
        *("far-modes", "textbook-curve", 2000, 14, data("column", path="far_modes.csv"), "mode-collapse"),
        also=_beside_collapse,
    ),
    Case(
        *("two-heights", "textbook-curve", 2000, 8, data("column", path="two_heights.csv"), "mode-collapse"),
        also=_beside_collapse,
    ),
    Case("ring-collapse", "ring", 2000, 8, {}, "mode-collapse", _beside_collapse),
    Case(
        *("islands", "disjoint", 2000, 18, {"objective": "non-saturating", "penalty.wgan_gp": 0.0}, "mode-collapse"),
        also=(*_beside_collapse, "d-has-won"),
    ),
    Case("hasty-forger", "forgetting", 1500, 8, {}, "mode-collapse", _beside_collapse),
    # Too little variety.
    Case(
        "moons-plain",
        "ring-rescued",
        2500,
        12,
        {**plain, **data("moons"), **rates(2e-3, 2e-4)},
        "low-diversity",
        _beside_collapse,
    ),
    Case("palette-plain", "palette", 2500, 12, {**plain, **rates(2e-3, 3e-4)}, "low-diversity", _beside_collapse),
    Case(
        "spiral-plain",
        "ring-rescued",
        2500,
        8,
        {**plain, **data("spiral"), **rates(2e-3, 2e-4)},
        "low-diversity",
        _beside_collapse,
    ),
    # Circling.
    Case("ring-chasing", "chasing-ring", 3000, 12, {}, "circling", ("mode-collapse", *_beside_collapse)),
    Case(
        "ring-plain",
        "ring-rescued",
        3000,
        8,
        {**plain, **rates(2e-3, 2e-4)},
        "circling",
        ("mode-collapse", *_beside_collapse),
    ),
    Case("tug-alternating", "tug-of-war", 500, 10, alternating, "circling", varies=1.3),
    Case("tug-alternating-slow", "tug-of-war", 800, 10, {**alternating, **rates(0.1, 0.1)}, "circling", varies=1.3),
    # Diverging, and run off.
    Case("tug-simultaneous", "tug-of-war", 500, 12, expects="diverging", varies=1.3),
    Case("tug-simultaneous-fast", "tug-of-war", 300, 10, rates(0.3, 0.3), "diverging", varies=1.3),
    Case("tug-simultaneous-slow", "tug-of-war", 900, 8, rates(0.12, 0.12), "diverging", varies=1.3),
    Case(
        "run-off",
        "two-blobs",
        800,
        15,
        {**sgd, "objective": "least-squares", **rates(1.0, 1.0)},
        "divergence",
        _beside_instability,
    ),
    Case(
        "run-off-wasserstein",
        "ring-rescued",
        800,
        15,
        {**unbound, **rates(0.5, 0.5)},
        "divergence",
        _beside_instability,
    ),
    # A weak D.
    Case(
        "weak-textbook",
        "textbook-curve",
        2000,
        10,
        {**rates(5e-4, 1e-5), "discriminator.steps": 1},
        "g-fools-d",
        _beside_weakness,
        varies=1.3,
    ),
    Case(
        "weak-laplace",
        "textbook-curve",
        2000,
        8,
        {**data("laplace"), **rates(5e-4, 2e-5), "discriminator.steps": 1},
        "g-fools-d",
        _beside_weakness,
    ),
    Case(
        "weak-fast-forger",
        "textbook-curve",
        2000,
        8,
        {**rates(1e-2, 2e-4), "discriminator.steps": 1},
        "g-fools-d",
        _beside_weakness,
    ),
    Case(
        "weak-held", "textbook-curve", 2000, 6, expects="g-fools-d", also=_beside_weakness, turned_at=300, turns=D_held
    ),
    Case("weak-blobs", "two-blobs", 2000, 8, {"discriminator.learning_rate": 1e-5}, "g-fools-d", _beside_weakness),
    Case(
        "weak-counterfeiter-held",
        "counterfeiter",
        1000,
        3,
        expects="g-fools-d",
        also=_beside_weakness,
        turned_at=150,
        turns=D_held,
    ),
    # D remembers the training set.
    *(
        Case(
            f"remembers-{count}",
            "digits",
            2000,
            10,
            {**data("pictures", path=f"digits-{count}.npy"), **rates(1e-3, 1e-3), "penalty.r1": 0.0, "penalty.r2": 0.0},
            "d-remembers",
            ("d-has-won", "low-diversity", "unstable-d", "circling"),
            varies=1.3,
        )
        for count in (100, 150, 200)
    ),
    # D is unstable.
    Case(
        "unstable-blobs",
        "two-blobs",
        1500,
        10,
        {"discriminator.learning_rate": 0.1, "discriminator.beta1": 0.0},
        "unstable-d",
        _beside_instability,
    ),
    Case(
        *("unstable-least-squares", "two-blobs", 1500, 10),
        knobs={"objective": "least-squares", "discriminator.learning_rate": 0.1},
        expects="unstable-d",
        also=_beside_instability,
        varies=1.2,
    ),
    Case(
        *("unstable-wasserstein", "textbook-curve", 1500, 10),
        knobs={"objective": "wasserstein", "penalty.wgan_gp": 10.0, "discriminator.learning_rate": 0.05},
        expects="unstable-d",
        also=_beside_instability,
        varies=1.2,
    ),
    # Not moving.
    Case("held-generator", "textbook-curve", 1000, 8, G_held, "not-moving", ("d-has-won", "low-diversity")),
    Case(
        "rates-gone",
        "ring-rescued",
        1200,
        8,
        expects="not-moving",
        also=("mode-collapse",),
        turned_at=100,
        turns=rates(1e-6, 1e-6),
    ),
    Case(
        "tiny-rates",
        "two-blobs",
        1000,
        8,
        rates(1e-6, 1e-6),
        "not-moving",
        ("d-has-won", "mode-collapse", "low-diversity", "g-fools-d"),
    ),
    Case(
        "held-discriminator",
        "two-blobs",
        1500,
        8,
        expects="not-moving",
        also=("g-fools-d", *_beside_weakness),
        turned_at=100,
        turns=D_held,
    ),
)


def cases_named(*parts: str) -> Iterator[Case]:
    """All whose name holds one of these; all there are, without any."""
    return (case for case in (*TROUBLED, *HEALTHY) if not parts or any(part in case.name for part in parts))
