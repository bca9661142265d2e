"""The controls, turned as a hand would turn them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from cases import each_of
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.experiment.knob import Knob
from gan_playground.ui.knobs.controls import (
    ChoiceControl,
    Control,
    NumberControl,
    StageControl,
    SwitchControl,
    make_control,
)
from gan_playground.ui.knobs.scale import nearest, stops
from gan_playground.ui.knobs.text_controls import ColumnControl, FileControl
from gan_playground.ui.theme.unbroken import unbroken
from gan_playground.ui.theme.wording import written

NUMBERS = [knob for knob in KNOBS.values() if knob.type in (int, float)]
CHOICES = [knob for knob in KNOBS.values() if knob.choices is not None]
SWITCHES = [knob for knob in KNOBS.values() if knob.type is bool]
RATE = KNOBS["generator.learning_rate"]
WIDTH = KNOBS["generator.width"]


def shown(qtbot: QtBot, knob: Knob) -> NumberControl:
    control = NumberControl(knob)
    qtbot.addWidget(control)
    control.resize(270, 60)
    control.show()
    return control


def heard(control: Control) -> list[object]:
    values: list[object] = []
    control.knob_turned.connect(lambda _path, value: values.append(value))
    return values


def type_in(qtbot: QtBot, control: NumberControl, text: str) -> None:
    control.field.selectAll()
    qtbot.keyClicks(control.field, text)
    qtbot.keyClick(control.field, Qt.Key.Key_Return)


@each_of("knob", NUMBERS)
def test_the_ends_of_a_slider_are_the_range_of_its_knob(qtbot: QtBot, knob: Knob) -> None:
    control = shown(qtbot, knob)
    for end, value in ((control.slider.maximum(), knob.high), (control.slider.minimum(), knob.low)):
        with qtbot.waitSignal(control.knob_turned) as turned:
            control.slider.setValue(end)
        assert turned.args == [knob.path, value]
        assert type(turned.args[1]) is knob.type


@each_of("knob", NUMBERS)
def test_every_stop_is_allowed_and_comes_back_from_its_text(knob: Knob) -> None:
    values = stops(knob)
    assert list(values) == sorted(set(values))
    for position, value in enumerate(values):
        assert knob.parse(written(value)) == value
        assert nearest(values, value) == position


NAMED = [knob for knob in NUMBERS if knob.named]


def test_where_0_switches_something_off_or_leaves_it_to_the_program_it_has_a_name() -> None:
    """Of these, 0 is a number like any other; and 1 sample a pack is no pack."""
    plain = ("mean", "momentum", "beta1", "beta2", "depth", "theta1", "theta2", "start", "threshold", "steepness")
    with_0 = {knob.path for knob in NUMBERS if knob.low <= 0 <= knob.high and knob.path.rpartition(".")[2] not in plain}
    assert {knob.path for knob in NAMED} == with_0 | {"stabilise.pack"}
    assert not any(sentence.startswith(("0 ", "0:")) for knob in NAMED for sentence in knob.explanation.split(". "))


@each_of("knob", NAMED)
def test_a_number_that_stands_for_something_else_is_shown_and_typed_as_that(qtbot: QtBot, knob: Knob) -> None:
    control = shown(qtbot, knob)
    ((value, name),) = knob.named.items()
    control.show_value(knob.high)
    assert control.field.text() == written(knob.high)
    control.show_value(value)
    assert control.field.text() == name
    assert f"or {name}" in control.toolTip()
    room = control.field.contentsRect().width() - 2 * control.field.textMargins().left() - 8
    longest = f"{name} (0.02)" if name == "auto" else name
    assert control.field.fontMetrics().horizontalAdvance(longest) <= room
    assert not any(label.isVisible() and label.text() == knob.unit for label in control.findChildren(QLabel))
    control.show_value(knob.high)
    values = heard(control)
    type_in(qtbot, control, name)
    assert values == [value]
    assert type(values[0]) is knob.type


@pytest.mark.parametrize(
    ("kind", "words"), [("ring", "auto (0.02)"), ("soft-ring", "auto (0.15)"), ("moons", "auto (0.08)")]
)
def test_auto_says_what_it_comes_to(qtbot: QtBot, kind: str, words: str) -> None:
    control = shown(qtbot, KNOBS["data.sigma"])
    experiment = Experiment().with_knobs({"data.kind": kind, "generator.kind": "mlp"})
    control.show_experiment(experiment)
    assert control.field.text() == words
    control.show_experiment(experiment.with_knobs({"data.sigma": 0.3}))
    assert control.field.text() == "0.3"


def test_a_logarithmic_slider_has_the_powers_in_even_steps() -> None:
    values = stops(RATE)
    positions = [values.index(power) for power in (1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1.0)]
    assert {right - left for left, right in pairwise(positions)} == {20}
    assert {2**n for n in range(13)} <= set(stops(KNOBS["batch_size"]))


def test_moving_a_live_slider_turns_the_knob_at_every_position(qtbot: QtBot) -> None:
    control = shown(qtbot, RATE)
    control.show_value(1e-3)
    values = heard(control)
    control.slider.setSliderDown(True)
    control.slider.setValue(control.slider.value() + 1)
    control.slider.setValue(control.slider.value() + 1)
    control.slider.setSliderDown(False)
    assert values == [1.1e-3, 1.3e-3]
    assert control.field.text() == "1.3e-3"


def test_a_knob_that_restarts_the_run_waits_for_the_hand_to_let_go(qtbot: QtBot) -> None:
    control = shown(qtbot, WIDTH)
    control.show_value(32)
    values = heard(control)
    control.slider.setSliderDown(True)
    for position in range(control.slider.maximum() + 1):
        control.slider.setValue(position)
    assert values == []
    assert control.field.text() == "1024"
    control.slider.setSliderDown(False)
    assert values == [1024]


def test_a_knob_that_restarts_the_run_is_turned_once_after_a_rest(qtbot: QtBot) -> None:
    control = shown(qtbot, WIDTH)
    control.show_value(32)
    values = heard(control)
    for _ in range(4):
        qtbot.keyClick(control.slider, Qt.Key.Key_Right)
    assert values == []
    qtbot.waitUntil(lambda: bool(values))
    assert values == [64]


def test_a_slider_goes_where_it_is_pressed(qtbot: QtBot) -> None:
    control = shown(qtbot, RATE)
    middle = QPoint(control.slider.width() // 2, control.slider.height() // 2)
    qtbot.mouseClick(control.slider, Qt.MouseButton.LeftButton, pos=middle)
    assert control.value == pytest.approx(1e-3, rel=0.3)
    held = control.value
    qtbot.mouseClick(control.slider, Qt.MouseButton.LeftButton, pos=middle + QPoint(3, 0))
    assert control.value == held


@pytest.mark.parametrize("focused", [True, False])
def test_the_wheel_turns_a_slider_only_when_it_has_the_keyboard(qtbot: QtBot, focused: bool) -> None:
    control = shown(qtbot, RATE)
    control.show_value(1e-3)
    with qtbot.waitActive(control):
        control.activateWindow()
    (control.slider if focused else control.field).setFocus()
    spot = QPointF(control.slider.rect().center())
    wheel = QWheelEvent(
        spot,
        control.slider.mapToGlobal(spot),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(control.slider, wheel)
    assert (control.value > 1e-3) is focused


@each_of("knob", KNOBS.values())
def test_what_the_program_shows_is_not_emitted(qtbot: QtBot, knob: Knob) -> None:
    control = make_control(knob)
    qtbot.addWidget(control)
    values = heard(control)
    other = {"str": "x", "int": knob.high, "float": knob.high, "bool": True}[knob.type.__name__]
    value = list(knob.choices)[-1] if knob.choices else other
    control.show_value(value)
    assert control.value == value
    qtbot.wait(0)
    assert values == []


@pytest.mark.parametrize("text", ["0.002", "2e-3", " 2.0e-3 "])
def test_a_number_can_be_typed_in_any_spelling(qtbot: QtBot, text: str) -> None:
    control = shown(qtbot, RATE)
    control.show_value(1e-3)
    values = heard(control)
    type_in(qtbot, control, text)
    assert values == [0.002]
    assert control.field.text() == "2.0e-3"
    assert control.slider.value() == stops(RATE).index(0.002)


def test_a_typed_number_between_two_stops_is_kept(qtbot: QtBot) -> None:
    control = shown(qtbot, KNOBS["batch_size"])
    values = heard(control)
    type_in(qtbot, control, "300")
    assert values == [300]
    assert control.field.text() == "300"


@pytest.mark.parametrize("text", ["fast", "", "-1", "7", "nan", "1e-3e"])
def test_what_cannot_be_is_said_and_taken_back(qtbot: QtBot, text: str) -> None:
    control = shown(qtbot, RATE)
    control.show_value(1e-3)
    values = heard(control)
    if text:
        type_in(qtbot, control, text)
    else:
        control.field.clear()
        qtbot.keyClick(control.field, Qt.Key.Key_Return)
    assert values == []
    assert control.field.text() == "1.0e-3"
    assert control.problem.isVisible()
    assert "generator.learning_rate is" in control.problem.text()
    assert "from 1e-06 to 1" in control.problem.text()
    type_in(qtbot, control, "0.5")
    assert not control.problem.isVisible()


def test_escape_takes_back_what_was_typed(qtbot: QtBot) -> None:
    control = shown(qtbot, RATE)
    control.show_value(1e-3)
    values = heard(control)
    control.field.selectAll()
    qtbot.keyClicks(control.field, "0.3")
    qtbot.keyClick(control.field, Qt.Key.Key_Escape)
    assert control.field.text() == "1.0e-3"
    assert values == []


def test_the_arrow_keys_of_a_field_move_its_slider(qtbot: QtBot) -> None:
    control = shown(qtbot, RATE)
    control.show_value(1e-3)
    qtbot.keyClick(control.field, Qt.Key.Key_Up)
    assert control.value == 1.1e-3
    qtbot.keyClick(control.field, Qt.Key.Key_Down)
    assert control.value == 1.0e-3


def test_a_dot_shows_what_differs_from_the_lesson_and_goes_back(qtbot: QtBot) -> None:
    control = shown(qtbot, RATE)
    control.show_value(1e-3)
    control.set_default(1e-3)
    assert not control.title.dot.isVisible()
    control.slider.setValue(0)
    assert control.title.dot.isVisible()
    assert "1.0e-3" in control.title.dot.toolTip()
    values = heard(control)
    qtbot.mouseClick(control.title.dot, Qt.MouseButton.LeftButton)
    control.slider.setValue(0)
    qtbot.mouseDClick(control.title, Qt.MouseButton.LeftButton)
    assert values == [1e-3, 1e-6, 1e-3]
    assert not control.title.dot.isVisible()


def test_an_echo_does_not_pull_a_slider_out_of_the_hand(qtbot: QtBot) -> None:
    control = shown(qtbot, RATE)
    control.slider.setSliderDown(True)
    control.slider.setValue(50)
    control.show_value(1e-6)
    assert control.slider.value() == 50
    assert control.field.text() == written(stops(RATE)[50])


def test_a_lesson_that_comes_between_is_not_overruled_by_a_late_turn(qtbot: QtBot) -> None:
    control = shown(qtbot, WIDTH)
    control.show_value(32)
    values = heard(control)
    control.slider.setValue(0)
    control.show_value(64)
    qtbot.wait(500)
    assert values == []
    assert control.value == 64


@each_of("knob", CHOICES)
def test_choosing_an_entry_emits_its_name(qtbot: QtBot, knob: Knob) -> None:
    control = ChoiceControl(knob)
    qtbot.addWidget(control)
    values = heard(control)
    names = list(knob.choices or {})
    places = [control.combo.findData(name) for name in names]
    assert places == sorted(set(places) - {-1}), "in the registry's order, none left out"
    for index in [*places[1:], places[0]]:
        control.combo.setCurrentIndex(index)
    assert values == [*names[1:], names[0]]
    for index, name in zip(places, names, strict=True):
        tip = control.combo.itemData(index, Qt.ItemDataRole.ToolTipRole)
        assert knob.choices is not None
        assert control.combo.itemText(index) == knob.choices[name].title
        assert len(tip) > len(knob.choices[name].explanation) > 0


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "flowers.csv"
    file.write_text("height,width\n" + "1.5,2.5\n" * 30)
    return file


def test_a_file_is_chosen_or_refused_with_a_sentence(
    qtbot: QtBot, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = FileControl(KNOBS["data.path"])
    qtbot.addWidget(control)
    values = heard(control)
    control.show_experiment(Experiment().with_knobs({"data.kind": "picture"}))
    qtbot.keyClicks(control.line, str(table.with_name("nowhere.png")))
    qtbot.keyClick(control.line, Qt.Key.Key_Return)
    assert values == []
    assert "cannot be read" in control.problem.text()
    assert control.line.text() == ""
    control.show_experiment(Experiment().with_knobs({"data.kind": "column"}))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(table), ""))
    qtbot.mouseClick(control.button, Qt.MouseButton.LeftButton)
    assert values == [str(table)]
    assert control.problem.isHidden()


def test_a_column_is_picked_from_the_names_in_the_file(qtbot: QtBot, table: Path) -> None:
    control = ColumnControl(KNOBS["data.column"])
    qtbot.addWidget(control)
    values = heard(control)
    control.show_experiment(Experiment().with_knobs({"data.kind": "column", "data.path": str(table)}))
    assert [control.combo.itemText(i) for i in range(control.combo.count())] == ["height", "width"]
    assert control.line.text() == ""
    control.combo.setCurrentIndex(1)
    control.combo.textActivated.emit("width")
    assert values == ["width"]
    assert control.line.objectName() == "data.column"


def test_another_lesson_takes_the_slider_out_of_the_hand(qtbot: QtBot) -> None:
    control = shown(qtbot, RATE)
    control.show_value(0.1)
    control.slider.setSliderDown(True)
    control.show_value(0.001)
    assert control.value == 0.1, "an echo does not pull at a slider that is held"
    control.set_default(0.001)
    control.show_value(0.001)
    assert control.value == 0.001


# On or off.


@pytest.fixture(params=SWITCHES, ids=lambda knob: knob.path)
def switch(qtbot: QtBot, request: pytest.FixtureRequest) -> SwitchControl:
    control = make_control(request.param)
    assert isinstance(control, SwitchControl)
    qtbot.addWidget(control)
    control.resize(270, 30)
    control.show()
    return control


def test_there_are_switches() -> None:
    assert {knob.path for knob in SWITCHES} == {
        *("stabilise.spectral_norm", "stabilise.average_shown"),
        *("data.conditional", "data.colour"),
    }


def test_a_switch_is_turned_with_a_click(qtbot: QtBot, switch: SwitchControl) -> None:
    values = heard(switch)
    for _ in range(2):
        qtbot.mouseClick(switch.switch, Qt.MouseButton.LeftButton)
    assert values == [True, False]
    assert all(type(value) is bool for value in values)
    assert switch.switch.objectName() == switch.knob.path


def test_a_switch_is_turned_with_the_keyboard(qtbot: QtBot, switch: SwitchControl) -> None:
    values = heard(switch)
    assert switch.switch.focusPolicy() & Qt.FocusPolicy.TabFocus
    switch.setFocus()
    for _ in range(2):
        qtbot.keyClick(switch.switch, Qt.Key.Key_Space)
    assert values == [True, False]


def test_a_switch_shows_what_it_is_told_and_looks_it(switch: SwitchControl) -> None:
    values = heard(switch)
    switch.show_value(True)
    on = switch.grab().toImage()
    switch.show_value(False)
    assert switch.grab().toImage() != on
    assert values == []


def test_a_switch_goes_back_to_the_lessons_value(qtbot: QtBot, switch: SwitchControl) -> None:
    switch.set_default(True)
    switch.show_value(True)
    assert not switch.title.dot.isVisible()
    qtbot.mouseClick(switch.switch, Qt.MouseButton.LeftButton)
    assert switch.title.dot.isVisible()
    assert "on" in switch.title.dot.toolTip()
    values = heard(switch)
    qtbot.mouseClick(switch.title.dot, Qt.MouseButton.LeftButton)
    assert values == [True]
    assert switch.switch.isChecked()
    assert not switch.title.dot.isVisible()


@pytest.mark.parametrize("path", ["penalty.r1", "objective", "stabilise.spectral_norm", "data.column"])
def test_a_control_that_is_held_back_is_grey_says_why_and_comes_back(qtbot: QtBot, path: str) -> None:
    control = make_control(KNOBS[path])
    qtbot.addWidget(control)
    widget = control.turned_part
    usual = widget.toolTip()
    assert widget.isEnabled()
    control.show_obstacle("the moon is in the way")
    assert not widget.isEnabled()
    for told in (control, widget):
        assert "Not now: the moon is in the way." in told.toolTip()
        assert unbroken(KNOBS[path].explanation) in told.toolTip()
    control.show_obstacle("")
    assert widget.isEnabled()
    assert widget.toolTip() == control.toolTip() == usual


# What is turned on the stage.


ON_STAGE = [knob for knob in KNOBS.values() if knob.on_stage and not knob.trained]


def test_what_is_turned_on_the_stage_is_where_the_modes_are_and_what_was_painted() -> None:
    assert {knob.path for knob in ON_STAGE} == {"data.centres", "data.drawing"}
    assert all(isinstance(make_control(knob), StageControl) for knob in ON_STAGE)


@pytest.mark.parametrize("knob", ON_STAGE, ids=lambda knob: knob.path)
def test_a_knob_of_the_stage_says_whether_a_hand_was_there_and_goes_back(qtbot: QtBot, knob: Knob) -> None:
    control = make_control(knob)
    assert isinstance(control, StageControl)
    qtbot.addWidget(control)
    control.show()
    control.set_default("")
    values = heard(control)
    assert control.label.text() == "as it was"
    assert not control.title.dot.isVisible()
    control.show_value("1 1; 2 2" if knob.path == "data.centres" else "brush 0.2 0: 0 0")
    assert control.label.text() == "changed by hand"
    assert control.title.dot.isVisible()
    assert "as it was" in control.title.dot.toolTip()
    assert "stage" in control.toolTip()
    assert values == [], "what is only shown is not a turn"
    qtbot.mouseClick(control.title.dot, Qt.MouseButton.LeftButton)
    assert values == [""]
    assert control.label.text() == "as it was"
    assert not control.title.dot.isVisible()


@pytest.mark.parametrize("path", ["generator.theta1", "generator.theta2"])
def test_a_number_that_training_moves_says_where_it_begins(qtbot: QtBot, path: str) -> None:
    control = make_control(KNOBS[path])
    assert isinstance(control, StageControl)
    qtbot.addWidget(control)
    control.set_default(3.0)
    control.show_value(3.0)
    assert control.label.text() == "begins at 3"
    assert "dial" in control.toolTip()


def test_kinds_of_data_of_one_stage_stand_together(qtbot: QtBot) -> None:
    control = ChoiceControl(KNOBS["data.kind"])
    qtbot.addWidget(control)
    stages = [
        FAMILIES[name].stage if name else "" for name in map(control.combo.itemData, range(control.combo.count()))
    ]
    groups = [stage for stage, before in zip(stages, ["", *stages], strict=False) if stage != before]
    assert groups == ["line", "", "phase", "", "plane", "", "images", "", "colours"], "with a line between them"
    values = heard(control)
    combo = control.combo
    combo.setFocus()
    for _ in range(combo.count()):
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert None not in values, "which cannot be chosen"
    assert values[-1] == list(FAMILIES)[-1]


def test_a_click_takes_the_whole_number_and_so_does_a_double_click(qtbot: QtBot) -> None:
    control, left = shown(qtbot, RATE), Qt.MouseButton.LeftButton
    control.show_value(1.3e-6)
    control.activateWindow()
    control.slider.setFocus()
    qtbot.waitUntil(control.slider.hasFocus)
    at = control.field.rect().center() + QPoint(25, 0)  # among the figures, which stand at the right
    control.field.setFocus(Qt.FocusReason.MouseFocusReason)  # as a press on it does before it is heard there
    qtbot.mouseClick(control.field, left, pos=at)
    assert control.field.selectedText() == "1.3e-6"
    qtbot.mouseClick(control.field, left, pos=at)
    assert not control.field.selectedText(), "the keyboard is there: a place among the figures is meant"
    qtbot.mouseDClick(control.field, left, pos=at)
    assert control.field.selectedText() == "1.3e-6"
