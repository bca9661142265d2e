"""How near a prediction was, and what is kept of it."""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np
import pytest
from msgspec import structs
from scipy import stats

from gan_playground.gan.observe.frame import LinePicture
from gan_playground.lessons.predict import Predict
from gan_playground.ui.predict.judgement import (
    judge_choice,
    judge_drawing,
    sum_of_choices,
    sum_of_drawings,
    sum_of_session,
)
from gan_playground.ui.predict.kept import (
    KeptPrediction,
    forget,
    keep,
    kept_path,
    kept_predictions,
    most_points,
    of_today,
    thinned,
)

x = np.linspace(0.0, 20.0, 257)
ASKED = Predict(ask="How many?", why="So.", steps=5, choices=("two", "eight"), right=1)


def bell(mean: float, deviation: float) -> np.ndarray:
    return stats.norm.pdf(x, mean, deviation)


def picture(generated: np.ndarray, real: np.ndarray | None = None) -> LinePicture:
    none = np.empty(0)
    real = bell(10, 2) if real is None else real
    rest = {"decision": x, "best_decision": x, "bin_edges": x, "real_histogram": x, "generated_histogram": x}
    ends = {"latent": none, "latent_view": (0.0, 1.0), "image": none, "outside": 0.0, "theta": None}
    return LinePicture(x=x, real_density=real, real_density_known=True, generated_density=generated, **rest, **ends)


def test_the_sentence_has_the_closed_form_of_two_bells() -> None:
    """Blue moved from 3 to 10.1; drawn was 9.7, as wide: 0.4 away, whatever the heights were multiplied with."""
    drawn = np.linspace(0.0, 20.0, 192)
    heights = 40 * stats.norm.pdf(drawn, 9.7, 1.2)
    told = judge_drawing((drawn, heights), picture(bell(3, 1.2)), picture(bell(10.1, 1.2)))
    assert told.sentence == (
        "**You were 0.4 away**, and blue moved by 7.1: your mean is 9.7 and your standard deviation 1.2, "
        "blue’s 10 and 1.2."
    )
    assert told.is_near
    assert told.distance == pytest.approx(0.4, abs=0.01)


def test_what_does_not_move_is_near_to_nobody_who_expected_it_to() -> None:
    stays = picture(bell(3, 0.6))
    far = judge_drawing((x, bell(10, 2)), stays, stays)
    assert "moved by less than 0.01" in far.sentence
    assert not far.is_near
    assert judge_drawing((x, bell(3.3, 0.7)), stays, stays).is_near
    assert judge_drawing(None, stays, stays).is_near is None


def test_a_choice_is_judged_in_words() -> None:
    assert judge_choice(ASKED, 1).is_near
    wrong = judge_choice(ASKED, 0)
    assert (wrong.sentence, wrong.is_near) == ("You said “two”; what comes is “eight”.", False)
    assert judge_choice(ASKED, None).is_near is None


def drawn(mean: float) -> KeptPrediction:
    return KeptPrediction(
        lesson="pinned", page=2, day="2020-11-30", low=0.0, high=20.0, drawn=thinned(x, bell(mean, 1.0))
    )


def test_those_of_today_are_counted_in_one_sentence() -> None:
    start = picture(bell(3, 0.6))
    assert sum_of_drawings([drawn(9), drawn(3.1), drawn(6), drawn(12)], start) == "3 of 4 expected it to come closer."
    assert sum_of_drawings([drawn(3.5)], start) == "1 of 1 expected it to stay where it was."
    at_orange = picture(bell(9.8, 2))
    assert sum_of_drawings([drawn(10), drawn(3), drawn(16)], at_orange) == "2 of 3 expected it to go further away."
    said = [KeptPrediction(lesson="ring", page=1, day="2020-11-30", choice=one) for one in (1, 0, 1, 7)]
    assert sum_of_choices(said, ASKED) == "2 of 4 said “eight”."
    assert sum_of_choices([], ASKED) == ""


def test_at_the_end_one_hears_how_well_one_has_predicted() -> None:
    assert sum_of_session([True, False, True]) == "2 of your 3 predictions here came near."
    assert sum_of_session([True]) == "Your prediction here came near."


def test_what_is_drawn_is_thinned_to_a_density() -> None:
    fine = np.linspace(0.0, 20.0, 192)
    values = np.array(thinned(fine, 7 * stats.norm.pdf(fine, 9, 2)))
    assert len(values) == most_points
    assert np.trapezoid(values, dx=20 / (most_points - 1)) == pytest.approx(1.0)
    assert thinned(fine, np.zeros(192)) == ()


def test_a_broken_line_is_skipped_and_what_is_kept_can_be_forgotten() -> None:
    assert kept_predictions() == []
    keep(drawn(9))
    with kept_path().open("ab") as file:
        file.write(b'{"lesson": "pinned"\n\xff\xfe\n[]\n')
        file.write(msgspec.json.encode({"lesson": "ring", "page": 1, "day": "2020-01-01", "drawn": [0.0] * 65}) + b"\n")
    keep(drawn(3))
    assert [one.drawn for one in kept_predictions()] == [drawn(9).drawn, drawn(3).drawn]
    assert all("name" not in line for line in kept_path().read_text(encoding="utf-8").splitlines())
    keep(structs.replace(drawn(6), day=date.today().isoformat()))
    keep(structs.replace(drawn(7), day=date.today().isoformat(), page=3))
    assert [one.drawn for one in of_today("pinned", 2)] == [drawn(6).drawn]
    forget()
    forget()
    assert kept_predictions() == []
