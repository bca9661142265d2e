"""Run files in the window: recognised in the menu, opened in the background, and told where they went."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt, QUrl
from PySide6.QtGui import QAction, QColor, QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QListWidget, QMenu, QPushButton

from gan.runs import assert_same
from gan_playground.errors import PlaygroundError
from gan_playground.gan import runfile
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.files.autosave_folder import AutosaveFolder
from gan_playground.session.files.events import RunRead
from gan_playground.session.files.run_head import read_head
from gan_playground.ui.files.recent_runs import RecentRuns, ago
from gan_playground.ui.files.run_files import thumbnail_png, thumbnail_px
from gan_playground.ui.notices.notice import NoticeKind
from gan_playground.ui.notices.presenter import folder_words, most_letters
from watched import Opener, Watched


def red_png() -> bytes:
    image, buffer = QImage(320, 200, QImage.Format.Format_RGB32), QBuffer()
    image.fill(QColor("#ff0000"))
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def written(path: Path, lesson: str, steps: int, seed: int = 0) -> Path:
    trainer = Trainer(load_lesson(lesson).experiment, seed)
    trainer.advance(steps)
    path.parent.mkdir(parents=True, exist_ok=True)
    runfile.save(path, runfile.saved_run(trainer, lesson=lesson, thumbnail=red_png()))
    return path


def trainer_of(watched: Watched) -> Trainer:
    return watched.window.session._worker.runs[0].trainer


class Held:
    """Reading that waits until it is let go on."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.began: list[str] = []
        self._read = runfile.read

    def read(self, path: str) -> runfile.SavedRun:
        self.began.append(Path(path).stem)
        self.gate.wait(20)
        return self._read(path)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held()
    monkeypatch.setattr(runfile, "read", held.read)
    yield held
    held.gate.set()


# The head of a file.


def test_the_head_says_what_the_run_says(tmp_path: Path) -> None:
    head = read_head(written(tmp_path / "a.ganrun", "two-knobs", 7, seed=3))
    saved = runfile.read(tmp_path / "a.ganrun")
    assert (head.lesson, head.seed, head.step) == (saved.lesson, saved.seed, saved.tip.step) == ("two-knobs", 3, 7)
    assert head.experiment == saved.experiment
    assert head.thumbnail == saved.thumbnail == red_png()


@pytest.mark.parametrize("content", [b"", b"no run", b"PK\x03\x04 and then nothing"])
def test_what_has_no_head_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.ganrun").write_bytes(content)
    with pytest.raises(PlaygroundError, match=r"bad\.ganrun cannot be opened"):
        read_head(tmp_path / "bad.ganrun")
    with pytest.raises(PlaygroundError, match=r"gone\.ganrun cannot be opened: no such file"):
        read_head(tmp_path / "gone.ganrun")


# The menu.


def recent(watched: Watched) -> RecentRuns:
    return watched.window.top_bar.run_button.menu().recent


def runs_in(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if action.data()]


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in runs_in(menu)]


def of_others(menu: QMenu) -> list[str]:
    """Without what this window's own run, of two knobs, may have kept by now."""
    return [text for text in texts(menu) if not text.startswith("Two knobs")]


def headings(menu: QMenu) -> list[str]:
    return [action.defaultWidget().text() for action in menu.actions() if not action.isEnabled()]


def test_the_menu_says_what_a_run_is_recognised_by(opened: Opener, tmp_path: Path) -> None:
    kept = written(AutosaveFolder().folder / "20200101-000000-1_001_ring.ganrun", "ring", 2, seed=9)
    mine = written(tmp_path / "mine.ganrun", "two-knobs", 5, seed=4)
    (tmp_path / "broken.ganrun").write_bytes(b"no run")
    watched = opened("--lesson", "two-knobs")
    menu = recent(watched)
    watched.window._settings.recent_runs = [str(mine), str(tmp_path / "broken.ganrun"), str(tmp_path / "gone.ganrun")]
    menu.popup(watched.window.mapToGlobal(watched.window.rect().center()))
    assert len(of_others(menu)) == 3, "at once, whatever the files say"
    watched.until(lambda: "seed 9" in texts(menu)[-1])
    assert of_others(menu) == [
        "mine, Two knobs · step 5 · seed 4, just now",
        "broken, just now",
        "Ring of eight, step 2 · seed 9, just now",
    ]
    assert headings(menu) == ["Saved", "Kept automatically"]
    assert runs_in(menu)[-1].toolTip() == str(kept)
    pixels = menu.grab().toImage()
    row = menu.actionGeometry(runs_in(menu)[0])
    assert pixels.pixelColor(row.left() + 40, row.center().y()) == QColor("#ff0000"), "its picture"
    menu.hide()


