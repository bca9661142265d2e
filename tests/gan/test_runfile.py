"""A run that was kept goes on as if it had never stopped: in a process of its own, bit for bit."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from msgspec import structs
from msgspec.structs import replace
from safetensors.numpy import load_file
from torch import Tensor

from gan.runs import assert_same, make
from gan_playground.gan import runfile
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.runfile.pretrained import load_snapshot, save_snapshot
from gan_playground.gan.timeline.checkpoint import Checkpoint
from gan_playground.gan.timeline.score_log import ScoreLog
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training import threads
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson

KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "line": ("textbook-curve", {}),
    "two knobs": ("two-knobs", {}),
    "phase": ("tug-of-war", {}),
    "plane": ("ring-rescued", {"data.drift": 0.5}),
    "colours": ("palette", {}),
    "pictures": ("digits", {"discriminator.norm": "spectral", "stabilise.instance_noise": 0.2}),
    "convolutions": (
        "digits-conv",
        {"generator.norm": "batch", "stabilise.average_half_life": 300.0, "generator.width": 8},
    ),
}
GO_ON = """
import sys
from pathlib import Path
from safetensors.numpy import save_file
from gan_playground.gan import runfile
for path in Path(sys.argv[1]).glob("*.ganrun"):
    trainer = runfile.load(path)
    trainer.advance(10)
    state = {name: tensor.contiguous().numpy() for name, tensor in trainer.state().items()}
    save_file(state, path.with_suffix(".after"))
