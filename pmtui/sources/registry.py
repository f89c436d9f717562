"""The kinds of sources, in the order in which they're tried: the first that recognizes a record reads it."""

from typing import Any

from pmtui.sources.kinds import (
    alertmanager,
    aws,
    datadog,
    discord,
    gcp_audit,
    git,
    github,
    gitlab,
    grafana,
    journald,
    jsonl,
    kubernetes,
    mattermost,
    opsgenie,
    pagerduty,
    sentry,
    shell,
    slack,
    statuspage,
    syslog,
    table,
    teams,
    telegram,
    zulip,
)
from pmtui.sources.records import JsonSource, Source, TextSource

_MODULES = (
    slack, pagerduty, opsgenie, alertmanager, grafana, kubernetes, github, gitlab, statuspage, aws, gcp_audit, journald,
    syslog, git, discord, teams, mattermost, telegram, zulip, sentry, datadog, shell, jsonl, table,
)  # fmt: skip

SOURCES: tuple[Source, ...] = tuple(source for module in _MODULES for source in module.SOURCES)
"""Every reader; a kind with two forms of export has two."""

KINDS = tuple(dict.fromkeys(source.kind for source in SOURCES))
"""The names of the kinds."""

_JSON = [source for source in SOURCES if isinstance(source, JsonSource)]
_TEXT = [table.HEADED, *(source for source in SOURCES if isinstance(source, TextSource))]


def source_of_json(value: Any, kind: str = "") -> JsonSource | None:
    """Return what reads a JSON value; None if that's nothing.

    Args:
        value: the value.
        kind: the only kind that it may be; any if it's empty.
    """
    if kind:
        return next((source for source in _JSON if source.kind == kind), None)
    return next((source for source in _JSON if source.recognizes(value)), None)


def source_of_lines(lines: list[str], kind: str = "") -> TextSource | None:
    """Return what reads a text, by its first lines that aren't blank; None if that's nothing.

    Args:
        lines: the lines.
        kind: the only kind that it may be; any if it's empty.
    """
    if kind:
        return next((source for source in _TEXT if source.kind == kind), None)
    return next((source for source in _TEXT if source.recognizes(lines)), None) if lines else None
