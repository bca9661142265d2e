"""Other histories in the score: where their lines run, what may be asked of them, and that they cost little."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.frame import Losses, Pair
from gan_playground.gan.observe.history import History, Track
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.trainer import Trainer
from gan_playground.ui.files.exports import picture_of
from gan_playground.ui.plot.strokes import tint
from gan_playground.ui.score.charts import losses
from gan_playground.ui.score.headline import headline_text
from gan_playground.ui.score.overlay_curves import OverlayCurves
from gan_playground.ui.score.overlays import AHEAD, LEFT, Overlay, OverlayStyle
from gan_playground.ui.score.plot import ScorePlot
from gan_playground.ui.score.range import SteadyRange
from gan_playground.ui.score.score import Score
from gan_playground.ui.theme.theme import DARK
from ui.drawn import texts_in
from ui.looks import Mask, array_of, distance_to, pixels
from ui.scores import (
    KEYS,
    RUN,
    Paints,
    branch,
    flat_frame,
    labels_at,
    make_frame,
    make_history,
    make_outcomes,
    make_summary,
    places,
    refreshed,
    shown_score,
)


@pytest.fixture
def score(qtbot: QtBot) -> Score:
    return shown_score(qtbot)


def drawn(plot: ScorePlot, level: float, strength: float = 1.0, role: str = "generated") -> Mask:
    """Which pixels have a colour at a strength, near the height of a value."""
    found = distance_to(pixels(plot), tint(DARK, role, strength)) < 30
    y = round(float(places(plot).y(np.array(level))))
    found[: y - 4] = found[y + 5 :] = False
    return found


def steps_of(plot: ScorePlot, mask: Mask) -> tuple[float, float]:
    """From which step to which something is drawn."""
    columns = np.flatnonzero(mask.any(axis=0))
    return places(plot).step_at(columns[0]), places(plot).step_at(columns[-1] + 1)


def show(score: Score, frame: Any, summary: Any) -> None:
    score.show_summary(summary)
    refreshed(score, frame)


def test_each_future_has_its_own_colour_and_keeps_whose_line_it_is(qtbot: QtBot) -> None:
    score = shown_score(qtbot)
    score.show_outcomes(make_outcomes(RATE / 2, None, RATE * 2))
    refreshed(score, flat_frame(400))
    own = score.opinions.chart.series
    curves = [curve for curve in score.opinions.overlays if curve.overlay.choice is not None]
    assert [curve.style.role for curve in curves] == [f"future{1 + i // len(own)}" for i in range(3 * len(own))]
    assert [curve.style.off for curve in curves] == 3 * [line.style.off for line in own]
    assert {label.role for label, _ in labels_at(score.opinions)} == {"future1", "future2", "future3"}


def test_a_branch_that_was_left_runs_on_faintly_from_where_we_left_it(score: Score) -> None:
    show(score, flat_frame(500), make_summary(branch(0, None, 0, 900), branch(1, 0, 300, 500), step=500, on=1))
    assert places(score.losses).span == (0.0, 900.0)
    faint = drawn(score.losses, 0.2, LEFT.strength)
    assert steps_of(score.losses, faint) == (pytest.approx(300, abs=30), pytest.approx(900, abs=30))


def test_a_branch_beside_ours_begins_where_it_left_their_parent(score: Score) -> None:
    branches = branch(0, None, 0, 400), branch(1, 0, 200, 800), branch(2, 0, 100, 500)
    show(score, flat_frame(500), make_summary(*branches, step=500, on=2))
    since = {overlay.words: overlay.since for overlay in score._histories.overlays(flat_frame(500), recent=False)}
    assert since == {"branch 0": 100, "branch 1": 200}


def test_what_lies_ahead_is_drawn_from_now_on_and_now_is_marked(score: Score) -> None:
    show(score, flat_frame(300), make_summary(branch(0, None, 0, 900), step=300, on=0))
    ahead = drawn(score.losses, 0.2, AHEAD.strength)
    assert steps_of(score.losses, ahead) == (pytest.approx(300, abs=30), pytest.approx(900, abs=30))
    axes = places(score.losses)
    x = round(float(axes.x(np.array(300.0))))
    upright = pixels(score.losses)[math.ceil(axes.plot.top()) + 16 : math.floor(axes.plot.bottom()), x - 2 : x + 3]
    assert (distance_to(upright, tint(DARK, "text", 0.55)) < 120).any(axis=1).mean() > 0.8


def test_at_the_beginning_of_a_past_its_lines_have_axes_and_no_words_upon_them(score: Score) -> None:
    beginning = make_frame(step=0, history=History({}, {}))
    show(score, beginning, make_summary(branch(0, None, 0, 900), step=0, on=0))
    words = [text.text for text in texts_in(score.losses)]
    assert "no line yet" not in words
    assert {"here", "0", "900"} <= set(words)


def test_the_numbers_ahead_are_those_that_were_lived(score: Score, qtbot: QtBot) -> None:
    show(score, flat_frame(300), make_summary(branch(0, None, 0, 900), step=300, on=0))
    x = round(float(places(score.losses).x(np.array(700.0))))
    qtbot.mouseMove(score.losses.viewport(), QPoint(x, 60))
    assert score.losses.hovered_step == pytest.approx(700, abs=4)
    assert headline_text(score.losses.entries()) == "G 0.20 · D 0.20"


def test_a_past_of_another_run_is_not_drawn(score: Score) -> None:
    summary = make_summary(branch(0, None, 0, 900), branch(1, 0, 300, 500), step=500, on=1, run=7)
    show(score, flat_frame(500), summary)
    assert places(score.losses).span == (0.0, 500.0)


def test_a_new_run_has_no_other_histories(score: Score) -> None:
    show(score, flat_frame(500), make_summary(branch(0, None, 0, 900), step=500, on=0))
    score.show_run(RUN)
    refreshed(score, flat_frame(20))
    assert places(score.losses).span == (0.0, 20.0)


def test_real_branches_of_a_real_run(score: Score) -> None:
    trainer = Trainer(Experiment(), run=1)
    timeline = Timeline(trainer)
    trainer.advance(200)
    for _ in timeline.go_to(trainer, 64):
        pass
    timeline.fork(trainer)
    trainer.apply(Edit("generator.learning_rate", 0.01))
    trainer.advance(64)
    show(score, trainer.observe(), timeline.summary(trainer))
    assert places(score.losses).span[1] == pytest.approx(200, abs=1)
    (left,) = score._histories.overlays(trainer.observe(), recent=False)
    assert left.since == 64
    assert left.tracks["loss.generator"].steps[-1] == 200


# Two runs.


def paint_on(plot: ScorePlot, level: float) -> float:
    """How much paint lies on one pixel's breadth of a level line."""
    y = round(float(places(plot).y(np.array(level))))
    fine = array_of(picture_of(plot))[2 * y - 8 : 2 * y + 9, 100:200]  # in finer pixels than the screen's
    return float(distance_to(fine, DARK.color("surface")).sum(axis=0).mean())


