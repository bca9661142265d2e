"""One thing that the doctor says: a line with a sign, which opens to its evidence and the ways out."""

from __future__ import annotations

import enum
import re

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.ui.glossary.terms_label import TermsLabel
from gan_playground.ui.lessons.remedy_button import RemedyButton
from gan_playground.ui.lessons.said_findings import Said
from gan_playground.ui.theme.icons import pixmap
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.single_press import SinglePressButton

sign_px = 16
line_height_percent = 116  # closer than a page of a story: it shares its side with the knobs

sure, fairly_sure = 0.95, 0.75


class Fullness(enum.Enum):
    """How much of a finding is told, from all of it to what it takes to try a way out."""

    ALL = enum.auto()
    BRIEF = enum.auto()  # of the evidence the first part alone
    LEAST = enum.auto()  # without evidence


class StateLook(Struct, frozen=True):
    """How a state is seen and called. word: empty where the titles of its findings say it. color: a role of a theme."""

    icon: str
    color: str
    word: str


LOOKS = {
    State.TROUBLE: StateLook("warning", "warning", "Trouble"),
    State.SETTLED: StateLook("check", "good", ""),
    State.LEARNING: StateLook("learning", "muted", ""),
    State.UNKNOWN: StateLook("help", "muted", ""),
}


def since_words(said: Said) -> str:
    """Since when it is so, and how sure that is, or until when it was; empty where none says anything."""
    finding = said.finding
    if finding.state not in (State.TROUBLE, State.SETTLED):
        return ""
    if said.gone_at is not None:
        return f"{LOOKS[finding.state].word} from step {finding.since:,} to {said.gone_at:,}"
    since = f"{LOOKS[finding.state].word} since step {finding.since:,}".strip()
    return f"{since[0].upper()}{since[1:]}{_doubt(finding.confidence)}"


def brief_since(said: Said) -> str:
    """The same, where a sign has to do for the state."""
    words = since_words(said).removeprefix(LOOKS[said.finding.state].word).strip()
    return words[:1].upper() + words[1:]


def first_part(evidence: str) -> str:
    """The first thing that evidence says."""
    part = re.split(r"; |, and |\. ", evidence, maxsplit=1)[0]
    return f"{part.removesuffix('.')}." if part else ""


def _doubt(confidence: float) -> str:
    if confidence >= sure:
        return ""
    return " · fairly sure" if confidence >= fairly_sure else " · not sure yet"


