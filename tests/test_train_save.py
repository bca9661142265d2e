"""`train --save` and `--run`: a run that is kept from the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import torch

from gan.runs import assert_same
from gan_playground.cli import main, make_parser
from gan_playground.gan import runfile
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson

EDIT = "generator.learning_rate=0.002@70"


def test_it_writes_the_run_with_its_past(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pinned.ganrun"
    threads = torch.get_num_threads()
    try:
        assert main(["train", "pinned", "--steps", "120", "--seed", "4", "--set", EDIT, "--save", str(path)]) == 0
        run = runfile.read(path)
        trainer, past = run.open()
        fresh = Trainer(load_lesson("pinned").experiment, 4)
        fresh.apply(Edit("generator.learning_rate", 0.002, 70))
        fresh.advance(80)
        list(past.go_to(trainer, 80))
        assert (run.lesson, run.tip.step) == ("pinned", 120)
        assert_same(trainer.state(), fresh.state())
    finally:
        torch.set_num_threads(threads)
    assert str(path) in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told_before_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gan_playground.train.train", lambda *_: pytest.fail("trained in vain"))
    for place in (tmp_path, tmp_path / "nosuch" / "run.ganrun"):
        assert main(["train", "pinned", "--save", str(place)]) == 2
        told = capsys.readouterr().err
        assert str(place) in told
        assert told.count("\n") == 1


def test_the_window_takes_a_run_file() -> None:
    assert make_parser().parse_args(["--run", "one.ganrun"]).run == Path("one.ganrun")
    assert make_parser().parse_args([]).run is None


@pytest.mark.skipif(os.name != "posix", reason="elsewhere all names are Unicode")
def test_a_file_whose_name_is_not_unicode_is_learned_from_saved_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def named(ending: str) -> Path:
        return Path(os.fsdecode(os.fsencode(tmp_path) + b"/n\xff" + ending.encode()))

    table, run, result = named(".csv"), named(".ganrun"), named(".json")
    try:
        table.write_text("cm\n" + "\n".join(f"{value}" for value in range(150, 190)), encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    setting = f"data.path={table}"
    command = ["train", "textbook-curve", "--steps", "2", "--set", setting, "--save", str(run), "--json", str(result)]
    assert main(command) == 0
    assert "n\\udcff.ganrun" in capsys.readouterr().err
    assert json.loads(result.read_bytes())["knobs"]["data.path"] == str(table)
    assert runfile.load(run).experiment.data.path == str(table)
    assert main(["train", "--run", str(run), "--steps", "4"]) == 0
