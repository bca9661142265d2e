"""Slow motion between the session and the panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.session.messages import SlowMotion

if TYPE_CHECKING:
    from gan_playground.session.session import Session
    from gan_playground.ui.slow_motion.card import SlowMotionCard
    from gan_playground.ui.theme.theme import Theme
    from gan_playground.ui.transport.transport import Transport
    from gan_playground.ui.window.run_view import RunView


class SlowMotionController(QObject):
    """Begins and ends it, shows its parts, and lets the keys of a step be those of a part meanwhile."""

    def __init__(self, session: Session, transport: Transport, run_view: RunView, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._transport, self._run_view = session, transport, run_view
        self._card: SlowMotionCard | None = None
        transport.slow_button.clicked.connect(self.begin_or_end)
        session.slow_motion_changed.connect(self._show)

    @property
    def is_on(self) -> bool:
        """Whether a turn stands still."""
        return self._session.state.slow_motion is not None

    @Slot()
    def begin_or_end(self) -> None:
        """See one turn in its parts, or be as before."""
        self._transport.slow_button.setChecked(self.is_on)  # a press only asks
        if self.is_on:
            self.end()
        else:
            self._session.begin_slow_motion()

    @Slot()
    def end(self) -> None:
        self._session.end_slow_motion()

    @Slot()
    def step(self) -> None:
        """One part on, or where nothing stands still one step."""
        if self.is_on:
            self._session.next_part()
        else:
            self._transport.both_button.click()

    @Slot()
    def step_back(self) -> None:
        """One part back, or where nothing stands still one step."""
        if self.is_on:
            self._session.part_back()
        else:
            self._transport.back_button.click()

    @Slot(object)
    def _show(self, slow_motion: SlowMotion | None) -> None:
        self._transport.slow_button.setChecked(slow_motion is not None)
        view, part = self._run_view, None if slow_motion is None else slow_motion.part
        view.flow.show_part(part)
        if part is not None or "part_layer" in vars(view.stage):  # else none was made there, and none is needed
            view.stage.part_layer.show_part(part)
        if slow_motion is None:
            view.show_in_place_of_score(None)
            return
        view.end_enlarged()
        self.card.show_slow_motion(slow_motion)
        view.show_in_place_of_score(self.card)

    @property
    def card(self) -> SlowMotionCard:
        """Made when somebody looks so closely first."""
        if self._card is None:
            from gan_playground.ui.slow_motion.card import SlowMotionCard

            self._card = card = SlowMotionCard(self._run_view)
            card.next_button.clicked.connect(self._session.next_part)
            card.back_button.clicked.connect(self._session.part_back)
            card.full_button.clicked.connect(self._session.play_at_full_speed)
            card.play_wanted.connect(self._session.play_parts)
        return self._card

    def set_theme(self, _theme: Theme) -> None:
        """Words may be of another size."""
        if self._card is not None:
            self._card.fit_words()
