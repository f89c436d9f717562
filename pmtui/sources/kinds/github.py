"""GitHub: workflow runs, deployments and their statuses, releases, and the timeline of an issue or pull request."""

from collections.abc import Iterator
from typing import Any

from pmtui.sources.kinds.deployments import is_deployment, is_main
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, has, has_list, items_of, nested_value, rows_at, text_at
from pmtui.sources.words import clean, plain

_ISSUE_EVENTS = {"closed": "Closed", "reopened": "Reopened", "merged": "Merged"}
_ISSUE_NOISE = {
    "committed": "a commit (git has it)", "labeled": "a label", "unlabeled": "a label", "assigned": "assigned",
    "unassigned": "assigned", "mentioned": "mentioned", "subscribed": "subscribed",
    "cross-referenced": "a reference", "referenced": "a reference", "head_ref_deleted": "a branch is deleted",
    "renamed": "it gets another title", "milestoned": "a milestone of the project",
}  # fmt: skip
_FAILED = ("failure", "timed_out", "startup_failure")
_NOT_RUN = ("queued", "waiting", "pending", "requested")
_BY_HAND = ("workflow_dispatch", "repository_dispatch", "deployment", "release")


def _recognizes(value: Any) -> bool:
    if has_list(value, "workflow_runs") or (has_list(value, "comments") and has(value, "createdAt")):
        return True
    return _reader_of(first_of(value)) is not None


def _reader_of(item: dict[str, Any]) -> Any:
    """Return what reads an object of this kind, by its keys; None if it's of none."""
    for keys, reader in _SHAPES:
        if has(item, *keys):
            return reader
    return None


