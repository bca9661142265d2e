"""What the window says is in words that are said, and in those of the field."""

from __future__ import annotations

import re

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.gan.metrics.words import MEASURES
from gan_playground.ui.stages.colours.layers import COLOURS_LAYERS
from gan_playground.ui.stages.images.layers import IMAGES_LAYERS
from gan_playground.ui.stages.line.layers import LAYERS
from gan_playground.ui.stages.phase.layers import PHASE_LAYERS
from gan_playground.ui.stages.plane.layers import PLANE_LAYERS

code_words = r"theta\d?|psi|beta\d|p_data|p_g|[a-z]+_[a-z]+"
own_words = r"heaps?|fight\w*|averaged G|first weights|size memory|steps a turn"


def said() -> list[str]:
    """Titles and explanations of knobs and of what they choose from, of recipes, measures and layers."""
    choices = [choice for knob in KNOBS.values() for choice in (knob.choices or {}).values()]
    named = (*KNOBS.values(), *choices, *RECIPES.values(), *MEASURES.values())
    words = [f"{each.title}. {each.explanation}" for each in named]
    layers = (*LAYERS, *PLANE_LAYERS, *PHASE_LAYERS, *IMAGES_LAYERS, *COLOURS_LAYERS)
    return [*words, *(f"{layer.title}. {layer.tooltip}" for layer in layers)]


def test_nothing_is_called_as_in_the_code_or_in_words_of_our_own() -> None:
    wrong = re.compile(rf"\b(?:{code_words}|{own_words})\b", re.IGNORECASE)
    assert [text for text in said() if wrong.search(text)] == []
