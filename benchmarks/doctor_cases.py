"""Runs whose outcome is known beforehand, by which the doctor is calibrated and judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from msgspec import Struct

healthy = ""
plain = {"objective": "non-saturating", "penalty.r1": 0.0, "penalty.r2": 0.0, "stabilise.average_half_life": 0.0}
no_rate_decay = {"stabilise.rate_half_life": 0.0}


class Case(Struct, frozen=True):
    """One kind of run. expects: the id of its trouble, or healthy. held: knobs that are turned at `turned_at`.
    varies: a factor by which both learning rates differ from run to run, at most.
    """

    name: str
    lesson: str
    steps: int
    count: int
    expects: str = healthy
    knobs: Mapping[str, Any] = {}
    turned_at: int = 0
    turns: Mapping[str, Any] = {}
    trained: bool = False
    varies: float = 1.0
    also: tuple[str, ...] = ()
    """Other troubles that are so as well, and count as no false alarm."""


def _line(kind: str, **data: Any) -> dict[str, Any]:
    return {"data.kind": kind, **{f"data.{name}": value for name, value in data.items()}}


wgan_gp = {"objective": "wasserstein", "penalty.wgan_gp": 0.3, "discriminator.steps": 5, "discriminator.beta2": 0.9}

HEALTHY = (
    Case("two-knobs", "two-knobs", 2000, 8),
    Case("textbook-curve", "textbook-curve", 3000, 8, varies=1.3),
    Case("textbook-uniform", "textbook-curve", 3000, 4, knobs=_line("uniform")),
    Case("textbook-laplace", "textbook-curve", 3000, 4, knobs=_line("laplace")),
    Case("textbook-exponential", "textbook-curve", 3000, 3, knobs=_line("exponential")),
    Case("textbook-least-squares", "textbook-curve", 3000, 4, knobs={"objective": "least-squares"}),
    Case("textbook-wasserstein", "textbook-curve", 2000, 6, knobs=wgan_gp),
    Case("textbook-hinge", "textbook-curve", 3000, 3, knobs={"objective": "hinge"}),
    Case("textbook-relativistic", "textbook-curve", 3000, 4, knobs={"objective": "relativistic", "penalty.r1": 0.1}),
    Case("ring-rescued", "ring-rescued", 4000, 8),
    Case("ring-rescued-kept-rates", "ring-rescued", 3000, 3, knobs=no_rate_decay),
    Case("two-blobs", "two-blobs", 3000, 6),
    Case("grid", "grid", 6000, 3),
    Case("moons", "ring-rescued", 3000, 4, knobs={"data.kind": "moons"}),
    Case("spiral", "ring-rescued", 3000, 3, knobs={"data.kind": "spiral"}),
    Case("checkerboard", "ring-rescued", 3000, 3, knobs={"data.kind": "checkerboard"}),
    Case("chase", "chase", 2000, 3),
    Case("disjoint", "disjoint", 2000, 4),
    Case("palette", "palette", 3000, 6),
    Case("tug-r1", "tug-of-war", 500, 4, knobs={"penalty.r1": 0.3, "turns": "alternating"}),
    Case(
        "tug-extragradient",
        "tug-of-war",
        500,
        4,
        knobs={f"{p}.optimizer": "extragradient" for p in ("generator", "discriminator")},
    ),
    Case("digits", "digits", 2000, 4),
    Case("digits-trained", "digits", 400, 3, trained=True),
    Case("digits-conv", "digits-conv", 400, 2),
    Case("counterfeiter", "counterfeiter", 600, 3),
    Case("faces", "faces", 400, 2),
)

TROUBLED = (
    Case("pinned", "pinned", 1500, 8, "d-has-won"),
    Case(
        "pinned-minimax-rates",
        "pinned",
        1500,
        8,
        "d-has-won",
        knobs={"discriminator.learning_rate": 0.02, "discriminator.steps": 3},
    ),
    Case("pinned-normal", "pinned", 1500, 8, "d-has-won", knobs=_line("normal", mean=12.0, std=1.0)),
    Case(
        "disjoint-minimax",
        "disjoint",
        2000,
        8,
        "d-has-won",
        knobs={"objective": "minimax", "penalty.wgan_gp": 0.0},
        also=("mode-collapse", "low-diversity"),
    ),
    Case(
        "mixture-collapse",
        "textbook-curve",
        3000,
        10,
        "mode-collapse",
        knobs={**_line("mixture", modes=5), "discriminator.steps": 1, "generator.learning_rate": 0.004},
        varies=1.3,
        also=("circling",),
    ),
    Case(
        "ring-plain",
        "ring-rescued",
        3000,
        12,
        "mode-collapse",
        knobs={**plain, **no_rate_decay, "discriminator.learning_rate": 0.0002},
        also=("circling", "g-fools-d", "low-diversity", "unstable-d"),
    ),
    Case(
        "grid-plain",
        "grid",
        3000,
        8,
        "mode-collapse",
        knobs={**plain, **no_rate_decay},
        also=("circling", "g-fools-d", "low-diversity", "unstable-d"),
    ),
    Case(
        "moons-plain",
        "ring-rescued",
        2500,
        12,
        "low-diversity",
        knobs={**plain, **no_rate_decay, "data.kind": "moons", "discriminator.learning_rate": 0.0002},
        also=("circling", "g-fools-d", "unstable-d"),
    ),
    Case(
        "palette-plain",
        "palette",
        2500,
        12,
        "low-diversity",
        knobs={**plain, **no_rate_decay, "discriminator.learning_rate": 0.0003},
        also=("circling", "g-fools-d", "unstable-d"),
    ),
    Case(
        "textbook-spike",
        "textbook-curve",
        2000,
        8,
        "low-diversity",
        knobs={"generator.learning_rate": 0.01, "discriminator.learning_rate": 0.0002, "discriminator.steps": 1},
        also=("circling", "g-fools-d", "unstable-d"),
    ),
    Case(
        "ring-chasing", "ring", 3000, 12, "circling", also=("mode-collapse", "g-fools-d", "low-diversity", "unstable-d")
    ),
    Case("tug-alternating", "tug-of-war", 500, 10, "circling", knobs={"turns": "alternating"}),
    Case(
        "tug-alternating-slow",
        "tug-of-war",
        800,
        10,
        "circling",
        knobs={"turns": "alternating", "generator.learning_rate": 0.1, "discriminator.learning_rate": 0.1},
    ),
    Case("tug-simultaneous", "tug-of-war", 500, 10, "diverging"),
    Case(
        "tug-simultaneous-fast",
        "tug-of-war",
        300,
        10,
        "diverging",
        knobs={"generator.learning_rate": 0.3, "discriminator.learning_rate": 0.3},
    ),
    Case(
        "wasserstein-unbound",
        "textbook-curve",
        1500,
        10,
        "diverging",
        knobs={"objective": "wasserstein", "discriminator.learning_rate": 0.01, "generator.learning_rate": 0.003},
        varies=1.5,
        also=("divergence", "unstable-d", "circling", "d-has-won", "low-diversity"),
    ),
    Case(
        "run-off",
        "two-blobs",
        800,
        15,
        "divergence",
        knobs={
            "objective": "least-squares",
            "generator.optimizer": "sgd",
            "discriminator.optimizer": "sgd",
            "generator.learning_rate": 1.0,
            "discriminator.learning_rate": 1.0,
        },
        also=("diverging", "unstable-d", "d-has-won", "mode-collapse", "low-diversity"),
    ),
    Case(
        "run-off-wasserstein",
        "ring-rescued",
        800,
        15,
        "divergence",
        knobs={
            **plain,
            "objective": "wasserstein",
            "generator.optimizer": "sgd",
            "discriminator.optimizer": "sgd",
            "generator.learning_rate": 0.5,
            "discriminator.learning_rate": 0.5,
            "stabilise.rate_half_life": 0.0,
        },
        also=("diverging", "unstable-d", "d-has-won", "mode-collapse", "low-diversity"),
    ),
    Case(
        "weak-textbook",
        "textbook-curve",
        2000,
        10,
        "g-fools-d",
        knobs={"discriminator.learning_rate": 1e-5, "discriminator.steps": 1},
        varies=1.3,
        also=("low-diversity",),
    ),
    Case(
        "weak-laplace",
        "textbook-curve",
        2000,
        8,
        "g-fools-d",
        knobs={**_line("laplace"), "discriminator.learning_rate": 2e-5, "discriminator.steps": 1},
        also=("low-diversity",),
    ),
    Case(
        "weak-held",
        "textbook-curve",
        2000,
        6,
        "g-fools-d",
        turned_at=300,
        turns={"discriminator.steps": 0},
        also=("not-moving", "low-diversity"),
    ),
    Case(
        "weak-blobs",
        "two-blobs",
        2000,
        8,
        "g-fools-d",
        knobs={"discriminator.learning_rate": 1e-5},
        also=("mode-collapse", "low-diversity"),
    ),
    Case(
        "weak-counterfeiter-held",
        "counterfeiter",
        500,
        3,
        "g-fools-d",
        turned_at=150,
        turns={"discriminator.steps": 0},
        also=("not-moving", "low-diversity"),
    ),
    Case(
        "remembers-faces",
        "faces",
        600,
        4,
        "d-remembers",
        knobs={
            "discriminator.learning_rate": 0.002,
            "stabilise.average_half_life": 0.0,
            "penalty.r1": 0.0,
            "penalty.r2": 0.0,
        },
        also=("d-has-won", "low-diversity"),
    ),
    Case(
        "remembers-digits",
        "digits",
        1500,
        6,
        "d-remembers",
        knobs={"penalty.r1": 0.0, "penalty.r2": 0.0, "discriminator.width": 512, "discriminator.learning_rate": 0.002},
        also=("d-has-won", "low-diversity"),
    ),
    Case(
        "unstable-blobs",
        "two-blobs",
        1500,
        10,
        "unstable-d",
        knobs={"discriminator.learning_rate": 0.1, "discriminator.beta1": 0.0},
        also=("d-has-won", "mode-collapse", "low-diversity", "diverging", "circling"),
    ),
    Case(
        "unstable-textbook",
        "textbook-curve",
        1500,
        10,
        "unstable-d",
        knobs={
            "discriminator.learning_rate": 0.2,
            "discriminator.optimizer": "sgd",
            "discriminator.steps": 5,
            "objective": "least-squares",
        },
        also=("d-has-won", "low-diversity", "diverging", "divergence", "circling"),
    ),
    Case(
        "unstable-ring",
        "ring-rescued",
        1500,
        10,
        "unstable-d",
        knobs={**plain, **no_rate_decay, "discriminator.learning_rate": 0.05, "generator.learning_rate": 0.005},
        also=("d-has-won", "mode-collapse", "low-diversity", "diverging", "circling"),
    ),
    Case(
        "held-generator",
        "textbook-curve",
        1000,
        8,
        "not-moving",
        knobs={"generator.steps": 0},
        also=("d-has-won", "low-diversity"),
    ),
    Case(
        "held-both",
        "ring-rescued",
        1200,
        8,
        "not-moving",
        turned_at=400,
        turns={"generator.steps": 0, "discriminator.steps": 0},
        also=("mode-collapse",),
    ),
    Case(
        "tiny-rates",
        "two-blobs",
        1000,
        8,
        "not-moving",
        knobs={"generator.learning_rate": 1e-6, "discriminator.learning_rate": 1e-6},
        also=("d-has-won", "mode-collapse", "low-diversity", "g-fools-d"),
    ),
    Case(
        "held-discriminator",
        "two-blobs",
        1500,
        8,
        "not-moving",
        turned_at=100,
        turns={"discriminator.steps": 0},
        also=("g-fools-d", "low-diversity", "mode-collapse"),
    ),
)


def cases_named(pattern: str) -> Iterator[Case]:
    """All whose name holds these letters."""
    return (case for case in (*HEALTHY, *TROUBLED) if pattern in case.name)


def knobs_of_run(case: Case, rates: Mapping[str, float], seed: int) -> dict[str, Any]:
    """The case's knobs, with the learning rates a little off, differently for each seed."""
    factors = case.varies ** np.random.default_rng(seed).uniform(-1, 1, 2)
    varied = {path: float(rates[path] * factor) for path, factor in zip(rates, factors, strict=True)}
    return {**case.knobs, **(varied if case.varies > 1 else {})}
