"""Futures in the score by keyboard: their numbers take them, arrows point at them, and Enter takes that one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gan_playground.ui.forecast.menu import most_outcomes

if TYPE_CHECKING:
    from gan_playground.session.messages import Outcome, Outcomes
    from gan_playground.ui.forecast.choice import OutcomeChoice

by_hand = Qt.FocusReason.ShortcutFocusReason


class OutcomeKeys(QObject):
    """Lets the panel with the futures have the keyboard while there are any, and tells a screen reader what each is.

    Numbers work wherever the keyboard is, unless words are written there; arrows and Enter only in the panel.
    """

    def __init__(self, choice: OutcomeChoice, panel: QWidget) -> None:
        super().__init__(panel)
        self._choice = choice
        choice.pointed.connect(self._on_pointed)
        self._panel, self._usual_name = panel, panel.accessibleName()
        self._before: QWidget | None = None
        self._outcomes: tuple[Outcome, ...] = ()
        self._at: int | None = None
        window, here = Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._numbers = [
            self._key(f"{number + 1}", partial(self._choose, number), window) for number in range(most_outcomes)
        ]
        self._others = [
            self._key("Up", partial(self._move, -1), here),
            self._key("Down", partial(self._move, 1), here),
            self._key("Return", self._take, here),
            self._key("Enter", self._take, here),
        ]

    def _key(self, name: str, act: Callable[[], None], context: Qt.ShortcutContext) -> QShortcut:
        key = QShortcut(QKeySequence(name), self._panel, act, enabled=False)
        key.setContext(context)  # which the constructor does not take beside a method
        return key

    @property
    def is_offering(self) -> bool:
        """Whether there is a future to take."""
        return bool(self._outcomes)

    def offer(self, outcomes: Outcomes | None) -> None:
        """These can be taken now; None: none any more."""
        was_offering, self._outcomes = self.is_offering, outcomes.outcomes if outcomes is not None else ()
        for number, key in enumerate(self._numbers):
            key.setEnabled(number < len(self._outcomes))
        for key in self._others:
            key.setEnabled(self.is_offering)
        if self.is_offering and not was_offering:
            self._begin()
        elif was_offering and not self.is_offering:
            self._end()

    @Slot(object)
    def _on_pointed(self, outcome: int | None) -> None:
        """This one stands out, by hand or by key; say it."""
        self._at = outcome
        if self.is_offering:
            self._panel.setAccessibleName(self._told() if outcome is None else self._told_of(outcome))

    def _begin(self) -> None:
        self._before = QApplication.focusWidget()
        self._panel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._on_pointed(None)
        self._panel.setFocus(by_hand)

    def _end(self) -> None:
        """Give the keyboard back to who had it."""
        if self._panel.hasFocus() and self._before is not None and isValid(self._before):
            self._before.setFocus(by_hand)
        self._before, self._at = None, None
        self._panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._panel.setAccessibleName(self._usual_name)

    def _told(self) -> str:
        """All of them, as in "What would come: press 1 for rates ÷2, 2 for as it is"."""
        each = (f"{number} for {outcome.option.words}" for number, outcome in enumerate(self._outcomes, start=1))
        return f"What would come: press {', '.join(each)}; or choose with the arrows and Enter"

    def _told_of(self, index: int) -> str:
        outcome = self._outcomes[index]
        found = f". It would end with: {', '.join(outcome.titles)}" if outcome.titles else ""
        return f"Future {index + 1} of {len(self._outcomes)}: {outcome.option.words}{found}"

    def _move(self, by: int) -> None:
        """To the next one, and from the last to the first."""
        outside = -1 if by > 0 else 0
        self._choice.point_at(((outside if self._at is None else self._at) + by) % len(self._outcomes))

    @Slot()
    def _take(self) -> None:
        if self._at is not None:
            self._choose(self._at)

    def _choose(self, index: int) -> None:
        if index < len(self._outcomes):
            self._choice.choose(index)
