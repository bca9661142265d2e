"""Slow motion through the session's real thread: a turn in its parts, and all that may come in the middle of one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gan.runs import assert_same
from gan_playground.gan import runfile
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session import commands
from gan_playground.session.messages import SlowMotion
from gan_playground.session.session import Session
from listener import Listener

small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})
PARTS = 11


class PartListener(Listener):
    """Everything a session said, and every part that it stood still at."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        super().__init__(session, qtbot)
        self.parts: list[TurnPart | None] = []
        session.slow_motion_changed.connect(self._note)

    def _note(self, slow_motion: SlowMotion | None) -> None:
        self.parts.append(None if slow_motion is None else slow_motion.part)

    def begin(self, experiment: Experiment = small) -> None:
        """A run that stands at its first step, paused, and then at the first part of a turn."""
        self.session.start(experiment, seed=3, playing=False)
        self.until(lambda: self.frames)
        self.session.begin_slow_motion()
        self.rest()

    def go_on(self, parts: int) -> None:
        for _ in range(parts):
            self.session.next_part()
            self.rest()

    @property
    def part(self) -> TurnPart:
        present = self.session.state.slow_motion
        assert present is not None
        return present.part


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[PartListener]:
    session = Session()
    listener = PartListener(session, qtbot)
    session.open()
    yield listener
    session.close()


def alone(steps: int, *edits: Edit) -> Trainer:
    trainer = Trainer(small, seed=3)
    trainer.apply(*edits)
    trainer.advance(steps)
    return trainer


def told(trainer: Trainer) -> list[tuple[str, object, int | None]]:
    return [(edit.knob, edit.value, edit.step) for edit in trainer.edits]


def assert_is(heard: PartListener, other: Trainer) -> None:
    trainer = heard.trainer
    assert_same(trainer.state(), other.state())
    assert told(trainer) == told(other)


def test_a_turn_goes_by_part_for_part_and_is_the_turn(heard: PartListener) -> None:
    heard.begin()
    assert (heard.part.kind, heard.part.number, heard.part.count) == ("discriminator.draw", 1, PARTS)
    heard.go_on(PARTS - 1)
    assert (heard.part.kind, heard.part.step) == ("generator.move", 1)
    assert heard.frames[-1].step == 1
    heard.go_on(1)
    assert (heard.part.number, heard.part.step) == (1, 2)
    heard.go_on(PARTS - 1)
    assert_is(heard, alone(2))
    assert not heard.session.is_playing


def test_a_part_back_shows_the_very_numbers_again(heard: PartListener) -> None:
    heard.begin()
    heard.go_on(6)
    seen = list(heard.parts)
    for part in reversed(seen[:-1]):
        heard.session.part_back()
        heard.rest()
        assert heard.part is part
    heard.session.part_back()
    heard.rest()
    assert heard.part is seen[0], "before the first part there is none of this turn"
    heard.go_on(PARTS - 1)
    assert [part.number for part in heard.parts[-5:]] == [7, 8, 9, 10, 11]
    assert_is(heard, alone(1))


def test_who_goes_back_sees_the_run_as_it_was_then(heard: PartListener) -> None:
    """Before D has moved, D's curve is the old one."""
    heard.begin()
    before = heard.frames[-1].picture.decision.copy()
    heard.go_on(5)
    assert heard.part.kind == "discriminator.move"
    assert (heard.frames[-1].picture.decision != before).any()
    heard.session.part_back()
    heard.rest()
    assert (heard.frames[-1].picture.decision == before).all()


def play(heard: PartListener) -> None:
    heard.session.play()
    heard.until(lambda: heard.session.is_playing)
    heard.session.pause()


ENDS: dict[str, Callable[[PartListener], None]] = {
    "played": play,
    "stepped": lambda heard: heard.session.move(StepKind.BOTH),
    "ended": lambda heard: heard.session.end_slow_motion(),
    "at full speed": lambda heard: (heard.session.play_at_full_speed(), heard.session.pause()),
    "paused": lambda heard: heard.session.pause(),
    "gone to": lambda heard: heard.session.past.go_to(0),
}


@pytest.mark.parametrize("stops", [1, 5])
@pytest.mark.parametrize("name", ENDS)
def test_what_ends_it_runs_through_the_rest_of_the_turn(heard: PartListener, name: str, stops: int) -> None:
    heard.begin()
    heard.go_on(stops)
    ENDS[name](heard)
    heard.rest()
    assert heard.session.state.slow_motion is None
    assert heard.parts[-1] is None
    heard.session.past.go_to(1)
    heard.rest()
    assert heard.session.state.step == 1
    assert_is(heard, alone(1))


