"""Each lesson of what goes wrong shows its trouble in time, the doctor calls it as the story does, a branch mends it.

That the branch does, and that the other course stays bad, is promised by the pages and tried by `lesson check`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from msgspec import Struct

from gan_playground.gan.doctor.doctor import Doctor
from gan_playground.gan.doctor.remedies import remedies_for
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import lessons, load_lesson
from gan_playground.lessons.lesson import Lesson, LessonGroup
from gan_playground.lessons.markup import plain

ZOO = [lesson for lesson in lessons().values() if lesson.group is LessonGroup.WRONG]
seconds_until_seen = 20


class Trouble(Struct, frozen=True):
    """By which step the doctor says it; of a run that goes on by itself, or after the question of this page."""

    lesson: str
    id: str
    step: int
    page: int = 0


TROUBLES = (
    Trouble("collapse", "mode-collapse", 1200, page=2),
    Trouble("pinned", "d-has-won", 700, page=2),
    Trouble("chasing-ring", "circling", 900),
    Trouble("divergence", "diverging", 110),
    Trouble("forgetting", "mode-collapse", 900, page=2),
    Trouble("sleeping-d", "g-fools-d", 650, page=2),
)
QUICK = ("pinned", "divergence", "sleeping-d")


@pytest.fixture(autouse=True)
def torchs_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def course(trouble: Trouble) -> Trainer:
    """The lesson's own run, or what its question lets happen."""
    lesson = load_lesson(trouble.lesson)
    trainer = Trainer(lesson.experiment, seed=0)
    asked = lesson.phases[trouble.page - 1].predict if trouble.page else None
    if asked is not None:
        assert trouble.step == asked.after + asked.steps, "where it stands still afterwards"
        trainer.advance(asked.after)
        trainer.apply(*(Edit(knob, value) for knob, value in asked.turn.items()))
    trainer.advance(trouble.step - trainer.step)
    return trainer


def test_there_is_one_for_each_trouble() -> None:
    assert [lesson.id for lesson in ZOO] == [trouble.lesson for trouble in TROUBLES]


@pytest.mark.parametrize(
    "trouble",
    [pytest.param(one, id=one.lesson, marks=[] if one.lesson in QUICK else pytest.mark.slow) for one in TROUBLES],
)
def test_the_doctor_calls_it_as_the_story_does(trouble: Trouble) -> None:
    found = Doctor(course(trouble)).diagnosis()
    assert found[0].id == trouble.id
    lesson = load_lesson(trouble.lesson)
    assert found[0].title.lower() in plain("\n".join(lesson.texts)).lower()


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: one.lesson)
def test_it_is_there_within_the_time_that_somebody_waits(trouble: Trouble) -> None:
    """At the lesson's own speed, or after a question, which is not waited for at that speed."""
    lesson = load_lesson(trouble.lesson)
    assert trouble.page or trouble.step / lesson.speed <= seconds_until_seen


@pytest.mark.parametrize("lesson", ZOO, ids=lambda lesson: lesson.id)
def test_its_rescue_is_a_branch_that_a_page_waits_for(lesson: Lesson) -> None:
    page = next(number for number, phase in enumerate(lesson.phases, 1) if phase.action == "rewind" and phase.until)
    against = [claim for claim in lesson.claims if claim.page == page and claim.do]
    assert against, "and what becomes of the other course is a claim"


def test_what_the_doctor_offers_first_where_g_hurries_is_what_the_story_does() -> None:
    lesson = load_lesson("forgetting")
    (rescue,) = (phase for phase in lesson.phases if phase.action == "rewind")
    assert remedies_for("mode-collapse", lesson.experiment)[0].knobs == rescue.knobs
    mended = lesson.experiment.with_knobs(rescue.knobs)
    assert "one-step-g" not in {remedy.id for remedy in remedies_for("mode-collapse", mended)}
