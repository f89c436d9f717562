"""What each place may become: a field, a custom question, or text, the likeliest first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pmtui.template.adopt.answers import Answer, asked, is_marking, offers_severity, takes
from pmtui.template.adopt.edits import INSTANTS
from pmtui.template.adopt.marks import clean, kind_of_answer, kind_of_blank
from pmtui.template.adopt.meaning import (
    LEAST,
    SURE,
    Guess,
    about,
    columns,
    contexts,
    custom_type,
    guesses,
    is_generic,
    known,
    list_below,
    suits,
    unnumbered,
    view_of,
)
from pmtui.template.adopt.model import Context, Form, Found, Place, Proposal
from pmtui.template.adopt.vocabulary import is_bare
from pmtui.template.adopt.wordings import named

_LONGEST_NAME = 40
_PLAIN = 0.97
"""How sure a plain wording is."""
_WITH_DATES = (("review",), ("approvals",), ("follow_up",))
"""Parts of a document with their own date."""
_TIME = re.compile(r"(?i)h:mm|hh|yy|dd[-/.]|\b(?:time|date|day|start|end|when|utc|timezone)\b|^[\W_0]*$")
_SAMPLE_TIME = re.compile(
    r"(?i)\d[:.h]\d\d|\d ?[ap]m\b|\d{4}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d (?:jan|feb|mar|apr|may|jun|"
    r"jul|aug|sep|oct|nov|dec)"
)
_KEY = re.compile(r"(?:our |internal |report )?(?:ref(?:erence)?|case|file|record|dossier)\.?", re.I)
"""Labels of an incident's number that don't call it one."""
_COLUMN_BY_KIND = {"date": "due", "person": "owner", "link": "tracker"}
"""What a placeholder of an action item is that has no other name."""
_NEVER_MARKED = frozenset({"incident.severity", "response.steps", "document.distribution"})
"""Fields that a document's confidentiality isn't."""


def propose(found: Found, source: str, *, is_template: bool) -> Place:
    """Return a place with what it may become.

    Args:
        found: the place.
        source: the text that it's in.
        is_template: the text is a template, and not a finished postmortem.
    """
    options = _proposals(found, is_template=is_template)
    context = Context(found.headings, found.label)
    original = source[found.start : found.end]
    options = sorted(options, key=lambda each: _contradicts(each.name, original, found))
    return Place(found.line, (found.start, found.end), original, context, options[0], tuple(options[1:6]), found)


def _contradicts(name: str, original: str, found: Found) -> bool:
    """Return whether a placeholder's form asks for another kind of answer than a field has."""
    is_yes_no = {each.lower() for each in found.options} in ({"yes", "no"}, {"y", "n"})
    if name.partition(" : ")[0] in INSTANTS and (found.is_list or is_yes_no):
        return True
    if found.is_sample and found.form is Form.CELL and found.row == found.label and ": " in found.label:
        return bool(name) and not name.startswith("custom.")  # what a sample says about its row's answer
    bare = name.partition(" : ")[0]
    given = kind_of_answer(original)
    if (given in ("length", "range") and bare in INSTANTS) or (
        given == "moment" and bare.startswith(("figures.time_to_", "figures.duration", "figures.outage"))
    ):
        return True
    kind = kind_of_blank(original)
    if kind == "moment":
        return name.startswith(("figures.time_to_", "figures.duration"))
    if name == "figures.failed_requests" and kind == "share":
        return True
    return kind in ("amount", "share") and name.partition(" : ")[0] in INSTANTS


def _proposals(found: Found, *, is_template: bool) -> list[Proposal]:
    text = Proposal("text", "", 0.3, "Nothing is asked here.")
    heading = found.headings[-1] if found.headings else ""
    label = found.label or (found.is_long and heading) or found.words or heading
    if found.form is Form.BOX:
        return _box(found, text)
    custom = _custom(found, label)
    fields = [
        Proposal("field", guess.field, round(min(guess.confidence, 0.99), 2), guess.phrase) for guess in _ranked(found)
    ]
    likely = [each for each in fields if each.confidence >= LEAST]
    rest = [each for each in fields if each.confidence < LEAST]
    if found.is_sample and is_template and not likely and found.form is not Form.CELL:
        kept = replace(text, confidence=0.6, reason="It looks like text of the template, not like an answer.")
        return [kept, custom, *rest]
    if found.form is Form.YAML and found.is_sample and not likely:
        return [replace(text, confidence=0.7, reason="It looks like a setting of your documents."), custom, *rest]
    return [*likely, custom, *rest, text] if likely else [custom, *rest, text]


