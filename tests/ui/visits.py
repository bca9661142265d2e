"""Somebody at a page that asks what will come, in the real window."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from gan_playground.gan.observe.frame import Frame
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.lesson import Lesson, Phase
from gan_playground.lessons.predict import Predict
from gan_playground.ui.plot.plot_sketch import PlotSketch
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.predict.question import Standing
from gan_playground.ui.stages.stage_plot import StagePlot
from watched import Watched

before, steps = 3, 6


def short(after: int, lesson: str = "pinned", **asked: object) -> Lesson:
    """A lesson with one page that asks, and one behind it."""
    answered = asked or {"draw": "generated"}
    predict = Predict(ask="Where will it be?", why="It is pinned.", steps=steps, after=after, **answered)
    page = Phase(title="Your prediction", text="Now both train on.", predict=predict)
    return replace(load_lesson(lesson), phases=(page, Phase(title="The end", text="That was it.")), claims=())


class Visit:
    """Somebody at such a page, in a run that was paused a few steps before that of which it speaks."""

    def __init__(self, watched: Watched, lesson: str = "pinned", **asked: object) -> None:
        self.watched, self.window = watched, watched.window
        self.after = watched.pause().step + before
        self.window.lessons.show(short(self.after, lesson, **asked))
        self.window.story.go_to(3)
        self.until(Standing.ASKED)

    def until(self, standing: Standing) -> None:
        self.watched.until(lambda: self.standing is standing)

    @property
    def standing(self) -> Standing:
        question = self.window.predictions.question
        return Standing.AWAY if question is None else question.standing

    def button(self, name: str) -> QPushButton:
        part = self.watched.part(name, QPushButton)
        assert isinstance(part, QPushButton)
        return part

    @property
    def figure(self) -> StagePlot:
        """Of the stage; its first plot is drawn in."""
        return self.window.run_view.stage.figure

    @property
    def view(self) -> PlotView:
        """What is drawn in."""
        sketch = self.window.predictions._hand._sketch
        return sketch._view if isinstance(sketch, PlotSketch) else self.figure

    def place(self, x: float, y: float) -> QPoint:
        return self.view.mapFromScene(self.view.plots[0].box.mapViewToScene(QPointF(x, y)))

    def draw(self, *points: tuple[float, float]) -> None:
        """With the mouse, in straight lines between places of the plot's box."""
        hand = self.view.viewport()
        places = [self.place(*point) for point in points]
        QTest.mousePress(hand, Qt.MouseButton.LeftButton, pos=places[0])
        for end in places[1:]:
            QTest.mouseMove(hand, end)
        QTest.mouseRelease(hand, Qt.MouseButton.LeftButton, pos=places[-1])

    def text(self) -> str:
        label = self.watched.part("storyText", QLabel)
        return label.accessibleName()

    @property
    def given(self) -> Any:
        """What is drawn; None: nothing."""
        return self.window.predictions._hand.given

    def happen(self) -> Frame:
        """Let it, to its end."""
        self.button("predictHappen").click()
        self.until(Standing.TOLD)
        return self.watched.settle()

    def leave(self) -> None:
        self.window.story.go_to(0)
