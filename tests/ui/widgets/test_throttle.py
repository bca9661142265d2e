"""A hand in a hurry: the first lesson at once, none of those it passes, and the one it rests on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gan_playground.lessons.catalogue import lessons
from gan_playground.session.commands import SessionCommand, Start
from gan_playground.ui.lessons.lesson_list import LessonList
from gan_playground.ui.widgets.throttle import Debouncer
from watched import Opener

long_ms = 60_000
ids = list(lessons())


@pytest.fixture
def debouncer(qtbot: QtBot) -> Iterator[Debouncer]:
    """One that ends only when the test says so."""
    parent = QObject()
    yield Debouncer(long_ms, parent)
    parent.deleteLater()


def count_of(debouncer: Debouncer) -> list[int]:
    """Grows by one at each due()."""
    times: list[int] = []
    debouncer.due.connect(lambda: times.append(len(times)))
    return times


def test_the_first_and_the_last_of_a_series(debouncer: Debouncer) -> None:
    times = count_of(debouncer)
    debouncer.trigger()
    assert len(times) == 1, "at once"
    for _ in range(5):
        debouncer.trigger()
    assert len(times) == 1, "none that was passed"
    debouncer._rest.timeout.emit()
    assert len(times) == 2, "where the hand rests"
    debouncer._rest.timeout.emit()
    assert len(times) == 2, "and no more than once"
    debouncer.cancel()


def test_one_alone_is_done_once(debouncer: Debouncer) -> None:
    times = count_of(debouncer)
    debouncer.trigger()
    debouncer._rest.timeout.emit()
    assert len(times) == 1
    debouncer.cancel()


def test_what_waits_can_be_forgotten(debouncer: Debouncer) -> None:
    times = count_of(debouncer)
    debouncer.trigger()
    debouncer.trigger()
    debouncer.cancel()
    assert not debouncer._rest.isActive()
    debouncer.trigger()
    assert len(times) == 2, "the next is a first one again"
    debouncer.cancel()


def test_lessons_that_are_passed_are_not_begun(opened: Opener) -> None:
    watched = opened("--lesson", ids[0])
    rows, sent = watched.part("lessonList", LessonList), watched.sent()
    watched.window.gallery._debouncer._rest.setInterval(long_ms)
    for place in range(1, 6):
        QTest.keyClick(watched.window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert rows.currentItem() is rows.lessons[ids[place]], "the mark goes along"
    assert lessons_of(sent) == [ids[1]], "the first at once"
    watched.window.gallery._debouncer._rest.timeout.emit()
    assert lessons_of(sent) == [ids[1], ids[5]]
    assert watched.window.lesson.id == ids[5]


def test_the_lesson_before_the_first_is_the_last(opened: Opener) -> None:
    watched = opened("--lesson", ids[0])
    QTest.keyClick(watched.window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert watched.window.lesson.id == ids[-1]


def test_a_lesson_that_is_begun_otherwise_ends_the_hurry(opened: Opener) -> None:
    watched = opened("--lesson", ids[0])
    sent = watched.sent()
    for _ in range(3):
        QTest.keyClick(watched.window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    watched.window.show_lesson(ids[2])
    watched.window.gallery._debouncer._rest.timeout.emit()
    assert lessons_of(sent) == [ids[1], ids[2]]


def lessons_of(sent: list[SessionCommand]) -> list[str]:
    """The lessons of the runs that were ordered."""
    return [command.lesson for command in sent if isinstance(command, Start)]
