"""The session with its real thread and no window: runs, edits, failures, and the one way out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
import torch
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.experiment.rules import DIRAC_GAN
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.gan.training import devices
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.commands import TurnKnobs
from gan_playground.session.events import FrameWaits, GaveWay
from gan_playground.session.messages import RunInfo
from gan_playground.session.session import Session
from listener import Listener

small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})


class RunListener(Listener):
    """Everything a session said."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        super().__init__(session, qtbot)
        self.runs: list[RunInfo] = []
        session.run_started.connect(self.runs.append)


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[RunListener]:
    session = Session()
    listener = RunListener(session, qtbot)
    session.open()
    yield listener
    session.close()


def test_closing_is_harmless_before_opening_while_loading_and_twice(qtbot: QtBot) -> None:
    session = Session()
    session.close()
    session.open()
    session.close()
    session.close()
    assert not session._thread.isRunning()


def test_steps_by_hand_give_the_weights_of_a_run_without_a_window(heard: RunListener) -> None:
    heard.session.start(small, seed=3, playing=False)
    heard.until(lambda: heard.frames)
    for move in (StepKind.BOTH, StepKind.DISCRIMINATOR, StepKind.GENERATOR, StepKind.BOTH):
        heard.session.move(move)
    heard.until(lambda: heard.frames[-1].step == 4)
    alone = Trainer(small, seed=3)
    alone.advance()
    alone.step_discriminator()
    alone.step_generator()
    alone.advance()
    for ours, theirs in zip(alone.state().values(), heard.trainer.state().values(), strict=True):
        assert torch.equal(ours, theirs)


def test_a_run_in_the_thread_is_bitwise_the_run_without_it_with_edits_and_any_pace(heard: RunListener) -> None:
    heard.session.start(small, seed=1)
    heard.until(lambda: heard.frames and heard.frames[-1].step > 20)
    heard.session.turn({"generator.learning_rate": 0.02})
    heard.session.set_speed(float("inf"))
    heard.until(lambda: heard.frames[-1].step > 300)
    heard.session.turn({"objective": "minimax"})
    heard.until(lambda: len(heard.frames[-1].edits) == 2 and heard.frames[-1].step > 600)
    heard.session.pause()
    heard.rest()
    in_thread = heard.trainer
    alone = Trainer(small, seed=1)
    for edit in in_thread.edits:
        alone.apply(Edit(edit.knob, edit.value, edit.step))
    alone.advance(in_thread.step)
    for ours, theirs in zip(alone.state().values(), in_thread.state().values(), strict=True):
        assert torch.equal(ours, theirs)


def test_an_edit_of_a_run_that_has_ended_is_dropped(heard: RunListener) -> None:
    heard.session.start(small, seed=0, playing=False)
    heard.until(lambda: heard.frames)
    heard.session.send(TurnKnobs({"batch_size": 7}, run=heard.runs[-1].run + 1))
    heard.session.move(StepKind.BOTH)
    heard.until(lambda: heard.frames[-1].step == 1)
    assert heard.trainer.experiment.batch_size == 32


def test_a_run_that_cannot_start_leaves_the_old_one_training(heard: RunListener) -> None:
    heard.session.start(small, seed=0)
    heard.until(lambda: heard.frames)
    heard.session.start(small.with_knobs({"data.kind": "column", "data.path": "/no/such.csv"}), seed=0)
    heard.until(lambda: heard.failures)
    assert "/no/such.csv" in heard.failures[0].sentence
    step = heard.frames[-1].step
    heard.until(lambda: heard.frames[-1].step > step + 10)
    assert len(heard.runs) == 1


@pytest.fixture
def broken_gpu(monkeypatch: pytest.MonkeyPatch) -> str:
    """A device that torch lists and cannot compute on."""
    if torch.cuda.is_available():
        pytest.skip("this machine has such a device, and it works")
    listed = [devices.Device("cpu", "CPU"), devices.Device("cuda:0", "Broken GPU")]
    monkeypatch.setattr(devices, "devices", lambda: listed)
    return "cuda:0"


def test_a_device_that_fails_at_the_start_is_told_and_the_run_is_on_the_cpu(
    heard: RunListener, broken_gpu: str
) -> None:
    heard.session.choose_device(broken_gpu)
    heard.session.start(small, seed=0)
    heard.until(lambda: heard.frames and heard.frames[-1].step > 5)
    assert heard.runs[-1].device == "cpu"
    assert broken_gpu in heard.failures[-1].sentence


def test_moving_to_a_device_that_fails_keeps_the_run_where_it_is(heard: RunListener, broken_gpu: str) -> None:
    heard.session.start(small, seed=0, playing=False)
    heard.until(lambda: heard.frames)
    heard.session.move(StepKind.BOTH)
    heard.until(lambda: heard.frames[-1].step == 1)
    heard.session.choose_device(broken_gpu)
    heard.until(lambda: heard.failures)
    assert heard.runs[-1].device == "cpu"
    assert heard.trainer.step == 1
    heard.session.move(StepKind.BOTH)
    heard.until(lambda: heard.frames[-1].step == 2)


