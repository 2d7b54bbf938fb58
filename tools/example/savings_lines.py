"""The savings register of the illustrative partnership: 200 lines, some astray."""

from dataclasses import dataclass, replace

import numpy as np

from example.world import SERVICES, World

LINES_A_SERVICE = 25
PLANNED_IN = (0.14, 0.18, 0.16, 0.14, 0.12, 0.10, 0.09, 0.07)
"""How likely a line is planned for each year of the eight."""

SLIPS = {0: 0.66, 1: 0.22, 2: 0.07, -1: 0.05}
"""How likely a line comes so many years late; -1: never."""

NATURES = {
    "efficiency": 0.62,
    "reduced output": 0.14,
    "income": 0.13,
    "cost avoided": 0.11,
}
DOUBLES = 6
"""Pairs of lines that are one saving under two names, for a reader to find."""

ACTIONS = ("Merge", "Automate", "Redesign", "Renegotiate", "Reduce", "Retire")
OBJECTS = {
    "finance": ("ledger support", "month-end closing", "treasury desk", "budget desk"),
    "hr": ("recruitment desk", "training", "payroll queries", "casework"),
    "ict": ("service desk", "data centre", "licences", "telephony"),
    "legal": ("external counsel", "case files", "committee support", "searches"),
    "procurement": ("catalogues", "contract register", "tendering", "buying desk"),
    "exchequer": ("invoice handling", "debt recovery", "cash desk", "enforcement"),
    "revenues": ("billing", "scanning", "appeals desk", "benefit checks"),
    "property": ("cleaning contract", "office space", "energy", "reception"),
}


@dataclass(frozen=True)
class Line:
    """Hold one line of the register.

    Attributes
    ----------
    planned
        The year it was planned for, counted from the first.
    slip
        Years by which it came late; -1: it never came.
    plan, came, cost
        Pounds; cost is nil where the line has no cost of change.
    """

    number: int
    service: str
    title: str
    planned: int
    slip: int
    plan: int
    came: int
    cost: int
    nature: str
    recurrent: bool

    @property
    def name(self) -> str:
        """Return the line's id."""
        return f"L{self.number:03d}"

    @property
    def delivered(self) -> int | None:
        """Return the year in which it came, counted from the first, if it did."""
        return None if self.slip < 0 else self.planned + self.slip

    @property
    def cashable(self) -> str:
        """Return whether a budget was reduced by it."""
        return "no" if self.nature == "cost avoided" else "yes"


def lines(world: World) -> list[Line]:
    """Return the register, the same for the same seed."""
    rng = world.rng("savings")
    made: list[Line] = []
    for service in SERVICES:
        names = [f"{a} {o}" for o in OBJECTS[service] for a in ACTIONS]
        names += [f"{a} {OBJECTS[service][0]}, second stage" for a in ACTIONS[:1]]
        titles = rng.permutation(np.array(names))[:LINES_A_SERVICE]
        made += [
            _line(rng, len(made) + place, service, str(title), world)
            for place, title in enumerate(titles, start=1)
        ]
    return _with_doubles(made, rng)


def _line(
    rng: np.random.Generator, number: int, service: str, title: str, world: World
) -> Line:
    plan = int(np.clip(rng.lognormal(np.log(70), 0.7), 6, 480)) * 1000
    part = float(np.clip(rng.normal(0.96, 0.12), 0.35, 1.15))
    has_cost = rng.random() < 0.4
    return Line(
        number,
        service,
        title,
        planned=int(rng.choice(len(world.years), p=PLANNED_IN)),
        slip=int(rng.choice(list(SLIPS), p=list(SLIPS.values()))),
        plan=plan,
        came=round(plan * part / 1000) * 1000,
        cost=round(plan * rng.uniform(0.3, 1.5) / 1000) * 1000 if has_cost else 0,
        nature=str(rng.choice(list(NATURES), p=list(NATURES.values()))),
        recurrent=bool(rng.random() < 0.85),
    )


def _with_doubles(made: list[Line], rng: np.random.Generator) -> list[Line]:
    """Give some lines the figures of another of their service, under its own name."""
    known = [n for n, line in enumerate(made) if line.slip == 0 and line.recurrent]
    chosen = rng.permutation(np.array(known))[:DOUBLES]
    for first in map(int, chosen):
        begin = first // LINES_A_SERVICE * LINES_A_SERVICE
        others = range(begin, begin + LINES_A_SERVICE)
        second = next(n for n in others if n not in chosen and made[n].cost == 0)
        made[second] = replace(
            made[first],
            number=made[second].number,
            title=made[second].title,
            cost=1_000,
        )
    return made