def test_two_runs_are_told_apart_by_width_and_letter(score: Score) -> None:
    score.show_run_b(flat_frame(500, 0.6))
    run_b = paint_on(refreshed(score, flat_frame(500, 0.2)).distance, 0.6)
    score.show_run_b(flat_frame(500, 0.2, losses=Losses(0.31, 1.2, 0.0)))
    own = paint_on(refreshed(score, flat_frame(500, 0.6)).distance, 0.6)
    assert own > 1.4 * run_b > 0
    plot, axes = score.losses, places(score.losses)
    assert headline_text(plot.entries()) == "G 0.69 | 0.31 · D 1.39 | 1.20"
    assert sorted(label.text for label, _ in labels_at(plot)) == ["A", "A", "B", "B"]
    assert axes.plot.right() < plot.width() - 10, "there is room for the letters"


def test_the_numbers_of_both_follow_the_mouse(score: Score, qtbot: QtBot) -> None:
    score.show_run_b(flat_frame(500, 0.2))
    refreshed(score, flat_frame(500, 0.6))
    qtbot.mouseMove(score.opinions.viewport(), QPoint(100, 60))
    assert headline_text(score.opinions.entries()) == "real 60 | 20% · generated 60 | 20%"


def test_a_run_b_that_is_measured_otherwise_is_not_compared(score: Score) -> None:
    run_b = flat_frame(500, metrics={"js": make_frame().metrics["js"]}, distance="js")
    score.show_run_b(run_b)
    refreshed(score, flat_frame(500))
    assert headline_text(score.distance.entries()) == "0.09 | – · usual 0.06"


