"""What D looks at, over the tiles, on the card of one and in slow motion: its slopes as colours and signs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.messages import RunInfo
from gan_playground.ui.stages.images.heat import heated, signs_of
from gan_playground.ui.stages.images.stage import ImagesStage
from gan_playground.ui.theme.theme import DARK, THEMES, Theme
from ui.image_frames import COUNT, make_frame, make_picture, shades

SLOPES = np.zeros((COUNT, 8, 8))
SLOPES[:, :4] = 2.0  # above, lighter is more real; at the right below darker is, and at the left nothing matters
SLOPES[:, 4:, 4:] = -2.0


@pytest.fixture
def stage(qtbot: QtBot) -> ImagesStage:
    stage = ImagesStage()
    qtbot.addWidget(stage)
    stage.resize(1000, 640)
    lesson = load_lesson("digits")
    stage.show_run(RunInfo(1, lesson.experiment, 0, "cpu", 1, 1), lesson)
    stage.show()
    qtbot.waitExposed(stage)
    stage.show_frame(make_frame(make_picture(saliency=SLOPES)))
    return stage


def tile(stage: ImagesStage) -> np.ndarray:
    """The first generated picture, as it is drawn."""
    panel = stage.figure.grids["generated"].panel
    assert panel is not None
    return panel.pictures[0].astype(float)


def click(stage: ImagesStage, index: int) -> None:
    place = stage.figure.grids["generated"].place_of(index)
    assert place is not None
    QTest.mouseClick(
        stage.figure.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place.center().toPoint()
    )


def rgb(theme: Theme, role: str) -> list[int]:
    color = theme.color(role)
    return [color.red(), color.green(), color.blue()]


def test_it_is_asked_for_and_drawn_only_where_the_layer_is_on(stage: ImagesStage, qtbot: QtBot) -> None:
    assert not stage.look.asks_for("saliency")
    assert tile(stage).shape == (8, 8, 1)
    with qtbot.waitSignal(stage.look_wanted) as wanted:
        stage.chip("saliency").setChecked(True)
    assert wanted.args[0].asks_for("saliency")
    assert tile(stage).shape == (8, 8, 3)
    stage.chip("saliency").setChecked(False)
    assert tile(stage).shape == (8, 8, 1)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_orange_is_where_lighter_is_more_real_and_blue_where_darker_is(stage: ImagesStage, theme: Theme) -> None:
    stage.set_theme(theme)
    stage.chip("saliency").setChecked(True)
    drawn = tile(stage)
    np.testing.assert_allclose(drawn[1, 1], rgb(theme, "real"), atol=1)
    np.testing.assert_allclose(drawn[6, 6], rgb(theme, "generated"), atol=1)
    indifferent = drawn[6, 1]
    assert np.ptp(indifferent) < 12, "grey"


def test_half_a_slope_has_half_the_colour() -> None:
    pictures, slopes = shades(2), np.zeros((2, 8, 8))
    slopes[0], slopes[1] = 1.0, 0.5
    full, half, none = (heated(pictures[:1], np.full((1, 8, 8), slope), 1.0, DARK)[0, 0, 0] for slope in (1, 0.5, 0))
    np.testing.assert_allclose(half, (full.astype(float) + none) / 2, atol=1)


def test_slopes_that_are_no_numbers_are_grey() -> None:
    drawn = heated(shades(1), np.full((1, 8, 8), np.nan), 1.0, DARK)
    assert np.ptp(drawn[0, 0, 0].astype(float)) < 12
    assert not signs_of(np.full((8, 8), np.nan)).any()


def test_signs_are_those_of_what_prevails_in_a_square() -> None:
    assert signs_of(SLOPES[0]).tolist() == [[1, 1], [0, -1]]
    noise = SLOPES[0] * 0.1 + 0.0
    noise[0, 0] = -1.0  # one pixel of another sign
    assert signs_of(noise)[1, 1] == -1
    wide = np.zeros((24, 41))
    wide[:, 40:] = 9.0  # what is no whole square has no sign
    assert not signs_of(wide).any()


def test_a_tile_that_is_clicked_is_followed_large_with_its_heat_and_no_walk_is_begun(stage: ImagesStage) -> None:
    stage.chip("saliency").setChecked(True)
    click(stage, 3)
    stage.figure._on_pointer_moved(QPointF(0, 0))  # the pointer leaves, and the card stays
    card = stage.figure._card
    assert stage.explorer.isHidden()
    assert stage.look.walk is None
    assert card.opacity() == 1.0
    picture, heat = card._pictures
    assert np.array_equal(picture, make_picture().generated[3])
    assert heat.shape == (8, 8, 3)
    assert card._signs.tolist() == [[1, 1], [0, -1]]
    stage.chip("saliency").setChecked(False)
    assert not stage.explorer.isHidden()
    assert stage.look.walk is not None
    assert card.opacity() == 0.0


def batch(kind: str, **changes: Any) -> TurnPart:
    given: dict[str, Any] = {"kind": kind, "number": 1, "count": 11, "run": 1, "step": 5, "update": 1, "updates": 1}
    return TurnPart(**given, **changes)


def panels(stage: ImagesStage) -> dict[str, Any]:
    return {name: plot.panel for name, plot in stage.figure.grids.items() if plot.panel is not None}


def test_the_very_batch_of_a_turn_is_in_the_place_of_the_tiles(stage: ImagesStage) -> None:
    real, samples = shades(8, first=40), shades(8, first=60)
    of_real, of_fakes = np.linspace(0.6, 0.9, 8), np.linspace(0.1, 0.4, 8)
    made = {"noise": np.zeros((8, 2)), "real": real, "samples": samples}
    layer = stage.part_layer
    layer.show_part(batch("discriminator.draw", real=real, noise=np.zeros((8, 2))))
    assert set(panels(stage)) == {"real"}
    assert panels(stage)["real"].verdicts is None, "nobody has judged them"
    layer.show_part(batch("discriminator.judge", **made, real_shares=of_real, shares=of_fakes))
    shown = panels(stage)
    assert shown["real"].pictures is real
    assert shown["generated"].pictures is samples
    assert shown["real"].verdicts is of_real
    assert shown["generated"].verdicts is of_fakes
    pushes = np.where(np.arange(64).reshape(8, 8) < 32, 1.0, -1.0)[None].repeat(8, axis=0)
    layer.show_part(batch("generator.gradient", noise=made["noise"], samples=samples, shares=of_fakes, pushes=pushes))
    assert set(panels(stage)) == {"generated"}, "G sees no real one"
    np.testing.assert_allclose(tile(stage)[1, 1], rgb(stage.figure.theme, "real"), atol=1)
    np.testing.assert_allclose(tile(stage)[6, 6], rgb(stage.figure.theme, "generated"), atol=1)
    click(stage, 2)
    assert stage.explorer.start is None, "these are not the tiles that walks begin at"
    stage.show_frame(make_frame(make_picture()))  # a frame that comes meanwhile does not hide it
    assert set(panels(stage)) == {"generated"}
    layer.show_part(None)
    assert np.array_equal(panels(stage)["generated"].pictures, make_picture().generated)
    assert {plot.opacity() for plot in stage.figure.grids.values()} == {1.0}


def test_what_has_no_part_in_it_steps_back(stage: ImagesStage) -> None:
    made = {"real": shades(8), "samples": shades(8)}
    grids = stage.figure.grids
    stage.part_layer.show_part(batch("discriminator.make", **made))
    assert grids["real"].opacity() < 1.0 == grids["generated"].opacity()
    stage.part_layer.show_part(batch("discriminator.judge", **made, shares=np.zeros(8), real_shares=np.zeros(8)))
    assert grids["real"].opacity() == grids["generated"].opacity() == 1.0


def test_what_is_saved_are_the_pictures_of_the_run(stage: ImagesStage) -> None:
    stage.part_layer.show_part(batch("discriminator.make", real=shades(8), samples=shades(8)))
    picture = stage.figure.picture_now
    assert isinstance(picture, ImagesPicture)
    assert len(picture.generated) == COUNT