"""


def lived(kind: str) -> Trainer:
    """20 steps with three edits: one of the optimizer, one at once, one for later."""
    lesson, knobs = KINDS[kind]
    trainer = Trainer(load_lesson(lesson).experiment.with_knobs(knobs), seed=3, run=4)
    trainer.advance(8)
    trainer.apply(Edit("generator.optimizer", "rmsprop"))
    trainer.advance(4)
    trainer.step_discriminator()
    trainer.apply(Edit("discriminator.learning_rate", 2e-4), Edit("batch_size", 24, step=24))
    if kind == "two knobs":
        trainer.apply(Edit("generator.theta1", 10.0), Edit("generator.theta2", 1.1, step=25))
    trainer.advance(7)
    return trainer


@pytest.fixture(scope="module")
def gone_on(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Trainer], Path]:
    """Every kind of run, never stopped, at step 30, and the folder with what another process made of its file."""
    folder = tmp_path_factory.mktemp("runs")
    runs = {kind: lived(kind) for kind in KINDS}
    for kind, trainer in runs.items():
        runfile.save(folder / f"{kind}.ganrun", trainer)
        trainer.advance(10)
    subprocess.run([sys.executable, "-c", GO_ON, str(folder)], check=True, timeout=100)
    return runs, folder


@pytest.mark.parametrize("kind", KINDS)
def test_opened_elsewhere_it_goes_on_bit_for_bit(kind: str, gone_on: tuple[dict[str, Trainer], Path]) -> None:
    runs, folder = gone_on
    state = runs[kind].state()
    assert runs[kind].experiment.batch_size == 24  # the edit for later came after the file
    assert_same(state, {name: torch.from_numpy(array) for name, array in load_file(folder / f"{kind}.after").items()})


def test_all_that_a_trainer_knows_comes_back(tmp_path: Path) -> None:
    trainer = lived("line")
    runfile.save(tmp_path / "one.ganrun", trainer)
    opened = runfile.load(str(tmp_path / "one.ganrun"))
    assert (opened.seed, opened.experiment, opened.moves, opened.threads) == (
        trainer.seed,
        trainer.experiment,
        trainer.moves,
        trainer.threads,
    )
    assert [(edit.knob, edit.value, edit.step, edit.turn) for edit in opened.edits] == [
        (edit.knob, edit.value, edit.step, edit.turn) for edit in trainer.edits
    ]
    assert [(edit.knob, edit.value, edit.step) for edit in opened.pending] == [("batch_size", 24, 24)]
    assert_same_score(opened.log, trainer.log)
    for one in (trainer, opened):
        one.advance(100)
        one.flush()
    assert_same_score(opened.log, trainer.log)


def assert_same_score(ours: ScoreLog, theirs: ScoreLog) -> None:
    """Whole and recent, to the last bit."""
    for part in ("whole", "recent"):
        mine, others = getattr(ours.history, part), getattr(theirs.history, part)
        assert mine.keys() == others.keys()
        for name, track in mine.items():
            np.testing.assert_array_equal(track.steps, others[name].steps)
            np.testing.assert_array_equal(track.values, others[name].values)


def test_a_long_score_and_what_was_measured_come_back(tmp_path: Path) -> None:
    trainer = make(batch_size=2)
    trainer.advance(1500)
    trainer.observe()
    runfile.save(tmp_path / "long.ganrun", trainer)
    assert len(trainer.log.history.recent["loss.generator"].steps) == 512
    assert_same_score(runfile.load(tmp_path / "long.ganrun").log, trainer.log)


# Branches.


def branched(trainer: Trainer) -> Timeline:
    """Two branches, at steps 40 and 35: the second left the first at 20, with another optimizer."""
    trainer.apply(Edit("generator.learning_rate", 0.005, step=15))
    past = Timeline(trainer)
    for _ in range(4):
        trainer.advance(10)
        past.record(trainer)
    past.bookmark(trainer, "before")
    list(past.go_to(trainer, 20))
    past.apply(trainer, Edit("discriminator.optimizer", "sgd"))
    trainer.advance(15)
    past.issue(30, "oscillation", "They go round in circles")
    past.rename(1, "slower")
    return past


@pytest.fixture(params=[{}, {"stabilise__average_half_life": 50.0, "generator__norm": "batch"}], ids=["plain", "more"])
def whole(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Trainer, Timeline, Trainer, Timeline]:
    """A run with its past, and the same out of its file."""
    trainer = make(seed=5, **request.param)
    past = branched(trainer)
    runfile.save(tmp_path / "two.ganrun", runfile.saved_run(trainer, past, "ring", b"\x89PNG\r\n\x1a\nnot really"))
    return trainer, past, *runfile.read(tmp_path / "two.ganrun").open(run_id=9)


def test_it_opens_on_the_branch_that_was_lived(whole: tuple[Trainer, Timeline, Trainer, Timeline]) -> None:
    trainer, past, opened, its_past = whole
    assert (opened.step, its_past.branch.number, its_past.is_past, opened.run) == (35, 1, False, 9)
    ours, theirs = past.summary(trainer), its_past.summary(opened)
    assert (theirs.bookmarks, theirs.issues, theirs.kept_steps) == (ours.bookmarks, ours.issues, ours.kept_steps)
    assert theirs.used_bytes == sum(checkpoint.size_bytes for checkpoint in moments_of(its_past))
    for mine, others in zip(ours.branches, theirs.branches, strict=True):
        names = ("number", "name", "parent", "forked_at", "last_step", "changes")
        assert all(getattr(mine, name) == getattr(others, name) for name in names)
    assert {edit.run for edit in opened.edits} == {9}


def moments_of(past: Timeline) -> list[Checkpoint]:
    """All that a timeline keeps, starts and tips included."""
    found = [checkpoint for branch in past.branches for checkpoint in (branch.start, *branch.checkpoints, branch.tip)]
    return [checkpoint for checkpoint in found if checkpoint is not None]


def test_every_branch_goes_on_bit_for_bit(whole: tuple[Trainer, Timeline, Trainer, Timeline]) -> None:
    trainer, past, opened, its_past = whole
    for number in (1, 0):
        for one, timeline in ((trainer, past), (opened, its_past)):
            timeline.switch(one, number)
            one.advance(12)
        assert_same(trainer.state(), opened.state())


def test_its_past_can_be_scrubbed(whole: tuple[Trainer, Timeline, Trainer, Timeline]) -> None:
    trainer, past, opened, its_past = whole
    for step in (3, 20, 21, 33, 35, 0):
        list(past.go_to(trainer, step))
        list(its_past.go_to(opened, step))
        assert_same(trainer.state(), opened.state())
        assert opened.experiment == trainer.experiment


def test_a_branch_may_leave_it_anywhere(whole: tuple[Trainer, Timeline, Trainer, Timeline]) -> None:
    """What was planned when the run was there is still to come: the rate at step 15."""
    trainer, past, opened, its_past = whole
    for one, timeline in ((trainer, past), (opened, its_past)):
        list(timeline.go_to(one, 5))
        timeline.apply(one, Edit("batch_size", 7))
        one.advance(20)
    assert opened.experiment.generator.learning_rate == 0.005
    assert [branch.number for branch in its_past.branches] == [0, 1, 2]
    assert_same(trainer.state(), opened.state())


def test_a_run_that_began_with_players_that_had_learned(tmp_path: Path) -> None:
    """The seed does not make them again, so they are in the file."""
    learned, trainer = make(seed=1), make(seed=2)
    learned.advance(30)
    save_snapshot(tmp_path / "learned.npz", learned)
    load_snapshot(tmp_path / "learned.npz", trainer)
    past, began = Timeline(trainer), trainer.state()
    trainer.advance(10)
    runfile.save(tmp_path / "one.ganrun", runfile.saved_run(trainer, past))
    opened, its_past = runfile.read(tmp_path / "one.ganrun").open()
    list(its_past.go_to(opened, 0))
    assert opened.step == 30
    assert_same(opened.state(), began)


def test_saving_changes_nothing_and_the_saved_run_stays(tmp_path: Path) -> None:
    saved, alone = make(), make()
    run = runfile.saved_run(saved)
    saved.advance(30)
    runfile.save(tmp_path / "late.ganrun", run)
    assert runfile.load(tmp_path / "late.ganrun").step == 0
    alone.advance(30)
    assert_same(saved.state(), alone.state())


def test_a_diverged_run_is_kept_as_it_is(tmp_path: Path) -> None:
    trainer = make(generator__learning_rate=1.0, generator__optimizer="sgd", objective="wasserstein")
    trainer.generator.network.values[0].fill_(torch.nan)
    trainer.advance(2)
    trainer.flush()
    runfile.save(tmp_path / "bad.ganrun", trainer)
    opened = runfile.load(tmp_path / "bad.ganrun")
    assert opened.diverged_at == trainer.diverged_at == 1
    assert opened.generator.network.values[0].isnan().all()


# Where it stood.


def gone_back(tmp_path: Path, branch: int, step: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Trainer, Path]:
    """A run with a branch, saved while it stands at a step; of its past, the file has room for nothing else."""
    trainer = make()
    past = Timeline(trainer)
    for _ in range(8):
        trainer.advance(5)
        past.record(trainer)
    trainer.apply(Edit("batch_size", 16))
    trainer.advance(3)
    list(past.go_to(trainer, 20))
    past.apply(trainer, Edit("generator.learning_rate", 0.05))
    trainer.advance(10)
    trainer.apply(Edit("generator.optimizer", "sgd"))
    trainer.step_discriminator()
    trainer.advance(10)
    past.switch(trainer, branch)
    list(past.go_to(trainer, step))
    monkeypatch.setattr(runfile, "kept_bytes", 0)
    runfile.save(tmp_path / "then.ganrun", runfile.saved_run(trainer, past))
    return trainer, tmp_path / "then.ganrun"


@pytest.mark.parametrize(("branch", "step"), [(0, 33), (0, 40), (0, 0), (1, 37), (1, 20), (1, 13)])
def test_a_run_that_stood_in_its_past_opens_there(
    branch: int, step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer, path = gone_back(tmp_path, branch, step, monkeypatch)
    saved = runfile.read(path)
    assert (saved.here.step, saved.here.experiment) == (step, trainer.experiment)
    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "advance", lambda *_: pytest.fail("opening has trained"))
        opened, past = saved.open()
        alone = runfile.load(path)
    for one in (opened, alone):
        assert_same(one.state(), trainer.state())
        assert (one.step, one.experiment, one.moves) == (step, trainer.experiment, trainer.moves)
    assert (past.is_past, past.branch.number) == (True, branch)
    list(past.go_to(opened, 10**6))
    assert (opened.step, past.is_past) == (past.last_step(opened), False)


def test_who_goes_on_from_there_alone_does_not_live_the_future_that_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, path = gone_back(tmp_path, 0, 33, monkeypatch)
    alone, other = runfile.load(path), make()
    alone.advance(20)
    other.advance(53)
    assert_same(alone.state(), other.state())


def test_at_the_tip_nothing_is_said_of_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in files from before there was one."""
    trainer, path = gone_back(tmp_path, 1, 10**6, monkeypatch)
    assert b'"step":null' not in path.read_bytes()
    assert runfile.read(path).step is None
    assert runfile.load(path).step == trainer.step == 41


