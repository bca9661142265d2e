"""What a person may say of a file's decimals."""

from __future__ import annotations

from gan_playground.gan.experiment.knob import Choice

DECIMALS: dict[str, Choice] = {
    "auto": Choice(title="As the file has them", explanation="Told from all numbers of the column together."),
    "point": Choice(title="A point", explanation="1,234.5 is one thousand two hundred and thirty-four and a half."),
    "comma": Choice(title="A comma", explanation="1.234,5 is one thousand two hundred and thirty-four and a half."),
}
