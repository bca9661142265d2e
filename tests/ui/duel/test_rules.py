"""The rules of a duel, against cases worked out by hand."""

from __future__ import annotations

import math

import pytest

from gan_playground.ui.duel.rules import DISCRIMINATOR, GENERATOR, NOBODY, DuelMatch, DuelRound, fooled


def played(share: float) -> DuelRound:
    """A whole round in which D was fooled so far."""
    one = DuelRound()
    one.pass_time(60.0, 1.0, share)
    return one


@pytest.mark.parametrize(
    ("d_real", "d_fake", "share"),
    [(0.8, 0.2, 0.25), (0.5, 0.5, 1.0), (0.4, 0.6, 1.0), (0.9, 0.0, 0.0), (0.0, 0.0, 1.0), (0.3, 0.0, 0.4)],
)
def test_d_is_fooled_as_far_as_it_says_of_fakes_what_it_says_of_real_ones(
    d_real: float, d_fake: float, share: float
) -> None:
    assert fooled(d_real, d_fake) == pytest.approx(share)


def test_points_are_the_mean_over_time() -> None:
    one = DuelRound()
    one.pass_time(15.0, 0.8, 0.2)  # a quarter, for 15 s
    one.pass_time(30.0, 0.6, 0.6)  # wholly, for 30 s
    assert not one.is_over
    one.pass_time(20.0, 0.9, 0.0)  # not at all, for the 15 s that are left
    # (15 x 0.25 + 30 x 1 + 15 x 0) / 60 = 0.5625
    assert one.points == (56, 44)
    assert one.winner == GENERATOR
    assert (one.left_s, one.judged_s, one.caught_s) == (0.0, 60.0, 30.0)
    assert one.is_over


def test_what_no_verdict_was_given_on_counts_for_nobody() -> None:
    one = DuelRound()
    one.pass_time(20.0, math.nan, 0.5)
    assert (one.points, one.left_s, one.winner) == ((50, 50), 40.0, NOBODY)
    one.pass_time(10.0, 0.5, 0.1)
    assert one.points == (20, 80)


@pytest.mark.parametrize(
    ("shares", "wins", "over", "winner"),
    [
        ([0.8], (1, 0), False, GENERATOR),
        ([0.8, 0.7], (2, 0), True, GENERATOR),
        ([0.8, 0.3, 0.2], (1, 2), True, DISCRIMINATOR),
        ([0.5, 0.3], (0, 1), False, DISCRIMINATOR),
        ([0.5, 0.5, 0.5], (0, 0), True, NOBODY),
        ([0.9, 0.5, 0.4], (1, 1), True, GENERATOR),  # 90 + 50 + 40 = 180 of 300
        ([0.6, 0.5, 0.4], (1, 1), True, NOBODY),  # 150 each
    ],
)
def test_best_of_three(shares: list[float], wins: tuple[int, int], over: bool, winner: str) -> None:
    match = DuelMatch()
    match.played = [played(share) for share in shares]
    assert (match.wins, match.is_over, match.winner) == (wins, over, winner)
