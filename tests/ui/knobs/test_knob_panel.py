"""The panel of knobs: complete, silent when it only shows, and free of what does not matter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.experiment.knob import Knob
from gan_playground.lessons.glossary import glossary
from gan_playground.ui.knobs.controls import NumberControl
from gan_playground.ui.knobs.groups import grouped
from gan_playground.ui.knobs.knob_panel import KnobPanel
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK, LIGHT
from gan_playground.ui.theme.unbroken import unbroken


@pytest.fixture
def panel(qtbot: QtBot) -> KnobPanel:
    panel = KnobPanel()
    qtbot.addWidget(panel)
    panel.set_theme(DARK)
    panel.resize(300, 700)
    panel.show()
    return panel


@pytest.fixture(scope="module")
def unshown(qapp: QApplication) -> Iterator[KnobPanel]:
    """One panel for all the tests that only ask it for its controls."""
    panel = KnobPanel()
    panel.all_button.click()
    assert all(control.knob.path == path for path, control in panel.controls.items())
    yield panel
    panel.deleteLater()


def heard(panel: KnobPanel) -> list[tuple[str, object]]:
    turns: list[tuple[str, object]] = []
    panel.knobs_turned.connect(lambda values: turns.extend(values.items()))
    return turns


def seen(panel: KnobPanel) -> set[str]:
    return {path for path, control in panel.controls.items() if control.isVisible()}


@pytest.mark.parametrize("knob", KNOBS.values(), ids=lambda knob: knob.path)
def test_every_knob_has_a_control_that_can_be_found_and_read_aloud(unshown: KnobPanel, knob: Knob) -> None:
    found = unshown.findChildren(QWidget, knob.path)
    assert len(found) == 1
    assert found[0].accessibleName().startswith(knob.title)
    assert found[0].accessibleDescription() == knob.explanation
    assert unbroken(knob.explanation) in found[0].toolTip()
    if not Experiment().obstacle(knob.path):  # else it says why it cannot be turned
        assert ("restarts the run" in found[0].toolTip()) is not knob.live


def test_no_two_controls_are_called_the_same(unshown: KnobPanel) -> None:
    names = [unshown.findChild(QWidget, path).accessibleName() for path in KNOBS]
    assert len(names) == len(set(names))


def test_at_first_the_simple_knobs_are_seen_then_all_that_matter(panel: KnobPanel) -> None:
    assert seen(panel) == {path for path, knob in KNOBS.items() if knob.simple and Experiment().reads(path)}
    panel.all_button.click()
    assert seen(panel) == {path for path in KNOBS if Experiment().reads(path)}
    panel.simple_button.click()
    assert seen(panel) == {path for path, knob in KNOBS.items() if knob.simple and Experiment().reads(path)}


def test_knobs_that_do_not_matter_are_hidden(panel: KnobPanel) -> None:
    panel.all_button.click()
    assert {"data.mean", "generator.width"} <= seen(panel)
    assert "data.path" not in seen(panel)
    panel.show_experiment(Experiment().with_knobs({"data.kind": "column", "generator.kind": "two-knobs"}))
    assert {"data.path", "data.column", "discriminator.width"} <= seen(panel)
    assert not {"data.mean", "generator.width"} & seen(panel)


def test_showing_an_experiment_reaches_every_control_and_emits_nothing(panel: KnobPanel, qtbot: QtBot) -> None:
    turns = heard(panel)
    changed = Experiment().with_knobs(
        {
            "generator.learning_rate": 0.02,
            "discriminator.steps": 5,
            "objective": "minimax",
            "data.kind": "column",
            "data.path": "x.csv",
            "latent.dim": 7,
        }
    )
    panel.show_experiment(changed)
    assert {path: control.value for path, control in panel.controls.items()} == {
        path: changed.knob(path) for path in KNOBS
    }
    panel.set_theme(LIGHT)
    qtbot.wait(450)
    assert turns == []


def test_a_turned_knob_is_told_with_its_path(panel: KnobPanel, qtbot: QtBot) -> None:
    turns = heard(panel)
    rate, depth = panel.controls["discriminator.learning_rate"], panel.controls["generator.depth"]
    assert isinstance(rate, NumberControl)
    assert isinstance(depth, NumberControl)
    rate.slider.setValue(rate.slider.maximum())
    depth.slider.setValue(4)
    qtbot.waitUntil(lambda: len(turns) == 2)
    assert turns == [("discriminator.learning_rate", 1.0), ("generator.depth", 4)]


def test_another_file_forgets_the_column_of_the_last_one(panel: KnobPanel) -> None:
    panel.show_experiment(Experiment().with_knobs({"data.kind": "column", "data.path": "a.csv", "data.column": "b"}))
    turns = heard(panel)
    panel.controls["data.path"].knob_turned.emit("data.path", "c.csv")
    assert turns == [
        ("data.column", ""),
        ("data.sheet", ""),
        ("data.decimals", "auto"),
        ("data.path", "c.csv"),
    ]


def test_a_lesson_s_values_can_be_gone_back_to(panel: KnobPanel) -> None:
    lesson = Experiment().with_knobs({"batch_size": 64})
    panel.set_defaults(lesson)
    panel.show_experiment(lesson.with_knobs({"batch_size": 128}))
    turns = heard(panel)
    dot = panel.controls["batch_size"].title.dot
    assert dot.isVisible()
    dot.click()
    assert turns == [("batch_size", 64)]
    assert dot.isHidden()


def test_each_knob_stands_below_one_heading_with_the_kind_first() -> None:
    groups = grouped(KNOBS.values())
    assert sorted(knob.path for knobs in groups.values() for knob in knobs) == sorted(KNOBS)
    assert groups["Generator"][0].path == "generator.kind"
    paths = [knob.path for knob in groups["Data and noise"]]
    assert paths[0] == "data.kind"
    assert paths.index("latent.kind") < paths.index("latent.dim")
    assert {knob.path.partition(".")[0] for knob in groups["Discriminator"]} == {"discriminator"}


OF_OPTIMIZERS = {
    "sgd": set(),
    "momentum": {"momentum"},
    "rmsprop": {"beta2"},
    "adam": {"beta1", "beta2"},
    "adamw": {"beta1", "beta2", "weight_decay"},
    "extragradient": set(),
    "optimistic": set(),
}
"""What each optimizer's formula reads, besides the learning rate."""


