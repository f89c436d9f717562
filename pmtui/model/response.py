"""How it was noticed, who came, what they did."""

from typing import Annotated

from pmtui.model.ids import Element, Elements
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import DetectedBy
from pmtui.model.text import Instant, Line, Prose


class Detection(Record):
    """How it came to light, and how well that worked."""

    source: DetectedBy | None = ask(
        "Who or what noticed first?",
        "The very first sign that reached a human, even if it was taken for something else.",
        kind=Kind.CHOICE,
        default=None,
        label="Detected by",
    )
    description: Prose = ask(
        "How was it found?",
        "The alert by its name, the report, the person who stumbled on it.",
        example="Alert `CheckoutErrorsHigh`, which pages the payments on-call",
        kind=Kind.PROSE,
        label="Detection method",
    )
    effectiveness: Line = ask(
        "How well did the alert do its work?",
        "Was it in time, true, and did it point at the right thing?",
        example="Fair: it fired in time but named the wrong service",
        label="Alert effectiveness",
    )
    worked_well: tuple[Line, ...] = ask(
        "What worked well in detecting it?",
        "One line for each.",
        example="The page reached a person at the first try",
        kind=Kind.LIST,
        default=(),
        label="What worked in detection",
    )
    could_improve: tuple[Line, ...] = ask(
        "What could have shown it sooner?",
        "One line for each.",
        example="The canary's error rate, had anything compared it with the others'",
        kind=Kind.LIST,
        default=(),
        label="What could be improved in detection",
    )


class Responder(Element):
    """Somebody who came to help."""

    role: Line = ask("In which role?", example="Incident commander", label="Role")
    name: Line = ask("Who?", example="Amara Okafor", label="Name")
    joined_at: Instant | None = ask(
        "When did they join?",
        "A time of the incident's day, or a date and a time.",
        example="14:37",
        kind=Kind.DATETIME,
        default=None,
        label="Joined at",
        blank_ok=True,
    )


class Response(Record):
    """The people and what they did while it lasted."""

    responders: Annotated[tuple[Responder, ...], Elements] = ask(
        "Who responded, in which role, and when did they join?",
        "One row for each person.",
        kind=Kind.TABLE,
        default=(),
        label="Responders",
    )
    steps: tuple[Line, ...] = ask(
        "What was done, step by step?",
        "One line for each: triage, containment, investigation, the fix, the check that it held. With times if you "
        "have them; failed attempts belong here too.",
        example="**Containment** (02:10-02:25): took the broken node out of the balancer",
        kind=Kind.LIST,
        default=(),
        label="Response steps",
    )
    worked_well: tuple[Line, ...] = ask(
        "What went well in the response?",
        "One line for each: what would you want to happen again?",
        example="One person led and another wrote things down from the start",
        kind=Kind.LIST,
        default=(),
        label="What went well in the response",
    )
    went_poorly: tuple[Line, ...] = ask(
        "What went poorly in the response?",
        "One line for each: things and conditions, not people.",
        example="The runbook named a dashboard that no longer exists",
        kind=Kind.LIST,
        default=(),
        label="What went poorly in the response",
    )
    held_up: tuple[Line, ...] = ask(
        "Which systems held up?",
        "One line for each: what kept working, which safeguard did its job.",
        example="The queue took the whole backlog without loss",
        kind=Kind.LIST,
        default=(),
        label="Systems that held up",
    )
    prevention_gaps: tuple[Line, ...] = ask(
        "Where were the gaps in prevention?",
        "One line for each gap in tests, monitoring or the way of working.",
        example="Nothing tests a failover with real traffic",
        kind=Kind.LIST,
        default=(),
        label="Prevention gaps",
    )


class Resolution(Record):
    """How service came back, and how that was made sure of."""

    fix: Prose = ask(
        "What brought service back?",
        "The change that ended the impact. Is it the lasting fix or a stopgap?",
        example="Raised the pool to 400 connections and restarted the API. A stopgap: the leak is still there.",
        kind=Kind.PROSE,
        label="How service was restored",
    )
    verification: Prose = ask(
        "How did you know that it was fixed?",
        "What you looked at, and for how long.",
        example="Error rate under 0.1% for an hour, and a test order from each region.",
        kind=Kind.PROSE,
        label="Verification",
    )
    alternative: Prose = ask(
        "Why this way, and not a rollback, or a hotfix?",
        "What else was on the table, and what spoke against it at the time.",
        example="The rollback had been rehearsed; a hotfix would have gone out untested.",
        kind=Kind.PROSE,
        label="Rollback or hotfix",
    )
    updates: Prose = ask(
        "How were people kept informed while it was being fixed?",
        "Whom, where, and how often.",
        example="Support got a line in their channel every 20 minutes.",
        kind=Kind.PROSE,
        label="Updates",
    )
    rationale: tuple[Line, ...] = ask(
        "Which other choices were made on the way, and why?",
        "One line for each.",
        example="**No failover**: the replica was an hour behind",
        kind=Kind.LIST,
        default=(),
        label="Other choices",
    )
