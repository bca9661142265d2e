"""Whose data is pointed at, in a formula or on a stage: all else of a stage is faint then."""

from __future__ import annotations

from typing import TypeAlias

Roles: TypeAlias = frozenset[str]
"""Of "real", "generated" and "discriminator"."""
NOBODY: Roles = frozenset()
OF_REAL: Roles = frozenset({"real"})
OF_FAKES: Roles = frozenset({"generated"})
OF_D: Roles = frozenset({"discriminator"})
OF_BOTH_PLAYERS: Roles = OF_FAKES | OF_D
SAMPLES: Roles = OF_REAL | OF_FAKES
faint_shade = 0.15


def is_lit(about: Roles, roles: Roles) -> bool:
    """Whether something that is about these is seen as usual while somebody points at those.

    Of both kinds of samples only the one that is meant, and over it D; where D alone is meant, all that it says.
    """
    if not roles:
        return True
    if roles & SAMPLES:
        return bool(about & roles) and about & SAMPLES <= roles
    return bool(about & roles)
