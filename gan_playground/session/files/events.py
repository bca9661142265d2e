"""What there is to say about run files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.session.events import Failure

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.session.files.run_head import RunHead


class KeepDue(Struct, frozen=True):
    """The run is to be kept now; `Autosave.keep` does so, with a picture of the moment."""


class RunKept(Struct, frozen=True):
    """A run was kept by itself."""


class KeepFailed(Struct, frozen=True):
    """A run could not be kept by itself, and will be tried again. reason: why not, without a full stop."""

    reason: str


class RunWritten(Struct, frozen=True):
    """Somebody wanted a run to be saved, and there it is."""

    path: str


class RunRead(Struct, frozen=True):
    """What the path holds that was asked for last, and what it is to learn from now.

    told: what has changed of that; empty where nothing has. anew: the run on what is there now, where `run` has a copy
    of what was. lacks: what it cannot go on without, as a sentence; empty where it can.
    """

    run: SavedRun
    path: str
    told: str = ""
    anew: SavedRun | None = None
    lacks: str = ""


class RunUnread(Struct, frozen=True):
    """Why the path that was asked for last cannot be read."""

    failure: Failure


class HeadRead(Struct, frozen=True):
    """What a path says of itself."""

    head: RunHead
    path: str


class CutOffFound(Struct, frozen=True):
    """The newest run that can be opened of those that a window left which was cut off."""

    run: SavedRun
    path: str
