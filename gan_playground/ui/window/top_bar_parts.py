"""What stands in the line at the top, one function each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox, QWidget

from gan_playground.arguments import most_seed
from gan_playground.ui.theme.actions import ACTIONS, hint
from gan_playground.ui.theme.style import bare


def role_label(role: str, text: str, parent: QWidget) -> QLabel:
    made = QLabel(text, parent)
    made.setProperty("role", role)
    return made


def rate_label(parent: QWidget) -> QLabel:
    made = _aside("rateLabel", "Speed", parent)
    made.setToolTip("How many training steps this computer makes in a second now")
    return made


def kept_label(parent: QWidget) -> QLabel:
    return _aside("keptLabel", "Kept", parent)


def recorded_label(parent: QWidget) -> QLabel:
    made = _aside("recordedLabel", "Recorded", parent)
    made.setToolTip("For how long this has been recorded")
    made.hide()
    return made


def _aside(name: str, accessible: str, parent: QWidget) -> QLabel:
    made = role_label("muted", "", parent)
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def device_box(parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setObjectName("deviceBox")
    box.setAccessibleName("Device")
    box.setToolTip("Which part of this computer does the training; the run goes on there, with the weights it has")
    box.setPlaceholderText("device")  # until they have been found
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def seed_box(parent: QWidget) -> QSpinBox:
    box = QSpinBox(parent)
    box.setObjectName("seedBox")
    box.setAccessibleName("Seed")
    box.setToolTip("Where all chance comes from: the same seed gives the same run; a new one starts again")
    box.setRange(0, most_seed)
    box.setPrefix("seed ")
    box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    box.lineEdit().setStyleSheet(bare)  # the frame is the box's, not also its editor's
    box.setKeyboardTracking(False)  # a half-typed number is not a seed yet
    return box


def action_button(name: str, action: str, parent: QWidget) -> QPushButton:
    return round_button(name, ACTIONS[action].words, hint(action), parent)


def round_button(name: str, what: str, tip: str, parent: QWidget) -> QPushButton:
    """A round button with an icon. The key itself is the window's: two owners of one key would block each other."""
    button = QPushButton(parent, focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setObjectName(name)
    button.setProperty("variant", "icon")
    button.setAccessibleName(what)
    button.setToolTip(tip)
    return button
