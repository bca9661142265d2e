"""What lies on the stages of two numbers and of colours while a turn stands still: the numbers of that very part."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.gan.training.parts import PARTS
from gan_playground.session.commands import LookAhead
from gan_playground.session.messages import Option
from gan_playground.ui.stages.colours.cube import project
from gan_playground.ui.stages.colours.part_layer import ColoursPartLayer, pushed_to
from gan_playground.ui.stages.part_layer import faint, most
from gan_playground.ui.stages.phase.part_layer import PhasePartLayer
from gan_playground.ui.theme.wording import number, percent, signed
from ui.drawn import faults, texts_in
from ui.slow_motion.standing import end, go_to, part_of, press, slowly, stand_still
from watched import Opener, Watched


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


def layer_of(watched: Watched) -> Any:
    return watched.window.run_view.stage.part_layer


def said(watched: Watched) -> str:
    """All words on the stage; those with Greek letters are painted in pieces."""
    return " ".join(text.text for text in texts_in(watched.window.run_view.stage))


def test_in_the_plane_of_two_numbers_the_pull_stands_at_the_dot(opened: Opener) -> None:
    watched = slowly(opened, "tug-of-war")
    layer = layer_of(watched)
    assert isinstance(layer, PhasePartLayer)
    part = go_to(watched, "discriminator.judge")
    theta, psi = part.phase.place
    assert layer.samples.places[0].tolist() == pytest.approx([theta, 0.0])
    assert layer.real.places[0].tolist() == [0.0, 0.0]
    assert f"D says {percent(1 / (1 + np.exp(-theta * psi)))} real" in said(watched)
    assert layer.move.move.pull is None
    part = go_to(watched, "discriminator.gradient")
    assert_pull(layer, part, own=1)
    assert f"ψ is pulled by {signed(part.phase.pull)}" in said(watched)
    assert f"and will move by {signed(part.phase.goes_to - psi, 3)}" in said(watched)
    go_to(watched, "discriminator.move")
    assert layer.move.move.dot == (theta, pytest.approx(part.phase.goes_to))
    assert layer.move.move.rings[0].place == (theta, psi)
    assert f"ψ {number(psi, 3)} → {number(layer.move.move.dot[1], 3)}" in said(watched)
    part = go_to(watched, "generator.gradient")
    assert_pull(layer, part, own=0)
    assert layer.move.move.pull.start == (theta, psi), "both move at once: G answers to D as it was"
    assert "by D as it was" in said(watched)
    part = go_to(watched, "generator.move")
    watched.settle()
    assert layer.move.move.dot == part.phase.place == watched.frames[-1].picture.position
    end(watched)
    assert layer.move.move is None
    assert "→" not in said(watched)


def assert_pull(layer: PhasePartLayer, part: TurnPart, own: int) -> None:
    """The arrow goes along one number alone, the way in which that is pulled."""
    along = layer.move.move.pull.along_px
    assert along[1 - own] == 0.0
    assert np.sign(along[own]) == np.sign(part.phase.pull)


def test_who_only_looks_ahead_leaves_a_ring_where_it_steps_from(opened: Opener) -> None:
    watched = opened("--lesson", "tug-of-war")
    watched.pause()
    watched.window.session.turn({f"{player}.optimizer": "extragradient" for player in ("generator", "discriminator")})
    watched.settle()
    stand_still(watched)
    start = part_of(watched).phase.place
    go_to(watched, "discriminator.look_ahead")
    assert "only to look: ψ" in said(watched)
    part = go_to(watched, "generator.make")
    assert part.phase.place != start
    assert layer_of(watched).move.move.rings[0].place == start
    assert "the ring is where it steps from" in said(watched)
    end(watched)


def test_a_foreseen_d_is_said_to_be_one(opened: Opener) -> None:
    watched = opened("--lesson", "tug-of-war")
    watched.pause()
    watched.window.session.turn({"stabilise.unroll": 2})
    watched.settle()
    stand_still(watched)
    part = go_to(watched, "generator.foresee")
    assert f"D is foreseen at ψ {number(part.phase.judge)}" in said(watched)
    assert layer_of(watched).move.move.rings[0].place == (part.phase.place[0], part.phase.judge)
    go_to(watched, "generator.gradient")
    assert "by D as it is foreseen" in said(watched)
    end(watched)


def test_colours_of_the_batch_stand_with_their_verdicts_and_pushes(opened: Opener) -> None:
    watched = slowly(opened, "palette")
    layer, figure = layer_of(watched), watched.window.run_view.stage.figure
    assert isinstance(layer, ColoursPartLayer)
    part = part_of(watched)
    assert np.array_equal(layer.tiles["real"].tiles.colours, part.real[:most])
    assert not len(layer.tiles["generated"].tiles.colours)
    assert figure.swatch_at(figure.fields["real"].place_of(0).center()) is None, "no swatch of the frame is seen"
    part = go_to(watched, "discriminator.judge")
    tiles = layer.tiles["generated"].tiles
    assert np.array_equal(tiles.colours, part.samples[:most])
    assert tiles.says == tuple(number(score) for score in part.verdicts[:most]), "a relativistic D gives scores"
    assert tiles.says[0] in said(watched)
    assert tiles.pushed is None
    part = go_to(watched, "generator.gradient")
    tiles = layer.tiles["generated"].tiles
    wanted = pushed_to(part.samples[:most], part.pushes[:most], figure.picture.real.std(axis=0))
    np.testing.assert_allclose(tiles.pushed, wanted)
    ways = project(figure.turn, tiles.pushed)[:, :2]
    np.testing.assert_allclose(layer.pushes._ends[:, 2:], ways)
    figure.set_turn(figure.turn.by(40, 10))
    assert not np.allclose(layer.pushes._ends[:, 2:], ways), "they turn with the cube"
    end(watched)
    assert all(tile.tiles is None for tile in layer.tiles.values())
    assert figure.swatch_at(figure.fields["real"].place_of(0).center()) == ("real", 0)


@pytest.mark.parametrize("lesson", ["palette", "ring"])
def test_what_would_come_has_gone_before_the_batch_is_seen(opened: Opener, lesson: str) -> None:
    """Futures and a turn dress the same items of a stage."""
    watched = opened("--lesson", lesson)
    watched.pause()
    view, past = watched.window.run_view, watched.window.session.past
    watched.until(lambda: not watched.window.transport.is_busy)
    past.look_ahead(LookAhead((Option({}, "as it is", "as it is"),), 10))
    watched.until(lambda: view.ghosts is not None and view.ghosts.layer is not None and len(view.ghosts.layer.ghosts))
    watched.until(lambda: not watched.window.transport.is_busy)
    stand_still(watched)
    assert not view.ghosts.layer.ghosts
    if lesson == "palette":
        assert all(field.opacity() == 0 and field.is_covered for field in view.stage.figure.fields.values())
    else:
        assert all(item.opacity() == faint for item in view.stage.part_layer._stepping_back)
    end(watched)


def test_a_colour_is_pushed_along_its_push_and_the_stronger_the_further() -> None:
    colours, pushes = np.full((3, 3), 100.0), np.array([[0.0, 0.01, 0.0], [0.0, 0.04, 0.0], [0.0, 0.0, 0.0]])
    moved = pushed_to(colours, pushes, np.full(3, 50.0)) - colours
    assert (moved[:, [0, 2]] == 0).all()
    assert moved[1, 1] == pytest.approx(2 * moved[0, 1]), "as long as the root of the push"
    assert moved[2, 1] == 0


@pytest.mark.parametrize("lesson", ["tug-of-war", "palette"])
def test_no_word_is_cut_at_any_part(opened: Opener, lesson: str) -> None:
    watched = slowly(opened, lesson)
    for _ in range(part_of(watched).count):
        watched.settle()
        QApplication.processEvents()  # a longer number makes its label wider
        assert faults(watched.window) == [], part_of(watched).kind
        assert PARTS[part_of(watched).kind].sentence in said_by_card(watched)
        press(watched, watched.window.slow_motion.card.next_button.click)
    end(watched)


def said_by_card(watched: Watched) -> str:
    return watched.window.slow_motion.card.sentence.text()
