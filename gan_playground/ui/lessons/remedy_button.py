"""A way out of a trouble, as a button: what it does, and how often it was seen to help."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.gan.doctor.finding import Remedy
from gan_playground.ui.glossary.terms_label import TermsLabel
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import brief_knob_name, setting_words
from gan_playground.ui.widgets.single_press import SinglePressButton


class RemedyButton(SinglePressButton):
    """Its words wrap, as those of a button of Qt's do not."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remedy: Remedy | None = None
        self.setProperty("variant", "remedy")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # else its words would not wrap
        self._words, self._record = _line("label", self), TermsLabel(theme, self, "muted")
        self._record.setProperty("role", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 7, 12, 7)
        layout.setSpacing(1)
        layout.addWidget(self._words)
        layout.addWidget(self._record)

    def show_remedy(self, remedy: Remedy) -> None:
        """What is tried when it is pressed."""
        if remedy == self.remedy:
            return
        self.remedy = remedy
        words, record = f"Try it: {remedy.words}", record_words(remedy)
        self._words.setText(words)
        self._record.show_text(f"{record} · {knob_links(remedy)}")
        self.setAccessibleName(f"{words}, {record}")
        settings = ", ".join(setting_words(path, value) for path, value in remedy.knobs.items())
        self.setToolTip(f"{settings}: from before the trouble began, beside the run as it was.")

    def set_theme(self, theme: Theme) -> None:
        self._record.set_theme(theme)

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for part in (self, self._words, self._record):
            set_look(part, "large", exhibit)


def record_words(remedy: Remedy) -> str:
    """How often it helped where that was measured."""
    if not remedy.tried:
        return "not measured"
    return f"helped in {remedy.helped} of {remedy.tried} runs"


def knob_links(remedy: Remedy) -> str:
    """Which knobs it turns, each as what leads to it."""
    return ", ".join(f"[{brief_knob_name(path)}]({path})" for path in remedy.knobs)


def _line(role: str, parent: QWidget) -> QLabel:
    label = QLabel(parent, wordWrap=True)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
