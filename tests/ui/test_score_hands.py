"""The score in the hand: steps that are pressed on and dragged to, and what is marked on the time axis."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.timeline.summary import Bookmark, Issue
from gan_playground.ui.score.plot import ScorePlot
from gan_playground.ui.score.score import Score
from gan_playground.ui.theme.theme import DARK
from ui.looks import distance_to, pixels
from ui.scores import EDITS, branch, flat_frame, make_summary, places, refreshed, shown_score

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def score(qtbot: QtBot) -> Score:
    return shown_score(qtbot)


def place(plot: ScorePlot, step: float) -> QPoint:
    return QPoint(round(float(places(plot).x(np.array(step)))), plot.height() // 2)


def told_at(plot: ScorePlot, step: float) -> str:
    """What the tooltip says there."""
    plot.grab()
    return plot.tooltip_at(place(plot, step).x())


def wanted(score: Score) -> list[int]:
    steps: list[int] = []
    score.step_wanted.connect(steps.append)
    return steps


@pytest.mark.parametrize("index", range(4))
def test_a_press_in_any_plot_asks_for_its_step(score: Score, qtbot: QtBot, index: int) -> None:
    refreshed(score, flat_frame(1000))
    steps, plot = wanted(score), score.plots[index]
    qtbot.mouseClick(plot.viewport(), LEFT, pos=place(plot, 400))
    assert steps == [pytest.approx(400, abs=3)]


def test_a_drag_asks_now_and_then_and_for_where_it_ends(score: Score, qtbot: QtBot) -> None:
    refreshed(score, flat_frame(1000))
    steps, plot = wanted(score), score.losses
    qtbot.mousePress(plot.viewport(), LEFT, pos=place(plot, 200))
    for step in range(210, 600, 10):
        qtbot.mouseMove(plot.viewport(), place(plot, step))
    assert len(steps) < 30, "not for every pixel"
    qtbot.mouseRelease(plot.viewport(), LEFT, pos=place(plot, 590))
    assert steps[-1] == pytest.approx(590, abs=3)
    ended = list(steps)
    qtbot.mouseMove(plot.viewport(), place(plot, 100))
    qtbot.wait(60)
    assert steps == ended


def test_no_further_than_the_branch_came(score: Score, qtbot: QtBot) -> None:
    score.show_summary(make_summary(branch(0, None, 0, 900), branch(1, 0, 300, 600), step=500, on=1))
    refreshed(score, flat_frame(500))
    steps, plot = wanted(score), score.losses
    qtbot.mouseClick(plot.viewport(), LEFT, pos=place(plot, 560))
    qtbot.mouseClick(plot.viewport(), LEFT, pos=place(plot, 880))
    assert steps == [pytest.approx(560, abs=3), 600]


def test_the_title_and_the_empty_plot_ask_for_no_step(score: Score, qtbot: QtBot) -> None:
    steps = wanted(score)
    qtbot.mouseClick(score.losses.viewport(), LEFT, pos=QPoint(100, 80))
    refreshed(score, flat_frame(1000))
    qtbot.mouseClick(score.losses.viewport(), LEFT, pos=QPoint(100, 5))
    qtbot.mouseClick(score.losses.viewport(), Qt.MouseButton.RightButton, pos=QPoint(100, 80))
    assert steps == []


def test_a_run_that_begins_ends_the_drag(score: Score, qtbot: QtBot) -> None:
    refreshed(score, flat_frame(1000))
    qtbot.mousePress(score.losses.viewport(), LEFT, pos=place(score.losses, 200))
    score.losses.reset()
    steps = wanted(score)
    qtbot.mouseMove(score.losses.viewport(), QPoint(60, 80))
    qtbot.mouseRelease(score.losses.viewport(), LEFT, pos=QPoint(60, 80))
    assert steps == []


def test_bookmarks_and_troubles_are_marked_and_told(score: Score) -> None:
    refreshed(score, flat_frame(1000))
    bare = pixels(score.losses)
    marks = (Bookmark(0, 400, "before it broke"), Bookmark(0, 600, "step 600"))
    issues = (Issue(0, 800, "mode-collapse", "Mode collapse"),)
    score.show_summary(make_summary(branch(0, None, 0, 1000), step=1000, on=0, bookmarks=marks, issues=issues))
    score.refresh()
    told = {step: told_at(score.losses, step) for step in (400, 600, 800)}
    assert told == {
        400: "step 400: bookmark “before it broke”",
        600: "bookmark: step 600",
        800: "step 800: found: Mode collapse",
    }
    changed = (pixels(score.losses) != bare).any(axis=2)
    for step in told:
        x = place(score.losses, step).x()
        assert changed[:, x - 5 : x + 9].any()
    x = place(score.losses, 800).x()
    assert (distance_to(pixels(score.losses)[:, x - 5 : x + 6], DARK.color("warning")) < 40).sum() > 12


def test_a_bookmark_hides_no_edit_at_its_step(score: Score) -> None:
    summary = make_summary(branch(0, None, 0, 1000), step=1000, on=0, bookmarks=(Bookmark(0, 300, "here"),))
    score.show_summary(summary)
    refreshed(score, flat_frame(1000, edits=EDITS))
    told = told_at(score.losses, 300)
    assert told.split("\n") == ["step 300: Discriminator steps per turn → 3", "step 300: bookmark “here”"]


def test_a_value_that_took_the_place_of_another_is_the_one_that_is_told(score: Score) -> None:
    """Of edits that were marked before the marks are kept, as far as they are the same."""
    rate, size = Edit("generator.learning_rate", 0.002, 300, 1), Edit("batch_size", 10, 600, 1)
    refreshed(score, flat_frame(1000, edits=(rate, size)))
    assert told_at(score.losses, 600) == "step 600: Batch size → 10"
    refreshed(score, flat_frame(1001, edits=(rate, replace(size, value=11))))
    assert told_at(score.losses, 600) == "step 600: Batch size → 11"
    refreshed(score, flat_frame(1002, edits=(replace(size, value=12, step=300), replace(size, value=11))))
    assert told_at(score.losses, 300) == "step 300: Batch size → 12"
    refreshed(score, flat_frame(1003))
    assert told_at(score.losses, 600).startswith(score.losses.chart.explanation)


def test_marks_of_other_branches_stay_there(score: Score) -> None:
    """What was marked on our parent before we left it is our past; what came after is not."""
    marks = (Bookmark(0, 200, "ours"), Bookmark(0, 700, "its own"), Bookmark(2, 450, "another's"))
    branches = branch(0, None, 0, 900), branch(1, 0, 300, 500), branch(2, 0, 300, 600)
    score.show_summary(make_summary(*branches, step=500, on=1, bookmarks=marks))
    refreshed(score, flat_frame(500))
    ours, *others = (told_at(score.losses, step) for step in (200, 700, 450))
    assert ours == "step 200: bookmark “ours”"
    assert all(told.startswith(score.losses.chart.explanation) for told in others)


def test_edits_that_lie_ahead_are_marked_where_they_were_made(score: Score) -> None:
    edits = (Edit("generator.learning_rate", 0.002, 300, 1), Edit("generator.learning_rate", 0.01, 700, 1))
    score.show_summary(make_summary(branch(0, None, 0, 900, edits=edits), step=500, on=0))
    refreshed(score, flat_frame(500, edits=edits[:1]))
    assert "0.01" in told_at(score.losses, 700)