def test_moving_keeps_weights_score_and_edits(heard: RunListener) -> None:
    heard.session.start(small, seed=0, playing=False)
    heard.until(lambda: heard.frames)
    heard.session.turn({"batch_size": 16})
    heard.session.move(StepKind.BOTH)
    heard.until(lambda: heard.frames[-1].step == 1)
    before = heard.trainer.state()
    heard.session.choose_device("cpu")
    heard.until(lambda: len(heard.runs) == 2)
    for old, new in zip(before.values(), heard.trainer.state().values(), strict=True):
        assert torch.equal(old, new)
    assert [edit.value for edit in heard.frames[-1].edits] == [16]


def ordered_and_stopped(heard: RunListener, **knobs: object) -> None:
    heard.session.start(small.with_knobs(knobs), seed=0, playing=False)
    heard.until(lambda: heard.frames)


TOGETHER = {"objective": "wasserstein", "penalty.wgan_gp": 10.0, "discriminator.steps": 5}


def test_what_is_turned_together_takes_effect_at_one_step(heard: RunListener) -> None:
    heard.session.start(small, seed=0)
    heard.until(lambda: heard.frames and heard.frames[-1].step > 20)
    heard.session.turn(TOGETHER)
    heard.until(lambda: heard.frames[-1].edits)
    edits = heard.frames[-1].edits
    assert {edit.knob: edit.value for edit in edits} == TOGETHER
    assert len({edit.step for edit in edits}) == 1
    assert heard.session.experiment == small.with_knobs(TOGETHER)
    heard.session.pause()
    heard.rest()
    assert heard.trainer.experiment == heard.session.experiment
    alone = Trainer(small, seed=0)
    alone.apply(*(Edit(edit.knob, edit.value, edit.step) for edit in edits))
    alone.advance(heard.trainer.step)
    for ours, theirs in zip(alone.state().values(), heard.trainer.state().values(), strict=True):
        assert torch.equal(ours, theirs)


def test_what_only_fits_together_can_be_turned_together(heard: RunListener) -> None:
    """From smoothed labels to an objective that has none, in one turn that names both."""
    ordered_and_stopped(heard, **{"stabilise.label_smoothing": 0.2})
    gave_way: list[object] = []
    heard.session.hear(GaveWay, lambda event: gave_way.append(event.values))
    heard.session.turn({"objective": "hinge", "stabilise.label_smoothing": 0.0})
    heard.until(lambda: len(heard.frames[-1].edits) == 2)
    assert heard.failures == []
    assert gave_way == []
    assert heard.trainer.experiment.objective == "hinge"


def test_of_what_is_refused_nothing_is_turned(heard: RunListener) -> None:
    ordered_and_stopped(heard)
    told: list[Experiment] = []
    heard.session.experiment_changed.connect(told.append)
    heard.session.turn({"batch_size": 16, "objective": "wasserstein", "stabilise.label_smoothing": 0.1})
    assert "stabilise.label_smoothing" in heard.failures[-1].sentence
    assert heard.session.experiment == small
    assert told == [small], "so that the controls go back"
    heard.session.move(StepKind.BOTH)
    heard.until(lambda: heard.frames[-1].step == 1)
    assert heard.frames[-1].edits == ()
    assert heard.trainer.experiment == small


def test_what_contradicts_gives_way_at_the_same_step(heard: RunListener) -> None:
    ordered_and_stopped(heard, **{"stabilise.label_smoothing": 0.2})
    gave_way: list[dict[str, object]] = []
    heard.session.hear(GaveWay, lambda event: gave_way.append(event.values))
    heard.session.turn({"objective": "relativistic"})
    assert gave_way == [{"stabilise.label_smoothing": 0.0}]
    heard.until(lambda: len(heard.frames[-1].edits) == 2)
    assert heard.frames[-1].edits[0].step == heard.frames[-1].edits[1].step
    assert heard.trainer.experiment == heard.session.experiment
    heard.session.turn({"objective": "minimax"})
    assert len(gave_way) == 1


def test_a_restarting_knob_takes_the_live_ones_with_it(heard: RunListener) -> None:
    ordered_and_stopped(heard)
    heard.session.turn({"generator.width": 4, "batch_size": 16})
    heard.until(lambda: len(heard.runs) == 2)
    assert heard.trainer.experiment == small.with_knobs({"generator.width": 4, "batch_size": 16})
    heard.until(lambda: heard.frames[-1].run == heard.runs[-1].run)
    assert heard.frames[-1].edits == ()


