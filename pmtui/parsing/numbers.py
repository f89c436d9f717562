"""Numbers as people write them: figures, number words, and how exactly they're meant.

The grammar of figures, number words, scales and hedges is here; `amounts`, `durations` and `shares` are read by it.
Decimal where something is computed from them: no binary rounding.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import Enum
from functools import cache

SMALL_NUMBERS = {"a": 1, "an": 1} | {word: value for value, word in enumerate((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
))}  # fmt: skip
"""Number words, with the articles that may mean one."""

TENS = {word: 10 * value for value, word in enumerate(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
)}  # fmt: skip
ONE_TO_NINE = "|".join(list(SMALL_NUMBERS)[3:12])
POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9}
POWERS_OF_TEN = {"": 0, "k": 3, "m": 6, "mn": 6, "mio": 6, "b": 9, "bn": 9, **POWERS}
"""The powers of ten that a letter or a word after figures stands for, in lower case."""

_GROUP = r"[, \u2009\u202f\u00a0_'\u2019]"
DIGITS = rf"\d{{1,3}}(?:{_GROUP}\d{{2,3}})*{_GROUP}\d{{3}}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
"""A number in figures, at the beginning of a text."""

DIGITS_IN_PROSE = r"\d{1,3}(?:[,\u2009\u00a0]\d{3}){1,4}|\d{1,12}(?:\.\d{1,6})?"
"""A number in figures anywhere: a space parts words there, and a longer one would be read again from each group."""


def value_of(figures: str) -> Decimal:
    """Return the value of a number in figures, whatever parts its thousands."""
    return Decimal(re.sub(r"[^\d.]", "", figures))


# -- how exactly a number is meant -------------------------------------------------------------------------------------


class Hedge(Enum):
    """How a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    AT_LEAST = "at least"
    AT_MOST = "at most"


ROUGHLY = r"about|around|approximately|approx\.?|roughly|circa|ca\.?"
_HEDGES = {
    Hedge.NEARLY: r"nearly|almost|just under|(?:slightly|a little) (?:under|less than)|not quite|close to",
    Hedge.OVER: r"just (?:over|above)|(?:slightly|a little|a bit) (?:over|more than)|a good",
    Hedge.AT_MOST: r"less than|under|up to|at most|within|no more than|below|as (?:much|many) as|fewer than",
    Hedge.AT_LEAST: r"more than|over|at least|well over|above|no less than|upwards of",
    Hedge.ABOUT: rf"{ROUGHLY}|some|an estimated|estimated",
}
HEDGE = rf"(?:[~\u2248\u2264\u2265]|[<>]=?|(?i:{'|'.join(_HEDGES.values())})\s)"
"""A hedge at the beginning of a text, as a sign or as words."""

_HEDGE_ENDS = ("~", "\u2248", ".")
"""What a hedge in prose ends with, if it isn't a letter."""


@cache
def _hedge_in_prose() -> re.Pattern[str]:
    signs = {Hedge.ABOUT: "|[~\u2248]"}
    named = "|".join(f"(?P<{hedge.name}>{words}{signs.get(hedge, '')})" for hedge, words in _HEDGES.items())
    return re.compile(rf"(?:^|\W)(?:{named})\s*(?:the |a |our )?$", re.IGNORECASE)


def hedge_before(prose: str, start: int) -> Hedge:
    """Return how a number is meant, by the words before the place where it begins."""
    before = prose[max(0, start - 24) : start]
    last = before.rstrip()[-1:]
    if not (last.isalpha() or last in _HEDGE_ENDS):  # most numbers have none
        return Hedge.EXACT
    match = _hedge_in_prose().search(before)
    return Hedge[match.lastgroup] if match and match.lastgroup else Hedge.EXACT


@dataclass(frozen=True)
class ReadQuantity:
    """A quantity in prose.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        value: in seconds for a length of time, in percent for a share, otherwise the number itself.
        hedge: how it's meant.
        step: what it's rounded to, in the same unit: an hour for "two hours".
    """

    start: int
    end: int
    value: float
    hedge: Hedge
    step: float

    def fits(self, true: float) -> bool:
        """Return whether it's consistent with a true value, at the precision it was written in.

        The tolerances are chosen by hand: larger ones miss a wrong number, smaller ones flag what every reader would
        accept. `tests/unit/wording/numbers.txt` has sentences on both sides.

        - Exact: one step of what it was rounded to; from ten minutes up only 0.3 of it, since "two hours" isn't 2 h 25,
          but at least 3%.
        - About: 15%. Nearly: down to 85%. Just over: up to 120%; people round down further than up.
        - At least, at most: a bound that is three times off says nothing, so it counts as wrong.
        - 2% on the other side of each bound allows for rounding: "nearly 50 min" of 50 min 30 s.
        """
        value = self.value
        near = max(self.step * 0.3, value * 0.03) if self.step >= 10 * 60 else self.step
        if self.hedge is Hedge.NEARLY:
            return 0.85 * value - self.step * 0.02 <= true <= value * 1.02
        if self.hedge is Hedge.OVER:
            return value * 0.98 <= true <= 1.2 * value + self.step * 0.02
        if self.hedge is Hedge.AT_LEAST:
            return 0.98 * value <= true <= 3 * value
        if self.hedge is Hedge.AT_MOST:
            return value / 3 <= true <= 1.02 * value
        if self.hedge is Hedge.ABOUT:
            near = max(near, 0.15 * value)
        return abs(true - value) <= near


