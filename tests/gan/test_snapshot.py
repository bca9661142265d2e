"""Players that have learned, kept small: what comes back, what does not, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from gan.runs import make
from gan_playground.errors import PlaygroundError
from gan_playground.gan.runfile.pretrained import load_snapshot, save_snapshot
from gan_playground.lessons.catalogue import lessons

KNOBS: dict[str, dict[str, Any]] = {
    "plain": {},
    "average": {"stabilise__average_half_life": 50.0},
    "batch norm": {"generator__norm": "batch", "discriminator__norm": "batch"},
    "spectral": {"stabilise__spectral_norm": True},
}


@pytest.mark.parametrize("knobs", KNOBS.values(), ids=list(KNOBS))
def test_both_players_come_back_but_for_the_last_digits(knobs: dict[str, Any], tmp_path: Path) -> None:
    one, other = make(seed=1, **knobs), make(seed=2, **knobs)
    one.advance(40)
    save_snapshot(tmp_path / "one.npz", one)
    load_snapshot(tmp_path / "one.npz", other)
    G = one.generator.average or one.generator.network.values
    for ours, theirs in zip(G, other.generator.network.values, strict=True):
        torch.testing.assert_close(theirs, ours, rtol=1e-3, atol=1e-6)
    for ours, theirs in zip(one.discriminator.network.values, other.discriminator.network.values, strict=True):
        torch.testing.assert_close(theirs, ours, rtol=1e-3, atol=1e-6)
    if other.generator.average is not None:
        assert all(map(torch.equal, other.generator.average, other.generator.network.values))
    assert other.step == 40
    other.advance(5)
    assert other.observe().step == 45
    assert other.diverged_at is None


def test_other_networks_are_refused_and_stay_as_they_are(tmp_path: Path) -> None:
    save_snapshot(tmp_path / "one.npz", make())
    other = make(generator__width=16)
    before = other.state()
    with pytest.raises(PlaygroundError, match=r"one\.npz is of other networks"):
        load_snapshot(tmp_path / "one.npz", other)
    assert all(torch.equal(before[name], tensor) for name, tensor in other.state().items())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"\x93NUMPY"])
def test_a_damaged_file_is_a_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.npz").write_bytes(content)
    with pytest.raises(PlaygroundError, match=r"bad\.npz is not a snapshot"):
        load_snapshot(tmp_path / "bad.npz", make())


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    np.savez(tmp_path / "bad.npz", step=np.array([{"a": 1}], dtype=object))
    with pytest.raises(PlaygroundError, match=r"bad\.npz is not a snapshot"):
        load_snapshot(tmp_path / "bad.npz", make())


@pytest.mark.parametrize("name", [lesson.id for lesson in lessons().values() if lesson.snapshot.is_file()])
def test_the_players_that_ship_have_learned(name: str) -> None:
    """A good forger: half as far from the real pictures as one that begins, at the least; the files are small."""
    from gan_playground.gan.training.trainer import Trainer

    lesson = lessons()[name]
    fresh, learned = Trainer(lesson.experiment), Trainer(lesson.experiment)
    load_snapshot(lesson.snapshot, learned)
    before, after = (trainer.observe().metrics for trainer in (fresh, learned))
    assert after["frechet"].value < 0.15 * before["frechet"].value
    assert after["precision"].value > 0.5
    assert lesson.snapshot.stat().st_size < 2_500_000
