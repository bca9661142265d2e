"""The window: puts the panels together and carries messages between them and the session."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from gan_playground.arguments import most_seed
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.metrics.diagnosis import diagnose
from gan_playground.gan.observe.frame import Frame
from gan_playground.lessons.catalogue import lessons, lessons_at_hand
from gan_playground.lessons.lesson import Lesson
from gan_playground.session.messages import RunInfo
from gan_playground.session.session import Session
from gan_playground.ui.branches.time_travel import TimeTravel
from gan_playground.ui.files.file_drop import FileDrop
from gan_playground.ui.files.panel_exports import PanelExports
from gan_playground.ui.files.run_files import RunFiles
from gan_playground.ui.files.run_menu import RunMenu
from gan_playground.ui.knobs.knob_panel import KnobPanel
from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard
from gan_playground.ui.lessons.gallery import Gallery
from gan_playground.ui.lessons.story import StoryCard
from gan_playground.ui.notices.notice import Notice, NoticeKind
from gan_playground.ui.notices.presenter import Notifier
from gan_playground.ui.theme.style import palette, stylesheet
from gan_playground.ui.theme.theme import DARK, LIGHT, THEMES, Theme
from gan_playground.ui.transport.transport import Transport
from gan_playground.ui.undo.history import UndoHistory
from gan_playground.ui.undo.replaced_runs import ReplacedRuns, Restarted
from gan_playground.ui.undo.text_undo import TextUndo
from gan_playground.ui.widgets.throttle import Throttle
from gan_playground.ui.window.demo import Demo
from gan_playground.ui.window.garbage import GarbageCollector
from gan_playground.ui.window.keys_sheet import KeysSheet
from gan_playground.ui.window.run_view import RunView
from gan_playground.ui.window.settings import Settings
from gan_playground.ui.window.side_column import side_column
from gan_playground.ui.window.stage_keys import stage_keys
from gan_playground.ui.window.top_bar import TopBar

repeating_keys = ("D", "G", ".", ",", "[", "]")  # held down they go on
smallest_size = (1120, 660)
usual_size = (1440, 860)
count_ms, verdict_ms = 100, 300
left_width_px, right_width_px = 268, 300


class MainWindow(QMainWindow):
    """One lesson at a time, trained by one session."""

    def __init__(self, settings: Settings, lesson: Lesson, seed: int = 0, device: str = "auto") -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("GAN Playground")
        self.setMinimumSize(*smallest_size)
        self.setAcceptDrops(True)
        self.resize(QSize(*usual_size).boundedTo(self.screen().availableSize()))
        self._settings = settings
        self.theme = THEMES.get(settings.theme, DARK)
        self.lesson = lesson
        self._seed = seed
        self._newest: Frame | None = None
        self._troubled = ""  # what was found to go wrong, last
        self._speed_of_lesson = math.inf
        self.session = Session(self)
        self.session.device = device
        self.history = UndoHistory(self.session, self)
        self._text_undo = TextUndo(self)
        self._garbage = GarbageCollector(self)
        self._count, self._verdict = Throttle(count_ms, self), Throttle(verdict_ms, self)
        self._count.due.connect(self._show_count)
        self._verdict.due.connect(self._show_verdict)
        self._make_panels()
        self._lay_out()
        self._connect_panels()
        self._connect_session()
        self._bind_keys()
        self.set_theme(self.theme)
        self.restoreGeometry(settings.geometry)
        QApplication.instance().aboutToQuit.connect(self.shut_down)

    def begin(self, demo: bool = False, run: Path | None = None) -> None:
        """Load torch in the background, and train the lesson, or all of them in turn, as soon as it is there.

        run: the file of a run to go on with instead.
        """
        if not demo:  # who walks by has left no run here
            once = Qt.ConnectionType.SingleShotConnection
            self.session.run_started.connect(self.run_files.look_for_cut_off, once)
        self.session.open()
        if demo:
            self.demo.begin_at(self.lesson.id)
            QTimer.singleShot(0, self.demo.start)  # full screen is for a window that is shown
        elif run is not None:
            self._show_lesson(self.lesson)
            self.run_files.open_first(run, partial(self._begin_lesson, self.lesson.id))
        else:
            self.show_lesson(self.lesson.id)

    def _make_panels(self) -> None:
        self.demo = Demo([lesson.id for lesson in lessons_at_hand()], self)
        self.top_bar = TopBar(self.theme, self)
        self.gallery = Gallery(lessons().values(), self.theme, self)
        self.story = StoryCard(self.theme, self)
        self.run_view = RunView(self.theme, self)
        self.run_view.use_history(self.history)
        self.exports = PanelExports(self.run_view, self._settings)
        self.run_view.choose_stage(self.lesson.experiment.stage)  # empty while torch loads, but the lesson's own
        self.knob_panel = KnobPanel(self)
        self.knob_panel.undo_buttons.use_history(self.history)
        self.diagnosis = DiagnosisCard(self.theme, self)
        self.transport = Transport(self)
        self.notice = Notice(self.theme, self.run_view)
        self.notice.room_changed.connect(self.run_view.leave_room)
        self._notifier = Notifier(self.notice, self.session)
        self.run_files = RunFiles(self.session, self._settings, self._notifier, self.run_view.picture, self)
        self._runs_left = ReplacedRuns(self.session, self.run_files.opening, self)
        self.history.go_back_by(self._runs_left)
        self.time_travel = TimeTravel(
            self.session, self.transport, self.run_view, self._notifier, self.history, self._settings, self.theme, self
        )
        self.top_bar.run_button.setMenu(RunMenu(self.run_files, self.exports, self))
        self._drop = FileDrop(lambda: self.session.experiment.stage, self)
        transport = self.transport
        self._keys = (
            ("Space", "Play or pause", self._press_or_play),
            ("D", "One step of D", transport.discriminator_button.click),
            ("G", "One step of G", transport.generator_button.click),
            (".", "One step of both", transport.both_button.click),
            (",", "One step back", transport.back_button.click),
            ("B", "Bookmark this step", transport.time_row.bookmark_button.click),
            ("Shift+B", "Branches and bookmarks", transport.time_row.branches_button.click),
            ("End", "Back to the present", transport.time_row.present_button.click),
            ("C", "Compare two runs, or end it", transport.compare_button.click),
            ("K", "Keep the second of two runs", self.run_view.strip.keep_button.click),
            ("X", "Let two runs change places", self.run_view.strip.swap_button.click),
            ("L", "Look ahead; then 1 to 4 takes a future", transport.look_ahead_button.click),
            ("Ctrl+S", "Save the run", self.run_files.ask_where_to_save),
            ("Ctrl+O", "Open a run", self.run_files.ask_what_to_open),
            ("Shift+D", "Train D to its best", transport.train_button.click),
            ("R", "Restart, from the same seed", transport.restart_button.click),
            ("N", "Restart, from a new seed", transport.seed_button.click),
            ("Ctrl+Z", "Undo what was turned, painted or removed", self.history.undo),
            ("Ctrl+Shift+Z", "Redo what was undone", self.history.redo),
            ("[", "Slower", self.transport.slower),
            ("]", "Faster", self.transport.faster),
            ("Ctrl+PgUp", "The lesson before", self.gallery.turn_back),
            ("Ctrl+PgDown", "The next lesson", self.gallery.turn_on),
            ("T", "Light or dark", self.toggle_theme),
            ("F11", "Full screen", self.toggle_full_screen),
            ("?", "All the keys", self._show_keys),
        )
        self.keys_sheet = KeysSheet([*((key, what) for key, what, _ in self._keys), *stage_keys], self.theme, self)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(side_column(left_width_px, "right", self.gallery, self.story))
        middle.addWidget(self.run_view, 1)
        self._knobs_column = side_column(right_width_px, "left", self.knob_panel, self.diagnosis)
        middle.addWidget(self._knobs_column)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        layout.addLayout(middle, 1)
        layout.addWidget(self.transport)
        self.setCentralWidget(whole)
        self.gallery.setFocus()

    def _connect_panels(self) -> None:
        self.gallery.lesson_chosen.connect(self.show_lesson)
        self.story.action_wanted.connect(self._act)
        self.knob_panel.knobs_turned.connect(self.history.turn)
        self.run_view.knobs_wanted.connect(self.history.turn)
        self.run_view.look_wanted.connect(self.session.look_at)
        self.run_view.hold_wanted.connect(self.session.hold)
        self.run_view.failed.connect(self.tell)
        self._drop.knobs_wanted.connect(self.history.turn)
        self._drop.failed.connect(self.tell)
        self._drop.run_dropped.connect(self.run_files.open)
        self.run_files.saved.connect(self._notifier.tell_saved)
        self.exports.saved.connect(self._notifier.tell_saved)
        self.exports.told.connect(self._notifier.tell)
        self.exports.failed.connect(self.tell)
        self.demo.lesson_due.connect(self._begin_lesson)
        self.demo.page_due.connect(self.story.turn)
        self.demo.playing_changed.connect(self._on_demo_changed)
        bar, transport = self.top_bar, self.transport
        bar.device_chosen.connect(self.session.choose_device)
        bar.seed_chosen.connect(self._choose_seed)
        bar.theme_toggled.connect(self.toggle_theme)
        bar.full_screen_toggled.connect(self.toggle_full_screen)
        bar.help_wanted.connect(self._show_keys)
        transport.drive(self.session)
        transport.restart.connect(self._restart)
        transport.new_seed.connect(self._new_seed)

    def _connect_session(self) -> None:
        session = self.session
        session.frame_ready.connect(self._on_frame)
        session.run_started.connect(self._on_run_started)
        session.experiment_changed.connect(self._on_experiment_changed)
        session.playing_changed.connect(self._on_playing_changed)
        session.rate_changed.connect(self.top_bar.show_rate)
        session.loading.connect(self._on_loading)
        session.busy_changed.connect(self._on_busy)
        session.devices_found.connect(self.top_bar.show_devices)
        session.failed.connect(self.history.drop_refused)
        session.comparison_client.changed.connect(self._verdict.trigger)  # it says of which run it is

    def _bind_keys(self) -> None:
        for key, _, method in (*self._keys, ("Esc", "Close, cancel, or leave the full screen", self._escape)):
            shortcut = QShortcut(QKeySequence(key), self, method)
            shortcut.setAutoRepeat(key in repeating_keys)
        QShortcut(QKeySequence("Ctrl+Y"), self, self.history.redo)

    @Slot(str)
    def show_lesson(self, lesson_id: str) -> None:
        """Begin a lesson, as it was written, and with it the next time."""
        self._settings.lesson = lesson_id
        self._begin_lesson(lesson_id)

    @Slot(str)
    def _begin_lesson(self, lesson_id: str) -> None:
        self._show_lesson(lessons()[lesson_id])
        self.run_view.expect(self.lesson)  # first, for the run is looked at as soon as it is there
        self.session.start(self.lesson.experiment, self._seed, lesson=lesson_id)
        self.history.clear()

    def _show_lesson(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.gallery.show_lesson(lesson.id)
        self.top_bar.show_lesson(lesson.title)
        self.story.show_lesson(lesson)
        self.knob_panel.set_defaults(lesson.experiment)
        self._take_up_speed()

    def _take_up_speed(self) -> None:
        """Go at the lesson's own speed; after it, as fast as it goes, unless somebody chose otherwise."""
        untouched = self.transport.speed in (math.inf, self._speed_of_lesson)
        if not untouched:
            return
        wanted = self.lesson.speed or math.inf
        if wanted != self.transport.speed:
            self.transport.show_speed(wanted)
            self.session.set_speed(self.transport.speed)
        self._speed_of_lesson = self.transport.speed

    @Slot(object)
    def _on_run_started(self, run: RunInfo) -> None:
        self._seed = run.seed
        if (lesson := self.run_files.lesson_of(run)) is not None:
            self._show_lesson(lesson)
            self.history.clear()
        self.time_travel.show_lesson(self.lesson)
        self._troubled = ""
        self._verdict.cancel()
        self.diagnosis.clear()
        self.top_bar.show_run(run)
        self.run_view.show_run(run, self.lesson)

    @Slot(object)
    def _on_experiment_changed(self, experiment: Experiment) -> None:
        self.knob_panel.show_experiment(experiment)
        self.run_view.show_experiment(experiment)

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        self.run_view.show_frame(frame)
        self._newest = frame
        self._count.trigger()
        self._verdict.trigger()

    @Slot()
    def _show_count(self) -> None:
        if self._newest is not None:
            self.transport.show_step(self._newest)
            self.time_travel.show_step(self._newest)
            self.run_files.show_place(self.lesson.id, self._newest.step)

    @Slot()
    def _show_verdict(self) -> None:
        findings = diagnose(self._newest) if self._newest is not None else []
        if findings:
            first = findings[0]
            title = f"A: {first.title}" if self.run_view.run_b is not None else first.title
            self.diagnosis.show_diagnosis(title, f"{first.evidence} {first.advice}".strip(), first.good)
        else:
            self.diagnosis.clear()
        issue = findings[0].id if findings and not findings[0].good else ""
        if issue and issue != self._troubled and self.session.is_playing:
            self.session.past.mark_issue(self._newest.step, issue, findings[0].title)
        self._troubled = issue

    @Slot(bool)
    def _on_playing_changed(self, playing: bool) -> None:
        self.transport.show_playing(playing)
        if not playing:
            self.top_bar.show_rate(0.0)

    @Slot(str)
    def _on_busy(self, what: str) -> None:
        self.transport.show_busy(what)
        if not what and not self.session.is_playing:
            self.top_bar.show_rate(0.0)

    @Slot(str)
    def _on_loading(self, what: str) -> None:
        if not what:
            self._garbage.settle()

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Show an error of the window itself."""
        self.notice.show_notice(sentence, NoticeKind.ERROR)

    @Slot(str, object)
    def _act(self, action: str, knobs: Mapping[str, Any]) -> None:
        """Do what a page of the story asks for; it starts over as the lesson and the page are written."""
        if action == "restart":
            self.history.begin()
            self.session.start(self.lesson.experiment.with_knobs(knobs), self._seed)
            self.history.end("Start over")
            return
        if action == "begin_trained":
            self.history.begin()
            self.session.start(self.lesson.experiment, self._seed, snapshot=str(self.lesson.snapshot))
            self.history.end("Begin with a good forger")
            return
        if action == "compare":
            self.history.begin()
            self.session.start(self.lesson.experiment, self._seed)
            self.history.end("Side by side")
            self.session.comparison_client.compare(knobs)
            return
        if knobs:
            self.history.turn(knobs)
        getattr(self.session, "play" if action == "turn" else action)()  # both go by one list of names

    @Slot()
    def _press_or_play(self) -> None:
        """Space presses the button that was reached with Tab, and plays or pauses elsewhere."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self.transport.play_button.click()

    @Slot(int)
    def _choose_seed(self, seed: int) -> None:
        before, self._seed = self._seed, seed
        self.history.reseed(before, seed)

    @Slot()
    def _restart(self) -> None:
        self.session.restart()
        self.history.keep(Restarted("Restart", self._runs_left))

    @Slot()
    def _new_seed(self) -> None:
        self._choose_seed(random.randint(0, most_seed))

    def set_theme(self, theme: Theme) -> None:
        """Dress every panel."""
        self.theme = theme
        application = QApplication.instance()
        application.setPalette(palette(theme))
        # Qt puts another sheet in the place of one on each widget as often as the widget has ancestors.
        application.setStyleSheet("")
        application.setStyleSheet(stylesheet(theme))
        for panel in (
            self.top_bar,
            self.gallery,
            self.story,
            self.run_view,
            self.knob_panel,
            self.diagnosis,
            self.transport,
            self.notice,
            self.keys_sheet,
            self.time_travel,
        ):
            panel.set_theme(theme)

    @Slot()
    def toggle_theme(self) -> None:
        self.set_theme(LIGHT if self.theme is DARK else DARK)
        self._settings.theme = self.theme.name

    @Slot()
    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot()
    def _escape(self) -> None:
        """Away with the nearest thing: a notice, what takes a while, the full screen."""
        if self.notice.isVisible() and self.notice.kind is not NoticeKind.LOADING:
            self.notice.dismiss()
        elif self.transport.is_busy:
            self.session.cancel()
        elif self.run_view.score.outcome_keys.is_offering:
            self.session.past.end_look_ahead()
        elif self.run_view.is_enlarged:
            self.run_view.end_enlarged()
        elif self.isFullScreen():
            self.toggle_full_screen()

    @Slot()
    def _show_keys(self) -> None:
        self.keys_sheet.show_sheet()

    @Slot(bool)
    def _on_demo_changed(self, playing: bool) -> None:
        """While nobody is there, only what trains is on screen."""
        if playing:
            self.transport.show_speed(math.inf)
            self.session.set_speed(math.inf)
            self.run_view.reset_view()
            self.keys_sheet.close_sheet()
            self.showFullScreen()
        for panel in (self.top_bar, self.story, self.run_view, self.knob_panel, self.transport):
            panel.set_exhibit(True)  # whoever touches it does so with a finger
        self.transport.setVisible(not playing)
        self._knobs_column.setVisible(not playing)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drop.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.receive(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.demo.was_played:  # its full screen is not the size that anybody chose
            self._settings.geometry = self.saveGeometry()
        self.hide()  # at once, even where a long step has to end first
        self.shut_down()
        super().closeEvent(event)

    @Slot()
    def shut_down(self) -> None:
        """End what runs; harmless the second time."""
        self._count.cancel()
        self._verdict.cancel()
        self.gallery.let_go()
        self.demo.close()
        self.run_files.opening.close()
        self.session.close()
        self._garbage.close()
