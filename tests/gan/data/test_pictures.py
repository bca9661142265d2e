"""Real data from ink: pictures of every kind and condition, and words."""

from __future__ import annotations

import itertools
import os
import re
import struct
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from scipy import stats
from scipy.ndimage import binary_dilation

from cases import each_of
from gan.plane import draw, real_data
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.picture import picture_endings
from gan_playground.gan.data.plane.picture import read_darkness
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.resources import resource_path

HALF = np.full((120, 160), 255, dtype=np.uint8)
HALF[:, :80] = 0


def in_mode(mode: str) -> Image.Image:
    """The left half black, the right half white."""
    picture = Image.fromarray(HALF)
    return picture.convert(mode) if mode in ("1", "L", "I", "F") else picture.convert("RGB").convert(mode)


def samples_of(path: Path, count: int = 4_000) -> np.ndarray:
    return draw(real_data("picture", path=str(path)), count)


def sentence_about(path: Path) -> str:
    with pytest.raises(PlaygroundError) as caught:
        real_data("picture", path=str(path))
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def refused(attempt: Callable[[], Any]) -> tuple[str, Any]:
    """The sentence of a refusal, or nothing and the result."""
    try:
        return "", attempt()
    except PlaygroundError as error:
        return str(error), None


def assert_left_half_only(samples: np.ndarray) -> None:
    """Evenly over 2.6 x 3.9 of the plane: the longest side of 160 pixels is 5.2."""
    assert (samples[:, 0] <= 0.05).all()
    for axis, (low, high) in enumerate([(-2.6, 0.0), (-1.95, 1.95)]):
        assert stats.kstest(samples[:, axis], stats.uniform(low, high - low).cdf).statistic < 0.05


# Pictures.


