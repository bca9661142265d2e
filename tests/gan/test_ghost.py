"""What is kept of a frame for a stage that shows it beside another: the frame's own numbers, and few of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.ghost import ghost_dots, ghost_of, ghost_swatches
from gan_playground.gan.training.trainer import Trainer

Numbers = NDArray[Any]
KINDS: dict[str, Callable[[Any, Any], tuple[Numbers, Numbers]]] = {
    "normal": lambda ghost, picture: (ghost.density, picture.generated_density),
    "ring": lambda ghost, picture: (ghost.dots, picture.generated[:ghost_dots]),
    "point": lambda ghost, picture: (ghost.path, picture.path),
    "digits": lambda ghost, picture: (ghost.pictures, picture.generated),
    "palette": lambda ghost, picture: (ghost.colours, picture.generated[:ghost_swatches]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_what_the_frame_shows(kind: str) -> None:
    plain = Experiment()
    trainer = Trainer(plain.with_knobs({**plain.changes_for({"data.kind": kind}), "batch_size": 8}), seed=2)
    trainer.advance(3)
    frame = trainer.observe()
    ghost = ghost_of(frame)
    kept, shown = KINDS[kind](ghost.picture, frame.picture)
    assert ghost.step == 3
    assert len(kept)
    np.testing.assert_array_equal(kept, shown)
    assert not kept.flags.writeable, "it goes from thread to thread"