def _ranked(found: Found) -> list[Guess]:
    """Return the fields that a place may be, the likeliest first, each with its reason as its phrase."""
    best = {guess.field: guess for guess in _of_action_items(found)}
    marked = is_marking(found.words)
    wanted = asked(_called_by(found), "" if found.is_sample else found.words)
    if found.is_long:
        wanted -= {Answer.CLOSED}
    if _is_key(found):
        best.setdefault("incident.id", Guess("incident.id", 0.9, "It has the form of an ID."))

    def consider(text: str, headings: Sequence[str], weight: float, reason: str) -> None:
        for guess in guesses(text, headings):
            field_ = known(guess.field)
            if field_ is None:
                continue
            sure = guess.confidence * weight * suits(field_, is_long=found.is_long, is_list=found.is_list)
            sure *= 1.0 if takes(field_, wanted) and not (marked and guess.field in _NEVER_MARKED) else 0.5
            if sure > best.get(guess.field, Guess("", 0, "")).confidence:
                best[guess.field] = Guess(guess.field, sure, reason.format(clean(text)[:40], guess.phrase))

    for text, headings, weight, reason in _texts(found):
        consider(text, headings, weight, reason)
    wording = _by_wording(found)
    if wording == "custom":
        return []
    field_ = known(wording) if wording else None
    if field_ is not None and takes(field_, wanted):
        best[wording] = Guess(wording, _PLAIN, f"'{clean(_called_by(found))[:40]}' usually means this.")
    question = found.words.partition("?")[0] if found.is_long and not found.label and "?" in found.words else ""
    wording = named(question, is_time=False, is_long=True)
    if known(wording) is not None and (wording not in best or best[wording].confidence < SURE):
        best[wording] = Guess(wording, SURE, f"The placeholder asks '{question[:40]}'.")
    if offers_severity(found.label, found.options):
        best.setdefault("incident.severity", Guess("incident.severity", 0.85, "It offers a scale of severity."))
    if found.is_long and not found.label and len(found.headings) > 1 and not best:
        consider(found.headings[-2], found.headings[:-2], 0.6, "It's below '{0}'.")
    if not any(guess.confidence >= LEAST for guess in best.values()):
        for guess in _by_keywords(found):
            field_ = known(guess.field)
            if field_ is not None and takes(field_, wanted):
                best[guess.field] = guess
                break
    bad = best.get("lessons.went_wrong")
    if bad and found.is_sample and found.form is Form.PROSE and contexts(found.headings[:-1])[:1] != ("lessons",):
        # prose of a finished postmortem tells what failed; lessons are lists, or below a heading of theirs
        best["causes.what_happened"] = Guess("causes.what_happened", bad.confidence + 0.01, bad.phrase)
    return sorted(best.values(), key=lambda guess: -guess.confidence)


def _by_wording(found: Found) -> str:
    """Return the field that a place's name is a plain wording of; `custom` if it's of none; empty if unknown."""
    is_open = not found.is_sample and (not found.words or bool(_TIME.search(found.words)))
    is_time = not found.is_long and (is_open or (found.is_sample and bool(_SAMPLE_TIME.search(found.words))))
    field = named(_called_by(found), is_time=is_time, is_long=found.is_long)
    about_ = contexts(found.headings)
    is_other = "actions" in about_ or (field == "incident.date" and about_[:1] in _WITH_DATES)
    return "" if is_other else field


def _is_key(found: Found) -> bool:
    """Return whether a place takes the number of the incident: `Reference: RFO-17`, `Case: ___`."""
    is_own = contexts(found.headings)[:1] not in (("references",), ("vendor",), ("actions",), ("approvals",))
    return is_own and not found.is_long and bool(_KEY.fullmatch(found.label.strip()))


