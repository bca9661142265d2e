"""Who hands what to whom: noise -> generator -> sample -> discriminator <- real data, in one quiet line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.networks import GENERATORS
from gan_playground.gan.training.latents import LATENTS
from gan_playground.ui.lessons.flow_box import FlowBox
from gan_playground.ui.slow_motion.held import held_by
from gan_playground.ui.slow_motion.lit import LIT
from gan_playground.ui.theme.text_scale import scaled, spaced
from gan_playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from gan_playground.gan.observe.turn_part import TurnPart
    from gan_playground.session.messages import RunInfo

box_height_px, around_px = 36, 6  # together as high as the strips that may stand in its place
arrow_px = 36  # between two boxes, the arrow's own margins included
tightest_arrow_px = 20
tall_px, widest_px, wide_px = 90, 220, 760
"""In slow motion: how high the boxes are, how wide at the most, and from which width on their arrows have room."""


class FlowStrip(QWidget):
    """Five boxes and the arrows between them; where room is short, they say less.

    In slow motion they are higher, and hold what flows at this part of a turn.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._noise = FlowBox("z", "outline", theme, self)
        self._generator = FlowBox("G", "generated", theme, self)
        self._sample = FlowBox("G(z)", "outline", theme, self)
        self._discriminator = FlowBox("D", "discriminator", theme, self)
        self._real = FlowBox("x", "real", theme, self)
        self._part: TurnPart | None = None
        self._real_seen: NDArray[Any] | None = None
        self._stage = ""
        self._boxes = (self._noise, self._generator, self._sample, self._discriminator, self._real)
        self.setAccessibleName("What goes where")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._noise.show_words("z", "z", "", "Noise: random numbers for the generator to turn into samples.")
        self._generator.show_words("Generator", "G", "", "The generator.")
        self._sample.show_words("G(z)", "G(z)", "", sample_tip)
        self._discriminator.show_words("Discriminator", "D", "", "The discriminator.")
        self._real.show_words("real x", "x", "", "The real data.")

    def show_run(self, run: RunInfo) -> None:
        """Name the noise, the data and the sizes of the two players of this run."""
        experiment = run.experiment
        latent, family = LATENTS[experiment.latent.kind], FAMILIES[experiment.data.kind]
        dim = experiment.latent.dim
        noise = f"z ~ {latent.title.lower()}" + (f", {dim}-D" if dim > 1 else "")
        kind = GENERATORS[experiment.generator.kind]
        if not kind.takes_noise:
            noise = "no noise"
        sizes = count_words(run.generator_size), count_words(run.discriminator_size)
        of_g, of_d = generator_tip.format(sizes[0], kind.explanation), discriminator_tip.format(sizes[1])
        self._stage, self._real_seen = experiment.stage, None
        self._noise.show_words(noise, "z", "", noise_tip.format(numbers_words(dim), latent.explanation))
        self._generator.show_words("Generator", "G", sizes[0], of_g)
        self._discriminator.show_words("Discriminator", "D", sizes[1], of_d)
        self._real.show_words("real x", "x", "", real_tip.format(family.title.lower(), family.explanation))
        self._place_boxes()

    @property
    def boxes(self) -> tuple[FlowBox, ...]:
        """From the left: noise, G, samples, D, real data."""
        return self._boxes

    @property
    def is_slow(self) -> bool:
        """Whether a turn stands still in it."""
        return self._part is not None

    def show_part(self, part: TurnPart | None) -> None:
        """Stand still at this part of a turn; None: go on as usual."""
        changes_height = (part is None) is not (self._part is None)
        self._part = part
        if part is None:
            for box in self._boxes:
                box.end_part()
        else:
            self._real_seen = part.real if part.real is not None else self._real_seen
            held, lit = held_by(part, self._stage, self._real_seen), LIT[part.kind].boxes
            for place, box in enumerate(self._boxes):
                box.show_part(held[place], place in lit)
        if changes_height:
            self.updateGeometry()
        self._place_boxes()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for box in self._boxes:
            box.set_theme(theme)
        self.updateGeometry()
        self._place_boxes()

    @Slot(bool)
    def stand_back(self, covered: bool) -> None:
        """Something lies over this: no part of it looks out at the sides, and its place stays free."""
        for box in self._boxes:
            box.setVisible(not covered)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width(0, arrow_px), self._height_px + around_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(2, tightest_arrow_px), self._height_px + around_px)

    @property
    def _height_px(self) -> int:
        return spaced(box_height_px if self._part is None else tall_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_boxes()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._noise.isHidden():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = LIT[self._part.kind].arrows if self._part is not None else {}
        for place, (left, right) in enumerate(zip(self._boxes, self._boxes[1:], strict=False)):
            middle = QPointF((left.geometry().right() + 1 + right.geometry().left()) / 2, self.height() / 2)
            pointing = -1 if right is self._real else 1
            painter.setPen(QPen(self._theme.color("text" if place in lit else "muted"), 3.0 if place in lit else 1.3))
            _paint_arrow(painter, middle, -pointing if lit.get(place) else pointing)

    def _width(self, brevity: int, gap: int) -> int:
        return sum(box.width_of(brevity) for box in self._boxes) + gap * (len(self._boxes) - 1)

    def _place_boxes(self) -> None:
        widths, gap = self._even_widths() if self._part is not None else self._fitting_widths()
        height = self._height_px
        x, y = max(0, (self.width() - sum(widths) - 4 * gap) // 2), (self.height() - height) // 2
        for box, width in zip(self._boxes, widths, strict=True):
            box.setGeometry(x, y, width, height)
            x += width + gap
        self.update()

    def _fitting_widths(self) -> tuple[list[int], int]:
        """As wide as their words, and what lies between two of them."""
        choices = ((0, arrow_px), (0, tightest_arrow_px), (1, arrow_px), (1, tightest_arrow_px))
        fitting = (choice for choice in choices if self._width(*choice) <= self.width())
        brevity, gap = next(fitting, (2, tightest_arrow_px))
        for box in self._boxes:
            box.show_brevity(brevity)
        return [box.width_of(brevity) for box in self._boxes], gap

    def _even_widths(self) -> tuple[list[int], int]:
        """All of the room, for what they hold."""
        gap = arrow_px if self.width() > wide_px else tightest_arrow_px
        each = min(scaled(widest_px), (self.width() - 4 * gap) // len(self._boxes))
        return [each] * len(self._boxes), gap


noise_tip = "Noise: {} at random for every sample. {}"
real_tip = "The real data: {}. {}"
generator_tip = "The generator: turns noise into samples that should pass for real. {}. {}"
sample_tip = "What the generator makes of the noise: generated samples, shown in blue."
discriminator_tip = "The discriminator: learns to tell real samples from generated ones. {}."


def count_words(size: int) -> str:
    """How much a network can learn: how many numbers training can change."""
    return "1 weight" if size == 1 else f"{size:,} weights"


def numbers_words(dim: int) -> str:
    return "one number" if dim == 1 else f"{dim} numbers"


def _paint_arrow(painter: QPainter, middle: QPointF, pointing: int) -> None:
    """An arrow of 10 px around `middle`, to the right (1) or to the left (-1)."""
    tip = middle + QPointF(5 * pointing, 0)
    painter.drawLine(middle - QPointF(5 * pointing, 0), tip)
    for side in (-3, 3):
        painter.drawLine(tip + QPointF(-3 * pointing, side), tip)
