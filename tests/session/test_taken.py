"""What is said of a file that a run begins to learn from, and of what it brought along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.run.run import Run
from gan_playground.session.run.taken import told_of_data


def run_on(lesson: str = "ring", **knobs: Any) -> Run:
    plain = Experiment()
    values = {path.replace("__", "."): value for path, value in knobs.items()}
    run = Run.fresh(Trainer(plain.with_knobs({**plain.changes_for(values), "batch_size": 4}), seed=0))
    run.lesson = lesson
    return run


def paint(path: Path, side: int = 40) -> Path:
    shades = np.random.default_rng(len(path.name)).integers(0, 255, (side, side, 3), dtype=np.uint8)
    Image.fromarray(shades).save(path)
    return path


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return paint(tmp_path / "cat.png")


def said(run: Run, before: Run | None = None) -> str:
    remark = told_of_data(run, before)
    return remark.sentence if remark is not None else ""


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        ("picture", "Learning the dark parts of cat.png"),
        ("texture", "Learning 3,600 patches from all over cat.png, 16 × 16 pixels each."),
        ("palette", "Learning the colours of all pixels of cat.png"),
    ],
)
def test_of_a_photograph_it_says_what_is_learned(photo: Path, kind: str, begins: str) -> None:
    assert said(run_on(data__kind=kind, data__path=str(photo))).startswith(begins)


def test_of_a_folder_it_says_how_many_how_large_and_what_was_left_out(tmp_path: Path) -> None:
    for number in range(20):
        folder = tmp_path / "mine" / ("cats", "dogs")[number % 2]
        folder.mkdir(parents=True, exist_ok=True)
        paint(folder / f"{number}.png", 8)
    (tmp_path / "mine" / "cats" / "broken.png").write_bytes(b"\x89PNG and nothing")
    told = said(run_on(data__kind="pictures", data__path=str(tmp_path / "mine"), data__side=8))
    assert told.startswith(
        "Learning 18 pictures of 2 classes from mine, 8 × 8 pixels each, in colour; 2 more are kept to compare with."
    )
    assert "1 of 21 files was left out" in told


def test_of_a_table_it_says_the_column_and_the_rows_and_that_one_may_look(tmp_path: Path) -> None:
    table = tmp_path / "heights.csv"
    table.write_text("cm\n" + "".join(f"{150 + i % 40}\n" for i in range(80)) + "n/a\n")
    remark = told_of_data(run_on(data__kind="column", data__path=str(table)), None)
    assert remark is not None
    assert remark.of_table
    assert remark.sentence == "Learning the column “cm” of heights.csv: 80 rows used, 1 left out."


def test_nothing_is_said_of_what_ships_or_goes_on(photo: Path) -> None:
    ships, mine = run_on(data__kind="palette"), run_on(data__kind="palette", data__path=str(photo))
    assert said(ships) == ""
    assert said(mine, mine) == ""


def test_what_came_along_is_said_where_the_lesson_stays(photo: Path) -> None:
    before, mine = run_on(data__kind="ring"), run_on(data__kind="texture", data__path=str(photo), generator__width=48)
    assert said(mine, before).endswith(" With it one other knob changed; Undo brings it back.")
    mine.lesson = "another"
    assert "other" not in said(mine, before)
    same = run_on(data__kind="picture", data__path=str(photo))
    assert "other" not in said(same, before), "both lie on the plane, and only the data differ"