@each_of("player", ["generator", "discriminator"])
@each_of("optimizer", OF_OPTIMIZERS)
def test_the_knobs_of_an_optimizer_come_and_go_with_it(panel: KnobPanel, player: str, optimizer: str) -> None:
    panel.all_button.click()
    panel.show_experiment(Experiment().with_knobs({f"{player}.optimizer": optimizer}))
    every = {name for names in OF_OPTIMIZERS.values() for name in names}
    shown = {path.rpartition(".")[2] for path in seen(panel) if path.startswith(f"{player}.")}
    assert shown & every == OF_OPTIMIZERS[optimizer]
    other = {"generator": "discriminator", "discriminator": "generator"}[player]
    assert {f"{other}.beta1", f"{other}.beta2"} <= seen(panel), "the other player keeps its own"


def test_every_optimizer_is_accounted_for() -> None:
    assert set(KNOBS["generator.optimizer"].choices or {}) == set(OF_OPTIMIZERS)


def test_what_needs_another_knob_is_hidden_while_that_is_off(panel: KnobPanel) -> None:
    panel.all_button.click()
    assert "stabilise.instance_noise_half_life" not in seen(panel)
    assert "stabilise.average_shown" not in seen(panel)
    panel.show_experiment(
        Experiment().with_knobs({"stabilise.instance_noise": 0.5, "stabilise.average_half_life": 1000.0})
    )
    assert {"stabilise.instance_noise_half_life", "stabilise.average_shown"} <= seen(panel)


