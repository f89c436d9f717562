"""Writing times for readers, and which years they may be of."""

from datetime import datetime

from pmtui.errors import EntryError


def is_likely_year(year: int) -> bool:
    """Return whether an incident may be of a year: from 1970 to 2200."""
    return 1970 <= year <= 2200


def refuse_odd_year(moment: datetime) -> None:
    """Refuse a time of a year in which nothing was on call: before 1970, or after 2200.

    Raises:
        EntryError: if it's so.
    """
    if not is_likely_year(moment.year):
        raise EntryError(f"The year {moment.year} can't be right.")


def plain_clock(local: datetime) -> str:
    """Write a local time of day, with its seconds if it has some."""
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def write_clock(local: datetime) -> str:
    """Write a local time of day for a reader: with the zone's name where the clocks show that time twice."""
    first, second = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    return f"{plain_clock(local)} {local.tzname()}" if first != second else plain_clock(local)


def write_span(clock: str, until: str, *, approximate: bool) -> str:
    """Write an event's time from its parts: `~14:00`, `14:00-14:20`."""
    about = "~" if approximate else ""
    return f"{about}{clock}\u2013{until}" if until else about + clock
