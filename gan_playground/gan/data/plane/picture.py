"""The dark parts of a picture: a drawing, a logo, a photograph. Without a file of one's own, a cat that ships."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.errors import PlaygroundError
from gan_playground.files import Stamp, stamp_of
from gan_playground.gan.data.distribution import Array, Family
from gan_playground.gan.data.images.picture import open_picture
from gan_playground.gan.data.plane.plane import PLANE_KNOBS, PlaneDistribution, on_the_plane
from gan_playground.gan.data.plane.raster import ink_sampler
from gan_playground.gan.observe.box import Box
from gan_playground.resources import resource_path

if TYPE_CHECKING:
    from PIL.Image import Image

    from gan_playground.gan.experiment.data import Data

view = Box.around(0, 0, 3.6, 3.0)
scale = 1.3
longest_side = 5.2  # of the picture, in the plane's units
cells_across = 256
least_contrast = 0.05  # of full black, between the darkest and the lightest part
shipped_file = "data/cat.png"


def read_darkness(path: Path) -> Array:
    """How dark each part of a picture is (H, W), from 0 to 1, the first row at the bottom; what is clear is not.

    The lightest tone of the picture counts as paper. Raises PlaygroundError for what is no picture, too large, or
    all of one tone.
    """
    try:
        return _read_darkness(path, stamp_of(path))
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        raise PlaygroundError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


@lru_cache(maxsize=4)
def _read_darkness(path: Path, stamp: Stamp) -> Array:
    grey = np.asarray(_open_on_paper(path), dtype=np.float64)[::-1] / 255
    paper, black = float(grey.max()), float(grey.min())
    if paper - black < least_contrast:
        raise PlaygroundError(f"{path.name} is all of one tone; there is no shape in it to learn.")
    dark = np.clip((paper - grey) / (paper - black), 0, 1)
    return np.where(dark > 0.25, dark, 0.0)  # a grey veil over everything would drown the drawing


def _open_on_paper(path: Path) -> Image:
    """The picture in grey, small, and laid on white where it is clear."""
    picture = open_picture(path, cells_across)
    picture.thumbnail((cells_across, cells_across), reducing_gap=3.0)
    return picture.convert("L")


def make(data: Data) -> PlaneDistribution:
    ink = read_darkness(Path(data.path).expanduser() if data.path else resource_path(shipped_file))
    cell = longest_side / max(ink.shape)
    box = Box.around(0, 0, cell * ink.shape[1] / 2, cell * ink.shape[0] / 2)
    return on_the_plane(data, ink_sampler(ink, box), view, scale)


def _taken(_real: PlaneDistribution, name: str) -> str:
    return f"Learning the dark parts of {name}: the darker a place, the more dots lie there."


PICTURE = Family(
    title="A picture",
    explanation="The dark parts of a picture: choose a file, or drop one on the window.",
    stage="plane",
    make=make,
    knobs=("path", *PLANE_KNOBS),
    file_kind="picture",
    file_hint="the cat that ships",
    taken=_taken,
)