def test_the_game_of_two_numbers_has_starts_and_no_layers(panel: KnobPanel) -> None:
    panel.all_button.click()
    assert not {"generator.start", "discriminator.start"} & seen(panel)
    panel.show_experiment(
        Experiment().with_knobs({"data.kind": "point", "generator.kind": "point", "discriminator.kind": "slope"})
    )
    assert {"generator.start", "discriminator.start"} <= seen(panel)
    assert not {path for path in seen(panel) if path.endswith((".depth", ".width", ".activation", ".norm", ".init"))}
    assert not {"data.mean", "data.std", "latent.kind", "latent.dim"} & seen(panel)


def test_fingers_find_large_knobs(panel: KnobPanel) -> None:
    panel.setStyleSheet(stylesheet(DARK))
    panel.set_exhibit(True)
    panel.ensurePolished()
    objective, rate = panel.controls["objective"].combo, panel.controls["generator.learning_rate"].slider
    for part in (panel.simple_button, panel.all_button, panel.undo_buttons.undo_button, objective, rate):
        assert part.sizeHint().height() >= 44, part.objectName()
    for button in (panel.simple_button, panel.all_button):
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 4


def test_what_has_not_changed_is_left_alone(panel: KnobPanel, qtbot: QtBot) -> None:
    """As a number that somebody is typing while another knob is turned elsewhere."""
    rate, batch = panel.controls["generator.learning_rate"], panel.controls["batch_size"]
    batch.field.clear()
    qtbot.keyClicks(batch.field, "12")
    panel.show_experiment(Experiment().with_knobs({"generator.learning_rate": 0.02}))
    assert rate.value == 0.02
    assert batch.field.text() == "12"
    panel.show_experiment(Experiment().with_knobs({"batch_size": 64}))
    assert batch.field.text() == "64"


@pytest.mark.parametrize("path", ["penalty.r2", "generator.learning_rate", "stabilise.pack"])
def test_a_knob_that_is_asked_for_is_shown_wherever_it_is(panel: KnobPanel, path: str) -> None:
    panel.resize(300, 400)
    spotlight = panel.findChild(QWidget, "spotlight")
    panel.reveal(path)
    control = panel.controls[path]
    assert not control.visibleRegion().isEmpty()
    assert control.visibleRegion().boundingRect().height() == control.height(), "all of it"
    assert panel.all_button.isChecked() is not KNOBS[path].simple
    assert spotlight.isVisible()
    assert spotlight.geometry().contains(control.mapTo(spotlight.parentWidget(), control.rect().center()))


def test_a_knob_that_means_nothing_here_is_not_shown(panel: KnobPanel) -> None:
    panel.reveal("data.text")
    assert panel.simple_button.isChecked()
    assert panel.findChild(QWidget, "spotlight").isHidden()


def test_a_tooltip_says_what_the_word_in_a_title_means(panel: KnobPanel) -> None:
    for path, term in (
        ("generator.learning_rate", "learning rate"),
        ("penalty.r2", "R1 and R2"),
        ("batch_size", "batch"),
    ):
        assert glossary()[term].meaning in panel.controls[path].toolTip()


def test_what_is_hidden_is_made_once_the_panel_is_shown(panel: KnobPanel, qtbot: QtBot) -> None:
    assert panel.findChild(QWidget, "generator.learning_rate") is not None
    assert panel.findChild(QWidget, "generator.depth") is None
    lesson = Experiment().with_knobs({"generator.depth": 5, "discriminator.norm": "batch"})
    panel.set_defaults(lesson)
    panel.show_experiment(lesson.with_knobs({"generator.depth": 4}))
    qtbot.waitUntil(lambda: all(panel.findChild(QWidget, path) for path in KNOBS))
    depth, penalty = panel.controls["generator.depth"], panel.controls["penalty.r1"]
    assert depth.isHidden()
    assert depth.value == 4
    assert not depth.title.dot.isHidden(), "the lesson's value can be gone back to"
    assert not penalty.isEnabled(), "batch norm does not go with it"
    assert len(panel.controls.made) == len(KNOBS)


