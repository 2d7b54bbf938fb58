"""Leave out of a built site what its renderer ships and no page uses."""

from analysis.build.lighter.quarto import lighten_quarto, load_less
from analysis.build.lighter.smalldocs import lighten_smalldocs
from analysis.build.lighter.words import Words, known_classes, words_of

__all__ = [
    "Words",
    "known_classes",
    "lighten_quarto",
    "lighten_smalldocs",
    "load_less",
    "words_of",
]
