"""A box that nothing stretches: a unit across and a unit up keep their lengths, whatever its shape."""

from __future__ import annotations

from PySide6.QtWidgets import QGraphicsSceneResizeEvent

from gan_playground.ui.plot.box import PlotBox, Span, is_close, most_magnified


class EvenBox(PlotBox):
    """What fits is all of what it is told to show, in the middle, and what lies around it."""

    slack = 1e-8  # or rounding would let its locked shape run into the limits

    def __init__(self, most: float = most_magnified, least: float = 1.0) -> None:
        super().__init__(most, least)
        self._shown, self._scale = self.home, (1.0, 1.0)
        self.setAspectLocked(True)

    def set_shown(self, x: Span, y: Span, scale: tuple[float, float] = (1.0, 1.0)) -> None:
        """All of this is to be seen where it fits; `scale`: how much of x is as long as how much of y."""
        if ((x, y), scale) == (self._shown, self._scale):
            return
        fitted = self.is_fitted
        self._shown, self._scale = (x, y), scale
        self.limit(free=True)
        self.setAspectLocked(True, scale[1] / scale[0])
        self._find_home(fitted)

    @property
    def is_fitted(self) -> bool:
        """By what is seen: of a locked shape pyqtgraph leaves behind a target that it could not reach."""
        return all(is_close(seen, home) for seen, home in zip(self.viewRange(), self.home, strict=True))

    def _find_home(self, fit: bool) -> None:
        """In the shape of the screen's rectangle, so that no limit can stretch it."""
        ((left, right), (bottom, top)), (x_scale, y_scale) = self._shown, self._scale
        width, height = max(1.0, self.width()), max(1.0, self.height())
        per_px = max((right - left) / x_scale / width, (top - bottom) / y_scale / height)
        x, y = (left + right) / 2, (bottom + top) / 2
        across, up = per_px * x_scale * width / 2, per_px * y_scale * height / 2
        self.home = (x - across, x + across), (y - up, y + up)
        if fit:
            self.fit()
        self.limit()

    def resizeEvent(self, event: QGraphicsSceneResizeEvent) -> None:
        fitted = self.is_fitted
        self.limit(free=True)
        super().resizeEvent(event)
        self._find_home(fitted)
