"""What the worker does when hands train its runs, and turn their knobs, in its thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.session import commands
from gan_playground.session.commands import SessionCommand
from gan_playground.session.events import Failure
from gan_playground.session.run.run import Run
from gan_playground.session.run.tasks import Task, meet

if TYPE_CHECKING:
    from gan_playground.session.worker import Handler, Worker


class TrainingServer:
    """Plays, pauses, makes steps by hand, and turns knobs, for one worker.

    is_held: there is nothing to train on. goes_on: whether it plays again once there is.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self.is_held, self.goes_on = False, True
        self._left_behind: tuple[int, int] | None = None  # the run that was told of, and since when

    def handlers(self) -> Mapping[type, Handler]:
        """What it does, by command."""
        return {
            commands.Play: self._play,
            commands.Pause: self._pause,
            commands.Hold: self._hold,
            commands.MakeStep: self._make_step,
            commands.TrainDiscriminator: self._train_discriminator,
            commands.Cancel: self._cancel,
            commands.TurnKnobs: self._turn_one,
        }

    # Playing.

    def _play(self, command: commands.Play) -> None:
        """In the past, that begins a branch."""
        self._worker.tasks.end()
        if command.until is not None and self._worker.has_come_to(command.until):
            self._pause(commands.Pause())
        elif self.is_ready_for(command):
            self.leave_past()
            self._worker.set_playing(True, command.until)

    def is_ready_for(self, command: SessionCommand) -> bool:
        """Whether the runs can train on from where they stand; where they have to meet first, the command waits."""
        if not self._may_train():
            return False
        if self._worker.history_server.bring_level():
            self._worker.put_off(command)  # until they are there
            return False
        can_train = self.can_train()
        if can_train:
            self._worker.history_server.forget_outcomes()
        return can_train

    def go_on(self) -> None:
        """Play on, where the runs were put on another device."""
        self._play(commands.Play())

    def _pause(self, _command: commands.Pause) -> None:
        self._worker.tasks.end()
        if self.can_train():
            self._worker.set_playing(False)

    def _hold(self, command: commands.Hold) -> None:
        """Where it is so already nothing happens: another run may have begun meanwhile, and plays or not by itself."""
        if command.held == self.is_held:
            return
        if command.held:
            self.goes_on = self._worker.is_playing
        self.is_held = command.held
        if command.held or not self.goes_on:
            self._pause(commands.Pause())
        else:
            self._play(commands.Play())

    def _may_train(self) -> bool:
        """Whether there is anything to train on; where not, that is told."""
        if self.is_held:
            self._worker.remark("There is nothing to learn yet: paint something first, or undo.")
        return not self.is_held

    def can_train(self) -> bool:
        """Whether the numbers of any run are still numbers; where not, it is paused and the window told."""
        worker, trainer = self._worker, self._worker.trainer
        if trainer is None:
            return False
        if any(run.trainer.diverged_at is None for run in self._runs):
            self._tell_who_stays_behind()
            return True
        if worker.tasks.is_navigation:
            return True  # on its way through the past, which is lived again as it was
        worker.tasks.end()
        worker.set_playing(False)
        worker.serve_waiting()
        sentence = (
            f"Since step {trainer.diverged_at:,} the loss is no longer a finite number: the weights grew without "
            f"bound. The run was paused at step {trainer.step:,}. Go back with the slider and turn a knob, or restart "
            "it, perhaps with lower learning rates."
        )
        worker.say(Failure(sentence, can_restart=True))
        return False

    def _tell_who_stays_behind(self) -> None:
        """One of two runs goes on alone where the other one cannot; that is told once."""
        lost = {
            name: (run.trainer.run, since)
            for name, run in zip("AB", self._runs, strict=False)
            if (since := run.trainer.diverged_at) is not None
        }
        for name, left in lost.items():
            if left != self._left_behind:
                self._worker.remark(
                    f"Since step {left[1]:,} the loss of {name} is no longer a finite number: {name} stays there, and "
                    f"{'B' if name == 'A' else 'A'} goes on."
                )
        self._left_behind = next(iter(lost.values()), None)

    # By hand.

    def _make_step(self, command: commands.MakeStep) -> None:
        """One step by hand; it pauses what was running."""
        if not self._may_train():
            return
        self._worker.tasks.end()
        self._worker.set_playing(False)
        if not self._runs or not self.can_train():
            return
        if command.kind is StepKind.BOTH and self._runs[0].timeline.is_past:
            self._worker.history_server.travel_to(self._runs[0].trainer.step + 1)
            return
        self._worker.history_server.forget_outcomes()
        self.leave_past()
        for run in self._runs:
            if run.trainer.diverged_at is None:
                run.trainer.make(command.kind)
        self._worker.frame_server.publish_whole()
        self.can_train()

    def _train_discriminator(self, _command: commands.TrainDiscriminator) -> None:
        """Hold G still and train D until it is near D*, the best there is against this G."""
        if not self._may_train() or not self._runs or not self.can_train():
            return
        from gan_playground.gan.training.best import train_discriminator_to_best

        self._worker.tasks.end()
        self._worker.set_playing(False)
        self.leave_past()
        trainer, *beside = (run.trainer for run in self._runs)
        approach = train_discriminator_to_best(trainer, self._worker.frame_scheduler.wish, beside)
        self._worker.tasks.begin(Task("Training D to its best", approach))

    def _cancel(self, _command: commands.Cancel) -> None:
        self._worker.tasks.end()
        if self._runs and not self._worker.is_playing:
            meet(self._runs)
            self._worker.frame_server.publish_whole()

    def leave_past(self) -> None:
        """Let what comes next be a branch of its own, where the runs are in their past."""
        if any(run.timeline.is_past for run in self._runs):
            for run in self._runs:
                run.timeline.fork(run.trainer)
            self._worker.comparison_server.differ_again()
            self._worker.history_server.tell_summary()

    # Knobs.

    def _turn_one(self, command: commands.TurnKnobs) -> None:
        self.turn([command])

    def turn(self, turns: Sequence[commands.TurnKnobs]) -> None:
        """Turn knobs, all of them before the next step; what cannot be is refused, and the run goes on."""
        together = {path: value for turn in turns for path, value in turn.values.items()}
        if not together:
            return
        refused = self._apply(together)
        if refused is not None and len(turns) > 1:
            refused = None
            for turn in turns:
                refused = self._apply(turn.values) or refused
        if refused is not None:
            failure = Failure.of("This could not be turned", refused)
            self._worker.say(replace(failure, kept=self._runs[0].trainer.experiment))
        if not self._worker.is_playing:
            self._worker.frame_server.publish_whole()

    def _apply(self, values: Mapping[str, object]) -> PlaygroundError | None:
        """Gives why that cannot be; nothing is turned then."""
        run, *others = self._runs
        edits = [Edit(path, value) for path, value in values.items()]
        was_past, before = run.timeline.is_past, run.trainer.experiment
        try:
            run.timeline.apply(run.trainer, *edits)
        except PlaygroundError as error:
            return error
        self._worker.history_server.forget_outcomes()
        if not run.trainer.experiment.has_same_data(before):
            self._worker.frame_scheduler.wait_for_hand()
        if others:
            self._worker.comparison_server.share(edits)
        if was_past:
            self._worker.comparison_server.differ_again()
        return None

    @property
    def _runs(self) -> list[Run]:
        return self._worker.runs
