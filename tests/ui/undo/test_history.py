"""The way back, in the real window: from a hand on a knob or on the data to the weights, and back again."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSlider, QSpinBox

from cases import one_in
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.ui.undo import history as undo_module
from ui.planes import drag, plane_of, press
from watched import Opener, Watched

rate = "generator.learning_rate"
control_key, shift_key = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(shared: Opener) -> Opener:
    """One window for all: of undo, nothing is left where a lesson begins."""
    return shared


@pytest.fixture(autouse=True)
def never_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each turn on its own, however fast this computer is."""
    monkeypatch.setattr(undo_module, "merge_within_s", -1.0)


def experiment_of(watched: Watched) -> Experiment:
    return watched.window.session.experiment


def undo(watched: Watched) -> None:
    QTest.keyClick(watched.window, Qt.Key.Key_Z, control_key)


def redo(watched: Watched) -> None:
    QTest.keyClick(watched.window, Qt.Key.Key_Z, control_key | shift_key)


def slide(watched: Watched, path: str, position: int) -> Any:
    """Move a knob's slider; gives the value that the knob has then."""
    watched.part(path, QSlider).setValue(position)
    return experiment_of(watched).knob(path)


def tips(watched: Watched) -> tuple[str, str]:
    return watched.part("undoButton").toolTip(), watched.part("redoButton").toolTip()


def agrees(watched: Watched) -> None:
    """What trains is what the session says and what every control shows."""
    session = watched.window.session
    watched.settle()
    assert session._worker.trainer.experiment == session.experiment
    for path, control in watched.window.knob_panel.controls.items():
        assert control.value == session.experiment.knob(path), path


def has_nothing_to_undo(watched: Watched) -> bool:
    return not watched.part("undoButton").isEnabled()


# Knobs.


