"""A page of the story is played: rounds of a minute between a hand and what trains, or between two hands."""

from __future__ import annotations

import time
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from gan_playground.lessons.duel import paths_by_hand
from gan_playground.ui.duel.edge import DuelEdge
from gan_playground.ui.duel.hands import ALL_KEYS, DuelHands
from gan_playground.ui.duel.keys import DuelKeys
from gan_playground.ui.duel.rules import DuelMatch, DuelRound, round_s
from gan_playground.ui.duel.way_back import WayBackFromDuel
from gan_playground.ui.duel.words import keys_line, names_of, rounds_line, told
from gan_playground.ui.lessons.approach import Approach

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.lessons.duel import Duel
    from gan_playground.ui.duel.panel import DuelPanel
    from gan_playground.ui.theme.theme import Theme
    from gan_playground.ui.window.main_window import MainWindow

EDGE, SIDE = "discriminator.threshold", "discriminator.steepness"
tick_ms, approach_s = 50, 1.5
clock = time.monotonic


class DuelStanding(Enum):
    """AWAY: nobody plays. APPROACHING: what trains is brought to where a round begins. TOLD: a round is over."""

    AWAY = "away"
    APPROACHING = "approaching"
    PLAYING = "playing"
    TOLD = "told"


class DuelController(QObject):
    """Between the story's page, the hands and the session. Whoever does anything else to the run ends the match."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session, self._story = window, window.session, window.story
        self.duel: Duel | None = None
        self.standing, self.match, self.round = DuelStanding.AWAY, DuelMatch(), DuelRound()
        self._way, self._back = Approach(window.session, window.lessons.speeds), WayBackFromDuel(window)
        self._keys, self._edge = DuelKeys(window), DuelEdge(window.run_view, self)
        self._edge.moved.connect(self._on_edge_moved)
        self._run, self._seen_s = 0, 0.0
        self._timer = QTimer(self, interval=tick_ms)
        self._timer.timeout.connect(self._tick)
        self._story.page_turned.connect(self._on_page)
        session = self._session
        for changed in (session.playing_changed, session.experiment_changed, session.comparison_changed):
            changed.connect(self._look)
        session.frame_ready.connect(self._on_frame)
        session.closing.connect(self._stop)

    @cached_property
    def panel(self) -> DuelPanel:
        """Made for the first page that is played."""
        from gan_playground.ui.duel.panel import DuelPanel

        panel = DuelPanel(self._story)
        self._story.take_in(panel)
        panel.go_wanted.connect(self.begin_round)
        panel.swap_wanted.connect(self._on_swap)
        panel.leave_wanted.connect(self.leave)
        panel.set_exhibit(bool(self._window.property("exhibit")))
        panel.set_theme(self._window.theme)
        return panel

    def set_theme(self, theme: Theme) -> None:
        if "panel" in self.__dict__:
            self.panel.set_theme(theme)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        if "panel" in self.__dict__:
            self.panel.set_exhibit(exhibit)

    # The page.

    @Slot(int, int)
    def _on_page(self, _number: int, _count: int) -> None:
        self.leave()
        self.duel = self._story.shown.duel
        self._window.gallery.list.give_way(self.duel is not None, to="duel")
        if self.duel is not None:
            self.panel.board.names = names_of(self.duel)
            self._show_away()
            self.panel.show()
        elif "panel" in self.__dict__:
            self.panel.hide()

    def _show_away(self) -> None:
        self.match, self.round = DuelMatch(), DuelRound()
        self._story.say_instead(self._story.shown.text)
        self.panel.board.show_round(round_s, rounds_line(self.match, played=False), None)
        self.panel.say("", "Start round 1", leave=False)

    @property
    def _experiment(self) -> Experiment:
        """What is played."""
        return self._window.lesson.experiment.with_knobs(self._story.shown.knobs)

    @property
    def is_on(self) -> bool:
        """Whether a match is being played."""
        return self.standing is not DuelStanding.AWAY

    # A round.

    @Slot()
    def begin_round(self) -> None:
        """The next round of the match, or the first one of another."""
        duel, session = self.duel, self._session
        if duel is None or self.standing not in (DuelStanding.AWAY, DuelStanding.TOLD):
            return
        if self.standing is DuelStanding.AWAY:
            self._back.keep_place()
        if self.match.is_over:
            self.match = DuelMatch()
        if session.comparison_client.comparison is not None:
            session.comparison_client.end()
        self.standing, self._run = DuelStanding.APPROACHING, 0  # what is told while it is ordered is of no round
        self._window.lessons.begin_anew("Duel", self._experiment, playing=False)
        self.round, self._run = DuelRound(), session.ordered_run or 0
        self._story.say_instead(self._story.shown.text)
        self._show()
        other = "D" if "generator" in duel.hands else "G"
        self.panel.say(f"{other} trains for {duel.after} steps first …" if duel.after else "")
        self._way.go(duel.after, approach_s)

    def _play(self, duel: Duel) -> None:
        """What trains is where the round begins."""
        self._way.end()
        self._window.lessons.speeds.lend(duel.speed)
        experiment = self._experiment
        paths = paths_by_hand(duel, experiment)
        self._hands = DuelHands(duel, {path: experiment.knob(path) for path in paths}, paths)
        self._keys.begin(ALL_KEYS)
        if draws_edge := "discriminator" in duel.hands:
            self._edge.begin(experiment, self._hands.values[EDGE])
        self._story.say_instead(keys_line(duel))
        self.panel.say("", swap=draws_edge)
        self.standing, self._seen_s = DuelStanding.PLAYING, clock()
        self._session.play()
        self._timer.start()

    @Slot()
    def _tick(self) -> None:
        """The clock goes while it trains; while somebody has paused, it stands."""
        now_s = clock()
        passed_s, self._seen_s = now_s - self._seen_s, now_s
        frame, session = self._session.last_frame, self._session
        if frame is None or frame.run != self._run or not session.is_playing:
            return
        if moved := self._hands.hold(self._keys.held, passed_s):
            session.turn(moved)
            self._show_edge()
        self.round.pass_time(passed_s, frame.scores.d_real, frame.scores.d_fake)
        self._show()
        if self.round.is_over:
            self._tell()

    @Slot(float)
    def _on_edge_moved(self, threshold: float) -> None:
        self._session.turn(self._hands.put(EDGE, threshold))

    @Slot()
    def _on_swap(self) -> None:
        if self.standing is DuelStanding.PLAYING:
            self._session.turn(self._hands.put(SIDE, -self._hands.values[SIDE]))

    def _show_edge(self) -> None:
        if EDGE in self._hands.values:
            self._edge.show_at(self._hands.values[EDGE])

    def _tell(self) -> None:
        duel = self.duel
        assert duel is not None
        self._stop()
        self._session.pause()
        self.standing = DuelStanding.TOLD
        self.match.played.append(self.round)
        self._show()
        number = len(self.match.played) + 1
        self._story.say_instead(told(self.match, duel))
        self.panel.say("", "Play again" if self.match.is_over else f"Start round {number}")
        self.panel.take_keyboard()

    @Slot()
    def _stop(self) -> None:
        """No more time passes, and keys are the window's again."""
        self._timer.stop()
        self._keys.end()
        self._edge.end()

    def _show(self) -> None:
        is_over = self.standing is DuelStanding.TOLD
        points = self.round.points if self.round.judged_s else None
        self.panel.board.show_round(self.round.left_s, rounds_line(self.match, is_over), points)

    # Whatever the session says.

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        if self.standing is DuelStanding.PLAYING and frame.run == self._run:
            self._hands.follow(frame.edits, self._keys.held)
        self._look()

    @Slot()
    def _look(self) -> None:
        """Go on where it has come, or end where a hand does anything else."""
        if not self.is_on or self.duel is None or not self._run:
            return
        session = self._session
        if session.ordered_run != self._run or session.experiment != self._experiment:
            self._drop()
        elif session.comparison_client.comparison is not None:
            if self.standing is not DuelStanding.APPROACHING:
                self._drop()
        elif self.standing is DuelStanding.APPROACHING:
            frame = self._way.still
            if frame is not None and frame.step >= self.duel.after:
                self._play(self.duel)

    def _drop(self) -> None:
        """The match is over, and the run is whoever's has it now."""
        self._stop()
        self._way.end()
        self.standing = DuelStanding.AWAY
        self._show_away()

    @Slot()
    def leave(self) -> None:
        """The match ends, and the run is as it was before it."""
        if not self.is_on:
            return
        lesson = self._session.lesson
        self._drop()
        if self._window.lesson.id == lesson:
            self._back.begin()
