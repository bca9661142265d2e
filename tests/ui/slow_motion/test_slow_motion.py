"""Slow motion in the real window: the flow holds the numbers of the part, and nothing is left of it where it ends."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gan_playground.gan.training.parts import PARTS
from gan_playground.ui.slow_motion.card import usual_place
from gan_playground.ui.slow_motion.thumbnails import Cells, Numbers, Pictures, PlacesThumbnail, Swatches, Thumbnail
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.window.layout import smallest_size
from ui.drawn import faults
from ui.slow_motion.standing import PARTS_OF_A_TURN, end, go_to, part_of, press, slowly
from watched import Opener, Watched


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


def held(watched: Watched) -> list[Thumbnail | None]:
    return [box.thumbnail for box in watched.window.run_view.flow.boxes]


def rows(thumbnail: Thumbnail | None) -> dict[str, list[float]]:
    assert isinstance(thumbnail, Numbers)
    return {row.name: list(row.values) for row in thumbnail.rows}


def test_the_flow_of_the_plane_holds_the_numbers_of_the_part(opened: Opener) -> None:
    watched = slowly(opened, "ring")
    part = go_to(watched, "discriminator.judge")
    noise, _, samples, D, real = held(watched)
    assert isinstance(noise, PlacesThumbnail)
    assert isinstance(samples, PlacesThumbnail)
    assert isinstance(real, PlacesThumbnail)
    assert noise.places is part.noise
    assert samples.places is part.samples
    assert real.places is part.real
    assert samples.spans == real.spans, "both lie in one picture of the plane"
    assert rows(D) == {"●": part.real_verdicts.tolist(), "▲": part.verdicts.tolist()}
    part = go_to(watched, "discriminator.gradient")
    found = rows(held(watched)[3])
    assert found["loss"] == [part.loss]
    assert found["gradient"] == [part.gradient_norm]
    part = go_to(watched, "generator.gradient")
    samples = held(watched)[2]
    assert isinstance(samples, PlacesThumbnail)
    assert samples.pushes is part.pushes
    assert held(watched)[4] is None, "G sees no real sample"
    layer = watched.window.run_view.stage.part_layer
    assert np.array_equal(layer.samples.places, part.samples[: len(layer.samples.places)])
    end(watched)
    assert held(watched) == [None] * 5
    assert not len(layer.samples.places)


def test_on_the_line_samples_lie_on_the_curve_of_the_d_that_judged_them(opened: Opener) -> None:
    watched = slowly(opened, "textbook-curve")
    part = go_to(watched, "discriminator.judge")
    stage = watched.window.run_view.stage
    places = stage.part_layer.real.places
    assert np.array_equal(places[:, 0], part.real[: len(places), 0])
    picture = watched.settle().picture
    inside = (places[:, 0] > picture.x[0]) & (places[:, 0] < picture.x[-1])
    on_curve = np.interp(places[inside, 0], picture.x, picture.decision)
    if part.update == 1:  # the frame is of the D before this turn
        np.testing.assert_allclose(places[inside, 1], on_curve, atol=0.02)
    end(watched)


def test_pictures_are_those_of_the_batch_with_what_d_said_and_what_flows_back(opened: Opener) -> None:
    watched = slowly(opened, "digits")
    figure = watched.window.run_view.stage.figure
    part = go_to(watched, "discriminator.judge")
    real, generated = (figure.grids[name].panel for name in ("real", "generated"))
    assert real.pictures is part.real
    assert generated.pictures is part.samples
    assert real.verdicts is part.real_shares
    assert generated.verdicts is part.shares
    part = go_to(watched, "generator.gradient")
    painted, pushes = figure.grids["generated"].panel.pictures.astype(int), part.pushes
    strong = np.abs(pushes) > np.quantile(np.abs(pushes), 0.9)
    warmer = painted[..., 0] > painted[..., 2]  # orange, and not blue
    assert np.array_equal(warmer[strong], pushes[strong] > 0)
    watched.window.session.end_slow_motion()
    watched.settle()
    assert len(figure.grids["generated"].panel.pictures) == len(watched.frames[-1].picture.generated)


STAGES = [("digits", Cells, Pictures), ("palette", Cells, Swatches), ("tug-of-war", type(None), PlacesThumbnail)]


@pytest.mark.parametrize(("lesson", "noise", "samples"), STAGES)
def test_every_kind_of_stage_has_thumbnails_of_its_own(
    opened: Opener, lesson: str, noise: type[Thumbnail | None], samples: type[Thumbnail]
) -> None:
    watched = slowly(opened, lesson)
    part = go_to(watched, "discriminator.judge")
    flow = held(watched)
    assert isinstance(flow[2], samples)
    assert isinstance(flow[4], samples)
    content = {Pictures: "pictures", Swatches: "colours", PlacesThumbnail: "places"}[samples]
    assert getattr(flow[2], content) is part.samples
    assert getattr(flow[4], content) is part.real
    assert isinstance(flow[0], noise)
    end(watched)


def test_the_card_says_where_it_stands_and_keys_go_on_and_back(opened: Opener) -> None:
    watched = slowly(opened, "ring")
    window = watched.window
    card = window.slow_motion.card
    for number in range(1, 4):
        part = part_of(watched)
        assert part.number == number
        assert card.part.texts[0] == f"part {number} of {PARTS_OF_A_TURN} · {PARTS[part.kind].title}"
        assert card.sentence.text() == PARTS[part.kind].sentence
        press(watched, partial(QTest.keyClick, window, Qt.Key.Key_Period))
    press(watched, partial(QTest.keyClick, window, Qt.Key.Key_Comma))
    assert part_of(watched).number == 3
    assert card.isVisible()
    assert not window.run_view.score.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    watched.settle()
    assert not window.slow_motion.is_on
    assert not window.session.is_playing, "as it was before"
    assert window.run_view.score.isVisible()
    assert not card.isVisible()
    step = watched.frames[-1].step
    QTest.keyClick(window, Qt.Key.Key_Period)
    watched.settle()
    assert watched.frames[-1].step == step + 1


def test_a_knob_is_turned_in_the_middle_and_the_run_plays_on(opened: Opener) -> None:
    watched = slowly(opened, "ring")
    window = watched.window
    go_to(watched, "discriminator.loss")
    press(watched, partial(window.session.turn, {"generator.learning_rate": 0.003}))
    watched.settle()
    assert part_of(watched).number == PARTS_OF_A_TURN
    assert window.session.run.experiment.generator.learning_rate == 0.003
    assert window.run_view.flow.boxes[1].is_lit
    step = go_to(watched, "discriminator.move").step
    watched.click("endSlowMotionButton")
    watched.until(lambda: window.session.is_playing and watched.frames[-1].step > step)
    assert not window.slow_motion.is_on


def test_it_goes_on_by_itself_until_a_hand_stops_it_and_ends_with_the_lesson(opened: Opener) -> None:
    watched = slowly(opened, "ring")
    window, card = watched.window, watched.window.slow_motion.card
    card.pace.setValue(0)
    card.play_button.click()
    watched.until(lambda: part_of(watched).number > 2)
    assert card.play_button.isChecked()
    card.play_button.click()
    watched.settle()
    assert math.isinf(window.session.state.slow_motion.seconds)
    assert not card.play_button.isChecked()
    card.pace.setValue(usual_place)
    window.show_lesson("two-knobs")
    watched.until(lambda: watched.frames[-1].run == window.session.ordered_run)
    watched.settle()
    assert not window.slow_motion.is_on
    assert held(watched) == [None] * 5
    assert window.run_view.score.isVisible()


def test_a_window_closes_in_the_middle(opened_alone: Opener) -> None:
    watched = opened_alone("--lesson", "ring")
    watched.click("slowMotionButton")
    watched.until(lambda: watched.window.slow_motion.is_on)
    watched.click("nextPartButton")
    watched.window.close()
    assert not watched.window.session._thread.isRunning()


@pytest.mark.parametrize("lesson", ["textbook-curve", "ring"])
def test_no_word_is_cut_in_the_smallest_window(opened: Opener, lesson: str) -> None:
    """At any part, and the stage stays as large as it is."""
    watched = slowly(opened, lesson)
    window = watched.window
    window.resize(*smallest_size)
    watched.until(lambda: text_scale.factor == text_scale.factor_for(*smallest_size))
    heights = set()
    for kind in ("discriminator.judge", "discriminator.gradient", "generator.gradient", "generator.move"):
        go_to(watched, kind)
        watched.settle()
        assert faults(window) == []
        heights.add(window.run_view.stage.height())
    assert len(heights) == 1
    assert min(heights) >= 0.4 * window.height()
    end(watched)
