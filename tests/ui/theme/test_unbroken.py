"""What is read as one stays on one line."""

from __future__ import annotations

import pytest

from gan_playground.lessons.catalogue import lessons
from gan_playground.lessons.glossary import glossary
from gan_playground.lessons.markup import plain
from gan_playground.ui.glossary.marked import rich
from gan_playground.ui.lessons.pages import pages_of
from gan_playground.ui.theme.unbroken import unbroken

longest = 22  # letters, in a column of the smallest window


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("it is log(1 − D(G(z))) of all", ["log(1 − D(G(z)))"]),
        ("where p = 1/2 or D(x) = 1/2 of them", ["p = 1/2", "D(x) = 1/2"]),
        ("after 2,500 steps, at step 300 with rate 0.01", ["2,500 steps,", "step 300", "rate 0.01"]),
        ("V(D, G) nears −log 4 = −1.386, or 50 % of N(10, 4)", ["V(D, G)", "−log 4 = −1.386,", "50 %", "N(10, 4)"]),
        ("about [10.4, 8.6] and [one more](penalty.r1)", ["[10.4, 8.6]"]),
    ],
)
def test_equations_pairs_functions_and_numbers_with_units_are_not_broken(text: str, together: list[str]) -> None:
    words = plain(unbroken(text)).split(" ")
    assert [word.replace("\N{NO-BREAK SPACE}", " ") for word in words if "\N{NO-BREAK SPACE}" in word] == together
    assert unbroken(text).replace("\N{NO-BREAK SPACE}", " ") == text


def test_a_page_of_a_lesson_keeps_them_together_too() -> None:
    words = rich("It ends where D(x) = 1/2 and log(1 − D(x)) is −0.69.", "#fff")
    assert "D(x)&nbsp;=&nbsp;1/2 and log(1&nbsp;−&nbsp;D(x)) is" in words.replace("</a>", "")


def test_nothing_becomes_too_long_for_the_narrowest_column() -> None:
    pages = [page.text for lesson in lessons().values() for page in pages_of(lesson)]
    terms = [term.meaning for term in glossary().values()]
    assert [word for text in pages + terms for word in plain(unbroken(text)).split(" ") if len(word) > longest] == []
