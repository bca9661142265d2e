"""Recipes: whole, allowed wherever they are asked for, and recognised afterwards."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from cases import each_of
from gan.runs import small
from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import KNOBS, Edit, Experiment
from gan_playground.gan.experiment.recipes import RECIPES, Recipe, find_recipe
from gan_playground.gan.experiment.rules import DIRAC_GAN
from gan_playground.gan.training.trainer import Trainer

NETWORKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "the duel": dict(DIRAC_GAN),
    "two knobs": {"generator.kind": "two-knobs"},
    "batch norm": {"discriminator.norm": "batch"},
    "spectral norm": {"discriminator.norm": "spectral"},
    "busy": {"stabilise.label_smoothing": 0.2, "stabilise.unroll": 3, "penalty.dragan": 5.0, "generator.steps": 4},
    "clipped": {"objective": "wasserstein", "penalty.clip": 0.1, "turns": "simultaneous"},
}
recipes = each_of("recipe", RECIPES.values())
networks = each_of("knobs", NETWORKS.values())


def follow(recipe: Recipe, experiment: Experiment) -> Experiment:
    return experiment.with_knobs(recipe.values_for(experiment))


@recipes
def test_a_recipe_decides_every_live_knob_but_the_batch_and_what_is_shown(recipe: Recipe) -> None:
    live = {path for path, knob in KNOBS.items() if knob.live}
    assert set(recipe.values) == live - {"batch_size", "stabilise.average_shown"}
    assert set(recipe.knobs) <= set(recipe.values)
    assert {path: recipe.values[path] for path in recipe.knobs} == dict(recipe.knobs)
    for path in set(recipe.values) - set(recipe.knobs):
        assert recipe.values[path] == Experiment().knob(path)


@recipes
@networks
def test_a_recipe_is_allowed_everywhere_and_recognised(recipe: Recipe, knobs: dict[str, Any]) -> None:
    before = small().with_knobs(knobs)
    after = follow(recipe, before)
    assert recipe.fits(after)
    assert after == follow(recipe, after)
    for path, knob in KNOBS.items():
        if not knob.live:
            assert after.knob(path) == before.knob(path)


@recipes
def test_what_was_before_does_not_matter(recipe: Recipe) -> None:
    results = {follow(recipe, small().with_knobs(NETWORKS[name])) for name in ("plain", "busy", "clipped")}
    assert len(results) == 1


@recipes
def test_a_recipe_is_not_taken_for_another(recipe: Recipe) -> None:
    cooked = follow(recipe, small())
    assert [other.title for other in RECIPES.values() if other.fits(cooked)] == [recipe.title]
    assert not recipe.fits(cooked.with_knobs({"penalty.r2": 7.0}))


@recipes
@each_of("name", ["plain", "the duel", "batch norm"])
def test_a_recipe_is_one_edit_of_a_run(recipe: Recipe, name: str) -> None:
    trainer = Trainer(small().with_knobs(NETWORKS[name]))
    trainer.advance(5)
    values = recipe.values_for(trainer.experiment)
    trainer.apply(*(Edit(path, value) for path, value in values.items()))
    trainer.advance(10)
    assert recipe.fits(trainer.experiment)
    assert all(torch.isfinite(value).all() for value in trainer.state().values())


def test_an_unknown_recipe_is_refused_with_those_there_are() -> None:
    with pytest.raises(PlaygroundError, match="r3gan"):
        find_recipe("nosuch")
    assert find_recipe("r3gan") is RECIPES["r3gan"]
