"""What five introductions to GANs say, and on which page of which lesson it is told: 36 things."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec import Struct

from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.lessons.markup import plain


class Told(Struct, frozen=True):
    """text: which of the five. says: what it says. words: those that must stand on that page of that lesson."""

    text: str
    says: str
    lesson: str
    page: str
    words: tuple[str, ...]


GRANDMOTHER, SIMPLE, INTUITION, ARTICLES, BASICS = "grandmother", "simple", "intuition", "articles", "basics"
two, curve, money = "two-knobs", "textbook-curve", "counterfeiter"
HALVES = "V, first half: real", "V, other half: fakes"
ROUNDS = (
    ("Round 1: a first note", "its z stays"),
    ("Round 2: can they tell?", "In picture books the police believe the first false note"),
    ("Round 3: the police learn", "their loss D falls"),
    ("Round 4: he hears of it", "His loss G falls"),
    ("Round 5: taken for real", "the police take his notes for real"),
    ("Round 6: the face", "gathers on the face"),
)

TOLD = (
    Told(
        GRANDMOTHER,
        "real data are N(10, 4); G makes fakes of z",
        two,
        "What you see",
        ("generator G", "N(10, 4)", "random z"),
    ),
    Told(
        GRANDMOTHER,
        "how a GAN differs from an ordinary network",
        two,
        "Only the training is new",
        ("neurons", "layers", "backprop", "no special layers"),
    ),
    Told(
        GRANDMOTHER, "θ = 3 and 1 give [3.2, 2.3]: easily caught", two, "Easily caught", ("[3.2, 2.3]", "[0.2, −0.7]")
    ),
    Told(
        GRANDMOTHER,
        "real ones look like [13.2, 8.7]; D judges all four",
        two,
        "D studies",
        ("near 0 over the blue", "near 100% over the orange"),
    ),
    Told(
        GRANDMOTHER,
        "θ = 10 and 1.1 give [11.22, 10.23], in one's own hands",
        two,
        "Now you are G",
        ("θ₁ = 10", "θ₂ = 1.1", "[11.22, 10.23]"),
    ),
    Told(
        GRANDMOTHER,
        "then they could be from the same distribution: not yet",
        two,
        "A slip in print",
        ("right two times in three",),
    ),
    Told(
        GRANDMOTHER,
        "the point of it all: D cannot tell them apart",
        two,
        "What fits",
        ("[10.4, 8.6]", "it can only guess"),
    ),
    Told(
        SIMPLE,
        "a generative model learns the data's distribution",
        "palette",
        "What is learned",
        ("p_data", "p_g", "should become the same"),
    ),
    Told(SIMPLE, "counterfeiters and the police", money, "What you see", ("counterfeiter G", "police, D")),
    Told(SIMPLE, "the min-max formula and its terms", curve, HALVES[0], ("the value function V", "log D(x)")),
    Told(SIMPLE, "in the end D(x) = 1/2", curve, "(d) A coin toss", ("D(x) = ½",)),
    Told(SIMPLE, "figure 2a: MNIST", "mnist", "The real MNIST", ("10 MB", "the small digits stay")),
    Told(SIMPLE, "figure 2b: faces (TFD)", "faces", "What you see", ("drawn by a program", "TFD")),
    Told(SIMPLE, "figure 2c: CIFAR-10, fully connected", "cifar-fully-connected", "What you see", ("3,072 numbers",)),
    Told(SIMPLE, "figure 2d: CIFAR-10, convolutional", "cifar-convolutional", "What you see", ("patches of patches",)),
    Told(
        SIMPLE,
        "the nearest training example: nothing is remembered",
        "digits",
        "Is anything copied?",
        ("training picture nearest to it", "figure 2", "copies"),
    ),
    Told(INTUITION, "a class goes in, too", money, "What you see", ("One, Five or Twenty",)),
    Told(INTUITION, "noise makes them differ", money, "Try", ("until no two are alike",)),
    Told(INTUITION, "G is never shown a real one", money, "What you see", ("never sees a real note",)),
    Told(INTUITION, "six rounds; D notices that a face is missing", money, ROUNDS[5][0], (ROUNDS[5][1],)),
    Told(INTUITION, "loss_d teaches the police", money, ROUNDS[2][0], (ROUNDS[2][1],)),
    Told(INTUITION, "loss_g teaches the counterfeiter", money, ROUNDS[3][0], (ROUNDS[3][1],)),
    Told(INTUITION, "the better forgery is accepted", money, ROUNDS[4][0], (ROUNDS[4][1],)),
    Told(INTUITION, "D is convolutional", money, "Police with windows", ("convolutional police",)),
    Told(INTUITION, "in the end D is thrown away", money, "He prints alone", ("no bar says any more",)),
    Told(INTUITION, "images and audio", "texture", "Sound, too", ("a voice", "music")),
    Told(ARTICLES, "faces of people who do not exist", "faces", "Nobody’s face", ("people who do not exist",)),
    Told(
        ARTICLES,
        "the value function; what one wins the other loses",
        curve,
        HALVES[1],
        ("log(1 − D(G(z)))", "zero-sum"),
    ),
    Told(ARTICLES, "D is right half the time", curve, "(d) A coin toss", ("accuracy", "50 %")),
    Told(ARTICLES, "gradient descent", curve, "(c) One step of G", ("gradient descent",)),
    Told(ARTICLES, "until a local minimum: it is none", "tug-of-war", "A slip in print", ("A game has none",)),
    Told(BASICS, "R, G and B as a distribution", "palette", "What is learned", ("red, green and blue", "distribution")),
    Told(BASICS, "−log D in place of log(1 − D)", curve, "Flat or steep", ("log(1 − D)", "−log D", "flat", "steep")),
    Told(BASICS, "who has a sharp edge stays pinned", "pinned", "The edge", ("that curve is flat",)),
    Told(
        BASICS,
        "G does maximum likelihood: it does not",
        curve,
        "A slip in print",
        ("maximum likelihood. It does not", "Jensen–Shannon"),
    ),
    Told(BASICS, "(a) to (d), until p_g = p_data", curve, "(d) A coin toss", ("p_g = p_data",)),
)


def pages_of(lesson: Lesson) -> dict[str, str]:
    """Its words by the titles of its pages, without their marks."""
    story = lesson.story
    told = {"What you see": story.shown, "Look at": story.look, "Try": story.attempt}
    return {title: plain(text) for title, text in (told | {page.title: page.words for page in lesson.phases}).items()}


@pytest.mark.parametrize("told", TOLD, ids=lambda told: f"{told.text}: {told.says}")
def test_it_is_told_on_its_page(told: Told) -> None:
    page = pages_of(load_lesson(told.lesson))[told.page]
    assert [words for words in told.words if words not in page] == []


def test_none_of_the_five_is_forgotten() -> None:
    told = Counter(told.text for told in TOLD)
    assert told == {GRANDMOTHER: 7, SIMPLE: 9, INTUITION: 10, ARTICLES: 5, BASICS: 5}


def test_the_rounds_follow_one_another() -> None:
    pages = pages_of(load_lesson(money))
    rounds = [title for title in pages if title.startswith("Round ")]
    assert rounds == [page for page, _ in ROUNDS]
    assert [page for page, words in ROUNDS if words not in pages[page]] == []


def test_the_terms_of_v_are_read_with_the_formula_beside_and_their_data_lit() -> None:
    phases = {phase.title: phase for phase in load_lesson(curve).phases}
    assert [(phases[half].side, phases[half].light) for half in HALVES] == [
        ("formula", ("real",)),
        ("formula", ("generated",)),
    ]


def test_the_dials_are_turned_to_the_numbers_of_the_text() -> None:
    deeds = {phase.title: phase.deed for phase in load_lesson(two).phases if phase.deed is not None}
    for page, theta1, theta2 in (("Now you are G", 10.0, 1.1), ("What fits", 5.0, 2.0)):
        put = {"generator.theta1": theta1, "generator.theta2": theta2}
        assert deeds[page].is_turned(load_lesson(two).experiment, put)
