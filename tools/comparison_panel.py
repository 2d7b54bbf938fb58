"""Make the comparison tables of data/onesource from a panel of councils' returns.

    python tools/comparison_panel.py PANEL data/onesource

The panel is a folder of three files: london_services.csv, england_central_services.csv
and england_population.csv. London is taken in full; the rest of England is added up by
class. Which boroughs share, and why they are no donors, is said below.
"""

import sys
from pathlib import Path

import pandas as pd

CENTRAL, WHOLE = "central-services", "total-service-expenditure"
POPULATION, COUNCILS = "population", "councils-reporting"
ONS = "ons-population-mid-2023"

CLASSES = {
    "MD": ("metropolitan-districts", "Metropolitan districts"),
    "UA": ("unitary-authorities", "Unitary authorities"),
    "SC": ("counties", "Counties"),
    "SD": ("districts", "Shire districts"),
}

MERTON = "merton-four-borough-legal-2013", "Shared legal service from October 2013."
TRIBOROUGH = "lbhf-tri-borough", "One of the three councils of the tri-borough."
DIGITAL = "islington-shared-digital-2016", "Shared ICT service, formed 2015 to 2016."
RICHMOND = "lgc-sharing-2015", "One staff with Richmond, announced in 2015."
FOUNDED = "award-submission-2015", "A council of the partnership."
BEXLEY = "havering-cabinet-bexley-2016", "A council of the partnership."

SHARES: dict[str, tuple[str, str]] = {
    "havering": FOUNDED,
    "newham": FOUNDED,
    "bexley": BEXLEY,
    "hammersmith-and-fulham": TRIBOROUGH,
    "kensington-and-chelsea": TRIBOROUGH,
    "westminster": TRIBOROUGH,
    "kingston-upon-thames": MERTON,
    "merton": MERTON,
    "richmond-upon-thames": MERTON,
    "sutton": MERTON,
    "wandsworth": RICHMOND,
    "camden": DIGITAL,
    "haringey": DIGITAL,
    "islington": DIGITAL,
}
"""Boroughs known to have shared back offices in the years compared, and from where."""

NOT_COMPARABLE = {
    "city-of-london": "A few thousand residents: no figure a head can be compared."
}

REORGANISED = "2009/10: councils were reorganised."
HEALTH = "2013/14: public health came to councils."
SOCIAL = "2011/12: social care was split in two."

LINES: dict[str, tuple[str, str, str]] = {
    "Central services": (
        "outcome",
        "Net current expenditure on central services. Net: what is recharged to "
        "services is left out, and so is most of what a shared back office costs. A "
        "cost that councils share is reported by the one that pays it.",
        f"{REORGANISED} Pension costs that belong to no service come and go with "
        "accounting rules.",
    ),
    "Total service expenditure": (
        "whole",
        "Net current expenditure on all services.",
        f"{REORGANISED} {SOCIAL} {HEALTH}",
    ),
    "Net current expenditure": (
        "other",
        "All services and what else is current spending, such as housing benefits.",
        f"{REORGANISED} {HEALTH}",
    ),
    "Adult social care": ("other", "Net current expenditure.", SOCIAL),
    "Children's social care": ("other", "Net current expenditure.", SOCIAL),
    "Social care (children and adults)": ("other", "Net current expenditure.", SOCIAL),
    "Public health": ("other", "Net current expenditure.", HEALTH),
    "Revenue expenditure": (
        "other",
        "What is paid from council tax, rates and general grants.",
        "",
    ),
}
"""Role, meaning and breaks of a line; the rest are net current expenditure."""


def identifier(name: str) -> str:
    """Return a name as an id: Children's social care is childrens-social-care."""
    kept = "".join(c for c in name.lower() if c.isalnum() or c in " -")
    return "-".join(kept.split())


def financial_year(year: str) -> str:
    """Return 2014-15 as 2014/15."""
    return year.replace("-", "/")


def source(year: str) -> str:
    """Return the id of the return's source for a financial year."""
    return f"revenue-outturn-{year.replace('/', '-')}"


def main(panel: Path, folder: Path) -> None:
    """Write comparison_areas, comparison_lines and comparison_values."""
    london = pd.read_csv(panel / "london_services.csv")
    england = pd.read_csv(panel / "england_central_services.csv")
    people = pd.read_csv(panel / "england_population.csv")
    published = pd.read_csv(folder / "sources.csv").set_index("id")["published"]
    names = london.drop_duplicates("ons_code").set_index("ons_code")["authority"]
    values = pd.concat(
        [
            london_values(london),
            population(people[people["ons_code"].isin(names.index)]),
            *(class_values(england, people, code) for code in CLASSES),
        ]
    )
    values["published"] = values["source"].map(published)
    values = values.sort_values(["area", "line", "financial_year"])
    write(folder / "comparison_areas.csv", pd.DataFrame(areas(names)))
    write(folder / "comparison_lines.csv", lines(sorted(london["line"].unique())))
    write(folder / "comparison_values.csv", values)


