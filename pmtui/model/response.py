"""Detection, response, and resolution."""

from typing import Annotated

from pmtui.model.ids import Element, Elements
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import DetectedBy
from pmtui.model.text import Instant, Line, Prose


class Detection(Record):
    """How the incident was detected, and how well that worked."""

    source: DetectedBy | None = ask(
        "Who or what noticed first?",
        "The first sign that reached a person, even if they mistook it for something else.",
        kind=Kind.CHOICE,
        default=None,
        label="Detected by",
    )
    description: Prose = ask(
        "How was it detected?",
        "The alert's name, the report, or how someone came across it.",
        example="Alert `CheckoutErrorsHigh`, which pages the payments on-call",
        kind=Kind.PROSE,
        label="Detection method",
    )
    effectiveness: Line = ask(
        "How well did the alert work?",
        "Was it timely and accurate, and did it point to the right place?",
        example="Fair: it fired in time, but named the wrong service",
        label="Alert effectiveness",
    )
    worked_well: tuple[Line, ...] = ask(
        "What worked well in detecting it?",
        "One per line.",
        example="The page reached someone on the first try",
        kind=Kind.LIST,
        default=(),
        label="What worked in detection",
    )
    could_improve: tuple[Line, ...] = ask(
        "What could have revealed it sooner?",
        "One per line.",
        example="Comparing the canary's error rate with the other hosts",
        kind=Kind.LIST,
        default=(),
        label="What could be improved in detection",
    )


class Responder(Element):
    """Someone who responded."""

    role: Line = ask("What was their role?", example="Incident commander", label="Role")
    name: Line = ask("Who was it?", example="Amara Okafor", label="Name")
    joined_at: Instant | None = ask(
        "When did they join?",
        "A time on the incident's day, or a date and time.",
        example="14:37",
        kind=Kind.DATETIME,
        default=None,
        label="Joined at",
        blank_ok=True,
    )


class Response(Record):
    """The responders and what they did."""

    responders: Annotated[tuple[Responder, ...], Elements] = ask(
        "Who responded, in which role, and when did they join?",
        "One row per person.",
        kind=Kind.TABLE,
        default=(),
        label="Responders",
    )
    steps: tuple[Line, ...] = ask(
        "What was done, step by step?",
        "One per line: triage, containment, investigation, fix, verification. Include times and failed attempts.",
        example="**Containment** (02:10-02:25): took the broken node out of the balancer",
        kind=Kind.LIST,
        default=(),
        label="Response steps",
    )
    worked_well: tuple[Line, ...] = ask(
        "What went well in the response?",
        "One per line: what would you want to happen again?",
        example="From the start, one person led and another took notes",
        kind=Kind.LIST,
        default=(),
        label="What went well in the response",
    )
    went_poorly: tuple[Line, ...] = ask(
        "What went poorly in the response?",
        "One per line: tools, processes, and conditions, not people.",
        example="The runbook named a dashboard that no longer exists",
        kind=Kind.LIST,
        default=(),
        label="What went poorly in the response",
    )
    held_up: tuple[Line, ...] = ask(
        "Which systems held up?",
        "One per line: what kept working, and which safeguards did their job.",
        example="The queue absorbed the whole backlog without loss",
        kind=Kind.LIST,
        default=(),
        label="Systems that held up",
    )
    prevention_gaps: tuple[Line, ...] = ask(
        "Where were the gaps in prevention?",
        "One per line: gaps in tests, monitoring, or process.",
        example="Nothing tests a failover with real traffic",
        kind=Kind.LIST,
        default=(),
        label="Prevention gaps",
    )


class Resolution(Record):
    """How service was restored, and how that was verified."""

    fix: Prose = ask(
        "How was service restored?",
        "The change that ended the impact. Is it a permanent fix or a stopgap?",
        example="Raised the pool to 400 connections and restarted the API. A stopgap: the leak is still there.",
        kind=Kind.PROSE,
        label="How service was restored",
    )
    verification: Prose = ask(
        "How did you know that it was fixed?",
        "What you checked, and for how long.",
        example="Error rate under 0.1% for an hour, and a test order in each region.",
        kind=Kind.PROSE,
        label="Verification",
    )
    alternative: Prose = ask(
        "Why did you choose a rollback, a hotfix, or another fix?",
        "The alternatives, and why you decided against them at the time.",
        example="The rollback had been rehearsed; a hotfix would have gone out untested.",
        kind=Kind.PROSE,
        label="Rollback or hotfix",
    )
    updates: Prose = ask(
        "How were people kept informed during the fix?",
        "Who, where, and how often.",
        example="Support got an update in their channel every 20 minutes.",
        kind=Kind.PROSE,
        label="Updates",
    )
    rationale: tuple[Line, ...] = ask(
        "What other decisions were made, and why?",
        "One per line.",
        example="**No failover**: the replica was an hour behind",
        kind=Kind.LIST,
        default=(),
        label="Other choices",
    )
