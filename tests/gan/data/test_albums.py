"""Albums out of users' files: every kind of file, in every condition."""

from __future__ import annotations

import gzip
import io
import os
import pickle
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from cases import examples
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images import folder as folder_module
from gan_playground.gan.data.images import idx, picture
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.cifar import CLASSES
from gan_playground.gan.data.images.files import read_album
from gan_playground.gan.data.images.picture import NoPictureError, open_picture

rng = np.random.default_rng(0)
DIGITS = rng.integers(0, 256, (12, 28, 28), dtype=np.uint8)
TOYS = rng.integers(0, 256, (6, 32, 32, 3), dtype=np.uint8)
LABELS = np.array([5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5])
PICTURES, NUMBERS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"


def idx_bytes(numbers: np.ndarray) -> bytes:
    sizes = struct.pack(f">{numbers.ndim}I", *numbers.shape)
    return bytes([0, 0, 8, numbers.ndim]) + sizes + numbers.astype(np.uint8).tobytes()


def cifar_bytes(pictures: np.ndarray, labels: list[int]) -> bytes:
    return b"".join(bytes([n]) + p.transpose(2, 0, 1).tobytes() for p, n in zip(pictures, labels, strict=True))


def sentence_about(path: Path, name: str = "", **options: int) -> str:
    with pytest.raises(PlaygroundError) as caught:
        read_album(path, **options)
    sentence = str(caught.value)
    assert (name or path.name) in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def saved(path: Path, colour: object = "red", size: tuple[int, int] = (40, 40), mode: str = "RGB") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new(mode, size, colour).save(path)
    return path


def make_pipe(path: Path) -> None:
    """What waits for ever when it is opened, on systems that have such things."""
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)


# IDX.


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize(
    ("pictures", "labels"),
    [
        (PICTURES, NUMBERS),
        ("train-images.idx3-ubyte", "train-labels.idx1-ubyte"),
        (PICTURES, "train-labels.idx1-ubyte"),
    ],
)
def test_mnist(pictures: str, labels: str, ending: str, tmp_path: Path) -> None:
    pack = gzip.compress if ending else bytes
    path = written(tmp_path / (pictures + ending), pack(idx_bytes(DIGITS)))
    written(tmp_path / (labels + ending), pack(idx_bytes(LABELS)))
    album = read_album(path)
    np.testing.assert_array_equal(album.pictures[..., 0], DIGITS)
    assert album.classes == ("0", "1", "2", "3", "4", "5", "9")
    assert album.labels is not None
    assert [int(album.classes[label]) for label in album.labels] == LABELS.tolist()
    assert album.told == ""


def test_the_folder_of_mnist_is_its_pictures_to_train_on(tmp_path: Path) -> None:
    written(tmp_path / f"{PICTURES}.gz", gzip.compress(idx_bytes(DIGITS)))
    written(tmp_path / "t10k-images-idx3-ubyte.gz", gzip.compress(idx_bytes(DIGITS[:3])))
    album = read_album(tmp_path)
    assert album.pictures.shape == (12, 28, 28, 1)
    assert album.labels is None
    assert album.classes == ()


def test_labels_must_be_as_many_as_pictures(tmp_path: Path) -> None:
    path = written(tmp_path / PICTURES, idx_bytes(DIGITS))
    written(tmp_path / NUMBERS, idx_bytes(LABELS[:-1]))
    assert "12 pictures" in sentence_about(path)
    assert "11 labels" in sentence_about(path, NUMBERS)


def test_labels_that_are_none_do_not_pass(tmp_path: Path) -> None:
    path = written(tmp_path / PICTURES, idx_bytes(DIGITS))
    written(tmp_path / NUMBERS, b"not labels")
    sentence_about(path, NUMBERS)


def test_the_labels_file_is_not_the_pictures(tmp_path: Path) -> None:
    path = written(tmp_path / NUMBERS, idx_bytes(LABELS))
    assert "holds labels" in sentence_about(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\x08",
        b"\0\0\x08\x03\0\0\0\x01",
        b"\0\0\x0d\x03" + idx_bytes(DIGITS)[4:],
        idx_bytes(DIGITS)[:-1],
        idx_bytes(DIGITS) + b"\0",
        idx_bytes(DIGITS[:0]),
        idx_bytes(np.zeros((2, 0, 4))),
        b"\0\0\x08\x03" + struct.pack(">3I", 2**32 - 1, 4096, 4096),
        b"\0\0\x08\x03" + struct.pack(">3I", 1, 2**31, 1),
        gzip.compress(idx_bytes(DIGITS))[:-20],
        gzip.compress(idx_bytes(DIGITS))[:40] + bytes(100),
    ],
)
def test_idx_files_that_are_damaged(content: bytes, tmp_path: Path) -> None:
    sentence_about(written(tmp_path / PICTURES, content))


