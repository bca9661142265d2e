"""What every fuzz of files does: damage bytes, and say in a word or two what came of it."""

from __future__ import annotations

import re
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

from gan_playground.errors import PlaygroundError


def damaged(content: bytes, place: int, random: Random) -> bytes:
    """The bytes with some of them changed, from a place on."""
    length = random.choice((1, 1, 4, 16, 256))
    noise = random.randbytes(length)
    before, after = content[:place], content[place:]
    return random.choice(
        (
            before + noise + after[length:],
            before + bytes(length) + after[length:],
            before + after[length:],
            before + noise + after,
            before + after[:length] + after,
            before,
            before + bytes((after[0] ^ 1 << random.randrange(8),)) + after[1:] if after else before,
        )
    )


def is_sentence(error: PlaygroundError) -> bool:
    """Whether a refusal is what a user may read."""
    return re.fullmatch(r"\S.*[.?]", str(error)) is not None


class NoEndError(BaseException):
    """A case does not come to an end. No Exception, for nobody is to take it for damage in a file."""


def attempt(act: Callable[[], str], longest_s: int) -> str:
    """What came of it, an exception and a hang included: so many seconds of the processor, or ten times that in all."""
    for number in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(number, _give_up)
    signal.setitimer(signal.ITIMER_PROF, longest_s)
    signal.alarm(10 * longest_s)
    try:
        return act()
    except (Exception, NoEndError) as error:  # noqa: BLE001 - exactly what is looked for
        traceback.print_exc()
        return f"failed: {type(error).__name__}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)


def _give_up(*_: object) -> None:
    raise NoEndError


def went_wrong(came: str) -> bool:
    """Whether it is neither the content nor a sentence."""
    return came.startswith(("failed", "no ", "the wrong"))


def most_kilobytes() -> int:
    """The most memory that this process has had; where Linux tells, without that of whoever started it."""
    own = Path("/proc/self/status")
    if own.exists():
        return next(int(line.split()[1]) for line in own.read_text().splitlines() if line.startswith("VmHWM:"))
    import resource  # which not every system has

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
