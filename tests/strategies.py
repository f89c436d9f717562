"""Random postmortems: every question of the model, filled or not, with texts that people and machines produce."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from pmtui.model.catalog import BESIDE, Question, element_type, model_questions
from pmtui.model.ids import Element
from pmtui.model.kinds import LISTS, Kind
from pmtui.model.postmortem import Postmortem

PIECES = [
    "plain words",
    "a|b",
    "`code`",
    "``` \n fence",
    "<script>x</script>",
    "<!-- open",
    "-->",
    "[/]",
    "[red]x[/blue]",
    "{{ incident.id }}",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "---",
    "===",
    "**bold",
    "**bold**",
    "*",
    "_",
    "~~",
    "\\",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "[x](http://e.example)",
    "![i](j)",
    "[ref]: http://e.example",
    "\x00\x07\x1b[31m",
    "\u202eright to left",
    "שלום",
    "🔥👩‍🚒",
    "\r\n",
    "\n\n",
    "    indented",
    "\t",
    '"""',
    "'''",
    "&amp;",
    "<br>",
    "&#124;",
]

texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("\n".join),
)
days = st.dates(min_value=date(1970, 1, 1), max_value=date(2100, 1, 1))
offsets = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
instants = st.builds(
    lambda seconds, offset: (datetime(1990, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(offset),
    st.integers(0, 3_000_000_000),
    offsets,
)
ids = st.text("abcdefghijkmnpqrstuvwxyz23456789", min_size=1, max_size=6)


def value_for(question: Question) -> st.SearchStrategy[Any]:
    """Return values that the question can hold, as a draft or an edit would give them; not blank."""
    if question.choices is not None and question.kind is Kind.CHOICES:
        return st.lists(st.sampled_from([choice.value for choice in question.choices]), max_size=3)
    if question.choices is not None:
        return st.sampled_from([choice.value for choice in question.choices])
    match question.kind:
        case kind if kind in LISTS:
            return st.lists(texts, max_size=3)
        case Kind.DATE | Kind.DUE:
            return days
        case Kind.DATETIME:
            return instants
        case Kind.ZONE:
            return st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe"])
        case Kind.YESNO:
            return st.booleans()
        case Kind.TABLE:
            return _rows(question)
        case _:
            return texts


def _rows(question: Question) -> st.SearchStrategy[list[dict[str, Any]]]:
    columns = {column.name: value_for(column) for column in question.columns}
    row = st.fixed_dictionaries({"id": ids}, optional=columns)
    return st.lists(row, max_size=3, unique_by=lambda entry: entry["id"])


def _group(model: type[BaseModel], prefix: str) -> st.SearchStrategy[dict[str, Any]]:
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, info in model.model_fields.items():
        path = prefix + name
        annotation = info.annotation
        if not prefix and name in BESIDE:
            continue
        if isinstance(annotation, type) and issubclass(annotation, BaseModel) and not issubclass(annotation, Element):
            optional[name] = _group(annotation, f"{path}.")
        elif element_type(annotation) or path in model_questions():
            optional[name] = value_for(model_questions()[path])
    return st.fixed_dictionaries({}, optional=optional)


OWN_LIST = Question(
    "custom.own_rows",
    Kind.TABLE,
    "",
    columns=tuple(
        Question(f"custom.own_rows.*.{name}", kind, "")
        for name, kind in (("text", Kind.PROSE), ("copy", Kind.LINE), ("done", Kind.YESNO), ("due", Kind.DATE))
    ),
)
"""A list that only a template has."""

_custom = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True),
    st.one_of(texts, st.booleans(), days, st.lists(texts, max_size=2)),
    max_size=2,
)

_beside = st.fixed_dictionaries(
    {},
    optional={
        "custom": st.one_of(
            _custom,
            st.builds(lambda rows, others: {**others, "own_rows": rows}, _rows(OWN_LIST).filter(bool), _custom),
        ),
        "stated": st.dictionaries(
            st.sampled_from(["duration", "rto"]), st.fixed_dictionaries({"value": texts}), max_size=2
        ),
        "marks": st.dictionaries(
            st.sampled_from(["incident.id", "summary", "timeline"]),
            st.fixed_dictionaries(
                {"kind": st.sampled_from(["not_applicable", "unknown", "waiting"])}, optional={"note": texts}
            ),
            max_size=2,
        ),
        "typed": st.dictionaries(st.sampled_from(["incident.date", "review.date"]), texts, max_size=2),
    },
)


@st.composite
def postmortems(draw: st.DrawFn) -> Postmortem:
    """Return any postmortem."""
    return Postmortem.model_validate({**draw(_group(Postmortem, "")), **draw(_beside)})
