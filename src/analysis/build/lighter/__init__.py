"""Leave out of a built site what its renderer ships and no page uses."""

from analysis.build.lighter.quarto import lighten_quarto
from analysis.build.lighter.smalldocs import lighten_smalldocs

__all__ = ["lighten_quarto", "lighten_smalldocs"]
