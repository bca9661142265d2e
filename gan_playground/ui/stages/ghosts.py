"""What a stage shows of futures beside what it shows of the run: made when somebody looks ahead first."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from math import inf, isfinite
from typing import Any

from PySide6.QtCore import QPointF

from gan_playground.gan.observe.ghost import Ghost
from gan_playground.ui.plot.futures import strength_of
from gan_playground.ui.plot.item import PixelItem
from gan_playground.ui.plot.plot import Plot
from gan_playground.ui.stages.ghost_discs import DiscPlace, GhostDiscsItem
from gan_playground.ui.stages.ghost_rows import GhostRowsItem, Pictures
from gan_playground.ui.stages.stage_plot import StagePlot

reach_px = 6.0
below_cards = 1.5  # what is said of the place under the pointer lies at 2

Place = tuple[float, float]


class GhostLayer(ABC):
    """The ghosts of one figure, by their numbers; one subclass a kind of stage. `pointed`: the one that stands out.

    Places are those of the figure, px.
    """

    def __init__(self, figure: StagePlot) -> None:
        self.figure = figure
        self.ghosts: Sequence[Ghost] = ()
        self.since = 0
        self.pointed: int | None = None

    def show_ghosts(self, ghosts: Sequence[Ghost], since: int) -> None:
        """Draw these, whose futures begin at a step; none: nothing is looked at any more."""
        self.ghosts, self.since = ghosts, since
        self.renew()

    def point_at(self, number: int | None) -> None:
        """Let one stand out; None: none."""
        if number != self.pointed:
            self.pointed = number
            self.show_pointed()

    @abstractmethod
    def renew(self) -> None:
        """Draw them anew: the figure may have another scale."""

    @abstractmethod
    def show_pointed(self) -> None:
        """Draw them as strongly as they are to be."""

    @abstractmethod
    def ghost_at(self, place: QPointF) -> int | None:
        """The one that is under the pointer."""

    @abstractmethod
    def taken_at(self, place: QPointF) -> int | None:
        """The one that a press here takes."""

    def covers(self, place: QPointF) -> bool:
        """Whether what the figure shows here is hidden behind them."""
        return False

    @property
    def captions(self) -> tuple[str, ...]:
        """What they are, and of which step, from the longest way to say it on; none without any."""
        step = f"at step {self.ghosts[0].step:,}" if self.ghosts else ""
        return (f"what would come {step}", step) if step else ()


class PlottedGhosts(GhostLayer):
    """Ghosts in the figure's own plot, each with its number on a disc: the disc takes it, for what else is pressed is
    meant for the stage.

    A subclass gives its numbers to the items of a ghost in `draw`, and says how far a place is from it in `distance`.
    """

    def __init__(self, figure: StagePlot, plot: Plot, items: Sequence[PixelItem]) -> None:
        """`items`: one for each future that there may be."""
        super().__init__(figure)
        self._items, self.discs = items, GhostDiscsItem()
        plot.add(*items)
        plot.add_over(self.discs)
        self.discs.setZValue(below_cards)

    @abstractmethod
    def draw(self, number: int, picture: Any) -> Place:
        """Show this; gives where its number stands, in the data's units."""

    @abstractmethod
    def distance(self, picture: Any, place: QPointF) -> float:
        """How far, in px, a place is from what is drawn."""

    def renew(self) -> None:
        places = []
        for number, item in enumerate(self._items):
            item.setVisible(number < len(self.ghosts))
            if number < len(self.ghosts):
                x, y = self.draw(number, self.ghosts[number].picture)
                if isfinite(x) and isfinite(y):
                    places.append(DiscPlace(number, x, y))
        self.discs.set_data(places, self.captions)
        self.discs.setVisible(bool(self.ghosts))
        self.show_pointed()

    def show_pointed(self) -> None:
        self.discs.point_at(self.pointed)
        for number, item in enumerate(self._items):
            item.set_strength(strength_of(number, self.pointed))

    def ghost_at(self, place: QPointF) -> int | None:
        on_disc = self.taken_at(place)
        if on_disc is not None:
            return on_disc
        away = [(self.distance(ghost.picture, place), number) for number, ghost in enumerate(self.ghosts)]
        nearest, number = min(away, default=(inf, None))
        return number if nearest <= reach_px * self.figure.unit else None

    def taken_at(self, place: QPointF) -> int | None:
        return self.discs.disc_at(place)

    def covers(self, place: QPointF) -> bool:
        return self.taken_at(place) is not None


class TiledGhosts(GhostLayer):
    """Ghosts in rows that hide one of the figure's plots; a press anywhere on one takes it.

    A subclass gives the pictures of now, and of a ghost.
    """

    def __init__(self, figure: StagePlot, rows: GhostRowsItem) -> None:
        super().__init__(figure)
        self.rows = rows
        self._host: Plot | None = None

    @property
    @abstractmethod
    def host(self) -> Plot:
        """The plot that is hidden behind them."""

    @abstractmethod
    def now(self) -> Pictures:
        """What G makes of the same noise now."""

    @abstractmethod
    def pictures(self, picture: Any) -> Pictures:
        """What it makes of it then."""

    def renew(self) -> None:
        self.rows.setVisible(bool(self.ghosts))
        self._cover(self.host if self.ghosts else None)
        if not self.ghosts:
            return
        titles = (f"{self.captions[0]}, of the same noise", *self.captions)
        self.rows.set_data([self.now(), *(self.pictures(ghost.picture) for ghost in self.ghosts)], titles)
        self.show_pointed()

    def _cover(self, host: Plot | None) -> None:
        """Let the rows stand in the place of this one."""
        if host is not self._host:
            if self._host is not None:
                self._host.set_cover(None)
            self._host = host
            if host is not None:
                host.set_cover(self.rows)

    def show_pointed(self) -> None:
        self.rows.point_at(self.pointed)

    def ghost_at(self, place: QPointF) -> int | None:
        return self.rows.row_at(place)

    def taken_at(self, place: QPointF) -> int | None:
        return self.rows.row_at(place)

    def covers(self, place: QPointF) -> bool:
        return self.rows.covers(place)
