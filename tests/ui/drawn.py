"""Every text that a panel draws, and where: painted onto a device that takes down words instead of drawing them.

So what is looked at is what is on the screen, whoever paints it: an item of a plot, an axis, a label, a button. Words
that are kept as pictures (`plot/kept_pictures.py`) are painted as words here, as they are in an .svg.

    texts = texts_in(window)
    assert not cut(texts) and not overlapping(texts)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPaintDevice, QPaintEngine, QPaintEngineState, QRegion, QTextItem, QTransform
from PySide6.QtWidgets import QAbstractScrollArea, QGraphicsView, QListView, QWidget

from gan_playground.ui.plot.picture import drawn_anew

tolerance_px = 1.5
"""By which ink may reach out of its room, or into other ink, before anybody sees it."""


class DrawnText(Struct, frozen=True, eq=False):
    """A piece of a text on one line.

    ink: what its letters cover; room: what of the widget can be seen; px of the panel. by: the widget's name.
    scrolls: whether what is above or below can be scrolled to. is_whole: the widget says it in these words.
    """

    text: str
    ink: QRectF
    room: QRectF
    by: str
    scrolls: bool = False
    is_whole: bool = True

    def __repr__(self) -> str:
        left, top, right, bottom = (round(edge) for edge in self.ink.getCoords())
        return f"“{self.text}” at {left}..{right} x {top}..{bottom} of {self.by}"


def texts_in(panel: QWidget) -> list[DrawnText]:
    """All texts that are seen of a panel, in px of it."""
    with drawn_anew(panel):
        return [
            text for widget, seen in _seen_in(panel, QRectF(panel.rect())) for text in _texts_of(widget, panel, seen)
        ]


def cut(texts: Sequence[DrawnText]) -> list[DrawnText]:
    """Those that reach out of their room, or say themselves that they do not fit."""
    return [text for text in texts if not text.is_whole or not _room_for(text).contains(text.ink)]


def _room_for(text: DrawnText) -> QRectF:
    """Where its letters may be: what was scrolled half away is cut only where it is too wide."""
    room = _grown(text.room, tolerance_px)
    return QRectF(room.left(), text.ink.top(), room.width(), text.ink.height()) if text.scrolls else room


def overlapping(texts: Sequence[DrawnText]) -> list[tuple[DrawnText, DrawnText]]:
    """Pairs whose letters are on one another."""
    inks = [(text, _grown(text.ink & text.room, -tolerance_px)) for text in texts]
    return [(a, b) for (a, ink), (b, other) in combinations(inks, 2) if ink.intersects(other)]


def _seen_in(panel: QWidget, room: QRectF) -> Iterator[tuple[QWidget, QRectF]]:
    """A widget and all that is in it, each with what its parents leave of it, px of itself."""
    if not panel.isVisible() or room.isEmpty():
        return
    yield panel, room
    for child in panel.children():
        if isinstance(child, QWidget) and not child.isWindow():
            left = room.translated(-QPointF(child.pos())) & QRectF(child.rect())
            yield from _seen_in(child, left)


def _texts_of(widget: QWidget, panel: QWidget, seen: QRectF) -> Iterator[DrawnText]:
    device = _Device(widget.size())
    QWidget.render(widget, device, QPoint(), QRegion(), QWidget.RenderFlag(0))
    shift = QPointF(widget.mapTo(panel, QPoint()))
    owner = widget.parentWidget() if isinstance(widget.parentWidget(), QGraphicsView) else widget
    name, scrolls, said = owner.objectName() or type(owner).__name__, _scrolls(widget), _said(widget)
    for text, ink, clip in device.engine.taken_down:
        room = seen if clip is None else seen & clip
        if not (scrolls and (ink & room).isEmpty()):  # or it was scrolled out of sight
            is_whole = "…" not in text or text in said
            yield DrawnText(text, ink.translated(shift), room.translated(shift), name, scrolls, is_whole)


def _said(widget: QWidget) -> str:
    """What a label, a button or a list is to say, also where it has no room for it."""
    text, view = getattr(widget, "text", None), widget.parentWidget()
    if isinstance(view, QListView):
        model = view.model()
        return "\n".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))
    return str(text()) if callable(text) else ""


def _scrolls(widget: QWidget) -> bool:
    """Whether it is in something that can be scrolled up and down."""
    area = widget.parentWidget()
    while area is not None and not (isinstance(area, QAbstractScrollArea) and not isinstance(area, QGraphicsView)):
        area = area.parentWidget()
    return area is not None and area.verticalScrollBar().maximum() > 0


def faults(panel: QWidget) -> list[str]:
    """What of a panel cannot be read, in words; empty where all can."""
    texts = texts_in(panel)
    return [*(f"cut: {text}" for text in cut(texts)), *(f"{a} and {b} overlap" for a, b in overlapping(texts))]


def _grown(box: QRectF, by_px: float) -> QRectF:
    return box.adjusted(-by_px, -by_px, by_px, by_px)


class _Engine(QPaintEngine):
    """Takes down words, and draws nothing."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.taken_down: list[tuple[str, QRectF, QRectF | None]] = []
        self._transform = QTransform()

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.SVG  # for which nobody hands in a picture instead

    def updateState(self, state: QPaintEngineState) -> None:
        if state.state() & QPaintEngine.DirtyFlag.DirtyTransform:
            self._transform = state.transform()

    def drawTextItem(self, place: QPointF, item: QTextItem) -> None:
        words, metrics = item.text().strip(), QFontMetricsF(item.font())
        if not words:
            return
        before_px = metrics.horizontalAdvance(item.text()[: item.text().index(words)])
        ink = metrics.tightBoundingRect(words).translated(place + QPointF(before_px, 0))
        painter = self.painter()
        clip = self._transform.mapRect(painter.clipBoundingRect()) if painter.hasClipping() else None
        self.taken_down.append((words, self._transform.mapRect(ink), clip))

    # Neither shapes nor pictures are words.

    def drawPath(self, *what: Any) -> None:
        pass

    def drawPolygon(self, *what: Any) -> None:
        pass

    def drawLines(self, *what: Any) -> None:
        pass

    def drawRects(self, *what: Any) -> None:
        pass

    def drawPoints(self, *what: Any) -> None:
        pass

    def drawEllipse(self, *what: Any) -> None:
        pass

    def drawPixmap(self, *what: Any) -> None:
        pass

    def drawImage(self, *what: Any) -> None:
        pass

    def drawTiledPixmap(self, *what: Any) -> None:
        pass


class _Device(QPaintDevice):
    """As large as a widget."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.engine = _Engine()
        metric = QPaintDevice.PaintDeviceMetric
        self._metrics = {
            metric.PdmWidth: size.width(),
            metric.PdmHeight: size.height(),
            metric.PdmWidthMM: size.width(),
            metric.PdmHeightMM: size.height(),
            metric.PdmNumColors: 2**24,
            metric.PdmDepth: 32,
            metric.PdmDevicePixelRatio: 1,
            metric.PdmDevicePixelRatioScaled: int(self.devicePixelRatioFScale()),
        }

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(metric, 96)  # all others are dots per inch
