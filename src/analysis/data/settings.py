"""The settings of a partnership: partnership.toml."""

import tomllib
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError, model_validator

from analysis.data.columns import FINANCIAL_YEAR, is_financial_year
from analysis.data.problems import Problem, suggestion
from analysis.data.settings_ledger import Ledger
from analysis.data.settings_section import Section
from analysis.data.settings_survey import Survey

FILE = "partnership.toml"


class Money(Section):
    """Hold how money is made comparable over time."""

    price_base: str = Field(
        default="2024/25",
        description="Financial year in whose prices real amounts are given.",
        pattern=FINANCIAL_YEAR.pattern,
    )
    discount_rate: float = Field(
        default=0.035, ge=0, lt=1, description="Discount rate a year, real."
    )
    discount_rate_source: str = Field(
        default="HM Treasury, The Green Book: social time preference rate",
        description="Where the rate comes from.",
    )


class Appraisal(Section):
    """Hold what is assumed in valuing savings, and how far each may be wrong."""

    present_value_year: str | None = Field(
        default=None,
        description="Financial year that present values are given for; none: the "
        "first year of savings.",
        pattern=FINANCIAL_YEAR.pattern,
    )
    rate_points: float = Field(
        default=1.0, ge=0, description="Points by which the discount rate is varied."
    )
    inflation_points: float = Field(
        default=0.5, ge=0, description="Points a year by which inflation is varied."
    )
    shortfall_percent: float = Field(
        default=41.0,
        ge=0,
        le=100,
        description="Largest part of a projected saving that may not come, per cent.",
    )
    shortfall_source: str = Field(
        default="Mott MacDonald's upper optimism bias for the operating cost of "
        "outsourcing, 41%, taken as a shortfall of the saving",
        description="Where that part comes from.",
    )
    part_year_percent: float = Field(
        default=50.0,
        ge=0,
        le=100,
        description="Least part of a year's new savings that falls in that year.",
    )
    draws: int = Field(default=100_000, ge=1, description="Draws of the simulation.")
    seed: int = Field(default=2014, ge=0, description="Seed of the simulation.")


class Rag(Section):
    """Hold the thresholds of red, amber and green for an adverse variance."""

    green_up_to_percent: float = Field(
        default=1.0, ge=0, description="Green up to this per cent of the budget."
    )
    amber_up_to_percent: float = Field(
        default=5.0, ge=0, description="Amber up to this; red above."
    )

    @model_validator(mode="after")
    def _in_order(self) -> "Rag":
        if self.amber_up_to_percent < self.green_up_to_percent:
            msg = "amber_up_to_percent of at least green_up_to_percent"
            raise ValueError(msg)
        return self


class Disclosure(Section):
    """Hold the rules that keep respondents from being identified."""

    minimum_group: int = Field(
        default=10, ge=1, description="Smallest group of respondents shown."
    )


class Check(Section):
    """Hold one check of the record or the reports, for the assurance statement."""

    what: str = Field(min_length=1, description="What was checked.")
    who: str = Field(min_length=1, description="Who checked it.")
    on: date = Field(description="The day it was checked.")
    found: str = Field(min_length=1, description="What was found.")


class Settings(Section):
    """Hold what a partnership says about itself."""

    name: str = Field(min_length=1, description="The partnership's name.")
    description: str = Field(
        min_length=1, description="What it is, in a sentence or two."
    )
    provider: str = Field(
        min_length=1, description="What the shared organisation is called."
    )
    contact: str | None = Field(
        default=None,
        description="Whom readers ask for another form of a page or tell of a barrier.",
    )
    notice: str | None = Field(
        default=None, description="A notice for every page, such as: illustrative."
    )
    money: Money = Field(default_factory=Money)
    appraisal: Appraisal = Field(default_factory=Appraisal)
    rag: Rag = Field(default_factory=Rag)
    disclosure: Disclosure = Field(default_factory=Disclosure)
    ledger: Ledger = Field(default_factory=Ledger)
    survey: Survey = Field(default_factory=Survey)
    assurance: list[Check] = Field(
        default_factory=list, description="Who checked what; one [[assurance]] each."
    )


def read_settings(folder: Path) -> tuple[Settings | None, list[Problem]]:
    """Read and check the settings of a folder.

    Returns
    -------
    tuple
        The settings, or None where there are problems; and the problems.
    """
    path = folder / FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        expected = "this file, with at least name, description and provider"
        return None, [Problem(FILE, 0, "", "", expected)]
    except OSError as error:
        return None, [Problem(FILE, 0, "", "", f"a readable file ({error.strerror})")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [Problem(FILE, 0, "", "", f"TOML that can be read ({error})")]
    try:
        settings = Settings.model_validate(content)
    except ValidationError as error:
        return None, [_as_problem(dict(detail)) for detail in error.errors()]
    if not is_financial_year(settings.money.price_base):
        expected = "a financial year, such as 2017/18"
        value = settings.money.price_base
        return None, [Problem(FILE, 0, "money.price_base", value, expected)]
    return settings, []


def _as_problem(detail: dict[str, object]) -> Problem:
    place = ".".join(str(part) for part in detail["loc"])  # type: ignore[attr-defined]
    message = str(detail["msg"]).removeprefix("Value error, ")
    if detail["type"] == "extra_forbidden":
        known = tuple(Settings.model_fields)
        hint = suggestion(place.split(".")[-1], known)
        message = f"a setting that exists{hint}"
    value = "" if detail["type"] == "missing" else str(detail["input"])
    return Problem(FILE, 0, place, value, message[0].lower() + message[1:])
