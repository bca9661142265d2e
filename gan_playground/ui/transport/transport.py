"""The bar at the bottom: the run's past; play, single steps of either player, speed; and other ways to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.transport.busy_line import BusyLine
from gan_playground.ui.transport.speed_control import SpeedControl
from gan_playground.ui.transport.time_row import TimeRow
from gan_playground.ui.transport.transport_button import transport_button
from gan_playground.ui.widgets.word_folds import Fold, WordFolds, show_words

if TYPE_CHECKING:
    from gan_playground.session.session import Session

train_label, brief_train_label = "Train D to its best", "Best D"
begin_comparison = "Compare: train two runs side by side that differ in one thing"
end_comparison = "End comparison, and go on with A alone"
play_icon_px, small_icon_px, large_icon_px = 24, 18, 22
side_px = 20


class Transport(QFrame):
    """What drives the run. It only asks, of whom `drive` says: `show_playing`, `show_step`, `show_summary`, `show_busy`
    and the like say what became of it. What leads to another run, or to a question, is listened to at its button.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "top")
        self._theme, self._playing, self._icon_px = DARK, False, small_icon_px
        self._busy = self._absent = ""
        self._is_awaited = False
        self._compares, self._train_label = False, train_label
        self._session: Session | None = None
        self.time_row = TimeRow(self)
        self._make_buttons()
        self.speed_control = SpeedControl(self)
        self._make_ways()
        self.busy_line = BusyLine(self)
        self._connect()
        self._lay_out()
        self.show_playing(False)
        self.set_theme(DARK)

    def drive(self, session: Session) -> None:
        """Let this act on a session."""
        self._session = session
        self.play_button.clicked.connect(session.toggle)
        self.discriminator_button.clicked.connect(session.step_discriminator)
        self.generator_button.clicked.connect(session.step_generator)
        self.both_button.clicked.connect(session.step_both)
        self.speed_control.speed_changed.connect(session.set_speed)
        self.back_button.clicked.connect(session.past.step_back)
        self.time_row.bookmark_button.clicked.connect(session.past.bookmark)
        self.time_row.timeline_slider.step_wanted.connect(session.past.visit)
        self.time_row.timeline_slider.is_awaited = session.past.is_awaited

    def _make_buttons(self) -> None:
        self.back_button = transport_button("stepBackButton", "", "step_back", "icon")
        self.play_button = transport_button("playButton", "", "play", "play")
        self.discriminator_button = transport_button(
            "stepDiscriminatorButton", "Step D", "step_discriminator", "discriminator"
        )
        self.generator_button = transport_button("stepGeneratorButton", "Step G", "step_generator", "generator")
        self.both_button = transport_button("stepBothButton", "Both", "step_both")
        self.slow_button = transport_button("slowMotionButton", "Slow motion", "slow_motion")
        self.slow_button.setCheckable(True)
        name = "trainDiscriminatorButton"
        self.train_button = transport_button(name, train_label, "train_discriminator", "discriminator")

    def _make_ways(self) -> None:
        """Other ways to go on; where space is short, these do without their words."""
        self.seed_button = transport_button("newSeedButton", "New seed", "new_seed")
        self.restart_button = transport_button("restartButton", "Restart", "restart")
        self.look_ahead_button = transport_button("lookAheadButton", "Look ahead", "look_ahead")
        self.compare_button = transport_button("compareButton", "Compare", "compare")
        self.compare_button.setToolTip(hint("compare", begin_comparison))
        self.compare_button.setAccessibleDescription(begin_comparison)
        self.compare_button.setCheckable(True)
        self._icons = {
            self.back_button: "step-back",
            self.slow_button: "slow-motion",
            self.speed_control.full_button: "full-speed",
            self.seed_button: "dice",
            self.restart_button: "restart",
            self.look_ahead_button: "look-ahead",
            self.compare_button: "compare",
        }

    def _folds_for(self, exhibit: bool) -> tuple[Fold, ...]:
        """Which words go first. Visitors go other ways rather than train D to its best."""
        train = {self.train_button: brief_train_label}
        ahead = {self.look_ahead_button: "Ahead"}
        ends = dict.fromkeys((self.seed_button, self.restart_button), "")
        full, slow = {self.speed_control.full_button: ""}, {self.slow_button: ""}
        others = {self.look_ahead_button: ""}, {self.compare_button: ""}, {self.speed_control.words: ""}
        first = (train, slow, full, ahead, ends) if exhibit else (full, ahead, ends, slow, train)
        return (*first, *others)

    def _connect(self) -> None:
        self.train_button.clicked.connect(self._train_or_cancel)
        self.compare_button.clicked.connect(self._on_compare)
        self.time_row.past_changed.connect(self._name_play)

    def _lay_out(self) -> None:
        row = QHBoxLayout(spacing=8)
        row.addWidget(self.back_button)
        row.addWidget(self.play_button)
        row.addSpacing(2)
        steps = self.discriminator_button, self.generator_button, self.both_button, self.slow_button
        for button in (*steps, self.train_button):
            row.addWidget(button)
        row.addSpacing(10)
        self._middle = QStackedLayout()  # while something takes a while, speed means nothing
        self._middle.addWidget(self.speed_control)
        self._middle.addWidget(self.busy_line)
        row.addLayout(self._middle, 1)
        for button in (self.compare_button, self.look_ahead_button, self.seed_button, self.restart_button):
            row.addWidget(button)
        words: dict[QWidget, str] = {button: button.text() for button in (self.train_button, *self._icons)}
        words[self.speed_control.words] = "its own"
        self._folds = WordFolds(row, words, self._show_words, self._folds_for(exhibit=False))
        rows = QVBoxLayout(self, spacing=2)
        rows.setContentsMargins(side_px, 6, side_px, 10)
        rows.addWidget(self.time_row)
        rows.addLayout(row)

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        self._playing = playing
        self._name_play()
        self._draw_play_icon()

    @Slot()
    def _name_play(self) -> None:
        """What a press does; in the past, that it begins a branch."""
        name = "Pause" if self._playing else "Play"
        splits = not self._playing and self.time_row.timeline_slider.is_past
        self.play_button.setAccessibleName(name)
        does = "Play on from here: the run splits" if splits else name
        self.play_button.setToolTip(hint("play", does) if self._may_play else self._absent)

    def show_step(self, frame: Frame) -> None:
        """The step of the frame that is on the stage."""
        self.time_row.show_step(frame)

    def show_summary(self, summary: TimelineSummary) -> None:
        """What there is of the run's past."""
        self.time_row.show_summary(summary)

    def show_nothing(self) -> None:
        """No run is there to be driven."""
        self.time_row.show_nothing()

    def show_absent(self, why: str, is_awaited: bool = False) -> None:
        """Offer nothing that needs a run to be seen, and say why; empty: there is one.

        is_awaited: it comes, and may be told beforehand whether to play.
        """
        if (why, is_awaited) != (self._absent, self._is_awaited):
            self._absent, self._is_awaited = why, is_awaited
            self._name_play()
            self._enable()

    @Slot(str)
    def show_busy(self, label: str) -> None:
        """Say what is going on and offer to cancel it; an empty label when it has ended."""
        if bool(label) != self.is_busy:
            self._trade_train_button(bool(label))
        self._busy = label
        self.train_button.setAccessibleName(f"Cancel: {label}" if label else train_label)
        self.busy_line.show_words(label)
        self._middle.setCurrentWidget(self.busy_line if label else self.speed_control)
        self._enable()

    @property
    def _may_play(self) -> bool:
        return not self._absent or self._is_awaited

    def _enable(self) -> None:
        """What needs a run needs one that is seen, and not on a way of its own: then the way out is left."""
        is_there, is_busy = not self._absent, self.is_busy
        self.play_button.setEnabled(self._may_play and not is_busy)
        by_hand = self.back_button, self.discriminator_button, self.generator_button, self.both_button
        for button in (*by_hand, self.slow_button, self.look_ahead_button):
            button.setEnabled(is_there and not is_busy)
        for part in (self.train_button, self.compare_button, self.time_row):
            part.setEnabled(is_there)
        self.compare_button.setChecked(self._compares and is_there)

    def _trade_train_button(self, busy: bool) -> None:
        """For the one that cancels, which is as wide, so that its neighbours stay where they are."""
        self.train_button.setMinimumWidth(self.train_button.sizeHint().width() if busy else 0)
        self.train_button.setText("Cancel" if busy else self._train_label)

    def show_share(self, share: float) -> None:
        """How much is done of what takes a while, from 0 to 1."""
        if self.is_busy:
            self.busy_line.show_share(share)

    def show_comparing(self, compares: bool) -> None:
        """Say whether two runs are compared, which the button then ends."""
        self._compares = compares
        meaning = end_comparison if compares else begin_comparison
        self.compare_button.setChecked(compares)
        self.compare_button.setToolTip(hint("compare", meaning))
        self.compare_button.setAccessibleName("End comparison" if compares else "Compare")
        self.compare_button.setAccessibleDescription(meaning)

    @property
    def is_busy(self) -> bool:
        """Whether something takes a while and could be cancelled."""
        return bool(self._busy)

    def show_speed(self, steps_per_second: float) -> None:
        """Show a speed that was set elsewhere."""
        self.speed_control.show_speed(steps_per_second)

    @property
    def speed(self) -> float:
        """Steps a second asked for; inf for as fast as it goes."""
        return self.speed_control.speed

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw_play_icon()
        self.time_row.set_theme(theme, self._icon_px)
        for button, name in self._icons.items():
            draw_icon(button, name, theme.muted, self._icon_px)
        self.speed_control.fit_words()
        self._folds.forget()  # sizes may be other ones
        self._share_room()

    def set_exhibit(self, exhibit: bool) -> None:
        """Targets of 44 px and more, for fingers."""
        for button in self.findChildren(QPushButton):
            set_look(button, "large", exhibit)
        self._icon_px = large_icon_px if exhibit else small_icon_px
        self.time_row.set_exhibit(exhibit)
        self._folds.use(self._folds_for(exhibit))
        self.set_theme(self._theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Only now its parts have the sizes that the style sheet gives them."""
        super().showEvent(event)
        self._folds.forget()
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Give words to as many buttons as there is room for."""
        if self.isVisible():
            self._folds.fit(self.width() - 2 * side_px)

    def _show_words(self, button: QWidget, words: str) -> None:
        if not isinstance(button, QPushButton):
            button.setVisible(bool(words))
            self.speed_control.layout().activate()
            return
        if button is not self.train_button:
            show_words(button, words)
            self.speed_control.layout().activate()  # or its own row would say later how wide it is now
            return
        self._train_label = words
        if not self.is_busy:
            button.setText(words)

    @Slot()
    def _on_compare(self) -> None:
        self.compare_button.setChecked(self._compares)  # a press only asks

    @Slot()
    def _train_or_cancel(self) -> None:
        if self._session is None:
            return
        if self.is_busy:
            self._session.cancel()
        else:
            self._session.train_discriminator()

    def _draw_play_icon(self) -> None:
        draw_icon(self.play_button, "pause" if self._playing else "play", self._theme.background, play_icon_px)
