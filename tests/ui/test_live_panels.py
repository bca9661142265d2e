"""Every panel that shows data is a pyqtgraph view, in which nothing of pyqtgraph's own look is left."""

from __future__ import annotations

from collections.abc import Iterator

import pyqtgraph as pg
import pytest
from PySide6.QtWidgets import QGraphicsItem, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.ui.plot.axes import PlotAxis
from gan_playground.ui.plot.box import PlotBox
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.score.score import Score
from gan_playground.ui.stages import STAGES


def panel(name: str) -> QWidget:
    return Score() if name == "score" else STAGES[name]()


def items_of(view: pg.GraphicsView) -> Iterator[QGraphicsItem]:
    yield from view.scene().items()


@pytest.mark.parametrize("name", ["score", *STAGES])
def test_each_panel_is_a_view_of_pyqtgraph_s_in_our_own_look(qtbot: QtBot, name: str) -> None:
    widget = panel(name)
    qtbot.addWidget(widget)
    widget.resize(1000, 600)
    widget.show()
    views = widget.findChildren(pg.GraphicsView)
    assert len(views) >= (4 if name == "score" else 1)
    for view in views:
        assert isinstance(view, PlotView)
        assert not view.scene().contextMenu, "no default menu"
        assert view.plots, "and something to be seen in it"
        for item in items_of(view):
            assert not isinstance(item, pg.ButtonItem), "no auto button"
            assert not isinstance(item, pg.AxisItem) or isinstance(item, PlotAxis), "no default axis"
            if isinstance(item, pg.ViewBox):
                assert isinstance(item, PlotBox)
                assert not item.menuEnabled()
                assert not any(item.autoRangeEnabled()), "ranges are set, never automatic"


def test_a_stage_without_room_for_its_figure_has_no_picture(qtbot: QtBot) -> None:
    """Qt would paint on no pixmap at all, warn of every widget in it, and fall where one paints in Python."""
    for make in STAGES.values():
        stage = make()
        qtbot.addWidget(stage)
        stage.resize(1000, 600)
        figure = stage.findChild(PlotView)
        for width, height in ((100, 0), (0, 100)):
            figure.setGeometry(5, 5, width, height)
            assert stage.picture().isNull()
        figure.setGeometry(5, 5, 200, 100)
        assert not stage.picture().isNull()
