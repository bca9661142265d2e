"""The card of the doctor: what is said in each state, what opens, and that it does not jump."""

from __future__ import annotations

import pytest
from msgspec import structs
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.gan.doctor.finding import Finding, Remedy, State
from gan_playground.ui.lessons import diagnosis_card
from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard
from gan_playground.ui.lessons.finding_view import since_words
from gan_playground.ui.lessons.trial_view import TrialNews
from gan_playground.ui.theme.theme import DARK, LIGHT

REMEDIES = (
    Remedy("r1", "Flatten D: R1 = 0.3", {"penalty.r1": 0.3}, 27, 30),
    Remedy("unroll", "Let G see five steps of D ahead", {"stabilise.unroll": 5}),
    Remedy("slow-d", "Slow D down: a tenth of its rate", {"discriminator.learning_rate": 1e-4}, 2, 30),
)
COLLAPSE = Finding("mode-collapse", State.TROUBLE, "Mode collapse", 1200, "2 of 8 modes.", 0.8, REMEDIES)
UNSTABLE = Finding("unstable-d", State.TROUBLE, "D is unstable", 1500, "Its gradient jumps.")


@pytest.fixture
def column(qtbot: QtBot) -> QWidget:
    """As in the window: the least size of a window would be its layout's own."""
    column = QWidget()
    qtbot.addWidget(column)
    QVBoxLayout(column).addStretch(1)
    column.resize(290, 700)
    column.show()
    return column


@pytest.fixture
def card(column: QWidget) -> DiagnosisCard:
    card = DiagnosisCard(DARK)
    column.layout().addWidget(card)
    return card


def test_the_card_takes_no_room_until_there_is_something_to_say(card: DiagnosisCard) -> None:
    assert card.isHidden()
    card.show_findings((COLLAPSE,))
    assert not card.isHidden()
    assert card.accessibleName() == "Mode collapse. 2 of 8 modes."
    card.clear()
    assert card.isHidden()
    assert card.minimumHeight() == 0


def test_every_state_has_a_sign_of_its_own_in_both_themes(card: DiagnosisCard) -> None:
    """The same words, so that the pictures differ by sign and edge alone; of the quiet two by the sign."""
    seen = []
    for theme in (DARK, LIGHT):
        card.set_theme(theme)
        for state in State:
            card.show_findings((Finding("any", state, "The same words", 0, "and text."),))
            seen.append(card.views[0].header.sign.pixmap().toImage())
    assert all(one != other for place, one in enumerate(seen) for other in seen[:place])


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (COLLAPSE, "Trouble since step 1,200 · fairly sure"),
        (structs.replace(COLLAPSE, confidence=1.0), "Trouble since step 1,200"),
        (structs.replace(COLLAPSE, confidence=0.5), "Trouble since step 1,200 · not sure yet"),
        (Finding("settled", State.SETTLED, "Settled", 3000, ""), "Since step 3,000"),
        (Finding("learning", State.LEARNING, "Still learning", 0, ""), ""),
    ],
)
def test_since_when_and_how_sure(finding: Finding, words: str) -> None:
    assert since_words(finding) == words


def test_the_most_urgent_is_open_until_a_hand_opens_another(card: DiagnosisCard) -> None:
    card.show_findings((COLLAPSE, UNSTABLE))
    assert [view._body.isHidden() for view in card.views] == [False, True]
    card.views[1].header.click()
    assert [view._body.isHidden() for view in card.views] == [True, False]
    card.show_findings((structs.replace(COLLAPSE, evidence="3 of 8 modes."), UNSTABLE))
    assert [view._body.isHidden() for view in card.views] == [True, False]
    card.show_findings((COLLAPSE,))
    assert not card.views[0]._body.isHidden()
    assert card.views[1].isHidden()


def test_ways_out_are_buttons_that_say_how_often_they_helped(card: DiagnosisCard, qtbot: QtBot) -> None:
    card.show_findings((COLLAPSE,))
    view = card.views[0]
    names = [button.accessibleName() for button in view.remedies if not button.isHidden()]
    assert names == [
        "Try it: Flatten D: R1 = 0.3, helped in 27 of 30 measured runs",
        "Try it: Let G see five steps of D ahead, not measured for this trouble",
    ]
    view.findChild(QPushButton, "moreRemedies").click()
    assert not view.remedies[2].isHidden()
    with qtbot.waitSignal(card.remedy_chosen) as chosen:
        view.remedies[2].click()
    assert chosen.args == [COLLAPSE, REMEDIES[2]]


def test_no_word_of_a_way_out_is_cut(card: DiagnosisCard, qtbot: QtBot) -> None:
    long = Remedy("wasserstein", "Take the Wasserstein loss with a gradient penalty", {}, 12, 30)
    card.show_findings((structs.replace(COLLAPSE, remedies=(*REMEDIES[:1], long)),))
    view = card.views[0]
    qtbot.waitUntil(lambda: all(button.height() >= button.heightForWidth(button.width()) for button in view.remedies))
    assert view.remedies[1].height() > view.remedies[0].height(), "two lines"


def test_it_grows_at_once_and_shrinks_after_a_rest(
    card: DiagnosisCard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(diagnosis_card.time, "monotonic", lambda: now[0])
    card.show_findings((COLLAPSE,))
    qtbot.waitUntil(lambda: card.minimumHeight() > 150)
    large = card.minimumHeight()
    short = (Finding("learning", State.LEARNING, "Still learning", 0, "It falls."),)
    now[0] += 1
    card.show_findings(short)
    qtbot.waitUntil(lambda: card._needed_px() < large)
    assert card.minimumHeight() == large
    now[0] += 2 * diagnosis_card.rest_s
    card.show_findings(short)
    assert 0 < card.minimumHeight() < large


def test_a_trial_takes_the_place_of_all_until_it_is_over(card: DiagnosisCard) -> None:
    card.show_findings((COLLAPSE, UNSTABLE))
    card.show_trial(TrialNews("Flatten D", "Mode collapse", 500, 2000))
    assert all(view.isHidden() for view in card.views)
    assert card.trial.back_button.text() == "Cancel"
    card.show_trial(TrialNews("Flatten D", "Mode collapse", 2000, 2000, "It did not help: no.", helped=False))
    assert card.trial.accessibleName() == "Flatten D. It did not help: no."
    assert (card.trial.color, card.trial.back_button.text()) == ("warning", "Go back")
    card.show_trial(None)
    assert [view.isHidden() for view in card.views] == [False, False]


def test_for_fingers_everything_is_large(card: DiagnosisCard) -> None:
    card.show_findings((COLLAPSE, UNSTABLE))
    card.set_exhibit(True)
    view = card.views[0]
    parts = (*view.remedies[:1], view.header, view._more, card.trial.back_button)
    assert all(part.property("large") for part in parts)
