"""What a visitor sees: the lesson's name, the picture, a few words, and one big button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.lessons.lesson import Lesson
from gan_playground.lessons.markup import pieces
from gan_playground.ui.exhibit.deeds import BigDeed, deed_of
from gan_playground.ui.exhibit.visits import VisitPhase
from gan_playground.ui.exhibit.words import words_of
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.wording import escaped
from gan_playground.ui.widgets.single_press import SinglePressButton
from gan_playground.ui.widgets.throttle import Throttle

side_px, between_px = 36, 12
lines_px, act_px = 58, 220  # two lines of text; a button that is as wide whatever it says
count_ms = 200
wake_words = "Touch to begin"


class WholeText(QLabel):
    """Words that wrap, and are never cut: the picture gives way. kind: how they look. least_px: how high, at least."""

    def __init__(self, kind: str, parent: QWidget) -> None:
        super().__init__(parent, wordWrap=True)
        self.setProperty("exhibit", kind)
        self.least_px = 0

    def show_words(self, words: str) -> None:
        self.setText(words)
        self.fit()

    def fit(self) -> None:
        """Be as high as the words are at this width."""
        self.setMinimumHeight(0)  # or it would count as what the words need
        self.setMinimumHeight(max(self.least_px, self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class ExhibitScreen(QWidget):
    """place: of the picture.

    Signals: act_wanted(), other_wanted(), larger_wanted(): the big button, another lesson, larger words.
    """

    act_wanted = Signal()
    other_wanted = Signal()
    larger_wanted = Signal()

    def __init__(self, place: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._phase, self._lesson, self._frame = VisitPhase.ALONE, None, None
        self.title, self.text = WholeText("title", self), WholeText("text", self)
        self.step, self.hint = QLabel(self), QLabel(self)
        for note in (self.step, self.hint):
            note.setProperty("exhibit", "note")
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.larger = _button("A+", "exhibit-other", "Larger words", self)
        self.other = _button("Another one", "exhibit-other", "Another lesson", self)
        self.act = _button(wake_words, "exhibit", "", self)
        self.larger.clicked.connect(self.larger_wanted)
        self.other.clicked.connect(self.other_wanted)
        self.act.clicked.connect(self._on_act)
        self._count = Throttle(count_ms, self)
        self._count.due.connect(self._show_step)
        self._lay_out(place)

    def _lay_out(self, place: QWidget) -> None:
        """All that is pressed is low, so that no hand hides the picture."""
        head, foot = QHBoxLayout(spacing=between_px), QHBoxLayout(spacing=between_px)
        head.addWidget(self.title, 1)
        head.addWidget(self.larger)
        notes = QVBoxLayout(spacing=0)
        notes.addWidget(self.step)
        notes.addWidget(self.hint)
        foot.addLayout(notes, 1)
        foot.addWidget(self.other)
        foot.addSpacing(between_px)
        foot.addWidget(self.act)
        column = QVBoxLayout(self, spacing=between_px)
        column.setContentsMargins(side_px, between_px, side_px, 2 * between_px)
        column.addLayout(head)
        column.addWidget(place, 1)
        column.addWidget(self.text)
        column.addLayout(foot)

    def dress(self) -> None:
        """At the present size of words."""
        self.text.least_px = scaled(lines_px)
        for label in (self.title, self.text):
            label.fit()
        self.act.setMinimumWidth(scaled(act_px))
        self.updateGeometry()

    @Slot(object)
    def show_lesson(self, lesson: Lesson) -> None:
        """Another one begins."""
        self._lesson, self._frame = lesson, None
        self.title.show_words(lesson.title)
        self.say(words_of(lesson))
        self.step.setText("")
        self._show_act()

    @Slot(object)
    def show_deed(self, deed: BigDeed) -> None:
        """It was done."""
        self.say(deed.outcome)

    @Slot(object)
    def show_phase(self, phase: VisitPhase) -> None:
        """Whether somebody is there."""
        self._phase = phase
        self._show_act()

    def say(self, text: str) -> None:
        """These words, marked as those of a lesson."""
        marked = (f"<b>{escaped(one.words)}</b>" if one.is_bold else escaped(one.words) for one in pieces(text))
        self.text.show_words("".join(marked))

    @Slot(object)
    def show_frame(self, frame: Frame) -> None:
        self._frame = frame
        self._count.trigger()

    def close_down(self) -> None:
        self._count.cancel()

    def _show_act(self) -> None:
        alone = self._phase is VisitPhase.ALONE
        self.other.setVisible(not alone)
        self.larger.setVisible(not alone)
        if self._lesson is not None:
            deed = deed_of(self._lesson)
            self.act.setText(wake_words if alone else deed.words)
            self.hint.setText("anywhere on the screen" if alone else deed.hint)

    @Slot()
    def _on_act(self) -> None:
        if self._phase is VisitPhase.VISITED:
            self.act_wanted.emit()

    @Slot()
    def _show_step(self) -> None:
        if self._frame is not None:
            self.step.setText(f"step {self._frame.step:,} · live")


def _button(words: str, variant: str, name: str, parent: QWidget) -> QPushButton:
    button = SinglePressButton(words, parent, focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setProperty("variant", variant)
    if name:
        button.setAccessibleName(name)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # or the picture would jump when somebody comes
        button.setSizePolicy(policy)
    return button
