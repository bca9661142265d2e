"""What stands between the session and the panels, each without a window and without a session."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from msgspec import structs
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.gan.doctor.finding import Finding, Remedy, State
from gan_playground.gan.doctor.outcome import margin_steps
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Measure
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.commands import Compare
from gan_playground.session.comparison.differences import comparison_of
from gan_playground.session.events import BranchesRemoved, Failure, OutcomesChanged
from gan_playground.session.messages import Outcomes, RunInfo
from gan_playground.ui.branches.branch_tree import BranchTree
from gan_playground.ui.branches.controller import BranchesController
from gan_playground.ui.comparison.controller import ComparisonController
from gan_playground.ui.comparison.sheet import CompareSheet
from gan_playground.ui.forecast.controller import ForecastController
from gan_playground.ui.knobs.whose import WhoseKnobs
from gan_playground.ui.lessons import verdict as verdict_module
from gan_playground.ui.lessons.controller import LessonController
from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard
from gan_playground.ui.lessons.verdict import Verdict
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.transport.transport import Transport
from gan_playground.ui.undo.history import UndoHistory
from gan_playground.ui.window.run_view import RunView
from gan_playground.ui.window.settings import Settings
from ui.pasts import branched, straight


class Recorder:
    """Answers to every method, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        def note(*args: Any, **named: Any) -> None:
            self.asked.append((name, *args, *named.items()))

        return note


class Past:
    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args: self.asked.append((name, *args))


class Client:
    def __init__(self) -> None:
        self.comparison: object = None
        self.asked: list[tuple[Any, ...]] = []

    def compare(self, values: object, seed: int | None = None) -> None:
        self.asked.append(("compare", values, seed))

    def try_from(self, step: int, values: object) -> int:
        self.asked.append(("try_from", step, values))
        return 9

    def compare_branch(self, branch: int) -> None:
        self.asked.append(("compare_branch", branch))

    def end(self) -> None:
        self.asked.append(("end",))

    def keep_run_b(self) -> None:
        self.asked.append(("keep_run_b",))

    def swap(self) -> None:
        self.asked.append(("swap",))


class Bridge(QObject):
    """Stands in for a session: what controllers listen to, and what they were asking."""

    rate_changed = Signal(float)
    run_started = Signal(object)
    experiment_changed = Signal(object)
    comparison_changed = Signal(object)
    frame_ready = Signal(object)
    run_b_frame_ready = Signal(object)
    playing_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._slots: dict[type, Any] = {}
        self.past, self.comparison_client = Past(), Client()
        self.experiment = load_lesson("two-knobs").experiment
        self.run: object = SimpleNamespace(run=1, seed=7)
        self.ordered_run = 1
        self.seed, self.lesson = 7, "two-knobs"
        self.is_playing = True
        self.state = SimpleNamespace(timeline=SimpleNamespace(branch=3, is_past=False), step=0)
        self.asked: list[tuple[Any, ...]] = []

    def start(
        self, experiment: Experiment, seed: int, playing: bool = True, snapshot: str = "", lesson: str | None = None
    ) -> None:
        self.experiment, self.is_playing = experiment, playing
        self.asked.append(("start", experiment, seed, snapshot, lesson))

    def hear(self, kind: type, slot: Any) -> None:
        self._slots[kind] = slot

    def tell(self, event: object) -> None:
        self._slots[type(event)](event)

    def turn(self, values: dict[str, object]) -> None:
        self.experiment = self.experiment.with_knobs(values)
        self.asked.append(("turn", values))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args: self.asked.append((name, *args))


@pytest.fixture
def bridge(qapp: object) -> Bridge:
    return Bridge()


@pytest.fixture
def panels(qtbot: QtBot) -> SimpleNamespace:
    """The bar, the view and what they stand in."""
    window = QWidget()
    qtbot.addWidget(window)
    panels = SimpleNamespace(window=window, transport=Transport(window), run_view=RunView(DARK, window))
    panels.run_view.choose_stage("line")
    return panels


