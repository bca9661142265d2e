"""The command line as a person types it: what it prints, and one line for every mistake."""

from __future__ import annotations

import itertools
import json
import math
import os
import re
import subprocess
import sys
import time
from _thread import interrupt_main
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from cases import first_of_each, one_in
from gan_playground import cli
from gan_playground.gan.data.images.downloads import DOWNLOADS, cached, folder_of
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.gan.training.turns import TURNS
from gan_playground.lessons.catalogue import lessons, load_lesson
from gan_playground.lessons.lesson import LessonGroup
from serving import MNIST, Server, left_in, offer, out_of_reach, serving

CHECKOUT = Path(__file__).parent.parent
SHORT = ["train", "two-knobs", "--steps", "30"]
KEYS = [
    *("lesson", "seed", "device", "steps", "seconds", "steps_per_second"),
    *("knobs", "losses", "scores", "metrics", "diagnosis"),
]


@pytest.fixture(autouse=True)
def torchs_threads() -> Any:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def call(*arguments: str) -> int:
    """Run the program here; argparse leaves by SystemExit, which is the same to whoever typed it."""
    try:
        return cli.main(list(arguments))
    except SystemExit as end:
        return int(end.code or 0)


def trained(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert call(*SHORT, "--json", "-", *arguments) == 0
    return json.loads(capsys.readouterr().out)


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that a mistake gets on stderr."""
    assert call(*arguments) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.endswith("\n")
    assert len(error.splitlines()) == 1, error
    return error


def in_a_process(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "main.py", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=100, check=False)


# train.


def test_train_writes_one_object_with_the_keys_that_are_promised(capsys: pytest.CaptureFixture[str]) -> None:
    result = trained(capsys, "--seed", "3")
    assert list(result) == KEYS
    assert {key: result[key] for key in ("lesson", "seed", "device", "steps")} == {
        "lesson": "two-knobs",
        "seed": 3,
        "device": "cpu",
        "steps": 30,
    }
    assert result["seconds"] > 0
    assert result["steps_per_second"] > 0
    assert list(result["knobs"]) == list(KNOBS)
    assert list(result["losses"]) == ["generator", "discriminator", "value"]
    assert list(result["scores"]) == ["d_real", "d_fake", "accuracy"]
    assert list(result["metrics"]) == ["wasserstein", "js", "mean", "std"]
    assert {name: set(measure) for name, measure in result["metrics"].items()} == {
        "wasserstein": {"value", "floor", "low", "high"},
        "js": {"value", "floor", "low", "high"},
        "mean": {"value"},
        "std": {"value"},
    }
    assert [(finding["id"], finding["state"]) for finding in result["diagnosis"]] == [("unknown", "unknown")]


def test_a_diagnosis_has_an_id_and_its_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    settings = ["generator.steps=0", "discriminator.learning_rate=0.05", "discriminator.steps=5"]
    result = trained(capsys, "--steps", "700", *(part for setting in settings for part in ("--set", setting)))
    keys = {"id", "state", "since", "evidence", "confidence", "remedies"}
    assert all(set(finding) == keys for finding in result["diagnosis"])
    assert [finding["id"] for finding in result["diagnosis"]] == ["not-moving", "d-has-won"]
    first = result["diagnosis"][0]
    assert first["state"] == "trouble"
    assert first["remedies"][0].keys() == {"id", "words", "knobs", "helped", "tried"}


def without_time(result: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key not in ("seconds", "steps_per_second")}


@pytest.mark.parametrize("lesson", ["two-knobs", "textbook-curve"])
def test_train_is_repeatable_to_the_last_bit(capsys: pytest.CaptureFixture[str], lesson: str) -> None:
    results = []
    for _ in range(2):
        assert call("train", lesson, "--steps", "120", "--seed", "5", "--json", "-") == 0
        results.append(json.loads(capsys.readouterr().out))
    assert without_time(results[0]) == without_time(results[1])


def test_another_seed_gives_another_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert trained(capsys, "--seed", "1")["losses"] != trained(capsys, "--seed", "2")["losses"]


def test_the_seed_that_is_not_given_is_always_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert without_time(trained(capsys)) == without_time(trained(capsys, "--seed", "0"))


def test_train_says_how_it_went(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*SHORT) == 0
    out, error = capsys.readouterr()
    assert "wasserstein" in out
    assert "usual" in out
    assert "30" in error  # the progress bar
    assert "Traceback" not in error


def test_json_goes_into_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert call(*SHORT, "--json", str(tmp_path / "result.json")) == 0
    assert list(json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))) == KEYS
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["result.json"]


def test_no_steps_at_all_is_a_look_at_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    result = trained(capsys, "--steps", "0")
    assert result["steps"] == 0
    assert result["metrics"]["mean"]["value"] == pytest.approx(3, abs=0.1)


# --set.


def test_set_sets_knobs_from_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    result = trained(capsys, "--set", "objective=minimax", "--set", "data.mean=-4", "--set", "batch_size=64")
    assert (result["knobs"]["objective"], result["knobs"]["data.mean"], result["knobs"]["batch_size"]) == (
        "minimax",
        -4.0,
        64,
    )
    assert result["losses"] != trained(capsys)["losses"]


def test_the_last_setting_of_a_knob_wins(capsys: pytest.CaptureFixture[str]) -> None:
    result = trained(capsys, "--set", "batch_size=64", "--set", "batch_size=32")
    assert result["knobs"]["batch_size"] == 32


def test_knobs_that_only_fit_together_are_set_together(capsys: pytest.CaptureFixture[str]) -> None:
    result = trained(capsys, "--set", "latent.dim=3", "--set", "generator.kind=mlp")
    assert result["knobs"]["latent.dim"] == 3


def test_an_edit_at_a_step_takes_effect_there(capsys: pytest.CaptureFixture[str]) -> None:
    plain = trained(capsys, "--steps", "150")
    edited = trained(capsys, "--steps", "150", "--set", "objective=minimax@100")
    from_the_start = trained(capsys, "--steps", "150", "--set", "objective=minimax@0")
    assert edited["knobs"]["objective"] == from_the_start["knobs"]["objective"] == "minimax"
    assert len({str(result["losses"]) for result in (plain, edited, from_the_start)}) == 3
    as_knob = trained(capsys, "--steps", "150", "--set", "objective=minimax")
    assert without_time(from_the_start) == without_time(as_knob)


def test_before_its_step_an_edit_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    edited = trained(capsys, "--set", "generator.learning_rate=0.5@29")
    assert edited["losses"] != trained(capsys)["losses"]
    short = ["--steps", "29"]
    edited = trained(capsys, *short, "--set", "generator.learning_rate=0.5@29")
    assert edited["losses"] == trained(capsys, *short)["losses"]


def test_a_column_of_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = [f"{i},{100 + i % 7}" for i in range(50)]
    (tmp_path / "mine.csv").write_text("\n".join(["id,height", *rows]), encoding="utf-8")
    settings = ["data.kind=column", f"data.path={tmp_path / 'mine.csv'}", "data.column=height"]
    result = trained(capsys, *(part for setting in settings for part in ("--set", setting)))
    assert result["knobs"]["data.column"] == "height"
    assert result["metrics"]["wasserstein"]["floor"] < 0.5  # in the column's own unit, from 100 to 106


def test_what_was_understood_of_a_file_is_said_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = [f"c{i};{(100 + 97 * i):,}" for i in range(40)]
    (tmp_path / "mine.csv").write_text("\n".join(["city;income", *rows, "c40;n/a"]), encoding="utf-8")
    own = [*SHORT, "--set", f"data.path={tmp_path / 'mine.csv'}", "--set", "data.column=income"]
    assert call(*own) == 0
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "mine.csv" in line]
    assert line.startswith("learning income of mine.csv, 40 values, 1 left out: 1 without a value (row 42; 'n/a'); ")
    assert "'1,070' is read as 1070, not as 1.07; data.decimals=comma reads it so" in line
    assert call(*own, "--set", "data.decimals=point") == 0
    assert "could be either" not in capsys.readouterr().err


def test_pictures_that_were_left_out_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in range(12):
        Image.new("RGB", (12, 12), (20 * place, 0, 90)).save(tmp_path / f"{place}.png")
    for place in range(8):
        (tmp_path / f"bad{place}.png").write_text("no picture")
    settings = ["data.kind=pictures", f"data.path={tmp_path}", "generator.kind=mlp", "discriminator.kind=mlp"]
    command = ["train", "digits", "--steps", "1", "--json", "-"]
    assert call(*command, *(part for setting in settings for part in ("--set", setting))) == 0
    assert "8 of 20 files were left out: 8 are no pictures (bad0.png, " in capsys.readouterr().err


def test_nothing_is_said_of_the_file_that_ships(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*SHORT, "--set", "data.kind=column") == 0
    assert "iris" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["me@work", "me@3"])
def test_an_at_sign_in_a_path_is_no_step(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "mine.csv"
    path.parent.mkdir()
    path.write_text("\n".join(map(str, range(50))), encoding="utf-8")
    result = trained(capsys, "--set", "data.kind=column", "--set", f"data.path={path}")
    assert result["knobs"]["data.path"] == str(path)


def test_an_equals_sign_in_a_path_is_part_of_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a=b.csv"
    path.write_text("\n".join(map(str, range(50))), encoding="utf-8")
    result = trained(capsys, "--set", "data.kind=column", "--set", f"data.path={path}")
    assert result["knobs"]["data.path"] == str(path)


# The plane.


def test_the_ring_tells_its_measures_with_their_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    result = json_of(capsys, "ring", "--steps", "20")
    assert list(result) == KEYS
    assert {name: set(measure) for name, measure in result["metrics"].items()} == {
        "modes": {"value"},
        "modes_total": {"value"},
        "high_quality": {"value", "ceiling", "low", "high"},
        "js": {"value", "floor", "low", "high"},
        "sliced_wasserstein": {"value", "floor", "low", "high"},
        "precision": {"value", "ceiling", "low", "high"},
        "recall": {"value", "ceiling", "low", "high"},
    }
    metrics = result["metrics"]
    assert metrics["modes_total"]["value"] == 8
    assert 0 <= metrics["modes"]["value"] <= 8
    assert metrics["high_quality"]["ceiling"] == pytest.approx(1 - math.exp(-4.5))
    assert 0 < metrics["js"]["floor"] < metrics["js"]["value"] < math.log(2) + 1e-9
    assert 0 < metrics["sliced_wasserstein"]["floor"] < metrics["sliced_wasserstein"]["value"]


def test_data_without_modes_have_no_measures_of_modes(capsys: pytest.CaptureFixture[str]) -> None:
    result = json_of(capsys, "draw-your-own", "--steps", "5")
    assert list(result["metrics"]) == ["js", "sliced_wasserstein", "precision", "recall"]


def test_bounds_are_in_the_words_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("train", "ring", "--steps", "5") == 0
    out = capsys.readouterr().out
    assert "high_quality" in out
    assert "(usual 0.9889, from 0.9854 to 0.9923)" in out


@pytest.mark.parametrize("lesson", ["ring", "draw-your-own", "textbook-curve"])
def test_a_file_that_is_named_is_what_it_is(capsys: pytest.CaptureFixture[str], tmp_path: Path, lesson: str) -> None:
    """A table is points on the plane, and a column on the line; a picture is a picture anywhere."""
    rows = "\n".join(f"{i % 7},{100 + i % 11}" for i in range(60))
    (tmp_path / "mine.csv").write_text(f"a,b\n{rows}\n", encoding="utf-8")
    black = np.full((40, 60), 255, dtype=np.uint8)
    black[:, :30] = 0
    Image.fromarray(black).save(tmp_path / "mine.PNG")
    as_table = json_of(capsys, lesson, "--steps", "5", "--set", f"data.path={tmp_path / 'mine.csv'}")
    as_picture = json_of(capsys, lesson, "--steps", "5", "--set", f"data.path={tmp_path / 'mine.PNG'}")
    on_the_line = lesson == "textbook-curve"
    assert as_table["knobs"]["data.kind"] == ("column" if on_the_line else "points")
    assert ("wasserstein" in as_table["metrics"]) == on_the_line
    assert as_picture["knobs"]["data.kind"] == "picture"
    assert "sliced_wasserstein" in as_picture["metrics"]


def test_a_file_and_a_kind_that_is_named_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("\n".join(map(str, range(50))), encoding="utf-8")
    settings = settings_of(**{"data.path": str(tmp_path / "mine.csv"), "data.kind": "column", "latent.dim": "2"})
    assert json_of(capsys, "ring", "--steps", "5", *settings)["knobs"]["data.kind"] == "column"


def test_columns_are_named_with_a_comma(capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_of(**{"data.column": "sepal width (cm), petal width (cm)"})
    result = json_of(capsys, "ring", "--steps", "5", *settings)
    assert result["knobs"]["data.kind"] == "points"


@pytest.mark.parametrize(
    ("knobs", "words"),
    [
        ({"data.centres": "1 2 3"}, ["data.centres", "1 2 3"]),
        ({"data.centres": "none"}, ["nothing to learn"]),
        ({"data.drawing": "scribble"}, ["data.drawing", "scribble"]),
        ({"data.kind": "word", "data.text": " "}, ["data.text"]),
        ({"data.path": "nosuch.csv"}, ["nosuch.csv"]),
        ({"data.path": "nosuch.png"}, ["nosuch.png"]),
        ({"data.sigma": "9"}, ["data.sigma", "from 0 to 2"]),
        ({"generator.kind": "two-knobs", "latent.dim": "1"}, ["generator.kind", "two coordinates"]),
    ],
    ids=str,
)
def test_a_mistake_on_the_plane_is_one_line(
    capsys: pytest.CaptureFixture[str], knobs: dict[str, str], words: list[str]
) -> None:
    line = complaint(capsys, "train", "ring", "--steps", "5", *settings_of(**knobs))
    assert all(word in line for word in words)


@pytest.mark.parametrize("setting", ["data.drift=1", "data.drift=1@3", "data.side=12", "data.kind=digits"])
def test_a_knob_that_the_data_do_not_have_is_one_line(capsys: pytest.CaptureFixture[str], setting: str) -> None:
    also = ["--set", "data.std=2.0"] if setting == "data.kind=digits" else []
    line = complaint(capsys, "train", "two-knobs", "--steps", "5", "--set", setting, *also)
    assert "which has no such knob" in line
    assert ("data.kind is digits" if also else "data.kind is normal") in line


def test_what_a_lesson_turned_is_no_hindrance_to_another_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert load_lesson("two-knobs").experiment.data.mean != 0
    result = json_of(
        capsys, "two-knobs", "--steps", "5", *settings_of(**{"data.kind": "ring", "generator.kind": "mlp"})
    )
    assert (result["knobs"]["data.kind"], result["knobs"]["data.mean"]) == ("ring", 0.0)


@pytest.mark.parametrize(
    ("knob", "value"),
    [("data.centres", "1 1; -1 -1"), ("data.drawing", "brush 0.5 0: 0 0"), ("data.sigma", "0.2"), ("data.drift", "1")],
)
def test_data_are_edited_at_a_step_too(capsys: pytest.CaptureFixture[str], knob: str, value: str) -> None:
    """KNOB=VALUE@STEP is an edit at that step, also of a text that has a form of its own, in which no @ can be."""
    edited = json_of(capsys, "ring", "--steps", "12", "--set", f"{knob}={value}@10")
    from_the_start = json_of(capsys, "ring", "--steps", "12", "--set", f"{knob}={value}")
    assert edited["knobs"] == from_the_start["knobs"]
    assert edited["losses"] != from_the_start["losses"]


# lessons.


def test_lessons_are_listed_one_a_line_below_their_groups(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("lessons") == 0
    lines = capsys.readouterr().out.splitlines()
    listed = {line.split()[0] if line.startswith("  ") else line for line in lines}
    assert len(listed) == len(lines) == len(lessons()) + len({lesson.group for lesson in lessons().values()})
    start = lines.index(LessonGroup.START_HERE.title)
    assert [line.split()[0] for line in lines[start + 1 : start + 6]] == [
        *("two-knobs", "textbook-curve", "ring", "ring-rescued", "counterfeiter"),
    ]
    assert lines[start + 6] == LessonGroup.WRONG.title
    assert [line.split()[0] for line in lines[start + 7 : start + 13]] == [
        *("collapse", "pinned", "chasing-ring", "divergence", "forgetting", "sleeping-d"),
    ]


def test_lessons_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("lessons", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert {lesson["id"]: lesson["group"] for lesson in listed} == {
        lesson_id: lesson.group.value for lesson_id, lesson in lessons().items()
    }
    assert {lesson["id"]: lesson["kind"] for lesson in listed} == {
        "two-knobs": "line",
        "textbook-curve": "line",
        "tug-of-war": "phase",
        "pinned": "line",
        "collapse": "plane",
        "divergence": "phase",
        "forgetting": "plane",
        "sleeping-d": "line",
        "beat-the-detective": "line",
        "two-blobs": "plane",
        "ring": "plane",
        "chasing-ring": "plane",
        "ring-rescued": "plane",
        "grid": "plane",
        "disjoint": "plane",
        "draw-your-own": "plane",
        "chase": "plane",
        "palette": "colours",
        "counterfeiter": "images",
        "digits": "images",
        "digits-conv": "images",
        "mnist": "images",
        "faces": "images",
        "texture": "images",
        "cifar-fully-connected": "images",
        "cifar-convolutional": "images",
    }
    assert all(set(lesson) == {"id", "title", "group", "kind", "shows"} for lesson in listed)
    assert all(lesson["shows"].endswith(".") for lesson in listed)


# The games.


def json_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert call("train", *arguments, "--json", "-") == 0
    return json.loads(capsys.readouterr().out)


def settings_of(**knobs: str) -> list[str]:
    return [part for path, value in knobs.items() for part in ("--set", f"{path}={value}")]


def test_tug_of_war_tells_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    result = json_of(capsys, "tug-of-war", "--steps", "100")
    assert list(result) == KEYS
    assert list(result["metrics"]) == ["radius", "theta", "psi"]
    value = {name: measure["value"] for name, measure in result["metrics"].items()}
    assert value["radius"] == pytest.approx(math.hypot(value["theta"], value["psi"]))
    assert all(set(measure) == {"value"} for measure in result["metrics"].values()), "no sampling, so no floor"
    assert value["radius"] > math.sqrt(2)


def test_tug_of_war_starts_where_it_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    starts = settings_of(**{"generator.start": "-0.5", "discriminator.start": "2"})
    value = json_of(capsys, "tug-of-war", "--steps", "0", *starts)["metrics"]
    assert (value["theta"]["value"], value["psi"]["value"]) == (-0.5, 2.0)
    assert value["radius"]["value"] == pytest.approx(math.sqrt(4.25))


@pytest.mark.parametrize("lesson", ["two-knobs", "tug-of-war"])
@pytest.mark.parametrize("turns", KNOBS["turns"].choices or ())
@pytest.mark.parametrize("objective", KNOBS["objective"].choices or ())
def test_every_objective_in_every_order_of_turns(
    capsys: pytest.CaptureFixture[str], lesson: str, objective: str, turns: str
) -> None:
    result = json_of(capsys, lesson, "--steps", "20", *settings_of(objective=objective, turns=turns))
    assert (result["knobs"]["objective"], result["knobs"]["turns"], result["steps"]) == (objective, turns, 20)
    assert all(math.isfinite(value) for value in result["losses"].values())
    scores = result["scores"]
    assert 0 <= min(scores.values()) <= max(scores.values()) <= 1


def test_the_order_of_turns_matters(capsys: pytest.CaptureFixture[str]) -> None:
    results = [json_of(capsys, "tug-of-war", "--steps", "50", "--set", f"turns={turns}") for turns in TURNS]
    assert results[0]["metrics"]["radius"] != results[1]["metrics"]["radius"]


def test_several_knobs_at_one_step_are_turned_together(capsys: pytest.CaptureFixture[str]) -> None:
    """Smoothed labels and an objective without labels contradict each other one at a time."""
    change = settings_of(**{"objective": "wasserstein@10", "penalty.wgan_gp": "10@10"})
    result = trained(
        capsys, *settings_of(**{"stabilise.label_smoothing": "0.1"}), *change, "--set", "stabilise.label_smoothing=0@10"
    )
    assert result["knobs"]["objective"] == "wasserstein"
    assert result["knobs"]["penalty.wgan_gp"] == 10.0
    assert result["knobs"]["stabilise.label_smoothing"] == 0.0
    assert result["losses"] != trained(capsys)["losses"]


def test_the_order_in_which_edits_are_given_does_not_matter(capsys: pytest.CaptureFixture[str]) -> None:
    settings = ["batch_size=64@10", "objective=minimax@5", "penalty.r1=0.5@10"]
    results = [
        trained(capsys, *(part for setting in order for part in ("--set", setting)))
        for order in (settings, settings[::-1])
    ]
    assert without_time(results[0]) == without_time(results[1])


@pytest.mark.parametrize("name", RECIPES)
@pytest.mark.parametrize("lesson", ["textbook-curve", "tug-of-war"])
def test_a_recipe_is_played(capsys: pytest.CaptureFixture[str], lesson: str, name: str) -> None:
    result = json_of(capsys, lesson, "--steps", "10", "--recipe", name)
    experiment = load_lesson(lesson).experiment
    wanted = experiment.with_knobs(RECIPES[name].values_for(experiment))
    assert result["knobs"] == {path: wanted.knob(path) for path in KNOBS}
    assert RECIPES[name].fits(wanted)


def test_a_knob_is_turned_after_its_recipe(capsys: pytest.CaptureFixture[str]) -> None:
    result = trained(capsys, "--set", "penalty.r1=2", "--recipe", "r3gan")
    assert (result["knobs"]["penalty.r1"], result["knobs"]["penalty.r2"]) == (2.0, 0.1)


SPELLINGS = {True: ("on", "true", "yes", "1", "ON", "True"), False: ("off", "false", "no", "0", "Off", "False")}


@pytest.mark.parametrize(("text", "value"), [(text, value) for value, texts in SPELLINGS.items() for text in texts])
def test_on_and_off_have_several_spellings(capsys: pytest.CaptureFixture[str], text: str, value: bool) -> None:
    other = "off" if value else "on"
    turned = settings_of(**{"stabilise.spectral_norm": other})
    result = json_of(capsys, "two-knobs", "--steps", "0", *turned, "--set", f"stabilise.spectral_norm={text}")
    assert result["knobs"]["stabilise.spectral_norm"] is value


def test_a_switch_can_be_turned_at_a_step(capsys: pytest.CaptureFixture[str]) -> None:
    result = trained(capsys, "--set", "stabilise.spectral_norm=on@10")
    assert result["knobs"]["stabilise.spectral_norm"] is True
    assert result["losses"] != trained(capsys)["losses"]


def test_what_is_set_in_vain_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*SHORT, "--set", "generator.momentum=0.5", "--json", "-") == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "vain" in line]
    assert len(told) == 1
    assert "generator.momentum" in told[0]
    assert "adam" in told[0]


# download.


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with serving(monkeypatch, tmp_path) as server:
        offer(server, monkeypatch, "mnist", MNIST)
        yield server


def test_download_fetches_shows_how_far_it_is_and_says_where_it_lies(
    capsys: pytest.CaptureFixture[str], server: Server
) -> None:
    assert call("download", "mnist") == 0
    out, error = capsys.readouterr()
    assert out == f"{folder_of('mnist')}\n"
    assert cached("mnist") == folder_of("mnist")
    assert "100%" in error
    assert "is there already" not in error
    asked = len(server.asked)
    assert call("download", "mnist") == 0
    assert capsys.readouterr() == (out, "MNIST: handwritten digits is there already:\n")
    assert len(server.asked) == asked


def test_download_takes_what_is_here_already(
    capsys: pytest.CaptureFixture[str], server: Server, tmp_path: Path
) -> None:
    line = complaint(capsys, "download", "mnist", "--from", str(tmp_path))
    assert f"{tmp_path} holds no train-images-idx3-ubyte.gz" in line
    for path, content in MNIST.items():
        (tmp_path / path[1:]).write_bytes(content)
    assert call("download", "mnist", "--from", str(tmp_path)) == 0
    assert capsys.readouterr().out == f"{cached('mnist')}\n"
    assert server.asked == []


def test_ctrl_c_cancels_a_download_and_leaves_nothing_half_written(
    capsys: pytest.CaptureFixture[str], server: Server
) -> None:
    def press() -> None:
        while not server.asked:
            time.sleep(0.01)
        interrupt_main()

    server.flowing.clear()
    thread = Thread(target=press)
    thread.start()
    status = call("download", "mnist")
    thread.join()
    out, error = capsys.readouterr()
    assert (status, out) == (130, "")
    assert error.splitlines()[-1] == "The download was cancelled; nothing half-written is left."
    assert "Traceback" not in error
    assert left_in(folder_of("mnist")) == []


def test_without_a_network_one_line_says_what_to_put_where(
    capsys: pytest.CaptureFixture[str], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    out_of_reach(monkeypatch, "mnist")
    line = complaint(capsys, "download", "mnist")
    assert all(words in line for words in ("train-images-idx3-ubyte.gz", str(folder_of("mnist")), "by other means"))
    assert left_in(folder_of("mnist")) == []


def test_train_fetches_nothing_but_says_what_would(capsys: pytest.CaptureFixture[str], server: Server) -> None:
    line = complaint(capsys, "train", "digits", "--steps", "1", "--set", "data.kind=mnist")
    assert "gan-playground download mnist" in line
    assert server.asked == []


def test_help_and_readme_name_every_download(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("download", "--help") == 0
    texts = [capsys.readouterr().out, (CHECKOUT / "README.md").read_text(encoding="utf-8")]
    assert all(name in text for name in DOWNLOADS for text in texts)


def test_the_readme_has_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--help") == 0
    listed = re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE)
    assert "download" in listed
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z]+)[ `]", readme, re.MULTILINE)
    assert list(dict.fromkeys(told)) == listed  # some have a row for each of their forms


# Mistakes.

MISTAKES = {
    "unknown lesson": (["train", "nosuch"], ["nosuch", "two-knobs", "textbook-curve"]),
    "unknown knob": ([*SHORT, "--set", "nosuch=1"], ["nosuch", "generator.learning_rate"]),
    "value out of range": ([*SHORT, "--set", "generator.learning_rate=-1"], ["generator.learning_rate", "-1", "1e-06"]),
    "unknown device": ([*SHORT, "--device", "cuda:9"], ["cuda:9", "cpu"]),
    "device of no kind": ([*SHORT, "--device", "toaster"], ["toaster", "cpu"]),
    "steps below nil": ([*SHORT, "--steps", "-3"], ["--steps", "-3"]),
    "steps in words": ([*SHORT, "--steps", "many"], ["--steps", "many"]),
    "steps in fractions": ([*SHORT, "--steps", "1.5"], ["--steps", "1.5"]),
    "seed below nil": ([*SHORT, "--seed", "-1"], ["--seed", "-1"]),
    "seed in words": ([*SHORT, "--seed", "lucky"], ["--seed", "lucky"]),
    "enormous seed": ([*SHORT, "--seed", "9" * 30], ["--seed"]),
    "set without =": ([*SHORT, "--set", "objective"], ["objective", "KNOB=VALUE"]),
    "set of nothing": ([*SHORT, "--set", "=3"], ["generator.learning_rate"]),
    "set without a value": ([*SHORT, "--set", "batch_size="], ["batch_size"]),
    "no step after @": ([*SHORT, "--set", "objective=minimax@"], ["objective=minimax@"]),
    "words after @": ([*SHORT, "--set", "objective=minimax@soon"], ["objective=minimax@soon"]),
    "endless step": ([*SHORT, "--set", "objective=minimax@" + "9" * 5_000], ["objective=minimax@"]),
    "step below nil": ([*SHORT, "--set", "objective=minimax@-1"], ["objective=minimax@-1"]),
    "restart knob at a step": ([*SHORT, "--set", "generator.width=8@10"], ["generator.width", "@10"]),
    "bad value at a step": ([*SHORT, "--set", "batch_size=0@10"], ["batch_size", "4096"]),
    "unknown knob at a step": ([*SHORT, "--set", "nosuch=1@10"], ["nosuch", "batch_size"]),
    "number beyond all": ([*SHORT, "--set", "batch_size=1" + "0" * 400], ["batch_size", "4096"]),
    "endless film": (["film", "ring", "--out", "film.mp4", "--seconds", "1e300"], ["1e300", "3600"]),
    "NaN": ([*SHORT, "--set", "discriminator.learning_rate=nan"], ["discriminator.learning_rate"]),
    "unknown objective": ([*SHORT, "--set", "objective=hope"], ["hope", "minimax", "non-saturating"]),
    "two knobs and two latents": ([*SHORT, "--set", "latent.dim=2"], ["latent.dim"]),
    "missing data": (
        ["train", "two-knobs", "--set", "data.kind=column", "--set", "data.path=nosuch.csv"],
        ["nosuch.csv"],
    ),
    "unknown column": ([*SHORT, "--set", "data.kind=column", "--set", "data.column=depth"], ["depth", "petal length"]),
    "unknown command": (["trian"], ["trian", "train"]),
    "unknown option": ([*SHORT, "--nosuch"], ["--nosuch"]),
    "lesson left out": (["train"], ["LESSON"]),
    "json into a folder": ([*SHORT, "--json", "."], ["folder"]),
    "film of an unknown kind": (["film", "two-knobs", "--out", "film.xyz"], ["film.xyz", ".mp4", ".gif", ".png"]),
    "film of an unknown lesson": (["film", "nosuch", "--out", "film.png"], ["nosuch", "two-knobs"]),
    "unknown download": (["download", "imagenet"], ["imagenet", *DOWNLOADS]),
    "download of nothing": (["download"], ["NAME"]),
    "unknown recipe": ([*SHORT, "--recipe", "soup"], ["soup", "r3gan", "dcgan"]),
    "neither on nor off": (
        [*SHORT, "--set", "stabilise.spectral_norm=maybe"],
        ["stabilise.spectral_norm", "on or off"],
    ),
    "on for a number": ([*SHORT, "--set", "penalty.r1=on"], ["penalty.r1", "from 0 to 100"]),
    "smoothed labels without labels": (
        [*SHORT, "--set", "objective=hinge", "--set", "stabilise.label_smoothing=0.1"],
        ["stabilise.label_smoothing", "no labels", "non-saturating"],
    ),
    "a penalty through batch normalisation": (
        [*SHORT, "--set", "discriminator.norm=batch", "--set", "penalty.r1=1"],
        ["penalty.r1", "batch normalisation"],
    ),
    "a slope with spectral norm": (
        ["train", "tug-of-war", "--set", "stabilise.spectral_norm=on"],
        ["stabilise.spectral_norm", "slope"],
    ),
    "half of the game of two numbers": (
        [*SHORT, "--set", "data.kind=point"],
        ["data.kind", "generator.kind=point", "discriminator.kind=slope"],
    ),
    "nobody learns": ([*SHORT, "--set", "generator.steps=0", "--set", "discriminator.steps=0"], ["generator.steps"]),
    "knobs that contradict at a step": (
        [*SHORT, "--set", "objective=hinge@10", "--set", "stabilise.label_smoothing=0.1@10"],
        ["stabilise.label_smoothing", "no labels"],
    ),
    "knobs that contradict in the end": (
        [*SHORT, "--set", "stabilise.label_smoothing=0.1@5", "--set", "objective=hinge@10"],
        ["stabilise.label_smoothing", "no labels"],
    ),
    "a start out of range": (["train", "tug-of-war", "--set", "generator.start=4"], ["generator.start", "-3", "3"]),
    "film of no size": (["film", "two-knobs", "--out", "film.png", "--size", "big"], ["big"]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistake: str
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    arguments, words = MISTAKES[mistake]
    line = complaint(capsys, *arguments)
    assert all(word in line for word in words), line
    assert list(folder.iterdir()) == []


def test_json_into_a_missing_folder_leaves_nothing_behind(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    missing = tmp_path / "nosuch"
    assert str(missing) in complaint(capsys, *SHORT, "--json", str(missing / "result.json"))
    assert not missing.exists()


def test_a_mistake_leaves_an_old_result_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text("old", encoding="utf-8")
    complaint(capsys, *SHORT, "--json", str(tmp_path / "result.json"), "--set", "nosuch=1")
    assert (tmp_path / "result.json").read_text(encoding="utf-8") == "old"


def test_a_run_that_diverges_stops_says_so_and_is_still_json(capsys: pytest.CaptureFixture[str]) -> None:
    players = ("generator", "discriminator")
    settings = [f"{player}.{setting}" for player in players for setting in ("optimizer=sgd", "learning_rate=1")]
    arguments = [part for setting in ("objective=minimax", *settings) for part in ("--set", setting)]
    assert call(*SHORT, "--steps", "300", "--json", "-", *arguments) == 0
    text = capsys.readouterr().out
    result = json.loads(text)
    assert list(result) == KEYS
    assert result["steps"] < 300
    assert [finding["id"] for finding in result["diagnosis"]] == ["divergence"]
    assert result["losses"]["value"] is None
    assert not any(word in text for word in ("NaN", "Infinity"))


# As another process.


@pytest.mark.parametrize(
    "arguments",
    one_in(
        3,
        [
            "train two-knobs --set generator.learning_rate=-1",
            "train two-knobs --device cuda:9",
            "trian",
        ],
    ),
)
def test_a_mistake_in_a_process_of_its_own(arguments: str) -> None:
    result = in_a_process(*arguments.split())
    assert (result.returncode, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr


def test_json_on_stdout_and_the_bar_on_stderr() -> None:
    result = in_a_process(*SHORT, "--json", "-")
    assert result.returncode == 0
    assert list(json.loads(result.stdout)) == KEYS
    assert "30" in result.stderr
    assert "Warning" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize(
    ("full", "arguments"),
    first_of_each(
        lambda full, _: full,
        itertools.product([True, False], [["lessons"], ["knobs", "--json"], ["recipes"], [*SHORT, "--json", "-"]]),
    ),
)
def test_what_cannot_be_printed_is_one_line_and_status_2(full: bool, arguments: list[str]) -> None:
    """On a full disk, and where whoever read it has gone."""
    read, written = os.pipe()
    os.close(read)
    with open("/dev/full", "wb") if full else os.fdopen(written, "wb") as out:
        command = [sys.executable, "main.py", *arguments]
        ended = subprocess.run(
            command, cwd=CHECKOUT, stdout=out, stderr=subprocess.PIPE, text=True, timeout=100, check=False
        )
    told = ended.stderr.rpartition("steps/s]")[2].split("\n")
    assert ended.returncode == 2
    assert [line.startswith("gan-playground: What there is to print") for line in told if line] == [True], told
