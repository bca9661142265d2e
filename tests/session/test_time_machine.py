"""The past, branches, comparisons and futures, as the session's thread serves them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gan.runs import assert_same
from gan_playground.gan import runfile
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session import commands
from gan_playground.session.commands import LookAhead
from gan_playground.session.events import BranchesRemoved, OutcomesChanged
from gan_playground.session.messages import Comparison, Option, Outcomes
from gan_playground.session.session import Session
from listener import Listener
from quiet import held

small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})
rates = "generator.learning_rate"


class Traveller(Listener):
    """A session that was heard from its beginning."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        super().__init__(session, qtbot)
        self.runs_b: list[Frame] = []
        self.summaries: list[TimelineSummary] = []
        self.comparisons: list[Comparison | None] = []
        self.outcomes: list[Outcomes | None] = []
        self.removed: list[str] = []
        session.run_b_frame_ready.connect(self.runs_b.append)
        session.timeline_changed.connect(self.summaries.append)
        session.comparison_changed.connect(self.comparisons.append)
        session.hear(OutcomesChanged, self._on_outcomes)
        session.hear(BranchesRemoved, self._on_removed)

    def _on_outcomes(self, event: OutcomesChanged) -> None:
        self.outcomes.append(event.outcomes)

    def _on_removed(self, event: BranchesRemoved) -> None:
        self.removed.append(event.sentence)

    @property
    def run_b(self) -> Trainer:
        return self.session._worker.runs[1].trainer

    @property
    def summary(self) -> TimelineSummary:
        return self.summaries[-1]

    def train_to(self, step: int) -> None:
        """Play until it is this far at least, and pause."""
        self.session.play()
        self.until(lambda: self.frames and self.frames[-1].step >= step)
        self.session.pause()
        self.rest()

    def be_at(self, step: int) -> None:
        """Go there, and wait for the picture."""
        self.session.past.go_to(step)
        self.until(lambda: self.summary.step == step and self.frames[-1].step == step)
        self.rest()

    def take_steps(self, count: int) -> None:
        """By hand, in the present."""
        for _ in range(count):
            before = self.trainer.step
            self.session.move(StepKind.BOTH)
            self.until(lambda before=before: self.frames[-1].step == before + 1)
            self.rest()


@pytest.fixture
def there(qtbot: QtBot) -> Iterator[Traveller]:
    session = Session()
    traveller = Traveller(session, qtbot)
    session.open()
    session.start(small, seed=4, playing=False)
    traveller.until(lambda: traveller.frames and traveller.summaries)
    yield traveller
    session.close()


def fresh(step: int, *edits: Edit) -> Trainer:
    trainer = Trainer(small, seed=4)
    trainer.apply(*edits)
    trainer.advance(step)
    return trainer


def test_any_past_step_is_bitwise_what_a_fresh_run_has_there(there: Traveller) -> None:
    there.train_to(300)
    for step in (211, 3, 290, 17):
        there.be_at(step)
        assert_same(there.trainer.state(), fresh(step).state())


def test_a_hand_on_the_slider_sees_what_is_near_and_then_the_very_step(there: Traveller) -> None:
    there.train_to(400)
    last = there.trainer.step
    for step in range(last, 100, -7):
        there.session.past.visit(step)
    there.until(lambda: there.frames[-1].step == step)
    there.rest()
    assert_same(there.trainer.state(), fresh(step).state())
    there.session.past.visit(last + 50)
    there.until(lambda: there.frames[-1].step == last and not there.summary.is_past)


def test_one_step_back_and_forth(there: Traveller) -> None:
    there.take_steps(3)
    state = there.trainer.state()
    there.session.past.step_back()
    there.until(lambda: there.frames[-1].step == 2)
    there.session.past.step_back()
    there.until(lambda: there.frames[-1].step == 1)
    for step in (2, 3):
        there.session.move(StepKind.BOTH)
        there.until(lambda step=step: there.frames[-1].step == step and there.summary.step == step)
    assert len(there.summary.branches) == 1
    assert_same(there.trainer.state(), state)


def test_back_at_the_first_step_there_is_no_further_back(there: Traveller) -> None:
    there.take_steps(1)
    for _ in range(3):
        there.session.past.step_back()
    there.until(lambda: there.frames[-1].step == 0)
    there.session.past.step_back()
    there.take_steps(1)
    assert there.trainer.step == 1


