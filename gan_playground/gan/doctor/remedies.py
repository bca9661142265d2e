"""What helps against each trouble: knobs to turn, in words for a button, ranked by how often they were seen to help."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.gan.doctor.finding import Remedy
from gan_playground.resources import resource_path

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment

measured_file = "data/remedies.json"
slowest, fastest = 1e-6, 1.0
usual_rate = 1e-3


class Treatment(Struct, frozen=True):
    """id, words: as in a Remedy. knobs(experiment): what it turns there; nothing where it is on already or makes no
    sense.
    """

    id: str
    words: str
    knobs: Callable[[Experiment], Mapping[str, Any]]


def _set(**values: Any) -> Callable[[Experiment], Mapping[str, Any]]:
    """These values, by path with __ for its points; nothing where all are so."""
    wanted = {path.replace("__", "."): value for path, value in values.items()}

    def knobs(experiment: Experiment) -> Mapping[str, Any]:
        return {} if all(experiment.knob(path) == value for path, value in wanted.items()) else wanted

    return knobs


def _at_least(path: str, value: Any) -> Callable[[Experiment], Mapping[str, Any]]:
    """Nothing where it is as strong already."""

    def knobs(experiment: Experiment) -> Mapping[str, Any]:
        return {} if experiment.knob(path) >= value else {path: value}

    return knobs


def _times(factor: float, *players: str) -> Callable[[Experiment], Mapping[str, Any]]:
    """Learning rates that are so many times as high, in their range."""

    def knobs(experiment: Experiment) -> Mapping[str, Any]:
        paths = [f"{player}.learning_rate" for player in players]
        turned = {path: min(max(experiment.knob(path) * factor, slowest), fastest) for path in paths}
        return {path: value for path, value in turned.items() if value != experiment.knob(path)}

    return knobs


def _with_penalty(experiment: Experiment) -> Mapping[str, Any]:
    penalty = experiment.penalty
    limited = penalty.wgan_gp or penalty.clip or experiment.stabilise.spectral_norm
    if experiment.objective == "wasserstein" and limited:
        return {}
    steps = max(experiment.discriminator.steps, 3)
    return {"objective": "wasserstein", "penalty.wgan_gp": max(penalty.wgan_gp, 1.0), "discriminator.steps": steps}


def _r3gan(experiment: Experiment) -> Mapping[str, Any]:
    penalty = experiment.penalty
    if experiment.objective == "relativistic" and penalty.r1 and penalty.r2:
        return {}
    return {"objective": "relativistic", "penalty.r1": max(penalty.r1, 0.1), "penalty.r2": max(penalty.r2, 0.1)}


def _let_move(experiment: Experiment) -> Mapping[str, Any]:
    knobs: dict[str, Any] = {}
    for player, settings in (("generator", experiment.generator), ("discriminator", experiment.discriminator)):
        if not settings.steps:
            knobs[f"{player}.steps"] = 1
        if settings.learning_rate < usual_rate / 10:
            knobs[f"{player}.learning_rate"] = usual_rate
    return knobs


def _wake_discriminator(experiment: Experiment) -> Mapping[str, Any]:
    settings = experiment.discriminator
    rate = max(settings.learning_rate, usual_rate, 2 * experiment.generator.learning_rate)
    if settings.steps and rate == settings.learning_rate:
        return {}
    return {"discriminator.steps": max(settings.steps, 1), "discriminator.learning_rate": min(rate, fastest)}


def _one_step_of_g(experiment: Experiment) -> Mapping[str, Any]:
    """Nothing where it has no more already."""
    return {"generator.steps": 1} if experiment.generator.steps > 1 else {}


def _calm_rates(experiment: Experiment) -> Mapping[str, Any]:
    """Adam, with both rates at most as usual."""
    knobs: dict[str, Any] = {}
    for player, settings in (("generator", experiment.generator), ("discriminator", experiment.discriminator)):
        if settings.optimizer != "adam":
            knobs[f"{player}.optimizer"] = "adam"
        if settings.learning_rate > usual_rate:
            knobs[f"{player}.learning_rate"] = usual_rate
    return knobs


_both = ("generator", "discriminator")

TREATMENTS = {
    treatment.id: treatment
    for treatment in (
        Treatment("non-saturating", "Non-saturating loss", _set(objective="non-saturating")),
        Treatment("wasserstein", "Wasserstein with a penalty", _with_penalty),
        Treatment("r3gan", "Relativistic loss, R1 and R2", _r3gan),
        Treatment("r1", "Flatten D: R1 = 0.3", _at_least("penalty.r1", 0.3)),
        Treatment("strong-r1", "Flatten D: R1 = 3", _at_least("penalty.r1", 3.0)),
        Treatment("noise", "Blur what D sees", _at_least("stabilise.instance_noise", 0.5)),
        Treatment("strong-noise", "Blur what D sees a lot", _at_least("stabilise.instance_noise", 1.0)),
        Treatment("slow-d", "D at a tenth of its rate", _times(0.1, "discriminator")),
        Treatment("slow-g", "G at a fifth of its rate", _times(0.2, "generator")),
        Treatment("slow-both", "Both at a tenth of their rates", _times(0.1, *_both)),
        Treatment("calm-rates", "Adam at 0.001 for both", _calm_rates),
        Treatment("fast-d", "D at ten times its rate", _times(10.0, "discriminator")),
        Treatment("wake-d", "D at twice G’s rate", _wake_discriminator),
        Treatment("more-d", "Five steps of D per turn", _at_least("discriminator.steps", 5)),
        Treatment("one-step-g", "One step of G per turn", _one_step_of_g),
        Treatment("unroll", "G sees five steps of D ahead", _at_least("stabilise.unroll", 5)),
        Treatment("spectral", "Spectral norm for D", _set(stabilise__spectral_norm=True)),
        Treatment("average", "The EMA of G", _at_least("stabilise.average_half_life", 2e4)),
        Treatment("alternating", "One after the other", _set(turns="alternating")),
        Treatment(
            "extragradient",
            "Extragradient for both",
            _set(generator__optimizer="extragradient", discriminator__optimizer="extragradient"),
        ),
        Treatment("let-move", "Let both move", _let_move),
    )
}

CANDIDATES: Mapping[str, Sequence[str]] = {
    "d-has-won": ("non-saturating", "wasserstein", "r3gan", "noise", "strong-r1", "slow-d"),
    "mode-collapse": ("one-step-g", "r3gan", "wasserstein", "unroll", "strong-r1", "noise", "slow-g", "wake-d"),
    "low-diversity": ("r3gan", "wasserstein", "unroll", "wake-d", "slow-g", "strong-r1", "noise"),
    "circling": (
        *("r3gan", "r1", "strong-r1", "extragradient", "wake-d", "slow-g", "average", "slow-both", "one-step-g"),
    ),
    "diverging": ("r1", "alternating", "extragradient", "wake-d", "slow-both"),
    "divergence": ("calm-rates", "slow-both", "r3gan"),
    "g-fools-d": ("wake-d", "fast-d", "more-d", "r3gan"),
    "d-remembers": ("strong-noise", "noise", "strong-r1", "spectral", "slow-d", "slow-both", "r3gan"),
    "unstable-d": ("calm-rates", "slow-d", "spectral", "strong-r1", "slow-both"),
    "not-moving": ("let-move", "wake-d"),
}
"""What may be tried against each trouble, before anybody measured it."""


def remedies_for(trouble: str, experiment: Experiment) -> tuple[Remedy, ...]:
    """What can be tried, none that is on already, the ones first that helped most often."""
    found = list(_possible(trouble, experiment))
    return tuple(sorted(found, key=_promise, reverse=True))


def _promise(remedy: Remedy) -> float:
    """How likely it helps: Laplace's rule, so that one success does not count as certainty."""
    return (remedy.helped + 1) / (remedy.tried + 2)


def _possible(trouble: str, experiment: Experiment) -> Iterator[Remedy]:
    measured = _measured().get(trouble, {})
    for name in CANDIDATES.get(trouble, ()):
        treatment = TREATMENTS[name]
        knobs = treatment.knobs(experiment)
        if knobs and _can_be(experiment, knobs):
            helped, tried = measured.get(name, (0, 0))
            yield Remedy(name, treatment.words, knobs, helped, tried)


def _can_be(experiment: Experiment, knobs: Mapping[str, Any]) -> bool:
    try:
        turned = experiment.with_knobs(knobs)
    except PlaygroundError:
        return False
    return all(turned.reads(path) for path in knobs)


@cache
def _measured() -> Mapping[str, Mapping[str, tuple[int, int]]]:
    """By trouble and treatment: in how many runs it helped, of how many (benchmarks/doctor.py)."""
    path = resource_path(measured_file)
    found: Mapping[str, Mapping[str, tuple[int, int]]] = json.loads(path.read_text()) if path.is_file() else {}
    return found