def test_when_the_comparison_is_over_the_run_b_goes(score: Score) -> None:
    refreshed(score, frame := flat_frame(500))
    alone = pixels(score.losses)
    score.show_run_b(flat_frame(500, 0.6))
    score.refresh()
    assert (pixels(score.losses) != alone).any()
    score.clear_run_b()
    score.refresh()
    assert headline_text(score.losses.entries()) == "G 0.69 · D 1.39"
    assert places(score.losses).span == (0.0, float(frame.step))
    assert (pixels(score.losses) == alone).all()


# Futures.


RATE = Experiment().generator.learning_rate


def looked_ahead(score: Score, **changes: Any) -> None:
    score.show_outcomes(make_outcomes(RATE / 2, None, RATE * 2, **changes))
    refreshed(score, flat_frame(400, losses=Losses(0.5, 0.5, 0.0)))


def test_each_future_ends_in_a_word(score: Score) -> None:
    looked_ahead(score)
    assert places(score.losses).span == (0.0, 600.0)
    words = {end.choice: end.words for end in score.losses._ends}
    assert words == {
        0: ("1: G rate ÷2", "1: ÷2", "1"),
        1: ("2: as it is", "2: as it is", "2"),
        2: ("3: G rate ×2", "3: ×2", "3"),
    }
    for label, _ in labels_at(score.losses):
        assert label.text in words[label.key]


@pytest.mark.parametrize("width", [900, 990])
def test_the_switch_lies_on_no_number_of_the_time_axis(score: Score, width: int) -> None:
    """The words of futures take its place in the middle."""
    score.resize(width, 186)
    score.show_outcomes(make_outcomes(RATE / 2, None, RATE * 2, from_step=4400, steps=1000))
    score.switch.setChecked(True)
    refreshed(score, flat_frame(4400))
    for plot, switch in ((score.opinions, score.switch), (score.distance, score.third)):
        assert switch.isVisible()
        picture = QImage(plot.size(), QImage.Format.Format_RGB32)
        QWidget.render(plot.viewport(), picture, QPoint(), QRegion(), QWidget.RenderFlag(0))  # without the switch
        under = array_of(picture.copy(switch.geometry()))
        assert distance_to(under, DARK.color("surface")).max() < 30, plot.accessibleName()


def test_all_plots_end_at_the_step_of_the_frame(score: Score) -> None:
    """Losses come in bunches, a little later than what is measured."""
    refreshed(score, structs.replace(flat_frame(397), step=400))
    assert {places(plot).span for plot in score.plots} == {(0.0, 400.0)}


def test_the_numbers_of_all_plots_are_of_one_size(score: Score) -> None:
    score.resize(688, 110)
    refreshed(score, flat_frame(500, losses=Losses(0.69, 1.39, 0.0)))
    usual = score.losses.number_px
    score.show_run_b(flat_frame(500, 0.2, losses=Losses(-12.31, -11.2, 0.0)))
    score.refresh()
    sizes = {plot.number_px for plot in score.plots if plot.isVisible()}
    assert sizes == {score.losses.number_px}
    assert score.losses.number_px < usual
    for step in range(501, 504):
        refreshed(score, flat_frame(step, losses=Losses(0.69, 1.39, 0.0)))
        assert {plot.number_px for plot in score.plots if plot.isVisible()} == sizes, "and it stays"
    score.clear_run_b()
    score.refresh()
    assert {plot.number_px for plot in score.plots} == {usual}


