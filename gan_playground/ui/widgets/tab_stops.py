"""Where the tabulator stops."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget


def takes_tab(widget: QWidget) -> bool:
    """Whether it is a stop of its own; what hands the keyboard on is none."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def tab_stops(part: QWidget) -> list[QWidget]:
    """What in it the tabulator comes to, in turn; lists that pop up are windows of their own."""
    return [inner for inner in part.findChildren(QWidget) if inner.window() is part.window() and takes_tab(inner)]


def in_chain(part: QWidget) -> list[QWidget]:
    """What in it can have the keyboard now, in the order that Qt knows."""
    return [inner for inner in _chain_from(part) if part.isAncestorOf(inner) and takes_tab(inner) and _can_have(inner)]


def _chain_from(part: QWidget) -> Iterator[QWidget]:
    now = part.nextInFocusChain()
    while now is not part:
        yield now
        now = now.nextInFocusChain()


def as_one_reads(part: QWidget) -> list[QWidget]:
    """What in it can have the keyboard now: line by line, and each from the left."""
    places = {stop: stop.mapTo(part, QPoint()) for stop in filter(_can_have, tab_stops(part))}
    lines: list[list[QWidget]] = []
    for stop in sorted(places, key=lambda one: places[one].y()):
        first = lines[-1][0] if lines else stop
        if lines and places[stop].y() + stop.height() / 2 < places[first].y() + first.height():
            lines[-1].append(stop)
        else:
            lines.append([stop])
    return [stop for line in lines for stop in sorted(line, key=lambda one: places[one].x())]


def go_on(stops: list[QWidget], now: QWidget | None, forward: bool) -> None:
    """The keyboard comes to the next of these, or the one before, round and round."""
    if not stops:
        return
    place = stops.index(now) + (1 if forward else -1) if now in stops else 0 if forward else -1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[place % len(stops)].setFocus(reason)


def _can_have(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()
