"""A page of the story asks what will come: the run is held still, somebody draws or chooses, and then it happens."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.lessons.deed import puts
from gan_playground.session.order_state import OrderStage
from gan_playground.ui.lessons.approach import Approach
from gan_playground.ui.predict.hand import PredictHand
from gan_playground.ui.predict.ledger import PredictionLedger
from gan_playground.ui.predict.question import Question, Standing

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.predict.bars_sketch import BarsSketch
    from gan_playground.ui.predict.panel import PredictPanel
    from gan_playground.ui.theme.theme import Theme
    from gan_playground.ui.window.main_window import MainWindow

approach_s, happening_s = 1.5, 5.0
"""How long it takes, about, to come to where it is asked, and from there to what comes."""


class PredictController(QObject):
    """Between the story's page, the stage and the session. Whoever does anything else to the run leaves the question.

    question: of the page that is up; None: it asks nothing.
    """

    def __init__(self, window: MainWindow, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._story = window.story
        self.question: Question | None = None
        self._hand = PredictHand(window.run_view, self._make_bars, self)
        self._way = Approach(self._session, window.lessons.speeds)
        self._ledger = PredictionLedger(notifier, self)
        self._story.page_turned.connect(self._on_page)
        window.gallery.forget_drawn_wanted.connect(self._ledger.forget)
        self._session.frame_ready.connect(self._on_frame)
        self._session.playing_changed.connect(self._look)
        self._session.experiment_changed.connect(self._look)
        self._session.comparison_changed.connect(self._look)

    @cached_property
    def panel(self) -> PredictPanel:
        """Made for the first page that asks."""
        from gan_playground.ui.predict.panel import PredictPanel

        panel = PredictPanel(self._story)
        self._story.take_in(panel)
        panel.begin_wanted.connect(self.begin)
        panel.let_happen.connect(self._let_happen)
        panel.again_wanted.connect(self.take_back)
        panel.nobody_knows.connect(self._happen_unknown)
        panel.chosen.connect(self._on_chosen)
        self._hand.drawn.connect(panel.set_answered)
        panel.set_exhibit(bool(self._window.property("exhibit")))
        panel.set_theme(self._window.theme)
        return panel

    def _make_bars(self) -> BarsSketch:
        return self.panel.bars

    def set_theme(self, theme: Theme) -> None:
        if "panel" in self.__dict__:
            self.panel.set_theme(theme)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        if "panel" in self.__dict__:
            self.panel.set_exhibit(exhibit)

    # The page.

    @Slot(int, int)
    def _on_page(self, number: int, count: int) -> None:
        self._close()
        page, lesson = self._story.shown, self._window.lesson
        if page.predict is not None:
            phase = number - count + len(lesson.phases)
            experiment = lesson.experiment.with_knobs(page.knobs)
            self.question = Question(lesson.id, phase + 1, page.text, page.predict, experiment)
            self._window.gallery.list.give_way(True)
            self._show_away()
            if self._fits(self.question) and not self._window.demo.is_playing:
                self._approach(self.question)
        elif number + 1 == count and (sum_up := self._ledger.sum_up(lesson.id)):
            self._story.say_instead(f"{page.text} {sum_up}")

    def _fits(self, question: Question) -> bool:
        """Whether the run that is there is the one that the page speaks of, where its claims were tried."""
        session, frame, asked = self._session, self._session.last_frame, question.asked
        is_there = session.order.stage is OrderStage.THERE and session.lesson == question.lesson
        is_alone = session.comparison_client.comparison is None and session.experiment == question.experiment
        is_own = frame is None or not puts(frame.edits)  # no hand has moved what trains
        latest = asked.after + min(asked.after, asked.steps)  # of the very beginning: not at all later
        return is_there and is_alone and is_own and session.state.step <= latest

    def _close(self) -> None:
        """The page is turned: the run goes on as before it was held."""
        question, session = self.question, self._session
        if question is None:
            return
        self._end(question)
        self.question = None
        self.panel.hide()
        self._window.gallery.list.give_way(False)
        is_there = session.lesson == question.lesson == self._window.lesson.id
        if is_there and question.has_twin and session.comparison_client.comparison is not None:
            session.comparison_client.end()
        if is_there and question.was_playing and session.experiment == question.experiment:
            session.play()

    def _leave(self, question: Question) -> None:
        """Somebody does something else: the drawing goes, and the page offers to come back."""
        self._end(question)
        self._show_away()

    def _end(self, question: Question) -> None:
        self._hand.put_away()
        self._way.end()
        question.standing = Standing.AWAY

    def _show_away(self) -> None:
        assert self.question is not None
        self._story.say_instead(self.question.text)
        self.panel.show_away()
        self.panel.show()

    # Coming to where it is asked.

    @Slot()
    def begin(self) -> None:
        """Begin anew with the page's knobs, and ask."""
        if (question := self.question) is None:
            return
        self._hand.put_away()
        if self._session.comparison_client.comparison is not None:
            self._session.comparison_client.end()
        question.was_playing |= self._session.will_play
        self._window.lessons.act("restart_paused", self._story.shown.knobs)
        self._approach(question)

    def _approach(self, question: Question) -> None:
        """Hold the run still, where that has come of which the page speaks."""
        session, after = self._session, question.asked.after
        was_playing = session.will_play or question.was_playing
        self.question = question.anew(was_playing)
        self._story.say_instead(question.text)
        self.panel.show_note(f"On the way to step {after:,} …")
        self._way.go(after, approach_s)
        self._look()

    # Whatever the session says.

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        self._look()
        self._hand.show_frame(frame)

    @Slot()
    def _look(self) -> None:
        """Go on with what is asked, or leave it."""
        question = self.question
        if question is None or question.standing is Standing.AWAY:
            return
        if question.standing is Standing.TOLD:
            self._put_away_moved(question)
        elif self._is_disturbed(question):
            self._leave(question)
        elif (frame := self._way.still) is not None:
            self._go_on(question, frame)

    def _is_disturbed(self, question: Question) -> bool:
        """Whether a hand has done anything else to the run."""
        session, start = self._session, question.start
        if session.experiment != question.experiment:
            return True
        if start is None:
            return False
        if session.ordered_run != start.run:
            return True
        is_asked, frame = question.standing is Standing.ASKED, session.last_frame
        moved = frame is not None and frame.step != start.step
        return is_asked and (session.is_playing or moved or session.comparison_client.comparison is not None)

    def _go_on(self, question: Question, frame: Frame) -> None:
        """The run stands still."""
        if question.standing is Standing.APPROACHING:
            if frame.step >= question.asked.after:
                self._ask(question, frame)
            else:
                self._leave(question)  # a hand has stopped it on its way
        elif question.standing is Standing.HAPPENING:
            if frame.step >= question.until:
                self._tell(question, frame)
            else:
                self._leave(question)

    def _put_away_moved(self, question: Question) -> None:
        """The drawing goes once the run does."""
        frame = self._session.last_frame
        is_there = frame is not None and frame.step == question.until and not self._session.is_playing
        if not is_there or self._session.experiment != question.experiment:
            self._hand.put_away()

    # Asked.

    def _ask(self, question: Question, frame: Frame) -> None:
        self._way.end()
        question.standing, question.start = Standing.ASKED, frame
        self.panel.show_asking(question.asked, frame)
        self._hand.hold(question)

    @Slot(int)
    def _on_chosen(self, choice: int) -> None:
        if self.question is not None:
            self.question.given = choice

    @property
    def can_take_back(self) -> bool:
        """Whether there is a drawing that can be drawn again."""
        is_asked = self.question is not None and self.question.standing is Standing.ASKED
        return is_asked and self._hand.given is not None

    @Slot()
    def take_back(self) -> None:
        """Nothing is drawn."""
        self._hand.clear()

    # It happens.

    @Slot()
    def _let_happen(self) -> None:
        """With what was predicted."""
        if (question := self.question) is not None and question.standing is Standing.ASKED:
            question.given = self._hand.given if question.asked.draw else question.given
            self._happen()

    @Slot()
    def _happen_unknown(self) -> None:
        """With nothing."""
        self._hand.clear()
        if (question := self.question) is not None and question.standing is Standing.ASKED:
            question.given = None
            self._happen()

    def _happen(self) -> None:
        question, session = self.question, self._session
        assert question is not None
        self._hand.let_go()
        if question.asked.turn:
            question.experiment = question.experiment.with_knobs(question.asked.turn)
            self._window.history.turn(question.asked.turn)
        if question.asked.twin:
            question.has_twin = True
            session.comparison_client.compare(question.asked.twin)
        self._way.go(question.until, happening_s)
        question.standing = Standing.HAPPENING  # not before: a turned knob is told at once, of a run that stands still
        self.panel.show_happening(f"Until step {question.until:,} …")

    def _tell(self, question: Question, frame: Frame) -> None:
        """It has come."""
        self._way.end()
        question.standing = Standing.TOLD
        question.result = result = question.judge(frame)
        self._ledger.note(question, frame)
        is_last = question.page == len(self._window.lesson.phases)
        sum_up = self._ledger.sum_up(question.lesson, at_least=2) if is_last else ""
        self._story.say_instead(f"{result.sentence} {question.asked.why} {sum_up}".strip())
        self.panel.show_told(*question.today(frame))
