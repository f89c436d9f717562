"""In which zones a timeline's times can be shown: the incident's own, UTC, and that of this machine."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from dateutil.tz import tzlocal

from pmtui.model.postmortem import Postmortem


def next_zone(postmortem: Postmortem, now: tzinfo | None) -> tzinfo | None:
    """Return the zone to show times in after another one; a zone in which all of them would be the same is left out.

    Args:
        postmortem: the postmortem.
        now: the zone in which they are shown; None stands for the incident's own, here and in what is returned.
    """
    own = ZoneInfo(postmortem.incident.timezone)
    times = [event.at for event in postmortem.timeline if event.at is not None]
    choices: list[tzinfo | None] = [None]
    for zone in (UTC, tzlocal()):
        if all(_differ(times, zone, other or own) for other in choices):
            choices.append(zone)
    kinds = [type(zone) for zone in choices]
    at = kinds.index(type(now)) if type(now) in kinds else 0
    return choices[(at + 1) % len(choices)]


def _differ(times: list[datetime], zone: tzinfo, other: tzinfo) -> bool:
    return any(at.astimezone(zone).utcoffset() != at.astimezone(other).utcoffset() for at in times)
