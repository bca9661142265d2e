"""What every kind of stage is: a card with a legend whose entries hide and show the layers of a figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.look import EVERYTHING, Look
from gan_playground.ui.plot.layer import Layer
from gan_playground.ui.plot.legend import LayerChip
from gan_playground.ui.plot.legend_rows import LegendTool
from gan_playground.ui.plot.light import Roles
from gan_playground.ui.plot.unit import unit_of
from gan_playground.ui.plot.view_entries import LayerEntry, ViewEntries
from gan_playground.ui.stages.average_switch import stand_for
from gan_playground.ui.stages.head import StageHead
from gan_playground.ui.stages.pointer import StagePointer
from gan_playground.ui.stages.stage_plot import StagePlot
from gan_playground.ui.stages.view import View, reset, show_in, view_of
from gan_playground.ui.theme.actions import stage_key
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.undo.history import UndoHistory
from gan_playground.ui.widgets.file_dialogs import hide_ways_out
from gan_playground.ui.widgets.side_tag import SideTag

if TYPE_CHECKING:
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.plot.sketch import Sketch
    from gan_playground.ui.stages.ghosts import GhostLayer
    from gan_playground.ui.stages.part_layer import PartLayer

margin_px, above_px = 16, 10
tag_px = 5  # from the card's edges to the letter of a run, in its corner


class Stage(QFrame):
    """A card that shows the distributions themselves; one subclass a kind of data. leads: another stands beside it,
    to which its legend belongs as well.

    Signals:
        probability_of_fake_shown(bool): D's number now means how likely a sample is fake, or again real.
        knobs_wanted(values by path): somebody turned knobs on the stage itself.
        look_wanted(Look): what is seen of a run has changed.
        view_changed(): `view` has, by hand.
        hold_wanted(bool): there is nothing to train on just now, or there is again.
        failed(str): a sentence for the window.
        pointed(roles): whose data somebody points at, in the legend or the figure; empty: nobody's.
    """

    probability_of_fake_shown = Signal(bool)
    knobs_wanted = Signal(object)
    look_wanted = Signal(object)
    view_changed = Signal()
    hold_wanted = Signal(bool)
    failed = Signal(str)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.tag = SideTag("", self)
        self.tag.hide()
        self.leads = False

    def lay_out(
        self,
        layers: Sequence[Layer],
        figure: StagePlot,
        switches: Sequence[LegendTool] = (),
        below: Sequence[QWidget] = (),
        beside: Sequence[QWidget] = (),
        above: Sequence[QWidget] = (),
        asked: Sequence[QWidget] = (),
    ) -> None:
        """The legend with the switches at its right; the figure, with columns at its left, and strips around it.

        asked: strips in which one asks something of the run, or of both where two stand side by side.
        """
        self._figure = figure
        for plot in figure.plots:
            plot.box.moved_by_hand.connect(self.view_changed)
        self.chips = [LayerChip(layer, self) for layer in layers]
        self.switches = list(switches)
        for chip in self.chips:
            chip.seen_changed.connect(self.on_layer_toggled)
            chip.opacity_changed.connect(self._on_opacity_changed)
        StagePointer(figure, self.chips, self).pointed.connect(self.pointed)
        self.head = StageHead(self.chips, self.switches, asked, self)
        column = self._column = QVBoxLayout(self, spacing=6)
        column.setContentsMargins(margin_px, above_px, margin_px, above_px)
        for strip in (self.head, *above):
            column.addWidget(strip)
        self._beside, self._row = list(beside), QHBoxLayout(spacing=8)
        for part in (*beside, figure):
            self._row.addWidget(part, int(part is figure))
        column.addLayout(self._row, 1)
        for strip in below:
            column.addWidget(strip)
        self.bind_key(stage_key("fit"), figure.fit_by_hand)

    def bind_key(self, key: str, act: Callable[[], object]) -> None:
        """Let a key do this, wherever in the window the keyboard is."""
        QShortcut(QKeySequence(key), self, act)

    def expect(self, lesson: Lesson) -> None:
        """A run of this lesson comes: what hands asked of another lesson's is not to be asked of it."""

    def show_run(self, run: RunInfo, lesson: Lesson) -> None:
        """A run begins: forget the one before."""
        raise NotImplementedError

    def show_frame(self, frame: Frame) -> None:
        """Draw this instant of the run."""
        raise NotImplementedError

    @cached_property
    def part_layer(self) -> PartLayer:
        """Shows the samples of a turn that stands still."""
        raise NotImplementedError

    @cached_property
    def sketch(self) -> Sketch | None:
        """What a hand draws of what will be seen here; None: nothing can be drawn."""
        return None

    def set_asked(self, held: bool, modes: Sequence[str] = ()) -> None:
        """Say that the run is held still, and what the modes are called that a question is about; where that can be."""

    def show_experiment(self, experiment: Experiment) -> None:
        """The knobs as they are now: what D’s numbers mean depends on them."""
        self._figure.set_scores(experiment.gives_scores)

    def use_history(self, history: UndoHistory) -> None:
        """Tell this what hands have done on the stage itself, so that it can be undone."""

    def make_ghosts(self) -> GhostLayer:
        """What can show futures on this stage."""
        raise NotImplementedError

    @property
    def look(self) -> Look:
        """What of a run is seen here."""
        return EVERYTHING

    @Slot()
    def ask_to_look(self) -> None:
        """Say what is seen here."""
        self.look_wanted.emit(self.look)

    def set_tag(self, letter: str) -> None:
        """Which of two runs is shown here; empty where there is one alone."""
        self.tag.show_letter(letter)
        self.tag.setVisible(bool(letter))
        self._place_tag()

    def _place_tag(self) -> None:
        """In the corner, with the figure beside it: a row of its own would be taken from the figure's height."""
        self.tag.resize(self.tag.sizeHint())
        self.tag.move(tag_px, tag_px)
        left_px = margin_px if self.tag.isHidden() else 2 * tag_px + self.tag.width()
        self.layout().setContentsMargins(left_px, above_px, max(tag_px, 2 * margin_px - left_px), above_px)
        self.tag.raise_()

    def lead(self, column: QBoxLayout, row: QBoxLayout) -> None:
        """Let what is needed once stand around the row of all stages: the head above it, tools at its left."""
        self.leads = True
        self._place_shared(column, row, margin_px)

    def _place_shared(self, column: QBoxLayout, row: QBoxLayout, indent_px: int) -> None:
        self.head.indent(indent_px)
        for place, part in ((column, self.head), *((row, part) for part in reversed(self._beside))):
            was_hidden = part.isHidden()  # which another parent makes of it
            place.insertWidget(0, part)
            part.setHidden(was_hidden)

    def picture(self) -> QPixmap:
        """What is drawn now, without the legend and the strips around it; nothing where there is no room for it."""
        drawn = self._figure.geometry() & self.rect()
        return QPixmap() if drawn.isEmpty() else self.grab(drawn)  # Qt would paint, and warn, on no pixmap at all

    @property
    def table(self) -> Callable[[], bytes] | None:
        """Gives the numbers that are shown as a .csv file; None: there are none."""
        return None

    def add_entries(self, menu: QMenu) -> None:
        """What can be done with what is seen, for the stage's menu."""
        offered = (chip for chip in self.chips if not chip.isHidden())
        layers = [LayerEntry(chip.layer.id, chip.layer.title, chip.isChecked(), self._set_seen) for chip in offered]
        ViewEntries(self._figure.fit_by_hand, self._figure.is_fitted, layers).add_to(menu)

    def _set_seen(self, layer: str, seen: bool) -> None:
        self.chip(layer).setChecked(seen)

    def chip(self, layer: str) -> LayerChip:
        """The legend's entry of a layer."""
        return next(chip for chip in self.chips if chip.layer.id == layer)

    @property
    def view(self) -> View:
        """How the stage is looked at just now."""
        return view_of(self.chips, self.own_view)

    def show_view(self, view: View) -> None:
        """Look at the run as another stage of this kind does."""
        if view == self.view:
            return
        show_in(self.chips, view)
        if view.own != self.own_view:
            self.show_own_view(view.own)

    @property
    def follows(self) -> bool:
        """Whether a hand has pressed on a generated sample, which is followed since."""
        return False

    @property
    def own_view(self) -> object:
        """What of the view only this kind of stage knows."""
        return None

    def show_own_view(self, own: Any) -> None:
        """Take over what another stage of this kind has as its `own_view`."""

    def stand_beside(self, lead: Stage) -> None:
        """Show the run B of the lead's run, on its axes; keys, and all that is needed once, stay with the lead."""
        for shortcut in self.findChildren(QShortcut):
            shortcut.setEnabled(False)
        self.head.hide()
        stand_for(lead.switches, self.switches)
        self._figure.stand_beside(lead._figure)
        lead._figure.stand_beside(self._figure)

    def stand_alone(self) -> None:
        """The run B has gone."""
        self._figure.stand_beside(None)
        self.leads = False
        self._place_shared(self._column, self._row, 0)
        stand_for(self.switches, None)

    def set_theme(self, theme: Theme) -> None:
        for part in (self.tag, *self.chips, *self.switches):
            part.set_theme(theme)
        self._place_tag()

    def hide_tools(self) -> None:
        """Show nothing that only a hand could use: nobody can press on a film."""

    def set_exhibit(self, exhibit: bool) -> None:
        """Make what is pressed large enough for fingers."""
        for part in (*self.chips, *self.switches):
            part.set_exhibit(exhibit)
        if exhibit:
            for part in (self, self.head, *self._beside):
                hide_ways_out(part)
        self.fit_legend()

    def reset_view(self) -> None:
        """Show what a new visitor should see."""
        reset(self.chips)

    def set_probability_of_fake(self, of_fake: bool) -> None:
        """Show 1 - D, as the texts do that let D say how likely a sample is fake; nothing where D is not drawn."""

    @Slot(str, bool)
    def on_layer_toggled(self, layer: str, visible: bool) -> None:
        """Show a layer, or hide it."""
        self._figure.set_layer_visible(layer, visible)
        self.view_changed.emit()

    @Slot(str, float)
    def _on_opacity_changed(self, layer: str, opacity: float) -> None:
        self._figure.set_layer_opacity(layer, opacity)
        self.view_changed.emit()

    @property
    def unit(self) -> float:
        """How much larger than in a small window text and lines are."""
        return unit_of(self.width(), self.height())

    @Slot(object)
    def show_light(self, roles: Roles) -> None:
        """Somebody points at these data in a formula; at nobody's: all is as usual."""
        self._figure.show_light(roles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_legend()

    def fit_legend(self) -> None:
        """Give the legend the words that there is room for."""
        for chip in self.chips:
            chip.set_unit(self.unit)
        for switch in self.switches:
            switch.set_text_size(12.5 * self.unit)
        self.head.fit()
