"""What is seen of an order: that it is on its way and with what, or why it cannot be and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from gan_playground.lessons.catalogue import title_of
from gan_playground.session.events import Arrival, Waits
from gan_playground.session.order_state import OrderStage, OrderState
from gan_playground.ui.notices.presenter import download_words, have_files, progress_words
from gan_playground.ui.widgets.file_dialogs import is_exhibited

if TYPE_CHECKING:
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.stages.state_card import StateCard
    from gan_playground.ui.window.main_window import MainWindow
    from gan_playground.ui.window.run_presenter import RunPresenter

patience_ms = 150  # what is there sooner needs no word: a quick change does not flicker


class OrderPresenter(QObject):
    """Puts a card in the place of the run, as long as the one that is there is not the one that the window is about."""

    def __init__(self, window: MainWindow, presenter: RunPresenter, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._presenter, self._notifier = presenter, notifier
        self._card: StateCard | None = None
        self._arrival: Arrival | None = None
        self._waits = False
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._cover)
        session = self._session
        session.order_changed.connect(self._follow)
        session.run_started.connect(self._be_patient)
        session.told.connect(self._on_news)
        session.failed.connect(self._on_news)
        session.hear(Arrival, self._on_arrival)
        session.hear(Waits, self._on_waits)

    @property
    def can_leave(self) -> bool:
        """Whether there is a way out of what is awaited, or cannot be."""
        order = self._session.order
        return order.stage is not OrderStage.THERE and (order.back_to is not None or self._is_fetching)

    @property
    def _is_fetching(self) -> bool:
        """Whether what the lesson lacks is on its way."""
        failure = self._session.order.failure
        return failure is not None and bool(failure.download) and failure.download == self._session.fetching

    def close(self) -> None:
        """Nothing more is shown."""
        self._patience.stop()

    @Slot(object)
    def _follow(self, order: OrderState) -> None:
        if order.stage is OrderStage.THERE:
            self._patience.stop()
            self._window.run_view.uncover()
            self._window.transport.show_absent("")
            self._presenter.show_run_again()
        elif order.stage is OrderStage.REFUSED or self._window.run_view.is_covered:
            self._cover()
        elif not self._patience.isActive():
            self._patience.start()

    @Slot()
    def _be_patient(self) -> None:
        """A run has begun: where another one is awaited already, a hand is turning something, and sees what it does."""
        if self._patience.isActive():
            self._patience.start()

    @Slot()
    def _cover(self) -> None:
        order, window = self._session.order, self._window
        if order.stage is OrderStage.THERE:
            return
        self._patience.stop()
        self._presenter.hide_run()
        self._fill(self._its_card(), order)
        window.run_view.cover(self._its_card())
        window.transport.show_absent("There is no run of this lesson yet", order.stage is OrderStage.ORDERED)

    def _its_card(self) -> StateCard:
        """Made when something is not there at once for the first time."""
        if self._card is None:
            from gan_playground.ui.stages.state_card import StateCard

            self._card = card = StateCard()
            card.acted.connect(self._act)
            card.other_acted.connect(self._point_to_files)
            card.back_wanted.connect(self.leave)
        return self._card

    def _fill(self, card: StateCard, order: OrderState) -> None:
        title = title_of(order.lesson) or "Your run"
        failure = order.failure
        if failure is None:
            self._fill_awaited(card, title, order)
        elif self._is_fetching and self._arrival is not None:
            card.show_going_on(title, progress_words(self._arrival), self._arrival.share, "Cancel")
        elif failure.download:
            ways = ("", "") if is_exhibited(self._window) else (download_words(failure.download), have_files)
            card.show_refused(title, failure.sentence, *ways, _back_words(order))
        else:
            card.show_refused(title, failure.sentence, "Try again", "", _back_words(order))

    def _fill_awaited(self, card: StateCard, title: str, order: OrderState) -> None:
        has_run = order.back_to is not None
        words = order.words or "It begins"
        if self._waits and has_run:
            words = "It begins as soon as what is being computed is done"
        card.show_going_on(title, f"{words} …", order.share, "Cancel" if has_run else "")

    def _fill_again(self) -> None:
        if self._card is not None and self._session.order.stage is not OrderStage.THERE:
            self._fill(self._card, self._session.order)

    def _on_arrival(self, arrival: Arrival) -> None:
        self._arrival = arrival
        self._fill_again()

    def _on_waits(self, event: Waits) -> None:
        self._waits = event.waits
        self._fill_again()

    @Slot()
    def _on_news(self) -> None:
        """A download has ended, or was cancelled."""
        self._fill_again()

    @Slot()
    def _act(self) -> None:
        failure = self._session.order.failure
        if failure is None or not failure.download:
            self._session.restart()
        else:
            self._session.download(failure.download)

    @Slot()
    def _point_to_files(self) -> None:
        failure = self._session.order.failure
        if failure is not None:
            self._notifier.point_to_files(failure.download)

    @Slot()
    def leave(self) -> None:
        """What is under way is not wanted, or what cannot be."""
        if self._session.order.failure is None:
            self._session.cancel()
        elif self._is_fetching:
            self._notifier.cancel_download()
        else:
            self._session.go_back()


def _back_words(order: OrderState) -> str:
    """The word on the way back to the run that is there still."""
    if order.back_to is None:
        return ""
    title = title_of(order.back_to)
    return f"Back to “{title}”" if title else "Back to the run before"
