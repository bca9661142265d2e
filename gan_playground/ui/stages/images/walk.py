"""The latent explorer: a way through the noise from one picture, and what G paints along it."""

from __future__ import annotations

import enum

from msgspec import Struct
from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.gan.observe.frame import Frame, ImagesPicture
from gan_playground.gan.observe.look import Walk
from gan_playground.ui.stages.images.strip import WalkStrip
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.slider import Slider

icon_px = 19
touch_px = 44
wide_px = 980  # from which on there is room for the long words
titled_px, steered_px = 560, 400  # wide enough to say where the walk begins, and to say where it goes
aim = "Press on another generated picture: the way leads there."


class WalkKind(enum.Enum):
    """What kind of walk; the value is the end of its button's name."""

    AXIS = "Axis"
    RANDOM = "Random"
    OTHER = "Other"


ways = {
    WalkKind.AXIS: ("along a number of z", "a number of z", "One of the numbers of z changes, all the others stay."),
    WalkKind.RANDOM: ("random direction", "random", "z goes straight on in a random direction."),
    WalkKind.OTHER: (
        "to another picture",
        "to another",
        "z goes straight from this picture’s to another’s. (Shift+click)",
    ),
}


class Steering(Struct, frozen=True):
    """Where a walk begins and leads, as far as somebody said."""

    start: int | None
    target: int | None
    way: WalkKind
    axis: int
    direction: int


