"""Zones that a text states for its times: `All times in UTC`, `## Timeline (CET)`, a table's head."""

import re
from dataclasses import replace
from datetime import timedelta, tzinfo
from functools import lru_cache
from unicodedata import normalize
from zoneinfo import ZoneInfo

from pmtui.parsing.zones import NamedZone, doubtful_zone, is_place, read_zone, zone_at, zone_of_place
from pmtui.records import record

_SHORT = 60
"""A line that is a zone and nothing else has fewer characters."""
_LONGEST = 300
"""A line states its zone within this many characters."""

_ZONE_SAID = re.compile(
    r"""
      (?P<all>(?i:\b(?:times|timestamps?|time\s?zones?|tz|clocks
        |(?:uhr)?zeiten|zeitangaben|zeitzone|tijden|tijdzone|heures|fuseau\shoraire|hor[aá](?:s|rios)|zona\shoraria
        |orari|fuso\sorario)\b))[\s:(\[,=\u2013\u2014-]{1,3}
      (?P<between>(?:[a-z]{1,12}[\s:(\[]{1,2}){0,5}?)(?=[A-Z]|(?:utc|gmt|[pecm]t|[pecm][sd]t|cest|cet|bst|ist)(?:[\s.:)\]]|$))
    | (?i:\btime\b)\s?(?:[(\[:=-]\s?|(?:in|is|zone)\s)(?=[A-Z]|(?:utc|gmt|[pecm]t|[pecm][sd]t|cest|cet)[)\]])
    | (?i:\btimeline\b)[^.\n]{0,40}?(?:[(\[:,\u2013\u2014-]\s?|[\s(\[]in\s|\s(?:uses|/)\s)(?=[A-Z])
    | (?i:^timeline)\s(?=[A-Z]{3,4}$)
    """,
    re.VERBOSE,
)
"""Where a line says in which zone all times are; the zone follows."""

_NOT_ZONES = frozenset({
    "AM", "API", "AWS", "CDN", "CI", "CPU", "DB", "DD", "DNS", "GCP", "HH", "HHMM", "IDS", "JSON", "LOG", "LOGS", "MM",
    "NTP", "PM", "SLA", "SLO", "SQL", "SRE", "UI", "YYYY",
})  # fmt: skip
"""Capitals after `times` that name what the times are of, or their format, not a zone."""

_CALLED = re.compile(r"[\w+\-]+(?:\.\w\.?)*(?:\s?/\s?[A-Z]{2,4})?")
_CALLED_ALONE = re.compile(r"(?:[A-Z]{2,5}|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?=[\s.:,)\]]*$|[)\]])")
_PLACE = re.compile(
    r"(?:the\s)?(?P<name>[A-Z][A-Za-z]+(?:[\s-](?:de\s)?[A-Z][A-Za-z]+){0,2})(?:,\s[A-Z][A-Za-z]+(?:\s[A-Z][A-Za-z]+)?)?"
    r"(?=(?:,?\s(?:local\s)?time)?(?:\s[(\[][A-Z]{2,5}[)\]]?)?[\s.:)\]]*$|\s?[)\]])"
)
"""A city or a country, with the country or state that it's in."""
_ALL_IN = re.compile(r"(?i:\ball\b)[^.\n]{0,60}?\sin\s(?=[A-Z])")
_THEN_NOTHING = re.compile(r"(?:\stime)?(?:,?\s(?:unless|except|if not)\s.*|[\s.:)\]]*)")
_ENDS_WITH = re.compile(r"[(\[](?=[A-Z][^()\[\]]{1,40}[)\]]\W*$)")
"""The zone in brackets that ends a heading: `### Sequence of events (UTC)`."""
_ALONE = re.compile(r"[\s(\[]*(?=[A-Z])")
_THEN_TIMES = re.compile(r"(?:\stimes?)?[\s.:)\]]*", re.IGNORECASE)
"""What may follow the zone of `all events are in UTC`: all customers in MT may have lost something."""

