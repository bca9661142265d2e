"""How many threads a step should have: python benchmarks/threads.py

Steps a second on one thread and on torch's own number, alone, and while another program keeps one core busy, as a
painting window does. Torch's threads spin while they wait for one another (GOMP_SPINCOUNT says how long), which
starves them beside any other program. Each setting of it needs a process of its own.
"""

import os
import subprocess
import sys

settings = ("1000", "10000", "300000")  # ours, another, and what it is where nobody sets it
seconds = 1.0
nothing_but_work = "while True: pass"


def main() -> None:
    """Every setting, one after the other."""
    print("steps/s, one thread -> torch's own number of threads")
    for spins in settings:
        environment = {**os.environ, "GOMP_SPINCOUNT": spins}
        print(f"GOMP_SPINCOUNT={spins}" if spins else "torch's own setting", flush=True)
        subprocess.run([sys.executable, __file__, "measure"], env=environment, check=True)


def measure() -> None:
    """Every kind of network, on a quiet machine and on a busy one."""
    import torch

    from gan_playground import Experiment, Trainer
    from gan_playground.bench.images import image_trainer, noisy_pictures

    threads = torch.get_num_threads()
    widths = (32, 128, 512)
    trainers = {
        f"1-{w}-{w}-1": Trainer(Experiment().with_knobs({"generator.width": w, "discriminator.width": w}))
        for w in widths
    }
    trainers["images"] = image_trainer(noisy_pictures())
    compare(trainers, threads, "alone")
    busy = subprocess.Popen([sys.executable, "-c", nothing_but_work])
    try:
        compare(trainers, threads, "beside a busy program")
    finally:
        busy.kill()
        busy.wait()


def compare(trainers: dict, threads: int, when: str) -> None:
    """A line of both speeds of every trainer."""
    cells = []
    for name, trainer in trainers.items():
        one, all_of_them = (speed(trainer, count) for count in (1, threads))
        cells.append(f"{name} {one:,.4g} -> {all_of_them:,.4g} ({all_of_them / one:.2f}x)")
    print(f"  {when}: " + ", ".join(cells), flush=True)


def speed(trainer: object, threads: int) -> float:
    """The best of three rounds, which what else goes on here disturbs least."""
    from gan_playground.bench.rounds import rate

    trainer.threads = threads
    return max(rate(trainer.advance, seconds / 3) for _ in range(3))


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
