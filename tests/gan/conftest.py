"""What holds for every test of the mathematics."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from gan.judging import Judged, judge, make


@pytest.fixture(autouse=True)
def torchs_threads() -> Iterator[None]:
    """Give torch its threads back: making a Trainer takes them."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.fixture(
    scope="module",
    params=[
        {},
        {"generator__kind": "two-knobs", "latent__kind": "uniform"},
        {"data__kind": "mixture", "latent__dim": 4},
        {"data__kind": "column"},
    ],
    ids=["mlp", "two-knobs", "mixture", "column"],
)
def judged(request: pytest.FixtureRequest) -> Judged:
    return judge(make(**request.param), 40)
