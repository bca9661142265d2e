"""The window: puts the panels and the controllers together."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from gan_playground.lessons.catalogue import lesson_heads
from gan_playground.lessons.lesson import Lesson
from gan_playground.session.session import Session
from gan_playground.ui.branches.controller import BranchesController
from gan_playground.ui.comparison.controller import ComparisonController
from gan_playground.ui.duel.controller import DuelController
from gan_playground.ui.files.file_drop import FileDrop
from gan_playground.ui.files.file_question import FileQuestion
from gan_playground.ui.files.handouts import Handouts
from gan_playground.ui.files.keeping import Keeping
from gan_playground.ui.files.last_minute import LastMinute
from gan_playground.ui.files.panel_exports import PanelExports
from gan_playground.ui.files.recorder import Recorder
from gan_playground.ui.files.run_files import RunFiles
from gan_playground.ui.files.run_menu import RunMenu
from gan_playground.ui.files.table_controller import TableController
from gan_playground.ui.forecast.controller import ForecastController
from gan_playground.ui.formula.panel import FormulaPanel
from gan_playground.ui.glossary.term_card import TermCard
from gan_playground.ui.knobs.knob_panel import KnobPanel
from gan_playground.ui.lessons.controller import LessonController
from gan_playground.ui.lessons.deeds import Deeds
from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard
from gan_playground.ui.lessons.gallery import Gallery
from gan_playground.ui.lessons.gallery_controller import GalleryController
from gan_playground.ui.lessons.own_lessons import OwnLessons
from gan_playground.ui.lessons.rails import Rails
from gan_playground.ui.lessons.rewind import Rewind
from gan_playground.ui.lessons.scene import Scene
from gan_playground.ui.lessons.story import StoryCard
from gan_playground.ui.lessons.verdict import Verdict
from gan_playground.ui.networks.controller import NetworksController
from gan_playground.ui.notices.notice import Notice
from gan_playground.ui.notices.presenter import Notifier
from gan_playground.ui.notices.step_notices import StepNotices
from gan_playground.ui.predict.controller import PredictController
from gan_playground.ui.presenting.mode import PresenterMode
from gan_playground.ui.route.controller import RouteController
from gan_playground.ui.slow_motion.controller import SlowMotionController
from gan_playground.ui.theme.motion import motion, system_wants_contrast
from gan_playground.ui.theme.style import dress
from gan_playground.ui.theme.theme import CONTRAST, DARK, THEMES, Theme
from gan_playground.ui.transport.transport import Transport
from gan_playground.ui.undo.history import UndoHistory
from gan_playground.ui.undo.replaced_runs import ReplacedRuns
from gan_playground.ui.undo.text_undo import TextUndo
from gan_playground.ui.widgets.menu import hang_on
from gan_playground.ui.window.actions import make_actions
from gan_playground.ui.window.demo import Demo
from gan_playground.ui.window.escape import press_focused
from gan_playground.ui.window.exhibit import Exhibit
from gan_playground.ui.window.focus_follower import FocusFollower
from gan_playground.ui.window.garbage import GarbageCollector
from gan_playground.ui.window.layout import KnobColumn, WindowLayout, left_column, smallest_size
from gan_playground.ui.window.order_presenter import OrderPresenter
from gan_playground.ui.window.run_presenter import RunPresenter
from gan_playground.ui.window.run_view import RunView
from gan_playground.ui.window.settings import Settings
from gan_playground.ui.window.sheets import Sheets
from gan_playground.ui.window.side_tabs import SideTabs
from gan_playground.ui.window.text_size import TextSize
from gan_playground.ui.window.tips import Tips
from gan_playground.ui.window.top_bar import TopBar
from gan_playground.ui.window.view_menu import ViewMenu

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.ui.stages.stage import Stage

usual_size = (1440, 860)
enter_keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
unseen_ms = 1000  # after which torch is loaded even where nobody sees the window


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
        self.theme = THEMES.get(settings.theme, CONTRAST if system_wants_contrast() else DARK)
        motion.chosen = settings.less_motion
        self.session = Session(self)
        self.session.choose_device(device)
        self.history = UndoHistory(self.session, self)
        self._text_undo, self._follower = TextUndo(self), FocusFollower(self)
        self._garbage = GarbageCollector(self)
        self.text_size = TextSize(self, settings.text_percent)
        self._make_panels(lesson)
        self._make_controllers(lesson, seed)
        self._lay_out()
        self._connect_panels()
        self._make_actions()
        self.restoreGeometry(settings.geometry)
        self.text_size.begin()
        self.text_size.changed.connect(self._dress)
        self.text_size.chosen.connect(self._remember_text_size)
        self._dress()
        QApplication.instance().aboutToQuit.connect(self.shut_down)
        self._garbage.leave_out_all()  # or the first collection would look through the whole window

    def begin(self, demo: bool = False, run: Path | None = None, experiment: Experiment | None = None) -> None:
        """Load torch and train: the lesson, begun with `experiment`, all of them, or a run's file."""
        if not demo:  # who walks by has left no run here
            self.session.run_started.connect(self.run_files.look_for_cut_off, Qt.ConnectionType.SingleShotConnection)
        self.session.open(unseen_ms)
        if demo:
            self.demo.begin_at(self.lesson.id)
            QTimer.singleShot(0, self.demo.start)  # full screen is for a window that is shown
        elif run is not None:
            self.lessons.show(self.lesson)
            self.run_files.open_first(run, partial(self.lessons.begin, self.lesson.id))
        else:
            self.lessons.choose(self.lesson.id, experiment)

    @property
    def lesson(self) -> Lesson:
        """The one whose run is there, or about to be."""
        return self.lessons.lesson

    @Slot(str)
    def show_lesson(self, lesson_id: str) -> None:
        """Begin a lesson, as it was written, and with it the next time."""
        self.lessons.choose(lesson_id)

    def _make_panels(self, lesson: Lesson) -> None:
        self.demo = Demo(self)
        self.top_bar = TopBar(self.theme, self)
        self.gallery = Gallery(lesson_heads().values(), self.theme, self)
        self.story = StoryCard(self.theme, self)
        self.networks = NetworksController(self.session, self)
        self.formula, self.run_view = FormulaPanel(self), RunView(self.theme, self)
        self.run_view.use_history(self.history)
        self.run_view.stage_made.connect(self._on_stage_made)
        self.run_view.choose_stage(lesson.experiment.stage)  # empty while torch loads, but the lesson's own
        self.knob_panel = KnobPanel(self)
        self.knob_panel.undo_buttons.use_history(self.history)
        self.side_tabs = SideTabs(self.knob_panel, self.formula, self.networks.page, self._settings, self)
        self.diagnosis = DiagnosisCard(self.theme, self)
        self.transport = Transport(self)
        self.notice = Notice(self.theme, self.run_view)
        self.run_view.strip_changed.connect(self.notice.stand_below)
        self.notice.covering.connect(self.run_view.flow.stand_back)
        self.sheets, self._term_card = Sheets(self.theme, self), TermCard(self)

    def _make_controllers(self, lesson: Lesson, seed: int) -> None:
        self._notifier = Notifier(self.notice, self.session)
        self.exports = PanelExports(self.run_view, self._settings, self._notifier)
        self.run_files = RunFiles(self.session, self._settings, self._notifier, self.run_view.picture, self)
        self._keeping = Keeping(self.session, self.top_bar, self._notifier, self)
        self.replaced = ReplacedRuns(self.session, self.run_files.opening, self.history, self)
        self.history.go_back_by(self.replaced)
        self.lessons = LessonController(
            lesson, seed, self.session, self.history, self.replaced, self.transport, self._settings, self
        )
        self.verdict = Verdict(self.session, self.diagnosis, self)
        self.branches = BranchesController(self.session, self.history, self._settings, self._notifier, self)
        whose = self.knob_panel.whose
        self.comparison = ComparisonController(self.session, self.transport, self.run_view, whose, self)
        self.forecast = ForecastController(self.session, self.transport, self.run_view, self)
        self.slow_motion = SlowMotionController(self.session, self.transport, self.run_view, self)
        self._presenter = RunPresenter(self)
        self.orders = OrderPresenter(self, self._presenter, self._notifier)
        self._step_notices = StepNotices(self.session, self.history, self._notifier)
        self.tables = TableController(self.session, self.history, self)
        self._gallery_controller, self.tips = GalleryController(self, self._settings), Tips(self, self._settings)
        self._exhibit = Exhibit(self)
        self.rewind, self.deeds = Rewind(self), Deeds(self)
        self.rails, self._scene = Rails(self), Scene(self)
        self.own_lessons = OwnLessons(self, self._notifier)
        self.predictions, self.route = PredictController(self, self._notifier), RouteController(self, self._notifier)
        self.handouts, self.recorder = Handouts(self, self._notifier), Recorder(self, self._settings, self._notifier)
        self.last_minute = LastMinute(self, self._settings, self._notifier)
        self.duel = DuelController(self)
        self._drop = FileDrop(self.session, self.tables, self.run_files, self.own_lessons, self._notifier, self)
        self._question = FileQuestion(self, self._drop.take)
        self.presenter = PresenterMode(self)
        self.own_lessons.changed.connect(self._gallery_controller.show_seen)

    def _lay_out(self) -> None:
        self.reading_column = left_column(self.gallery, self.story)
        self.knobs_column = KnobColumn(self.side_tabs, self.diagnosis)
        self.knobs_column.make_room_for(self.side_tabs.name)
        self.side_tabs.chosen.connect(self.knobs_column.make_room_for)
        parts = self.top_bar, self.reading_column, self.run_view, self.knobs_column, self.transport
        self.whole = WindowLayout(*parts, self)
        self.setCentralWidget(self.whole)
        self.gallery.setFocus()

    def _connect_panels(self) -> None:
        self.lessons.ordered.connect(self.run_view.expect)
        self.knob_panel.knobs_turned.connect(self.tables.turn)
        self.knob_panel.table_wanted.connect(self.tables.look_again)
        bar, transport = self.top_bar, self.transport
        bar.drive(self.session)
        bar.seed_chosen.connect(self.lessons.choose_seed)
        bar.screen_button.clicked.connect(self.toggle_full_screen)
        bar.help_button.clicked.connect(self.sheets.show_keys)
        self.session.slow_motion_changed.connect(self.formula.show_slow_motion)
        self.formula.pointed.connect(self.run_view.show_light)
        self._term_card.sheet_wanted.connect(self.sheets.show_term)
        self._term_card.knob_wanted.connect(self.knob_panel.reveal)
        transport.drive(self.session)
        transport.time_row.branches_button.clicked.connect(self._show_branches)
        transport.restart_button.clicked.connect(self.lessons.restart)
        transport.seed_button.clicked.connect(self.lessons.take_new_seed)
        self.run_view.score.step_wanted.connect(self.session.past.visit)
        self.session.loading.connect(self._garbage.settle)
        self.session.failed.connect(self.history.drop_refused)

    def _make_actions(self) -> None:
        self.named_actions = make_actions(self)
        self.presenter.lend(self.named_actions)
        self.branches.lend(self.named_actions[name] for name in ("undo", "redo"))
        hang_on(self.top_bar.view_button, ViewMenu(self.named_actions, self))
        hang_on(self.top_bar.run_button, RunMenu(self.named_actions, self.run_files, self.exports, self))

    @Slot(object)
    def _on_stage_made(self, stage: Stage) -> None:
        stage.knobs_wanted.connect(self.history.turn)
        stage.failed.connect(self.tell)
        stage.pointed.connect(self.formula.show_light)
        if stage is self.run_view.stage:  # what is seen of the run B is the same
            stage.look_wanted.connect(self.networks.look_at)
            stage.hold_wanted.connect(self.session.hold)

    @Slot()
    def _show_branches(self) -> None:
        self.branches.open_above(self.transport.time_row.branches_button)

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Show an error of the window itself."""
        self._notifier.tell_error(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.text_size.follow()

    @Slot()
    def _dress(self) -> None:
        self.set_theme(self.theme)
        self.run_view.fit_words()

    @Slot(int)
    def _remember_text_size(self, percent: int) -> None:
        self._settings.text_percent = percent

    def set_theme(self, theme: Theme) -> None:
        """Dress every panel, for words as large as they are now."""
        self.theme = theme
        dress(QApplication.instance(), theme)
        sides = self.gallery, self.story, self.knob_panel, self.formula, self.networks.page, self.diagnosis
        others = self.notice, self.branches, self.comparison, self.tables, self.sheets
        stories = self.slow_motion, self.predictions, self.route, self.duel
        for panel in (self.top_bar, *sides, self.run_view, self.transport, *others, *stories):
            panel.set_theme(theme)
        self.whole.share_width()
        self.side_tabs.fit()

    @Slot()
    def toggle_theme(self) -> None:
        """The next one."""
        names = list(THEMES)
        self.choose_theme(names[(names.index(self.theme.name) + 1) % len(names)])

    def choose_theme(self, name: str) -> None:
        """By its name, and the next time too."""
        self.set_theme(THEMES[name])
        self._settings.theme = name

    def choose_motion(self, less: bool) -> None:
        """Whether nothing is to move but what trains, now and the next time."""
        motion.chosen = self._settings.less_motion = less

    @Slot()
    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody took; Enter presses the button that the keyboard is at, as the space bar does."""
        if not (event.key() in enter_keys and press_focused()):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Loading torch takes the interpreter: the window is on screen first."""
        super().paintEvent(event)
        self.session.load()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drop.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.receive(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not (self.demo.was_played or self.presenter.is_on):  # whose full screen is not the size that anybody chose
            self._settings.geometry = self.saveGeometry()
        self.hide()  # at once, even where a long step has to end first
        self.shut_down()
        super().closeEvent(event)

    @Slot()
    def shut_down(self) -> None:
        """End what runs; harmless the second time."""
        self._settings.sync()
        told = self._presenter, self.orders, self.verdict, self.demo, self.run_files.opening, self._keeping
        for part in (*told, self.last_minute, self.recorder, self.session, self._garbage):
            part.close()
