"""Names of time zones as people write them after a time. An abbreviation is a label, not the truth: PST in July."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from pmtui.parsing.zone_names import (
    ABBREVIATIONS,
    ALSO_WORDS,
    CITIES,
    COUNTRIES,
    GIVEN_UP,
    IN_FULL,
    LONE,
    NO_ZONES,
    SMALL,
)
from pmtui.records import record


@record(frozen=True)
class NamedZone:
    """The text after a time.

    Attributes:
        label: as it was written.
        zone: where its clocks are.
        offset: what the label claims to be ahead of UTC; None if it claims nothing.
        note: what is uncertain about it, as text.
        remark: how it was understood, as text, if that is certain but not obvious.
        other: what it could mean as well.
    """

    label: str
    zone: tzinfo
    offset: timedelta | None = None
    note: str = ""
    remark: str = ""
    other: "NamedZone | None" = None


_AREAS = "Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific|US|Canada|Brazil"
_AWAY = r"[+\-\u2212\u00b1]\d{1,2}(?::?\d\d(?!\d)|\.\d{1,2})?"
_ANOTHER = r"~?\d{1,2}:\d\d"
"""The same time in another zone, after a slash: `19:00 PT/22:00 ET`."""

_IN_FULL = "|".join(sorted(IN_FULL, key=len, reverse=True)).replace(" ", r"\s")
_ZONE = re.compile(
    rf"""(?P<space>\s*+)(?P<open>[(\[]?)\s?(?:
      (?P<key>(?:{_AREAS})/[A-Za-z_+\-0-9]{{2,30}}(?:/[A-Za-z_]{{2,30}})?
        |(?:PST8PDT|MST7MDT|CST6CDT|EST5EDT|NZ-CHAT|W-SU)(?![\w/]))
    | (?P<utc>(?i:UTC|GMT|UCT|Z(?:ulu)?))\s?(?P<away>{_AWAY})?(?!\w|/(?!{_ANOTHER})|[.:]\d|\s?[+\u2212\u00b1]\d)
    | (?P<offset>[+\-\u2212]\d{{2}}:?\d{{2}})(?![\d:]|\.\d)
    | (?P<hours>[+\-\u2212]\d\d)(?![\w:.])
    | (?P<full>(?i:(?:U\.?S\.?\s)?(?:{_IN_FULL})
        (?:\s(?:standard|daylight|summer|winter))?\stime))\b
    | (?P<lone>(?i:(?:U\.?S\.?[\s/])?(?:{"|".join(sorted(LONE))})))(?=\s*(?:$|[|:,;)\]\u2013\u2014]|-\s|\.(?:\s|$)))
    | (?P<city>[A-Z][A-Za-z]+(?:\s[A-Z][A-Za-z]+)?)\s[Tt]ime\b
    | (?P<both>[A-Z]{{2,4}}/[A-Z]{{2,4}})(?![\w/+\-])
    | (?P<name>[A-Z]{{2,5}}|ChST|[a-z]{{2,4}})(?!\w|/(?!(?:UTC|GMT)[+\-]|{_ANOTHER}))
    )(?P<close>\s?[)\]])?""",
    re.VERBOSE,
)
_ALONE = re.compile(r"\s*(?:$|[|:;,.)\]\u2013\u2014]|-\s)")
_COMMA = re.compile(r"\s?,\s*(?=\S)")
_BESIDE = re.compile(r"\s?(?:/|&|\bor\b|\band\b)\s?(?P<name>[A-Z]{2,5})(?!\w)")
_THEN_OFFSET = re.compile(
    rf"\s?[(\[=/,]?\s?(?P<utc>(?i:UTC|GMT))?\s?(?P<away>{_AWAY})(?![\w/]|[.:]\d)(?P<close>\s?[)\]])?"
)
_THEN_NAME = re.compile(r"\s?[(\[]\s?(?P<name>[A-Z]{2,5})\s?[)\]]")


def read_zone(text: str, own: ZoneInfo, *, is_exact: bool = False) -> tuple[NamedZone, int] | None:
    """Read a zone at the beginning of `text`.

    Args:
        text: the text after a time.
        own: the incident's zone, which an abbreviation that it uses itself stands for.
        is_exact: the time is one of a machine, so `-08` alone is an offset.

    Returns:
        The zone, and how many characters it takes; None if there's none.
    """
    comma = _COMMA.match(text) if "," in text[:2] else None
    if comma:
        return _behind_comma(text, comma.end(), own)
    match = _ZONE.match(text)
    if match is None:
        return None
    found = _written_offset(match, is_exact=is_exact) or _named(match, text, own)
    if found is None:
        return None
    bare, end = found
    label = _label(text[:end])
    named = NamedZone(label, bare.zone, bare.offset, bare.note, bare.remark, bare.other)
    named, end = _with_offset(text, end, named, match, own)
    beside = _BESIDE.match(text, end)
    other = _abbreviation(beside["name"], own) if beside and _is_name(beside["name"]) else None
    if other is not None and str(other.zone) != str(named.zone):
        named = replace(
            named, note=f"{named.note} {named.label} and {other.label} are both given: read as {named.label}.".strip()
        )
    return named, end


@lru_cache(maxsize=256)
def _label(written: str) -> str:
    """Return a zone as it was written, without the spaces and brackets around it."""
    return re.sub(r"^[\s(\[]+|[\s)\]]+$", "", written)


@cache
def _first_words() -> frozenset[str]:
    names = {"UTC", "GMT", "UCT", "Z", "Zulu", "US", *ABBREVIATIONS, *GIVEN_UP, *LONE, *SMALL}
    return frozenset(name.lower() for name in names | {name.split()[0] for name in IN_FULL})


def begins_zone(word: str) -> bool:
    """Return whether a zone in small letters, or in full, may begin with a word; not those with a place's name."""
    return word.lower() in _first_words()


