"""A turn that stands still, in the phase plane: what D says at the axis of the samples, and the pull at the dot."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt

from gan_playground.gan.observe.phase_part import PhasePart, Place
from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.gan.training.parts import FORESEE, JUDGE, JUDGE_BOTH, LOOK_AHEAD_D, LOOK_AHEAD_G, LOSS_OF_D, PARTS
from gan_playground.ui.plot.items.words_item import Words, WordsItem
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.stages.part_layer import DotsPartLayer, nowhere
from gan_playground.ui.stages.phase.move_item import MoveItem, PhaseMove, Pull, Ring
from gan_playground.ui.stages.phase.path_item import game_px
from gan_playground.ui.stages.phase.plot import PhasePlot
from gan_playground.ui.theme.wording import number, signed, verdict_words

Align = Qt.AlignmentFlag

judging, looking = (JUDGE_BOTH.id, LOSS_OF_D.id, JUDGE.id), (LOOK_AHEAD_D.id, LOOK_AHEAD_G.id)
names, roles = ("θ", "ψ"), ("generated", "discriminator")
pull_px, longest_pull_px = 80.0, 100.0  # of an arrow for a pull of 1; as long as its root, for weak ones to be seen
corner_px, line_px, verdict_px = (10, 30), 19, 17
near_edge = 0.45
"""From the middle to an edge of what is seen; beyond, words are written towards the middle."""


class PhasePartLayer(DotsPartLayer):
    """Samples lie on the line where ψ is 0; what is said of the move stands in the corner, where no other words are."""

    def __init__(self, figure: PhasePlot) -> None:
        super().__init__(figure.plane, figure.items_of("path", "force", "energy"))
        self._figure = figure
        self.move, self.verdicts, self.words = MoveItem(), WordsItem(), WordsItem(in_shares=True)
        figure.plane.add(self.move, self.verdicts, self.words)

    def show_part(self, part: TurnPart | None) -> None:
        super().show_part(part)
        self.verdicts.set_data([] if part is None else self._verdicts(part))
        if part is None or part.phase is None:
            self.move.set_data(None)
            self.words.set_data([])
            return
        own = int(PARTS[part.kind].player == "discriminator")
        self.move.set_data(_move(part.phase, own))
        about = 1 if part.kind == FORESEE.id else own
        self.words.set_data(_in_corner(_lines(part.phase, own, part.kind), roles[about]))

    def places(self, samples: Array, verdicts: Array | None) -> Array:
        return np.column_stack((samples[:, 0], np.zeros(len(samples))))

    def arrows(self, places: Array, pushes: Array) -> tuple[Array, Array]:
        return nowhere, nowhere  # G's own number is pushed as its sample is, and that is seen where the game stands

    def _verdicts(self, part: TurnPart) -> list[Words]:
        """What D says, above and below the line on which the samples lie, so that they are never on one another."""
        if part.kind not in judging:
            return []
        both = ((part.real, part.real_verdicts, "real", -1), (part.samples, part.verdicts, "generated", 1))
        return [
            self._verdict(float(samples[0, 0]), verdict_words(float(verdicts[0]), part.scores), role, side)
            for samples, verdicts, role, side in both
            if samples is not None and verdicts is not None
        ]

    def _verdict(self, place: float, says: str, role: str, side: int) -> Words:
        return Words(says, place, 0, self._align(place), role, dy=side * verdict_px, pill=True)

    def _align(self, place: float) -> Qt.AlignmentFlag:
        """So that words there have room."""
        left, right = self._figure.box.viewRange()[0]
        share = 2 * (place - left) / (right - left) - 1
        if abs(share) < near_edge:
            return Align.AlignHCenter
        return Align.AlignRight if share > 0 else Align.AlignLeft


def _move(phase: PhasePart, own: int) -> PhaseMove:
    rings = [Ring(phase.base, "muted")] if phase.base != phase.place else []
    if phase.judge is not None and own == 0 and phase.judge != phase.place[1]:
        rings.append(Ring(_at(phase.place, 1, phase.judge), "discriminator"))
    if phase.came_from is not None:
        rings.append(Ring(_at(phase.place, own, phase.came_from), roles[own]))
    return PhaseMove(phase.place, tuple(rings), _pull(phase, own))


def _pull(phase: PhasePart, own: int) -> Pull | None:
    """From the place at which it was felt, which in G's turn is that of the D that judges, or at which it moves."""
    if phase.pull is None:
        return None
    length = math.copysign(min(game_px + pull_px * math.sqrt(abs(phase.pull)), longest_pull_px), phase.pull)
    start = phase.place
    if phase.came_from is not None:
        start = _at(start, own, phase.came_from)
    elif own == 0 and phase.judge is not None:
        start = _at(start, 1, phase.judge)
    return Pull(start, _at((0.0, 0.0), own, length), roles[own])


def _at(place: Place, which: int, value: float) -> Place:
    """The same place with another theta or psi."""
    return (value, place[1]) if which == 0 else (place[0], value)


def _lines(phase: PhasePart, own: int, kind: str) -> list[str]:
    name, judge = names[own], phase.judge
    if kind == FORESEE.id:
        return [] if judge is None else [f"D is foreseen at ψ {number(judge)}"]
    if phase.came_from is not None:
        way = f"{name} {number(phase.came_from, 3)} → {number(phase.place[own], 3)}"
        return [f"only to look: {way}" if kind in looking else way]
    if phase.pull is None or phase.goes_to is None:
        return [] if phase.base == phase.place else ["the ring is where it steps from"]
    step = signed(phase.goes_to - phase.base[own], 3)
    lines = [f"{name} is pulled by {signed(phase.pull)}", f"and will move by {step}"]
    if own == 0 and judge != phase.place[1]:
        lines.insert(1, f"by D as it {'is foreseen' if phase.is_foreseen else 'was'}")
    return lines


def _in_corner(lines: Sequence[str], role: str) -> list[Words]:
    """Left below, over the row in which the axis is named."""
    across, up = corner_px
    return [
        Words(line, 0, 1, Align.AlignLeft, role, across, -up - row * line_px, bold=row == len(lines) - 1, pill=True)
        for row, line in enumerate(reversed(lines))
    ]
