"""The stage of pictures: real and generated ones, D's verdict of each, and walks through the noise."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.gan.observe.frame import Frame, ImagesPicture
from gan_playground.gan.observe.look import Look
from gan_playground.ui.stages.average_switch import AverageSwitch
from gan_playground.ui.stages.images.classes import ClassPicker
from gan_playground.ui.stages.images.layers import COSTLY, IMAGES_LAYERS
from gan_playground.ui.stages.images.plot import ImagesPlot
from gan_playground.ui.stages.images.saving import file_types, save_samples
from gan_playground.ui.stages.images.seen import Seen
from gan_playground.ui.stages.images.strip import roomy_px
from gan_playground.ui.stages.images.tools import ImagesTools
from gan_playground.ui.stages.images.walk import ImagesExplorer, Steering
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.theme.actions import stage_key
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.widgets.file_dialogs import chosen_to_save, pictures_folder
from gan_playground.ui.widgets.throttle import Throttle

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.stages.images.ghosts import ImagesGhosts
    from gan_playground.ui.stages.images.part_layer import ImagesPartLayer

look_interval_ms = 80
least_width_px = 640
roomy_width_px = 868  # wide enough for the legend, a switch and all the tools


class ImagesView(Struct, frozen=True):
    """How pictures are looked at: where the noise slider stands, which class and walk are asked for, and what a hand
    has magnified (None: all is seen).
    """

    noise: int
    label: int | None
    steering: Steering
    seen: Seen | None


class ImagesStage(Stage):
    """Pictures, and what one can ask of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = ImagesPlot(self)
        self.tools = ImagesTools(self)
        self.picker = ClassPicker(self)
        self.explorer = ImagesExplorer(self)
        self.explorer.hide()
        self.average_switch = AverageSwitch(self)
        self._fresh = 0
        self._lesson = ""
        self._looks = Throttle(look_interval_ms, self)
        self._looks.due.connect(self.ask_to_look)
        self._connect()
        self.bind_key(stage_key("another_draw"), self.tools.fresh_button.click)
        self.bind_key(stage_key("export_samples"), self.tools.save_button.click)
        self.lay_out(
            IMAGES_LAYERS, self.figure, [self.average_switch, self.tools], [self.explorer], asked=[self.picker]
        )
        self.set_theme(DARK)

    def _connect(self) -> None:
        self.figure.picked.connect(self.explorer.pick)
        self.explorer.changed.connect(self._on_walk)
        self.explorer.closed.connect(self.unpick)
        self.picker.chosen.connect(self._looks.trigger)
        self.tools.spread_changed.connect(self._looks.trigger)
        self.tools.fresh_button.clicked.connect(self._draw_anew)
        self.tools.save_button.clicked.connect(self._save)
        for changed in (self.picker.chosen, self.tools.spread_changed):
            changed.connect(self.view_changed)
        self.average_switch.knobs_wanted.connect(self.knobs_wanted)

    @property
    def look(self) -> Look:
        """What is seen now: hidden layers are not asked for."""
        return Look(
            layers=COSTLY & self.figure.visible_layers,
            label=self.picker.label,
            spread=self.tools.spread,
            walk=None if self.explorer.isHidden() else self.explorer.walk,
            fresh=self._fresh,
        )

    def on_layer_toggled(self, layer: str, visible: bool) -> None:
        super().on_layer_toggled(layer, visible)
        if layer == "verdicts":
            self.explorer.strip.set_verdicts_shown(visible)
        if layer == "saliency":
            self._show_explorer()
        self._looks.trigger()

    def expect(self, lesson: Lesson) -> None:
        if lesson.id != self._lesson:
            self._forget()
            self.figure.arrange_anew()

    def show_run(self, run: RunInfo, lesson: Lesson) -> None:
        self.expect(lesson)
        self._lesson = lesson.id
        self.figure.show_frame(None)
        self.explorer.strip.show_walk(None)
        self.tools.save_button.setEnabled(False)
        self.show_experiment(run.experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        super().show_experiment(experiment)
        self.explorer.strip.scores = experiment.gives_scores

    @cached_property
    def part_layer(self) -> ImagesPartLayer:
        from gan_playground.ui.stages.images.part_layer import ImagesPartLayer

        return ImagesPartLayer(self.figure)

    def make_ghosts(self) -> ImagesGhosts:
        from gan_playground.ui.stages.images.ghosts import ImagesGhosts

        return ImagesGhosts(self.figure)

    def show_frame(self, frame: Frame) -> None:
        picture = frame.picture
        if isinstance(picture, ImagesPicture):
            self._take_up(picture)
        self.figure.show_frame(frame)
        self.explorer.show_frame(frame)
        self.average_switch.show_frame(frame, self.fit_legend)

    def _take_up(self, picture: ImagesPicture) -> None:
        """Offer what these pictures have, and let go of what they have not."""
        was_hidden = self.picker.isHidden()
        self.picker.show_classes(picture.classes if picture.labels is not None else ())
        if self.picker.isHidden() is not was_hidden:
            self.figure.arrange_anew()  # it has another height from the first of its pictures on
        self.tools.save_button.setEnabled(True)
        last = max(self.explorer.start or 0, self.explorer.target or 0)
        if last >= len(picture.generated):
            self.unpick()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for part in (self.figure, self.explorer):
            part.set_theme(theme)

    @property
    def follows(self) -> bool:
        return self.explorer.start is not None

    @property
    def own_view(self) -> ImagesView:
        return ImagesView(self.tools.slider.value(), self.picker.label, self.explorer.steering, self.figure.seen)

    def show_own_view(self, own: ImagesView) -> None:
        self.tools.slider.setValue(own.noise)
        self.picker.choose(own.label)
        self.explorer.steer(own.steering)
        self.figure.show_seen(own.seen)

    def hide_tools(self) -> None:
        self.tools.hide()
        self.picker.may_show = False
        self.picker.hide()
        self.unpick()

    def set_exhibit(self, exhibit: bool) -> None:
        super().set_exhibit(exhibit)
        self.picker.set_large(exhibit)
        self.explorer.set_exhibit(exhibit)

    def reset_view(self) -> None:
        super().reset_view()
        self._forget()

    def _forget(self) -> None:
        """What somebody asked of the pictures."""
        self._fresh = 0
        self.figure.fit()
        self.tools.reset()
        self.picker.choose(None)
        self.unpick()

    @Slot()
    def _on_walk(self) -> None:
        self.figure.mark(self.explorer.start, self.explorer.goal)
        self._show_explorer()
        self._looks.trigger()
        self.view_changed.emit()

    def _show_explorer(self) -> None:
        """A picture that is picked begins a walk; or is seen closely, where one sees what D looks at."""
        self.explorer.setVisible(self.explorer.start is not None and "saliency" not in self.figure.visible_layers)

    @Slot()
    def unpick(self) -> None:
        """End the walk."""
        self.explorer.end()
        self._on_walk()

    @Slot()
    def _draw_anew(self) -> None:
        self._fresh += 1
        self._looks.trigger()

    def event(self, event: QEvent) -> bool:
        """Escape belongs to the picture that is picked, before it leaves full screen."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._ends_walk(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._ends_walk(event):
            self.unpick()
            self.figure.setFocus()
        else:
            super().keyPressEvent(event)

    def _ends_walk(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.explorer.start is not None

    @Slot()
    def _save(self) -> None:
        start = f"{pictures_folder()}/samples.png"
        chosen, kind = chosen_to_save(self, "Save the generated pictures", start, file_types)
        if chosen:
            ending = ".npz" if "npz" in kind else ".png"
            self.save_samples(Path(chosen if Path(chosen).suffix else f"{chosen}{ending}"))

    def save_samples(self, path: Path) -> None:
        """Write the generated pictures to a file, or say why not."""
        picture = self.figure.picture_now
        if picture is None:
            return
        try:
            save_samples(path, picture)
        except PlaygroundError as error:
            self.failed.emit(str(error))

    def minimumSizeHint(self) -> QSize:
        """Words of the legend give way before the window does: they are chosen once the switch has come."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), least_width_px), whole.height())

    def fit_legend(self) -> None:
        self.tools.set_compact(self.head.room_px < roomy_width_px and not self.average_switch.isHidden())
        super().fit_legend()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.explorer.strip.set_room(self.unit, roomy=self.height() > roomy_px)
