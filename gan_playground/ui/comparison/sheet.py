"""The sheet on which one chooses what a run is compared with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.session.comparison.differences import changed_knobs, may_go_on, run_b_experiment
from gan_playground.ui.comparison.pages import ComparePage, KnobPage, LessonPage, RecipePage, SeedPage
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.sheet import Sheet

sheet_width_px = 520
page_height_px = 132  # of the highest, so that nothing moves from one to the next


class CompareSheet(Sheet):
    """Pages with what can differ, and a sentence that says what will happen.

    Signals: compare_wanted(values by path, seed or None): a second run with these knobs; None for the same seed. And
    those of Sheet.
    """

    compare_wanted = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("Compare this run with …", sheet_width_px, theme, parent)
        self.setObjectName("compareSheet")
        self.setAccessibleName("Compare this run with another")
        self._experiment, self._seed, self._step = Experiment(), 0, 0
        self.pages: tuple[ComparePage, ...] = (KnobPage(), RecipePage(), LessonPage(), SeedPage())
        self._stack = QStackedWidget(minimumHeight=page_height_px)
        self._choices = QButtonGroup(self)
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setObjectName("compareSentence")
        self.sentence.setMinimumHeight(38)
        self.compare_button = QPushButton("Compare", focusPolicy=Qt.FocusPolicy.TabFocus)
        self.compare_button.setObjectName("compareStart")
        self.compare_button.setProperty("variant", "primary")
        self.compare_button.setToolTip("Train both in step, side by side  (Enter)")
        self.compare_button.clicked.connect(self._on_compare)
        self._fill()
        self.set_theme(theme)

    def show_for(self, experiment: Experiment, seed: int, step: int, lesson: str) -> None:
        """Come up, and offer what a run of this lesson, which is at this step, can be compared with."""
        self._experiment, self._seed, self._step = experiment, seed, step
        for page in self.pages:
            page.show_run(experiment, seed, lesson)
        self._show_sentence()
        self.show_sheet()

    def show_step(self, step: int) -> None:
        """The run has trained on meanwhile."""
        if step != self._step and self.isVisible():
            self._step = step
            self._show_sentence()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for page in self.pages:
            page.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.compare_button.click()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        switch = QFrame()
        switch.setProperty("segmented", True)
        row = QHBoxLayout(switch, spacing=0)
        row.setContentsMargins(1, 1, 1, 1)
        for place, page in enumerate(self.pages):
            page.changed.connect(self._show_sentence)
            self._stack.addWidget(page)
            row.addWidget(self._make_segment(place, page.title), 1)
        self._choices.idClicked.connect(self._turn_to)
        foot = QHBoxLayout(spacing=12)
        foot.addWidget(self.sentence, 1)
        foot.addWidget(self.compare_button, 0, Qt.AlignmentFlag.AlignBottom)
        for part in (switch, self._stack):
            self.body.addWidget(part)
        self.body.addLayout(foot)

    def _make_segment(self, place: int, title: str) -> QPushButton:
        segment = QPushButton(title, checkable=True, focusPolicy=Qt.FocusPolicy.TabFocus)
        segment.setObjectName(f"compareWith.{place}")
        segment.setAccessibleName(f"Compare with: {title.lower()}")
        segment.setToolTip(f"Compare with: {title.lower()}.")
        segment.setProperty("segment", True)
        segment.setChecked(place == 0)
        self._choices.addButton(segment, place)
        return segment

    @property
    def page(self) -> ComparePage:
        """The one that is up."""
        return self.pages[self._stack.currentIndex()]

    @Slot(int)
    def _turn_to(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._show_sentence()

    @Slot()
    def _show_sentence(self) -> None:
        """Say what would happen, or what is in the way of it."""
        try:
            words, possible = self._outlook(), True
        except PlaygroundError as error:
            words, possible = str(error), False
        self.sentence.setText(words or "So far both would be the same: choose what differs.")
        set_look(self.sentence, "role", "muted" if possible else "error")
        self.compare_button.setEnabled(possible and bool(words))

    def _outlook(self) -> str:
        """What would happen; empty where both runs would be one. Raises PlaygroundError where nothing can."""
        values, seed = self.page.wanted
        run_b = run_b_experiment(self._experiment, values)
        other_seed = seed is not None and seed != self._seed
        if run_b == self._experiment and not other_seed:
            return ""
        if other_seed:
            return f"Both start again from step 0: A with seed {self._seed}, B with seed {seed}."
        if not may_go_on(self._experiment, run_b):
            return f"Both start again from step 0 with seed {self._seed}."
        return f"Both go on from step {self._step:,}."

    @Slot()
    def _on_compare(self) -> None:
        values, seed = self.page.wanted
        changes = changed_knobs(self._experiment, run_b_experiment(self._experiment, values))
        self.close_sheet()
        self.compare_wanted.emit(changes, seed)
