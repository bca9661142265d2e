"""A step on pictures against the loop everybody writes, what each of our habits gives, and the memory of both.

python benchmarks/images.py             32 x 32, batch 64, the DCGAN's game; medians of ratios of short rounds
python benchmarks/images.py memory      of a process that makes such steps, ours and the other's

Without a habit: kernels in the order of channels first; real and generated pictures past D one after the other.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import torch

from gan_playground.bench import images
from gan_playground.bench.naive import naive_step
from gan_playground.bench.rounds import interleaved, median_ratio, rate
from gan_playground.gan.networks import Network
from gan_playground.gan.training.trainer import Trainer
from gan_playground.progress import progress_bar

rounds, seconds = 12, 1.5
memory_steps = 12


def main() -> None:
    threads = torch.get_num_threads()
    steps = {"ours": ours(), "channels first": channels_first(), "two passes": two_passes(), "naive": naive()}
    sides = {f"{name}, {n}": partial(speed, step, n) for name, step in steps.items() for n in {1, threads}}
    for side in sides.values():
        side()
    with progress_bar(rounds, "rounds") as progress:
        numbers = interleaved(sides, rounds, progress.update)
    for n in {1, threads}:
        own = numbers[f"ours, {n}"]
        for name in steps:
            ratio = median_ratio(own, numbers[f"{name}, {n}"])
            print(f"{n} threads: ours against {name}: {ratio:.2f}x")
    taken = ours().__self__.threads
    print(f"ours as it trains, on {taken} threads, against naive on {threads}, as torch would have it: ", end="")
    print(f"{median_ratio(numbers[f'ours, {taken}'], numbers[f'naive, {threads}']):.2f}x")


def ours() -> Callable[[], None]:
    return images.image_trainer(images.noisy_pictures()).advance


def channels_first() -> Callable[[], None]:
    trainer = images.image_trainer(images.noisy_pictures())
    networks = []
    for player in (trainer.generator, trainer.discriminator):
        network = player.network
        Network.__init__(network, [value.contiguous() for value in network.values], network.buffers)
        networks.append(network)
    trainer.replace_networks(*networks)
    return trainer.advance


def two_passes() -> Callable[[], None]:
    trainer = images.image_trainer(images.noisy_pictures())
    trainer.discriminator.network.mixes_samples = True
    return trainer.advance


def naive() -> Callable[[], None]:
    real = images.noisy_pictures()
    kept = torch.from_numpy(real.to_samples(real.album.pictures)).view(-1, 1, images.side_px, images.side_px)
    networks = images.generator_module(), images.discriminator_module()
    sample = lambda: kept[torch.randint(len(kept), (images.batch_size,))]  # noqa: E731 - as everybody writes it
    return naive_step(*networks, sample, (images.batch_size, images.latent_dim))


def speed(step: Callable[[], None], threads: int) -> float:
    trainer = getattr(step, "__self__", None)
    if isinstance(trainer, Trainer):
        trainer.threads = threads
    torch.set_num_threads(threads)
    return rate(step, seconds)


def memory() -> None:
    """How much more a process takes at its height, in MB, than before its first step."""
    for name in ("ours", "naive"):
        subprocess.run([sys.executable, __file__, name], check=True)


def measure_memory(name: str) -> None:
    step = {"ours": ours, "naive": naive}[name]()
    torch.set_num_threads(1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(memory_steps):
        step()
    print(f"{name}: {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:.0f} MB")


if __name__ == "__main__":
    {"memory": memory, "ours": partial(measure_memory, "ours"), "naive": partial(measure_memory, "naive")}.get(
        (sys.argv[1:] or [""])[0], main
    )()
