"""Action items: due dates as words, the entry line, time frames, sorting, filters, the causes they address."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.actions.coverage import actions_without_cause, causes_without_action
from pmtui.actions.entry_line import _ORDINALS, _SENTENCE_GOES_ON, ActionLine, Known, completed, read_line
from pmtui.actions.pasted_list import read_list
from pmtui.actions.selection import SORTS, is_overdue, matches
from pmtui.errors import EntryError
from pmtui.model.actions import Action
from pmtui.model.people import owners
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import ActionType, Area, Priority, TimeFrame
from pmtui.model.views import TimeFrames, elements
from pmtui.parsing.due_dates import is_due, read_due
from pmtui.template import lookup
from pmtui.template.render import print_document
from tests.strategies import texts

SATURDAY = date(2026, 11, 21)
KNOWN = Known(
    SATURDAY,
    {"p0": Priority.URGENT, "p1": Priority.HIGH, "high": Priority.HIGH, "low": Priority.LOW},
    ["Priya Raman", "Tom Okafor", "storage-team"],
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("sat", "2026-11-28"),  # the day itself would be today
        ("next tue", "2026-11-24"),
        ("this wed", "2026-11-25"),
        ("by friday", "2026-11-27"),
        ("today", "2026-11-21"),
        ("tomorrow", "2026-11-22"),
        ("+2w", "2026-12-05"),
        ("2 weeks", "2026-12-05"),
        ("in a month", "2026-12-21"),
        ("+10", "2026-12-01"),
        ("+5bd", "2026-11-27"),
        ("10 business days", "2026-12-04"),
        ("end of week", "2026-11-27"),
        ("eow", "2026-11-27"),
        ("end of month", "2026-11-30"),
        ("end of quarter", "2026-12-31"),
        ("eoq", "2026-12-31"),
        ("end of next month", "2026-12-31"),
        ("end of year", "2026-12-31"),
        ("next week", "2026-12-04"),
        ("q1", "2027-03-31"),
        ("Q4 2026", "2026-12-31"),
        ("end of march", "2027-03-31"),
        ("27 mar", "2027-03-27"),
        ("Nov 30", "2026-11-30"),
        ("27 March 2026", "2026-03-27"),
        ("2026-12-01", "2026-12-01"),
    ],
)
def test_due_days_written_as_words(text: str, day: str) -> None:
    assert read_due(text, SATURDAY).isoformat() == day


@pytest.mark.parametrize(
    "text", ["", "soon", "3/4/2026", "31 feb", "+9999999y", "fri fri", "13", "end of time", "q4 9999", "q1 0000"]
)
def test_an_invalid_day_is_refused_with_a_message(text: str) -> None:
    with pytest.raises(EntryError) as refused:
        read_due(text, SATURDAY)
    assert len(str(refused.value)) > 15


_WORDS = [
    "fri",
    "next",
    "end",
    "of",
    "quarter",
    "year",
    "q4",
    "9999",
    "+",
    "999",
    "y",
    "in",
    "2",
    "weeks",
    "29",
    "feb",
    "0000",
]


@given(
    st.one_of(st.text(max_size=30), st.lists(st.sampled_from(_WORDS), max_size=4).map(" ".join)),
    st.dates(date(1990, 1, 1), date(9999, 12, 31)),
)
def test_any_text_is_a_day_or_refused(text: str, today: date) -> None:
    try:
        assert read_due(text, today)
    except EntryError:
        return


def test_a_length_of_time_in_a_sentence_is_not_read_as_a_day() -> None:
    assert [is_due(words) for words in ("fri", "+2w", "by 27 march", "2w", "3 days", "30")] == [True] * 3 + [False] * 3


LINES = [
    (
        "Add validation to the deploy playbook @storage-team fri P1 #prevent",
        ActionLine("Add validation to the deploy playbook", "storage-team", date(2026, 11, 27), Priority.HIGH,
                   ActionType.PREVENT),
    ),
    ("Keep logs for 2w", ActionLine("Keep logs for 2w")),
    (
        "Run the restore drill every friday @priya raman end of quarter !high #testing",
        ActionLine("Run the restore drill every friday", "Priya Raman", date(2026, 12, 31), Priority.HIGH, None,
                   Area.TESTING),
    ),
    ("@tom mend it by tomorrow", ActionLine("mend it", "Tom Okafor", date(2026, 11, 22))),
    ("Raise the limit high", ActionLine("Raise the limit high")),
    ("Raise it @tom high", ActionLine("Raise it", "Tom Okafor", None, Priority.HIGH)),
    ("Page on the age of the queue P0 +2w", ActionLine("Page on the age of the queue", "", date(2026, 12, 5),
                                                       Priority.URGENT)),
    (
        "Write it down #docs #long https://t.example/OPS-1",
        ActionLine("Write it down", goal=ActionType.DOCUMENT, horizon=TimeFrame.LONG, tracker="https://t.example/OPS-1"),
    ),
    ("mail ops@example.com the list", ActionLine("mail ops@example.com the list")),
    ('Do it @"Data Platform"', ActionLine("Do it", "Data Platform")),
    ("Move the backup to friday", ActionLine("Move the backup to friday")),
    ("Lower the threshold to 5% in two weeks", ActionLine("Lower the threshold to 5%", "", date(2026, 12, 5))),
    ("Plan capacity for Q4", ActionLine("Plan capacity for Q4")),
    ("Lower the alert from P1 to P0", ActionLine("Lower the alert from P1 to P0")),
    ("Rotate keys that expire in 30 days", ActionLine("Rotate keys that expire in 30 days")),
    ("Post in #alert when a deploy starts", ActionLine("Post in #alert when a deploy starts")),
    ("Close the gap, P1, (fri)", ActionLine("Close the gap", "", date(2026, 11, 27), Priority.HIGH)),
    ("Do it by Fri, 27 Mar 2026", ActionLine("Do it", "", date(2026, 3, 27))),
    ("Mend issue #412 @nobody.yet", ActionLine("Mend issue #412", "nobody.yet")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LINES, ids=[text for text, _ in LINES])
def test_the_entry_line(text: str, expected: ActionLine) -> None:
    assert read_line(text, KNOWN) == expected


DUE = [
    ("Fix it first @bob fri", "Fix it first", "2026-11-27"),
    ("Fix it before the audit @bob 2026-12-04", "Fix it before the audit", "2026-12-04"),
    ("Fix it before @bob 2026-12-04", "Fix it before", "2026-12-04"),
    ("Hand it over to @bob fri", "Hand it over to", "2026-11-27"),
    ("Work on it with @bob +2w", "Work on it with", "2026-12-05"),
    ("Do it after the freeze from then on @bob end of quarter", "Do it after the freeze from then on", "2026-12-31"),
    ("Fix it first @bob P1 fri", "Fix it first", "2026-11-27"),
    ("Fix it first @bob fri P1", "Fix it first", "2026-11-27"),
    ("Fix it first #prevent fri", "Fix it first", "2026-11-27"),
    ("Fix it first @bob #prevent fri", "Fix it first", "2026-11-27"),
    ("Fix it first fri #prevent @bob", "Fix it first fri", None),
    ("Fix it first #prevent @bob fri #testing", "Fix it first", "2026-11-27"),
    ("Fix it first, @bob, fri", "Fix it first", "2026-11-27"),
    ("Fix it first @bob (fri)", "Fix it first", "2026-11-27"),
    ("Fix it first @bob by fri", "Fix it first", "2026-11-27"),
    ("Fix it first by fri", "Fix it first", "2026-11-27"),
    ("Fix it first 2026-12-04", "Fix it first", "2026-12-04"),
    ("Fix it first next week", "Fix it first", "2026-12-04"),
    ("Keep it for @bob 2w", "Keep it for", "2026-12-05"),
    ("Fix it @bob 10 business days", "Fix it", "2026-12-04"),
    ("Fix it @bob 2026-12-04 before the audit", "Fix it before the audit", "2026-12-04"),
    ("@bob +2w raise the limit", "raise the limit", "2026-12-05"),
    ("@bob fri: raise the limit", "raise the limit", "2026-11-27"),
    ("@bob (fri) raise the limit", "raise the limit", "2026-11-27"),
]
"""Lines with a due date, whatever words come before it."""

IN_WORDS = [
    ("Move the meeting from monday to friday", "by friday"),
    ("Ship by the Friday release", ""),
    ("Ship by the Friday release @bob", ""),
    ("Move the call with @bob to friday", "by friday"),
    ("Move the call with @bob from monday to friday", "by friday"),
    ("Ask @bob on friday", "by friday"),
    ("Ask @bob about what changed since friday", "by friday"),
    ("Deploy on the first friday", "by friday"),
    ("Meet every second monday", "by monday"),
    ("Do it before 2026-12-04", "by 2026-12-04"),
    ("@bob Friday releases need a second pair of eyes", "Move it to the end"),
    ("Let @bob Fri deploys be checked", "Move it to the end"),
    ("Rotate keys that expire in 30 days", ""),
    ("Keep logs for 2w", ""),
    ("Keep logs 2w", ""),
    ("Freeze between monday and friday", "by friday"),
    ("Plan capacity for Q4", "by Q4"),
    ("Fix the cron job of may", ""),
]
"""Lines in which a date is a part of the sentence, and the hint about it."""


@pytest.mark.parametrize(("text", "words", "day"), DUE, ids=[text for text, _, _ in DUE])
def test_a_date_after_an_owner_or_tag_is_the_due_date(text: str, words: str, day: str | None) -> None:
    found = read_line(text, KNOWN)
    assert (found.description, str(found.due) if found.due else None) == (words, day)


@pytest.mark.parametrize(("text", "said"), IN_WORDS, ids=[text for text, _ in IN_WORDS])
def test_a_date_inside_a_sentence_stays_and_is_reported(text: str, said: str) -> None:
    found = read_line(text, KNOWN)
    assert found.due is None
    is_owner = found.owner == "bob"
    assert found.description == (" ".join(text.replace("@bob ", "").replace(" @bob", "").split()) if is_owner else text)
    assert (said in found.doubt) if said else found.doubt == ""


@pytest.mark.parametrize("text", [text for text, said in IN_WORDS if said.startswith("by")])
def test_by_makes_the_same_date_the_due_date(text: str) -> None:
    doubt = read_line(text, KNOWN).doubt
    words = doubt.split("'")[1]
    assert read_line(text.replace(words, f"by {words}"), KNOWN).due is not None


@pytest.mark.parametrize("before", sorted(_SENTENCE_GOES_ON | _ORDINALS))
@pytest.mark.parametrize("mark", ["@bob", "#prevent", "@bob #prevent", "#prevent @bob"])
def test_words_before_an_owner_or_tag_do_not_claim_the_date_after_it(before: str, mark: str) -> None:
    if mark.startswith("#") and before in _SENTENCE_GOES_ON:
        return  # a channel's name, as in: post in #alert
    found = read_line(f"Fix it {before} {mark} fri P1", KNOWN)
    assert (str(found.due), found.priority, found.description) == ("2026-11-27", Priority.HIGH, f"Fix it {before}")


@pytest.mark.parametrize(
    "text",
    [
        "Fix it @bob due: 2026-12-04", "Fix it (@bob, 2026-12-04)", "Fix it due 2026-12-04 @bob",
        "Fix it due: 2026-12-04 @bob", "Fix it due:2026-12-04 @bob", "Fix it @bob due on 2026-12-04",
        "Fix it @bob due by 2026-12-04", "Fix it @bob due date: 2026-12-04", "Fix it @bob, deadline: 2026-12-04",
        "Fix it @bob ETA 2026-12-04", "Fix it (owner: @bob, due: 2026-12-04)", "Fix it (by 2026-12-04, @bob)",
        "Fix it [@bob, 2026-12-04]", "Fix it (@bob) (2026-12-04)", "Fix it by 2026-12-04 (@bob)",
        "Fix it @bob (due 2026-12-04)", "Fix it, owner: @bob, due 2026-12-04", "Fix it @bob: 2026-12-04",
        "Fix it assigned to @bob by 2026-12-04", "Fix it \u2014 @bob \u2014 2026-12-04", "Fix it - @bob - 2026-12-04",
        "@bob: Fix it by 2026-12-04", "Fix it by 2026-12-04 @bob",
        "Fix it by @bob by 2026-12-04", "Fix it by 2026-12-04 by @bob", "@bob, 2026-12-04: Fix it",
        "due: 2026-12-04 Fix it @bob", "@bob due: 2026-12-04 Fix it", "(@bob, 2026-12-04) Fix it",
        "Fix it (@bob, 2026-12-04).", "Fix it (@bob). (2026-12-04).", "Fix it (@bob), (2026-12-04)",
        "Fix it (owner: @bob), (due: 2026-12-04)",
    ],
)  # fmt: skip
def test_an_owner_and_a_due_date_are_understood_with_labels_and_in_brackets(text: str) -> None:
    assert read_line(text, KNOWN) == ActionLine("Fix it", "bob", date(2026, 12, 4))
    assert read_line(text, KNOWN).doubt == ""


def test_a_labeled_date_and_marks_in_brackets_are_understood_inside_a_sentence() -> None:
    for text in ("Fix it due: 2026-12-04 and test it @bob", "Fix it (@bob, 2026-12-04) and test it"):
        assert read_line(text, KNOWN) == ActionLine("Fix it and test it", "bob", date(2026, 12, 4))
    for text in ("Fix it by @bob", "Fix it by @bob #prevent"):
        assert read_line(text, KNOWN).description == "Fix it"


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Fix it (@bob, 2026-12-04). See the runbook.", "Fix it. See the runbook."),
        ("Fix it (@bob, 2026-12-04); test it", "Fix it; test it"),
        ("Is it (@bob)? (2026-12-04)", "Is it?"), ("Fix it (owner: @bob)! (due: 2026-12-04)", "Fix it!"),
        ("Fix it (due: 2026-12-04), then test it (@bob)", "Fix it, then test it"),
        ("Name the process owner @bob 2026-12-04", "Name the process owner"),
    ],
)  # fmt: skip
def test_the_sentence_around_marks_keeps_its_text_and_punctuation(text: str, description: str) -> None:
    assert read_line(text, KNOWN) == ActionLine(description, "bob", date(2026, 12, 4))


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Show the field due: 2026-12-04 to us", "'2026-12-04' stays in the text. Move it to the end to set the due"),
        ("Alert when eta: fri is wrong", "'eta: fri' stays in the text. Move it to the end to set the due date."),
        ("Show a bill's due date: 2026-12-04 and pay", "'2026-12-04' stays in the text. Move it to the end to set"),
        ("Replace the job written by @bob with a service", "'@bob' stays in the text. Move it to the end to set the"),
        ("Replace what is owned by @bob and tested", "'@bob' stays in the text. Move it to the end to set the owner."),
    ],
)
def test_a_label_that_is_a_word_of_the_sentence_stays_in_it(text: str, doubt: str) -> None:
    found = read_line(text, KNOWN)
    assert found == ActionLine(text)
    assert found.doubt.startswith(doubt)


def test_an_owner_with_a_label_counts_before_a_date_that_stays() -> None:
    found = read_line("Fix it by @bob on monday", KNOWN)
    assert (found.description, found.owner, found.due) == ("Fix it on monday", "bob", None)
    assert found.doubt.startswith("'monday' stays in the text.")


def test_marks_before_a_comma_and_a_date_count() -> None:
    assert read_line("Fix it P1 @bob, fri", KNOWN).priority is Priority.HIGH


def test_other_marks_in_brackets_are_understood_and_other_words_in_them_stay() -> None:
    found = read_line("Fix it (@bob, P1, #prevent, fri)", KNOWN)
    assert found == ActionLine("Fix it", "bob", date(2026, 11, 27), Priority.HIGH, ActionType.PREVENT)
    for text in ("Fix it (see OPS-1)", "Fix (a) and (b)", "Fix the parser (again)", "Tell the owner of it"):
        assert read_line(text, KNOWN) == ActionLine(text)
    asked = read_line("Fix it (@bob knows how)", KNOWN)
    assert (asked.description, asked.owner) == ("Fix it (@bob knows how)", "")
    assert asked.doubt == "'@bob' stays in the text. Move it to the end to set the owner."


@pytest.mark.parametrize(
    ("text", "due", "said"),
    [
        ("Fix it before @bob leaves fri", None, ["'fri' and '@bob' stay in the text"]),
        ("Fix it before @bob leaves, fri", "2026-11-27", ["'@bob' stays in the text"]),
        ("Fix it before @bob leaves by fri", "2026-11-27", ["'@bob' stays in the text"]),
        ("Fix it once @bob returns on Friday", None, ["'Friday' and '@bob' stay in the text"]),
        ("Talk to @bob about the audit", None, ["'@bob' stays"]),
        ("Review with @bob and @amy fri", "2026-11-27", ["'@bob' stays"]),
        ("Rotate it while @Data-Team is away", None, ["'@Data-Team' stays"]),
    ],
)
def test_a_name_inside_a_sentence_stays_in_the_description(text: str, due: str | None, said: list[str]) -> None:
    found = read_line(text, KNOWN)
    assert (found.owner, str(found.due) if found.due else None) == ("", due)
    assert text.startswith(found.description)
    assert "@" in found.description
    assert [words in found.doubt for words in said] == [True] * len(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fix it @bob due: soon", "'due: soon' stays in the text: it needs a date after it, such as fri or +2w."),
        ("Fix it @bob due", "'due' stays in the text: it needs a date after it, such as fri or +2w."),
        ("Fix it @bob due: 2026-13-04", "'2026-13-04' stays in the text: No such date: 2026-13-04."),
        ("Due 2026-12-04: fix it", "'2026-12-04' stays in the text. Move it to the end to set the due date."),
        ("Fix what broke on 2026-11-20 @bob", "'2026-11-20' stays in the text. Write 'by 2026-11-20' to make it"),
        ("Fix it @bob @amy fri", "'@amy' stays in the text: an action has one owner."),
        ("Mend what broke on 2026-11-20 for good @bob", ""),
        ("Raise what is due", ""),
    ],
)
def test_a_date_or_name_left_in_the_description_is_reported(text: str, said: str) -> None:
    doubt = read_line(text, KNOWN).doubt
    assert doubt.startswith(said)
    assert bool(doubt) is bool(said)


def test_an_unknown_tag_stays_and_is_reported() -> None:
    found = read_line("Alert on it #preventt", KNOWN)
    assert found.description == "Alert on it #preventt"
    assert "'prevent'" in found.problem


@given(texts)
def test_any_line_is_read_and_no_word_is_lost(text: str) -> None:
    found = read_line(text, KNOWN)
    kept = " ".join([found.description, found.owner, found.tracker])
    for word in text.split():
        if word.isalpha() and len(word) > 4 and not is_due(word) and word.lower() not in KNOWN.priorities:
            assert word in kept or word.lower() in kept.lower()


def test_a_name_a_type_and_a_priority_are_completed() -> None:
    assert completed("Mend it @pri", KNOWN.owners) == "Mend it @priya Raman"
    assert completed("Mend it @priya Raman", KNOWN.owners) == ""
    assert completed("Mend it @x", KNOWN.owners) == ""
    assert completed("Mend it @", KNOWN.owners) == f"Mend it @{KNOWN.owners[0]}"
    assert completed("mail ops@pri", KNOWN.owners) == ""
    assert completed("Mend it #", (), "detect") == "Mend it #detect"
    assert completed("Mend it #", ()) == completed("Mend it # ", (), "detect") == completed("C#", (), "detect") == ""
    assert completed("Mend it P", (), priority="P1") == "Mend it P1"
    assert completed("Mend it P", ()) == completed("Mend TCP", (), priority="P1") == ""


def test_the_time_frame_comes_from_the_due_date_unless_it_is_set() -> None:
    def where(days: tuple[int, int], **action: Any) -> str:
        record = Postmortem.model_validate({"incident": {"date": "2026-03-01"}, "actions": [{"id": "a", **action}]})
        names = ("immediate", "short", "long")
        return next(name for name in names if elements(record, f"actions.{name}", TimeFrames(days)))

    assert where((7, 31), due="2026-03-08") == "immediate"
    assert where((7, 31), due="2026-03-09") == "short"
    assert where((7, 31), due="2026-04-02") == "long"
    assert where((0, 7), due="2026-03-08") == "short"
    assert where((7, 31)) == "short"
    assert where((7, 31), due="2026-03-02", horizon="long") == "long"


def test_the_document_lists_an_action_under_its_time_frame() -> None:
    record = Postmortem.model_validate(
        {"incident": {"date": "2026-03-01"}, "actions": [{"id": "a", "description": "Mend", "due": "2026-06-01"}]}
    )
    document = print_document(lookup.load("outage"), record)
    assert "Mend" in document.partition("### Long-term")[2].partition("\n---")[0]


ACTIONS = [
    Action(id="a", description="Mend the probe", owner="Tom", due=date(2026, 12, 1), priority=Priority.LOW),
    Action.model_validate({"id": "b", "description": "Alert", "due": "2026-11-01", "priority": "urgent"}),
    Action.model_validate({"id": "c", "description": "Write", "owner": "Priya", "status": "done", "due": "2026-10-01"}),
]


def test_sorting_puts_what_is_missing_last() -> None:
    orders = {name: "".join(action.id for action in sorted(ACTIONS, key=key)) for name, key in SORTS.items()}
    assert orders == {"due": "cba", "priority": "bac", "owner": "cab", "status": "abc", "goal": "abc"}


@pytest.mark.parametrize(
    ("words", "found"),
    [("open", "ab"), ("overdue", "b"), ("@tom", "a"), ("open probe", "a"), ("", "abc"), ("nothing", "")],
)
def test_filtering(words: str, found: str) -> None:
    kept = [a.id for a in ACTIONS if matches(a, words, lambda a: [a.description], SATURDAY)]
    assert "".join(kept) == found


def test_only_open_actions_are_past_due() -> None:
    assert [is_overdue(action, SATURDAY) for action in ACTIONS] == [False, True, False]


def test_causes_without_action_and_actions_without_cause() -> None:
    record = Postmortem.model_validate(
        {
            "causes": {
                "tree": [
                    {"id": "top", "text": "No limit", "strand": "happened"},
                    {"id": "root", "text": "Nobody owns it", "parent": "top", "role": "root"},
                    {"id": "other", "text": "Not tested", "parent": "top", "role": "contributing"},
                ]
            },
            "actions": [
                {"id": "a", "description": "Name an owner", "addresses": ["root"]},
                {"id": "b", "description": "Write it down", "addresses": ["gone"]},
                {"id": "c", "description": "Buy another", "status": "declined"},
            ],
        }
    )
    assert [node.id for node in causes_without_action(record)] == ["other"]
    assert [action.id for action in actions_without_cause(record)] == ["b"]
    assert actions_without_cause(Postmortem()) == []


def test_owners_are_all_the_people_the_postmortem_names() -> None:
    record = Postmortem.model_validate(
        {
            "document": {"authors": ["Amara"], "reviewers": ["Jonas"]},
            "actions": [{"id": "a", "owner": "Storage team"}, {"id": "b", "owner": "Amara "}],
            "marks": {"summary": {"kind": "waiting", "note": "Priya"}},
        }
    )
    assert owners(record) == ["Storage team", "Amara", "Jonas", "Priya"]


@pytest.mark.parametrize(
    ("text", "owner", "is_said"),
    [
        ("Fix the job @Ann Lee", "Ann", True),
        ('Fix the job @"Ann Lee"', "Ann Lee", False),
        ("Fix the job @ann lee", "ann", False),
        ("Fix the job @Ann", "Ann", False),
        ("Fix the job @Ann fri", "Ann", False),
    ],
)
def test_a_half_name_after_an_at_sign_is_reported(text: str, owner: str, is_said: bool) -> None:
    found = read_line(text, KNOWN)
    assert found.owner == owner
    assert ('write @"Ann Lee"' in found.doubt) is is_said


LIST = """\
1. [x] Page the owner @bob
   - [ ] Test the page fri
   - **Owner:** Ann Lee
   - Due: 2026-12-04
   - Only on weekdays
2. Write it down
\t- Due: whenever
* [ ] Ask #preventt
"""


def test_a_pasted_list_keeps_its_boxes_and_what_is_nested() -> None:
    found = read_list(LIST, KNOWN)
    assert [(each.line.description, each.line.owner, each.is_done) for each in found] == [
        ("Page the owner", "bob", True),
        ("Test the page", "", False),
        ("Write it down", "", False),
        ("Ask #preventt", "", False),
    ]
    assert str(found[0].line.due) == "2026-12-04"
    assert found[1].line.due is not None
    assert found[0].more == {"status": "done", "details": "**Owner:** Ann Lee\nOnly on weekdays"}  # it has an owner
    assert found[2].more == {"details": "Due: whenever"}
    assert read_list("\n \n", KNOWN) == []
