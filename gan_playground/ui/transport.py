"""The bar at the bottom: play, single steps of either player, speed, and where the run is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.gan.frame import Frame
from gan_playground.ui.dashed_button import DashedButton
from gan_playground.ui.icons import icon
from gan_playground.ui.slider import Slider
from gan_playground.ui.style import set_look
from gan_playground.ui.theme import DARK, Theme

if TYPE_CHECKING:
    from gan_playground.session.session import Session

speeds = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, math.inf)
"""Steps a second at each position of the slider; the last is as fast as it goes."""

train_label = "Train D to its best"
play_icon_px, small_icon_px, large_icon_px = 24, 18, 22


class Transport(QFrame):
    """What drives the run. It only asks: `show_playing`, `show_step` and `show_busy` say what became of it.

    Signals: play_toggled(), step_discriminator(), step_generator(), step_both(), train_discriminator(),
    cancelled(), restart(), new_seed(); speed_changed(float) in steps a second, inf for as fast as it goes.
    """

    play_toggled = Signal()
    step_discriminator = Signal()
    step_generator = Signal()
    step_both = Signal()
    train_discriminator = Signal()
    cancelled = Signal()
    speed_changed = Signal(float)
    restart = Signal()
    new_seed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "top")
        self._theme, self._playing, self._step, self._busy, self._icon_px = DARK, False, -1, "", small_icon_px
        self._make_buttons()
        self._make_speed()
        self._make_step_label()
        self._connect()
        self._lay_out()
        self.show_playing(False)
        self.show_speed(math.inf)
        self.set_theme(DARK)

    def drive(self, session: Session) -> None:
        """Let the buttons act on a session."""
        self.play_toggled.connect(session.toggle)
        self.step_discriminator.connect(session.step_discriminator)
        self.step_generator.connect(session.step_generator)
        self.step_both.connect(session.step_both)
        self.train_discriminator.connect(session.train_discriminator)
        self.cancelled.connect(session.cancel)
        self.speed_changed.connect(session.set_speed)
        self.restart.connect(session.restart)

    def _make_buttons(self) -> None:
        self.play_button = _button("playButton", "", "Play or pause", "Space", "play")
        self.play_button.setIconSize(QSize(play_icon_px, play_icon_px))
        self.discriminator_button = _button(
            "stepDiscriminatorButton", "Step D", "One update of the discriminator", "D", "discriminator"
        )
        self.generator_button = _button(
            "stepGeneratorButton", "Step G", "One update of the generator", "G", "generator"
        )
        self.both_button = _button("stepBothButton", "Both", "One turn of both players", "B")
        self.train_button = _button(
            "trainDiscriminatorButton",
            train_label,
            "Hold G still and train D until it is as good as it gets against this G",
            "Shift+D",
            "discriminator",
        )
        self.seed_button = _button("newSeedButton", "New seed", "Begin again from other random numbers", "N")
        self.restart_button = _button("restartButton", "Restart", "Begin again from the same random numbers", "R")
        self._progress = QProgressBar(minimum=0, maximum=0, textVisible=False, visible=False)
        self._progress.setAccessibleName("Training D")
        inside = QVBoxLayout(self.train_button)
        inside.setContentsMargins(20, 0, 20, 4)
        inside.addWidget(self._progress, 0, Qt.AlignmentFlag.AlignBottom)

    def _make_speed(self) -> None:
        self.speed_slider = Slider(len(speeds))
        self.speed_slider.setObjectName("speedSlider")
        self.speed_slider.setPageStep(3)
        self.speed_slider.setFixedWidth(150)
        self.speed_slider.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)  # easy to hit
        self.speed_slider.setAccessibleName("Speed")
        self.speed_slider.setToolTip(
            "How fast it trains, from one step in two seconds to as fast as it goes ([ slower, ] faster)"
        )
        self._speed_title = QLabel("speed")
        self._speed_title.setProperty("role", "muted")
        self._speed_label = QLabel()
        self._speed_label.setProperty("role", "muted")
        self._speed_label.setMinimumWidth(104)

    def _make_step_label(self) -> None:
        self._busy_label = QLabel()
        self._busy_label.setProperty("role", "caption")
        self._busy_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._step_title = QLabel("step")
        self._step_title.setProperty("role", "muted")
        self.step_label = QLabel("0", alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.step_label.setObjectName("stepLabel")
        self.step_label.setProperty("role", "value")

    def _connect(self) -> None:
        self.play_button.clicked.connect(self.play_toggled)
        self.discriminator_button.clicked.connect(self.step_discriminator)
        self.generator_button.clicked.connect(self.step_generator)
        self.both_button.clicked.connect(self.step_both)
        self.train_button.clicked.connect(self._train_or_cancel)
        self.restart_button.clicked.connect(self.restart)
        self.seed_button.clicked.connect(self.new_seed)
        self.speed_slider.valueChanged.connect(self._change_speed)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self, spacing=10)
        row.setContentsMargins(20, 12, 20, 12)
        row.addWidget(self.play_button)
        row.addSpacing(2)
        for button in (self.discriminator_button, self.generator_button, self.both_button, self.train_button):
            row.addWidget(button)
        row.addSpacing(10)
        for widget in (self._speed_title, self.speed_slider, self._speed_label):
            row.addWidget(widget)
        row.addWidget(self._busy_label, 1)
        row.addWidget(self._step_title)
        row.addWidget(self.step_label)
        row.addSpacing(6)
        row.addWidget(self.seed_button)
        row.addWidget(self.restart_button)

    def show_playing(self, playing: bool) -> None:
        self._playing = playing
        name = "Pause" if playing else "Play"
        self.play_button.setAccessibleName(name)
        self.play_button.setToolTip(f"{name} (Space)")
        self._draw_play_icon()

    def show_step(self, frame: Frame) -> None:
        """The step of the frame that is on the stage."""
        if frame.step == self._step:
            return
        self._step = frame.step
        self.step_label.setText(f"{frame.step:,}")
        updates = frame.updates
        told = f"{updates.discriminator:,.0f} updates of D, {updates.generator:,.0f} of G"
        self.step_label.setToolTip(f"{frame.step:,} steps so far: {told}")

    def show_busy(self, label: str) -> None:
        """Say what is going on and offer to cancel it; an empty label when it has ended."""
        self._busy = label
        self.train_button.setMinimumWidth(self.train_button.sizeHint().width() if label else 0)
        self.train_button.setText("Cancel" if label else train_label)
        self.train_button.setAccessibleName(f"Cancel: {label}" if label else train_label)
        self._busy_label.setText(label)
        self._progress.setVisible(bool(label))
        for button in (self.play_button, self.discriminator_button, self.generator_button, self.both_button):
            button.setEnabled(not label)

    @property
    def is_busy(self) -> bool:
        """Whether something takes a while and could be cancelled."""
        return bool(self._busy)

    def show_speed(self, steps_per_second: float) -> None:
        """Show a speed that was set elsewhere."""
        slower = [speed for speed in speeds if speed < steps_per_second]
        position = min(len(slower), len(speeds) - 1)
        blocker = QSignalBlocker(self.speed_slider)
        self.speed_slider.setValue(position)
        blocker.unblock()
        self._describe_speed()

    @property
    def speed(self) -> float:
        """Steps a second asked for; inf for as fast as it goes."""
        return speeds[self.speed_slider.value()]

    @Slot()
    def faster(self) -> None:
        self.speed_slider.setValue(self.speed_slider.value() + 1)

    @Slot()
    def slower(self) -> None:
        self.speed_slider.setValue(self.speed_slider.value() - 1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw_play_icon()
        for button, name in ((self.seed_button, "dice"), (self.restart_button, "restart")):
            button.setIcon(icon(name, theme.muted, self._icon_px))
            button.setIconSize(QSize(self._icon_px, self._icon_px))

    def set_exhibit(self, exhibit: bool) -> None:
        """Targets of 44 px and more, for fingers."""
        for button in self.findChildren(QPushButton):
            set_look(button, "large", exhibit)
        self._icon_px = large_icon_px if exhibit else small_icon_px
        self.set_theme(self._theme)

    @Slot(int)
    def _change_speed(self, _position: int) -> None:
        self._describe_speed()
        self.speed_changed.emit(self.speed)

    def _describe_speed(self) -> None:
        text = speed_in_words(self.speed)
        self._speed_label.setText(text)
        self.speed_slider.setAccessibleDescription(text)

    @Slot()
    def _train_or_cancel(self) -> None:
        (self.cancelled if self._busy else self.train_discriminator).emit()

    def _draw_play_icon(self) -> None:
        name = "pause" if self._playing else "play"
        self.play_button.setIcon(icon(name, self._theme.background, play_icon_px))


def speed_in_words(steps_per_second: float) -> str:
    if math.isinf(steps_per_second):
        return "full speed"
    unit = "step/s" if steps_per_second == 1 else "steps/s"
    return f"{steps_per_second:,g} {unit}"


def _button(name: str, text: str, meaning: str, key: str, variant: str = "") -> QPushButton:
    """A button that keeps the keyboard away when clicked, so that Space still plays and pauses."""
    button = DashedButton(text) if variant == "discriminator" else QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(f"{meaning} ({key})")
    button.setObjectName(name)
    button.setAccessibleName(text or meaning)
    button.setAccessibleDescription(meaning)
    button.setProperty("variant", variant)
    return button
