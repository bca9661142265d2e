"""Where the tabulator comes to, and whether it is in sight."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gan_playground.ui.glossary.terms_label import TermsLabel
from gan_playground.ui.widgets.sheet import Sheet


def stops_from(first: QWidget, most: int = 200) -> Iterator[QWidget]:
    """Everything that the tabulator comes to from there, each once, until it is there again."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    met: list[QWidget] = []
    for _ in range(most):
        now = QApplication.focusWidget()
        if now is first and met:
            return
        if now not in met:
            met.append(now)
            yield now
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError(f"it never comes back to {name_of(first)}")


def name_of(part: QWidget) -> str:
    return part.objectName() or part.accessibleName() or type(part).__name__


def stops_of(sheet: Sheet) -> list[QWidget]:
    """Those of an open sheet."""
    sheet.setFocus()
    QTest.keyClick(sheet, Qt.Key.Key_Tab)
    return list(stops_from(QApplication.focusWidget()))


def as_one_reads(stops: list[QWidget], sheet: Sheet) -> bool:
    """Whether each is in sight, and further down than the one before, or further to the right."""
    places = [QRect(part.mapTo(sheet, QPoint()), part.size()) for part in stops]
    in_order = all(b.top() > a.bottom() or b.left() > a.right() - 2 for a, b in pairwise(places))
    return in_order and all(map(is_whole, stops))


def place_of(part: QWidget) -> QRect:
    """What of it the keyboard is at, px of it."""
    held = [link for link in part.links() if part._has_keyboard(link)] if isinstance(part, TermsLabel) else []
    return held[0].place.toAlignedRect() if held else part.rect()


def is_whole(part: QWidget) -> bool:
    """Whether all of that place is inside everything that it is in."""
    place, above = place_of(part), part
    while (parent := above.parentWidget()) is not None:
        place, above = place.translated(above.pos()), parent
        if not above.rect().contains(place):
            return False
    return True
