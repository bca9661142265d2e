"""What the training thread, the thread of the run files and the one that fetches have to say: each once, in order.

Where the run is, is no event: that is the RunState.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from typing import Self

from msgspec import Struct

from gan_playground.errors import NotDownloadedError, PlaygroundError, first_line
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.session.messages import DeviceInfo, Outcomes


class Failure(Struct, frozen=True):
    """A sentence for the window: what happened, what was kept, what to do.

    can_restart: a fresh start of the same run would help. details: the traceback, for whoever reports it. run: the
    run that could not start. kept: what a run goes on with that refused to be changed. download: the name of what
    has to be fetched first. cancelled: somebody wanted it so.
    """

    sentence: str
    can_restart: bool = False
    details: str = ""
    run: int | None = None
    kept: Experiment | None = None
    download: str = ""
    cancelled: bool = False

    @classmethod
    def of(cls, what: str, error: Exception, download: str = "") -> Self:
        """A person's own mistake explains itself; anything else is told with what we were about to do."""
        if isinstance(error, NotDownloadedError):
            return cls(error.sentence, download=error.name)
        if isinstance(error, PlaygroundError):
            return cls(str(error), download=download)
        if lacks_memory(error):
            advice = "Smaller networks, or a smaller batch, need less."
            return cls(f"{what}: there is not enough memory for it here. {advice}", download=download)
        details = "".join(traceback.format_exception(error))
        return cls(f"{what}: {first_line(error)}.", details=details, download=download)


def lacks_memory(error: Exception) -> bool:
    """Whether there was no room, on the processor or on another device; torch says so in words."""
    said = str(error).lower()
    return isinstance(error, MemoryError) or "out of memory" in said or "can't allocate memory" in said


class Arrival(Struct, frozen=True):
    """How much of a download is here."""

    name: str
    done_bytes: int
    total_bytes: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where it is still to begin, or all here and looked at."""
        return self.done_bytes / self.total_bytes if 0 < self.done_bytes < self.total_bytes else None


class FetchEnded(Struct, frozen=True):
    """The download under way has come to its end. failure: why it is not here; None where it is."""

    failure: Failure | None


class Fetched(Struct, frozen=True):
    """A download is on this computer now. name: its own."""

    name: str


class Remark(Struct, frozen=True):
    """A sentence for the window that needs no answer: how something ended that took a while.

    of_table: it says how a table was read, at which somebody may want to look.
    """

    sentence: str
    of_table: bool = False


class GaveWay(Struct, frozen=True):
    """Knobs that were switched off, by path, since they contradict one that was turned."""

    values: Mapping[str, object]


class StepForeseen(Struct, frozen=True):
    """How long one step of a run will take, in seconds: told where that is long, and once it is no longer so.

    lighter: knobs by path with which it would take `lighter_s`; none where it is not long.
    """

    run: int
    seconds: float
    is_long: bool = False
    lighter: Mapping[str, object] = {}
    lighter_s: float = 0.0


class Waits(Struct, frozen=True):
    """Whether what was ordered has waited for a while, since something long is in the middle of being done."""

    waits: bool


class OutcomesChanged(Struct, frozen=True):
    """What would come of each choice, as far as it is known; None: nothing is looked at any more."""

    outcomes: Outcomes | None


class BranchesRemoved(Struct, frozen=True):
    """What was removed from the past, as a sentence; it can be brought back."""

    sentence: str


class DevicesFound(Struct, frozen=True):
    """What torch can compute on here."""

    devices: tuple[DeviceInfo, ...]


class FrameWaits(Struct, frozen=True):
    """A frame lies in the mailbox, and somebody has looked for it already; at most one for each time they looked."""
