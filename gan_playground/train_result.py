"""What came of a run, as JSON and as a few lines for people."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.observe.frame import Frame, Measure

if TYPE_CHECKING:
    from gan_playground.gan.doctor.finding import Finding
    from gan_playground.gan.training.trainer import Trainer


def result_of(trainer: Trainer, steps: int, seconds: float) -> dict[str, Any]:
    """What the JSON says of a run, apart from the lesson's id. steps: that took so many seconds."""
    return {
        "seed": trainer.seed,
        "device": str(trainer.device),
        "steps": trainer.step,
        "seconds": round(seconds, 3),
        "steps_per_second": round(steps / seconds, 1) if steps else 0.0,
        "knobs": {path: trainer.experiment.knob(path) for path in KNOBS},
        **describe(trainer.observe()),
    }


def describe(frame: Frame) -> dict[str, Any]:
    """A frame's numbers for JSON, which has no NaN: what is not a finite number is null."""
    losses, scores = frame.losses, frame.scores
    return {
        "losses": {
            "generator": _finite(losses.generator),
            "discriminator": _finite(losses.discriminator),
            "value": _finite(losses.value),
        },
        "scores": {
            "d_real": _finite(scores.d_real),
            "d_fake": _finite(scores.d_fake),
            "accuracy": _finite(scores.accuracy),
        },
        "metrics": {
            name: {"value": _finite(measure.value), **_usual(measure)} for name, measure in frame.metrics.items()
        },
        "diagnosis": [_described(finding) for finding in frame.diagnosis],
    }


def _described(finding: Finding) -> dict[str, Any]:
    remedies = [to_builtins(remedy) for remedy in finding.remedies]
    return {
        "id": finding.id,
        "state": finding.state.value,
        "since": finding.since,
        "evidence": finding.evidence,
        "confidence": round(finding.confidence, 3),
        "remedies": remedies,
    }


def _usual(measure: Measure) -> dict[str, float]:
    """What as many real samples give, on average and from where to where, if that is known."""
    known = {"floor": measure.floor, "ceiling": measure.ceiling, "low": measure.low, "high": measure.high}
    return {name: value for name, value in known.items() if value is not None}


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def summary(result: dict[str, Any]) -> Iterable[str]:
    """The result in a few lines for people."""
    yield (
        f"{result['lesson']}: {result['steps']:,} steps in {result['seconds']:.1f} s on {result['device']} "
        f"({result['steps_per_second']:,.0f} a second), seed {result['seed']}"
    )
    for group in ("losses", "scores"):
        yield f"  {group}: " + ", ".join(f"{name} {_shown(value)}" for name, value in result[group].items())
    for name, measure in result["metrics"].items():
        yield f"  {name}: {_shown(measure['value'])}{_shown_usual(measure)}"
    for finding in result["diagnosis"]:
        yield f"  {finding['id']}: {finding['evidence']}"


def _shown_usual(measure: dict[str, float]) -> str:
    usual = measure.get("floor", measure.get("ceiling"))
    if usual is None:
        return ""
    return f" (usual {_shown(usual)}, from {_shown(measure['low'])} to {_shown(measure['high'])})"


def _shown(value: float | None) -> str:
    return "not finite" if value is None else f"{value:.4g}"
