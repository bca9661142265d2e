"""Trainer -> NetworksPicture: a sample on its way through both players, and what one of their units answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from msgspec import Struct
from msgspec.structs import replace
from torch import Tensor

from gan_playground.gan.data.images.image import ImageDistribution
from gan_playground.gan.observe.arrays import fixed, to_numpy
from gan_playground.gan.observe.judges import among
from gan_playground.gan.observe.network_picture import LayerPicture, NetworksPicture, UnitAnswer
from gan_playground.gan.observe.passage import Coordinates, Passage, plain
from gan_playground.gan.observe.shown import in_packs
from gan_playground.gan.observe.weight_strengths import Groups, few, groups_of, most_whole, strengths
from gan_playground.gan.training.latents import LATENTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gan_playground.gan.networks import Network
    from gan_playground.gan.networks.layer_shape import LayerShape
    from gan_playground.gan.observe.look import UnitPlace
    from gan_playground.gan.training.trainer import Trainer

LOGIT = plain(("logit",), (-1.0, 1.0))
subscripts = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Followed(Struct, frozen=True, eq=False):
    """The sample that is seen in both networks. z: (1, columns). is_chosen: whether somebody follows it. company: (N,
    columns) of z of others, beside which D may judge it.
    """

    z: Tensor
    is_chosen: bool
    company: Tensor


def networks_picture(
    trainer: Trainer, G: Network, followed: Followed, data: Coordinates | None, unit: UnitPlace | None
) -> NetworksPicture:
    """Both players, with this G, which fights or is the average. data: what a sample is; None: a picture."""
    pack, objective = trainer.experiment.stabilise.pack, trainer.game.objective
    D, seen = _judged(trainer, G, followed)
    of_G = Passage("generator", G, followed.z, _latents_of(trainer), data)
    of_D = Passage("discriminator", D, seen, data, LOGIT)
    real = trainer.real if isinstance(trainer.real, ImageDistribution) else None
    logit = of_D.values(seen)[-1]
    asked = None if unit is None else of_G if unit.player == of_G.player else of_D
    return NetworksPicture(
        step=trainer.step,
        generator=_layers(of_G, real),
        discriminator=_layers(of_D, real),
        is_chosen=followed.is_chosen,
        spectral=(G.spectral is not None, D.spectral is not None),
        pack=pack,
        classes=D.label_count > 0,
        verdict=None if objective.relative else float(objective.probability(logit)[0, 0]),
        answer=None if asked is None or unit is None else _answer(asked, unit, real),
    )


def _judged(trainer: Trainer, G: Network, followed: Followed) -> tuple[Network, Tensor]:
    """D in the company of generated samples, and what it judges: the sample, in packs with the next ones."""
    D, pack = trainer.discriminator.network, trainer.experiment.stabilise.pack
    if pack == 1 and not D.mixes_samples:
        return D, G.look(followed.z)
    others = G.look(followed.company)
    seen = torch.cat((G.look(followed.z), others[: pack - 1])).view(1, -1)
    return among(trainer, D, in_packs(trainer, others)), seen


def _latents_of(trainer: Trainer) -> Coordinates:
    """z, and behind it the class that is asked for, where G is told of any."""
    latent, real = trainer.experiment.latent, trainer.real
    names = [f"z{i + 1}".translate(subscripts) for i in range(latent.dim)] if latent.dim > 1 else ["z"]
    classes = real.album.classes if isinstance(real, ImageDistribution) else ()
    told = [f"class {name}" for name in classes[: real.label_count]]
    return plain((*names, *told), LATENTS[latent.kind].view)


def _layers(passage: Passage, real: ImageDistribution | None) -> tuple[LayerPicture, ...]:
    shapes, values, effective = passage.shapes, passage.values(passage.sample), passage.network.effective
    groups = [_groups(passage, layer, shape) for layer, shape in enumerate(shapes)]
    pictures = []
    for layer, shape in enumerate(shapes):
        picture = _layer(passage, layer, shape, groups[layer], values[layer], real)
        if shape.number is not None:
            symbol, place = shape.number
            value = float(effective[place])
            picture = replace(picture, weights=_of_number(symbol, value), number=(symbol, value))
        elif shape.matrix is not None:
            weights, signed = strengths(effective[shape.matrix], groups[layer], groups[layer - 1])
            picture = replace(picture, weights=fixed(weights), signed=signed)
        pictures.append(picture)
    return tuple(pictures)


def _groups(passage: Passage, layer: int, shape: LayerShape) -> Groups:
    if passage.is_picture(layer):
        return groups_of(1)
    return groups_of(shape.units, few if shape.side is not None else most_whole)


def _of_number(symbol: str, value: float) -> NDArray[np.float32] | None:
    """What a number does to the one before: it multiplies that, or leaves its size, or does not heed it."""
    factor = {"×": value, "+": 1.0}.get(symbol[0])
    return None if factor is None else fixed(np.array([[factor]], np.float32))


def _layer(
    passage: Passage,
    layer: int,
    shape: LayerShape,
    groups: Groups,
    values: Tensor,
    real: ImageDistribution | None,
) -> LayerPicture:
    """A layer by itself; values (1, numbers)."""
    shown, ends, is_picture = groups.shown, passage.ends_at(layer), passage.is_picture(layer)
    said = to_numpy(values.view(groups.units, -1).mean(1))[shown]
    own = None if ends is None else np.array([ends.own(said[i], unit) for i, unit in enumerate(shown)])
    return LayerPicture(
        units=values.shape[1] if is_picture else shape.units,
        shown=fixed(shown),
        values=fixed(said),
        side=None if is_picture else shape.side,
        maps=None if is_picture or shape.side is None else fixed(_maps(values, shape)[shown]),
        names=() if ends is None else tuple(_name(ends, unit) for unit in shown.tolist()),
        own=own if own is None else fixed(own),
        painted=fixed(real.to_pictures(values)[0]) if is_picture and real is not None else None,
        activation=shape.activation,
        norm=shape.norm,
    )


def _name(ends: Coordinates, unit: int) -> str:
    """Of a number that goes in or comes out; those of the other samples of a pack are numbered."""
    sample, place = divmod(unit, len(ends.names))
    return ends.names[place] if sample == 0 else f"{ends.names[place]} ({sample + 1})"


def _maps(values: Tensor, shape: LayerShape) -> NDArray[np.float64]:
    return to_numpy(values.view(shape.units, *(shape.side or (1, 1))))


def _answer(passage: Passage, unit: UnitPlace, real: ImageDistribution | None) -> UnitAnswer | None:
    """Where a picture goes in, a unit of the first layer has weights for its pixels, which are a picture as well."""
    answer = passage.answer(unit)
    if answer is None or real is None or unit.layer != 1 or not passage.is_picture(0):
        return answer
    shape = passage.network.layers[0]
    if shape.matrix is None:
        return answer
    weight = passage.network.effective[shape.matrix]
    of_unit = weight.view(shape.units, -1, *weight.shape[1:])[unit.unit].mean(0)  # of a maxout's lines on average
    if weight.dim() == 2:
        of_unit = of_unit[: real.dim].view(real.channels, real.height, real.width)
    pixels = np.ascontiguousarray(to_numpy(of_unit[: real.channels]).transpose(1, 2, 0))
    return replace(answer, weights=fixed(pixels.astype(np.float32)))