# -- in prose ----------------------------------------------------------------------------------------------------------


@cache
def _counts_in_prose() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a count, of what comes before a number that isn't a count, and of what comes after one."""
    from pmtui.parsing.days import MONTH

    count = (
        rf"(?<![\w.,$€£:/#-])(?P<number>{DIGITS_IN_PROSE})"
        r"(?:(?P<letter>[kKM])\b| (?P<word>thousand|million|billion)\b)?(?!\s?%|[\w:/.,]*\d|[-/:]\d)"
    )
    before = (
        rf"(?:\b(?i:{MONTH})\.?|\b(?i:https?|errors?|status|code|port|version|release|v|[1-9] in|level|sev|tier|step)"
        r"|\b(?:phase|part)) $"
        r"|(?<=[a-z,] )[A-Z][\w.]* $|\b(?:iOS|Android|Chrome|Windows|Firefox|Safari|Python|Java) $"
    )
    after = rf"^(?:st|nd|rd|th)?(?: of)? {MONTH}|^ in \d|^(?:st|nd|rd|th)\b"
    return re.compile(count), re.compile(before), re.compile(after, re.IGNORECASE)


def counts(prose: str) -> Iterator[ReadQuantity]:
    """Yield the bare numbers in a text: `1,200`, `~94k`, `1.2 million`; no dates, versions or status codes."""
    count, no_count_before, no_count_after = _counts_in_prose()
    for match in count.finditer(prose):
        before = prose[max(0, match.start() - 24) : match.start()]
        has_words = before.upper() != before.lower()
        if (has_words and no_count_before.search(before)) or no_count_after.match(prose[match.end() :][:16]):
            continue
        scale = POWERS_OF_TEN[(match["letter"] or match["word"] or "").lower()]
        value = float(value_of(match["number"]).scaleb(scale))
        digits = str(int(value)).rstrip("0")
        step = 10.0 ** (len(str(int(value))) - len(digits)) / 2 if value >= 100 else 0.5
        yield ReadQuantity(
            match.start(), match.end(), value, hedge_before(prose, match.start()), min(step, value * 0.05)
        )


# -- number words ------------------------------------------------------------------------------------------------------

_LONGEST = 1000
"""Characters up to which a text is read for the value that it says."""


@cache
def _in_words() -> re.Pattern[str]:
    word = "|".join(sorted((*SMALL_NUMBERS, *TENS, "dozen", *POWERS), key=len, reverse=True))
    and_ = f"(?:{'|'.join(f'(?<={power})' for power in POWERS)}),?(?: and)? "
    return re.compile(
        rf"\b(?:(?P<digits>\d{{1,12}}(?:\.\d{{1,6}})?)[- ](?=(?:{'|'.join(POWERS)})\b))?+"
        rf"(?P<words>(?:(?:{word})\b(?:(?:[- ]|{and_})(?=(?:{word})\b)(?!an?\b))?+){{1,12}}+)"
        r"(?P<half> and a half)?(?![ -](?:third|quarter|fifth|tenth)s?\b)",
        re.IGNORECASE,
    )


_MANY = re.compile(r"\b(?:a )?(couple|pair) of\b", re.IGNORECASE)
_PERCENT = re.compile(r"(?<=\d)[- ]?(?:per ?cent(?:age points?)?|pct|p\.?p)\b\.?|(?<=\d) %", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from) (?P<low>\S{1,20}) (?:and|to) (?=\d)", re.IGNORECASE)


def in_digits(text: str) -> str:
    """Return a text with its numbers in digits, its percentages with their sign, and its ranges with "to".

    `three hundred and ten percent` is `310%`, `between two and three hours` is `2 to 3 hours`. "an hour", "half a day"
    and fractions are kept. A text that is longer than any value is returned unchanged, too.
    """
    if len(text) > _LONGEST:
        return text
    digits = _in_words().sub(_digits, _MANY.sub("2", text))
    return _BETWEEN.sub(lambda match: f"{match['low']} to ", _PERCENT.sub("%", digits))


def _digits(match: re.Match[str]) -> str:
    words = re.findall(r"[a-z]+", match["words"].lower())
    if words in (["a"], ["an"]) or (words == ["one"] and not match["half"]):
        return match[0]
    total, current = 0.0, float(match["digits"] or 0)
    for word in words:
        if word == "and":
            continue
        if word in ("hundred", "dozen"):
            current = max(current, 1) * (12 if word == "dozen" else 100)
        elif word in POWERS:
            total, current = total + max(current, 1) * 10 ** POWERS[word], 0
        elif current == 1 and words[0] in ("a", "an"):
            current = float(_of_word(word))  # "a twenty": the article is no number
        else:
            current += _of_word(word)
    number = total + current + (0.5 if match["half"] else 0)
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _of_word(word: str) -> int:
    return SMALL_NUMBERS[word] if word in SMALL_NUMBERS else TENS[word]


# -- for readers -------------------------------------------------------------------------------------------------------


def write_number(value: Decimal, digits: int = 1) -> str:
    """Write a number with thousands separated by commas and at most `digits` decimals, the last one rounded half up."""
    with localcontext(prec=200):
        rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    if not rounded:
        return "0"
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
