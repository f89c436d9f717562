"""Where to look things up: links of every kind, each a bare address or Markdown's `[text](address)`."""

from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.text import Line, Prose


def _link(title: str, description: str, example: str, label: str) -> str:
    field: str = ask(title, description, example=example, kind=Kind.LINK, label=label)
    return field


def _links(title: str, description: str, example: str, label: str) -> tuple[str, ...]:
    field: tuple[str, ...] = ask(
        title, f"{description} One line for each.", example=example, kind=Kind.LINKS, default=(), label=label
    )
    return field


class References(Record):
    """What this document rests on."""

    ticket: Line = _link(
        "Where is the incident's ticket?",
        "An address, or its key.",
        "[OPS-311](https://tracker.example/OPS-311)",
        "Incident ticket",
    )
    dashboards: tuple[Line, ...] = _links(
        "Which dashboards show it?",
        "Fix the time range, so that the link still shows it next year.",
        "[Checkout](https://grafana.example/d/checkout)",
        "Dashboards",
    )
    metrics: tuple[Line, ...] = _links(
        "Which graphs or screenshots show it?",
        "The measurements that somebody will want to see.",
        "[Error rate](https://grafana.example/d/errors)",
        "Metrics and graphs",
    )
    logs: tuple[Line, ...] = _links(
        "Where are the logs and traces?",
        "A query, a file, a trace ID.",
        "[Gateway, 14:20 to 15:30](https://logs.example/q/88)",
        "Logs",
    )
    alerts: tuple[Line, ...] = _links(
        "Where is the history of its alerts?",
        "The pager's or the monitoring's record.",
        "[Page 7731](https://pager.example/7731)",
        "Alert history",
    )
    deployment: Line = _link(
        "Which deployment or pull request was it?",
        "The change that was going out.",
        "[#2210](https://git.example/shop/2210)",
        "Deployment",
    )
    problematic_commit: Line = _link(
        "Which commit brought the problem?", "An address or a hash.", "`9f3c2ab`", "Problematic commit"
    )
    fix_commit: Line = _link("Which commit fixed it?", "An address or a hash.", "`41d07e5`", "Fix commit")
    rollback_commit: Line = _link("Which commit took it back?", "An address or a hash.", "`c8801b2`", "Rollback commit")
    configuration_changes: tuple[Line, ...] = _links(
        "Which configuration changed, during or after it?",
        "Commits, tickets or the setting itself.",
        "`pool.max`: 100 to 400",
        "Configuration changes",
    )
    runbooks: tuple[Line, ...] = _links(
        "Which runbooks were used?",
        "The section, if it's a long one.",
        "[Restore from backup](runbooks/restore.md#postgres)",
        "Runbooks",
    )
    documents: tuple[Line, ...] = _links(
        "Which documents belong to it?",
        "Designs, decision records, earlier analyses.",
        "[ADR 14: connection pools](docs/adr/14.md)",
        "Documents",
    )
    external: tuple[Line, ...] = _links(
        "Which outside sources helped?",
        "Vendors' manuals, status pages, bug reports, forum threads.",
        "[Vendor's status page](https://status.example)",
        "External sources",
    )
    related_incidents: tuple[Line, ...] = _links(
        "Which earlier incidents look like this one?",
        "A link, and in what way they are alike.",
        "INC-2025-017: the same pool, another service",
        "Related incidents",
    )


class Appendix(Record):
    """What doesn't fit the story but belongs to the record."""

    context: Prose = ask(
        "What else gives context?",
        "Logs, screenshots, background that isn't needed to follow the story.",
        example="The campaign mail went out to 180,000 people at 14:00.",
        kind=Kind.PROSE,
        label="Additional context",
    )
    technical: Prose = ask(
        "Which technical details are worth keeping?",
        "Too detailed for the main part, too good to lose.",
        example="Peak need: 2,550 queries a second at 40 ms each, so 102 connections.",
        kind=Kind.PROSE,
        label="Technical details",
    )
    architecture: Prose = ask(
        "How do the parts hang together?",
        "A link to the diagram, or one drawn in a fenced block.",
        example="Browser > edge > API > pool > database",
        kind=Kind.PROSE,
        label="Architecture",
    )