def test_playing_from_the_past_begins_a_branch_and_leaves_the_other(there: Traveller) -> None:
    there.train_to(200)
    left = there.trainer.step
    there.be_at(50)
    there.train_to(80)
    there.until(lambda: len(there.summary.branches) == 2)
    there.rest()
    first, second = there.summary.branches
    assert (first.last_step, second.forked_at, there.summary.branch) == (left, 50, second.number)
    there.session.past.switch(first.number)
    there.until(lambda: there.summary.branch == first.number and there.frames[-1].step == left)
    there.rest()
    assert_same(there.trainer.state(), fresh(left).state())


def test_play_pressed_on_the_way_waits_for_the_step(there: Traveller) -> None:
    there.train_to(300)
    there.session.past.go_to(123)
    there.session.play()
    there.until(lambda: len(there.summary.branches) == 2)
    there.rest()
    assert there.summary.branches[1].forked_at == 123


@pytest.mark.parametrize("act", ["play", "turn"])
def test_what_is_done_while_the_hand_still_rests_happens_at_its_very_step(there: Traveller, act: str) -> None:
    there.train_to(300)
    there.session.past.visit(123)
    there.session.play() if act == "play" else there.session.turn({rates: 0.02})
    there.until(lambda: len(there.summary.branches) == 2)
    there.rest()
    assert there.summary.branches[1].forked_at == 123
    assert there.session.is_playing == (act == "play")


def test_a_knob_turned_in_the_past_begins_a_branch(there: Traveller) -> None:
    there.train_to(100)
    there.be_at(40)
    there.session.turn({rates: 0.02})
    there.until(lambda: len(there.summary.branches) == 2)
    there.rest()
    assert there.summary.present.changes == {rates: 0.02}
    there.take_steps(5)
    assert_same(there.trainer.state(), fresh(45, Edit(rates, 0.02, 40)).state())


def test_a_knob_turned_on_the_way_is_turned_when_we_are_there(there: Traveller) -> None:
    there.train_to(300)
    there.session.past.go_to(123)
    there.session.turn({rates: 0.02})
    there.until(lambda: len(there.summary.branches) == 2)
    there.rest()
    assert there.summary.present.forked_at == 123
    there.until(lambda: there.session.experiment.knob(rates) == 0.02)


def test_the_knobs_are_shown_as_they_were(there: Traveller) -> None:
    before = there.session.experiment.knob(rates)
    there.take_steps(3)
    there.session.turn({rates: 0.02})
    there.take_steps(3)
    there.be_at(2)
    there.until(lambda: there.session.experiment.knob(rates) == before)
    there.be_at(6)
    there.until(lambda: there.session.experiment.knob(rates) == 0.02)
    assert there.session.experiment == there.trainer.experiment


def test_a_step_of_d_alone_in_the_past_begins_a_branch(there: Traveller) -> None:
    there.take_steps(4)
    there.be_at(2)
    there.session.move(StepKind.DISCRIMINATOR)
    there.until(lambda: there.frames[-1].step == 3 and len(there.summary.branches) == 2)
    there.be_at(1)
    there.be_at(3)
    other = fresh(2)
    other.step_discriminator()
    assert_same(there.trainer.state(), other.state())


def test_a_diverged_run_is_not_lost(there: Traveller) -> None:
    """Back to before it happened, and it trains."""
    there.take_steps(4)
    there.trainer.discriminator.network.values[0].fill_(float("nan"))
    there.session.play()
    there.until(lambda: there.failures)
    assert "Go back with the slider" in there.failures[-1].sentence
    there.be_at(3)
    assert_same(there.trainer.state(), fresh(3).state())
    there.train_to(80)
    assert there.trainer.diverged_at is None
    assert len(there.summary.branches) == 2


def test_two_runs_play_until_a_step_that_the_first_will_not_see(there: Traveller) -> None:
    session = there.session
    there.take_steps(4)
    session.comparison_client.compare({rates: 0.01})
    there.until(lambda: there.comparisons and there.runs_b)
    there.rest()
    there.trainer.discriminator.network.values[0].fill_(float("nan"))
    session.play_until(60)
    there.until(lambda: not session.will_play and not session.is_playing)
    there.rest()
    assert there.trainer.diverged_at is not None
    assert there.trainer.step < 60
    assert there.run_b.step == 60
    session.play_until(50)
    there.until(lambda: not session.will_play and not session.is_playing)
    assert there.run_b.step == 60, "it was past that already"


def test_marks_and_names(there: Traveller) -> None:
    there.take_steps(2)
    past = there.session.past
    past.bookmark()
    past.mark_issue(2, "mode-collapse", "Mode collapse")
    past.rename(0, "as it was")
    there.until(lambda: there.summary.branches[0].name == "as it was")
    assert [mark.step for mark in there.summary.bookmarks] == [mark.step for mark in there.summary.issues] == [2]
    past.withdraw_issue(2, "mode-collapse")
    there.until(lambda: not there.summary.issues)
    past.put_bookmark(0, 2, "here")
    there.until(lambda: there.summary.bookmarks[0].name == "here")
    there.take_steps(2)
    past.go_to_mark(0, 2)
    there.until(lambda: there.summary.step == 2)
    past.put_bookmark(0, 2, "")
    there.until(lambda: not there.summary.bookmarks)


