"""How near a prediction was, and what is kept of it."""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np
import pytest
from msgspec import structs
from scipy import stats

from gan_playground.gan.observe.frame import Frame, LinePicture
from gan_playground.lessons.predict import Predict
from gan_playground.ui.predict.answers.choice import ChosenAnswer
from gan_playground.ui.predict.answers.curve import CurveAnswer
from gan_playground.ui.predict.answers.kind import AnswerKind
from gan_playground.ui.predict.kept import (
    KeptPrediction,
    kept_predictions,
    most_points,
    of_today,
    thinned,
)
from gan_playground.ui.predict.result import sum_of_session
from ui.planes import make_frame

x = np.linspace(0.0, 20.0, 257)
CURVE = CurveAnswer(Predict(ask="Where?", why="So.", steps=5, draw="generated"))
ASKED = Predict(ask="How many?", why="So.", steps=5, choices=("two", "eight"), right=1)


def bell(mean: float, deviation: float) -> np.ndarray:
    return stats.norm.pdf(x, mean, deviation)


def frame(generated: np.ndarray, real: np.ndarray | None = None) -> Frame:
    none = np.empty(0)
    real = bell(10, 2) if real is None else real
    rest = {"decision": x, "best_decision": x, "bin_edges": x, "real_histogram": x, "generated_histogram": x}
    ends = {"latent": none, "latent_view": (0.0, 1.0), "image": none, "outside": 0.0, "theta": None}
    densities = {"real_density": real, "generated_density": generated}
    return make_frame(LinePicture(x=x, real_density_known=True, **densities, **rest, **ends))


def test_the_sentence_has_the_closed_form_of_two_bells() -> None:
    """Blue moved from 3 to 10.1; drawn was 9.7, as wide: 0.4 away, whatever the heights were multiplied with."""
    drawn = np.linspace(0.0, 20.0, 192)
    heights = 40 * stats.norm.pdf(drawn, 9.7, 1.2)
    told = CURVE.judge((drawn, heights), frame(bell(3, 1.2)), frame(bell(10.1, 1.2)))
    assert told.sentence == (
        "**You were 0.4 away**, and blue moved by 7.1: your mean is 9.7 and your standard deviation 1.2, "
        "blue’s 10 and 1.2."
    )
    assert told.is_near
    assert told.distance == pytest.approx(0.4, abs=0.01)


def test_what_does_not_move_is_near_to_nobody_who_expected_it_to() -> None:
    stays = frame(bell(3, 0.6))
    far = CURVE.judge((x, bell(10, 2)), stays, stays)
    assert "moved by less than 0.01" in far.sentence
    assert not far.is_near
    assert CURVE.judge((x, bell(3.3, 0.7)), stays, stays).is_near
    assert CURVE.judge(None, stays, stays).is_near is None


BOTH = frame(bell(3, 1)), frame(bell(3, 1))


def test_a_choice_is_judged_in_words() -> None:
    assert ChosenAnswer(ASKED).judge(1, *BOTH).is_near
    wrong = ChosenAnswer(ASKED).judge(0, *BOTH)
    assert (wrong.sentence, wrong.is_near) == ("You said “two”; what comes is “eight”.", False)
    assert ChosenAnswer(ASKED).judge(None, *BOTH).is_near is None


def drawn(mean: float) -> KeptPrediction:
    return KeptPrediction(
        lesson="pinned", page=2, day="2020-11-30", low=0.0, high=20.0, drawn=thinned(x, bell(mean, 1.0))
    )


def sum_up(answer: AnswerKind, kept: list[KeptPrediction], start: Frame) -> str:
    return answer.sum_up([one for one in kept if answer.is_alike(one)], start, start)


def test_those_of_today_are_counted_in_one_sentence() -> None:
    start = frame(bell(3, 0.6))
    assert sum_up(CURVE, [drawn(9), drawn(3.1), drawn(6), drawn(12)], start) == "3 of 4 expected it to come closer."
    assert sum_up(CURVE, [drawn(3.5)], start) == "1 of 1 expected it to stay where it was."
    at_orange = frame(bell(9.8, 2))
    assert sum_up(CURVE, [drawn(10), drawn(3), drawn(16)], at_orange) == "2 of 3 expected it to go further away."
    said = [KeptPrediction(lesson="ring", page=1, day="2020-11-30", choice=one) for one in (1, 0, 1, 7)]
    assert sum_up(ChosenAnswer(ASKED), said, start) == "2 of 3 said “eight”.", "of those that can be chosen now"


def test_at_the_end_one_hears_how_well_one_has_predicted() -> None:
    assert sum_of_session([True, False, True]) == "2 of your 3 predictions here were good."
    assert sum_of_session([True, False]) == "1 of your 2 predictions here was good."
    assert sum_of_session([True]) == "You predicted well here."


def test_what_is_drawn_is_thinned_to_a_density() -> None:
    fine = np.linspace(0.0, 20.0, 192)
    values = np.array(thinned(fine, 7 * stats.norm.pdf(fine, 9, 2)))
    assert len(values) == most_points
    assert np.trapezoid(values, dx=20 / (most_points - 1)) == pytest.approx(1.0)
    assert thinned(fine, np.zeros(192)) == ()


def test_a_broken_line_is_skipped_and_what_is_kept_can_be_forgotten() -> None:
    assert kept_predictions.all() == []
    kept_predictions.add(drawn(9))
    with kept_predictions.path.open("ab") as file:
        file.write(b'{"lesson": "pinned"\n\xff\xfe\n[]\n')
        too_long = {"lesson": "ring", "page": 1, "day": "2020-01-01", "drawn": [0.0] * 257}
        file.write(msgspec.json.encode(too_long) + b"\n")
    kept_predictions.add(drawn(3))
    assert [one.drawn for one in kept_predictions.all()] == [drawn(9).drawn, drawn(3).drawn]
    assert all("name" not in line for line in kept_predictions.path.read_text(encoding="utf-8").splitlines())
    kept_predictions.add(structs.replace(drawn(6), day=date.today().isoformat()))
    kept_predictions.add(structs.replace(drawn(7), day=date.today().isoformat(), page=3))
    assert [one.drawn for one in of_today("pinned", 2)] == [drawn(6).drawn]
    kept_predictions.forget()
    kept_predictions.forget()
    assert kept_predictions.all() == []
