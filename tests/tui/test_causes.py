"""The causes builder: a conversation over a tree."""

from typing import Any

from textual.widgets import Static

from pmtui.causes.tree import Tree
from pmtui.model.edit import Set
from pmtui.model.scales import Gate, Role, WhyTrack
from pmtui.template.render import print_document
from pmtui.tui.editors.entry_line import EntryLine
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.screens.causes import CausesScreen
from pmtui.tui.screens.checklist import PickScreen
from pmtui.tui.screens.import_whys import ReadInScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.tables.cause_tree import CauseTree
from tests.tui.conftest import Desk, Open, until

RECORD: dict[str, Any] = {
    "incident": {"title": "Login fails", "date": "2026-03-07"},
    "impact": {"could_not": ["Log in"]},
    "timeline": [
        {"id": "e1", "at": "2026-03-07T14:23:00Z", "event": "Store refuses writes", "milestones": ["started"]},
        {"id": "e2", "at": "2026-03-07T15:10:00Z", "event": "All well", "milestones": ["resolved"]},
    ],
    "actions": [{"id": "x1", "description": "Check the disk", "owner": "A"}],
}

FIVE = (
    "The session store refused writes",
    "Its disk was full",
    "Snapshots were never removed",
    "The clean-up goes by a name that had changed",
    "Nothing compares the two settings",
)


def builder(desk: Desk) -> CausesScreen:
    assert isinstance(desk.app.screen, CausesScreen)
    return desk.app.screen


def words(desk: Desk, of: str) -> str:
    return str(builder(desk).query_one(of, Static).content)


async def open_builder(desk: Desk, path: str = "causes.tree") -> None:
    await desk.go_to(path)
    desk.box(path).focus_editor()
    await desk.pilot.pause()
    await desk.press("ctrl+g")
    await until(lambda: isinstance(desk.app.screen, CausesScreen) and isinstance(desk.app.focused, EntryLine))


def shape(desk: Desk, strand: WhyTrack = WhyTrack.HAPPENED) -> list[tuple[int, str]]:
    found = Tree(builder(desk).session.postmortem)
    return [(depth, node.text) for depth, node in found.walk(strand)]


async def on(desk: Desk, text: str) -> None:
    """Put the cursor on the condition with these words."""
    outline = builder(desk).query_one(CauseTree)
    outline.focus()
    node = next(n for n in builder(desk).session.postmortem.causes.tree if n.text == text)
    outline.go_to(node.id)
    await desk.pilot.pause()
    await until(lambda: outline.current == node.id)


def node(desk: Desk, text: str) -> Any:
    return next(n for n in builder(desk).session.postmortem.causes.tree if n.text == text)


async def test_five_whys_need_only_answers_and_enter(open_app: Open) -> None:
    async with open_app("five-whys", RECORD) as desk:
        await open_builder(desk, "causes.whys")
        assert words(desk, "#question") == "Why couldn't users log in?"
        for answer in FIVE:
            await desk.type(answer)
            await desk.press("enter")
        assert shape(desk) == list(enumerate(FIVE))
        assert words(desk, "#question") == "Why does nothing compare the two settings?"
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        saved = await desk.saved()
        assert [n.text for n in saved.causes.tree] == list(FIVE)


async def test_three_levels_with_a_group_take_under_twice_the_keys_of_their_text(open_app: Open) -> None:
    async with open_app("five-whys", RECORD) as desk:
        await open_builder(desk)
        keys: list[str] = []

        async def say(text: str) -> None:
            keys.extend(text)
            keys.append("enter")
            await desk.type(text)
            await desk.press("enter")

        async def up() -> None:
            keys.append("enter")
            await desk.press("enter")

        await say("The pool ran dry")
        await say("Retries had no limit")
        await up()
        await say("and the cache was cold")
        await say("It had restarted")
        await up()
        await say("or it was too small")
        await up()
        await up()
        await up()
        await say("The fallback was off")
        assert shape(desk) == [
            (0, "The pool ran dry"), (1, "Retries had no limit"), (1, "The cache was cold"), (2, "It had restarted"),
            (2, "It was too small"), (0, "The fallback was off"),
        ]  # fmt: skip
        assert node(desk, "The pool ran dry").junction is Gate.ALL
        assert node(desk, "The cache was cold").junction is Gate.ANY
        assert len(keys) < 2 * sum(len(text) for _, text in shape(desk))


