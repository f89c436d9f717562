"""The time zone of this machine, by its name."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pmtui.parsing.zones import zone_at

_LINK = Path("/etc/localtime")
_FOLDER = "zoneinfo/"


def machine_zone() -> ZoneInfo | None:
    """Return the zone that this machine's clock is in; None if it has no name that pmtui knows.

    `TZ` counts before the system's setting. Where neither names a zone, a whole number of hours from UTC is one.
    """
    name = os.environ.get("TZ", "").lstrip(":")
    if not name:
        try:
            _, _, name = str(_LINK.readlink()).rpartition(_FOLDER)
        except OSError:
            name = ""
    zone = zone_at(name) if name else None
    return zone or _by_offset(datetime.now().astimezone().utcoffset() or timedelta())


def zone_to_offer(*, is_shared: bool) -> str:
    """Return the machine's zone if a new draft should ask which zone its times are in; empty if they're in UTC anyway.

    Args:
        is_shared: this machine isn't the author's.
    """
    zone = None if is_shared else machine_zone()
    if zone is None or all(datetime(2026, month, 1, tzinfo=zone).utcoffset() == timedelta() for month in (1, 7)):
        return ""
    return zone.key


def _by_offset(offset: timedelta) -> ZoneInfo | None:
    hours, rest = divmod(offset, timedelta(hours=1))
    if rest:
        return None
    return zone_at(f"Etc/GMT{-hours:+d}" if hours else "UTC")
