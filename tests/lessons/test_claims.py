"""What lessons claim: the format, who tries it, and what the command line tells."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from cases import each_of
from gan_playground import cli
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.plane.turning import rotation
from gan_playground.gan.observe.frame import PlanePicture
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons import check
from gan_playground.lessons.catalogue import lessons, load_lesson, read_lesson
from gan_playground.lessons.check import acts_of_page, check_claims, steps_to_train
from gan_playground.lessons.claim import Act, Claim, Condition
from gan_playground.lessons.lesson import Lesson
from gan_playground.lessons.measures import values_of

RATE = 0.1
DIRAC_GAN = f"""
title = "A duel"
tagline = "two numbers"
shows = "One line."
order = 1

[story]
shown = "It goes round."
look = "It goes **out**."
try = "Two."

[[phases]]
title = "A page"
text = "Ten steps more."
action = "restart"
knobs = {{ "generator.start" = 0.002 }}

[experiment]
objective = "wasserstein"
turns = "simultaneous"
batch_size = 1

[experiment.data]
kind = "point"

[experiment.generator]
kind = "point"
optimizer = "sgd"
learning_rate = {RATE}
start = 0.01

[experiment.discriminator]
kind = "slope"
optimizer = "sgd"
learning_rate = {RATE}
start = 0.0
"""
CLAIM = """
[[claims]]
page = 0
says = "It goes out."
do = [{ train = 10 }]
measure = "radius"
relation = ">"
value = 0.0
"""
GROWTH = math.sqrt(1 + RATE**2)
"""Of the radius in a step of both at once, where V is linear: theta' = -h psi, psi' = h theta."""


def duel(folder: Path, claims: str = "") -> Path:
    file = folder / "duel.toml"
    head, experiment, rest = DIRAC_GAN.partition("[experiment]")
    file.write_text(head + claims + experiment + rest, encoding="utf-8")
    return file


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    return read_lesson(duel(tmp_path))


def claim(relation: Any, value: Any, *do: Act, measure: str = "radius", page: int = 0, **more: Any) -> Claim:
    return Claim(page=page, says="It goes", measure=measure, relation=relation, value=value, do=do, **more)


def values_from(lesson: Lesson, *claims: Claim) -> list[float]:
    """The value of each claim, which is the same from every seed."""
    outcomes = check_claims(lesson, claims, 0, lambda steps: None)
    assert all(len(set(one.values)) == 1 for one in outcomes)
    return [one.values[0] for one in outcomes]


def test_the_radius_is_that_of_the_formula(lesson: Lesson) -> None:
    tried = [claim(">", 0.0, Act(train=steps)) for steps in (10, 30, 20)]
    assert values_from(lesson, *tried) == pytest.approx([0.01 * GROWTH**steps for steps in (10, 30, 20)], rel=1e-5)


def test_a_page_begins_as_its_button_does(lesson: Lesson) -> None:
    assert values_from(lesson, claim(">", 0.0, page=1), claim(">", 0.0)) == pytest.approx([0.002, 0.01])


def test_a_change_is_against_what_was_before_the_last_act(lesson: Lesson) -> None:
    acts = Act(train=5), Act(train=20)
    almost, too_much = GROWTH**20 * 0.999, GROWTH**20 * 1.001
    tried = [claim(relation, factor, *acts) for relation, factor in (("rises-by", almost), ("rises-by", too_much))]
    assert [one.held for one in check_claims(lesson, tried, 0, lambda steps: None)] == [5, 0]
    shrinks = Act(turn={"penalty.r1": 1.0})
    fallen = claim("falls-by", 2, shrinks, Act(train=200))
    assert check_claims(lesson, [fallen], 0, lambda steps: None)[0].holds


def test_a_change_can_be_against_another_run_of_the_same_seed(lesson: Lesson) -> None:
    """Each radius is of the steps that its run makes; `recent` is of the last steps of both."""
    acts, other, ratio = (Act(train=30),), (Act(begin="restart"), Act(train=10)), GROWTH**20
    tried = [
        claim("rises-by", factor, *acts, against=other, recent=recent)
        for factor, recent in ((ratio * 0.999, 0), (ratio * 1.001, 0), (ratio * 0.999, 5), (ratio * 1.001, 5))
    ]
    assert [one.held for one in check_claims(lesson, tried, 0, lambda steps: None)] == [5, 0, 5, 0]
    assert steps_to_train(lesson, tried) == 5 * 30


def test_a_stretch_is_taken_as_its_mean_its_least_or_its_most(lesson: Lesson) -> None:
    after = [0.01 * GROWTH**step for step in range(21, 31)]
    tried = [claim(">", 0.0, Act(train=30), recent=10, take=take) for take in ("mean", "least", "most")]
    assert values_from(lesson, *tried) == pytest.approx([sum(after) / 10, after[0], after[-1]], rel=1e-5)


def test_it_is_told_how_many_different_values_a_stretch_has(lesson: Lesson) -> None:
    tried = [
        claim(">", 0.0, Act(train=30), recent=10, take="different", measure=one)
        for one in ("radius", "gradient.generator / gradient.generator")
    ]
    assert values_from(lesson, *tried) == [10, 1]


def test_a_condition_is_waited_for_and_never_is_infinitely_late(lesson: Lesson) -> None:
    met = math.ceil(math.log(1.1) / math.log(GROWTH))
    tried = [
        claim("<", 100, Act(train=100), measure="step", until=Condition(measure="radius", relation=">", value=radius))
        for radius in (0.011, 1.0)
    ]
    assert values_from(lesson, *tried) == [met, math.inf]
    assert [one.holds for one in check_claims(lesson, tried, 0, lambda steps: None)] == [True, False]


def test_many_that_wait_are_counted_however_many_looks_they_take(lesson: Lesson) -> None:
    """Each looks at steps of its own: every 3rd, 4th, 5th and 7th."""
    never = Condition(measure="radius", relation=">", value=1e9)
    tried = [claim("<", 100, Act(train=steps), measure="step", until=never) for steps in (599, 799, 997, 1201)]
    assert steps_to_train(lesson, tried) == 5 * 1201


def test_nothing_is_trained_twice(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    turned = claim(">", 0.0, Act(train=10), Act(turn={"penalty.r1": 0.5}), Act(train=7))
    tried = [claim(">", 0.0, Act(train=10)), claim(">", 0.0, Act(train=25)), turned, claim(">", 0.0, Act(train=25))]
    made: list[int] = []
    assert steps_to_train(lesson, tried) == 5 * (25 + 7)
    begun: list[int] = []

    class Counted(Trainer):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            begun.append(self.seed)

    monkeypatch.setattr(check, "Trainer", Counted)
    check_claims(lesson, tried, 100, made.append)
    assert sum(made) == 5 * (25 + 7)
    assert begun == [100, 101, 102, 103, 104]


def test_a_way_that_parts_is_as_if_it_were_alone(lesson: Lesson) -> None:
    turned = claim(">", 0.0, Act(train=10), Act(turn={"penalty.r1": 0.5}), Act(train=7))
    other = claim(">", 0.0, Act(train=10), Act(step_generator=3))
    longer = claim(">", 0.0, Act(train=40))
    assert values_from(lesson, turned, other, longer) == [
        values_from(lesson, one)[0] for one in (turned, other, longer)
    ]


def test_what_is_said_to_be_measured_on_the_plane_is() -> None:
    frame = Trainer(load_lesson("ring").experiment).observe()
    known = {"modes", "modes_held", "high_quality", "precision", "recall", "js", "sliced_wasserstein", "score.d_real"}
    assert known <= set(values_of(frame))


def test_dots_lag_by_the_angle_that_they_are_behind_their_modes() -> None:
    trainer = Trainer(load_lesson("chase").experiment.with_knobs({"data.drift": -0.5}))
    trainer.advance(10)  # by 1.8 degrees, to the right
    frame = trainer.observe()
    picture = frame.picture
    assert isinstance(picture, PlanePicture)
    assert picture.centres is not None
    behind = picture.centres[[3, 3, 3, 1]] @ rotation(math.radians(5))
    values = values_of(replace(frame, picture=replace(picture, generated=behind)))
    assert values["lag"] == pytest.approx(5)
    assert values["fullest_mode"] == 3


WRONG = {
    "words": ('"It goes out."', '"It comes home."', "comes home"),
    "page": ("page = 0", "page = 2", "page 2"),
    "measure": ('"radius"', '"modes"', "modes"),
    "relation": ('">"', '"about"', "about"),
    "value": ("value = 0.0", "value = [0.0, 1.0]", "between"),
    "act": ("{ train = 10 }", "{ train = 10, step_generator = 1 }", "one thing"),
    "late begin": ("[{ train = 10 }]", '[{ train = 10 }, { begin = "restart" }]', "first act"),
    "unshipped": ("[{ train = 10 }]", '[{ begin = "begin_trained" }]', "none ship"),
    "knob": ("{ train = 10 }", '{ turn = { "generator.kind" = "mlp" } }', "generator.kind"),
    "field": ("page = 0", 'page = 0\nmeasures = "x"', "measures"),
    "recent": ("page = 0", "page = 0\nrecent = 11", "look back"),
    "against": ("page = 0", "page = 0\nagainst = [{ train = 5 }]", "falls-by"),
    "against knob": ("page = 0", 'page = 0\nagainst = [{ turn = { "generator.kind" = "mlp" } }]', "against"),
    "seeds": ("page = 0", "page = 0\nhold = 6", "only 5"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_with_a_claim_is_told(wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right, other, said = WRONG[wrong]
    assert right in CLAIM
    file = duel(tmp_path, CLAIM.replace(right, other))
    assert cli.main(["lesson", "check", str(file)]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert said in error
    assert "duel.toml" in error


def test_the_command_tells_of_each_claim_and_by_its_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, outcomes = duel(tmp_path, CLAIM + CLAIM.replace("value = 0.0", "value = 1.0")), tmp_path / "out.json"
    assert cli.main(["lesson", "check", str(file), "--first-seed", "3", "--json", str(outcomes)]) == 1
    holds, fails = capsys.readouterr().out.splitlines()
    assert holds.startswith('duel 0  holds 5 of 5  "It goes out."')
    assert fails.startswith("duel 0  FAILS 0 of 5")
    (told,) = json.loads(outcomes.read_text(encoding="utf-8"))
    assert [one["held"] for one in told["claims"]] == [5, 0]
    assert cli.main(["lesson", "check", str(duel(tmp_path, CLAIM))]) == 0


def test_data_that_are_not_here_are_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    file = duel(tmp_path, CLAIM.replace("radius", "frechet"))
    text = file.read_text(encoding="utf-8").partition("[experiment]")[0]
    file.write_text(
        text + '[experiment.data]\nkind = "cifar-10"\n[experiment.generator]\nwidth = 8\n', encoding="utf-8"
    )
    assert cli.main(["lesson", "check", str(file)]) == 0
    assert "skipped" in capsys.readouterr().out


def test_a_new_lesson_reads_and_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    assert cli.main(["lesson", "new", str(file)]) == 0
    assert read_lesson(file).claims
    file.write_text("mine", encoding="utf-8")
    assert cli.main(["lesson", "new", str(file)]) == 2
    assert file.read_text(encoding="utf-8") == "mine"
    assert "there already" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["lesson", "check"], ["lesson", "check", "ring", "--all"], ["lesson"]])
def test_what_to_check_has_to_be_said(arguments: list[str]) -> None:
    assert cli.main(arguments) == 2


def is_fast(claim: Claim, lesson: Lesson) -> bool:
    """Whether it is tried in the tests: what takes longer, `make claims` tries."""
    acts = (*(claim.do or acts_of_page(lesson, claim.page)), *claim.against)
    return sum(act.train for act in acts) <= 20 and not any(act.train_discriminator for act in acts)


@each_of("lesson", [one for one in lessons().values() if one.experiment.stage != "images"])
def test_what_is_soon_tried_holds(lesson: Lesson) -> None:
    fast = [claim for claim in lesson.claims if is_fast(claim, lesson)]
    assert all(one.holds for one in check_claims(lesson, fast, 0, lambda steps: None))


def test_a_measure_that_a_run_does_not_have_is_told(lesson: Lesson) -> None:
    with pytest.raises(PlaygroundError, match="radius / floor"):
        check_claims(lesson, [claim("<", 1, measure="radius / floor")], 0, lambda steps: None)
