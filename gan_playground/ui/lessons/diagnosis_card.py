"""What the doctor says of the run just now: how it stands, what is wrong, and what may be tried against it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.ui.lessons.story_page import rich
from gan_playground.ui.theme.icons import pixmap
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.edge_panel import paint_edge_panel

icon_size_px = 16
most_choices = 2
sure = 0.75  # a finding of less is said with care

SIGNS = {
    State.LEARNING: ("info", "muted"),
    State.SETTLED: ("check", "good"),
    State.TROUBLE: ("warning", "warning"),
    State.UNKNOWN: ("help", "muted"),
}
"""The sign of each state, and its colour."""


class CardChoice(Struct, frozen=True):
    """A button of the card: what it says, what is known of it, and whether it can be pressed."""

    words: str
    note: str = ""


class CardContent(Struct, frozen=True):
    """All that a card shows. also: further findings, each with its evidence. choices: buttons, the first ones first."""

    state: State
    title: str
    text: str
    also: tuple[tuple[str, str], ...] = ()
    choices: tuple[CardChoice, ...] = ()


def content_of(findings: Sequence[Finding], lead: str = "") -> CardContent:
    """What a card says of these findings, the most urgent first; lead: of which run."""
    first, *rest = findings
    text = f"{first.evidence} Since step {first.since:,}." if first.state is State.TROUBLE else first.evidence
    if first.state is State.TROUBLE and first.confidence < sure:
        text = f"{text} Not sure yet."
    choices = [CardChoice(f"Try: {remedy.words}", _known(remedy.helped, remedy.tried)) for remedy in first.remedies]
    also = tuple((other.title, f"{other.evidence} Since step {other.since:,}.") for other in rest)
    return CardContent(first.state, f"{lead}{first.title}", text, also, tuple(choices[:most_choices]))


def _known(helped: int, tried: int) -> str:
    return f"helped in {helped} of {tried} measured runs" if tried else "not measured"


class DiagnosisCard(QFrame):
    """A card with an edge in the colour of its news, and a sign that says it without colour.

    Signals: chosen(int): the button with this number was pressed.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("diagnosisCard")
        self._theme = theme
        self._shown: CardContent | None = None
        self._sign = QLabel(self)
        self._title = _wrapped("heading", "diagnosisTitle", self)
        self._text = _wrapped("muted", "diagnosisText", self)
        self._also = _wrapped("muted", "diagnosisAlso", self)
        self._buttons = [QPushButton(self) for _ in range(most_choices)]
        self._notes = [_wrapped("muted", f"remedyNote{number + 1}", self) for number in range(most_choices)]
        for number, button in enumerate(self._buttons):
            button.setObjectName(f"remedy{number + 1}")
            button.clicked.connect(partial(self._choose, number))
        self._lay_out()
        self.clear()

    def show_content(self, content: CardContent) -> None:
        """Say what goes on."""
        if content == self._shown and not self.isHidden():
            return
        self._shown = content
        self._title.setText(content.title)
        self._text.setText(rich(content.text))
        self._also.setText(f"Also: {', '.join(title for title, _ in content.also)}.")
        self._also.setToolTip("\n\n".join(f"{title}: {evidence}" for title, evidence in content.also))
        self._also.setVisible(bool(content.also))
        self._show_choices(content.choices)
        self.setAccessibleName(f"{content.title}. {content.text}")
        self._show_sign()
        self.show()

    def _show_choices(self, choices: Sequence[CardChoice]) -> None:
        for number, (button, note) in enumerate(zip(self._buttons, self._notes, strict=True)):
            choice = choices[number] if number < len(choices) else CardChoice("")
            button.setText(choice.words)
            button.setToolTip(choice.note)
            note.setText(choice.note)
            button.setVisible(bool(choice.words))
            note.setVisible(bool(choice.note))

    def clear(self) -> None:
        """Have nothing to say, and take no room for it."""
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show_sign()

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in self._buttons:
            set_look(button, "large", exhibit)

    @Slot(int)
    def _choose(self, number: int) -> None:
        self.chosen.emit(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        line = theme.color("surface" if theme.name == "dark" else "outline")
        paint_edge_panel(self, theme.color("surface"), line, theme.color(self._look[1]))

    @property
    def _look(self) -> tuple[str, str]:
        return SIGNS[self._shown.state if self._shown is not None else State.UNKNOWN]

    def _show_sign(self) -> None:
        name, role = self._look
        self.update()
        self._sign.setPixmap(pixmap(name, getattr(self._theme, role), icon_size_px, self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 14, 14)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._text)
        layout.addWidget(self._also)
        for button, note in zip(self._buttons, self._notes, strict=True):
            layout.addWidget(button)
            layout.addWidget(note)


def _wrapped(role: str, name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("role", role)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
