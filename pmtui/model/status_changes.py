"""What a new status of the document brings along: its revision, its version, the day on which it was published."""

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
_WORDS = {Status.DRAFT: "Taken back to be worked on", Status.REVIEW: "Sent to its reviewers", Status.FINAL: "Final"}
_REOPENED = "Opened again"
FOLLOW_UP = "Follow-up"
"""What a revision says that comes from the follow-up."""


def next_version(version: str, before: Status, after: Status) -> str:
    """Return the version that a document has after a change of its status.

    The first one sent to reviewers is 0.9, the first final one 1.0; a final document that's opened again goes one step
    up. A version that isn't two numbers stays as it is.
    """
    match = _VERSION.fullmatch(version.strip())
    if not version.strip() and before is Status.FINAL and after is not Status.FINAL:
        return "1.1"  # it became final outside of pmtui, which would have made that its 1.0
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
    """Return the edits that give a document another status, with its revision; a final one remembers its template.

    A revision of the same day and version that says no more than such a change does is written over.
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
    """Return the edits that note the follow-up as a revision, one step up; where today's is there already, no other.

    The action items are signed anew with it: that is where the follow-up changes the document.
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
    """Return the edits that record what a final document has changed as a revision, one step up, and sign it anew.

    Args:
        postmortem: the document.
        words: what has changed.
        today: the day of the revision.
        make_id: makes its id.
        template: the name of its template, which is signed as well.
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
    """Say whether a revision says no more than what a change of status does."""
    return revision.changes in (*_WORDS.values(), _REOPENED)
