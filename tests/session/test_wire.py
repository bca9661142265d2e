"""Every command and every event goes round as bytes, and nothing else can be made of them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, get_args

import msgspec
import numpy as np
import pytest
from msgspec import Struct, structs

from gan.runs import assert_same
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.ghost import ghost_of
from gan_playground.gan.observe.look import Look, Walk
from gan_playground.gan.observe.turn_observer import TurnObserver
from gan_playground.gan.runfile import saved_run
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session import commands, events
from gan_playground.session.commands import Berth, SessionCommand
from gan_playground.session.comparison.differences import comparison_of
from gan_playground.session.messages import DeviceInfo, Option, Outcome, Outcomes, RunInfo, SlowMotion
from gan_playground.session.state import DataReading, Expected, Report, RunState, after
from gan_playground.session.wire import EVENTS, decode, encode

small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})
start = commands.Start(Berth(3, "/kept/3"), small, 5, False, "/forger", "ring", {"a": 0.0}, Berth(4))

COMMANDS: list[SessionCommand] = [
    start,
    commands.ChooseDevice("cuda:0"),
    commands.Keep(b"png"),
    commands.Save(b"png", "/there.ganrun"),
    commands.Play(),
    commands.Pause(),
    commands.Hold(True),
    *(commands.MakeStep(kind) for kind in StepKind),
    commands.TrainDiscriminator(),
    commands.Cancel(),
    commands.BeginSlowMotion(),
    commands.NextPart(),
    commands.PartBack(),
    commands.PlayParts(2.0),
    commands.PlayParts(math.inf),
    commands.EndSlowMotion(True),
    commands.TurnKnobs({"batch_size": 8, "objective": "hinge", "data.sigma": 2.0, "shown": True}, run=2),
    commands.SetSpeed(math.inf),
    commands.SetSpeed(2.5),
    commands.LookAt(Look(None)),
    commands.LookAt(Look(frozenset({"heat", "dots"}), Box.around(0.0, 1.0, 2.0), 3, 4, 0.5, Walk(1, axis=2), 7, 1.5)),
    commands.Visit(7, run=1),
    commands.GoTo(7, 2),
    commands.StepBack(run=1),
    commands.SwitchBranch(1),
    commands.RemoveBranch(1),
    commands.BringBack(1),
    commands.RenameBranch(1, "mine"),
    commands.BookmarkHere(),
    commands.PutBookmark(0, 12, "here"),
    commands.MarkIssue(12, "mode-collapse", "Mode collapse", run=3),
    commands.WithdrawIssue(12, "mode-collapse", run=3),
    commands.SetBudget(256_000_000_000),
    commands.LookAhead((Option({"batch_size": 8}, "a batch of 8", "8"),), 300),
    commands.TakeOutcome(1),
    commands.EndLookAhead(),
    commands.Compare(Berth(9), {"batch_size": 8}, 3, None, start),
    commands.EndComparison(),
    commands.Swap(),
    commands.KeepB(),
    commands.Finish(),
]


@pytest.fixture(scope="module")
def trained() -> tuple[Trainer, Timeline]:
    trainer = Trainer(small, seed=2, run=6)
    past = Timeline(trainer)
    trainer.advance(70)
    trainer.observe()
    past.record(trainer)
    past.bookmark(trainer)
    return trainer, past


@pytest.fixture(scope="module")
def said(trained: tuple[Trainer, Timeline]) -> list[Any]:
    trainer, past = trained
    info, other = RunInfo.of(trainer), structs.replace(RunInfo.of(trainer), run=7, seed=9)
    outcome = Outcome(Option({}, "", ""), trainer.log.history, ("Mode collapse",), ghost_of(trainer.observe()))
    return [
        events.Arrival("mnist", 3, 10),
        events.BranchesRemoved("The branch was removed."),
        events.DevicesFound((DeviceInfo("cpu", "CPU"),)),
        events.Failure("It was refused.", True, "a traceback", 3, small, "mnist", True),
        events.FetchEnded(events.Failure("No connection.")),
        events.Fetched("mnist"),
        events.FrameWaits(),
        events.GaveWay({"batch_size": 8}),
        events.OutcomesChanged(None),
        events.OutcomesChanged(Outcomes(1, 5, 30, (outcome,), 0.5)),
        events.Remark("It is over."),
        events.StepForeseen(3, 12.5, True, {"generator.width": 16}, 0.5),
        events.Waits(True),
        RunState(),
        RunState(reading=DataReading("Reading 3 of 10 pictures", 0.3, after(Expected(), start))),
        RunState(slow_motion=SlowMotion(TurnObserver(Trainer(small)).next_part(), 2.0, goes_on=True)),
        RunState(9, 2, info, 70, True, comparison=comparison_of(info, other), timeline=past.summary(trainer)),
    ]


def alike(one: Any, other: Any) -> bool:
    """The same types with the same content, arrays to the last bit."""
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and one.dtype == other.dtype and np.array_equal(one, other, equal_nan=True)
    if isinstance(one, Struct):
        names = [field.name for field in structs.fields(one)]
        return type(one) is type(other) and all(alike(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, dict):
        return (
            isinstance(other, dict) and one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
        )
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and one == other


def test_every_command_goes_round() -> None:
    for command in COMMANDS:
        assert alike(decode(encode(command)), command), command
    assert {type(command) for command in COMMANDS} == {*get_args(SessionCommand)} - {commands.Open}


def test_every_event_goes_round(said: list[Any]) -> None:
    for event in said:
        assert alike(decode(encode(event)), event), event
    assert {type(event) for event in said} == {*EVENTS}


def test_a_report_goes_round_with_all_that_it_says(said: list[Any]) -> None:
    report = Report(said[-1], tuple(said[:-1]))
    assert alike(decode(encode(report)), report)
    assert alike(decode(encode(Report(None))), Report(None))


def test_a_run_travels_as_its_file_and_goes_on_bit_for_bit(trained: tuple[Trainer, Timeline]) -> None:
    trainer, past = trained
    command = commands.Open(Berth(8, "/kept"), saved_run(trainer, past, "ring"))
    came = decode(encode(command))
    assert came.berth == command.berth
    again, timeline = came.saved.open(8)
    again.advance(5)
    alone = Trainer(small, seed=2)
    alone.advance(75)
    assert_same(again.state(), alone.state())
    assert [mark.step for mark in timeline.bookmarks] == [70]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no message",
        msgspec.msgpack.encode(("Trainer", {})),
        msgspec.msgpack.encode(("Visit", {"step": "seven"})),
        msgspec.msgpack.encode(("OpenPacked", {"berth": {"run": 1}, "saved": b"no run"})),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(PlaygroundError):
        decode(content)


def test_an_array_of_objects_is_refused(said: list[Any]) -> None:
    """Which numpy would have to unpickle."""
    whole = encode(said[-1])
    assert b"<f8" in whole
    with pytest.raises(PlaygroundError):
        decode(whole.replace(b"<f8", b"|O8"))


def test_no_file_is_left_behind(
    trained: tuple[Trainer, Timeline], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    decode(encode(commands.Open(Berth(8), saved_run(*trained, "ring"))))
    assert list(tmp_path.iterdir()) == []
