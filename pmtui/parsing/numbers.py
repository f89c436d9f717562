"""Reading numbers as people write them, and writing them for readers. Decimal throughout: no binary rounding."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

_NUMBER = r"\d{1,3}(?:[,\u2009\u00a0_']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PLAIN = re.compile(rf"(?P<hedge>[~<>≤≥≈]?)\s*+(?P<number>{_NUMBER})\s*+(?P<scale>[kKM]?)\s*+(?P<percent>%?)")
_GROUPED = re.compile(rf"^[~<>≤≥≈]?\s*+(?:[$€£¥]|[A-Z]{{3}}\s)?\s*+(?:{_NUMBER})")
_SCALES = {"": Decimal(1), "k": Decimal(1000), "K": Decimal(1000), "M": Decimal(1_000_000)}


def read_number(text: str) -> Decimal | None:
    """Read the number that `text` begins with: `1,200`, `~2.5k requests`, `< 300`.

    Returns:
        The number, the hedge before it and the words after it ignored; None if there is none.
    """
    match = _PLAIN.match(text.strip())
    if not match:
        return None
    return _decimal(match["number"]) * _SCALES[match["scale"]]


def _decimal(number: str) -> Decimal:
    return Decimal(re.sub(r"[,\u2009\u00a0_']", "", number))


def read_share(text: str) -> Decimal | None:
    """Read a percentage as a fraction: `15%` and `15` are 0.15.

    Returns:
        The fraction, or None if it isn't a number from 0 to 100.
    """
    match = _PLAIN.fullmatch(text.strip())
    if not match or match["scale"]:
        return None
    share = _decimal(match["number"]) / 100
    return share if share <= 1 else None


def begins_with_number(text: str) -> bool:
    """Return whether pmtui can compute with `text`, a currency before the number allowed."""
    return bool(_GROUPED.match(text.strip()))


def write_number(value: Decimal, digits: int = 1) -> str:
    """Write a number with thousands separated by commas and at most `digits` decimals, the last one rounded half up."""
    with localcontext(prec=200):
        rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    if not rounded:
        return "0"
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_share(fraction: Decimal, digits: int = 1) -> str:
    """Write a fraction as a percentage: 0.155 is `15.5%`."""
    return f"{write_number(fraction * 100, digits)}%"
