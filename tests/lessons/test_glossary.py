"""The words that are explained, and where they are found in a text."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cases import each_of
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.gan.metrics.words import MEASURES
from gan_playground.lessons.catalogue import lessons
from gan_playground.lessons.glossary import Term, glossary, terms_in
from gan_playground.lessons.markup import knobs_in, pieces, plain

TERMS = list(glossary().values())


def said() -> str:
    """What the window says: lessons, knobs and what they choose from, measures."""
    words = [text for lesson in lessons().values() for text in lesson.texts]
    words += [f"{knob.title}. {knob.explanation}" for knob in KNOBS.values()]
    choices = [choice for knob in KNOBS.values() for choice in (knob.choices or {}).values()]
    words += [f"{choice.title}. {choice.explanation}" for choice in (*choices, *RECIPES.values())]
    words += [f"{measure.title}. {measure.explanation}" for measure in MEASURES.values()]
    return "\n".join(map(plain, words))


def test_there_are_some_dozens_of_terms_in_the_order_of_the_alphabet() -> None:
    assert len(TERMS) >= 40
    assert [term.name.casefold() for term in TERMS] == sorted(term.name.casefold() for term in TERMS)


def test_no_spelling_belongs_to_two_terms() -> None:
    spellings = Counter(spelling for term in TERMS for spelling in (term.name, *term.also))
    assert [spelling for spelling, count in spellings.items() if count > 1] == []


@each_of("term", TERMS)
def test_a_term_is_explained_shortly_and_by_other_words(term: Term) -> None:
    assert 5 <= len(term.meaning.split()) <= 35
    assert len(term.seen.split()) <= 20
    for sentence in (term.meaning, term.seen):
        assert sentence[-1] in ".!", sentence
        assert sentence[0].isupper()
    assert not re.search(rf"\b{re.escape(term.name)}\b", term.meaning, re.IGNORECASE), "that explains nothing"


def test_every_term_stands_somewhere_in_the_window() -> None:
    text = said()
    met = {term for term in glossary() if any(place.term.name == term for place in terms_in(text))}
    assert set(glossary()) - met <= {"branch", "density"}, "a button and a layer of the plane have these names"


def test_a_term_is_found_where_it_stands_first_and_by_its_longest_name() -> None:
    text = "Mode collapse: of eight modes, one mode. A learning rate, the Jensen–Shannon divergence, σ."
    found = [(text[place.start : place.end], place.term.name) for place in terms_in(text)]
    assert found == [
        ("Mode collapse", "mode collapse"),
        ("modes", "mode"),
        ("learning rate", "learning rate"),
        ("Jensen–Shannon divergence", "Jensen–Shannon divergence"),
        ("σ", "standard deviation"),
    ]


@pytest.mark.parametrize("text", ["D(x) is high.", "a 2-D plane", "G(z) = x", "modest", "Zeal", "Z"])
def test_the_letters_of_a_formula_and_parts_of_words_are_no_terms(text: str) -> None:
    assert list(terms_in(text)) == []


def test_marks_are_taken_apart_and_off() -> None:
    text = "Turn [R1](penalty.r1) up: **blue** gives [3.2, 2.3]."
    assert plain(text) == "Turn R1 up: blue gives [3.2, 2.3]."
    assert knobs_in(text) == ["penalty.r1"]
    assert [piece.words for piece in pieces(text) if piece.is_bold] == ["blue"]
    assert "".join(piece.words for piece in pieces("plain")) == "plain"
