"""The score of a branch in a run file: its tracks as tensors of 64 bits, and what is said of them in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
import numpy as np
import torch

from gan_playground.errors import PlaygroundError
from gan_playground.gan.observe.frame import Array
from gan_playground.gan.observe.history import Track
from gan_playground.gan.runfile.tensors import packed, unpacked
from gan_playground.gan.timeline.pulse_row import PULSE
from gan_playground.gan.timeline.score_log import KeptScore, ScoreLog
from gan_playground.gan.timeline.track_log import KeptTrack, most_points, recent_steps

Step = Annotated[int, msgspec.Meta(ge=0, le=10**15)]
PARTS = ("whole", "recent", "rest")
AXES = ("steps", "values")
usual_looks = ScoreLog().kept().looks
columns_of_before = 4
"""Of what is known of D after every step: V was not kept in the first files."""


class ScoreRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """strides: of each track, how many steps a point stands for. The rest is as in KeptScore."""

    strides: dict[str, Annotated[int, msgspec.Meta(ge=1, le=1 << 40)]]
    looks: tuple[str, ...]
    looked_at: Annotated[int, msgspec.Meta(ge=-1, le=10**15)]
    diverged_at: Step | None

    @classmethod
    def of(cls, score: KeptScore) -> ScoreRow:
        """What is said of a score."""
        strides = {name: track.stride for name, track in score.tracks.items()}
        return cls(strides, score.looks, score.looked_at, score.diverged_at)


def packed_score(score: KeptScore) -> bytes:
    """Every track of a score as a safetensors file."""
    arrays = {
        f"{name}.{part}.{axis}": getattr(getattr(track, part), axis)
        for name, track in score.tracks.items()
        for part in PARTS
        for axis in AXES
    }
    return packed({name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in arrays.items()})


def unpacked_score(member: bytearray, row: ScoreRow) -> KeptScore:
    """The score again; raises PlaygroundError where it is none."""
    arrays = {key: tensor.numpy() for key, tensor in unpacked(member).items()}
    columns = {"both": _columns_of_discriminator(arrays), "fake": (), "looks": (len(row.looks),)}
    columns["positions"] = (len(ScoreLog.of_positions),)
    if "pulses" in row.strides:  # which a score of before has none of
        columns["pulses"] = (len(PULSE),)
    wanted = {f"{track}.{part}.{axis}" for track in columns for part in PARTS for axis in AXES}
    fits = arrays.keys() == wanted and row.strides.keys() == columns.keys()
    if not fits or len({*row.looks}) < len(row.looks) or not {*usual_looks} <= {*row.looks}:
        raise PlaygroundError("its score does not hold what a score does.")
    tracks = {track: _track(arrays, track, row.strides[track], shape) for track, shape in columns.items()}
    return KeptScore(tracks, row.looks, row.looked_at, row.diverged_at)


def _columns_of_discriminator(arrays: Mapping[str, Array]) -> tuple[int, ...]:
    of_before = arrays["both.whole.values"].shape[1:] if "both.whole.values" in arrays else ()
    return of_before if of_before == (columns_of_before,) else (len(ScoreLog.of_discriminator),)


def _track(arrays: Mapping[str, Array], track: str, stride: int, columns: tuple[int, ...]) -> KeptTrack:
    parts = [Track(arrays[f"{track}.{part}.steps"], arrays[f"{track}.{part}.values"]) for part in PARTS]
    most = (most_points - 1, recent_steps, stride - 1)
    if not all(_is_track(part, columns) and len(part.steps) <= room for part, room in zip(parts, most, strict=True)):
        raise PlaygroundError("its score does not hold what a score does.")
    return KeptTrack(stride, *parts)


def _is_track(track: Track, columns: tuple[int, ...]) -> bool:
    """Steps (N,) that rise, and as many values (N, *columns), all of 64 bits."""
    steps, values = track.steps, track.values
    whole = steps.dtype == values.dtype == np.float64 and steps.ndim == 1 and values.shape == (len(steps), *columns)
    return bool(whole and np.isfinite(steps).all() and (np.diff(steps) > 0).all())