def test_a_live_knob_goes_back_and_forth_while_it_trains(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    before = experiment_of(watched).knob(rate)
    turned = slide(watched, rate, 10)
    assert turned != before
    for count, (act, value) in enumerate(((undo, before), (redo, turned), (undo, before)), start=1):
        # Trained with, for of what is turned between two steps only the last counts.
        watched.until(lambda count=count: len(watched.frames[-1].edits) == count)
        act(watched)
        assert experiment_of(watched).knob(rate) == value
    watched.until(lambda: len(watched.frames[-1].edits) == 4)
    assert [edit.value for edit in watched.frames[-1].edits] == [turned, before, turned, before]
    assert watched.run == 1
    assert watched.window.session.is_playing
    agrees(watched)


def test_undo_while_paused_stays_paused_and_is_felt_at_the_next_step(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    before = experiment_of(watched).knob(rate)
    slide(watched, rate, 10)
    paused_at = watched.pause().step
    watched.click("undoButton")
    agrees(watched)
    assert experiment_of(watched).knob(rate) == before
    assert not watched.window.session.is_playing
    watched.until(lambda: watched.frames[-1].edits[-1].value == before)
    assert watched.frames[-1].step == paused_at


def test_the_buttons_say_what_they_would_do(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    nothing = "Undo: nothing was turned, painted or removed yet  (Ctrl+Z)", "Redo: nothing was undone  (Ctrl+Shift+Z)"
    assert tips(watched) == nothing
    assert not watched.part("redoButton").isEnabled()
    watched.window.knob_panel.controls[rate].field.setText("0.002")
    QTest.keyClick(watched.part(f"{rate}.field"), Qt.Key.Key_Return)
    assert tips(watched) == ("Undo: Generator learning rate → 2.0e-3  (Ctrl+Z)", nothing[1])
    watched.click("undoButton")
    assert tips(watched) == (nothing[0], "Redo: Generator learning rate → 2.0e-3  (Ctrl+Shift+Z)")
    assert has_nothing_to_undo(watched)
    watched.click("redoButton")
    assert experiment_of(watched).knob(rate) == 0.002


def test_undo_walks_back_through_everything_and_a_new_turn_forgets_what_was_undone(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    states = [experiment_of(watched)]
    for path, position in ((rate, 10), ("discriminator.learning_rate", 20), (rate, 30)):
        slide(watched, path, position)
        states.append(experiment_of(watched))
    for state in reversed(states[1:-1]):
        undo(watched)
        assert experiment_of(watched) == state
    QTest.keyClick(watched.window, Qt.Key.Key_Y, control_key)
    assert experiment_of(watched) == states[2]
    undo(watched)
    slide(watched, rate, 40)
    assert not watched.part("redoButton").isEnabled()
    undo(watched)
    undo(watched)
    assert experiment_of(watched) == states[0]
    assert has_nothing_to_undo(watched)
    undo(watched)
    assert experiment_of(watched) == states[0]


def test_a_drag_of_a_slider_is_one_thing(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_module, "merge_within_s", math.inf)
    watched = opened("--lesson", "textbook-curve")
    first = experiment_of(watched)
    slide(watched, "discriminator.learning_rate", 20)
    before = experiment_of(watched)
    for count, position in enumerate((10, 15, 20, 25), start=1):
        watched.until(lambda count=count: len(watched.frames[-1].edits) == count)  # felt all the way
        last = slide(watched, rate, position)
    watched.until(lambda: len(watched.frames[-1].edits) == 5)
    undo(watched)
    assert experiment_of(watched) == before
    redo(watched)
    assert experiment_of(watched).knob(rate) == last
    slide(watched, rate, 30)
    undo(watched)
    assert experiment_of(watched).knob(rate) == last
    undo(watched)
    undo(watched)
    assert experiment_of(watched) == first


def test_a_drag_while_nothing_trains_is_one_edit_and_one_thing(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_module, "merge_within_s", math.inf)
    watched = opened("--lesson", "textbook-curve")
    watched.window.session.pause()
    watched.until(lambda: not watched.window.session.is_playing)
    before = experiment_of(watched)
    for position in (10, 15, 20, 25):
        last = slide(watched, rate, position)
        agrees(watched)
        watched.window.session.autosave.keep(b"")  # which happens at any time
    edits = watched.window.session._worker.trainer.edits
    assert [(edit.knob, edit.value) for edit in edits] == [(rate, last)]
    undo(watched)
    agrees(watched)
    assert experiment_of(watched) == before
    assert has_nothing_to_undo(watched)


def test_a_turn_after_an_undo_is_another_thing(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_module, "merge_within_s", math.inf)
    watched = opened("--lesson", "textbook-curve")
    slide(watched, "discriminator.learning_rate", 20)
    before = experiment_of(watched)
    slide(watched, rate, 10)
    undo(watched)
    slide(watched, rate, 15)
    undo(watched)
    assert experiment_of(watched) == before


def test_turns_apart_are_not_one_thing(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    slide(watched, rate, 10)
    before = experiment_of(watched)
    slide(watched, rate, 15)
    undo(watched)
    assert experiment_of(watched) == before


def test_a_slider_that_ends_where_it_began_has_done_nothing(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_module, "merge_within_s", math.inf)
    watched = opened("--lesson", "textbook-curve")
    slider = watched.part(rate, QSlider)
    position = slider.value()
    for place in (position + 5, position + 9, position):
        slide(watched, rate, place)
    assert has_nothing_to_undo(watched)


def follow(watched: Watched, recipe: str) -> Experiment:
    """Choose a recipe; gives the experiment that it makes."""
    combo = watched.part("recipe", QComboBox)
    combo.activated.emit(combo.findData(recipe))
    return experiment_of(watched)


def test_a_recipe_is_taken_back_as_one(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.window.session.turn({"stabilise.label_smoothing": 0.1})
    before = experiment_of(watched)
    after = follow(watched, "wgan-gp")
    assert after.stabilise.label_smoothing == 0.0
    assert after.objective != before.objective
    assert tips(watched)[0].startswith("Undo: Recipe → ")
    undo(watched)
    assert experiment_of(watched) == before
    assert not watched.part("recipeUndo").isVisible()
    redo(watched)
    assert experiment_of(watched) == after
    agrees(watched)


def test_back_at_the_recipe_before_it_says_no_more_what_the_next_one_changed(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    first = follow(watched, "dcgan")
    follow(watched, "wgan-gp")
    assert watched.part("recipeChanges").isVisible()
    undo(watched)
    assert experiment_of(watched) == first
    assert watched.part("recipe", QComboBox).currentData() == "dcgan"
    assert not watched.part("recipeChanges").isVisible()
    assert not watched.part("recipeUndo").isVisible()


def test_what_gave_way_to_a_knob_comes_back_with_it(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    session = watched.window.session
    session.turn({"stabilise.label_smoothing": 0.1})
    before = experiment_of(watched)
    combo = watched.part("objective", QComboBox)
    combo.setCurrentIndex(combo.findData("wasserstein"))
    assert experiment_of(watched).stabilise.label_smoothing == 0.0
    assert tips(watched)[0].startswith("Undo: Objective → Wasserstein")
    undo(watched)
    assert experiment_of(watched) == before
    agrees(watched)


def test_a_knob_of_the_architecture_starts_again_from_the_same_seed(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve", "--seed", "5")
    session, before = watched.window.session, experiment_of(watched)
    watched.pause()
    watched.window.knob_panel.knobs_turned.emit({"generator.width": 8})
    watched.until(lambda: watched.run == 2)
    small = session.run.generator_size
    undo(watched)
    watched.until(lambda: watched.run == 3)
    assert session.run.seed == 5
    assert session.run.experiment == before
    redo(watched)
    watched.until(lambda: watched.run == 4)
    assert session.run.generator_size == small
    agrees(watched)
    assert not session.is_playing


def test_from_a_line_to_the_plane_and_back(opened: Opener) -> None:
    """The stage is another one then, and so are the networks."""
    watched = opened("--lesson", "textbook-curve")
    before = experiment_of(watched)
    combo = watched.part("data.kind", QComboBox)
    combo.setCurrentIndex(combo.findData("point"))
    after = experiment_of(watched)
    assert after.discriminator.kind == "slope"
    watched.until(lambda: watched.seen_run == 2)
    undo(watched)
    watched.until(lambda: watched.seen_run == 3)
    assert experiment_of(watched) == before
    redo(watched)
    watched.until(lambda: watched.seen_run == 4)
    assert experiment_of(watched) == after
    agrees(watched)


# What was never done.


def test_a_refused_turn_is_nothing_to_undo(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.window.knob_panel.knobs_turned.emit({"latent.dim": 0})
    watched.until(watched.window.notice.isVisible)
    assert has_nothing_to_undo(watched)


def test_what_could_not_be_started_is_nothing_to_undo_and_what_was_before_is(opened: Opener, tmp_path: Path) -> None:
    """A file that is missing is noticed by the trainer only."""
    watched = opened("--lesson", "textbook-curve")
    before = experiment_of(watched)
    slide(watched, rate, 10)
    turned = experiment_of(watched)
    watched.window.history.turn({"data.kind": "column", "data.path": str(tmp_path / "gone.csv")})
    watched.until(watched.window.notice.isVisible)
    watched.until(lambda: experiment_of(watched) == turned)
    assert tips(watched)[0].startswith("Undo: Generator learning rate")
    undo(watched)
    assert experiment_of(watched) == before
    agrees(watched)


def test_what_the_trainer_refuses_is_nothing_to_undo(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = opened("--lesson", "textbook-curve")
    slide(watched, "discriminator.learning_rate", 20)
    before = experiment_of(watched)
    agrees(watched)

    def refuse(self: Trainer, *edits: Edit) -> None:
        raise PlaygroundError("Not today.")

    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "apply", refuse)
        slide(watched, rate, 10)
        watched.until(watched.window.notice.isVisible)
        watched.settle()
    assert experiment_of(watched) == before
    assert tips(watched)[0].startswith("Undo: Discriminator learning rate")
    assert not watched.part("redoButton").isEnabled()


def test_another_lesson_has_nothing_to_undo(opened: Opener) -> None:
    watched = opened("--lesson", "ring")
    drag(plane_of(watched.window), (2.0, 0.0), (3.0, 0.0))
    assert not has_nothing_to_undo(watched)
    watched.window.show_lesson("ring-rescued")
    assert has_nothing_to_undo(watched)
    assert not watched.part("undoAction").isEnabled()
    undo(watched)
    assert experiment_of(watched) == load_lesson("ring-rescued").experiment


def test_where_other_knobs_are_shown_the_named_ones_go_back(opened: Opener) -> None:
    """As where somebody looks at the past of a run, and then presses undo."""
    watched = opened("--lesson", "textbook-curve")
    session = watched.window.session
    before = experiment_of(watched).knob(rate)
    slide(watched, rate, 10)
    session.turn({rate: 0.5, "batch_size": 64})
    undo(watched)
    assert experiment_of(watched).knob(rate) == before
    assert experiment_of(watched).batch_size == 64
    redo(watched)
    assert experiment_of(watched).batch_size == 64
    agrees(watched)


def test_undoing_what_is_so_already_does_not_trouble_the_run(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    session, before = watched.window.session, experiment_of(watched).knob(rate)
    slide(watched, rate, 10)
    watched.until(lambda: len(watched.frames[-1].edits) == 1)
    session.turn({rate: before})
    watched.until(lambda: len(watched.frames[-1].edits) == 2)
    undo(watched)
    session.turn({"batch_size": 64})
    watched.until(lambda: len(watched.frames[-1].edits) > 2)
    assert [edit.knob for edit in watched.frames[-1].edits] == [rate, rate, "batch_size"]


# Seeds, stories.


def test_a_seed_can_be_undone(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve", "--seed", "7")
    session = watched.window.session
    watched.part("seedBox", QSpinBox).setValue(41)
    watched.until(lambda: session.run.seed == 41)
    assert tips(watched)[0] == "Undo: Seed → 41  (Ctrl+Z)"
    undo(watched)
    watched.until(lambda: session.run.seed == 7)
    assert watched.part("seedBox", QSpinBox).value() == 7
    redo(watched)
    watched.until(lambda: session.run.seed == 41)


def test_two_seeds_in_a_row_come_back_one_by_one(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve", "--seed", "7")
    session = watched.window.session
    for seed in (41, 42):
        watched.part("seedBox", QSpinBox).setValue(seed)
    undo(watched)
    watched.until(lambda: watched.run == 4)
    assert session.run.seed == 41
    undo(watched)
    watched.until(lambda: watched.run == 5)
    assert session.run.seed == 7


@pytest.mark.parametrize("action", one_in(2, ["turn", "restart"]))
def test_the_knobs_of_a_story_page_can_be_undone(opened: Opener, action: str) -> None:
    watched = opened("--lesson", "textbook-curve")
    before = experiment_of(watched)
    watched.window.story.action_wanted.emit(action, {rate: 0.02, "batch_size": 32})
    assert experiment_of(watched).batch_size == 32
    undo(watched)
    assert experiment_of(watched) == before
    agrees(watched)


# Hands on the plane.


def test_hands_and_knobs_are_in_one_history(opened: Opener) -> None:
    watched = opened("--lesson", "two-blobs")
    stage, states = plane_of(watched.window), [experiment_of(watched)]
    drag(stage, (1.5, 0.0), (2.0, 1.0), (2.5, 1.5))
    states.append(experiment_of(watched))
    slide(watched, rate, 10)
    states.append(experiment_of(watched))
    press(stage, "brushTool")
    drag(stage, (0.0, 1.0), (0.0, 2.0))
    assert experiment_of(watched).data.drawing
    assert tips(watched)[0] == watched.part("undoAction").toolTip() == "Undo: Paint  (Ctrl+Z)"
    for name, state in zip(("undoAction", "undoButton", "undoAction"), reversed(states), strict=True):
        watched.click(name)
        assert experiment_of(watched) == state
    assert has_nothing_to_undo(watched)
    assert not watched.part("undoAction").isEnabled()
    press(stage, "redoAction")
    assert experiment_of(watched) == states[1]
    agrees(watched)


def test_a_wiped_canvas_comes_back_before_any_knob(opened: Opener) -> None:
    watched = opened("--lesson", "draw-your-own")
    stage, session = plane_of(watched.window), watched.window.session
    turned = slide(watched, rate, 10)
    press(stage, "clearAction")
    watched.until(lambda: not session.is_playing)
    assert tips(watched)[0] == "Undo: Clear  (Ctrl+Z)"
    watched.click("undoButton")
    assert not stage.figure.is_empty
    watched.until(lambda: session.is_playing)
    assert experiment_of(watched).knob(rate) == turned
    watched.click("undoButton")
    assert experiment_of(watched).knob(rate) != turned


def test_a_canvas_that_is_gone_holds_nothing_back(opened: Opener) -> None:
    """It was wiped, and then there was another kind of data, on another stage."""
    watched = opened("--lesson", "draw-your-own")
    before = experiment_of(watched)
    press(plane_of(watched.window), "clearAction")
    watched.window.knob_panel.knobs_turned.emit({"data.kind": "laplace"})
    watched.until(lambda: watched.seen_run == 2)
    assert tips(watched)[0].startswith("Undo: Real data")
    undo(watched)
    watched.until(lambda: watched.seen_run == 3)
    assert experiment_of(watched) == before
    assert not plane_of(watched.window).figure.is_empty


# Text.


def test_in_a_text_field_the_text_comes_first_and_then_the_knobs(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.window.activateWindow()
    before = experiment_of(watched).knob(rate)
    turned = slide(watched, rate, 10)
    field = watched.part(f"{rate}.field", QLineEdit)
    field.setFocus()
    written = field.text()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Z, control_key)
    assert field.text() == written
    assert experiment_of(watched).knob(rate) == turned
    QTest.keyClick(field, Qt.Key.Key_Z, control_key)
    assert experiment_of(watched).knob(rate) == before


def test_what_could_not_be_typed_is_forgotten_with_the_run(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    control = watched.window.knob_panel.controls[rate]
    control.field.setText("1.0.0")
    control.field.editingFinished.emit()
    assert control.problem.isVisible()
    watched.part("restartButton").click()
    watched.until(lambda: not control.problem.isVisible())


def test_a_seed_that_was_typed_can_be_undone_from_its_box(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve", "--seed", "7")
    watched.window.activateWindow()
    box, session = watched.part("seedBox", QSpinBox), watched.window.session
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "41")
    QTest.keyClick(box, Qt.Key.Key_Return)
    watched.until(lambda: session.run.seed == 41)
    assert QApplication.focusWidget() is box
    QTest.keyClick(box, Qt.Key.Key_Z, control_key)
    watched.until(lambda: session.run.seed == 7)


def test_the_buttons_can_be_pressed_with_the_keyboard_alone(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.window.activateWindow()
    before = experiment_of(watched).knob(rate)
    turned = slide(watched, rate, 10)
    for name, value in (("undoButton", before), ("redoButton", turned)):
        button = watched.part(name, QPushButton)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        assert QApplication.focusWidget() is button
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert experiment_of(watched).knob(rate) == value
