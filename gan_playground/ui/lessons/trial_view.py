"""How far the trial of a remedy is, and what came of it."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from gan_playground.ui.glossary.terms_label import TermsLabel
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.icons import pixmap
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.single_press import SinglePressButton

sign_px = 16


class TrialNews(Struct, frozen=True):
    """words: of the remedy. trouble: what it is to help against. made, steps: how far it is. sentence: what came of it,
    empty before that; helped: whether that is good news.
    """

    words: str
    trouble: str
    made: int
    steps: int
    sentence: str = ""
    helped: bool = False


class TrialView(QWidget):
    """back_button: end it, and be where the run was. keep_button: go on with the treated run."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._news = theme, TrialNews("", "", 0, 1)
        self._sign = QLabel(self)
        self._title, self._count = _wrapped("heading", self), _wrapped("caption", self)
        self._text = TermsLabel(theme, self, "muted")
        self._text.setProperty("role", "muted")
        self._title.setObjectName("trialTitle")
        self._text.setObjectName("trialText")
        self._bar = QProgressBar(self, textVisible=False)
        self.keep_button, self.back_button = SinglePressButton("Keep B", self), SinglePressButton(self)
        self.keep_button.setObjectName("keepTreated")
        self.back_button.setObjectName("endTrial")
        self.keep_button.setToolTip("Go on with B alone; A stays as a branch.")
        for button in (self.keep_button, self.back_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()

    def _lay_out(self) -> None:
        head, buttons = QHBoxLayout(spacing=8), QHBoxLayout(spacing=8)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self, spacing=6)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        for part in (self._text, self._bar, self._count):
            layout.addWidget(part)
        layout.addSpacing(2)
        layout.addLayout(buttons)

    def show_news(self, news: TrialNews) -> None:
        """How far it is now."""
        self._news = news
        is_over = bool(news.sentence)
        self._title.setText(news.words if is_over else f"Trying: {news.words}")
        plan = f"Against “{news.trouble}”: A as it was, B with this, both from before it began."
        self._text.show_text(news.sentence or plan)
        self._bar.setRange(0, news.steps)
        self._bar.setValue(news.made)
        self._count.setText(f"{news.made:,} of {news.steps:,} steps")
        for part in (self._bar, self._count):
            part.setVisible(not is_over)
        self.keep_button.setVisible(is_over)
        self.back_button.setText("Go back" if is_over else "Cancel")
        self.back_button.setToolTip(hint("escape", "Be where the run was; what both have done stays, as branches"))
        self._bar.setAccessibleName(f"Trying: {self._count.text()}")
        self.setAccessibleName(f"{self._title.text()}. {news.sentence or plan}")
        self._show_sign()

    @property
    def color(self) -> str:
        """The role of what it says."""
        if not self._news.sentence:
            return "muted"
        return "good" if self._news.helped else "warning"

    def _show_sign(self) -> None:
        signs = {"muted": "compare", "good": "check", "warning": "warning"}
        color = getattr(self._theme, self.color)
        self._sign.setPixmap(pixmap(signs[self.color], color, sign_px, self.devicePixelRatioF()))

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for part in (self.keep_button, self.back_button, self._title, self._text, self._count):
            set_look(part, "large", exhibit)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._text.set_theme(theme)
        self._show_sign()


def _wrapped(role: str, parent: QWidget) -> QLabel:
    label = QLabel(parent, wordWrap=True)
    label.setProperty("role", role)
    return label
