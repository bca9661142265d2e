"""The line of a run on the clipboard, and as a code that another program reads."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.app import create_window
from gan_playground.errors import PlaygroundError
from gan_playground.ui.files.line_sheet import LineSheet
from gan_playground.ui.theme.theme import THEMES
from gan_playground.ui.widgets.qr_code import modules_of
from watched import Opener, Watched

control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def read_by_a_phone(image: QImage) -> list[str]:
    """Every code in a picture, by a decoder that has nothing to do with what drew it."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return [code.text for code in zxingcpp.read_barcodes(np.ascontiguousarray(rows[:, : grey.width()]))]


def clipboard() -> str:
    return QApplication.clipboard().text()


def copied(watched: Watched) -> tuple[str, str]:
    """The line, and what the notice says of it, once Ctrl+L was pressed."""
    watched.pause()
    QTest.keyClick(watched.window, Qt.Key.Key_L, control)
    return clipboard(), watched.window.notice.accessibleName()


def test_the_line_of_what_is_on_the_screen_opens_the_same(opened: Opener) -> None:
    first = opened("--lesson", "ring", "--seed", "7")
    first.pause()
    first.window.history.turn({"generator.width": 48, "latent.dim": 3})
    first.settle()
    line, told = copied(first)
    assert line == "gan-playground --lesson ring --seed 7 --set latent.dim=3 --set generator.width=48"
    assert told == f"Copied: {line}"
    second = opened(*line.split()[1:])
    assert second.window.session.experiment == first.window.session.experiment
    assert second.window.session.seed == 7
    second.pause()
    QTest.keyClick(second.window, Qt.Key.Key_L, control)
    assert clipboard() == line


def test_what_was_done_on_the_way_is_said_to_be_lacking(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs")
    watched.pause()
    watched.window.session.step_discriminator()
    watched.settle()
    watched.window.history.turn({"batch_size": 100})
    watched.window.session.step_both()
    watched.settle()
    line, told = copied(watched)
    assert line == "gan-playground --lesson two-knobs --seed 0 --set batch_size=100"
    assert "Not in it: when knobs were turned; the steps of one player alone. A run file holds that (Ctrl+S)." in told


def test_a_theme_is_of_this_window_alone(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs", "--theme", "light")
    assert watched.window.theme.name == "light"
    assert copied(watched)[0] == "gan-playground --lesson two-knobs --seed 0 --theme light"
    assert opened("--lesson", "two-knobs").window.theme.name == "dark"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--set", "batch_size"), "KNOB=VALUE"),
        (("--set", "batch_size=64@10"), "for `train`"),
        (("--recipe", "best"), "no recipe 'best'"),
        (("--run", "mine.ganrun", "--recipe", "r3gan"), "beside --run"),
        (("--demo", "--set", "batch_size=64"), "--demo"),
        (("--theme", "pink"), "Argument --theme"),
    ],
)
def test_what_the_window_cannot_begin_with_is_one_sentence(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(PlaygroundError, match=words) as told:
        create_window(("--lesson", "two-knobs", *arguments))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("size", [(1024, 700), (1920, 1080)])
@pytest.mark.parametrize("line", ["gan-playground --lesson ring --seed 3", "x" * 700, "--set data.text=Grüße"])
def test_a_phone_reads_the_line_off_the_sheet(qtbot: QtBot, theme: str, size: tuple[int, int], line: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    sheet = LineSheet(THEMES[theme], window)
    sheet.show_line(line, "")
    QApplication.processEvents()
    seen = window.grab().toImage()
    assert read_by_a_phone(seen) == [line]
    corner = sheet.code.mapTo(window, sheet.code.rect().topLeft())
    assert seen.pixelColor(corner).name() == "#ffffff"
    part = seen.copy(corner.x(), corner.y(), sheet.code.width(), sheet.code.height())
    colours = {part.pixelColor(x, y).name() for x in range(0, part.width(), 3) for y in range(0, part.height(), 3)}
    assert colours == {"#000000", "#ffffff"}
    assert sheet.code.height() > 0.5 * size[1], "for the back row"
    assert sheet.geometry().contains(sheet._card.geometry())


def test_the_sheet_copies_and_esc_closes_it(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs")
    QApplication.clipboard().clear()
    QTest.keyClick(watched.window, Qt.Key.Key_L, control | shift)
    sheet = watched.window.sheets.line
    assert sheet.isVisible()
    assert clipboard() == ""
    watched.click("lineCopy")
    assert clipboard() == sheet.text.toPlainText() == "gan-playground --lesson two-knobs --seed 0"
    assert sheet.copy_button.text() == "Copied"
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_there_is_no_code_of_what_is_too_long(qtbot: QtBot) -> None:
    assert modules_of("x" * 2953).width() == 177 + 8
    assert modules_of("x" * 2954).isNull()
    window = QWidget()
    qtbot.addWidget(window)
    sheet = LineSheet(THEMES["dark"], window)
    sheet.show_line("x" * 2954, "")
    assert sheet.code.isHidden()
    assert sheet.text.toPlainText() == "x" * 2954
