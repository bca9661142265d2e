"""What leaves the mathematics: frozen messages of owned numpy arrays, each stamped with its run and step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gan_playground.gan.doctor.finding import Finding
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.formula_values import FormulaValues
from gan_playground.gan.observe.history import History
from gan_playground.gan.observe.look import Walk
from gan_playground.gan.observe.network_picture import NetworksPicture
from gan_playground.gan.training.objectives import Balance

Array = NDArray[np.float64]


class Measure(Struct, frozen=True):
    """A number, and what is usual: what as many real samples give in its place, against this run's own real draw.

    floor, or where more is better ceiling: the usual, on average. low, high: nine times out of ten it lies between
    them. None: nobody knows.
    """

    value: float
    floor: float | None = None
    ceiling: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def usual(self) -> float | None:
        """The floor or the ceiling."""
        return self.floor if self.ceiling is None else self.ceiling

    @property
    def band(self) -> tuple[float, float] | None:
        """From where to where real samples scatter."""
        return None if self.low is None or self.high is None else (self.low, self.high)


class Losses(Struct, frozen=True):
    """Mean losses, and V(D, G) = E log D(x) + E log(1 - D(G(z))) in nats, at the frame's step."""

    generator: float
    discriminator: float
    value: float


class Scores(Struct, frozen=True):
    """Mean probability of "real" that D gives to real and to generated samples, and D's share of right answers."""

    d_real: float
    d_fake: float
    accuracy: float


class Pair(Struct, frozen=True):
    """The same quantity for both players: updates made, weights, or the norm of the last gradient."""

    generator: float
    discriminator: float


class ExampleSample(Struct, frozen=True):
    """A sample that is followed: its place x, in data units, and D's probability of real.

    z: what G made it of; None: it is real.
    """

    x: float
    verdict: float
    z: float | None = None


