"""Who plays: where one player is held still, by its knobs or by a hand, there is no game to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.gan.timeline.steps import StepKind

if TYPE_CHECKING:
    from gan_playground.gan.doctor.course import RunRecord
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.timeline.steps import Moves, StepRange

least_rate = 2e-6  # what is slower moves nobody
together = 20
"""Steps: where both players are stepped by hand, so many of one of them in a row are still a game."""

movers = {StepKind.GENERATOR: "G", StepKind.DISCRIMINATOR: "D"}


def held_players(experiment: Experiment) -> list[str]:
    """Who is held still by its knobs."""
    players = {"G": experiment.generator, "D": experiment.discriminator}
    return [name for name, knobs in players.items() if not knobs.steps or knobs.learning_rate <= least_rate]


def why_held(names: list[str]) -> str:
    """As in "G is held still by its learning rate or its steps per turn"."""
    return " and ".join(f"{name} is held still by its learning rate or its steps per turn" for name in names)


def alone_by_hand(moves: Moves, step: int) -> StepRange | None:
    """The steps that one player was made to make alone, up to now; None where both play."""
    if not moves or moves[-1].last != step:
        return None
    last, before = moves[-1], moves[-2] if len(moves) > 1 else None
    in_turn = before is not None and before.last == last.first - 1 and last.last - last.first < together
    return None if in_turn else last


def one_sided(record: RunRecord) -> Finding | None:
    """What is so where not both players learn; None where they do."""
    held, alone = held_players(record.experiment), alone_by_hand(record.moves, record.step)
    learning = [name for name in movers.values() if name not in held]
    if alone is not None:  # a hand moves a player that its steps per turn would hold
        learning = [movers[alone.move]]
    if len(learning) == len(movers):
        return None
    title = f"Only {learning[0]} is learning" if learning else "Neither is learning"
    still = next(name for name in movers.values() if name not in learning)
    why = why_held(held) if alone is None else f"{still} has made no step since step {alone.first - 1:,}"
    since = 0 if alone is None else alone.first
    return Finding("one-sided", State.UNKNOWN, title, since, f"{why}: there is no game to judge until both learn.")