def test_what_is_cut_off_is_said_beside_the_present(score: Score) -> None:
    """Words side by side would read as one sentence: "here up to 30.00"."""
    steps = np.arange(1.0, 1201)
    early = Track(steps, np.where(steps < 4, 30.0, 0.5))
    score.resize(688, 110)
    frame = make_frame(1200, history=make_history(**dict.fromkeys(KEYS, early)))
    show(score, frame, make_summary(branch(0, None, 0, 2000), step=1200, on=0))
    score.distance.grab()
    boxes = score.distance.notes.boxes
    assert boxes["↑ up to 30.00"].right() < boxes["here"].left()
    refreshed(score, structs.replace(frame, run=2))
    score.distance.grab()
    boxes = score.distance.notes.boxes
    assert boxes.keys() == {"↑ up to 30.00"}
    assert boxes["↑ up to 30.00"].right() == places(score.distance).plot.right()


def test_marks_stand_above_the_switch(score: Score) -> None:
    score.resize(990, 110)
    refreshed(score, flat_frame(400))
    lowest_px = 3.4 * score.opinions.unit  # of a diamond, below its foot
    assert score.opinions.box_px.bottom() + lowest_px <= score.switch.geometry().top() + 0.5


def test_the_words_keep_apart_and_inside(score: Score) -> None:
    looked_ahead(score)
    for plot in score.plots:
        boxes = [box for _, box in labels_at(plot)]
        assert all(a.bottom() <= b.top() + 0.01 for a, b in pairwise(boxes))
        assert all(box.right() <= plot.width() and box.top() > 0 for box in boxes)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_click_on_a_word_takes_its_future(score: Score, qtbot: QtBot, number: int) -> None:
    looked_ahead(score)
    box = next(box for label, box in labels_at(score.distance) if label.key == number)
    with qtbot.waitSignal(score.outcomes.chosen) as caught, qtbot.assertNotEmitted(score.step_wanted):
        qtbot.mouseClick(score.distance.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert caught.args == [number]


def test_the_line_under_the_mouse_stands_out_in_every_plot(score: Score, qtbot: QtBot) -> None:
    looked_ahead(score)
    axes = places(score.losses)
    place = QPoint(round(float(axes.x(np.array(500.0)))), round(float(axes.y(np.array(0.2)))))
    qtbot.mouseMove(score.losses.viewport(), place)
    assert [plot.pointed for plot in score.plots] == [2, 2, 2, 2]
    assert "Generator learning rate → " in score.losses.toolTip()
    assert "Mode collapse" in score.losses.toolTip()
    assert score.losses.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(score.losses.viewport(), QPoint(10, 60))
    assert [plot.pointed for plot in score.plots] == [None] * 4
    with qtbot.waitSignal(score.outcomes.chosen) as caught:
        qtbot.mouseClick(score.losses.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert caught.args == [2]


def test_futures_of_a_long_run_are_seen_on_the_recent_past(score: Score) -> None:
    looked_ahead(score, from_step=400, steps=50)
    assert score.switch.isChecked()
    score.show_outcomes(None)
    assert not score.switch.isChecked()
    score.switch.setChecked(True)
    looked_ahead(score, from_step=400, steps=50)
    score.show_outcomes(None)
    assert score.switch.isChecked(), "as it was chosen"


def test_when_nobody_looks_ahead_any_more_the_futures_go(score: Score) -> None:
    looked_ahead(score)
    score.show_outcomes(None)
    score.refresh()
    assert places(score.losses).span == (0.0, 400.0)
    assert labels_at(score.losses) == []


# The recent past, far back.


def test_the_recent_past_is_complete_where_single_steps_were_not_kept(score: Score, qtbot: QtBot) -> None:
    """In the past the last steps before it are no longer kept one by one: what there is of the whole stands in."""
    whole = Track(np.arange(1.0, 801), np.full(800, 0.5))
    few = Track(whole.steps[780:], whole.values[780:])
    history = History(dict.fromkeys(KEYS, whole), dict.fromkeys(KEYS, few))
    score.switch.setChecked(True)
    show(score, make_frame(800, history=history), make_summary(branch(0, None, 0, 5000), step=800, on=0))
    assert all(places(plot).span == (289.0, 1312.0) for plot in score.plots)


# What it costs.


def test_nothing_is_drawn_again_for_a_summary_that_says_the_same(score: Score) -> None:
    old, new = branch(0, None, 0, 900), branch(1, 0, 300, 500)
    frame = flat_frame(500)
    show(score, frame, make_summary(old, new, step=500, on=1))
    paints = Paints(score)
    again = structs.replace(old, history=History(dict(old.history.whole), {}))
    show(score, frame, make_summary(again, new, step=501, on=1))
    assert paints.take() == []
    show(score, frame, make_summary(structs.replace(again, name="other"), new, step=501, on=1))
    assert paints.take()


def test_other_histories_that_stand_still_are_painted_once(score: Score, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = make_summary(branch(0, None, 0, 900), branch(1, 0, 300, 500), step=500, on=1)
    show(score, flat_frame(500), summary)
    show(score, flat_frame(510), structs.replace(summary, step=510))  # the axis ends where the branch does
    first = pixels(score.losses)
    drawn: list[Any] = []
    monkeypatch.setattr(score.losses.still, "_draw", lambda *given: drawn.append(given))
    show(score, flat_frame(510, losses=Losses(0.1, 0.1, 0.0)), summary)
    below = round(score.losses.box_px.top())
    assert (pixels(score.losses)[below:] == first[below:]).all()
    assert drawn == []


def test_lines_that_look_alike_are_drawn_as_one_with_gaps_between() -> None:
    """So that many branches cost little more than one."""
    steps = np.arange(1.0, 11)
    track = Track(steps, steps / 10)
    chart = losses(make_frame(), dict.fromkeys(KEYS, track))
    overlays = OverlayCurves()
    assert overlays.take(
        chart, [Overlay(dict.fromkeys(KEYS, track), OverlayStyle(0.3, 0.5), since) for since in (4, 8)]
    )
    curves = overlays.still(None, frozenset())
    assert [curve.style.role for curve in curves] == ["generated", "discriminator"]
    assert [curve.style.width for curve in curves] == [line.style.width / 2 for line in chart.series]
    ends = np.flatnonzero(np.isnan(curves[0].x))
    assert [part[np.isfinite(part)].tolist() for part in np.split(curves[0].x, ends)] == [
        [4, 5, 6, 7, 8, 9, 10],
        [8, 9, 10],
        [],
    ]
    assert overlays.still(None, frozenset({"loss.generator"}))[0].style.role == "discriminator"


@pytest.mark.parametrize("counts", [True, False])
def test_faint_lines_get_room_but_not_all_of_it(counts: bool) -> None:
    bounds = SteadyRange().fit(np.array([0.0, 1.0]), (), [(-0.5, 2.0)] if counts else [(-1e6, 1e6)])
    assert bounds[1] >= 2.0
    assert bounds[1] - bounds[0] < 15


def test_a_gap_in_a_future_is_no_failure(score: Score, qtbot: QtBot) -> None:
    nothing = Track(np.arange(1.0, 601), np.full(600, math.nan))
    outcomes = make_outcomes(RATE, None)
    broken = tuple(
        structs.replace(outcome, history=History(dict.fromkeys(KEYS, nothing), {})) for outcome in outcomes.outcomes
    )
    score.show_outcomes(structs.replace(outcomes, outcomes=broken))
    refreshed(score, flat_frame(400, gradient_norms=Pair(math.nan, 0.0)))
    score.outcomes.point_at(0)
    qtbot.mouseMove(score.losses.viewport(), QPoint(250, 60))
    for plot in score.plots:
        plot.grab()
    assert len(labels_at(score.losses)) == 2