def test_no_more_is_unpacked_than_is_announced(tmp_path: Path) -> None:
    """64 MB of zeros behind one small picture: the unpacked stream is left after a byte too many."""
    packed = zlib.compressobj(wbits=31)
    zeros = bytes(2**20)
    content = packed.compress(idx_bytes(DIGITS[:1])) + b"".join(packed.compress(zeros) for _ in range(64))
    path = written(tmp_path / f"{PICTURES}.gz", content + packed.flush())
    asked: list[int] = []
    read = gzip.GzipFile.read

    def spying(file: gzip.GzipFile, size: int | None = -1) -> bytes:
        asked.append(-1 if size is None else size)
        return read(file, size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gzip.GzipFile, "read", spying)
        sentence_about(path)
    assert asked == [4, 12, 28 * 28, 1]


def test_what_takes_gigabytes_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = written(tmp_path / PICTURES, b"\0\0\x08\x03" + struct.pack(">3I", 2**20, 64, 64))
    assert "4.0 GB" in sentence_about(path)
    path = written(tmp_path / PICTURES, idx_bytes(np.zeros((6_000, 8, 8))))
    assert read_album(path).pictures.shape == (6_000, 8, 8, 1)
    assert "GB" in sentence_about(path, side=256, colour=True)


# CIFAR-10.


def test_cifar(tmp_path: Path) -> None:
    path = written(tmp_path / "data_batch_1.bin", cifar_bytes(TOYS, [0, 9, 3, 3, 1, 0]))
    album = read_album(path)
    np.testing.assert_array_equal(album.pictures, TOYS)
    assert album.labels is not None
    assert album.labels.tolist() == [0, 9, 3, 3, 1, 0]
    assert album.classes == CLASSES
    assert album.pictures.flags.c_contiguous


def test_the_folder_of_cifar_is_its_batches_to_train_on(tmp_path: Path) -> None:
    written(tmp_path / "data_batch_2.bin", cifar_bytes(TOYS[3:], [3, 4, 5]))
    written(tmp_path / "data_batch_1.bin", cifar_bytes(TOYS[:3], [0, 1, 2]))
    written(tmp_path / "test_batch.bin", cifar_bytes(TOYS[:1], [7]))
    album = read_album(tmp_path)
    np.testing.assert_array_equal(album.pictures, TOYS)
    assert album.labels is not None
    assert album.labels.tolist() == [0, 1, 2, 3, 4, 5]


def test_cifar_files_that_are_damaged(tmp_path: Path) -> None:
    whole = cifar_bytes(TOYS, [0, 9, 3, 3, 1, 0])
    assert "3,073 bytes" in sentence_about(written(tmp_path / "cut.bin", whole[:-1]))
    assert "label 10" in sentence_about(written(tmp_path / "label.bin", b"\x0a" + whole[1:]))
    sentence_about(written(tmp_path / "empty.bin", b""))


def test_pickles_stay_shut(tmp_path: Path) -> None:
    trap = tmp_path / "opened"

    class Trap:
        def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
            return (os.mkdir, (str(trap),))

    content = pickle.dumps(Trap(), protocol=2)
    path = written(tmp_path / "cifar-10-batches-py" / "data_batch_1", content)
    assert "binary version" in sentence_about(path)
    assert "binary version" in sentence_about(path.parent)
    assert "binary version" in sentence_about(written(tmp_path / "album.pkl", b"(dp0."))
    objects = np.empty((3, 8, 8), dtype=object)
    objects[:] = Trap()
    np.save(tmp_path / "objects.npy", objects, allow_pickle=True)
    sentence_about(tmp_path / "objects.npy")
    np.savez(tmp_path / "objects.npz", images=objects)
    sentence_about(tmp_path / "objects.npz")
    np.savez(tmp_path / "labels.npz", images=DIGITS, labels=np.full(12, Trap(), dtype=object))
    assert "left out" in read_album(tmp_path / "labels.npz").told
    assert not trap.exists()


