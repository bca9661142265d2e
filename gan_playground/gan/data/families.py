"""The registry of the real distributions, and which of them a file is for."""

from __future__ import annotations

from pathlib import Path

from gan_playground.gan.data.distribution import Family
from gan_playground.gan.data.images.arrays import array_is_pictures
from gan_playground.gan.data.images.families import IMAGE_FAMILIES
from gan_playground.gan.data.images.picture import begins_as_picture, picture_endings
from gan_playground.gan.data.line.column import COLUMN
from gan_playground.gan.data.line.exponential import EXPONENTIAL
from gan_playground.gan.data.line.laplace import LAPLACE
from gan_playground.gan.data.line.mixture import MIXTURE
from gan_playground.gan.data.line.normal import NORMAL
from gan_playground.gan.data.line.uniform import UNIFORM
from gan_playground.gan.data.plane import PLANE_FAMILIES
from gan_playground.gan.data.point import POINT
from gan_playground.gan.data.table import table_endings

album_endings = (".npz", ".bin", ".idx", ".gz")
"""How the names of files end that hold many pictures; IDX files often have none."""
array_endings = (".npy", ".npz")

FAMILIES: dict[str, Family] = {
    "normal": NORMAL,
    "mixture": MIXTURE,
    "uniform": UNIFORM,
    "exponential": EXPONENTIAL,
    "laplace": LAPLACE,
    "column": COLUMN,
    "point": POINT,
    **PLANE_FAMILIES,
    **IMAGE_FAMILIES,
}


def is_one_picture(path: str) -> bool:
    """Whether a file is a picture, by its name, or by what is in it where its name says nothing."""
    name = path.lower()
    if name.endswith((*table_endings, *album_endings, *array_endings)):
        return False
    place = Path(path).expanduser()
    return name.endswith(picture_endings) or (place.is_file() and begins_as_picture(place))


def kind_of_file(path: str, stage: str) -> str:
    """The kind of data that a file or a folder holds, where it is to be shown on this stage.

    A photograph, whatever it is called, is a texture among pictures, a palette among colours, and elsewhere what is
    dark in it.
    """
    name = path.lower()
    if is_one_picture(path):
        return {"images": "texture", "colours": "palette"}.get(stage, "picture")
    if name.endswith(array_endings):
        many = array_is_pictures(Path(path).expanduser(), stage == "images")
    else:
        many = name.endswith(album_endings) or "ubyte" in name or (path != "" and Path(path).is_dir())
    if many:
        return "pictures"
    return "points" if stage == "plane" else "column"
