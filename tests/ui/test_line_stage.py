"""The stage of data on a line, looked at as a user does: by its pixels, its legend and its readout."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from msgspec import structs
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QTransform, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import ExampleSample, Frame, LinePicture, Losses, Measure, Pair, Scores
from gan_playground.gan.observe.ghost import Ghost, LineGhost
from gan_playground.gan.observe.history import History
from gan_playground.gan.training.objectives import Balance
from gan_playground.lessons.lesson import Lesson, Story
from gan_playground.session.messages import RunInfo
from gan_playground.ui.files.exports import svg_of
from gan_playground.ui.plot.axes import PlotAxis
from gan_playground.ui.plot.items.bars_item import bar_share
from gan_playground.ui.plot.items.line_item import LineItem
from gan_playground.ui.plot.pixels import ToPixels
from gan_playground.ui.plot.strokes import GENERATED, REAL, dashed, tint
from gan_playground.ui.stages import STAGES
from gan_playground.ui.stages.density_scale import DensityScale, most_doublings
from gan_playground.ui.stages.line import LineStage
from gan_playground.ui.stages.line.arrows import MapArrowsItem, arrows_in
from gan_playground.ui.stages.line.examples_item import ExamplesItem
from gan_playground.ui.stages.line.outside import outside
from gan_playground.ui.stages.line.plot import LinePlot
from gan_playground.ui.stages.line.standing_labels import StandingLabels, patience
from gan_playground.ui.theme.theme import DARK, LIGHT
from gan_playground.ui.undo.history import UndoHistory
from ui.drawn import faults
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
    return structs.replace(picture, **changes)


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
        id="a",
        title="",
        tagline="",
        shows="",
        order=0,
        story=story,
        experiment=experiment,
        example=(0.2, -0.7),
        real_example=(13.2, 8.7),
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


@dataclasses.dataclass(frozen=True)
class Places:
    """Where things lie in the figure, px, by the boxes that pyqtgraph placed. plot: from D = 1 to the baseline."""

    figure: LinePlot

    @property
    def plot(self) -> QRectF:
        box = self.figure.curves.box
        return box.mapRectToScene(box.rect())

    @property
    def map(self) -> QRectF:
        box = self.figure.map.box
        return box.mapRectToScene(box.rect())

    @property
    def density_top(self) -> float:
        """What the axis at the left calls the upper edge."""
        return self.figure.curves.axes["left"].scale

    def x(self, values: np.ndarray) -> np.ndarray:
        low, high = self.figure.curves.box.viewRange()[0]
        return self.plot.left() + self.plot.width() * (values - low) / (high - low)

    def probability(self, values: np.ndarray) -> np.ndarray:
        return self.plot.bottom() - self.plot.height() * values

    def density(self, values: np.ndarray) -> np.ndarray:
        return self.probability(values / self.density_top)


def places_of(stage: LineStage) -> Places:
    assert stage.figure.picture_now is not None
    return Places(stage.figure)


def heights_of(stage: LineStage, role: str) -> tuple[np.ndarray, np.ndarray]:
    """Where a line of this colour runs through the plot: columns that have it, and its middle in each."""
    plot = places_of(stage).plot
    found = is_colored(pixels(stage), DARK.color(role))
    found[: math.ceil(plot.top()) - 2] = found[math.floor(plot.bottom()) + 3 :] = False
    found[:, : math.ceil(plot.left())] = found[:, math.floor(plot.right()) :] = False
    columns = np.flatnonzero(found.any(axis=0))
    rows = np.arange(len(found)) + 0.5
    return columns + 0.5, np.array([rows[found[:, column]].mean() for column in columns])


Heights = Callable[[Places, LinePicture], np.ndarray]
CURVES: dict[str, tuple[str, Heights]] = {
    "real": ("real", lambda places, picture: places.density(picture.real_density)),
    "generated": ("generated", lambda places, picture: places.density(picture.generated_density)),
    "decision": ("discriminator", lambda places, picture: places.probability(picture.decision)),
}


@pytest.mark.parametrize("layer", CURVES)
def test_a_line_runs_where_the_picture_says(stage: LineStage, layer: str) -> None:
    frame = make_frame(make_picture(std=1.8))
    stage.show_frame(frame)
    show_only(stage, layer)
    role, heights = CURVES[layer]
    places = places_of(stage)
    columns, rows = heights_of(stage, role)
    expected = np.interp(columns, places.x(frame.picture.x), heights(places, frame.picture))
    assert len(columns) > 0.35 * places.plot.width()
    assert np.abs(rows - expected).max() < 4


@pytest.mark.parametrize("layer", CURVES)
def test_a_hidden_line_is_gone(stage: LineStage, layer: str) -> None:
    stage.show_frame(make_frame())
    show_only(stage, *LINES - {layer, "histograms", "arrows"})
    assert len(heights_of(stage, CURVES[layer][0])[0]) == 0


def test_what_is_hidden_is_not_computed(stage: LineStage, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[object] = []
    monkeypatch.setattr("gan_playground.ui.stages.line.arrows.arrows_in", lambda *places: painted.append(places))
    stage.show_frame(make_frame())
    show_only(stage, "real", "generated")
    stage.figure.grab()
    assert painted == []


def test_bars_stand_where_the_samples_are(stage: LineStage) -> None:
    stage.show_frame(make_frame())
    show_only(stage, "real", "generated", "histograms")
    places, image = places_of(stage), pixels(stage)
    just_above = round(places.plot.bottom()) - 8
    for place, role in ((13.1, "real"), (5.1, "generated")):
        at = round(float(places.x(np.array(place))))
        assert is_colored(image[just_above, at], tint(DARK, role, bar_share), 6)
    show_only(stage, "real", "generated")
    at = round(float(places.x(np.array(13.1))))
    assert is_colored(pixels(stage)[just_above, at], QColor(DARK.surface), 6)


def test_where_bars_overlap_they_have_a_third_colour(stage: LineStage) -> None:
    stage.show_frame(make_frame(make_picture(mean=13, std=2)))
    places, image = places_of(stage), pixels(stage)
    at = round(float(places.x(np.array(13.1))))
    both = tint(DARK, "generated", bar_share, tint(DARK, "real", bar_share))
    assert is_colored(image[round(places.plot.bottom()) - 20, at], both, 6)


def test_the_switch_turns_d_over(stage: LineStage, qtbot: QtBot) -> None:
    frame = make_frame()
    stage.show_frame(frame)
    show_only(stage, "decision")
    switch = stage.findChild(QAbstractButton, "probabilitySwitch")
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    places = places_of(stage)
    columns, rows = heights_of(stage, "discriminator")
    expected = np.interp(columns, places.x(frame.picture.x), places.probability(1 - frame.picture.decision))
    assert np.abs(rows - expected).max() < 4
    stage.set_probability_of_fake(False)
    assert not switch.isChecked()


def test_the_readout_says_the_pictures_numbers(stage: LineStage, qtbot: QtBot) -> None:
    frame = make_frame()
    stage.show_frame(frame)
    places, picture = places_of(stage), frame.picture
    place = QPoint(round(places.plot.left() + 0.4 * places.plot.width()), round(places.plot.center().y()))
    qtbot.mouseMove(stage.figure.viewport(), place)
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
    stage.figure.leaveEvent(QEvent(QEvent.Type.Leave))
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
    box = QRectF(46, 400, 900, 120)
    feet, tips = np.linspace(46, 946, 41), np.linspace(-404, 946, 41)
    arrows = arrows_in(box, feet, tips)
    inside = tips >= box.left()
    assert arrows[:, 0].tolist() == feet.tolist()
    assert arrows[inside, 2] == pytest.approx(tips[inside])
    assert (arrows[:, 1] == box.bottom()).all()
    assert (arrows[inside, 3] == box.top()).all()
    cut = arrows[~inside]
    assert (cut[:, 2] == box.left()).all()
    assert ((cut[:, 3] > box.top()) & (cut[:, 3] <= box.bottom())).all()
    # The slope of a cut arrow is that of the whole one.
    whole = (tips[~inside] - cut[:, 0]) / (box.top() - box.bottom())
    assert cut[1:, 2] - cut[1:, 0] == pytest.approx(whole[1:] * (cut[1:, 3] - box.bottom()))


def test_the_z_line_spans_the_box_and_the_x_line_is_the_boxs_own(stage: LineStage) -> None:
    stage.show_frame(make_frame())
    picture, arrows = make_picture(), MapArrowsItem()
    arrows.set_data(picture.latent, picture.image, picture.latent_view)
    at = ToPixels(QTransform(30, 0, 0, -120, 46, 520), QRectF(0, 0, 20, 1), QTransform())
    strokes = arrows.strokes_px(at)
    assert strokes[[0, 20, 40], 0].tolist() == [46, 346, 646]
    assert strokes[:, 2] == pytest.approx(46 + 30 * picture.image)
    low, high = stage.figure.map.axes["bottom"].range
    assert (low, high) == picture.latent_view


def test_the_density_scale_moves_in_steps_and_does_not_flicker() -> None:
    scale = DensityScale()
    rest = scale.top(0.2, 0.2)
    assert rest == pytest.approx(0.2 / 0.6)
    assert scale.top(0.2, 0.34) == pytest.approx(2 * rest)
    assert {scale.top(0.2, 0.33 + 0.02 * (i % 2)) for i in range(10)} == {2 * rest}
    assert scale.top(0.2, 0.2) == pytest.approx(rest)
    assert scale.top(0.2, 100.0) == pytest.approx(2**most_doublings * rest)
    assert math.isfinite(scale.top(math.nan, math.nan))


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none_are_left_out(stage: LineStage, bad: float) -> None:
    picture = make_picture()
    gone = np.full_like(picture.x, bad)
    best = picture.best_decision.copy()
    best[100:140] = math.nan
    for broken in (
        structs.replace(picture, decision=gone, generated_density=gone, image=np.full(41, bad), outside=bad),
        structs.replace(picture, best_decision=best),
    ):
        stage.show_frame(make_frame(broken))
        stage.figure.grab()


def test_dashes_leave_gaps_open_and_begin_anew_after_them() -> None:
    x = np.arange(0.0, 101.0)
    y = np.where((x > 30) & (x < 70), math.nan, 5.0)
    strokes = dashed(x, y, 2, 2)
    middles = (strokes[:, 0] + strokes[:, 2]) / 2
    assert middles.tolist() == [*range(1, 31, 4), *range(71, 101, 4)]


def test_what_lies_outside_is_told(stage: LineStage) -> None:
    picture = make_picture()
    stage.show_frame(make_frame(picture))
    quiet = pixels(stage)
    stage.show_frame(make_frame(structs.replace(picture, outside=0.12, outside_left=0.12)))
    places = places_of(stage)
    row = slice(round(places.map.top() - 18 * stage.figure.unit), round(places.map.top() - 2 * stage.figure.unit))
    left = slice(round(places.plot.left()), round(places.plot.left() + 200))
    right = slice(round(places.plot.right() - 200), round(places.plot.right()))
    changed = (pixels(stage) != quiet).any(axis=-1)
    assert changed[row, left].any()
    assert not changed[row, right].any()


@pytest.mark.parametrize(
    ("left", "right", "words", "align"),
    [
        (0.004, 0.0, "← under 1% further left", Qt.AlignmentFlag.AlignLeft),
        (0.0, 0.004, "under 1% further right →", Qt.AlignmentFlag.AlignRight),
        (0.1, 0.02, "← 12% outside this view →", Qt.AlignmentFlag.AlignLeft),
    ],
)
def test_samples_outside_are_told_where_they_lie(
    left: float, right: float, words: str, align: Qt.AlignmentFlag
) -> None:
    """Also those that no arrow of the map leads to."""
    (told,) = outside(make_picture(outside=left + right, outside_left=left), -10, 0, 1)
    assert (told.text, told.align) == (words, align)


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
    places, figure = places_of(stage), stage.figure
    assert 0 < places.plot.top() < places.plot.bottom() < places.map.top() < places.map.bottom() < figure.height()
    assert (places.plot.left(), places.plot.right()) == (places.map.left(), places.map.right())
    assert places.plot.height() > 0.35 * figure.height()
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
    averaged = structs.replace(make_frame(), average_kept=True, averaged=True)
    stage.show_frame(averaged)
    assert switch.isVisible()
    assert not switch.isChecked()
    assert wanted == [], "what is only shown asks for nothing"
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert wanted == [{"stabilise.average_shown": False}]
    stage.show_frame(structs.replace(averaged, averaged=False))
    assert switch.isChecked()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert wanted[1:] == [{"stabilise.average_shown": True}]
    stage.show_frame(make_frame())
    assert switch.isHidden()


def test_that_the_average_is_shown_is_said_above_the_plot(stage: LineStage) -> None:
    kept = structs.replace(make_frame(), average_kept=True)
    stage.show_frame(kept)
    fighting = pixels(stage)
    stage.show_frame(structs.replace(kept, averaged=True))
    changed = np.flatnonzero((pixels(stage) != fighting).any(axis=(1, 2)))
    assert len(changed)
    assert changed.max() < places_of(stage).plot.top()


@pytest.mark.parametrize("width", [688, 720, 1000, 1240])
def test_the_legend_leaves_room_for_both_switches(stage: LineStage, qtbot: QtBot, width: int) -> None:
    stage.resize(width, 420)
    stage.show_frame(structs.replace(make_frame(), average_kept=True, averaged=True))
    qtbot.wait(1)
    places = [part.geometry() for part in (*stage.chips, *stage.switches)]
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    assert all(stage.head.rect().contains(place) for place in places)
    for part in (*stage.chips, *stage.switches):
        assert part.width() >= part.sizeHint().width(), part.objectName()


# The hand.


def turn_wheel(stage: LineStage, x: float, notches: int) -> None:
    places = places_of(stage)
    point = QPointF(float(places.x(np.array(x))), places.plot.center().y())
    where = point, QPointF(stage.figure.mapToGlobal(point.toPoint()))
    manner = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
    QApplication.sendEvent(stage.figure.viewport(), QWheelEvent(*where, QPoint(), QPoint(0, 120 * notches), *manner))


def test_the_wheel_magnifies_x_alone_and_both_plots_together(stage: LineStage, qtbot: QtBot) -> None:
    frame = make_frame(make_picture(std=1.8))
    stage.show_frame(frame)
    with qtbot.waitSignal(stage.view_changed):
        turn_wheel(stage, 5.0, 3)
    figure, places = stage.figure, places_of(stage)
    low, high = figure.curves.box.viewRange()[0]
    assert 0 <= low < 5 < high < 12
    assert figure.map.box.viewRange()[0] == pytest.approx([low, high])
    assert figure.curves.box.viewRange()[1] == figure.map.box.viewRange()[1] == [0, 1]
    show_only(stage, "generated")
    columns, rows = heights_of(stage, "generated")
    expected = np.interp(columns, places.x(frame.picture.x), places.density(frame.picture.generated_density))
    assert len(columns) > 0.9 * places.plot.width()
    assert np.abs(rows - expected).max() < 4
    stage.show_frame(make_frame(step=1205))
    assert figure.curves.box.viewRange()[0] == [low, high], "a frame leaves alone what a hand has chosen"


def test_the_figure_fits_again_by_a_double_click_and_by_its_key(stage: LineStage, qtbot: QtBot) -> None:
    stage.show_frame(make_frame())
    turn_wheel(stage, 5.0, 3)
    qtbot.mouseDClick(stage.figure.viewport(), Qt.MouseButton.LeftButton, pos=places_of(stage).plot.center().toPoint())
    assert stage.figure.curves.box.viewRange()[0] == stage.figure.map.box.viewRange()[0] == [0, 20]
    turn_wheel(stage, 5.0, 3)
    stage.activateWindow()
    qtbot.keyClick(stage, Qt.Key.Key_0)
    assert stage.figure.is_fitted
    turn_wheel(stage, 5.0, 3)
    stage.show_run(*make_run())
    assert stage.figure.is_fitted, "a new run is seen whole"


def test_two_stages_look_at_one_part_of_x(stage: LineStage, qtbot: QtBot) -> None:
    other = LineStage()
    qtbot.addWidget(other)
    other.resize(stage.size())
    other.show_run(*make_run())
    other.stand_beside(stage)
    other.show()
    stage.show_frame(make_frame())
    other.show_frame(make_frame(make_picture(mean=11, std=0.3)))
    tops = [one.figure.curves.axes["left"].scale for one in (stage, other)]
    assert tops[0] == tops[1] > 1.3, "both to the scale that the higher peak needs"
    turn_wheel(stage, 5.0, 3)
    other.show_view(stage.view)
    assert other.figure.curves.box.viewRange() == stage.figure.curves.box.viewRange()
    assert other.view == stage.view
    stage.reset_view()
    other.show_view(stage.view)
    assert other.figure.is_fitted


def test_a_peak_that_is_cut_off_is_told_where_it_is(stage: LineStage) -> None:
    stage.show_frame(make_frame(make_picture(mean=5, std=0.05)))
    show_only(stage, "generated")
    places = places_of(stage)
    image = is_colored(pixels(stage), DARK.color("generated"))
    right_of_peak = slice(round(float(places.x(np.array(5.4)))), round(float(places.x(np.array(7.0)))))
    below_top = slice(round(places.plot.top()) + 4, round(places.plot.top() + 24 * stage.figure.unit))
    assert image[below_top, right_of_peak].any()
    stage.show_frame(make_frame(make_picture(mean=5, std=1.0)))
    assert not is_colored(pixels(stage), DARK.color("generated"))[below_top, right_of_peak].any()


def test_what_stands_still_is_not_painted_again(stage: LineStage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.show_frame(make_frame())
    stage.figure.grab()
    painted: list[object] = []
    paint = LineItem.paint_px
    monkeypatch.setattr(LineItem, "paint_px", lambda item, *more: (painted.append(item.style), paint(item, *more)))
    picture = make_frame().picture
    for step in range(5):
        moved = structs.replace(stage.figure.frame.picture, generated_density=picture.generated_density * 0.9)
        stage.show_frame(make_frame(moved, step))
        stage.figure.viewport().repaint()
    assert painted.count(GENERATED) == 5
    assert painted.count(REAL) == 0


def test_a_drawing_of_the_stage_consists_of_lines(stage: LineStage) -> None:
    stage.show_frame(make_frame())
    svg = svg_of(stage).decode()
    assert "<image" not in svg
    assert ">density<" in svg
    assert ">step 1,204<" in svg
    for role in ("real", "generated", "discriminator"):
        assert DARK.color(role).name() in svg.lower()


def test_a_right_press_is_left_to_the_menu_of_the_stage(stage: LineStage, qtbot: QtBot) -> None:
    stage.show_frame(make_frame())
    stage.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    place = places_of(stage).plot.center().toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, stage.figure.mapToGlobal(place))
    with qtbot.waitSignal(stage.customContextMenuRequested):
        QApplication.sendEvent(stage.figure.viewport(), event)


def test_the_stage_is_a_live_panel_of_pyqtgraph_without_its_look(stage: LineStage) -> None:
    stage.show_frame(make_frame())
    (view,) = stage.findChildren(pg.GraphicsView)
    assert view is stage.figure
    for item in view.scene().items():
        assert not isinstance(item, pg.PlotItem | pg.ButtonItem | pg.GridItem)
        assert isinstance(item, PlotAxis) or not isinstance(item, pg.AxisItem)


# Samples that are followed.


FOLLOWED = (
    ExampleSample(13.2, 0.47),
    ExampleSample(8.7, 0.51),
    ExampleSample(8.62, 0.51, z=-0.7),
    ExampleSample(10.4, 0.52, z=0.2),
)


def test_samples_that_are_followed_stand_at_their_x_as_high_as_the_verdict(stage: LineStage) -> None:
    stage.show_frame(make_frame(make_picture(examples=(ExampleSample(3.0, 0.8, z=0.2), ExampleSample(13.2, 0.3)))))
    show_only(stage, "real", "generated")
    seen, box = pixels(stage), stage.figure.curves.box
    for x, verdict, role in ((3.0, 0.8, "generated"), (13.2, 0.3, "real")):
        head = stage.figure.mapFromScene(box.mapViewToScene(QPointF(x, verdict)))
        assert is_colored(seen, DARK.color(role))[head.y() + 1, head.x() + 1], role


def test_the_words_say_what_the_axis_says(stage: LineStage) -> None:
    item = stage.figure._examples
    stage.show_frame(make_frame(make_picture(examples=FOLLOWED)))
    assert [item.words(one) for one in FOLLOWED] == [
        "13.2: 47% real", "8.7: 51% real", "8.6: 51% real", "10.4: 52% real"
    ]  # fmt: skip
    stage.set_probability_of_fake(True)
    assert item.words(FOLLOWED[0]) == "13.2: 53% fake"


@pytest.mark.parametrize("unit", [0.95, 1.5])
@pytest.mark.parametrize("step", range(0, 60, 7))
def test_words_of_samples_that_pass_each_other_give_way(unit: float, step: int) -> None:
    box, font = QRectF(0, 0, 560, 120) if unit < 1 else QRectF(0, 0, 1100, 300), QFont()
    font.setPixelSize(round(12.5 * unit))
    item = ExamplesItem()
    item.set_unit(unit)
    heads = [QPointF(box.width() * x, box.height() / 2) for x in (0.3 + step / 100, 0.31 + step / 120, 0.43, 0.66)]
    places = item.places(["10.4: 100% real"] * 4, heads, box, font)
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    assert all(box.left() <= place.left() and place.right() <= box.right() for place in places)


ABOVE, BELOW = (0.0, -1), (0.0, 1)


def around(x: float) -> dict[tuple[float, int], QRectF]:
    """A label may stand above a head here, or below it."""
    return {ABOVE: QRectF(x, 0, 60, 10), BELOW: QRectF(x, 20, 60, 10)}


def test_a_label_keeps_its_side_until_it_cannot() -> None:
    labels, over = StandingLabels(), QRectF(0, 0, 60, 10)
    for x, taken, side in ((5, [], ABOVE), (5, [over], BELOW), (9, [], BELOW), (90, [], BELOW)):
        labels.keep([around(x)], taken)
        assert labels.places([around(x)], taken) == [around(x)[side]]


def test_a_label_comes_back_to_the_nearer_side_once_that_was_free_for_long() -> None:
    labels = StandingLabels()
    labels.keep([around(0)], [QRectF(0, 0, 60, 10)])
    seen = []
    for _ in range(2 * patience):
        labels.keep([around(0)], [])
        seen += labels.places([around(0)], [])
    assert seen.index(around(0)[ABOVE]) == patience
    assert set(map(QRectF.top, seen[patience:])) == {0.0}


def test_labels_that_pass_each_other_seldom_change_sides() -> None:
    """One moves over the other, there and back, and shakes; forgotten each time, they would change far more often."""
    kept, changes = StandingLabels(), {True: 0, False: 0}
    sides: dict[bool, list[bool]] = {True: [], False: []}
    for i, x in enumerate((*np.linspace(0, 200, 60), *np.linspace(200, 0, 60))):
        choices = [around(100), around(x + 12 * (-1) ** i)]
        for is_kept, labels in ((True, kept), (False, StandingLabels())):
            places = labels.places(choices, [])
            assert not places[0].intersects(places[1])
            now = [place.top() > 0 for place in places]
            changes[is_kept] += sum(one != other for one, other in zip(sides[is_kept], now, strict=False))
            sides[is_kept] = now
        kept.keep(choices, [])
    assert changes[True] <= 4 < changes[False]


def test_numbers_of_futures_leave_the_words_to_be_read(stage: LineStage) -> None:
    stage.show_frame(make_frame(make_picture(examples=FOLLOWED)))
    show_only(stage, "real", "generated")
    x, layer = stage.figure.picture_now.x, stage.make_ghosts()
    for height in np.linspace(0.4, 0.7, 7):
        peaks = [np.exp(-((x - one.x) ** 2)) * height * stage.figure.scale.density_top for one in FOLLOWED]
        layer.show_ghosts([Ghost(7, LineGhost(x, peak)) for peak in peaks], since=0)
        assert not faults(stage)
        assert len(layer.discs.discs) == 4


def test_what_is_no_number_is_not_drawn(stage: LineStage) -> None:
    lost = ExampleSample(math.nan, math.nan, z=0.2), ExampleSample(math.inf, 0.0, z=-0.7)
    stage.show_frame(make_frame(make_picture(examples=lost)))
    stage.figure.grab()
    assert stage.figure._examples.opacity() == 0.0


def test_what_is_followed_is_the_lesson_s_while_the_data_are(stage: LineStage) -> None:
    run, lesson = make_run()
    other = make_run(**{"data.std": 1.0})[0]
    # Whether a frame was asked for by another lesson, or for a run beside this one: what is not real is not seen.
    frame = make_frame(make_picture(examples=(*FOLLOWED, ExampleSample(5.0, 0.5), ExampleSample(5.0, 0.5, z=1.0))))
    for shown, places, seen in ((run, (13.2, 8.7), list(FOLLOWED)), (other, (), list(FOLLOWED[2:]))):
        stage.show_run(shown, lesson)
        stage.show_frame(frame)
        assert (stage.look.latents, stage.look.places) == ((0.2, -0.7), places)
        assert stage.figure._examples._examples == seen


def test_a_dial_turns_its_knob_and_the_turn_can_be_undone(stage: LineStage) -> None:
    wanted: list[dict[str, float]] = []
    turner = SimpleNamespace(experiment=Experiment(), turn=wanted.append)
    history = UndoHistory(turner)
    stage.knobs_wanted.connect(history.turn)
    stage.use_history(history)
    stage.show_frame(make_frame(make_picture(theta=(4.7, 1.9))))
    stage.dials.thetas[0].put(10.0, joins=False)
    stage.show_frame(make_frame(make_picture(theta=(10.0, 1.9))))
    assert history.way_back.undo == "Generator θ₁ → 10"
    history.undo()
    history.redo()
    assert wanted == [{"generator.theta1": value} for value in (10.0, 4.7, 10.0)]


def test_notches_that_follow_closely_are_undone_as_one(stage: LineStage) -> None:
    wanted: list[dict[str, float]] = []
    history = UndoHistory(SimpleNamespace(experiment=Experiment(), turn=wanted.append))
    stage.use_history(history)
    for before, after in ((4.7, 4.8), (4.8, 4.9), (4.9, 5.0)):
        history.keep_put("generator.theta1", before, after, joins=True)
    history.keep_put("generator.theta2", 1.0, 1.1, joins=True)
    history.undo()
    history.undo()
    assert wanted == [{"generator.theta2": 1.0}, {"generator.theta1": 4.7}]
    assert history.way_back.undo == ""
