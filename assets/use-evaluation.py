"""Stop ``quarto render`` and ``quarto preview`` in the project's own folder.

The notebooks there hold no results: each is run for every council first. Quarto
calls this before it renders; a build hands Quarto a folder without it.
"""

import sys

sys.exit(
    "These reports are run for each council before Quarto renders them. Use\n"
    "  make reports            to build the whole site\n"
    "  evaluation build        to build it, or a part: see evaluation build --help\n"
    "  evaluation preview      to see a page change while you edit its notebook\n"
    "They use Quarto where it is installed."
)
