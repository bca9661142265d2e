"""Branches and bookmarks in the one history of the window, among the knobs that were turned before and after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSlider

from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.ui.undo import history as undo_module
from watched import Opener, Watched

rate = "generator.learning_rate"
control_key, shift_key = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def never_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each turn on its own, however fast this computer is."""
    monkeypatch.setattr(undo_module, "merge_within_s", -1.0)


@pytest.fixture
def branched(opened: Opener) -> Watched:
    """A window whose run has a first branch, where it stands, and branch 1, with a bookmark."""
    watched = opened("--lesson", "textbook-curve")
    watched.until(lambda: watched.frames[-1].step > 20)
    watched.pause()
    past = watched.window.session.past
    past.go_to(9)
    watched.until(lambda: watched.frames[-1].step == 9)
    watched.window.session.turn({"batch_size": 16})
    watched.window.session.step_both()
    past.put_bookmark(1, 10, "here")
    past.switch(0)
    watched.settle()
    watched.until(lambda: named(watched) == {0: "first", 1: "branch 1"})
    assert timeline(watched).branch.number == 0
    return watched


def timeline(watched: Watched) -> Timeline:
    return watched.window.session._worker.runs[0].timeline


def named(watched: Watched) -> dict[int, str]:
    """What the card of branches says."""
    tree = watched.window.branches.tree
    return {} if tree._summary is None else {branch.number: branch.name for branch in tree._summary.branches}


def bookmarks(watched: Watched) -> list[str]:
    tree = watched.window.branches.tree
    return [] if tree._summary is None else [mark.name for mark in tree._summary.bookmarks]


def press(watched: Watched, shift: bool = False) -> None:
    """Undo, or redo."""
    QTest.keyClick(watched.window, Qt.Key.Key_Z, control_key | shift_key if shift else control_key)


def undo_words(watched: Watched) -> str:
    return watched.part("undoButton", QPushButton).accessibleDescription()


def slide(watched: Watched, position: int) -> float:
    watched.part(rate, QSlider).setValue(position)
    return watched.window.session.experiment.knob(rate)


def wait_for(watched: Watched, branches: set[int]) -> None:
    watched.until(lambda: named(watched).keys() == branches)
    watched.settle()


def test_a_branch_goes_and_comes_in_its_order_among_knobs(branched: Watched) -> None:
    session = branched.window.session
    before, first = session.experiment.knob(rate), slide(branched, 10)
    branched.window.branches.remove(1)
    wait_for(branched, {0})
    second = slide(branched, 30)
    press(branched)
    assert (session.experiment.knob(rate), undo_words(branched)) == (first, "Remove “branch 1”")
    assert named(branched).keys() == {0}
    press(branched)
    wait_for(branched, {0, 1})
    assert (session.experiment.knob(rate), bookmarks(branched)) == (first, ["here"])
    press(branched)
    assert session.experiment.knob(rate) == before
    for _ in range(3):
        press(branched, shift=True)
    wait_for(branched, {0})
    assert session.experiment.knob(rate) == second


def test_the_notice_brings_a_branch_back_without_what_was_done_since(branched: Watched) -> None:
    branched.window.branches.remove(1)
    wait_for(branched, {0})
    turned = slide(branched, 30)
    branched.click("noticeAction")
    wait_for(branched, {0, 1})
    assert branched.window.session.experiment.knob(rate) == turned
    press(branched)
    assert branched.window.session.experiment.knob(rate) != turned
    assert undo_words(branched).startswith("Nothing")


def test_names_and_bookmarks_come_back_as_well(branched: Watched) -> None:
    branched.window.branches.rename(1, "calmer")
    branched.until(lambda: named(branched)[1] == "calmer")
    branched.window.branches.rename_bookmark((1, 10), "there")
    branched.until(lambda: bookmarks(branched) == ["there"])
    branched.window.branches.remove_bookmark((1, 10))
    branched.until(lambda: not bookmarks(branched))
    assert undo_words(branched) == "Remove “there”"
    for expected in (["there"], ["here"]):
        press(branched)
        branched.until(lambda expected=expected: bookmarks(branched) == expected)
    press(branched)
    branched.until(lambda: named(branched)[1] == "branch 1")
    for _ in range(3):
        press(branched, shift=True)
    branched.until(lambda: named(branched)[1] == "calmer" and not bookmarks(branched))


def test_the_keys_undo_while_the_card_of_branches_is_open(branched: Watched) -> None:
    branched.window.activateWindow()
    branched.click("branchesButton")
    tree = branched.window.branches.tree
    row = next(row for row in tree.branch_rows if row.entry.key == 1)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Delete)
    wait_for(branched, {0})
    QTest.keyClick(QApplication.focusWidget() or tree, Qt.Key.Key_Z, control_key)
    wait_for(branched, {0, 1})
    assert tree.isVisible()
    tree.close()


def test_another_run_leaves_only_what_can_still_be_undone(branched: Watched) -> None:
    turned = slide(branched, 10)
    session = branched.window.session
    branched.window.branches.remove(1)
    wait_for(branched, {0})
    session.restart()
    branched.until(lambda: undo_words(branched).startswith("Generator learning rate"))
    branched.until(lambda: session.run.run == 2)
    press(branched)
    assert session.experiment.knob(rate) != turned
    press(branched, shift=True)
    assert session.experiment.knob(rate) == turned
    assert branched.part("redoButton", QPushButton).accessibleDescription().startswith("Nothing")


def test_the_offer_to_bring_a_branch_back_goes_once_it_is_back(branched: Watched) -> None:
    notice = branched.window.notice
    branched.window.branches.remove(1)
    branched.until(lambda: notice.action == "Undo")
    press(branched)
    branched.until(lambda: not notice.action)


def test_the_card_has_room_for_what_comes_back_and_keeps_the_keyboard(branched: Watched) -> None:
    tree = branched.window.branches.tree
    branched.window.activateWindow()
    branched.click("branchesButton")
    rows_px = tree._scroll.height()
    (mark,) = tree.bookmark_rows
    mark.setFocus()
    mark.removed.emit(mark.entry.key)
    branched.until(lambda: not tree.bookmark_rows)
    assert tree.branch_rows[-1].isAncestorOf(tree.focusWidget()) or tree.branch_rows[-1] is tree.focusWidget()
    QTest.keyClick(QApplication.focusWidget() or tree, Qt.Key.Key_Z, control_key)
    branched.until(lambda: bool(tree.bookmark_rows))
    assert tree._scroll.height() == rows_px
    tree.close()
