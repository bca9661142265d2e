"""One number of the two-knob generator as a dial that a hand can turn."""

from __future__ import annotations

import math

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.ui.knobs.number_control import NumberField
from gan_playground.ui.plot.strokes import flat_pen
from gan_playground.ui.stages.line.dial import Dial, on_circle, pointed_deg, sixteenths, sweep_deg
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.theme.wording import number, written

a_notch = 120  # what Qt counts for one notch of a wheel
strides = {
    Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1,
    Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10,
}  # fmt: skip
enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
inner_share = 0.6  # of the ring's radius: nearer to the middle a hand points nowhere
least_ring_px = 44.0  # for a number inside
exact_words = (
    "The grey tick is the exact answer. Where θ₂ is below 0 both answers are, too: z and −z are equally likely, so the "
    "mirrored pair makes the same curve."
)


class DialTurn(Struct, frozen=True):
    """A hand turned what training moves. before: what G had then. joins: it only goes on with the turn before."""

    path: str
    before: float
    after: float
    joins: bool = True


class ThetaDial(QWidget):
    """Goes where it is pressed and follows the pointer round; the wheel, arrow keys and a typed number turn it too.

    Signals: turned(float): to this, while a hand is at it. let_go(DialTurn): what it has done. refused(str): why it
    cannot.
    """

    turned = Signal(float)
    let_go = Signal(object)
    refused = Signal(str)

    def __init__(self, path: str, dial: Dial, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path, self.dial = path, dial
        self.theme, self.unit = DARK, 1.0
        self._held: float | None = None
        """What G had when a hand took hold; None: none does."""
        self._asked, self._hand_deg, self._pointed_deg, self._wheeled = dial.value, 0.0, 0.0, 0
        self._field: NumberField | None = None
        self.setObjectName(f"{path.rpartition('.')[2]}Dial")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(f"{dial.symbol} of the generator")
        self.setToolTip(
            f"{KNOBS[path].explanation} Turn it: drag, scroll, or press the arrow keys; press Enter or double-click to "
            f"type a number. {exact_words}"
        )

    def begin(self, dial: Dial) -> None:
        """Another run: nobody holds it."""
        self.dial, self._held = dial, None
        self.close_field()
        self.show_value(dial.value)

    def show_value(self, value: float) -> None:
        """What G has now."""
        self.dial.value = value
        self.dial.widen()
        self.setAccessibleDescription(f"Now {number(value)}")
        self.update()

    # The hand.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._held = self._asked = self.dial.value
        ring, place = self.ring, event.position()
        self._pointed_deg, self._hand_deg = pointed_deg(ring, place), self.dial.angle_deg(self.dial.value)
        handle = on_circle(ring, self._hand_deg, ring.width() / 2)
        beside = math.hypot(place.x() - handle.x(), place.y() - handle.y()) > self.handle_px + 3 * self.unit
        if beside and not self._is_inside(place) and abs(self._pointed_deg) <= sweep_deg / 2:
            self._hand_deg = self._pointed_deg
            self._ask(self.dial.value_at(self._hand_deg))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None or self._is_inside(event.position()):
            return
        pointed = pointed_deg(self.ring, event.position())
        turned_by = (pointed - self._pointed_deg + 180) % 360 - 180
        self._pointed_deg = pointed
        self._hand_deg += turned_by
        if turned_by:
            self._ask(self.dial.value_at(self._hand_deg))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        held, self._held = self._held, None
        if held is not None and self._asked != held:
            self.let_go.emit(DialTurn(self.path, held, self._asked, joins=False))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._is_inside(event.position()):
            self.open_field()
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheeled += event.angleDelta().y()
        notches = int(self._wheeled / a_notch)
        self._wheeled -= notches * a_notch
        if notches and self._held is None:
            self._step(notches)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in strides:
            self._step(strides[key])
        elif key in enter:
            self.open_field()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The arrows are the dial's own while it has the keyboard."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in strides:
            event.accept()
            return True
        return super().event(event)

    def _step(self, steps: int) -> None:
        """On to the next round number, or by so many of them."""
        before = self.dial.value
        self.put(self.dial.stepped(before, steps))

    def put(self, value: float, joins: bool = True) -> None:
        """Turn it to this, at once."""
        before = self.dial.value
        if value != before:
            self._ask(value)
            self.let_go.emit(DialTurn(self.path, before, value, joins))

    def _ask(self, value: float) -> None:
        """A frame shows it once G has it."""
        if value != self._asked or value != self.dial.value:
            self._asked = value
            self.turned.emit(value)

    def _is_inside(self, place: QPointF) -> bool:
        off = place - self.ring.center()
        return math.hypot(off.x(), off.y()) < inner_share * self.ring.width() / 2

    # Typing.

    def open_field(self) -> None:
        """Let a number be typed over the one in the middle."""
        field = self._field = self._field or self._make_field()
        middle = self.ring.center()
        field.setFixedWidth(self.width())
        field.move(round(middle.x() - field.width() / 2), round(middle.y() - field.sizeHint().height() / 2))
        field.setText(written(float(f"{self.dial.value:.4g}")))
        field.show()
        field.selectAll()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_field(self) -> NumberField:
        field = NumberField(self, alignment=Qt.AlignmentFlag.AlignCenter)
        field.setObjectName(f"{self.objectName()}Field")
        field.setProperty("inline", True)  # or there would be no room for all of its figures
        field.setAccessibleName(f"{self.dial.symbol}, typed")
        field.installEventFilter(self)
        field.abandoned.connect(self.close_field)
        return field

    def _read_field(self) -> None:
        text = self._field.text().strip().replace("−", "-")
        self.close_field()
        try:
            self.put(KNOBS[self.path].parse(text), joins=False)
        except PlaygroundError as error:
            self.refused.emit(str(error))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter ends the typing, and is not the dial's as well; where the keyboard is wanted elsewhere, nothing was."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in enter:
            self._read_field()
            return True
        if event.type() is QEvent.Type.FocusOut:
            self._field.hide()
        return super().eventFilter(watched, event)

    @Slot()
    def close_field(self) -> None:
        """Away with what was typed."""
        if self._field is not None and not self._field.isHidden():
            had_keyboard = self._field.hasFocus()
            self._field.hide()
            if had_keyboard:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is seen.

    @property
    def handle_px(self) -> float:
        return 6 * self.unit

    @property
    def ring(self) -> QRectF:
        """The arc's circle, as large as leaves room for the handle."""
        margin = self.handle_px + self.unit
        return QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), self.theme.color("surface"))
            self._paint_arcs(painter)
            self._paint_handle(painter)
            if self.has_number:
                self._paint_number(painter)

    @property
    def has_number(self) -> bool:
        """Whether there is room for its value inside of it."""
        return self.ring.width() >= least_ring_px * self.unit

    def _paint_number(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setPixelSize(round(15 * self.unit))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.theme.color("text"))
        decimals = 2 if abs(self.dial.value) < 9.995 else 1  # beside the handle there is room for no more
        painter.drawText(self.ring, Qt.AlignmentFlag.AlignCenter, number(self.dial.value, decimals))

    def _paint_arcs(self, painter: QPainter) -> None:
        """The whole sweep, from 0 at the top to the value, and the exact answer as a tick."""
        ring, width, angle = self.ring, 5 * self.unit, self.dial.angle_deg(self.dial.value)
        cap = Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(self.theme.color("outline"), width, Qt.PenStyle.SolidLine, cap))
        painter.drawArc(ring, sixteenths(90 + sweep_deg / 2), -sixteenths(sweep_deg))
        painter.setPen(QPen(self.theme.color("generated"), width, Qt.PenStyle.SolidLine, cap))
        painter.drawArc(ring, sixteenths(90), -sixteenths(angle))
        if self.dial.exact is not None:
            at, radius = self.dial.angle_deg(self.dial.exact), ring.width() / 2
            painter.setPen(flat_pen(self.theme.color("theory"), 2.5 * self.unit))
            painter.drawLine(on_circle(ring, at, radius - width), on_circle(ring, at, radius + width))

    def _paint_handle(self, painter: QPainter) -> None:
        """What a hand takes hold of; it has a ring around it while the pointer or the keyboard is here."""
        ring, radius = self.ring, self.handle_px
        middle = on_circle(ring, self.dial.angle_deg(self.dial.value), ring.width() / 2)
        is_near = self.underMouse() or self.hasFocus() or self._held is not None
        painter.setPen(QPen(self.theme.color("text" if is_near else "surface"), 2 * self.unit))
        painter.setBrush(self.theme.color("generated"))
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("surface"))
        painter.drawEllipse(middle, 0.33 * radius, 0.33 * radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
