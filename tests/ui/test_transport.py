"""The transport: each button asks for what it says, and shows what it is told."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gan_playground.ui.style import stylesheet
from gan_playground.ui.theme import DARK
from gan_playground.ui.transport import Transport, speed_in_words, speeds

ASKS = {
    "playButton": ("play_toggled", "Space"),
    "stepDiscriminatorButton": ("step_discriminator", "D"),
    "stepGeneratorButton": ("step_generator", "G"),
    "stepBothButton": ("step_both", "B"),
    "trainDiscriminatorButton": ("train_discriminator", "Shift+D"),
    "restartButton": ("restart", "R"),
    "newSeedButton": ("new_seed", "N"),
}
SIGNALS = ("cancelled", *(signal for signal, _ in ASKS.values()))


@pytest.fixture
def transport(qtbot: QtBot) -> Transport:
    transport = Transport()
    qtbot.addWidget(transport)
    transport.setStyleSheet(stylesheet(DARK))
    transport.resize(1280, 72)
    transport.show()
    return transport


def heard(transport: Transport) -> list[str]:
    asked: list[str] = []
    for name in SIGNALS:
        getattr(transport, name).connect(lambda *_, name=name: asked.append(name))
    return asked


def button(transport: Transport, name: str) -> QPushButton:
    return transport.findChild(QPushButton, name)


@pytest.mark.parametrize(("name", "signal", "key"), [(name, *asks) for name, asks in ASKS.items()])
def test_each_button_asks_for_one_thing_and_names_its_key(
    transport: Transport, qtbot: QtBot, name: str, signal: str, key: str
) -> None:
    asked = heard(transport)
    qtbot.mouseClick(button(transport, name), Qt.MouseButton.LeftButton)
    assert asked == [signal]
    assert button(transport, name).toolTip().endswith(f"({key})")
    assert button(transport, name).accessibleName()
    assert button(transport, name).focusPolicy() is Qt.FocusPolicy.TabFocus  # Space must go on to play


def test_play_says_what_a_click_would_do(transport: Transport) -> None:
    transport.show_playing(True)
    assert transport.play_button.accessibleName() == "Pause"
    transport.show_playing(False)
    assert transport.play_button.accessibleName() == "Play"


def test_the_speed_goes_from_one_step_in_two_seconds_to_unlimited(transport: Transport, qtbot: QtBot) -> None:
    slider = transport.speed_slider
    assert (slider.minimum(), slider.maximum()) == (0, len(speeds) - 1)
    for position, speed in ((0, 0.5), (2, 2), (slider.maximum(), math.inf)):
        with qtbot.waitSignal(transport.speed_changed) as changed:
            slider.setValue(position)
        assert changed.args == [speed]
    assert {speed_in_words(speed) for speed in (0.5, 1, 2000, math.inf)} == {
        "0.5 steps/s",
        "1 step/s",
        "2,000 steps/s",
        "full speed",
    }


def test_the_speed_keys_move_one_position_and_stop_at_the_ends(transport: Transport) -> None:
    transport.show_speed(10)
    transport.faster()
    assert transport.speed == 20
    transport.slower()
    transport.slower()
    assert transport.speed == 5
    transport.show_speed(math.inf)
    transport.faster()
    assert transport.speed == math.inf


def test_showing_a_speed_asks_for_nothing(transport: Transport, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(transport.speed_changed):
        for speed in speeds:
            transport.show_speed(speed)
            assert transport.speed == speed


def test_the_step_is_written_out_with_the_updates_of_each_player(transport: Transport) -> None:
    updates = SimpleNamespace(generator=1204.0, discriminator=6020.0)
    transport.show_step(SimpleNamespace(step=1204, updates=updates))
    assert transport.step_label.text() == "1,204"
    assert "6,020 updates of D" in transport.step_label.toolTip()
    assert "1,204 of G" in transport.step_label.toolTip()


def test_training_d_can_be_cancelled_and_nothing_moves_meanwhile(transport: Transport, qtbot: QtBot) -> None:
    asked = heard(transport)
    train = transport.train_button
    place = train.geometry()
    transport.show_busy("training D")
    assert train.text() == "Cancel"
    assert train.geometry() == place
    qtbot.mouseClick(transport.generator_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(train, Qt.MouseButton.LeftButton)
    assert asked == ["cancelled"]
    transport.show_busy("")
    qtbot.mouseClick(train, Qt.MouseButton.LeftButton)
    assert asked == ["cancelled", "train_discriminator"]
    assert train.geometry() == place


@pytest.mark.parametrize(("exhibit", "least_px"), [(False, 36), (True, 44)])
def test_targets_are_large_enough(transport: Transport, exhibit: bool, least_px: int) -> None:
    transport.set_exhibit(exhibit)
    transport.layout().activate()
    for name in ASKS:
        size = button(transport, name).size()
        assert min(size.width(), size.height()) >= least_px, name
    assert transport.speed_slider.height() >= least_px
