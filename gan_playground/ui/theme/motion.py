"""Whether things may move that only the window itself moves, and what else the system is told of its user."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication


def _asked_of_system(hint: str) -> str:
    """What the system says to one of Qt's accessibility hints; empty where this Qt, or the system, says nothing."""
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)  # from Qt 6.10 on
    told = getattr(hints(), hint, None) if hints is not None else None
    return str(told().name) if told is not None else ""


def system_wants_contrast() -> bool:
    return "High" in _asked_of_system("contrastPreference")


def system_wants_less_motion() -> bool:
    return "Reduce" in _asked_of_system("motionPreference")  # from Qt 6.12 on


class Motion:
    """chosen: what a person said; None: as the system has it."""

    def __init__(self) -> None:
        self.chosen: bool | None = None

    @property
    def is_reduced(self) -> bool:
        return system_wants_less_motion() if self.chosen is None else self.chosen


motion = Motion()
"""That of the application."""
