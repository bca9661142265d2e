"""What a hand paints and rubs out: as text, as ink, and in what is then sampled."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from cases import each_of, examples
from gan.plane import draw, real_data
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.plane.drawing import drawing_to_bytes, read_drawing
from gan_playground.gan.data.plane.strokes import (
    PaintCanvas,
    PaintSheet,
    Stroke,
    canvas_of,
    painted,
    read_strokes,
    thinned,
    write_strokes,
)
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.box import Box

CANVAS = canvas_of(Box.around(0, 0, 3.2))
WIDE = canvas_of(Box.around(1, -1, 4, 2))


def sheet_of(text: str) -> PaintSheet:
    return painted(read_strokes(text), CANVAS)


def middles(sheet: PaintSheet) -> np.ndarray:
    """Of every cell (rows, columns, 2)."""
    rows, columns = sheet.ink.shape
    x = sheet.box.left + (np.arange(columns) + 0.5) * sheet.box.width / columns
    y = sheet.box.bottom + (np.arange(rows) + 0.5) * sheet.box.height / rows
    return np.stack(np.meshgrid(x, y), axis=-1)


# As text.

coordinates = st.floats(-9.999, 9.999).map(lambda value: float(f"{value:.3f}"))
strokes = st.builds(
    Stroke,
    erases=st.booleans(),
    radius=st.floats(0.001, 9).map(lambda value: float(f"{value:.3f}")),
    softness=st.floats(0, 1).map(lambda value: float(f"{value:.3f}")),
    places=st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=6).map(tuple),
)


@settings(max_examples=examples(150), deadline=None, derandomize=True, database=None)
@given(drawn=st.lists(strokes, max_size=5).map(tuple))
def test_what_is_written_is_read_again(drawn: tuple[Stroke, ...]) -> None:
    assert read_strokes(write_strokes(drawn)) == drawn


def test_the_form_of_the_text() -> None:
    drawn = read_strokes(" brush 0.2 0.5: 0 0, 1 0.5;eraser 3e-1 0:1 -1 ; ")
    assert drawn == (Stroke(False, 0.2, 0.5, ((0, 0), (1, 0.5))), Stroke(True, 0.3, 0.0, ((1, -1),)))
    assert write_strokes(drawn) == "brush 0.2 0.5: 0 0, 1 0.5; eraser 0.3 0: 1 -1"
    assert read_strokes("") == read_strokes(" \n") == ()


@pytest.mark.parametrize("scale", [1e-4, 1e-3, 1.0, 1e3])
def test_a_stroke_survives_in_whatever_unit_the_data_have(scale: float) -> None:
    """Points of a file keep their own units, millimetres or metres: a brush is a twentieth of the view."""
    stroke = Stroke(False, 0.05 * scale, 0.5, ((1.234 * scale, -3.21 * scale),))
    (again,) = read_strokes(write_strokes([stroke]))
    assert again.radius == pytest.approx(stroke.radius, rel=0.01)
    assert again.places[0] == pytest.approx(stroke.places[0], abs=0.01 * scale)


def test_a_place_far_from_0_is_kept_to_a_hundredth_of_the_brush() -> None:
    """A column of years, from 1990 to 2020, painted with a brush of half a year."""
    stroke = Stroke(False, 0.5, 0.5, ((2001.37, 3.0),))
    assert read_strokes(write_strokes([stroke]))[0].places[0] == pytest.approx((2001.37, 3.0), abs=0.005)


BAD = [
    *("nonsense", "brush", "brush 0.2: 0 0", "brush 0.2 0.5 0 0", "brush 0.2 0.5:", "brush 0.2 0.5: 1", "pen 1 0: 0 0"),
    *("brush 0.2 0.5: 1 2 3", "brush 0.2 0.5: 0 0,", "brush 0.2 0.5: ,", "brush x 0.5: 0 0", "brush 0.2 y: 0 0"),
    *("brush 0 0.5: 0 0", "brush -1 0.5: 0 0", "brush 0.2 1.5: 0 0", "brush 0.2 -0.5: 0 0", "brush nan 0: 0 0"),
    *("brush 0.2 nan: 0 0", "brush inf 0: 0 0", "brush 0.2 0: inf 0", "brush 0.2 0: 0 -inf", "brush 0.2 0: nan 0"),
    *("brush 0.2 0: 0 nan", "brush 0.2 0: 1e5 0", "brush 0.2 0: 0 0 eraser 1 0: 1 1", "brush 0.2 0: 0 0; x"),
    "BRUSH 0.2 0: 0 0",
]


@each_of("text", BAD)
def test_what_is_no_drawing_is_refused_by_the_experiment(text: str) -> None:
    with pytest.raises(PlaygroundError) as caught:
        Experiment().with_knobs({"data.kind": "drawing", "data.drawing": text})
    sentence = str(caught.value)
    assert "data.drawing" in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


@settings(max_examples=examples(150), deadline=None, derandomize=True, database=None)
@given(text=st.text(alphabet="brusheaser 0123456789.:,;-+enaif\n", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        drawn = read_strokes(text)
    except PlaygroundError:
        return
    for stroke in drawn:
        assert math.isfinite(stroke.radius)
        assert np.isfinite(stroke.places).all()


def test_a_drawing_has_an_end() -> None:
    many = "brush 0.1 0: " + ", ".join(["0 0"] * 50_000)
    assert len(read_strokes(many)[0].places) == 50_000
    with pytest.raises(PlaygroundError, match="50,000"):
        read_strokes(many + "; brush 0.1 0: 0 0")


# As ink.


@pytest.mark.parametrize("canvas", [CANVAS, WIDE], ids=["square", "wide"])
def test_cells_are_as_wide_as_high(canvas: PaintCanvas) -> None:
    assert canvas.box.width / canvas.columns == pytest.approx(canvas.box.height / canvas.rows)
    assert max(canvas.columns, canvas.rows) == 320


def test_a_hard_dot_is_a_disc() -> None:
    sheet = sheet_of("brush 0.5 0: 0.3 -0.2")
    away = np.hypot(*(middles(sheet) - [0.3, -0.2]).transpose(2, 0, 1))
    np.testing.assert_array_equal(sheet.ink, (away <= 0.5).astype(float))
    assert sheet.ink.sum() * sheet.cell_area == pytest.approx(math.pi / 4, rel=0.01)
    assert (sheet.kept == 1).all()


def test_a_hard_line_is_a_capsule() -> None:
    places = [(-1.0, -1.0), (0.5, 0.8), (1.5, 0.0)]
    sheet = sheet_of("brush 0.25 0: " + ", ".join(f"{x} {y}" for x, y in places))
    walk = np.concatenate([np.linspace(a, b, 600) for a, b in itertools.pairwise(np.array(places))])
    away = cKDTree(walk).query(middles(sheet))[0]
    clear = np.abs(away - 0.25) > 0.003
    np.testing.assert_array_equal(sheet.ink[clear], (away < 0.25)[clear])


def test_a_soft_edge_fades_from_the_middle() -> None:
    sheet = sheet_of("brush 1 1: 0 0")
    away = np.hypot(*middles(sheet).transpose(2, 0, 1))
    assert sheet.ink[away < 0.02] == pytest.approx(1.0, abs=0.01)
    assert sheet.ink[np.abs(away - 0.5) < 0.01] == pytest.approx(0.5, abs=0.02)
    assert (sheet.ink[away >= 1] == 0).all()
    order = np.argsort(away.ravel())
    assert (np.diff(sheet.ink.ravel()[order]) < 1e-9).all()
    half = sheet_of("brush 1 0.5: 0 0")
    assert (half.ink[away < 0.5] == 1).all()
    assert 0 < half.ink[np.abs(away - 0.75) < 0.01].max() < 1


def test_the_finest_dot_leaves_a_mark() -> None:
    assert sheet_of("brush 0.0001 0: 0.01 0.01").ink.any()


def test_softness_of_nothing_covered_is_nothing() -> None:
    assert not sheet_of("brush 0.2 0.5: 9 9").ink.any()


def test_an_eraser_after_a_brush_removes_and_a_brush_after_it_restores() -> None:
    brush, eraser = "brush 0.5 0: 0 0", "eraser 0.5 0: 0.4 0"
    inked = sheet_of(brush).ink
    rubbed = sheet_of(f"{brush}; {eraser}")
    away = np.hypot(*(middles(rubbed) - [0.4, 0]).transpose(2, 0, 1))
    np.testing.assert_array_equal(rubbed.ink, inked * (away > 0.5))
    np.testing.assert_array_equal(rubbed.kept, (away > 0.5).astype(float))
    np.testing.assert_array_equal(sheet_of(f"{brush}; {eraser}; {brush}").ink, inked)
    np.testing.assert_array_equal(sheet_of(f"{eraser}; {brush}").ink, inked)


def test_rubbing_softly_twice_rubs_more() -> None:
    once, twice = (sheet_of("brush 1 0: 0 0; " + "; ".join(["eraser 1 1: 0 0"] * n)) for n in (1, 2))
    np.testing.assert_allclose(twice.ink, once.ink**2 * (once.ink > 0))
    np.testing.assert_allclose(twice.kept, once.kept**2)


def test_going_over_a_place_again_makes_it_no_darker() -> None:
    np.testing.assert_array_equal(
        sheet_of("brush 0.4 0.8: 0 0; brush 0.4 0.8: 0 0").ink, sheet_of("brush 0.4 0.8: 0 0").ink
    )


@settings(max_examples=examples(25), deadline=None, derandomize=True, database=None)
@given(drawn=st.lists(strokes, min_size=1, max_size=6).map(tuple))
def test_stroke_by_stroke_is_all_at_once(drawn: tuple[Stroke, ...]) -> None:
    for count in range(1, len(drawn) + 1):
        bit_by_bit = painted(drawn[:count], CANVAS)
    painted((Stroke(False, 5.0, 0.0, ((0.0, 0.0),)),), CANVAS)  # something else, so that nothing is remembered
    from_scratch = painted(drawn, CANVAS)
    np.testing.assert_array_equal(bit_by_bit.ink, from_scratch.ink)
    np.testing.assert_array_equal(bit_by_bit.kept, from_scratch.kept)


def test_an_undone_stroke_is_gone() -> None:
    first, second = "brush 0.5 0: 0 0", "brush 0.5 0: 1 1"
    alone = sheet_of(first).ink
    sheet_of(f"{first}; {second}")
    np.testing.assert_array_equal(sheet_of(first).ink, alone)
    sheet_of(f"{second}; {first}")
    np.testing.assert_array_equal(sheet_of(first).ink, alone)


def test_another_canvas_is_another_sheet() -> None:
    drawn = read_strokes("brush 0.5 0: 1 -1")
    on_one, on_other = painted(drawn, CANVAS), painted(drawn, WIDE)
    for sheet, canvas in ((on_one, CANVAS), (on_other, WIDE)):
        assert sheet.ink.shape == (canvas.rows, canvas.columns)
        assert sheet.ink.sum() * sheet.cell_area == pytest.approx(math.pi / 4, rel=0.02)


def test_a_canvas_reaches_as_far_as_hands_paint() -> None:
    """What is painted beyond the view is there, and what lies in it stays as it was."""
    view, inside, beyond = CANVAS.box, "brush 0.5 0.6: 1 -2", "brush 0.5 0: 6 1"
    assert canvas_of(view, read_strokes(inside)) == CANVAS
    both = read_strokes(f"{inside}; {beyond}")
    sheet = painted(both, canvas_of(view, both))
    assert (sheet.box.left, sheet.box.bottom, sheet.box.top) == (view.left, view.bottom, view.top)
    assert 6.5 <= sheet.box.right < 6.5 + view.width / CANVAS.columns
    np.testing.assert_allclose(sheet.ink[:, : CANVAS.columns], sheet_of(inside).ink, atol=1e-9)
    assert sheet.ink[:, CANVAS.columns :].sum() * sheet.cell_area == pytest.approx(math.pi / 4, rel=0.02)


def test_a_canvas_has_an_end() -> None:
    far = canvas_of(CANVAS.box, read_strokes("brush 1 0: -9e3 0, 0 9e3"))
    assert (far.columns, far.rows) == (640, 640)
    assert (far.box.left, far.box.right) == pytest.approx((-9.6, 3.2))
    assert (far.box.bottom, far.box.top) == pytest.approx((-3.2, 9.6))


def test_what_an_eraser_left_at_a_place() -> None:
    sheet = sheet_of("eraser 0.5 0: 1 2")
    places = np.array([[1.0, 2.0], [1.4, 2.0], [1.6, 2.0], [0.0, 0.0], [50.0, 0.0], [0.0, -3.3]])
    np.testing.assert_array_equal(sheet.keeps(places), [0, 0, 1, 1, 1, 1])


def test_a_path_is_thinned_and_keeps_its_ends() -> None:
    path = [(0.01 * i, 0.0) for i in range(101)]
    thin = thinned(path, 0.095)
    assert (thin[0], thin[-1]) == (path[0], path[-1])
    assert len(thin) == 11
    gaps = np.hypot(*np.diff(np.array(thin), axis=0).T)
    assert (gaps[:-1] >= 0.095).all()
    assert thinned([], 0.1) == ()
    assert thinned([(1.0, 2.0)], 0.1) == ((1.0, 2.0),)
    assert thinned([(0.0, 0.0), (0.01, 0.0)], 0.1) == ((0.0, 0.0), (0.01, 0.0))


# As samples.


def near(samples: np.ndarray, x: float, y: float, radius: float) -> np.ndarray:
    return np.hypot(samples[:, 0] - x, samples[:, 1] - y) <= radius


def test_a_one_dot_drawing_is_a_disc() -> None:
    samples = draw(real_data("drawing", drawing="brush 0.6 0: 1 -0.5"), 8_000)
    assert near(samples, 1, -0.5, 0.63).all()
    assert samples.mean(0) == pytest.approx([1, -0.5], abs=0.02)
    assert samples.std(0) == pytest.approx([0.3, 0.3], rel=0.04), "of a disc: r / 2"


def test_paint_beyond_the_view_is_sampled_like_any() -> None:
    samples = draw(real_data("drawing", drawing="brush 0.5 0: 5 0; brush 0.5 0: 0 0"), 8_000)
    assert near(samples, 5, 0, 0.53).mean() == pytest.approx(0.5, abs=0.03)


def test_samples_are_as_dense_as_the_ink() -> None:
    """A soft dot: the density at half the radius is half of that in the middle."""
    samples = draw(real_data("drawing", drawing="brush 2 1: 0 0"), 60_000)
    away = np.hypot(*samples.T)
    in_the_middle = (away < 0.3).sum() / 0.3**2
    half_way = ((away > 0.9) & (away < 1.1)).sum() / (1.1**2 - 0.9**2)
    assert half_way / in_the_middle == pytest.approx(0.5, rel=0.1)


def test_paint_on_the_ring_adds_samples_and_takes_away_the_modes() -> None:
    plain, drawn = real_data("ring"), real_data("ring", drawing="brush 0.5 0: 0 0")
    assert plain.modes is not None
    assert drawn.modes is None
    assert not near(draw(plain, 4_000), 0, 0, 0.6).any()
    samples = draw(drawn, 20_000)
    inked = near(samples, 0, 0, 0.52)
    # The family weighs as much as paint on a twelfth of the view.
    area, family = math.pi * 0.5**2, 6.4**2 / 12
    assert inked.mean() == pytest.approx(area / (area + family), abs=0.015)
    angles = np.arctan2(*samples[~inked].T[::-1])
    assert np.hypot(*samples[~inked].T) == pytest.approx(2, abs=0.12)
    assert np.bincount(np.round(angles / (math.pi / 4)).astype(int) % 8).min() > 1_500


def test_rubbing_on_the_moons_takes_samples_away() -> None:
    plain, rubbed = real_data("moons"), real_data("moons", drawing="eraser 0.7 0: 0.8 -1")
    before, after = draw(plain, 20_000), draw(rubbed, 20_000)
    assert near(before, 0.8, -1, 0.65).sum() > 1_000
    assert not near(after, 0.8, -1, 0.67).any()
    elsewhere = before[~near(before, 0.8, -1, 0.73)]
    for share in (lambda s: (s[:, 0] < 0).mean(), lambda s: (s[:, 1] > 0).mean()):
        assert share(after[~near(after, 0.8, -1, 0.73)]) == pytest.approx(share(elsewhere), abs=0.015)


def test_a_soft_eraser_thins_out() -> None:
    plain, rubbed = real_data("checkerboard"), real_data("checkerboard", drawing="eraser 1.6 1: -0.55 -0.55")
    density = [near(draw(real, 40_000), -0.55, -0.55, 0.25).sum() for real in (plain, rubbed)]
    ring = [
        (near(samples, -0.55, -0.55, 0.9) & ~near(samples, -0.55, -0.55, 0.7) & (np.abs(samples + 0.55) < 0.54).all(1))
        for samples in (draw(plain, 40_000), draw(rubbed, 40_000))
    ]
    assert density[1] < 0.2 * density[0]
    assert 0.3 < ring[1].sum() / ring[0].sum() < 0.9


def test_rubbing_on_the_ring_leaves_its_modes() -> None:
    """They are taken from data.centres, which the eraser's hand changes."""
    real = real_data("ring", drawing="eraser 0.5 0: 2 0")
    assert real.modes is not None
    assert near(draw(real, 4_000), 2, 0, 0.2).mean() == pytest.approx(1 / 8, abs=0.03)