def test_a_branch_that_one_is_on_can_be_removed_and_brought_back(there: Traveller) -> None:
    there.take_steps(4)
    there.be_at(2)
    there.session.turn({rates: 0.02})
    there.until(lambda: len(there.summary.branches) == 2)
    there.rest()
    there.take_steps(1)
    there.session.past.remove(1)
    there.until(lambda: there.removed and len(there.summary.branches) == 1 and there.frames[-1].step == 4)
    there.rest()
    assert there.trainer.step == 4
    there.session.past.bring_back(1)
    there.until(lambda: len(there.summary.branches) == 2)
    there.rest()
    there.session.past.remove(0)
    there.until(lambda: there.failures)
    assert len(there.summary.branches) == 2


def test_a_look_back_that_was_played_on_leaves_no_branch_that_only_repeats_the_run(there: Traveller) -> None:
    there.train_to(200)
    last = there.trainer.step
    there.session.set_speed(5)
    there.be_at(40)
    there.session.play()
    there.until(lambda: len(there.summary.branches) == 2 and there.frames[-1].step > 41)
    there.rest()
    there.session.pause()
    there.rest()
    there.session.past.bookmark()
    there.until(lambda: there.summary.bookmarks)
    marked, state = there.trainer.step, there.trainer.state()
    assert marked < last, "slow enough"
    there.session.past.switch(0)
    there.until(lambda: len(there.summary.branches) == 1 and there.frames[-1].step == last)
    there.rest()
    assert [(mark.branch, mark.step) for mark in there.summary.bookmarks] == [(0, marked)]
    there.session.past.go_to_mark(0, marked)
    there.until(lambda: there.summary.step == marked)
    there.rest()
    assert_same(there.trainer.state(), state)


def test_a_run_that_stands_at_its_first_step_is_kept_with_all_that_it_has_lived(there: Traveller) -> None:
    there.take_steps(3)
    there.be_at(0)
    path = Path(there.session._worker.runs[0].keep_at)
    there.session.autosave.keep(b"")
    there.until(path.is_file)
    kept = runfile.read(path)
    assert (kept.here.step, kept.tip.step) == (0, 3)


def test_a_branch_that_is_gone_is_told_of_and_the_run_goes_on(there: Traveller) -> None:
    there.take_steps(2)
    for act in (there.session.past.switch, there.session.past.remove):
        act(7)
        there.until(lambda: there.failures)
        assert there.failures.pop().sentence == "There is no branch 7."
    assert not there.failures


def test_what_the_past_may_take_is_shared_by_two_and_holds_for_all_runs_that_come(there: Traveller) -> None:
    def budgets() -> list[int]:
        return [lane.timeline.budget_bytes for lane in there.session._worker.runs]

    there.session.past.set_budget(64_000_000)
    there.until(lambda: there.summary.budget_bytes == 64_000_000)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: budgets() == [32_000_000, 32_000_000])
    there.session.past.set_budget(1_000_000_000)
    there.until(lambda: budgets() == [500_000_000, 500_000_000])
    there.session.comparison_client.end()
    there.until(lambda: budgets() == [1_000_000_000])
    there.session.start(small, seed=5, playing=False)
    there.until(lambda: there.session.run is not None and there.session.run.seed == 5)
    there.rest()
    assert budgets() == [1_000_000_000]


# What is ordered on the way.


@contextmanager
def on_the_way(there: Traveller) -> Iterator[None]:
    """A hand has come to rest at step 120 of 150, and every moment of the past but the first is gone.

    What is ordered meanwhile comes before we are there.
    """
    there.train_to(150)
    branch = there.session._worker.runs[0].timeline.branch
    branch.let_go({id(checkpoint) for checkpoint in branch.checkpoints})
    with held(there.session):
        there.session.past.go_to(120)
        yield


def turn(there: Traveller, **values: object) -> None:
    there.session.turn(values)


def was_turned(there: Traveller, **values: object) -> bool:
    edits = {edit.knob: (edit.value, edit.step) for edit in there.trainer.edits}
    return all(edits.get(knob) == (value, 120) for knob, value in values.items())


def test_knobs_and_play_on_the_way_are_for_where_it_leads(there: Traveller) -> None:
    with on_the_way(there):
        turn(there, objective="hinge")
        turn(there, batch_size=16)
        there.session.play()
    there.until(lambda: there.session.is_playing and there.trainer.step > 130)
    assert was_turned(there, objective="hinge", batch_size=16)


