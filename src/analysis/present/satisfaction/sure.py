"""Say what the survey cannot tell, and what its respondents were critical of."""

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.present import numbers
from analysis.present.display import NOTHING, Text
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.satisfaction.words import answers, waves


def concerns(record: Partnership) -> Text:
    """Say what documents say of the survey in words, such as main concerns."""
    rows = record.statements[record.statements["topic"] == "satisfaction"]
    rows = rows.sort_values("published", kind="stable").drop_duplicates("statement")
    if rows.empty:
        return NOTHING
    points = [
        f"- {row.statement} ({to_source(row.source, record.sources)})"
        for row in each(rows)
    ]
    return Text("## What the documents say of the answers\n\n" + "\n".join(points))


def how_sure(record: Partnership, partner: str) -> Text:
    """Say what the survey figures cannot tell."""
    rows = waves(record, partner)
    points = [*_bases(rows), *_weights(record, partner), *_gaps(rows), *_rounding(rows)]
    if len(answers(record)):
        points.append(
            "Those who answer chose to: people who did not may think otherwise, and "
            "no interval tells of that."
        )
        if record.invited["census"].eq("yes").any():
            points.append(
                "Every customer was asked, so intervals are corrected for a finite "
                "group; that holds as far as those who answered are like the others."
            )
    points += [str(note) for note in dict.fromkeys(rows["note"].dropna())]
    if not points:
        return Text("Nothing more is known of how these figures were made.")
    return Text("\n".join(f"- {point}" for point in points))


def _bases(rows: pd.DataFrame) -> list[str]:
    if rows.empty or rows["respondents"].notna().any():
        return []
    return [
        "The number of people who answered was published for none of these waves: "
        "no interval of confidence can be given, and a movement between two waves "
        "may be no more than chance."
    ]


def _weights(record: Partnership, partner: str) -> list[str]:
    rows = waves(record, WHOLE)
    if partner != WHOLE or rows.empty or len(answers(record)):
        return []
    return [
        "How the overall figure weighs the councils was not published: it is quoted, "
        "never recomputed."
    ]


def _gaps(rows: pd.DataFrame) -> list[str]:
    unknown = rows["change_points"].isna() & rows["from_wave"].notna()
    if not unknown.any():
        return []
    names = numbers.listing([str(n).lower() for n in rows.loc[unknown, "wave_name"]])
    return [
        f"The size of the change to {names} was not published, and is not taken from "
        "the rounded levels."
    ]


def _rounding(rows: pd.DataFrame) -> list[str]:
    """Explain published changes that rounded levels do not give."""
    before = rows["percent"].shift()
    odd = rows["change_points"].notna() & (
        (rows["percent"] - before) != rows["change_points"]
    )
    if odd.sum() > 1:
        return [
            f"In {odd.sum()} waves the published change is not the difference of the "
            "published levels: it was taken before they were rounded."
        ]
    return [
        f"{row.wave_name} was published as {numbers.percent(row.percent)}, after "
        f"{numbers.percent(before[row.Index])}, with a change of "
        f"{numbers.points(row.change_points)}: the change was taken before the levels "
        "were rounded, and each figure stands as it was published."
        for row in each(rows[odd])
    ]
