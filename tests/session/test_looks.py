"""Looking at a run on the plane: glances between whole looks, and what a refused change leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import Frame, PlanePicture, Survey
from gan_playground.gan.observe.look import EVERYTHING, Look
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.messages import RunInfo
from gan_playground.session.session import Session
from listener import Listener

plane = Experiment().with_knobs(
    {
        "data.kind": "two-blobs",
        "latent.dim": 2,
        "generator.width": 8,
        "discriminator.width": 8,
        "batch_size": 32,
    }
)
line = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})


class LookListener(Listener):
    """Everything a session said."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        super().__init__(session, qtbot)
        self.runs: list[RunInfo] = []
        self.experiments: list[Experiment] = []
        session.run_started.connect(self.runs.append)
        session.experiment_changed.connect(self.experiments.append)

    @property
    def survey(self) -> Survey:
        return survey_of(self.frames[-1])

    def everything_agrees(self) -> None:
        """Both sides say the same, and so do those that were told."""
        self.rest()
        assert self.session.experiment == self.experiments[-1] == self.trainer.experiment


def survey_of(frame: Frame) -> Survey:
    assert isinstance(frame.picture, PlanePicture)
    return frame.picture.survey


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[LookListener]:
    session = Session()
    listener = LookListener(session, qtbot)
    session.open()
    yield listener
    session.close()


def test_what_is_seen_is_of_one_step_and_what_is_measured_may_be_older(heard: LookListener) -> None:
    heard.session.start(plane, seed=0)
    heard.until(lambda: sum(frame.measured_at is not None for frame in heard.frames) > 10)
    heard.until(lambda: sum(frame.measured_at is None for frame in heard.frames) > 3)
    steps = [frame.step for frame in heard.frames]
    assert [survey_of(frame).step for frame in heard.frames] == steps == sorted(steps)
    assert all(survey_of(frame).heat is not None for frame in heard.frames)


def test_what_is_seen_after_a_pause_is_where_it_stopped(heard: LookListener) -> None:
    heard.session.start(plane, seed=0)
    heard.until(lambda: heard.frames and heard.frames[-1].step > 50)
    heard.session.pause()
    heard.rest()
    heard.until(lambda: heard.frames[-1].step == heard.survey.step == heard.trainer.step)


@pytest.mark.parametrize("move", StepKind)
def test_a_step_by_hand_is_looked_at_whole(heard: LookListener, move: StepKind) -> None:
    heard.session.start(plane, seed=0, playing=False)
    heard.until(lambda: heard.frames)
    heard.session.move(move)
    heard.until(lambda: heard.frames[-1].step == 1)
    assert heard.survey.step == 1


def test_a_knob_is_seen_at_once_while_it_is_paused(heard: LookListener) -> None:
    heard.session.start(plane, seed=0, playing=False)
    heard.until(lambda: heard.frames)
    heard.session.turn({"data.centres": "3 1"})
    heard.until(lambda: heard.survey.hits is not None and len(heard.survey.hits) == 1)
    assert heard.frames[-1].step == 0


def test_a_look_while_it_is_paused_renews_the_picture_at_once(heard: LookListener) -> None:
    heard.session.start(plane, seed=0, playing=False)
    heard.until(lambda: heard.frames)
    assert heard.survey.heat is not None
    region = Box.around(1, 1, 0.5)
    heard.session.look_at(Look(frozenset({"manifold"}), region, pinned=5))
    heard.until(lambda: heard.survey.region == region)
    assert heard.survey.heat is None
    assert heard.survey.forces is None
    assert heard.survey.manifold is not None
    assert heard.survey.pinned is not None
    assert heard.survey.pinned.index == 5
    heard.session.look_at(EVERYTHING)
    heard.until(lambda: heard.survey.heat is not None)
    assert heard.survey.pinned is None
    assert heard.frames[-1].step == 0


def test_a_look_is_kept_for_runs_to_come(heard: LookListener) -> None:
    heard.session.look_at(Look(frozenset({"densities"})))
    heard.session.start(plane, seed=0)
    heard.until(lambda: heard.frames and heard.frames[-1].step > 5)
    assert {survey_of(frame).heat is None for frame in heard.frames} == {True}
    heard.session.reseed(1)
    heard.until(lambda: heard.frames[-1].run == 2)
    assert heard.survey.heat is None
    assert heard.survey.real_density is not None


