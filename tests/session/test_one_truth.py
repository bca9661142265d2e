"""What the session says of its run is what trains, whatever was ordered, in whatever order, and whatever failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gan.runs import assert_same
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training import best
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.commands import Compare
from gan_playground.session.events import Remark
from gan_playground.session.messages import Option
from gan_playground.session.session import Session
from listener import Listener
from quiet import held

small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})
other = small.with_knobs({"data.kind": "laplace", "generator.width": 4})
rate = "generator.learning_rate"
patience_ms = 60_000


class Heard(Listener):
    """A session, and all that it said."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(Session(), qtbot)
        self.told: list[str] = []
        self.experiments: list[Experiment] = []
        self.session.told.connect(self.told.append)
        self.session.experiment_changed.connect(self.experiments.append)
        self.session.open()

    def begin(self, experiment: Experiment = small, playing: bool = False) -> None:
        self.session.start(experiment, seed=1, playing=playing)
        self.until(lambda: self.frames and self.frames[-1].run == self.session.ordered_run)

    def take_steps(self, count: int) -> None:
        for _ in range(count):
            self.session.step_both()
            self.rest()

    def agrees(self) -> None:
        """The session, those it told, and what trains have one account."""
        self.rest()
        session, state, trainer = self.session, self.session.state, self.trainer
        assert state.run is not None
        assert session.experiment == state.run.experiment == self.experiments[-1] == trainer.experiment
        assert (session.ordered_run, session.seed) == (trainer.run, trainer.seed)
        assert session.will_play == session.is_playing == session._worker.is_playing

    def turns(self) -> None:
        """A live knob that is turned now is turned."""
        wanted = 0.013 if self.session.experiment.knob(rate) != 0.013 else 0.017
        self.session.turn({rate: wanted})
        assert self.session.experiment.knob(rate) == wanted
        self.rest()
        assert self.trainer.experiment.knob(rate) == wanted
        self.agrees()


@pytest.fixture
def heard(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Heard]:
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path / "data"))  # nothing is downloaded
    heard = Heard(qtbot)
    yield heard
    heard.session.close()


# An order that fails while an earlier one is unheard.

Order = Callable[[Session], object]


def another_run(session: Session) -> None:
    session.start(other, seed=2, playing=False)


def with_other_knobs(session: Session) -> None:
    session.turn({"generator.width": 16})


def with_another_seed(session: Session) -> None:
    session.reseed(8)


def swapped(session: Session) -> None:
    session.comparison_client.swap()


def b_is_kept(session: Session) -> None:
    session.comparison_client.keep_run_b()


def what_is_not_here(session: Session) -> None:
    session.turn({"data.kind": "column", "data.path": "/no/such.csv"})


def what_is_not_downloaded(session: Session) -> None:
    session.start(load_lesson("digits").experiment.with_knobs({"data.kind": "mnist"}), seed=0)


@pytest.mark.parametrize("fails", [what_is_not_here, what_is_not_downloaded])
def test_an_order_that_fails_leaves_what_was_ordered_before_it(heard: Heard, fails: Order) -> None:
    for order in (another_run, with_other_knobs, with_another_seed, swapped, b_is_kept):
        heard.begin()
        if order in (swapped, b_is_kept):
            heard.session.comparison_client.compare({rate: 0.02})
            heard.until(lambda: heard.session.state.comparison)
        failed = len(heard.failures)
        order(heard.session)
        fails(heard.session)
        heard.until(lambda failed=failed: len(heard.failures) > failed)
        heard.agrees()
        heard.turns()


def test_of_two_orders_that_fail_none_is_left(heard: Heard) -> None:
    heard.begin()
    what_is_not_here(heard.session)
    what_is_not_downloaded(heard.session)
    heard.session.turn({"batch_size": 8})  # of the run that will not come
    heard.until(lambda: heard.failures and heard.failures[-1].download == "mnist")  # it may have taken over
    heard.agrees()
    assert heard.session.experiment == small
    heard.turns()


# A comparison that cannot be.


@pytest.mark.parametrize(
    ("values", "lacks"),
    [({"data.kind": "column", "data.path": "/no/such.csv"}, ""), ({"data.kind": "fashion-mnist"}, "fashion-mnist")],
)
def test_a_comparison_that_cannot_be_leaves_the_run_where_it_is(
    heard: Heard, values: dict[str, object], lacks: str
) -> None:
    digits = load_lesson("digits").experiment.with_knobs({"batch_size": 16})
    heard.begin(digits if lacks else small)
    heard.session.step_both()
    heard.until(lambda: heard.frames[-1].step == 1)
    trainer = heard.trainer
    heard.session.comparison_client.compare(values)
    heard.until(lambda: heard.failures)
    heard.agrees()
    assert heard.trainer is trainer
    assert trainer.step == 1
    assert heard.session.state.comparison is None
    assert heard.failures[-1].download == lacks
    heard.turns()


