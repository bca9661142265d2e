"""The card beside a word: what it means, or which knob it names and where that is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.lessons.glossary import glossary
from gan_playground.ui.glossary.marked import knob_scheme, term_scheme
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.unbroken import unbroken
from gan_playground.ui.theme.wording import knob_name

width_px = 280
gap_px = 30  # past the edge of the card that the text is on
edge_px = 8
before_ms, after_ms = 250, 350  # until a hand that rests on a word sees it, and may move over to it


class TermCard(QFrame):
    """One for the whole window.

    Signals: sheet_wanted(str): all the terms, at this one. knob_wanted(str): the knob with this path.
    """

    sheet_wanted = Signal(str)
    knob_wanted = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("termCard")
        self.setProperty("popup", True)
        self._address = ""
        self._next = "", QRect(), QRect()
        self._title, self._meaning = _line("value", self), _line("label", self)
        self._seen, self._source = _line("muted", self), _line("caption", self)
        self._all = QPushButton("All the words", self, focusPolicy=Qt.FocusPolicy.NoFocus)
        self._all.setObjectName("allTerms")
        self._all.setProperty("variant", "more")
        self._all.setToolTip(hint("glossary"))
        self._all.clicked.connect(self._on_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(5)
        for part in (self._title, self._meaning, self._seen, self._source):
            column.addWidget(part)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignRight)
        self._soon = QTimer(self, singleShot=True, interval=before_ms)
        self._soon.timeout.connect(self._appear)
        self._gone = QTimer(self, singleShot=True, interval=after_ms)
        self._gone.timeout.connect(self.hide)
        self.hide()

    @staticmethod
    def of(widget: QWidget) -> TermCard | None:
        """The card of the window that a widget is in, where it has one."""
        return widget.window().findChild(TermCard)

    def offer(self, address: str, line: QRect, text: QRect) -> None:
        """A hand is over a link, and may rest there. line, text: the link's, and all of the text's place in the window.

        On its way to the card it passes over other links.
        """
        self._gone.stop()
        self._next = address, line, text
        self._soon.start()

    def show_at(self, address: str, line: QRect, text: QRect) -> None:
        """A link was pressed."""
        self._gone.stop()
        self._next = address, line, text
        self._appear()

    def let_go(self) -> None:
        """The hand has left the link; it may be on its way to the card."""
        self._soon.stop()
        self._gone.start()

    def lead_to(self, path: str) -> None:
        """Show where a knob is turned."""
        self._soon.stop()
        self.hide()
        self.knob_wanted.emit(path)

    @Slot()
    def _appear(self) -> None:
        self._soon.stop()
        self._address, line, text = self._next
        if self._address.startswith(term_scheme):
            self._show_term(self._address.removeprefix(term_scheme))
        else:
            self._show_knob(self._address.removeprefix(knob_scheme))
        self._move_beside(line, text)
        self.show()
        self.raise_()

    def _show_term(self, name: str) -> None:
        term = glossary()[name]
        source = f"From: {term.source}" if term.source else ""
        self._show(name[0].upper() + name[1:], term.meaning, term.seen, source)
        self._all.show()

    def _show_knob(self, path: str) -> None:
        knob = KNOBS[path]
        source = f"From: {knob.source}" if knob.source else ""
        self._show(knob_name(path), knob.explanation, "A knob. Press its name, and it is shown at the right.", source)
        self._all.hide()

    def _show(self, *texts: str) -> None:
        for part, text in zip((self._title, self._meaning, self._seen, self._source), texts, strict=True):
            part.setText(unbroken(text))
            part.setVisible(bool(text))
        self.setAccessibleName(texts[0])
        self.setAccessibleDescription(texts[1])

    def _move_beside(self, line: QRect, text: QRect) -> None:
        """At one side of the text, which is read on; never out of the window."""
        room = self.parentWidget().rect().adjusted(edge_px, edge_px, -edge_px, -edge_px)
        width = min(scaled(width_px), room.width())
        height = self.layout().totalHeightForWidth(width)
        left = text.right() + gap_px if text.right() + gap_px + width <= room.right() else text.left() - gap_px - width
        top = max(room.top(), min(line.top() - gap_px, room.bottom() - height))
        self.setGeometry(QRect(max(left, room.left()), top, width, height))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._gone.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._gone.start()

    @Slot()
    def _on_all(self) -> None:
        self.hide()
        self.sheet_wanted.emit(self._address.removeprefix(term_scheme))


def _line(role: str, parent: QWidget) -> QLabel:
    label = QLabel(parent, wordWrap=True)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
