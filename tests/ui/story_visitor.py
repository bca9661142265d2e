"""Somebody who goes through a story in the real window: as it is meant, or doing everything wrong."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from gan_playground.gan.observe.frame import PlanePicture
from gan_playground.lessons.claim import Wait
from gan_playground.lessons.deed import Deed
from gan_playground.lessons.lesson import Lesson
from gan_playground.lessons.markup import plain
from gan_playground.lessons.predict import Predict
from gan_playground.ui.knobs.controls import ChoiceControl, SwitchControl
from gan_playground.ui.lessons.pages import StoryPage
from gan_playground.ui.predict.question import Standing
from gan_playground.ui.stages.line.theta_dial import ThetaDial
from gan_playground.ui.stages.plane.stage import PlaneStage
from gan_playground.ui.theme.unbroken import no_break
from ui.drawn import texts_in
from watched import Watched

left = Qt.MouseButton.LeftButton
STEPS = ("step_discriminator", "step_generator", "step_both")


class StoryVisitor:
    """Reads a lesson's pages in the window, and does what they ask for. told: what each page said in the end."""

    def __init__(self, watched: Watched, lesson: Lesson) -> None:
        self.watched, self.window, self.lesson = watched, watched.window, lesson
        self.story, self.session = watched.window.story, watched.window.session
        self.told: dict[str, str] = {}

    def walk(self) -> None:
        """From the first page to the last one."""
        for number in range(len(self.story._pages)):
            assert self.story.page == number
            self.check_page()
            self.do(self.story.shown)
            assert self.button("storyReturn").isHidden(), "nothing was done that the page had not asked for"
            if number + 1 < len(self.story._pages):
                self.click("storyNext")

    def do(self, page: StoryPage) -> None:
        if page.deed is not None:
            self.do_deed(page.deed)
        if page.action:
            self.act(page)
        if page.predict is not None:
            self.predict(page.predict)

    def check_page(self) -> None:
        """It is that of the lesson, and so is all else."""
        window, page = self.window, self.story.shown
        assert self.part("storyTitle", QLabel).text().endswith(page.title)
        assert window.lesson.id == self.session.lesson == self.lesson.id
        assert window.run_view.stage is not None
        assert window.run_view._stage_name == self.session.experiment.stage
        if page.side:
            assert window.side_tabs.name == page.side
        shown = [action for action in (self.action_button,) if not action.isHidden()]
        assert bool(shown) is bool(page.action)

    # What is there.

    def part(self, name: str, kind: type[QWidget] = QWidget) -> Any:
        return self.watched.part(name, kind)

    def button(self, name: str) -> QPushButton:
        return self.part(name, QPushButton)

    def click(self, name: str) -> None:
        button = self.button(name)
        assert button.isEnabled(), f"{name} is dead"
        QTest.mouseClick(button, left, pos=button.rect().center())

    @property
    def action_button(self) -> QPushButton:
        button = self.button("storyAction")
        return self.button("storyDiscriminatorAction") if button.isHidden() else button

    @property
    def said(self) -> str:
        return self.part("storyOutcome", QLabel).text().replace(no_break, " ")

    def settle(self) -> int:
        return self.watched.settle().step

    # What a page asks for.

    def act(self, page: StoryPage) -> None:
        """Press its button, and see what comes of it."""
        run = self.session.ordered_run
        since = self.settle()
        QTest.mouseClick(self.action_button, left)
        if page.until is not None:
            self.wait(page.until, page.to if page.action == "rewind" else since, run)
        elif page.action == "slow_motion":
            self.watched.until(lambda: self.window.slow_motion.is_on)
            self.window.slow_motion.step()
            self.settle()
            self.window.slow_motion.end()
        elif page.action in STEPS:
            assert self.settle() == since + 1
        elif page.action == "train_discriminator":
            self.watched.until(lambda: not self.session.state.busy)
            self.settle()
        else:
            self.settle()
        self.watched.pause()
        self.told[page.title] = self.said

    def wait(self, wait: Wait, since: int, run: int | None) -> None:
        """It comes, in the steps that the page promises."""
        self.watched.until(lambda: "Step " in self.said or "Not within" in self.said)
        assert self.said.startswith(wait.then), self.said
        assert not self.window.rails.is_on
        step = self.settle()
        begun = since if self.session.ordered_run == run else 0
        assert step - begun <= wait.within + self.steps_between_frames
        assert self.said.endswith(f"Step {self.seen_of(self.said):,}.")

    @property
    def steps_between_frames(self) -> int:
        """How far a run comes until the window has seen that it is there."""
        steps = [frame.step for frame in self.watched.frames]
        return max((b - a for a, b in pairwise(steps)), default=0) * 2

    def seen_of(self, said: str) -> int:
        return int(said.rpartition("Step ")[2].rstrip(".").replace(",", ""))

    def do_deed(self, deed: Deed) -> None:
        """By the control itself."""
        assert not self.deed_is_done or not deed.turn
        if deed.turn:
            self.turn(deed.turn)
        elif deed.draw:
            self.draw_data()
        else:
            self.follow()
        self.watched.until(lambda: self.deed_is_done)
        assert deed.then in [" ".join(text.text.split()) for text in texts_in(self.story.deed_line)] or (
            self.story.deed_line.words == deed.then
        )
        self.told[self.story.shown.title] = self.story.deed_line.words

    @property
    def deed_is_done(self) -> bool:
        return self.story.deed_line.accessibleName().startswith("It is done.")

    def turn(self, knobs: Mapping[str, Any]) -> None:
        for path, where in knobs.items():
            is_range = isinstance(where, list | tuple)
            value = where if not is_range else (where[0] + where[1]) / 2
            value = round(value) if is_range and isinstance(where[0], int) else value
            dial = self.window.run_view.stage.findChild(ThetaDial, f"{path.rpartition('.')[2]}Dial")
            if dial is not None:
                dial.open_field()
                self.type(dial._field, f"{value:g}")
                self.settle()
            else:
                self.turn_control(path, value)

    def turn_control(self, path: str, value: Any) -> None:
        if self.window.knob_panel.control_seen(path) is None:
            self.window.knob_panel.all_button.click()
        control = self.window.knob_panel.controls[path]
        if isinstance(control, ChoiceControl):
            combo = control.findChild(QComboBox)
            combo.setCurrentIndex(combo.findData(value))
        elif isinstance(control, SwitchControl):
            control.findChild(QPushButton, "").click()
        else:
            self.type(control.findChild(QLineEdit), f"{value:g}")

    def type(self, field: QLineEdit, text: str) -> None:
        field.setText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def draw_data(self) -> None:
        """A short stroke of the brush over the plane."""
        stage = self.window.run_view.stage
        self.watched.click("brushTool")
        hand, middle = stage.figure.viewport(), stage.figure.viewport().rect().center()
        self.stroke(hand, [middle + QPoint(6 * step, 2 * step) for step in range(6)])
        self.watched.click("handTool")

    def follow(self) -> None:
        """Press on a generated sample."""
        stage = self.window.run_view.stage
        self.watched.pause()
        picture = self.settle() and self.watched.frames[-1].picture
        if isinstance(stage, PlaneStage) and isinstance(picture, PlanePicture):
            view = stage.figure
            place = view.mapFromScene(view.box.mapViewToScene(QPointF(*map(float, picture.generated[0]))))
            QTest.mouseClick(view.viewport(), left, pos=place)
        else:
            stage.figure.picked.emit(2, False)

    # Predictions.

    def predict(self, asked: Predict) -> None:
        """Answer it, let it happen, and hear what came."""
        if self.standing is Standing.AWAY:
            self.click("predictBegin")
        self.watched.until(lambda: self.standing is Standing.ASKED)
        if asked.choices:
            self.click(f"predictChoice{asked.right}")
        else:
            self.draw_answer(asked)
        self.click("predictHappen")
        self.watched.until(lambda: self.standing is Standing.TOLD)
        self.settle()
        text = self.part("storyText", QLabel).accessibleName()
        assert plain(asked.why) in text
        self.told[self.story.shown.title] = text

    @property
    def standing(self) -> Standing:
        question = self.window.predictions.question
        return Standing.AWAY if question is None else question.standing

    def draw_answer(self, asked: Predict) -> None:
        """Anything, across what is drawn in."""
        hand = self.hand_of(asked)
        width, height = hand.width(), hand.height()
        self.stroke(hand, [QPoint(round(width * (0.3 + 0.06 * k)), round(height * 0.5)) for k in range(8)])
        if not self.button("predictHappen").isEnabled():  # a line of the score lies to the right of now
            self.stroke(hand, [QPoint(round(width * (0.1 + 0.1 * k)), round(height * 0.6)) for k in range(9)])

    def hand_of(self, asked: Predict) -> QWidget:
        if asked.draw == "shares":
            return self.window.predictions.panel.bars._bars
        sketch = self.window.predictions._hand._sketch
        view = getattr(sketch, "_view", None) or self.window.run_view.stage.figure
        return view.viewport()

    def stroke(self, hand: QWidget, places: list[QPoint]) -> None:
        QTest.mousePress(hand, left, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(hand, place)
        QTest.mouseRelease(hand, left, pos=places[-1])

    # Everything wrong.

    def blunder(self) -> None:
        """On the page that is up: do nothing of what it asks for, and all else twice."""
        page = self.story.shown
        if page.action:
            for _ in range(2):
                QTest.mouseClick(self.action_button, left)
        self.turn_wrong_knobs()
        if not self.button("storyReturn").isHidden():
            self.click("storyReturn")
        self.window.lessons.restart()
        self.window.history.undo()
        if page.predict is not None:
            self.answer_nothing()
        self.window.history.undo()
        self.window.history.redo()

    def turn_wrong_knobs(self) -> None:
        experiment = self.session.experiment
        for path, value in (("discriminator.learning_rate", 0.02), ("generator.steps", 2), ("batch_size", 32)):
            if experiment.reads(path):
                self.window.knob_panel.knobs_turned.emit({path: value})

    def answer_nothing(self) -> None:
        for name in ("predictBegin", "predictHappen", "predictUnknown", "predictAgain"):
            button = self.button(name)
            if button.isEnabled() and not button.isHidden():
                button.click()
                button.click()
