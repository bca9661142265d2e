"""The window of an exhibit as visitors have it: what they can do, and what they cannot."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.exhibit import end
from gan_playground.exhibit.visit_log import VisitLog
from gan_playground.session.events import Failure
from gan_playground.ui.exhibit.gate import deaf_ms
from gan_playground.ui.exhibit.pad import leave
from gan_playground.ui.exhibit.visits import VisitPhase
from gan_playground.ui.exhibit.window import ExhibitWindow
from ui.exhibit.conftest import Exhibit
from ui.planes import Fingers

Key, Modifier, left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
lead_out = [
    (Key.Key_F4, Modifier.AltModifier), (Key.Key_Escape, Modifier.NoModifier), (Key.Key_Q, Modifier.ControlModifier),
    (Key.Key_W, Modifier.ControlModifier), (Key.Key_F11, Modifier.NoModifier), (Key.Key_O, Modifier.ControlModifier),
    (Key.Key_S, Modifier.ControlModifier), (Key.Key_E, Modifier.ControlModifier), (Key.Key_F1, Modifier.NoModifier),
    (Key.Key_O, Modifier.ControlModifier | Modifier.ShiftModifier), (Key.Key_Menu, Modifier.NoModifier),
    (Key.Key_Left, Modifier.ControlModifier | Modifier.AltModifier), (Key.Key_Tab, Modifier.AltModifier),
]  # fmt: skip


def tap(window: QWidget, place: QPoint) -> None:
    """As the system tells it, to the window itself."""
    QTest.mouseClick(window.windowHandle(), left, pos=place)


def middle_of(window: QWidget, part: QWidget) -> QPoint:
    return part.mapTo(window, part.rect().center())


def wake(window: ExhibitWindow, qtbot: QtBot) -> None:
    tap(window, QPoint(640, 300))
    qtbot.waitUntil(lambda: not window.gate._is_deaf)


def pressed(window: ExhibitWindow, part: QAbstractButton) -> None:
    tap(window, middle_of(window, part))


def test_the_touch_that_wakes_it_presses_nothing(exhibited: Exhibit, qtbot: QtBot) -> None:
    window = exhibited("two-blobs")
    before = window.session.experiment
    pressed(window, window.screen_of_visitors.act)
    assert window.visits.phase is VisitPhase.VISITED
    assert deaf_ms > 0
    assert window.session.experiment == before
    qtbot.waitUntil(lambda: not window.gate._is_deaf)
    pressed(window, window.screen_of_visitors.act)
    assert window.session.experiment != before


def test_a_visit_ends_as_at_the_start(exhibited: Exhibit, qtbot: QtBot) -> None:
    window = exhibited()
    start = window.state
    wake(window, qtbot)
    screen = window.screen_of_visitors
    pressed(window, screen.act)
    qtbot.waitUntil(lambda: window.showpiece.seed != start.seed)
    pressed(window, screen.larger)
    qtbot.waitUntil(lambda: window.state.text_size > start.text_size)
    pressed(window, screen.other)
    qtbot.waitUntil(lambda: window.state.lesson == "two-blobs")
    pressed(window, screen.act)
    qtbot.waitUntil(lambda: window.session.experiment.data.centres != "")
    window.showpiece.stage.figure.box.magnify(2.0, QPointF())
    window.showpiece.stage.chips[0].setChecked(False)
    assert window.state != start
    window.visits._idle.timeout.emit()
    assert window.still_there.isVisible()
    pressed(window, window.still_there.start_over)
    assert window.state == start
    assert not window.still_there.isVisible()


def test_whoever_is_still_there_keeps_what_he_did(exhibited: Exhibit, qtbot: QtBot) -> None:
    window = exhibited("two-blobs")
    wake(window, qtbot)
    pressed(window, window.screen_of_visitors.act)
    qtbot.waitUntil(lambda: window.session.experiment.data.centres != "")
    changed = window.session.experiment
    window.visits._idle.timeout.emit()
    pressed(window, window.still_there.go_on)
    assert window.visits.phase is VisitPhase.VISITED
    assert window.session.experiment == changed


def test_no_key_and_no_request_leads_out(exhibited: Exhibit, qtbot: QtBot) -> None:
    window = exhibited()
    wake(window, qtbot)
    for key, modifier in lead_out:
        QTest.keyClick(window.windowHandle(), key, modifier)
        override = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
        QApplication.sendEvent(window, override)
        assert override.isAccepted(), "so it is no shortcut"
    window.close()
    QApplication.sendEvent(window, QCloseEvent())
    stage = window.showpiece.stage
    for part in (window, stage, stage.figure.viewport(), *stage.chips):
        QApplication.sendEvent(part, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5)))
    window.showNormal()
    qtbot.waitUntil(window.isFullScreen)
    assert window.isVisible()
    assert QApplication.activePopupWidget() is None
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]


def test_the_operator_leaves_by_four_corners_and_the_number(exhibited: Exhibit, qtbot: QtBot) -> None:
    window = exhibited()
    statuses = []
    window.ended.connect(statuses.append)
    w, h = window.width() - 5, window.height() - 5
    for place in (QPoint(5, 5), QPoint(w, 5), QPoint(w, h), QPoint(5, h)):
        tap(window, place)
    assert window.visits.phase is VisitPhase.OPERATED
    assert window.state.text_size == 1.0, "the corner is not the button that lies there"
    qtbot.waitUntil(lambda: not window.gate._is_deaf)
    for digit in "1379":
        QTest.keyClick(window.windowHandle(), Key(Key.Key_0 + int(digit)))
    pressed(window, window.pad.choices[leave])
    assert statuses == [end.left]
    assert not window.isVisible()


@pytest.mark.parametrize("lesson", ["ring-rescued", "counterfeiter"])
def test_several_fingers_at_once_are_safe(exhibited: Exhibit, qtbot: QtBot, lesson: str) -> None:
    window = exhibited(lesson)
    wake(window, qtbot)
    screen, statuses = window.screen_of_visitors, []
    window.ended.connect(statuses.append)
    for target in (window.showpiece.stage.figure.viewport(), screen.act, screen):
        fingers, corner = Fingers(target), QPoint(10, 10)
        places = [target.rect().center() + QPoint(12 * i, 5 * i) for i in range(5)]
        fingers.press(*places)
        fingers.move(*(place + corner for place in places))
        fingers.move(*places[::-1])
        fingers.release(*places)
        fingers.press(places[0])
        fingers.join(places[0], places[1])
        fingers.leave_one_by_one(places[0], places[1])
    assert window.visits.phase is VisitPhase.VISITED
    assert statuses == []


@pytest.mark.parametrize("percent", [100, 150])
def test_what_is_pressed_is_large_and_apart(exhibited: Exhibit, qtbot: QtBot, percent: int) -> None:
    window = exhibited(text_size=percent)
    window.showNormal()
    window.resize(1024, 700)
    wake(window, qtbot)
    window.visits.operate()
    for root in (window.screen_of_visitors, window.pad, window.still_there):
        root.show()
        QApplication.processEvents()
        buttons = [one for one in root.findChildren(QAbstractButton) if one.isVisible() and not is_legend(window, one)]
        assert len(buttons) >= 2
        for button in buttons:
            assert min(button.width(), button.height()) >= 44, button.text()
            assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 30, button.text()
        for one, other in combinations(buttons, 2):
            around = one.rect().translated(one.mapTo(window, QPoint())).adjusted(-8, -8, 8, 8)
            assert not around.intersects(other.rect().translated(other.mapTo(window, QPoint()))), one.text()


def is_legend(window: ExhibitWindow, button: QAbstractButton) -> bool:
    return window.showpiece.stage.isAncestorOf(button)


def test_a_lesson_that_fails_gives_way_and_three_of_them_end_the_window(exhibited: Exhibit, qtbot: QtBot) -> None:
    window = exhibited()
    statuses = []
    window.ended.connect(statuses.append)
    window.session.failed.emit(Failure("There is no memory left."))
    qtbot.waitUntil(lambda: window.state.lesson == "two-blobs")
    assert statuses == []
    for _ in range(3):
        window.session.failed.emit(Failure("There is no memory left."))
    assert statuses == [end.failed]


def test_a_visit_is_noted_lesson_by_lesson(exhibited: Exhibit, qtbot: QtBot, tmp_path: Path) -> None:
    window = exhibited()
    log = VisitLog(tmp_path)
    wake(window, qtbot)
    pressed(window, window.screen_of_visitors.act)
    pressed(window, window.screen_of_visitors.other)
    qtbot.waitUntil(lambda: len(list(log.all())) == 1)
    window.visits._idle.timeout.emit()
    pressed(window, window.still_there.start_over)
    first, second = log.all()
    assert (first.lesson, first.touches) == ("textbook-curve", 2)  # what woke it is none yet
    assert (second.lesson, second.touches) == ("two-blobs", 1)
    window.show_next()
    assert len(list(log.all())) == 2, "nobody is there"
    assert len(list(tmp_path.glob("week-*.html"))) == 1
