"""The embedded renderer: pages by smalldocs, PDFs by Pandoc and Typst.

It is made of Python wheels, for machines that Quarto cannot be installed on,
and reads the same project that Quarto reads.
"""

from analysis.pipeline.render.embedded.engine import EmbeddedEngine, pandoc_version

__all__ = ["EmbeddedEngine", "pandoc_version"]