@pytest.mark.parametrize("kind", ["moons", "swiss-roll", "checkerboard", "word", "picture", "points", "drawing"])
def test_rubbing_out_everything_is_refused(kind: str) -> None:
    with pytest.raises(PlaygroundError, match="nothing to learn") as caught:
        real_data(kind, drawing="eraser 20 0: 0 0")
    assert "\n" not in str(caught.value)


def test_paint_on_what_was_rubbed_out_is_all_there_is() -> None:
    real = real_data("moons", drawing="eraser 20 0: 0 0; brush 0.3 0: -1 1")
    assert near(draw(real, 2_000), -1, 1, 0.33).all()


def test_the_face_is_there_until_something_is_drawn() -> None:
    face = draw(real_data("drawing"), 6_000)
    radius = np.hypot(*face.T)
    assert ((radius > 1.7) & (radius < 2.1)).mean() > 0.5
    assert near(face, 0.68, 0.62, 0.25).sum() > 100
    assert near(face, -0.68, 0.62, 0.25).sum() > 100
    assert not near(face, 0, 0, 0.4).any()
    drawn = draw(real_data("drawing", drawing="brush 0.2 0: 3 2"), 500)
    assert near(drawn, 3, 2, 0.25).all()


# As files.


def test_a_drawing_is_kept_in_a_file(tmp_path: Path) -> None:
    text = "brush 0.2 0.5: 0 0, 1 0.5; eraser 0.3 0: 1 1"
    (tmp_path / "mine.json").write_bytes(drawing_to_bytes(text))
    assert read_drawing(tmp_path / "mine.json") == text
    assert set(json.loads(drawing_to_bytes(text))) == {"format", "strokes"}


