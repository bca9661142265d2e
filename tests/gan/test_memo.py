"""What was measured is kept under all that it hangs on, and for the last few only."""

from __future__ import annotations

from gan_playground.gan.metrics.memo import Memo


def test_each_is_made_once_and_the_oldest_is_let_go() -> None:
    memo: Memo[int] = Memo(2)
    made: list[int] = []

    def find(*hangs_on: object) -> int:
        def make() -> int:
            made.append(len(made))
            return made[-1]

        return memo.find(make, *hangs_on)

    assert [find(b"one", 1), find(b"one", 1), find(b"one", 2), find(b"one", 1)] == [0, 0, 1, 0]
    assert [find(b"on", b"e", 1), find(b"one", 2), find(b"one", 1)] == [2, 1, 3]
