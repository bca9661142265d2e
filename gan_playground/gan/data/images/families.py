"""The part of the registry that is made of pictures."""

from gan_playground.gan.data.distribution import Family
from gan_playground.gan.data.images.digits import DIGITS
from gan_playground.gan.data.images.drawn import FACES, NOTES
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