def _behind_comma(text: str, begin: int, own: ZoneInfo) -> tuple[NamedZone, int] | None:
    """Read a zone after a comma: one of two letters only if no words follow it."""
    found = read_zone(text[begin:], own)
    if found is None or (len(found[0].label) < 3 and not _ALONE.match(text, begin + found[1])):
        return None
    return found[0], begin + found[1]


def _written_offset(match: re.Match[str], *, is_exact: bool) -> tuple[NamedZone, int] | None:
    """Return a zone that says its offset: UTC, UTC+2, +02:00."""
    if match["utc"]:
        away = offset_of(match["away"]) if match["away"] else timedelta()
        if away is None:
            if match["away"][0] == "-" and re.fullmatch(r"-\d{1,2}:\d\d", match["away"]):
                return NamedZone("", UTC, timedelta()), match.start("away")  # the end of a range, in UTC
            return None
        return NamedZone("", timezone(away) if away else UTC, away), match.end()
    written = match["offset"] or match["hours"]
    if not written or (match["hours"] and (match["space"] or match["open"] or not (is_exact or written[0] == "+"))):
        return None
    offset = offset_of(written)
    return (NamedZone("", timezone(offset), offset), match.end()) if offset is not None else None


def _named(match: re.Match[str], text: str, own: ZoneInfo) -> tuple[NamedZone, int] | None:
    """Return a zone that has a name: a place, a name in full, an abbreviation."""
    end = match.end()
    if match["key"]:
        zone = zone_at(match["key"])
        return (NamedZone("", zone), end) if zone is not None else None
    if match["full"] or match["lone"]:
        full = _in_full(re.sub(r"(?i)^U\.?S\.?[\s/]", "", match["full"] or match["lone"]), own)
        return (full, end) if full is not None else None
    if match["city"]:
        name = match["city"]
        place = "" if " " not in name and name.upper() == name else _cities().get(name.lower(), "")
        zone = zone_at(place) if place else None
        if zone is not None:
            return NamedZone("", zone), end
        first = re.match(r"[A-Z]{2,5}(?=\s)", text[match.start("city") :])  # PST time
        return _abbreviated(first[0], match.start("city") + first.end(), text, match, own) if first else None
    if match["both"]:
        parts = [_abbreviation(name, own) for name in match["both"].split("/")]
        known = [part for part in parts if part is not None]
        same = len(known) == 2 and str(known[0].zone) == str(known[1].zone)
        return (NamedZone("", known[0].zone), end) if same else None
    return _abbreviated(match["name"], match.end("name"), text, match, own)


def _abbreviated(
    name: str | None, end: int, text: str, match: re.Match[str], own: ZoneInfo
) -> tuple[NamedZone, int] | None:
    if not name:
        return None
    is_alone = bool(match["open"]) or bool(_ALONE.match(text, end))
    if name.islower() and name not in SMALL and not (is_alone and _is_name(name.upper())):
        return None
    name = name.upper()
    found = _abbreviation(name, own)
    if found is None or (name in NO_ZONES and not (is_alone and found.zone is own)):
        return None
    is_tied = re.match(r"[+\-\u2212]\w", text[end:])  # ET-1 names something; CET-15:00 CET and EST-5 don't
    if is_tied and not re.match(r"[+\-\u2212]\d{1,2}:\d\d", text[end:]) and not _claims_offset(text, end, found):
        return None
    if name in ALSO_WORDS and not is_alone and found.zone is not own and not _claims_offset(text, end, found):
        return None
    return found, match.end() if match["close"] and match.end("name") == end else end


