"""A turn that stands still in a window, and ways on."""

from __future__ import annotations

from collections.abc import Callable

from gan_playground.gan.observe.turn_part import TurnPart
from watched import Opener, Watched

PARTS_OF_A_TURN = 11


def slowly(opened: Opener, lesson: str) -> Watched:
    """A window in which a turn stands still at its first part."""
    watched = opened("--lesson", lesson)
    watched.pause()
    stand_still(watched)
    return watched


def stand_still(watched: Watched) -> None:
    watched.click("slowMotionButton")
    watched.until(lambda: watched.window.slow_motion.is_on)


def go_to(watched: Watched, kind: str) -> TurnPart:
    """Press on until this part."""
    for _ in range(3 * PARTS_OF_A_TURN):
        part = part_of(watched)
        if part.kind == kind:
            return part
        press(watched, watched.window.slow_motion.card.next_button.click)
    raise AssertionError(f"{kind} never came")


def press(watched: Watched, act: Callable[[], object]) -> None:
    """Do this, which leads to another part, and wait until it is seen."""
    before = part_of(watched)
    act()
    watched.until(lambda: part_of(watched) is not before)


def part_of(watched: Watched) -> TurnPart:
    slow_motion = watched.window.session.state.slow_motion
    assert slow_motion is not None
    return slow_motion.part


def end(watched: Watched) -> None:
    """Leave the window as it was."""
    watched.window.session.end_slow_motion()
    watched.settle()
