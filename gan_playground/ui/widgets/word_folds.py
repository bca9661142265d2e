"""Words that go, or become fewer, where a row of buttons has no room for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gan_playground.ui.theme.style import set_look

Fold = Mapping[QWidget, str]
"""What gives way at once, and what each says from then on; empty: its icon alone, or nothing."""


class WordFolds:
    """Of a row, which has as many of its folds as it needs: the first ones first.

    words: what each widget says with room for all. show: lets a widget say something.
    """

    def __init__(
        self, row: QHBoxLayout, words: dict[QWidget, str], show: Callable[[QWidget, str], None], folds: Sequence[Fold]
    ) -> None:
        self._row, self._words, self._show, self._folds = row, words, show, tuple(folds)
        self._needed_px: list[int] = []  # by the row before each fold that was made

    def use(self, folds: Sequence[Fold]) -> None:
        """Others from now on, or widths are other ones: nothing is known of them."""
        self._unfold(0)
        self._folds = tuple(folds)

    def forget(self) -> None:
        """What was found out about widths is no longer so."""
        self.use(self._folds)

    def fit(self, room_px: int) -> None:
        """Say as much as there is room for, the margins of the row included."""
        self._unfold(sum(room_px < needed_px for needed_px in self._needed_px))
        for fold in self._folds[len(self._needed_px) :]:
            needed_px = self._needed_now()
            if room_px >= needed_px:
                return
            self._needed_px.append(needed_px)
            for widget, words in fold.items():
                self._show(widget, words)

    def _needed_now(self) -> int:
        """How wide the row is at least; parts with a layout of their own would say only later what has changed."""
        for place in range(self._row.count()):
            part = self._row.itemAt(place).widget()
            if part is not None and part.layout() is not None:
                part.layout().activate()
        self._row.invalidate()
        return self._row.minimumSize().width()

    def _unfold(self, count: int) -> None:
        """All but the first few."""
        while len(self._needed_px) > count:
            self._needed_px.pop()
            count_now = len(self._needed_px)
            for widget in self._folds[count_now]:
                earlier = (fold[widget] for fold in reversed(self._folds[:count_now]) if widget in fold)
                self._show(widget, next(earlier, self._words[widget]))


def show_words(button: QPushButton, words: str) -> None:
    """A pill with these words beside its icon, or without any a round button."""
    button.setText(words)
    set_look(button, "variant", "" if words else "icon")
