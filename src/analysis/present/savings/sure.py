"""Say in a few points what can be believed, and what the figures cannot tell."""

from analysis.data import Partnership
from analysis.measures.double_counting import WITH_PARTS, overlaps
from analysis.measures.facts import about
from analysis.present import numbers
from analysis.present.display import Text
from analysis.present.savings.case import annual
from analysis.present.savings.fair import known_shares
from analysis.present.savings.words import amount, derived, ends
from analysis.present.savings.worth import claims_of_cost


def in_two_minutes(record: Partnership) -> Text:
    """Say what was saved, at what cost, for whom, and what may be believed."""
    points = [_saved(record), _cost(record), _whom(record), _owed(record)]
    return Text("\n".join(f"- {point}" for point in points if point))


def how_sure(record: Partnership) -> Text:
    """Say what the savings figures cannot tell."""
    stated = about(record.savings)
    unstated = stated[stated["basis"] == "not stated"]
    points = [
        "The annual figures are the yearly level of savings that had been reached "
        "(run-rate). A sum of them shows the order of size of what was saved over the "
        f"years. {_sums_of_documents(record)}"
    ]
    if len(unstated):
        figures = [f"{amount(row)} {row['status']}" for _, row in unstated.iterrows()]
        points.append(
            f"The basis of {numbers.count(len(figures), 'figure')} was not stated, so "
            "they are neither added to nor compared with any other: "
            f"{numbers.listing(figures)}."
        )
    cost = record.costs[record.costs["kind"].isin(["set-up", "change"])]
    if cost.empty:
        points.append(
            "No cost of setting up or changing the services was published, so all "
            "savings are before the cost of achieving them."
        )
    return Text("\n".join(f"- {point}" for point in points))


def _sums_of_documents(record: Partnership) -> str:
    """Say which sums of annual figures a document itself gives as cumulative."""
    stated = about(record.savings).set_index("id")
    parts = set(annual(record)["delivered_id"].dropna())
    found = overlaps(stated.reset_index())
    sums = [
        stated.loc[ids[0]]
        for ids in found.loc[found["kind"] == WITH_PARTS, "ids"]
        if stated.loc[ids[0], "basis"] == "cumulative" and parts.issuperset(ids[1:])
    ]
    if not sums:
        return "It is not the cumulative figure of any document."
    figures = numbers.listing(
        [
            f"{amount(row)} for {numbers.period(row['period_from'], row['period_to'])}"
            for row in sums
        ]
    )
    verb = "is" if len(sums) == 1 else "are each"
    return (
        f"Only {figures} {verb} given by a document as a cumulative figure, which the "
        "ledger grades as such; a headline takes the grade of the annual figures that "
        "it is made of."
    )


def _saved(record: Partnership) -> str:
    by_year = annual(record)
    firm = by_year[by_year["delivered_status"] == "achieved"]
    if firm.empty:
        return ""
    ranged = firm
    least, most = ranged["least_gbp"].sum(), ranged["most_gbp"].sum()
    first, last = firm["financial_year"].iloc[0], firm["financial_year"].iloc[-1]
    years = numbers.count(len(firm), "year")
    found = (
        f"**What was saved.** The yearly levels reported for {years}, {first} to {last}"
    )
    if len(firm) == 1:
        return f"{found}, are {ends(least, most)}."
    differ = (
        ": documents differ on "
        + numbers.listing(
            list(ranged.loc[ranged["others"].map(bool), "financial_year"])
        )
        if least < most
        else ""
    )
    return f"{found}, add up to {ends(least, most)}{differ}."


def _cost(record: Partnership) -> str:
    said = claims_of_cost(record)
    return f"**At what cost.** {said}" if said else ""


def _whom(record: Partnership) -> str:
    if record.savings.empty:
        return ""
    known = known_shares(record)
    if not known:
        return (
            "**For whom.** How the savings were split between the councils was not "
            "published."
        )
    year, table = list(known.items())[-1]
    gains = table[table["beyond_gbp"] > 0]
    names = [record.name_of("partners", p) for p in gains["partner"]]
    return (
        f"**For whom.** In {year}, {numbers.listing(names)} had "
        f"{derived(gains['beyond_gbp'].sum())} more of the savings than their part of "
        "the cost."
    )


def _owed(record: Partnership) -> str:
    if record.savings.empty:
        return ""
    return (
        "**Compared with what.** With the budgets before, not with what the councils "
        "would have saved on their own: how much is owed to sharing is not known."
    )
