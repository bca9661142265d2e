"""What a prediction needs of the stage: that it says it is held still, and that a hand draws on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.ui.stages.line.stage import LineStage

if TYPE_CHECKING:
    from gan_playground.ui.plot.pixels import Array
    from gan_playground.ui.stages.line.sketch import CurveSketch
    from gan_playground.ui.stages.stage import Stage
    from gan_playground.ui.window.run_view import RunView


class StageHand(QObject):
    """On the stage of the run, whichever that is.

    Signals: drawn(bool): something was, or all was taken back; whether it is anything.
    """

    drawn = Signal(bool)

    def __init__(self, run_view: RunView, parent: QObject) -> None:
        super().__init__(parent)
        self._run_view = run_view
        self._sketch: CurveSketch | None = None
        run_view.stage_made.connect(self._on_stage_made)

    @property
    def curve(self) -> tuple[Array, Array] | None:
        """What was drawn, x and the height there (N,); None: nothing that has an area."""
        return None if self._sketch is None or self._sketch.is_empty else self._sketch.curve

    def hold(self, draws: bool) -> None:
        """It stands still, for a hand to draw on or to be looked at."""
        self._say_held(True)
        stage = self._run_view.stage
        if draws and isinstance(stage, LineStage):
            self._sketch_on(stage).open()

    def _sketch_on(self, stage: LineStage) -> CurveSketch:
        """Made when somebody draws there first."""
        if self._sketch is None:
            from gan_playground.ui.stages.line.sketch import CurveSketch

            self._sketch = CurveSketch(stage.figure)
            self._sketch.changed.connect(self._on_drawn)
        return self._sketch

    def let_go(self) -> None:
        """It moves again, below what was drawn."""
        self._say_held(False)
        if self._sketch is not None:
            self._sketch.close()

    def clear(self) -> None:
        """Take back what was drawn."""
        if self._sketch is not None:
            self._sketch.clear()

    def renew(self) -> None:
        """Another frame is seen."""
        if self._sketch is not None:
            self._sketch.renew()

    def put_away(self) -> None:
        """It is as it was before."""
        self._say_held(False)
        if self._sketch is not None:
            self._sketch.close()
            self._sketch.clear()

    def _say_held(self, held: bool) -> None:
        """Where there is a place for it."""
        stage = self._run_view.stage
        if isinstance(stage, LineStage):
            stage.figure.set_held(held)

    @Slot()
    def _on_drawn(self) -> None:
        self.drawn.emit(self.curve is not None)

    @Slot(object)
    def _on_stage_made(self, stage: Stage) -> None:
        """The one that was drawn on is gone."""
        if stage is self._run_view.stage:
            self._sketch = None
