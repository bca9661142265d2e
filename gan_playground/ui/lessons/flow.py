"""Who hands what to whom: noise -> generator -> sample -> discriminator <- real data, in one quiet line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.networks import GENERATORS
from gan_playground.gan.training.latents import LATENTS
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from gan_playground.session.messages import RunInfo

box_height_px, around_px = 36, 6  # together as high as the strips that may stand in its place
arrow_px = 36  # between two boxes, the arrow's own margins included
tightest_arrow_px = 20
padding_px = 15
detail_gap_px = 8


class FlowStrip(QWidget):
    """Five boxes and the arrows between them; where room is short, they say less."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._noise = FlowBox("z", "outline", theme, self)
        self._generator = FlowBox("G", "generated", theme, self)
        self._sample = FlowBox("G(z)", "outline", theme, self)
        self._discriminator = FlowBox("D", "discriminator", theme, self)
        self._real = FlowBox("x", "real", theme, self)
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
        self._noise.show_words(noise, "z", "", noise_tip.format(numbers_words(dim), latent.explanation))
        self._generator.show_words("Generator", "G", sizes[0], of_g)
        self._discriminator.show_words("Discriminator", "D", sizes[1], of_d)
        self._real.show_words("real x", "x", "", real_tip.format(family.title.lower(), family.explanation))
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
        return QSize(self._width(0, arrow_px), scaled(box_height_px) + around_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(2, tightest_arrow_px), scaled(box_height_px) + around_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_boxes()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._noise.isHidden():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("muted"), 1.3))
        for left, right in zip(self._boxes, self._boxes[1:], strict=False):
            middle = (left.geometry().right() + 1 + right.geometry().left()) / 2
            pointing = -1 if right is self._real else 1
            _paint_arrow(painter, QPointF(middle, self.height() / 2), pointing)

    def _width(self, brevity: int, gap: int) -> int:
        return sum(box.width_of(brevity) for box in self._boxes) + gap * (len(self._boxes) - 1)

    def _place_boxes(self) -> None:
        choices = ((0, arrow_px), (0, tightest_arrow_px), (1, arrow_px), (1, tightest_arrow_px))
        fitting = (choice for choice in choices if self._width(*choice) <= self.width())
        brevity, gap = next(fitting, (2, tightest_arrow_px))
        x = max(0, (self.width() - self._width(brevity, gap)) // 2)
        height = scaled(box_height_px)
        y = (self.height() - height) // 2
        for box in self._boxes:
            box.show_brevity(brevity)
            box.setGeometry(x, y, box.width_of(brevity), height)
            x += box.width() + gap
        self.update()


class FlowBox(QWidget):
    """A name in a rounded outline, with a detail in a quieter voice; says what it is under the mouse."""

    def __init__(self, short: str, role: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._role, self._theme = role, theme
        self._title, self._short, self._detail = short, short, ""
        self._brevity = 0

    def show_words(self, title: str, short: str, detail: str, explanation: str) -> None:
        self._title, self._short, self._detail = title, short, detail
        self.setToolTip(explanation)
        self.setAccessibleName(f"{title} {detail}".strip())
        self.setAccessibleDescription(explanation)
        self.update()

    def show_brevity(self, brevity: int) -> None:
        """0: all the words, 1: no detail, 2: a letter."""
        self._brevity = brevity
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def width_of(self, brevity: int) -> int:
        """How wide the box is when it says this much."""
        title, detail = self._words(brevity)
        metrics = QFontMetrics(self._font())
        gap = scaled(detail_gap_px) if detail else 0
        return metrics.horizontalAdvance(title) + gap + metrics.horizontalAdvance(detail) + 2 * scaled(padding_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_outline(painter)
        painter.setFont(self._font())
        title, detail = self._words(self._brevity)
        padding = scaled(padding_px)
        inside = QRectF(self.rect()).adjusted(padding, 0, -padding, 0)
        for words, color, side in ((title, "text", "AlignLeft"), (detail, "muted", "AlignRight")):
            painter.setPen(self._theme.color(color))
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag[side], words)

    def _paint_outline(self, painter: QPainter) -> None:
        pen = QPen(self._theme.color(self._role), 1.2)
        if self._role == "discriminator":
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.7, 0.7, -0.7, -0.7), 10, 10)

    def _words(self, brevity: int) -> tuple[str, str]:
        return (self._short if brevity == 2 else self._title), (self._detail if brevity == 0 else "")

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(13))
        return font


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
