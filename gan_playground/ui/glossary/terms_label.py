"""A paragraph whose known words say what they mean, and whose knobs lead to where they are turned."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
    QTextDocument,
    QTextFragment,
)
from PySide6.QtWidgets import QLabel, QWidget

from gan_playground.lessons.markup import plain
from gan_playground.ui.glossary.marked import knob_scheme, line_height_percent, rich
from gan_playground.ui.glossary.term_card import TermCard
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.focus_line import ways_of_tab
from gan_playground.ui.widgets.scrolling import bring_into_sight

dots = [1.0, 3.0]  # of the line below a link, in its own widths


class TermLink(Struct, frozen=True):
    """One line of a link. address: what it leads to; place: in the label; start: of the link, among the signs."""

    address: str
    place: QRectF
    start: int


class TermsLabel(QLabel):
    """Links are underlined in dots, and a knob's with a line; what is under the mouse, or pressed, has a card.

    role: the colour of the words, "text" or "muted". The card is the window's own: without one there is none.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        role: str = "text",
        line_height_percent: int = line_height_percent,
    ) -> None:
        super().__init__(parent, wordWrap=True, mouseTracking=True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._theme, self._role, self._line_height_percent = theme, role, line_height_percent
        self._said = ""
        self._under_mouse = ""
        self._links: list[TermLink] = []
        self._links_are_of: tuple[str, str, int] | None = None
        self.linkActivated.connect(self._on_press)

    def show_text(self, text: str) -> None:
        """text: as a page of a lesson is written, with its marks."""
        self._said = text
        words = rich(text, getattr(self._theme, self._role), self._line_height_percent)
        if words == self.text():
            return
        self._leave()
        self.setText(words)
        self.setAccessibleName(plain(text))
        flags = Qt.TextInteractionFlag
        has_links = "<a " in words
        self.setTextInteractionFlags(
            flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard if has_links else flags.NoTextInteraction
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if has_links else Qt.FocusPolicy.NoFocus)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.show_text(self._said)

    def set_line_height(self, percent: int) -> None:
        """How far lines are apart, in parts of what Qt would have."""
        self._line_height_percent = percent
        self.show_text(self._said)

    def links(self) -> list[TermLink]:
        """Where the links are, each line of each of them."""
        now = self.text(), self.font().toString(), self.contentsRect().width()
        if now != self._links_are_of:
            self._links_are_of = now
            self._links = self._found_links()
        return self._links

    def _found_links(self) -> list[TermLink]:
        """The label keeps its document to itself; this one is laid out alike."""
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        document.setHtml(self.text())
        document.setTextWidth(self.contentsRect().width())
        block, found = document.begin(), []
        for fragment in fragments_of(block):
            if address := fragment.charFormat().anchorHref():
                corner = document.documentLayout().blockBoundingRect(block).topLeft() + self.contentsRect().topLeft()
                places = [rect.translated(corner) for rect in rects_of(fragment, block)]
                found += [TermLink(address, place, fragment.position()) for place in places]
        return found

    # What is under the mouse.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self._link_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        event.setAccepted(bool(self._link_at(event.position())))  # else a button below would be pressed, too

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.setAccepted(bool(self._link_at(event.position())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._leave()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in ways_of_tab and not self.hasSelectedText():
            self.focusNextPrevChild(event.reason() is Qt.FocusReason.TabFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From link to link, and then away."""
        moved = super().focusNextPrevChild(forward)
        link = next((link for link in self.links() if self._has_keyboard(link)), None)
        if link is not None:
            bring_into_sight(self, link.place.toAlignedRect())
        self._point_at("" if link is None else link.address)
        return moved

    def _has_keyboard(self, link: TermLink) -> bool:
        return self.hasFocus() and self.hasSelectedText() and self.selectionStart() == link.start

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave()

    def event(self, event: QEvent) -> bool:
        """Escape sends the card away, before it does so with anything else."""
        if event.type() is QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape and self._under_mouse:
            self._leave()
            event.accept()
            return True
        return super().event(event)

    def _link_at(self, place: QPointF) -> str:
        return next((link.address for link in self.links() if link.place.contains(place)), "")

    def _point_at(self, address: str) -> None:
        if address == self._under_mouse:
            return
        self._under_mouse = address
        card = TermCard.of(self)
        if card is not None and address:
            card.offer(address, *self._places_of(address))
        elif card is not None:
            card.let_go()

    def _leave(self) -> None:
        self._point_at("")

    def _places_of(self, address: str) -> tuple[QRect, QRect]:
        """The first line of a link, and all that is seen of the text, in the window's own places."""
        corner = self.mapTo(self.window(), self.rect().topLeft())
        line = next(link.place for link in self.links() if link.address == address).toAlignedRect()
        return line.translated(corner), self.rect().translated(corner)

    def _on_press(self, address: str) -> None:
        card = TermCard.of(self)
        if card is None:
            return
        self._under_mouse = address  # it goes once the mouse, the keyboard or the text does
        if address.startswith(knob_scheme):
            card.lead_to(address.removeprefix(knob_scheme))
        else:
            card.show_at(address, *self._places_of(address))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            for link in self.links():
                self._underline(painter, link)
                if self._has_keyboard(link):
                    painter.setPen(QPen(self._theme.color("text"), 2))
                    painter.drawRoundedRect(link.place.adjusted(-2, 0, 2, 2), 4, 4)

    def _underline(self, painter: QPainter, link: TermLink) -> None:
        pen = QPen(self._theme.color("muted"), text_scale.factor)
        if not link.address.startswith(knob_scheme):
            pen.setDashPattern(dots)
        painter.setPen(pen)
        y = int(link.place.bottom()) + 0.5
        painter.drawLine(QPointF(link.place.left(), y), QPointF(link.place.right(), y))


def fragments_of(block: QTextBlock) -> list[QTextFragment]:
    """The runs of one format in a block."""
    found, each = [], block.begin()
    while not each.atEnd():
        found.append(each.fragment())
        each += 1
    return found


def rects_of(fragment: QTextFragment, block: QTextBlock) -> list[QRectF]:
    """Of each line of the fragment: from its left to its right, and from its ascent to just below its base line."""
    first, end = fragment.position() - block.position(), fragment.position() - block.position() + fragment.length()
    found, layout = [], block.layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        from_, to = max(first, line.textStart()), min(end, line.textStart() + line.textLength())
        if from_ < to:
            left, right = line.cursorToX(from_)[0], line.cursorToX(to)[0]
            base = line.y() + line.ascent()
            found.append(QRectF(left, base - line.ascent(), right - left, line.ascent() + 3))
    return found
