"""How long a page takes to read, beside a stage on which something moves."""

from __future__ import annotations

from gan_playground.errors import PlaygroundError
from gan_playground.lessons.markup import plain

words_a_minute = 150
look_s = 6.0  # at what the words are about


def reading_s(text: str) -> float:
    """Seconds, the looking included."""
    return len(plain(text).split()) * 60 / words_a_minute + look_s


def check_speed(steps_per_second: float, ends: int, first_page: str) -> None:
    """Raise PlaygroundError where a lesson is over, by its step `ends`, before its first page is read."""
    if not ends:
        return
    needed_s = reading_s(first_page)
    if not steps_per_second or ends / steps_per_second < needed_s:
        most = int(ends / needed_s)
        raise PlaygroundError(
            f"its first page takes {needed_s:.0f} s to read, and step {ends:,} comes sooner: begin at a speed of at "
            f"most {most:,} steps a second."
        )
