"""Names of time zones as people write them after a time. An abbreviation is a label, not the truth: PST in July."""

import re
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class NamedZone:
    """What stands after a time.

    Attributes:
        label: as it was written.
        zone: where its clocks are.
        offset: what the label claims to be ahead of UTC; None where it claims nothing.
    """

    label: str
    zone: tzinfo
    offset: timedelta | None = None


def _hours(hours: float) -> timedelta:
    return timedelta(hours=hours)


_PLACES: dict[str, tuple[str, float | None]] = {
    "PST": ("America/Los_Angeles", -8),
    "PDT": ("America/Los_Angeles", -7),
    "PT": ("America/Los_Angeles", None),
    "MST": ("America/Denver", -7),
    "MDT": ("America/Denver", -6),
    "CST": ("America/Chicago", -6),
    "CDT": ("America/Chicago", -5),
    "EST": ("America/New_York", -5),
    "EDT": ("America/New_York", -4),
    "ET": ("America/New_York", None),
    "BRT": ("America/Sao_Paulo", -3),
    "BST": ("Europe/London", 1),
    "WET": ("Europe/Lisbon", 0),
    "WEST": ("Europe/Lisbon", 1),
    "CET": ("Europe/Berlin", 1),
    "CEST": ("Europe/Berlin", 2),
    "EET": ("Europe/Helsinki", 2),
    "EEST": ("Europe/Helsinki", 3),
    "MSK": ("Europe/Moscow", 3),
    "IST": ("Asia/Kolkata", 5.5),
    "SGT": ("Asia/Singapore", 8),
    "HKT": ("Asia/Hong_Kong", 8),
    "JST": ("Asia/Tokyo", 9),
    "KST": ("Asia/Seoul", 9),
    "AWST": ("Australia/Perth", 8),
    "ACST": ("Australia/Adelaide", 9.5),
    "ACDT": ("Australia/Adelaide", 10.5),
    "AEST": ("Australia/Sydney", 10),
    "AEDT": ("Australia/Sydney", 11),
    "NZST": ("Pacific/Auckland", 12),
    "NZDT": ("Pacific/Auckland", 13),
}

_WORDS = {
    "pacific": "America/Los_Angeles",
    "mountain": "America/Denver",
    "central": "America/Chicago",
    "eastern": "America/New_York",
}

_ZONE = re.compile(
    r"""\s*[(\[]?(?:
      (?P<utc>(?i:UTC|GMT|Z))\s?(?P<away>[+-]\d{1,2}(?::?\d\d)?)?(?![\w/])
    | (?P<offset>[+-]\d{2}:?\d{2})(?![\d:])
    | (?P<name>[A-Z]{2,4})(?![\w:/+-]*\w)
    | (?P<word>(?i:pacific|mountain|central|eastern))(?:\s(?i:(?:standard\s|daylight\s)?time)\b|(?=\s*(?:$|[|:\])])))
    )[)\]]?""",
    re.VERBOSE,
)


def read_zone(text: str, own: ZoneInfo) -> tuple[NamedZone, int] | None:
    """Read a zone at the beginning of `text`.

    Args:
        text: what stands after a time.
        own: the incident's zone, which an abbreviation that it uses itself stands for.

    Returns:
        The zone, and how many characters it takes; None where there's none.
    """
    match = _ZONE.match(text)
    if match is None:
        return None
    label = match[0].strip(" ()[]")
    if match["utc"]:
        away = _offset(match["away"]) if match["away"] else timedelta()
        if away is None:
            return None
        return NamedZone(label, timezone(away) if away else UTC, away), match.end()
    if match["offset"]:
        offset = _offset(match["offset"])
        return (NamedZone(label, timezone(offset), offset), match.end()) if offset is not None else None
    if match["word"]:
        return NamedZone(label, ZoneInfo(_WORDS[match["word"].lower()])), match.end()
    name = match["name"]
    if name not in _PLACES:
        return None
    place, hours = _PLACES[name]
    offset = _hours(hours) if hours is not None else None
    zone = own if offset is not None and name in _names_of(own) else ZoneInfo(place)
    if zone is own:
        offset = _names_of(own)[name]
    return NamedZone(label, zone, offset), match.end()


def _names_of(zone: ZoneInfo) -> dict[str, timedelta]:
    """Return the abbreviations that a zone uses in winter and in summer."""
    from datetime import datetime

    moments = [datetime(2025, month, 15, tzinfo=zone) for month in (1, 7)]
    return {str(moment.tzname()): moment.utcoffset() or timedelta() for moment in moments}


def _offset(text: str) -> timedelta | None:
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return None
    return timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)
