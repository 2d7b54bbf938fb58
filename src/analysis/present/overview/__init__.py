"""Show the three topics on one page, for a reader with two minutes."""

from analysis.present.overview.answer import answer, findings
from analysis.present.overview.changed import changed
from analysis.present.overview.chart import chart, chart_heading
from analysis.present.overview.known import known

__all__ = ["answer", "changed", "chart", "chart_heading", "findings", "known"]
