"""Words go where there is no room for them, in their order, and come back with it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.ui.widgets.word_folds import WordFolds
from gan_playground.ui.widgets.wrapped_text import wrapped


class Row(QWidget):
    """Three buttons, with as many words as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons = one, two, three = QPushButton("Look ahead"), QPushButton("New seed"), QPushButton("Restart")
        row = QHBoxLayout(self)
        for button in self.buttons:
            row.addWidget(button)
        self.folds = WordFolds(
            row,
            {button: button.text() for button in self.buttons},
            self.show_words,
            [{one: "Ahead"}, {two: "", three: ""}, {one: ""}],
        )

    def show_words(self, button: QWidget, words: str) -> None:
        assert isinstance(button, QPushButton)
        button.setText(words)

    def words_at(self, room_px: int) -> list[str]:
        self.folds.fit(room_px)
        assert self.layout().minimumSize().width() <= room_px
        return [button.text() for button in self.buttons]


@pytest.fixture
def row(qtbot: QtBot) -> Row:
    row = Row()
    qtbot.addWidget(row)
    return row


def test_they_go_one_after_the_other_and_come_back(row: Row) -> None:
    full_px = row.layout().minimumSize().width()
    stages = [row.words_at(full_px), row.words_at(full_px - 1)]
    stages.extend(row.words_at(row.layout().minimumSize().width() - 1) for _ in range(2))
    assert stages == [
        ["Look ahead", "New seed", "Restart"],
        ["Ahead", "New seed", "Restart"],
        ["Ahead", "", ""],
        ["", "", ""],
    ]
    assert row.words_at(full_px - 1) == stages[1]
    assert row.words_at(full_px) == stages[0]


def test_what_is_larger_now_is_measured_anew(row: Row) -> None:
    full_px = row.layout().minimumSize().width()
    row.words_at(full_px - 1)
    row.buttons[2].setStyleSheet("padding: 0 40px")
    row.folds.forget()
    assert row.words_at(full_px) != ["Look ahead", "New seed", "Restart"]


def test_a_button_s_words_stand_in_lines_that_fit_and_none_is_lost(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    text = "Begin with a good forger who has trained"
    lines = wrapped(text, button.fontMetrics(), 120)
    assert " ".join(lines) == text
    assert len(lines) > 1
    assert all(button.fontMetrics().horizontalAdvance(line) <= 120 for line in lines)
    assert wrapped(text, button.fontMetrics(), 2000) == [text]
