"""What a stage shows, as a table (.csv) for other programs."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence

from gan_playground.gan.observe.frame import LinePicture, PlanePicture

Column = Sequence[float] | Sequence[str]


def line_csv(picture: LinePicture) -> bytes:
    """A row a place of the grid: both densities, per unit of x, D's probability of real, and the best possible one."""
    columns = {
        "x": picture.x,
        "p_data": picture.real_density,
        "p_g": picture.generated_density,
        "D": picture.decision,
        "best_D": picture.best_decision,
    }
    return _csv({name: values.tolist() for name, values in columns.items()})


def plane_csv(picture: PlanePicture) -> bytes:
    """A row a dot: whose it is, and where, in the data's units."""
    dots = {"real": picture.real, "generated": picture.generated}
    return _csv(
        {
            "dot": [name for name, places in dots.items() for _ in places],
            "x": [x for places in dots.values() for x in places[:, 0].tolist()],
            "y": [y for places in dots.values() for y in places[:, 1].tolist()],
        }
    )


def _csv(columns: Mapping[str, Column]) -> bytes:
    """After RFC 4180, in UTF-8; a field is empty where there is no number."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_field(value) for value in row] for row in zip(*columns.values(), strict=True))
    return text.getvalue().encode()


def _field(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return "" if math.isnan(value) else repr(value)
