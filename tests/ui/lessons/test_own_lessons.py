"""A lesson of one's own in the real window: found, begun, read anew when it is saved, and told of when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel

from gan_playground.lessons.catalogue import load_lesson, own_folder
from gan_playground.resources import resource_path
from gan_playground.ui.lessons.thumbnail import thumbnail
from gan_playground.ui.notices.presenter import folder_words
from gan_playground.ui.theme.theme import DARK
from watched import Opener, Watched

NEW = resource_path("new-lesson.toml").read_text(encoding="utf-8")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    file = tmp_path / "mine.toml"
    file.write_text(NEW, encoding="utf-8")
    return file


@pytest.fixture
def watched(opened: Opener, elsewhere: Path) -> Watched:
    """A window with a lesson from a file anywhere."""
    return opened("--lesson", str(elsewhere))


def save(file: Path, old: str, new: str) -> None:
    """As some editors do it: another file takes its place."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    other = file.with_suffix(".part")
    other.write_text(text.replace(old, new), encoding="utf-8")
    other.replace(file)


def says(watched: Watched) -> str:
    text = watched.window.notice.findChild(QLabel, "noticeText")
    return text.text() if text.isVisible() else ""


def test_what_is_saved_is_on_the_screen_and_the_page_stays(watched: Watched, elsewhere: Path) -> None:
    story, run = watched.window.story, watched.window.session.run.run
    story.turn()
    save(elsewhere, "Count the blue bells.", "Count the heaps.")
    watched.until(lambda: watched.window.lesson.story.look.startswith("Count the heaps."))
    assert story.page == 1
    assert watched.window.session.run.run == run, "only words were changed"
    save(elsewhere, "modes = 2", "modes = 3")  # the second time as well: another file lies there now
    watched.until(lambda: watched.window.session.experiment.data.modes == 3)
    assert story.page == 1


def test_a_mistake_is_told_and_the_lesson_stays(watched: Watched, elsewhere: Path) -> None:
    before = watched.window.lesson
    save(elsewhere, "modes = 2", "modes = 200")
    watched.until(lambda: "it takes a whole number" in says(watched))
    assert "mine.toml" in says(watched)
    assert watched.window.lesson == before
    save(elsewhere, "modes = 200", "modes = 4")
    watched.until(lambda: watched.window.session.experiment.data.modes == 4)


def test_a_lesson_that_is_dropped_begins_and_can_be_kept_in_the_gallery(opened: Opener, elsewhere: Path) -> None:
    watched = opened("--lesson", "two-knobs")
    window = watched.window
    window._drop.take(elsewhere)
    watched.until(lambda: window.session.run.lesson == str(elsewhere))
    watched.until(lambda: "mine.toml is saved" in says(watched))
    assert says(watched).replace("\u200b", "").endswith(f" It lies in {folder_words(elsewhere.parent)}.")
    window.notice.acted.emit()
    watched.until(lambda: window.session.run.lesson == "mine")
    assert (own_folder() / "mine.toml").read_text(encoding="utf-8") == NEW
    assert window.gallery.chosen == "mine"
    assert window.gallery.list.currentItem().text() == "Two bells"


def test_the_gallery_begins_one_and_shows_what_cannot_be_read(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(QUrl(url).toLocalFile()))
    watched = opened("--lesson", "two-knobs")
    window = watched.window
    window.gallery.new_wanted.emit()
    watched.until(lambda: window.session.run.lesson == "my-lesson")
    file = own_folder() / "my-lesson.toml"
    assert shown == [str(file)]
    (own_folder() / "torn.toml").write_text("title =", encoding="utf-8")
    watched.until(lambda: "torn" in window.gallery.list.lessons)
    window.show_lesson("torn")
    assert "torn.toml cannot be read" in says(watched)
    assert window.gallery.chosen == window.lesson.id == "my-lesson"
    window.gallery.new_wanted.emit()
    watched.until(lambda: window.session.run.lesson == "my-lesson-2")


WHOLE = '<svg viewBox="0 0 72 52"><path fill="{good}" d="M0 0H72V52H0Z"/></svg>'


@pytest.mark.parametrize("drawing", [WHOLE, "{ torn <"])
def test_a_picture_beside_the_file_is_the_lessons(elsewhere: Path, drawing: str, qapp: QApplication) -> None:
    elsewhere.with_suffix(".svg").write_text(drawing, encoding="utf-8")
    picture = thumbnail(load_lesson(str(elsewhere)), DARK, QSize(72, 52), 1.0).toImage()
    middle = picture.pixelColor(36, 26)
    assert middle == DARK.color("good") if drawing == WHOLE else middle.alpha() == 0
