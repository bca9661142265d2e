"""The dials of the two-knob generator, against the generator's own formula."""

from __future__ import annotations

import math

import pytest
import torch
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyleOptionFrame
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.networks import make_generator
from gan_playground.ui.stages.line.dial import Dial, on_circle
from gan_playground.ui.stages.line.dials import TwoKnobDials, exact_solution
from gan_playground.ui.stages.line.theta_dial import DialTurn, ThetaDial
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK

TEXTBOOK = Experiment().with_knobs({"data.mean": 10.0, "data.std": 2.0, "generator.kind": "two-knobs"})
EXAMPLE = (0.2, -0.7)
left = Qt.MouseButton.LeftButton


@pytest.fixture
def dials(qtbot: QtBot) -> TwoKnobDials:
    dials = TwoKnobDials()
    qtbot.addWidget(dials)
    dials.resize(700, 78)
    dials.begin(TEXTBOOK, EXAMPLE)
    dials.show()
    return dials


@pytest.mark.parametrize("start", [(3.0, 1.0), (10.0, 1.1)])
def test_the_start_is_the_generators(dials: TwoKnobDials, start: tuple[float, float]) -> None:
    experiment = TEXTBOOK.with_knobs({"generator.theta1": start[0], "generator.theta2": start[1]})
    dials.begin(experiment, EXAMPLE)
    assert dials.theta == start
    G = make_generator(experiment, experiment.make_data(), torch.Generator())
    assert G.theta == pytest.approx(start)


def test_the_example_is_the_texts(dials: TwoKnobDials) -> None:
    assert dials.example_at_start == pytest.approx([3.2, 2.3])


@pytest.mark.parametrize("theta", [(3.0, 1.0), (5.0, 2.0), (-4.5, -1.9), (0.0, 0.0)])
def test_the_example_now_is_moved_and_then_stretched(dials: TwoKnobDials, theta: tuple[float, float]) -> None:
    dials.show_theta(theta)
    assert dials.theta == theta
    assert dials.example_now == pytest.approx([(z + theta[0]) * theta[1] for z in EXAMPLE])


def test_the_exact_answer_makes_the_real_bell() -> None:
    solution = exact_solution(TEXTBOOK)
    assert solution == (5.0, 2.0)
    theta1, theta2 = solution
    # Of z ~ N(0, 1): (z + theta1) * theta2 has mean theta1 * theta2 and deviation theta2.
    assert (theta1 * theta2, theta2) == (10.0, 2.0)


def test_the_exact_answer_makes_the_real_plateau_of_uniform_noise() -> None:
    solution = exact_solution(TEXTBOOK.with_knobs({"data.kind": "uniform", "latent.kind": "uniform"}))
    assert solution is not None
    theta1, theta2 = solution
    # Of z ~ U(-1, 1), whose deviation is 1 / sqrt(3).
    assert (theta1 * theta2, theta2 / math.sqrt(3)) == pytest.approx((10.0, 2.0))


@pytest.mark.parametrize("knobs", [{"data.kind": "laplace"}, {"latent.kind": "uniform"}])
def test_where_no_theta_is_exact_none_is_marked(dials: TwoKnobDials, knobs: dict[str, str]) -> None:
    experiment = TEXTBOOK.with_knobs(knobs)
    assert exact_solution(experiment) is None
    dials.begin(experiment, EXAMPLE)
    dials.show_theta((2.0, 1.5))
    assert [dial.exact for dial in dials.dials] == [None, None]
    dials.grab()


def test_a_bell_turned_over_has_its_own_exact_answer(dials: TwoKnobDials) -> None:
    dials.show_theta((-3.0, -1.0))
    assert [dial.exact for dial in dials.dials] == [-5.0, -2.0]
    dials.show_theta((3.0, 1.0))
    assert [dial.exact for dial in dials.dials] == [5.0, 2.0]


def test_a_dial_turns_with_its_value_and_keeps_its_scale() -> None:
    dial = Dial("θ", "turn", value=3.0, exact=5.0)
    dial.widen()
    assert dial.reach == 8.0
    assert dial.angle_deg(0.0) == 0.0
    assert dial.angle_deg(-5.0) == -dial.angle_deg(5.0)
    assert dial.angle_deg(4.0) == pytest.approx(135 / 2)
    dial.value = 1.0
    dial.widen()
    assert dial.reach == 8.0


def test_another_value_is_another_picture(dials: TwoKnobDials) -> None:
    dials.show_theta((3.0, 1.0))
    before = dials.grab().toImage()
    dials.show_theta((4.0, 1.5))
    assert dials.grab().toImage() != before


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none_do_no_harm(dials: TwoKnobDials, bad: float) -> None:
    dials.show_theta((bad, bad))
    dials.grab()
    dials.show_theta((3.0, 1.0))
    assert dials.dials[0].reach == 16.0


# By hand.


class Heard:
    """What a dial said: every value that was asked for, and every turn that a hand has done."""

    def __init__(self, dial: ThetaDial) -> None:
        self.asked: list[float] = []
        self.turns: list[DialTurn] = []
        dial.turned.connect(self.asked.append)
        dial.turned.connect(dial.show_value)  # as the frame does that comes of it
        dial.let_go.connect(self.turns.append)


@pytest.fixture
def first(dials: TwoKnobDials) -> ThetaDial:
    return dials.thetas[0]


