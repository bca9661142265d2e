"""A run that is opened where its data have changed, or are gone: a sentence, and a choice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog

from gan_playground.gan import runfile
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.training.trainer import Trainer
from gan_playground.ui.notices.notice import NoticeKind
from watched import Opener, Watched

small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 8})


def write_heights(path: Path, count: int) -> Path:
    path.write_text("cm\n" + "\n".join(map(str, range(150, 150 + count))), encoding="utf-8")
    return path


def save(path: Path, knobs: dict[str, object]) -> Path:
    trainer = Trainer(small.with_knobs(knobs), seed=4)
    trainer.advance(5)
    runfile.save(path, runfile.saved_run(trainer, lesson="two-knobs"))
    return path


def says(watched: Watched, *words: str) -> None:
    notice = watched.window.notice
    watched.until(lambda: notice.isVisible() and all(word in notice.accessibleName() for word in words))
    assert notice.kind is NoticeKind.OFFER


def test_there_is_a_choice_where_the_data_of_a_run_have_changed_or_are_gone(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heights, photos = write_heights(tmp_path / "heights.csv", 40), tmp_path / "photos"
    photos.mkdir()
    for place in range(4):
        Image.new("RGB", (8, 8), (60 * place, 0, 0)).save(photos / f"{place}.png")
    of_table = save(tmp_path / "table.ganrun", {"data.kind": "column", "data.path": str(heights)})
    pictures = {"data.kind": "pictures", "data.path": str(photos), "data.side": 8}
    of_pictures = save(tmp_path / "pictures.ganrun", pictures)
    write_heights(heights, 45)
    photos.rename(tmp_path / "moved")

    watched = opened("--lesson", "two-knobs")
    window, session = watched.window, watched.window.session
    window.run_files.open(of_table)
    says(watched, "it had 40 values, now 45", "its own copy")
    watched.settle()
    assert session.run.experiment.data.path != str(heights)
    assert session.state.step == 5
    watched.click("noticeAction")
    watched.until(lambda: session.run.experiment.data.path == str(heights))
    watched.settle()
    assert session._worker.trainer.real.source.count == 45
    assert session.state.step == 5

    before = session.run
    window.run_files.open(of_pictures)
    says(watched, "photos, which this run learned from, is no longer in")
    watched.settle()
    assert session.run == before, "nothing has begun"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "moved"))
    watched.click("noticeAction")
    watched.until(lambda: session.run.experiment.data.path == str(tmp_path / "moved"))
    watched.settle()
    assert session.state.step == 5

    window.run_files.open(of_pictures)
    says(watched, "photos, which")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    before = session.run
    watched.click("noticeAction")
    watched.settle()
    assert session.run == before, "nobody has chosen anything"
