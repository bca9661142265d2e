"""The stage of a palette: the colours of a photograph, and those that G makes of noise."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from gan_playground.gan.observe.frame import Frame
from gan_playground.ui.stages.average_switch import AverageSwitch
from gan_playground.ui.stages.colours.cube import Turn
from gan_playground.ui.stages.colours.figure import Region
from gan_playground.ui.stages.colours.layers import COLOURS_LAYERS
from gan_playground.ui.stages.colours.plot import ColoursPlot
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.theme.theme import DARK, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.stages.colours.ghosts import ColoursGhosts
    from gan_playground.ui.stages.part_layer import PartLayer


class ColoursView(Struct, frozen=True):
    """From which side the cube is seen, and what a hand has magnified of histograms and cube (None: nothing)."""

    turn: Turn
    regions: tuple[Region | None, Region | None]


class ColoursStage(Stage):
    """Colours as swatches, as histograms, and as a cloud in a cube."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = ColoursPlot(self)
        self.average_switch = AverageSwitch(self)
        self.average_switch.knobs_wanted.connect(self.knobs_wanted)
        self.figure.cloud.turned.connect(self.view_changed)
        self.lay_out(COLOURS_LAYERS, self.figure, [self.average_switch])
        self.set_theme(DARK)

    def show_run(self, run: RunInfo, lesson: Lesson) -> None:
        self.figure.begin()
        self.show_experiment(run.experiment)

    def make_ghosts(self) -> ColoursGhosts:
        from gan_playground.ui.stages.colours.ghosts import ColoursGhosts

        return ColoursGhosts(self.figure)

    @cached_property
    def part_layer(self) -> PartLayer:
        from gan_playground.ui.stages.colours.part_layer import ColoursPartLayer

        return ColoursPartLayer(self.figure)

    def show_frame(self, frame: Frame) -> None:
        self.figure.show_frame(frame)
        self.average_switch.show_frame(frame, self.fit_legend)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.figure.set_theme(theme)

    @property
    def own_view(self) -> ColoursView:
        return ColoursView(self.figure.turn, self.figure.regions)

    def show_own_view(self, own: ColoursView) -> None:
        self.figure.set_turn(own.turn)
        self.figure.show_regions(own.regions)

    def hide_tools(self) -> None:
        self.figure.cloud.set_hint("")

    def reset_view(self) -> None:
        super().reset_view()
        self.figure.fit()
        self.figure.set_turn(Turn())
