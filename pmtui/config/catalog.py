"""What a config file may contain: every key, what it's for, and how it's written. Pure data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """A key above the tables of a config file.

    Attributes:
        name: the key.
        does: what it is for.
        example: how it is written, as TOML.
        default: the default, as text.
    """

    name: str
    does: str
    example: str
    default: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "drafts",
        "The drafts folder. In a project's config, it must be inside the project. --dir and PMTUI_DIR override it.",
        '"~/postmortems"',
        "./postmortems if it exists, otherwise your data folder",
    ),
    Setting("template", "The template for new postmortems.", '"sre"', "outage"),
    Setting("author", "The author of new postmortems, or a list of authors.", '"Dana Wu"', "none"),
    Setting("timezone", "The time zone for new postmortems.", '"Europe/Berlin"', "UTC"),
    Setting(
        "theme",
        'The colors: "dark", "light", "terminal" (your terminal\'s 16 colors), or any Textual theme.',
        '"light"',
        "dark",
    ),
    Setting("animations", "Whether screens use animations.", "false", "true"),
    Setting("suggestions", "Whether pmtui suggests the rest of a word or an answer as you type.", "false", "true"),
)
"""The keys above the tables, in the order they're shown."""

FIGURES: dict[str, str] = {
    "slo": "impact.budget.slo",
    "window": "impact.budget.window_days",
    "request_rate": "impact.traffic.rate",
    "window_requests": "impact.traffic.in_window",
    "users": "impact.audience.total",
    "users_are": "impact.audience.named",
    "sla": "impact.agreement.target",
    "sla_tiers": "impact.agreement.tiers",
    "monthly_bill": "impact.agreement.bill",
    "revenue_per_hour": "impact.earnings.per_hour",
    "currency": "impact.earnings.currency",
    "hourly_rate": "impact.effort.hourly_rate",
    "rto": "impact.recovery.rto_target",
    "rpo": "impact.recovery.rpo_target",
    "time_to_resolve": "impact.counting.time_to_resolve",
    "time_to_acknowledge": "impact.counting.time_to_acknowledge",
}
"""What `[figures]` and each `[services.NAME]` may hold: the key, and the question that it answers."""

LISTS = frozenset({"sla_tiers"})
"""The keys of `FIGURES` that hold a list of strings."""

FIGURE_EXAMPLES: dict[str, str] = {
    "slo": '"99.9%"',
    "window": '"28"',
    "request_rate": '"1200/s"',
    "window_requests": '"2.5M"',
    "users": '"40,000"',
    "users_are": '"daily active users"',
    "sla": '"99.5%"',
    "sla_tiers": '["99.5%: 10%", "99%: 25%"]',
    "monthly_bill": '"$80,000"',
    "revenue_per_hour": '"$1,000-10,000/h"',
    "currency": '"EUR"',
    "hourly_rate": '"95"',
    "rto": '"1 h"',
    "rpo": '"15 min"',
    "time_to_resolve": '"detected_to_resolved"',
    "time_to_acknowledge": '"impact_to_acknowledged"',
}
"""How each is written, as TOML."""

SCALES: dict[str, str] = {
    "severity": '["SEV1", "SEV2", "SEV3", "SEV4"]',
    "status": '{ draft = "Draft", review = "In review", final = "Published" }',
    "priority": '["P0", "P1", "P2", "P3"]',
    "action_status": '{ in_progress = "Doing" }',
    "degradation": '{ complete_outage = "Down" }',
    "approval": '{ approved = "Signed" }',
    "detected_by": '{ monitoring = "An alert" }',
    "goal": '{ prevent = "Stop it from happening again" }',
    "horizon": '{ immediate = "This week" }',
    "area": '{ code_review = "Review" }',
    "scope": '{ specific = "This issue only" }',
    "milestone": '{ mitigated = "Under control" }',
}
"""What `[scales]` may hold, as a template's front matter, which it overrides; with an example, as TOML."""

CONVENTIONS: dict[str, tuple[str, str]] = {
    "mandatory": ("The severities that require a postmortem.", '["critical", "high"]'),
    "deadline_business_days": ("Business days from the resolution to the final document.", "5"),
    "follow_up_days": ("Days from the incident to the follow-up review.", "30"),
    "horizon_days": (
        "Actions due within this many days of the incident are immediate (first number) or short-term (second).",
        "[7, 30]",
    ),
    "actions_need": ("What every action item needs in a final document.", '["owner", "due"]'),
    "overdue": ("The level of a finding about an overdue action: hint, warning, or error.", '"error"'),
    "reminder": ("A sentence shown next to the questions about causes.", '"We ask how, not who."'),
    "filename": ("The exported document's file name.", '"{date}-{slug}.md"'),
    "dialect": (
        "The reader of the document: github, gitlab, mkdocs, backstage, docusaurus, or commonmark.",
        '"mkdocs"',
    ),
    "hard_break": ("What ends a line with a label that another line follows: backslash, or spaces.", '"spaces"'),
    "list_indent": ("Spaces before what is below a list's item, from 2 to 4.", "4"),
    "bullet": ("The bullet of every list.", '"*"'),
    "cell_break": ("The line break in a table's cell: <br>, <br />, or a semicolon.", '"; "'),
    "comments": ("The form of comments: html, or mdx.", '"mdx"'),
    "rule_row": ("The row below a table's header: tight, or spaced.", '"spaced"'),
    "table_padding": ("The spaces in a table's cells: compact, or aligned into columns.", '"aligned"'),
    "line_wrap": ("The longest line of a paragraph, from 40 to 400 characters.", "100"),
    "timeline_milestones": ("Whether events in the document start with their milestones.", "true"),
    "time_to_resolve": ("How time to resolve is measured.", '"detected_to_resolved"'),
    "time_to_acknowledge": ("How time to acknowledge is measured.", '"impact_to_acknowledged"'),
}
"""What `[conventions]` may hold, as a template's front matter, which it overrides: the purpose and an example."""

TABLES: dict[str, str] = {
    "figures": "Inputs for figures that are the same for every incident.",
    "services": "Inputs for one service. They override [figures].",
    "scales": "Your organization's labels for scales, in every template.",
    "conventions": "Your organization's postmortem conventions, in every template.",
    "keys": "Your own keys, by the names that 'pmtui config --keys' lists.",
}
"""The tables of a config file."""
