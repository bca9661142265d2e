"""What every kind of stage can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from gan_playground.gan.frame import Frame
from gan_playground.ui.theme import Theme

if TYPE_CHECKING:
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import Run


class Stage(QFrame):
    """A card that shows the distributions themselves; one subclass a kind of data.

    Signals:
        probability_of_fake_shown(bool): D's number now means how likely a sample is fake, or again real.
    """

    probability_of_fake_shown = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)

    def show_run(self, run: Run, lesson: Lesson) -> None:
        """A run begins: forget the one before."""
        raise NotImplementedError

    def show_frame(self, frame: Frame) -> None:
        """Draw this instant of the run."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        raise NotImplementedError

    def reset_view(self) -> None:
        """Show what a new visitor should see."""
        raise NotImplementedError

    def set_probability_of_fake(self, of_fake: bool) -> None:
        """Show 1 - D, as the texts do that let D say how likely a sample is fake."""
        raise NotImplementedError
