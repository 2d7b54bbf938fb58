"""The savings of the illustrative partnership are what its generator makes."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.data.example import savings
from analysis.data.example.savings_lines import DOUBLES, lines
from analysis.data.example.world import World

OWN = ("savings", "costs", "shares", "budget_changes", "comparators", "deflator")


def written(table: pd.DataFrame, columns: list[str]) -> list[list[str]]:
    """Return the cells of a table as a file has them."""
    text = table.reindex(columns=columns).to_csv(index=False, lineterminator="\n")
    return [line.split(",") for line in text.splitlines()]


@pytest.mark.parametrize("name", OWN)
def test_the_stored_table_is_what_the_seed_makes(name: str, root: Path) -> None:
    stored = (root / "data" / "example" / f"{name}.csv").read_text("utf-8")
    columns = stored.splitlines()[0].split(",")
    made = written(savings.tables(World())[name], columns)
    kept = [line.split(",") for line in stored.splitlines()]
    assert all(row in kept for row in made)


def test_another_seed_makes_another_register() -> None:
    assert lines(World(1)) != lines(World(2))
    assert lines(World(1)) == lines(World(1))


def test_the_register_has_pairs_of_one_saving_under_two_names() -> None:
    register = lines(World())
    alike = [(s.service, s.planned, s.plan, s.came, s.slip) for s in register]
    assert len(alike) - len(set(alike)) == DOUBLES
    assert len({(s.service, s.title) for s in register}) == len(register)