def test_a_knob_after_play_waits_as_well(there: Traveller) -> None:
    with on_the_way(there):
        there.session.play()
        turn(there, objective="hinge")
    there.until(lambda: there.session.is_playing and there.trainer.step > 130)
    there.until(lambda: there.trainer.experiment.objective == "hinge")


def test_pause_takes_play_back_and_nothing_else(there: Traveller) -> None:
    with on_the_way(there):
        turn(there, objective="hinge")
        there.session.play()
        there.session.pause()
    there.rest()
    assert there.summary.step == 120
    assert not there.session.is_playing
    assert was_turned(there, objective="hinge")


def test_a_step_by_hand_is_made_there(there: Traveller) -> None:
    with on_the_way(there):
        turn(there, objective="hinge")
        there.session.move(StepKind.BOTH)
    there.until(lambda: there.summary.step == 121)
    assert was_turned(there, objective="hinge")


def test_who_leaves_the_way_is_told_which_knobs_are_as_they_were(there: Traveller) -> None:
    with on_the_way(there):
        turn(there, objective="hinge")
        there.session.cancel()
    there.rest()
    assert there.session.experiment == there.trainer.experiment
    assert there.session.experiment.objective != "hinge"


# Side by side.


def test_two_runs_that_differ_in_a_live_knob_go_on_from_here_in_step(there: Traveller) -> None:
    there.take_steps(5)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.comparisons and there.runs_b)
    comparison = there.comparisons[-1]
    assert comparison is not None
    assert [(one.path, one.run_b_value) for one in comparison.differences] == [(rates, 0.02)]
    there.train_to(60)
    there.until(lambda: there.runs_b[-1].step == there.frames[-1].step)
    step = there.trainer.step
    assert_same(there.trainer.state(), fresh(step).state())
    assert_same(there.run_b.state(), fresh(step, Edit(rates, 0.02, 5)).state())


def test_a_structural_knob_and_another_seed_begin_both_anew(there: Traveller) -> None:
    there.take_steps(5)
    there.session.comparison_client.compare({"generator.width": 16}, seed=9)
    there.until(lambda: there.comparisons and there.runs_b)
    assert (there.trainer.step, there.run_b.step) == (0, 0)
    assert (there.trainer.seed, there.run_b.seed) == (4, 9)
    assert there.run_b.experiment.generator.width == 16
    assert [one.path for one in there.comparisons[-1].differences] == ["generator.width", "seed"]  # type: ignore[union-attr]


def test_who_leaves_the_way_through_the_past_has_both_runs_at_one_step(there: Traveller) -> None:
    """What is kept of one is not kept of the other: they meet at what is kept of both."""
    there.take_steps(2)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.runs_b)
    there.rest()
    there.take_steps(3)
    run = there.session._worker.runs[0]
    run.timeline.record(run.trainer)
    there.take_steps(3)
    there.session.send(commands.Visit(5, run=run.trainer.run))
    there.rest()
    assert there.trainer.step == 5 != there.run_b.step
    there.session.cancel()
    there.rest()
    step = there.trainer.step
    assert step == there.run_b.step < 5
    assert there.frames[-1].step == there.runs_b[-1].step == step
    assert_same(there.trainer.state(), fresh(step).state())
    assert_same(there.run_b.state(), fresh(step).state())
    there.session.past.go_to(8)
    there.until(lambda: there.frames[-1].step == 8)
    there.rest()
    assert_same(there.trainer.state(), fresh(8).state())
    assert_same(there.run_b.state(), fresh(8, Edit(rates, 0.02, 2)).state())


def test_while_both_train_the_window_gets_two_pictures_of_one_step_at_once(there: Traveller) -> None:
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.runs_b)
    pictures: list[Frame] = []
    there.session.frame_ready.connect(pictures.append)
    there.session.run_b_frame_ready.connect(pictures.append)
    there.session.play()
    there.until(lambda: len(pictures) > 30)
    there.session.pause()
    pairs = list(zip(pictures[10:30:2], pictures[11:30:2], strict=True))
    assert {(one.run, other.run) for one, other in pairs} == {(1, 2)}
    assert all(one.step == other.step for one, other in pairs)
    assert len({one.step for one, _ in pairs}) == 10


