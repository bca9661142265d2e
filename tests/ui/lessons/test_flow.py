"""The strip that says who hands what to whom."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.messages import RunInfo
from gan_playground.ui.lessons.flow import FlowBox, FlowStrip
from gan_playground.ui.theme.theme import DARK, LIGHT


def run_of(experiment: Experiment) -> RunInfo:
    return RunInfo(run=1, experiment=experiment, seed=0, device="cpu", generator_size=2, discriminator_size=1153)


@pytest.fixture
def strip(qtbot: QtBot) -> FlowStrip:
    strip = FlowStrip(DARK)
    qtbot.addWidget(strip)
    strip.show_run(run_of(load_lesson("two-knobs").experiment))
    strip.show()
    return strip


def boxes(strip: FlowStrip) -> list[FlowBox]:
    return sorted(strip.findChildren(FlowBox), key=FlowBox.x)


def test_it_names_the_parts_of_the_run_from_left_to_right(strip: FlowStrip) -> None:
    names = [box.accessibleName() for box in boxes(strip)]
    assert names == ["z ~ normal", "Generator 2 weights", "G(z)", "Discriminator 1,153 weights", "real x"]


def test_it_says_how_many_dimensions_the_noise_has(strip: FlowStrip) -> None:
    strip.show_run(run_of(Experiment().with_knobs({"latent.kind": "uniform", "latent.dim": 32})))
    assert boxes(strip)[0].accessibleName() == "z ~ uniform, 32-D"
    assert "32 numbers" in boxes(strip)[0].toolTip()


def test_every_box_explains_itself(strip: FlowStrip) -> None:
    tips = [box.toolTip() for box in boxes(strip)]
    assert len(set(tips)) == 5
    assert all(tip.endswith(".") for tip in tips)
    assert "move and stretch" in tips[1]


@pytest.mark.parametrize("width", [1400, 860, 700, 560, 420])
def test_at_every_width_the_boxes_stand_side_by_side(strip: FlowStrip, width: int) -> None:
    strip.resize(width, strip.sizeHint().height())
    row = boxes(strip)
    assert row[0].x() >= 0
    assert row[-1].geometry().right() < width
    for left, right in pairwise(row):
        assert right.x() - left.geometry().right() > 15


def test_it_says_less_where_there_is_less_room(strip: FlowStrip) -> None:
    widths = []
    for width in (strip.sizeHint().width(), strip.minimumSizeHint().width()):
        strip.resize(width, strip.sizeHint().height())
        widths.append(boxes(strip)[3].width())
    assert widths[1] < widths[0] / 2


def test_it_is_drawn_in_the_theme(strip: FlowStrip) -> None:
    dark = strip.grab().toImage()
    strip.set_theme(LIGHT)
    assert strip.grab().toImage() != dark
