"""Keeps on one line what is read as one: equations, pairs, functions of something, and numbers with their unit."""

from __future__ import annotations

import re

no_break = "\N{NO-BREAK SPACE}"
_units = r"%|°|px|ms|s|nats?|kB|MB|GB|pixels?|steps?|times|seconds?|minutes?|hours?|degrees?"
_inside = r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))*"  # of brackets, with others in them, and again in those
_together = re.compile(
    r"\[[^\]]*\](?!\()"  # a pair, and not the words of a link
    rf"|\w\({_inside}\)"  # as in D(G(z)), log(1 − D(x))
    r"| [=×+÷−·±≈<>≤≥] "
    r"|\blog (?=[\w−])"
    rf"|(?<=\d) (?=(?:{_units})(?!\w))"
    r"|\b(?:[Ss]tep|[Ss]eed|[Rr]ate) (?=\d)"
)


def unbroken(text: str) -> str:
    """`text` with spaces that do not break where it must not; it may have the marks of a lesson in it."""
    return _together.sub(_joined, text)


def _joined(part: re.Match[str]) -> str:
    return part.group().replace(" ", no_break)