class LinePicture(Struct, frozen=True):
    """Data on a line. All densities are per unit of the data.

    x: (N,) the grid, over the data's view. real_density: (N,), the formula where known, else smoothed from data.
    generated_density: (N,) smoothed. decision: (N,) D(x). best_decision: (N,) D* = p_data / (p_data + p_g), NaN where
    both are nil. bin_edges: (K + 1,); real_histogram, generated_histogram: (K,). latent, image: (A,) z and G(z) of
    the arrows, z running evenly over `latent_view`. theta: the two knobs of the two-knob map, else None.
    outside: share of generated samples beyond the view, outside_left: those at its left. examples: the samples that are
    followed.
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
    examples: tuple[ExampleSample, ...] = ()
    outside_left: float = 0.0


class PhasePicture(Struct, frozen=True):
    """A game of two numbers, theta (G's) and psi (D's), as a point in a plane.

    start, position: (2,) theta and psi. averaged: (2,) the same with G's average, or None. path: (N, 2) the positions
    after the steps path_steps (N,), from the start to now: of all recent steps, and of fewer before them. grid: (P, 2)
    places of the plane; force: (P, 2) minus the gradient of each player's loss there. extent: psi is shown from -extent
    to extent.
    """

    start: tuple[float, float]
    position: tuple[float, float]
    averaged: tuple[float, float] | None
    path_steps: Array
    path: Array
    grid: Array
    force: Array
    extent: float


class PinnedDot(Struct, frozen=True):
    """One generated dot from z to x. index: which one.

    z: (latent.dim,). layers: the values of G's hidden layers, (width,) each. place: (2,). trail: (T, 2) where it was
    when somebody looked, oldest first. verdict: D's probability of real. force: (2,) minus the gradient of G's loss.
    """

    index: int
    z: Array
    layers: tuple[Array, ...]
    place: Array
    trail: Array
    verdict: float
    force: Array


class Survey(Struct, frozen=True):
    """What takes a while to see of the plane, as it was at `step`; None where nobody asked for it.

    region: the part of the plane that was looked at. heat: (H, W) D(x), at the middles of H x W cells, the first row
    below. tails, forces: (A, 2) places of generated dots, and minus the gradient of G's loss at each, times their
    number. manifold: (R, C, 2) G of an even grid of z, whose cells hold equal shares of the noise; one row where z is
    one number. real_density, generated_density: (K, K) over `region`, smoothed. hits: (M,) samples within 3 sigma of
    each mode, out of `hits_of`.
    """

    step: int
    region: Box
    heat: Array | None
    tails: Array | None
    forces: Array | None
    manifold: Array | None
    real_density: Array | None
    generated_density: Array | None
    hits: NDArray[np.int64] | None
    hits_of: int
    pinned: PinnedDot | None


class PlanePicture(Struct, frozen=True):
    """Data on the plane, in the data's own units.

    view: what is worth seeing. real, generated: (N, 2) dots; the i-th generated dot has the same z in every frame.
    centres: (M, 2) of the modes, or None; sigma: their deviation. angle: by how much the real data have turned, in
    radians, about `middle`, measured in deviations of x and y, `scale`. survey: the rest, of the same step.
    """

    view: Box
    real: Array
    generated: Array
    centres: Array | None
    sigma: float
    angle: float
    middle: tuple[float, float]
    scale: tuple[float, float]
    survey: Survey


class LatentWalk(Struct, frozen=True):
    """Pictures that G paints on the way that Look.walk asks for, as they were at `step`.

    pictures: (T, H, W, C) uint8. verdicts: (T,) D's probability of real. stops: (T,) from 0 to 1 between two tiles, or
    how far from the tile along an axis or a direction, in numbers of z; the middle one is the tile itself.
    z: (T, latent.dim).
    """

    walk: Walk
    step: int
    pictures: NDArray[np.uint8]
    verdicts: Array
    stops: Array
    z: Array


class ImagesPicture(Struct, frozen=True):
    """Pictures, real and generated.

    real, generated: (N, H, W, C) uint8; C is 1 for grey and 3 for red, green, blue; the i-th generated one has the same
    z in every frame. real_verdicts, verdicts: (N,) D's probability of real. real_labels, labels: (N,) places in
    `classes` of what the real ones show and of what was asked of G, or None where nobody says. nearest: (N, H, W, C)
    the training picture most like each generated one, nearest_distances: (N,) root mean square difference of their
    shades, from 0 to 1; None where nobody asked. usual_distance: the same of real pictures that were held out, on
    average. agreement: (classes,) the share of samples of each class that a classifier takes for it; None without
    classes or classifier. class_shares: (classes,) the share of all samples that it takes for each; None where it does
    not know them. latent_walk: None where nobody walks. dim: latent.dim. told: of how the data were read.
    saliency: (N, H, W) the slope of D's logit in how bright each pixel of a generated one is, from -1 to 1: above 0,
    brighter would look more real to D, below 0 darker would; None where nobody asked.
    """

    real: NDArray[np.uint8]
    generated: NDArray[np.uint8]
    real_verdicts: Array
    verdicts: Array
    real_labels: NDArray[np.int64] | None
    labels: NDArray[np.int64] | None
    classes: tuple[str, ...]
    nearest: NDArray[np.uint8] | None
    nearest_distances: Array | None
    usual_distance: float
    agreement: Array | None
    latent_walk: LatentWalk | None
    dim: int
    told: str
    class_shares: Array | None = None
    saliency: Array | None = None


class ColoursPicture(Struct, frozen=True):
    """Colours in red, green and blue, from 0 to 255; G's may lie beyond.

    real, generated: (N, 3); the i-th generated one has the same z in every frame. real_verdicts, verdicts: (N,) D's
    probability of real. bin_edges: (K + 1,) shades; real_histogram, generated_histogram: (3, K) the share of all
    colours in each bin of each channel. photograph: (H, W, 3) uint8 where the real ones are from, small.
    """

    real: Array
    generated: Array
    real_verdicts: Array
    verdicts: Array
    bin_edges: Array
    real_histogram: Array
    generated_histogram: Array
    photograph: NDArray[np.uint8]


Picture: TypeAlias = LinePicture | PhasePicture | PlanePicture | ImagesPicture | ColoursPicture


class Frame(Struct, frozen=True):
    """One instant of one run, complete: a panel needs nothing else to draw it.

    step: changes made so far; updates: how many of them each player made. balance: what both losses are at balance.
    metrics on the line: wasserstein (data units), js (nats, at most log 2), mean, std; on the phase plane: radius,
    theta, psi; on the plane: js, sliced_wasserstein (data units), precision, recall, and where the data have modes
    also modes (found), modes_total, high_quality; of pictures: frechet, kernel, precision, recall, copies, and with
    classes agreement; of colours: sliced_wasserstein (shades), precision, recall. distance: which of them says how far
    G is from its goal. measured_at: the step that they are of, where it is an older one.
    average_kept: whether G is averaged; averaged: whether the average is what is shown and measured. diverged_at: the
    first step whose loss was no finite number. diagnosis: the most urgent first. formula: of the step that it names.
    networks: the players themselves, of the step that it names; None where nobody looked at them just now.
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
    picture: Picture
    averaged: bool = False
    average_kept: bool = False
    diverged_at: int | None = None
    measured_at: int | None = None
    diagnosis: tuple[Finding, ...] = ()
    formula: FormulaValues | None = None
    networks: NetworksPicture | None = None
