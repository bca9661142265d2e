"""A run's past: every step can be had again bit for bit, and what is lived anew becomes a branch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from gan.runs import assert_same, both, duel, make, weights
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.timeline.branch import most_checkpoints
from gan_playground.gan.timeline.steps import StepKind, StepRange, move_at, moves_until, with_move
from gan_playground.gan.timeline.summary import Bookmark, Issue
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson

State = dict[str, Tensor]


def lived(trainer: Trainer, steps: int, every: int = 7, **turned: Any) -> tuple[Timeline, dict[int, State]]:
    """Train, keep a moment now and then, and note every state; `turned`: knobs by the step at which they are turned."""
    timeline, states = Timeline(trainer), {trainer.step: trainer.state()}
    for _ in range(steps):
        for edit in turned.get(f"at_{trainer.step}", ()):
            timeline.apply(trainer, edit)
        trainer.advance()
        states[trainer.step] = trainer.state()
        if trainer.step % every == 0:
            timeline.record(trainer)
    return timeline, states


def arrive(timeline: Timeline, trainer: Trainer, step: int) -> None:
    for _ in timeline.go_to(trainer, step):
        pass


edits = {
    "at_10": [Edit("generator.learning_rate", 0.02)],
    "at_23": [Edit("discriminator.optimizer", "rmsprop"), Edit("stabilise.average_half_life", 100.0)],
    "at_24": [Edit("batch_size", 16), Edit("stabilise.spectral_norm", True)],
    "at_30": [Edit("generator.theta1", 10.0), Edit("generator.theta2", 1.1)],  # read by the two knobs alone
}

KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "two knobs": {"generator__kind": "two-knobs"},
    "batch norm": {"generator__norm": "batch", "latent__dim": 3},
    "extragradient": both(optimizer="extragradient"),
    "penalised": {"penalty__r1": 1.0, "stabilise__instance_noise": 0.3, "stabilise__instance_noise_half_life": 20.0},
    "drifting": {"data__kind": "ring", "data__drift": 1.5, "latent__dim": 2},
    "packed": {"stabilise__pack": 2, "stabilise__unroll": 1},
}


@pytest.mark.parametrize("knobs", KINDS.values(), ids=KINDS.keys())
def test_every_step_of_the_past_can_be_had_again_bit_for_bit(knobs: dict[str, Any]) -> None:
    trainer = make(**knobs)
    timeline, states = lived(trainer, 40, **edits)
    for step in (40, 3, 10, 11, 22, 23, 24, 25, 7, 39, 1, 40, 0):
        arrive(timeline, trainer, step)
        assert trainer.step == step
        assert_same(trainer.state(), states[step])


@pytest.mark.parametrize("lesson", ["tug-of-war", "digits-conv", "counterfeiter", "palette"])
def test_lessons_come_back_as_well(lesson: str) -> None:
    trainer = Trainer(load_lesson(lesson).experiment, seed=5)
    timeline, states = lived(trainer, 9, every=4)
    for step in (2, 5, 9):
        arrive(timeline, trainer, step)
        assert_same(trainer.state(), states[step])


def test_a_fresh_run_with_the_same_edits_is_where_the_past_is() -> None:
    trainer = make()
    timeline, _ = lived(trainer, 40, **edits)
    arrive(timeline, trainer, 31)
    fresh = make()
    fresh.apply(*(Edit(edit.knob, edit.value, int(at[3:])) for at, group in edits.items() for edit in group))
    fresh.advance(31)
    assert_same(weights(trainer), weights(fresh))


def test_steps_of_one_player_are_made_again_by_that_player() -> None:
    trainer, made = duel(), {}
    timeline = Timeline(trainer)
    for move in (
        StepKind.BOTH,
        StepKind.DISCRIMINATOR,
        StepKind.DISCRIMINATOR,
        StepKind.GENERATOR,
        StepKind.BOTH,
        StepKind.DISCRIMINATOR,
    ):
        trainer.make(move)
        made[trainer.step] = trainer.state()
    for step in (5, 2, 3, 4, 1, 6):
        arrive(timeline, trainer, step)
        assert_same(trainer.state(), made[step])


def test_knobs_turned_twice_while_paused_take_effect_one_after_the_other() -> None:
    """Adam, SGD, and Adam again: its memory is gone, and is gone as well when the step is made again."""
    trainer = make()
    timeline = Timeline(trainer)
    trainer.advance(5)
    for name in ("sgd", "adam"):
        timeline.apply(trainer, Edit("generator.optimizer", name))
    trainer.advance(5)
    state = trainer.state()
    arrive(timeline, trainer, 2)
    arrive(timeline, trainer, 9)
    trainer.advance()
    assert_same(trainer.state(), state)


def test_what_is_near_is_shown_at_once() -> None:
    trainer = make()
    timeline, states = lived(trainer, 40, every=10)
    for wanted, shown in ((0, 0), (4, 0), (6, 10), (29, 30), (34, 30), (36, 40), (40, 40), (99, 40)):
        timeline.show(trainer, wanted)
        assert trainer.step == shown
        assert_same(trainer.state(), states[shown])


def test_the_score_is_as_it_was_then_and_comes_back_whole() -> None:
    trainer = make()
    timeline, _ = lived(trainer, 40)
    trainer.flush()
    whole = trainer.log.history.whole["loss.generator"]
    arrive(timeline, trainer, 17)
    trainer.flush()
    then = trainer.log.history.whole["loss.generator"]
    assert then.steps.tolist() == list(range(1, 18))
    assert np.array_equal(then.values, whole.values[:17])
    arrive(timeline, trainer, 40)
    assert np.array_equal(trainer.log.history.whole["loss.generator"].values, whole.values)


def test_the_recent_past_of_then_is_seen_step_by_step() -> None:
    """Of a run that has gone on for longer than the recent past is long, too."""
    trainer = duel()
    timeline, _ = lived(trainer, 900, every=90)
    arrive(timeline, trainer, 300)
    trainer.flush()
    assert trainer.log.history.recent["theta"].steps.tolist() == list(range(1, 301))


def test_looking_back_changes_nothing_in_what_comes() -> None:
    trainer, other = make(), make()
    timeline, _ = lived(trainer, 20)
    arrive(timeline, trainer, 3)
    timeline.show(trainer, 11)
    arrive(timeline, trainer, 20)
    trainer.advance(20)
    other.advance(40)
    assert_same(trainer.state(), other.state())


def test_a_journey_can_be_left_and_taken_up_again() -> None:
    trainer = make()
    timeline, states = lived(trainer, 40, every=100)
    navigation = timeline.go_to(trainer, 30)
    for _ in range(5):
        next(navigation)
    navigation.close()
    assert 0 < trainer.step < 30
    assert_same(trainer.state(), states[trainer.step])
    arrive(timeline, trainer, 40)
    assert_same(trainer.state(), states[40])


# Branches.


def branched() -> tuple[Timeline, Trainer, dict[int, State], dict[int, State]]:
    """Forty steps, and twenty others after the fifteenth."""
    trainer = make()
    timeline, states = lived(trainer, 40, **edits)
    arrive(timeline, trainer, 15)
    timeline.apply(trainer, Edit("generator.learning_rate", 0.5))
    others = {}
    for _ in range(20):
        trainer.advance()
        others[trainer.step] = trainer.state()
        if trainer.step % 6 == 0:
            timeline.record(trainer)
    return timeline, trainer, states, others


def test_what_is_lived_from_the_past_on_is_a_branch_and_the_other_stays() -> None:
    timeline, trainer, states, others = branched()
    summary = timeline.summary(trainer)
    first, second = summary.branches
    assert (summary.branch, summary.step, summary.present.last_step) == (second.number, 35, 35)
    assert (first.parent, first.last_step) == (None, 40)
    assert (second.parent, second.forked_at, second.changes) == (0, 15, {"generator.learning_rate": 0.5})
    for number, made, steps in ((0, states, (40, 20, 8)), (second.number, {**states, **others}, (35, 16, 9, 15))):
        timeline.switch(trainer, number)
        for step in steps:
            arrive(timeline, trainer, step)
            expected = states[step] if step <= 15 else made[step]
            assert_same(weights(trainer), {key: expected[key] for key in weights(trainer)})


def test_a_branch_knows_its_own_edits_and_none_of_the_future_it_left() -> None:
    timeline, trainer, _, _ = branched()
    assert [(edit.knob, edit.step) for edit in trainer.edits] == [
        ("generator.learning_rate", 10),
        ("generator.learning_rate", 15),
    ]
    assert trainer.experiment.discriminator.optimizer == "adam"
    timeline.switch(trainer, 0)
    assert trainer.experiment.discriminator.optimizer == "rmsprop"


def test_going_on_without_a_change_lives_the_same_again() -> None:
    trainer = make()
    timeline, states = lived(trainer, 30)
    arrive(timeline, trainer, 12)
    timeline.fork(trainer)
    trainer.advance(18)
    assert_same(trainer.state(), states[30])
    assert len(timeline.branches) == 2


def test_in_the_present_nothing_forks() -> None:
    trainer = make()
    timeline, _ = lived(trainer, 10)
    arrive(timeline, trainer, 4)
    arrive(timeline, trainer, 10)
    timeline.fork(trainer)
    timeline.apply(trainer, Edit("batch_size", 8))
    assert len(timeline.branches) == 1


def test_a_refused_change_in_the_past_leaves_everything_as_it_was() -> None:
    trainer = make()
    timeline, states = lived(trainer, 30, **edits)
    arrive(timeline, trainer, 12)
    with pytest.raises(PlaygroundError):
        timeline.apply(trainer, Edit("batch_size", -1))
    assert len(timeline.branches) == 1
    arrive(timeline, trainer, 30)
    assert_same(trainer.state(), states[30])


def test_what_was_planned_for_later_is_still_planned_on_a_branch() -> None:
    trainer = make()
    trainer.apply(Edit("batch_size", 8, step=20))
    timeline, _ = lived(trainer, 30)
    arrive(timeline, trainer, 10)
    timeline.fork(trainer)
    trainer.advance(20)
    assert trainer.experiment.batch_size == 8


def test_branches_of_branches_leave_where_they_were_seen() -> None:
    timeline, trainer, states, _ = branched()
    arrive(timeline, trainer, 8)  # on the part that both share
    timeline.apply(trainer, Edit("batch_size", 8))
    trainer.advance()
    third = timeline.summary(trainer).present
    assert (third.parent, third.forked_at) == (0, 8)
    arrive(timeline, trainer, 5)
    assert_same(trainer.state(), states[5])


def test_a_branch_goes_with_all_that_grew_from_it_and_can_be_brought_back() -> None:
    timeline, trainer, _, others = branched()
    arrive(timeline, trainer, 30)
    timeline.apply(trainer, Edit("batch_size", 8))
    trainer.advance()
    timeline.bookmark(trainer, "here")
    used = timeline.used_bytes
    assert timeline.remove(trainer, 1) == 2
    summary = timeline.summary(trainer)
    assert ([branch.number for branch in summary.branches], summary.branch, summary.step) == ([0], 0, 40)
    assert (summary.bookmarks, timeline.used_bytes < used) == ((), True)
    assert timeline.bring_back(1)
    assert not timeline.bring_back(1)
    assert timeline.summary(trainer).bookmarks == (Bookmark(2, 31, "here"),)
    timeline.switch(trainer, 1)
    assert_same(trainer.state(), others[35])


def test_what_was_brought_back_is_no_other_branch() -> None:
    timeline, trainer, _, _ = branched()
    timeline.remove(trainer, 1)
    arrive(timeline, trainer, 12)
    timeline.fork(trainer)
    timeline.bring_back(1)
    assert [branch.number for branch in timeline.summary(trainer).branches] == [0, 2, 1]


def test_the_first_branch_cannot_be_removed() -> None:
    timeline, trainer, _, _ = branched()
    with pytest.raises(PlaygroundError, match="first branch"):
        timeline.remove(trainer, 0)
    with pytest.raises(PlaygroundError, match="no branch 9"):
        timeline.switch(trainer, 9)


def test_names() -> None:
    timeline, trainer, _, _ = branched()
    timeline.rename(1, "  calmer ")
    timeline.rename(0, "   ")
    timeline.bookmark(trainer)
    timeline.bookmark(trainer, "it breaks")
    timeline.issue(33, "mode-collapse", "Mode collapse")
    timeline.issue(33, "mode-collapse", "Mode collapse")
    summary = timeline.summary(trainer)
    assert [branch.name for branch in summary.branches] == ["first", "calmer"]
    assert [(mark.branch, mark.step, mark.name) for mark in summary.bookmarks] == [(1, 35, "it breaks")]
    assert [(mark.branch, mark.step) for mark in summary.issues] == [(1, 33)]
    timeline.put_bookmark(1, 35, "there")
    assert timeline.bookmarks[0].name == "there"
    timeline.put_bookmark(9, 35, "nowhere")
    timeline.put_bookmark(1, 35, "")
    assert not timeline.bookmarks


# Branches that only repeat what there is.


def repeated(steps: int, **turned: Any) -> tuple[Timeline, Trainer, dict[int, State]]:
    """Forty steps; from the twelfth on, some of them once more, on a branch on which nothing is changed."""
    trainer = make()
    timeline, states = lived(trainer, 40, **turned)
    arrive(timeline, trainer, 12)
    timeline.fork(trainer)
    trainer.advance(steps)
    return timeline, trainer, states


def numbers(timeline: Timeline) -> list[int]:
    return [branch.number for branch in timeline.branches]


def test_a_branch_that_repeats_another_is_bitwise_a_part_of_it_and_goes_when_it_is_left() -> None:
    timeline, trainer, states = repeated(18, at_35=[Edit("batch_size", 8)])
    tip = trainer.state()
    timeline.bookmark(trainer, "again")
    assert numbers(timeline) == [0, 1]
    timeline.switch(trainer, 0)
    assert numbers(timeline) == [0]
    assert timeline.bookmarks == [Bookmark(0, 30, "again")]
    arrive(timeline, trainer, 30)
    assert_same(trainer.state(), tip)
    assert_same(trainer.state(), states[30])


def test_playing_on_in_the_past_again_and_again_leaves_one_branch_at_most() -> None:
    timeline, trainer, states = repeated(18)
    for step in (20, 15, 5):
        arrive(timeline, trainer, step)
        timeline.fork(trainer)
        trainer.advance(4)
        assert len(timeline.branches) == 2
    assert_same(trainer.state(), states[9])
    timeline.switch(trainer, 0)
    assert numbers(timeline) == [0]


@pytest.mark.parametrize("kind", ["longer", "turned", "moved", "planned", "turned there", "named"])
def test_a_branch_stays_that_has_anything_of_its_own(kind: str) -> None:
    timeline, trainer, _ = repeated(8, at_20=[Edit("batch_size", 8)] if kind == "turned there" else [])
    does: dict[str, Any] = {
        "longer": lambda: trainer.advance(30),
        "turned": lambda: trainer.apply(Edit("batch_size", 16)),
        "moved": trainer.step_generator,
        "planned": lambda: trainer.apply(Edit("batch_size", 16, step=90)),
        "named": lambda: timeline.rename(1, "mine"),
    }
    does.get(kind, bool)()
    state = trainer.state()
    timeline.switch(trainer, 0)
    assert numbers(timeline) == [0, 1]
    timeline.switch(trainer, 1)
    assert_same(trainer.state(), state)


def test_what_grew_from_a_branch_that_goes_grows_from_the_other() -> None:
    timeline, trainer, _ = repeated(18)
    arrive(timeline, trainer, 22)
    before = trainer.state()
    timeline.apply(trainer, Edit("batch_size", 8))
    trainer.advance(5)
    state = trainer.state()
    summary = timeline.summary(trainer)
    assert [(branch.number, branch.parent, branch.forked_at) for branch in summary.branches] == [
        (0, None, 0),
        (2, 0, 22),
    ]
    for step, expected in ((22, before), (27, state)):
        arrive(timeline, trainer, step)
        assert_same(trainer.state(), expected)


def test_every_branch_stands_after_the_one_it_grew_from() -> None:
    """Here a branch goes that a later and longer one has lived as well, which takes over what grew from it."""
    timeline, trainer, _ = repeated(40)  # longer than the first, so it stays
    arrive(timeline, trainer, 50)
    timeline.apply(trainer, Edit("batch_size", 8))
    trainer.advance()
    timeline.switch(trainer, 0)
    arrive(timeline, trainer, 12)
    timeline.fork(trainer)
    trainer.advance(60)
    timeline.switch(trainer, 1)
    timeline.switch(trainer, 2)
    parents = [(branch.number, branch.parent) for branch in timeline.summary(trainer).branches]
    assert parents == [(0, None), (3, 0), (2, 3)]


def test_trouble_that_was_found_only_on_the_branch_that_goes_is_not_forgotten() -> None:
    timeline, trainer, _ = repeated(18)
    timeline.issues = [Issue(0, 33, "collapse", "Mode collapse")]
    timeline.issue(28, "collapse", "Mode collapse")
    timeline.issue(29, "oscillation", "They go round in circles")
    timeline.switch(trainer, 0)
    assert [(mark.branch, mark.step) for mark in timeline.issues] == [(0, 33), (0, 29)]


# Twins.


def test_what_a_twin_has_lived_is_taken_in_as_a_branch() -> None:
    trainer = make()
    timeline, _ = lived(trainer, 20)
    twin, origin = trainer.twin(7), trainer.checkpoint()
    own = timeline.until_here(twin)
    own.apply(twin, Edit("generator.learning_rate", 0.3))
    twin.advance(9)
    state = twin.state()
    arrive(own, twin, 13)  # its past reaches back to where it came from
    arrive(own, twin, 29)
    timeline.adopt(origin, own, twin)
    assert trainer.step == 20
    branch = timeline.summary(trainer).branches[-1]
    assert (branch.parent, branch.forked_at, branch.last_step) == (0, 20, 29)
    timeline.switch(trainer, branch.number)
    assert_same(trainer.state(), state)
    arrive(timeline, trainer, 25)
    arrive(timeline, trainer, 29)
    assert_same(trainer.state(), state)


def test_what_a_twin_has_lived_grows_from_where_it_left_wherever_the_run_is_by_then() -> None:
    timeline, trainer, _, others = branched()
    twin, origin = timeline.twin(trainer, 7), trainer.checkpoint()
    own = timeline.until_here(twin)
    own.apply(twin, Edit("batch_size", 8))
    twin.advance(5)
    timeline.switch(trainer, 0)
    timeline.adopt(origin, own, twin)
    assert timeline.summary(trainer).branches[-1].parent == 1
    timeline.switch(trainer, 2)
    arrive(timeline, trainer, 30)
    assert_same(trainer.state(), others[30])


def test_a_twin_that_never_moved_leaves_nothing() -> None:
    trainer = make()
    timeline, _ = lived(trainer, 20)
    twin, origin = trainer.twin(7), trainer.checkpoint()
    timeline.adopt(origin, timeline.until_here(twin), twin)
    assert len(timeline.branches) == 1


@pytest.mark.parametrize("step", [20, 8])
def test_a_future_can_come_true(step: int) -> None:
    """In the present the run goes on as the twin did; in the past, a branch does."""
    trainer = make()
    timeline, _ = lived(trainer, 20)
    arrive(timeline, trainer, step)
    twin = timeline.twin(trainer, trainer.run)
    twin.apply(Edit("batch_size", 8))
    twin.advance(15)
    timeline.live(trainer, twin)
    assert_same(trainer.state(), twin.state())
    assert len(timeline.branches) == (1 if step == 20 else 2)
    state = trainer.state()
    arrive(timeline, trainer, step + 3)
    arrive(timeline, trainer, step + 15)
    assert_same(trainer.state(), state)
    assert timeline.summary(trainer).present.last_step == step + 15


# Memory.


def test_memory_stays_within_its_budget_and_the_past_within_reach() -> None:
    trainer = make()
    budget = 60 * trainer.checkpoint().size_bytes
    timeline = Timeline(trainer, budget)
    for _ in range(500):
        trainer.advance()
        timeline.record(trainer)
        assert timeline.used_bytes <= budget
    kept = np.array([0, *timeline.summary(trainer).kept_steps, 500])
    assert len(kept) > 40
    gaps = np.diff(kept)
    assert gaps.max() <= 60  # the far past in tenths at least, and the last steps one by one
    assert gaps[-4:].max() <= 3


def test_a_smaller_budget_thins_at_once_and_a_larger_one_keeps_more_from_then_on() -> None:
    trainer = make()
    timeline, states = lived(trainer, 200, every=1)
    before = timeline.used_bytes
    timeline.set_budget(before // 4)
    assert timeline.used_bytes <= before // 4
    timeline.set_budget(before)
    for _ in range(50):
        trainer.advance()
        timeline.record(trainer)
    assert timeline.used_bytes > before // 4
    arrive(timeline, trainer, 97)
    assert_same(trainer.state(), states[97])


def test_what_was_removed_stays_within_the_budget_and_comes_back_all_the_same() -> None:
    timeline, trainer, _, others = branched()
    timeline.remove(trainer, 1)
    room = timeline.used_bytes + 3 * trainer.checkpoint().size_bytes
    timeline.set_budget(room)
    assert len(timeline.branch.checkpoints) > 3, "what was removed goes first"
    assert timeline.bring_back(1)
    assert timeline.used_bytes <= room
    timeline.switch(trainer, 1)
    arrive(timeline, trainer, 29)
    assert_same(trainer.state(), others[29])


def test_of_many_that_were_removed_the_oldest_go_for_good() -> None:
    trainer = make()
    timeline, _ = lived(trainer, 20)
    for number in range(1, 9):
        arrive(timeline, trainer, 10)
        timeline.apply(trainer, Edit("batch_size", 8))
        trainer.advance()
        timeline.remove(trainer, number)
    timeline.set_budget(24 * trainer.checkpoint().size_bytes)  # of which a quarter is three starts and three tips
    assert [number for number in range(1, 9) if timeline.bring_back(number)] == [6, 7, 8]


def test_however_small_moments_are_there_is_an_end_to_their_number() -> None:
    trainer = make(generator__kind="two-knobs")
    timeline = Timeline(trainer)
    for _ in range(most_checkpoints + 700):
        trainer.step += 1  # as if it trained
        timeline.record(trainer)
    assert len(timeline.summary(trainer).kept_steps) <= most_checkpoints


def test_a_moment_is_a_copy_that_training_does_not_touch() -> None:
    trainer = make()
    trainer.advance(3)
    checkpoint = trainer.checkpoint()
    before = checkpoint.numbers.clone()
    trainer.advance(5)
    assert torch.equal(checkpoint.numbers, before)
    assert {name: tensor.shape for name, tensor in checkpoint.tensors().items()} == {
        name: tensor.shape for name, tensor in trainer.state().items() if name not in ("random", "counters", "angle")
    }


# Moves.


def test_moves_are_kept_as_stretches() -> None:
    moves: tuple[StepRange, ...] = ()
    made = [StepKind.BOTH, *[StepKind.DISCRIMINATOR] * 3, StepKind.GENERATOR, StepKind.BOTH, StepKind.DISCRIMINATOR]
    for step, move in enumerate(made, start=1):
        moves = with_move(moves, step, move)
    assert moves == (
        StepRange(2, 4, StepKind.DISCRIMINATOR),
        StepRange(5, 5, StepKind.GENERATOR),
        StepRange(7, 7, StepKind.DISCRIMINATOR),
    )
    assert [move_at(moves, step) for step in range(1, 8)] == made
    assert moves_until(moves, 3) == (StepRange(2, 3, StepKind.DISCRIMINATOR),)
