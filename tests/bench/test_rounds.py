"""Rounds: both sides in each, none of them always first, and the median of their ratios."""

from __future__ import annotations

from gan_playground.bench.rounds import interleaved, median_ratio, rate


def test_every_round_measures_every_side_and_turns_the_order_round() -> None:
    order: list[str] = []
    ticks: list[int] = []

    def side(name: str) -> float:
        order.append(name)
        return float(len(order))

    numbers = interleaved({"a": lambda: side("a"), "b": lambda: side("b")}, 2, lambda: ticks.append(1))
    assert order == ["a", "b", "b", "a"]
    assert numbers == {"a": [1.0, 4.0], "b": [2.0, 3.0]}
    assert len(ticks) == 2


def test_one_disturbed_round_does_not_decide() -> None:
    assert median_ratio([2.0, 200.0, 2.0], [1.0, 1.0, 1.0]) == 2.0


def test_a_rate_needs_at_least_one_call() -> None:
    calls: list[int] = []
    assert rate(lambda: calls.append(1), seconds=0.0) > 0
    assert calls == [1]
