"""Draw the answers of the twenty-minute route from real runs, as the stages draw them: python tools/route_pictures.py

Each is an .svg in resources/route whose colours are roles of the theme, as lessons' pictures are. `make route`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from gan_playground import Trainer, load_lesson
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.frame import LinePicture, PlanePicture
from gan_playground.gan.training.best import train_discriminator_to_best
from gan_playground.resources import resource_path

width, height = 240, 150
floor, ceiling, side = 138, 14, 6
points, arrows, real_dots, fake_dots = 72, 13, 160, 72
head = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" fill="none" stroke-linecap="round" '
    'stroke-linejoin="round">'
)
seed = 0


# Runs.


def trained(lesson: str, steps: int, knobs: dict[str, Any] | None = None) -> Trainer:
    trainer = Trainer(load_lesson(lesson).experiment.with_knobs(knobs or {}), seed)
    trainer.advance(steps)
    return trainer


def with_best_d(trainer: Trainer) -> Trainer:
    for _ in train_discriminator_to_best(trainer):
        pass
    return trainer


def after_falling_asleep(trainer: Trainer, steps: int) -> Trainer:
    """D learns no more."""
    trainer.apply(Edit("discriminator.steps", 0))
    trainer.advance(steps)
    return trainer


def line(trainer: Trainer) -> LinePicture:
    picture = trainer.observe().picture
    assert isinstance(picture, LinePicture)
    return picture


def plane(trainer: Trainer) -> PlanePicture:
    picture = trainer.observe().picture
    assert isinstance(picture, PlanePicture)
    return picture


# The line.


def along(picture: LinePicture, x: Any, top: float = ceiling, bottom: float = floor) -> Callable[[Any], str]:
    """Heights from 0 to 1 at these x, as the points of a path."""

    def path(heights: Any) -> str:
        across = side + (x - picture.x[0]) / (picture.x[-1] - picture.x[0]) * (width - 2 * side)
        up = bottom - np.clip(heights, 0, 1) * (bottom - top)
        return "M" + " ".join(f"{a:.1f} {b:.1f}" for a, b in zip(across, up, strict=True))

    return path


def curves(picture: LinePicture, decision: Any = None, bottom: float = floor) -> list[str]:
    """What is real, what is generated and, where it is asked for, what D says."""
    x = np.linspace(picture.x[0], picture.x[-1], points)
    path = along(picture, x, bottom=bottom)
    tallest = max(picture.real_density.max(), min(picture.generated_density.max(), 2 * picture.real_density.max()))

    def at(values: Any) -> Any:
        return np.interp(x, picture.x, values)

    real, fake = path(at(picture.real_density) / tallest), path(at(picture.generated_density) / tallest)
    closed = f"{fake} {width - side} {bottom} {side} {bottom} Z"
    parts = [
        f'<path d="M{side} {bottom} H{width - side}" stroke="{{outline}}" stroke-width="1.5"/>',
        f'<path d="{closed}" fill="{{generated}}" fill-opacity="0.25"/>',
        f'<path d="{fake}" stroke="{{generated}}" stroke-width="3"/>',
        f'<path d="{real}" stroke="{{real}}" stroke-width="4" stroke-dasharray="0.1 7"/>',
    ]
    if decision is not None:
        pink = path(at(decision))
        parts.append(f'<path d="{pink}" stroke="{{discriminator}}" stroke-width="3" stroke-dasharray="9 7"/>')
    return parts


def carried(picture: LinePicture, start: Any, end: Any, mark: str) -> list[str]:
    """Arrows from a row below up to the foot of the curves, and what stands at their beginnings."""
    low, high = 138, 102
    span = picture.x[-1] - picture.x[0]
    places = [side + (np.asarray(x) - picture.x[0]) / span * (width - 2 * side) for x in (start, end)]
    parts = [f'<path d="M{side} {low} H{width - side}" stroke="{{outline}}" stroke-width="1.5"/>']
    for a, b in zip(*places, strict=True):
        if side <= b <= width - side and side <= a <= width - side:
            parts.append(f'<path d="M{a:.1f} {low - 6} L{b:.1f} {high}" stroke="{{muted}}" stroke-width="1.4"/>')
            parts.append(mark.format(x=a, y=low))
    return parts


noise_mark = '<circle cx="{x:.1f}" cy="{y}" r="3" fill="{{text}}"/>'
real_mark = '<circle cx="{x:.1f}" cy="{y}" r="3.4" fill="{{real}}"/>'
fake_mark = '<path d="M{x:.1f} {y} m0 -4.4 l4.2 7.4 h-8.4 z" fill="{{generated}}"/>'


def from_noise() -> list[str]:
    """z and G(z), as the arrows of the stage have them."""
    picture = line(trained("textbook-curve", 300))
    low, high = picture.latent_view
    chosen = np.linspace(0, len(picture.latent) - 1, arrows).round().astype(int)
    z = (picture.latent[chosen] - low) / (high - low)
    start = picture.x[0] + z * (picture.x[-1] - picture.x[0])
    return [*curves(picture, bottom=98), *carried(picture, start, picture.image[chosen], noise_mark)]


def from_real() -> list[str]:
    """Quantiles of what is real, each moved to the same one of what is generated."""
    picture = line(trained("textbook-curve", 300))
    real, fake = (quantiles(picture, one) for one in (picture.real_density, picture.generated_density))
    return [*curves(picture, bottom=98), *carried(picture, real, fake, real_mark)]


def from_fakes() -> list[str]:
    """Quantiles of what was generated before."""
    before, picture = line(trained("textbook-curve", 60)), line(trained("textbook-curve", 300))
    old, new = (quantiles(one, one.generated_density) for one in (before, picture))
    return [*curves(picture, bottom=98), *carried(picture, old, new, fake_mark)]


def quantiles(picture: LinePicture, density: Any) -> Any:
    shares = np.cumsum(density) / np.sum(density)
    return np.interp(np.linspace(0.04, 0.96, arrows), shares, picture.x)


def good_d() -> list[str]:
    picture = line(with_best_d(trained("two-knobs", 90)))
    return curves(picture, picture.decision)


def upside_down_d() -> list[str]:
    """What the stage shows where it is to say `fake`."""
    picture = line(with_best_d(trained("two-knobs", 90)))
    return curves(picture, 1 - picture.decision)


def fresh_d() -> list[str]:
    """What D says before it has learned anything, of the same fakes."""
    picture, new = line(trained("two-knobs", 90)), line(trained("two-knobs", 0))
    return curves(picture, new.decision)


def d_wins() -> list[str]:
    picture = line(with_best_d(trained("two-knobs", 0)))
    return curves(picture, picture.decision)


def draw() -> list[str]:
    picture = line(trained("two-knobs", 4000))
    return curves(picture, picture.decision)


def g_wins() -> list[str]:
    """D sleeps, and G has gone where it once said real."""
    picture = line(after_falling_asleep(trained("two-knobs", 60), 500))
    return curves(picture, picture.decision)


# The plane.


def dots(picture: PlanePicture) -> list[str]:
    """Real dots and generated triangles, in a square in the middle; what lies beyond is at its edge."""
    centre, reach = np.mean(picture.centres, axis=0), 1.3 * np.abs(picture.centres).max()
    room = height / 2 - side

    def placed(of: Any, most: int) -> Iterable[tuple[float, float]]:
        for x, y in np.asarray(of)[:most]:
            across, up = ((x - centre[0]) / reach * room, (y - centre[1]) / reach * room)
            across = np.clip(across, -(width / 2 - side), width / 2 - side)
            yield width / 2 + across, height / 2 - np.clip(up, -room, room)

    real = " ".join(f"M{a:.1f} {b:.1f}h.01" for a, b in placed(picture.real, real_dots))
    fake = " ".join(f"M{a:.1f} {b - 5:.1f}l4.7 8.2h-9.4z" for a, b in placed(picture.generated, fake_dots))
    return [
        f'<path d="{real}" stroke="{{real}}" stroke-width="13"/>',
        f'<path d="{fake}" fill="{{generated}}"/>',
    ]


def heap() -> list[str]:
    return dots(plane(trained("ring", 10)))


def one_mode() -> list[str]:
    return dots(plane(trained("ring", 2000)))


def all_modes() -> list[str]:
    return dots(plane(trained("ring-rescued", 4000)))


def gentle() -> list[str]:
    return dots(plane(trained("ring", 2000, {"penalty.r1": 0.1})))


def asleep() -> list[str]:
    return dots(plane(after_falling_asleep(trained("ring", 60), 1940)))


PICTURES = {
    "from-noise": from_noise,
    "from-real": from_real,
    "from-fakes": from_fakes,
    "good-d": good_d,
    "upside-down-d": upside_down_d,
    "fresh-d": fresh_d,
    "d-wins": d_wins,
    "draw": draw,
    "g-wins": g_wins,
    "heap": heap,
    "one-mode": one_mode,
    "all-modes": all_modes,
    "gentle": gentle,
    "asleep": asleep,
}


def main() -> None:
    folder = resource_path("route")
    folder.mkdir(exist_ok=True)
    for name, make in PICTURES.items():
        text = "\n  ".join([head, *make()])
        (folder / f"{name}.svg").write_text(f"{text}\n</svg>\n", encoding="utf-8")


if __name__ == "__main__":
    main()
