"""A drawing made by hand; until there is one, a face that ships."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.distribution import Family
from gan_playground.gan.data.plane.plane import PLANE_KNOBS, PlaneDistribution, on_the_plane, refusal_without
from gan_playground.gan.data.plane.strokes import read_strokes
from gan_playground.gan.observe.box import Box

if TYPE_CHECKING:
    from gan_playground.gan.experiment.data import Data

view = Box.around(0, 0, 3.6, 3.0)
scale = 1.4
first_drawing = (
    "brush 0.16 0.6: 1.9 0, 1.76 0.73, 1.34 1.34, 0.73 1.76, 0 1.9, -0.73 1.76, -1.34 1.34, -1.76 0.73, -1.9 0,"
    " -1.76 -0.73, -1.34 -1.34, -0.73 -1.76, 0 -1.9, 0.73 -1.76, 1.34 -1.34, 1.76 -0.73, 1.9 0;"
    " brush 0.24 0.6: -0.68 0.62; brush 0.24 0.6: 0.68 0.62;"
    " brush 0.16 0.6: -1 -0.55, -0.7 -0.88, -0.37 -1.05, 0 -1.1, 0.37 -1.05, 0.7 -0.88, 1 -0.55"
)
drawing_ending = ".json"
largest_file_bytes = 16 * 2**20


def make(data: Data) -> PlaneDistribution:
    drawn = data if data.drawing else msgspec.structs.replace(data, drawing=first_drawing)
    return on_the_plane(drawn, None, view, scale)


def refusal(data: Data) -> str:
    return refusal_without(data.drawing, view) if data.drawing else ""  # what ships is fine


DRAWING = Family(
    title="Drawn by hand",
    explanation="Whatever you paint with the brush on the stage.",
    stage="plane",
    make=make,
    refusal=refusal,
    knobs=PLANE_KNOBS,
    all_paint=True,
)


class DrawingFile(Struct, frozen=True):
    """What a file of a drawing holds. format: to know it by. strokes: as `data.drawing` has them."""

    format: str
    strokes: str


format_name = "gan-playground drawing 1"


def drawing_to_bytes(strokes: str) -> bytes:
    """The content of a drawing's file, JSON."""
    return msgspec.json.format(msgspec.json.encode(DrawingFile(format_name, strokes)), indent=1) + b"\n"


def read_drawing(path: Path) -> str:
    """The strokes in a drawing's file, as `data.drawing` has them; raises PlaygroundError for any other file."""
    try:
        if path.stat().st_size > largest_file_bytes:
            raise PlaygroundError(f"{path.name} is too large for a drawing; this reads up to 16 MB.")
        kept = msgspec.json.decode(path.read_bytes(), type=DrawingFile)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise PlaygroundError(f"{path.name} is not a drawing that was saved here.") from error
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        raise PlaygroundError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    if kept.format != format_name:
        raise PlaygroundError(
            f"{path.name} is a drawing of another version, {kept.format[:40]!r}, which this cannot read."
        )
    try:
        read_strokes(kept.strokes)
    except PlaygroundError as error:
        raise PlaygroundError(f"{path.name} cannot be read: {error}") from error
    return kept.strokes