def _by_keywords(found: Found) -> Iterator[Guess]:
    """Yield the field that a place's name is about, then the one that its instruction is about."""
    for text, weight in ((_called_by(found), 1.0), (found.words if found.is_long else "", 0.86)):
        guess = about(text, found.headings) if text else None
        if guess is not None and (found.is_long or _is_on_a_line(guess.field)):
            yield Guess(guess.field, guess.confidence * weight, f"It's about '{guess.phrase[:40]}'.")


def _of_action_items(found: Found) -> Iterator[Guess]:
    """Yield the fields of action items that a place below them is."""
    if found.is_long:
        view = list_below(found.headings, found.label)
        if view:
            sure = 0.9 if found.is_list else 0.72
            yield Guess(f"{view}.*.description", sure, "It's below the action items.")
        return
    list_ = list_below(found.headings, "")
    if list_ is None:
        return
    for text in filter(None, (found.words, found.label) if found.form is Form.INLINE else (found.label, found.words)):
        path = columns(list_, [text])[0]
        if path:
            yield Guess(path, 0.93, f"'{clean(text)[:40]}' is below the action items.")
            return
    column = _COLUMN_BY_KIND.get(found.asks_for) if found.form is Form.INLINE else None
    if column:
        yield Guess(f"{list_}.*.{column}", 0.85, f"It's a {found.asks_for} below the action items.")
        return
    view = view_of([*found.headings, found.label]) if found.label else list_
    if view != list_:
        yield Guess(f"{view}.*.description", 0.9, "It's below the action items.")


def _texts(found: Found) -> Iterator[tuple[str, Sequence[str], float, str]]:
    """Yield what a place is called: a text, the headings above it, how much it counts, and the reason that it gives."""
    is_inline = found.form is Form.INLINE
    heading = found.headings[-1] if found.headings else ""
    above = found.headings[:-1]
    if found.label:
        around = above if heading == found.label else found.headings
        yield found.label, around, 0.97 if is_inline else 1.0, "'{0}' usually means this."
    is_said = found.words and not found.is_sample and len(found.words) < 60 and not (found.label and found.options)
    is_named = bool(found.label and not is_bare(found.label))
    is_below = found.is_long and bool(found.headings)
    if is_said and not ((is_named or is_below) and is_generic(found.words)):
        weight = 1.0 if is_inline else 0.62 if is_named else 0.9
        yield found.words, found.headings, weight, "The placeholder says '{0}'."
    if found.is_long and found.headings:
        yield heading, above, 0.97 if found.label in ("", heading) else 0.55, "It's below '{0}'."
    is_named_row = found.form is Form.CELL and found.row and found.row != found.label
    if is_named_row and is_generic(found.label.rpartition(": ")[2]):
        yield found.row, found.headings, 0.92, "The row is called '{0}'."


def _called_by(found: Found) -> str:
    return found.label or (found.headings[-1] if found.headings and found.is_long else "")


def _is_on_a_line(path: str) -> bool:
    """Return whether a field takes a short answer, or prose: it can be on a label's line."""
    field_ = known(path)
    return field_ is not None and not field_.lists


def _custom(found: Found, label: str) -> Proposal:
    type_ = custom_type(label, found.words, found.options, is_long=found.is_long, is_list=found.is_list)
    name = f"custom.{slug(label)}"
    expression = name if type_ == "text" else f"{name} : {type_}"
    named = bool(found.label)
    reason = (
        "pmtui has no field for this, so it asks with your words." if named else "It has no label that pmtui knows."
    )
    return Proposal("custom", expression, 0.75 if named and len(label.split()) <= 8 else 0.55, reason)


def _box(found: Found, text: Proposal) -> list[Proposal]:
    name = Proposal("custom", f"custom.{slug(found.label)} : yesno", 0.7, "A checkbox that your template fills in.")
    view = list_below(found.headings, found.row)
    if view:
        return [replace(text, confidence=0.5, reason="It may be a sample action item, or a step of a checklist."), name]
    return [name, replace(text, confidence=0.5)]


def slug(text: str) -> str:
    """Return a label as the name of a custom question."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"\([^()]*\)|'", "", unnumbered(text).lower()).replace("%", " percent "))
    name = ""
    for word in words:
        if name and len(name) + len(word) >= _LONGEST_NAME:
            break
        name += ("_" if name else "") + word
    name = name[:_LONGEST_NAME]
    return name if name[:1].isalpha() else f"answer_{name}".rstrip("_")
