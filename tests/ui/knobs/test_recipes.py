"""Recipes: a click in the real window turns their knobs while it trains, says which, and can be taken back."""

from __future__ import annotations

import math
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cases import each_of, one_in
from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.lessons.catalogue import lessons_at_hand, load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.ui.knobs.knob_panel import KnobPanel
from gan_playground.ui.knobs.recipe_picker import changed_from_it, changes_in_words, of_the_lesson
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.theme.wording import value_words
from watched import Opener, Watched

left = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot) -> KnobPanel:
    panel = KnobPanel()
    qtbot.addWidget(panel)
    panel.set_theme(DARK)
    panel.resize(300, 700)
    panel.show()
    return panel


def pick(combo: QComboBox, name: str) -> None:
    """Open the list and click an entry, as a hand would."""
    combo.showPopup()
    view = combo.view()
    place = view.visualRect(view.model().index(combo.findData(name), 0)).center()
    QTest.mouseClick(view.viewport(), left, pos=place)


def named(root: QWidget, name: str, kind: type[QWidget]) -> Any:
    found = root.findChild(kind, name)
    assert found is not None, name
    return found


def differences(before: Experiment, after: Experiment) -> dict[str, Any]:
    return {path: after.knob(path) for path in KNOBS if after.knob(path) != before.knob(path)}


# The picker by itself.


def test_the_list_has_every_recipe_with_its_source(panel: KnobPanel) -> None:
    combo = named(panel, "recipe", QComboBox)
    names = [combo.itemData(i) for i in range(combo.count())]
    assert names == ["", *RECIPES]
    for index in range(1, combo.count()):
        recipe = RECIPES[names[index]]
        assert combo.itemText(index) == recipe.title
        tip = combo.itemData(index, Qt.ItemDataRole.ToolTipRole)
        assert recipe.source in tip
    assert combo.accessibleName()
    assert combo.toolTip()


@pytest.mark.parametrize("name", RECIPES)
def test_the_list_names_the_recipe_that_is_played(panel: KnobPanel, name: str) -> None:
    combo = named(panel, "recipe", QComboBox)
    plain = load_lesson("textbook-curve").experiment
    followed = plain.with_knobs(RECIPES[name].values_for(plain))
    panel.show_experiment(followed)
    assert combo.currentData() == name
    panel.show_experiment(followed.with_knobs({"discriminator.learning_rate": 0.0123}))
    assert combo.currentText() == changed_from_it


def test_what_no_recipe_decides_does_not_make_it_ones_own(panel: KnobPanel) -> None:
    combo = named(panel, "recipe", QComboBox)
    plain = load_lesson("textbook-curve").experiment
    followed = plain.with_knobs(RECIPES["dcgan"].values_for(plain))
    for knobs in ({"batch_size": 32}, {"generator.width": 8}, {"data.kind": "laplace"}, {"generator.momentum": 0.3}):
        panel.show_experiment(followed.with_knobs(knobs))
        assert combo.currentData() == "dcgan", knobs


def test_a_lesson_that_nobody_touched_is_not_called_ones_own(panel: KnobPanel) -> None:
    combo = named(panel, "recipe", QComboBox)
    lesson = load_lesson("ring").experiment
    panel.set_defaults(lesson)
    panel.show_experiment(lesson)
    assert combo.currentText() == of_the_lesson
    panel.show_experiment(lesson.with_knobs({"batch_size": 32}))
    assert combo.currentText() == of_the_lesson, "no recipe decides how large a batch is"
    panel.show_experiment(lesson.with_knobs({"penalty.r1": 0.3}))
    assert combo.currentText() == changed_from_it


def test_showing_an_experiment_chooses_no_recipe(panel: KnobPanel) -> None:
    turned: list[object] = []
    panel.knobs_turned.connect(turned.append)
    plain = Experiment()
    panel.show_experiment(plain.with_knobs(RECIPES["wgan-gp"].values_for(plain)))
    assert turned == []


def test_ones_own_cannot_be_chosen(panel: KnobPanel) -> None:
    combo = named(panel, "recipe", QComboBox)
    plain = Experiment()
    panel.show_experiment(plain.with_knobs(RECIPES["dcgan"].values_for(plain)))
    turned: list[object] = []
    panel.knobs_turned.connect(turned.append)
    pick(combo, "")
    assert turned == []
    assert combo.currentData() == "dcgan"