_PLACES = re.compile(r"(?<!\w)[A-Z][a-z]+(?:\s[A-Z][a-z]+)?")
_LOCAL = re.compile(r"\b(?:times?|timestamps?|clocks?|local)\b", re.IGNORECASE)
"""What a line has whose place may be where its times are."""
_MAY_NAME = re.compile(
    r"(?<![\w/.@#-])(?:[A-Z]{3,5}\b|(?:Africa|America|Asia|Atlantic|Australia|Europe|Pacific)/[A-Z]|[A-Z][a-z]+(?=(?:\s[A-Z]?[a-z]+){1,3}\s[Tt]ime\b|\s[Tt]ime\b))"
)
"""A word that a zone's name may begin with, wherever it is in a line."""
_MOST_NAMES = 20
_PARTED = re.compile(r"(?:[,;:(\u2013\u2014-]|\bin)\s?$")
"""What parts a zone at a line's end from the words before it."""
_CLOSES = re.compile(r".?[)\]]")

_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{0,500}\)")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPOKEN = re.compile(
    rf"\b(UTC|GMT),?\s(plus|minus)\s(?:(?=\d)|(?P<number>{'|'.join(_NUMBERS)})\b(?:\shours?\b)?)", re.IGNORECASE
)
_MARKS = re.compile(r"[*`]|(?<!\w)_+|_+(?!\w)")
_ANY_MARK = re.compile(r"[*`_]")
_ABOUT_TIMES = re.compile(r"time|clocks|\btz\b|\ball\b|zeit|tijd|heures|horai?r|horas|orari", re.IGNORECASE)
"""What a longer line that states a zone has in it."""
_STATING = frozenset({
    "a", "above", "all", "and", "are", "as", "at", "below", "clocks", "dates", "documented", "events", "follow",
    "following", "for", "given", "i", "in", "is", "it", "listed", "local", "n", "noted", "of", "otherwise", "shown",
    "specified", "stated", "stamps", "standard", "summer", "the", "these", "this", "time", "timeline", "times",
    "timestamps", "timezone", "timezones", "unless", "use", "used", "using", "utc", "we", "with", "written", "zone",
    "zones",
})  # fmt: skip
"""Words of a line that does nothing but state a zone."""
_LOCAL_STATED = re.compile(
    r"^[\s(\[]*(?:all\s)?local\stimes?[\s.:)\]]*$"
    r"|\b(?:times?|timestamps?|timeline|clocks)\b[^\w\n]{1,3}(?:\w{1,12}\s){0,4}?[(\[]?local(?:\stimes?|\s?time\s?zone)?[\s.:)\]]*$"
    r"|(?P<end>[(\[](?:(?:all\s)?times?\s(?:are\s)?|in\s)?local(?:\stimes?)?[)\]][\s.:]*$|,\s(?:all\s|in\s)?local\stimes?[\s.:]*$"
    r"|\b(?:times|timestamps|clocks)\s(?:\w{1,12}\s){0,3}?(?:are|in)\s(?:\w{1,12}\s){0,2}?local\b)",
    re.IGNORECASE,
)
"""Where a line says that its times are local ones, and not of which place."""
_LOCAL_HEAD = re.compile(r"\b(?:time|timestamp|when)\b\W{1,3}local\b|\blocal\s(?:date\s)?time\b", re.IGNORECASE)
"""A column of local times in a table's head."""
_HALF_HOURS = {
    timedelta(hours=3.5): "Asia/Tehran",
    timedelta(hours=4.5): "Asia/Kabul",
    timedelta(hours=5.5): "Asia/Kolkata",
    timedelta(hours=5.75): "Asia/Kathmandu",
    timedelta(hours=6.5): "Asia/Yangon",
    timedelta(hours=8.75): "Australia/Eucla",
    timedelta(hours=9.5): "Australia/Darwin",
    timedelta(hours=-9.5): "Pacific/Marquesas",
}
"""Places whose clocks are that far off all the year: the tz database names none of the offsets themselves."""


