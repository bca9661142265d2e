"""What is painted of a network, and of an answer: pixels."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gan_playground import Trainer, load_lesson
from gan_playground.gan.observe.look import Look, UnitPlace
from gan_playground.gan.observe.network_picture import LayerPicture, NetworksPicture
from gan_playground.lessons.catalogue import lessons_at_hand
from gan_playground.ui.networks.network_item import of_numbers
from gan_playground.ui.networks.network_plot import NetworkPlot
from gan_playground.ui.networks.player_view import PlayerView
from gan_playground.ui.theme.theme import DARK


def picture_of(lesson: str, player: str = "discriminator", *, broken: bool = False) -> NetworksPicture:
    """With a unit of the last hidden layer, or of the last, that is asked. broken: its weights are no numbers."""
    trainer = Trainer(load_lesson(lesson).experiment, seed=0)
    if broken:
        for one in (trainer.generator, trainer.discriminator):
            one.network.values[0].fill_(float("nan"))
            one.network.values[-2].fill_(float("inf"))
    layers = trainer.observer.networks(Look(networks=True)).layers_of(player)
    place = max(1, len(layers) - 2)
    unit = UnitPlace(player, place, int(layers[place].shown[0]))
    return trainer.observer.networks(Look(networks=True, unit=unit))


def image_of(plot: NetworkPlot) -> QImage:
    return plot.grab().toImage()


@pytest.fixture
def plot(qtbot: QtBot) -> NetworkPlot:
    plot = NetworkPlot("generator")
    qtbot.addWidget(plot)
    plot.resize(240, 200)
    plot.set_theme(DARK)
    plot.show()
    return plot


def test_what_is_above_0_fills_from_below_and_what_is_below_it_from_above(plot: NetworkPlot) -> None:
    values = np.array([0.6, -0.6, 0.0])
    plot.show_layers((LayerPicture(3, np.arange(3), values), LayerPicture(1, np.arange(1), np.zeros(1))))
    image = image_of(plot)
    found = []
    for place in range(3):
        box = plot.layout_now.box_of(0, place)
        x, quarter = box.center().x() + 0.05 * box.width(), box.height() / 5
        found.append([image.pixelColor(int(x), int(y)).name() for y in (box.top() + quarter, box.bottom() - quarter)])
    empty = QColor(DARK.surface).name()
    assert found[0] == [empty, QColor(DARK.generated).name()]
    assert found[1] == [QColor(DARK.muted).name(), empty]
    assert not {QColor(DARK.generated).name(), QColor(DARK.muted).name()} & {*found[2]}


def test_rings_are_around_the_unit_that_is_asked(plot: NetworkPlot) -> None:
    layers = (LayerPicture(2, np.arange(2), np.zeros(2)), LayerPicture(1, np.arange(1), np.zeros(1)))
    plot.show_layers(layers)
    as_usual = image_of(plot)
    plot.show_chosen((0, 1))
    chosen = image_of(plot)
    box = plot.layout_now.box_of(0, 1).toAlignedRect().adjusted(-6, -6, 6, 6)
    assert chosen.copy(box) != as_usual.copy(box)
    plot.show_chosen(None)
    assert image_of(plot) == as_usual


def test_colours_of_a_map() -> None:
    above, below, zero = QColor("#0000ff"), QColor("#777777"), QColor("#101010")
    image = of_numbers(np.array([[2.0, -1.0], [0.0, np.nan]]), above, below, zero)
    assert image.pixelColor(0, 0) == above
    assert image.pixelColor(1, 0) == QColor(*((0x10 + 0x77) // 2,) * 3)
    assert image.pixelColor(0, 1) == image.pixelColor(1, 1) == zero


@pytest.mark.parametrize("lesson", [lesson.id for lesson in lessons_at_hand()])
@pytest.mark.parametrize("broken", [False, True], ids=["", "broken"])
def test_every_lesson_is_painted_though_its_numbers_may_be_none(qtbot: QtBot, lesson: str, broken: bool) -> None:
    has_layers = load_lesson(lesson).experiment.generator.kind in ("mlp", "conv")
    for player in ("generator", "discriminator"):
        picture = picture_of(lesson, player, broken=broken and has_layers)
        view = PlayerView(player)
        qtbot.addWidget(view)
        view.resize(240, 460)
        view.set_theme(DARK)
        view.show()
        view.show_picture(replace(picture, answer=None), scores=False)
        bare = view.plot.grab().toImage()
        view.show_chosen(picture.answer.place)
        view.show_picture(picture, scores=False)
        assert view.says.text()
        assert view.plot.grab().toImage() != bare  # the ring
        view.answer.grab()
        texts = [view.plot.words_of((n, 0)) for n in range(len(view.plot.layers))]
        assert all(texts)
