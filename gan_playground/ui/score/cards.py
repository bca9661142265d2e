"""The four plots of the score in their cards, and the switches between what shares a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gan_playground.ui.forecast.choice import OutcomeChoice
from gan_playground.ui.score.charts import HUNDREDTHS, SHARES, TENS
from gan_playground.ui.score.future_room import FutureRoom
from gan_playground.ui.score.plot import ScorePlot
from gan_playground.ui.theme.text_scale import scaled, text_scale
from gan_playground.ui.theme.theme import Theme, gap_px
from gan_playground.ui.widgets.shown import set_shown
from gan_playground.ui.widgets.switch import TwoWaySwitch

if TYPE_CHECKING:
    from gan_playground.ui.score.line_sketch import LineSketch

room_for_four_px, narrow_px, tight_px = 1000, 900, 640
roomy_side_px, tight_side_px = 14, 9
"""Left and right of a plot in its card."""

ZOOM = (
    ("whole run", "recent"),
    "Show the recent past, rather than the whole run",
    "The whole run, or the recent past step by step, in every plot.",
)
THIRD = (
    ("distance", "gradients"),
    "Show the gradients, rather than the distance",
    "What the third plot shows; in a wide window there is room for both.",
)
"""What both switches say: their words, their name for those who cannot see them, and their tooltip."""

switch_text_px = 11


class ScoreCards(QWidget):
    """Where space is short, the last two plots share a place. All of them show the same steps, however magnified.

    Signals: enlarge_wanted(ScorePlot): it is to take the place of the stage, or to give it back. arranged(): another
    plot may be seen than before.
    """

    enlarge_wanted = Signal(object)
    arranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outcomes = OutcomeChoice(self)
        self.losses = ScorePlot(self.outcomes, "Losses", HUNDREDTHS)
        self.opinions = ScorePlot(self.outcomes, "What D says", SHARES, bounds=(0.0, 1.0))
        self.distance = ScorePlot(self.outcomes, "Distance", HUNDREDTHS)
        self.gradients = ScorePlot(self.outcomes, "Gradients", TENS)
        self.plots = (self.losses, self.opinions, self.distance, self.gradients)
        self.enlarged: ScorePlot | None = None
        """The plot that is in the place of the stage just now."""
        self.future: FutureRoom | None = None
        """Steps that have not come, and are seen."""
        self._sketches: dict[ScorePlot, LineSketch] = {}
        self._had_gradients = False
        self.switch = _switch("scoreZoom", *ZOOM)
        self.third = _switch("scoreThird", *THIRD)
        self._bare = self._is_brief = False
        self._shared: tuple[object, ...] = ()
        self._tools, self._row = QHBoxLayout(), QHBoxLayout()
        column = QVBoxLayout(self)
        for layout in (column, self._tools, self._row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(gap_px)
        column.setSpacing(0)
        column.addLayout(self._tools)
        column.addLayout(self._row, 1)
        self._cards = {plot: self._card_of(plot) for plot in self.plots}
        for plot in self.plots:
            plot.enlarge_wanted.connect(self._on_enlarge_wanted)
            plot.box.moved_by_hand.connect(self._on_time_chosen)
        self._share_places()

    def _card_of(self, plot: ScorePlot) -> QFrame:
        card = QFrame(self)
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(roomy_side_px, 9, roomy_side_px, 7)
        inside.addWidget(plot)
        self._row.addWidget(card, 1)
        return card

    @property
    def seen(self) -> list[ScorePlot]:
        """The plots that are not hidden."""
        return [plot for plot, card in self._cards.items() if not card.isHidden()]

    def _share_places(self) -> None:
        """Four cards where there is room for them, else three; nothing is moved where all stands as it is to stand."""
        room_px, gradients = self.width() / text_scale.wanted, self.third.isChecked()
        roomy, above, bare = room_px >= room_for_four_px, room_px < narrow_px, self._bare or self._is_brief
        alone = self.enlarged in (self.distance, self.gradients)  # then the other one needs to share nothing
        shared = roomy, above, gradients, self.enlarged, bare, self.switch.sizeHint(), self.third.sizeHint()
        if shared == self._shared:
            return
        self._shared = shared
        set_shown(self._cards[self.distance], roomy or alone or not gradients)
        set_shown(self._cards[self.gradients], roomy or alone or gradients)
        self._place_switches(above, third_in=self.gradients if gradients else self.distance)
        set_shown(self.third, not (roomy or alone or bare))
        set_shown(self.switch, not bare)
        if self.isVisible():
            self.layout().activate()  # at once, for what is written depends on the room for it
        for plot in self.plots:
            plot.place_guest()
        self.arranged.emit()

    def set_brief(self, brief: bool) -> None:
        """Say the numbers alone; a plot in the stage's place shows its lines all the same."""
        self._is_brief = brief
        for plot in self.plots:
            plot.set_brief(brief and plot is not self.enlarged)
        self._share_places()

    def _place_switches(self, above: bool, third_in: ScorePlot) -> None:
        """In the middle of time axes where these are long enough, else above the cards."""
        zoom_in = self.losses if self.enlarged is self.opinions else self.opinions
        hosts = {} if above else {zoom_in: self.switch, third_in: self.third}
        for plot in self.plots:
            plot.host(hosts.get(plot))
            plot.set_hosting(not above)
        if above and not self._tools.count():
            self._tools.addStretch(1)
            for switch in (self.switch, self.third):
                self._tools.addWidget(switch)
        elif not above:
            while self._tools.count():
                self._tools.takeAt(0)
        self._tools.setContentsMargins(0, 0, 0, gap_px // 2 if above and not (self._bare or self._is_brief) else 0)

    # One of them in the place of the stage.

    @Slot()
    def _on_enlarge_wanted(self) -> None:
        self.enlarge_wanted.emit(self.sender())

    def enlarge(self, plot: ScorePlot | None) -> None:
        """Ask for this plot to be in the place of the stage; None: for the stage to be there."""
        if plot is not self.enlarged and (wanted := plot or self.enlarged) is not None:
            self.enlarge_wanted.emit(wanted)

    def take_out(self, plot: ScorePlot) -> QFrame:
        """The card of a plot, for another place; those that stay get its room."""
        self.enlarged = plot
        self._row.removeWidget(self._cards[plot])  # first, or all four would ask for room
        plot.set_large(True)
        self.set_brief(self._is_brief)
        return self._cards[plot]

    def put_back(self) -> None:
        """The card that was taken out returns to its place."""
        plot = self.enlarged
        if plot is None:
            return
        self.enlarged = None
        plot.set_large(False)
        self.set_brief(self._is_brief)  # first, or all four would ask for room
        is_seen = plot in self.seen
        self._row.insertWidget(self.plots.index(plot), self._cards[plot], 1)
        self._cards[plot].setVisible(is_seen)
        self.layout().activate()

    # What is to come.

    def sketch_of(self, future: FutureRoom) -> LineSketch:
        """What a hand draws with in a plot."""
        from gan_playground.ui.score.line_sketch import LineSketch

        if future.plot not in self._sketches:
            self._sketches[future.plot] = LineSketch(self, future)
        self._sketches[future.plot].begin(future)
        return self._sketches[future.plot]

    def make_room(self, future: FutureRoom | None) -> None:
        """Let steps be seen that have not come, and the plot that they are drawn in; None: as it was before."""
        if future is not None and self.future is None:
            self._had_gradients = self.third.isChecked()
        before, self.future = self.future, future
        self.third.setChecked(self._had_gradients and (future is None or future.plot is not self.distance))
        self.fit()
        if (room := future or before) is not None:
            room.plot.forget_range()
        self.arranged.emit()

    # Time.

    @Slot()
    def _on_time_chosen(self) -> None:
        """All plots show the steps that a hand chose to see in one of them."""
        chosen = self.sender()
        for plot in self.plots:
            if plot.box is not chosen:
                plot.box.show_time(chosen.time)

    def fit(self) -> None:
        """See all steps again."""
        for plot in self.plots:
            plot.box.fit()

    # How it looks.

    def hide_tools(self) -> None:
        """Show nothing that only a hand could use."""
        self._bare = True
        for plot in self.plots:
            plot.hide_tools()
        self._share_places()

    def set_theme(self, theme: Theme) -> None:
        for switch in (self.switch, self.third):
            switch.set_text_size(scaled(switch_text_px))
        for part in (*self.plots, self.switch, self.third):
            part.set_theme(theme)
        self._share_places()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side_px = roomy_side_px if self.width() >= tight_px * text_scale.wanted else tight_side_px
        for card in self._cards.values():
            card.layout().setContentsMargins(side_px, 9, side_px, 7)
        self._share_places()


def _switch(name: str, words: tuple[str, str], accessible: str, tip: str) -> TwoWaySwitch:
    switch = TwoWaySwitch(*words)
    switch.setObjectName(name)
    switch.setAccessibleName(accessible)
    switch.setToolTip(tip)
    switch.set_text_size(switch_text_px)
    return switch
