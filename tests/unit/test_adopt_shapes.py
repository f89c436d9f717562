"""What a place for an answer looks like in other people's templates, kind by kind."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmtui.template.adopt import adopt
from pmtui.template.adopt.marks import options, whole


@pytest.mark.parametrize(
    "blank",
    [
        "0",
        "0 %",
        "0 of 0",
        "0 ms",
        "€ 0",
        "$0.00",
        "+0 m",
        "hhmm",
        "nn",
        "h:mm",
        "mm:ss",
        "__ h __ min",
        "x hours y minutes",
        "xxx, xxx",
        "………",
        "....",
        "..../..../....",
        "@mention @mention",
        "@owner",
        "https://tracker.example/…",
        "Firstname Lastname",
        "yyyy-mm-dd hhmm Z",
        "SEVx",
        "DD/MM/YYYY HH:MM CET",
        "INCnnnnnnn",
        "CR-####",
        "IR-yyyy-nn",
        "OIR-____-____",
        "<...>",
        "{…}",
        "( )",
        "TODO: A few paragraphs.",
        "TBD – who noticed?",
        "FIXME(sam): the cause",
        "TODO (who?)",
        "TODO describe it",
        "dd.mm. hh:mm",
        "dd/mm",
        "MM-DD hh:mm",
        "INC-[number]",
        "PRB-\\<number\\>",
        "CHG-<n>, CHG-<n>",
    ],  # fmt: skip
)
def test_a_blank_is_one_in_any_of_its_forms(blank: str) -> None:
    assert whole(blank) is not None


@pytest.mark.parametrize("answer", ["10", "0.1", "5 ms", "100 users", "HTTP", "messages", "smooth", "@alice", "Q0"])
def test_answers_are_not_blanks(answer: str) -> None:
    assert whole(answer) is None


def test_a_date_offers_no_choice() -> None:
    assert options("DD/MM/YYYY") == options("dd/mm/yyyy hh:mm") == ()
    assert options("Yes / No") == ("Yes", "No")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # labels: counted, several on a line, a question, a heading that runs in, a definition
        ("## A\n\n2.1 Service(s) affected: xxx\n\n2.2 Age: x hours\n", ["Service(s) affected=xxx", "Age=x hours"]),
        ("## A\n\nB.3 Owner: ………\nb) Region: ………\n", ["Owner=………", "Region=………"]),
        ("## A\n\nName: ……… Role: ………  Date: ../../....\n", ["Name=………", "Role=………", "Name: date=../../...."]),
        ("## A\n\nOwner: ___ | Team: ___ · Start: HH:MM\n", ["Owner=___", "Team=___", "Start=HH:MM"]),
        ("## A\n\n4.2 How was it found? Alert / customer / other\n", ["How was it found?=Alert / customer / other"]),
        ("## A\n\nWas it a change? Yes / No – ref. ………\n", ["Was it a change?=Yes / No", "ref.=………"]),
        ("## A\n\n**3.1 Cause.** [why]\n\n**3.2 Effect.** [what]\n", ["Cause=[why]", "Effect=[what]"]),
        ("## A\n\n**Scribe**\n: Firstname Lastname\n\n**Length**\n: h:mm\n",
         ["Scribe=Firstname Lastname", "Length=h:mm"]),
        ("## A\n\nRoot cause:\n\n………\n\nTrigger:\n\n………\n", ["Root cause=………", "Trigger=………"]),
        ("## A\n\nTTD __ min / TTR __ min\n", ["TTD=__", "TTR=__"]),
        ("## A\n\nReleased by: name on yyyy-mm-dd\n\n[a] [b]\n",
         ["Released by=name", "Released by: date=yyyy-mm-dd", "A: a=[a]", "A: b=[b]"]),
        ("## A\n\nNotes: ___\n\nNote: read this first.\n", ["Notes=___"]),
        # an instruction above the blank for its answer
        ("## A\n\n*How did we notice?*\n\n[Answer]\n", ["How did we notice?=[Answer]"]),
        ("## A\n\nRoot cause:\n\n______\n\n**Trigger**\n\n___\n\n## B\n\n__________\n__________\n",
         ["Root cause=______", "Trigger=___", "=__________\n__________"]),
        ("## A\n\n**Good**\n- <...>\n\n**Bad**\n- {...}\n\n___\n", ["Good=<...>", "Bad={...}"]),
        ("## A\n\n*Describe the work as done.*\n\n[ ]\n", ["=[ ]"]),
        # text that stays
        ("> [!NOTE]\n> Blameless.\n\n## A\n\n[a] [b]\n", ["A: a=[a]", "A: b=[b]"]),
        ("# P\n\n*Guidance: remove the grey text.*\n\n## A\n\n[a] [b]\n", ["Title=P", "A: a=[a]", "A: b=[b]"]),
        ("# P\n\n_Delete the text in italics._\n\n## A\n\n[a] [b] [c]\n", ["A: a=[a]", "A: b=[b]", "A: c=[c]"]),
        ("# P\n\n*Example Power, platform team*\n\n## A\n\n[a] [b] [c]\n", ["A: a=[a]", "A: b=[b]", "A: c=[c]"]),
        # an instruction that asks for prose, above labels or below a table
        ("## Care\n\nDescribe any delay in care.\n\nPatients: ___\n\n[a] [b]\n",
         ["Care=Describe any delay in care.", "Patients=___", "Care: a=[a]", "Care: b=[b]"]),
        ("## Care\n\nUse local time.\n\nPatients: ___\n\n[a] [b]\n",
         ["Patients=___", "Care: a=[a]", "Care: b=[b]"]),
        ("## Data\n\n| Field | Value |\n|---|---|\n| Region | TBD |\n| Team | TBD |\n\nWhat happened, in short."
         "\n\n## B\n\n[a]\n",
         ["Region=TBD", "Team=TBD", "Data=What happened, in short.", "=[a]"]),
        # titles
        ("# 🚨 Untitled incident\n\n## A\n\n[a]\n", ["Title=Untitled incident", "=[a]"]),
        ("# Review IR-yyyy-nn\n\n## Title of occurrence\n\nText.\n\n## A\n\n[a] [b]\n",
         ["Incident ID=yyyy-nn", "Title=Title of occurrence", "Title of occurrence=Text.", "A: a=[a]", "A: b=[b]"]),
        ("# Review: [Short, friendly title]\n\n## A\n\n[a]\n", ["Title=[Short, friendly title]", "=[a]"]),
        # tables
        ("## A\n\n| Field | Entry |\n|---|---|\n| Start (GMT/BST) | DD/MM/YYYY |\n| Raised by |  |\n",
         ["Start (GMT/BST)=DD/MM/YYYY", "Raised by="]),
        ("## A\n\n| Measure | Value | Source |\n|---|---|---|\n| Lost | 0 | a link |\n| Late | 0 % | a link |\n"
         "| Slow | 0 ms | a link |\n",
         ["Lost: Value=0", "Lost: Source=a link", "Late: Value=0 %", "Late: Source=a link", "Slow: Value=0 ms",
          "Slow: Source=a link"]),
    ],
)  # fmt: skip
def test_the_places_of_a_template(text: str, expected: list[str]) -> None:
    found = [f"{place.context.label}={place.original}" for place in adopt(text).places]
    assert found == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- [ ] *task* — @who — @when", "{{ actions.*.description }} — {{ actions.*.owner }} — {{ actions.*.due }}"),
        ("- [ ] Action ([#0](https://a.example/0)) @owner, by yyyy-mm-dd",
         "{{ actions.*.description }} ({{ actions.*.tracker }}) {{ actions.*.owner }}, by {{ actions.*.due }}"),
        ("**SR-01** — To: addressee — Recommendation — Due date: yyyy-mm-dd — Status: Open",
         "**SR-{{ actions.*.number }}** — To: {{ actions.*.owner }} — {{ actions.*.description }} — "
         "Due date: {{ actions.*.due }} — Status: {{ actions.*.status }}"),
    ],
)  # fmt: skip
def test_the_parts_of_an_action_item_on_one_line(line: str, expected: str) -> None:
    assert expected in adopt(f"## Action items\n\n{line}\n\n## A\n\n[a] [b] [c]\n").body


def test_a_why_keeps_the_words_around_its_placeholders() -> None:
    text = "## Five Whys\n\n1. Why did [it]?\n   - Because [y]\n2. Why [...]?\n   - Because [...]\n"
    text = f"{text}\n## A\n\n[a]\n"
    body = adopt(text).body
    assert "1. Why did {{ causes.whys.*.question }}?\n   - Because {{ causes.whys.*.answer }}\n" in body
    assert "2." not in body


DONE = """\
# Incident report NOC-117: Loss of the ring

