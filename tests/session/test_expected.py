"""What may be shown before the worker has answered: a function of what it said last and what was ordered since."""

from __future__ import annotations

from msgspec.structs import replace

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.session import commands
from gan_playground.session.commands import Berth, SessionCommand, Start, TurnKnobs
from gan_playground.session.messages import Comparison, RunInfo
from gan_playground.session.state import Expected, RunState, expected

rate = "generator.learning_rate"
plain = Experiment()
fast = plain.with_knobs({rate: 0.02})


def info(run: int, experiment: Experiment = plain, seed: int = 0) -> RunInfo:
    return RunInfo(run, experiment, seed, "cpu", 10, 10, lesson="ring")


trains = RunState(heard=3, begun=1, run=info(1), step=50, playing=True)
compares = replace(trains, comparison=Comparison(info(1), info(2, fast, 9), ()))


def start(run: int, experiment: Experiment = fast, playing: bool = True, beside: Berth | None = None) -> Start:
    return Start(Berth(run), experiment, 7, playing, lesson="two-knobs", beside=beside)


def after(state: RunState, *unheard: SessionCommand) -> Expected:
    return expected(state, unheard)


def first_of(state: RunState, *unheard: SessionCommand) -> tuple[int, Experiment, int]:
    first = after(state, *unheard).first
    assert first is not None
    return first.run, first.experiment, first.seed


def test_where_nothing_was_ordered_it_is_what_the_worker_said() -> None:
    assert after(RunState()) == Expected()
    assert first_of(trains) == (1, plain, 0)
    assert after(trains).playing
    assert after(compares).second is not None


def test_knobs_belong_to_the_run_that_was_ordered_last() -> None:
    turned = TurnKnobs({"batch_size": 8}, run=5)
    assert first_of(trains, start(5), turned) == (5, fast.with_knobs({"batch_size": 8}), 7)
    assert first_of(trains, turned) == (1, plain, 0), "that run never came, so nothing of it was turned"


def test_what_is_refused_leaves_no_trace() -> None:
    """Once it was heard, and the state has not changed, nothing is left of it."""
    assert first_of(trains, TurnKnobs({rate: 0.5}, run=1))[1] != plain
    assert first_of(replace(trains, heard=4)) == (1, plain, 0)


def test_of_two_orders_the_first_is_what_is_left_where_the_second_failed() -> None:
    one, other = start(5), start(6, plain)
    assert first_of(trains, one, other)[0] == 6
    came = replace(trains, run=info(5, fast, 7), begun=2)
    assert first_of(came) == (5, fast, 7)


def test_knobs_that_have_become_impossible_meanwhile_are_passed_over() -> None:
    smoothed = TurnKnobs({"stabilise.label_smoothing": 0.2}, run=1)
    hinge = replace(trains, run=info(1, plain.with_knobs({"objective": "hinge"})))
    assert first_of(hinge, smoothed)[1] == hinge.run.experiment  # type: ignore[union-attr]


def test_the_other_run_leads_once_they_change_places_or_it_alone_is_kept() -> None:
    for bring in (commands.Swap(), commands.KeepB()):
        assert first_of(compares, bring) == (2, fast, 9)
        turned = TurnKnobs({"batch_size": 8}, run=2)
        assert first_of(compares, bring, turned)[1] == fast.with_knobs({"batch_size": 8})
        assert first_of(trains, bring) == (1, plain, 0), "there is no other"
    assert after(compares, commands.Swap()).second == after(compares).first
    assert after(compares, commands.KeepB()).second is None
    assert first_of(compares, commands.Swap(), commands.Swap()) == (1, plain, 0)


def test_a_second_run_goes_where_the_first_one_goes_if_it_has_a_place_there() -> None:
    assert after(compares, start(5)).second is None
    again = after(compares, start(5, beside=Berth(6))).second
    assert again is not None
    assert again.run == 6
    assert after(trains, start(5, beside=Berth(6))).second is None
    assert after(compares, commands.EndComparison()).second is None


def test_runs_of_one_seed_begin_anew_from_one_seed() -> None:
    """What leads once they change places is of the seed that was asked for, or of the one it was to have by itself."""
    alike = replace(trains, comparison=Comparison(info(1), info(2, fast, 0), ()))
    for state, seed in ((alike, 7), (compares, 9)):
        assert first_of(state, start(3, beside=Berth(4)), commands.Swap())[::2] == (4, seed)


def test_what_is_compared_begins_from_the_first_or_both_begin_anew() -> None:
    beside = after(trains, commands.Compare(Berth(4), {rate: 0.02}))
    assert (beside.first, beside.second) == (after(trains).first, replace(beside.first, run=4, experiment=fast))  # type: ignore[type-var]
    anew = after(trains, commands.Compare(Berth(5), {}, seed=3, anew=start(4, plain)))
    assert anew.first is not None
    assert anew.second is not None
    assert (anew.first.run, anew.second.run, anew.second.seed) == (4, 5, 3)


def test_whether_it_plays_goes_by_the_last_that_was_ordered() -> None:
    play, pause = commands.Play(), commands.Pause()
    assert not after(trains, pause).playing
    assert after(trains, pause, play).playing
    assert not after(trains, play, commands.MakeStep(StepKind.BOTH)).playing
    assert not after(trains, commands.GoTo(3)).playing
    assert not after(trains, start(5, playing=False)).playing
    assert after(trains, start(5, playing=False), play).playing


def test_while_it_is_held_it_does_not_play_and_goes_on_as_before() -> None:
    hold, let_go = commands.Hold(True), commands.Hold(False)
    paused = replace(trains, playing=False)
    assert not after(trains, hold, commands.Play()).playing
    assert after(trains, hold, let_go).playing
    assert not after(paused, hold, let_go).playing
    assert after(trains, hold, start(5)).playing, "another run has something to train on"


def test_a_device_is_where_runs_begin_from_now_on() -> None:
    assert after(trains, commands.ChooseDevice("cuda:0")).device == "cuda:0"
    assert after(trains).device == "auto"


def test_what_moves_nothing_costs_nothing() -> None:
    assert after(trains, commands.SetSpeed(3.0), commands.BookmarkHere(), commands.SetBudget(1)) == after(trains)