def place(dial: ThetaDial, value: float) -> QPoint:
    """Where this value stands on the dial."""
    return on_circle(dial.ring, dial.dial.angle_deg(value), dial.ring.width() / 2).toPoint()


def test_dragged_from_its_handle_it_follows_the_hand(qtbot: QtBot, first: ThetaDial) -> None:
    heard = Heard(first)
    qtbot.mousePress(first, left, pos=place(first, 3.0))
    assert heard.asked == [], "taking hold of it must not nudge it"
    for value in (5.0, 8.0, 10.0):
        qtbot.mouseMove(first, place(first, value))
    assert heard.asked == pytest.approx([5.0, 8.0, 10.0], abs=0.5)
    assert all(value == pytest.approx(round(value, 1)) for value in heard.asked), "in round numbers"
    assert heard.turns == []
    qtbot.mouseRelease(first, left)
    assert heard.turns == [DialTurn("generator.theta1", 3.0, heard.asked[-1], joins=False)]


def test_it_goes_where_it_is_pressed_and_not_past_its_ends(qtbot: QtBot, first: ThetaDial) -> None:
    heard = Heard(first)
    qtbot.mousePress(first, left, pos=place(first, -8.0))
    assert heard.asked == pytest.approx([-8.0], abs=0.5)
    for value in (-12.0, -16.0):
        qtbot.mouseMove(first, place(first, value))
    qtbot.mouseMove(first, QPoint(first.width() // 2, first.height()))  # below, between both ends
    assert heard.asked[-1] == -16.0
    qtbot.mouseRelease(first, left)


def test_while_training_moves_it_a_drag_is_measured_from_where_the_hand_is(qtbot: QtBot, first: ThetaDial) -> None:
    asked: list[float] = []
    first.turned.connect(asked.append)
    qtbot.mousePress(first, left, pos=place(first, 3.0))
    qtbot.mouseMove(first, place(first, 6.0))
    first.show_value(4.0)  # training goes on meanwhile
    qtbot.mouseMove(first, place(first, 9.0))
    qtbot.mouseRelease(first, left)
    assert asked == pytest.approx([6.0, 9.0], abs=0.5)


def test_arrow_keys_go_to_the_next_round_number(qtbot: QtBot, first: ThetaDial) -> None:
    heard = Heard(first)
    first.show_value(4.713)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageUp):
        qtbot.keyClick(first, key)
    assert heard.asked == [4.8, 4.9, 4.8, 5.8]
    assert heard.turns[0] == DialTurn("generator.theta1", 4.713, 4.8)


def test_the_wheel_turns_the_dial_under_it(first: ThetaDial) -> None:
    heard = Heard(first)
    for notches in (1, 1, -3):
        middle = QPointF(first.rect().center())
        turned = QPoint(0, 120 * notches)
        none = Qt.KeyboardModifier.NoModifier
        event = QWheelEvent(
            middle, middle, QPoint(), turned, Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
        )
        QApplication.sendEvent(first, event)
    assert heard.asked == [3.1, 3.2, 2.9]


def test_a_number_can_be_typed(qtbot: QtBot, dials: TwoKnobDials) -> None:
    second, refused = dials.thetas[1], []
    second.refused.connect(refused.append)
    heard = Heard(second)
    for typed in ("1.1", "much", "2e9"):
        second.open_field()
        field = second.findChild(QLineEdit)
        field.setText(typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert field.isHidden()
    assert heard.asked == [1.1]
    assert [("much" in sentence, "2000000000" in sentence) for sentence in refused] == [(True, False), (False, True)]


@pytest.mark.parametrize(("reach", "stride"), [(16.0, 0.1), (4.0, 0.02), (8.0, 0.05), (1024.0, 10.0), (0.5, 0.005)])
def test_round_numbers_are_one_two_or_five_times_a_power_of_ten(reach: float, stride: float) -> None:
    dial = Dial("θ", "turn", 0.0, reach=reach)
    assert dial.stride == pytest.approx(stride)
    assert dial.value_at(135.0) == pytest.approx(reach, abs=stride)
    assert dial.value_at(dial.angle_deg(7.3 * stride)) == pytest.approx(7 * stride)


def test_a_finger_finds_it_and_a_screen_reader_names_it(dials: TwoKnobDials) -> None:
    assert [dial.objectName() for dial in dials.thetas] == ["theta1Dial", "theta2Dial"]
    for dial, name in zip(dials.thetas, ("θ₁", "θ₂"), strict=True):
        assert min(dial.width(), dial.height()) >= 44
        assert name in dial.accessibleName()
        assert dial.accessibleDescription() == f"Now {dial.dial.value:.2f}"
        assert "drag" in dial.toolTip()


@pytest.mark.parametrize("value", [4.936, -12.34, -0.7853])
def test_all_figures_of_a_number_are_seen_where_it_is_typed_over(dials: TwoKnobDials, value: float) -> None:
    dials.setStyleSheet(stylesheet(DARK))
    dial = dials.thetas[0]
    dial.show_value(value)
    dial.open_field()
    field = dial.findChild(QLineEdit)
    assert dial.rect().contains(field.geometry())
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
    assert field.fontMetrics().horizontalAdvance(field.text()) + 4 <= room.width(), (
        "with Qt's own two px at either side"
    )


def test_the_exact_answer_of_a_mirrored_bell_is_explained(dials: TwoKnobDials) -> None:
    for widget in (dials, *dials.thetas):
        assert "the mirrored pair makes the same curve" in widget.toolTip()
