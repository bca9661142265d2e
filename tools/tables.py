"""Write the tables of the docs anew from the registries, and the schema of a lesson's file: make tables.

Each table stands between two marks, `<!-- name -->` and `<!-- end -->`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.experiment.knob import Choice
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.gan.experiment.rules import RULES
from gan_playground.gan.networks.activations import ACTIVATIONS
from gan_playground.gan.networks.initialisations import INITIALISATIONS
from gan_playground.gan.networks.norms import NORMS
from gan_playground.gan.training.objectives import OBJECTIVES
from gan_playground.gan.training.optimizers import OPTIMIZERS
from gan_playground.gan.training.turns import TURNS
from gan_playground.lessons.schema import schema_text
from gan_playground.ui.theme.actions import told_rows

root = Path(__file__).parents[1]


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def as_written(value: Any) -> str:
    """A value as a lesson file has it."""
    return "empty" if value == "" else f"`{str(value).lower() if isinstance(value, bool) else value}`"


def knob_table() -> str:
    """Every knob."""
    start = Experiment()
    rows = []
    for path, knob in KNOBS.items():
        values = ", ".join(f"`{name}`" for name in knob.choices) if knob.choices else knob.expected
        rows.append((f"`{path}`", knob.explanation, values, as_written(start.knob(path))))
    return table(("knob", "what it is", "values", "unless written"), rows)


def data_table() -> str:
    """The kinds of data, with the knobs that each has."""
    rows = (
        (f"`{kind}`", family.title, family.stage, ", ".join(f"`{name}`" for name in family.knobs), family.source)
        for kind, family in FAMILIES.items()
    )
    return table(("value", "name", "stage", "knobs", "from"), rows)


def choice_table(choices: Mapping[str, Choice]) -> str:
    """The entries of one registry."""
    rows = ((f"`{name}`", choice.title, choice.explanation, choice.source) for name, choice in choices.items())
    return table(("value", "name", "what it does", "from"), rows)


def objective_table() -> str:
    """The objectives, with both losses at balance."""
    rows = []
    for name, objective in OBJECTIVES.items():
        balance = objective.balance(0.0)
        values = f"{balance.discriminator:.3f} / {balance.generator:.3f}"
        rows.append((f"`{name}`", objective.title, objective.explanation, values, objective.source))
    return table(("value", "name", "what it does", "D / G at balance", "from"), rows)


def part_table(part: str) -> str:
    """The knobs of one part of the experiment, with their sources."""
    rows = [
        (f"`{path}`", knob.title, knob.explanation, knob.expected, knob.source)
        for path, knob in KNOBS.items()
        if path.startswith(f"{part}.")
    ]
    return table(("knob", "name", "what it does", "values", "from"), rows)


def rule_table() -> str:
    """What is refused together."""
    return table(("knob", "why not"), ((", ".join(f"`{k}`" for k in rule.knobs), rule.because) for rule in RULES))


def recipe_table() -> str:
    """What each recipe sets."""
    rows = []
    for name, recipe in RECIPES.items():
        knobs = ", ".join(f"`{path}` {as_written(value)}" for path, value in recipe.knobs.items())
        rows.append((f"`{name}`", recipe.title, recipe.explanation, knobs, recipe.source))
    return table(("recipe", "name", "what it is", "knobs", "from"), rows)


def key_table() -> str:
    """The keys to begin with."""
    return table(("key", "does"), ((f"`{row.keys[0]}`", row.words) for row in told_rows() if row.basic))


TABLES: dict[str, Callable[[], str]] = {
    "knobs": knob_table,
    "data": data_table,
    "objectives": objective_table,
    "turns": lambda: choice_table(TURNS),
    "penalties": lambda: part_table("penalty"),
    "stabilisers": lambda: part_table("stabilise"),
    "optimizers": lambda: choice_table(OPTIMIZERS),
    "activations": lambda: choice_table(ACTIVATIONS),
    "norms": lambda: choice_table(NORMS),
    "initialisations": lambda: choice_table(INITIALISATIONS),
    "rules": rule_table,
    "recipes": recipe_table,
    "keys": key_table,
}


def filled_in(text: str, tables: Mapping[str, Callable[[], str]] = TABLES) -> str:
    """The text with every marked table made anew; marks with other names stay as they are."""

    def made(mark: re.Match[str]) -> str:
        name = mark[1]
        return f"<!-- {name} -->\n{tables[name]()}\n<!-- end -->" if name in tables else mark[0]

    return re.sub(r"<!-- (\S+) -->\n.*?<!-- end -->", made, text, flags=re.DOTALL)


def main() -> None:
    for page in (root / "README.md", *sorted(root.glob("docs/*.md"))):
        text = page.read_text(encoding="utf-8")
        page.write_text(filled_in(text), encoding="utf-8")
    (root / "resources" / "lesson.schema.json").write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
