"""What the board of a duel says; without a window."""

from __future__ import annotations

from gan_playground.lessons.duel import Duel
from gan_playground.ui.duel.rules import DISCRIMINATOR, GENERATOR, DuelMatch, DuelRound, round_s, rounds_of_match

ONE_HAND = "Turn the dials with the mouse or a finger. Keys: **A D** and **W S**, or the arrows."
TWO_HANDS = "G: keys **A D**, or the dial θ₁. D: keys **← →**, or drag the edge; **↑ ↓** change the side that is real."


def names_of(duel: Duel) -> tuple[str, str]:
    """G's and D's, for whoever plays."""
    if len(duel.hands) > 1:
        return "G", "D"
    return ("You, G", "D") if GENERATOR in duel.hands else ("G", "You, D")


def rounds_line(match: DuelMatch, played: bool) -> str:
    """Which round it is, and how many each has won. played: it is over."""
    number = max(len(match.played) + (not played), 1)
    G, D = match.wins
    line = f"Round {min(number, rounds_of_match)} of {rounds_of_match}"
    return f"{line} · won {G} : {D}" if match.played else line


def keys_line(duel: Duel) -> str:
    return TWO_HANDS if len(duel.hands) > 1 else ONE_HAND


def told(match: DuelMatch, duel: Duel) -> str:
    """Who has won the round that is over, or the match, and what decided it."""
    names, last = dict(zip((GENERATOR, DISCRIMINATOR), names_of(duel), strict=True)), match.played[-1]
    what, winner = ("the match", match.winner) if match.is_over else ("this round", last.winner)
    return f"{_said(names, winner)} {what}. {_decided(last)}"


def _said(names: dict[str, str], winner: str) -> str:
    if not winner:
        return "Nobody wins"
    name = names[winner].split(",")[0]
    return "You win" if name == "You" else f"{name} wins"


def _decided(one: DuelRound) -> str:
    """How long D saw through it."""
    return f"D was less than half fooled for {round(one.caught_s)} of {round(round_s)} seconds."
