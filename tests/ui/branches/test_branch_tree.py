"""The card of branches and bookmarks: what it says of a run's past, and what a hand asks for in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.ui.branches.branch_tree import BranchTree
from gan_playground.ui.branches.entries import bookmark_entry, branch_entry, lanes
from gan_playground.ui.branches.memory_bar import memory_words
from gan_playground.ui.branches.row import PastRow
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK
from ui.pasts import Past, branched, straight


class Wishes:
    """Remembers what was wished of a past."""

    def __init__(self) -> None:
        self.heard: list[tuple[object, ...]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *values: self.heard.append((name, *values))


Open = Callable[[TimelineSummary], BranchTree]


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[Open]:
    """Opens the card over a button at the bottom of a window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(stylesheet(DARK))
    window.resize(1280, 720)
    button = QPushButton("3")
    layout = QVBoxLayout(window)
    layout.addStretch(1)
    layout.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
    window.show()
    tree = BranchTree(DARK, Wishes(), window)

    def show(summary: TimelineSummary) -> BranchTree:
        tree.show_summary(summary)
        tree.open_above(button)
        return tree

    yield show
    tree.close()


def heard(tree: BranchTree) -> list[tuple[object, ...]]:
    return tree._wishes.heard


def click(row: PastRow) -> None:
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 2, 5))


def hint(tree: BranchTree) -> QLabel:
    return tree.findChild(QLabel, "branchHint")


def many(count: int) -> Past:
    past = straight()
    for i in range(count - 1):
        past.timeline.switch(past.trainer, 0)
        past.go_to(10 * (i % 19) + 5).turn("generator.learning_rate", 0.001 + i / 10_000).train(10)
    return past


def test_each_branch_says_where_it_left_what_was_changed_and_how_far_it_came(card: Open) -> None:
    first, slower, last = card(branched().summary).branch_rows
    assert first.entry.name == "first"
    assert first.entry.captions == (
        "steps 0 – 200 · G learning rate → 0.02, D learning rate → 3.0e-3",
        "steps 0 – 200 · G learning rate → 0.02, 1 more",
        "steps 0 – 200 · 2 changes",
    )
    assert (slower.entry.name, slower.entry.captions[0]) == (
        "a slower G",
        "steps 80 – 300 · G learning rate → 5.0e-4",
    )
    assert last.entry.captions == ("steps 200 – 240 · batch size → 64", "steps 200 – 240 · 1 change")
    assert [row.entry.is_here for row in (first, slower, last)] == [False, False, True]
    assert last.accessibleName().endswith(", here")


def test_more_changes_than_fit_are_counted_and_all_told_by_the_tooltip(card: Open) -> None:
    past = straight().go_to(100)
    for knob, value in (("batch_size", 16), ("generator.learning_rate", 0.5), ("generator.beta1", 0.0)):
        past.turn(knob, value)
    entry = branch_entry(past.train(10).summary.present, past.summary)
    assert entry.captions[0].endswith("batch size → 16, G learning rate → 0.5, 1 more")
    assert len(entry.lines) == 4
    assert entry.lines[2] == "Generator learning rate → 0.5"


def test_a_long_name_is_cut_and_a_long_caption_says_less(card: Open) -> None:
    past = straight().go_to(100)
    for knob, value in (("batch_size", 16), ("objective", "least-squares"), ("generator.learning_rate", 0.5)):
        past.turn(knob, value)
    past.train(10).timeline.rename(1, "W" * 60)
    tree = card(past.summary)
    QTest.qWait(0)  # until all is laid out
    row, view = tree.branch_rows[1], tree.findChild(QScrollArea)
    assert row.name_label.text().endswith("…")
    assert row.width() == view.viewport().width(), "nothing is pushed aside"
    assert row.caption.text() in row.entry.captions, "a change is told whole, or counted"


def test_a_bookmark_that_has_no_name_of_its_own_says_its_step_once() -> None:
    summary = straight().go_to(100).bookmark().summary
    entry = bookmark_entry(next(mark for mark in summary.bookmarks if mark.step == 100), summary)
    assert (entry.name, entry.captions) == ("step 100", ("on “first”",))


