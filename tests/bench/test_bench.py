"""The whole bench with tiny counts: every row is there and is a number. How fast anything is, no test asserts."""

from __future__ import annotations

import gc
import json
import math
import subprocess
from pathlib import Path
from typing import Any

import pytest
import torch

from gan_playground.bench import bench, run, start
from gan_playground.bench.counts import Counts
from gan_playground.bench.images import discriminator_module, generator_module, image_trainer, noisy_pictures
from gan_playground.bench.report import RatioRow
from gan_playground.errors import PlaygroundError

TINY = Counts(
    step_rounds=1,
    step_s=0.0,
    image_rounds=1,
    image_s=0.0,
    window_rounds=1,
    window_s=0.05,
    settle_s=0.05,
    start_rounds=1,
    clicks=1,
    frames_s=0.1,
    warm_up_s=0.05,
    memory_s=0.1,
)
ROWS = {
    "step.mlp-32",
    "step.mlp-128",
    "step.images",
    "start",
    "window.60",
    "window.30",
    "frames.p99",
    "frames.longest",
    "click.pause",
    "click.knob",
    "click.step",
    "memory",
    "plane.60",
    "plane.dots",
    "plane.looks",
}


@pytest.fixture
def nothing_is_compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The windows whose start is measured find what lies beside their sources: compiling all takes ten seconds."""
    run = subprocess.run

    def with_what_there_is(command: list[str], env: dict[str, str], **how: Any) -> subprocess.CompletedProcess[str]:
        return run(command, env={**env, "PYTHONPYCACHEPREFIX": ""}, **how)

    monkeypatch.setattr(start.subprocess, "run", with_what_there_is)


def test_the_table_has_every_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are measured but one, for which the program would be started four times."""
    monkeypatch.setattr(run, "start_row", lambda _counts, _tick: RatioRow("start", "how it starts", 1.0, "x", 1.5))
    assert_all_is_there(tmp_path, capsys)


@pytest.mark.slow
@pytest.mark.usefixtures("nothing_is_compiled_anew")
def test_every_row_of_the_table_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert_all_is_there(tmp_path, capsys)
    assert gc.isenabled()


def assert_all_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ratios.json"
    assert bench(path, TINY) == 0
    whole = json.loads(path.read_text(encoding="utf-8"))
    values = {row["id"]: row["value"] for row in whole["rows"]}
    assert set(values) == ROWS
    assert all(value is not None and math.isfinite(value) for value in values.values())
    assert all(values[name] > 0 for name in ROWS - {"memory", "click.pause"})
    printed = capsys.readouterr().out
    assert all(row["title"] in printed for row in whole["rows"])


@pytest.mark.slow
def test_both_sides_find_their_modules_compiled_when_their_start_is_measured() -> None:
    row = start.start_row(TINY, int)
    assert row.value > 0
    assert set(row.detail) == {f"{which}{clock}, s" for which in ("ours", "bare") for clock in ("", " by the clock")}


def test_a_place_that_cannot_be_written_is_told_before_anything_is_measured(tmp_path: Path) -> None:
    with pytest.raises(PlaygroundError, match="no folder"):
        bench(tmp_path / "nowhere" / "ratios.json", TINY)


def test_our_image_networks_are_those_that_everybody_writes() -> None:
    trainer = image_trainer(noisy_pictures(10))
    z = torch.randn(3, 100)
    images = trainer.generator.network.frozen(z)
    assert images.shape == (3, 32 * 32)
    cases = (
        (trainer.generator.network, generator_module(), z, z),
        (trainer.discriminator.network, discriminator_module(), images, images.view(3, 1, 32, 32)),
    )
    for network, module, ours, theirs in cases:
        with torch.no_grad():
            for parameter, value in zip(module.parameters(), network.values, strict=True):
                parameter.copy_(value)
            torch.testing.assert_close(network.frozen(ours), module(theirs).flatten(1), rtol=1e-4, atol=1e-5)


def test_image_networks_train() -> None:
    trainer = image_trainer(noisy_pictures(10))
    before = trainer.state()
    trainer.advance(2)
    after = trainer.state()
    assert trainer.diverged_at is None
    assert not torch.equal(before["generator.weights.0"], after["generator.weights.0"])
    assert not torch.equal(before["discriminator.weights.0"], after["discriminator.weights.0"])
