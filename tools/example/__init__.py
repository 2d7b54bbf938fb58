"""Make the illustrative partnership of data/example, from a seed."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.data.schemas import TABLES
from example import (
    assumptions,
    comparison,
    indicators,
    ledger_extract,
    organisation,
    satisfaction,
    savings,
    spending,
)
from example.world import DESCRIPTION, NAME, NOTICE, PRICE_BASE, World

Topic = Callable[[World], dict[str, pd.DataFrame]]
"""Makes a topic's tables, by name; rows of sources are added to the register."""

TOPICS: list[Topic] = [
    assumptions.tables,
    savings.tables,
    satisfaction.tables,
    indicators.tables,
    organisation.tables,
    spending.tables,
    comparison.tables,
]
"""Every topic of the illustrative partnership."""

README = f"""# {NAME}

An invented partnership: every council, figure and document here is made by a seeded
generator, to show the reports on a full record. Its pages carry a notice that says so.
Make it again with `make example`; a test holds that the files are what the generator
makes.
"""


def tables(seed: int = 2024) -> dict[str, pd.DataFrame]:
    """Return every table of the illustrative partnership, in the order of schemas."""
    world = World(seed)
    made = world.registers()
    for topic in TOPICS:
        for name, table in topic(world).items():
            made[name] = pd.concat([made[name], table]) if name in made else table
    return {
        name: made[name].reindex(columns=list(declared.columns))
        for name, declared in TABLES.items()
        if name in made
    }


def write(folder: Path, seed: int = 2024) -> None:
    """Write the illustrative partnership into a folder.

    Parameters
    ----------
    folder
        Where the tables go; tables that stand there are replaced.
    seed
        The same seed gives the same files, byte for byte.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables(seed).items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    for file, extract in satisfaction.extracts(World(seed)).items():
        extract.to_csv(folder / file, index=False, lineterminator="\n")
    ledger_settings = ledger_extract.write(folder, World(seed))
    settings = [
        f'name = "{NAME}"',
        f'description = "{DESCRIPTION}"',
        'provider = "Three Rivers"',
        f'notice = "{NOTICE}"',
        "",
        "[money]",
        f'price_base = "{PRICE_BASE}"',
    ]
    (folder / "partnership.toml").write_text(
        "\n".join(settings) + "\n" + satisfaction.SETTINGS + ledger_settings, "utf-8"
    )
    (folder / "README.md").write_text(README, "utf-8")
