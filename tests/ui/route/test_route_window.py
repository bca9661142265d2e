"""The twenty-minute route in the real window, as somebody goes it with the mouse or with keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.lessons import route as route_format
from gan_playground.lessons.route import shipped_route
from gan_playground.session.commands import Start
from gan_playground.ui.route import controller
from gan_playground.ui.route.kept import kept_routes
from gan_playground.ui.route.walk import RoutePart
from gan_playground.ui.widgets.sheet import Sheet
from ui.looks import array_of
from watched import Opener, Watched

STOPS = shipped_route().stops
RIGHT = [question.right for question in shipped_route().questions]


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


class Clock:
    """Time goes when a test says so."""

    now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(controller, "clock", clock)
    return clock


class Visitor:
    """Somebody on the route, in a window where another lesson runs."""

    def __init__(self, watched: Watched) -> None:
        self.watched, self.window = watched, watched.window
        self.route = self.window.route

    def click(self, name: str) -> None:
        QTest.mouseClick(self.part(name), Qt.MouseButton.LeftButton)

    def part(self, name: str) -> QWidget:
        return self.watched.part(name)

    def text(self, name: str) -> str:
        part = self.part(name)
        assert isinstance(part, QLabel | QPushButton)
        return part.text()

    def press(self, *keys: Qt.Key) -> None:
        """Wherever the keyboard is."""
        for key in keys:
            QTest.keyClick(self.window.focusWidget(), key)

    def tab_to(self, name: str) -> None:
        """A sheet has few stops."""
        for _ in range(10):
            if self.window.focusWidget().objectName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"the tabulator does not come to {name}")

    @property
    def sheet(self) -> Sheet | None:
        return next((sheet for sheet in self.window.findChildren(Sheet) if sheet.isVisible()), None)

    def choose(self, answer: int) -> None:
        """With the mouse, wherever it stands."""
        self.click(f"routeAnswer{self.route.walk.order.index(answer) + 1}")

    def answer_all(self, answers: list[int]) -> None:
        for answer in answers:
            self.choose(answer)
            self.click("routeNext")

    def go_to_the_lessons(self) -> None:
        self.click("routeButton")
        self.answer_all(RIGHT)

    def read_stop(self) -> list[str]:
        """Press next until the next stop is offered; gives the pages that were up."""
        read = [self.window.story.shown.title]
        while not self.text("storyNext").startswith("Next stop"):
            self.click("storyNext")
            read.append(self.window.story.shown.title)
        return read


@pytest.fixture
def visitor(opened: Opener) -> Iterator[Visitor]:
    visitor = Visitor(opened("--lesson", "pinned"))
    kept_routes.forget()
    yield visitor
    if visitor.sheet is not None:
        visitor.sheet.close_sheet()
    visitor.route.end()


def test_the_whole_way_with_the_mouse(visitor: Visitor) -> None:
    window, route = visitor.window, visitor.route
    visitor.click("routeButton")
    assert window.lesson.id == "pinned", "no lesson begins before the questions are answered"
    assert not visitor.part("routeNext").isEnabled()
    wrong = [(right + 1) % 3 for right in RIGHT]
    visitor.answer_all([*wrong[:3], *RIGHT[3:]])
    for number, stop in enumerate(STOPS, 1):
        assert window.lesson.id == stop.lesson
        assert visitor.text("routeWords").startswith(f"Stop {number} of 5 · ")
        assert tuple(visitor.read_stop()) == stop.pages
        visitor.click("storyNext")
    assert visitor.sheet is route.questions
    assert "after the lessons" in visitor.sheet.title
    assert window.lesson.id == STOPS[-1].lesson
    visitor.answer_all(RIGHT)
    assert visitor.text("routeSentence") == (
        "Before, 2 of your 5 answers were right; now 5. New: the generator, the discriminator and the game."
    )
    changes = [visitor.text(f"routeChange.{question.name}") for question in shipped_route().questions]
    assert changes == ["now right"] * 3 + ["right both times"] * 2
    (kept,) = kept_routes.all()
    assert (len(kept.before), len(kept.after)) == (2, 5)
    assert route.walk is None
    assert not visitor.part("routeStrip").isVisible()
    visitor.click("routeDifferenceClose")
    assert visitor.sheet is None


def test_no_page_behind_a_question_tells_its_answer(visitor: Visitor) -> None:
    visitor.click("routeButton")
    sheet = visitor.sheet
    assert sheet is not None
    around, card = array_of(visitor.window.grab().toImage()), sheet._card.geometry()
    around[card.top() : card.bottom() + 1, card.left() : card.right() + 1] = around[0, 0]
    assert not (around - around[0, 0]).any()


def test_the_whole_way_with_keys(visitor: Visitor) -> None:
    window, keys = visitor.window, Qt.Key
    rows = window.gallery.list
    rows.setFocus()
    rows.setCurrentItem(rows.lessons["two-knobs"])
    visitor.press(keys.Key_Up, keys.Key_Return)
    for place in (keys.Key_1, keys.Key_2, keys.Key_3, keys.Key_1, keys.Key_2):
        visitor.press(place)
        visitor.tab_to("routeNext")
        visitor.press(keys.Key_Return)
    assert dict(enumerate((0, 1, 2, 0, 1))) == visitor.route.walk.before
    for stop in STOPS:
        assert window.lesson.id == stop.lesson
        for _ in stop.pages:
            visitor.part("storyNext").setFocus()
            visitor.press(keys.Key_Space)
    for question in range(5):
        visitor.press(keys.Key_Tab, keys.Key_Space)
        assert visitor.route.walk.after.keys() == set(range(question + 1))
        visitor.tab_to("routeNext")
        visitor.press(keys.Key_Space)
    assert visitor.sheet.objectName() == "routeDifference"
    visitor.press(keys.Key_Escape)
    assert visitor.sheet is None


def test_who_leaves_the_questions_comes_back_to_the_one_that_was_up(visitor: Visitor) -> None:
    visitor.click("routeButton")
    for answer in (0, 1):
        visitor.choose(answer)
        visitor.click("routeNext")
    visitor.click("routeUnknown")
    visitor.press(Qt.Key.Key_Escape)
    assert visitor.sheet is None
    assert visitor.text("routeWaits") == "The route waits at question 3 of 5."
    visitor.click("routeGoOn")
    assert visitor.sheet.title.endswith("3 of 5")
    assert visitor.part("routeUnknown").isChecked()
    visitor.click("routeBack")
    assert visitor.part("routeAnswer2").isChecked()
    assert not visitor.part("routeUnknown").isChecked()
    visitor.press(Qt.Key.Key_Escape)
    visitor.click("routeClose")
    assert visitor.route.walk is None
    assert not visitor.part("routeStrip").isVisible()
    visitor.click("routeButton")
    assert visitor.sheet.title.endswith("1 of 5")
    assert not any(visitor.part(f"routeAnswer{place}").isChecked() for place in (1, 2, 3))


def test_who_chooses_another_lesson_is_away_and_comes_back_to_the_page(visitor: Visitor) -> None:
    window = visitor.window
    visitor.go_to_the_lessons()
    visitor.read_stop()
    visitor.click("storyNext")
    visitor.click("storyNext")
    page = window.story.shown.title
    assert page == STOPS[1].pages[1]
    window.gallery.lesson_chosen.emit("tug-of-war")
    assert window.lesson.id == "tug-of-war"
    assert visitor.text("routeWaits") == "The route waits at stop 2 of 5."
    visitor.click("storyNext")
    assert window.story.page == 1, "a lesson that is no stop has all its pages"
    visitor.click("routeGoOn")
    assert (window.lesson.id, window.story.shown.title) == (STOPS[1].lesson, page)
    assert not visitor.part("routeGoOn").isVisible()
    window.gallery.lesson_chosen.emit("tug-of-war")
    window.gallery.lesson_chosen.emit(STOPS[1].lesson)
    assert visitor.text("routeWords").startswith("Stop 2 of 5"), "whoever chooses it is there as well"


def test_who_ends_it_at_a_stop_keeps_the_lesson_with_all_its_pages(visitor: Visitor) -> None:
    window = visitor.window
    visitor.go_to_the_lessons()
    visitor.read_stop()
    page = window.story.page
    visitor.click("routeClose")
    assert window.lesson.id == STOPS[0].lesson
    assert window.story.page == page
    assert not visitor.text("storyNext").startswith("Next stop")
    window.story.go_to(0)
    visitor.click("storyNext")
    assert window.story.shown.title == "Look at"
    assert kept_routes.all() == []


def test_who_leaves_the_last_questions_finds_them_again(visitor: Visitor) -> None:
    visitor.go_to_the_lessons()
    for _ in STOPS:
        visitor.window.story.stop_wanted.emit()
    visitor.choose(RIGHT[0])
    visitor.click("routeNext")
    visitor.press(Qt.Key.Key_Escape)
    assert visitor.text("routeWaits") == "The route waits at question 2 of 5."
    visitor.click("routeButton")
    assert "after the lessons · 2 of 5" in visitor.sheet.title
    assert visitor.route.walk.after == {0: RIGHT[0]}


def test_the_strip_says_how_much_time_is_left_and_no_time_goes_while_away(visitor: Visitor, clock: Clock) -> None:
    visitor.go_to_the_lessons()
    visitor.window.resize(1920, 1080)
    walk, strip = visitor.route.walk, visitor.part("routeWords")
    assert walk.minutes_left == 20
    clock.now_s += 90
    visitor.route._timer.timeout.emit()
    assert strip.accessibleName() == "Stop 1 of 5 · 19 min left"
    visitor.window.gallery.lesson_chosen.emit("pinned")
    clock.now_s += 6000
    visitor.click("routeGoOn")
    clock.now_s += 31
    visitor.route._timer.timeout.emit()
    assert strip.accessibleName() == "Stop 1 of 5 · 18 min left"
    assert walk.spent_s == pytest.approx(121)
    visitor.window.story.stop_wanted.emit()
    assert walk.spent_s == 0
    assert strip.accessibleName() == "Stop 2 of 5 · 16 min left"
    visitor.click("routeClose")
    assert not visitor.route._timer.isActive()


def test_a_stop_is_ordered_as_a_chosen_lesson_is_so_the_run_before_is_kept_as_well(visitor: Visitor) -> None:
    sent = visitor.watched.sent()
    visitor.window.gallery.lesson_chosen.emit(STOPS[0].lesson)
    chosen = [type(command) for command in sent]
    sent.clear()
    visitor.go_to_the_lessons()
    assert [type(command) for command in sent] == chosen
    assert Start in chosen


def test_visitors_of_an_exhibit_are_asked_nothing(visitor: Visitor) -> None:
    visitor.go_to_the_lessons()
    visitor.route.set_exhibit(True)
    assert visitor.route.walk is None
    gallery = visitor.window.gallery
    gallery.set_exhibit(True)
    assert not visitor.part("routeButton").isVisible()
    gallery.list._exhibit = False
    gallery.set_exhibit(False)


def test_a_file_that_is_wrong_is_told_in_the_window(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise PlaygroundError("The route route.toml cannot be read in line 3: it lacks 'minutes'.")

    monkeypatch.setattr(route_format, "shipped_route", refuse)
    visitor.click("routeButton")
    assert visitor.sheet is None
    assert "in line 3" in visitor.window.notice.accessibleName()
    visitor.window.notice.dismiss()


def test_what_is_drawn_and_answered_is_forgotten_together(visitor: Visitor) -> None:
    visitor.go_to_the_lessons()
    visitor.route.walk.part = RoutePart.AFTER
    visitor.route.begin()
    visitor.answer_all(RIGHT)
    assert len(kept_routes.all()) == 1
    visitor.click("routeDifferenceClose")
    visitor.window.gallery.forget_drawn_wanted.emit()
    assert kept_routes.all() == []
    QCoreApplication.processEvents()
    visitor.window.notice.dismiss()
