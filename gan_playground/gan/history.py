"""The score: every loss of every step, kept in bounded memory, at no cost inside the step."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from gan_playground.gan.frame import Array, History, Track
from gan_playground.gan.objectives import Objective

most_points = 1024
recent_steps = 512
flush_every = 64


class TrackLog:
    """One quantity over a run of any length: a thinned whole, and the recent past step by step.

    When the whole is full, neighbours are averaged in pairs, so a point stands for 1, 2, 4, ... steps.
    Arrays are replaced and never written to, so frames can share them.
    """

    def __init__(self, columns: tuple[int, ...] = ()) -> None:
        """`columns`: the shape of one value; several quantities of the same steps can be kept as one."""
        self.stride = 1
        self._whole = self._recent = self._rest = Track(np.empty(0), np.empty((0, *columns)))

    def extend(self, steps: Array, values: Array) -> None:
        """Append one value a step; (N,) and (N, *columns)."""
        new = Track(steps, values)
        self._recent = _last(_joined(self._recent, new), recent_steps)
        self._rest = _joined(self._rest, new)
        while len(self._rest.steps) >= self.stride:
            self._take_whole_points()
            if len(self._whole.steps) == most_points:
                self._whole = _averaged(self._whole, 2)
                self.stride *= 2

    def _take_whole_points(self) -> None:
        points = min(len(self._rest.steps) // self.stride, most_points - len(self._whole.steps))
        used = points * self.stride
        ready = Track(self._rest.steps[:used], self._rest.values[:used])
        self._rest = Track(self._rest.steps[used:], self._rest.values[used:])
        self._whole = _joined(self._whole, _averaged(ready, self.stride))

    @property
    def whole(self) -> Track:
        return self._whole

    @property
    def recent(self) -> Track:
        return self._recent


class ScoreLog:
    """Collects the logits that training computes anyway, and turns them into tracks now and then.

    Inside a step this costs an append; the arithmetic and the one copy from the device wait for `flush`.
    """

    of_discriminator = ("loss.discriminator", "d_real", "d_fake", "accuracy")

    def __init__(self) -> None:
        self._on_both, self._on_fake = TrackLog((len(self.of_discriminator),)), TrackLog()
        self._distance = TrackLog()
        self._discriminator: list[tuple[int, Tensor]] = []
        self._generator: list[tuple[int, Tensor]] = []
        self._looked_at = -1
        self.diverged_at: int | None = None

    def discriminator(self, step: int, logits: Tensor) -> None:
        """Logits (2, m, 1) on real and generated data, of the update that made `step`."""
        self._discriminator.append((step, logits))

    def generator(self, step: int, logits: Tensor) -> None:
        """Logits (m, 1) that the generator's samples got."""
        self._generator.append((step, logits))

    def distance(self, step: int, value: float) -> None:
        """The distance measured at `step`; looking again at the same step adds nothing."""
        if self._looked_at == step:
            return
        self._looked_at = step
        self._distance.extend(np.array([float(step)]), np.array([value]))

    @property
    def is_due(self) -> bool:
        return len(self._discriminator) >= flush_every or len(self._generator) >= flush_every

    def flush(self, objective: Objective) -> None:
        """Move what was collected into the tracks, and note the first step whose loss was not finite."""
        on_both, on_fake = self._discriminator, self._generator
        self.forget_pending()
        if on_both:
            steps, logits = _stacked(on_both)
            a, b = logits.unbind(1)  # (N, m) each
            right = ((a > 0).float() + (b < 0).float()) / 2
            samples = torch.stack((objective.discriminator(a, b), a.sigmoid(), b.sigmoid(), right), dim=1)
            self._add(self._on_both, steps, samples)
        if on_fake:
            steps, logits = _stacked(on_fake)
            self._add(self._on_fake, steps, objective.generator(logits))

    def forget_pending(self) -> None:
        """Let go of what was collected and not yet moved."""
        self._discriminator, self._generator = [], []

    def _add(self, track: TrackLog, steps: Array, samples: Tensor) -> None:
        """Samples (N, ..., m), of which their means are kept."""
        values = samples.mean(dim=-1).cpu().double().numpy()
        track.extend(steps, values)
        finite = np.isfinite(values)
        if not finite.all():
            first = int(np.flatnonzero(~finite.reshape(len(steps), -1).all(axis=1))[0])
            self.diverged_at = int(min(steps[first], self.diverged_at or math.inf))

    @property
    def history(self) -> History:
        both, fake, distance = self._on_both, self._on_fake, self._distance
        recent = self._by_name(both.recent, fake.recent, distance.recent)
        losses = both.recent.steps
        if len(losses) == recent_steps:  # nobody looks at every step, so as many looks reach further back
            recent["distance"] = _since(recent["distance"], losses[0])
        return History(self._by_name(both.whole, fake.whole, distance.whole), recent)

    def _by_name(self, on_both: Track, on_fake: Track, distance: Track) -> dict[str, Track]:
        columns = {name: Track(on_both.steps, on_both.values[:, i]) for i, name in enumerate(self.of_discriminator)}
        return {"loss.generator": on_fake, **columns, "distance": distance}


def _stacked(entries: list[tuple[int, Tensor]]) -> tuple[Array, Tensor]:
    """Steps (N,), and logits (N, ..., m) without their last axis of length 1."""
    steps = np.array([step for step, _ in entries], dtype=np.float64)
    return steps, torch.stack([logits for _, logits in entries]).squeeze(-1)


def _joined(a: Track, b: Track) -> Track:
    return Track(np.concatenate((a.steps, b.steps)), np.concatenate((a.values, b.values)))


def _last(track: Track, count: int) -> Track:
    return Track(track.steps[-count:], track.values[-count:])


def _since(track: Track, step: float) -> Track:
    first = int(np.searchsorted(track.steps, step))
    return Track(track.steps[first:], track.values[first:])


def _averaged(track: Track, stride: int) -> Track:
    """Every `stride` neighbours as one point, which stands at the last of them."""
    grouped = track.values.reshape(-1, stride, *track.values.shape[1:])
    return Track(track.steps[stride - 1 :: stride], grouped.mean(axis=1))