def test_a_comparison_that_cannot_be_leaves_the_one_that_is(heard: Heard) -> None:
    heard.begin()
    heard.session.comparison_client.compare({rate: 0.02})
    heard.until(lambda: heard.session.state.comparison)
    before = heard.session.state.comparison
    heard.session.send(Compare(heard.session.new_berth(), {}, branch=77))
    heard.until(lambda: heard.failures)
    assert heard.session.state.comparison == before
    heard.agrees()


# Turned right after the runs changed places.


@pytest.mark.parametrize("bring", [swapped, b_is_kept])
def test_a_knob_turned_right_after_the_runs_changed_places_is_turned(heard: Heard, bring: Order) -> None:
    heard.begin()
    heard.session.comparison_client.compare({rate: 0.02})
    heard.until(lambda: heard.session.state.comparison)
    bring(heard.session)
    assert heard.session.experiment.knob(rate) == 0.02, "what leads then"
    heard.session.turn({"batch_size": 8})
    heard.agrees()
    assert heard.trainer.experiment == small.with_knobs({rate: 0.02, "batch_size": 8})


# D trained to its best in the past.


def test_d_trained_to_its_best_in_the_past_is_a_branch_that_is_told_of(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(best, "most_updates", 40)
    heard.begin()
    heard.take_steps(3)
    heard.session.past.step_back()
    heard.session.train_discriminator()
    heard.until(lambda: heard.told)
    heard.rest()
    timeline = heard.session.state.timeline
    assert timeline is not None
    assert (timeline.step, timeline.branch, len(timeline.branches)) == (2, 1, 2)
    assert not timeline.is_past


def test_d_trained_to_its_best_is_trained_so_in_both_of_two_runs(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every moment they are at one step, so wherever it is left they are as well."""
    monkeypatch.setattr(best, "most_updates", 40)
    heard.begin()
    heard.session.comparison_client.compare({rate: 0.02})
    heard.until(lambda: heard.session.state.comparison)
    beside: list[Frame] = []
    heard.session.run_b_frame_ready.connect(beside.append)
    heard.session.train_discriminator()
    heard.until(lambda: heard.told)
    heard.agrees()
    assert heard.trainer.step == 40
    alone = Trainer(small.with_knobs({rate: 0.02}), seed=1)
    for _ in range(40):
        alone.step_discriminator()
    assert_same(heard.session._worker.runs[1].trainer.state(), alone.state())
    assert beside[-1].step == heard.frames[-1].step


def test_a_second_run_that_runs_off_is_told_of_once_and_the_first_goes_on(heard: Heard) -> None:
    heard.begin()
    heard.session.comparison_client.compare({rate: 0.02})
    heard.until(lambda: heard.session.state.comparison)
    heard.rest()
    run_b = heard.session._worker.runs[1].trainer
    run_b.discriminator.network.values[0].fill_(float("nan"))
    heard.session.play()
    heard.until(lambda: heard.told)
    left = run_b.step
    heard.until(lambda: heard.frames[-1].step > left + 20)
    heard.session.pause()
    heard.rest()
    assert len(heard.told) == 1
    assert "B stays there, and A goes on" in heard.told[0]
    assert heard.failures == []


def test_a_first_run_that_runs_off_is_told_of_once_and_the_second_goes_on(heard: Heard) -> None:
    heard.begin()
    heard.session.comparison_client.compare({rate: 0.02})
    heard.until(lambda: heard.session.state.comparison)
    heard.rest()
    run, run_b = (one.trainer for one in heard.session._worker.runs)
    run.discriminator.network.values[0].fill_(float("nan"))
    beside: list[Frame] = []
    heard.session.run_b_frame_ready.connect(beside.append)
    heard.session.play()
    heard.until(lambda: heard.told)
    left = run.step
    heard.until(lambda: beside and beside[-1].step > left + 20)
    heard.session.pause()
    heard.rest()
    assert len(heard.told) == 1
    assert "A stays there, and B goes on" in heard.told[0]
    assert heard.failures == []
    went = run_b.step
    heard.session.step_discriminator()
    heard.rest()
    assert (run.step, run_b.step) == (left, went + 1)


# The past.


def test_where_a_branch_ends_is_the_present_however_one_came_there() -> None:
    """A checkpoint that was kept at the last step is not the past of it."""
    trainer = Trainer(small, seed=1)
    past = Timeline(trainer)
    trainer.advance(30)
    past.record(trainer)
    past.apply(trainer, Edit(rate, 0.02))
    tip = trainer.state()
    past.show(trainer, 3)
    past.show(trainer, 28)
    assert trainer.step == 30
    assert trainer.experiment.knob(rate) == 0.02
    assert not past.is_past
    past.fork(trainer)
    assert len(past.branches) == 1
    assert_same(trainer.state(), tip)


def test_what_is_asked_of_a_branch_that_is_gone_ends_nothing(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(best, "most_updates", 40)
    heard.begin()
    heard.session.step_both()
    heard.session.train_discriminator()
    heard.session.past.switch(99)
    heard.session.past.go_to_mark(99, 0)
    heard.session.past.remove(0)
    heard.until(lambda: len(heard.failures) == 3)
    heard.until(lambda: heard.told)
    assert heard.told[0].startswith("D "), "how it ended, at its own end"


def test_what_is_ordered_on_the_way_through_the_past_is_done_at_its_end(heard: Heard) -> None:
    heard.begin()
    heard.take_steps(30)
    heard.session.past.go_to(7)
    heard.session.turn({"batch_size": 8})
    heard.session.past.bookmark()
    heard.agrees()
    heard.until(lambda: heard.session.state.timeline and heard.session.state.timeline.bookmarks)
    timeline = heard.session.state.timeline
    assert timeline is not None
    assert [mark.step for mark in timeline.bookmarks] == [7]
    assert heard.trainer.edits[-1].step == 7


def test_what_was_to_be_done_at_the_end_of_a_way_that_is_left_is_not_done(heard: Heard) -> None:
    heard.begin()
    heard.take_steps(30)
    with held(heard.session):
        heard.session.past.go_to(7)
        heard.session.turn({"batch_size": 8})
        heard.session.past.go_to(29)
    heard.agrees()
    assert heard.session.experiment == small
    assert heard.trainer.step == 29


# What hands repeat.


def test_a_drag_is_one_edit_a_step_and_its_last_value_is_in_force_at_the_next(heard: Heard) -> None:
    heard.begin(playing=True)
    heard.until(lambda: heard.frames[-1].step > 20)
    values = [0.001 + tick / 100_000 for tick in range(300)]
    for place, value in enumerate(values):
        heard.session.turn({rate: value})
        if place % 10 == 0:
            heard.qtbot.wait(2)
    heard.rest()
    heard.session.pause()
    heard.rest()
    edits = heard.trainer.edits
    assert edits[-1].value == values[-1]
    assert max(len(list(together)) for _, together in groupby(edits, lambda edit: edit.step)) == 1
    heard.agrees()


def test_a_drag_while_nothing_trains_is_one_edit_and_the_run_is_made_again_with_it(heard: Heard) -> None:
    heard.begin()
    heard.take_steps(3)
    for tick in range(5):
        heard.session.turn({rate: 0.001 + tick / 1000})
        heard.rest()
        assert heard.trainer.experiment.knob(rate) == 0.001 + tick / 1000
        heard.session.turn({"batch_size": 10 + tick})
        heard.rest()
    assert [(edit.knob, edit.value, edit.step) for edit in heard.trainer.edits] == [
        (rate, 0.005, 3),
        ("batch_size", 14, 3),
    ]
    heard.take_steps(3)
    again = Trainer(small, seed=1)
    again.apply(*(Edit(edit.knob, edit.value, edit.step) for edit in heard.trainer.edits))
    again.advance(6)
    assert_same(heard.trainer.state(), again.state())
    heard.agrees()


def test_what_was_turned_before_the_past_was_visited_is_not_turned_away(heard: Heard) -> None:
    """Where a run was left is kept, and with it the edits that led there."""
    heard.begin()
    heard.take_steps(3)
    heard.session.turn({rate: 0.002})
    heard.rest()
    heard.session.past.go_to(1)
    heard.rest()
    heard.session.past.go_to(3)
    heard.rest()
    heard.session.turn({rate: 0.003})
    heard.rest()
    assert [(edit.value, edit.step, edit.turn) for edit in heard.trainer.edits] == [(0.002, 3, 0), (0.003, 3, 1)]
    heard.agrees()


def test_knobs_turned_between_two_steps_are_turned_together_unless_one_is_refused(heard: Heard) -> None:
    heard.session.set_speed(2.0)
    heard.begin(playing=True)
    heard.until(lambda: heard.frames[-1].step > 0)
    with held(heard.session):
        heard.session.turn({rate: 0.02})
        heard.session.turn({"batch_size": 8})
        heard.session.turn({rate: 0.03})
    heard.until(lambda: len(heard.trainer.edits) == 2)
    first, second = heard.trainer.edits
    assert (first.step, first.turn) == (second.step, second.turn)
    assert {first.knob: first.value, second.knob: second.value} == {rate: 0.03, "batch_size": 8}
    heard.agrees()


def test_of_knobs_turned_between_two_steps_only_the_refused_one_is_not_turned(heard: Heard) -> None:
    moons = load_lesson("ring").experiment.with_knobs({"data.kind": "moons", "batch_size": 32})
    heard.session.set_speed(2.0)
    heard.begin(moons, playing=True)
    heard.until(lambda: heard.frames[-1].step > 0)
    with held(heard.session):
        heard.session.turn({rate: 0.02})
        heard.session.turn({"data.drawing": "eraser 50 0: 0 0"})
        heard.session.turn({"batch_size": 8})
    heard.until(lambda: heard.failures)
    heard.agrees()
    assert heard.session.experiment == moons.with_knobs({rate: 0.02, "batch_size": 8})


def test_while_it_plays_a_turned_knob_asks_for_no_look_of_its_own(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard.begin(playing=True)
    heard.until(lambda: heard.frames[-1].step > 20)
    whole: list[int] = []
    publish = heard.session._worker.frame_server.publish_whole
    monkeypatch.setattr(heard.session._worker.frame_server, "publish_whole", lambda: (whole.append(1), publish()))
    for tick in range(20):
        heard.session.turn({rate: 0.001 + tick / 1000})
        heard.qtbot.wait(5)
    heard.rest()
    assert whole == []
    heard.session.pause()
    heard.until(lambda: whole)


def test_an_issue_of_a_run_that_has_ended_marks_no_other(heard: Heard) -> None:
    heard.begin()
    heard.session.start(other, seed=2, playing=False)
    heard.session.past.mark_issue(0, "mode-collapse", "Mode collapse")
    heard.agrees()
    heard.session.past.bookmark()
    heard.until(lambda: heard.session.state.timeline and heard.session.state.timeline.bookmarks)
    assert heard.session.state.timeline.issues == ()  # type: ignore[union-attr]


# The end.


def test_of_what_is_queued_at_the_end_nothing_is_begun(heard: Heard) -> None:
    heard.begin()
    for width in range(2, 40):
        heard.session.turn({"generator.width": width})
    heard.session.close()
    assert not heard.session._thread.isRunning()
    assert heard.session.state.run is not None
    assert heard.session.state.run.run < 39
    heard.session.play()
    assert heard.session._inbox.drain() == [], "who sends later sends to nobody"


def test_a_held_key_leaves_no_queue_of_steps(heard: Heard) -> None:
    heard.begin()
    for _ in range(500):
        heard.session.step_both()
    heard.rest()
    assert heard.trainer.step <= 20
    heard.agrees()


@pytest.mark.parametrize("heard_first", [True, False])
def test_a_canvas_that_is_let_go_of_pauses_no_other_run(heard: Heard, heard_first: bool) -> None:
    """It was wiped while nothing trained, and then another lesson was chosen, which plays."""
    heard.begin(playing=False)
    heard.session.hold(True)
    heard.session.start(other, seed=3, playing=True)
    if heard_first:
        heard.until(lambda: heard.session.is_playing)
    heard.session.hold(False)
    assert heard.session.will_play
    heard.until(lambda: heard.frames[-1].run == heard.session.ordered_run and heard.frames[-1].step > 3)
    heard.agrees()


def test_toggling_twice_before_it_is_heard_leaves_all_as_it_was(heard: Heard) -> None:
    heard.begin()
    heard.session.toggle()
    heard.session.toggle()
    heard.agrees()
    assert not heard.session.is_playing


def test_a_remark_is_a_sentence_and_a_look_ahead_waits_for_the_end_of_a_way(heard: Heard) -> None:
    from gan_playground.session.commands import LookAhead

    heard.begin()
    heard.take_steps(20)
    heard.session.past.go_to(11)
    heard.session.past.look_ahead(LookAhead((Option({}, "", ""),), 5))
    heard.agrees()
    assert heard.trainer.step == 11
    heard.session.tell(Remark("There."))
    assert heard.told[-1] == "There."
    assert heard.session.state.step == 11
