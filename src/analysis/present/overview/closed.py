"""Choose the closings that the overview shows."""

import pandas as pd

from analysis.data import Partnership
from analysis.measures import spending


def closings(record: Partnership, partner: str) -> pd.DataFrame:
    """Return the closings of a partner's shared budgets."""
    closed = spending.outturns(record.spending, partner, record.contradictions)
    return closed[closed["scope"] == "shared"].reset_index(drop=True)
