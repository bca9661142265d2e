"""Tries the claims of a lesson, from several seeds: what claims have in common is trained once a seed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.look import Look
from gan_playground.gan.runfile.pretrained import load_snapshot
from gan_playground.gan.training.best import train_discriminator_to_best
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.claim import CHANGES, TAKES, Act, Claim
from gan_playground.lessons.lesson import Lesson, Phase
from gan_playground.lessons.measures import measured
from gan_playground.lessons.sizes import sizes_of

most_looks, most_looks_until = 20, 200
steps_between_ticks = 25

Tick: TypeAlias = Callable[[int], None]
"""Told how many steps were made, again and again: it may raise to make an end."""

START = Act(begin="restart")
NO_LAYERS = Look(layers=frozenset())
MEASURED = Look(layers=frozenset({"saliency"}))
"""What is only computed where somebody looks, and claims are about."""


class Plan(Struct, eq=False):
    """What is left to do for one claim (None: a look), and what was seen at its looks.

    other: the plan of the run that the claim compares with, if it does.
    """

    claim: Claim
    left: list[Act | None]
    other: Plan | None = None
    values: list[float] = field(default_factory=list)
    is_met: bool = False

    def take(self, frame: Frame, trainer: Trainer) -> None:
        """Take a look; nothing more is done for a claim whose condition is met."""
        self.left.pop(0)
        sizes = sizes_of(trainer)
        self.values.append(measured(self.claim.measure, frame, sizes))
        if (until := self.claim.until) and until.is_met(measured(until.measure, frame, sizes)):
            self.is_met = True
            self.left.clear()

    @property
    def value(self) -> float:
        """What the claim compares."""
        if self.claim.until and not self.is_met:
            return math.inf
        seen = self.values[1:] if looks_before(self.claim) else self.values
        return seen[-1] if self.claim.until else TAKES[self.claim.take](seen)

    @property
    def holds(self) -> bool:
        return self.claim.holds(self.value, self.other.value if self.other else self.values[0])

    @property
    def runs(self) -> list[Plan]:
        """All that has to be done."""
        return [self, self.other] if self.other else [self]


class ClaimOutcome(Struct, frozen=True):
    """values: of each seed. held: in how many of them it holds."""

    claim: Claim
    values: tuple[float, ...]
    held: int

    @property
    def holds(self) -> bool:
        """Whether that is enough."""
        return self.held >= self.claim.must_hold


def check_claims(lesson: Lesson, claims: Sequence[Claim], first_seed: int, tick: Tick) -> list[ClaimOutcome]:
    """Try these claims of a lesson; raises PlaygroundError where its data are not there or are not measured so."""
    tried: list[list[Plan]] = [[] for _ in claims]
    for seed in range(first_seed, first_seed + max((claim.seeds for claim in claims), default=0)):
        plans = []
        for claim, ones in zip(claims, tried, strict=True):
            if len(ones) < claim.seeds:
                ones.append(plan_of(claim, lesson))
                plans += ones[-1].runs
        _begin(lesson, seed, plans, tick)
    return [
        ClaimOutcome(claim, tuple(one.value for one in ones), sum(one.holds for one in ones))
        for claim, ones in zip(claims, tried, strict=True)
    ]


def steps_to_train(lesson: Lesson, claims: Sequence[Claim]) -> int:
    """Steps of both players, in all seeds, if no condition is met before its last step."""
    most = max((claim.seeds for claim in claims), default=0)
    tried = [[claim for claim in claims if claim.seeds > seed] for seed in range(most)]
    return sum(_steps([plan for claim in ones for plan in plan_of(claim, lesson).runs]) for ones in tried)


def _steps(plans: Sequence[Plan]) -> int:
    steps = 0
    while plans:
        for plan in plans:
            while plan.left and plan.left[0] is None:
                plan.left.pop(0)
        ways = _alike([plan for plan in plans if plan.left])
        for act, ones in ways:
            _done(act, ones)
            steps += act.train
        steps += sum(_steps(ones) for _, ones in ways[:-1])
        plans = ways[-1][1] if ways else []
    return steps


def plan_of(claim: Claim, lesson: Lesson) -> Plan:
    """Its acts, and those of the run that it compares with."""
    other = Plan(claim, _deeds(claim, list(claim.against))) if claim.against else None
    return Plan(claim, _deeds(claim, list(claim.do) or acts_of_page(lesson, claim.page)), other)


def looks_before(claim: Claim) -> bool:
    """Whether it compares with what was before its last act."""
    return claim.relation in CHANGES and not claim.against


def _deeds(claim: Claim, acts: list[Act]) -> list[Act | None]:
    """Acts with the looks that a claim needs among them; the first begins the run."""
    if not acts or not acts[0].begin:
        acts.insert(0, START)
    before = [None] if looks_before(claim) else []
    return [*acts[:-1], *before, *_with_looks(acts[-1], claim)]


def acts_of_page(lesson: Lesson, page: int) -> list[Act]:
    """What the button of a page does, or what it lets happen."""
    if not page:
        return []
    phase = lesson.phases[page - 1]
    if (asked := phase.predict) is not None:
        if not asked.turn:
            return [*_restarted(phase), Act(train=asked.after + asked.steps)]
        before = [Act(train=asked.after)] if asked.after else []
        return [*_restarted(phase), *before, Act(turn=asked.turn), Act(train=asked.steps)]
    if phase.duel is not None:
        return [*_restarted(phase), *([Act(train=phase.duel.after)] if phase.duel.after else [])]
    return ACTIONS.get(phase.action, _turned)(phase)


def _with_looks(act: Act, claim: Claim) -> list[Act | None]:
    if claim.until:
        return _in_pieces(act.train, most_looks_until)
    if claim.recent:
        before = act.train - claim.recent
        return [*([Act(train=before)] if before else []), *_in_pieces(claim.recent, most_looks)]
    return [act, None]


def _in_pieces(steps: int, most: int) -> list[Act | None]:
    """So many steps with a look after each piece, and after the last step."""
    piece = math.ceil(steps / most)
    lengths = [min(piece, steps - done) for done in range(0, steps, piece)]
    return [deed for length in lengths for deed in (Act(train=length), None)]


def _begin(lesson: Lesson, seed: int, plans: Sequence[Plan], tick: Tick) -> None:
    for begin, ones in _alike(plans):
        trainer = Trainer(lesson.experiment.with_knobs(begin.knobs), seed)
        if begin.begin == "begin_trained":
            load_snapshot(lesson.snapshot, trainer)
        _done(begin, ones)
        _go_on(trainer, ones, replace(MEASURED, latents=lesson.example, places=lesson.real_example), tick)


def _go_on(trainer: Trainer, plans: Sequence[Plan], look: Look, tick: Tick) -> None:
    """Do all that is left; where ways part, all but the last are gone by twins."""
    while plans:
        if looking := [plan for plan in plans if plan.left[0] is None]:
            frame = trainer.observe(look=look)
            for plan in looking:
                plan.take(frame, trainer)
        plans = [plan for plan in plans if plan.left]
        ways = [] if any(plan.left[0] is None for plan in plans) else _alike(plans)
        for act, ones in ways[:-1]:
            twin = trainer.twin(trainer.run)
            _do(twin, act, ones, tick)
            _go_on(twin, ones, look, tick)
        for act, plans in ways[-1:]:
            _do(trainer, act, plans, tick)


def _alike(plans: Sequence[Plan]) -> list[tuple[Act, list[Plan]]]:
    """The next acts, and whose they are. Of those that train, the shortest: it is a part of the others."""
    train = min((plan.left[0].train for plan in plans if plan.left[0] and plan.left[0].train), default=0)
    ways: list[tuple[Act, list[Plan]]] = []
    for plan in plans:
        act = plan.left[0]
        if act is None:
            continue
        shared = Act(train=train) if act.train else act
        ones = next((ones for other, ones in ways if other == shared), None)
        if ones is None:
            ways.append((shared, ones := []))
        ones.append(plan)
    return ways


def _do(trainer: Trainer, act: Act, plans: Sequence[Plan], tick: Tick) -> None:
    """The act, which is done, or in part, for all of these."""
    DEEDS[act.name](trainer, act, tick)
    _done(act, plans)


def _done(act: Act, plans: Sequence[Plan]) -> None:
    for plan in plans:
        first = plan.left.pop(0)
        if first and first.train > act.train:
            plan.left.insert(0, Act(train=first.train - act.train))


def _train(trainer: Trainer, act: Act, tick: Tick) -> None:
    for done in range(0, act.train, steps_between_ticks):
        steps = min(steps_between_ticks, act.train - done)
        trainer.advance(steps)
        tick(steps)


def _turn(trainer: Trainer, act: Act, tick: Tick) -> None:
    trainer.apply(*(Edit(path, value) for path, value in act.turn.items()))


def _step_discriminator(trainer: Trainer, act: Act, tick: Tick) -> None:
    for _ in range(act.step_discriminator):
        trainer.step_discriminator()
        tick(1)


def _step_generator(trainer: Trainer, act: Act, tick: Tick) -> None:
    for _ in range(act.step_generator):
        trainer.step_generator()
        tick(1)


def _train_discriminator(trainer: Trainer, act: Act, tick: Tick) -> None:
    for _ in train_discriminator_to_best(trainer, NO_LAYERS):
        tick(1)


DEEDS: Mapping[str, Callable[[Trainer, Act, Tick], None]] = {
    "train": _train,
    "turn": _turn,
    "step_discriminator": _step_discriminator,
    "step_generator": _step_generator,
    "train_discriminator": _train_discriminator,
}


def _restarted(phase: Phase) -> list[Act]:
    return [Act(begin="restart", knobs=phase.knobs)]


def _trained(phase: Phase) -> list[Act]:
    return [Act(begin="begin_trained")]


def _rewound(phase: Phase) -> list[Act]:
    return [START, *([Act(train=phase.to)] if phase.to else []), *_turned(phase)]


def _turned(phase: Phase) -> list[Act]:
    return [Act(turn=phase.knobs)] if phase.knobs else []


def _with_one(act: Act) -> Callable[[Phase], list[Act]]:
    def acts(phase: Phase) -> list[Act]:
        return [*_turned(phase), act]

    return acts


ACTIONS: Mapping[str, Callable[[Phase], list[Act]]] = {
    "restart": _restarted,
    "restart_paused": _restarted,
    "compare": _restarted,
    "rewind": _rewound,
    "begin_trained": _trained,
    "train_discriminator": _with_one(Act(train_discriminator=True)),
    "step_discriminator": _with_one(Act(step_discriminator=1)),
    "step_generator": _with_one(Act(step_generator=1)),
    "step_both": _with_one(Act(train=1)),
}
"""What the others do is to turn the knobs of their page."""
