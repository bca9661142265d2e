"""A turn that is stopped between its parts: it is the very turn, and what is seen there are its own numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch.nn.functional import softplus

from gan.runs import assert_same, both, duel, make
from gan.turns import by_kind, kept, slowly
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.turn_observer import TurnObserver
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.gan.training.parts import PARTS, parts_of

STEPS = 3
plane = {"data__kind": "ring", "latent__dim": 2}
digits = {"data__kind": "digits", "batch_size": 8, **both(width=8)}
strong = {"penalty__r1": 0.7, "penalty__wgan_gp": 0.3}

RUNS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "minimax": {"objective": "minimax", "turns": "simultaneous"},
    "least squares": {"objective": "least-squares", "stabilise__label_smoothing": 0.1, **both(optimizer="rmsprop")},
    "wasserstein": {"objective": "wasserstein", "penalty__clip": 0.05, "discriminator__steps": 3, **plane},
    "hinge": {"objective": "hinge", "stabilise__spectral_norm": True, "generator__steps": 2, **both(optimizer="adamw")},
    "relativistic": {"objective": "relativistic", "penalty__r1": 0.7, "penalty__r2": 0.3, **plane},
    "critic of slopes": {"objective": "wasserstein", "penalty__wgan_gp": 10.0, "turns": "simultaneous"},
    "dragan, packs": {"penalty__dragan": 3.0, "stabilise__pack": 2, **plane, **both(optimizer="momentum")},
    "noise, average": {"stabilise__instance_noise": 0.3, "stabilise__average_half_life": 500.0, **plane},
    "extragradient": {**both(optimizer="extragradient"), **plane, "penalty__r2": 0.2},
    "extragradient at once": {"turns": "simultaneous", **both(optimizer="extragradient")},
    "optimistic": {"turns": "simultaneous", **both(optimizer="optimistic")},
    "unrolled": {"stabilise__unroll": 2, "penalty__r1": 0.1, **plane},
    "unrolled at once": {"stabilise__unroll": 1, "turns": "simultaneous", "objective": "relativistic"},
    "D alone": {"generator__steps": 0},
    "G alone": {"discriminator__steps": 0, **both(optimizer="sgd")},
    "pictures": digits,
    "batch norms": {**digits, **both(norm="batch")},
    "told of classes": {**digits, "data__conditional": True, "stabilise__pack": 2},
    "colours": {"data__kind": "palette"},
}


@pytest.mark.parametrize("knobs", RUNS.values(), ids=RUNS.keys())
def test_a_run_that_is_stopped_everywhere_is_the_run(knobs: dict[str, Any]) -> None:
    plain, stopped = make(**knobs), make(**knobs)
    for _ in range(STEPS):
        plain.advance()
        seen = slowly(stopped)
        assert tuple(part.kind for part in seen) == tuple(part.id for part in parts_of(stopped.experiment))
        assert [part.number for part in seen] == list(range(1, len(seen) + 1))
        assert {part.count for part in seen} <= {len(seen)}
    assert_same(kept(stopped), kept(plain))


def test_the_game_of_two_numbers_is_stopped_as_well() -> None:
    plain, stopped = duel(penalty__r1=0.1), duel(penalty__r1=0.1)
    plain.advance(4)
    for _ in range(4):
        seen = slowly(stopped)
        assert tuple(part.kind for part in seen) == tuple(part.id for part in parts_of(stopped.experiment))
        assert {part.noise for part in seen} == {None}, "this G takes none"
        assert seen[0].kind == "discriminator.draw_real"
    assert_same(kept(stopped), kept(plain))


ENDS = {
    "advance": lambda trainer: trainer.advance(),
    "by D": lambda trainer: trainer.step_discriminator(),
    "by G": lambda trainer: trainer.step_generator(),
    "turned": lambda trainer: trainer.apply(Edit("generator.learning_rate", 0.01)),
    "kept": lambda trainer: trainer.checkpoint(),
    "twin": lambda trainer: trainer.twin(1),
}


@pytest.mark.parametrize("stops", [1, 4, 7, 11])
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
def test_whatever_needs_a_whole_step_runs_through_the_rest_of_it(end: Any, stops: int) -> None:
    plain, stopped = make(**plane), make(**plane)
    plain.advance()
    for trainer in (plain, stopped):
        if trainer is stopped:
            observer = TurnObserver(stopped)
            for _ in range(stops):
                observer.next_part()
        end(trainer)
        trainer.advance()
    assert not stopped.turn.is_stopped
    assert_same(kept(stopped), kept(plain))


def test_a_frame_of_the_middle_leaves_nothing_in_the_score() -> None:
    plain, stopped = make(**plane), make(**plane)
    for trainer in (plain, stopped):
        trainer.advance(2)
        trainer.observe()
    observer = TurnObserver(stopped)
    for _ in range(11):
        assert stopped.observe().step == (3 if stopped.turn.is_stopped else 2)
        observer.next_part()
    plain.advance()
    for trainer in (plain, stopped):
        trainer.observe()
    assert_same(kept(stopped), kept(plain))


def test_who_goes_back_in_time_leaves_a_turn_undone() -> None:
    plain, stopped = make(**both(optimizer="extragradient")), make(**both(optimizer="extragradient"))
    start = stopped.checkpoint()
    observer = TurnObserver(stopped)
    for _ in range(8):
        observer.next_part()
    stopped.return_to(start)
    stopped.log = stopped.log.until(0)
    plain.advance(2)
    stopped.advance(2)
    assert_same(kept(stopped), kept(plain))


def test_the_loss_is_that_of_the_verdicts() -> None:
    """-mean log D(x) - mean log(1 - D(G(z))), and of G -mean log D(G(z)), of the very numbers that are shown."""
    trainer = make(**plane, objective="non-saturating")
    trainer.advance(5)
    seen = by_kind(slowly(trainer))
    both_judged, of_d, of_g = (
        seen[kind] for kind in ("discriminator.judge", "discriminator.loss", "generator.gradient")
    )
    assert len(both_judged.verdicts) == trainer.experiment.batch_size
    assert both_judged.loss is None
    of_verdicts = -np.log(both_judged.real_verdicts).mean() - np.log(1 - both_judged.verdicts).mean()
    assert of_d.loss == pytest.approx(of_verdicts, rel=1e-5)
    assert of_d.penalty == 0.0
    assert of_g.loss == pytest.approx(-np.log(of_g.verdicts).mean(), rel=1e-5)
    assert of_g.real_verdicts is None


def test_a_penalty_is_what_the_verdicts_do_not_explain() -> None:
    """R1 = gamma / 2 E |grad D(x)|^2 of a D whose weights are what they are; by hand, at the real samples shown."""
    trainer = make(**plane, penalty__r1=0.7)
    trainer.advance(3)
    D, weights = trainer.discriminator.network, [value.clone() for value in trainer.discriminator.network.values]
    part = by_kind(slowly(trainer))["discriminator.loss"]
    x = torch.tensor((part.real - trainer.real.shift) / trainer.real.scale, dtype=torch.float32, requires_grad=True)
    (slopes,) = torch.autograd.grad(D.forward(weights, x).sum(), x)
    assert part.penalty == pytest.approx(0.35 * float(slopes.square().sum(1).mean()), rel=1e-3)


def test_pushes_are_finite_differences_of_the_loss() -> None:
    """Minus the slope of -log D at each sample, in the data's units, with the D that has just moved."""
    trainer = make(**plane, objective="non-saturating", **both(activation="tanh"))
    trainer.advance(4)
    part = by_kind(slowly(trainer))["generator.gradient"]
    D, scale, shift = trainer.discriminator.network, trainer.real.scale, trainer.real.shift

    def loss_at(places: np.ndarray) -> np.ndarray:
        standardised = torch.tensor((places - shift) / scale, dtype=torch.float64)
        doubles = [value.double() for value in D.values]
        return softplus(-D.forward(doubles, standardised))[:, 0].numpy()

    step = 1e-5
    for axis in (0, 1):
        way = np.eye(2)[axis] * step
        slope = (loss_at(part.samples + way) - loss_at(part.samples - way)) / (2 * step)
        np.testing.assert_allclose(part.pushes[:, axis], -slope, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("knobs", [plane, {"stabilise__unroll": 1, **plane}, {"stabilise__pack": 2, **plane}, digits])
def test_the_gradient_that_is_seen_is_the_one_that_moves(knobs: dict[str, Any]) -> None:
    trainer = make(**knobs)
    trainer.advance(2)
    seen = by_kind(slowly(trainer))
    for name, player in (("discriminator", trainer.discriminator), ("generator", trainer.generator)):
        assert seen[f"{name}.gradient"].gradient_norm == pytest.approx(player.gradient_norm, rel=1e-6)
        assert seen[f"{name}.move"].gradient_norm == seen[f"{name}.gradient"].gradient_norm


def test_a_push_does_not_depend_on_how_many_are_drawn() -> None:
    """Each sample's own: the mean over the batch is undone, with packs as without."""
    for pack in (1, 2):
        trainer = make(**plane, stabilise__pack=pack, batch_size=16)
        part = by_kind(slowly(trainer))["generator.gradient"]
        frame_like = trainer.real.scale
        z = torch.tensor(part.samples - trainer.real.shift, dtype=torch.float32) / torch.tensor(frame_like).float()
        seen = z.view(16, -1).requires_grad_()
        (slopes,) = torch.autograd.grad(softplus(-trainer.discriminator.network.look(seen)).sum(), seen)
        np.testing.assert_allclose(part.pushes * frame_like, -slopes.view(-1, 2).numpy(), rtol=1e-3, atol=1e-6)


def test_samples_are_in_the_units_of_the_data() -> None:
    line = by_kind(slowly(make(data__mean=10.0, data__std=2.0)))["discriminator.judge"]
    assert line.real.shape == line.samples.shape == (32, 1)
    assert line.real.mean() == pytest.approx(10.0, abs=1.5)
    colours = by_kind(slowly(make(data__kind="palette")))["discriminator.judge"]
    assert -0.5 <= colours.real.min() < colours.real.max() <= 255.5
    pictures = by_kind(slowly(make(**digits)))["discriminator.judge"]
    assert pictures.samples.dtype == np.uint8
    assert pictures.samples.shape == pictures.real.shape == (8, *pictures.real.shape[1:])
    assert by_kind(slowly(make(**digits)))["generator.gradient"].pushes.shape == (8, *pictures.real.shape[1:3])


def test_a_critic_gives_scores_and_not_probabilities() -> None:
    trainer = make(objective="wasserstein", penalty__wgan_gp=1.0)
    D = trainer.discriminator.network
    weights = [value.clone() for value in D.values]
    part = by_kind(slowly(trainer))["discriminator.judge"]
    standardised = torch.tensor((part.samples - trainer.real.shift) / trainer.real.scale, dtype=torch.float32)
    np.testing.assert_allclose(part.verdicts, D.forward(weights, standardised)[:, 0].numpy(), atol=1e-5)


def test_nothing_of_a_part_can_be_written_to() -> None:
    for part in slowly(make(**plane)):
        for array in (part.noise, part.real, part.samples, part.verdicts, part.pushes):
            assert array is None or not array.flags.writeable


def test_updates_are_counted() -> None:
    seen = slowly(make(discriminator__steps=3, generator__steps=2))
    moves = [(part.kind, part.update, part.updates) for part in seen if part.kind.endswith(".move")]
    assert moves == [*(("discriminator.move", i, 3) for i in (1, 2, 3)), *(("generator.move", i, 2) for i in (1, 2))]


def test_one_player_alone_has_parts_of_its_own() -> None:
    experiment = make(discriminator__steps=4, **both(optimizer="extragradient")).experiment
    alone = [part.id for part in parts_of(experiment, StepKind.DISCRIMINATOR)]
    assert alone == [f"discriminator.{name}" for name in ("draw", "make", "judge", "loss", "gradient", "move")]
    assert len(parts_of(experiment, StepKind.GENERATOR)) == 5


def test_the_words_of_the_parts() -> None:
    """One sentence each, and a title that says who does what."""
    for part in PARTS.values():
        assert part.player == part.id.partition(".")[0]
        assert part.sentence.endswith((".", "?"))
        assert len(part.sentence.split()) <= 24
