"""Knobs that are large enough for the fingers of visitors."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gan_playground.ui.knobs.flat_combo import FlatCombo
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.widgets.file_dialogs import hide_ways_out
from gan_playground.ui.widgets.slider import Slider
from gan_playground.ui.widgets.switch import TwoWaySwitch


def enlarge(part: QWidget, exhibit: bool) -> None:
    """Everything in it that is turned by hand; visitors are shown no way to the disk."""
    if exhibit:
        hide_ways_out(part)
    for inner in part.findChildren(QWidget):
        if isinstance(inner, (Slider, FlatCombo)):
            set_look(inner, "large", exhibit)
        elif isinstance(inner, TwoWaySwitch):
            inner.set_exhibit(exhibit)
