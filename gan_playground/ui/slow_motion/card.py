"""One turn, slowly: which part it stands at, what happens there in a sentence, and ways on."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.gan.training.parts import PARTS
from gan_playground.session.messages import SlowMotion
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.widgets.held import go_on_while_held
from gan_playground.ui.widgets.labels import FittingLabel
from gan_playground.ui.widgets.slider import Slider
from gan_playground.ui.widgets.word_folds import WordFolds

seconds_each = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)
usual_place = 3
edges_px, slider_px, finger_px = (16, 8), 64, 44
label_edge_px = 4  # which a label that wraps has around its words


class SlowMotionCard(QFrame):
    """Buttons `back_button`, `next_button`, `play_button` and `full_button`; `pace` says how long a part is shown.

    Signals: play_wanted(float): seconds a part from now on; infinity: by hand.
    """

    play_wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setObjectName("slowMotionCard")
        self.setAccessibleName("One turn, slowly")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = QLabel("One turn, slowly", self)
        self._title.setProperty("role", "heading")
        self.part = FittingLabel("muted", self)
        self.sentence = QLabel(self, wordWrap=True)
        self.sentence.setProperty("role", "label")
        self.sentence.setProperty("large", True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._make_buttons()
        self._lay_out()
        self.fit_words()

    def _make_buttons(self) -> None:
        self.back_button = _button("partBackButton", "‹ part", hint("step_back", "The part before, again"))
        self.next_button = _button("nextPartButton", "next part ›", hint("step_both", "On to the next part"), "primary")
        go_on_while_held(self.back_button, "step_back")
        go_on_while_held(self.next_button, "step_both")
        self.play_button = _button("playPartsButton", "play slowly", "Go on by itself, from part to part")
        self.play_button.setCheckable(True)
        self.full_button = _button("endSlowMotionButton", "full speed", "Train on, as fast as before")
        self.pace = Slider(len(seconds_each), self)
        self.pace.setObjectName("partSecondsSlider")
        self.pace.setAccessibleName("Seconds a part")
        self.pace.setToolTip("How long each part is shown while it goes on by itself, from half a second to 5 s")
        self.pace.setValue(usual_place)
        self._seconds = FittingLabel("muted", self)
        self._describe()
        self.play_button.clicked.connect(self._on_play)
        self.pace.valueChanged.connect(self._on_pace)

    def _lay_out(self) -> None:
        head, ways = QHBoxLayout(spacing=10), QHBoxLayout(spacing=6)
        head.addWidget(self._title)
        head.addWidget(self.part, 1)
        head.addStretch(0)
        for part in (self.back_button, self.next_button, self.play_button, self.pace, self._seconds):
            ways.addWidget(part)
        ways.addStretch(1)
        ways.addWidget(self.full_button)
        words: dict[QWidget, str] = {button: button.text() for button in self._buttons}
        self._folds = WordFolds(ways, words, _show_words, ({self.next_button: "next ›"}, {self.play_button: "slowly"}))
        column = QVBoxLayout(self, spacing=4)
        column.setContentsMargins(edges_px[0], edges_px[1], edges_px[0], edges_px[1])
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addLayout(ways)

    def show_slow_motion(self, slow_motion: SlowMotion) -> None:
        """Where it stands."""
        part = slow_motion.part
        kind = PARTS[part.kind]
        place = f"part {part.number} of {part.count}"
        of_many = f" · update {part.update} of {part.updates}" if part.updates > 1 else ""
        self.part.show_texts(f"{place} · {kind.title}{of_many}", f"{place} · {kind.title}", place)
        self.sentence.setText(kind.sentence)
        self.setAccessibleDescription(f"{place}: {kind.title}. {kind.sentence}")
        self.back_button.setEnabled(part.number > 1)
        with QSignalBlocker(self.play_button):
            self.play_button.setChecked(math.isfinite(slow_motion.seconds))

    @property
    def seconds(self) -> float:
        """How long a part is shown while it goes on by itself."""
        return seconds_each[self.pace.value()]

    @Slot(bool)
    def _on_play(self, plays: bool) -> None:
        self.play_wanted.emit(self.seconds if plays else math.inf)

    @Slot(int)
    def _on_pace(self, _place: int) -> None:
        self._describe()
        if self.play_button.isChecked():
            self.play_wanted.emit(self.seconds)

    def _describe(self) -> None:
        self._seconds.show_texts(*seconds_words(self.seconds))
        self.pace.setAccessibleDescription(self._seconds.texts[0])

    def fit_words(self) -> None:
        """As large as suits the present size of words; room for any sentence, so that the stage keeps its size."""
        self.pace.setFixedWidth(scaled(slider_px))
        self._folds.forget()
        self._folds.fit(self.width() - 2 * edges_px[0])
        self.sentence.setMinimumHeight(self._tallest_px())

    def _tallest_px(self) -> int:
        """Of the sentences, in this width."""
        room = QRect(0, 0, max(1, self.width() - 2 * edges_px[0]), 10 * self.height())
        measure = self.sentence.fontMetrics().boundingRect
        wrapped = (measure(room, Qt.TextFlag.TextWordWrap, kind.sentence).height() for kind in PARTS.values())
        return max(wrapped) + label_edge_px

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in self._buttons:
            set_look(button, "large", exhibit)
        self.pace.setMinimumHeight(finger_px if exhibit else 0)
        self.fit_words()

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.back_button, self.next_button, self.play_button, self.full_button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_words()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now its parts have the sizes that the style sheet gives them."""
        super().showEvent(event)
        self.fit_words()


def seconds_words(seconds: float) -> tuple[str, str]:
    """How long a part is shown, and that in brief."""
    return f"{seconds:g} s a part", f"{seconds:g} s"


def _show_words(button: QWidget, words: str) -> None:
    assert isinstance(button, QPushButton)
    button.setText(words)


def _button(name: str, words: str, tip: str, variant: str = "") -> QPushButton:
    button = QPushButton(words, accessibleName=words, focusPolicy=Qt.FocusPolicy.TabFocus, toolTip=tip)
    button.setObjectName(name)
    button.setAccessibleDescription(tip)
    button.setProperty("variant", variant)
    return button
