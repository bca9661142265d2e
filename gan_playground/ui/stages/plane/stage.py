"""The stage of the plane: dots, D's opinion, tools for the hand, and the dot that is followed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPoint, QPointF, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.box import Box
from gan_playground.gan.observe.frame import Frame, PlanePicture
from gan_playground.gan.observe.look import Look
from gan_playground.ui.stages.average_switch import AverageSwitch
from gan_playground.ui.stages.plane.drawing_files import DrawingFiles
from gan_playground.ui.stages.plane.editor import PlaneEditor
from gan_playground.ui.stages.plane.hands import PlaneHands
from gan_playground.ui.stages.plane.layers import COSTLY, PLANE_LAYERS
from gan_playground.ui.stages.plane.mode_names import ModeNames
from gan_playground.ui.stages.plane.pin_card import PinCard
from gan_playground.ui.stages.plane.plot import PlanePlot
from gan_playground.ui.stages.plane.readout import PlaneWords
from gan_playground.ui.stages.plane.tools import PlaneTools, Tool
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.stages.table import plane_csv
from gan_playground.ui.theme.actions import stage_key, tool_keys
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.undo.history import UndoHistory
from gan_playground.ui.widgets.throttle import Throttle

if TYPE_CHECKING:
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.plot.sketch import Sketch
    from gan_playground.ui.stages.part_layer import PartLayer
    from gan_playground.ui.stages.plane.ghosts import PlaneGhosts

look_interval_ms = 80
tools_px = 330  # a stage that is narrower, with its tools, has no room for them
around_tools_px = 116  # two rows of the legend and a line of words, with what is free around them
tip_px = 10  # between the plane's edges and what says how large the tip is


class PlaneView(Struct, frozen=True):
    """How the plane is looked at: the part that a hand has chosen (None: all of it), and the dot that is followed."""

    region: Box | None = None
    pinned: int | None = None


class PlaneStage(Stage):
    """Data on the plane, and hands in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = PlanePlot(self)
        self.tools = PlaneTools(self)
        self.words = PlaneWords(self)
        self.editor = PlaneEditor(self)
        self.files = DrawingFiles(self.editor, self)
        self.hands = PlaneHands(self.figure, self.editor, self.tools)
        self.pin_card = PinCard(self)
        self.pin_card.hide()
        self._names = ModeNames(self.figure)
        self.average_switch = AverageSwitch(self)
        self._pinned: int | None = None
        self._view: object = None
        self._lesson = ""
        self._looks = Throttle(look_interval_ms, self)
        self._looks.due.connect(self.ask_to_look)
        self._connect()
        self._bind_keys()
        self.lay_out(PLANE_LAYERS, self.figure, [self.average_switch], [self.pin_card], [self.tools], [self.words])
        self.tools.tip.setParent(self.figure)
        self.tools.tip.hide()
        self.set_theme(DARK)

    def _connect(self) -> None:
        self.figure.region_changed.connect(self._looks.trigger)
        self.hands.pinned.connect(self.pin)
        self.pin_card.closed.connect(self.unpin)
        self.editor.knobs_wanted.connect(self.knobs_wanted)
        self.files.failed.connect(self.failed)
        self.editor.emptied.connect(self._on_emptied)
        for name, act in (
            ("clear", self.editor.clear),
            ("folder", self.files.ask_to_open),
            ("save", self.files.ask_to_save),
            ("fit", self.figure.fit_by_hand),
        ):
            self.tools.action_buttons[name].clicked.connect(act)
        self.tools.placed.connect(self._on_tools_placed)
        self.average_switch.knobs_wanted.connect(self.knobs_wanted)

    def use_history(self, history: UndoHistory) -> None:
        self.tools.action_buttons["undo"].clicked.connect(history.undo)
        self.tools.action_buttons["redo"].clicked.connect(history.redo)
        self.editor.began.connect(history.begin)
        self.editor.ended.connect(history.end)
        self.editor.emptied.connect(history.show_wiped)
        history.filled.connect(self.editor.fill)
        history.changed.connect(self.tools.show_way_back)
        self.tools.show_way_back(history.way_back)

    def _bind_keys(self) -> None:
        for tool, button in self.tools.buttons.items():
            self.bind_key(tool_keys[tool.value], button.click)
        for action, name in (("open_drawing", "folder"), ("export_samples", "save")):
            self.bind_key(stage_key(action), self.tools.action_buttons[name].click)

    @property
    def look(self) -> Look:
        """What is seen now: hidden layers are not asked for."""
        visible = self.figure.visible_layers
        layers = frozenset(name for name, users in COSTLY.items() if visible.intersection(users))
        return Look(layers, self.figure.region, self._pinned)

    def on_layer_toggled(self, layer: str, visible: bool) -> None:
        super().on_layer_toggled(layer, visible)
        self._looks.trigger()

    def expect(self, lesson: Lesson) -> None:
        if lesson.id != self._lesson:
            self.unpin()
            self.tools.choose(Tool.HAND)

    def show_run(self, run: RunInfo, lesson: Lesson) -> None:
        self.expect(lesson)
        self.figure.show_frame(None)
        self.words.show_frame(None)
        self.editor.set_empty(False)
        if lesson.id != self._lesson:
            self._lesson = lesson.id
            self._view = None  # and so the whole of it is shown
        self.show_experiment(run.experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        super().show_experiment(experiment)
        self.pin_card.scores = experiment.gives_scores
        self.editor.show_experiment(experiment)
        self._show_possible()
        axes = FAMILIES[experiment.data.kind].axes
        self.figure.show_titles(axes(experiment.data) if axes is not None else ("", ""))

    def _show_possible(self) -> None:
        made = self.editor
        self.tools.show_possible(modes=made.centres is not None, empty=made.is_empty, clear=made.can_clear)

    @cached_property
    def sketch(self) -> Sketch:
        from gan_playground.ui.stages.plane.sketch import DotsSketch

        return DotsSketch(self.figure, self.tools)

    def set_asked(self, held: bool, modes: Sequence[str] = ()) -> None:
        self.words.set_held(held)
        self._names.show_names(modes)

    def make_ghosts(self) -> PlaneGhosts:
        from gan_playground.ui.stages.plane.ghosts import PlaneGhosts

        return PlaneGhosts(self.figure)

    @cached_property
    def part_layer(self) -> PartLayer:
        from gan_playground.ui.stages.plane.part_layer import PlanePartLayer

        return PlanePartLayer(self.figure)

    def show_frame(self, frame: Frame) -> None:
        arrives = self.figure.picture is None  # until now nobody knew which part of the plane is seen
        self.figure.show_frame(frame)
        self.words.show_frame(frame)
        self._names.renew()
        self.average_switch.show_frame(frame, self.fit_legend)
        picture = frame.picture
        if not isinstance(picture, PlanePicture):
            return
        if picture.view != self._view:  # other data: what was looked at is elsewhere now
            self._view = picture.view
            self.figure.fit()
            arrives = True
        if arrives:
            self._looks.trigger()
        if picture.survey.pinned is not None:
            self.pin_card.show_dot(picture.survey.pinned)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for part in (self.figure, self.words, self.tools, self.pin_card):
            part.set_theme(theme)

    def hide_tools(self) -> None:
        self.tools.put_away()

    def _fit_tools(self) -> None:
        place, stages = self.tools.parentWidget(), 2 if self.leads else 1
        self.tools.give_way(place.width() < stages * tools_px * self.unit)
        self.pin_card.stand_for(self.width() / self.unit, self.height() / self.unit, self._row, self._column)
        self.layout().activate()  # or the legend would not know of the room
        around_px = around_tools_px * self.unit + self.pin_card.below_px
        self.tools.fit(self.height() - (0 if self.leads else around_px))

    def set_exhibit(self, exhibit: bool) -> None:
        super().set_exhibit(exhibit)
        self.tools.set_exhibit(exhibit)

    def reset_view(self) -> None:
        super().reset_view()
        self.figure.fit_by_hand()
        self.unpin()
        self.tools.choose(Tool.HAND)

    @property
    def table(self) -> Callable[[], bytes]:
        return self._dots

    def _dots(self) -> bytes:
        return b"" if self.figure.picture is None else plane_csv(self.figure.picture)

    @property
    def follows(self) -> bool:
        return self._pinned is not None

    @property
    def own_view(self) -> PlaneView:
        return PlaneView(self.figure.box.chosen, self._pinned)

    def show_own_view(self, own: PlaneView) -> None:
        self.figure.box.show_region(own.region)
        if own.pinned != self._pinned:
            self.pin(own.pinned)

    def stand_beside(self, lead: Stage) -> None:
        """Its axes are the lead's; who paints does so there, for both."""
        super().stand_beside(lead)
        assert isinstance(lead, PlaneStage)
        self.figure.axes_of = lead.figure
        self.tools.put_away()

    @Slot(int)
    def _on_tools_placed(self, columns: int) -> None:
        """The legend has another height to itself, and the plane another width, at once: two planes are of one size."""
        self.fit_legend()
        self.tools.updateGeometry()
        layout = self.tools.parentWidget().layout()
        if layout is not None:
            layout.activate()

    @Slot(object)
    def pin(self, index: int | None) -> None:
        """Follow a dot; None: none."""
        self._pinned = index
        if self.pin_card.isHidden() is not (index is None):
            self.pin_card.setVisible(index is not None)
            self._fit_tools()
            self.fit_legend()
        self._looks.trigger()
        self.view_changed.emit()

    @Slot()
    def unpin(self) -> None:
        """Follow no dot."""
        self.pin(None)

    @Slot(bool)
    def _on_emptied(self, empty: bool) -> None:
        self.figure.set_empty(empty)
        if empty:
            self.unpin()
            self.words.show_frame(None)
        self._show_possible()
        self.hold_wanted.emit(empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_tools()
        super().resizeEvent(event)
        self.pin_card.set_unit(self.unit)
        self.words.set_unit(self.unit)
        self.layout().activate()
        self._place_tip()

    def _place_tip(self) -> None:
        """In the left upper corner of the plane, beside its axis."""
        self.tools.tip.move(self.figure.box.mapToScene(QPointF(0, 0)).toPoint() + QPoint(tip_px, tip_px))
