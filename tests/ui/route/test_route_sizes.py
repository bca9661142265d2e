"""Whatever of the route is up, at every size in both themes: no word is cut, shortened or on another one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QWidget

from gan_playground.lessons.route import shipped_route
from gan_playground.ui.lessons.story_page import PageText
from gan_playground.ui.route.difference import difference_of, to_keep
from gan_playground.ui.route.difference_sheet import DifferenceSheet
from gan_playground.ui.route.kept import kept_routes
from gan_playground.ui.route.walk import RoutePart, RouteWalk, unknown
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.window.layout import smallest_size
from ui.drawn import faults
from watched import Opener, Watched

SIZES = (smallest_size, (1280, 720), (1920, 1080))
ROUTE = shipped_route()
layers_of_layouts = 5


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


@pytest.fixture
def watched(opened: Opener) -> Iterator[Watched]:
    watched = opened("--lesson", "pinned")
    yield watched
    watched.window.route.end()
    kept_routes.forget()


def settle() -> None:
    for _ in range(layers_of_layouts):
        QCoreApplication.processEvents()


def as_large(watched: Watched, size: tuple[int, int]) -> None:
    window = watched.window
    window.resize(*size)
    watched.until(lambda: text_scale.factor == text_scale.factor_for(window.width(), window.height()))
    settle()
    assert (window.width(), window.height()) == size


def in_sight(part: QWidget) -> bool:
    """Whether all of it is in the window."""
    return part.window().rect().contains(part.rect().translated(part.mapTo(part.window(), part.rect().topLeft())))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_each_question_can_be_read(watched: Watched, size: tuple[int, int]) -> None:
    as_large(watched, size)
    window = watched.window
    found = []
    for again in (False, True):
        part = RoutePart.AFTER if again else RoutePart.BEFORE
        window.route.walk = walk = RouteWalk(ROUTE, part)
        for number in range(len(ROUTE.questions)):
            walk.question = number
            window.route.begin()
            settle()
            sheet = window.route.questions
            found += [f"{number}: {fault}" for fault in faults(sheet)]
            assert all(in_sight(part) for part in (sheet.close_button, *sheet._cards[:3], sheet._next))
        window.toggle_theme()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_what_has_changed_can_be_read(watched: Watched, size: tuple[int, int]) -> None:
    """With all that can be said: of a class, with no answer, and with one of each change."""
    as_large(watched, size)
    right = dict(enumerate(question.right for question in ROUTE.questions))
    walk = RouteWalk(ROUTE, RoutePart.TOLD, before={**right, 0: unknown, 2: unknown}, after={**right, 1: unknown, 2: 0})
    for _ in range(2):
        kept_routes.add(to_keep(walk))
    sheet = DifferenceSheet(difference_of(walk), watched.window.theme, watched.window)
    sheet.show_sheet()
    settle()
    found = faults(sheet)
    seen = [in_sight(part) for part in sheet.findChildren(QLabel)]
    sheet.close_sheet()
    sheet.deleteLater()
    assert not found, "\n".join(found)
    assert all(seen)


@pytest.mark.parametrize("stop", range(len(ROUTE.stops)))
def test_the_strip_leaves_room_for_each_page(watched: Watched, stop: int) -> None:
    """Where there is least room."""
    as_large(watched, smallest_size)
    window = watched.window
    window.route.walk = RouteWalk(ROUTE, RoutePart.LESSONS, stop=stop)
    window.route.begin()
    found = []
    for title in ROUTE.stops[stop].pages:
        window.story.go_to_titled(title)
        settle()
        assert window.story.shown.title == title
        scrolls = ["scrolls"] if window.story.findChild(PageText).verticalScrollBar().maximum() else []
        found += [f"{title}: {fault}" for fault in (*scrolls, *faults(window.reading_column))]
        assert in_sight(watched.part("routeStrip"))
        assert in_sight(watched.part("storyNext"))
    window.gallery.lesson_chosen.emit("tug-of-war")
    settle()
    found += [f"away: {fault}" for fault in faults(watched.part("routeStrip"))]
    assert not found, "\n".join(found)
