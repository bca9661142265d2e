"""What a film is of, as the command line says it: its knobs, a run that was saved, and from which step on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from gan_playground import cli
from gan_playground.gan import runfile
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.ui.window.film_sheet import FilmSheet

EXPERIMENT = load_lesson("two-knobs").experiment
SIZE = ("--size", "320x240")


class Film:
    """What was painted of a film, and which knobs were shown."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "film.mp4"
        self.frames: list[tuple[Frame, ...]] = []
        self.shown: list[Experiment] = []

    @property
    def steps(self) -> list[int]:
        return [frames[0].step for frames in self.frames]

    def thetas(self, run: int = 0) -> list[tuple[float, ...]]:
        return [tuple(frames[run].picture.theta) for frames in self.frames]

    def make(self, *arguments: str, seconds: float = 0.1) -> Film:
        self.frames.clear()
        words = ["film", *arguments, "--out", str(self.out), "--seconds", str(seconds), "--device", "cpu", *SIZE]
        assert cli.main(words) == 0
        assert self.out.stat().st_size > 0
        return self


@pytest.fixture
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object) -> Film:
    film = Film(tmp_path)

    def paint(sheet: FilmSheet, *frames: Frame) -> QImage:
        film.frames.append(frames)
        return QImage(320, 240, QImage.Format.Format_RGB32)

    monkeypatch.setattr(FilmSheet, "paint", paint)
    monkeypatch.setattr(FilmSheet, "show_experiment", lambda _, experiment: film.shown.append(experiment))
    return film


def trained(experiment: Experiment, steps: list[int], *edits: Edit, seed: int = 0) -> list[tuple[float, ...]]:
    trainer = Trainer(experiment, seed)
    trainer.apply(*edits)
    seen = []
    for step in steps:
        trainer.advance(step - trainer.step)
        seen.append(tuple(trainer.observe().picture.theta))
    return seen


def saved(path: Path, *edits: Edit, steps: int = 60) -> Path:
    """A run of this seed that was kept at step 20 and 40 on its way, and in which D moved alone in step 31."""
    trainer = Trainer(EXPERIMENT, 5)
    past = Timeline(trainer)
    trainer.apply(*edits)
    while trainer.step < steps:
        if trainer.step == 30:
            trainer.step_discriminator()
        trainer.advance()
        if trainer.step in (20, 40):
            past.record(trainer)
    runfile.save(path, runfile.saved_run(trainer, past, "two-knobs"))
    return path


def test_a_film_is_of_the_knobs_that_were_set(film: Film) -> None:
    film.make("two-knobs", "--steps", "30", "--seed", "4", "--set", "batch_size=32", "--set", "objective=hinge")
    assert film.steps == [0, 15, 30]
    assert film.thetas() == trained(EXPERIMENT.with_knobs({"batch_size": 32, "objective": "hinge"}), film.steps, seed=4)
    assert film.shown == []


def test_a_recipe_comes_first_and_then_what_is_set(film: Film) -> None:
    film.make("two-knobs", "--steps", "20", "--recipe", "dcgan", "--set", "generator.beta1=0.3")
    played = EXPERIMENT.with_knobs(RECIPES["dcgan"].values_for(EXPERIMENT))
    assert film.thetas() == trained(played.with_knobs({"generator.beta1": 0.3}), [0, 10, 20])


def test_a_knob_that_is_set_at_a_step_is_seen_to_change(film: Film) -> None:
    film.make("two-knobs", "--steps", "20", "--set", "batch_size=32@5", "--compare", "objective=hinge")
    edit = Edit("batch_size", 32, 5)
    assert film.thetas() == trained(EXPERIMENT, [0, 10, 20], edit)
    assert film.thetas(1) == trained(EXPERIMENT.with_knobs({"objective": "hinge"}), [0, 10, 20], edit)
    assert film.shown == [EXPERIMENT.with_knobs({"batch_size": 32})]


def test_a_film_may_begin_later(film: Film) -> None:
    film.make("two-knobs", "--from", "20", "--steps", "40")
    assert film.steps == [20, 30, 40]
    assert film.thetas() == trained(EXPERIMENT, film.steps)


def test_a_run_is_filmed_on_from_where_it_stands(film: Film, tmp_path: Path) -> None:
    run = saved(tmp_path / "mine.ganrun")
    film.make("--run", str(run), "--steps", "70")
    assert film.steps == [60, 65, 70]
    assert film.thetas()[0] == tuple(runfile.load(run).observe().picture.theta)


def test_the_past_of_a_run_is_filmed_as_it_was_lived(film: Film, tmp_path: Path) -> None:
    """With the knobs that were turned then, and the steps that one player made alone; and then on into its future."""
    run = saved(tmp_path / "mine.ganrun", Edit("batch_size", 32, 25))
    film.make("--run", str(run), "--from", "10", "--steps", "70", seconds=0.2)
    assert film.steps == [10, 22, 34, 46, 58, 70]
    again = Trainer(EXPERIMENT, 5)
    again.apply(Edit("batch_size", 32, 25))
    seen = []
    while again.step < 70:
        (again.step_discriminator if again.step == 30 else again.advance)()
        if again.step in film.steps:
            seen.append(tuple(again.observe().picture.theta))
    assert film.thetas() == seen
    assert [shown.batch_size for shown in film.shown] == [32]
    film.make("--run", str(run), "--from", "10")
    assert film.steps[-1] == 60, "where it stands"


def test_a_run_with_other_knobs_is_another_future(film: Film, tmp_path: Path) -> None:
    run = saved(tmp_path / "mine.ganrun")
    film.make("--run", str(run), "--from", "20", "--steps", "40", "--set", "batch_size=32")
    assert film.thetas() == trained(EXPERIMENT, [20, 30, 40], Edit("batch_size", 32, 20), seed=5)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Name a LESSON, as in `film two-knobs`"),
        (("two-knobs", "--set", "batch_size=0"), "batch_size is 0"),
        (("two-knobs", "--recipe", "soup"), "no recipe 'soup'"),
        (("two-knobs", "--set", "generator.width=8@5"), "without @5"),
        (("two-knobs", "--from", "50", "--steps", "40"), "before it begins at 50"),
        (("two-knobs", "--device", "abacus"), "abacus"),
        (("two-knobs", "--run", "mine.ganrun"), "leave them out beside --run"),
        (("--run", "nosuch.ganrun"), "nosuch.ganrun"),
        (("--run", "mine.ganrun", "--compare", "objective=hinge"), "leave --compare out"),
        (("--run", "mine.ganrun", "--steps", "50"), "stands at step 60 already"),
        (("--run", "mine.ganrun", "--set", "generator.width=8"), "only be set at the start"),
    ],
)
def test_what_cannot_be_filmed_is_told_in_one_line_and_leaves_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    if "mine.ganrun" in arguments:
        saved(tmp_path / "mine.ganrun")
    before = sorted(tmp_path.iterdir())
    assert cli.main(["film", *arguments, "--out", "film.mp4"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
    assert sorted(tmp_path.iterdir()) == before
