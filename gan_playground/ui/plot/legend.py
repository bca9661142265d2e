"""The legend: each entry shows a true sample of its line, and hides or shows it when clicked."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QWidget

from gan_playground.lessons.glossary import definitions
from gan_playground.ui.plot.layer import Layer
from gan_playground.ui.plot.light import NOBODY
from gan_playground.ui.plot.strokes import LineStyle, draw_sample
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.widgets.slider import Slider

opacity_stops = 20
pointing = {
    QEvent.Type.Enter: True,
    QEvent.Type.FocusIn: True,
    QEvent.Type.Leave: False,
    QEvent.Type.FocusOut: False,
}
"""What begins to point at something, and what ends it."""
touch_px = 44


class ChipAir(Struct, frozen=True):
    """What is around the sample and the name of an entry, px: at either side, between them, and how high it all is."""

    side: float
    between: float
    height: float


roomy, tight = ChipAir(9, 6, 26), ChipAir(5, 4, 22)
sample_px = 22.0


class OpacityPopup(QFrame):
    """A slider that comes up below a legend's entry, and goes when one presses elsewhere."""

    def __init__(self, chip: LayerChip) -> None:
        super().__init__(chip, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.slider = Slider(opacity_stops + 1)
        self.slider.setObjectName(f"opacity.{chip.layer.id}")
        self.slider.setAccessibleName(f"Opacity of {chip.layer.title}")
        self.slider.setFixedWidth(140)
        self.slider.setValue(round((chip.opacity or 0) * opacity_stops))
        self.slider.valueChanged.connect(self._on_moved)
        self._chip = chip
        row = QHBoxLayout(self)
        row.addWidget(QLabel("opacity"))
        row.addWidget(self.slider)
        self.move(chip.mapToGlobal(QPoint(0, chip.height() + 4)))

    @Slot(int)
    def _on_moved(self, position: int) -> None:
        self._chip.change_opacity(position / opacity_stops)


class LayerChip(QAbstractButton):
    """Checked while its layer is shown.

    Signals: seen_changed(layer, bool): it is shown, or hidden. opacity_changed(layer, float): the user changed how
    strongly it is drawn. pointed(roles): whose data it stands for, while the mouse or the keyboard is at it; and those
    of QAbstractButton.
    """

    seen_changed = Signal(str, bool)
    opacity_changed = Signal(str, float)
    pointed = Signal(object)

    def __init__(self, layer: Layer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layer = layer
        self._theme = DARK
        self._unit, self._least_px, self._air = 1.0, 0, roomy
        self.setText(layer.title)
        self.setObjectName(f"layer.{layer.id}")
        self.setAccessibleName(f"Show {layer.title}")
        self.opacity = layer.opacity
        more = " Turn the wheel, or press with the right button, for its opacity." if layer.opacity is not None else ""
        word = "".join(f"\n{sentence}" for sentence in definitions(layer.title)[:1])
        self.setToolTip(f"{layer.tooltip}. Click to hide or show.{more}{word}")
        self.setCheckable(True)
        self.setChecked(layer.shown)
        self.toggled.connect(self._on_toggled)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that a click leaves no ring behind
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_unit(1.0)

    @Slot(bool)
    def _on_toggled(self, checked: bool) -> None:
        self.seen_changed.emit(self.layer.id, checked)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def change_opacity(self, opacity: float) -> None:
        """The user wants it drawn so strongly; a layer that was hidden comes up."""
        opacity = min(1.0, max(0.05, opacity))
        if self.opacity is None or opacity == self.opacity:
            return
        self.set_opacity(opacity)
        if not self.isChecked():
            self.setChecked(True)

    def set_opacity(self, opacity: float | None) -> None:
        """Draw it so strongly; nothing for a layer that is always drawn alike."""
        if opacity is not None and opacity != self.opacity:
            self.opacity = opacity
            self.opacity_changed.emit(self.layer.id, opacity)
            self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() in pointing:
            self.pointed.emit(self.layer.about if pointing[event.type()] else NOBODY)
        return bool(super().event(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.opacity is None:
            event.ignore()
        else:
            self.change_opacity(round(self.opacity + event.angleDelta().y() / 120 * 0.1, 2))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.opacity is not None:
            OpacityPopup(self).show()

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._least_px = touch_px if exhibit else 0
        self.updateGeometry()

    def set_unit(self, unit: float) -> None:
        """How much larger than in a small window."""
        self._unit = unit
        font = self.font()
        font.setPixelSize(round(12.5 * unit))
        self.setFont(font)
        self.updateGeometry()

    def set_tight(self, is_tight: bool) -> None:
        """Whether there is little around it."""
        air = tight if is_tight else roomy
        if air is not self._air:
            self._air = air
            self.updateGeometry()
            self.update()

    def width_of(self, text: str, is_tight: bool) -> int:
        """The width this needs with such a name; none: with the sample of its line alone."""
        if not text:
            return max(round((sample_px + 12) * self._unit), self._least_px)
        return round(QFontMetricsF(self.font()).horizontalAdvance(text) + self._around(tight if is_tight else roomy))

    def _around(self, air: ChipAir) -> float:
        return (2 * air.side + sample_px + air.between) * self._unit

    def height_of(self, is_tight: bool) -> int:
        return max(round((tight if is_tight else roomy).height * self._unit), self._least_px)

    def sizeHint(self) -> QSize:
        is_tight = self._air is tight
        return QSize(self.width_of(self.text(), is_tight), self.height_of(is_tight))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        unit, theme = self._unit, self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(0, 0, self.width() - 1, min(self.height(), 30 * unit) - 1)
        pill.moveCenter(QRectF(self.rect()).center())
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("text" if self.hasFocus() else "raised"), 1))
            painter.setBrush(theme.color("raised"))
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        left = self._air.side * unit if self.text() else (self.width() - sample_px * unit) / 2
        sample = QRectF(left, pill.center().y() - 6 * unit, sample_px * unit, 12 * unit)
        strength = 1.0 if self.opacity is None else 0.35 + 0.65 * self.opacity
        painter.setOpacity(strength if self.isChecked() else 0.35)
        self._paint_sample(painter, sample)
        painter.setOpacity(1.0)
        font = self.font()
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        painter.setPen(theme.color("text" if self.isChecked() else "muted"))
        words = pill.adjusted(sample.right() + self._air.between * unit, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_sample(self, painter: QPainter, box: QRectF) -> None:
        sample = self.layer.sample
        if isinstance(sample, LineStyle):
            draw_sample(painter, box, sample, self._theme, self._unit)
        else:
            sample(painter, box, self._theme, self._unit)
