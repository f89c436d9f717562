"""Rules for sharing: reviewers, a follow-up review, publication by the deadline, sign-off."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum

from pydantic import BaseModel

from pmtui.advice import Advice
from pmtui.figures.catalog import FIGURES
from pmtui.model.catalog import model_questions
from pmtui.model.incident import zone_of
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Approval, Status
from pmtui.model.signed_digests import TEMPLATE, changed_rows, changed_since_signing
from pmtui.model.timeline import Event
from pmtui.model.unseen import under, unseen_labels
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.template.interview import AskedQuestion
from pmtui.text import brief

_GOOGLE = "Google, SRE book, chapter 15: an unreviewed postmortem might as well never have existed"
_PAGERDUTY = "PagerDuty, postmortem guide: 3 business days for the most severe, 5 for the rest"


def _rule(code: str, title: str, why: str, ask: Advice, most: Level, source: str = _GOOGLE) -> Rule:
    return Rule(code, Topic.SHARING, title, why, source, ask, most)


NO_REVIEWER = _rule("S701", "No reviewer named", "People who were there can't see what the text leaves out.",
                    Advice("Who wasn't part of the response and can review it?"), Level.WARNING)  # fmt: skip
OWN_REVIEWER = _rule("S702", "No independent reviewer", "Authors miss their own gaps.",
                     Advice("Who else could review it?"), Level.WARNING)  # fmt: skip
DEADLINE = _rule("S703", "Past the deadline", "Memories fade by the day.",
                 Advice("What's left to do, and who can help?"), Level.WARNING, _PAGERDUTY)  # fmt: skip
NOT_APPROVED = _rule("S704", "Final, but not approved", "You asked the reviewers for a decision.",
                     Advice("What did they decide?"), Level.WARNING)  # fmt: skip
NO_FOLLOW_UP = _rule("S705", "No date for the follow-up review", "It takes weeks to see whether the actions work.",
                     Advice("Enter the incident's date: the follow-up review depends on it."), Level.WARNING,
                     "Common practice: a follow-up review after 30 days")  # fmt: skip
UNSIGNED = _rule("S706", "No signatures", "The template asks for signatures.", Advice("Who signs off?"), Level.WARNING)
SINCE_SIGNED = Rule("S707", Topic.SHARING, "Changed since sign-off",
                    "Readers rely on what its reviewers agreed to.",
                    _GOOGLE, Advice("", "record a revision with the date and what changed", ("finish",)),
                    Level.WARNING)  # fmt: skip
NOT_REMEMBERED = Rule("S708", Topic.SHARING, "Unknown changes since publication",
                      "It became final outside pmtui, so pmtui doesn't know what was signed off.",
                      _GOOGLE, Advice("", "record the current answers as signed off", ("finish", "finish.revise")),
                      Level.HINT)  # fmt: skip
UNSEEN = Rule("S709", Topic.SHARING, "Written by an agent, not checked",
              "Readers take a final document as checked by people; agents can be wrong and sound sure.",
              "pmtui's own rule: what an agent wrote is marked until a person has seen it",
              Advice("Is it right?", "confirm that you've checked it", ("seen",)), Level.ERROR)  # fmt: skip
RULES = (NO_REVIEWER, OWN_REVIEWER, DEADLINE, NOT_APPROVED, NO_FOLLOW_UP, UNSIGNED, SINCE_SIGNED, NOT_REMEMBERED,
         UNSEEN)  # fmt: skip


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield what keeps readers from getting the document on time, or from trusting it."""
    yield from _reviewers(context)
    yield from _deadline(context)
    record, figures = context.postmortem, context.standing.values.figures
    asks_follow_up = any(
        question.path.startswith(("follow_up.", "figures.follow_up")) for question in context.questions
    )
    if asks_follow_up and context.status is not Status.DRAFT and figures["follow_up_date"].value is None:
        yield context.found(NO_FOLLOW_UP, "incident.date", "The follow-up review has no date.")
    if context.status is not Status.FINAL:
        return
    is_asked = "review.approval" in context.asked and "review.approval" not in record.marks
    if is_asked and record.review.approval is not Approval.APPROVED:
        yield context.found(NOT_APPROVED, "review.approval", "The document isn't approved.")
    roles = [question.path for question in context.questions if question.path.startswith("approvals.")]
    signed = [role for role in type(record.approvals).model_fields if getattr(record.approvals, role).date is not None]
    if roles and not signed and not any(path.startswith("approvals") for path in record.marks):
        yield context.found(UNSIGNED, "approvals.author.name", "No signature has a date.")
    yield None
    yield from _since_signed(context)
    for path, label in unseen_labels(record, context.questions).items():
        agents = ", ".join(dict.fromkeys(record.unseen[each] or "an agent" for each in under(record, path)))
        yield context.found(UNSEEN, path, f"{label}: written by {agents}, and no one has checked it.")


