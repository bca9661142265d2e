"""What a network is made of, layer by layer, for whoever wants to draw it."""

from __future__ import annotations

from msgspec import Struct


class LayerShape(Struct, frozen=True):
    """units: how many numbers a layer has; or, where it has maps, how many of these, of `side` (height, width) each.

    matrix: which of the network's weights leads to it; None: none does. activation: its title, and norm: of what flows;
    empty: there is none. number: what a network of a number or two does here, as in "+ θ₁", and which weight that is.
    """

    units: int
    matrix: int | None = None
    side: tuple[int, int] | None = None
    activation: str = ""
    norm: str = ""
    number: tuple[str, int] | None = None
