"""`knobs` and `recipes`: what is listed is what can be set."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gan_playground import Experiment, cli
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.experiment.recipes import RECIPES


def listed(capsys: pytest.CaptureFixture[str], what: str) -> list[dict[str, Any]]:
    assert cli.main([what, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_knob_stands_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["knobs"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = {line.split()[0]: line for line in lines if line.split()[0] in KNOBS}
    assert list(told) == list(KNOBS)
    headings = [line for line in lines if line.split()[0] not in KNOBS]
    assert headings == ["data", "latent", "generator", "discriminator", "penalty", "stabilise"]
    rate = told["generator.learning_rate"]
    assert rate.endswith("How far one step moves the weights. A number from 1e-06 to 1; 0.001 unless set.")
    assert told["data.conditional"].endswith("On or off; off unless set.")


def test_what_a_knob_is_said_to_take_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    start = Experiment()
    for row in listed(capsys, "knobs"):
        knob = KNOBS[row["knob"]]
        ends = [row[end] for end in ("low", "high") if row[end] is not None]
        for value in (row["default"], *(row["choices"] or ()), *map(knob.type, ends)):
            knob.check(value)
        assert row["default"] == start.knob(row["knob"])
        assert row["explanation"] == knob.explanation
        assert row["live"] == knob.live


def test_recipes_are_listed_with_what_they_turn(capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys, "recipes")
    assert [row["id"] for row in rows] == list(RECIPES)
    for row in rows:
        assert Experiment().with_knobs(row["knobs"]).knob("objective") == row["knobs"]["objective"]
        assert row["source"]
    assert cli.main(["recipes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(RECIPES)
    settings = [part for part in lines[0].split() if "=" in part]
    assert cli.main(["train", "two-knobs", "--steps", "1", *(word for one in settings for word in ("--set", one))]) == 0
