"""How near what was painted, drawn into the score, or raised as bars came, against closed forms."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from scipy import stats
from scipy.spatial import distance as scipy_distance

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.history import History, Track
from gan_playground.lessons.predict import Predict
from gan_playground.ui.predict.answers.dots import DotsAnswer, modes_of, overlap, shares
from gan_playground.ui.predict.answers.kind import AnswerKind
from gan_playground.ui.predict.answers.score_line import ScoreAnswer
from gan_playground.ui.predict.answers.shares import SharesAnswer, shares_of
from gan_playground.ui.predict.kept import KeptPrediction, kept_predictions
from ui.image_frames import make_picture as make_images
from ui.planes import make_frame, make_picture, view

random = np.random.default_rng(5)


def asked(**fields: Any) -> Predict:
    return Predict(ask="Where?", why="So.", steps=100, **fields)


DOTS = DotsAnswer(asked(draw="generated"))
BARS = SharesAnswer(asked(draw="shares"))
LEFT, RIGHT = (-2.0, 1.0), (2.0, 1.0)
"""The two modes of the picture."""


def clump(place: tuple[float, float], count: int = 200, spread: float = 0.05) -> np.ndarray:
    return np.array(place) + spread * random.standard_normal((count, 2))


def plane(dots: np.ndarray, **changes: Any) -> Frame:
    return make_frame(make_picture(generated=dots, **changes))


def kept(answer: AnswerKind, given: Any, start: Frame, came: Frame) -> KeptPrediction:
    """As it comes back from the file."""
    asked, told = answer.asked, answer.judge(given, start, came)
    fields = {"draw": asked.draw, "line": asked.line, "distance": told.distance, **answer.kept(given, start, came)}
    kept_predictions.add(KeptPrediction(lesson="ring", page=1, day="2020-11-30", **fields))
    return kept_predictions.all()[-1]


def test_the_same_dots_are_all_right_and_others_elsewhere_are_not() -> None:
    came = plane(clump(LEFT))
    same = DOTS.judge(came.picture.generated, came, came)
    assert same.sentence == (
        "**100% of what you painted lies where blue came.** You painted 1 of the 2 modes, and blue has 1."
    )
    assert (same.is_near, same.distance) == (True, pytest.approx(0.0, abs=1e-9))
    far = DOTS.judge(clump(RIGHT), came, came)
    assert far.sentence.startswith("**0% of what you painted")
    assert not far.is_near
    half = DOTS.judge(np.concatenate((clump(LEFT), clump(RIGHT))), came, came)
    assert half.distance == pytest.approx(0.5, abs=0.05)
    assert "You painted 2 of the 2 modes, and blue has 1." in half.sentence


def test_shares_of_cells_are_a_distribution_whose_overlap_is_one_minus_the_total_variation() -> None:
    one, other = (shares(random.uniform((-6, -5), (6, 5), (500, 2)), view) for _ in range(2))
    assert one.sum() == pytest.approx(1.0), "what is beyond the view counts at its edges"
    total_variation = scipy_distance.cityblock(one.ravel(), other.ravel()) / 2
    assert overlap(one, other) == pytest.approx(1 - total_variation)


def test_a_hand_that_is_a_little_beside_is_nearly_right() -> None:
    """Wherever in a cell it is: a clump on an edge between two is as near to one beside it as any other."""
    width = view.width / 16
    for first in (0.0, 0.25, 0.5):
        left = LEFT[0] + first * width
        came = plane(clump((left, LEFT[1])))
        beside = [DOTS.judge(clump((left + by * width, LEFT[1])), came, came).distance for by in (0.1, 0.5, 1.0, 3.0)]
        assert beside == sorted(beside)
        assert beside[0] < 0.1
        assert beside[1] < 0.35
        assert beside[3] > 0.75


def test_a_mode_is_painted_with_a_fifth_of_a_fair_share() -> None:
    picture = plane(clump(LEFT)).picture
    for count, modes in ((30, 2), (15, 1)):
        assert modes_of(np.concatenate((clump(LEFT, 200), clump(RIGHT, count))), picture) == modes
    assert modes_of(clump((0.0, -2.9)), picture) == 0, "nearer to no mode than modes are to one another"
    assert modes_of(clump(LEFT), make_picture(centres=None)) is None


def test_without_modes_it_is_told_without_them() -> None:
    start, came = plane(clump(LEFT), centres=None), plane(clump(RIGHT), centres=None)
    assert DOTS.judge(None, start, came).sentence == "0% of blue lies where it lay before."
    assert "modes" not in DOTS.judge(clump(RIGHT), start, came).sentence
    ones = [kept(DOTS, clump(place), start, came) for place in (LEFT, RIGHT)]
    assert DOTS.sum_up(ones, start, came).startswith("The nearest of 2: ")
    assert ones[1].distance < 0.1 < 0.9 < ones[0].distance


def test_what_was_painted_comes_back_as_it_was_seen() -> None:
    start = came = plane(clump(LEFT))
    painted = np.concatenate((clump(LEFT), clump(RIGHT)))
    ones = [kept(DOTS, one, start, came) for one in (painted, painted, clump(LEFT))]
    assert np.array(ones[0].drawn).reshape(16, 16) == pytest.approx(shares(painted, view), abs=6e-4)
    assert all(DOTS.is_alike(one) for one in ones)
    assert DOTS.sum_up(ones, start, came) == "2 of 3 painted 2 of the 2 modes."
    assert not DOTS.is_alike(KeptPrediction(lesson="ring", page=1, day="2020-11-30", drawn=(0.1,) * 64))


# The score.

steps = np.arange(1.0, 301.0)


def scored(line: str, values: np.ndarray) -> Frame:
    """A run at the last of these steps."""
    track = Track(steps[: len(values)], values)
    return make_frame(step=len(values), history=History({line: track}, {line: track}))


def test_a_line_is_as_far_away_as_it_is_on_average() -> None:
    score = ScoreAnswer(asked(draw="score", line="accuracy"))
    values = np.concatenate((np.full(200, 0.5), np.linspace(0.51, 0.9, 100)))
    start, came = scored("accuracy", values[:200]), scored("accuracy", values)
    same = score.judge((steps[200:], values[200:]), start, came)
    assert (same.distance, same.is_near) == (pytest.approx(0.0), True)
    flat = score.judge((np.array([200.0, 300.0]), np.array([0.5, 0.5])), start, came)
    assert flat.distance == pytest.approx(np.mean(values[200:] - 0.5))
    assert flat.sentence == (
        "**You were 20 percentage points away** on average: D’s accuracy went from 50% to 90%, and your line ends at "
        "50%."
    )
    assert not flat.is_near
    assert score.judge(None, start, came).sentence == "D’s accuracy went from 50% to 90%."


def test_what_is_drawn_of_a_part_goes_on_level_to_both_sides() -> None:
    score = ScoreAnswer(asked(draw="score", line="value"))
    values = np.full(300, -1.0)
    start, came = scored("value", values[:200]), scored("value", values)
    told = score.judge((np.array([240.0, 250.0]), np.array([-1.25, -1.25])), start, came)
    assert told.distance == pytest.approx(0.25)
    assert "V(D, G) went from −1 to −1, and your line ends at −1.2." in told.sentence


def test_the_distance_is_whichever_this_stage_measures() -> None:
    score = ScoreAnswer(asked(draw="score", line="distance"))
    values = np.concatenate((np.full(200, 2.0), np.linspace(2.0, 1.0, 100)))
    start, came = (scored("metric.sliced_wasserstein", some) for some in (values[:200], values))
    drawn = steps[200:], values[200:] + 0.05
    assert score.judge(drawn, start, came).is_near
    ones = [kept(score, one, start, came) for one in (drawn, drawn, (steps[200:], np.full(100, 2.0)))]
    assert score.sum_up(ones, start, came) == "2 of 3 expected it to fall."
    assert len(ones[0].drawn) == 64
    assert np.array(ones[0].came) == pytest.approx(np.linspace(2.0, 1.0, 64), abs=0.02)
    other = ScoreAnswer(asked(draw="score", line="accuracy"))
    assert not other.is_alike(ones[0]), "of another line"


# Shares.


def test_shares_of_modes_are_by_the_nearest() -> None:
    frame = plane(np.concatenate((clump(LEFT, 30), clump(RIGHT, 10))))
    assert shares_of(frame) == pytest.approx([0.75, 0.25])


def test_bars_are_wrong_by_their_total_variation() -> None:
    came = plane(np.concatenate((clump(LEFT, 30), clump(RIGHT, 10))))
    same = BARS.judge(np.array([0.75, 0.25]), came, came)
    assert (same.distance, same.is_near) == (pytest.approx(0.0), True)
    turned = BARS.judge(np.array([0.25, 0.75]), came, came)
    assert turned.distance == pytest.approx(scipy_distance.cityblock([0.75, 0.25], [0.25, 0.75]) / 2)
    assert turned.sentence == (
        "**50% of the height of your bars is in the wrong place.** You gave most to mode 2, 75%; mode 1 has most, 75%."
    )
    assert not turned.is_near
    assert BARS.judge(None, came, came).sentence == "Mode 1 has most, 75%."


def test_classes_are_called_by_their_names() -> None:
    picture = make_images(classes=("One", "Five"), class_shares=np.array([0.9, 0.1]))
    came = make_frame(picture)
    given = np.array([0.2, 0.8])
    assert BARS.judge(given, came, came).sentence.endswith("You gave most to “Five”, 80%; “One” has most, 90%.")
    ones = [kept(BARS, given, came, came)] * 2 + [kept(BARS, 1 - given, came, came)]
    assert BARS.sum_up(ones, came, came) == "2 of 3 gave most to “Five”."
    assert ones[0].came == (0.9, 0.1)


def test_lines_of_earlier_versions_are_read() -> None:
    """As it was kept when nothing but a curve could be drawn."""
    line = stats.norm.pdf(np.linspace(0, 20, 64), 9, 2)
    written = {"lesson": "pinned", "page": 2, "day": "2020-11-30", "low": 0.0, "high": 20.0, "drawn": line.tolist()}
    kept_predictions.path.parent.mkdir(parents=True)
    kept_predictions.path.write_bytes(msgspec.json.encode(written) + b"\n")
    (one,) = kept_predictions.all()
    assert (one.draw, one.line, one.modes) == ("generated", "", -1)
