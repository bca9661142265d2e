"""A run that is opened where its data have changed since, or are gone: nothing of that goes unsaid."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from gan.runs import assert_same
from gan.workbooks import write_xlsx
from gan_playground import cli
from gan_playground.errors import PlaygroundError
from gan_playground.gan import runfile
from gan_playground.gan.data.source import DataSource
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.runfile.container import read_members, write_members
from gan_playground.gan.training.trainer import Trainer

small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})


def write_heights(path: Path, count: int = 50) -> Path:
    """Rows of which every column is worth learning: the first counts them, as an index would."""
    numbers = np.random.default_rng(3).normal(170, 9, (count, 2))
    rows = [f"{place},{cm:.3f},{kg:.3f}" for place, (cm, kg) in enumerate(numbers.tolist())]
    path.write_text("\n".join(["n,cm,kg", *rows]), encoding="utf-8")
    return path


def of_column(path: Path, column: str = "cm") -> Experiment:
    return small.with_knobs({"data.kind": "column", "data.path": str(path), "data.column": column})


def of_points(path: Path) -> Experiment:
    return small.with_knobs({"data.kind": "points", "data.path": str(path), "data.column": "kg, cm"})


def save(experiment: Experiment, path: Path) -> Trainer:
    trainer = Trainer(experiment, seed=4)
    trainer.advance(5)
    runfile.save(path, trainer)
    return trainer


@pytest.fixture
def heights(tmp_path: Path) -> Path:
    return write_heights(tmp_path / "heights.csv")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept.ganrun"


def test_data_that_are_as_they_were_are_not_spoken_of(heights: Path, kept: Path) -> None:
    trainer = save(of_column(heights), kept)
    saved = runfile.read(kept)
    assert saved.source == trainer.real.source
    assert (saved.source.name, saved.source.count, saved.source.unit) == ("heights.csv", 50, "values")
    np.testing.assert_array_equal(saved.values, trainer.real.values)
    heights.touch()
    found = runfile.find_data(saved)
    assert (found.run, found.told, found.anew, found.lacks) == (saved, "", None, "")
    again, _ = found.run.open()
    again.advance(3)
    trainer.advance(3)
    assert_same(again.state(), trainer.state())


def of_the_first_column(path: Path) -> Experiment:
    return of_column(path, "n")


@pytest.mark.parametrize("experiment", [of_column, of_points, of_the_first_column])
def test_a_run_goes_on_with_its_own_copy_bit_for_bit(
    experiment: Callable[[Path], Experiment], heights: Path, kept: Path
) -> None:
    trainer = save(experiment(heights), kept)
    write_heights(heights, 53)
    found = runfile.find_data(runfile.read(kept))
    unit = trainer.real.source.unit
    changed = f"heights.csv has changed since this run was saved: it had 50 {unit}, now 53."
    assert found.told == f"{changed} The run goes on with its own copy."
    again, _ = found.run.open()
    again.advance(3)
    trainer.advance(3)
    assert_same(again.state(), trainer.state())
    anew, _ = found.anew.open()
    assert anew.real.source.count == 53
    assert anew.step == 5


def test_the_copy_of_a_sheet_of_a_workbook_is_learned_from_without_the_workbook(tmp_path: Path, kept: Path) -> None:
    numbers = np.random.default_rng(3).normal(170, 9, 50).round(3).tolist()
    sheets = {"notes": [["nothing"]], "spring": [["cm"], *([number] for number in numbers)]}
    book = write_xlsx(tmp_path / "heights.xlsx", sheets)
    trainer = save(of_column(book).with_knobs({"data.sheet": "spring"}), kept)
    book.unlink()
    again, _ = runfile.find_data(runfile.read(kept)).run.open()
    again.advance(3)
    trainer.advance(3)
    assert_same(again.state(), trainer.state())


def test_a_copy_is_kept_again_where_its_run_is_saved_again(heights: Path, kept: Path) -> None:
    trainer = save(of_column(heights), kept)
    heights.unlink()
    found = runfile.find_data(runfile.read(kept))
    assert found.told == (
        f"heights.csv, which this run learned from, is no longer in {heights.parent}. It goes on with its own copy."
    )
    assert found.anew is None
    again, _ = found.run.open()
    runfile.save(kept, again)
    Path(again.experiment.data.path).unlink()
    once_more, _ = runfile.find_data(runfile.read(kept)).run.open()
    once_more.advance(2)
    trainer.advance(2)
    assert_same(once_more.state(), trainer.state())


def test_as_many_values_that_are_others_are_told(heights: Path, kept: Path) -> None:
    save(of_column(heights), kept)
    heights.write_text(heights.read_text(encoding="utf-8").replace("1", "2"), encoding="utf-8")
    told = runfile.find_data(runfile.read(kept)).told
    assert told.startswith("heights.csv has changed since this run was saved; it has 50 values as before, and not the")


def test_what_is_no_table_any_more_leaves_the_copy(heights: Path, kept: Path) -> None:
    save(of_column(heights), kept)
    heights.write_text("nothing", encoding="utf-8")
    found = runfile.find_data(runfile.read(kept))
    assert found.told.startswith("heights.csv has changed since this run was saved: it had 50 values.")
    assert len(found.run.open()[0].real.values) == 50


def test_without_a_copy_it_is_said_what_is_there_and_what_is_lacking(
    tmp_path: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for place in range(6):
        Image.new("RGB", (8, 8), (40 * place, 0, 0)).save(photos / f"{place}.png")
    pictures = {"data.kind": "pictures", "data.path": str(photos), "data.side": 8, "batch_size": 4}
    trainer = save(small.with_knobs(pictures), kept)
    assert runfile.read(kept).values is None
    (photos / "5.png").unlink()
    found = runfile.find_data(runfile.read(kept))
    assert found.told == (
        "photos has changed since this run was saved: it had 6 files, now 5. The run goes on with what is there now."
    )
    assert found.anew is None
    photos.rename(tmp_path / "moved")
    lacks = f"photos, which this run learned from, is no longer in {tmp_path}."
    assert runfile.find_data(runfile.read(kept)).lacks == lacks
    assert cli.main(["train", "--run", str(kept), "--steps", "7"]) == 2
    place = f"data.path={tmp_path / 'moved'}"
    assert lacks in capsys.readouterr().err
    assert cli.main(["train", "--run", str(kept), "--steps", "7", "--set", place, "--save", str(kept)]) == 0
    assert runfile.load(kept).step == trainer.step + 2


def test_a_picture_that_was_edited_is_noticed_and_a_copy_is_none(tmp_path: Path, kept: Path) -> None:
    """Neither its name nor its size has changed, nor when it was written."""
    photos = tmp_path / "photos"
    photos.mkdir()
    for place in range(6):
        Image.new("RGB", (8, 8), (40 * place, 0, 0)).save(photos / f"{place}.bmp")
    save(small.with_knobs({"data.kind": "pictures", "data.path": str(photos), "data.side": 8, "batch_size": 4}), kept)
    saved = runfile.read(kept)
    shutil.copytree(photos, tmp_path / "copy", copy_function=shutil.copyfile)
    shutil.rmtree(photos)
    (tmp_path / "copy").rename(photos)
    assert runfile.find_data(saved).told == ""
    status = (photos / "3.bmp").stat()
    Image.new("RGB", (8, 8), (0, 99, 0)).save(photos / "3.bmp")
    os.utime(photos / "3.bmp", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert runfile.find_data(saved).told == (
        "photos has changed since this run was saved; it has 6 files as before, and not the same. "
        "The run goes on with what is there now."
    )
    before = replace(saved, source=replace(saved.source, content=""))
    assert runfile.find_data(before).told == "", "of files that nobody has looked into"


def test_the_command_line_says_what_has_changed(heights: Path, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(of_column(heights), kept)
    write_heights(heights, 60)
    assert cli.main(["train", "--run", str(kept), "--steps", "6"]) == 0
    assert "it had 50 values, now 60. The run goes on with its own copy." in capsys.readouterr().err


def test_what_is_large_or_ships_is_not_copied(heights: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runfile, "most_copied_bytes", 50 * 8 - 1)
    save(of_column(heights), kept)
    saved = runfile.read(kept)
    assert saved.values is None
    write_heights(heights, 70)
    assert runfile.find_data(saved).told.endswith("now 70. The run goes on with what is there now.")
    save(small.with_knobs({"data.kind": "column"}), kept)
    assert (runfile.read(kept).source, runfile.read(kept).values) == (None, None)


def test_copies_that_are_damaged_are_refused(heights: Path, kept: Path) -> None:
    save(of_column(heights), kept)
    members = read_members(kept)
    whole = members["values.safetensors"]
    infinite = bytearray(whole)
    infinite[-8:] = np.array([np.inf]).tobytes()
    for damaged in (whole[:-8], infinite, bytearray(b"no tensors")):
        write_members(kept, {**members, "values.safetensors": bytes(damaged)}.items())
        with pytest.raises(PlaygroundError):
            runfile.read(kept)
    del members["values.safetensors"]
    write_members(kept, members.items())
    with pytest.raises(PlaygroundError, match="missing"):
        runfile.read(kept)


def test_where_no_copy_can_be_written_the_run_goes_on_with_what_is_there(
    heights: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(of_column(heights), kept)
    write_heights(heights, 60)
    monkeypatch.setattr(runfile.found_data, "copies_folder", lambda: heights / "no folder")
    found = runfile.find_data(runfile.read(kept))
    assert found.told.endswith("now 60. The run goes on with what is there now.")


def test_the_source_is_that_of_the_moment_at_which_it_was_read(heights: Path, kept: Path) -> None:
    trainer = Trainer(of_column(heights))
    twin = write_heights(heights, 60) and trainer.twin(1)
    assert twin.real is trainer.real, "a twin learns from what the first one does"
    runfile.save(kept, trainer)
    assert isinstance(trainer.real.source, DataSource)
    assert runfile.read(kept).source.count == 50
    assert_same(runfile.load(kept).state(), trainer.state())
    assert runfile.load(kept).real.source.count == 50, "that of its copy"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name")
def test_nobody_waits_at_a_pipe(tmp_path: Path, heights: Path, kept: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for knobs in ({"data.kind": "column"}, {"data.kind": "pictures"}, {"data.kind": "texture"}):
        with pytest.raises(PlaygroundError):
            small.with_knobs({**knobs, "data.path": str(pipe)}).make_data()
    save(of_column(heights), kept)
    pipe.rename(heights)
    assert "no longer" in runfile.find_data(runfile.read(kept)).told
