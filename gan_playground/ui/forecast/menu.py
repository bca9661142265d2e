"""What one can look ahead under: the choices of a knob, and a menu of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Experiment, find_knob
from gan_playground.session.commands import LookAhead
from gan_playground.session.messages import Option
from gan_playground.ui.theme.wording import brief_knob_name, knob_name, short, value_words
from gan_playground.ui.widgets.menu import Menu, add_heading

both_rates = "learning rates"
rates = ("generator.learning_rate", "discriminator.learning_rate")
offered = (*rates, "batch_size", "objective", "turns", "penalty.r1", "discriminator.steps", "generator.optimizer")
factors = (0.5, 1.0, 2.0)
most_outcomes = 4
distances = (100, 300, 1000, 3000)
looked_for_s = 3.0  # about as long as a look ahead may take


def options_of(experiment: Experiment, subject: str) -> tuple[Option, ...]:
    """The futures worth seeing of a knob, or of both learning rates; the one in which nothing is turned is among them.

    Numbers are halved and doubled, or tried where they begin; of words, each that can be.
    """
    wanted = _turned(experiment, rates) if subject == both_rates else _of_knob(experiment, subject)
    possible = [_option(experiment, values) for values in wanted if _can_be(experiment, values)]
    return tuple(possible[:most_outcomes]) if len(possible) > 1 else ()


def _of_knob(experiment: Experiment, path: str) -> Iterator[Mapping[str, Any]]:
    knob, now = find_knob(path), experiment.knob(path)
    if knob.choices is not None:
        yield {}
        yield from ({path: name} for name in knob.choices if name != now)
    elif now:
        yield from _turned(experiment, (path,))
    else:
        yield from ({}, {path: knob.type(1)}, {path: knob.type(10)})


def _turned(experiment: Experiment, paths: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    for factor in factors:
        values = {path: find_knob(path).type(experiment.knob(path) * factor) for path in paths}
        yield {path: value for path, value in values.items() if value != experiment.knob(path)}


def _can_be(experiment: Experiment, choice: Mapping[str, Any]) -> bool:
    try:
        experiment.with_knobs(choice)
    except PlaygroundError:
        return False
    return True


def _option(experiment: Experiment, values: Mapping[str, Any]) -> Option:
    """With its words, as in "rates ×2", "Minimax", "as it is"."""
    if not values:
        return Option({}, "as it is", "as it is")
    path, value = next(iter(values.items()))
    now = experiment.knob(path)
    if isinstance(value, float) and now:
        brief = f"×{short(value / now)}" if value >= now else f"÷{short(now / value)}"
        return Option(values, f"{'rates' if len(values) > 1 else _name(path)} {brief}", brief)
    words = value_words(find_knob(path), value)
    return Option(values, words if isinstance(value, str) else f"{_name(path)} {words}", words)


def subject_words(options: Iterable[Option]) -> tuple[str, str]:
    """What is turned in some of them, and that in brief; empty where nothing is."""
    turned = next((list(option.values) for option in options if option.values), [])
    if len(turned) == 1:
        return knob_name(turned[0]), _name(turned[0])
    return (f"Both {both_rates}", "Rates") if turned else ("", "")


def _name(path: str) -> str:
    """As in "G rate"; there is but one rate that a player has."""
    return brief_knob_name(path).replace("learning rate", "rate")


def steps_for(steps_per_second: float, outcomes: int) -> int:
    """How far one can look in a little while, of `distances`."""
    reach = looked_for_s * steps_per_second / max(outcomes, 1)
    return max((steps for steps in distances if steps <= reach), default=distances[0])


class ForecastMenu(Menu):
    """Offers what to look ahead under, and how far.

    Signals: wanted(LookAhead).
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("foresightMenu")
        self._experiment = Experiment()
        self._steps = 0
        self._far = QActionGroup(self)
        for steps in distances:
            action = self._far.addAction(f"{steps:,} steps")
            action.setCheckable(True)
            action.setData(steps)
        self._far.triggered.connect(self._choose_distance)
        self.triggered.connect(self._choose)

    def offer(self, experiment: Experiment, steps_per_second: float, above: QWidget) -> None:
        """Pop up over a button, for a run that is so and trains so fast."""
        self._experiment = experiment
        self.clear()
        add_heading(self, "See what would come of")
        for subject in (both_rates, *offered):
            self._add(subject)
        self.addSeparator()
        add_heading(self, "As far ahead as")
        chosen = self._steps or steps_for(steps_per_second, len(factors))
        for action in self._far.actions():
            action.setChecked(action.data() == chosen)
            self.addAction(action)
        self.popup(above.mapToGlobal(QPoint(0, -self.sizeHint().height())))
        self.setActiveAction(self.actions()[1])

    def _add(self, subject: str) -> None:
        if subject != both_rates and not self._experiment.reads(subject):
            return
        options = options_of(self._experiment, subject)
        if options:
            words = ", ".join(option.brief for option in options)
            self.addAction(f"{subject_words(options)[0]}\t{words}").setData(options)

    @Slot(object)
    def _choose_distance(self, action: QAction) -> None:
        self._steps = action.data()

    @Slot(object)
    def _choose(self, action: QAction) -> None:
        if action.actionGroup() is not None:
            return
        self.wanted.emit(LookAhead(action.data(), self._far.checkedAction().data()))
