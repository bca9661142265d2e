"""What D says is told in one way wherever it is told: in per cent, or where it is a critic as its score."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from gan_playground.gan.observe.frame import ColoursPicture, ExampleSample
from gan_playground.gan.observe.turn_part import TurnPart
from gan_playground.ui.score.charts import SHARES
from gan_playground.ui.slow_motion.held import held_by
from gan_playground.ui.slow_motion.thumbnails import Numbers
from gan_playground.ui.stages.colours.readout import lines_of
from gan_playground.ui.stages.line.examples_item import ExamplesItem
from gan_playground.ui.stages.line.readout import Reading, rows
from gan_playground.ui.theme.wording import verdict_words

VERDICT, IN_PER_CENT, AS_SHARE = 0.8234, "82%", "0.8"


def of_flow(scores: bool) -> str:
    verdicts = np.array([VERDICT])
    part = TurnPart("discriminator.judge", 3, 11, 1, 1, 1, 1, scores=scores, real_verdicts=verdicts, verdicts=verdicts)
    thumbnail = held_by(part, "plane", None)[3]
    assert isinstance(thumbnail, Numbers)
    metrics = QFontMetricsF(QFont())
    return " ".join(row.words(metrics, 400) for row in thumbnail.rows)


def of_swatch(scores: bool) -> str:
    one, none = np.full((1, 3), 90.0), np.zeros((3, 1))
    picture = ColoursPicture(
        one, one, np.array([VERDICT]), np.array([VERDICT]), np.zeros(2), none, none, np.zeros((1, 1, 3), np.uint8)
    )
    return lines_of(picture, ("generated", 0), scores)[1][0]


def of_readout(scores: bool) -> str:
    told = rows(Reading(1.0, 0.2, 0.2, VERDICT, VERDICT), of_fake=False, has_best=not scores)
    return " ".join(number for _, name, number in told if name.startswith("D"))


WAYS = {
    "a sentence": lambda scores: verdict_words(VERDICT, scores),
    "under the mouse, on the line": of_readout,
    "in the flow": of_flow,
    "of a swatch": of_swatch,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_probability_is_told_in_per_cent(qapp: object, way: object) -> None:
    assert IN_PER_CENT in way(False)
    assert AS_SHARE not in way(False)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_score_is_no_per_cent(qapp: object, way: object) -> None:
    assert AS_SHARE in way(True)
    assert "%" not in way(True)


def test_examples_and_the_score_tell_it_in_per_cent_too() -> None:
    item = ExamplesItem()
    assert IN_PER_CENT in item.words(ExampleSample(3.2, VERDICT, 0.2))
    assert SHARES.write(VERDICT) == IN_PER_CENT
