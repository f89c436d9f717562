"""References: links of all kinds, each a bare URL or Markdown's `[text](url)`."""

from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.text import Line, Prose


def _link(title: str, description: str, example: str, label: str) -> str:
    field: str = ask(title, description, example=example, kind=Kind.LINK, label=label)
    return field


def _links(title: str, description: str, example: str, label: str) -> tuple[str, ...]:
    field: tuple[str, ...] = ask(
        title, f"{description} One per line.", example=example, kind=Kind.LINKS, default=(), label=label
    )
    return field


class References(Record):
    """Links to sources."""

    ticket: Line = _link(
        "Where's the incident ticket?",
        "A URL or a ticket ID.",
        "[OPS-311](https://tracker.example/OPS-311)",
        "Incident ticket",
    )
    dashboards: tuple[Line, ...] = _links(
        "Which dashboards show it?",
        "Set an absolute time range, so that the link still works next year.",
        "[Checkout](https://grafana.example/d/checkout)",
        "Dashboards",
    )
    metrics: tuple[Line, ...] = _links(
        "Which graphs or screenshots show it?",
        "The ones a reader will want to see.",
        "[Error rate](https://grafana.example/d/errors)",
        "Metrics and graphs",
    )
    logs: tuple[Line, ...] = _links(
        "Where are the logs and traces?",
        "A query, a file, or a trace ID.",
        "[Gateway, 14:20 to 15:30](https://logs.example/q/88)",
        "Logs",
    )
    alerts: tuple[Line, ...] = _links(
        "Where's the alert history?",
        "From your paging or monitoring tool.",
        "[Page 7731](https://pager.example/7731)",
        "Alert history",
    )
    deployment: Line = _link(
        "Which deployment or pull request was it?",
        "The change that was being rolled out.",
        "[#2210](https://git.example/shop/2210)",
        "Deployment",
    )
    problematic_commit: Line = _link(
        "Which commit caused the problem?", "A URL or a hash.", "`9f3c2ab`", "Problematic commit"
    )
    fix_commit: Line = _link("Which commit fixed it?", "A URL or a hash.", "`41d07e5`", "Fix commit")
    rollback_commit: Line = _link("Which commit rolled it back?", "A URL or a hash.", "`c8801b2`", "Rollback commit")
    configuration_changes: tuple[Line, ...] = _links(
        "What configuration changed during or after the incident?",
        "Commits, tickets, or the setting itself.",
        "`pool.max`: 100 to 400",
        "Configuration changes",
    )
    runbooks: tuple[Line, ...] = _links(
        "Which runbooks were used?",
        "If a runbook is long, link to the section.",
        "[Restore from backup](runbooks/restore.md#postgres)",
        "Runbooks",
    )
    documents: tuple[Line, ...] = _links(
        "What other documents are relevant?",
        "Designs, decision records, earlier analyses.",
        "[ADR 14: connection pools](docs/adr/14.md)",
        "Documents",
    )
    external: tuple[Line, ...] = _links(
        "Which external sources helped?",
        "Vendor manuals, status pages, bug reports, forum threads.",
        "[Vendor's status page](https://status.example)",
        "External sources",
    )
    related_incidents: tuple[Line, ...] = _links(
        "Which earlier incidents are similar?",
        "A link, and what they have in common.",
        "INC-2025-017: the same pool, another service",
        "Related incidents",
    )


class Appendix(Record):
    """Details that don't belong in the main part."""

    context: Prose = ask(
        "What other context is useful?",
        "Logs, screenshots, and background that readers can skip.",
        example="The campaign mail went out to 180,000 people at 14:00.",
        kind=Kind.PROSE,
        label="Additional context",
    )
    technical: Prose = ask(
        "What technical details are worth keeping?",
        "Anything too detailed for the main part.",
        example="Peak need: 2,550 queries a second at 40 ms each, so 102 connections.",
        kind=Kind.PROSE,
        label="Technical details",
    )
    architecture: Prose = ask(
        "How do the components fit together?",
        "A link to a diagram, or a diagram in a fenced code block.",
        example="Browser > edge > API > pool > database",
        kind=Kind.PROSE,
        label="Architecture",
    )
