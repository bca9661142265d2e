"""Set every formula once, as drawings with the letters' outlines: make formulas.

Needs ziamath (MIT), which the program itself does not; its letters are those of STIX Two Math. Each drawing's line of
writing is at y = 0 and 1,000 units are an em; what has a colour in the visual language has a class and an id.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import ziamath

from gan_playground.gan.training import terms
from gan_playground.gan.training.formula import HEADS
from gan_playground.gan.training.terms import MeanTerm

folder = Path(__file__).parents[1] / "resources" / "formulas"
em = 1000
svg = "http://www.w3.org/2000/svg"
ROLES = {"blue": "generated", "red": "real", "green": "discriminator", "black": "text"}
"""What stands for whom while ziamath draws; it has no classes."""
MACROS = {
    r"\D": r"{\textcolor{green}{D}}",
    r"\Gz": r"\textcolor{blue}{G(z)}",
    r"\G": r"\textcolor{blue}{G}",
    r"\x": r"{\textcolor{red}{x}}",
    r"\E": r"\mathbb{E}",
    r"\log": r"\mathrm{log}",  # ziamath's own loses the colour of what stands before it
    r"\norm": r"\|",
    r"\half": r"\tfrac{1}{2}",
}
SIGNS = {"plus": "+", "minus": "-", "equals": "="}
STYLE = ".real{fill:#b97f00}.generated{fill:#0072b2}.discriminator{fill:#a8527f}.text{fill:#1f2328}"
"""For whoever opens a drawing by itself; the program puts its theme's colours here."""


def written(tex: str) -> str:
    """Without macros."""
    return re.sub(r"\\[A-Za-z]+", lambda macro: MACROS.get(macro[0], macro[0]), tex)


def settings() -> dict[str, str]:
    """All that is set, by the name of its drawing."""
    known = [term for term in vars(terms).values() if isinstance(term, MeanTerm)]
    return {each.id: each.tex for each in (*HEADS, *known)} | SIGNS


def shapes_of(drawing: ET.Element) -> Iterator[ET.Element]:
    """The outlines, in the order in which they are written."""
    for shape in drawing.iter():
        if shape.tag.rpartition("}")[2] in ("path", "rect"):
            yield shape


def role_of(shape: ET.Element) -> str:
    return ROLES[shape.get("fill", "black")]


def rounded(numbers: str) -> str:
    return re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.0f}", numbers)


def group(role: str, name: str, shapes: list[ET.Element]) -> ET.Element:
    """What is of one colour, side by side."""
    parent = ET.Element("g", {"class": role, "id": name})
    for shape in shapes:
        kept = {key: rounded(value) for key, value in shape.attrib.items() if key != "fill"}
        parent.append(ET.Element(shape.tag.rpartition("}")[2], kept))
    return parent


def drawing_of(tex: str) -> str:
    """The drawing of a formula."""
    ziamath.config.svg2 = False
    math = ziamath.Latex(written(tex), size=em, inline=True)
    bounds = math.node.bbox
    box = f"0 {-bounds.ymax:.0f} {bounds.xmax:.0f} {bounds.ymax - bounds.ymin:.0f}"
    whole = ET.Element("svg", {"xmlns": svg, "viewBox": box})
    ET.SubElement(whole, "style").text = STYLE
    seen: dict[str, int] = {}
    for role, shapes in groupby(shapes_of(math.svgxml()), role_of):
        seen[role] = seen.get(role, -1) + 1
        whole.append(group(role, f"{role}-{seen[role]}", list(shapes)))
    return ET.tostring(whole, encoding="unicode") + "\n"


def main() -> None:
    folder.mkdir(exist_ok=True)
    for name, tex in settings().items():
        (folder / f"{name}.svg").write_text(drawing_of(tex), encoding="utf-8")


if __name__ == "__main__":
    main()