# The verdict.

GOOD = Finding("settled", State.SETTLED, "Settled", 0, "Nothing moves.")
BAD = Finding("mode-collapse", State.TROUBLE, "Modes are missing", 15, "3 of 8.", remedies=(Remedy("r1", "R1", {}),))
WORSE = Finding("diverging", State.TROUBLE, "Running away", 12, "3 deviations.")


@pytest.fixture
def card(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> DiagnosisCard:
    monkeypatch.setattr(verdict_module, "verdict_ms", 1)
    card = DiagnosisCard(DARK)
    qtbot.addWidget(card)
    return card


def judged(qtbot: QtBot, verdict: Verdict, step: int, *findings: Finding, edits: int = 0) -> None:
    qtbot.wait(5)
    verdict.show_frame(SimpleNamespace(step=step, diagnosis=findings, edits=(None,) * edits))
    qtbot.wait(5)


def titles(card: DiagnosisCard) -> list[str]:
    return [view.header.title.text() for view in card.views if not view.isHidden()]


def test_all_findings_are_said_and_each_trouble_is_marked_where_it_began(
    qtbot: QtBot, bridge: Bridge, card: DiagnosisCard
) -> None:
    verdict = Verdict(bridge, card, card)
    judged(qtbot, verdict, 10, GOOD)
    assert titles(card) == ["Settled"]
    assert bridge.past.asked == []
    for step in (20, 30):
        judged(qtbot, verdict, step, WORSE, BAD)
    assert titles(card) == ["Running away", "Modes are missing"]
    marks = [("mark_issue", 12, "diverging", "Running away"), ("mark_issue", 15, "mode-collapse", "Modes are missing")]
    assert bridge.past.asked == marks
    verdict.begin()
    assert card.isHidden()
    verdict.close()


@pytest.mark.parametrize(("step", "edits", "refuted"), [(400, 0, True), (400, 1, False), (600, 0, False)])
def test_a_mark_is_withdrawn_where_its_trouble_goes_soon_and_by_itself(
    qtbot: QtBot, bridge: Bridge, card: DiagnosisCard, step: int, edits: int, refuted: bool
) -> None:
    verdict = Verdict(bridge, card, card)
    judged(qtbot, verdict, 20, BAD)
    judged(qtbot, verdict, step, GOOD, edits=edits)
    assert (("withdraw_issue", 15, "mode-collapse") in bridge.past.asked) == refuted
    verdict.close()


def test_who_goes_back_in_time_refutes_nothing(qtbot: QtBot, bridge: Bridge, card: DiagnosisCard) -> None:
    verdict = Verdict(bridge, card, card)
    judged(qtbot, verdict, 100, BAD)
    judged(qtbot, verdict, 10, GOOD)
    assert [asked[0] for asked in bridge.past.asked] == ["mark_issue"]
    verdict.close()


def test_of_two_runs_it_says_which_and_while_paused_nothing_is_marked(
    qtbot: QtBot, bridge: Bridge, card: DiagnosisCard
) -> None:
    verdict = Verdict(bridge, card, card)
    bridge.is_playing, bridge.comparison_client.comparison = False, object()
    judged(qtbot, verdict, 20, BAD)
    assert titles(card) == ["A: Modes are missing"]
    bridge.comparison_client.comparison = None
    bridge.comparison_changed.emit(None)
    qtbot.waitUntil(lambda: titles(card) == ["Modes are missing"])
    assert bridge.past.asked == []
    verdict.close()


# The trial of a remedy.


def runs_to(bridge: Bridge, step: int, a: Finding, b: Finding, a_lost_at: int | None = None) -> None:
    """Both runs are seen at a step; a_lost_at: the one at which the first has run off, and stays."""
    bridge.state.step = step if a_lost_at is None else a_lost_at
    for run, signal, found, lost_at in ((1, bridge.frame_ready, a, a_lost_at), (9, bridge.run_b_frame_ready, b, None)):
        frame = SimpleNamespace(run=run, step=step if lost_at is None else lost_at, diagnosis=(found,), edits=())
        frame.distance, frame.metrics = "js", {"js": Measure(0.5, 0.1)}
        frame.diverged_at, frame.measured_at = lost_at, None
        signal.emit(frame)


def trial_begun(qtbot: QtBot, bridge: Bridge, card: DiagnosisCard, bad: Finding = BAD) -> Verdict:
    """A remedy of the trouble is tried at step 1,600 of run 1, beside run 9."""
    verdict = Verdict(bridge, card, card)
    judged(qtbot, verdict, 1600, bad)
    card.views[0].remedies[0].click()
    bridge.comparison_changed.emit(SimpleNamespace(run_b=SimpleNamespace(run=9)))
    return verdict


def test_a_remedy_is_tried_from_before_the_trouble_and_judged_at_the_end(
    qtbot: QtBot, bridge: Bridge, card: DiagnosisCard
) -> None:
    bad = structs.replace(BAD, since=1000)
    verdict = trial_begun(qtbot, bridge, card, bad)
    assert bridge.comparison_client.asked == [("try_from", 1000 - margin_steps, {})]
    runs_to(bridge, 700, GOOD, GOOD)
    runs_to(bridge, 1500, bad, bad)
    assert titles(card) == []
    assert card.trial.keep_button.isHidden()
    assert ("pause",) not in bridge.asked
    bridge.is_playing = False  # as it is once it has heard of the pause
    runs_to(bridge, 3200, bad, GOOD)
    assert ("pause",) in bridge.asked
    assert not card.trial.keep_button.isHidden()
    assert card.trial.findChild(QLabel, "trialText").accessibleName().count("It helped: at step 3,200") == 1
    card.trial.back_button.click()
    assert bridge.comparison_client.asked[-1] == ("end",)
    assert bridge.past.asked[-1] == ("switch", 3)
    assert bridge.asked[-1] == ("play",)
    verdict.close()


def judged_trial(qtbot: QtBot, bridge: Bridge, card: DiagnosisCard) -> Verdict:
    """It has helped, at step 3,200, since step 700."""
    bad = structs.replace(BAD, since=1000)
    verdict = trial_begun(qtbot, bridge, card, bad)
    runs_to(bridge, 700, GOOD, GOOD)
    bridge.is_playing = False
    runs_to(bridge, 3200, bad, GOOD)
    assert "It helped" in card.trial.accessibleName()
    return verdict


def test_what_came_of_a_remedy_is_not_said_of_an_earlier_step(
    qtbot: QtBot, bridge: Bridge, card: DiagnosisCard
) -> None:
    verdict = judged_trial(qtbot, bridge, card)
    runs_to(bridge, 3200, BAD, GOOD)
    assert "It helped" in card.trial.accessibleName(), "looked at once more"
    runs_to(bridge, 1000, GOOD, GOOD)
    assert "It helped" not in card.trial.accessibleName()
    assert card.trial.keep_button.isHidden()
    assert not card.trial.isHidden()
    runs_to(bridge, 3200, BAD, GOOD)
    assert "It helped: at step 3,200" in card.trial.accessibleName(), "it was lived through once more"
    verdict.close()


def test_before_a_trial_began_and_on_another_branch_nothing_is_tried(
    qtbot: QtBot, bridge: Bridge, card: DiagnosisCard
) -> None:
    verdict = judged_trial(qtbot, bridge, card)
    runs_to(bridge, 500, GOOD, GOOD)
    assert card.trial.isHidden()
    verdict.close()
    verdict = judged_trial(qtbot, bridge, card)
    bridge.state.timeline.branch = 5
    runs_to(bridge, 3300, GOOD, GOOD)
    assert card.trial.isHidden()
    verdict.close()


def test_what_has_gone_on_one_branch_is_not_told_on_another(qtbot: QtBot, bridge: Bridge, card: DiagnosisCard) -> None:
    verdict = Verdict(bridge, card, card)
    judged(qtbot, verdict, 20, BAD)
    bridge.state.timeline.branch = 4
    judged(qtbot, verdict, 30, GOOD)
    assert titles(card) == ["Settled"], "on one branch it would linger"
    verdict.close()


def test_a_trial_that_cannot_begin_leaves_the_card_as_it_was(qtbot: QtBot, bridge: Bridge, card: DiagnosisCard) -> None:
    verdict = Verdict(bridge, card, card)
    judged(qtbot, verdict, 1600, BAD)
    card.views[0].remedies[0].click()
    bridge.failed.emit(Failure("Another one failed.", run=8))
    assert titles(card) == []
    bridge.failed.emit(Failure("The second run could not begin.", run=9))
    assert titles(card) == ["Modes are missing"]
    verdict.close()


def test_whoever_ends_the_comparison_of_a_trial_is_where_the_run_was(
    qtbot: QtBot, bridge: Bridge, card: DiagnosisCard
) -> None:
    verdict = trial_begun(qtbot, bridge, card)
    assert not card.trial.isHidden()
    bridge.comparison_changed.emit(None)
    assert card.trial.isHidden()
    assert titles(card) == ["Modes are missing"]
    assert bridge.past.asked[-1] == ("switch", 3)
    assert bridge.asked[-1] == ("play",)
    verdict.close()


def test_where_another_run_has_begun_there_is_no_way_back_from_a_trial(
    qtbot: QtBot, bridge: Bridge, card: DiagnosisCard
) -> None:
    verdict = trial_begun(qtbot, bridge, card)
    bridge.run, asked = SimpleNamespace(run=10, seed=7), list(bridge.past.asked)
    bridge.comparison_changed.emit(None)
    assert card.trial.isHidden()
    assert bridge.past.asked == asked
    verdict.close()


def test_who_ends_a_comparison_to_go_elsewhere_is_not_called_back(
    qtbot: QtBot, bridge: Bridge, card: DiagnosisCard
) -> None:
    verdict = trial_begun(qtbot, bridge, card)
    bridge.past.is_awaited = bool(1).__bool__  # as right after a GoTo was sent
    asked, asked_past = list(bridge.asked), list(bridge.past.asked)
    bridge.comparison_changed.emit(None)
    assert card.trial.isHidden()
    assert (bridge.asked, bridge.past.asked) == (asked, asked_past)
    verdict.close()


def test_who_has_ordered_another_run_is_not_called_back_from_a_trial(
    qtbot: QtBot, bridge: Bridge, card: DiagnosisCard
) -> None:
    verdict = trial_begun(qtbot, bridge, card)
    asked, asked_past, bridge.ordered_run = list(bridge.asked), list(bridge.past.asked), 2
    bridge.comparison_changed.emit(None)
    assert (bridge.asked, bridge.past.asked) == (asked, asked_past)
    verdict.close()


def test_of_a_run_that_is_not_seen_nothing_is_said(qtbot: QtBot, bridge: Bridge, card: DiagnosisCard) -> None:
    verdict = trial_begun(qtbot, bridge, card)
    assert not card.isHidden()
    verdict.hush()
    runs_to(bridge, 1610, BAD, GOOD)
    qtbot.wait(5)
    assert card.isHidden()
    verdict.close()


def test_a_trial_that_never_began_is_forgotten(qtbot: QtBot, bridge: Bridge, card: DiagnosisCard) -> None:
    """A hand that goes elsewhere while the runs are on their way takes back what waits."""
    verdict = Verdict(bridge, card, card)
    judged(qtbot, verdict, 1600, BAD)
    unheard = [Compare]
    bridge.has_unheard = unheard.__contains__
    card.views[0].remedies[0].click()
    runs_to(bridge, 1610, BAD, GOOD)
    assert not card.trial.isHidden()
    unheard.clear()
    runs_to(bridge, 10, GOOD, GOOD)
    assert card.trial.isHidden()
    verdict.close()


def test_what_ran_off_without_the_remedy_is_judged_once_the_other_has_trained_on(
    qtbot: QtBot, bridge: Bridge, card: DiagnosisCard
) -> None:
    off = structs.replace(BAD, id="divergence", title="Run off to infinity", since=5)
    verdict = trial_begun(qtbot, bridge, card, off)
    still = Finding("learning", State.LEARNING, "Still learning", 0, "It falls.")
    runs_to(bridge, 3, still, still)
    runs_to(bridge, 400, off, still, a_lost_at=5)
    assert ("pause",) not in bridge.asked
    assert card.trial.findChild(QProgressBar).value() == 390
    bridge.is_playing = False
    runs_to(bridge, 3200, off, still, a_lost_at=5)
    said = card.trial.findChild(QLabel, "trialText").accessibleName()
    assert "It helped: at step 3,200 B trains on, and A ran off at step 5" in said
    verdict.close()


def test_who_keeps_the_treated_run_goes_on_with_it(qtbot: QtBot, bridge: Bridge, card: DiagnosisCard) -> None:
    verdict = trial_begun(qtbot, bridge, card)
    bridge.is_playing = False
    runs_to(bridge, 10, BAD, GOOD)
    runs_to(bridge, 3200, BAD, GOOD)
    card.trial.keep_button.click()
    assert bridge.comparison_client.asked[-1] == ("keep_run_b",)
    assert bridge.asked[-1] == ("play",)
    verdict.close()


# Branches.


@pytest.fixture
def branches(qtbot: QtBot, bridge: Bridge) -> BranchesController:
    window = QWidget()
    qtbot.addWidget(window)
    notifier = Recorder()
    history = UndoHistory(bridge, window)
    controller = BranchesController(bridge, history, Settings(), notifier, window)
    controller.test = SimpleNamespace(window=window, history=history, notifier=notifier)
    return controller


def test_the_card_of_branches_is_made_when_it_is_opened_and_knows_all_by_then(
    qtbot: QtBot, branches: BranchesController
) -> None:
    window = branches.test.window
    action = QAction(window)
    branches.lend([action])
    branches.show_summary(branched().summary)
    assert window.findChild(BranchTree) is None
    button = QPushButton(window)
    window.show()
    branches.open_above(button)
    tree = window.findChild(BranchTree)
    assert tree.isVisible()
    assert len(tree.branch_rows) == len(branched().summary.branches)
    assert action in tree.actions()
    branches.show_summary(straight().summary)
    assert len(tree.branch_rows) == 1
    tree.close()


def test_what_is_done_to_branches_can_be_undone(bridge: Bridge, branches: BranchesController) -> None:
    history = branches.test.history
    branches.show_summary(branched().summary)
    name = branched().summary.branches[1].name
    bridge.past.asked.clear()
    branches.rename(1, "mine")
    branches.remove(1)
    branches.remove(77)
    assert [asked[0] for asked in bridge.past.asked] == ["rename", "remove"]
    assert history.way_back.undo == f"Remove “{name}”"
    history.undo()
    history.undo()
    assert bridge.past.asked[2:] == [("bring_back", 1), ("rename", 1, name)]


def test_a_removed_branch_is_offered_until_it_is_back(bridge: Bridge, branches: BranchesController) -> None:
    branches.show_summary(branched().summary)
    branches.remove(1)
    bridge.tell(BranchesRemoved("Removed it."))
    assert branches.test.notifier.asked[-1][:3] == ("offer", "Removed it.", "Undo")
    branches.test.history.undo()
    assert branches.test.notifier.asked[-1] == ("withdraw", "Undo")


def test_the_memory_that_was_chosen_is_remembered(bridge: Bridge, branches: BranchesController) -> None:
    branches.set_budget(64_000_000)
    assert bridge.past.asked[-1] == ("set_budget", 64_000_000)
    assert Settings().past_budget_bytes == 64_000_000


# Two runs.


def test_compare_asks_and_then_ends(bridge: Bridge, panels: SimpleNamespace) -> None:
    whose = WhoseKnobs(panels.window)
    controller = ComparisonController(bridge, panels.transport, panels.run_view, whose, panels.window)
    panels.transport.compare_button.click()
    assert panels.window.findChild(CompareSheet) is None, "there is no lesson yet"
    controller.show_lesson(load_lesson("two-knobs"))
    controller.show_step(1234)
    panels.window.show()
    panels.transport.compare_button.click()
    sheet = panels.window.findChild(CompareSheet)
    assert sheet.isVisible()
    assert "1,234" in sheet.sentence.text() or "step 0" in sheet.sentence.text()
    sheet.compare_button.click()
    assert bridge.comparison_client.asked[0][0] == "compare"
    bridge.comparison_client.comparison = object()
    panels.transport.compare_button.click()
    for button in ("keepRival", "swapSides", "endComparison"):
        panels.run_view.findChild(QPushButton, button).click()
    assert [asked[0] for asked in bridge.comparison_client.asked[1:]] == ["end", "keep_run_b", "swap", "end"]


def test_it_is_said_whose_knobs_they_are_while_two_runs_are_compared(bridge: Bridge, panels: SimpleNamespace) -> None:
    whose = WhoseKnobs(panels.window)
    ComparisonController(bridge, panels.transport, panels.run_view, whose, panels.window)
    plain = Experiment()
    run, run_b = RunInfo(1, plain, 0, "cpu", 1, 1), RunInfo(2, plain.with_knobs({"batch_size": 8}), 0, "cpu", 1, 1)
    assert whose.isHidden()
    bridge.comparison_changed.emit(comparison_of(run, run_b))
    assert not whose.isHidden()
    assert (whose.tag.letter, whose.whose.text()) == ("A", "Knobs of A")
    assert "apart from what is to differ: Batch size" in whose.toolTip()
    bridge.comparison_changed.emit(None)
    assert whose.isHidden()


# Looking ahead.


def test_looking_ahead_is_offered_shown_and_ended(bridge: Bridge, panels: SimpleNamespace, qtbot: QtBot) -> None:
    controller = ForecastController(bridge, panels.transport, panels.run_view, panels.window)
    bridge.rate_changed.emit(100.0)
    panels.window.show()
    panels.transport.look_ahead_button.click()
    assert controller.menu.isVisible()
    assert {action.data() for action in controller.menu.actions() if action.isChecked()} == {100}
    controller.menu.close()
    bridge.tell(OutcomesChanged(Outcomes(1, 10, 100, (), 0.5)))
    assert not panels.run_view.forecast_strip.isHidden()
    panels.run_view.findChild(QPushButton, "endLookAhead").click()
    assert bridge.past.asked[-1] == ("end_look_ahead",)
    bridge.tell(OutcomesChanged(None))
    assert panels.run_view.forecast_strip.isHidden()


# Lessons.


@pytest.fixture
def lessons(qtbot: QtBot, bridge: Bridge, panels: SimpleNamespace) -> LessonController:
    history = UndoHistory(bridge, panels.window)
    controller = LessonController(
        load_lesson("two-knobs"), 3, bridge, history, Recorder(), panels.transport, Settings(), panels.window
    )
    controller.test = SimpleNamespace(history=history, transport=panels.transport)
    return controller


def test_a_lesson_is_shown_expected_and_begun_in_this_order(bridge: Bridge, lessons: LessonController) -> None:
    told: list[object] = []
    lessons.shown.connect(lambda lesson: told.append(("shown", lesson.id, len(bridge.asked))))
    lessons.ordered.connect(lambda lesson: told.append(("ordered", lesson.id, len(bridge.asked))))
    lessons.choose("ring")
    assert [(what, which) for what, which, _ in told] == [("shown", "ring"), ("ordered", "ring")]
    assert told[-1][2] == len(bridge.asked) - 1, "the stage is told before the run is ordered"
    assert bridge.asked[-1] == ("start", load_lesson("ring").experiment, 3, "", "ring")
    assert Settings().lesson == "", "it may not be able to begin"
    bridge.run_started.emit(SimpleNamespace(lesson="ring"))
    assert Settings().lesson == "ring"
    assert lessons.lesson.id == "ring"


def test_a_lesson_s_speed_is_taken_up_whatever_was_chosen_in_the_one_before(lessons: LessonController) -> None:
    slow = next(lesson for lesson in map(load_lesson, ("tug-of-war", "two-knobs", "chase", "digits")) if lesson.speed)
    transport = lessons.test.transport
    lessons.show(slow)
    assert transport.speed == slow.speed
    lessons.show(load_lesson("ring"))
    assert transport.speed == (load_lesson("ring").speed or float("inf"))
    transport.speed_control.slider.setValue(2)
    assert transport.speed == 2.0
    lessons.show(slow)
    assert transport.speed == slow.speed


def test_full_speed_is_for_every_lesson_until_it_is_given_back(lessons: LessonController) -> None:
    transport, slow = lessons.test.transport, load_lesson("tug-of-war")
    full = transport.speed_control.full_button
    lessons.show(slow)
    assert not full.isChecked()
    full.click()
    for lesson in (slow, load_lesson("ring"), slow):
        lessons.show(lesson)
        assert (transport.speed, full.isChecked()) == (float("inf"), True)
    full.click()
    assert (transport.speed, full.isChecked()) == (slow.speed, False)


def test_the_slider_moved_by_hand_takes_the_place_of_full_speed_and_at_its_end_is_it(lessons: LessonController) -> None:
    transport, slow = lessons.test.transport, load_lesson("tug-of-war")
    control = transport.speed_control
    lessons.show(slow)
    control.slider.setValue(control.slider.maximum())
    assert control.full_button.isChecked()
    control.slider.setValue(2)
    assert not control.full_button.isChecked()
    control.full_button.click()
    control.full_button.click()
    assert transport.speed == slow.speed, "given back, whatever was chosen before"


@pytest.mark.parametrize(
    ("action", "knobs", "asked", "undo"),
    [
        ("restart", {"generator.learning_rate": 0.5}, "start", "Start over"),
        ("turn", {"generator.learning_rate": 0.5}, "play", "Generator learning rate → 0.5"),
        ("step_both", {}, "step_both", ""),
    ],
)
def test_a_page_does_what_its_button_says(
    bridge: Bridge, lessons: LessonController, action: str, knobs: dict[str, object], asked: str, undo: str
) -> None:
    lessons.act(action, knobs)
    assert bridge.asked[-1][0] == asked
    assert bridge.experiment == load_lesson("two-knobs").experiment.with_knobs(knobs)
    assert lessons.test.history.way_back.undo.startswith(undo)


@pytest.mark.parametrize(("action", "plays"), [("restart", True), ("restart_paused", False)])
def test_a_page_that_starts_over_plays_or_waits(
    bridge: Bridge, lessons: LessonController, action: str, plays: bool
) -> None:
    lessons.act(action, {"batch_size": 16})
    assert bridge.asked == [("start", lessons.lesson.experiment.with_knobs({"batch_size": 16}), 3, "", None)]
    assert bridge.is_playing is plays


def test_a_page_that_compares_begins_both(bridge: Bridge, lessons: LessonController) -> None:
    lessons.act("compare", {"batch_size": 16})
    assert bridge.asked[-1] == ("start", lessons.lesson.experiment, 3, "", None)
    assert bridge.comparison_client.asked == [("compare", {"batch_size": 16}, None)]


def test_another_seed_can_be_undone(bridge: Bridge, lessons: LessonController) -> None:
    lessons.choose_seed(9)
    assert bridge.asked[-1] == ("reseed", 9)
    assert lessons.test.history.way_back.undo == "Seed → 9"
    lessons.test.history.undo()
    assert bridge.asked[-1] == ("reseed", 3)
    lessons.restart()
    assert bridge.asked[-1] == ("restart",)
    assert lessons.test.history.way_back.undo == "Restart"