class ImagesExplorer(QWidget):
    """A strip below the grids, with what says where the walk goes.

    Signals: changed() another walk is wanted. closed() none.
    """

    changed = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("latentExplorer")
        self.start: int | None = None
        self.target: int | None = None
        self.way = WalkKind.AXIS
        self.strip = WalkStrip(self)
        self._direction = 0
        self._title = QLabel()
        self._title.setProperty("role", "value")
        self.buttons: dict[WalkKind, QPushButton] = {}
        self._switch = self._make_switch()
        self.axis_slider = self._make_axis()
        self._axis_words = QLabel(minimumWidth=64)
        self._axis_words.setProperty("role", "muted")
        self.dice_button = self._button("walkDice", "tool", "Another direction")
        self.aim_button = self._button("walkTarget", "chip", "Choose the picture that the way leads to")
        self.aim_button.setText("to…")
        self.close_button = self._button("walkClose", "tool", "End the walk (Esc)")
        self._connect()
        self._lay_out()
        self._show_controls()

    def _make_switch(self) -> QFrame:
        switch = QFrame()
        switch.setProperty("segmented", True)
        row = QHBoxLayout(switch, spacing=0)
        row.setContentsMargins(1, 1, 1, 1)
        either = QButtonGroup(switch)
        for way, (title, _, what) in ways.items():
            button = QPushButton(title, checkable=True, toolTip=what, focusPolicy=Qt.FocusPolicy.TabFocus)
            button.setObjectName(f"walk{way.value}")
            button.setAccessibleName(f"Walk {title}")
            button.setAccessibleDescription(what)
            button.setProperty("segment", True)
            button.setStyleSheet("padding: 0 10px; min-height: 26px;")
            button.setChecked(way is self.way)
            button.clicked.connect(self._on_way)
            either.addButton(button)
            row.addWidget(button)
            self.buttons[way] = button
        return switch

    def _make_axis(self) -> Slider:
        slider = Slider(1)
        slider.setObjectName("walkNumber")
        slider.setAccessibleName("Which number of z")
        slider.setToolTip("Which of the numbers of z changes on the way.")
        slider.setMinimumWidth(70)
        slider.setMaximumWidth(160)
        slider.setProperty("player", "generator")
        return slider

    def _button(self, name: str, look: str, what: str) -> QPushButton:
        button = QPushButton(focusPolicy=Qt.FocusPolicy.TabFocus, toolTip=f"{what}.")
        button.setObjectName(name)
        button.setAccessibleName(what)
        button.setProperty("chip" if look == "chip" else "variant", True if look == "chip" else look)
        return button

    def _connect(self) -> None:
        self.axis_slider.valueChanged.connect(self._on_axis)
        self.dice_button.clicked.connect(self._on_dice)
        self.aim_button.clicked.connect(self._on_aim)
        self.close_button.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        row = QHBoxLayout(spacing=8)
        for part in (self._title, self._switch, self.axis_slider, self._axis_words, self.dice_button, self.aim_button):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self, spacing=4)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.strip)

    @property
    def walk(self) -> Walk | None:
        """The walk that is asked for; None without one, and while nobody has said where it should lead."""
        if self.start is None or self.is_aiming:
            return None
        if self.way is WalkKind.OTHER:
            return Walk(self.start, to=self.target)
        if self.way is WalkKind.AXIS:
            return Walk(self.start, axis=self.axis_slider.value())
        return Walk(self.start, direction=self._direction)

    @property
    def is_aiming(self) -> bool:
        """Whether the next picture that is pressed will be the goal."""
        return self.start is not None and self.way is WalkKind.OTHER and self.target is None

    @property
    def goal(self) -> int | None:
        """The picture that the walk leads to, if it leads to one."""
        return self.target if self.way is WalkKind.OTHER else None

    def pick(self, index: int, as_goal: bool) -> None:
        """A picture was pressed: it is the goal if that is wanted, else the walk begins there."""
        if self.start is not None and index != self.start and (as_goal or self.is_aiming):
            self.way, self.target = WalkKind.OTHER, index
        elif index != self.start:
            self.start = index
            if self.target == index:
                self.target = None
        self._show_controls()
        self.changed.emit()

    @property
    def steering(self) -> Steering:
        return Steering(self.start, self.target, self.way, self.axis_slider.value(), self._direction)

    def steer(self, steering: Steering) -> None:
        """Walk as another explorer does."""
        if steering == self.steering:
            return
        self.start, self.target = steering.start, steering.target
        self.way, self._direction = steering.way, steering.direction
        with QSignalBlocker(self.axis_slider):
            self.axis_slider.setValue(steering.axis)
        self._change()

    def end(self) -> None:
        """No walk."""
        self.start = self.target = None
        self.strip.show_walk(None)
        self._show_controls()

    def show_frame(self, frame: Frame) -> None:
        """The pictures of a walk, until those of the next one come."""
        picture = frame.picture
        if not isinstance(picture, ImagesPicture):
            return
        if self.axis_slider.maximum() != picture.dim - 1:
            self.axis_slider.setRange(0, max(0, picture.dim - 1))
            self._show_controls()
        if picture.latent_walk is not None and self.start is not None:
            self.strip.show_walk(picture.latent_walk)

    def set_theme(self, theme: Theme) -> None:
        draw_icon(self.dice_button, "dice", theme.text, icon_px)
        draw_icon(self.close_button, "close", theme.text, 16)
        self.strip.set_theme(theme)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in (*self.buttons.values(), self.dice_button, self.aim_button, self.close_button):
            set_look(button, "large", exhibit)
        for button in self.buttons.values():
            button.setStyleSheet(f"padding: 0 10px; min-height: {touch_px if exhibit else 26}px;")
        self.axis_slider.setMinimumHeight(touch_px if exhibit else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for way, button in self.buttons.items():
            button.setText(ways[way][0 if self.width() >= wide_px else 1])
        self._title.setVisible(self.width() >= titled_px)
        self._switch.setVisible(self.width() >= steered_px)
        self._show_controls()

    def _show_controls(self) -> None:
        self._title.setText("" if self.start is None else f"from picture {self.start + 1}")
        self.buttons[self.way].setChecked(True)
        steered = not self._switch.isHidden()
        self.axis_slider.setVisible(steered and self.way is WalkKind.AXIS)
        self._axis_words.setVisible(steered and self.way is WalkKind.AXIS)
        self.dice_button.setVisible(steered and self.way is WalkKind.RANDOM)
        self.aim_button.setVisible(steered and self.way is WalkKind.OTHER)
        self.aim_button.setText("to…" if self.target is None else f"to picture {self.target + 1}…")
        self._axis_words.setText(f"no. {self.axis_slider.value() + 1} of {self.axis_slider.maximum() + 1}")
        self.strip.show_hint(aim if self.is_aiming else "")

    def _change(self) -> None:
        self._show_controls()
        self.changed.emit()

    @Slot()
    def _on_way(self) -> None:
        self.way = next(way for way, button in self.buttons.items() if button.isChecked())
        self._change()

    @Slot(int)
    def _on_axis(self, _axis: int) -> None:
        self._change()

    @Slot()
    def _on_dice(self) -> None:
        self._direction += 1
        self._change()

    @Slot()
    def _on_aim(self) -> None:
        self.target = None
        self._change()
