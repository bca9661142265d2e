"""What differs between two runs, in words: each as long as it can be, and shorter where there is less room."""

from __future__ import annotations

import html
from collections.abc import Sequence

from msgspec import Struct

from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.session.comparison.differences import seed_path
from gan_playground.session.messages import Comparison, Difference
from gan_playground.ui.theme.wording import brief_knob_name, knob_name, value_words

most_spelled = 3  # differences that are written with their values
kept_in_common = {"seed": (seed_path,), "data": ("data",), "noise": ("latent",)}
"""What is worth saying that both share, and the parts of an experiment that it is made of."""


class Told(Struct, frozen=True):
    """What is written, the longest first: what differs, its value of either run, and what is the same.

    tip: all differences, as rich text.
    """

    what: tuple[str, ...]
    run: tuple[str, ...]
    run_b: tuple[str, ...]
    same: tuple[str, ...]
    tip: str


def told(comparison: Comparison) -> Told:
    """All words about a comparison."""
    found = comparison.differences
    if not found:
        return Told(("Nothing differs",), ("",), ("",), ("· both are the same run so far", ""), "")
    return Told(
        what=_what(found),
        run=_side(found, comparison.run.experiment, of_run_b=False),
        run_b=_side(found, comparison.run_b.experiment, of_run_b=True),
        same=_same(found),
        tip=_table(found),
    )


def _side(found: Sequence[Difference], experiment: Experiment, of_run_b: bool) -> tuple[str, ...]:
    values = [(one.path, _value(one, of_run_b)) for one in found]
    if len(values) == 1:
        return (values[0][1],)
    named = [f"{_brief_name(path)} {value}" for path, value in values]
    if len(values) > most_spelled:
        recipe = _recipe_of(experiment)
        return (recipe,) if recipe else (f"{', '.join(named[:2])}, …", f"{named[0]}, …")
    return (", ".join(named), ", ".join(value for _, value in values))


def _what(found: Sequence[Difference]) -> tuple[str, ...]:
    if len(found) > 1:
        return (f"{len(found)} knobs differ", f"{len(found)} knobs")
    brief = _brief_name(found[0].path)
    return (_name(found[0].path), f"{brief[0].upper()}{brief[1:]}")


def _same(found: Sequence[Difference]) -> tuple[str, ...]:
    """As in "· all else is the same: seed, data, noise", as far as that is true."""
    touched = {one.path.partition(".")[0] for one in found}
    common = [name for name, parts in kept_in_common.items() if not touched.intersection(parts)]
    named = (f"· all else is the same: {', '.join(common)}",) if common else ()
    return (*named, "· all else is the same", "")


def _recipe_of(experiment: Experiment) -> str:
    return next((recipe.title for recipe in RECIPES.values() if recipe.fits(experiment)), "")


def _name(path: str) -> str:
    return "Seed" if path == seed_path else knob_name(path)


def _brief_name(path: str) -> str:
    return "seed" if path == seed_path else brief_knob_name(path)


def _value(one: Difference, of_run_b: bool) -> str:
    value = one.run_b_value if of_run_b else one.value
    if one.path == seed_path:
        return f"{value}"
    return value_words(KNOBS[one.path], value)


def _table(found: Sequence[Difference]) -> str:
    rows = "".join(
        f"<tr><td>{html.escape(_name(one.path))}&nbsp;&nbsp;</td><td>{html.escape(_value(one, False))}&nbsp;&nbsp;</td>"
        f"<td>{html.escape(_value(one, True))}</td></tr>"
        for one in found
    )
    return f"<table><tr><td></td><td><b>A</b></td><td><b>B</b></td></tr>{rows}</table>"
