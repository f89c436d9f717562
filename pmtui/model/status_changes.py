"""The edits that come with a new status: a revision, a version, and the publication date."""

import re
from datetime import date
from typing import Any

from pmtui.model.edit import AnyEdit, Insert, Set
from pmtui.model.ids import MakeId
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.model.signed_digests import forgetting, signing
from pmtui.model.signoff import Revision

_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})")
_WORDS = {Status.DRAFT: "Returned to draft", Status.REVIEW: "Sent for review", Status.FINAL: "Final"}
_REOPENED = "Reopened"
_EARLIER = ("Taken back to be worked on", "Sent to its reviewers", "Opened again")
"""How pmtui 0.1 worded the same changes: drafts have them."""

FOLLOW_UP = "Follow-up"
"""The description of a revision for a follow-up review."""


def next_version(version: str, before: Status, after: Status) -> str:
    """Return a document's version after a status change.

    The first version for review is 0.9, the first final one 1.0. Reopening a final document raises its minor version.
    A version that isn't two numbers doesn't change.
    """
    match = _VERSION.fullmatch(version.strip())
    if not version.strip() and before is Status.FINAL and after is not Status.FINAL:
        return "1.1"  # it became final outside pmtui, which would have called that version 1.0
    if not version.strip():
        return {Status.DRAFT: "", Status.REVIEW: "0.9", Status.FINAL: "1.0"}[after]
    if match is None:
        return version
    major, minor = int(match[1]), int(match[2])
    if before is Status.FINAL and after is not Status.FINAL:
        return f"{major}.{minor + 1}"
    return "1.0" if after is Status.FINAL and major == 0 else version


def changing_status(
    postmortem: Postmortem, status: Status, today: date, make_id: MakeId, template: str = ""
) -> list[AnyEdit]:
    """Return the edits that change a document's status and add a revision; a final document remembers its template.

    They overwrite a revision of the same day and version that only describes another status change.
    """
    document = postmortem.document
    version = next_version(document.version, document.status, status)
    edits: list[AnyEdit] = [Set(path="document.status", value=status.value)]
    if version != document.version:
        edits.append(Set(path="document.version", value=version))
    if status is Status.FINAL and document.published is None:
        edits.append(Set(path="document.published", value=today.isoformat()))
    edits += signing(postmortem, template) if status is Status.FINAL else forgetting(postmortem)
    words = _REOPENED if document.status is Status.FINAL and status is Status.DRAFT else _WORDS[status]
    return [*edits, *_revision(postmortem, words, version, today, make_id)]


def following_up(postmortem: Postmortem, today: date, make_id: MakeId) -> list[AnyEdit]:
    """Return the edits that record the follow-up review as a revision, unless there already is one for today.

    They raise the minor version, and renew the signed digests of the action items, which the follow-up review changes.
    """
    signed = signing(postmortem, only=("actions",)) if postmortem.signed else []
    if any(row.date == today and row.changes == FOLLOW_UP for row in postmortem.revisions):
        return signed
    version = next_version(postmortem.document.version, Status.FINAL, Status.REVIEW)
    return [
        Set(path="document.version", value=version),
        *_revision(postmortem, FOLLOW_UP, version, today, make_id),
        *signed,
    ]


def recording(postmortem: Postmortem, words: str, today: date, make_id: MakeId, template: str = "") -> list[AnyEdit]:
    """Return the edits that record changes to a final document as a revision, and renew its signed digests.

    Args:
        postmortem: the document.
        words: a description of the changes.
        today: the revision's date.
        make_id: makes its ID.
        template: the name of its template, which is also signed.
    """
    version = next_version(postmortem.document.version, Status.FINAL, Status.REVIEW)
    return [
        Set(path="document.version", value=version),
        *_revision(postmortem, words, version, today, make_id),
        *signing(postmortem, template),
    ]


def _revision(postmortem: Postmortem, words: str, version: str, today: date, make_id: MakeId) -> list[AnyEdit]:
    last = postmortem.revisions[-1] if postmortem.revisions else None
    if last is not None and last.date == today and last.version == version and _is_ours(last):
        return [Set(path=f"revisions.{last.id}.changes", value=words)]
    authors = postmortem.document.authors
    row: dict[str, Any] = {"date": today.isoformat(), "version": version, "changes": words}
    row["author"] = authors[0] if authors else ""
    element = {"id": make_id(), **{name: value for name, value in row.items() if value}}
    return [Insert(path="revisions", index=len(postmortem.revisions), element=element)]


def _is_ours(revision: Revision) -> bool:
    """Return whether a revision only describes a status change."""
    return revision.changes in (*_WORDS.values(), _REOPENED, *_EARLIER)