def _claims_offset(text: str, end: int, found: NamedZone) -> bool:
    then = _THEN_OFFSET.match(text, end)
    return then is not None and offset_of(then["away"]) == found.offset


def _is_name(name: str) -> bool:
    """Return whether capitals are what a zone is called, and hardly a word or another thing's name."""
    is_known = name in ABBREVIATIONS or name in GIVEN_UP or name in ("UTC", "GMT")
    return is_known and name not in ALSO_WORDS and name not in NO_ZONES


def _abbreviation(name: str, own: ZoneInfo) -> NamedZone | None:
    """Return what an abbreviation means: its meaning in the incident's zone, otherwise the likeliest, with a note."""
    mine, places = _names_of(own), ABBREVIATIONS.get(name) or GIVEN_UP.get(name, ())
    if name in ("UTC", "GMT"):
        return NamedZone(name, UTC, timedelta())
    here = [hours for place, hours in places if place == own.key]
    if name in mine or here:
        offset = mine[name] if name in mine else _hours(here[0])
        is_odd = len(places) > 1 or (bool(places) and name in mine and _hours(places[0][1]) != offset)
        remark = f"{name} is read as {_city(own.key)} time, the incident's zone." if is_odd else ""
        return NamedZone(name, own, offset, remark=remark)
    if not places:
        return None
    found = [NamedZone(name, zone, _hours(hours)) for key, hours in places if (zone := zone_at(key)) is not None]
    if len(found) < 2:
        return found[0] if found else None
    names = [_city(key) for key, _ in places]
    note = f"{name} can mean {', '.join(names[:-1])} or {names[-1]} time: read as {names[0]}."
    return replace(found[0], note=note, other=replace(found[1], note=f"Read as {names[1]} time."))


def _in_full(name: str, own: ZoneInfo) -> NamedZone | None:
    words = " ".join(name.lower().split()).removesuffix(" time")
    base, _, season = words.rpartition(" ")
    if season not in ("standard", "winter", "daylight", "summer"):
        base, season = words, ""
    place, standard, summer = IN_FULL[base]
    zone = own if place == own.key else zone_at(place)
    if zone is None:
        return None
    hours = {"": None, "standard": standard, "winter": standard}.get(season, summer)
    return NamedZone(name, UTC if place == "UTC" else zone, _hours(hours))


def _with_offset(text: str, end: int, named: NamedZone, match: re.Match[str], own: ZoneInfo) -> tuple[NamedZone, int]:
    """Read an offset after a label, which counts, and a label in brackets after an offset."""
    if match["utc"] or match["offset"] or match["hours"]:
        label = _THEN_NAME.match(text, end)
        claimed = _abbreviation(label["name"], own) if label else None
        if label is None or claimed is None or named.offset is None or (match["utc"] and not match["away"]):
            return named, end
        whole = replace(
            named, label=f"{named.label} ({label['name']})", note=_disagrees(label["name"], claimed, named.offset)
        )
        return whole, label.end()
    then = _THEN_OFFSET.match(text, end)
    offset = offset_of(then["away"]) if then else None
    if then is None or offset is None:
        return named, end
    is_sure = then["close"] or then["utc"] or match["open"] or offset == named.offset or then["away"][0] == "+"
    if not is_sure:
        return named, end
    written = named.label.split("(")[0].strip()
    label_all = re.sub(r"^[\s(\[]+|[\s)\]]+$", "", text[: then.end()])
    return NamedZone(
        label_all, timezone(offset) if offset else UTC, offset, _disagrees(written, named, offset)
    ), then.end()


def _disagrees(label: str, named: NamedZone, offset: timedelta) -> str:
    candidates = [each.offset for each in (named, named.other) if each is not None]
    if named.offset is None or offset in candidates or named.note:
        return ""
    return f"{label} isn't {written_offset(offset)}: pmtui uses the offset."