def test_what_begins_anew_while_compared_begins_anew_on_both_sides(there: Traveller) -> None:
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.runs_b)
    there.take_steps(3)
    for begin, seed, width in (
        (there.session.restart, 4, 8),
        (lambda: there.session.reseed(11), 11, 8),
        (lambda: there.session.turn({"generator.width": 4}), 11, 4),
    ):
        before = there.trainer.run
        begin()
        there.until(lambda before=before: there.trainer.run > before and len(there.session._worker.runs) == 2)
        there.until(lambda: there.session.comparison_client.comparison is not None)
        there.session.pause()
        there.rest()
        for side, rate in ((there.trainer, 0.001), (there.run_b, 0.02)):
            assert (side.seed, side.experiment.generator.width) == (seed, width)
            assert side.experiment.knob(rates) == rate
            assert side.edits[:1] == (() if side is there.trainer else (Edit(rates, 0.02, 0, side.run),))


def test_another_seed_stays_the_difference_when_both_begin_anew(there: Traveller) -> None:
    there.session.comparison_client.compare({}, seed=9)
    there.until(lambda: there.runs_b)
    before = there.trainer.run
    there.session.restart()
    there.until(lambda: there.trainer.run > before and len(there.session._worker.runs) == 2)
    assert (there.trainer.seed, there.run_b.seed) == (4, 9)
    before = there.trainer.run
    there.session.reseed(9)  # what differed is the same now
    there.until(lambda: there.trainer.run > before)
    there.until(lambda: there.session.comparison_client.comparison is None)
    assert len(there.session._worker.runs) == 1


def test_play_before_they_parted_compares_what_was_asked_for(there: Traveller) -> None:
    there.take_steps(6)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.runs_b)
    there.take_steps(4)
    there.be_at(3)
    there.until(lambda: there.comparisons[-1] is not None and not there.comparisons[-1].differences)
    there.session.play()
    there.until(lambda: there.trainer.step > 20)
    there.session.pause()
    there.rest()
    assert [(one.path, one.run_b_value) for one in there.comparisons[-1].differences] == [(rates, 0.02)]  # type: ignore[union-attr]
    step = there.trainer.step
    assert_same(there.trainer.state(), fresh(step).state())
    assert_same(there.run_b.state(), fresh(step, Edit(rates, 0.02, 3)).state())


def test_a_knob_that_is_turned_before_they_parted_lets_them_part_there(there: Traveller) -> None:
    there.take_steps(6)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.runs_b)
    there.take_steps(4)
    there.be_at(3)
    there.session.turn({"batch_size": 16})
    there.until(lambda: there.run_b.experiment.batch_size == 16 and there.run_b.experiment.knob(rates) == 0.02)
    there.take_steps(2)
    batch = Edit("batch_size", 16, 3)
    assert_same(there.trainer.state(), fresh(5, batch).state())
    assert_same(there.run_b.state(), fresh(5, batch, Edit(rates, 0.02, 3)).state())
    there.be_at(2)
    there.session.turn({rates: 0.05})  # what is compared is A's own
    there.until(lambda: there.trainer.experiment.knob(rates) == 0.05)
    there.take_steps(1)
    assert (there.trainer.experiment.knob(rates), there.run_b.experiment.knob(rates)) == (0.05, 0.02)


def test_what_began_in_the_past_is_brought_level_before_it_plays(there: Traveller) -> None:
    there.take_steps(30)
    there.be_at(10)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.runs_b)
    there.session.past.go_to(30)
    there.until(lambda: there.trainer.step == there.run_b.step == 30)
    there.session.past.go_to(25)
    there.until(lambda: there.trainer.step == there.run_b.step == 25)
    there.session.play()
    there.until(lambda: there.session.is_playing and there.trainer.step > 60)
    there.session.pause()
    there.rest()
    assert there.trainer.step == there.run_b.step


def test_a_future_that_is_taken_while_comparing_is_told_of(there: Traveller) -> None:
    there.session.comparison_client.compare({"objective": "hinge"})
    there.until(lambda: there.runs_b)
    there.session.past.look_ahead(LookAhead((Option({rates: 0.02}, "faster", "fast"),), 3))
    there.until(lambda: there.outcomes and there.outcomes[-1] is not None and there.outcomes[-1].share == 1)
    there.session.past.take_outcome(0)
    there.until(lambda: {one.path for one in there.comparisons[-1].differences} == {"objective", rates})  # type: ignore[union-attr]


@pytest.mark.parametrize("bring", ["swap", "keep_run_b"])
def test_the_panels_have_the_knobs_of_the_run_that_leads(there: Traveller, bring: str) -> None:
    shown: list[Experiment] = []
    there.session.experiment_changed.connect(shown.append)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.runs_b)
    there.take_steps(2)
    run_b = there.run_b
    getattr(there.session.comparison_client, bring)()
    there.rest()
    assert there.trainer is run_b
    assert there.session.experiment.knob(rates) == 0.02
    assert shown[-1] == there.trainer.experiment