def test_an_entry_is_chosen_by_mouse_or_key(opened: Opener, tmp_path: Path) -> None:
    first, second = (written(tmp_path / f"{name}.ganrun", "two-knobs", 5) for name in ("a", "b"))
    watched = opened("--lesson", "textbook-curve")
    menu = recent(watched)
    chosen: list[Path] = []
    menu.chosen.disconnect()
    menu.chosen.connect(chosen.append)
    watched.window._settings.recent_runs = [str(first), str(second)]
    menu.popup(watched.window.mapToGlobal(watched.window.rect().center()))
    place = menu.actionGeometry(runs_in(menu)[1]).center()
    QTest.mouseMove(menu, place)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
    menu.popup(watched.window.mapToGlobal(watched.window.rect().center()))
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert chosen == [second, first]


def test_ages_are_told_in_words() -> None:
    assert [ago(seconds) for seconds in (5, 60, 7_300, 200_000)] == [
        "just now", "1 minute ago", "2 hours ago", "2 days ago",
    ]  # fmt: skip


# Opening.


def test_what_takes_long_is_told_and_can_be_cancelled(opened: Opener, held: Held, tmp_path: Path) -> None:
    path = written(tmp_path / "mine.ganrun", "two-knobs", 5)
    watched = opened("--lesson", "textbook-curve")
    before, notice = trainer_of(watched), watched.window.notice
    watched.window.run_files.open(path)
    assert notice.kind is not NoticeKind.OPENING, "not before it has taken a while"
    watched.until(lambda: bool(held.began))
    watched.until(lambda: notice.isVisible() and notice.kind is NoticeKind.OPENING and notice.y() > 0)
    assert notice.accessibleName() == "Opening mine.ganrun …"
    step = watched.frames[-1].step
    watched.until(lambda: watched.frames[-1].step > step)  # what was open trains on
    assert watched.part("noticeAction", QPushButton).text() == "Cancel"
    QTest.keyClick(watched.window, Qt.Key.Key_Escape)
    assert notice.isHidden()
    held.gate.set()
    saving = watched.window.session.autosave.saving
    watched.until(lambda: saving.is_idle)  # or the one that was cancelled would be there in time for the next wish
    watched.window.run_files.open(path)
    watched.until(lambda: watched.window.session.run.run != 1)
    watched.settle()
    assert watched.window.lesson.id == "two-knobs"
    assert held.began == ["mine", "mine"]
    assert watched.window.session.run.run == 2, "the cancelled one was never ordered"
    assert trainer_of(watched) is not before
    watched.until(lambda: notice.accessibleName().startswith("Opened mine.ganrun: “Two knobs”, step 5, seed "))


