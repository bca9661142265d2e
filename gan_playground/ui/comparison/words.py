"""What differs between two runs, in words: each as long as it can be, and shorter where there is less room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.session.comparison.differences import seed_path
from gan_playground.session.messages import Comparison, Difference
from gan_playground.ui.theme.wording import brief_knob_name, escaped, knob_name, value_words

most_spelled = 3  # differences that are written with their values
kept_in_common = {"seed": (seed_path,), "data": ("data",), "noise": ("latent",)}
"""What is worth saying that both share, and the parts of an experiment that it is made of."""


class ToldRow(Struct, frozen=True):
    """What is written beside one another: what differs, its value of either run, and what is the same.

    Where there is no room for values, both are empty.
    """

    what: str
    run: str = ""
    run_b: str = ""
    same: str = ""


class Told(Struct, frozen=True):
    """rows: what may be written, whole words each, the longest first. tip: all differences, as rich text."""

    rows: tuple[ToldRow, ...]
    tip: str


def told(comparison: Comparison) -> Told:
    """All words about a comparison."""
    found = comparison.differences
    if not found:
        what = "Nothing differs"
        return Told((ToldRow(what, same="· seed and knobs are the same now"), ToldRow(what)), "")
    rows = _of_several(comparison) if len(found) > 1 else _of_one(found[0])
    return Told((*_with_same(found, rows[0]), *rows), _table(found))


def whose_knobs(comparison: Comparison) -> tuple[tuple[str, ...], str]:
    """What becomes of B where A's knobs are turned, from the longest way to say it on, and as a tooltip does."""
    swap = "Swap lets B be the run whose knobs you turn."
    own = ", ".join(_name(one.path) for one in comparison.differences)
    if not own:
        return ("· and of B", ""), f"What is turned here is turned in A and in B. {swap}"
    tip = f"What is turned here is turned in A, and in B too, apart from what is to differ: {own}. {swap}"
    return ("· B shares all that does not differ", "· B shares the rest", "· B in part", ""), tip


def _with_same(found: Sequence[Difference], row: ToldRow) -> Iterator[ToldRow]:
    """As in "· all else is the same: seed, data, noise", as far as that is true."""
    touched = {one.path.partition(".")[0] for one in found}
    common = [name for name, parts in kept_in_common.items() if not touched.intersection(parts)]
    if common:
        yield replace(row, same=f"· all else is the same: {', '.join(common)}")
    yield replace(row, same="· all else is the same")


def _of_one(one: Difference) -> tuple[ToldRow, ...]:
    brief = _capital(_brief_name(one.path))
    values = _value(one, False), _value(one, True)
    return ToldRow(_name(one.path), *values), ToldRow(brief, *values), ToldRow(f"{brief} differs")


def _of_several(comparison: Comparison) -> tuple[ToldRow, ...]:
    """With the values, if they are few or make a recipe; else with their names, as far as there is room."""
    found = comparison.differences
    count, names = f"{len(found)} knobs differ", [_brief_name(one.path) for one in found]
    rows = []
    if len(found) <= most_spelled:
        rows.append(ToldRow(count, _spelled(found, False), _spelled(found, True)))
    recipes = _recipe_of(comparison.run.experiment), _recipe_of(comparison.run_b.experiment)
    if any(recipes):
        rows.append(ToldRow(count, *(recipe or "no recipe" for recipe in recipes)))
    if len(found) <= most_spelled:
        rows.append(ToldRow(_capital(f"{', '.join(names[:-1])} and {names[-1]} differ")))
    else:
        rows.append(ToldRow(_capital(f"{', '.join(names[:2])} and {len(names) - 2} more differ")))
    return (*rows, ToldRow(count))


def _spelled(found: Sequence[Difference], of_run_b: bool) -> str:
    return ", ".join(f"{_brief_name(one.path)} {_value(one, of_run_b)}" for one in found)


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


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
        f"<tr><td>{escaped(_name(one.path))}&nbsp;&nbsp;</td><td>{escaped(_value(one, False))}&nbsp;&nbsp;</td>"
        f"<td>{escaped(_value(one, True))}</td></tr>"
        for one in found
    )
    return f"<table><tr><td></td><td><b>A</b></td><td><b>B</b></td></tr>{rows}</table>"