def test_the_recipe_that_is_played_changes_nothing_and_says_so(panel: KnobPanel) -> None:
    plain = Experiment()
    panel.show_experiment(plain.with_knobs(RECIPES["dcgan"].values_for(plain)))
    turned: list[dict[str, Any]] = []
    panel.knobs_turned.connect(turned.append)
    pick(named(panel, "recipe", QComboBox), "dcgan")
    assert all(values == {} for values in turned)
    assert named(panel, "recipeChanges", QLabel).text() == "Nothing had to be changed."
    assert named(panel, "recipeUndo", QPushButton).isHidden()


def test_changes_are_told_by_player() -> None:
    told = changes_in_words(
        {
            "generator.learning_rate": 1e-3,
            "discriminator.beta1": 0.0,
            "penalty.r1": 0.1,
            "stabilise.spectral_norm": True,
        }
    )
    first, second, third = told.splitlines()
    assert first == "G: learning rate 1.0e-3"
    assert second.startswith("D: ")
    assert second.endswith(" 0")
    assert third == "Game: R1 0.1, Spectral norm on"


# In the real window.


def choose(watched: Watched, name: str) -> None:
    pick(named(watched.window, "recipe", QComboBox), name)


@pytest.mark.parametrize("name", one_in(2, ["r3gan", "wgan-gp"]))
def test_one_click_turns_exactly_its_knobs_while_it_trains(opened: Opener, name: str) -> None:
    watched = opened("--lesson", "textbook-curve")
    session = watched.window.session
    before, step = session.experiment, watched.frames[-1].step
    choose(watched, name)
    wanted = {p: v for p, v in RECIPES[name].values_for(before).items() if v != before.knob(p)}
    assert wanted
    watched.until(lambda: bool(watched.frames[-1].edits) and watched.frames[-1].step > step + 20)
    frame = watched.frames[-1]
    assert {edit.knob: edit.value for edit in frame.edits} == wanted
    assert len({edit.step for edit in frame.edits}) == 1, "all of them at one step"
    assert differences(before, session.experiment) == wanted
    assert session._worker.trainer.experiment == session.experiment
    assert frame.run == session.run.run == 1
    assert session.is_playing
    assert not watched.window.notice.isVisible()
    assert named(watched.window, "recipe", QComboBox).currentData() == name


