"""The button of a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gan_playground.ui.widgets.menu import Menu, hang_on


def test_a_button_is_not_lit_once_its_menu_is_closed_elsewhere(qtbot: QtBot) -> None:
    button = QPushButton("File")
    qtbot.addWidget(button)
    hang_on(button, Menu(button))
    button.menu().addAction("Save the run …")
    button.move(300, 300)
    button.show()
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)  # as it was when it was pressed
    QCursor.setPos(button.mapToGlobal(QPoint(-100, -100)))
    button.menu().popup(button.mapToGlobal(QPoint(0, 40)))
    button.menu().close()
    assert not button.underMouse()