def test_how_often_and_at_what_somebody_looks_changes_nothing(heard: LookListener) -> None:
    import torch

    heard.session.start(plane.with_knobs({"data.drift": 0.5}), seed=2)
    looks = (Look(frozenset(), Box.around(0, 0, 1), pinned=3), EVERYTHING, Look(frozenset({"forces", "manifold"})))
    for count, look in enumerate(looks, 1):
        heard.session.look_at(look)
        heard.until(lambda step=60 * count: heard.frames and heard.frames[-1].step > step)
    heard.session.pause()
    heard.rest()
    alone = Trainer(heard.trainer.experiment, seed=2)
    alone.advance(heard.trainer.step)
    for ours, theirs in zip(alone.state().values(), heard.trainer.state().values(), strict=True):
        assert torch.equal(ours, theirs)


def test_a_line_has_no_glances_and_takes_any_look(heard: LookListener) -> None:
    heard.session.look_at(Look(frozenset({"heat"}), Box.around(0, 0, 1), pinned=3))
    heard.session.start(line, seed=0)
    heard.until(lambda: heard.frames and heard.frames[-1].step > 20)
    assert heard.failures == []


# What is refused.


def test_a_change_that_cannot_be_is_refused_at_once(heard: LookListener) -> None:
    heard.session.start(plane, seed=0)
    heard.until(lambda: heard.frames)
    heard.session.turn({"data.centres": "none"})
    assert "rubbed out" in heard.failures[0].sentence
    assert heard.session.experiment == plane
    heard.everything_agrees()


def test_a_change_that_the_trainer_refuses_is_taken_back_everywhere(heard: LookListener) -> None:
    """Whether an eraser left anything of a curve is known only once it is sampled."""
    moons = plane.with_knobs({"data.kind": "moons"})
    heard.session.start(moons, seed=0)
    heard.until(lambda: heard.frames and heard.frames[-1].step > 5)
    heard.session.turn({"data.drawing": "eraser 50 0: 0 0"})
    assert heard.session.experiment.data.drawing
    heard.until(lambda: heard.failures)
    assert heard.failures[0].kept == moons
    assert "rubbed out" in heard.failures[0].sentence
    heard.everything_agrees()
    assert heard.session.experiment == moons
    step = heard.frames[-1].step
    heard.until(lambda: heard.frames[-1].step > step + 5)
    assert heard.frames[-1].edits == ()


def test_what_is_turned_before_a_refusal_is_known_is_kept(heard: LookListener) -> None:
    heard.session.start(plane, seed=0, playing=False)
    heard.until(lambda: heard.frames)
    heard.session.turn({"data.centres": "none"})
    heard.session.turn({"batch_size": 16})
    heard.until(lambda: heard.failures)
    heard.everything_agrees()
    assert heard.session.experiment == plane.with_knobs({"batch_size": 16})


def test_a_refusal_between_two_turns_of_the_same_knob(heard: LookListener) -> None:
    heard.session.start(plane, seed=0, playing=False)
    heard.until(lambda: heard.frames)
    heard.session.turn({"data.centres": "none"})
    heard.session.turn({"data.centres": "1 1"})
    heard.until(lambda: heard.failures)
    heard.everything_agrees()
    assert heard.session.experiment == plane.with_knobs({"data.centres": "1 1"})


def test_a_refusal_of_a_run_that_was_left_does_not_touch_the_next(heard: LookListener) -> None:
    heard.session.start(plane, seed=0, playing=False)
    heard.until(lambda: heard.frames)
    heard.session.turn({"data.centres": "none"})
    heard.session.start(line, seed=0, playing=False)
    heard.until(lambda: len(heard.runs) == 2)
    heard.everything_agrees()
    assert heard.session.experiment == line


def test_a_restart_with_what_was_refused_does_not_stop_the_run(heard: LookListener) -> None:
    """The restart was ordered before the refusal was known."""
    heard.session.start(plane, seed=0)
    heard.until(lambda: heard.frames)
    heard.session.turn({"data.centres": "none"})
    heard.session.restart()
    heard.until(lambda: heard.failures)
    heard.everything_agrees()
    step = heard.frames[-1].step
    heard.until(lambda: heard.frames[-1].step > step)
    assert heard.session.experiment == plane


def test_holding_pauses_and_lets_go(heard: LookListener) -> None:
    heard.session.start(plane, seed=0)
    heard.until(lambda: heard.frames and heard.frames[-1].step > 5)
    heard.session.hold(True)
    heard.until(lambda: not heard.session.is_playing)
    heard.session.hold(False)
    heard.until(lambda: heard.session.is_playing)
