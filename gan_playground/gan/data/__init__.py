"""The real distributions, one file a family.

The registry is loaded when somebody asks for it: the process that reads pictures does without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gan_playground.gan.data.distribution import Distribution as Distribution
    from gan_playground.gan.data.distribution import Family as Family
    from gan_playground.gan.data.families import FAMILIES as FAMILIES
    from gan_playground.gan.data.families import album_endings as album_endings
    from gan_playground.gan.data.families import kind_of_file as kind_of_file

_homes = {
    "Distribution": "distribution",
    "FAMILIES": "families",
    "Family": "distribution",
    "album_endings": "families",
    "kind_of_file": "families",
}


def __getattr__(name: str) -> Any:
    if name not in _homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_homes[name]}"), name)
    globals()[name] = value
    return value
