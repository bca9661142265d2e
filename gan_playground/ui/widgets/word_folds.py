"""Words that go, or become fewer, where a row of buttons has no room for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

Fold = tuple[QWidget, str]
"""What gives way, and what it says from then on; empty: its icon alone, or nothing."""


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
        """Say as much as there is room for."""
        self._unfold(sum(room_px < needed_px for needed_px in self._needed_px))
        for widget, words in self._folds[len(self._needed_px) :]:
            self._row.invalidate()
            needed_px = self._row.minimumSize().width()
            if room_px >= needed_px:
                return
            self._needed_px.append(needed_px)
            self._show(widget, words)

    def _unfold(self, count: int) -> None:
        """All but the first few."""
        while len(self._needed_px) > count:
            self._needed_px.pop()
            before = self._folds[: len(self._needed_px)]
            widget = self._folds[len(self._needed_px)][0]
            earlier = (words for other, words in reversed(before) if other is widget)
            self._show(widget, next(earlier, self._words[widget]))