def test_the_file_that_was_asked_for_last_is_opened(opened: Opener, held: Held, tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{seed}.ganrun", "two-knobs", 5, seed) for seed in (1, 2, 3)]
    watched = opened("--lesson", "textbook-curve")
    watched.window._drop.take(paths[0])
    watched.until(lambda: held.began == ["1"])  # or another one could be the first to be read
    for path in paths[1:]:
        watched.window._drop.take(path)
    held.gate.set()
    watched.until(lambda: watched.window.session.run.seed == 3)
    assert watched.window.session.run.run == 2, "no other was opened on the way"
    assert "2" not in held.began, "nor read"


def test_a_run_that_is_begun_meanwhile_wins(opened: Opener, held: Held, tmp_path: Path) -> None:
    path = written(tmp_path / "mine.ganrun", "two-knobs", 5)
    watched = opened("--lesson", "textbook-curve")
    watched.window.run_files.open(path)
    watched.until(lambda: bool(held.began))
    watched.window.show_lesson("ring")
    read: list[RunRead] = []
    watched.window.session.autosave.saving._desk.said.connect(read.append)
    held.gate.set()
    watched.until(lambda: bool(read))
    watched.until(lambda: watched.frames[-1].run == 2)
    assert watched.window.lesson.id == "ring"
    assert watched.window.session.ordered_run == 2


def test_a_lesson_begun_before_an_opened_run_is_there_is_the_one_that_is_shown(opened: Opener, tmp_path: Path) -> None:
    """The run of the file begins, and right after it the other one: the lesson and the seed are the other's."""
    watched = opened("--lesson", "textbook-curve")
    window, lessons, seeds = watched.window, list[str](), list[int]()
    window.session.hear(RunRead, lambda _event: window.show_lesson("tug-of-war"))
    window.session.run_started.connect(lambda _run: lessons.append(window.lesson.id))
    window.session.run_started.connect(lambda _run: seeds.append(window.lessons.seed))
    window.run_files.open(written(tmp_path / "mine.ganrun", "two-knobs", 5, seed=4))
    watched.until(lambda: window.session.run.run == 3)
    watched.settle()
    assert lessons == ["tug-of-war"] * 2
    assert seeds == [0, 0], "a lesson begins from the seed that all begin from"
    assert window.session.run.lesson == "tug-of-war"
    assert window.gallery.findChild(QListWidget, "lessonList").currentItem().text() == window.lesson.title


def test_the_window_can_be_closed_meanwhile(opened: Opener, held: Held, tmp_path: Path) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.window.run_files.open(written(tmp_path / "mine.ganrun", "two-knobs", 5))
    watched.until(lambda: bool(held.began))
    threading.Timer(0.2, held.gate.set).start()
    watched.window.close()
    assert not watched.window.session.autosave.saving._thread.isRunning()


def test_a_file_that_is_broken_inside_leaves_the_lesson_to_train(opened: Opener, tmp_path: Path) -> None:
    path = written(tmp_path / "mine.ganrun", "two-knobs", 5)
    content = bytearray(path.read_bytes())
    place = content.index(b"branches/0/tip.safetensors") + 400
    content[place] ^= 255
    path.write_bytes(content)
    watched = opened("--run", str(path))
    watched.until(lambda: watched.frames[-1].step > 2)
    assert watched.window.lesson.id == "two-knobs"
    assert watched.window.notice.isVisible()
    assert "mine.ganrun cannot be opened" in watched.window.notice.accessibleName()


def test_the_option_goes_the_same_way(opened: Opener, tmp_path: Path) -> None:
    path = written(tmp_path / "mine.ganrun", "two-knobs", 6, seed=5)
    watched = opened("--run", str(path))
    assert watched.window.session.run.seed == 5
    assert_same(trainer_of(watched).state(), runfile.load(path).state())
    assert watched.window._settings.recent_runs == [str(path)]


# What is said of files.


def test_a_saved_file_is_told_with_its_folder_which_opens_only_when_asked(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: [shown.append(url)] == [None])
    watched = opened("--lesson", "textbook-curve")
    watched.window.exports.score.save_table(tmp_path / "score.csv")
    notice = watched.window.notice
    watched.until(lambda: notice.y() > 0)
    assert notice.kind is NoticeKind.INFO
    assert notice.accessibleName() == f"Saved score.csv in {folder_words(tmp_path)}."
    assert shown == []
    watched.click("noticeAction")
    assert shown == [QUrl.fromLocalFile(str(tmp_path))]
    assert notice.isHidden()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    watched.window.exports.score.save_table(tmp_path / "score.csv")
    watched.until(notice.isVisible)
    watched.click("noticeAction")
    assert notice.isVisible()
    assert notice.accessibleName().endswith(str(tmp_path)), "where there is no program for it, one can go there by hand"


def test_a_run_is_saved_at_the_step_that_its_suggested_name_says(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, suggested, mine = opened("--lesson", "two-knobs"), list[Path](), tmp_path / "mine.ganrun"
    window = watched.window

    def think(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        watched.qtbot.wait(30)
        suggested.append(Path(start))
        return str(mine), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", think)
    window.run_files.ask_where_to_save()
    watched.until(mine.exists)
    assert suggested[0].stem == f"two-knobs-step-{read_head(mine).step}"
    watched.until(lambda: window.session.is_playing)


def test_a_long_folder_keeps_its_beginning_and_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ada"))
    assert folder_words(Path("/home/ada/lectures")) == str(Path("~/lectures"))
    long = folder_words(Path("/media/disk") / ("deep/" * 30) / "end")
    assert len(long) <= most_letters
    assert long.startswith(str(Path("/media/disk/deep")))
    assert long.endswith("end")


def test_what_says_which_run_is_which_is_never_covered(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    window = watched.window
    window.session.comparison_client.compare({"objective": "minimax"})
    view = window.run_view
    watched.until(lambda: view.run_b is not None and view.stage.width() == view.run_b.width())
    strip, stage = view.strip.geometry(), view.stage.geometry()
    window._notifier.offer("A question?", "Yes", lambda: None)
    watched.until(lambda: window.notice.y() > 0)
    watched.until(lambda: not window.notice.geometry().intersects(strip))
    assert (view.strip.geometry(), view.stage.geometry()) == (strip, stage), "and nothing moves"
    window.notice.clear()
    window.session.comparison_client.end()
    watched.until(lambda: view.flow.isVisible() and view.stage.width() > strip.width() - 2)
    flow, stage = view.flow.geometry(), view.stage.geometry()
    window._notifier.offer("A question?", "Yes", lambda: None)
    watched.until(window.notice.isVisible)
    assert (view.flow.geometry(), view.stage.geometry()) == (flow, stage)


def test_a_run_that_nothing_is_seen_of_yet_is_saved_without_a_picture() -> None:
    assert thumbnail_png(QImage()) == b""
    small = QImage.fromData(thumbnail_png(QImage(1600, 900, QImage.Format.Format_RGB32)))
    assert (small.width(), small.height()) == (thumbnail_px[0], thumbnail_px[0] * 9 // 16)
