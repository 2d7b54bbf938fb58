"""Show how satisfied customers were with single services."""

import pandas as pd

from analysis.data import Partnership
from analysis.measures import satisfaction as measure
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text
from analysis.present.links import to_source
from analysis.present.satisfaction.words import answers
from analysis.present.tables import set_table


def services_heading(record: Partnership) -> Text:
    """Head the results published for single services."""
    rows = measure.by_service(record.satisfaction, record.waves)
    if rows.empty:
        return NOTHING if len(answers(record)) else Text("## By service")
    if (rows["selective"] == "yes").all():
        return Text("## Only the best-rated services were named")
    return Text("## By service")


def services_table(record: Partnership) -> Table | Text:
    """Set the results published for single services."""
    rows = measure.by_service(record.satisfaction, record.waves)
    if rows.empty:
        if len(answers(record)):
            return NOTHING
        return Text("No result had been published for a single service.")
    notes = []
    if (rows["selective"] == "yes").any():
        notes.append(
            "Only the best services were named in the document: these results do not "
            "stand for all services."
        )
    return set_table(
        pd.DataFrame(
            {
                "Service": [record.name_of("services", s) for s in rows["service"]],
                "Wave": rows["wave_name"],
                "Satisfied": rows["percent"].map(numbers.percent),
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        "Satisfaction with single services, all who answered",
        numbers=["Satisfied"],
        links=["Source"],
        notes=notes,
    )
