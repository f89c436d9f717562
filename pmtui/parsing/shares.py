"""Shares: `15%` in a field; in prose `a third of`, `one in seven`, `3x`, and `half of it` as well."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pmtui.parsing.numbers import (
    DIGITS,
    DIGITS_IN_PROSE,
    ONE_TO_NINE,
    SMALL_NUMBERS,
    TENS,
    Hedge,
    ReadQuantity,
    hedge_before,
    in_digits,
    value_of,
    write_number,
)

_PLAIN = re.compile(rf"[~<>≤≥≈]?\s*+(?P<number>{DIGITS})\s*+%?")


def read_share(text: str) -> Decimal | None:
    """Read a percentage as a fraction: `15%` and `15` are 0.15.

    Returns:
        The fraction, or None if it isn't a number from 0 to 100.
    """
    match = _PLAIN.fullmatch(text.strip())
    if not match:
        return None
    share = value_of(match["number"]) / 100
    return share if share <= 1 else None


def write_share(fraction: Decimal, digits: int = 1) -> str:
    """Write a fraction as a percentage: 0.155 is `15.5%`."""
    return f"{write_number(fraction * 100, digits)}%"


# -- in prose ----------------------------------------------------------------------------------------------------------

_FRACTIONS = {
    "a tenth": 10, "one tenth": 10, "a fifth": 20, "one fifth": 20, "a quarter": 25, "one quarter": 25,
    "a third": 100 / 3, "one third": 100 / 3, "half": 50, "two thirds": 200 / 3, "three quarters": 75,
    "one in two": 50, "one in three": 100 / 3, "one in four": 25, "one in five": 20, "one in six": 100 / 6,
    "one in seven": 100 / 7, "one in eight": 12.5, "one in ten": 10, "two fifths": 40, "three fifths": 60,
    "four fifths": 80,
}  # fmt: skip
_EVERY = {"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10}
_RHYTHM = r"(?:second|minute|hour|day|night|week|month|quarter|year|time|and|or|of|for|to|from|on|in)s?\b"
"""After "every second", these make it a rhythm and not a share."""

_TIMES = {"twice": 2, "double": 2, "all of": 1,
          "the whole": 1, "the entire": 1, "half": 0.5, "a third of": 1 / 3, "a quarter of": 0.25}  # fmt: skip


@cache
def _in_prose() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a percentage, of a fraction, and of how many times something is."""
    fractions = "|".join(words.replace(" ", "[ -]") for words in _FRACTIONS)
    return (
        re.compile(rf"(?<![\w.,])(?P<number>{DIGITS_IN_PROSE})\s?(?:%|percent|per cent)", re.IGNORECASE),
        re.compile(rf"\b(?P<words>{fractions})\b", re.IGNORECASE),
        re.compile(
            rf"\b(?P<words>{'|'.join(_TIMES)}|(?P<many>{ONE_TO_NINE}|ten|\d+(?:\.\d+)?) times)\b", re.IGNORECASE
        ),
    )


@cache
def _in_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of spelled-out shares, each with a word that it must have; they're rare."""
    ones, tens = "|".join(list(SMALL_NUMBERS)[3:]), "|".join(TENS)
    parts = rf"(?P<part>{ones}) (?:out of|in) (?P<whole>{ones}|{tens})"
    patterns = {
        "cent": rf"(?P<percent>(?:{tens})(?:[ -](?:{ones}))?|{ones})[ -]per ?cent",
        "every": rf"every[ -](?P<every>{'|'.join(_EVERY)})(?= (?!{_RHYTHM})[a-z])",
        " in ": parts,
        "out of": parts,
    }
    return tuple((word, re.compile(rf"\b{pattern}\b", re.IGNORECASE)) for word, pattern in patterns.items())


def shares(prose: str) -> Iterator[ReadQuantity]:
    """Yield the shares in a text, in percent: `15%`, `ninety percent`, `a third of`, `one in seven`, `every second`."""
    share, fraction, _ = _in_prose()
    for match in share.finditer(prose):
        number = match["number"].replace(",", "")
        step = 10.0 ** -len(number.partition(".")[2])
        yield ReadQuantity(match.start(), match.end(), float(number), hedge_before(prose, match.start()), step)
    found = {match.span(): _FRACTIONS[match["words"].lower().replace("-", " ")] for match in fraction.finditer(prose)}
    lower = prose.lower()
    for word, pattern in _in_words():
        for match in pattern.finditer(prose) if word in lower else ():
            value = _share_of_words(match)
            if value is not None:
                found.setdefault(match.span(), value)
    for (start, end), value in found.items():
        hedge = hedge_before(prose, start)
        is_rounded = "cent" not in prose[start:end].lower()
        hedge = Hedge.ABOUT if hedge is Hedge.EXACT and is_rounded else hedge
        yield ReadQuantity(start, end, value, hedge, value / 10 if is_rounded else 1.0)