def test_it_says_what_it_changed_and_undo_takes_it_back(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    session = watched.window.session
    changes, undo = named(watched.window, "recipeChanges", QLabel), named(watched.window, "recipeUndo", QPushButton)
    assert not changes.isVisible()
    assert not undo.isVisible()
    before = session.experiment
    choose(watched, "sngan-hinge")
    after = session.experiment
    told = changes.text()
    for path, value in differences(before, after).items():
        if after.reads(path):
            knob = KNOBS[path]
            assert knob.title.lower() in told.lower(), path
            words = knob.choices[value].title if knob.choices else "on" if value is True else value_words(knob, value)
            assert words in told, path
    assert "momentum" not in told.lower().replace("momentum (β₁)", ""), "what Adam does not read is not told"
    assert undo.isVisible()
    QTest.mouseClick(undo, left)
    assert session.experiment == before
    watched.until(lambda: session._worker.trainer.experiment == before)
    assert not changes.isVisible()
    assert not undo.isVisible()
    assert named(watched.window, "recipe", QComboBox).currentText() == of_the_lesson
    assert session.run.run == 1


def test_another_turn_makes_it_ones_own_and_forgets_the_way_back(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    choose(watched, "dcgan")
    combo = named(watched.window, "recipe", QComboBox)
    assert combo.currentData() == "dcgan"
    slider = watched.part("generator.learning_rate")
    slider.setValue(slider.value() + 3)
    assert combo.currentText() == changed_from_it
    assert not watched.part("recipeUndo").isVisible()
    assert not watched.part("recipeChanges").isVisible()


def test_from_one_recipe_to_the_next_undo_goes_one_back(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    choose(watched, "dcgan")
    first = watched.window.session.experiment
    choose(watched, "wgan-gp")
    QTest.mouseClick(watched.part("recipeUndo"), left)
    assert watched.window.session.experiment == first
    assert named(watched.window, "recipe", QComboBox).currentData() == "dcgan"


def test_another_lesson_has_nothing_to_undo(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    choose(watched, "wgan-gp")
    watched.window.show_lesson("two-knobs")
    ordered = watched.window.session.ordered_run
    watched.until(lambda: watched.frames[-1].run == ordered)
    assert not watched.part("recipeUndo").isVisible()
    assert watched.window.session.experiment == load_lesson("two-knobs").experiment


of_short = ("textbook-curve", "ring")


def of_lessons_at_hand() -> list[Any]:
    """One of the line and one of the plane; the others where there is time."""
    slow = pytest.mark.slow
    lessons = lessons_at_hand()
    return [pytest.param(one, id=one.id, marks=() if one.id in of_short else slow) for one in lessons]


@pytest.mark.parametrize("lesson", of_lessons_at_hand())
def test_every_recipe_goes_with_every_lesson(opened: Opener, lesson: Lesson) -> None:
    watched = opened("--lesson", lesson.id)
    session = watched.window.session
    session.set_speed(math.inf)
    failures: list[object] = []
    session.failed.connect(failures.append)
    for name, recipe in RECIPES.items():
        choose(watched, name)
        watched.until(lambda: bool(failures) or session._worker.trainer.experiment == session.experiment)
        turned_at = session._worker.trainer.step
        watched.until(lambda step=turned_at: bool(failures) or watched.frames[-1].step > step + 2)
        assert failures == []
        assert named(watched.window, "recipe", QComboBox).currentData() == name
        assert recipe.fits(session.experiment)
        assert session._worker.trainer.experiment == session.experiment
    assert session.run.run == 1
    assert math.isfinite(watched.frames[-1].losses.discriminator)


# What contradicts a knob that is turned.


def test_what_contradicts_a_knob_gives_way_and_is_told(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.window.knob_panel.all_button.click()
    slider = watched.part("stabilise.label_smoothing")
    slider.setValue(slider.maximum())
    session = watched.window.session
    assert session.experiment.stabilise.label_smoothing == 0.5
    pick(named(watched.window, "objective", QComboBox), "wasserstein")
    assert session.experiment.objective == "wasserstein"
    assert session.experiment.stabilise.label_smoothing == 0
    watched.until(lambda: watched.window.notice.isVisible())
    assert watched.window.notice.accessibleName().endswith("To go with that: Label smoothing → off.")
    watched.until(lambda: session._worker.trainer.experiment == session.experiment)
    last = session._worker.trainer.edits[-2:]
    assert {edit.knob for edit in last} == {"objective", "stabilise.label_smoothing"}
    assert last[0].step == last[1].step
    assert session.run.run == 1


def test_a_knob_that_cannot_be_turned_is_grey_and_says_why(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.window.knob_panel.all_button.click()
    control = watched.window.knob_panel.controls["stabilise.label_smoothing"]
    slider = watched.part("stabilise.label_smoothing")
    usual = slider.toolTip()
    assert slider.isEnabled()
    pick(named(watched.window, "objective", QComboBox), "hinge")
    assert control.isVisible()
    assert not slider.isEnabled()
    assert not control.field.isEnabled()
    for widget in (control, slider):
        assert "no labels to smooth" in widget.toolTip()
    pick(named(watched.window, "objective", QComboBox), "minimax")
    assert slider.isEnabled()
    assert slider.toolTip() == usual
    assert "no labels" not in control.toolTip()


@each_of(
    "knobs, grey",
    [
        ({"discriminator.norm": "batch"}, {"penalty.r1", "penalty.r2", "penalty.wgan_gp", "penalty.dragan"}),
        ({"discriminator.norm": "spectral"}, {"penalty.clip"}),
        ({"stabilise.spectral_norm": True}, {"penalty.clip"}),
        ({"objective": "relativistic"}, {"stabilise.label_smoothing"}),
        ({"generator.kind": "two-knobs"}, {"latent.dim"}),
        (
            {"data.kind": "point", "generator.kind": "point", "discriminator.kind": "slope"},
            {"stabilise.spectral_norm", "stabilise.pack"},
        ),
    ],
)
def test_exactly_what_contradicts_is_grey(panel: KnobPanel, knobs: dict[str, Any], grey: set[str]) -> None:
    panel.all_button.click()
    panel.show_experiment(Experiment())
    assert all(control.isEnabled() for control in panel.controls.values())
    panel.show_experiment(Experiment().with_knobs(knobs))
    assert {path for path, control in panel.controls.items() if not control.isEnabled()} == grey
    panel.show_experiment(Experiment())
    assert all(control.isEnabled() for control in panel.controls.values())