def test_the_tabulator_goes_down_the_panel_whatever_was_made_first(panel: KnobPanel) -> None:
    panel.all_button.click()
    panel.resize(300, 6000)
    QApplication.processEvents()
    seen_at = []
    widget = panel.recipes.combo
    while (widget := widget.nextInFocusChain()) is not panel:
        if widget.objectName() in KNOBS and widget.isVisible():
            seen_at.append(widget.mapTo(panel, QPoint(0, 0)).y())
    assert len(seen_at) == len(seen(panel))
    assert seen_at == sorted(seen_at)


def test_a_knob_whose_turn_was_refused_goes_back(panel: KnobPanel) -> None:
    depth = panel.controls["discriminator.steps"]
    depth.slider.setValue(depth.slider.maximum())
    panel.show_experiment(Experiment())  # which is what it showed before
    assert depth.value == depth.slider.value() == Experiment().discriminator.steps


def test_another_lesson_takes_back_what_was_not_settled(panel: KnobPanel, qtbot: QtBot) -> None:
    depth = panel.controls["generator.depth"]
    turns = heard(panel)
    depth.slider.setValue(7)  # it would restart the run after a rest
    panel.set_defaults(Experiment())
    panel.show_experiment(Experiment())
    assert depth.slider.value() == Experiment().generator.depth
    qtbot.wait(450)
    assert turns == []


def test_one_knob_s_change_leaves_the_panel_as_if_all_had_been_shown(unshown: KnobPanel) -> None:
    """The panel goes by what changed: it must look as one does that was made for that experiment."""
    plain = Experiment()
    for path in KNOBS:
        for value in others(plain, path):
            changed = plain.with_knobs(plain.changes_for({path: value}))
            unshown.show_experiment(changed)
            assert_shows(unshown, changed)
            unshown.show_experiment(plain)
            assert_shows(unshown, plain)


def others(plain: Experiment, path: str) -> list[object]:
    """Values that this knob could have instead, as far as nothing else has to be turned by hand."""
    knob, now = KNOBS[path], plain.knob(path)
    if knob.choices is not None:
        candidates: list[object] = list(knob.choices)
    elif knob.type is bool:
        candidates = [not now]
    elif knob.type is str:
        candidates = []
    else:
        candidates = [knob.type(1), knob.type(2)]
    return [value for value in candidates if value != now and may_be(plain, path, value)]


def may_be(plain: Experiment, path: str, value: object) -> bool:
    try:
        plain.with_knobs(plain.changes_for({path: value}))
    except PlaygroundError:
        return False
    return True


def assert_shows(panel: KnobPanel, experiment: Experiment) -> None:
    simple_only = panel.simple_button.isChecked()
    for path, control in panel.controls.items():
        assert control.value == experiment.knob(path), path
        assert control.isEnabled() is not bool(experiment.obstacle(path)), path
        assert control.isHidden() is not ((control.knob.simple or not simple_only) and experiment.reads(path)), path


def test_what_is_wrong_is_read_whole_until_another_run_begins(panel: KnobPanel) -> None:
    panel.setStyleSheet(stylesheet(DARK))
    panel.resize(240, 330)
    lowest = panel.controls["discriminator.learning_rate"]
    lowest.field.setText("1.0.00001-6")
    lowest.field.editingFinished.emit()
    for height_px in (330, 300):  # a card below it takes some of its room
        panel.resize(240, height_px)
        assert lowest.problem.visibleRegion().boundingRect().size() == lowest.problem.size()
    panel.forget_problems()
    assert not lowest.problem.isVisible()
    assert not lowest.field.property("problem")
