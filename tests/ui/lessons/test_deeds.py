"""What a page asks a hand to do: an open circle, which becomes a tick once it is done, by whatever way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QSlider

from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.deed import Deed
from gan_playground.lessons.lesson import Lesson, Phase
from gan_playground.ui.lessons.deed_line import DeedLine, deed_words
from gan_playground.ui.stages.line.dial import on_circle
from gan_playground.ui.stages.line.theta_dial import ThetaDial
from gan_playground.ui.stages.plane.stage import PlaneStage
from ui.drawn import texts_in
from watched import Opener, Watched

PAGE = 3
RATE = "discriminator.learning_rate"
FASTER = Deed(turn={RATE: [0.015, 0.03]}, then="D learns faster now.")


def with_deed(lesson: str, deed: Deed) -> Lesson:
    pages = Phase(title="Yours", text="…", deed=deed), Phase(title="End", text="…")
    return replace(load_lesson(lesson), phases=pages, claims=())


@pytest.fixture
def opened(shared: Opener) -> Iterator[Callable[[str, Deed], Watched]]:
    """A page of a lesson with that deed; the run is paused."""
    seen = []

    def open_page(lesson: str, deed: Deed) -> Watched:
        watched = shared("--lesson", lesson)
        seen.append(watched)
        watched.pause()
        watched.window.story.show_lesson(with_deed(lesson, deed))
        watched.window.story.go_to(PAGE)
        return watched

    yield open_page
    for watched in seen:
        watched.window.story.go_to(0)


def line(watched: Watched) -> DeedLine:
    return watched.window.story.deed_line


def is_done(watched: Watched) -> bool:
    return line(watched).accessibleName().startswith("It is done.")


def by_slider(watched: Watched) -> None:
    slider = watched.window.knob_panel.controls[RATE].findChild(QSlider)
    while watched.window.session.experiment.knob(RATE) < 0.015:
        slider.triggerAction(QSlider.SliderAction.SliderSingleStepAdd)


def by_typing(watched: Watched) -> None:
    field = watched.window.knob_panel.controls[RATE].findChild(QLineEdit)
    field.setText("0.02")
    QTest.keyClick(field, Qt.Key.Key_Return)


def by_redoing(watched: Watched) -> None:
    watched.window.history.turn({RATE: 0.02})
    watched.window.history.undo()
    watched.window.deeds._done.clear()
    watched.window.deeds._on_page()
    assert not is_done(watched)
    watched.window.history.redo()


@pytest.mark.parametrize("way", [by_slider, by_typing, by_redoing])
def test_a_knob_is_brought_there_by_any_way(
    opened: Callable[[str, Deed], Watched], way: Callable[[Watched], None]
) -> None:
    watched = opened("pinned", FASTER)
    assert line(watched).accessibleName() == "To do: D learning rate → between 0.015 and 0.03"
    assert any("between" in text.text for text in texts_in(line(watched)))
    way(watched)
    assert line(watched).accessibleName() == "It is done. D learns faster now."
    assert watched.part("storyReturn", QPushButton).isHidden(), "it is what the page asked for"


def test_what_is_done_stays_done_and_forces_nobody(opened: Callable[[str, Deed], Watched]) -> None:
    watched = opened("pinned", FASTER)
    next_button = watched.part("storyNext", QPushButton)
    assert next_button.isEnabled()
    by_typing(watched)
    watched.window.history.undo()
    assert is_done(watched)
    next_button.click()
    assert line(watched).isHidden()
    watched.window.story.go_to(PAGE)
    assert is_done(watched)
    watched.window.lessons.shown.emit(with_deed("pinned", FASTER))  # another visitor begins it
    watched.window.story.go_to(PAGE)
    assert not is_done(watched)


def test_a_page_about_one_s_own_data_takes_nobody_s_tick(opened: Callable[[str, Deed], Watched]) -> None:
    watched = opened("pinned", FASTER)
    story = watched.window.story
    by_typing(watched)
    watched.window.history.undo()
    story.show_data("mine.csv")
    story.go_to(PAGE + 1)
    assert is_done(watched)
    story.show_data("")
    assert story.page == PAGE
    assert is_done(watched)


def drag(dial: ThetaDial, value: float) -> None:
    """From the handle to where this value stands."""
    begin, end = (
        on_circle(dial.ring, dial.dial.angle_deg(x), dial.ring.width() / 2).toPoint() for x in (dial.dial.value, value)
    )
    QTest.mousePress(dial, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(dial, end)
    QTest.mouseRelease(dial, Qt.MouseButton.LeftButton, pos=end)


def test_a_dial_is_turned_to_where_the_page_wants_it(opened: Callable[[str, Deed], Watched]) -> None:
    watched = opened("two-knobs", Deed(turn={"generator.theta1": [9.0, 11.0]}, then="Blue lies on orange."))
    dial = watched.window.run_view.stage.findChild(ThetaDial, "theta1Dial")
    drag(dial, 6.0)
    watched.settle()
    assert not is_done(watched)
    drag(dial, 10.0)
    watched.until(lambda: is_done(watched))
    assert watched.part("storyReturn", QPushButton).isHidden()


def test_what_training_moves_has_to_be_put_there_by_a_hand(opened: Callable[[str, Deed], Watched]) -> None:
    watched = opened("two-knobs", Deed(turn={"generator.theta1": [-1e6, 1e6]}, then="Anywhere."))
    watched.window.session.step_both()
    watched.settle()
    assert not is_done(watched)
    drag(watched.window.run_view.stage.findChild(ThetaDial, "theta2Dial"), 4.0)
    watched.until(lambda: not watched.part("storyReturn", QPushButton).isHidden())
    assert not is_done(watched), "it was the other one"
    drag(watched.window.run_view.stage.findChild(ThetaDial, "theta1Dial"), 4.0)
    watched.until(lambda: is_done(watched))


def test_what_is_drawn_by_hand_is_done_once_there_is_something(opened: Callable[[str, Deed], Watched]) -> None:
    watched = opened("ring", Deed(draw=True, then="G has to learn that too."))
    stage = watched.window.run_view.stage
    assert isinstance(stage, PlaneStage)
    assert line(watched).words == "Draw real data on the stage"
    watched.click("brushTool")
    hand, middle = stage.figure.viewport(), stage.figure.viewport().rect().center()
    QTest.mousePress(hand, Qt.MouseButton.LeftButton, pos=middle)
    for step in range(1, 6):
        QTest.mouseMove(hand, middle + QPoint(6 * step, 2 * step))
    QTest.mouseRelease(hand, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 10))
    watched.until(lambda: is_done(watched))
    assert watched.part("storyReturn", QPushButton).isHidden()
    watched.click("handTool")


@pytest.mark.parametrize("lesson", ["ring", "digits"])
def test_a_sample_that_is_pressed_on_is_followed(opened: Callable[[str, Deed], Watched], lesson: str) -> None:
    watched = opened(lesson, Deed(follow=True, then="That is the one."))
    stage = watched.window.run_view.stage
    assert not is_done(watched)
    if isinstance(stage, PlaneStage):
        stage.hands.pinned.emit(3)
    else:
        stage.figure.picked.emit(2, False)
    assert is_done(watched)
    stage.reset_view()


def test_its_words_are_those_of_the_knobs() -> None:
    assert deed_words(Deed(turn={"objective": "minimax"}, then="Done.")) == "Objective → Minimax"
    two = Deed(turn={"discriminator.steps": 0, "penalty.r1": [0.1, 1.0]}, then="Done.")
    assert deed_words(two).startswith("D steps per turn → ")
    assert "; R1 → between 0.1 and 1" in deed_words(two)
