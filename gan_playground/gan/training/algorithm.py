"""Algorithm 1 of Goodfellow et al. (2014) in our words, as it is played here, and where in the program each line is."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.gan.training.turns import TURNS

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment


class AlgorithmLine(Struct, frozen=True, kw_only=True):
    """A line of the algorithm.

    words: the same in less and less room. measure: what is shown beside it, "m", or of the player "loss" or "norm" (of
    its gradient). parts: the parts of a turn, by their names, in which it is the present one. file, name: where in the
    program it is done.
    """

    id: str
    words: tuple[str, ...]
    says: str
    parts: tuple[str, ...]
    file: str
    name: str
    measure: str = ""

    @property
    def place(self) -> str:
        """As in "match.py, lines 48 to 61"."""
        first, last = lines_of(self.file, self.name)
        return f"{self.file}, lines {first} to {last}"


class AlgorithmTurn(Struct, frozen=True, kw_only=True):
    """What one player does in a step. updates: how often in a row; 0: it holds still. m: samples of an update."""

    player: str
    m: int
    title: str
    updates: int
    lines: tuple[AlgorithmLine, ...]


def algorithm_of(experiment: Experiment) -> tuple[AlgorithmTurn, ...]:
    """D's turn and G's, with the numbers of the knobs."""
    count, takes_noise = experiment.samples_of_an_update, experiment.reads("latent.kind")
    before = TURNS[experiment.turns].at_once
    D, G = experiment.discriminator.steps, experiment.generator.steps
    of_d, of_g = _of_discriminator(count, takes_noise), _of_generator(count, takes_noise, before)
    return (
        AlgorithmTurn(player="discriminator", m=count, title=_title("D", D), updates=D, lines=of_d),
        AlgorithmTurn(player="generator", m=count, title=_title("G", G), updates=G, lines=of_g),
    )


def _title(name: str, updates: int) -> str:
    if updates == 0:
        return f"{name} is held still"
    return f"{name}’s turn, k = {updates} time{'s' if updates > 1 else ''}"


def _of_discriminator(count: int, takes_noise: bool) -> tuple[AlgorithmLine, ...]:
    return (
        AlgorithmLine(
            id="discriminator.draw",
            words=("draw noises z and real x", "draw z and real x", "draw z, x") if takes_noise else ("draw real x",),
            says=f"Fresh samples, m = {count:,} of each kind",
            parts=("discriminator.draw", "discriminator.draw_real"),
            file="batches.py",
            name="Batches.real",
            measure="m",
        ),
        AlgorithmLine(
            id="discriminator.make",
            words=("G makes fakes of the noise", "G makes fakes") if takes_noise else ("G makes fakes",),
            says="G turns each z into a sample G(z), and is held still itself",
            parts=("discriminator.make",),
            file="match.py",
            name="Match._discriminator_loss",
        ),
        AlgorithmLine(
            id="discriminator.judge",
            words=("D judges both", "D judges"),
            says="D says of each sample how real it looks; how wrong that is, is its loss",
            parts=("discriminator.judge", "discriminator.loss"),
            file="game.py",
            name="Game.discriminator_loss",
            measure="loss",
        ),
        AlgorithmLine(
            id="discriminator.move",
            words=("D steps down its gradient", "D steps down", "D moves"),
            says="Every weight of D moves a little to where that loss is smaller; beside it, how long the gradient is",
            parts=("discriminator.gradient", "discriminator.move", "discriminator.look_ahead"),
            file="match.py",
            name="Match.discriminator_turn",
            measure="norm",
        ),
    )


def _of_generator(count: int, takes_noise: bool, before: bool) -> tuple[AlgorithmLine, ...]:
    judge = "D, as it was before, judges them" if before else "D judges them"
    lines = (
        AlgorithmLine(
            id="generator.draw",
            words=("draw new noises z", "draw new z"),
            says=f"Fresh noise again, m = {count:,}; G sees no real sample",
            parts=("generator.draw",),
            file="batches.py",
            name="Batches.latent",
            measure="m",
        ),
        AlgorithmLine(
            id="generator.make",
            words=("G makes fakes of the noise", "G makes fakes") if takes_noise else ("G makes fakes",),
            says="G turns each z into a sample G(z)",
            parts=("generator.make",),
            file="match.py",
            name="Match._generator_loss",
        ),
        AlgorithmLine(
            id="generator.judge",
            words=(judge, "D judges"),
            says="D, held still, says how real they look; how far that is from what G wants, is G’s loss",
            parts=("generator.foresee", "generator.judge"),
            file="game.py",
            name="Game.generator_loss",
            measure="loss",
        ),
        AlgorithmLine(
            id="generator.move",
            words=("G steps down its gradient", "G steps down", "G moves"),
            says="The gradient flows back through D, and every weight of G follows it a little; beside it, its length",
            parts=("generator.gradient", "generator.move", "generator.look_ahead"),
            file="match.py",
            name="Match.generator_turn",
            measure="norm",
        ),
    )
    return lines if takes_noise else lines[1:]


@cache
def lines_of(file: str, name: str) -> tuple[int, int]:
    """The first and the last line of a method, as in "Match.generator_turn", in a file beside this one."""
    body = ast.parse(Path(__file__).with_name(file).read_text(encoding="utf-8")).body
    for part in name.split("."):
        found = next(node for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == part)
        body = found.body
    return found.lineno, found.end_lineno or found.lineno