def _read(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    if has_list(value, "comments") and has(value, "createdAt"):
        yield from _issue(value, reading)
        return
    for item in items_of(value, "workflow_runs"):
        reader = _reader_of(item)
        if reader is None:
            reading.count("not an event")
        else:
            yield reader(item, reading)


def _made(reading: Reading, at: Any, text: str, who: str, why: str, **facts: Any) -> SourceRecord:
    return reading.noise(at, text, why, who, **facts) if why else reading.event(at, text, who, **facts)


def _web(item: dict[str, Any], *keys: str) -> str:
    url = text_at(item, *keys)
    return url if url.startswith("https://") else ""


def _run(item: dict[str, Any], reading: Reading) -> SourceRecord:
    name, title = text_at(item, "workflowName", "name"), text_at(item, "displayTitle", "display_title")
    status, conclusion = text_at(item, "status").lower(), text_at(item, "conclusion").lower()
    event, branch = text_at(item, "event"), text_at(item, "headBranch", "head_branch")
    deploys, failed = is_deployment(name), conclusion in _FAILED
    why = ""
    if event in ("pull_request", "pull_request_target", "merge_group"):
        why = "a branch"
    elif event == "schedule":
        why = "by schedule"
    elif conclusion in ("skipped", "cancelled", "neutral", "stale"):
        why = conclusion
    elif status in _NOT_RUN:
        why = "not run yet"
    elif not is_main(branch) and not (deploys and (event in _BY_HAND or is_deployment(branch))):
        why = "a branch"
    elif not deploys and not failed:
        why = "a check that passed" if status == "completed" or conclusion else "a check that runs"
    outcome = {"failure": "failed", "success": "succeeded"}.get(conclusion, conclusion.replace("_", " ")) or "runs"
    text = f"{plain(name)}: {outcome}" + (f" ({plain(title)})" if title and title != name else "")
    begin = text_at(item, "startedAt", "run_started_at", "createdAt", "created_at")
    until = text_at(item, "updatedAt", "updated_at") if status == "completed" or conclusion else None
    attempt = text_at(item, "attempt", "run_attempt") or "1"
    return _made(
        reading, begin, text, text_at(item, "triggering_actor.login", "actor.login"), why, until=until,
        id=f"run {text_at(item, 'databaseId', 'id', 'url', 'number')} {attempt}", link=_web(item, "html_url", "url"),
    )  # fmt: skip


def _deployment(item: dict[str, Any], reading: Reading) -> SourceRecord:
    environment, ref = text_at(item, "environment", "original_environment"), text_at(item, "ref")
    description = clean(text_at(item, "description"))
    text = f"Deployment to {plain(environment)}: {plain(ref)}"
    text += f" ({plain(description)})" if description and description != ref else ""
    is_live = item.get("production_environment") is True or _is_live(environment)
    return _made(
        reading, text_at(item, "created_at"), text, text_at(item, "creator.login"), "" if is_live else "not production",
        id=f"deployment {text_at(item, 'id')}",
    )  # fmt: skip


def _is_live(environment: str) -> bool:
    return any(word in environment.lower() for word in ("prod", "live"))


def _status(item: dict[str, Any], reading: Reading) -> SourceRecord:
    state, environment = text_at(item, "state"), text_at(item, "environment")
    description = clean(text_at(item, "description"))
    text = f"Deployment to {plain(environment or 'an environment')}: {plain(state)}"
    text += f" ({plain(description)})" if description else ""
    why = ""
    if state not in ("success", "failure", "error"):
        why = "replaced by a later one" if state == "inactive" else "not an outcome"
    return _made(
        reading, text_at(item, "created_at"), text, text_at(item, "creator.login"), why,
        id=f"status {text_at(item, 'url') if text_at(item, 'url').startswith('http') else ''} {text_at(item, 'id')}",
        link=_web(item, "target_url", "log_url"),
    )  # fmt: skip


def _release(item: dict[str, Any], reading: Reading) -> SourceRecord:
    tag, name = text_at(item, "tag_name", "tagName"), text_at(item, "name")
    is_draft = item.get("draft") is True or item.get("isDraft") is True
    at = text_at(item, "published_at", "publishedAt")
    text = f"Release {plain(tag)}" + (f": {plain(name)}" if name and name != tag else "")
    return _made(
        reading, None if is_draft else at, text, text_at(item, "author.login"), "a draft" if is_draft or not at else "",
        id=f"release {tag}", link=_web(item, "html_url", "url"),
    )  # fmt: skip


def _timeline(item: dict[str, Any], reading: Reading) -> SourceRecord:
    event = text_at(item, "event") or "commented"
    actor = item.get("actor") if isinstance(item.get("actor"), dict) else item.get("user") or item.get("author")
    who, body = text_at(actor, "login", "name"), clean(text_at(item, "body"))
    at = text_at(item, "created_at", "submitted_at", "author.date")
    is_bot = text_at(actor, "type") == "Bot" or who.endswith("[bot]")
    text, why = body, ""
    if event in _ISSUE_EVENTS:
        text = _ISSUE_EVENTS[event]
        title = text_at(item, "issue.title")
        text += f": {plain(title)}" if title else ""
    elif event in ("commented", "reviewed", "line-commented"):
        why = "a bot's comment" if is_bot else "" if body else "no text"
    else:
        text = (
            plain(event.replace("_", " ")) + f" {plain(text_at(item, 'label.name', 'message', 'source.issue.title'))}"
        )
        why = _ISSUE_NOISE.get(event, "not an event of the incident")
    identity = text_at(item, "id", "sha") or f"{event} {at}"
    return _made(reading, at, text.strip(), who, why, id=f"{event} {identity}", link=_web(item, "html_url"))


def _issue(item: dict[str, Any], reading: Reading) -> Iterator[SourceRecord]:
    title, url = plain(text_at(item, "title")), _web(item, "url")
    number = url.rpartition("/")[2] or title
    author = text_at(item, "author.login")
    yield reading.event(text_at(item, "createdAt"), f"Opened: {title}", author, id=f"issue {number}", link=url)
    for each in rows_at(item, "comments") + rows_at(item, "reviews"):
        who, body = text_at(each, "author.login"), clean(text_at(each, "body"))
        is_bot = who.endswith("[bot]") or nested_value(each, "author.is_bot") is True
        why = "a bot's comment" if is_bot else "" if body else "no text"
        yield _made(
            reading, text_at(each, "createdAt", "submittedAt"), body, who, why, id=f"comment {text_at(each, 'id')}",
            link=_web(each, "url"),
        )  # fmt: skip
    if text_at(item, "mergedAt"):
        yield reading.event(text_at(item, "mergedAt"), f"Merged: {title}", text_at(item, "mergedBy.login"),
                            id=f"merged {number}", link=url)  # fmt: skip
    elif text_at(item, "closedAt"):
        yield reading.event(text_at(item, "closedAt"), f"Closed: {title}", id=f"closed {number}", link=url)


_SHAPES = (
    (("workflowName", "conclusion"), _run),
    (("workflowName", "status"), _run),
    (("workflow_id", "conclusion"), _run),
    (("statuses_url", "environment"), _deployment),
    (("deployment_url", "state"), _status),
    (("tag_name", "published_at"), _release),
    (("tagName", "publishedAt"), _release),
    (("event", "actor"), _timeline),
    (("event", "node_id"), _timeline),
    (("event", "sha", "committer"), _timeline),
    (("event", "created_at", "source"), _timeline),
    (("issue_url", "body"), _timeline),
    (("pull_request_url", "submitted_at"), _timeline),
)

SOURCES = (JsonSource("github", _recognizes, _read),)
