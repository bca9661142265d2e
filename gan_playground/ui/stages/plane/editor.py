"""What hands do to the real data: modes moved, added and rubbed out, and paint."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.files import write_whole
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.plane.drawing import drawing_to_bytes, first_drawing, read_drawing
from gan_playground.gan.data.plane.mixtures import write_centres
from gan_playground.gan.data.plane.strokes import Stroke, read_strokes, thinned, write_strokes
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.ui.widgets.throttle import Throttle

Place = tuple[float, float]
Array = NDArray[np.float64]

moves_interval_ms = 60  # between two edits while a mode is dragged


class Touched(Struct, frozen=True):
    """The knobs that hands turn: `data.centres` and `data.drawing`, as text."""

    centres: str = ""
    drawing: str = ""


class PlaneEditor(QObject):
    """Turns what hands do into knobs. Places are where the data lie before they are turned by `data.drift`.

    Signals: knobs_wanted(values by path). began(), ended(str): what is wanted between them is one thing that a hand has
    done, by its name. emptied(bool): everything was wiped off a drawing, and nothing painted yet; or something was.
    """

    knobs_wanted = Signal(object)
    began = Signal()
    ended = Signal(str)
    emptied = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._experiment = Experiment()
        self._before: Touched | None = None
        self._moving: Array | None = None
        self.is_empty = False
        self._moves = Throttle(moves_interval_ms, self)
        self._moves.due.connect(self._send_moved)

    def show_experiment(self, experiment: Experiment) -> None:
        """What the knobs say now, whoever turned them."""
        before, now = self._experiment.data, experiment.data
        if (now.kind, now.drawing) != (before.kind, before.drawing):
            self.set_empty(False)
        self._experiment = experiment

    @property
    def state(self) -> Touched:
        data = self._experiment.data
        return Touched(data.centres, data.drawing)

    @property
    def centres(self) -> Array | None:
        """Where the modes lie (M, 2); None where the data are not made of modes."""
        find = FAMILIES[self._experiment.data.kind].centres
        return find(self._experiment.data) if find is not None else None

    @property
    def is_drawing(self) -> bool:
        """Whether paint is all that there is."""
        return FAMILIES[self._experiment.data.kind].all_paint

    def begin(self) -> None:
        """A hand takes a mode."""
        self._before = self.state
        self.began.emit()

    def move_mode(self, index: int, place: Place) -> None:
        """The mode under the hand is here now."""
        if (centres := self.centres) is None:
            return
        self._moving = centres.copy()
        self._moving[index] = place
        self._moves.trigger()

    @Slot()
    def _send_moved(self) -> None:
        if self._moving is not None:
            moved, self._moving = self._moving, None
            self._send(Touched(write_centres(moved), self.state.drawing))

    def end(self) -> None:
        """The hand lets go."""
        self._moves.cancel()
        self._send_moved()
        self._before = None
        self.ended.emit("Move a mode")

    def take_back(self) -> None:
        """The hand changed its mind."""
        self._moves.cancel()
        self._moving = None
        if self._before is not None:
            self._send(self._before)
        self._before = None
        self.ended.emit("Move a mode")

    def add_mode(self, place: Place) -> None:
        """One more mode, here."""
        if (centres := self.centres) is not None:
            self._change("Add a mode", Touched(write_centres(np.vstack((centres, place))), self.state.drawing))

    def paint(self, places: Sequence[Place], radius: float, softness: float) -> None:
        """A stroke of the brush."""
        stroke = Stroke(False, radius, softness, thinned(places, radius / 3))
        strokes = () if self.is_empty else self._strokes()
        drawn = write_strokes((*strokes, stroke))
        self._change("Paint", Touched(self.state.centres, drawn))

    def rub_out(self, places: Sequence[Place], radius: float, softness: float) -> None:
        """A stroke of the eraser: modes whose middle it meets are gone, and so is paint."""
        if self.is_empty:
            return
        centres, state = self.centres, self.state
        written, drawn = state.centres, state.drawing
        if centres is not None:
            path = np.array(places)
            met = np.array([np.hypot(*(path - centre).T).min() <= radius for centre in centres], dtype=bool)
            if met.any():
                written = write_centres(centres[~met])
        if centres is None or drawn:
            stroke = Stroke(True, radius, softness, thinned(places, radius / 3))
            drawn = write_strokes((*self._strokes(), stroke))
        self._change("Rub out", Touched(written, drawn))

    def _strokes(self) -> tuple[Stroke, ...]:
        return read_strokes(self.state.drawing or (first_drawing if self.is_drawing else ""))

    @property
    def can_clear(self) -> bool:
        """Whether anything would change."""
        return not self.is_empty if self.is_drawing else self.state != Touched()

    @Slot()
    def clear(self) -> None:
        """An empty canvas; of other data, everything as it was before hands came."""
        if self.is_drawing:
            self.set_empty(True)
        else:
            self._change("Clear", Touched())

    @Slot()
    def fill(self) -> None:
        """What was wiped off the canvas is there again."""
        self.set_empty(False)

    def set_empty(self, empty: bool) -> None:
        """Whether there is nothing on the canvas: then nothing can be trained, until something is painted."""
        if empty != self.is_empty:
            self.is_empty = empty
            self.emptied.emit(empty)

    def save(self, path: Path) -> None:
        """Write the strokes to a file; raises PlaygroundError where there are none, or that is not possible."""
        if self.is_empty or not self._strokes():
            raise PlaygroundError("There is nothing to save yet: paint something first.")
        write_whole(path, drawing_to_bytes(write_strokes(self._strokes())))

    def open(self, path: Path) -> None:
        """Take the strokes from a file; raises PlaygroundError where they cannot be read."""
        self._change("Open a drawing", Touched(self.state.centres, read_drawing(path)))

    def _change(self, what: str, after: Touched) -> None:
        self.began.emit()
        self._send(after)
        self.ended.emit(what)

    def _send(self, wanted: Touched) -> None:
        """Ask for the data to be so."""
        self.set_empty(False)
        state, values = self.state, {}
        if wanted.centres != state.centres:
            values["data.centres"] = wanted.centres
        if wanted.drawing != state.drawing:
            values["data.drawing"] = wanted.drawing
        if values:
            self.knobs_wanted.emit(values)