def write(path: Path, table: pd.DataFrame) -> None:
    """Write a table as CSV."""
    table.to_csv(path, index=False, lineterminator="\n", float_format="%.12g")


def areas(names: "pd.Series[str]") -> list[dict[str, str]]:
    """Return the rows of comparison_areas."""
    rows = []
    for code, name in names.sort_values().items():
        area = identifier(name)
        origin, note = SHARES.get(area, ("", NOT_COMPARABLE.get(area, "")))
        role = "shares too" if origin else "not comparable" if note else "donor"
        row = {"id": area, "name": name, "ons_code": str(code)}
        row |= {"class": "London borough", "role": role, "source": origin}
        rows.append(row | {"note": note})
    for area, name in CLASSES.values():
        row = {"id": area, "name": name, "class": name, "role": "class total"}
        rows.append(row | {"note": "The councils that reported, added up."})
    return rows


def lines(names: list[str]) -> pd.DataFrame:
    """Return the table comparison_lines."""
    rows = []
    for name in names:
        usual = (
            "other",
            "Net current expenditure, as the return defines the line.",
            "",
        )
        role, meaning, breaks = LINES.get(name, usual)
        row = {"id": identifier(name), "name": name, "role": role}
        rows.append(row | {"unit": "£ thousand", "meaning": meaning, "breaks": breaks})
    rows += [
        {
            "id": POPULATION,
            "name": "Population, mid-year",
            "role": "population",
            "unit": "people",
            "meaning": "Residents in June of the year, as revised after the census of "
            "2021.",
        },
        {
            "id": COUNCILS,
            "name": "Councils reporting",
            "role": "other",
            "unit": "councils",
            "meaning": "How many councils of a class are in its totals; some did not "
            "report in late years.",
        },
    ]
    return pd.DataFrame(rows)


def london_values(london: pd.DataFrame) -> pd.DataFrame:
    """Return every line of every borough."""
    years = london["year"].map(financial_year)
    return pd.DataFrame(
        {
            "area": london["authority"].map(identifier),
            "line": london["line"].map(identifier),
            "financial_year": years,
            "value": london["value_gbp_thousand"],
            "source": years.map(source),
        }
    )


def population(people: pd.DataFrame) -> pd.DataFrame:
    """Return the mid-year population of every borough."""
    return pd.DataFrame(
        {
            "area": people["authority"].map(identifier),
            "line": POPULATION,
            "financial_year": people["year"].map(
                lambda year: f"{year}/{(year + 1) % 100:02d}"
            ),
            "value": people["population"],
            "source": ONS,
        }
    )


def class_values(
    england: pd.DataFrame, people: pd.DataFrame, code: str
) -> pd.DataFrame:
    """Add up the councils of a class, year by year.

    Of a class whose councils nearly all have a population, only those that have one
    are added, so that figures a head are of the same councils.
    """
    rows = england[england["class"] == code].copy()
    rows["financial_year"] = rows["year"].map(financial_year)
    rows["line"] = rows["line"].map(identifier)
    head_counts = code in ("MD", "UA")
    if head_counts:
        rows = rows[rows["ons_code"].isin(people["ons_code"])]
    totals = rows.groupby(["line", "financial_year"])["value_gbp_thousand"].sum()
    found = [totals.rename("value").reset_index()]
    one_line = rows[rows["line"] == CENTRAL]
    counts = one_line.groupby("financial_year").size().rename("value").reset_index()
    found.append(counts.assign(line=COUNCILS))
    whole = pd.concat(found)
    whole["source"] = whole["financial_year"].map(source)
    if head_counts:
        mid_year = people.set_index(["ons_code", "year"])["population"]
        one_line = one_line[
            one_line["year"].str[:4].astype(int) >= people["year"].min()
        ]
        keys = zip(
            one_line["ons_code"], one_line["year"].str[:4].astype(int), strict=True
        )
        counted = one_line.assign(value=[mid_year[key] for key in keys])
        sums = counted.groupby("financial_year")["value"].sum().reset_index()
        whole = pd.concat([whole, sums.assign(line=POPULATION, source=ONS)])
    return whole.assign(area=CLASSES[code][0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