Summary: The ring was open for an hour, and nobody was told of it for the first half of that hour because the alarm
went to a channel without readers.

## Action items

- Audit of all rings – Transport
- Alarm for a lockout – OSS team

## Sign-off

Validated by C. Morel, head of operations, 18/11/2024
"""


def test_the_answers_of_a_finished_postmortem() -> None:
    body = adopt(DONE).body
    assert "# Incident report {{ incident.id }}: {{ incident.title }}\n" in body
    assert "Summary: {{ summary }}\n\n##" in body
    assert "## Action items\n\n- {{ actions.*.description }} – {{ actions.*.owner }}\n\n##" in body
    assert body.count("Validated by {{") == 1
    assert "Morel" not in body
    assert "2024" not in body
    lists = "# Report\n\nIt failed.\n\n## Lessons\n\n**Went well**\n- Rollback\n- Calm\n\n**Lucky**\n- Night\n"
    assert "**Went well**\n<!-- example: Rollback -->\n- {{ lessons.went_well.* }}\n\n**Lucky**" in adopt(lists).body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a row repeats: a column that its list lacks is empty, and no sample row stays
        ("## Timeline\n\n| Time | Event | Checked |\n|---|---|---|\n| HH:MM | [a] | xxx |\n| HH:MM | [b] | xxx |\n",
         "| {{ timeline.*.time }} | {{ timeline.*.event }} |  |\n"),
        ("## Controls\n\n| # | Control | Due date |\n|---|---|---|\n| 1 | xxx | DD/MM/YYYY |\n| 2 | xxx | |\n",
         "| {{ custom.controls.*.number }} | {{ custom.controls.*.control }} | "
         "{{ custom.controls.*.due_date : date }} |\n"),
        ("## Timeline\n\n*Newest last, please.*\n\n| Time | Event |\n|---|---|\n| HH:MM | [a] |\n",
         "<!-- hint: Newest last, please. -->\n\n| Time | Event |\n"),
        ("## Timeline\n\n**YYYY-MM-DD**\n\n- **HH:MM** — [a]\n- **HH:MM** — [b]\n",
         "**{{ incident.date }}**\n\n- **{{ timeline.*.time }}** — {{ timeline.*.event }}\n"),
        ("## Timeline\n\n*Write how it began.*\n\n*YYYY-MM-DD:*\n\n- 00:00 TBD\n- 00:00 TBD\n",
         "<!-- hint: Write how it began. -->\n\n*{{ incident.date }}:*\n\n- {{ timeline.*.time }} "),
        # a table in a list's item
        ("1. Log\n\n    | Time | Event |\n    |---|---|\n    | HH:MM | [a] |\n    | HH:MM | [b] |\n\n2. Cause: [c]\n",
         "    | {{ timeline.*.time }} | {{ timeline.*.event }} |\n\n2. Cause: {{ causes.root }}\n"),
        # one row of a form, and a form of metrics
        ("## A\n\n| Duration | Severity | Mood |\n|---|---|---|\n| | | |\n",
         "| {{ figures.duration }} | {{ incident.severity }} | {{ custom.mood }} |\n"),
        ("## Key metrics\n\n| Metric | Target | Actual |\n|---|---|---|\n| Time to detect | 5 min | _ min |\n"
         "| Time to resolve | 60 min | _ min |\n\n[a]\n",
         "| Time to detect | 5 min | {{ figures.time_to_detect }} |\n| Time to resolve | 60 min |"),
        ("## Timeline\n\n| Date | Time | Event | By |\n|---|---|---|---|\n| DD/MM/YYYY | HH:MM | xxx | xxx |\n",
         "| {{ timeline.*.at : date }} | {{ timeline.*.time }} | {{ timeline.*.event }} |"),
        ("## Impact\n\n- Cardholders affected: ___\n- Merchants affected: ___\n\n[a]\n",
         "- Merchants affected: {{ custom.merchants_affected }}\n"),
        # settings, questions with answers below, labels with a note
        ("---\nauthors:\n  - some-handle\n  - other-handle\n---\n\n[a]\n",
         "authors:\n  - {{ document.authors.* }}\n---"),
        ("---\ntitle: '[INCIDENT] '\n---\n\n[a] [b] [c]\n", "\ntitle: '[INCIDENT] {{ incident.title }}'\n"),
        ("## A\n\n**Q: Was tea served?**\n\nA: ___\n",
         "**Q: Was tea served?**\n\n<!-- ask: Was tea served? -->\nA: {{"),
        ("## A\n\n**Severity** (circle one): 1 / 2 / 3\n\n[a]\n",
         "**Severity** (circle one): {{ incident.severity }}\n"),
        ("## Summary\n\nAdd a few sentences.\n\n[a]\n", "<!-- hint: Add a few sentences. -->\n{{ summary }}\n"),
        # lines as a list's rows
        ("## Timeline\n\n<time> - <event>\n<time> - <event>\n\n[a]\n",
         "\n{{ timeline.*.time }} - {{ timeline.*.event }}\n\n"),
        ("## Actions\n\n[ ] <action> - <owner> - <date>\n[ ] <action> - <owner> - <date>\n",
         "\n[ ] {{ actions.*.description }} - {{ actions.*.owner }} - {{ actions.*.due }}\n"),
        ("## Actions\n\nAction 1: [what] Owner: [who]\nAction 2: [what] Owner: [who]\n\n[a]\n",
         "\nAction 1: {{ actions.*.description }} Owner: {{ actions.*.owner }}\n\n"),
        # headings and labels without marks
        ("1. IMPACT\n---------\nBrief description of the impact.\n\n2. CAUSE\n--------\n[a] [b]\n",
         "1. IMPACT\n---------\n<!-- hint: Brief description of the impact. -->\n{{ impact.user_facing }}\n"),
        ("## A\n\n1.1 Title\n\n[insert]\n\n1.2 Trigger\n\n[insert]\n", "1.2 Trigger\n\n{{ causes.trigger }}\n"),
        ("## A\n\nKeep:\n- \n\nWhere we got lucky:\n- \n\n[a] [b]\n", "Where we got lucky:\n- {{ lessons.lucky"),
        ("## A\n\n- 👥 **Customers affected:** ?\n- ⏳ **Region:** ?\n\n[a]\n", "**Region:** {{ impact.regions }}\n"),
        ("## A\n\n4a. What broke?\n> _answer_\n\n[a] [b] [c]\n", "4a. What broke?\n> {{"),
        ("## A\n\nWhat surprised us?\n\nWhat went well?\n\n## B\n\n[a] [b] [c]\n",
         "What surprised us?\n\n- {{ lessons.surprises.* }}\n\nWhat went well?\n\n- {{ lessons.went_well.* }}\n"),
        ("## A\n\nDuration: from `HH:MM` to `HH:MM` (`X` minutes)\n",
         "from `{{ figures.started : time }}` to `{{ figures.ended : time }}` (`{{ figures.duration }}` minutes)"),
        ("## Key moments\n\n| UTC | What |\n|---|---|\n| HH:MM | Impact starts |\n| HH:MM | First alert |\n"
         "| HH:MM | All clear |\n", "| {{ figures.started : time }} | Impact starts |\n"),
        ("## A\n\n[ ] of [ ] users affected\n\nFixed: Y/N\n\n*Template version 2, owner: SRE.*\n\n[a] [b] [c]\n",
         "\n*Template version 2, owner: SRE.*\n"),
        ("## A\n\nBy: ___\n\n## Ops\n\nBy: ___\n\n## C\n\n[c]\n", "<!-- ask: Ops: By? -->\nBy: {{ custom.ops_by }}"),
    ],
)  # fmt: skip
def test_what_a_place_becomes(text: str, expected: str) -> None:
    assert expected in adopt(text).template()


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("## Timeline\n\n| Time | Event |\n|---|---|\n| HH:MM | [event] |\n| HH:MM | OUTAGE ENDS |\n", "OUTAGE ENDS"),
        ("---\nowner: security@a.example\n---\n", "security@a.example"),
        ("| Field | Value |\n|---|---|\n| Owner | |\n| Class | OFFICIAL |\n", "OFFICIAL"),
        ("## 5 Whys\n\n1. Why did it stop? ___\n2. Why? ___\n3. Why? ___\n", "Why did it stop?"),
        ("## Lessons\n\n- [x]\n- **Lucky**: [x]\n", ""),
        ("## Impact\n\n_Amounts, regions, and partners_\n", ""),
        ("## Impact\n\n<!-- One or two sentences, no jargon. -->\n", ""),
        ("**Severity:** Sev 1 | Sev 2\n\n**Found by:** customer / alert / other\n\n**Late:** yes / no\n", ""),
        ("## Timeline\n\n| Time | Event |\n|---|---|\n| HH:MM | [event] |\n| HH:MM | [event] |\n", ""),
        ("## Action items\n\n- [ ] *task* — @who\n- [ ] *task* — @who\n", ""),
    ],
)  # fmt: skip
def test_a_place_that_replaces_words_of_the_text_needs_a_decision(text: str, replaced: str) -> None:
    adoption = adopt(f"{text}\n## B\n\n[a] [b] [c]\n")
    doubted = [
        index for index, place in enumerate(adoption.places) if place.proposal.reason.startswith("It also replaces")
    ]
    assert bool(doubted) == bool(replaced)
    for index in doubted:
        assert index in adoption.doubtful()
        assert f"'{replaced}'" in adoption.places[index].proposal.reason


FIXED = [
    "**Alpha bravo:** [text]", "*Charlie delta echo foxtrot, golf.*", "## Hotel\n\n<!-- India, juliett kilo lima -->",
    "## Risks\n\n| Mike | November |\n|---|---|\n| Oscar | [x] |\n| Papa | [x] |\n| Quebec | romeo sierra tango |",
    "## 5 Whys\n\n1. Why uniform? ___\n2. Why victor? ___", "## Whiskey\n\n- [ ] [xray]\n- [ ] Yankee zulu today now",
    "> [!NOTE]\n> Amber bronze copper.", "Denim: one / two / three", "## Ebony\n\nFuchsia golden hazel indigo.\n\n[x]",
    "## Timeline\n\n- HH:MM jade khaki lemon magenta\n- HH:MM navy olive", "**Ochre**: pink, purple, red and silver",
    "---\n\nTeal (turquoise, umber): [violet]", "## Lessons\n\n**White**\n- [x]\n\n**Yellow**\n- [x]",
]  # fmt: skip


@settings(max_examples=40)
@given(st.lists(st.sampled_from(FIXED), min_size=1, max_size=6, unique=True))
@example(FIXED)
def test_no_fixed_word_is_lost_in_silence(parts: list[str]) -> None:
    text = "\n\n".join([*parts, "## Z\n\n[a] [b] [c] TODO\n"])
    adoption = adopt(text)
    doubtful = [adoption.places[index] for index in adoption.doubtful()]
    listed = "".join(text[start:end] for place in doubtful for start, end in (place.span, *place.found.drop))
    for word in re.findall(r"[^\W\d_]{4,}", re.sub(r"\[\w+\]|TODO", "", text)):
        assert word.lower() in adoption.template().lower() or word in listed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*Created by A. Person, last modified on May 3, 2024*\n",
         "*Created by {{ document.authors }}, last modified on {{ document.published }}*\n"),
        ("*Posted by A. Person on May 3, 2024*\n", "*Posted by {{ document.authors }} on {{ document.published }}*\n"),
        ("## What we changed next: actions\n\n- [x] Publish it (*Ana*, Jan 13)\n- [ ] Test it (*Jo*, Feb 1)\n",
         "{{ actions.*.description }} (*{{ actions.*.owner }}*, {{ actions.*.due }})\n"),
        ("*Published June 14, 2022 by A. Person, head of engineering*\n\nBetween Friday and Saturday, we deleted many "
         "build artifacts of many projects that needed them.\n\n## Cause\n\nA job.\n", "-->\n{{ summary }}\n"),
        ("## What went wrong\n\nThe rules had a default for new projects.\n", "{{ causes.what_happened }}\n"),
        ("## What's next?\n\n- [x] Give the lock an expiry (@lowri, !3391)\n- [ ] Alert on it (@hanneke, #8812)\n",
         "] {{ actions.*.description }} ({{ actions.*.owner }}, {{ actions.*.tracker }})\n"),
        ("## What we changed\n\n- **Done:** a bad file is set aside now.\n- **By March 7:** the calendars are one.\n",
         "\n- {{ actions.*.description }}\n"),
        ("**5 Whys**\n\n- Why was it slow? It waited.\n  - Why did it wait? A lock.\n",
         "- {{ causes.whys.*.question }} {{ causes.whys.*.answer }}\n"),
        ("## How it went\n\n12:09 pm — It began\n\n12:11 pm — Paged\n\n1:01 pm — It ended\n",
         "{{ timeline.*.time }} — {{ timeline.*.event }}\n"),
        ("## History\n\n1. 2024-05-01: upgraded\n2. 2024-05-02: broken\n3. 2024-05-03: repaired\n",
         "1. {{ timeline.*.time }}: {{ timeline.*.event }}\n"),
        ("**Root cause**\n\nThe connector sent each row again on every run.\n", "{{ causes.root }}\n"),
        # action items with tickets or checkboxes, and what closes the document below them
        ("## Next steps\n\n- [x] Retry it (#12)\n- [ ] Probe it (#13)\n\nThanks to all.\n",
         "] {{ actions.*.description }} ({{ actions.*.tracker }})\n\nThanks to all.\n"),
        ("## Next steps\n\n- OPS-12: Retry it\n- OPS-13: Probe it\n",
         "\n- {{ actions.*.tracker }}: {{ actions.*.description }}\n"),
        ("## Next steps\n\n1. Retry it, #12\n2. Probe it, #13\n",
         "\n1. {{ actions.*.description }}, {{ actions.*.tracker }}\n"),
        ("## Next steps\n\n- [x] Retry it\n- [ ] Probe it\n",
         "\n- [{{ actions.*.status is done }}] {{ actions.*.description }}\n"),
        ("## Next steps\n\n- Retry it\n- Probe it\n\nCredits come in May.\n",
         "\n- {{ actions.*.description }}\n\nCredits come in May.\n"),
        # a colon in one item, the zone of a timeline's times, and its day
        ("## What went wrong\n\n- It was late\n- It was long\n- Repairs: slow\n", "\n- {{ lessons.went_wrong.* }}\n"),
        ("## Timeline\n\n(all times in UTC)\n\n- 10:02 a\n- 10:05 b\n",
         "\n(all times in UTC)\n\n- {{ timeline.*.time }} "),
        ("## Timeline\n\n*Times are in Pacific time.*\n\n10:02 a\n10:05 b\n", "\n*Times are in Pacific time.*\n\n{{ t"),
        ("## Timeline\n\n*2024-05-03, UTC*\n\n- 10:02 a\n- 10:05 b\n", "\n*{{ incident.date }}, UTC*\n\n- {{ t"),
    ],
)  # fmt: skip
def test_the_prose_of_a_finished_postmortem(text: str, expected: str) -> None:
    body = adopt(f"# It failed\n\n{text}").body
    assert expected in body
    assert body.count("{{ incident.title }}") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| **Incident ID** | T000000 | **Start** | YYYY-MM-DD |\n|---|---|---|---|\n"
         "| **Author** | TBD | **Day** | TBD |\n",
         "| **Incident ID** | T{{ incident.id }} | **Start** | {{ figures.started : date }} |\n|---|---|---|---|\n"
         "| **Author** | {{ document.authors }} | **Day** | {{ incident.date }} |\n"),
        ("| | Question | Yes/no | Notes |\n|---|---|---|---|\n| **People** | Were they rested? | TBD | |\n"
         "| | Were they enough? | TBD | |\n| **Tools** | Did they work? | TBD | |\n",
         "| | Were they enough? | {{ custom."),
        ("# Report/TITLE\n\n[a] [b]\n", "# Report/{{ incident.title }}\n"),
        ("## Who noticed\n\nTODO: Nagios, a volunteer,\na user...\n", "\n{{ detection.source }}\n\n## B"),
        ("## Timeline\n\n* TODO HH:MM: TODO\n* TODO HH:MM: TODO\n",
         "\n* {{ timeline.*.time }}: {{ timeline.*.event }}\n\n##"),
        ("## Timeline\n\n| When | What | By whom |\n|---|---|---|\n| dd.mm. hh:mm | | |\n| dd.mm. hh:mm | | |\n",
         "| {{ timeline.*.time }} | {{ timeline.*.event }} | {{ timeline.*.source }} |\n\n##"),
        ("## A\n\n**Record number:** PRB-\\<number\\>\\\n**Opened on:** \\<date\\>\n",
         "**Record number:** PRB-{{ incident.id }}\\\n"),
        ("## A\n\nWhy 1: [a]\n\nWhy 2: [b]\n\nWhy 3: [c]\n",
         "\n- {{ causes.whys.*.question }} {{ causes.whys.*.answer }}\n\n##"),
        ("## A\n\n**1st why:** ___\n**2nd why:** ___\n",
         "\n- {{ causes.whys.*.question }} {{ causes.whys.*.answer }}\n\n##"),
        # an emoji before a bold line
        ("## A\n\n👍 **Liked**\n\n- …\n\n🍀 **Lucky**\n\n- …\n", "🍀 **Lucky**\n\n- {{ lessons.lucky.* }}\n"),
        ("# [date]: [what broke] in [service]\n\n[a]\n",
         "# {{ incident.date }}: {{ incident.title }} in {{ impact.services }}\n"),
        ("## Timeline\n\n*\\[14:05\\]* \\[Work starts\\]  \n*\\[14:09\\]* \\[Alert\\]\n",
         "*{{ timeline.*.time }}* {{ timeline.*.event }}  \n"),
        ("**Timeline (UTC)**\n10:02 deploy\n10:05 alert\n10:40 undone\n",
         "{{ timeline.*.time }} {{ timeline.*.event }}\n"),
        ("## Detection\n\n- Who noticed? _alarm, client, partner_\n", "- Who noticed? {{ detection.source }}\n"),
        ("## Sign-off\n\nHead of IT: ______  Date: ______\n", "Date: {{ custom.head_of_it_date : date }}\n"),
    ],
)  # fmt: skip
def test_the_tables_and_titles_of_other_templates(text: str, expected: str) -> None:
    assert expected in adopt(f"{text}\n## B\n\n[c] [d] [e]\n").body


def test_a_title_that_names_a_kind_of_document_is_not_the_incidents() -> None:
    for title in ("Reason for Outage (RFO)", "Post-incident review"):
        assert adopt(f"# {title}\n\nDuration: 5 min\n").body.startswith(f"# {title}\n")
    assert adopt("# Outage of the ring\n\nDuration: 5 min\n").body.startswith("# {{ incident.title }}\n")


def test_days_in_titles_and_settings_of_finished_postmortems() -> None:
    for title, expected in (
        ("RFO: No power in the hall, March 9", "{{ incident.title }}, {{ incident.date }}"),
        ("No power in the hall (2024-03-09)", "{{ incident.title }} ({{ incident.date }})"),
        ("No power on 9 March 2024", "{{ incident.title }} on {{ incident.date }}"),
        ("The May 3 outage", "{{ incident.title }}"),
    ):
        assert adopt(f"# {title}\n\nIt failed.\n").body.startswith(f"# {expected}\n"), title
    assert adopt("# 2026-04-14 Builds stuck\n\nThey waited.\n").body.startswith(
        "# {{ incident.date }} {{ incident.title }}\n"
    )
    post = "---\nlayout: post\ndate: 2026-02-13\n{}---\n\n# Outage\n\nIt failed.\n"
    assert "date: {{ document.published }}\n" in adopt(post.format("")).body
    assert "date: {{ incident.date }}\n" in adopt(post.format("severity: S2\n")).body


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- **Owner:** [name]\nlazy words\n", "The document indents 'lazy words'."),
        ("- **Owner:** [name]\n  other words\n", "'Owner' usually means this."),
        ("**Owner:** [name]\n| a | b |\n|---|---|\n| c | d |\n", "'Owner' usually means this."),
    ],
)
def test_a_place_beside_text_that_a_document_changes_needs_a_decision(text: str, reason: str) -> None:
    place = adopt(f"{text}\n## B\n\n[a] [b] [c]\n").places[0]
    assert place.proposal.reason == reason


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("**Written by:** [name]\n\n**Owner:** [name]\n", 2),
        ("**Severity:** [n]\n\n## Facts\n\n**Severity:** [n]\n", 0),
        ("**Start date:** YYYY-MM-DD\n\n**Start time:** HH:MM\n", 0),
        ("**Start:** HH:MM\n\n**Impact began:** HH:MM\n", 2),
    ],
)
def test_places_that_are_called_differently_and_have_one_field_need_a_decision(text: str, count: int) -> None:
    adoption = adopt(f"{text}\n## B\n\n[a] [b] [c]\n")
    doubted = [place for place in adoption.places if "has this field as well" in place.proposal.reason]
    assert len(doubted) == count
    assert all(adoption.places.index(place) in adoption.doubtful() for place in doubted)


def test_a_sum_of_one_letter_is_a_place_and_keeps_its_sign() -> None:
    body = adopt("Cost: $[x]\n\n- [x] done\n\n## B\n\n[a] [b] [c]\n").body
    assert "Cost: \\${{ figures.revenue }}\n" in body


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("TODO (who?)", "who?"),
        ("TODO: what (owner, date)", "what (owner, date)"),
        ("TBD: (a) who, (b)", "(a) who, (b)"),
    ],
)
def test_only_brackets_around_all_words_of_a_mark_are_removed(mark: str, words: str) -> None:
    found = whole(mark)
    assert found is not None and found.words == words
