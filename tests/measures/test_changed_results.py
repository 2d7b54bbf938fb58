"""Results of single answers are compared only as far as both editions show them."""

from collections.abc import Mapping

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.changed_results import SHOWN, compare, with_sources
from analysis.measures.changes import Fact, counts
from analysis.measures.survey import KEY

THRESHOLD = 10
Group = tuple[str, str, str, str]


def results(shown: Mapping[Group, tuple[int, int]]) -> pd.DataFrame:
    """Return what an edition shows: by group, how many answered and the per cent."""
    rows = [
        dict(zip([*KEY, "answered", "percent", "low", "high"], row, strict=True))
        for row in ((*g, n, p, p - 1, p + 1) for g, (n, p) in shown.items())
    ]
    return pd.DataFrame(rows, columns=[*KEY, *SHOWN])


def groups(names: set[Group]) -> pd.DataFrame:
    return pd.DataFrame(sorted(names), columns=KEY)


names = st.tuples(
    st.sampled_from(["2022", "2023"]),
    st.just("customers"),
    st.sampled_from(["a", "b", "partnership"]),
    st.sampled_from(["x", "all"]),
)
editions = st.dictionaries(names, st.tuples(st.integers(3, 20), st.integers(60, 63)))


@given(editions, editions, st.sets(names))
def test_each_result_is_one_of_the_four_and_what_is_hidden_has_no_figure(
    before: dict[Group, tuple[int, int]],
    after: dict[Group, tuple[int, int]],
    hidden: set[Group],
) -> None:
    after = {g: figures for g, figures in after.items() if g not in hidden}
    found = compare(results(before), results(after), groups(hidden), THRESHOLD)
    was = {g: f for g, f in before.items() if f[0] >= THRESHOLD}
    now = {g: f for g, f in after.items() if f[0] >= THRESHOLD}
    assert sorted(fact.key for fact in found) == sorted({*was, *now})
    for fact in found:
        group: Group = fact.key  # type: ignore[assignment]
        kinds = {(True, True): {"same", "revised"}, (False, True): {"new"}}
        told = kinds.get((group in was, group in now), {"withdrawn"})
        assert fact.change in told
        assert (fact.change == "same") == (was.get(group) == now.get(group))
        assert (fact.difference is None) == (fact.change in ("new", "withdrawn"))
        if group in hidden:
            assert fact.is_figure
            assert not {*SHOWN} & {*fact.row.index}
        else:
            assert (fact.row["answered"], fact.row["percent"]) == now.get(
                group, was.get(group)
            )


def only(found: list[Fact]) -> Fact:
    (fact,) = found
    return fact


GROUP = ("2022", "customers", "a", "x")


def test_a_result_that_an_earlier_edition_showed_of_too_few_is_nowhere() -> None:
    found = compare(results({GROUP: (4, 75)}), results({}), groups(set()), THRESHOLD)
    assert found == []


def test_a_wave_with_another_level_is_revised_by_what_was_published() -> None:
    before, after = results({GROUP: (40, 75)}), results({GROUP: (52, 78)})
    fact = only(compare(before, after, groups(set()), THRESHOLD))
    assert (fact.change, fact.difference) == ("revised", 3.0)
    assert counts([fact])["revised"] == 1


def said(source: str, group: Group, day: str) -> dict[str, object]:
    about = dict(zip(KEY, group, strict=True))
    return {**about, "source": source, "published": pd.Timestamp(day)}


def test_a_result_has_the_document_that_tells_most_of_its_group() -> None:
    tables = {
        "invited": pd.DataFrame(
            [
                said("own", GROUP, "2022-05-01"),
                said("wave", ("2023", "provider staff", "b", "x"), "2023-05-01"),
            ]
        )
    }
    shown = results({GROUP: (40, 75), ("2023", *GROUP[1:]): (50, 80)})
    found = with_sources(shown, tables)
    assert found["source"].tolist() == ["own", "wave"]
    assert found["published"].dt.year.tolist() == [2022, 2023]


def test_a_result_without_a_document_has_none() -> None:
    found = with_sources(results({GROUP: (40, 75)}), {})
    assert found[["source", "published"]].isna().all(axis=None)
