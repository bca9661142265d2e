"""What may stand beside a number: signs of money before it, units and percent after it."""

from __future__ import annotations

import re

money = "$€£¥₹₽₩₺₫₴₦₱₪₿฿¢"
money_codes = ("USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "AUD", "CAD", "SEK", "NOK", "DKK", "PLN", "BRL")
money_words = ("Fr.", "SFr.", "Rs.", "Rs", "kr.", "kr")
prefix_pattern = rf"(?:[A-Z]{{0,2}}[{money}]|{'|'.join(map(re.escape, money_codes + money_words))})"

_units = """
    % ‰ ° °c °f °k mm cm dm m km in ft yd mi nm µm μm um ″ g mg µg μg kg t lb lbs oz st ml cl dl l hl µl
    s ms µs μs ns min h hr hrs day days wk yr yrs years year hz khz mhz ghz pa hpa kpa bar mbar psi
    kn j kj mj cal kcal w kw mw wh kwh v mv kv ma µa ω ohm mol mmol m/s km/h mph ppm ppb db px pt
    cm² m² km² ha mm³ cm³ m³ mm² kb mb gb tb bpm rpm mmhg mg/dl mmol/l g/l kg/m² kg/m³ g/cm³ l/min
    """
known_units = frozenset(_units.split()) | {*money, *(code.lower() for code in money_codes + money_words)}
"""In small letters; what stands apart from its number by a space may be another word."""

_in_brackets = re.compile(r"[\[(].{1,15}[\])]")


def is_known_unit(word: str) -> bool:
    """Whether a word that stands at a number without a space can be its unit."""
    return word.strip().lower() in known_units


def is_plain_unit(unit: str) -> bool:
    """Whether what stands around a number is known, or nothing at all."""
    return all(map(is_known_unit, unit.split())) or is_known_unit(unit)


def is_unit_cell(cell: str) -> bool:
    """Whether a cell says in which unit a column is, as 'cm', '(kg)' or '[m/s]'."""
    return bool(_in_brackets.fullmatch(cell)) or is_known_unit(cell) or cell.lower() in ("-", "–", "")
