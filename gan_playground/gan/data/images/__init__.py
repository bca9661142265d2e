"""The families of real data made of pictures, and their part of the registry."""

from gan_playground.gan.data.distribution import Family
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.digits import DIGITS
from gan_playground.gan.data.images.drawn import FACES, NOTES
from gan_playground.gan.data.images.image import ImageDistribution
from gan_playground.gan.data.images.own import CIFAR, FASHION, MNIST, PICTURES, TEXTURE
from gan_playground.gan.data.images.palette import PALETTE

IMAGE_FAMILIES: dict[str, Family] = {
    "digits": DIGITS,
    "notes": NOTES,
    "faces": FACES,
    "texture": TEXTURE,
    "pictures": PICTURES,
    "mnist": MNIST,
    "fashion-mnist": FASHION,
    "cifar-10": CIFAR,
    "palette": PALETTE,
}

__all__ = ["IMAGE_FAMILIES", "Album", "ImageDistribution"]