# Arrays.


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (DIGITS, DIGITS[..., None]),
        (DIGITS[..., None], DIGITS[..., None]),
        (DIGITS[:, None], DIGITS[..., None]),
        (TOYS, TOYS),
        (TOYS.transpose(0, 3, 1, 2), TOYS),
        (np.asfortranarray(TOYS), TOYS),
        (TOYS.astype(">u2"), TOYS),
        (TOYS.astype(np.int64), TOYS),
        (TOYS.astype(np.float32), TOYS),
        (TOYS / 255, TOYS),
        ((TOYS / 255).astype(np.float16), TOYS),
        (TOYS / 127.5 - 1, TOYS),
        (TOYS.astype(np.uint16) * 257, TOYS),
        (TOYS > 127, np.where(TOYS > 127, 255, 0)),
        (np.where(TOYS > 127, 1, 0), np.where(TOYS > 127, 255, 0)),
        (np.broadcast_to(np.arange(17.0), (2, 17, 17)), np.rint(np.arange(17) * 255 / 16)[None, None, :, None]),
        (
            np.broadcast_to(np.arange(17, dtype="u1"), (2, 9, 17)),
            np.rint(np.arange(4, 13) * 255 / 16)[None, None, :, None],
        ),
        (np.zeros((2, 8, 8)), np.zeros((2, 8, 8, 1))),
    ],
)
def test_arrays_of_every_kind(array: np.ndarray, expected: np.ndarray, tmp_path: Path) -> None:
    np.save(tmp_path / "album.npy", array)
    np.savez_compressed(tmp_path / "album.npz", whatever=array)
    for name in ("album.npy", "album.npz"):
        pictures = read_album(tmp_path / name).pictures.astype(int)
        assert np.abs(pictures - expected).max() <= (array.dtype == np.float16)


CLEAR = np.concatenate([TOYS, np.full((*TOYS.shape[:3], 1), 255, "u1")], axis=-1)


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (DIGITS.reshape(len(DIGITS), -1), DIGITS[..., None]),
        (DIGITS.reshape(len(DIGITS), -1) / 255, DIGITS[..., None]),
        (CLEAR, TOYS),
        (CLEAR.transpose(0, 3, 1, 2), TOYS),
        (CLEAR * np.array([1, 1, 1, 0], "u1"), np.full_like(TOYS, 255)),
        (CLEAR / 255, TOYS),
    ],
    ids=["rows of pixels", "rows of shares", "solid", "channels first", "nothing but clear", "shares"],
)
def test_rows_of_pixels_and_pictures_with_clear_parts(array: np.ndarray, expected: np.ndarray, tmp_path: Path) -> None:
    """What is clear shows the white below it, as in picture files."""
    np.save(tmp_path / "album.npy", array)
    np.savez(tmp_path / "album.npz", x=array)
    for name in ("album.npy", "album.npz"):
        np.testing.assert_array_equal(read_album(tmp_path / name).pictures, expected)


@pytest.mark.parametrize("worst", [np.nan, np.inf, -np.inf, -2.0, 70_000.0])
def test_numbers_that_no_picture_has(worst: float, tmp_path: Path) -> None:
    array = np.full((3, 8, 8), 0.5)
    array[1, 2, 3] = worst
    np.save(tmp_path / "album.npy", array)
    assert "pictures go from 0 to 1" in sentence_about(tmp_path / "album.npy")


@pytest.mark.parametrize(
    "array",
    [
        np.zeros(5),
        np.zeros((20, 65)),
        np.zeros((20, 49)),
        np.zeros((3, 8, 8, 5)),
        np.zeros((3, 5, 8, 8)),
        np.zeros((0, 8, 8)),
        np.zeros((3, 8, 1)),
        np.zeros((3, 8, 8), dtype=complex),
        np.full((3, 8, 8), "x"),
        np.zeros((3, 8, 8), dtype=[("a", "i4")]),
    ],
)
def test_arrays_that_are_no_pictures(array: np.ndarray, tmp_path: Path) -> None:
    np.save(tmp_path / "album.npy", array)
    assert "(N, height, width)" in sentence_about(tmp_path / "album.npy")
    np.savez(tmp_path / "album.npz", x=array)
    assert "(N, height, width)" in sentence_about(tmp_path / "album.npz")


@pytest.mark.parametrize(("pictures", "labels"), [("images", "labels"), ("pictures", "y"), ("x", "y"), ("X", "Y")])
def test_an_npz_with_labels(pictures: str, labels: str, tmp_path: Path) -> None:
    others = {"masks": DIGITS[::-1], "notes": np.array(["a note"])}
    np.savez(tmp_path / "album.npz", **{labels: LABELS[:, None], pictures: DIGITS}, **others)
    album = read_album(tmp_path / "album.npz")
    np.testing.assert_array_equal(album.pictures[..., 0], DIGITS)
    assert album.labels is not None
    assert [int(album.classes[label]) for label in album.labels] == LABELS.tolist()


@pytest.mark.parametrize("labels", [LABELS[:-1], LABELS + 0.5, np.array(["a"] * 12), np.eye(12)])
def test_labels_that_do_not_fit_are_left_out(labels: np.ndarray, tmp_path: Path) -> None:
    np.savez(tmp_path / "album.npz", images=DIGITS, labels=labels)
    album = read_album(tmp_path / "album.npz")
    assert album.labels is None
    assert album.classes == ()
    assert "left out" in album.told


def test_labels_that_are_numbers_of_the_pictures_are_no_classes(tmp_path: Path) -> None:
    np.savez(tmp_path / "album.npz", images=np.zeros((300, 8, 8)), labels=np.arange(300))
    album = read_album(tmp_path / "album.npz")
    assert album.labels is None
    assert "300 classes" in album.told