def test_a_knob_that_is_compared_is_turned_in_one_of_them_and_others_in_both(there: Traveller) -> None:
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.comparisons)
    there.session.turn({"batch_size": 16, rates: 0.001})
    there.until(lambda: there.run_b.experiment.batch_size == 16)
    assert there.run_b.experiment.knob(rates) == 0.02
    assert there.trainer.experiment.knob(rates) == 0.001


def test_both_go_back_together(there: Traveller) -> None:
    there.take_steps(3)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.comparisons)
    there.train_to(60)
    there.be_at(30)
    there.until(lambda: there.runs_b[-1].step == 30)
    assert_same(there.run_b.state(), fresh(30, Edit(rates, 0.02, 3)).state())


def test_a_branch_is_lived_on_beside_the_other(there: Traveller) -> None:
    there.take_steps(6)
    there.be_at(2)
    there.session.turn({rates: 0.02})
    there.take_steps(2)
    there.session.comparison_client.compare_branch(0)
    there.until(lambda: there.comparisons and there.runs_b and there.trainer.step == there.run_b.step == 6)
    there.rest()
    assert_same(there.run_b.state(), fresh(6).state())
    assert_same(there.trainer.state(), fresh(6, Edit(rates, 0.02, 2)).state())


def test_what_the_second_run_lived_stays_as_a_branch(there: Traveller) -> None:
    there.take_steps(2)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.comparisons)
    there.take_steps(3)
    there.session.comparison_client.end()
    there.until(lambda: there.comparisons[-1] is None and len(there.summary.branches) == 2)
    there.rest()
    branch = there.summary.branches[1]
    assert (branch.forked_at, branch.last_step, branch.changes) == (2, 5, {rates: 0.02})
    there.session.past.switch(1)
    there.until(lambda: there.summary.branch == 1)
    there.rest()
    assert_same(there.trainer.state(), fresh(5, Edit(rates, 0.02, 2)).state())


@pytest.mark.parametrize("values", [{rates: 0.02}, {"generator.width": 16}])
def test_the_second_run_can_be_kept_instead(there: Traveller, values: dict[str, Any]) -> None:
    there.session.comparison_client.compare(values)
    there.until(lambda: there.comparisons and there.runs_b)
    there.take_steps(3)
    kept = there.run_b.state()
    there.session.comparison_client.keep_run_b()
    there.until(lambda: there.comparisons[-1] is None and len(there.session._worker.runs) == 1)
    there.rest()
    there.until(lambda: there.session.experiment == there.trainer.experiment)
    assert_same(there.trainer.state(), kept)
    there.take_steps(1)
    assert there.frames[-1].run == there.session.run.run  # type: ignore[union-attr]


def test_the_two_can_change_places(there: Traveller) -> None:
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.comparisons and there.runs_b)
    there.take_steps(2)
    first = there.trainer
    there.session.comparison_client.swap()
    there.until(lambda: there.run_b is first and there.session.experiment.knob(rates) == 0.02)
    there.take_steps(2)
    assert there.runs_b[-1].run == first.run
    there.session.comparison_client.end()
    there.until(lambda: there.comparisons[-1] is None)
    there.rest()
    assert branches_of(there.summary) == [("first", 0, 4), ("branch 1", 0, 4)]


def branches_of(summary: TimelineSummary) -> list[tuple[str, int, int]]:
    return [(branch.name, branch.forked_at, branch.last_step) for branch in summary.branches]


def test_no_branch_and_no_bookmark_is_lost_when_the_two_change_places(there: Traveller) -> None:
    there.take_steps(4)
    there.session.past.bookmark()
    there.be_at(2)
    there.session.turn({"batch_size": 16})
    there.take_steps(4)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.comparisons and there.runs_b)
    there.take_steps(3)
    there.session.comparison_client.swap()
    there.until(lambda: there.session.experiment.knob(rates) == 0.02)
    there.take_steps(1)
    there.session.comparison_client.end()
    there.until(lambda: there.comparisons[-1] is None)
    there.rest()
    there.session.past.rename(0, "the first one")
    there.until(lambda: there.summary.branches[0].name == "the first one")
    assert branches_of(there.summary) == [("the first one", 0, 4), ("branch 1", 2, 10), ("branch 2", 6, 10)]
    assert [mark.name for mark in there.summary.bookmarks] == ["step 4"]
    assert_same(there.trainer.state(), fresh(10, Edit("batch_size", 16, 2), Edit(rates, 0.02, 6)).state())
    there.session.past.go_to_mark(1, 8)
    there.until(lambda: there.summary.branch == 1 and there.frames[-1].step == 8)
    there.rest()
    assert_same(there.trainer.state(), fresh(8, Edit("batch_size", 16, 2)).state())


