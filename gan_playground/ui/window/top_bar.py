"""The line at the top: what this is, which lesson runs, on what and from which seed, and the switches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QWidget,
)

from gan_playground.arguments import most_seed
from gan_playground.session.events import DevicesFound
from gan_playground.ui.theme.actions import ACTIONS, hint
from gan_playground.ui.theme.icons import icon
from gan_playground.ui.theme.style import bare, set_look
from gan_playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from gan_playground.gan.training.devices import Device
    from gan_playground.session.messages import RunInfo
    from gan_playground.session.session import Session

bar_height_px, large_bar_height_px = 52, 62
field_height_px, large_field_height_px = 36, 46
save_and_open = f"Save, open, export  ({ACTIONS['save_run'].keys[0]}, {ACTIONS['open_run'].keys[0]})"


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
        self.setFixedHeight(bar_height_px)
        self._program = _label("title", "GAN Playground", self)
        self._lesson = _label("muted", "", self)
        self._kept = _kept_label(self)
        self._rate = _rate_label(self)
        self._devices = _device_box(self)
        self._seed = _seed_box(self)
        self.run_button = _button("runMenuButton", "Save, open, export", save_and_open, self)
        self.theme_button = _action_button("themeButton", "theme", self)
        self.screen_button = _action_button("fullScreenButton", "full_screen", self)
        self.help_button = _action_button("helpButton", "keys", self)
        self._buttons = (self.run_button, self.theme_button, self.screen_button, self.help_button)
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

    def show_devices(self, devices: Iterable[Device]) -> None:
        """Offer these devices; the one that trains stays the one shown."""
        current = self._devices.currentData()
        with QSignalBlocker(self._devices):
            self._devices.clear()
            for device in devices:
                self._devices.addItem(device.title, device.name)
        if current is not None:
            self._show_device(current)

    def show_run(self, run: RunInfo) -> None:
        """Show where the run trains and with which seed; emits nothing."""
        self._show_device(run.device)
        self.show_seed(run.seed)

    def show_seed(self, seed: int) -> None:
        """Show what the run begins from; emits nothing."""
        with QSignalBlocker(self._seed):
            self._seed.setValue(seed)

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

    def set_theme(self, theme: Theme) -> None:
        """The theme's button shows what it leads to: a sun in the dark, a moon in the light."""
        self.theme_button.setIcon(icon("sun" if theme.name == "dark" else "moon", theme.muted))
        self.run_button.setIcon(icon("folder", theme.muted))
        self.screen_button.setIcon(icon("full-screen", theme.muted))
        self.help_button.setIcon(icon("help", theme.muted))

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self.setFixedHeight(large_bar_height_px if exhibit else bar_height_px)
        for field in (self._devices, self._seed):
            field.setFixedHeight(large_field_height_px if exhibit else field_height_px)
        for button in self._buttons:
            set_look(button, "large", exhibit)

    def _show_device(self, name: str) -> None:
        with QSignalBlocker(self._devices):
            if self._devices.findData(name) < 0:
                self._devices.addItem(name, name)
            self._devices.setCurrentIndex(self._devices.findData(name))

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 16, 0)
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
        for button in self._buttons:
            layout.addWidget(button)

    def _connect(self) -> None:
        self._devices.activated.connect(self._on_device)
        self._seed.valueChanged.connect(self._on_seed)

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
    return f"kept {age_s:.0f} s ago" if age_s < 59.5 else f"kept {age_s / 60:.0f} min ago"


def _label(role: str, text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", role)
    return label


def _rate_label(parent: QWidget) -> QLabel:
    label = _label("muted", "", parent)
    label.setObjectName("rateLabel")
    label.setAccessibleName("Speed")
    label.setToolTip("How many training steps this computer makes in a second now")
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    # Room for the longest number, so that a counting one pushes nothing about.
    label.setMinimumWidth(label.fontMetrics().horizontalAdvance("88,888 steps/s"))
    return label


def _kept_label(parent: QWidget) -> QLabel:
    label = _label("muted", "", parent)
    label.setObjectName("keptLabel")
    label.setAccessibleName("Kept")
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setMinimumWidth(label.fontMetrics().horizontalAdvance("kept 88 s ago"))
    return label


def _device_box(parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setObjectName("deviceBox")
    box.setAccessibleName("Device")
    box.setToolTip("Which part of this computer does the training; the run goes on there, with the weights it has")
    box.setPlaceholderText("device")  # until they have been found
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMinimumWidth(120)
    box.setFixedHeight(field_height_px)
    return box


def _seed_box(parent: QWidget) -> QSpinBox:
    box = QSpinBox(parent)
    box.setObjectName("seedBox")
    box.setAccessibleName("Seed")
    box.setToolTip("Where all chance comes from: the same seed gives the same run; a new one starts again")
    box.setRange(0, most_seed)
    box.setPrefix("seed ")
    box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    box.lineEdit().setStyleSheet(bare)  # the frame is the box's, not also its editor's
    box.setKeyboardTracking(False)  # a half-typed number is not a seed yet
    box.setFixedSize(box.fontMetrics().horizontalAdvance("seed 8888888888") + 28, field_height_px)
    return box


def _action_button(name: str, action: str, parent: QWidget) -> QPushButton:
    return _button(name, ACTIONS[action].words, hint(action), parent)


def _button(name: str, what: str, tip: str, parent: QWidget) -> QPushButton:
    """A round button with an icon. The key itself is the window's: two owners of one key would block each other."""
    button = QPushButton(parent, focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setObjectName(name)
    button.setProperty("variant", "icon")
    button.setIconSize(QSize(20, 20))
    button.setAccessibleName(what)
    button.setToolTip(tip)
    return button
