"""The kinds of text in a postmortem, cleaned on the way in.

All text that's typed, pasted, or read from a file passes through here once, so that later code can rely on it: no
carriage returns, no lone surrogates, and no newlines in single-line fields.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator

from pmtui.text import clean_prose

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def clean_line(text: str) -> str:
    """Return `text` as one line: cleaned as `clean_prose` does, with newlines replaced by spaces."""
    return clean_prose(text).replace("\n", " ")


def _number_as_text(value: Any) -> Any:
    """Accept a bare number in a hand-edited file as text."""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    return value


def _whole_minute_offset(instant: datetime) -> datetime:
    """Return the same instant with a fixed offset of whole minutes, which TOML requires."""
    if not 1 < instant.year < 9999:
        raise ValueError("the year must be from 2 to 9998")
    offset = instant.utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    try:
        return instant.astimezone(timezone(timedelta(minutes=minutes)) if minutes else UTC)
    except OverflowError as error:
        raise ValueError("the year must be from 1 to 9999") from error


def _only_a_date(value: Any) -> Any:
    if isinstance(value, str) and _ISO_DATE.fullmatch(value) or type(value) is date:
        return value
    raise ValueError("must be a date, such as 2026-03-07")


def _only_an_instant(value: Any) -> Any:
    if isinstance(value, datetime) or (isinstance(value, str) and _ISO_DATE.match(value)):
        return value
    raise ValueError("must be a date and time with a UTC offset, such as 2026-03-07T14:32:00+01:00")


Line = Annotated[str, AfterValidator(clean_line)]
"""One line of text."""

Prose = Annotated[str, AfterValidator(clean_prose)]
"""Markdown of any length."""

Quantity = Annotated[str, BeforeValidator(_number_as_text), AfterValidator(clean_line)]
"""A number, range, or estimate, kept as typed: `1,200`, `~15%`, `$1,000..2,500`, `47 min`."""

Instant = Annotated[AwareDatetime, BeforeValidator(_only_an_instant), AfterValidator(_whole_minute_offset)]
"""A moment, time zone aware; stored with the offset it was entered with."""

Day = Annotated[date, BeforeValidator(_only_a_date)]
"""A date in the incident's time zone."""
