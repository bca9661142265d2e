"""What a page of a lesson may ask before it lets something happen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gan_playground.errors import PlaygroundError
from gan_playground.lessons.catalogue import load_lesson, read_lesson
from gan_playground.lessons.check import plan_of
from gan_playground.lessons.claim import Act, Claim
from gan_playground.resources import resource_path

PAGE = """
[[phases]]
title = "Your prediction"
text = "Now both train on."

[phases.predict]
draw = "generated"
steps = 50
ask = "Where will blue be?"
why = "So it was."

[experiment]
"""


def written(folder: Path, old: str = "", new: str = "") -> Path:
    """A lesson with a page that asks, in which something else stands."""
    text = resource_path("new-lesson.toml").read_text(encoding="utf-8").replace("\n[experiment]\n", PAGE, 1)
    assert old in text
    file = folder / "mine.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_a_page_may_ask(tmp_path: Path) -> None:
    lesson = read_lesson(written(tmp_path))
    asked = lesson.phases[-1].predict
    assert asked is not None
    assert (asked.draw, asked.steps, asked.after, dict(asked.twin)) == ("generated", 50, 0, {})
    assert lesson.texts[-1] == "Now both train on. Where will blue be?"
    assert lesson.text_of(len(lesson.phases)) == "Now both train on. Where will blue be? So it was."


A_CURVE = '{ words = "it stays", curve = [[-4, 0], [-3, 1], [-2, 0]] }'
A_CLUMP = '{ words = "two clumps", dots = [[-1.5, 0], [1.5, 0]] }'
DRAW = 'draw = "generated"'


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        (DRAW, "", ["draw", "choices"]),
        (DRAW, f'{DRAW}\nchoices = ["a", "b"]', ["draw", "choices"]),
        (DRAW, 'draw = "real"', ["'real'", "generated"]),
        (DRAW, 'choices = ["a"]', ["2 to 4"]),
        (DRAW, 'choices = ["a", "b", "c", "d", "e"]', ["2 to 4"]),
        (DRAW, 'choices = ["a", "b"]\nright = 2', ["no answer 2", "from 0"]),
        (DRAW, 'choices = ["a", "b"]\nright = -1', ["right"]),
        (DRAW, f"{DRAW}\nright = 1", ["right", "choices"]),
        ("steps = 50", "steps = 0", ["steps"]),
        ("steps = 50", "", ["steps"]),
        ("steps = 50", "stepps = 50", ["stepps", "steps"]),
        ("steps = 50", 'steps = 50\ntwin = { "generator.width" = 8 }', ["generator.width", "start of a run"]),
        ("steps = 50", 'steps = 50\nturn = { "generator.width" = 8 }', ["generator.width", "start of a run"]),
        ("steps = 50", 'steps = 50\ntwin = { "objectiv" = "hinge" }', ["objectiv"]),
        ("Where will blue be?", "Where " * 21, ["ask", "20 words"]),
        ("So it was.", "So " * 31, ["why", "30 words"]),
        ('why = "So it was."', 'why = ""', ["why"]),
        ('text = "Now', 'action = "play"\ntext = "Now', ["Your prediction", "action"]),
        ('text = "Now', 'knobs = { "data.kind" = "digits" }\ntext = "Now', ["line or plane", "images", "choices"]),
        (DRAW, 'draw = "score"', ["line", "score"]),
        (DRAW, f'{DRAW}\nline = "accuracy"', ["line", "score"]),
        (DRAW, 'draw = "score"\nline = "d_rael"', ["d_rael", "d_real"]),
        (DRAW, 'draw = "shares"', ["plane or images", "line"]),
        (DRAW, f"choices = [{A_CURVE}, {A_CLUMP}]", ["two clumps", "plane", "line"]),
        (DRAW, 'choices = [{ words = "a" }, "b"]', ["'a'", "curve", "dots"]),
        (DRAW, 'choices = [{ words = "a", curve = [[1, 0], [0, 1]] }, "b"]', ["left to right"]),
        (DRAW, 'choices = [{ words = "a", curve = [[0, 0], [1, 0]] }, "b"]', ["above"]),
        (DRAW, 'choices = [{ words = "", curve = [[0, 0], [1, 1]] }, "b"]', ["1 to 12"]),
        (DRAW, 'choices = [{ wrods = "a", curve = [[0, 0], [1, 1]] }, "b"]', ["words"]),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(tmp_path: Path, old: str, new: str, faults: list[str]) -> None:
    with pytest.raises(PlaygroundError) as caught:
        read_lesson(written(tmp_path, old, new))
    sentence = str(caught.value)
    assert all(fault in sentence for fault in ["mine.toml", *faults]), sentence
    assert re.search(r"cannot be read in line \d+: ", sentence), sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (DRAW, 'choices = ["it stays", "it walks"]\nright = 1'),
        (DRAW, f'choices = [{A_CURVE}, "it walks"]'),
        ('text = "Now', 'knobs = { "data.kind" = "ring" }\ntext = "Now'),
    ],
    ids=["on a line", "drawn on a line", "on the plane"],
)
def test_answers_can_be_chosen_on_every_stage(tmp_path: Path, old: str, new: str) -> None:
    file = written(tmp_path, old, new)
    file.write_text(file.read_text(encoding="utf-8").replace(DRAW, 'choices = ["a", "b"]'), encoding="utf-8")
    asked = read_lesson(file).phases[-1].predict
    assert asked is not None
    assert len(asked.choices) == 2


def test_a_claim_about_such_a_page_does_what_the_page_does() -> None:
    lesson = load_lesson("pinned")
    page, phase = next((i, one) for i, one in enumerate(lesson.phases, 1) if one.predict is not None)
    assert phase.predict is not None
    claim = Claim(page=page, says="slope", measure="theta.1", relation="<", value=1.0)
    begin, train, look = plan_of(claim, lesson).left
    assert begin == Act(begin="restart", knobs=phase.knobs)
    assert train == Act(train=phase.predict.after + phase.predict.steps)
    assert look is None


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [
        ("ring", 'draw = "generated"'),
        ("ring", 'draw = "shares"'),
        ("two-blobs", f'choices = [{A_CLUMP}, "one clump"]'),
        ("digits", 'draw = "shares"'),
        ("digits", 'draw = "score"\nline = "distance"'),
        ("normal", 'draw = "score"\nline = "accuracy"'),
    ],
)
def test_what_can_be_drawn_where(tmp_path: Path, kind: str, drawn: str) -> None:
    file = written(tmp_path, 'text = "Now', f'knobs = {{ "data.kind" = "{kind}" }}\ntext = "Now')
    file.write_text(file.read_text(encoding="utf-8").replace(DRAW, drawn), encoding="utf-8")
    assert read_lesson(file).phases[-1].predict is not None


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [("grid", 'draw = "shares"'), ("moons", 'draw = "shares"'), ("faces", 'draw = "shares"')],
    ids=["too many modes", "no modes", "no classes"],
)
def test_shares_are_of_what_can_be_counted(tmp_path: Path, kind: str, drawn: str) -> None:
    file = written(tmp_path, 'text = "Now', f'knobs = {{ "data.kind" = "{kind}" }}\ntext = "Now')
    file.write_text(file.read_text(encoding="utf-8").replace(DRAW, drawn), encoding="utf-8")
    with pytest.raises(PlaygroundError, match="no modes or classes"):
        read_lesson(file)


def test_a_critic_gives_no_probabilities_to_draw(tmp_path: Path) -> None:
    file = written(tmp_path, 'text = "Now', 'knobs = { "objective" = "wasserstein" }\ntext = "Now')
    file.write_text(
        file.read_text(encoding="utf-8").replace(DRAW, 'draw = "score"\nline = "accuracy"'), encoding="utf-8"
    )
    with pytest.raises(PlaygroundError, match="gives scores"):
        read_lesson(file)
