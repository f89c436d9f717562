"""Which incident this is, and where its document stands."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator

from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import Severity, Status
from pmtui.model.text import Day, Line


def known_zone(name: str) -> str:
    """Return the name of a time zone that is known here.

    Raises:
        ValueError: if there's none of that name.
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("use an IANA time zone name, such as UTC, Europe/Berlin or America/New_York") from error
    return name


ZoneName = Annotated[Line, AfterValidator(known_zone)]


class Incident(Record):
    """The header: what everybody calls this incident by."""

    id: Line = ask(
        "Which ID does the incident have?",
        "The one your tracker gave it, so that people can find it again.",
        example="INC-2026-041",
        label="Incident ID",
    )
    title: Line = ask(
        "What is the incident called?",
        "A few words: the service and what it did. Names a system, not a person.",
        example="Checkout answered with errors after the certificate rotation",
        label="Title",
    )
    date: Day | None = ask(
        "On which day did it begin?",
        "In the incident's time zone. Times in the timeline without a date are taken as this day's.",
        example="2026-03-07",
        kind=Kind.DATE,
        default=None,
        label="Date",
    )
    timezone: ZoneName = ask(
        "In which time zone are the times written?",
        "An IANA name. Every time is stored as an exact instant; this only says how it is shown.",
        example="Europe/Berlin",
        kind=Kind.ZONE,
        default="UTC",
        label="Time zone",
    )
    severity: Severity | None = ask(
        "How severe was it, at its worst?",
        "Judge by what users felt, not by how hard the repair was.",
        kind=Kind.CHOICE,
        default=None,
        label="Severity",
    )


class Document(Record):
    """The document about the incident: who wrote it, where it stands, who gets it."""

    status: Status = ask(
        "Where does this document stand?",
        "It starts as a draft and is final when its reviewers agree.",
        kind=Kind.CHOICE,
        default=Status.DRAFT,
        label="Status",
    )
    authors: tuple[Line, ...] = ask(
        "Who writes this postmortem?",
        "Names, separated by commas.",
        example="Amara Okafor, Jonas Lindqvist",
        kind=Kind.PEOPLE,
        default=(),
        label="Authors",
    )
    reviewers: tuple[Line, ...] = ask(
        "Who reads it critically before it is final?",
        "At least one person who wasn't part of the response.",
        example="Priya Raman",
        kind=Kind.PEOPLE,
        default=(),
        label="Reviewers",
    )
    version: Line = ask(
        "Which version of the document is this?",
        "Raise it when the content changes after somebody has read it.",
        example="1.0",
        label="Version",
    )
    last_updated: Day | None = ask(
        "When was it last changed?",
        "pmtui sets this to today when you change anything.",
        example="2026-03-11",
        kind=Kind.DATE,
        default=None,
        label="Last updated",
    )
    published: Day | None = ask(
        "When was it published?",
        "The day on which its readers got it.",
        example="2026-03-12",
        kind=Kind.DATE,
        default=None,
        label="Published",
    )
    distribution: tuple[Line, ...] = ask(
        "Who gets it?",
        "Teams or lists by name, separated by commas.",
        example="Engineering, Support, Leadership",
        kind=Kind.PEOPLE,
        default=(),
        label="Distribution",
    )


def zone_of(incident: Incident) -> ZoneInfo:
    """Return the incident's display time zone as a `ZoneInfo`."""
    return ZoneInfo(incident.timezone)
