"""The score: every loss of every step, kept in bounded memory, at no cost inside the step."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from msgspec import Struct
from msgspec.structs import astuple
from torch import Tensor

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Array
from gan_playground.gan.observe.history import History, Track
from gan_playground.gan.timeline.pulse_row import PULSE, PulseRow
from gan_playground.gan.timeline.track_log import KeptTrack, TrackLog, last_of_each, recent_steps
from gan_playground.gan.training.objectives import Objective, share_right

flush_every = 64
scored_by = ("objective", "batch_size", "stabilise.label_smoothing")
"""The knobs that decide how many logits a step leaves, and what they come to."""


class KeptScore(Struct, frozen=True, eq=False):
    """All of a score that was flushed, to be kept. tracks: by name. looks: what was measured, in order of columns."""

    tracks: Mapping[str, KeptTrack]
    looks: tuple[str, ...]
    looked_at: int
    diverged_at: int | None


class ScoreLog:
    """Collects the logits that training computes anyway, and turns them into tracks now and then.

    Inside a step this costs an append; the arithmetic and the one copy from the device wait for `flush`.
    """

    of_discriminator = ("loss.discriminator", "d_real", "d_fake", "accuracy", "value")
    of_positions = ("theta", "psi", "radius")

    def __init__(self) -> None:
        self._on_both, self._on_fake = TrackLog((len(self.of_discriminator),)), TrackLog()
        self._positions = TrackLog((len(self.of_positions),), last_of_each)
        self._of_looks: tuple[str, ...] = ("distance", "gradient.generator", "gradient.discriminator")
        self._looks, self._pulses = TrackLog((len(self._of_looks),)), TrackLog((len(PULSE),))
        self.forget_pending()
        self._looked_at = -1
        self.diverged_at: int | None = None

    def discriminator(self, step: int, logits: Tensor) -> None:
        """Logits (2, m, 1) on real and generated data, of the update that made `step`."""
        self._discriminator.append((step, logits))

    def generator(self, step: int, on_real: Tensor, on_fake: Tensor) -> None:
        """Logits (m, 1) each that G's loss was made of; on_real may be anything where the objective reads it not."""
        self._generator.append((step, on_real, on_fake))

    def position(self, step: int, position: Tensor) -> None:
        """Where a game of two numbers is after this step: theta and psi (2,)."""
        self._position.append((step, position))

    def look(self, step: int, values: Mapping[str, float]) -> None:
        """What was measured at `step`; looking again at the same step adds nothing.

        What is not measured every time is not a number in between.
        """
        if self._looked_at == step:
            return
        self._looked_at = step
        if new := tuple(name for name in values if name not in self._of_looks):
            self._looks = self._looks.with_columns(len(new))
            self._of_looks += new
        row = [values.get(name, math.nan) for name in self._of_looks]
        self._looks.extend(np.array([float(step)]), np.array([row]))

    def pulse(self, step: int, row: PulseRow) -> None:
        """What the run measured of itself at `step`."""
        self._pulses.extend(np.array([float(step)]), np.array([astuple(row)]))

    @property
    def pulses(self) -> Track:
        """The recent ones: steps (N,), values (N, as many as PULSE has names)."""
        return self._pulses.recent

    def until(self, step: int) -> ScoreLog:
        """The score as it was at a step; what was not flushed yet is not in it."""
        cut = ScoreLog()
        cut._on_both, cut._on_fake = self._on_both.until(step), self._on_fake.until(step)
        cut._positions, cut._looks, cut._of_looks = self._positions.until(step), self._looks.until(step), self._of_looks
        cut._pulses = self._pulses.until(step)
        cut._looked_at = min(self._looked_at, step)
        cut.diverged_at = self.diverged_at if self.diverged_at is not None and self.diverged_at <= step else None
        return cut

    def kept(self) -> KeptScore:
        """All of it but what was not flushed yet."""
        logs = {"both": self._on_both, "fake": self._on_fake, "looks": self._looks, "positions": self._positions}
        logs["pulses"] = self._pulses
        tracks = {name: log.kept() for name, log in logs.items()}
        return KeptScore(tracks, self._of_looks, self._looked_at, self.diverged_at)

    @classmethod
    def of(cls, kept: KeptScore) -> ScoreLog:
        """Go on from there; the last columns of what was kept before there were so many are not numbers."""
        log = cls()
        thinned = {"positions": last_of_each}
        tracks = {name: TrackLog.of(track, thinned.get(name)) for name, track in kept.tracks.items()}
        unknown = len(cls.of_discriminator) - kept.tracks["both"].whole.values.shape[1]
        log._on_both, log._on_fake = tracks["both"].with_columns(unknown), tracks["fake"]
        log._looks, log._positions = tracks["looks"], tracks["positions"]
        log._pulses = tracks.get("pulses", log._pulses)  # which a score of before has none of
        log._of_looks, log._looked_at, log.diverged_at = kept.looks, kept.looked_at, kept.diverged_at
        return log

    @property
    def is_due(self) -> bool:
        return len(self._discriminator) >= flush_every or len(self._generator) >= flush_every

    def flush(self, objective: Objective, smoothing: float) -> None:
        """Move what was collected into the tracks, and note the first step whose loss was not finite."""
        on_both, on_fake, positions = self._discriminator, self._generator, self._position
        self.forget_pending()
        if on_both:
            a, b = _stacked([logits for _, logits in on_both]).unbind(1)  # (N, m) each
            says = objective.verdict(a, a, b), objective.verdict(b, a, b)
            losses = objective.of_discriminator(a, b, smoothing)
            samples = torch.stack((losses, *says, share_right(*says), objective.value(a, b)), dim=1)
            self._add(self._on_both, _steps(on_both), samples.mean(dim=-1))
        if on_fake:
            a, b = _stacked([a for _, a, _ in on_fake]), _stacked([b for _, _, b in on_fake])
            self._add(self._on_fake, _steps(on_fake), objective.generator(a, b).mean(dim=-1))
        if positions:
            places = torch.stack([position for _, position in positions])  # (N, 2)
            self._add(self._positions, _steps(positions), torch.cat((places, places.norm(dim=1, keepdim=True)), 1))

    def forget_pending(self) -> None:
        """Let go of what was collected and not yet moved."""
        self._discriminator: list[tuple[int, Tensor]] = []
        self._generator: list[tuple[int, Tensor, Tensor]] = []
        self._position: list[tuple[int, Tensor]] = []

    def _add(self, track: TrackLog, steps: Array, means: Tensor) -> None:
        """One value, or row of values, a step: (N,) or (N, columns)."""
        values = means.cpu().double().numpy()
        track.extend(steps, values)
        finite = np.isfinite(values)
        if not finite.all():
            first = int(np.flatnonzero(~finite.reshape(len(steps), -1).all(axis=1))[0])
            self.diverged_at = int(min(steps[first], self.diverged_at or math.inf))

    @property
    def history(self) -> History:
        logs = (self._on_both, self._looks, self._positions)
        recent = self._by_name(self._on_fake.recent, *(log.recent for log in logs))
        losses = self._on_both.recent.steps
        if len(losses) == recent_steps:  # nobody looks at every step, so as many looks reach further back
            recent |= {name: _since(recent[name], losses[0]) for name in self._of_looks}
        return History(self._by_name(self._on_fake.whole, *(log.whole for log in logs)), recent)

    @property
    def positions(self) -> Track:
        """Theta, psi and radius (N, 3) of a game of two numbers: of every recent step, and of fewer before them."""
        whole, recent = self._positions.whole, self._positions.recent
        older = len(whole.steps) if not len(recent.steps) else int(np.searchsorted(whole.steps, recent.steps[0]))
        steps = np.concatenate((whole.steps[:older], recent.steps))
        return Track(steps, np.concatenate((whole.values[:older], recent.values)))

    def _by_name(self, on_fake: Track, *tables: Track) -> dict[str, Track]:
        columns = {"loss.generator": on_fake}
        names = (self.of_discriminator, self._of_looks, self.of_positions)
        for table, own, of_turns in zip(tables, names, (1, 0, 0), strict=True):
            stride = table.stride * of_turns
            columns |= {name: Track(table.steps, table.values[:, i], stride) for i, name in enumerate(own)}
        return columns


def is_scored_alike(experiment: Experiment, other: Experiment) -> bool:
    """Whether what was collected of one of them can be moved into the tracks with what comes of the other."""
    return all(experiment.knob(path) == other.knob(path) for path in scored_by)


def _steps(entries: Sequence[tuple[Any, ...]]) -> Array:
    return np.array([entry[0] for entry in entries], dtype=np.float64)


def _stacked(logits: list[Tensor]) -> Tensor:
    """Logits of N steps, without their last axis of length 1."""
    return torch.stack(logits).squeeze(-1)


def _since(track: Track, step: float) -> Track:
    first = int(np.searchsorted(track.steps, step))
    return Track(track.steps[first:], track.values[first:])
