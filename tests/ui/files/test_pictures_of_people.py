"""Pictures as they lie on people's disks, dropped on the window: learned from or refused, and none goes uncounted."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_playground.errors import PlaygroundError
from gan_playground.gan.observe.frame import ImagesPicture
from gan_playground.ui.files.file_drop import knobs_for
from gan_playground.ui.notices.notice import NoticeKind
from watched import Opener, Watched

Make = Callable[[Path], Path]
rng = np.random.default_rng(0)
train, numbers = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"


def paint(path: Path, form: str = "PNG") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(rng.integers(0, 256, (12, 12, 3), dtype=np.uint8)).save(path, format=form)
    return path


def classes(root: Path, name: str, form: str = "PNG") -> Path:
    """Six pictures of cats, and six of dogs."""
    for place in range(12):
        paint(root / ("cats", "dogs")[place % 2] / name.format(place // 2), form)
    return root


def write_idx(path: Path, values: np.ndarray) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    sizes = struct.pack(f">{values.ndim}I", *values.shape)
    path.write_bytes(bytes([0, 0, 8, values.ndim]) + sizes + values.astype(np.uint8).tobytes())
    return path


def mnist(pictures: Path, labels: Path) -> None:
    write_idx(pictures, rng.integers(0, 256, (12, 12, 12)))
    write_idx(labels, np.arange(12) % 3)


def save(path: Path, array: np.ndarray) -> Path:
    np.save(path, array)
    return path


def jfif(root: Path) -> Path:
    return classes(root, "{}.jfif", "JPEG")


def without_endings(root: Path) -> Path:
    return classes(root, "img_{}", "JPEG")


def kaggle_split(root: Path) -> Path:
    classes(root / "test", "{}.png")
    classes(root / "train", "{}.png")
    return root


def torchvision(root: Path) -> Path:
    mnist(root / "MNIST" / "raw" / train, root / "MNIST" / "raw" / numbers)
    return root


def kaggle_idx(root: Path) -> Path:
    mnist(root / train / train, root / numbers / numbers)
    return root


def emnist(root: Path) -> Path:
    mnist(root / f"emnist-letters-{train}", root / f"emnist-letters-{numbers}")
    return root


def some_are_none(root: Path) -> Path:
    for place in range(12):
        paint(root / f"{place}.png")
    for place in range(8):
        (root / f"bad{place}.png").write_bytes(b"no picture")
    return root


def quickdraw(root: Path) -> Path:
    return save(root / "flat.npy", rng.integers(0, 256, (12, 784), dtype=np.uint8))


def clear(root: Path) -> Path:
    return save(root / "rgba.npy", rng.integers(0, 256, (12, 16, 16, 4), dtype=np.uint8))


def labels_alone(root: Path) -> Path:
    return write_idx(root / numbers, np.arange(12) % 3)


def nothing(root: Path) -> Path:
    (root / "inside").mkdir()
    (root / "inside" / "notes.txt").write_text("no picture", encoding="utf-8")
    return root


def several(root: Path) -> Path:
    for place in ("north", "south"):
        classes(root / place, "{}.png")
    return root


def one_alone(root: Path) -> Path:
    paint(root / "only.png")
    return root


def archive(root: Path) -> Path:
    (root / "photos.tar.gz").write_bytes(b"\x1f\x8b")
    return root / "photos.tar.gz"


LEARNED: tuple[tuple[Make, str], ...] = (
    (jfif, ""),
    (without_endings, ""),
    (kaggle_split, "Read from train inside it; files elsewhere in it were left out: 12."),
    (torchvision, f"Read from {Path('MNIST/raw')} inside it."),
    (kaggle_idx, f"Read from {train} inside it."),
    (emnist, "EMNIST keeps its pictures on their side; they were set upright."),
    (some_are_none, "8 of 20 files were left out: 8 are no pictures (bad0.png, bad1.png, bad2.png, ...)."),
    (quickdraw, ""),
    (clear, ""),
)
REFUSED: tuple[tuple[Make, str], ...] = (
    (labels_alone, "holds labels; choose the file with the pictures"),
    (nothing, "holds no picture that can be read"),
    (several, "choose one of them: north, south."),
    (one_alone, "holds one picture alone"),
    (archive, "is an archive; unpack it first"),
)


def of(watched: Watched, make: Make, tmp_path: Path) -> Path:
    """What lies there, dropped."""
    (tmp_path / make.__name__).mkdir()
    path = make(tmp_path / make.__name__)
    watched.window._drop.take(path)
    return path


def test_each_is_learned_from_or_refused_and_all_left_out_are_counted(opened: Opener, tmp_path: Path) -> None:
    watched = opened("--lesson", "digits")
    watched.pause()
    watched.window.history.turn({"generator.width": 8, "discriminator.width": 8, "batch_size": 4})
    watched.settle()
    session, notice = watched.window.session, watched.window.notice
    for make, told in LEARNED:
        path = of(watched, make, tmp_path)
        watched.until(lambda path=path: session.run.experiment.data.path == str(path))
        picture = watched.settle().picture
        assert isinstance(picture, ImagesPicture)
        assert picture.told == told, make.__name__
        real = session._worker.trainer.real
        assert len(real.album.pictures) + len(real.held_out.pictures) == 12, make.__name__
        assert notice.isHidden() or notice.kind is not NoticeKind.ERROR, notice.accessibleName()
    run = session.run.run
    for make, sentence in REFUSED:
        of(watched, make, tmp_path)
        watched.until(lambda sentence=sentence: sentence in notice.accessibleName())
        assert notice.kind is NoticeKind.ERROR
        watched.settle()
        assert session.run.run == run, make.__name__


def test_a_photograph_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    for name, form in (("0.jfif", "JPEG"), ("img_0", "PNG"), ("photo (copy)", "WEBP")):
        knobs = knobs_for(paint(tmp_path / name, form), "images")
        assert (knobs["data.kind"], knobs["data.path"]) == ("texture", str(tmp_path / name))
    (tmp_path / "song").write_bytes(b"ID3")
    with pytest.raises(PlaygroundError, match="is not a kind of file this reads"):
        knobs_for(tmp_path / "song", "images")
