"""Measure a whole record's surveys: by wave, by service, who answered, what changed."""

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE, Partnership
from analysis.measures import survey
from analysis.measures.evidence import graded
from analysis.measures.satisfaction import by_wave
from analysis.measures.targets import verdict


def waves(record: Partnership, partner: str) -> pd.DataFrame:
    """Return a council's customers by wave, against the target.

    For all councils together, everybody who answered where that was published, else
    all customers.

    Parameters
    ----------
    record
        The partnership.
    partner
        A council's id, or ``"partnership"``.

    Returns
    -------
    DataFrame
        Rows of the table satisfaction with wave_name, when (the name as it is said
        in a sentence) and since (that of the wave before); low and high (95%
        interval); overall (per cent of all councils in that wave); change_points and
        direction as published, with change_low and change_high; target, gap
        (percentage points above it) and met (``"met"``,
        ``"not met"``, ``"about on target"`` or ``"not known"``, from unrounded
        figures); evidence, reasons and document.
    """
    group = "customers"
    if partner == WHOLE:
        rows = by_wave.levels(record.satisfaction, record.waves, WHOLE, "all")
        group = "all" if len(rows) else "customers"
    found = of_group(record, partner, group)
    overall = waves(record, WHOLE) if partner != WHOLE else found
    target = by_wave.target(record.targets, partner)
    aim = None if target is None else float(target["target"])
    exact = found["unrounded"].fillna(found["percent"])
    return found.assign(
        overall=found["wave"].map(overall.set_index("wave")["percent"]).astype(float),
        target=pd.Series(aim, index=found.index, dtype=float),
        target_id=pd.Series(
            None if target is None else target["id"], index=found.index, dtype=object
        ),
        gap=exact - (float("nan") if aim is None else aim),
        met=[
            verdict(level, aim, low=low, high=high)
            for level, low, high in zip(exact, found["low"], found["high"], strict=True)
        ],
    )


def staff(record: Partnership) -> pd.DataFrame:
    """Return how the provider's own staff rate their services, by wave.

    Parameters
    ----------
    record
        The partnership.

    Returns
    -------
    DataFrame
        As `waves` gives, without a target: they rate their own service.
    """
    return of_group(record, WHOLE, "provider staff")


def of_group(record: Partnership, partner: str, group: str) -> pd.DataFrame:
    """Return a group's levels by wave, published changes and intervals.

    Parameters
    ----------
    record
        The partnership.
    partner
        A council's id, or ``"partnership"``.
    group
        Who answered: ``"customers"``, ``"provider staff"`` or ``"all"``.
    """
    levels = by_wave.levels(record.satisfaction, record.waves, partner, group)
    moved = by_wave.changes(levels, record.satisfaction_changes)
    rows = by_wave.with_intervals(moved, record.invited, answers(record))
    rows = graded(rows, record.sources, record.contradictions)
    when = rows["wave_name"].str.lower()
    return rows.assign(when=when, since=when.shift())


def latest(rows: pd.DataFrame) -> pd.Series:
    """Return the last row of a table; without rows, one in which all is missing.

    Parameters
    ----------
    rows
        Any table.
    """
    if len(rows):
        return rows.iloc[-1]
    return pd.Series(None, index=rows.columns, dtype=object)


def answers(record: Partnership) -> pd.DataFrame:
    """Return the protected results of single answers.

    Parameters
    ----------
    record
        The partnership.

    Returns
    -------
    DataFrame
        As `analysis.measures.survey.results` gives them.
    """
    return survey.results(
        record.survey,
        record.invited,
        record.satisfaction,
        record.settings.disclosure.minimum_group,
        [edition.answers for edition in record.editions.all],
    )


