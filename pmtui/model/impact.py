"""Impact: who and what was affected, how badly, and at what cost."""

from typing import Annotated

from pmtui.model.answer import Answer, ask_answer
from pmtui.model.ids import Element, Elements
from pmtui.model.inputs import Agreement, Audience, Budget, Counting, Earnings, Effort, ImpactSegment, Recovery, Traffic
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import Degradation
from pmtui.model.text import Line, Prose, Quantity


class System(Element):
    """A system that the incident affected."""

    name: Line = ask("Which system?", example="mail-1", label="System")
    impact: Prose = ask(
        "What happened to it, and for how long?",
        "Also list systems that looked exposed but weren't affected.",
        example="No mail in or out for 40 minutes",
        kind=Kind.PROSE,
        label="Impact",
    )


class Metric(Element):
    """A metric: its worst and its normal value."""

    name: Line = ask("Which metric?", example="Queue depth", label="Metric")
    peak: Quantity = ask("What was its worst value?", example="48,000", kind=Kind.NUMBER, label="Peak")
    normal: Quantity = ask("What's normal?", example="under 300", kind=Kind.NUMBER, label="Normal")


class PeakRate(Record):
    """A percentage: its worst and its normal value."""

    peak: Quantity = ask("How high did it go?", example="38%", kind=Kind.PERCENT, label="Peak")
    normal: Quantity = ask("What's normal?", example="0.2%", kind=Kind.PERCENT, label="Normal")


class PeakLatency(Record):
    """A response time in milliseconds: its worst and its normal value."""

    peak: Quantity = ask("How slow did it get?", "In ms.", example="9,400 ms", kind=Kind.NUMBER, label="Peak")
    normal: Quantity = ask("What's normal?", "In ms.", example="180 ms", kind=Kind.NUMBER, label="Normal")


class Objective(Element):
    """A service level objective or agreement: its target and the result."""

    name: Line = ask("Which objective?", example="API availability", label="Objective")
    target: Quantity = ask("What was the target?", example="99.9%", kind=Kind.PERCENT, label="Target")
    actual: Quantity = ask("What was the actual value?", example="99.71%", kind=Kind.PERCENT, label="Actual")


class Impact(Record):
    """What the incident did to users, the business, and the team."""

    users_affected: Quantity = ask(
        "How many users or customers were affected?",
        "A number or a percentage, and of what: 1,200 (15% of daily active users). Estimates are fine: ~1,200.",
        example="~1,200 (15% of daily active users)",
        kind=Kind.NUMBER,
        label="Users affected",
    )
    users_experience: Prose = ask(
        "What did users notice?",
        "Tell it from their side: what they tried, and what they saw instead.",
        example="Senders got no error; replies simply didn't arrive until the queue drained.",
        kind=Kind.PROSE,
        label="What users noticed",
    )
    regions: Line = ask(
        "Where were the affected users?",
        "Regions, countries, or data centers. If it was everywhere, say that.",
        example="Europe only; another cluster serves traffic from elsewhere",
        label="Regions",
    )
    could_not: tuple[Line, ...] = ask(
        "What couldn't users do?",
        "One per line: what failed for them.",
        example="Pay with a saved card",
        kind=Kind.LIST,
        default=(),
        label="What failed",
    )
    still_worked: tuple[Line, ...] = ask(
        "What kept working?",
        "One per line. It shows where isolation worked.",
        example="Browsing and search",
        kind=Kind.LIST,
        default=(),
        label="What worked",
    )
    systems: Annotated[tuple[System, ...], Elements] = ask(
        "Which systems were affected, and how?",
        "One row per system.",
        kind=Kind.TABLE,
        default=(),
        label="Systems",
    )
    services: tuple[Line, ...] = ask(
        "Which services were affected?",
        "One per line, by the names their users know.",
        example="Checkout API",
        kind=Kind.LIST,
        default=(),
        label="Services",
    )
    degradation: Degradation | None = ask(
        "How severe was the outage?",
        "At its worst: nothing worked, part of it failed, or it was slow.",
        kind=Kind.CHOICE,
        default=None,
        label="Degradation",
    )
    user_facing: Prose = ask(
        "What did the downtime look like from outside?",
        "A sentence or two that could go on a status page.",
        example="Logins failed with an error page; people who were signed in noticed nothing.",
        kind=Kind.PROSE,
        label="User-facing impact",
    )
    failed_requests: Quantity = ask(
        "How many requests failed?",
        "For example, from the load balancer or the API gateway.",
        example="184,000",
        kind=Kind.NUMBER,
        label="Failed requests",
    )
    successful_requests: Quantity = ask(
        "How many requests succeeded during that time?",
        "It puts the failures in proportion.",
        example="1.1M",
        kind=Kind.NUMBER,
        label="Successful requests",
    )
    data_loss: Answer = ask_answer(
        "Was data lost?",
        "If so, what was lost, and could it be recovered? If not, how do you know?",
        example="No: the senders' servers kept the mail and delivered it later",
        label="Data loss",
    )
    revenue: Quantity = ask(
        "How much revenue did it cost?",
        "An amount, estimate, or range, with its currency. Mark it not applicable if nothing is sold.",
        example="$1,800..2,600",
        kind=Kind.MONEY,
        label="Revenue",
    )
    complaints: Quantity = ask(
        "How many customers complained?",
        "Across all channels, including support tickets.",
        example="23",
        kind=Kind.NUMBER,
        label="Complaints",
    )
    reputation: Prose = ask(
        "Who talked about it?",
        "Social media, the press, customers who escalated.",
        example="Two posts and a question in the community forum",
        kind=Kind.PROSE,
        label="Reputation",
    )
    support_tickets: Quantity = ask(
        "How many support tickets came in?",
        "Only those caused by this incident.",
        example="31",
        kind=Kind.NUMBER,
        label="Support tickets",
    )
    sla_breach: Answer = ask_answer(
        "Was an SLA breached?",
        "Which customers, and what do you owe them?",
        example="Yes: two enterprise contracts, a 10% credit each",
        label="SLA breach",
    )
    error_rate: PeakRate = PeakRate()
    latency: PeakLatency = PeakLatency()
    metrics: Annotated[tuple[Metric, ...], Elements] = ask(
        "What other metrics show the impact?",
        "For each, its worst and its normal value.",
        kind=Kind.TABLE,
        default=(),
        label="Metrics",
    )
    objectives: Annotated[tuple[Objective, ...], Elements] = ask(
        "Which service levels were at risk, and were they met?",
        "One row per objective, with its target and the actual value over the window.",
        kind=Kind.TABLE,
        default=(),
        label="Objectives",
    )
    segments: Annotated[tuple[ImpactSegment, ...], Elements] = ask(
        "When was there impact, and what percentage failed?",
        "pmtui computes this from the timeline. Add rows for a single service or region, or to fill gaps.",
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
        "Everyone who was paged, including those who only stood by.",
        example="6",
        kind=Kind.NUMBER,
        label="Engineers paged",
    )
    engineering_time: Quantity = ask(
        "How much engineering time did it take?",
        "People times hours: the response, the cleanup, and this review.",
        example="22 h",
        kind=Kind.DURATION,
        label="Engineering time",
    )
