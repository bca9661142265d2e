"""Pictures that a user brings: each kind of file trains, or says in a sentence why it does not."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.digits import read_digits
from gan_playground.gan.data.images.image import ImageDistribution, of_pictures
from gan_playground.gan.data.images.own import photograph_of
from gan_playground.gan.data.images.photograph import read_photograph, texture_of
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.experiment.parts import Data
from gan_playground.gan.training.trainer import Trainer


def write_idx(folder: Path) -> Path:
    """The digits at 28 x 28, with their labels beside them, as MNIST comes."""
    digits = read_digits()
    large = np.array([np.asarray(Image.fromarray(d[..., 0]).resize((28, 28))) for d in digits.pictures[:300]])
    images, labels = folder / "train-images-idx3-ubyte", folder / "train-labels-idx1-ubyte.gz"
    images.write_bytes(struct.pack(">HBB3I", 0, 8, 3, *large.shape) + large.tobytes())
    labels.write_bytes(gzip.compress(struct.pack(">HBBI", 0, 8, 1, 300) + bytes(digits.labels[:300].tolist())))
    return images


def write_cifar(folder: Path) -> Path:
    """Patches of the photograph that ships, as a batch of CIFAR-10."""
    patches = texture_of(read_photograph(photograph_of(Data())), 100, side=32).pictures
    records = [bytes([i % 10]) + patch.transpose(2, 0, 1).tobytes() for i, patch in enumerate(patches)]
    (folder / "data_batch_1.bin").write_bytes(b"".join(records))
    return folder / "data_batch_1.bin"


def write_folder(folder: Path) -> Path:
    """A broken JPEG, a grey PNG with alpha, an animated GIF, and a text that says it is a picture, among others."""
    rng = np.random.default_rng(0)
    for i in range(6):
        Image.fromarray(rng.integers(0, 256, (40, 50, 3), dtype=np.uint8)).save(folder / f"{i}.jpg")
    whole = (folder / "0.jpg").read_bytes()
    (folder / "broken.jpg").write_bytes(whole[: len(whole) // 3])
    Image.fromarray(rng.integers(0, 256, (30, 30, 2), dtype=np.uint8), "LA").save(folder / "grey.png")
    frames = [Image.fromarray(rng.integers(0, 256, (20, 20), dtype=np.uint8)) for _ in range(3)]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])
    (folder / "text.png").write_text("I am no picture.", encoding="utf-8")
    return folder


def trained(path: Path, **knobs: object) -> Trainer:
    values = {"data.kind": "pictures", "data.path": str(path), "batch_size": 8, "latent.dim": 4, **knobs}
    trainer = Trainer(Experiment().with_knobs(values))
    trainer.advance(2)
    assert trainer.observe().picture.generated.shape[1:] == trainer.real.album.pictures.shape[1:]
    return trainer


@pytest.mark.parametrize(
    ("write", "shape", "classes"),
    [(write_idx, (28, 28, 1), 10), (write_cifar, (32, 32, 3), 10), (write_folder, (32, 32, 3), 0)],
    ids=["IDX", "CIFAR-10", "folder"],
)
def test_each_kind_of_file_trains(
    write: Callable[[Path], Path], shape: tuple[int, int, int], classes: int, tmp_path: Path
) -> None:
    trainer = trained(write(tmp_path), **{"data.conditional": True})
    real = trainer.real
    assert isinstance(real, ImageDistribution)
    assert real.album.pictures.shape[1:] == shape
    assert real.label_count == classes
    count = len(real.album.pictures) + len(real.held_out.pictures)
    assert count == {0: 8, 10: 300 if shape[2] == 1 else 100}[classes]


def test_what_was_left_out_of_a_folder_is_told(tmp_path: Path) -> None:
    picture = trained(write_folder(tmp_path)).observe().picture
    assert "2 of 10" in picture.told
    assert "broken.jpg" in picture.told


def test_size_and_colour_are_knobs(tmp_path: Path) -> None:
    trainer = trained(write_folder(tmp_path), **{"data.side": 12, "data.colour": False})
    assert trainer.real.album.pictures.shape[1:] == (12, 12, 1)
    assert trained(tmp_path, **{"data.side": 3}).real.album.pictures.shape[1:] == (8, 8, 3), "no less than 8"


@pytest.mark.parametrize(
    "knobs",
    [{"data.kind": "pictures"}, {"data.kind": "pictures", "data.path": "nowhere"}, {"data.kind": "cifar-10"}],
    ids=["none", "missing", "not downloaded"],
)
def test_without_pictures_a_sentence(knobs: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path))
    with pytest.raises(PlaygroundError) as caught:
        Experiment().with_knobs(knobs).make_data()
    assert str(caught.value).endswith((".", "?"))


def test_the_split_is_always_the_same_and_shares_nothing() -> None:
    one, other = (of_pictures(read_digits(), conditional=False) for _ in range(2))
    np.testing.assert_array_equal(one.held_out.pictures, other.held_out.pictures)
    assert len(one.held_out.pictures) == 180
    assert len(one.album.pictures) + len(one.held_out.pictures) == 1797


def test_pictures_and_samples_are_the_same_numbers() -> None:
    import torch

    real = of_pictures(read_digits(), conditional=False)
    pictures = real.album.pictures[:20]
    samples = real.to_samples(pictures)
    assert samples.shape == (20, 64)
    assert (samples.min(), samples.max()) == (-1, 1)
    np.testing.assert_array_equal(real.to_pictures(torch.from_numpy(samples)), pictures)
    beyond = torch.tensor([[-3.0, 3.0, float("nan"), 0.0] * 16])
    assert real.to_pictures(beyond).ravel()[:4].tolist() == [0, 255, 0, 128]


def test_samples_are_pictures_with_their_own_class() -> None:
    import torch

    real = of_pictures(read_digits(), conditional=True)
    x = real.sample(50, torch.Generator().manual_seed(0))
    kept = {p.tobytes(): label for p, label in zip(real.album.pictures, real.album.labels, strict=True)}
    shown = [kept[p.tobytes()] for p in real.to_pictures(x)]
    assert x[:, 64:].argmax(1).tolist() == shown
    assert torch.equal(x[:, 64:].sum(1), torch.ones(50))
