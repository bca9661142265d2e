"""The plane's lessons in the real window: from a hand on the data to the weights, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit
from shiboken6 import isValid

from cases import one_in
from gan_playground.gan.data.plane.mixtures import read_centres
from gan_playground.gan.data.plane.strokes import read_strokes
from gan_playground.gan.data.plane.turning import rotation
from gan_playground.gan.observe.frame import PlanePicture
from gan_playground.gan.observe.look import Look
from gan_playground.lessons.catalogue import lessons
from gan_playground.session.commands import LookAt, Start
from gan_playground.ui.notices.notice import NoticeKind
from gan_playground.ui.stages.plane.tools import Tool
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.main_window import MainWindow
from ui.looks import is_colored, pixels
from ui.planes import LESSONS, Place, drag, left, plane_of, press, show_only, spot, turn_wheel
from watched import Opener, Watched


@pytest.fixture
def opened(shared: Opener) -> Opener:
    """One window for all: each lesson begins on a stage of its own."""
    return shared


def picture_of(watched: Watched) -> PlanePicture:
    picture = watched.frames[-1].picture
    assert isinstance(picture, PlanePicture)
    return picture


def experiment_of(watched: Watched) -> Any:
    return watched.window.session.experiment


def share_near(dots: np.ndarray, place: Place, radius: float) -> float:
    return float((np.hypot(*(dots - place).T) <= radius).mean())


def agrees(watched: Watched) -> None:
    """What trains is what the session says and what every control shows."""
    session = watched.window.session
    watched.settle()
    assert session._worker.trainer.experiment == session.experiment
    for path, control in watched.window.knob_panel.controls.items():
        assert control.value == session.experiment.knob(path), path


def test_these_are_the_lessons_of_the_plane() -> None:
    assert {lesson.id for lesson in lessons().values() if lesson.experiment.stage == "plane"} == set(LESSONS)


def test_each_lesson_of_the_plane_trains_and_shows_dots(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    for lesson in LESSONS:
        watched.window.show_lesson(lesson)
        watched.settle()
        watched.until(lambda: watched.frames[-1].step > 5)
        watched.pause()
        stage = plane_of(watched.window)
        assert stage.figure is watched.part("plane"), lesson
        picture = picture_of(watched)
        assert len(picture.real) == len(picture.generated) == 2000, lesson
        assert picture.survey.heat is not None, lesson
        show_only(stage, "real", "generated")
        image = pixels(stage.figure)
        for role in ("real", "generated"):  # a G of small weights begins as one mode
            assert is_colored(image, DARK.color(role), 150).sum() > 10, (lesson, role)
        watched.window.run_view.reset_view()


def test_the_smallest_window_has_room_for_all_of_it(opened: Opener) -> None:
    watched = opened("--lesson", "ring")
    window, stage = watched.window, plane_of(watched.window)
    window.resize(window.minimumSize())
    watched.until(lambda: window.size() == window.minimumSize())
    stage.pin(3)
    watched.until(lambda: picture_of(watched).survey.pinned is not None and stage.pin_card.isVisible())
    for part in (*stage.chips, stage.figure, stage.pin_card, *stage.tools.findChildren(QAbstractButton)):
        corner = part.mapTo(stage, part.rect().bottomRight())
        assert corner.x() < stage.width(), part.objectName()
        assert corner.y() < stage.height(), part.objectName()
    assert stage.figure.height() >= 200, "beside two rows of legend, and all that is told of a dot"
    window.toggle_theme()
    window.grab()


# What is seen, and asked for.


def test_a_hidden_layer_is_no_longer_computed_and_comes_back(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    watched.until(lambda: picture_of(watched).survey.forces is not None)
    watched.click("layer.forces")
    watched.until(lambda: picture_of(watched).survey.forces is None)
    assert picture_of(watched).survey.heat is not None
    watched.click("layer.heat")
    watched.until(lambda: picture_of(watched).survey.heat is not None)  # for the line of one half
    watched.click("layer.half")
    watched.until(lambda: picture_of(watched).survey.heat is None)
    watched.click("layer.manifold")
    watched.click("layer.densities")
    watched.until(lambda: picture_of(watched).survey.manifold is not None)
    watched.until(lambda: picture_of(watched).survey.real_density is not None)
    watched.window.run_view.reset_view()
    watched.until(lambda: picture_of(watched).survey.manifold is None and picture_of(watched).survey.heat is not None)


def test_while_it_is_paused_a_layer_comes_up_at_once(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    paused_at = watched.pause().step
    assert picture_of(watched).survey.manifold is None
    watched.click("layer.manifold")
    watched.until(lambda: picture_of(watched).survey.manifold is not None)
    assert watched.frames[-1].step == paused_at


def test_what_is_magnified_is_looked_at_closely(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    watched.pause()
    whole = picture_of(watched).survey.region
    stage = plane_of(watched.window)
    turn_wheel(stage.figure.viewport(), 5)
    watched.until(lambda: picture_of(watched).survey.region.width < whole.width / 2)
    watched.until(lambda: picture_of(watched).survey.region == stage.look.region)
    QTest.keyClick(stage.figure, Qt.Key.Key_0)
    watched.until(lambda: picture_of(watched).survey.region == stage.look.region)
    assert picture_of(watched).survey.region.width >= whole.width


@pytest.mark.parametrize(("first", "second"), one_in(2, [("two-blobs", "grid"), ("ring", "ring-rescued")]))
def test_another_lesson_is_looked_at_whole(opened: Opener, first: str, second: str) -> None:
    watched = opened("--lesson", first)
    stage = plane_of(watched.window)
    turn_wheel(stage.figure.viewport(), 8)
    watched.until(lambda: picture_of(watched).survey.region == stage.look.region)
    watched.window.show_lesson(second)
    watched.until(lambda: watched.seen_run == 2)
    assert stage.figure.is_fitted
    watched.until(lambda: picture_of(watched).survey.region == stage.look.region)


# Hands.


def test_paint_is_learned_from_the_next_step_on(opened: Opener) -> None:
    watched = opened("--lesson", "draw-your-own")
    stage = plane_of(watched.window)
    assert share_near(picture_of(watched).real, (2.6, 2.2), 0.5) == 0
    press(stage, "brushTool")
    drag(stage, (2.4, 2.2), (2.8, 2.2))
    stroke = read_strokes(experiment_of(watched).data.drawing)[-1]
    assert stroke.places[0] == pytest.approx((2.4, 2.2), abs=0.05)
    watched.until(lambda: bool(watched.frames[-1].edits))
    assert watched.frames[-1].edits[-1].knob == "data.drawing"
    watched.until(lambda: share_near(picture_of(watched).real, (2.6, 2.2), 0.7) > 0.03)
    assert watched.run == 1
    press(stage, "undoAction")
    watched.until(lambda: share_near(picture_of(watched).real, (2.6, 2.2), 0.7) == 0)
    press(stage, "redoAction")
    watched.until(lambda: share_near(picture_of(watched).real, (2.6, 2.2), 0.7) > 0.03)
    agrees(watched)


def test_what_is_rubbed_out_is_no_longer_sampled(opened: Opener) -> None:
    watched = opened("--lesson", "draw-your-own")
    stage = plane_of(watched.window)
    assert share_near(picture_of(watched).real, (-0.68, 0.62), 0.3) > 0.02
    press(stage, "eraserTool")
    drag(stage, (-0.68, 0.62), (-0.7, 0.6))
    watched.until(lambda: share_near(picture_of(watched).real, (-0.68, 0.62), 0.12) == 0)  # its tip is soft
    agrees(watched)


def test_an_empty_canvas_pauses_and_paint_goes_on(opened: Opener) -> None:
    watched = opened("--lesson", "draw-your-own")
    stage, session = plane_of(watched.window), watched.window.session
    press(stage, "clearAction")
    watched.settle()
    assert not session.is_playing
    show_only(stage, "real")
    assert not is_colored(pixels(stage.figure), DARK.color("real"), 150).any()
    press(stage, "brushTool")
    drag(stage, (1.0, 1.0), (2.0, 1.0))
    watched.until(lambda: session.is_playing)
    watched.until(lambda: share_near(picture_of(watched).real, (1.5, 1.0), 1.0) == 1)
    agrees(watched)


def test_while_the_canvas_is_empty_nothing_trains_unseen(opened: Opener) -> None:
    """Whoever goes on all the same either gets back what there was to train on, or does not go on."""
    watched = opened("--lesson", "draw-your-own")
    stage, session = plane_of(watched.window), watched.window.session
    for button in ("playButton", "restartButton", "stepBothButton"):
        press(stage, "clearAction")
        watched.settle()
        assert not session.is_playing, button
        before = session._worker.trainer.step, session.run.run
        watched.click(button)
        watched.settle()
        if session.is_playing:
            watched.until(lambda before=before: (session._worker.trainer.step, session.run.run) != before)
        moved = (session._worker.trainer.step, session.run.run) != before
        assert moved != stage.figure.is_empty, button
        watched.window.show_lesson("draw-your-own")
        watched.settle()


def test_a_mode_is_where_the_hand_is_while_it_trains(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    stage = plane_of(watched.window)
    QTest.mousePress(stage.figure.viewport(), left, pos=spot(stage, 1.5, 0.0))
    QTest.mouseMove(stage.figure.viewport(), spot(stage, 2.0, 0.5))
    QTest.mouseMove(stage.figure.viewport(), spot(stage, 2.5, 1.5))
    watched.until(lambda: share_near(picture_of(watched).real, (2.5, 1.5), 1.5) > 0.4)
    QTest.mouseRelease(stage.figure.viewport(), left, pos=spot(stage, 2.5, 1.5))
    assert picture_of(watched).centres is not None
    centres = read_centres(experiment_of(watched).data.centres)
    assert centres is not None
    assert centres[1] == pytest.approx((2.5, 1.5), abs=0.05)
    control = watched.window.knob_panel.controls["data.centres"]
    assert control.label.text() == "changed by hand"
    press(stage, "undoAction")
    assert control.label.text() == "as it was"
    watched.until(lambda: share_near(picture_of(watched).real, (1.5, 0.0), 1.5) > 0.4)
    agrees(watched)


def test_the_dot_of_a_knob_puts_the_modes_back(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    watched.window.knob_panel.all_button.click()
    stage = plane_of(watched.window)
    control = watched.window.knob_panel.controls["data.centres"]
    assert control.isVisible()
    assert not control.title.dot.isVisible()
    drag(stage, (1.5, 0.0), (2.5, 1.5))
    watched.until(lambda: np.allclose(picture_of(watched).centres[1], (2.5, 1.5), atol=0.05))
    QTest.mouseClick(control.title.dot, left)
    assert experiment_of(watched).data.centres == ""
    assert control.label.text() == "as it was"
    watched.until(lambda: np.allclose(picture_of(watched).centres[1], (1.5, 0.0)))
    press(stage, "undoAction")
    agrees(watched)


def test_modes_come_and_go(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    stage = plane_of(watched.window)
    press(stage, "addTool")
    drag(stage, (0.0, 2.0))
    watched.until(lambda: watched.frames[-1].metrics["modes_total"].value == 3)
    assert share_near(picture_of(watched).real, (0.0, 2.0), 1.3) > 0.25
    press(stage, "eraserTool")
    drag(stage, (-1.5, 0.5), (-1.5, -0.5))
    watched.until(lambda: watched.frames[-1].metrics["modes_total"].value == 2)
    assert share_near(picture_of(watched).real, (-1.5, 0.0), 1.0) < 0.1
    agrees(watched)


@pytest.mark.parametrize("lesson", one_in(2, ["two-blobs", "draw-your-own"]))
def test_to_rub_out_everything_is_refused_and_nothing_is_lost(opened: Opener, lesson: str) -> None:
    watched = opened("--lesson", lesson)
    stage, before = plane_of(watched.window), experiment_of(watched)
    stage.tools.tip.size_slider.setValue(stage.tools.tip.size_slider.maximum())
    stage.tools.tip.softness_slider.setValue(0)
    press(stage, "eraserTool")
    drag(stage, (-2.5, 2.0), (2.5, 2.0), (2.5, 0.0), (-2.5, 0.0), (-2.5, -2.0), (2.5, -2.0))
    watched.until(watched.window.notice.isVisible)
    assert watched.window.notice.kind is NoticeKind.ERROR
    assert "rubbed out" in watched.window.notice.accessibleName()
    watched.until(lambda: experiment_of(watched) == before)
    agrees(watched)
    step = watched.frames[-1].step
    watched.until(lambda: watched.frames[-1].step > step)
    assert not watched.frames[-1].edits


def test_a_refused_change_leaves_nothing_to_undo(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    stage, before = plane_of(watched.window), experiment_of(watched)
    press(stage, "eraserTool")
    drag(stage, (-1.5, 0.0), (1.5, 0.0))
    watched.until(watched.window.notice.isVisible)
    watched.until(lambda: experiment_of(watched) == before)
    watched.until(lambda: not watched.part("undoAction").isEnabled())


def test_paint_lands_under_the_pointer_of_data_that_turn(opened: Opener) -> None:
    watched = opened("--lesson", "chase")
    watched.window.session.turn({"data.drift": 2.0})
    watched.until(lambda: abs(picture_of(watched).angle) > 0.4)
    watched.pause()
    stage = plane_of(watched.window)
    stage.tools.choose(Tool.BRUSH)
    drag(stage, (0.0, 0.0), (0.3, 2.6))
    picture = picture_of(watched)
    middle, scale = np.array(picture.middle), np.array(picture.scale)
    kept = np.array(read_strokes(experiment_of(watched).data.drawing)[-1].places)
    now = (kept - middle) / scale @ rotation(picture.angle) * scale + middle
    assert now[-1] == pytest.approx((0.3, 2.6), abs=0.05)
    watched.until(lambda: share_near(picture_of(watched).real, (0.3, 2.6), 0.6) > 0.02)


def test_a_word_is_learned_as_soon_as_it_is_typed(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    kinds = watched.part("data.kind", QComboBox)
    kinds.setCurrentIndex(kinds.findData("word"))
    watched.until(lambda: watched.run == watched.seen_run == 2)
    line = watched.part("data.text", QLineEdit)
    line.setText("l")
    QTest.keyClick(line, Qt.Key.Key_Return)
    watched.until(lambda: picture_of(watched).real[:, 0].std() < 0.5)
    assert watched.run == 2


# The dot that is followed.


def click_on_dot(watched: Watched) -> int:
    """Press on a generated dot that is in sight, while it is paused; gives which one the stage follows."""
    stage = plane_of(watched.window)
    generated, region = picture_of(watched).generated, stage.figure.region
    inside = np.flatnonzero(region.contains(generated))
    QTest.mouseClick(stage.figure.viewport(), left, pos=spot(stage, *generated[inside[0]]))
    assert stage.look.pinned is not None
    return stage.look.pinned


def test_a_dot_can_be_followed_while_it_trains(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    watched.pause()
    stage = plane_of(watched.window)
    index = click_on_dot(watched)
    watched.until(lambda: picture_of(watched).survey.pinned is not None)
    assert stage.pin_card.isVisible()
    first = picture_of(watched).survey.pinned
    assert first.place == pytest.approx(picture_of(watched).generated[index])
    watched.click("playButton")
    watched.until(lambda: len(picture_of(watched).survey.pinned.trail) > len(first.trail) + 3)
    later = picture_of(watched).survey.pinned
    assert (later.index, list(later.z)) == (index, list(first.z))
    assert later.trail[0] == pytest.approx(first.trail[0])
    QTest.keyClick(stage.figure, Qt.Key.Key_Escape)
    assert stage.pin_card.isHidden()
    watched.until(lambda: picture_of(watched).survey.pinned is None)


def test_the_cross_lets_it_go_and_so_does_another_lesson(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    stage = plane_of(watched.window)
    watched.pause()
    click_on_dot(watched)
    watched.until(lambda: picture_of(watched).survey.pinned is not None)
    watched.click("unpinButton")
    watched.until(lambda: picture_of(watched).survey.pinned is None)
    click_on_dot(watched)
    watched.window.show_lesson("ring")
    watched.until(lambda: watched.run == watched.seen_run == 2)
    assert stage.pin_card.isHidden()
    assert stage.look.pinned is None
    assert picture_of(watched).survey.pinned is None


def test_what_was_asked_of_one_lesson_is_not_asked_of_the_next(opened: Opener) -> None:
    """What is wanted to be seen reaches the trainer before the order of a run that is looked at as soon as it is."""
    watched = opened("--lesson", "two-blobs")
    watched.pause()
    session = watched.window.session
    sent = watched.sent()
    click_on_dot(watched)
    watched.until(lambda: picture_of(watched).survey.pinned is not None)
    watched.window.show_lesson("ring")
    watched.until(lambda: watched.frames[-1].run == session.ordered_run)
    said = [getattr(one, "look", one) for one in sent if isinstance(one, LookAt | Start)]
    (place,) = [place for place, one in enumerate(said) if not isinstance(one, Look)]
    assert said[0].pinned is not None
    assert [look.pinned for look in said[place - 1 :] if isinstance(look, Look)] == [None] * (len(said) - place)


def test_escape_belongs_to_the_dot_before_it_leaves_the_full_screen(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    watched.pause()
    watched.window.toggle_full_screen()
    stage = plane_of(watched.window)
    watched.qtbot.waitUntil(lambda: stage.figure.region is not None)
    click_on_dot(watched)
    watched.until(lambda: picture_of(watched).survey.pinned is not None)
    QTest.keyClick(stage.figure, Qt.Key.Key_Escape)
    assert watched.window.isFullScreen()
    watched.until(lambda: picture_of(watched).survey.pinned is None)
    QTest.keyClick(stage.figure, Qt.Key.Key_Escape)
    assert not watched.window.isFullScreen()


# Between the panels.


def test_the_average_can_be_chosen_on_the_plane(opened: Opener) -> None:
    watched = opened("--lesson", "ring-rescued")
    watched.until(lambda: watched.frames[-1].averaged)
    watched.click("averageSwitch")
    watched.until(lambda: not watched.frames[-1].averaged)
    assert experiment_of(watched).stabilise.average_shown is False


def test_a_stage_of_another_kind_comes_and_the_plane_comes_back(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    for lesson in ("textbook-curve", "draw-your-own", "tug-of-war", "ring"):
        watched.window.show_lesson(lesson)
        ordered = watched.window.session.ordered_run
        watched.until(lambda run=ordered: watched.frames[-1].run == run and watched.frames[-1].step > 2)
    picture = picture_of(watched)
    assert picture.survey.heat is not None
    show_only(plane_of(watched.window), "real")
    assert is_colored(pixels(watched.part("plane")), DARK.color("real"), 150).any()


@pytest.mark.parametrize("held", one_in(2, [True, False]))
def test_the_plane_goes_from_under_the_mouse(opened: Opener, held: bool) -> None:
    """An error in an event filter fails the test by itself."""
    watched = opened("--lesson", "two-blobs")
    stage = plane_of(watched.window)
    QTest.mouseMove(stage.figure.viewport(), spot(stage, 1.5, 0.0))
    watched.until(stage.figure.underMouse)
    if held:
        QTest.mousePress(stage.figure.viewport(), left, pos=spot(stage, 1.5, 0.0))
        QTest.mouseMove(stage.figure.viewport(), spot(stage, 2.0, 0.5))
    watched.window.show_lesson("textbook-curve")
    watched.until(lambda: not isValid(stage))
    watched.until(lambda: watched.seen_run == 2)


def test_keys_of_the_plane_leave_typing_alone(opened: Opener) -> None:
    """A letter that is typed into a field is a letter."""
    watched = opened("--lesson", "two-blobs")
    stage = plane_of(watched.window)
    field = watched.window.knob_panel.controls["generator.learning_rate"].field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "2e-3")
    assert stage.tools.tool is Tool.HAND
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert experiment_of(watched).generator.learning_rate == 2e-3


def test_the_letters_of_the_tools_work_anywhere_in_the_window(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    window: MainWindow = watched.window
    for key, tool in ((Qt.Key.Key_P, Tool.BRUSH), (Qt.Key.Key_E, Tool.ERASER), (Qt.Key.Key_H, Tool.HAND)):
        QTest.keyClick(window, key)
        assert plane_of(window).tools.tool is tool


def test_a_drawing_is_saved_from_the_window_and_a_broken_one_is_told(opened: Opener, tmp_path: Path) -> None:
    watched = opened("--lesson", "draw-your-own")
    stage = plane_of(watched.window)
    stage.files.save(tmp_path / "nowhere" / "x.json")
    assert watched.window.notice.isVisible()
    assert watched.window.notice.kind is NoticeKind.ERROR
    assert "no folder" in watched.part("noticeText", QLabel).text()
