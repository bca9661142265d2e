"""The line at the top: what this is, which lesson runs, on what and from which seed, and the switches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from gan_playground.session.events import DevicesFound
from gan_playground.ui.theme.actions import ACTIONS, hint
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import spaced
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.shown import set_shown
from gan_playground.ui.widgets.word_folds import WordFolds, show_words
from gan_playground.ui.window.top_bar_parts import (
    action_button,
    device_box,
    kept_label,
    rate_label,
    recorded_label,
    role_label,
    round_button,
    seed_box,
)

if TYPE_CHECKING:
    from gan_playground.gan.training.devices import Device
    from gan_playground.session.messages import RunInfo
    from gan_playground.session.session import Session

bar_height_px, large_bar_height_px = 52, 62
field_height_px, large_field_height_px = 36, 46
left_px, right_px = 20, 16
device_px, icon_px = 112, 20
soon_s = 2.5  # for so long something was just done
save_and_open = f"Save, open, export  ({ACTIONS['save_run'].keys[0]}, {ACTIONS['open_run'].keys[0]})"


look_and_size = f"Theme, and size of words  ({', '.join(ACTIONS[name].keys[0] for name in ('theme', 'larger_text'))})"


class TopBar(QFrame):
    """Title, device, speed, seed, and the window's own switches.

    Signals:
        device_chosen(str): the name of the device to train on.
        seed_chosen(int): the seed to start again with.
    """

    device_chosen = Signal(str)
    seed_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "bottom")
        self._exhibit = self._is_recording = False
        self._program = role_label("title", "GAN Playground", self)
        self._lesson = role_label("muted", "", self)
        self._kept = kept_label(self)
        self._rate = rate_label(self)
        self._devices = device_box(self)
        self._seed = seed_box(self)
        self._recorded = recorded_label(self)
        self.record_button = action_button("recordButton", "record", self)
        self.run_button = round_button("runMenuButton", "Save, open, export", save_and_open, self)
        self.view_button = round_button("viewButton", "Theme and size of words", look_and_size, self)
        self.screen_button = action_button("fullScreenButton", "full_screen", self)
        self.help_button = action_button("helpButton", "keys", self)
        self._words: dict[QWidget, str] = {
            self.record_button: "Record",
            self.run_button: "File",
            self.view_button: "View",
            self.screen_button: "Full screen",
            self.help_button: "Help",
            self._program: "GAN Playground",
            self._kept: "kept",
        }
        self._buttons = (self.record_button, self.run_button, self.view_button, self.screen_button, self.help_button)
        self._lay_out()
        self._connect()
        self.set_theme(theme)

    def drive(self, session: Session) -> None:
        """Let this act on a session, and show where it trains."""
        self.device_chosen.connect(session.choose_device)
        session.playing_changed.connect(self._on_playing_changed)
        session.hear(DevicesFound, self._on_devices_found)

    def show_lesson(self, title: str) -> None:
        self._lesson.setText(title)
        self._share_room_anew()

    def show_devices(self, devices: Iterable[Device]) -> None:
        """Offer these devices; the one that trains stays the one shown."""
        current = self._devices.currentData()
        with QSignalBlocker(self._devices):
            self._devices.clear()
            for device in devices:
                self._devices.addItem(device.title, device.name)
        if current is not None:
            self._show_device(current)
        self._share_room_anew()

    def show_run(self, run: RunInfo) -> None:
        """Show where the run trains and with which seed; emits nothing."""
        self._show_device(run.device)
        self.show_seed(run.seed)

    def show_seed(self, seed: int) -> None:
        """Show what the run begins from; emits nothing."""
        with QSignalBlocker(self._seed):
            self._seed.setValue(seed)
        self._fit_seed()

    def show_rate(self, steps_per_second: float) -> None:
        """Show how fast it trains now; 0 while it is paused."""
        self._rate.setText(rate_words(steps_per_second))

    def show_kept(self, age_s: float | None) -> None:
        """Show how long ago the run was kept by itself; None: not yet."""
        set_look(self._kept, "role", "muted")
        self._kept.setText(kept_words(age_s))
        self._kept.setToolTip("The run is kept by itself every half minute, and opens again from the folder's menu")

    def show_unkept(self, reason: str) -> None:
        """Show that the run cannot be kept by itself, and why."""
        set_look(self._kept, "role", "error")
        self._kept.setText("not kept")
        self._kept.setToolTip(f"The run cannot be kept by itself: {reason}")

    @Slot(object)
    def show_recording(self, seconds: int | None) -> None:
        """Show for how long it records by now; None: it does not."""
        is_on = seconds is not None
        if is_on:
            self._recorded.setText(f"{seconds // 60}:{seconds % 60:02}")
        if is_on != self._is_recording:
            self._is_recording = is_on
            set_shown(self._recorded, is_on)
            set_look(self.record_button, "recording", is_on)
            self.record_button.setToolTip(hint("record", "Stop recording, and save the film" if is_on else ""))
            self.record_button.setAccessibleName("Stop recording" if is_on else "Record")
            self._draw_record_icon()
            self._words[self.record_button] = "Stop" if is_on else "Record"
            if self.record_button.text():
                self._show_words(self.record_button, self._words[self.record_button])
            self._share_room_anew()

    def _draw_record_icon(self) -> None:
        name, color = ("stop", self._theme.text) if self._is_recording else ("record", self._theme.muted)
        draw_icon(self.record_button, name, color, icon_px)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw_record_icon()
        for button, name in zip(self._buttons[1:], ("folder", "view", "full-screen", "help"), strict=True):
            draw_icon(button, name, theme.muted, icon_px)
        self._fit_sizes()

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._exhibit = exhibit
        for button in self._buttons:
            set_look(button, "large", exhibit)
        self._fit_sizes()

    def _fit_sizes(self) -> None:
        """To the words as large as they are now; what counts gets room for the longest number, and pushes nothing."""
        self.setFixedHeight(spaced(large_bar_height_px if self._exhibit else bar_height_px))
        for field in (self._devices, self._seed):
            field.setFixedHeight(spaced(large_field_height_px if self._exhibit else field_height_px))
        self._devices.setMinimumWidth(spaced(device_px))
        longest_words = {self._rate: "88,888 steps/s", self._kept: "kept 88 min ago", self._recorded: "88:88"}
        for label, longest in longest_words.items():
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance(longest))
        self._fit_seed()

    @Slot()
    def _fit_seed(self) -> None:
        """Most seeds are short, and a long one is seen whole too."""
        words = max(f"seed {self._seed.value()}", "seed 8888", key=len)
        self._seed.setFixedWidth(self._seed.fontMetrics().horizontalAdvance(words) + spaced(28))
        self._share_room_anew()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now its parts have the sizes that the style sheet gives them."""
        super().showEvent(event)
        self._fit_sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Give words to as many buttons as there is room for."""
        if self.isVisible():
            self._folds.fit(self.width())

    def _share_room_anew(self) -> None:
        """Something needs another width than before."""
        self._folds.forget()
        self._share_room()

    def _show_words(self, part: QWidget, words: str) -> None:
        if isinstance(part, QPushButton):
            show_words(part, words)
        else:
            set_shown(part, bool(words))

    def _show_device(self, name: str) -> None:
        with QSignalBlocker(self._devices):
            if self._devices.findData(name) < 0:
                self._devices.addItem(name, name)
            self._devices.setCurrentIndex(self._devices.findData(name))

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(left_px, 0, right_px, 0)
        layout.setSpacing(8)
        layout.addWidget(self._program)
        layout.addSpacing(4)
        layout.addWidget(self._lesson)
        layout.addStretch(1)
        layout.addWidget(self._kept)
        layout.addWidget(self._rate)
        layout.addSpacing(8)
        layout.addWidget(self._devices)
        layout.addWidget(self._seed)
        layout.addSpacing(4)
        layout.addWidget(self._recorded)
        for button in self._buttons:
            layout.addWidget(button)
        for part, words in self._words.items():
            self._show_words(part, words)
        self._folds = WordFolds(
            layout,
            self._words,
            self._show_words,
            [dict.fromkeys(self._buttons, ""), {self._program: ""}, {self._kept: ""}],
        )

    def _connect(self) -> None:
        self._devices.activated.connect(self._on_device)
        self._seed.valueChanged.connect(self._on_seed)
        self._seed.valueChanged.connect(self._fit_seed)

    @Slot(bool)
    def _on_playing_changed(self, playing: bool) -> None:
        if not playing:
            self.show_rate(0.0)

    def _on_devices_found(self, event: DevicesFound) -> None:
        self.show_devices(event.devices)

    @Slot(int)
    def _on_device(self, index: int) -> None:
        self.device_chosen.emit(self._devices.itemData(index))

    @Slot(int)
    def _on_seed(self, seed: int) -> None:
        self.seed_chosen.emit(seed)


def rate_words(steps_per_second: float) -> str:
    """A rate as the bar shows it: 0.5 steps/s, 12,480 steps/s; nothing where nothing moves."""
    if steps_per_second <= 0:
        return ""
    number = f"{steps_per_second:.1f}" if steps_per_second < 9.95 else f"{steps_per_second:,.0f}"
    return f"{number} steps/s"


def kept_words(age_s: float | None) -> str:
    """When a run was kept, as the bar shows it."""
    if age_s is None:
        return ""
    if age_s < soon_s:
        return "kept just now"
    return f"kept {age_s:.0f} s ago" if age_s < 59.5 else f"kept {age_s / 60:.0f} min ago"
