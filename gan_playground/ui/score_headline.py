"""The line above a plot of the score: its title, and the newest numbers, each after a sample of its line."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gan_playground.ui.strokes import LineStyle, draw_sample
from gan_playground.ui.theme import Theme

sample_px, air_px, gap_px = 14.0, 5.0, 10.0
squeeze, smallest = 0.75, 0.75  # of samples and spaces, and then of the numbers, where a card is too narrow for all


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of the headline: whose line it is (None: theory's), its name, and how it is written."""

    style: LineStyle | None
    name: str
    number: str

    def words(self, named: bool) -> str:
        return f"{self.name} {self.number}" if self.name and named else self.number


def pair(first: str, second: str) -> str:
    """The numbers of two runs, as in "0.69 | 0.31" and "52 | 49 %": a unit is said once."""
    unit = " %"
    return f"{first.removesuffix(unit) if second.endswith(unit) else first} | {second}"


def headline_text(entries: list[Entry]) -> str:
    """As in "G 0.69 · D 1.39", for those who cannot see it."""
    return " · ".join(entry.words(named=True) for entry in entries)


def paint_headline(
    painter: QPainter,
    row: QRectF,
    titles: tuple[str, str],
    entries: list[Entry],
    theme: Theme,
    font: QFont,
    unit: float,
) -> None:
    """Title at the left, numbers at the right; where space is short, the short title, then numbers without names."""
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    plain_metrics, metrics = QFontMetricsF(font), QFontMetricsF(bold)
    widths = [plain_metrics.horizontalAdvance(title) + 2 * gap_px * unit for title in titles]
    room = row.width() - _width(entries, metrics, unit, named=True)
    title = titles[0] if widths[0] <= room else titles[1]
    named = min(widths) <= room
    if not named and widths[0] <= row.width() - _width(entries, metrics, unit, named=False):
        title = titles[0]
    if min(widths) > row.width() - _width(entries, metrics, unit, named):
        unit *= squeeze
        words = _words_width(entries, metrics, named)
        room = row.width() - min(widths) * squeeze - (_width(entries, metrics, unit, named) - words)
        share = max(smallest, min(1.0, room / words)) if words else 1.0
        bold.setPixelSize(round(share * bold.pixelSize()))
        metrics = QFontMetricsF(bold)
    painter.setFont(font)
    painter.setPen(theme.color("muted"))
    painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, title)
    painter.setFont(bold)
    left = row.right() - _width(entries, metrics, unit, named)
    for entry in entries:
        left += _paint_entry(painter, QRectF(row).adjusted(left - row.left(), 0, 0, 0), entry, theme, unit, named)


def _paint_entry(painter: QPainter, row: QRectF, entry: Entry, theme: Theme, unit: float, named: bool) -> float:
    """One number after a sample of its line; returns how far the next one is."""
    text, left = entry.words(named), 0.0
    if entry.style:
        sample = QRectF(row.left(), row.top(), sample_px * unit, row.height())
        draw_sample(painter, sample, entry.style, theme, unit)
        left = (sample_px + air_px) * unit
    painter.setPen(theme.color("text" if entry.style else "muted"))
    painter.drawText(row.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
    return left + QFontMetricsF(painter.font()).horizontalAdvance(text) + gap_px * unit


def _width(entries: list[Entry], metrics: QFontMetricsF, unit: float, named: bool) -> float:
    samples = sum((sample_px + air_px) * unit for entry in entries if entry.style)
    return samples + _words_width(entries, metrics, named) + gap_px * unit * (len(entries) - 1)


def _words_width(entries: list[Entry], metrics: QFontMetricsF, named: bool) -> float:
    return sum(metrics.horizontalAdvance(entry.words(named)) for entry in entries)
