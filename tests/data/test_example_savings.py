"""The generator of the illustrative partnership plants what reports are to find."""

from example.savings_lines import DOUBLES, lines
from example.world import World


def test_another_seed_makes_another_register() -> None:
    assert lines(World(1)) != lines(World(2))
    assert lines(World(1)) == lines(World(1))


def test_the_register_has_pairs_of_one_saving_under_two_names() -> None:
    register = lines(World())
    alike = [(s.service, s.planned, s.plan, s.came, s.slip) for s in register]
    assert len(alike) - len(set(alike)) == DOUBLES
    assert len({(s.service, s.title) for s in register}) == len(register)
