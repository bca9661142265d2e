"""GAN Playground: see how generative adversarial networks learn.

The public names load what they need when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gan_playground.errors import PlaygroundError as PlaygroundError
    from gan_playground.gan.experiment.experiment import Edit as Edit
    from gan_playground.gan.experiment.experiment import Experiment as Experiment
    from gan_playground.gan.observe.frame import Frame as Frame
    from gan_playground.gan.training.trainer import Trainer as Trainer
    from gan_playground.lessons.catalogue import load_lesson as load_lesson

_homes = {
    "Edit": "gan.experiment.experiment",
    "Experiment": "gan.experiment.experiment",
    "Frame": "gan.observe.frame",
    "PlaygroundError": "errors",
    "Trainer": "gan.training.trainer",
    "load_lesson": "lessons.catalogue",
}
__all__ = ["Edit", "Experiment", "Frame", "PlaygroundError", "Trainer", "load_lesson"]
__version__ = "0.1.0"

# torch's threads spin for long while they wait for one another, which beside any busy program makes two threads up to
# fifty times slower than one (benchmarks/threads.py). Heard when torch is loaded, and not by who has settled it.
if "OMP_WAIT_POLICY" not in os.environ:
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")


def __getattr__(name: str) -> Any:
    if name not in _homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_homes[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_homes])
