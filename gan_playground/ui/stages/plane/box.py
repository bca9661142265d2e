"""Where the plane lies on the screen: fitted, moved and magnified by hand, never stretched."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF

from gan_playground.gan.observe.box import Box
from gan_playground.ui.plot.even_box import EvenBox

least_magnified = 0.2


class PlaneBox(EvenBox):
    """A box in which one deviation of x is as long as one of y."""

    def __init__(self) -> None:
        super().__init__(least=least_magnified)

    def set_view(self, view: Box, scale: tuple[float, float]) -> None:
        """What is worth seeing, and the deviations of x and y."""
        self.set_shown((view.left, view.right), (view.bottom, view.top), scale)

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


def rectangle(region: Box) -> QRectF:
    """The same part of the plane, as Qt has it."""
    return QRectF(region.left, region.bottom, region.width, region.height)
