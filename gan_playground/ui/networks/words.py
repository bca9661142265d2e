"""What is said of a network, of its layers and of their units."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gan_playground.gan.observe.network_picture import LayerPicture, NetworksPicture, UnitAnswer
from gan_playground.ui.theme.wording import number, verdict_words

TITLES = {"generator": "G, the generator", "discriminator": "D, the discriminator"}
most_told = 3
"""Of so many numbers each is told."""


def brief(value: float) -> str:
    """With as many decimals as can be read while it changes."""
    return number(value, 2 if abs(value) < 100 else 0)


def kind_words(layers: Sequence[LayerPicture], spectral: bool) -> str:
    """What bends its numbers, and what evens them out."""
    hidden = layers[1:-1]
    if not hidden:
        return "" if layers[-1].number is not None else "one linear layer"
    first = hidden[0]
    norms = [first.norm, "spectral norm" if spectral else ""]
    kinds = ["convolutions" if first.side is not None else "", first.activation, *norms]
    return ", ".join(kind for kind in kinds if kind)


def flow_words(player: str, picture: NetworksPicture, scores: bool) -> str:
    """What goes in and what comes out."""
    layers = picture.layers_of(player)
    if player == "generator":
        return f"{_end_words(layers[0], 'z')} → {_end_words(layers[-1], 'x')}"
    beside = f" and {picture.pack - 1} more" if picture.pack > 1 else ""
    logit = float(layers[-1].values[0])
    said = f"logit {brief(logit)}" if picture.verdict is None else verdict_words(picture.verdict, scores)
    return f"{_end_words(layers[0], 'x', picture.pack)}{beside} → {said}"


def _end_words(layer: LayerPicture, letter: str, pack: int = 1) -> str:
    """The numbers that go in, or come out, in short."""
    if layer.painted is not None:
        return "a picture"
    values = layer.values if layer.own is None else layer.own
    told = values[: len(values) // pack]
    if layer.is_folded or len(told) > most_told:
        return f"{layer.units // pack} numbers {letter}"
    inside = ", ".join(brief(float(value)) for value in told)
    return f"{letter} = {inside}" if len(told) == 1 else f"{letter} = ({inside})"


def width_words(layer: LayerPicture) -> tuple[str, str]:
    """How wide a layer is, and how large its maps or its picture are."""
    if layer.painted is not None:
        height, width, _ = layer.painted.shape
        return f"{width}×{height}", ""
    return f"{layer.units}", "" if layer.side is None else f"{layer.side[1]}×{layer.side[0]}"


def number_words(layer: LayerPicture) -> str:
    """Of a network of a number or two, what is done here: as in "+ θ₁ = 3.02"."""
    return "" if layer.number is None else f"{layer.number[0]} = {brief(layer.number[1])}"


def unit_name(layers: Sequence[LayerPicture], layer: int, place: int) -> str:
    """As in "Layer 2, unit 5 of 32"."""
    picture = layers[layer]
    if picture.painted is not None:
        return "A picture"
    if picture.names:
        return f"“{picture.names[place]}”"
    kind = "map" if picture.side is not None else "unit"
    return f"Layer {layer}, {kind} {int(picture.shown[place]) + 1} of {picture.units}"


def unit_words(layers: Sequence[LayerPicture], layer: int, place: int) -> str:
    """A unit, what it says, and on what it hangs most."""
    picture = layers[layer]
    where = ", what goes in" if layer == 0 else ", what comes out" if layer == len(layers) - 1 else ""
    if picture.painted is not None:
        height, width, channels = picture.painted.shape
        return f"A picture{where}: {width} × {height} pixels, {'grey' if channels == 1 else 'in colour'}."
    value = float((picture.values if picture.own is None else picture.own)[place])
    on_average = " on average" if picture.side is not None else ""
    said = f"{unit_name(layers, layer, place)}{where}: {brief(value)}{on_average} for this sample."
    return " ".join(filter(None, (said, _bend_words(picture), _hangs_on(layers, layer, place))))


def _bend_words(picture: LayerPicture) -> str:
    if picture.is_folded:
        return "It stands for its neighbours too."
    return f"{picture.activation} bends its sum." if picture.activation else ""


def _hangs_on(layers: Sequence[LayerPicture], layer: int, place: int) -> str:
    """The strongest of the weights that lead to it."""
    picture = layers[layer]
    if picture.number is not None:
        return f"{number_words(picture)}."
    if layer == 0 or picture.weights is None or not picture.signed:
        return ""
    row, before = picture.weights[place], layers[layer - 1]
    strongest = int(np.nan_to_num(abs(row)).argmax())
    name = f"“{before.names[strongest]}”" if before.names else f"unit {int(before.shown[strongest]) + 1} before it"
    return f"Strongest weight: {brief(float(row[strongest]))}, from {name}."


def answer_words(answer: UnitAnswer | None, name: str) -> str:
    """What is seen of a unit that was chosen; None: it is not there yet."""
    if answer is None:
        return name
    if not answer.axes:
        return f"{name}. {_of_pictures(answer)}"
    held = f" {_held_words(answer.held)}" if answer.held else ""
    if len(answer.axes) == 1:
        return f"{name}: what it says over {answer.axes[0]}. Ring: this sample.{held}"
    across, up = answer.axes
    low, high = span_of(answer)
    grey, line = (" (grey)", " Line: 0.") if low < 0 < high else (" (grey)", "") if low < 0 else ("", "")
    return f"{name} over {across} (across) and {up} (up): from {brief(low)}{grey} to {brief(high)}.{line}{held}"


def _held_words(count: int) -> str:
    return "The other input stays as it is." if count == 1 else f"The {count} other inputs stay as they are."


def _of_pictures(answer: UnitAnswer) -> str:
    if answer.weights is None:
        return "What goes in is a whole picture, so it has no curve."
    return "What goes in is a picture; these are its weights for the pixels, grey below 0."


def span_of(answer: UnitAnswer) -> tuple[float, float]:
    """The least and the greatest of what it says."""
    values = np.zeros(1) if answer.values is None else answer.values[np.isfinite(answer.values)]
    return float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))
