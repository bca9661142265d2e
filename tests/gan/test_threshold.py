"""A D that is an edge."""

from __future__ import annotations

import pytest
import torch

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.training.trainer import Trainer

knobs = {
    "data.mean": 10.0,
    "data.std": 2.0,
    "generator.kind": "two-knobs",
    "generator.steps": 0,
    "discriminator.kind": "threshold",
    "discriminator.steps": 0,
    "discriminator.threshold": 0.5,
    "discriminator.steepness": -3.0,
}


def test_it_says_a_sigmoid_of_how_far_beyond_its_edge_a_number_is() -> None:
    trainer = Trainer(Experiment().with_knobs(knobs))
    x = torch.tensor([[-1.0], [0.5], [2.0]])  # in deviations: 8, 11 and 14
    says = torch.sigmoid(trainer.discriminator.network.look(x))[:, 0]
    # 1 / (1 + e^3 (x - 0.5))
    assert says.tolist() == pytest.approx([0.98901, 0.5, 0.01099], abs=1e-5)


def test_hands_move_both_and_nothing_else_does() -> None:
    trainer = Trainer(Experiment().with_knobs(knobs))
    trainer.advance(3)
    assert [float(value) for value in trainer.discriminator.network.values] == [0.5, -3.0]
    assert trainer.generator.network.theta == (3.0, 1.0)
    trainer.apply(Edit("discriminator.threshold", -1.0), Edit("generator.theta1", 5.0))
    trainer.advance(3)
    assert [float(value) for value in trainer.discriminator.network.values] == [-1.0, -3.0]
    assert trainer.generator.network.theta == (5.0, 1.0)
    frame = trainer.observe()
    # the fakes are at 5, and what is left of 8 is real: G is believed, and real numbers mostly are not
    assert frame.scores.d_fake > 0.95
    assert frame.scores.d_real < 0.3


def test_it_can_train_as_well() -> None:
    trainer = Trainer(Experiment().with_knobs({**knobs, "discriminator.steps": 1, "discriminator.learning_rate": 0.05}))
    trainer.advance(200)
    frame = trainer.observe()
    assert frame.scores.d_real > 0.8  # fakes are at 3, real numbers about 10: it has turned its real side to the right
    assert frame.scores.d_fake < 0.15


@pytest.mark.parametrize("others", [{"data.kind": "ring", "generator.kind": "mlp"}, {"stabilise.pack": 2}])
def test_it_is_for_single_numbers(others: dict[str, object]) -> None:
    with pytest.raises(PlaygroundError, match="an edge"):
        Experiment().with_knobs({"discriminator.kind": "threshold", **others})


def test_where_nobody_learns_both_have_to_be_in_hands() -> None:
    with pytest.raises(PlaygroundError, match="nobody would learn"):
        Experiment().with_knobs({**knobs, "discriminator.kind": "mlp"})