def test_a_knob_of_the_dirac_gan_brings_the_others_or_sends_them_off(heard: RunListener) -> None:
    ordered_and_stopped(heard)
    gave_way: list[dict[str, object]] = []
    heard.session.hear(GaveWay, lambda event: gave_way.append(event.values))
    heard.session.turn({"data.kind": "point"})
    heard.until(lambda: len(heard.runs) == 2)
    assert heard.trainer.experiment.is_dirac
    assert gave_way[-1] == {"generator.kind": "point", "discriminator.kind": "slope"}
    heard.session.turn({"data.kind": "laplace"})
    heard.until(lambda: len(heard.runs) == 3)
    assert (heard.trainer.experiment.generator.kind, heard.trainer.experiment.discriminator.kind) == ("mlp", "mlp")
    assert gave_way[-1] == {"generator.kind": "mlp", "discriminator.kind": "mlp"}


def test_nothing_is_turned_before_there_is_a_run(qtbot: QtBot) -> None:
    session = Session()
    told: list[object] = []
    session.experiment_changed.connect(told.append)
    session.turn({"batch_size": 16})
    assert told == []
    assert session.experiment == Experiment()
    session.close()


def test_a_frame_that_was_looked_for_in_vain_is_not_left_until_the_next_look(heard: RunListener) -> None:
    heard.session.start(small, seed=0, playing=False)
    heard.until(lambda: heard.frames)
    heard.until(lambda: heard.session._mailbox._awaited)
    heard.session.set_frame_interval(3_600_000)
    heard.session.move(StepKind.BOTH)
    heard.until(lambda: heard.frames[-1].step == 1)
    heard.session.close()
    heard.session._on_said(FrameWaits())
    assert not heard.session._poll.is_on, "what was queued before the end begins nothing"


def test_what_was_said_before_a_frame_is_heard_before_it_is_seen(heard: RunListener) -> None:
    """The two come by different ways: a frame is fetched, and what was said is a message that waits in a queue."""
    session = heard.session
    session.start(small, seed=0)
    heard.until(lambda: heard.frames and session.is_playing)
    seen: list[bool] = []
    session.frame_ready.connect(lambda _frame: seen.append(session.is_playing))
    paused = threading.Event()
    session.pause()
    QTimer.singleShot(0, session._worker, paused.set)
    assert paused.wait(60), "and nothing is heard meanwhile"
    assert session.is_playing
    session._take_frames()
    assert not seen[-1]


def test_frames_that_came_with_other_runs_are_seen_as_far_as_these_are_there(heard: RunListener) -> None:
    """The window hears of a second run, and that it is over, when it fetches their frames."""
    session = heard.session
    beside: list[Frame] = []
    session.run_b_frame_ready.connect(beside.append)
    session.start(small, seed=0, playing=False)
    heard.until(lambda: heard.frames)
    heard.rest()

    def order(what: Callable[[], object]) -> None:
        done = threading.Event()
        what()
        QTimer.singleShot(0, session._worker, done.set)
        assert done.wait(60), "and nothing is heard meanwhile"
        session._take_frames()

    order(lambda: session.comparison_client.compare({"discriminator.learning_rate": 0.02}))
    assert session.state.comparison is not None
    assert beside[-1].run == session.state.comparison.run_b.run
    order(session.comparison_client.swap)
    assert heard.frames[-1].run == session.run.run == 2
    order(session.comparison_client.swap)
    assert heard.frames[-1].run == session.run.run == 1
    shown = len(heard.frames)
    order(session.comparison_client.end)
    assert len(heard.frames) == shown + 1
    assert session.state.comparison is None


def test_what_would_have_given_way_to_a_run_that_failed_is_not_told(heard: RunListener) -> None:
    told: list[object] = []
    heard.session.hear(GaveWay, lambda event: told.append(event.values))
    heard.session.start(Experiment().with_knobs(DIRAC_GAN), seed=0, playing=False)
    heard.until(lambda: heard.frames)
    heard.session.turn({"data.kind": "column", "data.path": "nosuch.csv"})
    heard.until(lambda: heard.failures)
    heard.session.restart()
    heard.until(lambda: len(heard.runs) == 2)
    assert told == []
    heard.session.turn({"data.kind": "uniform"})
    heard.until(lambda: told)
    assert set(told[0]) == {"generator.kind", "discriminator.kind"}


def test_a_run_that_plays_until_a_step_stops_at_that_very_step(heard: RunListener) -> None:
    session = heard.session
    session.start(small, seed=3, playing=False)
    heard.until(lambda: heard.frames)
    for step in (7, 60):
        session.play_until(step)
        heard.until(lambda: not session.will_play and not session.is_playing and heard.frames[-1].step > 0)
        heard.until(lambda step=step: heard.frames[-1].step == session.state.step == step)


def test_to_play_until_a_step_that_is_past_is_to_pause(heard: RunListener) -> None:
    session = heard.session
    session.start(small, seed=3)
    heard.until(lambda: heard.frames and heard.frames[-1].step > 20)
    session.play_until(20)
    heard.until(lambda: not session.will_play and not session.is_playing)
    session.play()
    heard.until(lambda: session.is_playing and heard.frames[-1].step > 60)
    session.pause()
