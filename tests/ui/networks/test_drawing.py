"""Where units are, which lines lead to them, and what is said of them: without a window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from gan_playground import Trainer, load_lesson
from gan_playground.gan.observe.look import Look, UnitPlace
from gan_playground.gan.observe.network_picture import LayerPicture, NetworksPicture, UnitAnswer
from gan_playground.ui.networks.answer_plot import eased
from gan_playground.ui.networks.layout import laid_out
from gan_playground.ui.networks.lines import dash_px, in_dashes, lines_of
from gan_playground.ui.networks.words import answer_words, flow_words, kind_words, unit_words


def layer(values: list[float], weights: list[list[float]] | None = None, **more: object) -> LayerPicture:
    known = None if weights is None else np.array(weights, np.float32)
    return LayerPicture(len(values), np.arange(len(values)), np.array(values), weights=known, **more)


TWO = (layer([0.5, -1.0], names=("z₁", "z₂")), layer([0.2], [[2.0, -0.5]], names=("x",)))


def picture_of(lesson: str, unit: UnitPlace | None = None, **knobs: object) -> NetworksPicture:
    wanted = {name.replace("__", "."): value for name, value in knobs.items()}
    trainer = Trainer(load_lesson(lesson).experiment.with_knobs(wanted), seed=0)
    return trainer.observer.networks(Look(networks=True, unit=unit))


@pytest.mark.parametrize(("depth", "width"), [(0, 8), (2, 32), (8, 32), (8, 1024), (3, 1)])
@pytest.mark.parametrize("size", [(210, 165), (700, 300)])
def test_units_stand_apart_and_inside(depth: int, width: int, size: tuple[int, int]) -> None:
    layers = picture_of("two-blobs", generator__depth=depth, generator__width=width).generator
    layout = laid_out(layers, *size, 1.0)
    assert len(layout.columns) == depth + 2
    for number, column in enumerate(layout.columns):
        boxes = [layout.box_of(number, place) for place in range(len(column.units))]
        assert all(box.left() >= 0 and box.right() <= size[0] and box.top() >= 0 for box in boxes)
        assert max(box.bottom() for box in boxes) <= layout.words_top
        assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
        for place in range(len(boxes)):
            assert layout.unit_at(QPointF(*column.units[place])) == (number, place)
    assert (layout.columns[1].bar is not None) == (width > 32 and depth > 0)


def test_thick_is_strong_and_dashed_is_negative() -> None:
    layout = laid_out(TWO, 200, 160, 1.0)
    thin, thick = lines_of(TWO, layout, "generated", 1.0)
    assert (thin.style.role, thick.style.role) == ("muted", "generated")
    assert thin.style.width < thick.style.width
    np.testing.assert_allclose(thick.strokes, [[*layout.columns[0].units[0], *layout.columns[1].units[0]]])
    length = np.hypot(*(layout.columns[1].units[0] - layout.columns[0].units[1]))
    assert len(thin.strokes) == int(np.ceil(length / (2 * dash_px)))


def test_dashes_lie_on_their_line_and_end_with_it() -> None:
    lines = np.array([[0.0, 0.0, 30.0, 40.0], [0.0, 0.0, 6.0, 0.0]])
    dashes = in_dashes(lines, 4.0)
    np.testing.assert_allclose(dashes[:7, 1] * 3, dashes[:7, 0] * 4)
    np.testing.assert_allclose(dashes[-1], [0, 0, 4, 0])
    assert len(dashes) == 8
    assert dashes[:, 2:].max() <= 40.0


def test_heights_stay_while_a_curve_fits_and_takes_a_good_part() -> None:
    first = eased((0.0, 0.0), -0.9, 2.1)
    assert first[0] <= -0.9
    assert first[1] >= 2.1
    assert eased(first, -0.5, 1.9) == first
    assert eased(first, -0.5, 5.0)[1] >= 5.0
    assert eased(first, 0.0, 0.1)[1] < 1.0
    assert eased(first, np.inf, -np.inf) == first


def test_words_of_what_flows_and_of_units() -> None:
    trained = picture_of("textbook-curve")
    z, x = trained.generator[0].own[0], trained.generator[-1].own[0]
    assert flow_words("generator", trained, scores=False) == f"z = {z:.2f} → x = {x:.2f}".replace("-", "−")
    assert flow_words("discriminator", trained, scores=False).endswith(f"D says {100 * trained.verdict:.0f}% real")
    assert kind_words(trained.generator, spectral=True) == "Leaky ReLU, spectral norm"
    assert unit_words(TWO, 1, 0) == "“x”, what comes out: 0.20 for this sample. Strongest weight: 2.00, from “z₁”."
    digits = picture_of("digits")
    assert flow_words("generator", digits, scores=False) == "32 numbers z → a picture"
    assert unit_words(digits.discriminator, 0, 0) == "A picture, what goes in: 8 × 8 pixels, grey."
    assert "stands for its neighbours" in unit_words(digits.discriminator, 1, 0)


def test_words_of_what_a_unit_answers() -> None:
    answer = picture_of("palette", UnitPlace("discriminator", 1, 5)).answer
    assert isinstance(answer, UnitAnswer)
    words = answer_words(answer, "Unit")
    assert "over red (across) and green (up)" in words
    assert "The 1 other inputs" not in words
    assert "blue stays" in words or "other input stays" in words
    assert answer_words(None, "Unit") == "Unit"
