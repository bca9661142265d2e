"""What the doctor says of a run: a state, or a trouble with its evidence and what helps."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class State(enum.Enum):
    """How a run stands."""

    LEARNING = "learning"
    SETTLED = "settled"
    TROUBLE = "trouble"
    UNKNOWN = "unknown"


class Remedy(Struct, frozen=True):
    """Something to try. words: for a button; knobs: by path, what it turns. helped, tried: in how many measured runs
    from this trouble.
    """

    id: str
    words: str
    knobs: Mapping[str, Any]
    helped: int = 0
    tried: int = 0


class Finding(Struct, frozen=True):
    """One thing that is so. id: its name in files; since: the step from which on it is; title, evidence: for people,
    with numbers; confidence: from 0 to 1; remedies: the best first.
    """

    id: str
    state: State
    title: str
    since: int
    evidence: str
    confidence: float = 1.0
    remedies: tuple[Remedy, ...] = ()
