"""The card of the doctor: what is said in each state, what opens, and that it does not jump."""

from __future__ import annotations

import pytest
from msgspec import structs
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gan_playground.gan.doctor.finding import Finding, Remedy, State
from gan_playground.ui.lessons import diagnosis_card
from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard
from gan_playground.ui.lessons.finding_view import since_words
from gan_playground.ui.lessons.said_findings import Said, SaidFindings, held_s, lingers_s
from gan_playground.ui.lessons.trial_view import TrialNews
from gan_playground.ui.theme.theme import DARK, LIGHT
from gan_playground.ui.window.layout import KnobColumn

REMEDIES = (
    Remedy("r1", "Flatten D: R1 = 0.3", {"penalty.r1": 0.3}, 27, 30),
    Remedy("unroll", "Let G see five steps of D ahead", {"stabilise.unroll": 5}),
    Remedy("slow-d", "Slow D down: a tenth of its rate", {"discriminator.learning_rate": 1e-4}, 2, 30),
)
COLLAPSE = Finding("mode-collapse", State.TROUBLE, "Mode collapse", 1200, "2 of 8 modes.", 0.8, REMEDIES)
UNSTABLE = Finding("unstable-d", State.TROUBLE, "D is unstable", 1500, "Its gradient jumps.")
LEARNING = Finding("learning", State.LEARNING, "Still learning", 0, "It falls.")


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


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time in seconds, which stands still but for the test."""
    now = [100.0]
    monkeypatch.setattr(diagnosis_card.time, "monotonic", lambda: now[0])
    return now


def shown(card: DiagnosisCard) -> list[str]:
    return [view.header.title.text() for view in card.views if not view.isHidden()]


def test_the_card_takes_no_room_until_there_is_something_to_say(card: DiagnosisCard) -> None:
    assert card.isHidden()
    card.show_findings((COLLAPSE,), 2000)
    assert not card.isHidden()
    assert card.accessibleName() == "Mode collapse. 2 of 8 modes."
    card.clear()
    assert card.isHidden()
    assert card.sizeHint().height() == 0


def test_every_state_has_a_sign_of_its_own_in_both_themes(card: DiagnosisCard) -> None:
    """The same words, so that the pictures differ by sign and edge alone; of the quiet two by the sign."""
    seen = []
    for theme in (DARK, LIGHT):
        card.set_theme(theme)
        for state in State:
            card.show_findings((Finding("any", state, "The same words", 0, "and text."),), 2000)
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
    assert since_words(Said(finding)) == words


def test_the_most_urgent_is_open_until_a_hand_opens_another(card: DiagnosisCard, now: list[float]) -> None:
    card.show_findings((COLLAPSE, UNSTABLE), 2000)
    assert [view._body.isHidden() for view in card.views] == [False, True]
    card.views[1].header.click()
    assert [view._body.isHidden() for view in card.views] == [True, False]
    card.show_findings((structs.replace(COLLAPSE, evidence="3 of 8 modes."), UNSTABLE), 2000)
    assert [view._body.isHidden() for view in card.views] == [True, False]
    now[0] += 2 * lingers_s
    card.show_findings((COLLAPSE,), 2000)
    assert not card.views[0]._body.isHidden()
    assert card.views[1].isHidden()


def test_ways_out_are_buttons_that_say_how_often_they_helped(card: DiagnosisCard, qtbot: QtBot) -> None:
    card.show_findings((COLLAPSE,), 2000)
    view = card.views[0]
    names = [button.accessibleName() for button in view.remedies if not button.isHidden()]
    assert names == [
        "Try it: Flatten D: R1 = 0.3, helped in 27 of 30 runs",
        "Try it: Let G see five steps of D ahead, not measured",
    ]
    view.findChild(QPushButton, "moreRemedies").click()
    assert not view.remedies[2].isHidden()
    with qtbot.waitSignal(card.remedy_chosen) as chosen:
        view.remedies[2].click()
    assert chosen.args == [COLLAPSE, REMEDIES[2]]


def test_no_word_of_a_way_out_is_cut(card: DiagnosisCard, qtbot: QtBot) -> None:
    long = Remedy("wasserstein", "Take the Wasserstein loss with a gradient penalty", {}, 12, 30)
    card.show_findings((structs.replace(COLLAPSE, remedies=(*REMEDIES[:1], long)),), 2000)
    view = card.views[0]
    qtbot.waitUntil(lambda: all(button.height() >= button.heightForWidth(button.width()) for button in view.remedies))
    assert view.remedies[1].height() > view.remedies[0].height(), "two lines"


def test_it_grows_at_once_and_shrinks_after_a_rest(card: DiagnosisCard, qtbot: QtBot, now: list[float]) -> None:
    card.show_findings((COLLAPSE,), 2000)
    qtbot.waitUntil(lambda: card.height() > 150)
    large = card.height()
    now[0] += 2 * lingers_s
    card.show_findings((LEARNING,), 2000)
    qtbot.waitUntil(lambda: card._needed_px < large)
    assert card.sizeHint().height() == large
    now[0] += 2 * diagnosis_card.rest_s
    qtbot.waitUntil(lambda: 0 < card.height() < large)  # by itself: a run that is paused says nothing new


def test_what_comes_and_goes_is_told_for_a_moment_and_until_when_it_was(card: DiagnosisCard, now: list[float]) -> None:
    card.show_findings((COLLAPSE,), 2000)
    for step in range(2050, 2400, 50):
        now[0] += lingers_s / 2
        card.show_findings((COLLAPSE,) if step % 100 == 0 else (LEARNING,), step)
        assert shown(card) == ["Mode collapse"]
        since = "since step 1,200 · fairly sure" if step % 100 == 0 else f"from step 1,200 to {step:,}"
        assert card.views[0]._since.text() == f"Trouble {since}"
    now[0] += lingers_s / 2
    card.show_findings((LEARNING,), 2400)
    assert shown(card) == ["Mode collapse"]
    assert card._color == "muted"
    assert card.views[0]._since.text() == "Trouble from step 1,200 to 2,350"
    now[0] += 0.1
    card.show_findings((LEARNING,), 2450)
    assert shown(card) == ["Still learning"]


def test_under_a_hand_nothing_comes_or_goes_until_it_leaves(
    card: DiagnosisCard, qtbot: QtBot, now: list[float]
) -> None:
    card.show_findings((COLLAPSE,), 2000)
    button = card.views[0].remedies[0]
    card.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    now[0] += 2 * lingers_s
    card.show_findings((UNSTABLE, LEARNING), 2100)
    assert shown(card) == ["Mode collapse"]
    assert not button.isHidden()
    assert card.views[0]._since.text() == "Trouble from step 1,200 to 2,100"
    card.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))
    assert shown(card) == ["D is unstable", "Still learning"]


def test_a_pointer_that_was_left_there_holds_nothing_for_long(card: DiagnosisCard, now: list[float]) -> None:
    card.show_findings((COLLAPSE,), 2000)
    card.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    now[0] += held_s
    card.show_findings((UNSTABLE,), 2100)
    assert shown(card) == ["Mode collapse"]
    now[0] += 1
    card.show_findings((UNSTABLE,), 2150)
    assert shown(card) == ["D is unstable"]


def test_what_lingers_keeps_its_place_and_is_not_told_in_its_past() -> None:
    said = SaidFindings()
    said.take((COLLAPSE, UNSTABLE), 2000, 0.0)
    said.take((UNSTABLE,), 2050, 1.0)
    assert [(one.finding.id, one.gone_at) for one in said.said] == [("mode-collapse", 2050), ("unstable-d", None)]
    said.take((LEARNING,), 2100, 2.0)
    assert [(one.finding.id, one.gone_at) for one in said.said] == [("mode-collapse", 2050), ("unstable-d", 2100)]
    said.take((LEARNING,), 900, 2.1)
    assert [one.finding.id for one in said.said] == ["learning"]


def test_it_takes_no_more_room_than_it_may_and_scrolls_to_the_rest(card: DiagnosisCard, qtbot: QtBot) -> None:
    card.set_most(150)
    long = structs.replace(COLLAPSE, evidence="It has come no nearer for 600 steps. " * 9)
    card.show_findings((long, UNSTABLE), 2000)
    qtbot.waitUntil(lambda: card.height() == 150)
    bar = card._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    last = card.views[1].header
    card._area.ensureWidgetVisible(last)
    assert card.rect().contains(last.mapTo(card, last.rect().center()))


@pytest.mark.parametrize("words", range(1, 40, 3))
def test_where_there_is_room_its_last_word_is_seen_without_scrolling(
    card: DiagnosisCard, qtbot: QtBot, words: int
) -> None:
    """Of a trouble that is told once, as in a run that is paused."""
    told = structs.replace(COLLAPSE, evidence="deviations " * words)
    card.show_findings((told, UNSTABLE), 2000)
    last = card.views[1].header
    qtbot.waitUntil(lambda: card.rect().contains(last.mapTo(card, last.rect().bottomRight())))
    assert not card._area.verticalScrollBar().isVisible()


def test_beside_it_the_knobs_stay_usable(qtbot: QtBot) -> None:
    """As in a window of 1280 by 720, whose sides are 565 px high."""
    card, knobs = DiagnosisCard(DARK), QWidget()
    column = KnobColumn(knobs, card)
    qtbot.addWidget(column)
    column.resize(column.sizeHint().width(), 565)
    column.show()
    long = structs.replace(COLLAPSE, evidence="It has come no nearer for 600 steps. " * 9)
    card.show_findings((long, UNSTABLE), 2000)
    qtbot.waitUntil(lambda: card.height() > 150)
    assert knobs.height() >= 0.4 * column.height()
    low_px = card._area.verticalScrollBar().maximum()
    card.views[0]._more.click()
    qtbot.waitUntil(lambda: card._area.verticalScrollBar().maximum() > low_px)
    assert knobs.height() >= 0.4 * column.height()


@pytest.mark.parametrize("evidence", ["It has come no nearer for 600 steps. " * 9, "deviations " * 60])
def test_where_there_is_little_room_less_is_told_and_a_way_out_is_whole(
    card: DiagnosisCard, qtbot: QtBot, evidence: str
) -> None:
    """As beside the knobs of the smallest window; all of it is told in a tooltip, and to those who cannot see it."""
    card.set_most(280)
    card.show_findings((structs.replace(COLLAPSE, evidence=evidence),), 2000)
    card.parentWidget().resize(241, 545)
    view = card.views[0]
    parts = (view.remedies[0], view._more)
    qtbot.waitUntil(lambda: all(card.rect().contains(part.mapTo(card, part.rect().bottomRight())) for part in parts))
    assert card.width() == 219
    assert not card._area.verticalScrollBar().isVisible()
    assert view._since.text() == "Since step 1,200 · fairly sure"
    assert view._evidence.isVisible() is evidence.startswith("It")
    assert view.header.toolTip() == evidence
    assert evidence in view.header.accessibleDescription()


def test_of_the_same_finding_fewer_words_take_less_room_after_a_rest(
    card: DiagnosisCard, qtbot: QtBot, now: list[float]
) -> None:
    card.show_findings((structs.replace(LEARNING, evidence="deviations " * 30),), 2000)
    qtbot.waitUntil(lambda: card.height() > 150)
    large = card.height()
    for step in range(2050, 2250, 50):
        now[0] += diagnosis_card.rest_s / 5
        card.show_findings((LEARNING,), step)
        QApplication.processEvents()
        assert card.height() == large
    now[0] += diagnosis_card.rest_s
    card.show_findings((LEARNING,), 2300)
    qtbot.waitUntil(lambda: 0 < card.height() < 100)


def test_where_there_is_little_room_one_way_out_is_seen_at_once(card: DiagnosisCard) -> None:
    card.show_findings((COLLAPSE,), 2000)
    for most_px, count in ((250, 1), (500, 2)):
        card.set_most(most_px)
        assert [button.isHidden() for button in card.views[0].remedies].count(False) == count
        assert card.views[0]._more.text() == f"{3 - count} more to try"


def test_the_second_press_of_a_double_click_ends_no_trial(card: DiagnosisCard, qtbot: QtBot) -> None:
    card.show_trial(TrialNews("Flatten D", "Mode collapse", 500, 2000))
    back = card.trial.back_button
    pressed: list[bool] = []
    back.clicked.connect(lambda: pressed.append(True))
    double = QEvent.Type.MouseButtonDblClick
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (double, QEvent.Type.MouseButtonRelease):
        here = QPointF(back.rect().center())
        QApplication.sendEvent(back, QMouseEvent(kind, here, back.mapToGlobal(here), left, left, none))
    assert pressed == []
    QTest.mouseClick(back, left)
    assert pressed == [True]


def test_a_trial_takes_the_place_of_all_until_it_is_over(card: DiagnosisCard) -> None:
    card.show_findings((COLLAPSE, UNSTABLE), 2000)
    card.show_trial(TrialNews("Flatten D", "Mode collapse", 500, 2000))
    assert all(view.isHidden() for view in card.views)
    assert card.trial.back_button.text() == "Cancel"
    card.show_trial(TrialNews("Flatten D", "Mode collapse", 2000, 2000, "It did not help: no.", helped=False))
    assert card.trial.accessibleName() == "Flatten D. It did not help: no."
    assert (card.trial.color, card.trial.back_button.text()) == ("warning", "Go back")
    card.show_trial(None)
    assert [view.isHidden() for view in card.views] == [False, False]


def test_for_fingers_everything_is_large(card: DiagnosisCard) -> None:
    card.show_findings((COLLAPSE, UNSTABLE), 2000)
    card.set_exhibit(True)
    view = card.views[0]
    parts = (*view.remedies[:1], view.header, view._more, card.trial.back_button)
    assert all(part.property("large") for part in parts)