def test_two_arrays_that_may_be_meant(tmp_path: Path) -> None:
    np.savez(tmp_path / "album.npz", left=DIGITS, other=DIGITS)
    assert "'images'" in sentence_about(tmp_path / "album.npz")


def npy_that_says(shape: str, kind: str = "|u1", version: int = 1) -> bytes:
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY" + bytes([version, 0]) + struct.pack("<H" if version == 1 else "<I", len(header)) + header


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x93NUMPY",
        npy_that_says("(100, 8, 8)") + bytes(100),
        npy_that_says("(1, 8, 8)") + bytes(65),
        npy_that_says("(1000000000000, 8, 8)"),
        npy_that_says("(1000, 4000, 4000)"),
        npy_that_says("(-1, 8, 8)"),
        npy_that_says("(True, 8, 8)"),
        npy_that_says(f"({'9' * 4000}, 8, 8)"),
        npy_that_says(f"(0x{'f' * 8000}, 8, 8)"),
        npy_that_says("(" * 2000),
        npy_that_says("(1, 8, 8)", "|u1,x"),
        npy_that_says("(1, 8, 8)", "|O"),
        npy_that_says("(1, 8, 8)", version=3),
        b"\x93NUMPY\2\0\xff\xff\xff\xff" + b" " * 100_000,
    ],
)
def test_arrays_that_are_damaged_or_lie(content: bytes, tmp_path: Path) -> None:
    sentence_about(written(tmp_path / "album.npy", content))
    with zipfile.ZipFile(tmp_path / "album.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("images.npy", content)
    sentence_about(tmp_path / "album.npz")


def test_a_zip_bomb(tmp_path: Path) -> None:
    """A header of 64 MB of blanks: 16 KB of it are looked at."""
    with (
        zipfile.ZipFile(tmp_path / "album.npz", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("x.npy", "w") as file,
    ):
        file.write(b"\x93NUMPY\2\0\0\0\0\x20")
        for _ in range(64):
            file.write(b" " * 2**20)
    asked = []
    read = zipfile.ZipExtFile.read

    def spying(file: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        asked.append(n)
        return read(file, n)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile.ZipExtFile, "read", spying)
        sentence_about(tmp_path / "album.npz")
    assert asked == [2**14]


def test_archives_of_other_kinds(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "album.npz", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("x.npy", b"")
    assert "savez_compressed" in sentence_about(tmp_path / "album.npz")
    np.savez(tmp_path / "many.npz", *DIGITS.repeat(10, axis=0))
    assert "120 arrays" in sentence_about(tmp_path / "many.npz")
    for name in ("pictures.zip", "cifar-10-binary.tar.gz"):
        assert "unpack it first" in sentence_about(written(tmp_path / name, b"PK\3\4"))


@pytest.mark.parametrize("bits", [0x01, 0x20])
def test_an_archive_with_a_lock(bits: int, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, images=DIGITS)
    content = bytearray(buffer.getvalue())
    content[6] |= bits
    content[content.index(b"PK\1\2") + 8] |= bits
    sentence_about(written(tmp_path / "album.npz", bytes(content)))


def test_an_array_without_a_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "album.npz", "w") as archive:
        archive.writestr(zipfile.ZipInfo("x"), b"")
    content = (tmp_path / "album.npz").read_bytes().replace(b"x", b"\0")
    sentence_about(written(tmp_path / "album.npz", content))


def test_a_flipped_bit(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, images=DIGITS)
    content = bytearray(buffer.getvalue())
    content[1_000] ^= 1
    assert "damaged" in sentence_about(written(tmp_path / "album.npz", bytes(content)))


# Size and colour.


def test_pictures_keep_their_size_where_it_can_be_kept(tmp_path: Path) -> None:
    for size, expected in [((8, 8), 8), ((64, 64), 64), ((20, 28), 20), ((7, 7), 32), ((65, 65), 32), ((100, 40), 32)]:
        np.save(tmp_path / "album.npy", rng.integers(0, 256, (3, *size), dtype=np.uint8))
        assert read_album(tmp_path / "album.npy").pictures.shape == (3, expected, expected, 1)
        assert read_album(tmp_path / "album.npy", 16).pictures.shape == (3, 16, 16, 1)


@pytest.mark.parametrize("side", [-1, 3, 257])
def test_sizes_that_cannot_be_had(side: int, tmp_path: Path) -> None:
    with pytest.raises(PlaygroundError, match="from 4 to 256"):
        read_album(tmp_path, side)


@pytest.mark.parametrize("upright", [True, False])
def test_the_middle_is_kept(upright: bool, tmp_path: Path) -> None:
    """A white square between two black ones."""
    strip = np.zeros((48, 16), dtype=np.uint8)
    strip[16:32] = 255
    strip = strip if upright else strip.T
    np.save(tmp_path / "strips.npy", strip[None])
    Image.fromarray(strip).save(tmp_path / "strip.png")
    assert (read_album(tmp_path / "strips.npy", 8).pictures == 255).all()
    assert (read_album(tmp_path, 16).pictures == 255).all()


def test_grey_is_as_bright_as_pillow_says_and_colour_of_grey_is_grey(tmp_path: Path) -> None:
    np.save(tmp_path / "toys.npy", TOYS)
    np.save(tmp_path / "digits.npy", DIGITS)
    expected = np.stack([np.asarray(Image.fromarray(toy).convert("L")) for toy in TOYS])
    np.testing.assert_array_equal(read_album(tmp_path / "toys.npy", colour=False).pictures[..., 0], expected)
    colours = read_album(tmp_path / "digits.npy", colour=True).pictures
    np.testing.assert_array_equal(colours, np.repeat(DIGITS[..., None], 3, axis=-1))


# Folders.


def test_a_folder_with_all_that_folders_have(tmp_path: Path) -> None:
    for i in range(3):
        saved(tmp_path / f"{i}.png", (200, 10 * i, 0), (40 + i, 50))
    saved(tmp_path / "photo.jpg", size=(400, 300))
    content = (tmp_path / "photo.jpg").read_bytes()
    written(tmp_path / "broken.jpg", content[: len(content) // 2])
    written(tmp_path / "notes.txt", b"notes")
    written(tmp_path / "renamed.png", b"x,y\n1,2\n")
    written(tmp_path / "empty.png", b"")
    written(tmp_path / ".hidden", b"")
    written(tmp_path / "Thumbs.db", b"")
    (tmp_path / "gone.png").symlink_to(tmp_path / "nowhere.png")
    make_pipe(tmp_path / "pipe.png")
    album = read_album(tmp_path)
    assert album.pictures.shape == (4, 32, 32, 3)
    assert album.labels is None
    assert album.told == (
        "4 of 8 files were left out: 1 is damaged (broken.jpg); 3 are no pictures (empty.png, notes.txt, renamed.png)."
    )


def test_one_file_is_told_of_as_one(tmp_path: Path) -> None:
    saved(tmp_path / "a.png")
    written(tmp_path / "notes.txt", b"notes")
    assert read_album(tmp_path).told == "1 of 2 files was left out: 1 is no picture (notes.txt)."


def test_folders_are_classes(tmp_path: Path) -> None:
    for name, colour in [("dogs", "red"), ("cats", "blue"), ("cats", "navy")]:
        saved(tmp_path / name / f"{colour}.png", colour)
    written(tmp_path / "birds" / "text.png", b"no bird")
    written(tmp_path / "empty" / "notes.txt", b"no picture")
    written(tmp_path / "readme.txt", b"what this is")
    album = read_album(tmp_path)
    assert album.classes == ("cats", "dogs")
    assert album.labels is not None
    assert album.labels.tolist() == [0, 0, 1]
    assert album.pictures[:, 0, 0].tolist() == [[0, 0, 255], [0, 0, 128], [255, 0, 0]]
    assert album.told == (
        "1 of 4 files was left out: 1 is no picture (text.png). "
        "Files beside the folders of the classes were left out: 1. Files in other folders were left out: 1."
    )


@pytest.mark.parametrize("name", ["{}.jfif", "img_{}", "{}.JPG.download", "photo {} (copy)"])
@pytest.mark.parametrize("where", [".", "cats"])
def test_pictures_are_known_by_what_is_in_them(tmp_path: Path, name: str, where: str) -> None:
    """Flat, and in the folders of classes."""
    for label, format_ in enumerate(["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "PPM"]):
        path = tmp_path / where / name.format(label)
        path.parent.mkdir(exist_ok=True)
        Image.new("RGB", (12, 12), "red").save(path, format=format_)
    written(tmp_path / where / "list", b"a.png\nb.png\n")
    album = read_album(tmp_path)
    assert len(album.pictures) == 7
    assert album.told == "1 of 8 files was left out: 1 is no picture (list)."


def split(root: Path, *parts: str) -> None:
    """As many collections come: to train and to test, and in each the classes."""
    for part in parts:
        for name, colour in (("cats", "blue"), ("dogs", "red")):
            saved(root / part / name / "a.png", colour)


def test_of_a_split_collection_the_part_to_train_with_is_read(tmp_path: Path) -> None:
    split(tmp_path, "archive/data/test", "archive/data/training_set")
    written(tmp_path / "archive" / "licence.txt", b"free")
    album = read_album(tmp_path)
    assert album.classes == ("cats", "dogs")
    assert len(album.pictures) == 2
    inner = Path("archive/data/training_set")
    assert album.told == f"Read from {inner} inside it; files elsewhere in it were left out: 3."


def test_where_several_folders_would_do_they_are_named(tmp_path: Path) -> None:
    split(tmp_path, "north", "south")
    sentence = sentence_about(tmp_path)
    assert "choose one of them" in sentence
    assert "north" in sentence
    assert "south" in sentence


def test_a_folder_of_folders_without_pictures_is_no_album(tmp_path: Path) -> None:
    written(tmp_path / "a" / "b" / "notes.txt", b"notes")
    assert "holds no picture" in sentence_about(tmp_path)


@pytest.mark.parametrize("layout", ["MNIST/raw/{}", "{}/{}", "{}", "a/b/{}.gz"])
def test_idx_files_are_found_where_they_are_unpacked_to(tmp_path: Path, layout: str) -> None:
    labels = np.arange(len(DIGITS), dtype=np.uint8) % 3
    for part, numbers in (("images-idx3", DIGITS), ("labels-idx1", labels)):
        for stem in ("train", "t10k"):
            name = f"{stem}-{part}-ubyte"
            path = tmp_path / layout.format(name, name)
            content = idx_bytes(numbers if stem == "train" else numbers[:1])
            written(path, gzip.compress(content) if path.suffix == ".gz" else content)
    album = read_album(tmp_path)
    np.testing.assert_array_equal(album.pictures[..., 0], DIGITS)
    assert album.labels is not None
    assert album.labels.tolist() == labels.tolist()
    assert "left out: 2." in album.told, "those to test with"


def test_emnist_is_set_upright_and_of_several_collections_one_is_chosen(tmp_path: Path) -> None:
    name = "emnist-letters-train-images-idx3-ubyte"
    written(tmp_path / name, idx_bytes(DIGITS.swapaxes(1, 2)))
    written(tmp_path / name.replace("train", "test"), idx_bytes(DIGITS[:1]))
    album = read_album(tmp_path)
    np.testing.assert_array_equal(album.pictures[..., 0], DIGITS)
    assert "upright" in album.told
    written(tmp_path / name.replace("letters", "digits"), idx_bytes(DIGITS))
    assert name in sentence_about(tmp_path)


@pytest.mark.parametrize("mode", ["I;16", "I", "F"])
def test_one_odd_pixel_changes_no_other(tmp_path: Path, mode: str) -> None:
    """Of 12 bits in 16, of 8 bits in 32, and of measured numbers."""
    tones = np.linspace(0, {"I;16": 4095, "I": 255, "F": 1.0}[mode], 64 * 64).reshape(64, 64)
    odd = tones.copy()
    odd[5, 5] = 60_000
    kind = {"I;16": np.uint16, "I": np.int32, "F": np.float32}[mode]
    for name, numbers in (("even.tif", tones), ("odd.tif", odd)):
        Image.fromarray(numbers.astype(kind)).save(tmp_path / name)
    even, other = (open_picture(tmp_path / name, 64) for name in ("even.tif", "odd.tif"))
    difference = np.abs(np.asarray(even, dtype=int) - np.asarray(other, dtype=int)).max(axis=-1)
    difference[5, 5] = 0
    assert difference.max() <= 1
    assert np.asarray(even).max() >= 254


def test_the_larger_part_counts_where_pictures_lie_both_ways(tmp_path: Path) -> None:
    for i in range(3):
        saved(tmp_path / f"{i}.png")
    saved(tmp_path / "small" / "a.png")
    album = read_album(tmp_path)
    assert len(album.pictures) == 3
    assert album.told == "Files in the folders inside were left out: 1."
    for i in range(4):
        saved(tmp_path / "large" / f"{i}.png", "blue")
    album = read_album(tmp_path)
    assert album.classes == ("large", "small")
    assert album.told == "Files beside the folders of the classes were left out: 3."


def test_one_class_is_none(tmp_path: Path) -> None:
    saved(tmp_path / "faces" / "a.png")
    album = read_album(tmp_path)
    assert (len(album.pictures), album.labels, album.classes) == (1, None, ())


def test_too_many_folders_are_no_classes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "most_classes", 2)
    for name in "abc":
        saved(tmp_path / name / "a.png")
    album = read_album(tmp_path)
    assert (len(album.pictures), album.labels, album.classes) == (3, None, ())
    assert "not taken as classes" in album.told


def test_too_many_files_are_read_from_all_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "most_pictures", 4)
    for name, shade in [("a", 0), ("b", 100), ("c", 200)]:
        for i in range(3):
            saved(tmp_path / name / f"{i}.png", shade, mode="L")
    album = read_album(tmp_path)
    assert len(album.pictures) == 4
    assert album.classes == ("a", "b", "c")
    assert album.labels is not None
    np.testing.assert_array_equal(album.pictures[:, 0, 0, 0], album.labels * 100)
    assert album.told == "Of 9 files 4 were read, evenly from all of them."


def test_folders_without_pictures(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no picture" in sentence_about(tmp_path / "empty")
    written(tmp_path / "texts" / "a.png", b"text")
    assert "no picture" in sentence_about(tmp_path / "texts")


def test_a_folder_is_in_colour_if_any_picture_is(tmp_path: Path) -> None:
    saved(tmp_path / "grey.png", 100, mode="L")
    saved(tmp_path / "saved in colour.png", (100, 101, 102))
    assert read_album(tmp_path).pictures.shape == (2, 32, 32, 1)
    assert read_album(tmp_path, colour=True).pictures.shape == (2, 32, 32, 3)
    saved(tmp_path / "red.png", "red")
    assert read_album(tmp_path).pictures.shape == (3, 32, 32, 3)
    assert read_album(tmp_path, 8, colour=False).pictures.shape == (3, 8, 8, 1)


def only_picture(folder: Path, **options: bool) -> np.ndarray:
    album = read_album(folder, **options)
    assert album.told == ""
    return album.pictures[0]


def test_what_is_clear_is_white(tmp_path: Path) -> None:
    clear = np.zeros((32, 32, 2), dtype=np.uint8)
    clear[:, :16, 1] = 255
    Image.fromarray(clear, mode="LA").save(tmp_path / "clear.png")
    picture = only_picture(tmp_path)
    assert (picture[:, :16] == 0).all()
    assert (picture[:, 16:] == 255).all()


def test_a_palette_with_a_clear_colour(tmp_path: Path) -> None:
    picture = Image.fromarray(np.repeat([[0, 1]], 16, axis=1).repeat(32, axis=0).astype(np.uint8), mode="P")
    picture.putpalette([250, 0, 0, 10, 10, 10])
    picture.save(tmp_path / "clear.gif", transparency=1)
    pixels = only_picture(tmp_path)
    assert pixels[0, 0].tolist() == [250, 0, 0]
    assert pixels[0, 31].tolist() == [255, 255, 255]


def test_of_a_film_the_first_picture_counts(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "film.gif", save_all=True, append_images=frames[1:])
    assert only_picture(tmp_path)[5, 5].tolist() == [255, 0, 0]


def test_a_camera_held_sideways(tmp_path: Path) -> None:
    """EXIF's orientation 6: turned to the right to be looked at, so white on the left comes to lie on top."""
    half = np.zeros((32, 32), dtype=np.uint8)
    half[:, :16] = 255
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(half).save(tmp_path / "turned.png", exif=exif)
    assert (only_picture(tmp_path)[:16] == 255).all()
    assert (only_picture(tmp_path)[16:] == 0).all()


@pytest.mark.parametrize(
    ("mode", "colour", "ending", "expected"),
    [
        ("CMYK", (0, 255, 255, 0), "jpg", [255, 0, 0]),
        ("P", 7, "png", [0]),
        ("1", 1, "png", [255]),
        ("I;16", 128 * 257, "png", [128]),
        ("I", 128 * 257, "tif", [128]),
        ("L", 128, "pgm", [128]),
        ("RGB", "lime", "webp", [0, 255, 0]),
    ],
)
def test_pictures_of_every_mode(mode: str, colour: object, ending: str, expected: list[int], tmp_path: Path) -> None:
    saved(tmp_path / f"picture.{ending}", colour, mode=mode)
    assert np.abs(only_picture(tmp_path)[9, 9].astype(int) - expected).max() <= 2


def test_numbers_that_are_no_tones_span_from_black_to_white(tmp_path: Path) -> None:
    tones = np.linspace(-3, 5, 32, dtype=np.float32) * np.ones((32, 1), dtype=np.float32)
    tones[0, 0] = np.nan
    Image.fromarray(tones).save(tmp_path / "measured.tif")
    picture = only_picture(tmp_path)
    assert picture.min() == 0
    assert picture.max() >= 254


def png_that_says(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(40_000, 25_000), (12_000, 10_000), (2**31 - 1, 2**31 - 1)])
def test_a_billion_pixels(size: tuple[int, int], tmp_path: Path) -> None:
    path = written(tmp_path / "bomb.png", png_that_says(*size))
    assert "more pixels" in sentence_about(path)
    saved(tmp_path / "small.png")
    assert len(read_album(tmp_path).pictures) == 1
    assert "bomb.png" in read_album(tmp_path).told


# Files alone.


def test_one_picture_is_no_album(tmp_path: Path) -> None:
    assert "texture" in sentence_about(saved(tmp_path / "photo.jpg"))
    assert "texture" in sentence_about(saved(tmp_path / "photo.png").rename(tmp_path / "no ending"))


def test_files_of_other_kinds(tmp_path: Path) -> None:
    assert "not a picture" in sentence_about(written(tmp_path / "text.png", b"x,y\n"))
    assert "not a kind of file" in sentence_about(written(tmp_path / "table.csv", b"x,y\n"))
    assert "not a kind of file" in sentence_about(written(tmp_path / "empty", b""))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    make_pipe(tmp_path / "pipe")
    assert "neither a file nor a folder" in sentence_about(tmp_path / "pipe")


def test_postscript_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("Ghostscript was looked for")

    monkeypatch.setattr("PIL.EpsImagePlugin.Ghostscript", refuse)
    page = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 40 40\n%%EndComments\nshowpage\n%%EOF\n"
    assert "not a picture" in sentence_about(written(tmp_path / "page.png", page))


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert "No such file" in sentence_about(tmp_path / "nosuch")
    assert "No such file" in sentence_about(tmp_path / "nosuch.npz")
    for path in ("nul\0byte.png", "n" * 5_000 + ".png"):
        with pytest.raises(PlaygroundError, match="cannot be read"):
            read_album(Path(path))


# Any bytes at all.


def whole_files() -> dict[str, bytes]:
    npy, npz, png, jpg = (io.BytesIO() for _ in range(4))
    np.save(npy, DIGITS[:2, :8, :8])
    np.savez_compressed(npz, images=DIGITS[:2, :8, :8], labels=LABELS[:2])
    Image.fromarray(DIGITS[0]).save(png, "PNG")
    Image.fromarray(TOYS[0]).save(jpg, "JPEG")
    pictures = idx_bytes(DIGITS[:2, :8, :8])
    return {
        PICTURES: pictures,
        f"{PICTURES}.gz": gzip.compress(pictures),
        "batch.bin": cifar_bytes(TOYS[:1], [3]),
        "album.npy": npy.getvalue(),
        "album.npz": npz.getvalue(),
        "a.png": png.getvalue(),
        "a.jpg": jpg.getvalue(),
        "unknown": b"",
    }


WHOLE = whole_files()


@st.composite
def damaged(draw: st.DrawFn, name: str) -> bytes:
    """A good file with some bytes changed and an end cut off, or no file at all."""
    content = bytearray(draw(st.sampled_from([WHOLE[name], b""])) or draw(st.binary(max_size=200)))
    for _ in range(draw(st.integers(0, 5)) if content else 0):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_give_an_album_or_a_sentence(name: str, data: st.DataObject, tmp_path: Path) -> None:
    path = written(tmp_path / "files" / name, data.draw(damaged(name)))
    for attempt in (path, path.parent):
        try:
            album = read_album(attempt)
        except PlaygroundError:
            continue
        assert_is_sound(album)


def assert_is_sound(album: Album) -> None:
    assert album.pictures.dtype == np.uint8
    assert album.pictures.ndim == 4
    assert album.pictures.shape[-1] in (1, 3)
    assert album.pictures.size > 0
    if album.labels is not None:
        assert album.labels.shape == (len(album.pictures),)
        assert 0 <= album.labels.min() <= album.labels.max() < len(album.classes)


def test_limits_are_those_that_are_told() -> None:
    assert (folder_module.most_pictures, idx.largest_bytes) == (60_000, 2**30)


def test_what_takes_more_memory_than_there_is_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(picture, "_in_colours", exhausted)
    saved(tmp_path / "a.png")
    with pytest.raises(NoPictureError, match=r"^a\.png has more pixels than can be unpacked") as caught:
        open_picture(tmp_path / "a.png", 8)
    assert caught.value.reason == "too large"


def test_what_is_large_comes_out_the_same_in_strips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every mode, upright, and made smaller as Pillow would the whole."""
    colours = rng.integers(0, 256, (6, 10, 4), dtype=np.uint8)
    exif = Image.Exif()
    exif[picture.orientation] = 6
    kinds = {
        "colour.png": Image.fromarray(colours[..., :3]),
        "clear.png": Image.fromarray(colours),
        "palette.png": Image.fromarray(colours[..., :3]).quantize(16),
        "deep.png": Image.fromarray(colours[..., 0].astype(np.uint16) * 250),
        "float.tiff": Image.fromarray(colours[..., 0].astype(np.float32)),
    }
    for name, small in kinds.items():
        small.resize((480, 288), Image.Resampling.NEAREST).save(tmp_path / name, exif=exif)
        whole = open_picture(tmp_path / name, 8)
        with monkeypatch.context() as patch:
            patch.setattr(picture, "large_pixels", 6000)
            strips = open_picture(tmp_path / name, 8)
        assert whole.size == (288, 480)
        differences = np.asarray(whole.reduce(12)).astype(int) - np.asarray(strips)
        assert np.abs(differences).max() <= 1, name