class FindingView(QWidget):
    """Signals: opened(): its line was pressed. remedy_chosen(Finding, Remedy): its button was."""

    opened = Signal()
    remedy_chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._exhibit = theme, False
        self.finding: Finding | None = None
        self._said: Said | None = None
        self._at_once, self._words = 1, Fullness.ALL
        self.header = FindingHeader(self)
        self.header.clicked.connect(self.opened)
        self._since = _wrapped("caption", self)
        self._evidence = TermsLabel(theme, self, "muted", line_height_percent)
        self._evidence.setProperty("role", "muted")
        self._evidence.setObjectName("diagnosisText")
        self._evidence.setAlignment(Qt.AlignmentFlag.AlignTop)  # it may keep a line more than it needs
        self._body = QWidget(self)
        self._more = SinglePressButton(self, focusPolicy=Qt.FocusPolicy.TabFocus, checkable=True)
        self._more.setObjectName("moreRemedies")
        self._more.setProperty("variant", "more")
        self._more.toggled.connect(self._show_remedies)
        self.remedies: list[RemedyButton] = []
        self._lay_out()

    def _lay_out(self) -> None:
        self._ways = QVBoxLayout(spacing=6)
        inside = QVBoxLayout(self._body, spacing=4)
        inside.setContentsMargins(0, 0, 0, 0)
        for part in (self._since, self._evidence):
            inside.addWidget(part)
            inside.addSpacing(2)
        inside.addLayout(self._ways)
        inside.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self, spacing=4)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.header)
        layout.addWidget(self._body)

    def show_finding(
        self, said: Said, prefix: str, is_open: bool, is_alone: bool, at_once: int, words: Fullness = Fullness.ALL
    ) -> None:
        """prefix: of which run it is said. is_alone: there is nothing else to open. at_once: ways out that are seen
        without asking for more. words: how much of it is told.
        """
        finding, before = said.finding, self.finding
        if before is None or before.id != finding.id:
            self._more.setChecked(False)
            self.forget_lines()
        if words is not self._words:
            self.forget_lines()
        self._said, self.finding, self._at_once, self._words = said, finding, at_once, words
        since = since_words(said)
        self._since.setText(since if words is Fullness.ALL else brief_since(said))
        self._since.setVisible(bool(since))
        self._evidence.show_text(finding.evidence if words is Fullness.ALL else first_part(finding.evidence))
        self._evidence.setVisible(words is not Fullness.LEAST)
        self._keep_lines()
        self._body.setVisible(is_open)
        self._name_header(f"{prefix}{finding.title}", f"{since}. {finding.evidence}".removeprefix(". "))
        self.header.show_title(f"{prefix}{finding.title}", is_open, is_alone)
        if is_open and words is not Fullness.ALL:
            self.header.setToolTip(finding.evidence)
        self._show_sign()
        self._show_remedies()

    def _name_header(self, title: str, told: str) -> None:
        """For those who cannot see it."""
        state = LOOKS[self.finding.state].word if self.finding is not None else ""
        self.header.setAccessibleName(f"{state}: {title}" if state else title)
        self.header.setAccessibleDescription(told)

    def _keep_lines(self) -> None:
        """What stands below stays where it is when other numbers take a line less."""
        lines_px = self._evidence.heightForWidth(self._evidence.width())
        if self._evidence.isVisible() and lines_px > self._evidence.minimumHeight():
            self._evidence.setMinimumHeight(lines_px)

    @property
    def spare_px(self) -> int:
        """What is kept free below the evidence, for other numbers may take a line more."""
        if not self._evidence.isVisible():
            return 0
        return max(0, self._evidence.minimumHeight() - self._evidence.heightForWidth(self._evidence.width()))

    def settle(self) -> None:
        """Lay out what has changed now, from the inmost outwards: how high it is is known at once."""
        for part in (*self.remedies, self.header, self._body, self):
            part.layout().activate()

    def forget_lines(self) -> None:
        """Take no more room than the words of now."""
        self._evidence.setMinimumHeight(0)

    @Slot()
    def _show_remedies(self) -> None:
        finding = self.finding
        remedies = finding.remedies if finding is not None else ()
        while len(self.remedies) < len(remedies):
            self._add_button()
        count = len(remedies) if self._more.isChecked() else self._at_once
        for place, button in enumerate(self.remedies):
            if place < len(remedies):
                button.show_remedy(remedies[place])
            button.setVisible(place < min(count, len(remedies)))
        rest = len(remedies) - self._at_once
        self._more.setText("Fewer" if self._more.isChecked() else f"{rest} more to try")
        self._more.setAccessibleName("Fewer ways out" if self._more.isChecked() else f"{rest} more ways out")
        self._more.setVisible(rest > 0)

    def _add_button(self) -> None:
        button = RemedyButton(self._theme, self._body)
        button.setObjectName("tryRemedy")
        button.set_exhibit(self._exhibit)
        button.clicked.connect(self._on_chosen)
        self.remedies.append(button)
        self._ways.addWidget(button)

    @Slot()
    def _on_chosen(self) -> None:
        button = self.sender()
        if isinstance(button, RemedyButton) and self.finding is not None:
            self.remedy_chosen.emit(self.finding, button.remedy)

    def _show_sign(self) -> None:
        if self._said is not None:
            look = LOOKS[self._said.finding.state]
            color = getattr(self._theme, look.color if self._said.gone_at is None else "muted")
            self.header.sign.setPixmap(pixmap(look.icon, color, scaled(sign_px), self.devicePixelRatioF()))

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._exhibit = exhibit
        for part in (self.header, self._more, self._since, self._evidence):
            set_look(part, "large", exhibit)
        for button in self.remedies:
            button.set_exhibit(exhibit)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.forget_lines()
        for part in (self._evidence, *self.remedies):
            part.set_theme(theme)
        self._show_sign()


class FindingHeader(SinglePressButton):
    """A sign and a title that wraps; to be pressed where there is something to open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("finding")
        self.setToolTip("What the doctor finds.")
        self.setProperty("variant", "line")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # else its words would not wrap
        self.sign = QLabel(self)
        self.title = _wrapped("heading", self)
        self.title.setObjectName("diagnosisTitle")
        layout = QHBoxLayout(self, spacing=8)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.title, 1)
        for part in (self.sign, self.title):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_title(self, title: str, is_open: bool, is_alone: bool) -> None:
        self.title.setText(title)
        set_look(self.title, "role", "heading" if is_open else "muted")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, is_alone)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_alone else Qt.FocusPolicy.TabFocus)
        self.setToolTip("What the doctor finds." if is_open else "Show its evidence, and what may help.")

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()


def _wrapped(role: str, parent: QWidget) -> QLabel:
    label = QLabel(parent, wordWrap=True)
    label.setProperty("role", role)
    return label
