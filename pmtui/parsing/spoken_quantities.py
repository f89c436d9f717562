"""Numbers that are written out, as digits; and each way to say a share: `three hundred percent`, `3x`, `half of it`."""

import re

from pmtui.parsing.prose_quantities import Hedge, Quantity, hedge_before, multiples, shares

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    "a": 1, "an": 1, "dozen": 12,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_WORD = "|".join(sorted((*_VALUES, *_SCALES), key=len, reverse=True))
_AND = "(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion)),?(?: and)? "
_NUMBER = re.compile(
    rf"\b(?:(?P<digits>\d{{1,12}}(?:\.\d{{1,6}})?)[- ](?=(?:{'|'.join(_SCALES)})\b))?+"
    rf"(?P<words>(?:(?:{_WORD})\b(?:(?:[- ]|{_AND})(?=(?:{_WORD})\b)(?!an?\b))?+){{1,12}}+)"
    r"(?P<half> and a half)?(?![ -](?:third|quarter|fifth|tenth)s?\b)",
    re.IGNORECASE,
)
_MANY = re.compile(r"\b(?:a )?(couple|pair) of\b", re.IGNORECASE)
_PERCENT = re.compile(r"(?<=\d)[- ]?(?:per ?cent(?:age points)?|pct|p\.?p)\b\.?|(?<=\d) %", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from) (?P<low>\S{1,20}) (?:and|to) (?=\d)", re.IGNORECASE)


_LONGEST = 1000
"""Characters up to which a text is read for the value that it says."""


def in_digits(text: str) -> str:
    """Return a text with its numbers in digits, its percentages with their sign, and its ranges with "to".

    `three hundred and ten percent` is `310%`, `between two and three hours` is `2 to 3 hours`. "an hour", "half a day"
    and fractions are kept. A text that is longer than any value is returned unchanged, too.
    """
    if len(text) > _LONGEST:
        return text
    digits = _NUMBER.sub(_digits, _MANY.sub("2", text))
    return _BETWEEN.sub(lambda match: f"{match['low']} to ", _PERCENT.sub("%", digits))


def _digits(match: re.Match[str]) -> str:
    words = re.findall(r"[a-z]+", match["words"].lower())
    if words in (["a"], ["an"]) or (words == ["one"] and not match["half"]):
        return match[0]
    total, current = 0.0, float(match["digits"] or 0)
    for word in words:
        if word == "and":
            continue
        if word == "hundred" or word == "dozen":
            current = max(current, 1) * (_SCALES.get(word) or _VALUES[word])
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
        elif current == 1 and words[0] in ("a", "an") and _VALUES[word] < 100:
            current = float(_VALUES[word])  # "a twenty": the article is no number
        else:
            current += _VALUES[word]
    number = total + current + (0.5 if match["half"] else 0)
    return f"{number:.6f}".rstrip("0").rstrip(".")


_TIMES = re.compile(
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


def said_shares(text: str) -> list[Quantity]:
    """Return the shares that a text says, in percent, in its order: `300%`, `3x`, `twice the budget`, `1 in 5`, `all`.

    A bare number is none: `3` could be 3% or three times.
    """
    plain = in_digits(text[:_LONGEST])
    found = [*shares(plain), *multiples(plain)]
    for match in _TIMES.finditer(plain):
        found.append(_roughly(match, 100 * float(match["number"]), plain))
    if not any("%" in plain[each.start : each.end] for each in found):
        for match in _OUT_OF.finditer(plain):
            part, whole = float(match[1].lower().replace("one", "1")), float(match[2])
            found += [_roughly(match, 100 * part / whole, plain)] if whole else []
    if not found:
        found += [
            _roughly(match, value, plain)
            if value > 100
            else Quantity(match.start(), match.end(), value, Hedge.EXACT, 0.5)
            for value, pattern in _WHOLE
            for match in pattern.finditer(plain)
        ]
    if not found and _ZERO.fullmatch(plain):
        found = [Quantity(0, len(plain), 0, Hedge.EXACT, 0.5)]
    return sorted(found, key=lambda each: each.start)


def _roughly(match: re.Match[str], value: float, text: str) -> Quantity:
    """Return a share that nobody says to the percent."""
    hedge = hedge_before(text, match.start())
    hedge = Hedge.ABOUT if hedge is Hedge.EXACT else hedge
    return Quantity(match.start(), match.end(), value, hedge, max(value / 10, 0.5))
