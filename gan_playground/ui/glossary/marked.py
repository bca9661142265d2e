"""A text as a label shows it: the words that are explained, and the knobs that it names, are links."""

from __future__ import annotations

from gan_playground.lessons.glossary import terms_in
from gan_playground.lessons.markup import pieces
from gan_playground.ui.theme.unbroken import no_break, unbroken
from gan_playground.ui.theme.wording import escaped

term_scheme, knob_scheme = "term:", "knob:"
line_height_percent = 132


def rich(text: str, color: str, line_height_percent: int = line_height_percent) -> str:
    """`text` for a label: **words** are bold, [a knob](path) and the first of each known term are links in the text's
    own colour, and lines are further apart than Qt would have them.
    """
    met: set[str] = set()
    words = "".join(
        _link(knob_scheme + piece.knob, piece.words, color)
        if piece.knob
        else f"<b>{_escaped(piece.words)}</b>"
        if piece.is_bold
        else _with_terms(piece.words, color, met)
        for piece in pieces(unbroken(text))
    )
    return f'<p style="line-height: {line_height_percent}%; margin: 0">{words}</p>'


def _with_terms(words: str, color: str, met: set[str]) -> str:
    """met: the terms that are links already."""
    done, end = [], 0
    for place in terms_in(words):
        if place.term.name not in met:
            met.add(place.term.name)
            link = _link(term_scheme + place.term.name, words[place.start : place.end], color)
            done.append(_escaped(words[end : place.start]) + link)
            end = place.end
    return "".join(done) + _escaped(words[end:])


def _link(address: str, words: str, color: str) -> str:
    return f'<a href="{_escaped(address)}" style="color: {color}; text-decoration: none">{_escaped(words)}</a>'


def _escaped(words: str) -> str:
    return escaped(words).replace(no_break, "&nbsp;")