def test_a_branch_without_a_change_says_so() -> None:
    past = straight().go_to(100).train(10)
    assert branch_entry(past.summary.present, past.summary).captions[0] == "steps 100 – 110 · nothing changed"


def test_the_first_branch_begins_where_the_run_does() -> None:
    """Not at 0 where its players were trained before."""
    past = straight()
    trained_before = structs.replace(past.summary, first_step=3000)
    assert branch_entry(past.summary.present, trained_before).captions[0].startswith("steps 3,000 – ")


def test_a_branch_stands_below_the_one_it_left_the_latest_first() -> None:
    past = branched().go_to(90).train(10)  # from a slower G, before the one that left at 200
    placed = lanes(past.summary)
    assert [(lane.branch.number, lane.parent) for lane in placed] == [(0, None), (1, 0), (2, 1), (3, 1)]


def test_a_click_goes_to_a_branch_and_the_card_stays(card: Open) -> None:
    tree = card(branched().summary)
    asked = heard(tree)
    click(tree.branch_rows[1])
    assert asked == [("switch", 1)]
    assert tree.isVisible()


def test_a_double_click_renames_in_place(card: Open) -> None:
    tree = card(branched().summary)
    asked = heard(tree)
    row = tree.branch_rows[1]
    QTest.mouseDClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 2, 5))
    assert row.name_field.isVisible()
    assert row.name_field.selectedText() == "a slower G"
    QTest.keyClicks(row.name_field, "mine")
    QTest.keyClick(row.name_field, Qt.Key.Key_Return)
    assert ("rename", 1, "mine") in asked
    assert not row.name_field.isVisible()
    assert row.hasFocus()
    assert tree.isVisible()


def test_esc_keeps_the_name_and_the_card_and_once_more_closes_it(card: Open) -> None:
    tree = card(branched().summary)
    asked = heard(tree)
    row = tree.branch_rows[2]
    QTest.keyClick(row, Qt.Key.Key_F2)
    QTest.keyClicks(row.name_field, "never mind")
    QTest.keyClick(row.name_field, Qt.Key.Key_Escape)
    assert asked == []
    assert tree.isVisible()
    assert row.name_label.isVisible()
    QTest.keyClick(row, Qt.Key.Key_Escape)
    assert not tree.isVisible()


def test_a_name_is_not_given_to_the_branch_that_came_into_its_place(card: Open) -> None:
    past = branched()
    past.timeline.switch(past.trainer, 0)
    past.go_to(30).train(10)
    tree = card(past.summary)
    asked = heard(tree)
    tree.branch_rows[1].rename_button.click()
    past.timeline.remove(past.trainer, 1)
    tree.show_summary(past.summary)
    assert tree.branch_rows[1].entry.name == "branch 3"
    assert not tree.branch_rows[1].name_field.isVisible()
    assert asked == []


def test_all_but_the_first_can_be_deleted_and_all_but_the_present_compared(card: Open) -> None:
    tree = card(branched().summary)
    asked = heard(tree)
    assert [row.remove_button.isVisible() for row in tree.branch_rows] == [False, True, True]
    assert [row.compare_button.isVisible() for row in tree.branch_rows] == [True, True, False]
    tree.branch_rows[1].remove_button.click()
    for row in tree.branch_rows:
        QTest.keyClick(row, Qt.Key.Key_Delete)
    assert asked == [("remove", 1), ("remove", 1), ("remove", 2)]


def test_comparing_closes_the_card(card: Open) -> None:
    tree = card(branched().summary)
    asked = heard(tree)
    QTest.keyClick(tree.branch_rows[2], Qt.Key.Key_C)
    assert asked == []
    tree.branch_rows[0].compare_button.click()
    assert asked == [("compare", 0)]
    assert not tree.isVisible()