_LOCAL = re.compile(
    r"[\s,]*(?:[(\[]\s?(?=local(?:\stime)?\s?[)\]])|(?=local\stime\b))(local(?:\stime)?)", re.IGNORECASE
)
"""Local time, of which the place isn't said."""
_SMALL_WORD = re.compile(r"\s((?!utc|gmt)[a-z]{2,})(?=[\s.,:]|$)")
"""A word in small letters after a time; unless it's a zone's name, it raises no doubt."""
_MAYBE = re.compile(r"(?P<parting>[\s,;:|\u2013\u2014-]*)(?P<open>[(\[]?)\s?(?P<name>[A-Za-z]{2,5})(?![A-Za-z_])")
_WRITE_OFFSET = "Write its offset, such as 14:32-08:00."
_ODD = (
    (
        r"((?i:UTC|GMT)\s?[+\-\u2212\u00b1]\d[\d:.]{0,4}\d|(?i:UTC|GMT)\s?[+\-\u2212\u00b1]\d|[+\u2212]\d{1,2}:?\d\d)",
        "No time zone is at {}, so it's ignored.",
    ),
    (
        r"((?:US[\s/])?(?:Pacific|Mountain|Central|Eastern))\b",
        "'{}' may be a time zone, but isn't read as one.",
    ),
    (
        rf"((?:Africa|America|Asia|Australia|Europe)/(?!(?:{_AREAS})\b)[A-Z][A-Za-z_]+)",
        "'{}' isn't a known time zone.",
    ),
)
"""What isn't a known zone but looks like one, and what the author is told."""


def doubtful_zone(text: str, own: ZoneInfo) -> str:
    """Return why the text after a time may be a zone, though `read_zone` knows none there; empty if it can't.

    Names of things appear there as well (`14:40 API returns 500`): what is none of the tz database's names is only
    uncertain if it's written as one, in three or four capitals of which the last is T.
    """
    local = _LOCAL.match(text)
    if local:
        return _may_be(local[1])
    word = _SMALL_WORD.match(text)
    if word and word[1].upper() not in ABBREVIATIONS:
        return ""
    if re.match(r"(?:[A-IK-Yap]|\s?p)(?![\w.])", text):  # 2:30p, 1900R
        return f"'{text.strip()[0]}' is ignored. Write am or pm in full, or a zone's offset, such as 14:32-08:00."
    for pattern, words in _ODD:
        match = re.match(rf"[\s,]*[(\[]?{pattern}", text)
        if match:
            return f"{words.format(match[1])} {_WRITE_OFFSET}"
    dotted = re.match(r"[\s,]*[(\[]?(?P<name>(?:[A-Z]\.){2,4})", text)
    if dotted:
        name = dotted["name"].replace(".", "")
        return _may_be(dotted["name"]) if name in ALSO_WORDS or _is_name(name) or _is_shaped(name) else ""
    place = re.match(r"[\s,]*[(\[]\s?(?P<name>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s?[)\]]", text)
    if place and is_place(place["name"]):
        return _may_be(place["name"])
    match = _MAYBE.match(text)
    if match is None or not (match["name"].isupper() or match["name"].islower() or match["name"].istitle()):
        return ""
    return _may_be(match["name"]) if _is_doubtful(match, text[match.end() :]) else _doubtful_capitals(match, text)


def _may_be(name: str) -> str:
    return f"'{name}' may be a time zone, but isn't read as one. {_WRITE_OFFSET}"


def _is_doubtful(match: re.Match[str], after: str) -> bool:
    """Return whether a name that zones have is uncertain here, if it isn't read as one."""
    name, written = match["name"].upper(), match["name"]
    is_known = _is_name(name)
    is_straight = not match["parting"].strip(" ,\t\u00a0")
    pair = re.match(r"\s?/\s?(?P<other>[A-Z]{2,4})(?!\w)", after)
    if pair and written.isupper():  # ET/PT
        return is_known and (_is_name(pair["other"]) or _is_shaped(pair["other"]))
    if re.match(r"-?\d{1,2}(?:[A-Z]{3,5})?(?!\w)", after):  # PST8, CET-1CEST; ET-1 is something else's name
        return is_known and len(name) > 2 and written.isupper()
    if re.match(r"[+\-\u2212/&'.]\w|\d", after):
        return False
    if not is_straight:
        return is_known and written.isupper()
    if written.isupper():
        is_closed = bool(match["open"]) and bool(re.match(r"\s?[)\]]", after))
        return is_known or (name in ALSO_WORDS and name not in NO_ZONES) or (name in GIVEN_UP and is_closed)
    return is_known and name in ABBREVIATIONS and name != "WET" and (written.islower() or len(name) > 2)


