"""What a page may ask a hand to do, light and go back to; and what is refused, with what would be right there."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.deed import Deed, check_deed, puts
from gan_playground.lessons.lesson import BUTTONS, PANELS, ROLES, Lesson, Phase

RATE, THETA, WIDTH = "discriminator.learning_rate", "generator.theta1", "generator.width"
THEN = "It is so now."


def with_phase(lesson: str = "pinned", **phase: Any) -> Lesson:
    return replace(load_lesson(lesson), phases=(Phase(title="Yours", text="…", **phase),), claims=())


@pytest.mark.parametrize(
    "things",
    [
        {},
        {"draw": True, "follow": True},
        {"turn": {RATE: 0.02}, "draw": True},
        {"turn": {RATE: 0.02}, "draw": True, "follow": True},
    ],
)
def test_a_deed_is_one_thing(things: dict[str, Any]) -> None:
    with pytest.raises(PlaygroundError, match="one thing: `turn`, `draw` or `follow`"):
        Deed(then=THEN, **things)


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ({"discriminator.lerning_rate": 0.02}, "discriminator.learning_rate"),
        ({RATE: 5.0}, "it takes a number from 1e-06 to 1"),
        ({RATE: [2.0, 3.0]}, "it takes a number from 1e-06 to 1"),
        ({RATE: [0.02, 0.015]}, r"to a value, or to \[low, high\]; not to \[0.02, 0.015\]"),
        ({RATE: [0.02, 0.02]}, r"\[low, high\]"),
        ({RATE: [0.02]}, r"\[low, high\]"),
        ({RATE: [0.01, 0.02, 0.03]}, r"\[low, high\]"),
        ({"objective": ["minimax", "hinge"]}, r"\[low, high\]"),
        ({WIDTH: 24}, "a hand that turns generator.width begins another run; a deed turns what is live"),
        ({RATE: [0.005, 0.05]}, "is done before anybody does it"),
        ({RATE: 0.01}, "is done before anybody does it"),
    ],
)
def test_a_knob_that_cannot_be_brought_there_is_refused(turn: dict[str, Any], said: str) -> None:
    with pytest.raises(PlaygroundError, match=said):
        with_phase(deed=Deed(turn=turn, then=THEN))


@pytest.mark.parametrize(
    ("lesson", "things", "stages"),
    [
        ("pinned", {"draw": True}, "data are drawn on the stage plane, and this one is line"),
        ("digits", {"draw": True}, "data are drawn on the stage plane, and this one is images"),
        ("pinned", {"follow": True}, "a sample is followed on the stage plane or images"),
        ("tug-of-war", {"follow": True}, "and this one is phase"),
    ],
)
def test_what_a_stage_has_not_is_refused(lesson: str, things: dict[str, bool], stages: str) -> None:
    with pytest.raises(PlaygroundError, match=stages):
        with_phase(lesson, deed=Deed(then=THEN, **things))


@pytest.mark.parametrize(("lesson", "things"), [("ring", {"draw": True}), ("ring", {"follow": True})])
def test_what_a_stage_has_can_be_asked_for(lesson: str, things: dict[str, bool]) -> None:
    assert with_phase(lesson, deed=Deed(then=THEN, **things)).phases[0].deed is not None


def test_a_deed_is_of_the_experiment_that_the_page_begins() -> None:
    """Where the page's own knobs have it so already, nobody has anything to do."""
    with pytest.raises(PlaygroundError, match="before anybody does it"):
        with_phase(action="restart", knobs={RATE: 0.02}, deed=Deed(turn={RATE: 0.02}, then=THEN))


def test_it_is_done_where_all_of_its_knobs_are_there() -> None:
    deed = Deed(turn={RATE: [0.02, 0.04], "batch_size": 64}, then=THEN)
    there = {"batch_size": 64, RATE: 0.03}
    for values, is_done in (({}, False), ({"batch_size": 64}, False), (there, True), ({**there, RATE: 0.05}, False)):
        assert deed.is_turned(Experiment().with_knobs(values)) is is_done
    for edge in (0.02, 0.04):
        assert deed.is_turned(Experiment().with_knobs({**there, RATE: edge}))


def test_what_training_moves_is_done_where_a_hand_has_put_it() -> None:
    experiment = load_lesson("two-knobs").experiment
    deed = Deed(turn={THETA: [9.0, 11.0]}, then=THEN)
    check_deed(deed, experiment)
    assert not deed.is_turned(experiment.with_knobs({THETA: 10.0})), "there it begins, by nobody's hand"
    assert deed.is_turned(experiment, {THETA: 10.0})
    assert not deed.is_turned(experiment, {THETA: 8.0})
    edits = [Edit(RATE, 0.02, 3), Edit(THETA, 10.0, 4), Edit(THETA, 9.0, 4)]
    assert puts(edits) == edits[1:]


def test_lights_are_roles_panels_buttons_and_knobs() -> None:
    lights = (*ROLES, *PANELS, *BUTTONS, RATE, "batch_size", "objective", "turns")
    assert with_phase(light=lights).phases[0].light == lights


@pytest.mark.parametrize(
    ("name", "said"),
    [("stagee", "did you mean 'stage'|stage"), ("restartButton", "it is no knob"), ("penalty.r11", "penalty.r1")],
)
def test_a_light_that_is_nowhere_is_refused(name: str, said: str) -> None:
    with pytest.raises(PlaygroundError, match=said):
        with_phase(light=(name,))


@pytest.mark.parametrize("action", ["", "restart", "play", "turn", "slow_motion"])
def test_only_who_goes_back_says_to_where(action: str) -> None:
    knobs = {RATE: 0.02} if action == "turn" else {}
    with pytest.raises(PlaygroundError, match='has `to`, which goes with the action "rewind"'):
        with_phase(action=action, knobs=knobs, to=100)
    assert with_phase(action="rewind", to=100).phases[0].to == 100
    assert with_phase(action="rewind").phases[0].to == 0, "to its beginning"


def test_slow_motion_lets_nothing_train_that_one_could_wait_for() -> None:
    wait = load_lesson("pinned").phases[0].until
    with pytest.raises(PlaygroundError, match="its action lets nothing train"):
        with_phase(action="slow_motion", until=wait)
    assert with_phase(action="rewind", until=wait).phases[0].until is wait