def _since_signed(context: Context) -> Iterator[Finding]:
    """Yield each answer of a final document that changed since sign-off, or that pmtui can't tell."""
    document = context.postmortem.document
    if (
        not context.postmortem.signed
        and document.published
        and (document.last_updated or date.min) > document.published
    ):
        last = context.postmortem.revisions[-1].date if context.postmortem.revisions else None
        if last is None or last < (document.last_updated or last):
            words = f"It was updated on {document.last_updated}, after it was published on {document.published}."
            yield context.found(NOT_REMEMBERED, "document.last_updated", words)
    for path in changed_since_signing(context.postmortem, context.standing.template.name):
        name = path.removeprefix("stated.")
        place = "document.status" if path == TEMPLATE else path if name == path else f"figures.{name}"
        what = signed_name(path, context.postmortem, context.questions)
        message = f"{what}: changed since sign-off."
        yield context.found(SINCE_SIGNED, place, message)


_FEW = 3
"""How many changed rows to name; the rest are counted, so that the finding fits on a line or two."""


def signed_name(path: str, postmortem: Postmortem, questions: Sequence[AskedQuestion]) -> str:
    """Return the name of a signed answer that changed: its label, or the template's if only the template asks for it.

    For a list, the first few rows that changed are named, too: `Action items "Fix it", "Page on it" and 1 removed`.
    """
    if path == TEMPLATE:
        return f"Template (was '{postmortem.signed.get(TEMPLATE, '')}')"
    question = model_questions().get(path)
    if question is not None:
        return f"{question.label}{_row_names(postmortem, path)}"
    name = path.removeprefix("stated.")
    if name in FIGURES:
        return FIGURES[name].label
    return next((f"{each.label}{_row_names(postmortem, path)}" for each in questions if each.path == path), path)


def _row_names(postmortem: Postmortem, path: str) -> str:
    """Return the rows of a list that changed, ready to follow its name; empty if they can't be determined."""
    rows, removed = changed_rows(postmortem, path)
    names = [f'"{_row_name(postmortem, row)}"' for row in rows[:_FEW]]
    more = [f"{len(rows) - _FEW} more"] if len(rows) > _FEW else []
    more += [f"{removed} removed"] if removed else []
    said = ", ".join(names) + (f"{' and ' if names else ''}{' and '.join(more)}" if more else "")
    return f": {said}" if said else ""


def _row_name(postmortem: Postmortem, row: BaseModel) -> str:
    named = (getattr(row, name, "") for name in ("event", "description", "text"))
    others = (value for name, value in row if name != "id" and isinstance(value, str) and not isinstance(value, Enum))
    words = next((text for text in (*named, *others) if isinstance(text, str) and text.strip()), "…")
    words = brief(" ".join(words.split()), 40)
    if isinstance(row, Event) and row.at is not None:
        return f"{row.at.astimezone(zone_of(postmortem.incident)):%H:%M} {words}"
    return words


def _reviewers(context: Context) -> Iterator[Finding]:
    document, review = context.postmortem.document, context.postmortem.review
    path = "document.reviewers" if "document.reviewers" in context.asked else "review.reviewed_by"
    if path not in context.asked or path in context.postmortem.marks:
        return
    names = _plain((*document.reviewers, *review.reviewed_by)) - {"tbd", "tba", "?", "-", "n/a"}
    authors = _plain(document.authors)
    if not names and context.status is not Status.DRAFT:  # in a draft, it's one of many unanswered questions
        yield context.found(NO_REVIEWER, path, "No reviewer is named yet.")
    elif names and names <= authors and len(authors) < 2:
        yield context.found(OWN_REVIEWER, path, "The author is the only reviewer.")


def _plain(names: Iterable[str]) -> set[str]:
    return {" ".join(name.lower().split()) for name in names if name.strip()}


def _deadline(context: Context) -> Iterator[Finding]:
    due = context.standing.values.figures["deadline"].value
    if not isinstance(due, date):
        return
    document = context.postmortem.document
    if document.status is Status.FINAL:
        done = document.published or context.postmortem.review.date
        if done is not None and done > due:
            words = f"It was published on {done}, after the deadline ({due})."
            yield context.found(DEADLINE, "document.published", words)
    elif context.today > due:
        yield context.found(DEADLINE, "document.status", f"It was due on {due}.")