def test_bookmarks_are_gone_to_renamed_and_deleted(card: Open) -> None:
    tree = card(branched().summary)
    asked = heard(tree)
    row, _ = tree.bookmark_rows
    assert (row.entry.name, *row.entry.captions) == ("before it broke", "step 80 on “first”")
    click(row)
    QTest.keyClick(row, Qt.Key.Key_F2)
    QTest.keyClicks(row.name_field, "here it was good")
    QTest.keyClick(row.name_field, Qt.Key.Key_Return)
    QTest.keyClick(row, Qt.Key.Key_Delete)
    assert asked == [
        ("go_to_bookmark", (0, 80)),
        ("rename_bookmark", (0, 80), "here it was good"),
        ("remove_bookmark", (0, 80)),
    ]


def test_the_arrow_keys_go_through_branches_and_bookmarks(card: Open) -> None:
    tree = card(branched().summary)
    asked = heard(tree)
    assert QApplication.focusWidget() is tree.branch_rows[2], "where the run is"
    for _ in range(9):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is tree.bookmark_rows[-1]
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked == [("switch", 0)]


def test_a_single_branch_is_told_how_to_get_another(card: Open) -> None:
    tree = card(Past().train(10).summary)
    assert hint(tree).isVisible()
    assert "press play" in hint(tree).text()
    assert tree.bookmark_rows == []
    tree.show_summary(branched().summary)
    assert not hint(tree).isVisible()
    assert len(tree.branch_rows) == 3


def test_what_the_past_takes_is_told(card: Open) -> None:
    summary = branched().summary
    assert card(summary).findChild(QLabel, "memoryLabel").text() == memory_words(summary)
    assert memory_words(summary) == "The past takes 1 MB of at most"


def test_how_much_it_may_take_is_chosen_by_click_arrow_or_key(card: Open) -> None:
    tree = card(branched().summary)
    wanted: list[int] = []
    tree.memory.budget_wanted.connect(wanted.append)
    tree.memory.show_budget(256_000_000)
    small, usual, large = tree.memory.segments
    assert [segment.text() for segment in (small, usual, large)] == ["64 MB", "256 MB", "1 GB"]
    assert (usual.isChecked(), wanted) == (True, [])
    small.click()
    small.setFocus()
    QTest.keyClick(small, Qt.Key.Key_Right)
    QTest.keyClick(tree.branch_rows[0], Qt.Key.Key_M)
    assert large.isChecked()
    QTest.keyClick(tree.branch_rows[0], Qt.Key.Key_M)
    assert wanted == [64_000_000, 256_000_000, 1_000_000_000, 64_000_000]


def test_thirty_branches_scroll_and_all_can_be_reached(card: Open) -> None:
    tree = card(many(30).summary)
    assert len(tree.branch_rows) == 30
    assert tree.parentWidget().geometry().contains(tree.geometry())
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    bottom = tree.bookmark_rows[-1]
    view = tree.findChild(QScrollArea).viewport()
    assert QApplication.focusWidget() is bottom
    assert view.rect().contains(bottom.mapTo(view, QPoint(10, bottom.height() - 1)))


def test_the_line_of_the_present_branch_leads_through_those_it_grew_from(card: Open) -> None:
    graph = card(branched().summary).graph
    assert graph.lived() == [(2, 240), (1, 200), (0, 80)]
    assert graph.place_of(0, 300).x() > graph.place_of(0, 80).x()


def test_fingers_get_large_targets(card: Open) -> None:
    tree = card(branched().summary)
    tree.set_exhibit(True)
    tree.layout().activate()
    for row in (*tree.branch_rows, *tree.bookmark_rows):
        row.layout().activate()
        assert row.height() >= 44
        for button in row.findChildren(QPushButton):
            assert not button.isVisible() or min(button.width(), button.height()) >= 44, button.accessibleName()
    assert all(segment.height() >= 44 for segment in tree.memory.segments)


def test_everything_in_a_row_has_a_name(card: Open) -> None:
    for row in card(branched().summary).branch_rows:
        for part in (row, row.rename_button, row.remove_button, row.compare_button):
            assert row.entry.name in part.accessibleName()
            assert part.toolTip()
    for segment in card(branched().summary).memory.segments:
        assert segment.text() in segment.accessibleName()
        assert segment.toolTip()
