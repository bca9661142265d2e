"""What holds for every test of the mathematics."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch


@pytest.fixture(autouse=True)
def torchs_threads() -> Iterator[None]:
    """Give torch its threads back: making a Trainer takes them."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)