WHOLE = drawing_to_bytes("brush 0.2 0.5: 0 0, 1 0.5")
BROKEN = {
    "truncated": WHOLE[:-9],
    "empty": b"",
    "not JSON": b"hello",
    "not UTF-8": b'{"format": "\xff"}',
    "a list": b"[1, 2]",
    "other fields": b'{"a": 1}',
    "a number for strokes": b'{"format": "gan-playground drawing 1", "strokes": 3}',
    "bad strokes": drawing_to_bytes("brush 0.2"),
    "strokes that are not numbers": drawing_to_bytes("brush 0.2 0: 0 nan"),
    "another version": WHOLE.replace(b"drawing 1", b"drawing 2"),
    "a very deep list": b'{"a": ' + b"[" * 100_000,
    "a huge file": WHOLE + b" " * (16 * 2**20),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=list(BROKEN))
def test_what_is_no_drawings_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mine.json").write_bytes(content)
    with pytest.raises(PlaygroundError) as caught:
        read_drawing(tmp_path / "mine.json")
    sentence = str(caught.value)
    assert "mine.json" in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 300


@pytest.mark.parametrize("name", ["nosuch.json", "nul\0byte.json", "."])
def test_a_drawings_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(PlaygroundError, match="cannot be read"):
        read_drawing(tmp_path / name)
