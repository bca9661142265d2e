"""Esc sends the nearest thing away, and only that."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gan_playground.ui.notices.notice import Notice, NoticeKind
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.widgets.sheet import Sheet
from gan_playground.ui.window.escape import escape


class Window(QWidget):
    """What Esc looks at; `left` notes what it went away from."""

    def __init__(self) -> None:
        super().__init__()
        self.left: list[str] = []
        self.sheet, self.notice = Sheet("A sheet", 200, DARK, self), Notice(DARK, self)
        trial = SimpleNamespace(is_on=False, go_back=lambda: self.left.append("trial"))
        self.verdict = SimpleNamespace(trial=trial)
        self.slow_motion = SimpleNamespace(is_on=False, end=lambda: self.left.append("slow motion"))
        self.transport = SimpleNamespace(is_busy=False)
        self.tips = SimpleNamespace(is_on=False, end=lambda: self.left.append("tips"))
        self.gallery = SimpleNamespace(is_searching=False, end_search=lambda: self.left.append("search"))
        self.orders = SimpleNamespace(can_leave=False, leave=lambda: self.left.append("order"))
        self.predictions = SimpleNamespace(can_take_back=False, take_back=lambda: self.left.append("drawing"))
        self.duel = SimpleNamespace(is_on=False, leave=lambda: self.left.append("duel"))
        page = SimpleNamespace(can_let_go=False, let_go=lambda: self.left.append("unit"))
        self.networks = SimpleNamespace(page=page)
        self.presenter = SimpleNamespace(is_on=False, toggle=lambda: self.left.append("presenter"))
        past = SimpleNamespace(end_look_ahead=lambda: self.left.append("futures"))
        self.session = SimpleNamespace(cancel=lambda: self.left.append("task"), past=past)
        score = SimpleNamespace(outcome_keys=SimpleNamespace(is_offering=False))
        self.run_view = SimpleNamespace(score=score, is_enlarged=False, end_enlarged=lambda: self.left.append("plot"))


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    return window


def test_a_sheet_goes_before_all_else_though_the_keyboard_is_elsewhere(window: Window) -> None:
    window.notice.show_notice("Something failed.", NoticeKind.ERROR)
    window.sheet.show_sheet()
    window.transport.is_busy = True
    window.setFocus()
    escape(window)
    assert not window.sheet.isVisible()
    assert window.notice.isVisible()
    escape(window)
    assert not window.notice.isVisible()
    assert window.left == []
    escape(window)
    assert window.left == ["task"]


def test_each_press_goes_away_from_one_thing(window: Window) -> None:
    window.tips.is_on = window.gallery.is_searching = window.orders.can_leave = True
    for gone, goes in (("tips", "is_on"), ("gallery", "is_searching"), ("orders", "can_leave")):
        escape(window)
        setattr(getattr(window, gone), goes, False)
    assert window.left == ["tips", "search", "order"]
    window.networks.page.can_let_go = True
    escape(window)
    assert window.left.pop() == "unit"
    window.networks.page.can_let_go = False
    window.duel.is_on = window.predictions.can_take_back = True
    escape(window)
    assert window.left.pop() == "duel"
    window.duel.is_on = False
    escape(window)
    assert window.left.pop() == "drawing"
    window.predictions.can_take_back = False
    window.left.clear()
    window.run_view.score.outcome_keys.is_offering = window.run_view.is_enlarged = True
    escape(window)
    assert window.left == ["futures"]
    window.run_view.score.outcome_keys.is_offering = False
    escape(window)
    assert window.left == ["futures", "plot"]
    window.run_view.is_enlarged, window.presenter.is_on = False, True
    escape(window)
    assert window.left == ["futures", "plot", "presenter"]
    window.presenter.is_on = False
    escape(window)
    assert window.left == ["futures", "plot", "presenter"]
