"""The stages, by the kind of data they show; Experiment.stage names one of them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gan_playground.ui.stages.line import LineStage
from gan_playground.ui.stages.phase import PhaseStage
from gan_playground.ui.stages.plane import PlaneStage
from gan_playground.ui.stages.stage import Stage

STAGES: dict[str, Callable[[QWidget], Stage]] = {"line": LineStage, "phase": PhaseStage, "plane": PlaneStage}

__all__ = ["STAGES", "Stage"]
