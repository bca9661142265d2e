"""What one turn of the game consists of: its parts, in the order of Algorithm 1 of Goodfellow et al. (2014).

Each is a place at which a turn can be stopped and looked at. Nothing here loads torch.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.gan.experiment.parts import PlayerConfig
from gan_playground.gan.networks import GENERATORS
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.gan.training.optimizers import OPTIMIZERS

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment


class PartKind(Struct, frozen=True):
    """A part of a turn: what a person reads when it stands still there. player: whose update it belongs to."""

    id: str
    player: str
    title: str
    sentence: str


def _of_d(name: str, title: str, sentence: str) -> PartKind:
    return PartKind(f"discriminator.{name}", "discriminator", title, sentence)


def _of_g(name: str, title: str, sentence: str) -> PartKind:
    return PartKind(f"generator.{name}", "generator", title, sentence)


DRAW_BOTH = _of_d(
    "draw",
    "draw noise z and real x",
    "D’s turn begins with fresh samples: real ones, in orange, and noise for G to make others of.",
)
DRAW_REAL = _of_d(
    "draw_real", "draw real x", "D’s turn begins with fresh real samples, in orange. This G takes no noise."
)
MAKE_FOR_D = _of_d("make", "G makes samples", "G makes its samples, in blue. It is held still: this is D’s turn.")
JUDGE_BOTH = _of_d(
    "judge",
    "D judges both",
    "D says of every sample, orange or blue, how real it looks. It is not told which is which.",
)
LOSS_OF_D = _of_d("loss", "D’s loss", "Now D is told which were real. The loss is one number: how wrong D was.")
GRADIENT_OF_D = _of_d(
    "gradient",
    "D’s gradient flows back",
    "Back through D, the gradient tells every weight of D which way makes that loss smaller.",
)
MOVE_D = _of_d("move", "D moves", "All weights of D take one small step that way. G has not changed.")
LOOK_AHEAD_D = _of_d(
    "look_ahead",
    "D looks ahead",
    "D goes there only to look: it comes back, and then steps by the gradient that it found.",
)
DRAW = _of_g("draw", "draw new noise z", "G’s turn begins with fresh noise, of which it is to make something.")
MAKE = _of_g("make", "G makes samples", "G makes its samples, in blue. It sees no real one, now or ever.")
FORESEE = _of_g(
    "foresee", "D’s next steps are foreseen", "Before D judges, it is let a few steps ahead: G reckons with D’s answer."
)
JUDGE = _of_g("judge", "D judges them", "D, held still, says of every blue sample how real it looks.")
GRADIENT_OF_G = _of_g(
    "gradient",
    "G’s gradient flows back through D",
    "All that G hears is this: how much more real would D call you, a little further over there?",
)
MOVE_G = _of_g(
    "move", "G moves", "All weights of G take one small step, so that its samples go where they were pushed."
)
LOOK_AHEAD_G = _of_g(
    "look_ahead",
    "G looks ahead",
    "G goes there only to look: it comes back, and then steps by the gradient that it found.",
)

PARTS: dict[str, PartKind] = {
    part.id: part
    for part in (
        *(DRAW_BOTH, DRAW_REAL, MAKE_FOR_D, JUDGE_BOTH, LOSS_OF_D, GRADIENT_OF_D, MOVE_D, LOOK_AHEAD_D),
        *(DRAW, MAKE, FORESEE, JUDGE, GRADIENT_OF_G, MOVE_G, LOOK_AHEAD_G),
    )
}
"""All there are, by id."""


def parts_of(experiment: Experiment, move: StepKind = StepKind.BOTH) -> tuple[PartKind, ...]:
    """The parts of one turn with these knobs, in order."""
    return tuple(_BY_MOVE[move](experiment))


def _both(experiment: Experiment) -> Iterator[PartKind]:
    D, G = experiment.discriminator, experiment.generator
    if D.steps and _looks_ahead(D):
        yield from (*_update_of_d(experiment), LOOK_AHEAD_D)
    if G.steps and _looks_ahead(G):
        yield from (*_update_of_g(experiment), LOOK_AHEAD_G)
    for _ in range(D.steps):
        yield from _d_alone(experiment)
    for _ in range(G.steps):
        yield from _g_alone(experiment)


def _d_alone(experiment: Experiment) -> Iterator[PartKind]:
    yield from (*_update_of_d(experiment), MOVE_D)


def _g_alone(experiment: Experiment) -> Iterator[PartKind]:
    yield from (*_update_of_g(experiment), MOVE_G)


def _update_of_d(experiment: Experiment) -> tuple[PartKind, ...]:
    drawn = DRAW_BOTH if takes_noise(experiment) else DRAW_REAL
    return drawn, MAKE_FOR_D, JUDGE_BOTH, LOSS_OF_D, GRADIENT_OF_D


def _update_of_g(experiment: Experiment) -> tuple[PartKind, ...]:
    drawn = (DRAW,) if takes_noise(experiment) else ()
    foreseen = (FORESEE,) if experiment.stabilise.unroll else ()
    return *drawn, MAKE, *foreseen, JUDGE, GRADIENT_OF_G


def takes_noise(experiment: Experiment) -> bool:
    """Whether G makes anything of noise; where it does not, nobody sees it drawn."""
    return GENERATORS[experiment.generator.kind].takes_noise


def _looks_ahead(player: PlayerConfig) -> bool:
    return OPTIMIZERS[player.optimizer].make.looks_ahead


_BY_MOVE = {StepKind.BOTH: _both, StepKind.DISCRIMINATOR: _d_alone, StepKind.GENERATOR: _g_alone}