def stated_zone(text: str, own: ZoneInfo, *, anywhere: bool = False, is_heading: bool = False) -> NamedZone | None:
    """Return the zone that a line gives to all times, as in `all times in UTC`.

    Args:
        text: the line: words above times, a heading, a table's head.
        own: the incident's zone, whose abbreviations are read as its own.
        anywhere: a zone's name counts at any position.
        is_heading: it's a heading, which may end with a zone in brackets.
    """
    if not (is_heading or anywhere or len(text) < _SHORT or _is_about_times(text)):
        return None
    plain = _without_marks(text)
    places: list[tuple[int, bool]] = []
    if _may_be_about_times(plain):
        places += [(said.end(), False) for said in _ZONE_SAID.finditer(plain)]
        places += [(said.end(), True) for said in _ALL_IN.finditer(plain)]
    if anywhere:
        places += [(match.start(), False) for match in re.finditer(r"(?<![\w/])[A-Z]", plain)]
    for place, is_last in places:
        may_be_place = not anywhere or plain[place - 1 : place] in ("(", "[")
        named = read_zone(plain[place:], own) or (_of_place(plain, place) if may_be_place else None)
        if named is not None and (not is_last or _THEN_NOTHING.fullmatch(plain, place + named[1])):
            return named[0]
    return _bracketed(plain, own) if is_heading or anywhere else _alone(plain, own)


def _is_about_times(text: str) -> bool:
    return _may_be_about_times(text) and bool(_ABOUT_TIMES.search(text, 0, _LONGEST))


def _may_be_about_times(text: str) -> bool:
    """Return whether a line has a word about times, alone or in another word; it's found out fast."""
    small = text[:_LONGEST].lower()
    if "time" in small or "all" in small or "clocks" in small or "tz" in small:
        return True
    return "zeit" in small or "tijd" in small or "heures" in small or "hor" in small or "orari" in small


def _without_marks(text: str) -> str:
    """Return a line's beginning without its links, marks, and accents, and with `UTC plus 2` as `UTC+2`."""
    head = text[:_LONGEST]
    if "](" in head:
        head = _LINK.sub(r"\1", head)
    if _ANY_MARK.search(head):
        head = _MARKS.sub("", head)
    if "us " in head:
        head = _SPOKEN.sub(_in_figures, head)
    return head if head.isascii() else "".join(normalize("NFD", letter)[0] for letter in head)


def _in_figures(match: re.Match[str]) -> str:
    number = match["number"]
    hours = _NUMBERS.index(number.lower()) + 1 if number else ""
    return f"{match[1]}{'+' if match[2].lower() == 'plus' else '-'}{hours}"


def _bracketed(text: str, own: ZoneInfo) -> NamedZone | None:
    """Return the zone in brackets at a heading's end; anything else there isn't one."""
    bracket = _ENDS_WITH.search(text)
    named = read_zone(text[bracket.start() :], own) or _of_place(text, bracket.end()) if bracket else None
    return named[0] if named is not None else None


def _alone(text: str, own: ZoneInfo) -> NamedZone | None:
    """Return the zone that is all of a line: `(UTC)`, `UTC times:`."""
    begin = _ALONE.match(text)
    named = read_zone(text[begin.end() :], own) if begin and len(text) < _SHORT else None
    if begin is None or named is None or not _THEN_TIMES.fullmatch(text, begin.end() + named[1]):
        return None
    return named[0]


def _of_place(text: str, begin: int) -> tuple[NamedZone, int] | None:
    """Return the zone of a city or a country that a statement ends with: `all times in Berlin`."""
    name = _PLACE.match(text, begin)
    zone = zone_of_place(name["name"]) if name else None
    if name is None or zone is None or re.search(r"(?i)\btimeline\b", text[:begin]):
        return None
    return NamedZone(name["name"], zone), name.end() - begin


def doubtful_statement(text: str, own: ZoneInfo) -> str:
    """Return what a line may give as the zone of all times, if that isn't a known zone; empty if it gives none.

    Args:
        text: the line: words above times, a heading, a table's head.
        own: the incident's zone.
    """
    if not _is_about_times(text):
        return ""
    plain = _without_marks(text)
    for said in _ZONE_SAID.finditer(plain):
        behind = plain[said.end() :]
        opened = "(" if said[0].rstrip().endswith(("(", "[")) else ""
        name = _CALLED.match(behind)
        if name and doubtful_zone(f" {opened}{behind}", own):
            return name[0].strip()
        alone = _CALLED_ALONE.match(behind)
        is_stating = bool(said["all"]) and all(word in _STATING for word in re.findall(r"\w+", said["between"]))
        is_known = alone is not None and (alone[0].isupper() or is_place(alone[0]))
        if alone and is_stating and alone[0] not in _NOT_ZONES and is_known:
            return alone[0]
        place = _PLACE.match(behind)
        before = re.findall(r"\w+", plain[: said.start()].lower())
        if place and is_stating and said["between"].split()[-1:] == ["in"] and all(word in _STATING for word in before):
            return place["name"]
    return ""