def test_both_stay_where_they_are_in_the_past_when_they_change_places(there: Traveller) -> None:
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.comparisons and there.runs_b)
    there.take_steps(6)
    there.be_at(3)
    there.session.comparison_client.swap()
    there.until(lambda: there.session.experiment.knob(rates) == 0.02)
    there.until(lambda: [branch.last_step for branch in there.summary.branches] == [6, 6])
    there.until(lambda: (there.trainer.step, there.run_b.step, there.frames[-1].step) == (3, 3, 3))
    there.rest()
    assert_same(there.trainer.state(), fresh(3, Edit(rates, 0.02, 0)).state())
    assert_same(there.run_b.state(), fresh(3).state())
    there.session.comparison_client.keep_run_b()
    there.until(lambda: there.comparisons[-1] is None and there.session.experiment.knob(rates) == small.knob(rates))
    there.rest()
    there.until(lambda: there.trainer.step == there.frames[-1].step == 3)
    assert_same(there.trainer.state(), fresh(3).state())


def test_a_comparison_that_ends_in_the_past_loses_nothing(there: Traveller) -> None:
    """What the second run lived before and after both went back stays, bit for bit."""
    there.take_steps(4)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.comparisons and there.runs_b)
    there.take_steps(4)
    there.be_at(6)
    there.session.move(StepKind.DISCRIMINATOR)
    there.until(lambda: len(there.summary.branches) == 2)
    there.rest()
    there.take_steps(3)
    lived = there.run_b.state()
    there.be_at(2)
    there.session.comparison_client.end()
    there.until(lambda: there.comparisons[-1] is None and len(there.summary.branches) == 4)
    there.rest()
    assert [(branch.forked_at, branch.last_step) for branch in there.summary.branches[2:]] == [(4, 8), (6, 10)]
    there.session.past.switch(there.summary.branches[3].number)
    there.until(lambda: there.summary.branch == there.summary.branches[3].number and there.trainer.step == 10)
    there.rest()
    assert_same(there.trainer.state(), lived)
    there.session.past.go_to_mark(there.summary.branches[2].number, 7)
    there.until(lambda: there.frames[-1].step == there.trainer.step == 7)
    assert_same(there.trainer.state(), fresh(7, Edit(rates, 0.02, 4)).state())


def test_a_second_run_can_be_kept_before_it_has_lived(there: Traveller) -> None:
    there.take_steps(4)
    there.be_at(2)
    there.session.turn({"batch_size": 16})
    there.take_steps(1)
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.comparisons and there.runs_b)
    there.session.comparison_client.keep_run_b()
    there.until(lambda: there.comparisons[-1] is None and there.session.experiment.knob(rates) == 0.02)
    there.rest()
    there.take_steps(1)
    assert_same(there.trainer.state(), fresh(4, Edit("batch_size", 16, 2), Edit(rates, 0.02, 3)).state())
    assert branches_of(there.summary) == [("first", 0, 4), ("branch 1", 2, 3), ("branch 2", 3, 4)]


def test_a_branch_that_was_lived_on_beside_another_went_on(there: Traveller) -> None:
    there.take_steps(6)
    there.be_at(2)
    there.session.turn({rates: 0.02})
    there.take_steps(4)
    there.session.comparison_client.compare_branch(0)
    there.until(lambda: there.comparisons and there.runs_b)
    there.take_steps(3)
    there.session.comparison_client.end()
    there.until(lambda: there.comparisons[-1] is None and there.summary.branches[0].last_step == 9)
    there.rest()
    assert branches_of(there.summary) == [("first", 0, 9), ("branch 1", 2, 9)]
    for step in (7, 5):
        there.session.past.go_to_mark(0, step)
        there.until(lambda step=step: there.summary.branch == 0 and there.frames[-1].step == step)
        there.rest()
        assert_same(there.trainer.state(), fresh(step).state())


def test_what_cannot_be_compared_says_so_and_leaves_the_run_alone(there: Traveller) -> None:
    there.take_steps(2)
    there.session.comparison_client.compare({"data.kind": "ring"})
    there.until(lambda: there.failures)
    assert there.trainer.step == 2
    assert not there.comparisons


# Looking ahead.


def choices(*factors: float) -> LookAhead:
    now = small.knob(rates)
    turned = [{rates: now * factor} if factor != 1 else {} for factor in factors]
    return LookAhead(tuple(Option(values, "", "") for values in turned), 30)


