"""What a worker says of where its runs are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from gan_playground.session.state import RunState

if TYPE_CHECKING:
    from gan_playground.session.worker import Worker


def state_of(worker: Worker, told: RunState, heard: int, speed: float, loading: str) -> RunState:
    """The state now. told: the last one that was; what is lived again on a way through the past is nobody's place."""
    busy, reading = worker.tasks.busy, worker.orders.reading
    if worker.tasks.is_navigation:
        return replace(told, heard=heard, busy=busy, playing=worker.is_playing, reading=reading)
    trainer = worker.trainer
    return RunState(
        heard=heard,
        begun=worker.run_server.begun,
        run=worker.runs[0].info if worker.runs else None,
        step=trainer.step if trainer is not None else 0,
        playing=worker.is_playing,
        held=worker.training_server.is_held,
        goes_on=worker.training_server.goes_on,
        speed=speed,
        device=worker.run_server.device,
        loading=loading,
        busy=busy,
        comparison=worker.comparison_server.present(),
        timeline=worker.history_server.summary,
        reading=reading,
        slow_motion=worker.slow_motion.present,
    )