async def test_the_text_of_the_entry_line_is_in_the_draft(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        await open_builder(desk)
        await desk.type("Half an ans")
        session = builder(desk).session
        assert "Half an ans" in session.postmortem.typed.values()
        await desk.press("f7")  # what is half typed stays with its question
        assert builder(desk).query_one(EntryLine).value == ""
        await desk.press("f6")
        assert builder(desk).query_one(EntryLine).value == "Half an ans"
        await desk.press("escape")  # clears the line, and can be undone
        assert session.postmortem.typed == {}
        await desk.press("ctrl+z")
        await until(lambda: builder(desk).query_one(EntryLine).value == "Half an ans")


async def test_naming_a_person_as_the_cause_gets_a_hint(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        await open_builder(desk)
        await desk.type("It was human error")
        assert "possible, or easy" in words(desk, "#said")
        await desk.press("enter")
        assert shape(desk) == [(0, "It was human error")]  # a word, never a block


async def test_marks_follow_into_the_document(open_app: Open) -> None:
    async with open_app("five-whys", RECORD) as desk:
        await open_builder(desk)
        for answer in FIVE[:3]:
            await desk.type(answer)
            await desk.press("enter")
        await on(desk, FIVE[2])
        await desk.press("R")
        assert node(desk, FIVE[2]).role is Role.ROOT
        await on(desk, FIVE[1])
        await desk.press("C")
        await on(desk, FIVE[0])
        await desk.press("T", "N")
        assert node(desk, FIVE[0]).role is None
        await desk.press("escape")
        assert isinstance(desk.app.focused, EntryLine)  # from the tree to the line
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        box = desk.box("causes.root")
        await until(lambda: "From the causes builder: Snapshots were never removed" in box.message())
        assert desk.session.standing.wanting(box.question) == ""
        text = print_document(desk.session.template, desk.record)
        assert "2. **Why did the session store refuse writes?** Its disk was full" in text
        assert "1. Its disk was full" in text


async def test_the_trees_keys(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        await open_builder(desk)
        for answer in ("A was a", "B was b", "C was c"):
            await desk.type(answer)
            await desk.press("enter")
        await on(desk, "A was a")
        assert all(key in desk.text() for key in ("a Add", "R Root cause", "esc Back", "F1 Help"))  # at 80 columns
        await desk.press("a")
        await desk.type("D was d")
        await desk.press("enter")
        await on(desk, "A was a")
        await desk.press("j")
        assert node(desk, "A was a").junction is Gate.ALL
        await on(desk, "B was b")
        await desk.press("j")  # on one of the answers: the same
        assert node(desk, "A was a").junction is Gate.ANY
        await on(desk, "D was d")
        await desk.press("alt+up")
        assert shape(desk) == [(0, "A was a"), (1, "D was d"), (1, "B was b"), (2, "C was c")]
        await on(desk, "B was b")
        await desk.press("greater_than_sign")
        assert shape(desk) == [(0, "A was a"), (1, "D was d"), (2, "B was b"), (3, "C was c")]
        await on(desk, "C was c")
        await desk.press("x")
        await on(desk, "A was a")
        await desk.press("v")
        assert shape(desk) == [(0, "A was a"), (1, "D was d"), (2, "B was b"), (1, "C was c")]
        await on(desk, "D was d")
        await desk.press("space")
        outline = builder(desk).query_one(CauseTree)
        await until(lambda: outline.option_count == 4)  # the question, A, D folded, C
        await desk.press("d")
        assert shape(desk) == [(0, "A was a"), (1, "C was c")]
        await desk.press("ctrl+z")
        assert len(shape(desk)) == 4
        for _ in range(20):
            await desk.press("ctrl+z")
        assert shape(desk) == []


async def test_editing_a_condition_and_its_question(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        await open_builder(desk)
        await desk.type("A was a")
        await desk.press("enter", "ctrl+r")
        await until(lambda: bool(builder(desk).query(FieldBox)))
        await desk.type("And what made that so?")
        await desk.press("enter")
        await until(lambda: words(desk, "#question") == "And what made that so?")
        await on(desk, "A was a")
        await desk.press("enter")
        await until(lambda: len(builder(desk).query(FieldBox)) > 3)
        await desk.type(" and b")
        await desk.press("escape")
        assert shape(desk) == [(0, "A was a and b")]
        await until(lambda: isinstance(desk.app.focused, CauseTree))


async def test_evidence_and_actions_are_picked(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        await open_builder(desk)
        await desk.type("Nothing compares the two")
        await desk.press("enter")
        await on(desk, "Nothing compares the two")
        await desk.press("R")
        outline = builder(desk).query_one(CauseTree)
        line = "└─ Nothing compares the two"
        await until(lambda: str(outline.get_option_at_index(1).prompt) == f"{line:<58}! no action   root ")
        await desk.press("e")
        await until(lambda: isinstance(desk.app.screen, PickScreen))
        assert "14:23 Store refuses writes" in desk.text()
        await desk.press("space", "enter")
        await until(lambda: isinstance(desk.app.screen, CausesScreen))
        assert node(desk, "Nothing compares the two").evidence == ("event:e1",)
        await desk.press("A")
        await until(lambda: isinstance(desk.app.screen, PickScreen))
        await desk.press("space", "enter")
        await until(lambda: isinstance(desk.app.screen, CausesScreen))
        action = builder(desk).session.postmortem.actions[0]
        assert action.addresses == (node(desk, "Nothing compares the two").id,)
        await until(lambda: str(outline.get_option_at_index(1).prompt) == f"{line:<61}1 action   root ")
        assert "─ Selected  1 evidence  1 action   root  ─" in desk.text().replace("━", "─")


async def test_the_three_questions(open_app: Open) -> None:
    async with open_app("outage", RECORD) as desk:
        await open_builder(desk, "causes.slow_recovery")
        assert builder(desk).strand is WhyTrack.SLOW_RECOVERY
        await desk.type("The rollback waits for a build")
        await desk.press("enter", "f6")
        assert words(desk, "#question") == "Why wasn't it caught before users noticed?"
        await desk.type("The alert averages")
        await desk.press("enter")
        assert shape(desk, WhyTrack.NOT_CAUGHT) == [(0, "The alert averages")]
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert desk.session.standing.wanting(desk.box("causes.slow_recovery").question) == ""


async def test_pasted_whys_and_those_of_an_older_draft_become_a_tree(open_app: Open) -> None:
    rows = [{"id": "w1", "question": "Why X?", "answer": "Y was y"}, {"id": "w2", "question": "Why Y?", "answer": "Z"}]
    async with open_app("sre", {**RECORD, "causes": {"whys": rows}}) as desk:
        await open_builder(desk)
        builder(desk).query_one(CauseTree).focus()
        await desk.press("i")
        await until(lambda: isinstance(desk.app.screen, ReadInScreen))
        assert "- Y was y" in desk.text()
        await desk.press("ctrl+j")
        await until(lambda: isinstance(desk.app.screen, CausesScreen))
        assert shape(desk) == [(0, "Y was y"), (1, "Z")]
        causes = builder(desk).session.postmortem.causes
        assert causes.whys == ()
        assert Tree(builder(desk).session.postmortem).question("", WhyTrack.HAPPENED) == "Why X?"
        await desk.press("ctrl+z")
        assert len(builder(desk).session.postmortem.causes.whys) == 2


async def test_enter_on_the_summary_opens_the_builder_and_it_reads_well(open_app: Open) -> None:
    async with open_app("sre", RECORD, size=(140, 40)) as desk:
        await desk.go_to("causes.tree")
        desk.box("causes.tree").focus_editor()
        await desk.press("enter")
        await until(lambda: isinstance(desk.app.screen, CausesScreen) and isinstance(desk.app.focused, EntryLine))
        for answer in FIVE[:2]:
            await desk.type(answer)
            await desk.press("enter")
        await until(lambda: "▸ Why it happened 2 " in desk.text())
        text = desk.text()
        for part in (
            "▸ Why it happened 2   Why it wasn't caught 0 ",
            "└─ The session store",
            "━ Why 3 ━",
            "Enter: add and ask why",
        ):
            assert part in text, part


async def test_three_hundred_conditions_move_and_edit(open_app: Open, monkeypatch: Any) -> None:
    nodes = [{"id": f"n{n}", "text": f"Condition {n}", "parent": f"n{(n - 1) // 3}" if n else ""} for n in range(300)]
    nodes[0]["text"] = "It was so " * 20
    async with open_app("sre", {**RECORD, "causes": {"tree": nodes}}) as desk:
        await open_builder(desk)
        outline = builder(desk).query_one(CauseTree)
        assert outline.option_count == 301
        assert "\n" not in str(outline.get_option("n0").prompt)  # there's no room for all of the tree anyway
        await on(desk, "Condition 299")
        await desk.press("C")  # until one is marked, all ends of the tree want an action
        made: list[str] = []
        line = CauseTree._line

        def counted_line(tree: CauseTree, row: Any, most: int) -> Any:
            made.append(row.node.id)
            return line(tree, row, most)

        monkeypatch.setattr(CauseTree, "_line", counted_line)
        await desk.press("R")
        assert node(desk, "Condition 299").role is Role.ROOT
        assert made == ["n299"], "a mark makes other lines than its own"
        session = builder(desk).session
        counted = session.standing
        session.apply(Set(path="causes.tree.n299.role", value="trigger"), "causes.tree.n299")
        assert "saving" in words(desk, "#status")
        assert session._standing is not None and session._standing[1] is counted, "a mark waits for counting"
        await desk.press("less_than_sign")
        assert node(desk, "Condition 299").parent == "n32"


async def test_each_questions_half_typed_answer_is_undone_separately(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        await open_builder(desk)
        await desk.type("one")
        await desk.press("f7")
        await desk.type("two")
        await desk.press("ctrl+z")
        assert list(builder(desk).session.postmortem.typed.values()) == ["one"]


async def mixed(desk: Desk) -> None:
    """Type P, and below it A, and B, or C."""
    await desk.type("P was so")
    await desk.press("enter")
    for answer in ("Aaa", "and Bbb", "or Ccc"):
        await desk.type(answer)
        await desk.press("enter", "enter")  # takes it, and goes back up


async def test_or_leaves_an_earlier_and_unchanged_with_a_note(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        await open_builder(desk)
        await mixed(desk)
        assert words(desk, "#question") == "Why was P so?"
        assert "So far: (Aaa and Bbb) or Ccc" in words(desk, "#reading")
        assert words(desk, "#said") == "Read as: (Aaa and Bbb) or Ccc.\nCtrl+R: Aaa and (Bbb or Ccc)."
        await desk.press("ctrl+r")
        assert words(desk, "#said") == "Read as: Aaa and (Bbb or Ccc).\nCtrl+R: (Aaa and Bbb) or Ccc."
        await desk.press("enter")
        assert "So far: Aaa and (Bbb or Ccc)" in words(desk, "#reading")
        await desk.press("ctrl+r")
        assert words(desk, "#said") == "Read as: (Aaa and Bbb) or Ccc.\nCtrl+R: Aaa and (Bbb or Ccc)."
        await desk.press("ctrl+z")  # the last answer is one step, whichever way it was taken
        assert [text for _, text in shape(desk)] == ["P was so", "Aaa", "Bbb"]
        assert node(desk, "P was so").junction is Gate.ALL
        assert "or Ccc" in builder(desk).session.postmortem.typed.values()


async def test_a_group_in_the_tree(open_app: Open) -> None:
    async with open_app("sre", RECORD, size=(120, 30)) as desk:
        await open_builder(desk)
        await mixed(desk)
        await until(lambda: "(both of these together)" in desk.text())
        outline = builder(desk).query_one(CauseTree)
        outline.focus()
        outline.go_to(node(desk, "").id)
        await desk.pilot.pause()
        assert words(desk, "#said") == "A group: Aaa and Bbb."
        for key in ("T", "R", "w", "e", "A"):  # what belongs to conditions isn't a group's
            await desk.press(key)
        group = node(desk, "")
        assert (group.role, group.evidence, builder(desk).session.postmortem.causes.chain_end) == (None, (), "")
        assert isinstance(desk.app.screen, CausesScreen)
        await desk.press("j")
        assert node(desk, "").junction is Gate.ANY
        await desk.press("j", "a")  # a cause next to the group: a group is never asked about
        assert builder(desk).at == node(desk, "P was so").id
        await on(desk, "Bbb")
        await desk.press("g")  # out of the group, which dissolves
        assert shape(desk) == [(0, "P was so"), (1, "Aaa"), (1, "Bbb"), (1, "Ccc")]
        await on(desk, "Ccc")
        await desk.press("g")
        assert shape(desk) == [(0, "P was so"), (1, "Aaa"), (1, ""), (2, "Bbb"), (2, "Ccc")]
        await on(desk, "Ccc")
        await desk.press("d")
        assert shape(desk) == [(0, "P was so"), (1, "Aaa"), (1, "Bbb")]
        await desk.press("ctrl+z")
        assert len(shape(desk)) == 5


async def test_the_tree_marks_the_causes_that_the_review_wants_an_action_for(open_app: Open) -> None:
    tree = [{"id": name, "strand": "happened", "text": name, "role": name} for name in ("trigger", "root")]
    async with open_app("sre", {"causes": {"tree": tree}, "actions": [{"id": "a", "description": "Add it"}]}) as desk:
        await open_builder(desk)
        outline = builder(desk).query_one(CauseTree)
        marks = {option.id: " ".join(str(option.prompt).split()) for option in outline.options}
        assert (marks["trigger"], marks["root"]) == ("├─ trigger trigger", "└─ root ! no action root")
        builder(desk).session.apply(Set(path="causes.tops.happened.junction", value=Gate.ANY), "causes.tree")
        await until(lambda: str(outline.get_option("root").prompt).startswith("└─ or root "))


async def test_texts_are_wrapped_under_themselves_as_long_as_the_whole_tree_fits(open_app: Open) -> None:
    text = "The loader skips the checksum when the file is older than a day, and the " + "nightly " * 6 + "copy was"
    tree = [{"id": "a", "strand": "happened", "text": text}, {"id": "b", "parent": "a", "text": text}]
    async with open_app("sre", {"causes": {"tree": tree}}) as desk:
        await open_builder(desk)
        outline = builder(desk).query_one(CauseTree)
        lines = str(outline.get_option("a").prompt).split("\n") + str(outline.get_option("b").prompt).split("\n")
        assert [line[: len(line) - len(line.lstrip(" │└─"))] for line in lines] == ["└─ ", "   │ ", "   └─ ", "      "]
        assert max(map(len, lines)) <= 77
