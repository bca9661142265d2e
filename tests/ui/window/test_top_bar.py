"""The line at the top: what it shows, what it asks for, and that it asks only when a person does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.session.messages import RunInfo
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.top_bar import TopBar, rate_words

# What the session sends; gan.devices, where its class lives, would load torch here.
DEVICES = [SimpleNamespace(name="cpu", title="CPU"), SimpleNamespace(name="cuda:0", title="A graphics card")]


def run_on(device: str, seed: int) -> RunInfo:
    return RunInfo(run=1, experiment=Experiment(), seed=seed, device=device, generator_size=1, discriminator_size=1)


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    bar = TopBar(DARK)
    qtbot.addWidget(bar)
    bar.resize(1200, 52)
    bar.show_devices(DEVICES)
    bar.show_run(run_on("cpu", 7))
    bar.show()
    return bar


@pytest.fixture
def asked(bar: TopBar) -> list[Any]:
    """What the bar asks for, as it comes."""
    wishes: list[Any] = []
    bar.device_chosen.connect(wishes.append)
    bar.seed_chosen.connect(wishes.append)
    return wishes


@pytest.fixture
def devices(bar: TopBar) -> QComboBox:
    return bar.findChild(QComboBox, "deviceBox")


@pytest.fixture
def seed(bar: TopBar) -> QSpinBox:
    return bar.findChild(QSpinBox, "seedBox")


def test_showing_asks_for_nothing(bar: TopBar, devices: QComboBox, seed: QSpinBox, asked: list[Any]) -> None:
    bar.show_run(run_on("cuda:0", 2**31 - 1))
    bar.show_devices(DEVICES)
    assert (devices.currentText(), seed.value()) == ("A graphics card", 2**31 - 1)
    assert asked == []


def test_a_run_may_come_before_the_devices(qtbot: QtBot) -> None:
    bar = TopBar(DARK)
    qtbot.addWidget(bar)
    bar.show_run(run_on("cuda:0", 0))
    bar.show_devices(DEVICES)
    box = bar.findChild(QComboBox, "deviceBox")
    assert [box.itemText(i) for i in range(box.count())] == ["CPU", "A graphics card"]
    assert box.currentText() == "A graphics card"


def test_a_picked_device_is_asked_for_by_name(qtbot: QtBot, devices: QComboBox, asked: list[Any]) -> None:
    qtbot.keyClick(devices, Qt.Key.Key_Down)
    assert asked == ["cuda:0"]


def test_a_typed_seed_counts_when_it_is_finished(qtbot: QtBot, seed: QSpinBox, asked: list[Any]) -> None:
    seed.selectAll()
    qtbot.keyClicks(seed, "123")
    assert asked == []
    qtbot.keyClick(seed, Qt.Key.Key_Return)
    assert asked == [123]


def test_the_arrows_change_the_seed_at_once(qtbot: QtBot, seed: QSpinBox, asked: list[Any]) -> None:
    qtbot.keyClick(seed, Qt.Key.Key_Up)
    qtbot.keyClick(seed, Qt.Key.Key_Up)
    assert asked == [8, 9]


def test_the_same_seed_again_asks_for_nothing(qtbot: QtBot, seed: QSpinBox, asked: list[Any]) -> None:
    seed.selectAll()
    qtbot.keyClicks(seed, "7")
    qtbot.keyClick(seed, Qt.Key.Key_Return)
    assert asked == []


def test_every_control_has_a_name_and_a_tooltip(bar: TopBar) -> None:
    controls = [*bar.findChildren(QPushButton), *bar.findChildren(QComboBox), *bar.findChildren(QSpinBox)]
    assert len(controls) == 7
    for control in controls:
        assert control.accessibleName()
        assert control.toolTip()


@pytest.mark.parametrize(
    ("rate", "words"),
    [(0.0, ""), (0.5, "0.5 steps/s"), (9.96, "10 steps/s"), (12480.4, "12,480 steps/s")],
)
def test_the_rate_is_written_shortly(rate: float, words: str) -> None:
    assert rate_words(rate) == words


def test_a_counting_rate_pushes_nothing_about(bar: TopBar, devices: QComboBox) -> None:
    places = []
    for rate in (0.0, 1.5, 88_888.0):
        bar.show_rate(rate)
        bar.layout().activate()
        places.append(devices.x())
    assert len(set(places)) == 1
    assert bar.findChild(QLabel, "rateLabel").text() == "88,888 steps/s"


def test_fingers_find_large_targets(bar: TopBar) -> None:
    bar.setStyleSheet(stylesheet(DARK))
    bar.set_exhibit(True)
    bar.layout().activate()
    names = ("deviceBox", "seedBox", "runMenuButton", "viewButton", "fullScreenButton", "helpButton")
    parts = [bar.findChild(QWidget, name) for name in names]
    assert all(min(part.width(), part.height()) >= 44 for part in parts)
    assert all(bar.rect().contains(part.geometry()) for part in parts)
