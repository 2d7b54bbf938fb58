"""The world of the illustrative partnership: councils, services, years, documents.

Everything here is invented. Each topic draws from a stream of its own, so that a
change to one leaves the others as they are.
"""

from dataclasses import dataclass
from datetime import date
from zlib import crc32

import numpy as np
import pandas as pd

NAME = "Three Rivers Shared Services"
NOTICE = (
    "**Illustrative.** Every council, figure and document on this page is invented, to "
    "show what a report holds when a full record is kept."
)
DESCRIPTION = (
    "An invented partnership of three councils that share their back office, with a "
    "full record of eight financial years."
)

SERVICES = {
    "finance": ("Finance", "Corporate"),
    "hr": ("Human Resources", "Corporate"),
    "ict": ("ICT", "Corporate"),
    "legal": ("Legal and Governance", "Corporate"),
    "procurement": ("Procurement", "Corporate"),
    "exchequer": ("Exchequer and Transactional", "Transactional"),
    "revenues": ("Revenues and Benefits", "Transactional"),
    "property": ("Property and Facilities", "Property"),
}
"""Name and group by service id."""

PARTNERS = {
    "ashford-vale": ("Ashford Vale", "2016-04", None, 0.45),
    "brackenwell": ("Brackenwell", "2016-04", None, 0.35),
    "castlemere": ("Castlemere", "2018-10", None, 0.20),
}
"""Name, joining, leaving and size (share of the whole) by council id."""

FIRST_YEAR, YEARS = 2016, 8

PRICE_BASE = "2023/24"
"""The last year, in whose prices real amounts are given."""

REPORTS = {
    "budget": ("Budget report", "committee report", (0, 3, 1)),
    "q1": ("Monitoring report, quarter 1", "committee report", (0, 9, 12)),
    "q2": ("Monitoring report, quarter 2", "committee report", (0, 11, 14)),
    "q3": ("Monitoring report, quarter 3", "committee report", (1, 2, 13)),
    "outturn": ("Outturn report", "committee report", (1, 6, 20)),
    "annual": ("Annual report", "annual report", (1, 7, 25)),
    "survey": ("Customer survey report", "committee report", (1, 5, 15)),
}
"""Title, kind and day (years after the financial year's first, month, day)."""

AUDITED = {"outturn": "The external auditor"}
"""Who checked the figures of a report."""


def named(first: int) -> str:
    """Return the financial year that begins in a calendar year: 2017 is 2017/18."""
    return f"{first}/{(first + 1) % 100:02d}"


@dataclass(frozen=True)
class World:
    """Hold what every topic of the illustrative partnership builds on.

    Attributes
    ----------
    seed
        The same seed gives the same partnership.
    """

    seed: int = 2024

    def rng(self, topic: str) -> np.random.Generator:
        """Return a topic's own stream of random numbers."""
        return np.random.default_rng([self.seed, crc32(topic.encode())])

    @property
    def years(self) -> list[str]:
        """Return the financial years, such as 2016/17."""
        starts = range(FIRST_YEAR, FIRST_YEAR + YEARS)
        return [named(start) for start in starts]

    def members(self, year: str) -> list[str]:
        """Return the councils that were partners on the last day of a year."""
        end = f"{int(year[:4]) + 1}-03"
        return [p for p, (_, joined, *_) in PARTNERS.items() if joined <= end]

    def document(self, report: str, year: str) -> tuple[str, str]:
        """Return the id of a report about a financial year, and its day.

        Parameters
        ----------
        report
            A key of `REPORTS`.
        year
            A financial year. The budget report is of the March before it.
        """
        after, month, day = REPORTS[report][2]
        published = date(int(year[:4]) + after, month, day)
        return f"{report}-{year.replace('/', '-')}", published.isoformat()

    def registers(self) -> dict[str, pd.DataFrame]:
        """Return the tables that facts refer to."""
        founding, _ = self.document("budget", self.years[0])
        founding, _ = self.document("budget", self.years[0])
        partners = [
            {
                "id": i,
                "name": name,
                "ons_code": f"X{number:08}",
                "joined": joined,
                "left": left,
                "source": founding,
            }
            for number, (i, (name, joined, left, _)) in enumerate(PARTNERS.items(), 1)
        ]
        services = [
            {"id": i, "name": name, "group": group}
            for i, (name, group) in SERVICES.items()
        ]
        return {
            "partners": pd.DataFrame(partners),
            "services": pd.DataFrame(services),
            "sources": self._sources(),
        }

    def _sources(self) -> pd.DataFrame:
        rows = []
        for year in self.years:
            for report, (title, kind, _) in REPORTS.items():
                identifier, published = self.document(report, year)
                rows.append(
                    {
                        "id": identifier,
                        "title": f"{title}, {year}",
                        "publisher": f"{NAME} Joint Committee",
                        "kind": kind,
                        "published": published,
                        "precision": "day",
                        "checked_by": AUDITED.get(report),
                        "reference": "invented for illustration",
                    }
                )
        return pd.DataFrame(rows)
