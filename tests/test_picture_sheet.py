"""tools/picture_sheet.py: how much of two pictures differs, where, and which differ most."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

import picture_sheet as tool

gray = (100, 100, 100)


def picture(size: tuple[int, int] = (20, 10), **dots: tuple[int, int, int]) -> Image.Image:
    """A grey picture with dots of other colours; `at_3_4` is the one at x = 3, y = 4."""
    image = Image.new("RGB", size, gray)
    for place, color in dots.items():
        _, x, y = place.split("_")
        image.putpixel((int(x), int(y)), color)
    return image


def test_the_share_counts_pixels_and_tells_what_can_be_seen() -> None:
    other = picture(at_3_4=(100, 100, 200), at_5_6=(101, 100, 100))
    assert tool.difference(picture(), other) == (1 / 200, 2 / 200)
    assert tool.differing_box(picture(), other) == (3, 4, 5, 6)


def test_nothing_differs_from_itself() -> None:
    assert tool.difference(picture(), picture()) == (0.0, 0.0)
    assert tool.differing_box(picture(), picture()) is None


def test_another_size_differs_altogether() -> None:
    assert tool.difference(picture(), picture((20, 11))) == (1.0, 1.0)


def test_sheets_are_numbered_from_the_most_different_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other, out = (tmp_path / name for name in ("one", "other", "out"))
    for folder in (one, other, out):
        folder.mkdir()
    for folder in (one, other):
        picture().save(folder / "same.png")
        picture().save(folder / "changed.png")
    picture(at_3_4=(200, 0, 0)).save(other / "changed.png")
    picture().save(other / "new.png")
    tool.write_sheets(one, other, out)
    assert sorted(path.name for path in out.iterdir()) == ["001-new.png", "002-changed.png", "003-same.png"]
    assert "changed.png: 0.500% of the pixels differ to the eye" in capsys.readouterr().out
    with Image.open(out / "002-changed.png") as sheet:
        assert sheet.size == (2 * 20 + tool.gap_px, 10 + tool.heading_px)
        assert sheet.getpixel((20 + tool.gap_px + 3, tool.heading_px + 4)) == (200, 0, 0)
