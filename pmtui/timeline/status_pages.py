"""Updates copied from a status page: the text, and its time on the next line."""

import re

from pmtui.parsing.days import DAY_IN_MONTH

_UPDATE = re.compile(
    r"\s*[*_]{0,2}(?:Resolved|Monitoring|Identified|Investigating|Update|Completed|Verifying|In progress|Scheduled"
    r"|Postmortem)[*_]{0,2}:?\s[*_]{0,2}[\u2013\u2014-]\s",
    re.IGNORECASE,
)
_POSTED = re.compile(
    rf"\s*(?:Posted\s)?[*_]{{0,2}}(?:{DAY_IN_MONTH}|\d{{4}}-\d\d-\d\d)[*_]{{0,2}}(?:,?\s\d{{4}})?(?:,|\s[\u2013\u2014-])?\s"
    r"[*_]{0,2}(?P<clock>\d{1,2}:\d\d)(?:\s?[ap]m)?[*_]{0,2}(?:\s[A-Z]{3,5})?[*_]{0,2}\s*",
    re.IGNORECASE,
)


def times_below(lines: list[str]) -> dict[int, int]:
    """Return the line with the time of each update, both by position; empty if the text is something else.

    Args:
        lines: the lines of the text.
    """
    updates = [place for place, line in enumerate(lines) if _UPDATE.match(line, 0, 80)]
    if not updates:
        return {}
    posted = [place for place, line in enumerate(lines) if len(line) < 80 and _POSTED.fullmatch(line)]
    is_paired = len(posted) == len(updates) and all(update < time for update, time in zip(updates, posted, strict=True))
    is_in_turn = all(time < update for time, update in zip(posted, updates[1:], strict=False))
    return dict(zip(updates, posted, strict=True)) if is_paired and is_in_turn else {}