def _doubtful_capitals(match: re.Match[str], text: str) -> str:
    """Return why capitals may be a zone of which nothing is known here; empty if they are more likely a word."""
    name, after = match["name"], text[match.end() :]
    if not name.isupper() or match["parting"].strip(" ,\t\u00a0") or re.match(r"[+\-\u2212/&'.]\w|\d", after):
        return ""
    is_closed = bool(match["open"]) and bool(re.match(r"\s?[)\]]", after))
    is_alone = is_closed or bool(_ALONE.match(after))
    if _is_shaped(name) or (is_alone and len(name) == 5 and _ends_so(name)) or (is_closed and _ends_so(name)):
        return f"'{name}' may be a time zone, but not a known one. {_WRITE_OFFSET}"
    return ""


def _ends_so(name: str) -> bool:
    return name.endswith("T") and name not in NO_ZONES and name not in ALSO_WORDS


def _is_shaped(name: str) -> bool:
    """Return whether capitals look like a zone's abbreviation: 3 or 4 letters ending in T, or 5 ending in ST or DT."""
    return _ends_so(name) and (len(name) in (3, 4) or (len(name) == 5 and name[-2] in "SD"))


@cache
def zone_at(key: str) -> ZoneInfo | None:
    """Return the zone of a key; None if this machine's tz database has none."""
    try:
        return ZoneInfo(key)
    except (KeyError, ValueError, OSError):
        return None


@cache
def _names_of(zone: ZoneInfo) -> dict[str, timedelta]:
    """Return the abbreviations that a zone uses in winter and in summer, in capitals."""
    moments = [datetime(2025, month, 15, tzinfo=zone) for month in (1, 7)]
    named = {str(moment.tzname()).upper(): moment.utcoffset() or timedelta() for moment in moments}
    return {name: offset for name, offset in named.items() if name.isalpha()}


@cache
def _cities() -> dict[str, str]:
    """Return the zones of the cities that the tz database or `CITIES` has, in small letters: `new york`."""
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    words = {"north", "south", "west", "east", "center", "easter"}
    keys = sorted(key for key in available_timezones() if key.startswith(areas))
    return {**CITIES, **{city: key for key in keys if (city := _city(key).lower()) not in words}}


def zone_of_place(name: str) -> ZoneInfo | None:
    """Return the zone of a known city, or of a country with one zone; None for any other name."""
    key = COUNTRIES.get(name.lower()) or _cities().get(name.lower(), "")
    return zone_at(key) if key else None


_LONGEST_NAME = 60
"""Characters of the longest name of a zone, twice over; a longer text is none, and isn't compared with each."""


def zones_named(name: str) -> list[str]:
    """Return the IANA names that an abbreviation, a city, a country, or the beginning of a city can mean.

    Args:
        name: `PST`, `berlin`, `New Y`.
    """
    if len(name) > _LONGEST_NAME:
        return []
    words = " ".join(name.replace("_", " ").split())
    places = ABBREVIATIONS.get(words.upper()) or GIVEN_UP.get(words.upper(), ())
    if places:
        return list(dict.fromkeys(key for key, _ in places))
    found = zone_of_place(words)
    if found is not None:
        return [found.key]
    full = IN_FULL.get(words.lower().removesuffix(" time"))
    if full is not None:
        return [full[0]]
    begins = [key for city, key in _cities().items() if city.startswith(words.lower())]
    return sorted(begins) if len(words) > 1 else []


def is_place(name: str) -> bool:
    """Return whether a city whose zone is known has that name."""
    return name.lower() in _cities()


def _city(key: str) -> str:
    return key.rsplit("/", 1)[-1].replace("_", " ")


def _hours(hours: float | None) -> timedelta | None:
    return timedelta(hours=hours) if hours is not None else None


_LONGEST_OFFSET = 9
"""Characters of `+05:45.00`; no written offset has more."""


def offset_of(text: str) -> timedelta | None:
    """Return the offset that is written as `+2`, `-0530`, `+05:30`, `+5.5`; None if no zone is so far off."""
    if len(text) > _LONGEST_OFFSET:
        return None
    whole, dot, part = text[1:].partition(".")
    if dot:
        parts = {"5": 30, "50": 30, "25": 15, "75": 45, "30": 30, "45": 45, "0": 0, "00": 0}
        if part not in parts:
            return None
        hours, minutes = int(whole), parts[part]
    else:
        digits = whole.replace(":", "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    length = timedelta(hours=hours, minutes=minutes)
    # Offsets in use go from UTC-12 to UTC+14, in quarters of an hour (tz database).
    if minutes not in (0, 15, 30, 45) or length > timedelta(hours=14):
        return None
    if text[0] in "-\u2212":
        return -length if length <= timedelta(hours=12) else None
    return length if text[0] == "+" or not length else None


def written_offset(offset: timedelta) -> str:
    """Write an offset: `UTC+05:30`."""
    minutes = round(offset / timedelta(minutes=1))
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
