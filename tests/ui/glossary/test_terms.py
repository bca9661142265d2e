"""Words that say what they mean: in a text, on a card beside it, on a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.lessons.glossary import glossary
from gan_playground.ui.glossary.glossary_sheet import GlossarySheet, TermRow
from gan_playground.ui.glossary.term_card import TermCard
from gan_playground.ui.glossary.terms_label import TermsLabel
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK, LIGHT, load_fonts

TEXT = (
    "Every mode pulls at once; a mode is a place. Turn [R1](penalty.r1) up, or wait for **orange** standard deviations."
)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(stylesheet(DARK))
    window.setFont(load_fonts())
    window.resize(900, 600)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def label(window: QWidget) -> TermsLabel:
    label = TermsLabel(DARK, window)
    label.setGeometry(20, 20, 216, 200)
    label.show_text(TEXT)
    label.show()
    return label


@pytest.fixture
def card(window: QWidget) -> TermCard:
    return TermCard(window)


def middle_of(label: TermsLabel, address: str) -> QPoint:
    return next(link.place for link in label.links() if link.address == address).center().toPoint()


def words_of(card: TermCard) -> list[str]:
    return [part.text() for part in card.findChildren(QLabel) if not part.isHidden()]


def test_the_first_of_each_term_and_every_knob_is_a_link_in_the_colour_of_the_text(label: TermsLabel) -> None:
    addresses = re.findall(r'href="([^"]+)"', label.text())
    assert addresses == ["term:mode", "knob:penalty.r1", "term:standard deviation"]
    assert label.text().count(f"color: {DARK.text}") == 3
    label.set_theme(LIGHT)
    assert label.text().count(f"color: {LIGHT.text}") == 3


def test_links_are_where_their_words_are_painted(label: TermsLabel, qtbot: QtBot) -> None:
    """The label's own hit test opens what lies there; each line of a long link has a place of its own."""
    opened: list[str] = []
    label.linkActivated.connect(opened.append)
    for link in label.links():
        assert label.rect().contains(link.place.toAlignedRect())
        qtbot.mouseClick(label, Qt.MouseButton.LeftButton, pos=link.place.center().toPoint())
    assert opened == [link.address for link in label.links()]
    assert len(label.links()) >= 3


def test_a_hand_that_rests_on_a_word_sees_what_it_means(label: TermsLabel, card: TermCard, qtbot: QtBot) -> None:
    QTest.mouseMove(label, middle_of(label, "term:mode"))
    qtbot.waitUntil(card.isVisible)
    assert words_of(card)[:2] == ["Mode", glossary()["mode"].meaning]
    assert card.geometry().left() > label.geometry().right(), "the text can be read on"
    assert card.parentWidget().rect().contains(card.geometry())
    QTest.mouseMove(card.parentWidget(), QPoint(880, 580))
    qtbot.waitUntil(card.isHidden)


def test_from_the_card_one_comes_to_all_the_words(label: TermsLabel, card: TermCard, qtbot: QtBot) -> None:
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton, pos=middle_of(label, "term:mode"))
    assert card.isVisible()
    with qtbot.waitSignal(card.sheet_wanted) as asked:
        qtbot.mouseClick(card.findChild(QPushButton, "allTerms"), Qt.MouseButton.LeftButton)
    assert asked.args == ["mode"]
    assert card.isHidden()


def test_a_knob_that_is_named_says_what_it_is_and_leads_there(label: TermsLabel, card: TermCard, qtbot: QtBot) -> None:
    QTest.mouseMove(label, middle_of(label, "knob:penalty.r1"))
    qtbot.waitUntil(card.isVisible)
    assert words_of(card)[0] == "R1"
    with qtbot.waitSignal(card.knob_wanted) as asked:
        qtbot.mouseClick(label, Qt.MouseButton.LeftButton, pos=middle_of(label, "knob:penalty.r1"))
    assert asked.args == ["penalty.r1"]
    assert card.isHidden()


def test_with_the_keyboard_one_comes_to_each_link_and_escape_sends_the_card_away(
    label: TermsLabel, card: TermCard, qtbot: QtBot
) -> None:
    with qtbot.waitActive(label.window()):
        label.window().activateWindow()
    label.clearFocus()  # as the only one in this window it may have it already
    label.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(label, Qt.Key.Key_Return)
    assert words_of(card)[0] == "Mode"
    qtbot.keyClick(label, Qt.Key.Key_Escape)
    qtbot.waitUntil(card.isHidden)
    qtbot.keyClick(label, Qt.Key.Key_Tab)
    qtbot.waitUntil(card.isVisible)
    assert words_of(card)[0] == "R1"
    with qtbot.waitSignal(card.knob_wanted) as asked:
        qtbot.keyClick(label, Qt.Key.Key_Return)
    assert asked.args == ["penalty.r1"]


def test_a_button_below_a_link_is_not_pressed_with_it(window: QWidget, qtbot: QtBot) -> None:
    button, pressed = QPushButton(window), list[str]()
    button.clicked.connect(lambda: pressed.append("pressed"))
    button.setGeometry(10, 10, 300, 60)
    label = TermsLabel(DARK, button)
    QVBoxLayout(button).addWidget(label)
    label.show_text("Turns [R1](penalty.r1) up for all of it.")
    button.show()
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton, pos=middle_of(label, "knob:penalty.r1"))
    assert pressed == []
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton, pos=QPoint(label.width() - 4, 8))
    assert pressed == ["pressed"]


@pytest.fixture
def sheet(window: QWidget) -> GlossarySheet:
    return GlossarySheet(DARK, window)


def rows_of(sheet: GlossarySheet) -> list[TermRow]:
    return [row for row in sheet.findChildren(TermRow) if not row.isHidden()]


def test_the_sheet_opens_at_a_term_and_finds_words(sheet: GlossarySheet, qtbot: QtBot) -> None:
    sheet.show_term("recall")
    assert [row.term.name for row in rows_of(sheet)] == list(glossary())
    row = sheet.findChild(TermRow, "term.recall")
    qtbot.waitUntil(lambda: not row.visibleRegion().isEmpty())
    qtbot.keyClicks(sheet.field, "jensen")
    assert [row.term.name for row in rows_of(sheet)] == ["Jensen–Shannon divergence"]
    sheet.field.setText("xyzzy")
    assert rows_of(sheet) == []
    assert any(label.text() == "No such word here." and label.isVisible() for label in sheet.findChildren(QLabel))
    qtbot.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_no_word_of_the_sheet_is_cut(sheet: GlossarySheet, qtbot: QtBot) -> None:
    sheet.show_term()
    qtbot.wait(1)
    for label in sheet.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
