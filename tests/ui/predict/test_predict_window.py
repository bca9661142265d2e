"""A page that asks what will come, in the real window."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from scipy import stats

from gan_playground.gan.observe.frame import Frame, LinePicture
from gan_playground.lessons.catalogue import lessons
from gan_playground.lessons.lesson import Lesson
from gan_playground.lessons.predict import Predict
from gan_playground.ui.lessons.story import StoryCard
from gan_playground.ui.lessons.story_page import PageText
from gan_playground.ui.plot.strokes import REAL
from gan_playground.ui.predict import controller
from gan_playground.ui.predict.answers.table import answer_to
from gan_playground.ui.predict.kept import kept_predictions
from gan_playground.ui.predict.question import Standing
from gan_playground.ui.predict.result import length, place
from gan_playground.ui.predict.today import TodaysDots, TodaysLines, TodaysShares, TodaysTracks
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.window.layout import smallest_size
from ui.drawn import faults
from ui.image_frames import make_picture as make_images
from ui.planes import make_frame as make_plane_frame
from ui.planes import view
from ui.visits import Visit, short, steps
from watched import Opener

layers_of_layouts = 5


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controller, "approach_s", 0.02)
    monkeypatch.setattr(controller, "happening_s", 0.02)


def density(frame: Frame) -> LinePicture:
    assert isinstance(frame.picture, LinePicture)
    return frame.picture


def test_what_is_drawn_is_compared_with_what_comes_and_kept(opened: Opener) -> None:
    visit = Visit(opened("--lesson", "pinned"))
    watched, start = visit.watched, visit.watched.frames[-1]
    assert start.step == visit.after
    assert not watched.window.session.is_playing
    assert "held still" in visit.figure._step().text
    assert not visit.button("predictHappen").isEnabled()
    visit.draw((6, 0.0), (9, 0.5), (12, 0.0))
    assert visit.button("predictHappen").isEnabled()
    drawn = visit.given
    visit.button("predictHappen").click()
    visit.until(Standing.TOLD)
    came = watched.settle()
    assert came.step == visit.after + steps
    assert watched.part("storyText", QLabel) is not None
    away = stats.wasserstein_distance(drawn[0], density(came).x, drawn[1], density(came).generated_density)
    mean = float(np.average(density(came).x, weights=density(came).generated_density))
    said = visit.text()
    assert said.startswith(f"You were {length(away)} away")
    assert f"blue’s {place(mean)} and" in said
    assert said.endswith("It is pinned.")
    (kept,) = kept_predictions.all()
    assert (kept.lesson, kept.page, kept.day) == ("pinned", 1, date.today().isoformat())
    assert kept.distance == pytest.approx(away, rel=0.02)
    assert watched.part("predictSum", QLabel).text() == "1 of 1 expected it to come closer."
    assert visit.window.transport.speed == math.inf, "as it was chosen"
    assert visit.given is not None, "it stays to be compared with"
    visit.window.story.go_to(4)
    assert visit.text() == "That was it. What came here was not what you had predicted."
    assert visit.given is None
    visit.leave()


def test_to_draw_over_a_part_replaces_that_part_and_escape_takes_all_back(opened: Opener) -> None:
    visit = Visit(opened("--lesson", "pinned"))
    visit.draw((2, 0.25), (12, 0.25))
    visit.draw((6, 0.75), (8, 0.75))
    x, heights = visit.given
    top = visit.figure.scale.density_top
    step = x[1] - x[0]
    for low, high, share in ((2.5, 5.5, 0.25), (6 + step, 8 - step, 0.75), (8.5, 11.5, 0.25), (13, 20, 0.0)):
        part = heights[(x > low) & (x < high)] / top
        assert part == pytest.approx(share, abs=0.02)
    QTest.keyClick(visit.window, Qt.Key.Key_Escape)
    assert visit.given is None
    assert not visit.button("predictHappen").isEnabled()
    assert visit.standing is Standing.ASKED
    visit.leave()


def test_who_does_anything_else_leaves_and_can_come_back(opened: Opener) -> None:
    visit = Visit(opened("--lesson", "pinned"))
    window, session = visit.window, visit.window.session
    ways = (
        lambda: window.history.turn({"penalty.r1": 0.3}),
        session.play,
        session.step_both,
        window.lessons.restart,
        lambda: session.comparison_client.compare({"penalty.r1": 0.3}),
    )
    for way in ways:
        visit.draw((6, 0.0), (9, 0.5), (12, 0.0))
        assert visit.given is not None
        way()
        visit.until(Standing.AWAY)
        assert visit.given is None
        assert "held still" not in visit.figure._step().text
        visit.button("predictBegin").click()
        visit.until(Standing.ASKED)
        assert visit.watched.settle().step == visit.after
        assert session.experiment == window.lesson.experiment
        assert session.comparison_client.comparison is None
    assert kept_predictions.all() == []
    visit.leave()


def test_of_the_very_beginning_it_is_asked_there(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs")
    window = watched.window
    assert watched.pause().step > 0
    window.lessons.show(short(0, "two-knobs"))
    window.story.go_to(3)
    assert window.predictions.question.standing is Standing.AWAY
    watched.click("predictBegin")
    watched.until(lambda: window.predictions.question.standing is Standing.ASKED)
    assert watched.settle().step == 0
    window.story.go_to(0)


def test_a_run_whose_dials_a_hand_has_turned_is_not_asked(opened: Opener) -> None:
    """Its knobs say nothing of that."""
    visit = Visit(opened("--lesson", "two-knobs"), "two-knobs")
    window = visit.window
    window.story.go_to(4)
    window.history.turn({"generator.theta1": 5.0})
    visit.watched.until(lambda: bool(window.session.last_frame.edits))
    assert window.session.experiment == window.lesson.experiment
    window.story.go_to(3)
    assert visit.standing is Standing.AWAY
    visit.leave()


def test_another_lesson_takes_the_question_with_it(opened: Opener) -> None:
    visit = Visit(opened("--lesson", "pinned"))
    visit.draw((6, 0.0), (9, 0.5), (12, 0.0))
    visit.window.show_lesson("textbook-curve")
    assert visit.window.predictions.question is None
    assert visit.watched.part("predictPanel").isHidden()
    visit.watched.until(lambda: visit.window.session.run.lesson == "textbook-curve")
    visit.watched.settle()


def test_who_does_not_know_sees_it_all_the_same(opened: Opener) -> None:
    visit = Visit(opened("--lesson", "pinned"))
    visit.draw((6, 0.0), (9, 0.5), (12, 0.0))
    visit.button("predictUnknown").click()
    visit.until(Standing.TOLD)
    assert visit.text().startswith("Blue moved by ")
    assert kept_predictions.all() == []
    visit.leave()


def test_a_twin_goes_beside_it_and_with_the_page(opened: Opener) -> None:
    visit = Visit(opened("--lesson", "pinned"), draw="generated", twin={"objective": "non-saturating"})
    client = visit.window.session.comparison_client
    visit.draw((6, 0.0), (9, 0.5), (12, 0.0))
    visit.button("predictHappen").click()
    visit.until(Standing.TOLD)
    assert client.comparison is not None
    assert client.comparison.run_b.experiment.objective == "non-saturating"
    assert visit.window.session.experiment.objective == "minimax"
    assert visit.watched.settle().step == visit.after + steps
    visit.leave()
    visit.watched.until(lambda: client.comparison is None)


def test_a_knob_is_turned_as_it_happens(opened: Opener) -> None:
    visit = Visit(opened("--lesson", "pinned"), draw="generated", turn={"discriminator.steps": 0})
    asked = visit.watched.frames[-1].updates.discriminator
    visit.draw((6, 0.0), (9, 0.5), (12, 0.0))
    visit.button("predictHappen").click()
    visit.until(Standing.TOLD)
    came = visit.watched.settle()
    assert (came.step, came.updates.discriminator) == (visit.after + steps, asked)
    assert visit.window.session.experiment.discriminator.steps == 0
    visit.leave()


def test_an_answer_is_chosen_where_nothing_is_drawn(opened: Opener) -> None:
    visit = Visit(opened("--lesson", "pinned"), choices=("it walks", "it stays"), right=1)
    assert visit.button("predictAgain").isHidden()
    assert not visit.button("predictHappen").isEnabled()
    visit.button("predictChoice0").click()
    visit.button("predictHappen").click()
    visit.until(Standing.TOLD)
    assert visit.text() == "You said “it walks”; what comes is “it stays”. It is pinned."
    assert [(one.choice, one.right) for one in kept_predictions.all()] == [(0, 1)]
    assert visit.watched.part("predictSum", QLabel).text() == "1 of 1 said “it walks”."
    visit.window.gallery.forget_drawn_wanted.emit()
    assert kept_predictions.all() == []
    visit.leave()


def asking_pages() -> list[tuple[Lesson, int]]:
    """Of the lessons that ship: which pages ask, counted as the card does."""
    return [
        (lesson, number)
        for lesson in lessons().values()
        for number, phase in enumerate(lesson.phases, 3)
        if phase.predict is not None
    ]


def test_every_question_and_its_answer_can_be_read_in_the_smallest_window(opened: Opener) -> None:
    """Whatever the numbers are: the longest sentences are tried."""
    watched = opened("--lesson", "grid")  # which asks nothing: a page of the run that is there would ask at once
    window, story = watched.window, watched.window.story
    watched.pause()
    window.resize(*smallest_size)
    watched.until(lambda: text_scale.factor == text_scale.factor_for(*smallest_size))
    pages = asking_pages()
    assert len(pages) >= 3
    for lesson, number in pages:
        window.lessons.show(lesson)
        story.go_to(number)
        panel, asked = window.predictions.panel, story.shown.predict
        assert asked is not None
        assert watched.part("predictBegin").isVisible()
        on_plane = lesson.experiment.stage == "plane"
        if asked.draw == "shares":
            panel.bars.begin(make_plane_frame(make_images(classes=tuple("0123456789"), class_shares=TENTHS)))
        panel.show_asking(asked, make_plane_frame() if on_plane else watched.frames[-1])
        found = [f"{lesson.id} asked: {fault}" for fault in unread(story)]
        sentence, summed_up, picture = LONGEST[asked.draw, on_plane]
        sentence = sentence or max((judged(asked, choice) for choice in range(len(asked.choices))), key=len)
        story.say_instead(f"{sentence} {asked.why}")
        panel.show_told(summed_up, picture)
        found += [f"{lesson.id} told: {fault}" for fault in unread(story)]
        assert not found, "\n".join(found)
    story.go_to(0)
    assert watched.part("predictPanel").isHidden()


x = np.linspace(0, 1, 9)
LINE, CELLS = (x, x), np.full((16, 16), 1 / 256)
DOTS = TodaysDots([(CELLS, view)] * 3, np.zeros((9, 2)), np.zeros((9, 2)), view)
OF_CURVES = (
    "**You were 3.1·10⁵ away**, and blue moved by less than 0.01: your mean is −0.25 and your standard deviation 0.58, "
    "blue’s −0.79 and 0.58.",
    "12 of 24 expected it to go further away.",
    TodaysLines([LINE] * 3, LINE, LINE),
)
OF_DOTS = (
    "**100% of what you painted lies where blue came.** You painted 8 of the 8 modes, and blue has 8.",
    "12 of 24 painted 8 of the 8 modes.",
    DOTS,
)
OF_SCORES = (
    "**You were 33 percentage points away** on average: D’s accuracy went from 33% to 88%, and your line ends at 88%.",
    "12 of 24 expected it to stay as it was.",
    TodaysTracks([LINE] * 3, LINE, REAL, is_share=True),
)
TENTHS = np.full(10, 0.1)
OF_SHARES = (
    "**100% of the height of your bars is in the wrong place.** You gave most to “8”, 100%; “4” has most, 100%.",
    "12 of 24 gave most to “8”.",
    TodaysShares([TENTHS] * 3, TENTHS),
)
LONGEST = {
    ("generated", False): OF_CURVES,
    ("generated", True): OF_DOTS,
    ("score", False): OF_SCORES,
    ("shares", False): OF_SHARES,
    ("", False): ("", "12 of 24 said “all of them”.", None),
    ("", True): ("", "12 of 24 said “About half of them”.", None),
}
"""By what is drawn, and whether on the plane: what is told, what most said today, and all of today's drawings."""


def judged(asked: Predict, choice: int) -> str:
    return answer_to(asked, "line").judge(choice, None, None).sentence


def unread(story: StoryCard) -> list[str]:
    """What of the card cannot be read, once all has its place."""
    for _ in range(layers_of_layouts):
        QCoreApplication.processEvents()
    scrolled = ["the page scrolls"] if story.findChild(PageText).verticalScrollBar().maximum() else []
    return [*scrolled, *faults(story)]
