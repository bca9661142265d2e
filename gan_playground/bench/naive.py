"""The training loop everybody writes, to compare with: modules, one optimizer a network, the losses read each step."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

betas = (0.5, 0.999)


def mlp(inputs: int, width: int, outputs: int) -> nn.Module:
    """inputs - width - width - outputs, as the lessons' networks are."""
    hidden = [nn.Linear(inputs, width), nn.LeakyReLU(0.2), nn.Linear(width, width), nn.LeakyReLU(0.2)]
    return nn.Sequential(*hidden, nn.Linear(width, outputs))


def naive_step(
    G: nn.Module, D: nn.Module, sample: Callable[[], Tensor], latent_shape: tuple[int, ...], r1: float = 0.0
) -> Callable[[], None]:
    """A function that trains both networks once, on torch's default number of threads; r1: strength of that penalty."""
    for_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=betas)
    for_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=betas)
    loss = nn.BCEWithLogitsLoss()
    batch_size = latent_shape[0]

    def step() -> None:
        ones, zeros = torch.ones(batch_size, 1), torch.zeros(batch_size, 1)
        real, fake = sample(), G(torch.randn(latent_shape))
        for_D.zero_grad()
        real.requires_grad_(r1 > 0)
        on_real = D(real)
        d_loss = loss(on_real, ones) + loss(D(fake.detach()), zeros)
        if r1:
            (slopes,) = torch.autograd.grad(on_real.sum(), real, create_graph=True)
            d_loss = d_loss + r1 / 2 * slopes.pow(2).sum(1).mean()
        d_loss.backward()
        for_D.step()
        for_G.zero_grad()
        g_loss = loss(D(G(torch.randn(latent_shape))), ones)
        g_loss.backward()
        for_G.step()
        d_loss.item(), g_loss.item()

    return step
