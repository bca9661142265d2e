"""The score as a table: what stands in it, as another program reads it."""

from __future__ import annotations

import csv
import io
import math

import numpy as np

from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.observe.history import History, Track
from gan_playground.gan.training.trainer import Trainer
from gan_playground.score_table import ScoreRun, score_csv

LOSSES = Track(np.array([1.0, 2.0, 3.0]), np.array([0.1, 1 / 3, math.nan]))
LOOKS = Track(np.array([2.0, 5.0]), np.array([1e-300, math.inf]))
HISTORY = History({"loss.generator": LOSSES, "metric.js": LOOKS}, {})


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def test_every_step_is_a_row_and_every_quantity_a_column() -> None:
    rows = read(score_csv([ScoreRun("run", HISTORY)]))
    assert list(rows[0]) == ["step", "loss.generator", "metric.js", "edits"]
    assert [row["step"] for row in rows] == ["1", "2", "3", "5"]
    assert [row["loss.generator"] for row in rows] == ["0.1", repr(1 / 3), "", ""], "no number is no value"
    assert [row["metric.js"] for row in rows] == ["", "1e-300", "", "inf"]


def test_numbers_come_back_bit_for_bit() -> None:
    trainer = Trainer(Experiment())
    trainer.advance(130)
    frame = trainer.observe()
    rows = read(score_csv([ScoreRun("run", frame.history, frame.edits)]))
    for key, track in frame.history.whole.items():
        read_back = {float(row["step"]): float(row[key]) for row in rows if row[key]}
        finite = ~np.isnan(track.values)
        assert read_back == dict(zip(track.steps[finite], track.values[finite], strict=True))


def test_an_edit_stands_on_the_row_nearest_to_its_step() -> None:
    edits = (Edit("generator.learning_rate", 0.002, 4), Edit("objective", "minimax", 4), Edit("data.mean", -1.5, 900))
    rows = read(score_csv([ScoreRun("run", HISTORY, edits)]))
    assert [row["edits"] for row in rows] == [
        "",
        "",
        "generator.learning_rate=0.002@4; objective=minimax@4",
        "data.mean=-1.5@900",
    ]


def test_of_several_runs_a_column_says_which() -> None:
    other = History({"radius": Track(np.array([7.0]), np.array([2.0]))}, {})
    content = score_csv([ScoreRun('the "first", so far', HISTORY), ScoreRun("Zürich", other)])
    rows = read(content)
    assert list(rows[0]) == ["run", "step", "loss.generator", "metric.js", "radius", "edits"]
    assert [row["run"] for row in rows] == ['the "first", so far'] * 4 + ["Zürich"]
    assert rows[-1] == {
        "run": "Zürich", "step": "7", "loss.generator": "", "metric.js": "", "radius": "2.0", "edits": ""
    }  # fmt: skip


def test_lines_end_and_fields_are_quoted_as_the_standard_says() -> None:
    edits = (Edit("data.path", 'two\nlines, and "quotes".csv', 1),)
    content = score_csv([ScoreRun("run", HISTORY, edits)])
    assert content.startswith(b"step,loss.generator,metric.js,edits\r\n")
    assert b'1,0.1,,"data.path=two\nlines, and ""quotes"".csv@1"\r\n' in content
    assert read(content)[0]["edits"] == 'data.path=two\nlines, and "quotes".csv@1'


def test_before_the_first_step_there_is_only_the_header() -> None:
    assert score_csv([ScoreRun("run", History({}, {}), (Edit("objective", "minimax", 0),))]) == b"step,edits\r\n"
