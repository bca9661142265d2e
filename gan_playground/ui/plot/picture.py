"""Panels as pictures: sharp ones, and drawings that consist of lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pyqtgraph as pg
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QWidget


@contextmanager
def drawn_anew(panel: QWidget) -> Iterator[None]:
    """Let every item of the views in a panel paint itself, instead of the picture that Qt keeps of it.

    Such a picture has the screen's pixels: in a finer image it would be a blur, and in an .svg not a line.
    """
    with ExitStack() as stack:
        for view in _views_in(panel):
            if isinstance(view, pg.GraphicsView):
                view.scene().prepareForPaint()  # which Qt does not ask for where it paints into a picture
            for item in view.scene().items():
                stack.enter_context(_without_cache(item))
        yield


def _views_in(panel: QWidget) -> list[QGraphicsView]:
    own = [panel] if isinstance(panel, QGraphicsView) else []
    return own + panel.findChildren(QGraphicsView)


@contextmanager
def _without_cache(item: QGraphicsItem) -> Iterator[None]:
    mode = item.cacheMode()
    if mode == QGraphicsItem.CacheMode.NoCache:
        yield
        return
    item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    try:
        yield
    finally:
        item.setCacheMode(mode)