def responses(record: Partnership, partner: str) -> pd.DataFrame:
    """Return how many were asked and answered, by wave, all services together.

    Parameters
    ----------
    record
        The partnership.
    partner
        A council's id, or ``"partnership"``.

    Returns
    -------
    DataFrame
        wave_name, when, fieldwork, invited, response_percent, answered, percent, low
        and high; missing where the group is too small to be shown.
    """
    rows = _of_customers(record, partner)
    found: pd.DataFrame = rows[rows["service"] == ALL_SERVICES]
    return found.reset_index(drop=True)


def services(record: Partnership, partner: str) -> pd.DataFrame:
    """Return a council's services in the latest wave, and how they moved.

    Parameters
    ----------
    record
        The partnership.
    partner
        A council's id, or ``"partnership"``.

    Returns
    -------
    DataFrame
        service_name, when, answered, effective, percent, low and high; target and met
        (as `waves` gives it); change, change_low and change_high since the wave
        before (percentage points); real (whether the change is more than chance,
        corrected for the number of services). Missing where a group is too small.
    """
    rows = _of_customers(record, partner)
    single = rows[rows["service"] != ALL_SERVICES]
    newest = single[single["fieldwork"] == single["fieldwork"].max()]
    target = by_wave.target(record.targets, partner)
    aim = float("nan") if target is None else float(target["target"])
    columns = ["service", "change", "change_low", "change_high", "real"]
    moved = pd.DataFrame(columns=columns)
    pair = list(dict.fromkeys(rows["wave"]))[-2:]
    if len(pair) > 1:
        named = {"low": "change_low", "high": "change_high"}
        moved = survey.changes(single, pair).rename(columns=named)
    found: pd.DataFrame = newest.merge(moved[columns], on="service", how="left")
    return found.assign(
        service_name=[record.name_of("services", one) for one in found["service"]],
        target=aim,
        met=[
            verdict(row["percent"], aim, low=row["low"], high=row["high"])
            for row in found.to_dict("records")
        ],
    )


def published_services(record: Partnership) -> pd.DataFrame:
    """Return the results that documents give for single services, highest first.

    Parameters
    ----------
    record
        The partnership.

    Returns
    -------
    DataFrame
        Rows of the table satisfaction with service_name, wave_name and when.
    """
    rows = by_wave.by_service(record.satisfaction, record.waves)
    rows = graded(rows, record.sources, record.contradictions)
    return rows.assign(
        service_name=[record.name_of("services", one) for one in rows["service"]],
        when=rows["wave_name"].str.lower(),
    )


def remarks(record: Partnership) -> pd.DataFrame:
    """Return what documents say of the survey without a figure, each once.

    Parameters
    ----------
    record
        The partnership.

    Returns
    -------
    DataFrame
        Rows of the table statements, by the day they were published, with document.
    """
    rows = record.statements[record.statements["topic"] == "satisfaction"]
    rows = rows.sort_values("published", kind="stable").drop_duplicates("statement")
    rows = rows.reset_index(drop=True)
    return graded(rows, record.sources, record.contradictions)


def before_rounding(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the waves whose published change is not that of the published levels.

    Parameters
    ----------
    rows
        Waves, as `waves` gives them.

    Returns
    -------
    DataFrame
        Those waves, with before: the level of the wave before.
    """
    before = rows["percent"].shift()
    odd = rows["change_points"].notna() & (
        (rows["percent"] - before) != rows["change_points"]
    )
    return rows.assign(before=before)[odd].reset_index(drop=True)


def _of_customers(record: Partnership, partner: str) -> pd.DataFrame:
    """Return a council's customers by wave and service, in the order of fieldwork."""
    rows = answers(record)
    own = (rows["partner"] == partner) & (rows["customer_group"] == "customers")
    waves = record.waves[["id", "name", "fieldwork"]]
    waves = waves.rename(columns={"id": "wave", "name": "wave_name"})
    named = rows[own].merge(waves, on="wave")
    found: pd.DataFrame = named.sort_values(["fieldwork", "service"])
    return found.assign(when=found["wave_name"].str.lower())