def test_it_goes_on_as_before(heard: PartListener) -> None:
    heard.session.start(small, seed=3)
    heard.until(lambda: heard.frames and heard.frames[-1].step > 5)
    heard.session.begin_slow_motion()
    heard.rest()
    assert not heard.session.is_playing
    assert not heard.session.will_play
    heard.session.end_slow_motion()
    heard.until(lambda: heard.session.is_playing)
    heard.session.pause()
    heard.rest()
    assert_is(heard, alone(heard.trainer.step))


def test_a_knob_that_is_turned_in_the_middle_is_felt_in_the_next_turn(heard: PartListener) -> None:
    heard.begin()
    heard.go_on(6)
    heard.session.turn({"generator.learning_rate": 0.05})
    heard.rest()
    assert heard.part.number == PARTS, "the rest of this turn was made with what it began with"
    assert told(heard.trainer) == [("generator.learning_rate", 0.05, 1)]
    heard.go_on(3)
    heard.session.end_slow_motion()
    heard.rest()
    assert_is(heard, alone(2, Edit("generator.learning_rate", 0.05, 1)))


def test_a_bookmark_is_of_a_whole_step(heard: PartListener) -> None:
    heard.begin()
    heard.go_on(3)
    heard.session.past.bookmark()
    heard.rest()
    assert heard.part.number == PARTS
    assert [mark.step for mark in heard.session.state.timeline.bookmarks] == [1]


def test_nothing_is_kept_from_the_middle(heard: PartListener, tmp_path: Path) -> None:
    """The program's own wish to keep the run waits; a person's is done at once, of a whole step."""
    heard.begin()
    heard.go_on(4)
    heard.session.send(commands.Keep(b""))
    heard.rest()
    assert heard.part.number == 5
    path = tmp_path / "here.ganrun"
    heard.session.autosave.save(path, b"")
    heard.rest()
    heard.until(heard.session.is_written)
    assert heard.part.number == PARTS
    assert_same(runfile.load(path).state(), alone(1).state())


def test_a_run_that_is_closed_in_the_middle_is_kept_whole(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session()
    heard = PartListener(session, qtbot)
    session.open()
    heard.begin()
    heard.go_on(7)
    path = Path(session.autosave.path_of(session.run.run, session.lesson))
    session.close()
    assert_same(runfile.load(path).state(), alone(1).state())


def test_another_run_begins_in_the_middle(heard: PartListener) -> None:
    heard.begin()
    heard.go_on(4)
    heard.session.start(small, seed=9, playing=False)
    heard.rest()
    assert heard.session.state.slow_motion is None
    assert heard.trainer.seed == 9
    assert heard.trainer.step == 0
    heard.session.begin_slow_motion()
    heard.rest()
    assert heard.part.run == heard.session.run.run


def test_it_plays_by_itself_and_stops_where_a_hand_goes_on(heard: PartListener) -> None:
    heard.begin()
    heard.session.play_parts(0.01)
    heard.until(lambda: heard.parts[-1].number >= 4)
    heard.session.next_part()
    heard.rest()
    assert math.isinf(heard.session.state.slow_motion.seconds)
    heard.session.play_parts(0.01)
    heard.until(lambda: heard.parts[-1].step >= 3)
    heard.session.end_slow_motion()
    heard.rest()
    assert_is(heard, alone(heard.trainer.step))


def test_in_the_past_it_begins_a_branch(heard: PartListener) -> None:
    heard.session.start(small, seed=3, playing=False)
    heard.until(lambda: heard.frames)
    for _ in range(3):
        heard.session.move(StepKind.BOTH)
        heard.rest()
    heard.session.past.go_to(1)
    heard.rest()
    heard.session.begin_slow_motion()
    heard.rest()
    assert heard.part.step == 2
    heard.session.end_slow_motion()
    heard.rest()
    assert len(heard.session.state.timeline.branches) == 2
    assert_is(heard, alone(2))


def test_of_two_runs_the_second_makes_its_step_when_the_turn_is_over(heard: PartListener) -> None:
    heard.session.start(small, seed=3, playing=False)
    heard.until(lambda: heard.frames)
    heard.session.comparison_client.compare({"generator.learning_rate": 0.05})
    heard.rest()
    heard.session.begin_slow_motion()
    heard.rest()
    heard.go_on(PARTS - 2)
    first, second = (run.trainer for run in heard.session._worker.runs)
    assert second.step == 0
    heard.go_on(1)
    assert first.step == second.step == 1
    heard.go_on(3)
    heard.session.end_slow_motion()
    heard.rest()
    assert first.step == second.step == 2
    assert_same(first.state(), alone(2).state())
    assert_same(second.state(), alone(2, Edit("generator.learning_rate", 0.05, 0)).state())
