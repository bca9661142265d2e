"""KNOB=VALUE, as it is typed: one reading and one sentence, whoever asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from gan_playground.errors import PlaygroundError
from gan_playground.film import film_lesson
from gan_playground.gan.experiment.settings import read_settings, split_setting
from gan_playground.knob_options import with_settings
from gan_playground.lessons.catalogue import load_lesson


def test_a_setting_is_a_knob_and_a_text() -> None:
    knob, text = split_setting("data.centres=0 0; a=b")
    assert (knob.path, text) == ("data.centres", "0 0; a=b")


def test_values_are_of_their_knobs_own_kind() -> None:
    values = read_settings(["batch_size=64", "generator.learning_rate=0.5", "objective=minimax"])
    assert values == {"batch_size": 64, "generator.learning_rate": 0.5, "objective": "minimax"}


@pytest.mark.parametrize("setting", ["batch_size", "no.such=1", "batch_size=many"])
def test_training_and_filming_refuse_in_the_same_words(setting: str, tmp_path: Path) -> None:
    with pytest.raises(PlaygroundError) as trained:
        with_settings(load_lesson("ring").experiment, [setting])
    with pytest.raises(PlaygroundError) as filmed:
        film_lesson("ring", tmp_path / "out.png", compare=[setting])
    assert str(trained.value) == str(filmed.value)
    assert setting.partition("=")[0] in str(trained.value)


def test_what_is_set_to_go_with_a_setting_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    digits = load_lesson("digits").experiment
    convolved, _ = with_settings(digits, ["generator.kind=conv"])
    told = [line for line in capsys.readouterr().err.splitlines() if "to go with that" in line]
    assert told == [f"generator.width is {convolved.generator.width}, to go with that."]
    with_settings(digits, ["generator.kind=conv", "generator.width=24"])
    assert "to go with that" not in capsys.readouterr().err
