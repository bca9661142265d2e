"""Each item has an example that is also its specification: its colours are where they must be, and nowhere else."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from cases import one_in
from gan_playground.ui.files.exports import fineness, picture_of
from gan_playground.ui.plot.items.bars_item import bar_colors
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.theme.theme import DARK, LIGHT, Theme
from ui.looks import Pixels, array_of, is_colored

Region = tuple[float, float, float, float]
"""x from, to, y from, to, in the units of the example's axes; beyond them are its margins."""

everywhere: Region = (-10.0, 20.0, -1.0, 2.0)


@dataclass(frozen=True)
class Look:
    """Roles that must be seen in regions, and roles that must not."""

    seen: list[tuple[str, Region]]
    not_seen: list[tuple[str, Region]] = field(default_factory=list)


LOOKS = {
    "line": Look(
        seen=[
            ("generated", (0, 1, 0.22, 0.28)),
            ("generated", (9, 10, 0.22, 0.28)),
            ("discriminator", (0, 1, 0.38, 0.47)),
            ("discriminator", (9, 10, 0.82, 0.92)),
            ("real", (4.8, 5.2, 0.18, 0.22)),
        ],
        not_seen=[
            ("generated", (4.2, 5.8, 0, 1)),
            ("generated", (0, 10, 0.3, 1)),
            ("discriminator", (-9, -0.3, -1, 2)),
            ("discriminator", (10.3, 11, -1, 2)),
        ],
    ),
    "curves": Look(
        seen=[("generated", (0, 1, 0.2, 0.3)), ("generated", (9, 10, 0.2, 0.3)), ("discriminator", (0, 1, 0.7, 0.8))],
        not_seen=[
            ("generated", (0, 10, 0.3, 1)),
            ("generated", (0, 10, 0, 0.2)),
            ("discriminator", (4.2, 5.8, 0, 1)),
        ],
    ),
    "levels": Look(
        seen=[
            ("theory", (0, 1, 0.73, 0.77)),
            ("theory", (9, 10, 0.73, 0.77)),
            ("text", (0, 1, 0.47, 0.53)),
            ("real", (0, 10, 0, 0.19)),
        ],
        not_seen=[("real", (0, 10, 0.21, 1)), ("text", (10.2, 12, 0.4, 0.6)), ("theory", (10.2, 12, 0.7, 0.8))],
    ),
    "points": Look(
        seen=[("real", (2.9, 3.1, 0.45, 0.55)), ("generated", (9.9, 10.1, 0.2, 0.3))],
        not_seen=[("warning", everywhere)],
    ),
    "upright_line": Look(
        seen=[("text", (2.9, 3.1, 0, 0.1)), ("text", (2.9, 3.1, 0.9, 1))],
        not_seen=[("warning", everywhere), ("text", (3.3, 10, 0, 1))],
    ),
    "bars": Look(
        seen=[("real alone", (7, 8, 0.1, 0.3)), ("generated alone", (2, 3, 0.3, 0.6)), ("both", (4, 5, 0.02, 0.12))],
        not_seen=[("both", (4, 5, 0.5, 1)), ("generated alone", (7, 10, 0, 1)), ("real alone", (0, 1, 0, 1))],
    ),
    "strokes": Look(
        seen=[
            ("generated", (0.9, 1.3, 0.09, 0.16)),
            ("generated", (2.7, 3.3, 0.55, 0.62)),
            ("text", (1, 9, 0.69, 0.91)),
        ],
        not_seen=[("generated", (0, 10, 0.64, 1)), ("text", (0, 10, 0.2, 0.67))],
    ),
    "arrows": Look(
        seen=[("text", (1, 1.5, 0.13, 0.25)), ("text", (9, 9.6, 0.74, 0.86))],
        not_seen=[("text", (0, 0.9, 0, 1)), ("text", (9.8, 11, 0, 1))],
    ),
    "dots": Look(
        seen=[("real", (2.5, 3.5, 0.4, 0.6)), ("generated", (6.5, 7.5, 0.4, 0.6))],
        not_seen=[("real", (7, 10, 0, 1)), ("generated", (0, 3, 0, 1))],
    ),
    "heat": Look(
        seen=[("generated", (0, 0.3, 0, 0.1)), ("real", (9.7, 10, 0.9, 1)), ("surface", (4, 6.3, 0, 1))],
        not_seen=[("real", (0, 6, 0, 1)), ("generated", (4, 10, 0, 1)), ("generated", (-3, -0.3, 0, 1))],
    ),
    "contour": Look(
        seen=[("discriminator", (1.7, 2, 0.3, 0.7)), ("discriminator", (6.2, 6.6, 0.3, 0.7))],
        not_seen=[("discriminator", (4.4, 5.6, 0.42, 0.58)), ("discriminator", (0, 1.6, 0, 1))],
    ),
    "words": Look(
        seen=[
            ("ink of real", (4, 6, 0.45, 0.55)),
            ("text", (0, 2, 0.9, 1)),
            ("ink of generated", (8, 10, 0, 0.1)),
        ],
        not_seen=[("ink of real", (0, 3.5, 0, 1)), ("text", (3, 10, 0, 1)), ("ink of generated", (0, 7.5, 0, 1))],
    ),
    "end_labels": Look(
        seen=[
            ("ink of generated", (10.3, 12, 0.4, 0.52)),
            ("ink of discriminator", (10.3, 12, 0.5, 0.62)),
            ("ink of real", (10.3, 12, 0, 0.1)),
        ],
        not_seen=[("ink of generated", (10.3, 12, 0.51, 1)), ("ink of discriminator", (10.3, 12, 0, 0.49))],
    ),
    "drawn": Look(
        seen=[("text", (4.8, 5.2, 0.57, 0.63)), ("text", (6.8, 7.2, 0, 0.04)), ("text", (4, 6, 0.65, 0.75))],
        not_seen=[("text", (0, 2.7, 0.05, 1)), ("text", (7.4, 10, 0, 1)), ("text", (4.5, 5.5, 0, 0.5))],
    ),
    "strewn": Look(
        seen=[("text", (2.5, 3.5, 0.35, 0.45)), ("text", (6.8, 7.2, 0.57, 0.63))],
        not_seen=[("text", (0, 0.9, 0, 1)), ("text", (5.2, 6.2, 0, 1)), ("text", (8, 11, 0, 1))],
    ),
    "marks": Look(
        seen=[
            ("generated", (1.8, 2.2, -0.03, 0.03)),
            ("text", (4.9, 5.3, 0.02, 0.08)),
            ("warning", (7.8, 8.2, -0.03, 0.03)),
        ],
        not_seen=[("discriminator", everywhere), ("warning", (8.5, 12, -1, 2))],
    ),
}


