"""One player's network, whose units can be pointed at and chosen."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gan_playground.gan.observe.network_picture import LayerPicture
from gan_playground.ui.networks.layout import NetworkLayout, laid_out, line_px
from gan_playground.ui.networks.network_item import NetworkItem, Place
from gan_playground.ui.networks.words import TITLES, number_words, unit_words, width_words
from gan_playground.ui.plot.items.words_item import Words, WordsItem, font_of
from gan_playground.ui.plot.page_plot import PagePlot
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.plot.spoken import Spoken

word_px, letter_px = 11.5, 6.6  # of the widths below the layers, and how wide one of their letters is at most
enter_keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
ROLES = {"generator": "generated", "discriminator": "discriminator"}


class NetworkPlot(PagePlot):
    """Layers from left to right; a click or Enter chooses a unit, and the arrows go from one to the next.

    Signals: unit_chosen(Place): a hand chose the unit of this layer and number.
    """

    unit_chosen = Signal(object)
    height_px = 168

    def __init__(self, player: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.player = player
        self.layers: Sequence[LayerPicture] = ()
        self.layout_now: NetworkLayout | None = None
        self._chosen: Place | None = None
        self._pointed: Place | None = None
        self.spoken = Spoken(self, self._what_is_seen)
        self._plot = self.add_plot(Plot())
        self.item, self._words = NetworkItem(ROLES[player]), WordsItem(in_shares=True)
        self._plot.add(self.item)
        self._plot.add_over(self._words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName(f"network.{player}")
        self.setAccessibleName(f"The network of {TITLES[player]}: arrows go from unit to unit, Enter chooses one")

    def show_layers(self, layers: Sequence[LayerPicture]) -> None:
        """None of them: nothing is there yet."""
        is_new = [len(layer.shown) for layer in layers] != [len(layer.shown) for layer in self.layers]
        self.layers = layers
        if is_new:
            self._pointed = None
            self._place_layers()
            self.spoken.aside = ""
            self.spoken.renew()
        self._renew()

    def _what_is_seen(self) -> str:
        units = [f"{layer.units:,}" for layer in self.layers]
        return f"Layers of {', '.join(units)} units." if units else ""

    def show_chosen(self, chosen: Place | None) -> None:
        """Which unit is asked."""
        self._chosen = chosen
        self._mark()

    def arrange(self) -> None:
        self._place_layers()
        self._renew()

    def _place_layers(self) -> None:
        room = self.layers and self.width() > 1 and self.height() > 1
        place = laid_out(self.layers, self.width(), self.height(), self.unit) if room else None
        self.layout_now = place

    def _renew(self) -> None:
        self.item.set_data(self.layers if self.layout_now is not None else (), self.layout_now)
        self._words.set_data(() if self.layout_now is None else [*self._widths(self.layout_now), *self._numbers()])
        self._mark()

    def _mark(self) -> None:
        self.item.mark(self._chosen, self._pointed if self.hasFocus() else None)

    # Words.

    def _widths(self, layout: NetworkLayout) -> list[Words]:
        """Of each layer, where there is room for all; else of those that are as wide as none before them."""
        told = [width_words(layer) for layer in self.layers]
        room_px = [column.width - 4 * self.unit for column in layout.columns]
        fit = all(self._is_narrow(words, room) for words, room in zip(told, room_px, strict=True))
        found = []
        for number, (words, column) in enumerate(zip(told, layout.columns, strict=True)):
            if fit or number == 0 or words != told[number - 1]:
                found += [
                    self._word(line, column.x, layout.words_top + (row + 0.5) * line_px * self.unit)
                    for row, line in enumerate(words)
                    if line
                ]
        return found

    def _is_narrow(self, words: tuple[str, str], room_px: float) -> bool:
        return max(map(len, words)) * letter_px * self.unit <= room_px

    def _numbers(self) -> list[Words]:
        """What a network of a number or two does, over the line that does it."""
        assert self.layout_now is not None
        columns = self.layout_now.columns
        words = [
            self._word(
                number_words(layer), (columns[i - 1].x + columns[i].x) / 2, 0.3 * self.layout_now.words_top, "text"
            )
            for i, layer in enumerate(self.layers)
            if layer.number is not None
        ]
        return self._side_by_side(words, (columns[-1].x - columns[0].x) / max(1, len(columns) - 1))

    def _side_by_side(self, words: list[Words], room_px: float) -> list[Words]:
        """As large as all of them fit in their columns."""
        widest_px = max(
            (QFontMetricsF(font_of(each, self.unit)).horizontalAdvance(each.text) for each in words), default=0
        )
        share = min(1.0, 0.94 * room_px / max(1.0, widest_px))
        return [replace(each, size_px=each.size_px * share) for each in words]

    def _word(self, text: str, x: float, y: float, role: str = "muted") -> Words:
        return Words(text, x / self.width(), y / self.height(), role=role, size_px=word_px)

    def words_of(self, place: Place) -> str:
        """What is told of a unit."""
        return unit_words(self.layers, *place)

    # The hand.

    def unit_at(self, point: QPointF) -> Place | None:
        """Which unit is at a point, px."""
        return None if self.layout_now is None else self.layout_now.unit_at(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = self.unit_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._point(place)
            self.unit_chosen.emit(place)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return bool(super().viewportEvent(event))
        place = self.unit_at(QPointF(event.pos()))
        if place is None:
            QToolTip.hideText()
        else:
            around = self.layout_now.box_of(*place).toAlignedRect() if self.layout_now is not None else self.rect()
            QToolTip.showText(event.globalPos(), self.words_of(place), self, around)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """It is for the page, which scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS and self.layers:
            self._point(self._beside(self._pointed, *ARROWS[key]))
        elif key in enter_keys and self._pointed is not None:
            self.unit_chosen.emit(self._pointed)
        else:
            event.ignore()

    def _beside(self, place: Place | None, across: int, down: int) -> Place:
        """The next one in this direction, where there is one."""
        if place is None:
            return (0, 0)
        layer, unit = place
        if down:
            return layer, min(max(unit + down, 0), len(self.layers[layer].shown) - 1)
        other = min(max(layer + across, 0), len(self.layers) - 1)
        share = (unit + 0.5) / len(self.layers[layer].shown)
        return (layer, unit) if other == layer else (other, int(share * len(self.layers[other].shown)))

    def _point(self, place: Place) -> None:
        self._pointed = place
        self.spoken.tell(self.words_of(place))
        self._mark()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._pointed is None and self.layers:
            self._point(self._chosen or (0, 0))
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()
