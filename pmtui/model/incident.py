"""The incident and its document: IDs, dates, status, people."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator

from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import Severity, Status
from pmtui.model.text import Day, Line


def known_zone(name: str) -> str:
    """Return the name of a time zone that this system knows.

    Raises:
        ValueError: if there's no zone of that name.
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("must be an IANA time zone, such as UTC, Europe/Berlin, or America/New_York") from error
    return name


ZoneName = Annotated[Line, AfterValidator(known_zone)]


class Incident(Record):
    """The header: ID, title, date, time zone, and severity."""

    id: Line = ask(
        "What's the incident ID?",
        "The ID from your incident tracker.",
        example="INC-2026-041",
        label="Incident ID",
    )
    title: Line = ask(
        "What is the incident called?",
        "A few words: the service and what it did. Name a system, not a person.",
        example="Checkout answered with errors after the certificate rotation",
        label="Title",
    )
    date: Day | None = ask(
        "What day did it start?",
        "In the incident's time zone. Timeline entries without a date use this day.",
        example="2026-03-07",
        kind=Kind.DATE,
        default=None,
        label="Date",
    )
    timezone: ZoneName = ask(
        "What time zone should times be shown in?",
        "An IANA name, such as Europe/Berlin. Changing it only changes how times are shown.",
        example="Europe/Berlin",
        kind=Kind.ZONE,
        default="UTC",
        label="Time zone",
    )
    severity: Severity | None = ask(
        "How severe was it at its worst?",
        "Base it on user impact, not on how hard the fix was.",
        kind=Kind.CHOICE,
        default=None,
        label="Severity",
    )
    tags: tuple[Line, ...] = ask(
        "Which tags will help people find it?",
        "Separated by commas: services, kinds of failure, whatever your archive groups by.",
        example="checkout, certificates",
        kind=Kind.PEOPLE,
        default=(),
        label="Tags",
    )


class Document(Record):
    """The document about the incident: authors, status, and readers."""

    status: Status = ask(
        "What's the document's status?",
        "It starts as a draft, and it's final when its reviewers agree.",
        kind=Kind.CHOICE,
        default=Status.DRAFT,
        label="Status",
    )
    authors: tuple[Line, ...] = ask(
        "Who is writing this postmortem?",
        "Names, separated by commas.",
        example="Amara Okafor, Jonas Lindqvist",
        kind=Kind.PEOPLE,
        default=(),
        label="Authors",
    )
    reviewers: tuple[Line, ...] = ask(
        "Who will review it before it's final?",
        "At least one person who wasn't part of the response.",
        example="Priya Raman",
        kind=Kind.PEOPLE,
        default=(),
        label="Reviewers",
    )
    version: Line = ask(
        "What version of the document is this?",
        "Raise it when the content changes after someone has read it.",
        example="1.0",
        label="Version",
    )
    last_updated: Day | None = ask(
        "When was it last changed?",
        "pmtui sets this to today when you change something.",
        example="2026-03-11",
        kind=Kind.DATE,
        default=None,
        label="Last updated",
    )
    published: Day | None = ask(
        "When was it published?",
        "The day you shared it with its readers.",
        example="2026-03-12",
        kind=Kind.DATE,
        default=None,
        label="Published",
    )
    distribution: tuple[Line, ...] = ask(
        "Who will receive it?",
        "Names of teams or mailing lists, separated by commas.",
        example="Engineering, Support, Leadership",
        kind=Kind.PEOPLE,
        default=(),
        label="Distribution",
    )


def zone_of(incident: Incident) -> ZoneInfo:
    """Return the incident's display time zone as a `ZoneInfo`."""
    return ZoneInfo(incident.timezone)