@pytest.mark.parametrize(
    ("mode", "ending"),
    [
        *itertools.product(("1", "L", "P", "RGB"), ("png", "bmp", "tif", "gif")),
        *itertools.product(("L", "RGB", "CMYK", "YCbCr"), ("jpg", "jpeg")),
        *itertools.product(("LA", "RGBA"), ("png", "webp")),
        *(("CMYK", "tif"), ("I", "tif"), ("F", "tif")),
    ],
)
def test_a_picture_that_is_black_on_the_left(mode: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"half.{ending}"
    in_mode(mode).save(path)
    assert f".{ending}" in picture_endings
    assert_left_half_only(samples_of(path))


def test_what_is_clear_is_paper(tmp_path: Path) -> None:
    """Black everywhere, and to be seen on the left only."""
    clear = np.zeros((120, 160, 4), dtype=np.uint8)
    clear[:, :80, 3] = 255
    Image.fromarray(clear).save(tmp_path / "clear.png")
    assert_left_half_only(samples_of(tmp_path / "clear.png"))


def test_a_palette_with_a_clear_colour(tmp_path: Path) -> None:
    picture = Image.fromarray((HALF > 0).astype(np.uint8), mode="P")
    picture.putpalette([0, 0, 0, 10, 10, 10])
    picture.save(tmp_path / "clear.gif", transparency=1)
    assert_left_half_only(samples_of(tmp_path / "clear.gif"))


@pytest.mark.parametrize("ending", ["gif", "webp", "png"])
def test_of_a_film_the_first_picture_counts(ending: str, tmp_path: Path) -> None:
    frames = [Image.fromarray(HALF).convert("RGB"), Image.fromarray(255 - HALF).convert("RGB")]
    frames[0].save(tmp_path / f"film.{ending}", save_all=True, append_images=frames[1:], duration=50)
    assert_left_half_only(samples_of(tmp_path / f"film.{ending}"))


def test_a_camera_held_sideways(tmp_path: Path) -> None:
    """EXIF's orientation 6: turned to the right to be looked at, so black on the left comes to lie on top."""
    exif = Image.Exif()
    exif[0x0112] = 6
    in_mode("RGB").save(tmp_path / "turned.jpg", exif=exif)
    samples = samples_of(tmp_path / "turned.jpg")
    assert (samples[:, 1] > -0.1).all()
    assert np.ptp(samples[:, 0]) == pytest.approx(3.9, abs=0.1)


def test_the_top_of_a_picture_is_up(tmp_path: Path) -> None:
    Image.fromarray(HALF).rotate(-90, expand=True).save(tmp_path / "top.png")
    samples = samples_of(tmp_path / "top.png")
    assert (samples[:, 1] > -0.05).all()


def test_dark_parts_are_dense_in_the_measure_of_their_darkness(tmp_path: Path) -> None:
    """Black is as dense as full ink, 60% grey as 0.6, and paper is empty, however grey it is itself."""
    tones = np.full((120, 160), 200, dtype=np.uint8)
    tones[:, :40], tones[:, 40:80] = 0, 80
    Image.fromarray(tones).save(tmp_path / "tones.png")
    x = samples_of(tmp_path / "tones.png", 20_000)[:, 0]
    assert (x < 0.05).all()
    black, grey = (x < -1.3).sum(), (x > -1.3).sum()
    assert grey / black == pytest.approx(0.6, abs=0.03)


def test_sixteen_bits_of_grey(tmp_path: Path) -> None:
    """A scan or a microscope's picture: 65,535 is white."""
    tones = np.full((120, 160), 60_000, dtype=np.uint16)
    tones[:, :80] = 20_000
    Image.fromarray(tones).save(tmp_path / "deep.png")
    assert_left_half_only(samples_of(tmp_path / "deep.png"))


@pytest.mark.parametrize("side", [6, 16])
def test_a_small_spot_on_a_large_sheet_is_a_shape(side: int, tmp_path: Path) -> None:
    """A signature covers less than a hundredth of its sheet."""
    sheet = np.full((256, 256), 255, dtype=np.uint8)
    sheet[100 : 100 + side, 50 : 50 + side] = 0
    Image.fromarray(sheet).save(tmp_path / "spot.png")
    samples = samples_of(tmp_path / "spot.png", 500)
    assert np.ptp(samples, axis=0).max() < 5.2 * (side + 2) / 256


@pytest.mark.parametrize("size", [(1, 400), (400, 1), (3, 2)])
def test_odd_shapes(size: tuple[int, int], tmp_path: Path) -> None:
    tones = np.full(size[::-1], 255, dtype=np.uint8)
    tones.reshape(-1)[: tones.size // 2] = 0
    Image.fromarray(tones).save(tmp_path / "odd.png")
    real = real_data("picture", path=str(tmp_path / "odd.png"))
    assert real.view.contains(draw(real, 500)).all()


def test_ten_megapixels_are_made_small_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole is never an array: 10 MB a channel become 256 cells across, whatever the kind of file."""
    large = Image.fromarray(HALF).resize((4_000, 2_500), Image.Resampling.NEAREST).convert("RGB")
    for name in ("large.jpg", "large.png"):
        large.save(tmp_path / name)
    seen, to_array = [], np.asarray

    def spying(thing: Any, *arguments: Any, **options: Any) -> Any:
        array = to_array(thing, *arguments, **options)
        seen.append(array.size)
        return array

    monkeypatch.setattr(np, "asarray", spying)
    for name in ("large.jpg", "large.png"):
        dark = read_darkness(tmp_path / name)
        assert dark.shape == (160, 256)
        assert dark[:, :126].min() == pytest.approx(1, abs=0.02)
        assert dark[:, 130:].max() == 0
    assert max(seen) <= 256 * 256


@pytest.mark.parametrize("tone", [0, 128, 255])
def test_a_picture_of_one_tone(tone: int, tmp_path: Path) -> None:
    Image.new("L", (90, 60), tone).save(tmp_path / "plain.png")
    assert "one tone" in sentence_about(tmp_path / "plain.png")


def test_a_picture_that_is_all_clear(tmp_path: Path) -> None:
    Image.new("RGBA", (90, 60), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert "one tone" in sentence_about(tmp_path / "clear.png")


def test_text_that_calls_itself_a_picture(tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("x,y\n1,2\n", encoding="utf-8")
    assert "not a picture" in sentence_about(tmp_path / "notes.png")


@pytest.mark.parametrize("ending", ["jpg", "png", "gif", "bmp", "webp", "tif"])
def test_a_truncated_picture(ending: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    Image.fromarray(rng.integers(0, 255, (120, 160, 3), dtype=np.uint8)).save(tmp_path / f"whole.{ending}")
    content = (tmp_path / f"whole.{ending}").read_bytes()
    (tmp_path / f"cut.{ending}").write_bytes(content[: len(content) // 2])
    sentence_about(tmp_path / f"cut.{ending}")


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert "No such file" in sentence_about(tmp_path / "nosuch.png")
    (tmp_path / "folder.png").mkdir()
    sentence_about(tmp_path / "folder.png")
    (tmp_path / "empty.png").write_bytes(b"")
    sentence_about(tmp_path / "empty.png")
    for path in ("nul\0byte.png", "n" * 5_000 + ".png"):
        with pytest.raises(PlaygroundError):
            real_data("picture", path=path)


def bomb(width: int, height: int) -> bytes:
    """A few bytes that say they are an enormous picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [10_000, 15_000, 100_000])
def test_a_picture_that_would_burst_is_refused_in_a_sentence_alone(side: int, tmp_path: Path) -> None:
    """Pillow warns of 90 megapixels and refuses 180; a warning is a line on stderr that nobody wrote."""
    (tmp_path / "bomb.png").write_bytes(bomb(side, side))
    sentence_about(tmp_path / "bomb.png")


@pytest.mark.parametrize("mode", ["RGB", "P"])
@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "bmp", "webp", "tif"])
def test_wrong_bytes_give_samples_or_a_sentence(mode: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"whole.{ending}"
    in_mode("RGB" if ending == "jpg" else mode).save(path)
    content, rng = path.read_bytes(), np.random.default_rng(0)
    for i in range(40):
        wrong = bytearray(content)
        for at in rng.integers(0, min(len(wrong), 400), 3):
            wrong[at] = rng.integers(256)
        broken = tmp_path / f"broken{i}.{ending}"
        broken.write_bytes(wrong)
        sentence, dark = refused(partial(read_darkness, broken))
        assert broken.name in sentence if sentence else np.isfinite(dark).all() and dark.any()


def test_a_picture_that_changed_on_the_disk_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "half.png"
    Image.fromarray(HALF).save(path)
    assert_left_half_only(samples_of(path))
    Image.fromarray(255 - HALF).save(path)
    os.utime(path, ns=(1, 1))
    assert (samples_of(path)[:, 0] >= -0.05).all()


def test_without_a_file_it_is_a_cat() -> None:
    dark = read_darkness(resource_path("data/cat.png"))
    samples = draw(real_data("picture"), 20_000)
    cell = 5.2 / max(dark.shape)
    column, row = ((samples + np.array(dark.shape[::-1]) * cell / 2) / cell).astype(int).T
    counts = np.zeros_like(dark)
    np.add.at(counts, (row.clip(0, dark.shape[0] - 1), column.clip(0, dark.shape[1] - 1)), 1)
    assert counts[dark == 0].sum() < 20, "only rounding at the edges of cells"
    assert np.corrcoef(counts.ravel(), dark.ravel())[0, 1] > 0.5


# Words.


def word_samples(text: str, count: int = 4_000) -> np.ndarray:
    return draw(real_data("word", text=text), count)


def assert_on_the_letters(samples: np.ndarray, text: str) -> None:
    """Every sample is on ink of the word as Pillow writes it, stretched to where the samples lie."""
    font = ImageFont.truetype(str(resource_path("fonts/Inter-Bold.otf")), 300)
    picture = Image.new("L", (400 * len(text), 500))
    ImageDraw.Draw(picture).text((50, 50), text, fill=255, font=font)
    box = picture.getbbox()
    assert box is not None
    ink = np.asarray(picture.crop(box), dtype=float)[::-1] / 255
    low, high = samples.min(0), samples.max(0)
    size = (high - low) / np.array(ink.shape[::-1])
    assert size[0] == pytest.approx(size[1], rel=0.05), "letters keep their shape"
    column, row = ((samples - low) / size).astype(int).T
    row, column = row.clip(0, ink.shape[0] - 1), column.clip(0, ink.shape[1] - 1)
    grown = np.asarray(Image.fromarray((ink > 0.02).astype(np.uint8) * 255).resize(ink.shape[::-1])) > 0
    assert binary_dilation(grown, iterations=6)[row, column].mean() > 0.998
    everywhere = np.random.default_rng(0).uniform(low, high, samples.shape)
    column, row = ((everywhere - low) / size).astype(int).T
    hit = binary_dilation(grown, iterations=6)[row.clip(0, ink.shape[0] - 1), column.clip(0, ink.shape[1] - 1)]
    assert hit.mean() < 0.9, "and there is room beside them"


@pytest.mark.parametrize("text", ["GAN", "Q", "Zürich", "3.14"])
def test_ink_is_where_letters_are_and_nowhere_else(text: str) -> None:
    assert_on_the_letters(word_samples(text), text)


def test_the_word_of_a_lesson_that_says_nothing_is_gan() -> None:
    np.testing.assert_array_equal(word_samples(""), word_samples("GAN"))


@pytest.mark.parametrize("text", ["I", "W" * 40, "g"])
def test_every_word_is_fitted_into_the_view(text: str) -> None:
    real = real_data("word", text=text)
    samples = draw(real, 4_000)
    assert real.view.contains(samples).all()
    assert np.abs((samples.max(0) + samples.min(0)) / 2).max() < 0.1
    spans = np.ptp(samples, axis=0)
    assert max(spans[0] / 5.6, spans[1] / 3.4) == pytest.approx(1, abs=0.03)


@each_of("text", [" ", "   ", "\u200b", "\n", "a\nb", "a\tb\n", "x" * 41, "\0\n"])
def test_what_leaves_no_ink_is_refused_by_the_experiment_or_drawn(text: str) -> None:
    """Whatever is pasted into the field is a word or a sentence."""
    sentence, experiment = refused(lambda: Experiment().with_knobs({"data.kind": "word", "data.text": text}))
    if sentence:
        assert "data.text" in sentence
        assert sentence.endswith(".")
    else:
        assert len(draw(experiment.make_data(), 10)) == 10


@pytest.mark.parametrize("text", [" ", "   ", "x" * 41])
def test_blank_and_long_words_are_refused(text: str) -> None:
    with pytest.raises(PlaygroundError, match=re.escape("data.text")):
        Experiment().with_knobs({"data.kind": "word", "data.text": text})


# The same seed of everything made from ink.


@pytest.mark.parametrize("make", [lambda: word_samples("Q", 300), lambda: draw(real_data("picture"), 300)])
def test_ink_is_sampled_with_the_random_generator_alone(make: Callable[[], np.ndarray]) -> None:
    np.testing.assert_array_equal(make(), make())
