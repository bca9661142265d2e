"""What a figure says to who listens instead of looking: what is seen now, and no more often than can be heard."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from gan_playground.ui.widgets.throttle import Throttle

polite_ms = 4000
figures = "PlotView"  # by the name of its class, which those of all figures descend from


class Spoken(QObject):
    """Keeps the accessible description of a figure. aside: what is told besides, of what a hand is at just now.

    It is renewed when it has changed, and said aloud where the figure has the keyboard; whoever is reading waits. While
    nobody listens at all nothing is put into words, but for a figure that the keyboard comes to.
    """

    def __init__(self, figure: QWidget, sentence: Callable[[], str]) -> None:
        super().__init__(figure)
        self._figure, self._sentence, self.aside = figure, sentence, ""
        self._turns = Throttle(polite_ms, self)
        self._turns.due.connect(self.say)
        figure.installEventFilter(self)

    def renew(self) -> None:
        """What is seen may be other than before."""
        if QAccessible.isActive():
            self._turns.trigger()

    def eventFilter(self, figure: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.say()
        return super().eventFilter(figure, event)

    def tell(self, aside: str) -> None:
        """A hand, or the keyboard, is at this now; that is said at once."""
        if aside != self.aside:
            self.aside = aside
            self.say()

    @Slot()
    def say(self) -> None:
        """What there is to say now."""
        words = " ".join(filter(None, (self.aside, self._sentence())))
        if words != self._figure.accessibleDescription():
            self._figure.setAccessibleDescription(words)  # which tells who listens that it has changed
            if self._figure.hasFocus():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._figure, words))


@cache
def speak_of_figures() -> None:
    """Let every figure be known as a chart, and not as some widget."""
    QAccessible.installFactory(_as_chart)


def _as_chart(class_name: str, figure: QObject) -> QAccessibleWidget | None:
    if class_name == figures and isinstance(figure, QWidget):
        return QAccessibleWidget(figure, QAccessible.Role.Chart)
    return None
