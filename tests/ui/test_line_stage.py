"""The stage of data on a line, looked at as a user does: by its pixels, its legend and its readout."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Frame, History, LinePicture, Losses, Measure, Pair, Scores
from gan_playground.gan.training.objectives import Balance
from gan_playground.lessons.lesson import Lesson, Story
from gan_playground.session.messages import RunInfo
from gan_playground.ui.plot.strokes import dashed, tint
from gan_playground.ui.stages import STAGES
from gan_playground.ui.stages.density_scale import DensityScale, most_doublings
from gan_playground.ui.stages.geometry import Geometry, ticks
from gan_playground.ui.stages.layers import arrow_lines, bar_share
from gan_playground.ui.stages.line import LineStage
from gan_playground.ui.theme.theme import DARK, LIGHT
from ui.looks import Pixels, is_colored
from ui.looks import pixels as pixels_of

LINES = {"real", "generated", "decision", "best", "histograms", "arrows"}


def bell(x: np.ndarray, mean: float, std: float) -> np.ndarray:
    return np.exp(-0.5 * ((x - mean) / std) ** 2) / (std * math.sqrt(2 * math.pi))


def make_picture(mean: float = 5.0, std: float = 1.0, **changes: Any) -> LinePicture:
    """Real N(13, 2) and generated N(mean, std): far enough apart to have bars of their own."""
    x, edges = np.linspace(0, 20, 257), np.linspace(0, 20, 81)
    middles = (edges[:-1] + edges[1:]) / 2
    real, generated = bell(x, 13, 2), bell(x, mean, std)
    z = np.linspace(-1, 1, 41)
    picture = LinePicture(
        x=x,
        real_density=real,
        real_density_known=True,
        generated_density=generated,
        decision=1 / (1 + np.exp(-(x - 9) / 2)),
        best_decision=real / (real + generated + 1e-30),
        bin_edges=edges,
        real_histogram=bell(middles, 13, 2),
        generated_histogram=bell(middles, mean, std),
        latent=z,
        latent_view=(-1.0, 1.0),
        image=mean + 2 * std * z,
        outside=0.0,
        theta=None,
    )
    return dataclasses.replace(picture, **changes)


def make_frame(picture: LinePicture | None = None, step: int = 1204) -> Frame:
    return Frame(
        run=1,
        step=step,
        updates=Pair(602, 602),
        losses=Losses(0.69, 1.39, -1.39),
        balance=Balance(0.69, 1.39),
        scores=Scores(0.5, 0.5, 0.5),
        gradient_norms=Pair(0.1, 0.1),
        metrics={"wasserstein": Measure(0.1, 0.05)},
        distance="wasserstein",
        history=History({}, {}),
        edits=(),
        picture=picture or make_picture(),
    )


def make_run(**knobs: Any) -> tuple[RunInfo, Lesson]:
    experiment = Experiment().with_knobs({"data.mean": 13.0, "data.std": 2.0, "latent.kind": "uniform"} | knobs)
    story = Story(shown="", look="", attempt="")
    lesson = Lesson(
        id="a", title="", tagline="", shows="", order=0, story=story, experiment=experiment, example=(0.2, -0.7)
    )
    return RunInfo(1, experiment, 0, "cpu", 2, 100), lesson


@pytest.fixture
def stage(qtbot: QtBot) -> LineStage:
    stage = STAGES["line"]()
    assert isinstance(stage, LineStage)
    qtbot.addWidget(stage)
    stage.resize(1000, 600)
    stage.set_theme(DARK)
    stage.show_run(*make_run())
    stage.show()
    qtbot.waitExposed(stage)
    return stage


def show_only(stage: LineStage, *layers: str) -> None:
    for chip in stage.chips:
        chip.setChecked(chip.layer.id in layers)


def pixels(stage: LineStage) -> Pixels:
    """The figure as it is on the screen."""
    return pixels_of(stage.figure)


def geometry_of(stage: LineStage) -> Geometry:
    scene = stage.figure.scene()
    assert scene is not None
    return scene.geometry


def heights_of(stage: LineStage, role: str) -> tuple[np.ndarray, np.ndarray]:
    """Where a line of this colour runs through the plot: columns that have it, and its middle in each."""
    plot = geometry_of(stage).plot
    found = is_colored(pixels(stage), DARK.color(role))
    found[: math.ceil(plot.top()) - 2] = found[math.floor(plot.bottom()) + 3 :] = False
    found[:, : math.ceil(plot.left())] = found[:, math.floor(plot.right()) :] = False
    columns = np.flatnonzero(found.any(axis=0))
    rows = np.arange(len(found)) + 0.5
    return columns + 0.5, np.array([rows[found[:, column]].mean() for column in columns])


Heights = Callable[[Geometry, LinePicture], np.ndarray]
CURVES: dict[str, tuple[str, Heights]] = {
    "real": ("real", lambda geometry, picture: geometry.density(picture.real_density)),
    "generated": ("generated", lambda geometry, picture: geometry.density(picture.generated_density)),
    "decision": ("discriminator", lambda geometry, picture: geometry.probability(picture.decision)),
}


@pytest.mark.parametrize("layer", CURVES)
def test_a_line_runs_where_the_picture_says(stage: LineStage, layer: str) -> None:
    frame = make_frame(make_picture(std=1.8))
    stage.show_frame(frame)
    show_only(stage, layer)
    role, heights = CURVES[layer]
    geometry = geometry_of(stage)
    columns, rows = heights_of(stage, role)
    expected = np.interp(columns, geometry.x(frame.picture.x), heights(geometry, frame.picture))
    assert len(columns) > 0.35 * geometry.plot.width()
    assert np.abs(rows - expected).max() < 4


@pytest.mark.parametrize("layer", CURVES)
def test_a_hidden_line_is_gone(stage: LineStage, layer: str) -> None:
    stage.show_frame(make_frame())
    show_only(stage, *LINES - {layer, "histograms", "arrows"})
    assert len(heights_of(stage, CURVES[layer][0])[0]) == 0


def test_what_is_hidden_is_not_computed(stage: LineStage, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[object] = []
    monkeypatch.setattr("gan_playground.ui.stages.layers.arrow_lines", lambda *scene: painted.append(scene))
    stage.show_frame(make_frame())
    show_only(stage, "real", "generated")
    stage.figure.grab()
    assert painted == []


def test_bars_stand_where_the_samples_are(stage: LineStage) -> None:
    stage.show_frame(make_frame())
    show_only(stage, "real", "generated", "histograms")
    geometry, image = geometry_of(stage), pixels(stage)
    just_above = round(geometry.plot.bottom()) - 8
    for place, role in ((13.1, "real"), (5.1, "generated")):
        at = round(float(geometry.x(np.array(place))))
        assert is_colored(image[just_above, at], tint(DARK, role, bar_share), 6)
    show_only(stage, "real", "generated")
    at = round(float(geometry.x(np.array(13.1))))
    assert is_colored(pixels(stage)[just_above, at], QColor(DARK.surface), 6)


def test_where_bars_overlap_they_have_a_third_colour(stage: LineStage) -> None:
    stage.show_frame(make_frame(make_picture(mean=13, std=2)))
    geometry, image = geometry_of(stage), pixels(stage)
    at = round(float(geometry.x(np.array(13.1))))
    both = tint(DARK, "generated", bar_share, tint(DARK, "real", bar_share))
    assert is_colored(image[round(geometry.plot.bottom()) - 20, at], both, 6)


def test_the_switch_turns_d_over(stage: LineStage, qtbot: QtBot) -> None:
    frame = make_frame()
    stage.show_frame(frame)
    show_only(stage, "decision")
    switch = stage.findChild(QAbstractButton, "probabilitySwitch")
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    geometry = geometry_of(stage)
    columns, rows = heights_of(stage, "discriminator")
    expected = np.interp(columns, geometry.x(frame.picture.x), geometry.probability(1 - frame.picture.decision))
    assert np.abs(rows - expected).max() < 4
    stage.set_probability_of_fake(False)
    assert not switch.isChecked()


def test_the_readout_says_the_pictures_numbers(stage: LineStage, qtbot: QtBot) -> None:
    frame = make_frame()
    stage.show_frame(frame)
    geometry, picture = geometry_of(stage), frame.picture
    place = QPoint(round(geometry.plot.left() + 0.4 * geometry.plot.width()), round(geometry.plot.center().y()))
    qtbot.mouseMove(stage.figure, place)
    reading = stage.figure.reading
    assert reading is not None
    assert reading.x == pytest.approx(8.0, abs=0.06)
    at = int(np.flatnonzero(picture.x == reading.x)[0])
    assert (reading.real_density, reading.generated_density) == (
        picture.real_density[at],
        picture.generated_density[at],
    )
    assert (reading.decision, reading.best_decision) == (picture.decision[at], picture.best_decision[at])
    before = stage.figure.grab().toImage()
    stage.figure.leaveEvent(None)  # type: ignore[arg-type]
    assert stage.figure.reading is None
    assert stage.figure.grab().toImage() != before


def test_chips_can_be_found_and_pressed_with_the_keyboard(stage: LineStage, qtbot: QtBot) -> None:
    assert {chip.objectName() for chip in stage.chips} == {f"layer.{name}" for name in LINES}
    for chip in stage.chips:
        assert chip.accessibleName()
        assert chip.toolTip()
        assert chip.focusPolicy() & Qt.FocusPolicy.TabFocus
        qtbot.keyClick(chip, Qt.Key.Key_Space)
        assert chip.layer.id not in stage.figure.visible_layers


def test_arrows_end_at_their_images_and_are_cut_at_the_rim() -> None:
    picture = make_picture(image=np.linspace(-10, 20, 41))
    geometry = Geometry.fit(1000, 600, 1.0, (0.0, 20.0), (-1.0, 1.0), 0.4)
    arrows = arrow_lines(picture, geometry)
    inside = picture.image >= 0
    assert arrows[inside, 2] == pytest.approx(geometry.x(picture.image[inside]))
    assert (arrows[inside, 3] == geometry.x_line).all()
    cut = arrows[~inside]
    assert (cut[:, 2] == geometry.plot.left()).all()
    assert ((cut[:, 3] > geometry.x_line) & (cut[:, 3] <= geometry.z_line)).all()
    # The slope of a cut arrow is that of the whole one.
    whole = (geometry.x(picture.image[~inside]) - cut[:, 0]) / (geometry.x_line - geometry.z_line)
    assert cut[1:, 2] - cut[1:, 0] == pytest.approx(whole[1:] * (cut[1:, 3] - geometry.z_line))


def test_the_density_scale_moves_in_steps_and_does_not_flicker() -> None:
    scale = DensityScale()
    rest = scale.top(0.2, 0.2)
    assert rest == pytest.approx(0.2 / 0.6)
    assert scale.top(0.2, 0.34) == pytest.approx(2 * rest)
    assert {scale.top(0.2, 0.33 + 0.02 * (i % 2)) for i in range(10)} == {2 * rest}
    assert scale.top(0.2, 0.2) == pytest.approx(rest)
    assert scale.top(0.2, 100.0) == pytest.approx(2**most_doublings * rest)
    assert math.isfinite(scale.top(math.nan, math.nan))


def test_ticks_are_round_and_few() -> None:
    assert ticks(0, 20, 6) == [0, 5, 10, 15, 20]
    assert ticks(-0.35, 0.35, 6) == pytest.approx([-0.2, 0, 0.2])
    assert ticks(0, 0, 6) == []


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none_are_left_out(stage: LineStage, bad: float) -> None:
    picture = make_picture()
    gone = np.full_like(picture.x, bad)
    best = picture.best_decision.copy()
    best[100:140] = math.nan
    for broken in (
        dataclasses.replace(picture, decision=gone, generated_density=gone, image=np.full(41, bad), outside=bad),
        dataclasses.replace(picture, best_decision=best),
    ):
        stage.show_frame(make_frame(broken))
        stage.figure.grab()


def test_dashes_leave_gaps_open() -> None:
    x = np.arange(0.0, 101.0)
    y = np.where((x > 30) & (x < 70), math.nan, 5.0)
    strokes = dashed(x, y, 2, 2)
    middles = (strokes[:, 0] + strokes[:, 2]) / 2
    assert middles.tolist() == [*range(1, 31, 4), *range(73, 101, 4)]


def test_what_lies_outside_is_told(stage: LineStage) -> None:
    picture = make_picture()
    stage.show_frame(make_frame(picture))
    quiet = pixels(stage)
    image = picture.image.copy()
    image[0] = -3.0
    stage.show_frame(make_frame(dataclasses.replace(picture, outside=0.12, image=image)))
    geometry = geometry_of(stage)
    row = slice(round(geometry.x_line - 18 * geometry.unit), round(geometry.x_line - 2 * geometry.unit))
    left = slice(round(geometry.plot.left()), round(geometry.plot.left() + 200))
    right = slice(round(geometry.plot.right() - 200), round(geometry.plot.right()))
    changed = (pixels(stage) != quiet).any(axis=-1)
    assert changed[row, left].any()
    assert not changed[row, right].any()


def test_the_theme_can_change_while_it_runs(stage: LineStage) -> None:
    stage.show_frame(make_frame())
    stage.set_theme(LIGHT)
    assert is_colored(pixels(stage)[2, 200], QColor(LIGHT.surface), 3)


def test_a_new_run_clears_the_stage(stage: LineStage) -> None:
    stage.show_frame(make_frame())
    stage.show_run(*make_run())
    assert stage.figure.frame is None
    image = pixels(stage)
    assert is_colored(image, QColor(DARK.surface), 3).all()


@pytest.mark.parametrize("size", [(560, 300), (720, 420), (1240, 640), (3000, 1700)])
def test_everything_has_its_place_at_every_size(stage: LineStage, size: tuple[int, int]) -> None:
    stage.resize(*size)
    stage.show_frame(make_frame())
    geometry, figure = geometry_of(stage), stage.figure
    assert 0 < geometry.plot.top() < geometry.plot.bottom() < geometry.x_line < geometry.z_line < figure.height()
    assert geometry.plot.height() > 0.35 * figure.height()
    if size[0] >= 720:
        rights = [chip.geometry().right() for chip in stage.chips]
        assert max(rights) < stage.switch.geometry().left()


def test_dials_show_for_the_two_knob_generator_only(stage: LineStage) -> None:
    assert stage.dials.isHidden()
    stage.show_frame(make_frame(make_picture(theta=(3.0, 1.0))))
    assert stage.dials.isVisible()
    stage.show_frame(make_frame())
    assert stage.dials.isHidden()
    stage.show_run(*make_run(**{"generator.kind": "two-knobs", "latent.kind": "normal"}))
    stage.show_frame(make_frame(make_picture(theta=(3.0, 1.0))))
    assert stage.dials.isVisible()


# The averaged generator.


def test_which_g_is_shown_can_be_chosen_where_one_is_averaged(stage: LineStage, qtbot: QtBot) -> None:
    wanted: list[dict[str, bool]] = []
    stage.knobs_wanted.connect(wanted.append)
    switch = stage.findChild(QAbstractButton, "averageSwitch")
    stage.show_frame(make_frame())
    assert switch.isHidden()
    averaged = dataclasses.replace(make_frame(), average_kept=True, averaged=True)
    stage.show_frame(averaged)
    assert switch.isVisible()
    assert not switch.isChecked()
    assert wanted == [], "what is only shown asks for nothing"
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert wanted == [{"stabilise.average_shown": False}]
    stage.show_frame(dataclasses.replace(averaged, averaged=False))
    assert switch.isChecked()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert wanted[1:] == [{"stabilise.average_shown": True}]
    stage.show_frame(make_frame())
    assert switch.isHidden()


def test_that_the_average_is_shown_is_said_above_the_plot(stage: LineStage) -> None:
    kept = dataclasses.replace(make_frame(), average_kept=True)
    stage.show_frame(kept)
    fighting = pixels(stage)
    stage.show_frame(dataclasses.replace(kept, averaged=True))
    changed = np.flatnonzero((pixels(stage) != fighting).any(axis=(1, 2)))
    assert len(changed)
    assert changed.max() < geometry_of(stage).plot.top()


@pytest.mark.parametrize("width", [688, 720, 1000, 1240])
def test_the_legend_leaves_room_for_both_switches(stage: LineStage, qtbot: QtBot, width: int) -> None:
    stage.resize(width, 420)
    stage.show_frame(dataclasses.replace(make_frame(), average_kept=True, averaged=True))
    qtbot.wait(1)
    spans = sorted((part.geometry().left(), part.geometry().right()) for part in (*stage.chips, *stage.switches))
    assert all(right <= left for (_, right), (left, _) in pairwise(spans))
    assert spans[-1][1] <= stage.width()
    for part in (*stage.chips, *stage.switches):
        assert part.width() >= part.sizeHint().width(), part.objectName()
