"""The transport: each button asks for what it says, and shows what it is told."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.transport.speed_control import speed_in_words, speeds
from gan_playground.ui.transport.transport import Transport
from ui.pasts import branched, straight

ASKS = {
    "playButton": ("toggle", "Space"),
    "stepDiscriminatorButton": ("step_discriminator", "D"),
    "stepGeneratorButton": ("step_generator", "G"),
    "stepBothButton": ("step_both", "."),
    "stepBackButton": ("past.step_back", ","),
    "trainDiscriminatorButton": ("train_discriminator", "Shift+D"),
    "bookmarkButton": ("past.bookmark", "B"),
}
LISTENED_TO = {
    "restartButton": "R",
    "newSeedButton": "N",
    "compareButton": "C",
    "lookAheadButton": "L",
    "branchesButton": "Shift+B",
    "fullSpeedButton": "S",
}


class Bridge:
    """A session that only remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.past = SimpleNamespace(step_back=self._to("past.step_back"), bookmark=self._to("past.bookmark"))
        self.past.visit, self.past.is_awaited = self.visit, bool
        for name in ("toggle", "step_discriminator", "step_generator", "step_both", "train_discriminator", "cancel"):
            setattr(self, name, self._to(name))

    def _to(self, name: str) -> Callable[[], None]:
        return lambda: self.asked.append(name)

    def visit(self, step: int) -> None:
        self.asked.append(f"past.visit {step}")

    def set_speed(self, steps_per_second: float) -> None:
        self.asked.append(f"set_speed {steps_per_second:g}")


@pytest.fixture
def transport(qtbot: QtBot) -> Transport:
    transport = Transport()
    qtbot.addWidget(transport)
    transport.setStyleSheet(stylesheet(DARK))
    transport.setMinimumWidth(1)  # as in the window, which has a least size of its own
    transport.resize(1280, 104)
    transport.show()
    return transport


def heard(transport: Transport) -> list[str]:
    bridge = Bridge()
    transport.drive(bridge)
    return bridge.asked


def button(transport: Transport, name: str) -> QPushButton:
    return transport.findChild(QPushButton, name)


@pytest.mark.parametrize(("name", "wish", "key"), [(name, *asks) for name, asks in ASKS.items()])
def test_each_button_asks_for_one_thing(transport: Transport, qtbot: QtBot, name: str, wish: str, key: str) -> None:
    asked = heard(transport)
    qtbot.mouseClick(button(transport, name), Qt.MouseButton.LeftButton)
    assert asked == [wish]


@pytest.mark.parametrize(("name", "key"), [*((name, key) for name, (_, key) in ASKS.items()), *LISTENED_TO.items()])
def test_each_button_names_its_key_and_leaves_the_keyboard_alone(transport: Transport, name: str, key: str) -> None:
    assert button(transport, name).toolTip().endswith(f"({key})")
    assert button(transport, name).accessibleName()
    assert button(transport, name).focusPolicy() is Qt.FocusPolicy.TabFocus  # Space must go on to play


def test_play_says_what_a_click_would_do(transport: Transport) -> None:
    transport.show_playing(True)
    assert transport.play_button.accessibleName() == "Pause"
    transport.show_playing(False)
    assert transport.play_button.accessibleName() == "Play"


def test_the_speed_goes_from_one_step_in_two_seconds_to_unlimited(transport: Transport) -> None:
    slider = transport.speed_control.slider
    assert (slider.minimum(), slider.maximum()) == (0, len(speeds) - 1)
    asked = heard(transport)
    for position in (0, 2, slider.maximum()):
        slider.setValue(position)
    assert asked == ["set_speed 0.5", "set_speed 2", "set_speed inf"]
    assert {speed_in_words(speed) for speed in (0.5, 1, 2000, math.inf)} == {
        "0.5 steps/s",
        "1 step/s",
        "2,000 steps/s",
        "full speed",
    }


def test_the_speed_keys_move_one_position_and_stop_at_the_ends(transport: Transport) -> None:
    transport.show_speed(10)
    transport.speed_control.faster()
    assert transport.speed == 20
    transport.speed_control.slower()
    transport.speed_control.slower()
    assert transport.speed == 5
    transport.show_speed(math.inf)
    transport.speed_control.faster()
    assert transport.speed == math.inf


