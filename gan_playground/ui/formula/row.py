"""One term of a sum with its value, or what the sum is with its own: something that can be pointed at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.training.formula import LeftSide
from gan_playground.gan.training.terms import MeanTerm
from gan_playground.numerals import power
from gan_playground.ui.formula.setting import Setting, Spot, scaled_to, setting
from gan_playground.ui.plot.light import NOBODY, Roles
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.theme.wording import number

height_em = 1.85
side_px, gap_px = 8, 8
sign_em, sign_gap_em = 0.72, 0.3
widest_value = "−8.8·10⁻⁸"
decimals = 3
dimmed = 0.4
SIGNS = {1: "plus", -1: "minus"}
Align = Qt.AlignmentFlag


def written(value: float) -> str:
    """With three decimals; what is too small or too large for these as a power of ten."""
    return number(value, decimals) if value == 0 or 10**-decimals / 2 <= abs(value) < 1000 else power(value)


class FormulaRow(QWidget):
    """Its setting at the left, and its value at the right.

    Signals: pointed(roles): whose data it is made of, or the letters of it that are pointed at; empty: of nobody's.
    """

    pointed = Signal(object)

    def __init__(self, what: LeftSide | MeanTerm, sign: str = "", parent: QWidget | None = None) -> None:
        """sign: the drawing of what stands before it; empty: nothing does."""
        super().__init__(parent)
        self.what, self.is_head = what, isinstance(what, LeftSide)
        self._sign, self._theme, self._em = sign, DARK, 1.0
        self._is_tall = False
        self._value: float | None = None
        self._spot: Spot | None = None
        self._picture, self._looks = QPixmap(), tuple[object, ...]()
        self.is_lit, self._lit_role = False, ""
        self._dimmed = self._is_aside = False
        self.setObjectName(f"formula.{what.id}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setToolTip(f"{what.says}.")
        self.setAccessibleDescription(f"{what.says}.")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._name()

    # What it shows.

    def show_value(self, value: float | None) -> None:
        """None: it was not measured."""
        if value != self._value:
            self._value = value
            self._name()
            self.update()

    @property
    def value_text(self) -> str:
        return "–" if self._value is None else written(self._value)

    def _name(self) -> None:
        known = self._value is not None
        self.setAccessibleName(f"{self.what.name}: {self.value_text}" if known else f"{self.what.name}: not measured")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_size(self, em: float, is_tall: bool) -> None:
        """How large its letters are, px; tall: with its value below them, as there is no room beside."""
        if (em, is_tall) != (self._em, self._is_tall):
            self._em, self._is_tall = em, is_tall
            self.updateGeometry()
            self.update()

    def show_light(self, roles: Roles) -> None:
        """Somebody points at these data; nobody's: all is as usual."""
        about = set() if isinstance(self.what, LeftSide) else set(self.what.about)
        self.is_lit = bool(about & roles)
        self._lit_role = "discriminator" if roles == {"discriminator"} else ""
        self._dimmed = bool(roles) and not self.is_lit and not self._lit_role
        self.update()

    def set_aside(self, aside: bool) -> None:
        """Whether another formula is what this is about."""
        if aside != self._is_aside:
            self._is_aside = aside
            self.update()

    # Who points at it.

    @property
    def roles(self) -> Roles:
        """Whose data what is pointed at is made of."""
        if self._spot is not None:
            return frozenset({self._spot.role})
        return NOBODY if isinstance(self.what, LeftSide) else frozenset({*self.what.about, "discriminator"})

    def enterEvent(self, event: QEnterEvent) -> None:
        self._point(self._spot_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self._spot_at(event.position())
        if spot is not self._spot:
            self._point(spot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger does not move before it presses."""
        self._point(self._spot_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._leave()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from letter to letter of those that have a colour."""
        way = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        stops = [None, *self._colored_spots()]
        self._point(stops[(stops.index(self._spot) + way) % len(stops)])

    def _point(self, spot: Spot | None) -> None:
        self._spot = spot
        self.update()
        self.pointed.emit(self.roles)

    def _leave(self) -> None:
        self._spot = None
        self.update()
        self.pointed.emit(NOBODY)

    def _colored_spots(self) -> list[Spot]:
        return [spot for spot in self._setting.spots if spot.role != "text"]

    def _spot_at(self, place: QPointF) -> Spot | None:
        """Letters with a colour of their own, with some air around them."""
        air = 0.15 * self._em
        boxes = ((spot, scaled_to(spot.place, self._start, self._em)) for spot in self._colored_spots())
        return next((spot for spot, box in boxes if box.adjusted(-air, -air, air, air).contains(place)), None)

    # How it is drawn.

    @property
    def _setting(self) -> Setting:
        return setting(self.what.id, self._theme)

    @property
    def _start(self) -> QPointF:
        """Of the line of writing."""
        indent = 0.0 if self.is_head else sign_em + sign_gap_em
        return QPointF(side_px + indent * self._em, self._line_px / 2 + 0.27 * self._em)

    @property
    def _line_px(self) -> int:
        """The height of what is set."""
        ink_em = self._setting.ascent + self._setting.descent
        return round(max(height_em, 1.3 * ink_em) * self._em)

    @property
    def value_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(13))
        font.setWeight(QFont.Weight.DemiBold if self.is_head else QFont.Weight.Normal)
        return font

    def width_em(self) -> float:
        """Of all that is set."""
        before = sign_em + sign_gap_em if not self.is_head else 0.0
        after = 0.35 + setting("equals", self._theme).width if self.is_head else 0.0
        return before + self._setting.width + after

    def em_for(self, width_px: int, is_tall: bool = False) -> float:
        """How large its letters may be in such a width, px."""
        value_px = 0.0 if is_tall else gap_px + QFontMetricsF(self.value_font).horizontalAdvance(widest_value)
        return (width_px - 2 * side_px - value_px) / self.width_em()

    def sizeHint(self) -> QSize:
        below_px = round(1.4 * self.value_font.pixelSize()) if self._is_tall else 0
        return QSize(0, self._line_px + below_px)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            painter.setOpacity(dimmed if self._dimmed or self._is_aside else 1.0)
            painter.drawPixmap(0, 0, self._picture_now())
            self._paint_value(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("text"), 2))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.hasFocus() or self.is_lit:
            painter.setBrush(self._theme.color("raised"))
            painter.drawRoundedRect(box, 8, 8)

    def _picture_now(self) -> QPixmap:
        """What is set stays as it is while its value counts."""
        ratio, role = self.devicePixelRatioF(), self._spot.role if self._spot is not None else self._lit_role
        looks = (self._theme, self._em, self._is_tall, self.size(), ratio, role)
        if looks != self._looks:
            self._looks = looks
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            with QPainter(self._picture) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._paint_setting(painter, role)
        return self._picture

    def _paint_setting(self, painter: QPainter, role: str) -> None:
        start = self._start
        self._setting.draw(painter, start, self._em, role)
        if self._sign:
            setting(self._sign, self._theme).draw(painter, QPointF(side_px, start.y()), self._em, role)
        if self.is_head:
            after = start + QPointF((self._setting.width + 0.35) * self._em, 0)
            setting("equals", self._theme).draw(painter, after, self._em, role)

    def _paint_value(self, painter: QPainter) -> None:
        painter.setFont(self.value_font)
        painter.setPen(self._theme.color("text" if self.is_head or self.is_lit else "muted"))
        top = self._line_px - 0.2 * self._em if self._is_tall else 0
        box = QRectF(self.rect()).adjusted(0, top, -side_px, 0)
        painter.drawText(box, Align.AlignRight | Align.AlignVCenter, self.value_text)