# How large.


def test_of_a_long_past_some_moments_are_kept_evenly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = make()
    past = Timeline(trainer)
    for _ in range(40):
        trainer.advance(2)
        past.record(trainer)
    monkeypatch.setattr(runfile, "kept_bytes", past.branch.checkpoints[0].size_bytes * 10)
    runfile.save(tmp_path / "one.ganrun", runfile.saved_run(trainer, past))
    opened, its_past = runfile.read(tmp_path / "one.ganrun").open()
    steps = np.array([checkpoint.step for checkpoint in its_past.branch.checkpoints])
    assert 8 <= len(steps) <= 10
    assert np.diff([0, *steps, 80]).max() <= 12
    its_past.show(opened, int(steps[3]))
    assert opened.step == steps[3]


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    run = runfile.saved_run(lived("line"))
    runfile.save(tmp_path / "one.ganrun", run)
    runfile.save(tmp_path / "two.ganrun", runfile.read(tmp_path / "one.ganrun"))
    assert (tmp_path / "one.ganrun").read_bytes() == (tmp_path / "two.ganrun").read_bytes()


def test_the_numbers_are_the_files_own_bytes(tmp_path: Path) -> None:
    """Nothing is copied: a file takes as much memory as it is long."""
    runfile.save(tmp_path / "one.ganrun", make())
    checkpoint = runfile.read(tmp_path / "one.ganrun").tip
    assert all(
        tensor.untyped_storage().data_ptr() == storage_of(checkpoint.numbers)
        for tensor in checkpoint.tensors().values()
    )
    checkpoint.numbers.fill_(1.0)
    assert all((tensor == 1.0).all() for tensor in checkpoint.tensors().values())


def storage_of(tensor: Tensor) -> int:
    return tensor.untyped_storage().data_ptr()


# Elsewhere.


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"torch": "1.0"}, "with PyTorch 1.0; here it goes on within rounding"),
        ({"processor": "abacus"}, r"on another kind of processor \(abacus\)"),
        ({"program": "0.0.1", "torch": "1.0"}, r"by version 0\.0\.1 of GAN Playground and with PyTorch 1\.0"),
        ({"threads": 4000}, "on 4000 threads, of which this computer has "),
        ({"device": "cuda"}, "on cuda; on cpu it goes on with other random numbers"),
    ],
)
def test_on_another_machine_it_opens_and_says_what_differs(change: dict[str, Any], words: str, tmp_path: Path) -> None:
    run = runfile.saved_run(make())
    runfile.save(tmp_path / "one.ganrun", replace(run, machine=structs.replace(run.machine, **change)))
    elsewhere = runfile.read(tmp_path / "one.ganrun")
    assert re.search(words, elsewhere.caveat()) if words else elsewhere.caveat() == ""
    trainer, _ = elsewhere.open()
    assert trainer.threads == min(change.get("threads", 1), threads.at_hand)
    trainer.advance(3)
    assert trainer.step == 3
