"""The networks in the real window: the page beside the knobs, a unit that is asked, and what it outlives."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtTest import QTest

from gan_playground.gan.networks.activations import ACTIVATIONS
from gan_playground.gan.observe.look import UnitPlace
from gan_playground.gan.observe.network_picture import NetworksPicture
from gan_playground.ui.networks.network_plot import NetworkPlot
from gan_playground.ui.networks.page import NetworksPage, nothing_yet
from gan_playground.ui.window.layout import smallest_size
from ui.drawn import faults, texts_in
from watched import Opener, Watched


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


def page_of(watched: Watched) -> NetworksPage:
    return watched.window.networks.page


def open_page(opened: Opener, lesson: str, steps: int = 3) -> Watched:
    """The page is open, and the run is paused after some steps."""
    watched = opened("--lesson", lesson)
    watched.until(lambda: watched.frames[-1].step > steps)
    watched.window.side_tabs.show_page("networks")
    watched.pause()
    watched.until(lambda: is_of_now(watched))
    return watched


def is_of_now(watched: Watched) -> bool:
    picture = page_of(watched).picture
    return picture is not None and picture.step == watched.frames[-1].step


def plot_of(watched: Watched, player: str) -> NetworkPlot:
    return page_of(watched).views[player].plot


def click_unit(watched: Watched, player: str, layer: int, number: int) -> None:
    plot = plot_of(watched, player)
    place = plot.layout_now.box_of(layer, number).center()
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place.toPoint())


def answered(watched: Watched) -> NetworksPicture:
    """What is shown once the unit that was chosen has answered."""
    page = page_of(watched)
    watched.settle()
    watched.until(lambda: page.picture.answer is not None and page.picture.answer.place == page.chosen)
    watched.until(lambda: page.views[page.chosen.player].answer.answer is page.picture.answer)
    return page.picture


def test_a_key_or_a_click_opens_the_networks_and_hidden_they_are_not_looked_at(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    window, page = watched.window, page_of(watched)
    assert watched.frames[-1].networks is None
    QTest.keyClick(window, Qt.Key.Key_W)
    assert page.isVisible()
    watched.until(lambda: page.picture is not None and page.picture.step > 0)
    assert "(W)" in watched.part("tab.networks").toolTip()
    QTest.keyClick(window, Qt.Key.Key_W)
    assert window.knob_panel.isVisible()
    watched.settle()
    seen = len(watched.frames)
    watched.until(lambda: len(watched.frames) > seen + 5)
    assert all(frame.networks is None for frame in watched.frames[seen + 2 :])


def test_a_unit_of_d_that_is_clicked_shows_what_it_says_over_the_line(opened: Opener) -> None:
    watched = open_page(opened, "textbook-curve")
    click_unit(watched, "discriminator", 1, 7)
    answered(watched)
    assert page_of(watched).chosen == UnitPlace("discriminator", 1, 7)
    trainer = watched.window.session._worker.trainer
    weight, bias = (value.numpy().astype(float) for value in trainer.discriminator.network.values[:2])
    x, shown = page_of(watched).views["discriminator"].answer.curve
    np.testing.assert_allclose(x[[0, -1]], trainer.real.view)
    said = (x - trainer.real.shift) / trainer.real.scale * weight[7, 0] + bias[7]
    assert trainer.experiment.discriminator.activation == "leaky-relu"
    assert "0.2" in ACTIVATIONS["leaky-relu"].explanation
    np.testing.assert_allclose(shown, np.where(said > 0, said, 0.2 * said), rtol=1e-3, atol=1e-4)
    click_unit(watched, "discriminator", 1, 7)  # the second time it is let go
    assert page_of(watched).chosen is None
    assert not page_of(watched).views["discriminator"].answer.isVisible()


def test_it_answers_live_while_the_run_plays_and_escape_lets_it_go(opened: Opener) -> None:
    watched = open_page(opened, "textbook-curve")
    click_unit(watched, "generator", 2, 3)
    step = answered(watched).step
    watched.click("playButton")
    page = page_of(watched)
    watched.until(lambda: page.picture.step > step + 10 and page.picture.answer is not None)
    watched.pause()
    assert page.can_let_go
    QTest.keyClick(watched.window, Qt.Key.Key_Escape)
    assert page.chosen is None
    assert watched.window.side_tabs.name == "networks"


def test_arrows_go_from_unit_to_unit_and_enter_chooses(opened: Opener) -> None:
    watched = open_page(opened, "two-blobs")
    plot = plot_of(watched, "generator")
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    assert "“z₁”" in plot.accessibleDescription()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(plot, key)
    answer = answered(watched).answer
    assert answer.place == UnitPlace("generator", 1, 25)
    assert f"unit {answer.place.unit + 1} of 32" in plot.accessibleDescription()
    assert (answer.axes, answer.values.shape) == (("z₁", "z₂"), (24, 24))


def test_it_follows_the_dot_that_is_pinned(opened: Opener) -> None:
    watched = open_page(opened, "two-blobs")
    first = page_of(watched).picture
    assert not first.is_chosen
    watched.window.run_view.stage.pin(11)
    watched.settle()
    watched.until(lambda: page_of(watched).picture.is_chosen)
    pinned = watched.frames[-1].picture.survey.pinned
    np.testing.assert_allclose(page_of(watched).picture.generator[-1].own, pinned.place, rtol=1e-4, atol=1e-5)
    watched.until(lambda: "followed" in page_of(watched).note.text())


def test_a_unit_outlives_a_knob_that_begins_anew_while_there_is_such_a_unit(opened: Opener) -> None:
    watched = open_page(opened, "textbook-curve")
    page = page_of(watched)
    click_unit(watched, "generator", 2, 3)
    answered(watched)
    watched.window.history.turn({"discriminator.width": 8})
    watched.until(lambda: watched.run == 2)
    watched.pause()
    assert [layer.units for layer in answered(watched).discriminator] == [1, 8, 8, 1]
    assert page.chosen == UnitPlace("generator", 2, 3)
    watched.window.history.turn({"generator.depth": 1})
    watched.until(lambda: watched.run == 3)
    watched.until(lambda: page.picture is not None and len(page.picture.generator) == 3)
    watched.pause()
    click_unit(watched, "generator", 1, 3)
    watched.window.history.turn({"generator.kind": "two-knobs"})
    watched.until(lambda: page.picture is not None and page.picture.generator[-1].number is not None)
    assert page.chosen is None  # there is no fourth unit now
    watched.pause()


def test_another_lesson_lets_it_go_and_until_its_run_is_there_words_are(opened: Opener) -> None:
    watched = open_page(opened, "textbook-curve")
    page = page_of(watched)
    click_unit(watched, "discriminator", 1, 0)
    answered(watched)
    page.show_run(scores=False)
    assert page.note.text() == nothing_yet
    assert not page.views["generator"].isVisible()
    watched.window.show_lesson("digits-conv")
    watched.until(lambda: page.picture is not None and page.picture.generator[-1].painted is not None)
    assert page.chosen is None
    watched.pause()
    click_unit(watched, "discriminator", 1, 2)
    answer = answered(watched).answer
    assert answer.values is None
    assert answer.weights is not None
    assert "weights for the pixels" in page.views["discriminator"].says.text()
    click_unit(watched, "discriminator", 0, 0)  # a picture says no single number
    assert page.chosen == answer.place


@pytest.mark.parametrize("unit", [UnitPlace("generator", 1, 4), UnitPlace("discriminator", 2, 30)])
def test_every_word_of_an_answer_can_be_read_in_the_smallest_window(opened: Opener, unit: UnitPlace) -> None:
    watched = open_page(opened, "two-blobs")
    watched.window.resize(*smallest_size)
    page_of(watched).views[unit.player].unit_chosen.emit(unit)
    answered(watched)
    page = page_of(watched)
    answer = page.views[unit.player].answer
    watched.until(
        lambda: page.viewport().rect().contains(QRect(answer.mapTo(page.viewport(), QPoint()), answer.size()))
    )
    assert not faults(watched.window.side_tabs)


def test_two_knobs_are_what_they_do(opened: Opener) -> None:
    watched = open_page(opened, "two-knobs")
    theta1, theta2 = watched.frames[-1].picture.theta
    written = [text.text for text in texts_in(plot_of(watched, "generator"))]
    assert f"+ θ₁ = {theta1:.2f}".replace("-", "−") in written
    assert f"× θ₂ = {theta2:.2f}".replace("-", "−") in written


def test_a_unit_is_told_in_words_with_numbers(opened: Opener) -> None:
    watched = open_page(opened, "textbook-curve")
    plot = plot_of(watched, "discriminator")
    layer = plot.layers[1]
    words = plot.words_of((1, 4))
    assert words.startswith("Layer 1, unit 5 of 32: ")
    assert f"{float(layer.values[4]):.2f}".replace("-", "−") in words
    assert f"Strongest weight: {float(layer.weights[4, 0]):.2f}".replace("-", "−") in words
    assert plot.unit_at(QPointF(plot.layout_now.columns[1].x + 400, 2)) is None
    assert plot.unit_at(QPointF(QPoint(-100, -100))) is None


def test_of_two_runs_the_first_is_shown_and_named(opened: Opener) -> None:
    watched = open_page(opened, "textbook-curve")
    page = page_of(watched)
    watched.window.session.comparison_client.compare({"generator.learning_rate": 0.01})
    watched.until(lambda: watched.window.run_view.run_b is not None)
    watched.settle()
    watched.until(lambda: page.picture is not None)
    assert "run A" in page.note.text()
    watched.window.session.comparison_client.end()
    watched.until(lambda: watched.window.run_view.run_b is None)
    watched.settle()
    assert "run A" not in page.note.text()


def test_side_by_side_where_the_window_is_wide_and_only_while_they_are_seen(opened: Opener) -> None:
    watched = open_page(opened, "two-blobs")
    window, views = watched.window, page_of(watched).views
    assert views["generator"].x() == views["discriminator"].x()
    narrow_px = window.side_tabs.width()
    window.resize(1920, 1080)
    watched.until(lambda: views["discriminator"].x() >= views["generator"].geometry().right())
    assert views["generator"].y() == views["discriminator"].y()
    watched.until(lambda: not faults(window.side_tabs))
    wide_px = window.side_tabs.width()
    window.side_tabs.show_page("knobs")
    watched.until(lambda: narrow_px <= window.side_tabs.width() < wide_px)
    window.side_tabs.show_page("networks")
    window.resize(*smallest_size)
    watched.until(lambda: window.width() == smallest_size[0])
    watched.until(lambda: views["generator"].x() == views["discriminator"].x())
