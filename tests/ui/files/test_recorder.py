"""What is seen becomes a film while it trains: by a press, and with nothing left behind where it is not wanted."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.film_files import pixels, write_gif, write_pictures
from gan_playground.ui.files import record_menu
from gan_playground.ui.files.moving_picture import MovingPicture, MovingPiece, fitted
from gan_playground.ui.files.recorder import WRITERS, size_of
from watched import Opener, Watched

shift = Qt.KeyboardModifier.ShiftModifier


def frames_of(path: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def left_in(folder: Path) -> list[str]:
    """With what is hidden."""
    return sorted(path.name for path in folder.iterdir() if path.suffix or path.name.startswith("."))


def recorded(watched: Watched, path: Path, what: str = "stage", height: int = 0) -> None:
    """Some frames of a run that trains, as long as it takes until some of them are written."""
    recorder = watched.window.recorder
    recorder.start(path, what, height)
    assert recorder.is_on
    pictures = recorder._recording.pictures
    watched.until(lambda: pictures.written > 8)


def ended(watched: Watched) -> str:
    """What is said once the file is there, or is not."""
    recorder = watched.window.recorder
    watched.until(lambda: recorder._recording is None)
    assert not recorder.is_on
    return watched.window.notice.accessibleName()


# What is seen.


@pytest.fixture
def parts(qtbot: QtBot) -> tuple[QWidget, QLabel, QLabel]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(201, 101)
    moves, rests = QLabel("0"), QLabel("0")
    layout = QVBoxLayout(window)
    layout.addWidget(moves)
    layout.addWidget(rests)
    window.show()
    qtbot.waitExposed(window)
    return window, moves, rests


def seen(part: QWidget) -> NDArray[np.uint8]:
    whole = pixels(part.window().grab().toImage())
    corner = part.mapTo(part.window(), QPoint())
    height, width = part.height() // 2 * 2, part.width() // 2 * 2
    return whole[corner.y() : corner.y() + height, corner.x() : corner.x() + width]


def test_pieces_are_painted_in_turn_and_as_they_are_seen(parts: tuple[QWidget, QLabel, QLabel]) -> None:
    window, moves, rests = parts
    picture = MovingPicture(window, [MovingPiece(moves), MovingPiece(rests, 3)])
    assert np.array_equal(pixels(picture.look()), seen(window))
    kept = picture.look()
    before = pixels(kept)
    moves.setText("1")
    assert np.array_equal(pixels(picture.look()), seen(window))
    assert np.array_equal(pixels(kept), before), "whoever has one keeps it as it was"
    rests.setText("2")
    fits = [np.array_equal(pixels(picture.look()), seen(window)) for _ in range(3)]
    assert fits.count(True) >= 1
    assert fits[-1]


def test_a_part_is_seen_with_what_lies_over_it_and_follows_its_size(parts: tuple[QWidget, QLabel, QLabel]) -> None:
    window, moves, _ = parts
    picture = MovingPicture(moves, [MovingPiece(moves)])
    over = QLabel("over", window)
    over.move(moves.geometry().center())
    over.show()
    assert np.array_equal(pixels(picture.look()), seen(moves))
    window.resize(300, 140)
    moves.window().layout().activate()
    assert picture.size_px == (moves.width() // 2 * 2, moves.height() // 2 * 2)
    assert np.array_equal(pixels(picture.look()), seen(moves))


def test_another_shape_is_fitted_between_black_bars() -> None:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    wide = pixels(fitted(image, (200, 50)))
    assert wide.shape == (50, 200, 3)
    assert (wide[:, 75:125] == 255).all()
    assert (wide[:, :75] == 0).all()
    assert (wide[:, 125:] == 0).all()
    assert fitted(image, (100, 100)) is image


def test_a_film_has_the_shape_of_what_is_seen() -> None:
    assert size_of((688, 322), 0) == (688, 322)
    assert size_of((1280, 720), 1080) == (1920, 1080)
    assert size_of((688, 322), 481) == (1028, 480)


# The files.


def coloured(count: int) -> list[QImage]:
    images = []
    for number in range(count):
        images.append(QImage(64, 48, QImage.Format.Format_RGB32))
        images[-1].fill(QColor.fromHsv(60 * number, 200, 200))
    return images


def test_a_gif_lasts_as_long_as_its_pictures(tmp_path: Path, qapp: object) -> None:
    from PIL import Image

    red, yellow, green = coloured(3)
    write_gif(tmp_path / "film.gif", iter([red] * 12 + [yellow] + [green] * 15), 30, (64, 48))
    with Image.open(tmp_path / "film.gif") as film:
        lasts = []
        for number in range(film.n_frames):
            film.seek(number)
            lasts.append((film.info["duration"], film.convert("RGB").getpixel((9, 9))))
    assert sum(ms for ms, _ in lasts) == pytest.approx(1000 * 28 / 30, abs=20)
    assert [color for _, color in lasts][:3] == [image.pixelColor(0, 0).getRgb()[:3] for image in (red, yellow, green)]


def test_pictures_are_numbered_and_scaled(tmp_path: Path, qapp: object) -> None:
    red, yellow = coloured(2)
    write_pictures(tmp_path, iter([red, red, yellow]), 30, (32, 24))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["000001.png", "000002.png", "000003.png"]
    for name, image in zip(names, (red, red, yellow), strict=True):
        read = QImage(str(tmp_path / name))
        assert (read.width(), read.height()) == (32, 24)
        assert read.pixelColor(5, 5) == image.pixelColor(0, 0)


# In the window.


@pytest.mark.parametrize(("what", "height"), [("stage", 0), ("window", 480)])
def test_a_run_is_recorded_while_it_trains(opened: Opener, tmp_path: Path, what: str, height: int) -> None:
    watched = opened("--lesson", "two-knobs")
    recorded(watched, tmp_path / "film.mp4", what, height)
    pictures = watched.window.recorder._recording.pictures
    watched.click("recordButton")
    assert ended(watched).startswith("Saved film.mp4")
    frames = frames_of(tmp_path / "film.mp4")
    assert len(frames) == pictures.written
    part = watched.window.run_view.stages if what == "stage" else watched.window
    assert frames[0].shape[0] == (height or part.height() // 2 * 2)
    assert np.abs(frames[-1].astype(int) - frames[0]).max() > 60, "something moved"
    last = watched.pause()
    assert last.step > 0
    assert left_in(tmp_path) == ["film.mp4"]


def test_the_last_picture_is_what_is_seen(opened: Opener, tmp_path: Path) -> None:
    watched = opened("--lesson", "two-knobs")
    watched.pause()
    recorded(watched, tmp_path / "film.png")
    stage = pixels(watched.window.run_view.stages.grab().toImage())
    watched.window.recorder.finish()
    ended(watched)
    names = sorted((tmp_path / "film").iterdir())
    assert len(names) > 8
    height, width, _ = pixels(QImage(str(names[-1]))).shape
    difference = pixels(QImage(str(names[-1])))[20:-20, 20:-20].astype(int) - stage[20 : height - 20, 20 : width - 20]
    assert np.abs(difference).mean() < 1, "but for the ground at its corners"


def test_it_is_red_while_it_records_and_says_for_how_long(opened: Opener, tmp_path: Path) -> None:
    watched = opened("--lesson", "two-knobs")
    bar = watched.window.top_bar
    before = watched.part("recordButton").grab().toImage()
    assert watched.part("recordedLabel").isHidden()
    recorded(watched, tmp_path / "film.mp4")
    label, button = watched.part("recordedLabel", QLabel), bar.record_button
    assert label.isVisible()
    assert label.text().startswith("0:")
    seen_red = button.grab().toImage().pixelColor(button.width() // 2, 4)
    assert seen_red.red() > 2 * max(seen_red.green(), seen_red.blue())
    assert (button.accessibleName(), button.toolTip()) == ("Stop recording", "Stop recording, and save the film  (F9)")
    QTest.keyClick(watched.window, Qt.Key.Key_F9)
    ended(watched)
    assert label.isHidden()
    assert button.accessibleName() == "Record"
    assert button.grab().toImage().size() == before.size()


def test_whoever_wants_nothing_of_it_has_nothing(opened: Opener, tmp_path: Path) -> None:
    watched = opened("--lesson", "two-knobs")
    (tmp_path / "film.mp4").write_bytes(b"older")
    recorded(watched, tmp_path / "film.mp4")
    assert len(left_in(tmp_path)) == 2
    QTest.keyClick(watched.window, Qt.Key.Key_F9, shift)
    assert "nothing of it was kept" in ended(watched)
    assert left_in(tmp_path) == ["film.mp4"]
    assert (tmp_path / "film.mp4").read_bytes() == b"older"


@pytest.mark.parametrize("chosen", ["", "film", "film.gif"])
def test_the_button_asks_for_a_file(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    watched = opened("--lesson", "two-knobs")
    asked: list[tuple[str, str]] = []
    started: list[tuple[Path, str, int]] = []

    def choose(parent: QWidget, title: str, start: str, kinds: str) -> tuple[str, str]:
        asked.append((title, Path(start).name))
        return (str(tmp_path / chosen) if chosen else "", kinds.split(";;")[2] if chosen else "")

    monkeypatch.setattr(record_menu, "chosen_to_save", choose)
    monkeypatch.setattr(watched.window.recorder, "start", lambda *arguments: started.append(arguments))
    QTest.keyClick(watched.window, Qt.Key.Key_F9)
    menu = watched.part("recordMenu", QMenu)
    assert menu.isVisible()
    by_words = {action.text(): action for action in menu.actions()}
    by_words["720 pixels high"].trigger()
    by_words["Record the stage …"].trigger()
    menu.close()
    ((title, name),) = asked
    assert title == "Record the stage"
    assert name.startswith("two-knobs-step-")
    ending = {"": [], "film": ["film.png"], "film.gif": ["film.gif"]}[chosen]
    assert started == [(tmp_path / name, "stage", 720) for name in ending]
    assert left_in(tmp_path) == []


def full(path: Path, pictures: Iterator[QImage], rate: int, size: tuple[int, int]) -> None:
    for number, _ in enumerate(pictures):
        path.write_bytes(b"begun")
        if number == 3:
            raise OSError(errno.ENOSPC, "No space left on device")


def gone(path: Path, pictures: Iterator[QImage], rate: int, size: tuple[int, int]) -> None:
    write_gif(path, pictures, rate, size)
    shutil.rmtree(path.parent)


@pytest.mark.parametrize(("write", "told"), [(full, "No space left on device"), (gone, "No such file")])
def test_a_full_disk_or_a_lost_folder_is_told_and_costs_nothing_else(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[..., None], told: str
) -> None:
    monkeypatch.setitem(WRITERS, ".gif", write)
    watched = opened("--lesson", "two-knobs")
    folder = tmp_path / "films"
    folder.mkdir()
    recorder = watched.window.recorder
    recorder.start(folder / "film.gif", "stage")
    if write is gone:
        watched.until(lambda: recorder._recording.pictures.written > 2)
        recorder.finish()
    said = ended(watched)
    assert told in said
    assert "film.gif" in said
    assert not folder.exists() or left_in(folder) == []
    assert watched.part("recordedLabel").isHidden()
    step = watched.frames[-1].step
    watched.until(lambda: watched.frames[-1].step > step)


@pytest.mark.parametrize(
    ("name", "told"), [("film.avi", "no film"), ("no/film.mp4", "no folder"), ("pictures.png", "is there already")]
)
def test_what_cannot_be_written_is_told_before_anything_begins(
    shared_window: Watched, tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "pictures").mkdir()
    shared_window.window.recorder.start(tmp_path / name, "stage")
    assert not shared_window.window.recorder.is_on
    assert told in shared_window.window.notice.accessibleName()
    assert left_in(tmp_path) == []


@pytest.fixture
def shared_window(opened: Opener) -> Watched:
    return opened("--lesson", "two-knobs")


def test_a_window_that_closes_ends_the_film(opened: Opener, tmp_path: Path) -> None:
    watched = opened("--lesson", "two-knobs")
    recorded(watched, tmp_path / "film.mp4", "window")
    watched.window.close()
    assert left_in(tmp_path) == ["film.mp4"]
    assert len(frames_of(tmp_path / "film.mp4")) > 8


def test_a_window_that_is_dragged_larger_fits_the_film(opened: Opener, tmp_path: Path) -> None:
    watched = opened("--lesson", "two-knobs")
    recorded(watched, tmp_path / "film.mp4", "window", 480)
    watched.window.resize(1024, 760)
    pictures = watched.window.recorder._recording.pictures
    so_far = pictures.written
    watched.until(lambda: pictures.written > so_far + 8)
    watched.window.recorder.finish()
    ended(watched)
    frames = frames_of(tmp_path / "film.mp4")
    assert {frame.shape for frame in frames} == {(480, 854, 3)}
    assert frames[-1][:, :60].max() < 12, "a bar"


def test_visitors_record_nothing(opened: Opener) -> None:
    window = opened("--lesson", "two-knobs").window
    window.demo.playing_changed.emit(False)
    assert window.top_bar.record_button.isHidden()
    assert not window.named_actions["record"].isEnabled()
