from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.ui.plot.examples.show import view_of
from gan_playground.ui.plot.items.words_item import Words, WordsItem
from gan_playground.ui.widgets.switch import TwoWaySwitch
from ui.drawn import cut, faults, overlapping, texts_in


def label(text: str, parent: QWidget, x: int, y: int, width: int) -> QLabel:
    made = QLabel(text, parent)
    made.setGeometry(x, y, width, 20)
    return made


@pytest.fixture
def panel(qtbot: QtBot) -> QWidget:
    panel = QWidget()
    panel.resize(300, 200)
    qtbot.addWidget(panel)
    return panel


def test_words_of_labels_and_switches_are_found_where_they_are(panel: QWidget) -> None:
    label("Real", panel, 40, 30, 100)
    switch = TwoWaySwitch("all", "recent", "", panel)  # which paints a copy of a picture
    switch.move(40, 100)
    panel.show()
    real, *words = texts_in(panel)
    assert [text.text for text in (real, *words)] == ["Real", "all", "recent"]
    assert 40 <= real.ink.left() < 44
    assert 30 < real.ink.top() < real.ink.bottom() < 50
    assert all(text.ink.top() > 100 and text.ink.bottom() < 100 + switch.height() for text in words)


def test_words_and_numbers_of_a_plot_are_found_though_qt_keeps_their_pictures(qtbot: QtBot) -> None:
    view, plot = view_of()
    qtbot.addWidget(view)
    words = WordsItem()
    words.keep_painted()
    plot.add(words)
    words.set_data([Words("real data", 5, 0.5)])
    view.show()
    view.grab()
    texts = texts_in(view)
    assert [text.text for text in texts] == ["real data", *("0", "0.5", "1"), *("0", "2", "4", "6", "8", "10")]
    middle = texts[0].ink.center()
    assert abs(middle.x() - view.plots[0].box.mapRectToScene(plot.box.rect()).center().x()) < 2
    assert not cut(texts)
    assert not overlapping(texts)


def test_what_reaches_out_of_its_widget_or_of_a_parent_or_of_a_clip_is_cut(panel: QWidget, qtbot: QtBot) -> None:
    label("Too long a word", panel, 0, 0, 30)
    label("beyond", panel, 280, 50, 100)
    panel.show()
    assert [text.text for text in cut(texts_in(panel))] == ["Too long a word", "beyond"]
    view, plot = view_of()
    qtbot.addWidget(view)
    words = WordsItem()
    plot.add(words)
    words.set_data([Words("behind the edge", 0, 0.5)])
    view.show()
    assert [text.text for text in cut(texts_in(view))] == ["behind the edge"]


def test_what_does_not_fit_is_cut_and_not_what_ends_in_three_dots_by_itself(panel: QWidget) -> None:
    label("Open…", panel, 0, 50, 100)
    names = QListWidget(panel)
    names.setGeometry(0, 80, 60, 60)
    names.addItem("The textbook curve, whole")
    panel.show()
    (text,) = cut(texts_in(panel))
    assert text.text.startswith("The")


def test_what_is_scrolled_half_away_is_not_cut_and_is_not_on_what_is_below(panel: QWidget) -> None:
    names = QListWidget(panel)
    names.setGeometry(0, 0, 200, 50)
    names.addItems(["One", "Five", "Twenty", "Hundred"])
    label("below the list", panel, 5, 52, 100)
    panel.show()
    assert faults(panel) == []


def test_letters_on_letters_are_found_and_rows_that_are_close_are_not(panel: QWidget) -> None:
    for text, x, y in (("one", 10, 10), ("two", 18, 13), ("three", 10, 40), ("four", 10, 53)):
        label(text, panel, x, y, 100).setFont(QFont("Inter", 9))
    panel.show()
    assert [(a.text, b.text) for a, b in overlapping(texts_in(panel))] == [("one", "two")]


def test_what_is_hidden_or_has_no_room_is_no_text(panel: QWidget) -> None:
    label("hidden", panel, 0, 0, 50).hide()
    label("elsewhere", panel, 400, 0, 50)
    panel.show()
    assert texts_in(panel) == []