def states_local(text: str, own: ZoneInfo, *, is_head: bool = False) -> tuple[str, bool] | None:
    """Return the words with which a line gives all times as local without a place, and whether it has no others.

    Args:
        text: the line: words above times, a heading, a table's head.
        own: the incident's zone.
        is_head: it's a table's head.
    """
    if "ocal" not in text and "OCAL" not in text:
        return None
    plain = _without_marks(text).strip()
    said = (_LOCAL_HEAD if is_head else _LOCAL_STATED).search(plain)
    if said is None or zone_mentioned(text, own) is not None:
        return None
    words = re.findall(r"\w+", plain.lower())
    is_all = not is_head and all(word in _STATING or word in ("our", "their") for word in words)
    return ("local time", is_all) if is_head or is_all or said["end"] else None


@record(frozen=True)
class ZoneMention:
    """A zone that a line names among other words.

    Attributes:
        zone: the zone.
        is_apart: it's in brackets, or the last of the line, so it's likely the zone of the times below.
    """

    zone: NamedZone
    is_apart: bool


def zone_mentioned(text: str, own: ZoneInfo) -> ZoneMention | None:
    """Return the zone that a line names anywhere: `From #ops on 26 October (UTC):`; None if none, or two.

    Args:
        text: the line.
        own: the incident's zone, whose abbreviations are read as its own.
    """
    plain = _without_marks(text)
    found: ZoneMention | None = None
    end = 0
    for match in list(_MAY_NAME.finditer(plain))[:_MOST_NAMES]:
        named = read_zone(plain[match.start() :], own) if match.start() >= end else None
        if named is None:
            continue
        begin, end = match.start(), match.start() + named[1]
        if found is not None and str(found.zone.zone) != str(named[0].zone):
            return None
        is_closed = plain[:begin].endswith(("(", "[")) and bool(_CLOSES.match(plain, end - 1))
        is_last = bool(_PARTED.search(plain[:begin])) and bool(_THEN_NOTHING.fullmatch(plain, end))
        is_key = "/" in plain[begin:end]
        found = ZoneMention(named[0], is_key or is_closed or is_last or (found is not None and found.is_apart))
    return found or _place_mentioned(plain)


def _place_mentioned(plain: str) -> ZoneMention | None:
    """Return the zone of a place that a line about times names: `Times are those of our Austin office`."""
    if not _LOCAL.search(plain):
        return None
    for match in list(_PLACES.finditer(plain))[:_MOST_NAMES]:
        for name in (match[0], *match[0].split()):
            zone = zone_of_place(name)
            if zone is not None:
                return ZoneMention(NamedZone(name, zone), is_apart=False)
    return None


def says_more(text: str) -> bool:
    """Return whether a line that states a zone has more to say."""
    words = re.findall(r"[a-z]+", _LINK.sub(r"\1", text[:_LONGEST]).lower())
    return len(text) > _LONGEST or sum(word not in _STATING for word in words) > 6


def keyed(named: NamedZone | None) -> NamedZone | None:
    """Return a zone with one of the tz database's, which a whole text can be read in; None if there's none."""
    zone = with_key(named.zone) if named is not None else None
    return replace(named, zone=zone) if named is not None and zone is not None else None


@lru_cache(maxsize=256)
def with_key(zone: tzinfo) -> ZoneInfo | None:
    """Return a zone that has a name, for an offset one that is always so far off; None if there's none."""
    if isinstance(zone, ZoneInfo):
        return zone
    offset = zone.utcoffset(None) or timedelta()
    hours, rest = divmod(offset, timedelta(hours=1))
    key = _HALF_HOURS.get(offset, "") if rest else f"Etc/GMT{-hours:+d}" if hours else "UTC"
    return zone_at(key) if key else None
