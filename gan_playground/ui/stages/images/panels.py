"""What each grid shows of a frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.ui.stages.images.grid import Array, Grid, Pictures
from gan_playground.ui.stages.images.heat import full_at, heated
from gan_playground.ui.stages.images.readout import class_name, distance_notes
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import percent

what_heat_says = (
    "orange: lighter there looks more real to D; blue: darker does",
    "orange: lighter is more real, blue: darker",
    "orange: lighter, blue: darker",
    "",
)


class Panel(Struct, frozen=True):
    """What a grid shows. titles: its name, from the longest way to say it to the shortest, and what is told beside it.

    verdicts: (N,), None where D is not asked. names, shares: of each class that is told apart, at its left and right.
    """

    role: str
    titles: tuple[tuple[str, str], ...]
    grid: Grid
    pictures: Pictures
    verdicts: Array | None
    names: Sequence[str]
    shares: Sequence[str] = ()


class Batch(Struct, frozen=True, eq=False):
    """The pictures of a turn that stands still. lit: of each grid that has some, whether they have a part in it.
    judged: those of which D has said how real they look.
    """

    picture: ImagesPicture
    lit: Mapping[str, bool]
    judged: frozenset[str]


def _real(picture: ImagesPicture, grid: Grid) -> Panel:
    return Panel("real", (("real", ""),), grid, picture.real, picture.real_verdicts, _names(picture, grid))


def _generated(picture: ImagesPicture, grid: Grid) -> Panel:
    """With the share of each class's samples that a classifier takes for it, once it takes most for what they are."""
    titles, agreement = (("generated G(z)", ""), ("G(z)", "")), picture.agreement
    known = () if agreement is None else [float(agreement[label]) for label in grid.labels if label < len(agreement)]
    means_something = len(known) > 0 and sum(known) / len(known) > (1 + 1 / len(known)) / 2
    names, shares = _names(picture, grid), [f"{percent(share)} right" for share in known if means_something]
    return Panel("generated", titles, grid, picture.generated, picture.verdicts, names, shares)


def _nearest(picture: ImagesPicture, grid: Grid) -> Panel:
    assert picture.nearest is not None
    titles = tuple(
        (title, note) for note in distance_notes(picture) for title in ("nearest training picture", "nearest")
    )
    return Panel("real", titles, grid, picture.nearest, None, _names(picture, grid))


def _names(picture: ImagesPicture, grid: Grid) -> list[str]:
    return [class_name(picture, label) for label in grid.labels]


PANELS: dict[str, Callable[[ImagesPicture, Grid], Panel]] = {
    "real": _real,
    "generated": _generated,
    "nearest": _nearest,
}
"""From the left to the right."""


def with_heat(panel: Panel, heat: Array, theme: Theme) -> Panel:
    """With slopes (N, H, W) over its pictures, and what they mean."""
    titles = tuple((title, note) for note in what_heat_says for title, _ in panel.titles)
    return replace(panel, pictures=heated(panel.pictures, heat, full_at(heat), theme), titles=titles)
