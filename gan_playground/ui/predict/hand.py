"""What a prediction needs of the stage, the score and the panel: that they are held still, and that a hand draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.ui.plot.sketch import Sketch
    from gan_playground.ui.predict.bars_sketch import BarsSketch
    from gan_playground.ui.predict.question import Question
    from gan_playground.ui.stages.stage import Stage
    from gan_playground.ui.window.run_view import RunView


class PredictHand(QObject):
    """On the stage of the run, whichever that is, in a plot of its score, or at the bars of the page.

    Signals: drawn(bool): something was, or all was taken back; whether it is anything.
    """

    drawn = Signal(bool)

    def __init__(self, run_view: RunView, make_bars: Callable[[], BarsSketch], parent: QObject) -> None:
        super().__init__(parent)
        self._run_view, self._make_bars = run_view, make_bars
        self._sketch: Sketch | None = None
        self._names: Sequence[str] = ()
        run_view.stage_made.connect(self._on_stage_made)

    @property
    def given(self) -> Any:
        """What was drawn; None: nothing that could be judged."""
        return None if self._sketch is None or self._sketch.is_empty else self._sketch.drawn

    def hold(self, question: Question) -> None:
        """The run stands still, for a hand to draw or to be looked at."""
        self._listen_to(self._sketch_for(question))
        self._say_held(True)
        if self._sketch is not None:
            self._sketch.open()

    def _sketch_for(self, question: Question) -> Sketch | None:
        asked, start = question.asked, question.start
        assert start is not None
        if asked.draw == "score":
            return self._run_view.score.sketch_line(asked.line, start.step, question.until)
        if asked.draw == "shares":
            bars = self._make_bars()
            self._names = bars.begin(start)
            return bars
        assert self._run_view.stage is not None
        return self._run_view.stage.sketch if asked.draw else None

    def _listen_to(self, sketch: Sketch | None) -> None:
        if self._sketch is not None:
            self._sketch.changed.disconnect(self._on_drawn)
        self._sketch = sketch
        if sketch is not None:
            sketch.changed.connect(self._on_drawn)

    def let_go(self) -> None:
        """It moves again, below what was drawn."""
        self._say_held(False)
        if self._sketch is not None:
            self._sketch.close()

    def clear(self) -> None:
        """Take back what was drawn."""
        if self._sketch is not None:
            self._sketch.clear()

    def show_frame(self, frame: Frame) -> None:
        """This is seen below what was drawn."""
        if self._sketch is not None:
            self._sketch.show_frame(frame)

    def put_away(self) -> None:
        """All is as it was before."""
        self._names = ()
        self._say_held(False)
        sketch = self._sketch
        self._listen_to(None)
        if sketch is not None:
            sketch.put_away()

    def _say_held(self, held: bool) -> None:
        if self._run_view.stage is not None:
            self._run_view.stage.set_asked(held, self._names)

    @Slot()
    def _on_drawn(self) -> None:
        self.drawn.emit(self.given is not None)

    @Slot(object)
    def _on_stage_made(self, stage: Stage) -> None:
        """The one that may have been drawn on goes."""
        if stage is self._run_view.stage:
            self.put_away()
