"""Where the plane lies on the screen: fitted, moved and magnified by hand, never stretched."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsSceneResizeEvent

from gan_playground.gan.observe.box import Box
from gan_playground.ui.plot.box import PlotBox

least_magnified = 0.2


class PlaneBox(PlotBox):
    """A box in which one deviation of x is as long as one of y; what fits is all of the view, in the middle."""

    def __init__(self) -> None:
        super().__init__(least=least_magnified)
        self._view, self._scale = Box.around(0.5, 0.5, 0.5), (1.0, 1.0)

    def set_view(self, view: Box, scale: tuple[float, float]) -> None:
        """What is worth seeing, and the deviations of x and y."""
        if (view, scale) == (self._view, self._scale):
            return
        fitted = self.is_fitted
        self._view, self._scale = view, scale
        self.limit(free=True)
        self.setAspectLocked(True, scale[1] / scale[0])
        self._find_home(fitted)

    def _find_home(self, fit: bool) -> None:
        """All of the view and what lies around it, so that the shape is the screen's and no limit can distort it."""
        view, (x_scale, y_scale) = self._view, self._scale
        width, height = max(1.0, self.width()), max(1.0, self.height())
        per_px = max(view.width / x_scale / width, view.height / y_scale / height)
        half_width, half_height = per_px * x_scale * width / 2, per_px * y_scale * height / 2
        (x, y) = view.middle
        self.home = (x - half_width, x + half_width), (y - half_height, y + half_height)
        if fit:
            self.fit()
        self.limit()

    def resizeEvent(self, event: QGraphicsSceneResizeEvent) -> None:
        fitted = self.is_fitted
        self.limit(free=True)
        super().resizeEvent(event)
        self._find_home(fitted)

    @property
    def region(self) -> Box:
        """What is seen, from edge to edge."""
        (left, right), (bottom, top) = self.viewRange()
        return Box(left, bottom, right, top)

    @property
    def chosen(self) -> Box | None:
        """The part that a hand has chosen, and that is seen whole in a box of any shape; None: all of the view."""
        (left, right), (bottom, top) = self.targetRange()
        return None if self.is_fitted else Box(left, bottom, right, top)

    def show_region(self, region: Box | None) -> None:
        """Show this part of the plane; None: all that is worth seeing."""
        if region is None:
            self.fit()
        elif region != self.chosen:
            self.setRange(xRange=(region.left, region.right), yRange=(region.bottom, region.top), padding=0)

    @property
    def magnification(self) -> float:
        """How much larger the plane is than where it fits."""
        (left, right), _ = self.home
        return (right - left) / self.region.width

    def move_by(self, by_px: QPointF) -> None:
        """The plane follows a hand that has moved so far."""
        x_px, y_px = self.pixel_size
        self.translateBy(x=-by_px.x() * x_px, y=by_px.y() * y_px)
        self.moved_by_hand.emit()

    def magnify(self, times: float, about_px: QPointF) -> None:
        """The plane grows about a point of the box, which stays where it is."""
        least, most = self.magnification / self._most, self.magnification / self._least
        shrunk = min(most, max(least, 1 / times))
        self.scaleBy((shrunk, shrunk), center=self.mapToView(about_px))
        self.moved_by_hand.emit()

    @property
    def pixel_size(self) -> tuple[float, float]:
        """How wide and how high a pixel is, in the data's units."""
        region = self.region
        return region.width / max(1.0, self.width()), region.height / max(1.0, self.height())

    def px(self, length: float) -> float:
        """A length along x, on the screen."""
        return length / self.pixel_size[0]

    def place(self, point: QPointF) -> tuple[float, float]:
        """The place of the data under a point of the view, px."""
        found = self.mapSceneToView(point)
        return found.x(), found.y()

    def point(self, x: float, y: float) -> QPointF:
        """Where a place of the data is in the view, px."""
        found = self.mapViewToScene(QPointF(x, y))
        return found if math.isfinite(found.x()) and math.isfinite(found.y()) else QPointF(-1e6, -1e6)
