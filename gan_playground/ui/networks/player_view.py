"""A player: its network, and below that what the unit answers that somebody chose."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.gan.observe.look import UnitPlace
from gan_playground.gan.observe.network_picture import NetworksPicture
from gan_playground.ui.networks.answer_plot import AnswerPlot
from gan_playground.ui.networks.network_item import Place
from gan_playground.ui.networks.network_plot import NetworkPlot
from gan_playground.ui.networks.words import TITLES, answer_words, flow_words, kind_words, unit_name
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.shown import set_shown

side_px = 8


class PlayerView(QWidget):
    """One of the two.

    Signals: unit_chosen(UnitPlace): a hand chose this one of its units.
    """

    unit_chosen = Signal(object)

    def __init__(self, player: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.player, self.picture = player, None
        self._chosen: UnitPlace | None = None
        self.title, self._kind = QLabel(TITLES[player]), QLabel()
        self.title.setProperty("role", "label")
        self.title.setProperty("player", player)
        self.flow, self.says = QLabel(), QLabel()
        for label in (self._kind, self.flow, self.says):
            label.setProperty("role", "caption")
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setContentsMargins(side_px, 0, side_px, 0)
        self.title.setContentsMargins(side_px, 0, 0, 0)
        self.plot, self.answer = NetworkPlot(player), AnswerPlot(player)
        self.plot.unit_chosen.connect(self._on_chosen)
        column = QVBoxLayout(self, spacing=2)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.title, self._kind, self.flow):
            column.addWidget(part)
        column.addWidget(self.plot, 3)
        column.addWidget(self.says)
        column.addWidget(self.answer, 2)
        self._show_parts()

    def show_picture(self, picture: NetworksPicture, scores: bool) -> None:
        """How it is at a step. scores: whether what D says is a score, and no probability."""
        self.picture = picture
        layers = picture.layers_of(self.player)
        self._kind.setText(kind_words(layers, picture.spectral[self.player == "discriminator"]))
        self.flow.setText(flow_words(self.player, picture, scores))
        self.plot.show_layers(layers)
        self._show_answer()

    def forget(self) -> None:
        """Nothing is there."""
        self.picture = None
        self.plot.show_layers(())

    def show_chosen(self, unit: UnitPlace | None) -> None:
        """The unit that is asked, of either player; None: none is."""
        self._chosen = unit if unit is not None and unit.player == self.player else None
        self._show_answer()

    def _show_answer(self) -> None:
        place = self._place_of_chosen()
        self.plot.show_chosen(place)
        answer = None if self.picture is None else self.picture.answer
        is_its = answer is not None and answer.place == self._chosen
        name = "" if place is None else unit_name(self.plot.layers, *place)
        self.says.setText(answer_words(answer if is_its else None, name))
        self.answer.show_answer(answer if is_its else None)
        self.answer.setAccessibleName(self.says.text())
        self._show_parts()

    def _show_parts(self) -> None:
        answer = self.answer.answer
        is_whole_picture = answer is not None and not answer.axes and answer.weights is None
        set_shown(self.says, self._chosen is not None)
        set_shown(self.answer, self._chosen is not None and not is_whole_picture)

    def _place_of_chosen(self) -> Place | None:
        unit, layers = self._chosen, self.plot.layers
        if unit is None or unit.layer >= len(layers):
            return None
        shown = layers[unit.layer].shown.tolist()
        return (unit.layer, shown.index(unit.unit)) if unit.unit in shown else None

    @Slot(object)
    def _on_chosen(self, place: Place) -> None:
        layer, number = place
        picture = self.plot.layers[layer]
        if picture.painted is None:
            self.unit_chosen.emit(UnitPlace(self.player, layer, int(picture.shown[number])))

    def set_theme(self, theme: Theme) -> None:
        self.plot.set_theme(theme)
        self.answer.set_theme(theme)
