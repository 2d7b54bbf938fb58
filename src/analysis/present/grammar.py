"""Bend words to a number: one, several, all or none; and keep what holds."""

from analysis.present.markup import Markdown
from analysis.present.words import count


def out_of(some: int, whole: int, noun: str, plural: str | None = None) -> str:
    """Write how many of several things, in words that also fit one, all and none.

    Parameters
    ----------
    some, whole
        How many, of how many.
    noun, plural
        What is counted; by default the plural takes an s.

    Examples
    --------
    >>> out_of(1, 3, "wave"), out_of(0, 3, "wave"), out_of(3, 3, "wave")
    ('one of the three waves', 'none of the three waves', 'all three waves')
    >>> out_of(2, 2, "year"), out_of(0, 2, "year")
    ('both years', 'neither year')
    >>> out_of(1, 1, "year"), out_of(0, 1, "year")
    ('the only year', 'no year')
    """
    if whole <= 1:
        return f"the only {noun}" if some else f"no {noun}"
    things = count(whole, noun, plural)
    if some == whole:
        return f"both {plural or f'{noun}s'}" if whole == 2 else f"all {things}"
    if not some:
        return f"neither {noun}" if whole == 2 else f"none of the {things}"
    return f"{count(some)} of the {things}"


def met(
    some: int, whole: int, noun: str, plural: str | None = None, *, about: int = 0
) -> str | None:
    """Say in how many of several a target was met; None where there are none.

    Parameters
    ----------
    some, whole
        In how many it was met, of how many.
    noun, plural
        What they are; by default the plural takes an s.
    about
        In how many the result was about on target, so that nobody can tell.

    Examples
    --------
    >>> met(3, 3, "wave"), met(1, 3, "wave"), met(0, 3, "wave")
    ('met in all three waves', 'met in one of the three waves', \
'not met in any of the three waves')
    >>> met(0, 2, "wave"), met(0, 1, "wave")
    ('not met in either wave', 'not met in the only wave')
    >>> met(0, 3, "wave", about=1)
    'not clearly met in any of the three waves'
    """
    if not whole:
        return None
    if some:
        return f"met in {out_of(some, whole, noun, plural)}"
    several = f"any of the {count(whole, noun, plural)}"
    where = {1: f"the only {noun}", 2: f"either {noun}"}.get(whole, several)
    return f"not {'clearly ' if about else ''}met in {where}"


def only_if(condition: object) -> str | None:
    """Keep the paragraph, item or heading it stands in only where a condition holds.

    Parameters
    ----------
    condition
        Anything that is true or false, such as a number of rows.

    Examples
    --------
    >>> only_if(False) is None, only_if([1, 2])
    (True, '<!-- -->')
    """
    return Markdown("<!-- -->") if condition else None


def agree(number: float, one: str, several: str) -> str:
    """Choose between two forms of a word: is or are, was or were.

    Parameters
    ----------
    number
        How many.
    one, several
        The two forms.

    Examples
    --------
    >>> agree(1, "is", "are"), agree(0, "is", "are"), agree(2, "was", "were")
    ('is', 'are', 'were')
    """
    return one if number == 1 else several


def possessive(name: str) -> str:
    """Write what belongs to somebody.

    Parameters
    ----------
    name
        Who it is.

    Examples
    --------
    >>> possessive("Newham"), possessive("the councils")
    ('Newham’s', 'the councils’')
    """
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def sentence(words: str | None) -> str | None:
    """Write words as the start of a sentence, with a capital letter.

    Parameters
    ----------
    words
        Some words.

    Examples
    --------
    >>> sentence("both years"), sentence("£5m")
    ('Both years', '£5m')
    """
    return None if words is None else words[:1].upper() + words[1:]
