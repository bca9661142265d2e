"""What there is to say about run files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gan_playground.session.events import Failure

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun
    from gan_playground.session.files.run_head import RunHead


@dataclass(frozen=True, slots=True)
class KeepDue:
    """The run is to be kept now; `Autosave.keep` does so, with a picture of the moment."""


@dataclass(frozen=True, slots=True)
class RunWritten:
    """Somebody wanted a run to be saved, and there it is."""

    path: str


@dataclass(frozen=True, slots=True)
class RunRead:
    """What the path holds that was asked for last."""

    run: SavedRun
    path: str


@dataclass(frozen=True, slots=True)
class RunUnread:
    """Why the path that was asked for last cannot be read."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class HeadRead:
    """What a path says of itself."""

    head: RunHead
    path: str


@dataclass(frozen=True, slots=True)
class CutOffFound:
    """The newest run that can be opened of those that a window left which was cut off."""

    run: SavedRun
    path: str