def _share_of_words(match: re.Match[str]) -> float | None:
    """Return the percentage of a spelled-out share; None if it's over 100%."""
    found = {name: text.lower() for name, text in match.groupdict().items() if text}
    if "percent" in found:
        return float(_of_words(found["percent"]))
    if "every" in found:
        return 100 / _EVERY[found["every"]]
    part, whole = _of_words(found["part"]), _of_words(found["whole"])
    return 100 * part / whole if part < whole else None


def _of_words(text: str) -> int:
    tens, _, ones = text.replace("-", " ").partition(" ")
    return TENS[tens] + SMALL_NUMBERS.get(ones, 0) if tens in TENS else SMALL_NUMBERS[tens]


def multiples(prose: str) -> Iterator[ReadQuantity]:
    """Yield how many times something was used up, in percent: `twice`, `half`."""
    for match in _in_prose()[2].finditer(prose):
        value = 100 * (_many(match["many"].lower()) if match["many"] else _TIMES[match["words"].lower()])
        hedge = hedge_before(prose, match.start())
        yield ReadQuantity(
            match.start(), match.end(), value, Hedge.ABOUT if hedge is Hedge.EXACT else hedge, value / 10
        )


def _many(text: str) -> float:
    return SMALL_NUMBERS[text] if text in SMALL_NUMBERS else float(text)


_TIMES_IN_FIGURES = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,9}(?:\.\d{1,6})?)(?:\s?[x×](?![a-z\d])|[- ]?(?:times|fold)\b"
    r"| (?:whole |full |monthly |weekly |quarterly |error |yearly |annual ){0,3}budgets?\b)",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"(?<![\d.,/])(\d{1,9}|one)(?: in | of | out of | ?/ ?)(\d{1,9})(?![\d.,/]*\d)", re.IGNORECASE)
_IN_WORDS = {
    300: r"trip(?:le|led)|treble|thrice", 400: r"quadrupled?",
    100: r"all|everything|everybody|everyone|the whole|the entire|entirely|completely|fully",
    0: r"none|nothing|nobody|no one",
}  # fmt: skip
_WHOLE = [(value, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for value, words in _IN_WORDS.items()]
_ZERO = re.compile(r"\W*0+(?:\.0+)?\W*")


def said_shares(text: str) -> list[ReadQuantity]:
    """Return the shares that a text says, in percent, in its order: `300%`, `3x`, `twice the budget`, `1 in 5`, `all`.

    A bare number is none: `3` could be 3% or three times.
    """
    plain = in_digits(text[:1000])
    found = [*shares(plain), *multiples(plain)]
    for match in _TIMES_IN_FIGURES.finditer(plain):
        found.append(_roughly(match, 100 * float(match["number"]), plain))
    if not any("%" in plain[each.start : each.end] for each in found):
        for match in _OUT_OF.finditer(plain):
            part, whole = float(match[1].lower().replace("one", "1")), float(match[2])
            found += [_roughly(match, 100 * part / whole, plain)] if whole else []
    if not found:
        found += [
            _roughly(match, value, plain)
            if value > 100
            else ReadQuantity(match.start(), match.end(), value, Hedge.EXACT, 0.5)
            for value, pattern in _WHOLE
            for match in pattern.finditer(plain)
        ]
    if not found and _ZERO.fullmatch(plain):
        found = [ReadQuantity(0, len(plain), 0, Hedge.EXACT, 0.5)]
    return sorted(found, key=lambda each: each.start)


def _roughly(match: re.Match[str], value: float, text: str) -> ReadQuantity:
    """Return a share that nobody says to the percent."""
    hedge = hedge_before(text, match.start())
    hedge = Hedge.ABOUT if hedge is Hedge.EXACT else hedge
    return ReadQuantity(match.start(), match.end(), value, hedge, max(value / 10, 0.5))
