"""A box in which one unit across is as long as one unit up, whatever its shape: a circle is a circle."""

from __future__ import annotations

from PySide6.QtWidgets import QGraphicsSceneResizeEvent

from gan_playground.ui.plot.box import PlotBox, Span, is_close, most_magnified


class EvenBox(PlotBox):
    """What fits is all of what it is told to show, in the middle, and what lies around it."""

    slack = 1e-8  # or rounding would let its locked shape run into the limits

    def __init__(self, most: float = most_magnified, least: float = 1.0) -> None:
        super().__init__(most, least)
        self._shown: tuple[Span, Span] = self.home
        self.setAspectLocked(True)

    def set_shown(self, x: Span, y: Span) -> None:
        """All of this is to be seen where it fits."""
        if (x, y) != self._shown:
            self._shown = (x, y)
            self._fit_home()

    @property
    def is_fitted(self) -> bool:
        """By what is seen: of a locked shape pyqtgraph leaves behind a target that it could not reach."""
        return all(is_close(seen, home) for seen, home in zip(self.viewRange(), self.home, strict=True))

    def _fit_home(self) -> None:
        """In the shape of the screen's rectangle, so that no limit can stretch it."""
        (left, right), (bottom, top) = self._shown
        width, height = max(1.0, self.width()), max(1.0, self.height())
        per_px = max((right - left) / width, (top - bottom) / height)
        x, y = (left + right) / 2, (bottom + top) / 2
        across, up = per_px * width / 2, per_px * height / 2
        self.set_home((x - across, x + across), (y - up, y + up))

    def resizeEvent(self, event: QGraphicsSceneResizeEvent) -> None:
        fitted = self.is_fitted
        super().resizeEvent(event)
        self._fit_home()
        if fitted:
            self.fit()
