"""The time machine in the window, used as a person would."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSysInfo, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QSlider

from gan.runs import assert_same
from gan_playground.gan import runfile
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.events import OutcomesChanged
from gan_playground.session.files.autosave_folder import AutosaveFolder
from gan_playground.ui.notices.notice import NoticeKind
from watched import Opener, Watched

lesson = "textbook-curve"


def trained(opened: Opener, step: int = 40, *arguments: str) -> Watched:
    """A window whose run has come this far at least, and is paused."""
    watched = opened("--lesson", lesson, *arguments)
    watched.until(lambda: watched.frames[-1].step >= step)
    watched.pause()
    return watched


def trainer_of(watched: Watched) -> Trainer:
    return watched.window.session._worker.runs[0].trainer


def slider(watched: Watched) -> QSlider:
    found = watched.part("timelineSlider")
    assert isinstance(found, QSlider)
    return found


def be_at(watched: Watched, step: int) -> None:
    slider(watched).setValue(step)
    assert watched.settle().step == trainer_of(watched).step == step


def fresh(step: int) -> Trainer:
    trainer = Trainer(load_lesson(lesson).experiment, seed=0)
    trainer.advance(step)
    return trainer


def test_the_slider_goes_to_any_step(opened: Opener) -> None:
    watched = trained(opened)
    last = watched.frames[-1].step
    watched.until(lambda: slider(watched).maximum() == last)
    for step in (31, 7, last, 0):
        be_at(watched, step)
        assert slider(watched).value() == step
        assert_same(trainer_of(watched).state(), fresh(step).state())


def test_while_it_plays_the_slider_follows_and_a_hand_on_it_pauses(opened: Opener) -> None:
    watched = opened("--lesson", lesson)
    watched.until(lambda: slider(watched).value() > 20)
    assert watched.window.session.is_playing
    slider(watched).setValue(9)
    assert watched.settle().step == 9
    assert not watched.window.session.is_playing


def test_a_step_that_another_run_has_not_lived_is_not_shown(opened: Opener) -> None:
    """A hand that rests where the run before had come to: the one that has begun meanwhile is at its first step."""
    watched = trained(opened)
    session, step = watched.window.session, watched.frames[-1].step
    session.start(session.experiment, seed=3, playing=False)
    slider(watched).setValue(step - 1)
    watched.settle()
    watched.until(lambda: not session.past.is_awaited())
    watched.settle()
    assert trainer_of(watched).step == 0
    assert (slider(watched).value(), watched.part("stepLabel").text()) == (0, "0")
    assert (slider(watched).maximum(), watched.part("presentButton").isHidden()) == (0, True)


def test_keys_step_back_and_forth_and_return(opened: Opener) -> None:
    watched = trained(opened)
    last = watched.frames[-1].step
    for key, step in ((Qt.Key.Key_Comma, last - 1), (Qt.Key.Key_Comma, last - 2), (Qt.Key.Key_Period, last - 1)):
        QTest.keyClick(watched.window, key)
        assert watched.settle().step == step
    watched.until(lambda: watched.part("presentButton").isVisible())
    QTest.keyClick(watched.window, Qt.Key.Key_End)
    assert watched.settle().step == last
    assert not watched.part("presentButton").isVisible()


def test_a_click_on_play_in_the_past_begins_a_branch(opened: Opener) -> None:
    watched = trained(opened)
    be_at(watched, 12)
    watched.click("playButton")
    watched.until(lambda: watched.frames[-1].step > 20)
    watched.pause()
    watched.until(lambda: watched.part("branchesButton").text() == "2")
    watched.click("branchesButton")
    tree = watched.part("branchTree")
    watched.until(tree.isVisible)
    QTest.keyClick(tree, Qt.Key.Key_Escape)
    watched.until(lambda: not tree.isVisible())


def test_b_bookmarks_the_step(opened: Opener) -> None:
    watched = trained(opened)
    QTest.keyClick(watched.window, Qt.Key.Key_B)
    timeline = watched.window.session._worker.runs[0].timeline
    watched.until(lambda: bool(timeline.bookmarks))
    assert timeline.bookmarks[0].step == watched.frames[-1].step


def test_c_compares_and_ends_it_again(opened: Opener) -> None:
    watched = trained(opened)
    QTest.keyClick(watched.window, Qt.Key.Key_C)
    sheet = watched.part("compareSheet")
    watched.until(sheet.isVisible)
    QTest.mouseClick(watched.part("compareStart"), Qt.MouseButton.LeftButton)
    session, run_view = watched.window.session, watched.window.run_view
    watched.until(lambda: session.comparison_client.comparison is not None and run_view.run_b is not None)
    watched.click("playButton")
    step = watched.frames[-1].step
    watched.until(lambda: watched.frames[-1].step > step + 5)
    QTest.keyClick(watched.window, Qt.Key.Key_C)
    watched.until(lambda: session.comparison_client.comparison is None and run_view.run_b is None)


def test_of_two_runs_the_verdict_says_which_it_is_about(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs")
    window = watched.window
    watched.until(lambda: bool(window.diagnosis.views))
    title = window.diagnosis.views[0].header.title
    window.session.comparison_client.compare({"generator.learning_rate": 0.01})
    watched.until(lambda: title.text().startswith("A: "))
    window.session.pause()
    window.session.comparison_client.end()
    watched.until(lambda: not title.text().startswith("A: "))


@pytest.mark.slow
def test_l_looks_ahead_and_a_click_takes_one(opened: Opener) -> None:
    watched = trained(opened)
    last = watched.frames[-1].step
    QTest.keyClick(watched.window, Qt.Key.Key_L)
    menu = watched.part("foresightMenu", QMenu)
    watched.until(menu.isVisible)
    seen: list[object] = []
    watched.window.session.hear(OutcomesChanged, lambda event: seen.append(event.outcomes))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    watched.until(lambda: bool(seen) and seen[-1] is not None and seen[-1].share == 1)  # type: ignore[attr-defined]
    watched.window.run_view.score.outcomes.chosen.emit(0)
    watched.until(lambda: watched.frames[-1].step > last)
    assert watched.frames[-1].step == last + seen[-2].steps  # type: ignore[attr-defined]


@pytest.mark.slow
def test_trouble_is_marked_where_it_was_found(opened: Opener) -> None:
    watched = opened("--lesson", "pinned")
    timeline = watched.window.session._worker.runs[0].timeline
    watched.until(lambda: bool(timeline.issues))
    assert 0 < timeline.issues[0].step <= watched.frames[-1].step


def tries_a_remedy(opened: Opener) -> tuple[Watched, int]:
    """A run in trouble, whose first remedy has been pressed, and the step at which it was."""
    watched = opened("--lesson", "tug-of-war")
    card, session = watched.window.diagnosis, watched.window.session
    if not session.is_playing:
        watched.click("playButton")
    watched.until(lambda: bool(card.views) and bool(card.views[0].finding.remedies))
    step = session.state.step
    card.views[0].remedies[0].click()
    return watched, step


@pytest.mark.slow
def test_a_remedy_that_is_tried_runs_beside_the_run_as_it_was_and_nothing_is_lost(opened: Opener) -> None:
    watched, step = tries_a_remedy(opened)
    card, session = watched.window.diagnosis, watched.window.session
    client = session.comparison_client
    watched.until(lambda: not card.trial.keep_button.isHidden())
    words = QTextDocumentFragment.fromHtml(card.trial.findChild(QLabel, "trialText").text()).toPlainText()
    assert words.startswith("It helped: at step ")
    run, run_b = session._worker.runs
    assert run.trainer.step == run_b.trainer.step
    assert client.comparison.differences[0].path == "penalty.r1"
    card.trial.back_button.click()
    watched.until(lambda: client.comparison is None and session.state.timeline.branch == 0)
    branches = session.state.timeline.branches
    assert len(branches) == 3
    assert branches[0].last_step >= step


@pytest.mark.slow
def test_esc_ends_a_trial_and_the_run_goes_on_where_it_was(opened: Opener) -> None:
    watched, step = tries_a_remedy(opened)
    window, session = watched.window, watched.window.session
    client = session.comparison_client
    watched.until(lambda: client.comparison is not None)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    watched.until(lambda: client.comparison is None and session.is_playing)
    watched.until(lambda: session.state.timeline.branch == 0 and session.state.timeline.step > step)
    assert not session.state.timeline.is_past
    assert window.diagnosis.trial.isHidden()


def test_a_run_is_saved_and_opened_with_its_lesson(opened: Opener, tmp_path: Path) -> None:
    watched = trained(opened)
    state, step = trainer_of(watched).state(), watched.frames[-1].step
    path = tmp_path / "mine.ganrun"
    watched.window.run_files.save(path)
    watched.until(lambda: "Saved mine.ganrun" in watched.window.notice.accessibleName())
    assert runfile.read(path).thumbnail.startswith(b"\x89PNG")
    watched.window.show_lesson("two-knobs")
    watched.until(lambda: trainer_of(watched).experiment.generator.kind == "two-knobs")
    watched.window.run_files.open(path)
    session = watched.window.session
    watched.until(lambda: session.lesson == lesson)
    assert watched.settle().step == step
    assert watched.window.lesson.id == lesson
    assert_same(trainer_of(watched).state(), state)
    assert not session.is_playing
    menu = watched.window.top_bar.run_button.menu()
    menu.recent.aboutToShow.emit()
    assert menu.recent.actions()[1].text().startswith("mine, "), "below its heading"


def test_the_option_opens_a_run(opened: Opener, tmp_path: Path) -> None:
    path = tmp_path / "mine.ganrun"
    runfile.save(path, runfile.saved_run(fresh(8), lesson=lesson))
    watched = opened("--run", str(path))
    assert trainer_of(watched).step == 8
    assert watched.window.lesson.id == lesson


def test_a_file_that_is_no_run_is_told_and_the_run_stays(opened: Opener, tmp_path: Path) -> None:
    watched = trained(opened)
    bad = tmp_path / "bad.ganrun"
    bad.write_bytes(b"PK\x03\x04 and then nothing")
    before = trainer_of(watched)
    watched.window._drop.take(bad)
    watched.until(lambda: watched.window.notice.kind is NoticeKind.ERROR and watched.window.notice.isVisible())
    assert "bad.ganrun" in watched.window.notice.accessibleName()
    assert trainer_of(watched) is before


def leave_a_run_cut_off() -> None:
    folder = AutosaveFolder().folder
    folder.mkdir(parents=True)
    runfile.save(folder / f"20200101-000000-1_001_{lesson}.ganrun", runfile.saved_run(fresh(8), lesson=lesson))
    (folder / "20200101-000000-1.lock").write_text(f"99999999\nx\n{QSysInfo.machineHostName()}\n", encoding="utf-8")


def test_who_walks_by_is_not_asked_about_a_run_that_was_cut_off(opened: Opener) -> None:
    leave_a_run_cut_off()
    watched = opened("--demo")
    watched.until(lambda: watched.frames and watched.frames[-1].step > 5)
    assert AutosaveFolder().cut_off(), "it was not even looked for"


def test_what_was_cut_off_is_offered(opened: Opener) -> None:
    leave_a_run_cut_off()
    watched = opened("--lesson", "two-knobs")
    notice = watched.window.notice
    watched.until(lambda: notice.isVisible() and "cut off" in notice.accessibleName())
    assert "step 8" in notice.accessibleName()
    watched.click("noticeAction")
    watched.until(lambda: watched.window.lesson.id == lesson and trainer_of(watched).step == 8)


def test_two_sides_are_seen_in_both_themes(opened: Opener) -> None:
    watched = trained(opened)
    watched.window.session.comparison_client.compare({"generator.learning_rate": 0.01})
    run_view = watched.window.run_view
    watched.until(lambda: run_view.run_b is not None)
    for _ in ("dark", "light"):
        watched.until(lambda: abs(run_view.run_b.width() - run_view.stage.width()) <= 2)
        watched.window.toggle_theme()


def test_a_page_shows_two_runs_that_differ_in_its_knobs(opened: Opener) -> None:
    watched = opened("--lesson", "pinned")
    watched.window.session.turn({"objective": "non-saturating"})
    page = next(phase for phase in watched.window.lesson.phases if phase.action == "compare")
    watched.window.story.action_wanted.emit(page.action, page.knobs)
    watched.until(lambda: watched.window.session.comparison_client.comparison is not None)
    comparison = watched.window.session.comparison_client.comparison
    assert [(one.path, one.value, one.run_b_value) for one in comparison.differences] == [
        ("objective", "minimax", "non-saturating")
    ]
    watched.until(lambda: watched.frames[-1].step > 20)
    assert watched.window.run_view.run_b.isVisible()


def test_a_run_that_stood_in_its_past_is_opened_there(opened: Opener, tmp_path: Path) -> None:
    """As if somebody had gone back to that step in this window."""
    watched = trained(opened)
    last = watched.frames[-1].step
    be_at(watched, 17)
    path = tmp_path / "then.ganrun"
    watched.window.run_files.save(path)
    watched.until(path.is_file)
    watched.window.show_lesson("two-knobs")
    watched.until(lambda: trainer_of(watched).experiment.generator.kind == "two-knobs")
    watched.window.run_files.open(path)
    watched.until(lambda: watched.window.lesson.id == lesson and slider(watched).value() == 17)
    watched.settle()
    assert_same(trainer_of(watched).state(), fresh(17).state())
    watched.until(lambda: slider(watched).maximum() == last and watched.part("presentButton").isVisible())
    QTest.keyClick(watched.window, Qt.Key.Key_End)
    assert watched.settle().step == last
    assert_same(trainer_of(watched).state(), fresh(last).state())


def test_what_the_past_may_take_is_remembered_and_in_force_at_once(opened: Opener) -> None:
    watched = trained(opened)
    timeline = watched.window.session._worker.runs[0].timeline
    assert timeline.budget_bytes == 256_000_000
    watched.click("branchesButton")
    watched.part("pastBudget.0", QPushButton).click()
    watched.until(lambda: timeline.budget_bytes == 64_000_000)
    again = opened("--lesson", lesson)
    again.click("branchesButton")
    assert again.part("pastBudget.0", QPushButton).isChecked()
    assert again.window.session._worker.runs[0].timeline.budget_bytes == 64_000_000