def color_of(role: str, theme: Theme) -> QColor:
    """Of a role, of words in its colour, or of bars over the surface and over others."""
    if role.startswith("ink of "):
        return theme.ink(role.removeprefix("ink of "))
    alone, both = bar_colors(theme, "generated", "real")
    mixed = {"real alone": bar_colors(theme, "real", None)[0], "generated alone": alone, "both": both}
    return mixed.get(role) or theme.color(role)


def part(image: Pixels, view: PlotView, region: Region, ratio: float) -> Pixels:
    """The pixels of a region."""
    left, right, bottom, top = region
    to_scene = view.plots[0].box.mapViewToScene
    first, last = to_scene(QPointF(left, top)), to_scene(QPointF(right, bottom))
    rows = slice(max(0, round(first.y() * ratio)), max(0, round(last.y() * ratio)))
    return image[rows, max(0, round(first.x() * ratio)) : max(0, round(last.x() * ratio))]


def make(example: str, qtbot: QtBot, theme: Theme) -> PlotView:
    view = importlib.import_module(f"gan_playground.ui.plot.examples.{example}").make()
    qtbot.addWidget(view)
    view.set_theme(theme)
    view.show()
    qtbot.waitExposed(view)
    return view


def check(image: Pixels, view: PlotView, look: Look, theme: Theme, ratio: float) -> None:
    for role, region in look.seen:
        assert is_colored(part(image, view, region, ratio), color_of(role, theme)).any(), f"no {role} in {region}"
    for role, region in look.not_seen:
        found = is_colored(part(image, view, region, ratio), color_of(role, theme), tolerance=24)
        assert not found.any(), f"{role} in {region}"


@pytest.mark.parametrize("example", LOOKS)
def test_an_item_is_seen_where_its_data_are(qtbot: QtBot, example: str) -> None:
    for theme in (DARK, LIGHT):
        view = make(example, qtbot, theme)
        check(array_of(view.grab().toImage()), view, LOOKS[example], theme, 1.0)
        check(array_of(picture_of(view)), view, LOOKS[example], theme, fineness)
        view.close()


@pytest.mark.parametrize("example", one_in(2, ["strokes", "bars"]))
def test_an_example_saves_its_picture_for_a_screen_of_fine_pixels(qtbot: QtBot, example: str, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    module = f"gan_playground.ui.plot.examples.{example}"
    environment = {**os.environ, "QT_SCALE_FACTOR": "2"}
    subprocess.run([sys.executable, "-m", module, str(path)], check=True, env=environment, timeout=120)
    image = QImage(str(path))
    view = make(example, qtbot, DARK)
    assert (image.width(), image.height()) == (2 * view.width(), 2 * view.height())
    check(array_of(image), view, LOOKS[example], DARK, 2.0)


def test_every_item_has_an_example() -> None:
    folder = Path(importlib.import_module("gan_playground.ui.plot.items").__file__ or "").parent
    items = {path.stem.removesuffix("_item") for path in folder.glob("*_item.py")}
    assert items == set(LOOKS)


def test_lines_are_as_wide_on_a_screen_of_fine_pixels(qtbot: QtBot) -> None:
    """2.2 px of the solid line: 2.2 rows of pixels at a ratio of 1, and 4.4 at 2."""
    view = make("line", qtbot, DARK)
    for image, ratio in ((view.grab().toImage(), 1.0), (picture_of(view), fineness)):
        column = part(array_of(image), view, (1, 1.02, 0.15, 0.35), ratio)[:, 0]
        surface, line = (np.array(DARK.color(role).getRgb()[:3]) for role in ("surface", "generated"))
        coverage = ((column - surface) / (line - surface)).mean(axis=1).sum()
        assert coverage == pytest.approx(2.2 * view.unit * ratio, abs=0.25)
