"""Leave out of a built site what its renderer ships and no page uses."""

from analysis.pipeline.render.lighter.quarto import lighten_quarto, load_less
from analysis.pipeline.render.lighter.smalldocs import lighten_smalldocs
from analysis.pipeline.render.lighter.words import Words, known_classes, words_of

__all__ = [
    "Words",
    "known_classes",
    "lighten_quarto",
    "lighten_smalldocs",
    "load_less",
    "words_of",
]