def test_showing_a_speed_asks_for_nothing(transport: Transport) -> None:
    asked = heard(transport)
    for speed in speeds:
        transport.show_speed(speed)
        assert transport.speed == speed
    assert asked == []


def test_the_step_is_written_out_with_the_updates_of_each_player(transport: Transport) -> None:
    updates = SimpleNamespace(generator=1204.0, discriminator=6020.0)
    transport.show_step(SimpleNamespace(step=1204, updates=updates))
    assert transport.time_row.step_label.text() == "1,204"
    assert "6,020 updates of D" in transport.time_row.step_label.toolTip()
    assert "1,204 of G" in transport.time_row.step_label.toolTip()


def test_training_d_can_be_cancelled_and_nothing_moves_meanwhile(transport: Transport, qtbot: QtBot) -> None:
    asked = heard(transport)
    train = transport.train_button
    place = train.geometry()
    transport.show_busy("training D")
    assert train.text() == "Cancel"
    assert train.geometry() == place
    qtbot.mouseClick(transport.generator_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(train, Qt.MouseButton.LeftButton)
    assert asked == ["cancel"]
    transport.show_busy("")
    qtbot.mouseClick(train, Qt.MouseButton.LeftButton)
    assert asked == ["cancel", "train_discriminator"]
    assert train.geometry() == place


def test_news_of_what_takes_a_while_moves_nothing(transport: Transport) -> None:
    transport.show_busy("Looking ahead")
    place = transport.look_ahead_button.geometry()
    for step in (1, 115):
        transport.show_busy(f"Looking ahead: {step} of 300 steps")
        transport.layout().activate()
        assert transport.look_ahead_button.geometry() == place
    assert transport.busy_line.label.text() == "Looking ahead: 115 of 300 steps"


def test_the_bar_is_as_long_as_what_is_done(transport: Transport) -> None:
    bar = transport.busy_line.bar
    transport.show_share(0.9)
    transport.show_busy("Looking ahead")
    assert bar.maximum() == 0, "nobody said yet how much is done of this"
    transport.show_share(0.25)
    transport.show_busy("Looking ahead: 75 of 300 steps")
    assert bar.isVisible()
    assert (bar.value() - bar.minimum()) / (bar.maximum() - bar.minimum()) == 0.25
    transport.show_busy("")
    assert not bar.isVisible()
    transport.show_busy("Training D to its best")
    assert bar.maximum() == 0, "what was done of the one before is forgotten"


@pytest.mark.parametrize(("exhibit", "least_px"), [(False, 36), (True, 44)])
def test_targets_are_large_enough(transport: Transport, exhibit: bool, least_px: int) -> None:
    transport.set_exhibit(exhibit)
    transport.layout().activate()
    for name in (*ASKS, "branchesButton", "fullSpeedButton"):
        size = button(transport, name).size()
        assert min(size.width(), size.height()) >= least_px, name
    assert transport.speed_control.slider.height() >= least_px
    assert transport.time_row.timeline_slider.height() >= least_px
    transport.show_summary(straight().go_to(104).summary)
    assert min(present(transport).width(), present(transport).height()) >= least_px


def present(transport: Transport) -> QPushButton:
    return button(transport, "presentButton")


def test_the_present_says_its_step_and_the_past_also_how_far_the_run_came(transport: Transport) -> None:
    last = transport.findChild(QLabel, "lastStepLabel")
    transport.show_summary(straight().summary)
    assert transport.time_row.step_label.text() == "200"
    assert not last.isVisible()
    assert not present(transport).isVisible()
    transport.show_summary(straight().go_to(104).summary)
    assert transport.time_row.step_label.text() == "104"
    assert (last.text(), last.isVisible()) == ("of 200", True)


def test_play_says_in_the_past_that_the_run_will_split(transport: Transport) -> None:
    play = button(transport, "playButton")
    transport.show_summary(straight().go_to(104).summary)
    assert "the run splits" in play.toolTip()
    transport.show_playing(True)
    assert play.toolTip() == "Pause  (Space)"
    transport.show_playing(False)
    transport.show_summary(straight().summary)
    assert play.toolTip() == "Play  (Space)"


def test_a_press_leads_back_to_the_present(transport: Transport, qtbot: QtBot) -> None:
    transport.show_summary(straight().go_to(104).summary)
    assert present(transport).toolTip().endswith("(End)")
    asked = heard(transport)
    qtbot.mouseClick(present(transport), Qt.MouseButton.LeftButton)
    assert asked == ["past.visit 200"]
    assert not present(transport).isVisible()


def test_the_timeline_asks_and_keeps_its_place(transport: Transport) -> None:
    transport.show_summary(straight().summary)
    QTest.qWait(0)  # until all is laid out
    slider = transport.time_row.timeline_slider
    place = slider.geometry()
    asked = heard(transport)
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert asked == ["past.visit 199"]
    assert present(transport).isVisible()
    QTest.qWait(0)
    assert slider.geometry() == place, "what is being dragged must not change under the hand"


def test_the_branches_are_counted(transport: Transport) -> None:
    branches = button(transport, "branchesButton")
    transport.show_summary(straight().summary)
    assert branches.text() == ""
    transport.show_summary(branched().summary)
    assert branches.text() == "3"
    assert branches.accessibleName() == "3 branches"


@pytest.mark.parametrize("exhibit", [False, True])
@pytest.mark.parametrize("width_px", [1024, 1280, 1920])
def test_everything_fits_beside_everything(transport: Transport, width_px: int, exhibit: bool) -> None:
    transport.set_exhibit(exhibit)
    transport.resize(width_px, 140)
    transport.show_summary(branched().go_to(90).summary)
    QTest.qWait(0)
    parts = [part for part in transport.findChildren(QPushButton) if part.isVisible()]
    places = [part.geometry().translated(part.parentWidget().mapTo(transport, part.rect().topLeft())) for part in parts]
    for part, place in zip(parts, places, strict=True):
        assert transport.rect().contains(place), part.objectName()
        assert part.width() >= part.minimumSizeHint().width(), part.objectName()
    assert not any(one.intersects(other) for one, other in itertools.combinations(places, 2))


def test_for_visitors_the_other_ways_keep_their_words_longer(transport: Transport) -> None:
    train = button(transport, "trainDiscriminatorButton")
    transport.set_exhibit(True)
    transport.resize(1920, 140)
    assert train.text() == "Train D to its best"
    transport.resize(1400, 140)
    assert train.text() == "Best D"
    assert button(transport, "restartButton").text() == "Restart"
    transport.show_busy("Training D to its best")
    transport.resize(1920, 140)
    assert train.text() == "Cancel"
    transport.show_busy("")
    assert train.text() == "Train D to its best"
    assert train.property("variant") == "discriminator"


def test_words_come_back_with_the_room_for_them(transport: Transport) -> None:
    names = ("newSeedButton", "restartButton", "lookAheadButton", "compareButton")

    def words() -> list[str]:
        return [button(transport, name).text() for name in names]

    transport.resize(1920, 104)
    assert words() == ["New seed", "Restart", "Look ahead", "Compare"]
    transport.resize(1120, 104)
    assert words() == ["", "", "Ahead", "Compare"]
    transport.resize(900, 104)
    assert words() == ["", "", "", ""]
    transport.resize(1120, 104)
    assert words()[0] == ""
    assert words()[-1] == "Compare"
    assert button(transport, "newSeedButton").accessibleName() == "New seed"
    transport.resize(1920, 104)
    assert words() == ["New seed", "Restart", "Look ahead", "Compare"]


def test_full_speed_has_words_where_there_is_room_and_a_name_always(transport: Transport) -> None:
    full = button(transport, "fullSpeedButton")
    for width_px, words in ((1120, ""), (1920, "Full speed"), (1120, "")):
        transport.resize(width_px, 104)
        QTest.qWait(0)
        assert full.text() == words
        assert full.width() >= full.minimumSizeHint().width()
        assert full.accessibleName() == "Full speed"


def test_while_two_runs_are_compared_the_button_is_down_and_says_that_it_ends_it(
    transport: Transport, qtbot: QtBot
) -> None:
    compare = button(transport, "compareButton")
    qtbot.mouseClick(compare, Qt.MouseButton.LeftButton)
    assert not compare.isChecked(), "it was only asked for"
    transport.show_comparing(True)
    qtbot.mouseClick(compare, Qt.MouseButton.LeftButton)
    assert compare.isChecked()
    assert compare.toolTip() == "End comparison, and go on with A alone  (C)"
    assert compare.accessibleName() == "End comparison"
    transport.show_comparing(False)
    assert not compare.isChecked()
    assert compare.toolTip() == "Compare: train two runs side by side that differ in one thing  (C)"
    assert compare.accessibleName() == "Compare"
