"""The rules of a duel, without a window: how verdicts become points, rounds and a match."""

from __future__ import annotations

import math

from msgspec import Struct

round_s = 60.0
rounds_of_match, wins_of_match = 3, 2
GENERATOR, DISCRIMINATOR, NOBODY = "generator", "discriminator", ""


def fooled(d_real: float, d_fake: float) -> float:
    """How far D takes fakes for real, from 0 to 1: its mean verdict on them, as a share of that on real ones.

    What D is ahead counts against a half at least: calling everything fake catches nobody.
    """
    if not (math.isfinite(d_real) and math.isfinite(d_fake)):
        return math.nan
    return 1.0 - max(0.0, d_real - d_fake) / max(d_real, 0.5)


class DuelRound(Struct):
    """A minute. G's points are the mean of `fooled` over it, in per cent; D has the rest of 100.

    left_s: still to be played. judged_s: how long there were verdicts; caught_s: for how long of that D was not half
    fooled.
    """

    left_s: float = round_s
    judged_s: float = 0.0
    caught_s: float = 0.0
    fooled_s: float = 0.0

    def pass_time(self, seconds: float, d_real: float, d_fake: float) -> None:
        """So long D said this."""
        seconds = min(seconds, self.left_s)
        self.left_s -= seconds
        share = fooled(d_real, d_fake)
        if math.isnan(share):
            return
        self.judged_s += seconds
        self.fooled_s += share * seconds
        if share < 0.5:
            self.caught_s += seconds

    @property
    def is_over(self) -> bool:
        return self.left_s <= 1e-6

    @property
    def points(self) -> tuple[int, int]:
        """G's and D's, together 100; half each where nothing was judged."""
        share = self.fooled_s / self.judged_s if self.judged_s else 0.5
        G = math.floor(100 * share + 0.5)
        return G, 100 - G

    @property
    def winner(self) -> str:
        """Who has more; nobody where both have as many."""
        return _ahead(*self.points)


class DuelMatch:
    """Best of three. played: the rounds that are over."""

    def __init__(self) -> None:
        self.played: list[DuelRound] = []

    @property
    def wins(self) -> tuple[int, int]:
        """Rounds that G has won, and D."""
        winners = [one.winner for one in self.played]
        return winners.count(GENERATOR), winners.count(DISCRIMINATOR)

    @property
    def is_over(self) -> bool:
        """Once somebody has two rounds, or three were played: a round that is a draw is nobody's."""
        return max(self.wins) >= wins_of_match or len(self.played) >= rounds_of_match

    @property
    def winner(self) -> str:
        """Of the match: by rounds; where they are even, by the points of all rounds."""
        totals = [sum(side) for side in zip(*(one.points for one in self.played), strict=True)] or [0, 0]
        return _ahead(*self.wins) or _ahead(totals[0], totals[1])


def _ahead(of_generator: int, of_discriminator: int) -> str:
    if of_generator == of_discriminator:
        return NOBODY
    return GENERATOR if of_generator > of_discriminator else DISCRIMINATOR
