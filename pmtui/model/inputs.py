"""The inputs of figures, in addition to the timeline: service levels, traffic, money, people."""

from pmtui.model.ids import Element
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import Currency, Degradation, ShareOf, TtaDefinition, TtrDefinition
from pmtui.model.text import Instant, Line, Quantity


class ImpactSegment(Element):
    """A period with one failure rate, for one service or for all of them."""

    start: Instant | None = ask(
        "When did it start?",
        "Leave blank for the start of impact.",
        example="14:23",
        kind=Kind.DATETIME,
        default=None,
        label="From",
        blank_ok=True,
    )
    end: Instant | None = ask(
        "When did it end?",
        "Leave blank for the resolution.",
        example="15:10",
        kind=Kind.DATETIME,
        default=None,
        label="To",
        blank_ok=True,
    )
    share: Quantity = ask(
        "What percentage failed?",
        "0% to 100%. Leave blank for 100%.",
        example="15%",
        kind=Kind.PERCENT,
        label="Failing",
        blank_ok=True,
    )
    of: ShareOf | None = ask("Percentage of what?", kind=Kind.CHOICE, default=None, label="Of", blank_ok=True)
    effect: Degradation | None = ask(
        "Was it an outage or a degradation?", kind=Kind.CHOICE, default=None, label="Effect", blank_ok=True
    )
    service: Line = ask(
        "Which service or region?",
        "Leave blank for all. Where rows overlap, the highest failure rate counts.",
        example="checkout-eu",
        label="Service",
        blank_ok=True,
    )


class Budget(Record):
    """The service level objective that sets the error budget."""

    slo: Quantity = ask(
        "What's the SLO?",
        "The availability target that sets the error budget.",
        example="99.9%",
        kind=Kind.PERCENT,
        label="SLO",
    )
    window_days: Quantity = ask(
        "What's the SLO window?",
        "A number of days (28, 30, and 90 are common), or 'month' or 'quarter' for a calendar period.",
        example="30",
        kind=Kind.NUMBER,
        default="30",
        label="Window",
    )


class Recovery(Record):
    """The targets of the disaster recovery plan."""

    rto_target: Quantity = ask(
        "What's the recovery time objective (RTO)?",
        "How soon service must be back, from your disaster recovery plan for this severity.",
        example="30 min",
        kind=Kind.DURATION,
        label="RTO target",
    )
    rpo_target: Quantity = ask(
        "What's the recovery point objective (RPO)?",
        "How much data, as a length of time, you can afford to lose. 0 means none.",
        example="5 min",
        kind=Kind.DURATION,
        label="RPO target",
    )
    last_data_point: Instant | None = ask(
        "When was the last recoverable data point?",
        "The last backup, snapshot, or replicated write before the failure. The actual RPO starts there.",
        example="14:20",
        kind=Kind.DATETIME,
        default=None,
        label="Last data point",
        blank_ok=True,
    )


class Traffic(Record):
    """The number of requests."""

    rate: Quantity = ask(
        "What was the request rate?",
        "The usual rate at that time of day, with its unit. A range or estimate is fine.",
        example="800/s",
        kind=Kind.NUMBER,
        label="Request rate",
        blank_ok=True,
    )
    in_window: Quantity = ask(
        "How many requests come in during the SLO window?",
        "For an error budget in requests. Leave blank to calculate it from the request rate.",
        example="2.1M",
        kind=Kind.NUMBER,
        label="Window requests",
        blank_ok=True,
    )


class Audience(Record):
    """The users that percentages of users are based on."""

    total: Quantity = ask(
        "How many users do you have?",
        "The total that percentages of users are based on.",
        example="8,000",
        kind=Kind.NUMBER,
        label="Total users",
        blank_ok=True,
    )
    named: Line = ask(
        "Who counts as a user?",
        "Daily active users, tenants, or all customers: a percentage needs it to make sense.",
        example="daily active users",
        label="Counted as",
        blank_ok=True,
    )


class Agreement(Record):
    """The service level agreement: guaranteed uptime per calendar month, and the credit for a miss."""

    target: Quantity = ask(
        "What uptime does the SLA guarantee?",
        "Per calendar month. Leave blank for the highest tier.",
        example="99.9%",
        kind=Kind.PERCENT,
        label="SLA uptime",
        blank_ok=True,
    )
    tiers: tuple[Line, ...] = ask(
        "What are the SLA credit tiers?",
        "One per line, as in the contract: an uptime and the credit below it.",
        example="99.9%: 10%",
        kind=Kind.LIST,
        default=(),
        label="Credit tiers",
        blank_ok=True,
    )
    bill: Quantity = ask(
        "What monthly bill is the credit based on?",
        "The total for all affected customers.",
        example="$12,000",
        kind=Kind.MONEY,
        label="Monthly bill",
        blank_ok=True,
    )


class Earnings(Record):
    """The service's revenue."""

    per_hour: Quantity = ask(
        "How much revenue comes in per hour?",
        "A range or estimate is fine.",
        example="$1,000-10,000/h",
        kind=Kind.MONEY,
        label="Revenue per hour",
        blank_ok=True,
    )
    currency: Currency | None = ask(
        "What currency?",
        "For amounts without one.",
        kind=Kind.CHOICE,
        default=None,
        label="Currency",
        blank_ok=True,
    )


class Effort(Record):
    """The time people spent on the incident."""

    hours_each: Quantity = ask(
        "How long did each person work on it?",
        "Leave blank to count from when they joined to the resolution.",
        example="2 h",
        kind=Kind.DURATION,
        label="Time each",
        blank_ok=True,
    )
    review: Quantity = ask(
        "How many person-hours did cleanup and review take?",
        "4 people for 2 hours is 8 h. If it took no time, enter 0 h.",
        example="8 h",
        kind=Kind.DURATION,
        label="Cleanup, review",
        blank_ok=True,
    )
    hourly_rate: Quantity = ask(
        "What does one engineer-hour cost?",
        "Fully loaded. A range or estimate is fine.",
        example="$90",
        kind=Kind.MONEY,
        label="Cost per hour",
        blank_ok=True,
    )


class Counting(Record):
    """Your definitions of TTR and TTA. If blank, the template's apply."""

    time_to_resolve: TtrDefinition | None = ask(
        "How do you measure time to resolve?",
        "There are 4 definitions. Leave blank to use the template's. The figure's formula shows which one is used.",
        kind=Kind.CHOICE,
        default=None,
        label="To resolve",
        blank_ok=True,
    )
    time_to_acknowledge: TtaDefinition | None = ask(
        "How do you measure time to acknowledge?",
        "There are 2 definitions. Leave blank to use the template's. The figure's formula shows which one is used.",
        kind=Kind.CHOICE,
        default=None,
        label="To acknowledge",
        blank_ok=True,
    )
