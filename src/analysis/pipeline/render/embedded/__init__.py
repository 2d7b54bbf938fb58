"""The embedded renderer: pages by Pandoc, PDFs by Pandoc and Typst.

It is made of Python wheels, for machines that Quarto cannot be installed on,
and reads the same project that Quarto reads.
"""

from analysis.pipeline.render.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
