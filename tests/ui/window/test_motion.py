"""Who wants less motion sees what the window itself moves where it ends, at once."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QVariantAnimation
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gan_playground.ui.knobs.spotlight import Spotlight
from gan_playground.ui.notices.notice import Notice
from gan_playground.ui.theme import motion as motions
from gan_playground.ui.theme.motion import motion, system_wants_contrast, system_wants_less_motion
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.settings import Settings
from watched import Opener


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    motion.chosen = None


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    return window


@pytest.mark.parametrize("less", [False, True])
def test_a_notice_slides_in_or_is_there(window: QWidget, less: bool) -> None:
    motion.chosen = less
    notice = Notice(DARK, window)
    notice.show_notice("It is done.")
    assert (notice.y() > 0) is less
    moving = notice.findChild(QVariantAnimation).state() is QVariantAnimation.State.Running
    assert moving is not less


@pytest.mark.parametrize("less", [False, True])
def test_a_light_around_a_knob_fades_or_stands(window: QWidget, less: bool) -> None:
    motion.chosen = less
    light = Spotlight(DARK, window)
    part = QWidget(window)
    part.setGeometry(100, 100, 200, 60)
    light.light(part)
    fade = light.findChild(QVariantAnimation)
    fade.pause()
    fade.setCurrentTime(fade.duration() * 3 // 4)
    line = light.grab().toImage().pixelColor(light.width() // 2, 1)
    assert (line == QColor(DARK.text)) is less


def test_the_system_is_asked_where_it_says_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    def say(**told: str) -> None:
        hints = SimpleNamespace(**{hint: lambda name=name: SimpleNamespace(name=name) for hint, name in told.items()})
        application = SimpleNamespace(styleHints=lambda: SimpleNamespace(accessibility=lambda: hints))
        monkeypatch.setattr(motions, "QGuiApplication", application)

    say(motionPreference="ReducedMotion", contrastPreference="HighContrast")
    assert system_wants_less_motion()
    assert system_wants_contrast()
    assert motion.is_reduced
    motion.chosen = False
    assert not motion.is_reduced, "a person has the last word"
    say(motionPreference="NoPreference", contrastPreference="NoPreference")
    assert not system_wants_less_motion()
    assert not system_wants_contrast()
    say()
    assert not system_wants_less_motion(), "of a Qt that does not know yet"
    monkeypatch.setattr(motions, "QGuiApplication", SimpleNamespace(styleHints=SimpleNamespace))
    assert not system_wants_contrast()


def test_the_menu_has_a_switch_for_it_which_is_remembered(opened: Opener) -> None:
    window = opened("--lesson", "two-knobs").window
    menu = window.top_bar.view_button.menu()
    switch = next(action for action in menu.actions() if action.objectName() == "lessMotion")
    menu.aboutToShow.emit()
    assert not switch.isChecked()
    switch.trigger()
    assert motion.is_reduced
    assert Settings().less_motion is True
    switch.trigger()
    assert not motion.is_reduced
    assert Settings().less_motion is False