def test_futures_are_what_would_have_come(there: Traveller) -> None:
    there.take_steps(4)
    there.session.past.look_ahead(choices(0.5, 1, 2))
    there.until(lambda: there.outcomes and there.outcomes[-1] is not None and there.outcomes[-1].share == 1)
    ahead = there.outcomes[-1]
    assert ahead is not None
    assert there.trainer.step == 4
    assert [outcome.history.whole["loss.generator"].steps[-1] for outcome in ahead.outcomes] == [34, 34, 34]
    same = fresh(34)
    same.flush()
    own = same.log.history.whole["loss.generator"].values
    assert ahead.outcomes[1].history.whole["loss.generator"].values.tolist() == own.tolist()
    assert ahead.outcomes[0].history.whole["loss.generator"].values.tolist() != own.tolist()
    for factor, outcome in zip((0.5, 1, 2), ahead.outcomes, strict=True):
        shown = fresh(34, *([] if factor == 1 else [Edit(rates, small.knob(rates) * factor, 4)])).observe().picture
        assert outcome.ghost is not None
        assert outcome.ghost.step == 34
        assert outcome.ghost.picture.density.tolist() == shown.generated_density.tolist()
    there.session.past.take_outcome(2)
    there.until(lambda: there.frames[-1].step == 34)
    there.rest()
    assert there.outcomes[-1] is None
    assert_same(there.trainer.state(), fresh(34, Edit(rates, small.knob(rates) * 2, 4)).state())
    there.until(lambda: there.session.experiment == there.trainer.experiment)


def test_to_look_ahead_changes_nothing(there: Traveller) -> None:
    there.take_steps(3)
    there.session.past.look_ahead(choices(0.5, 1, 2))
    there.until(lambda: there.outcomes and there.outcomes[-1] is not None and there.outcomes[-1].share == 1)
    there.session.past.end_look_ahead()
    there.until(lambda: there.outcomes[-1] is None)
    there.take_steps(3)
    same = fresh(6)
    assert_same(there.trainer.state(), same.state())
    assert there.frames[-1].picture.generated_density.tolist() == same.observe().picture.generated_density.tolist()


def test_futures_are_gone_when_the_run_goes_on(there: Traveller) -> None:
    there.take_steps(2)
    there.session.past.look_ahead(choices(1, 2))
    there.until(lambda: there.outcomes)
    there.take_steps(1)
    assert there.outcomes[-1] is None
    there.session.past.take_outcome(0)
    there.take_steps(1)
    assert there.trainer.step == 4


def test_looking_ahead_can_be_cancelled(there: Traveller) -> None:
    there.session.past.look_ahead(LookAhead((Option({}, "", ""),), 1_000_000))
    there.until(lambda: there.outcomes)
    there.session.cancel()
    there.take_steps(1)
    assert there.trainer.step == 1


def test_what_is_dismissed_while_it_is_looked_for_does_not_come_back(there: Traveller) -> None:
    there.session.past.look_ahead(LookAhead((Option({}, "", ""),), 1_000_000))
    there.until(lambda: there.outcomes)
    there.session.past.end_look_ahead()
    there.until(lambda: there.outcomes[-1] is None)
    there.rest()
    assert not there.session._worker.tasks.is_on
    assert there.outcomes[-1] is None
    there.take_steps(1)
    assert there.trainer.step == 1


def test_a_future_can_be_taken_as_far_as_it_was_seen(there: Traveller) -> None:
    there.take_steps(2)
    there.session.past.look_ahead(LookAhead((Option({}, "", ""), Option({rates: 0.02}, "", "")), 1_000_000))
    there.until(lambda: there.outcomes)
    there.session.cancel()
    there.session.past.take_outcome(1)
    there.until(lambda: there.outcomes[-1] is None and there.frames[-1].step > 2)
    there.rest()
    assert_same(there.trainer.state(), fresh(there.trainer.step, Edit(rates, 0.02, 2)).state())


def test_the_second_run_comes_along_into_a_future_that_the_first_takes(there: Traveller) -> None:
    there.session.comparison_client.compare({rates: 0.02})
    there.until(lambda: there.comparisons and there.runs_b)
    there.take_steps(10)
    there.be_at(4)
    there.until(lambda: there.run_b.step == 4)
    there.session.past.look_ahead(choices(1, 2))
    there.until(lambda: there.outcomes and there.outcomes[-1] is not None and there.outcomes[-1].share == 1)
    there.session.past.take_outcome(1)
    there.until(lambda: there.trainer.step == there.frames[-1].step == there.runs_b[-1].step == 34)
    there.rest()
    assert_same(there.run_b.state(), fresh(34, Edit(rates, 0.02, 0)).state())
    assert not there.session._worker.runs[1].timeline.is_past
