"""A window with the parts that a controller beside it listens to, and no run behind them."""

from __future__ import annotations

from types import SimpleNamespace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSlider, QWidget

from gan_playground.lessons.catalogue import lesson_heads, load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.ui.lessons.gallery import Gallery
from gan_playground.ui.lessons.story import StoryCard
from gan_playground.ui.theme.theme import DARK


class Parts(QObject):
    """What a session, its history, a lesson controller and a demo tell."""

    frame_ready, closing, changed = Signal(object), Signal(), Signal(object)
    playing_changed, shown, ordered = Signal(bool), Signal(object), Signal(object)
    lesson_due, page_due = Signal(str), Signal()


class StandIn(QWidget):
    """900x600, with a stage in the middle, knobs at the right and a timeline at the bottom."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(900, 600)
        self.theme = DARK
        self.begun: list[str] = []
        self.session, self.demo, self.history, self.lessons = Parts(self), Parts(self), Parts(self), Parts(self)
        self.session.is_playing, self.demo.is_playing = True, False
        self.lessons.lesson = load_lesson("two-knobs")
        self.lessons.begin = self.lessons.act = self.begun.append
        self.gallery, self.story = Gallery(lesson_heads().values(), DARK, self), StoryCard(DARK, self)
        self.story.show_lesson(self.lessons.lesson)
        self.run_view, self.knob_panel = SimpleNamespace(stage=QWidget(self)), QWidget(self)
        slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider = slider
        slider.step_wanted = slider.valueChanged
        self.transport = SimpleNamespace(time_row=SimpleNamespace(timeline_slider=slider))
        self._place()

    def _place(self) -> None:
        self.gallery.setGeometry(0, 0, 200, 300)
        self.story.setGeometry(0, 300, 200, 250)
        self.run_view.stage.setGeometry(200, 100, 450, 400)
        self.knob_panel.setGeometry(650, 50, 250, 450)
        self.slider.setGeometry(0, 560, 700, 30)

    def show_lesson(self, lesson_id: str) -> None:
        """Another one, from the beginning."""
        lesson: Lesson = load_lesson(lesson_id)
        self.begun.append(lesson_id)
        self.lessons.lesson = lesson
        self.lessons.shown.emit(lesson)
        self.story.show_lesson(lesson)
