"""The window at its smallest, with every lesson: nothing needs more room than there is, and the stage has its share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.gan.doctor.finding import Finding, Remedy, State
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.lessons.catalogue import lesson_heads, lessons, load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.session.messages import Comparison, Difference, RunInfo
from gan_playground.ui.knobs.flat_combo import FlatCombo
from gan_playground.ui.knobs.knob_panel import KnobPanel
from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard
from gan_playground.ui.lessons.gallery import Gallery
from gan_playground.ui.lessons.pages import pages_of
from gan_playground.ui.lessons.story import StoryCard
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK, load_fonts
from gan_playground.ui.transport.transport import Transport
from gan_playground.ui.window.layout import KnobColumn, WindowLayout, left_column, smallest_size
from gan_playground.ui.window.run_view import RunView
from gan_playground.ui.window.top_bar import TopBar
from ui.scores import make_outcomes
from watched import patience_ms

SIZES = (smallest_size, (1280, 720), (1920, 1080), (2560, 1440))
TROUBLE = Finding(
    "mode-collapse",
    State.TROUBLE,
    "Mode collapse",
    1200,
    "Of 8 modes 2 are found, and for 400 steps no other one was; D says “real” to 12% of generated samples.",
    0.8,
    (
        Remedy("r1", "Flatten D: R1 = 0.3", {"penalty.r1": 0.3}, 27, 30),
        Remedy("u", "Let G see five steps of D ahead", {"stabilise.unroll": 5}),
    ),
)


class Window:
    """All panels of the window in their places, with nobody who trains."""

    def __init__(self) -> None:
        self.bar, self.view, self.transport = TopBar(DARK), RunView(DARK), Transport()
        self.gallery, self.story = Gallery(lesson_heads().values(), DARK), StoryCard(DARK)
        self.knobs, self.card = KnobPanel(), DiagnosisCard(DARK)
        left, right = left_column(self.gallery, self.story), KnobColumn(self.knobs, self.card)
        self.outer = QWidget()  # as the window does, it lets the layout be smaller than that would like
        self.whole = WindowLayout(self.bar, left, self.view, right, self.transport, self.outer)
        self.whole.setFont(load_fonts())
        self.whole.setStyleSheet(stylesheet(DARK))
        for panel in (self.bar, self.transport, self.knobs, self.card, self.view, self.story):
            panel.set_theme(DARK)
        self.outer.setUpdatesEnabled(False)  # nothing is looked at
        self.outer.show()

    def resize(self, size: tuple[int, int]) -> None:
        self.outer.resize(*size)
        self.whole.resize(*size)
        self.lay_out()

    def lay_out(self) -> None:
        """Until every part has what it asks for."""
        for _ in range(3):
            QApplication.sendPostedEvents()

    def show(self, lesson: Lesson) -> None:
        run = RunInfo(1, lesson.experiment, 2**31 - 1, "cpu", 66562, 1_234_567)
        self.view.show_comparison(None, lesson)
        self.view.show_run(run, lesson)
        self.bar.show_lesson(lesson.title)
        self.bar.show_run(run)
        self.bar.show_rate(12_480)
        self.bar.show_kept(720)
        self.story.show_lesson(lesson)
        self.knobs.set_defaults(lesson.experiment)
        self.knobs.show_experiment(lesson.experiment)
        self.card.show_findings((TROUBLE,), 1600)
        self.lay_out()

    def compare(self, lesson: Lesson) -> None:
        run = RunInfo(1, lesson.experiment, 0, "cpu", 1, 1)
        differences = (Difference("discriminator.learning_rate", 0.001, 0.00025),)
        self.view.show_comparison(Comparison(run, replace(run, run=2), differences), lesson)
        self.lay_out()

    @property
    def is_small_enough(self) -> bool:
        """Whether the layout itself would be content with the smallest window."""
        least = self.whole.minimumSizeHint()
        return QSize(*smallest_size).expandedTo(least) == QSize(*smallest_size)


@pytest.fixture(scope="module")
def made(qapp: QApplication) -> Iterator[Window]:
    window = Window()
    yield window
    window.outer.close()
    window.outer.deleteLater()


@pytest.fixture
def window(made: Window, qtbot: QtBot, at_work: Callable[[], list[Any]]) -> Iterator[Window]:
    made.knobs.simple_button.setChecked(True)
    made.resize(smallest_size)
    yield made
    for _ in range(2):  # what was put off until the parts are laid out, and for some milliseconds
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not at_work(), timeout=patience_ms)


def cut(part: QWidget) -> list[str]:
    """The words in it for which there is too little room, each that can be seen."""
    short = []
    for label in part.findChildren(QLabel):
        needed = label.fontMetrics().horizontalAdvance(label.text()) if not label.wordWrap() else 0
        if label.isVisible() and label.textFormat() is not Qt.TextFormat.RichText and needed > label.width():
            short.append(label.text())
    for button in part.findChildren(QAbstractButton):
        hint = button.minimumSizeHint()
        if button.isVisible() and (button.width() < hint.width() or button.height() < hint.height()):
            short.append(f"{button.text() or button.objectName()} ({button.size().toTuple()} < {hint.toTuple()})")
    return short


def overlapping(part: QWidget) -> list[tuple[str, str]]:
    """Pairs of buttons and labels that share a place."""
    seen = [each for each in part.findChildren(QWidget) if isinstance(each, (QAbstractButton, QLabel))]
    places = [(each, QRect(each.mapTo(part, QPoint(0, 0)), each.size())) for each in seen if each.isVisible()]
    apart = [(each, place) for each, place in places if not isinstance(each.parent(), QAbstractButton)]
    return [
        (one.objectName(), other.objectName())
        for (one, place), (other, its) in combinations(apart, 2)
        if place.intersects(its)
    ]


@each_of("lesson", sorted(lessons().values(), key=lambda lesson: lesson.experiment.stage))
def test_no_lesson_needs_more_than_the_smallest_window(window: Window, lesson: Lesson) -> None:
    window.show(lesson)
    assert window.is_small_enough
    window.knobs.all_button.setChecked(True)
    window.lay_out()
    assert window.is_small_enough


@each_of("kind", ["pinned", "ring", "counterfeiter", "palette", "tug-of-war"])
def test_the_stage_has_two_fifths_of_the_height(window: Window, kind: str) -> None:
    window.show(load_lesson(kind))
    for size in SIZES[:2]:  # larger ones have more to share
        window.resize(size)
        assert window.view.stage.height() >= 0.4 * size[1]
    window.resize(smallest_size)
    window.view.show_outcomes(make_outcomes(1e-4, None, 4e-4))
    window.compare(load_lesson(kind))
    top, bottom = (part.mapTo(window.view, QPoint()).y() for part in (window.view.stage.head, window.view.stage))
    with_legend = bottom - top + window.view.stage.height()  # which is above both, and not in each
    assert with_legend >= 0.4 * smallest_size[1]
    assert window.is_small_enough


@each_of("size", SIZES)
def test_no_word_of_the_bars_is_cut_and_none_lies_on_another(window: Window, size: tuple[int, int]) -> None:
    window.resize(size)
    window.show(max(lessons().values(), key=lambda lesson: len(lesson.title)))
    for bar in (window.bar, window.transport, window.view.flow):
        assert cut(bar) == []
        assert overlapping(bar) == []
    assert window.story.findChild(QLabel, "storyTitle").isVisible()


@each_of("size", SIZES[:2])
@each_of("lesson", lessons().values())
def test_no_page_scrolls_and_no_button_of_one_is_cut(window: Window, lesson: Lesson, size: tuple[int, int]) -> None:
    window.resize(size)
    window.story.show_lesson(lesson)
    for page in pages_of(lesson):
        window.lay_out()
        area = window.story.findChild(QScrollArea)
        assert area.verticalScrollBar().maximum() == 0, page.title
        assert area.widget().height() >= area.widget().heightForWidth(area.widget().width()), page.title
        assert cut(window.story) == [], page.title
        window.story.turn()


@each_of("exhibit", [True, False])
def test_no_word_above_the_knobs_is_cut_for_fingers_or_mice(window: Window, exhibit: bool) -> None:
    window.knobs.set_exhibit(exhibit)
    window.lay_out()
    head = window.knobs.simple_button.parentWidget().parentWidget()
    assert cut(head) == []
    assert window.knobs.all_button.text() == ("All" if exhibit else "All knobs")


def test_no_knob_is_cut_in_the_narrowest_column(window: Window) -> None:
    """Every control as it is, and with the mark that it was turned."""
    controls = {path: window.knobs.controls[path] for path in KNOBS}
    for control in controls.values():
        control.show()
        control.title.dot.show()
    window.resize((smallest_size[0] + 20, 700))
    window.resize(smallest_size)
    for path, control in controls.items():
        assert cut(control) == [], path
        assert overlapping(control) == [], path
        for combo in control.findChildren(FlatCombo):
            assert combo.height() >= combo.sizeHint().height()


def test_the_words_of_a_list_are_whole_in_the_narrowest_column(qtbot: QtBot) -> None:
    """Beside the title or, where there is no room, below it."""
    combo, title = FlatCombo(), QLabel("Real data")
    qtbot.addWidget(combo)
    combo.set_title(title)
    combo.addItems(["Normal", "Draws of a file of yours"])
    combo.resize(203, 36)
    combo.show()
    beside = combo.sizeHint().height()
    combo.setCurrentIndex(1)
    assert combo.sizeHint().height() > beside + title.fontMetrics().height()
    combo.setCurrentIndex(0)
    assert combo.sizeHint().height() == beside
