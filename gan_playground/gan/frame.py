"""What leaves the mathematics: frozen messages of owned numpy arrays, each stamped with its run and step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gan_playground.gan.experiment import Edit
from gan_playground.gan.objectives import Balance

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number, and how low it could go: what two real samples of the same size give (None: no such floor)."""

    value: float
    floor: float | None = None


@dataclass(frozen=True, slots=True)
class Losses:
    """Mean losses, and V(D, G) = E log D(x) + E log(1 - D(G(z))) in nats, at the frame's step."""

    generator: float
    discriminator: float
    value: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Mean probability of "real" that D gives to real and to generated samples, and D's share of right answers."""

    d_real: float
    d_fake: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Pair:
    """The same quantity for both players: updates made, weights, or the norm of the last gradient."""

    generator: float
    discriminator: float


@dataclass(frozen=True, slots=True)
class Track:
    """One quantity over time: `values[i]` is its mean over the `stride` steps that end at `steps[i]`."""

    steps: Array
    values: Array


@dataclass(frozen=True, slots=True)
class History:
    """The score so far: every track over the whole run, thinned, and over the recent past, step by step.

    Keys: loss.generator, loss.discriminator, d_real, d_fake, accuracy of every step; distance, gradient.generator,
    gradient.discriminator (norms) where somebody looked; theta, psi, radius of every step of the Dirac-GAN.
    """

    whole: Mapping[str, Track]
    recent: Mapping[str, Track]


@dataclass(frozen=True, slots=True)
class LinePicture:
    """Data on a line. All densities are per unit of the data.

    x: (N,) the grid, over the data's view. real_density: (N,), the formula where known, else smoothed from data.
    generated_density: (N,) smoothed. decision: (N,) D(x). best_decision: (N,) D* = p_data / (p_data + p_g), NaN where
    both are nil. bin_edges: (K + 1,); real_histogram, generated_histogram: (K,). latent, image: (A,) z and G(z) of
    the arrows, z running evenly over `latent_view`. theta: the two knobs of the two-knob map, else None.
    outside: share of generated samples beyond the view.
    """

    x: Array
    real_density: Array
    real_density_known: bool
    generated_density: Array
    decision: Array
    best_decision: Array
    bin_edges: Array
    real_histogram: Array
    generated_histogram: Array
    latent: Array
    latent_view: tuple[float, float]
    image: Array
    outside: float
    theta: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class PhasePicture:
    """A game of two numbers, theta (G's) and psi (D's), as a point in a plane.

    start, position: (2,) theta and psi. averaged: (2,) the same with G's average, or None. path: (N, 2) the positions
    of recent steps, oldest first. grid: (P, 2) places of the plane; force: (P, 2) minus the gradient of each player's
    loss there. extent: psi is shown from -extent to extent.
    """

    start: tuple[float, float]
    position: tuple[float, float]
    averaged: tuple[float, float] | None
    path: Array
    grid: Array
    force: Array
    extent: float


@dataclass(frozen=True, slots=True)
class Frame:
    """One instant of one run, complete: a panel needs nothing else to draw it.

    step: changes made so far; updates: how many of them each player made. balance: what both losses are at balance.
    metrics on the line: wasserstein (data units), js (nats, at most log 2), mean, std; on the phase plane: radius,
    theta, psi. distance: which of them says how far G is from its goal. average_kept: whether G is averaged;
    averaged: whether the average is what is shown and measured. diverged_at: the first step whose loss was not a
    finite number; None while all were.
    """

    run: int
    step: int
    updates: Pair
    losses: Losses
    balance: Balance
    scores: Scores
    gradient_norms: Pair
    metrics: Mapping[str, Measure]
    distance: str
    history: History
    edits: tuple[Edit, ...]
    picture: LinePicture | PhasePicture
    averaged: bool = False
    average_kept: bool = False
    diverged_at: int | None = None
