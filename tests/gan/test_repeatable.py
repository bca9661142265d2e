"""The promises of a run: repeatable, looked at without being changed, kept and moved."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from cases import one_in
from gan.runs import assert_same, both, differ, make, weights
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.training import threads
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson

# Repeatable.


@pytest.mark.parametrize("knobs", [{}, {"generator__kind": "two-knobs"}, {"data__kind": "mixture", "latent__dim": 5}])
def test_one_seed_gives_one_run(knobs: dict[str, Any]) -> None:
    first, second = make(seed=3, **knobs), make(seed=3, **knobs)
    first.advance(60)
    for _ in range(60):
        second.advance()
    assert_same(first.state(), second.state())


def test_another_seed_gives_another_run() -> None:
    first, second = make(seed=3), make(seed=4)
    assert differ(weights(first), weights(second))


def test_seeds_of_the_same_start_would_still_draw_other_batches() -> None:
    first, second = make(seed=3, generator__kind="two-knobs"), make(seed=4, generator__kind="two-knobs")
    first.advance(5)
    second.advance(5)
    assert differ(weights(first, "generator"), weights(second, "generator"))


@pytest.mark.parametrize("every", [1, 7])
def test_looking_changes_nothing(every: int) -> None:
    alone, watched = make(), make()
    alone.advance(42)
    for _ in range(0, 42, every):
        watched.observe()
        watched.advance(every)
        watched.flush()
    watched.observe()
    assert_same(alone.state(), watched.state())


def test_the_programs_other_random_numbers_do_not_matter() -> None:
    first, second = make(), make()
    first.advance(20)
    for _ in range(20):
        torch.rand(3)
        np.random.default_rng().random()
        second.advance()
    assert_same(first.state(), second.state())


def test_training_leaves_the_programs_random_numbers_alone() -> None:
    before = torch.get_rng_state()
    trainer = make()
    trainer.advance(5)
    trainer.observe()
    assert torch.equal(before, torch.get_rng_state())


def test_small_networks_train_on_one_thread() -> None:
    trainer = make()
    torch.set_num_threads(2)
    trainer.advance()
    assert torch.get_num_threads() == 1


def test_convolutions_take_as_many_threads_as_help(monkeypatch: pytest.MonkeyPatch) -> None:
    convolved = load_lesson("digits-conv").experiment
    for at_hand, taken in ((1, 1), (2, 2), (16, 4)):
        monkeypatch.setattr(threads, "at_hand", at_hand)
        assert threads.threads_for(convolved) == taken
        assert threads.threads_for(Experiment()) == 1


def test_two_runs_each_keep_their_number_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "at_hand", 2)
    convolved, other = Trainer(load_lesson("digits-conv").experiment), make()
    for trainer, number in ((convolved, 2), (other, 1), (convolved, 2)):
        trainer.advance()
        assert torch.get_num_threads() == number


# What can be kept.


def test_a_state_is_a_copy() -> None:
    trainer = make()
    trainer.advance(3)
    state = trainer.state()
    copies = {key: tensor.clone() for key, tensor in state.items()}
    trainer.advance(10)
    assert_same(copies, state)
    assert differ(weights(trainer), {key: state[key] for key in weights(trainer)})


KEPT = {
    "sgd": both(optimizer="sgd"),
    "adam": both(optimizer="adam"),
    "momentum": both(optimizer="momentum"),
    "rmsprop": both(optimizer="rmsprop"),
    "adamw": both(optimizer="adamw"),
    "extragradient": both(optimizer="extragradient"),
    "optimistic": both(optimizer="optimistic"),
    "batch norms": both(norm="batch"),
    "layer norms": both(norm="layer"),
    "spectral norms": both(norm="spectral"),
    "average": {"stabilise__average_half_life": 100.0},
    "noise": {"stabilise__instance_noise": 0.5, "stabilise__instance_noise_half_life": 5.0},
    "penalties": {"penalty__wgan_gp": 1.0, "penalty__dragan": 1.0, "stabilise__pack": 2},
    "unrolling": {"stabilise__unroll": 2, "turns": "simultaneous", "objective": "relativistic"},
}
kept = pytest.mark.parametrize("knobs", one_in(2, KEPT.values()), ids=list(KEPT))


@kept
def test_a_state_goes_on_where_it_was_taken(knobs: dict[str, Any]) -> None:
    first = make(**knobs)
    first.advance(10)
    state = first.state()
    second = make(seed=5, **knobs)
    second.advance(3)
    second.load_state(state)
    assert_same(state, second.state())
    first.advance(20)
    second.advance(20)
    assert_same(first.state(), second.state())
    assert second.step == 30
    assert second.observe().updates == first.observe().updates


@kept
def test_looking_changes_no_kind_of_run(knobs: dict[str, Any]) -> None:
    alone, watched = make(**knobs), make(**knobs)
    alone.advance(15)
    for _ in range(5):
        watched.observe()
        watched.advance(3)
    assert_same(alone.state(), watched.state())


@kept
def test_moved_to_the_same_device_every_kind_of_run_goes_on(knobs: dict[str, Any]) -> None:
    trainer = make(**knobs)
    trainer.advance(7)
    moved = trainer.moved_to("cpu")
    assert_same(trainer.state(), moved.state())
    trainer.advance(5)
    moved.advance(5)
    assert_same(trainer.state(), moved.state())


def test_a_loaded_state_is_not_shared() -> None:
    first, second = make(), make(seed=5)
    state = first.state()
    second.load_state(state)
    copies = {key: tensor.clone() for key, tensor in state.items()}
    second.advance(5)
    assert_same(copies, state)


def test_moved_to_the_same_device_it_keeps_all_it_learned() -> None:
    trainer = make()
    trainer.apply(Edit("batch_size", 20, step=4))
    trainer.apply(Edit("batch_size", 10, step=14))
    trainer.advance(10)
    trainer.flush()
    moved = trainer.moved_to("cpu")
    assert_same(weights(trainer), weights(moved))
    assert (moved.step, moved.run, moved.edits, moved.experiment) == (
        trainer.step,
        trainer.run,
        trainer.edits,
        trainer.experiment,
    )
    moved.advance(5)
    assert moved.experiment.batch_size == 10
    assert trainer.step == 10


@pytest.mark.parametrize("device", ["cuda:9", "nosuch", "", "cpu:x"])
def test_a_device_that_is_not_there_is_refused(device: str) -> None:
    with pytest.raises(PlaygroundError, match="cpu"):
        Trainer(Experiment(), device=device)


def test_data_that_cannot_be_read_is_refused() -> None:
    experiment = Experiment().with_knobs({"data.kind": "column", "data.path": "nosuch.csv"})
    with pytest.raises(PlaygroundError, match=r"nosuch\.csv"):
        Trainer(experiment)
