"""Who and what was hit, how badly, and what it cost."""

from typing import Annotated

from pmtui.model.answer import Answer, ask_answer
from pmtui.model.ids import Element, Elements
from pmtui.model.inputs import Agreement, Audience, Budget, Counting, Earnings, Effort, ImpactSegment, Recovery, Traffic
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import Degradation
from pmtui.model.text import Line, Prose, Quantity


class System(Element):
    """A system that the incident touched."""

    name: Line = ask("Which system?", example="mail-1", label="System")
    impact: Prose = ask(
        "What happened to it, and for how long?",
        "Also worth a line: a system that looked exposed and was not affected.",
        example="Took no mail in either direction for 40 minutes",
        kind=Kind.PROSE,
        label="Impact",
    )


class Metric(Element):
    """A measurement, at its worst and as it normally is."""

    name: Line = ask("What was measured?", example="Queue depth", label="Metric")
    peak: Quantity = ask("How bad did it get?", example="48,000", kind=Kind.NUMBER, label="Peak")
    normal: Quantity = ask("What is normal?", example="under 300", kind=Kind.NUMBER, label="Normal")


class PeakRate(Record):
    """A share, at its worst and as it normally is."""

    peak: Quantity = ask("How high did it go?", example="38%", kind=Kind.PERCENT, label="Peak")
    normal: Quantity = ask("What is normal?", example="0.2%", kind=Kind.PERCENT, label="Normal")


class PeakLatency(Record):
    """A response time in milliseconds, at its worst and as it normally is."""

    peak: Quantity = ask("How slow did it get?", "In ms.", example="9,400 ms", kind=Kind.NUMBER, label="Peak")
    normal: Quantity = ask("What is normal?", "In ms.", example="180 ms", kind=Kind.NUMBER, label="Normal")


class Objective(Element):
    """A service level objective or agreement, and how it came out."""

    name: Line = ask("Which objective?", example="API availability", label="Objective")
    target: Quantity = ask("What was promised?", example="99.9%", kind=Kind.PERCENT, label="Target")
    actual: Quantity = ask("What was measured?", example="99.71%", kind=Kind.PERCENT, label="Actual")


class Impact(Record):
    """What the incident did to users, to the business and to the team."""

    users_affected: Quantity = ask(
        "How many users or customers were affected?",
        "A number or a share, and of what: 1,200 (15% of daily active users). An estimate is fine: ~1,200.",
        example="~1,200 (15% of daily active users)",
        kind=Kind.NUMBER,
        label="Users affected",
    )
    users_experience: Prose = ask(
        "What did they notice?",
        "Tell it from where they sit: what they tried, what they saw instead.",
        example="Senders got no error; replies simply didn't arrive until the queue drained.",
        kind=Kind.PROSE,
        label="What users noticed",
    )
    regions: Line = ask(
        "Where were they?",
        "Regions, countries or data centres; say so if it was everywhere.",
        example="Europe only; traffic from elsewhere is served by another cluster",
        label="Regions",
    )
    could_not: tuple[Line, ...] = ask(
        "What could users not do?",
        "One line for each thing that failed for them.",
        example="Pay with a saved card",
        kind=Kind.LIST,
        default=(),
        label="What failed",
    )
    still_worked: tuple[Line, ...] = ask(
        "What kept working?",
        "One line for each. It shows where isolation held.",
        example="Browsing and search",
        kind=Kind.LIST,
        default=(),
        label="What worked",
    )
    systems: Annotated[tuple[System, ...], Elements] = ask(
        "Which systems were affected, and how?",
        "One row for each system.",
        kind=Kind.TABLE,
        default=(),
        label="Systems",
    )
    services: tuple[Line, ...] = ask(
        "Which services were affected?",
        "By the names that their users know.",
        example="Checkout API",
        kind=Kind.LIST,
        default=(),
        label="Services",
    )
    degradation: Degradation | None = ask(
        "How far was it down?",
        "At its worst: nothing worked, part of it failed, or it was slow.",
        kind=Kind.CHOICE,
        default=None,
        label="Degradation",
    )
    user_facing: Prose = ask(
        "What did the downtime look like from outside?",
        "A sentence or two that you could put on a status page.",
        example="Logins failed with an error page; people who were signed in noticed nothing.",
        kind=Kind.PROSE,
        label="User-facing impact",
    )
    failed_requests: Quantity = ask(
        "How many requests failed?",
        "From the load balancer's or the gateway's counters.",
        example="184,000",
        kind=Kind.NUMBER,
        label="Failed requests",
    )
    successful_requests: Quantity = ask(
        "How many requests succeeded in the same time?",
        "It gives the failures their proportion.",
        example="1.1M",
        kind=Kind.NUMBER,
        label="Successful requests",
    )
    data_loss: Answer = ask_answer(
        "Was data lost?",
        "If so: which, how much, and could it be recovered? If not: how do you know?",
        example="No: the senders' servers kept the mail and delivered it later",
        label="Data loss",
    )
    revenue: Quantity = ask(
        "What did it cost in revenue?",
        "An amount, an estimate or a range with its currency. Mark it not applicable where nothing is sold.",
        example="$1,800..2,600",
        kind=Kind.MONEY,
        label="Revenue",
    )
    complaints: Quantity = ask(
        "How many customers complained?",
        "Over every channel, support tickets included.",
        example="23",
        kind=Kind.NUMBER,
        label="Complaints",
    )
    reputation: Prose = ask(
        "Who talked about it?",
        "Social media, press, customers who escalated.",
        example="Two posts and one question in the community forum",
        kind=Kind.PROSE,
        label="Reputation",
    )
    support_tickets: Quantity = ask(
        "How many support tickets came in?",
        "Those that this incident caused.",
        example="31",
        kind=Kind.NUMBER,
        label="Support tickets",
    )
    sla_breach: Answer = ask_answer(
        "Was a service level agreement broken?",
        "With whom, and does it oblige you to anything?",
        example="Yes: two enterprise contracts, a 10% credit each",
        label="SLA breach",
    )
    error_rate: PeakRate = PeakRate()
    latency: PeakLatency = PeakLatency()
    metrics: Annotated[tuple[Metric, ...], Elements] = ask(
        "Which other measurements tell the story?",
        "Each at its worst and as it normally is.",
        kind=Kind.TABLE,
        default=(),
        label="Metrics",
    )
    objectives: Annotated[tuple[Objective, ...], Elements] = ask(
        "Which service levels were at stake, and how did they come out?",
        "One row for each objective, with its target and what was measured over the window.",
        kind=Kind.TABLE,
        default=(),
        label="Objectives",
    )
    segments: Annotated[tuple[ImpactSegment, ...], Elements] = ask(
        "From when to when did which share fail?",
        "It follows from the timeline's milestones and shares. Rows of your own say it for one service or region, or "
        "where the timeline can't.",
        kind=Kind.TABLE,
        default=(),
        label="Impact segments",
    )
    budget: Budget = Budget()
    recovery: Recovery = Recovery()
    traffic: Traffic = Traffic()
    audience: Audience = Audience()
    agreement: Agreement = Agreement()
    earnings: Earnings = Earnings()
    effort: Effort = Effort()
    counting: Counting = Counting()
    engineers_paged: Quantity = ask(
        "How many engineers were paged?",
        "Everybody whose evening it took, the bystanders included.",
        example="6",
        kind=Kind.NUMBER,
        label="Engineers paged",
    )
    engineering_time: Quantity = ask(
        "How much engineering time did it take?",
        "People times hours: the response, the clean-up and this review.",
        example="22 h",
        kind=Kind.DURATION,
        label="Engineering time",
    )
