"""What the figures of an incident are computed with, beside its timeline: promises, traffic, money, people."""

from pmtui.model.ids import Element
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import Currency, Degradation, ShareOf, TtaDefinition, TtrDefinition
from pmtui.model.text import Instant, Line, Quantity


class ImpactSegment(Element):
    """A stretch of time in which a share of users or requests failed, for one service or for the whole."""

    start: Instant | None = ask(
        "From when?",
        "Blank is the start of the impact.",
        example="14:23",
        kind=Kind.DATETIME,
        default=None,
        label="From",
        blank_ok=True,
    )
    end: Instant | None = ask(
        "Until when?",
        "Blank is the resolution.",
        example="15:10",
        kind=Kind.DATETIME,
        default=None,
        label="To",
        blank_ok=True,
    )
    share: Quantity = ask(
        "Which share failed?",
        "0% to 100%. Blank is 100%.",
        example="15%",
        kind=Kind.PERCENT,
        label="Failing",
        blank_ok=True,
    )
    of: ShareOf | None = ask("A share of what?", kind=Kind.CHOICE, default=None, label="Of", blank_ok=True)
    effect: Degradation | None = ask(
        "What was it: an outage, or a degradation?", kind=Kind.CHOICE, default=None, label="What", blank_ok=True
    )
    service: Line = ask(
        "Of which service, or in which region?",
        "Blank is the whole. Rows of several services may overlap: at each moment the largest share counts.",
        example="checkout-eu",
        label="Service",
        blank_ok=True,
    )


class Budget(Record):
    """The service level objective that the error budget is counted against."""

    slo: Quantity = ask(
        "Which availability is promised?",
        "The objective that the error budget follows from.",
        example="99.9%",
        kind=Kind.PERCENT,
        label="SLO",
    )
    window_days: Quantity = ask(
        "Over which window is it counted?",
        "A number of days (28, 30 and 90 are common), or month or quarter for the calendar's.",
        example="30",
        kind=Kind.NUMBER,
        default="30",
        label="Window",
    )


class Recovery(Record):
    """The promises of the disaster recovery plan."""

    rto_target: Quantity = ask(
        "Within which time must service be back?",
        "The recovery time objective of your disaster recovery plan for this severity.",
        example="30 min",
        kind=Kind.DURATION,
        label="RTO target",
    )
    rpo_target: Quantity = ask(
        "How much data, in time, may be lost?",
        "The recovery point objective of the plan. 0 means that nothing may be lost.",
        example="5 min",
        kind=Kind.DURATION,
        label="RPO target",
    )
    last_data_point: Instant | None = ask(
        "From when was the last data that could be recovered?",
        "The last backup, snapshot or replicated write before the failure. The actual RPO is counted from it.",
        example="14:20",
        kind=Kind.DATETIME,
        default=None,
        label="Last data point",
        blank_ok=True,
    )


class Traffic(Record):
    """How many requests come in."""

    rate: Quantity = ask(
        "How many requests came in?",
        "The usual rate at that time of day, with its unit; a range or an estimate is fine.",
        example="800/s",
        kind=Kind.NUMBER,
        label="Request rate",
        blank_ok=True,
    )
    in_window: Quantity = ask(
        "How many requests come in over the SLO's window?",
        "For a budget in requests. Blank takes the rate over the whole window.",
        example="2.1M",
        kind=Kind.NUMBER,
        label="Window requests",
        blank_ok=True,
    )


class Audience(Record):
    """Whom the share of users is a share of."""

    total: Quantity = ask(
        "How many users are there in all?",
        "The number that a share of them is a share of.",
        example="8,000",
        kind=Kind.NUMBER,
        label="Users in all",
        blank_ok=True,
    )
    named: Line = ask(
        "Who is counted?",
        "Daily active users, tenants, all customers: a share says little without it.",
        example="daily active users",
        label="Counted as",
        blank_ok=True,
    )


class Agreement(Record):
    """The service level agreement: what a contract promises for a calendar month, and what a miss costs."""

    target: Quantity = ask(
        "Which uptime does the contract promise?",
        "Over the calendar month. Blank takes the highest tier.",
        example="99.9%",
        kind=Kind.PERCENT,
        label="SLA uptime",
        blank_ok=True,
    )
    tiers: tuple[Line, ...] = ask(
        "Which credit is due below which uptime?",
        "One line for each tier, as in the contract.",
        example="99.9%: 10%",
        kind=Kind.LIST,
        default=(),
        label="Credit tiers",
        blank_ok=True,
    )
    bill: Quantity = ask(
        "How large is the month's bill that the credit is a share of?",
        "Of all customers concerned together.",
        example="$12,000",
        kind=Kind.MONEY,
        label="Monthly bill",
        blank_ok=True,
    )


class Earnings(Record):
    """What the service earns while it works."""

    per_hour: Quantity = ask(
        "How much revenue comes in per hour?",
        "A range or an estimate is fine.",
        example="$1,000-10,000/h",
        kind=Kind.MONEY,
        label="Revenue per hour",
        blank_ok=True,
    )
    currency: Currency | None = ask(
        "In which currency?",
        "For amounts that don't name theirs.",
        kind=Kind.CHOICE,
        default=None,
        label="Currency",
        blank_ok=True,
    )


class Effort(Record):
    """The time that people spent on it."""

    hours_each: Quantity = ask(
        "For how long, each?",
        "Blank takes the time from each one's joining to the resolution.",
        example="2 h",
        kind=Kind.DURATION,
        label="Time each",
        blank_ok=True,
    )
    review: Quantity = ask(
        "How long did clean-up and review take, all people together?",
        "Person-hours: four people for two hours are 8 h. 0 h is an answer.",
        example="8 h",
        kind=Kind.DURATION,
        label="Clean-up, review",
        blank_ok=True,
    )
    hourly_rate: Quantity = ask(
        "What does an hour of a person cost?",
        "Salary and all that comes with it; a range or an estimate is fine.",
        example="$90",
        kind=Kind.MONEY,
        label="Cost per hour",
        blank_ok=True,
    )


class Counting(Record):
    """How this organisation counts what is counted differently elsewhere. Blank takes the template's way."""

    time_to_resolve: TtrDefinition | None = ask(
        "What does time to resolve mean here?",
        "It's counted in four ways. Blank takes the template's; the formula names the one that is used.",
        kind=Kind.CHOICE,
        default=None,
        label="To resolve",
        blank_ok=True,
    )
    time_to_acknowledge: TtaDefinition | None = ask(
        "What does time to acknowledge mean here?",
        "It's counted in two ways. Blank takes the template's; the formula names the one that is used.",
        kind=Kind.CHOICE,
        default=None,
        label="To acknowledge",
        blank_ok=True,
    )
