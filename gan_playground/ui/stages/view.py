"""How a stage is looked at, whatever run it shows: what two stages side by side have in common."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class View(Struct, frozen=True):
    """visible: layers that are shown. opacities: how strongly, by layer, where that can be changed.

    own: what only this kind of stage knows: which way its cube is turned, which dot is followed.
    """

    visible: frozenset[str]
    opacities: Mapping[str, float]
    own: object = None
