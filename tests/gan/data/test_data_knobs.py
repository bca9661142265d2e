"""Every knob of the data on every kind of data: it changes what is drawn and trains, or it is refused by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from cases import first_of_each
from gan.runs import small
from gan.workbooks import write_xlsx
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.experiment.experiment import KNOBS, Edit, Experiment
from gan_playground.gan.experiment.rules import DIRAC_GAN
from gan_playground.gan.training.batches import Batches
from gan_playground.gan.training.trainer import Trainer

TURNED: dict[str, Any] = {
    "mean": 3.0,
    "std": 2.0,
    "modes": 5,
    "column": "2",
    "sheet": "second",
    "decimals": "comma",
    "sigma": 0.3,
    "centres": "1 1; -1 -1",
    "text": "D",
    "drawing": "brush 0.9 0: 1 1",
    "conditional": True,
    "colour": False,
    "side": 12,
    "drift": 1.5,
}
"""Each knob of the data somewhere else; `path` has a file of the right kind, and `kind` is what is gone through."""
PLANE_WIDE = {"column": "2, 1"}
COLLECTIONS = ("pictures", "mnist", "fashion-mnist", "cifar-10")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """Two of what `data.path` can name, by `Family.file_kind`."""
    folder, rng = tmp_path_factory.mktemp("files"), np.random.default_rng(0)
    for number in (0, 1):
        np.savetxt(folder / f"{number}.csv", rng.uniform(1, 900, (40, 2)), delimiter=",", fmt="%.3f")
        picture = rng.integers(0, 256, (24, 24, 3), dtype=np.uint8)
        Image.fromarray(picture).save(folder / f"{number}.png")
        for name in ("a", "b"):
            (folder / str(number) / name).mkdir(parents=True)
            for one in range(4):
                shades = rng.integers(0, 256, (8, 8, 3), dtype=np.uint8)
                Image.fromarray(shades).save(folder / str(number) / name / f"{one}.png")
    sheets = {name: rng.uniform(1, 900, (40, 2)).tolist() for name in ("first", "second")}
    write_xlsx(folder / "book.xlsx", sheets)
    names = {"numbers": "{}.csv", "picture": "{}.png", "pictures": "{}", "": ""}
    return {kind: (_in(folder, name, 0), _in(folder, name, 1)) for kind, name in names.items()}


def _in(folder: Path, name: str, number: int) -> str:
    return str(folder / name.format(number)) if name else "file"


def plain(kind: str, files: dict[str, tuple[str, str]]) -> Experiment:
    knobs = dict(DIRAC_GAN) if kind == "point" else {"data.kind": kind}
    if kind in COLLECTIONS:
        knobs["data.path"] = files["pictures"][0]
    return small(batch_size=8).with_knobs(knobs)


def drawn(trainer: Trainer) -> list[float]:
    """Samples in the data's own units as they are after three steps, and what a sample is made of."""
    trainer.advance(3)
    assert trainer.diverged_at is None
    assert all(torch.isfinite(value).all() for value in trainer.state().values())
    data, rng = trainer.real, torch.Generator().manual_seed(7)
    shift, scale = (np.asarray(getattr(data, name, default)) for name, default in (("shift", 0.0), ("scale", 1.0)))
    samples = (
        Batches(trainer.experiment, data, rng, angle=trainer.angle).real()[:, : data.dim].double().numpy() * scale
        + shift
    )
    assert data.sample(3, rng).shape == (3, data.dim + data.label_count)
    return [data.dim, data.label_count, *samples.ravel().tolist()]


@pytest.mark.parametrize("kind", first_of_each(lambda kind: frozenset(FAMILIES[kind].knobs), FAMILIES))
def test_each_knob_of_the_data_does_something_or_is_refused(kind: str, files: dict[str, tuple[str, str]]) -> None:
    before, family = plain(kind, files), FAMILIES[kind]
    as_it_was = drawn(Trainer(before))
    values = TURNED | {"path": files[family.file_kind][1]} | (PLANE_WIDE if family.stage == "plane" else {})
    assert {"kind", *values} == {path.partition(".")[2] for path in KNOBS if path.startswith("data.")}
    for name, value in values.items():
        path = f"data.{name}"
        assert before.reads(path) == (name in family.knobs)
        if name in ("decimals", "sheet") and name in family.knobs:  # the file that ships has neither to choose
            file = Path(files[family.file_kind][1])
            own = before.with_knobs({"data.path": str(file.with_name("book.xlsx") if name == "sheet" else file)})
            assert drawn(Trainer(own.with_knobs({path: value}))) != drawn(Trainer(own))
        elif name in family.knobs:
            assert drawn(Trainer(before.with_knobs({path: value}))) != as_it_was, path
        else:
            assert_refused(before, path, value)


def assert_refused(experiment: Experiment, path: str, value: Any) -> None:
    with pytest.raises(PlaygroundError) as caught:
        experiment.with_knobs({path: value})
    sentence = str(caught.value)
    assert sentence.startswith(f"{path} is ")
    assert f"data.kind is {experiment.data.kind}, which has no such knob" in sentence
    assert experiment.unread(path) in sentence
    assert "\n" not in sentence
    with pytest.raises(PlaygroundError, match=path):
        experiment.with_knobs(experiment.changes_for({path: value}))
    if KNOBS[path].live:
        assert_trains_on(Trainer(experiment), Edit(path, value))


def assert_trains_on(trainer: Trainer, bad: Edit) -> None:
    """An edit that is refused, now or for later, leaves the run as it was."""
    for edit in (bad, Edit(bad.knob, bad.value, step=2)):
        with pytest.raises(PlaygroundError, match=bad.knob):
            trainer.apply(edit)
    assert (trainer.edits, trainer.pending) == ((), ())
    trainer.advance(3)
    assert trainer.step == 3


@pytest.mark.parametrize("kind", FAMILIES)
def test_another_kind_takes_what_it_has_and_lets_the_rest_go(kind: str, files: dict[str, tuple[str, str]]) -> None:
    """From kinds that together have every knob; `--set`, a lesson's page and a hand all turn the kind this way."""
    for start in ("mixture", "ring", "points", "word", "pictures"):
        own = {f"data.{name}": TURNED[name] for name in FAMILIES[start].knobs if name in TURNED}
        before = plain(start, files).with_knobs(own)
        to = dict(DIRAC_GAN) if kind == "point" else {"data.kind": kind}
        for after in (before.with_knobs(to), before.with_knobs(before.changes_for(to))):
            left = {path for path in own if after.knob(path) != before.knob(path)}
            assert left == {path for path in own if path.partition(".")[2] not in FAMILIES[kind].knobs}


def test_a_kind_that_stays_takes_nothing_away() -> None:
    turning = small(data__kind="ring", data__drift=1.5, data__sigma=0.3)
    assert turning.changes_for({"data.kind": "ring"}) == {"data.kind": "ring"}
    assert turning.with_knobs({"data.kind": "grid"}).data.drift == 1.5


def test_only_data_of_two_numbers_turn() -> None:
    """A turn is a matter of two coordinates: what can drift is what has two, and all of that can."""
    for kind, family in FAMILIES.items():
        assert ("drift" in family.knobs) == (family.stage == "plane"), kind
