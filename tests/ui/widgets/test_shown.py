"""Parts of a window that are told to show themselves, or not; and when they are dressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.ui.knobs.knob_panel import KnobPanel
from gan_playground.ui.score.score import Score
from gan_playground.ui.widgets.shown import set_shown

DRESSED = Qt.WidgetAttribute.WA_WState_Polished


def test_a_part_is_seen_or_not_and_dressed_when_it_is_seen(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    part, other = QLabel("part"), QLabel("other")
    column = QVBoxLayout(whole)
    column.addWidget(part)
    column.addWidget(other)
    set_shown(part, True)
    set_shown(other, False)
    assert not part.testAttribute(DRESSED)
    whole.show()
    assert part.isVisible()
    assert part.testAttribute(DRESSED)
    assert not other.isVisible()
    set_shown(part, False)
    set_shown(other, True)
    assert not part.isVisible()
    assert other.isVisible()


def test_what_the_window_is_made_of_waits_for_the_programs_look(qtbot: QtBot) -> None:
    knobs, score = KnobPanel(), Score()
    for panel in (knobs, score):
        qtbot.addWidget(panel)
    cards = [frame for frame in score.findChildren(QFrame) if frame.property("card")]
    assert knobs.controls.made
    assert len(cards) == len(score.plots)
    assert not any(part.testAttribute(DRESSED) for part in (*knobs.controls.made.values(), *cards))
