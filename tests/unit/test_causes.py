"""The tree of causes: no edit makes it anything but a tree, and it prints as templates ask for it."""

import html
import re
from typing import Any

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.actions.coverage import causes_without_action
from pmtui.causes import hints, tree_edits
from pmtui.causes.derived_fields import FORMS, as_words, filled_in
from pmtui.causes.evidence import cause_name, evidence_words, supported_by
from pmtui.causes.gates import ending, expression, head
from pmtui.causes.mermaid import flowchart, label
from pmtui.causes.paste import read_whys
from pmtui.causes.questions import clause, first_question, first_sentence, question_about, stands_inside
from pmtui.causes.tree import Tree
from pmtui.model.edit import AnyEdit, Batch, apply, from_json, invert, to_json
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Gate, Role, WhyTrack
from pmtui.session.cause_messages import joint
from pmtui.storage.draft_file import Draft, from_toml, to_toml
from pmtui.template import lookup
from pmtui.template.omissions import left_out
from pmtui.template.parse import parse
from pmtui.template.progress import Completeness
from pmtui.template.render import print_document
from tests.strategies import texts


def record(*nodes: dict[str, Any], **causes: Any) -> Postmortem:
    return Postmortem.model_validate({"causes": {"tree": list(nodes), **causes}})


def node(node_id: str, text: str, parent: str = "", **more: Any) -> dict[str, Any]:
    return {"id": node_id, "text": text, "parent": parent, **more}


# Login, one chain of five as in the reference's example (the words are ours).
CHAIN = record(
    node("a", "The session store refused writes"),
    node("b", "Its disk was full", "a"),
    node("c", "Snapshots were never removed", "b"),
    node("d", "The clean-up goes by a name that had changed", "c"),
    node("e", "Nothing compares the two settings", "d", role="root"),
)

BRANCHED = record(
    node("a", "The pool ran dry", junction="all"),
    node("b", "Each retry opened a connection", "a", role="contributing", how=["Three for each request"]),
    node("c", "No limit was set", "a", role="root", evidence=["event:e1"]),
    node("d", "The alert averages over an hour", strand="not_caught"),
    node("e", "Nobody measured it", "d"),
    node("f", "The rollback waits for a full build", strand="slow_recovery"),
)


def shape(postmortem: Postmortem) -> dict[str, list[tuple[int, str]]]:
    tree = Tree(postmortem)
    return {strand.value: [(depth, n.id) for depth, n in tree.walk(strand)] for strand in WhyTrack}


# -- questions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("The disk was full.", "Why was the disk full?"),
        ("Nobody could see it", "Why could nobody see it?"),
        ("The alert didn't fire", "Why didn't the alert fire?"),
        ("The setting is generated. The diff doesn't show it.", "Why is the setting generated?"),
        ("Each retry opened a connection", "Why did each retry open a connection?"),
        (
            "A job that was started by hand held the lock",
            "A job that was started by hand held the lock. Why?",
        ),
        ("Because the cache was cold", "Why was the cache cold?"),
        ("Because each one is cheap", "Why is each one cheap?"),
        ("DNS was stale", "Why was DNS stale?"),
        ("Retries had no limit", "Why did retries have no limit?"),
        ("Retries had failed", "Why had retries failed?"),
        ("", ""),
    ],
)
def test_the_next_question_is_made_from_the_answer(answer: str, question: str) -> None:
    assert question_about(answer) == question


def test_names_keep_their_capital() -> None:
    assert question_about("Postfix crashed", {"Postfix"}) == "Why did Postfix crash?"
    assert question_about("Load tests ran") == "Why did load tests run?"
    assert clause("The disk was full.") == "the disk was full"


def test_the_first_question_comes_from_what_users_felt() -> None:
    def asked(**data: Any) -> str:
        return first_question(Postmortem.model_validate(data), WhyTrack.HAPPENED)

    assert asked(impact={"could_not": ["Log in"]}) == "Why couldn't users log in?"
    assert asked(impact={"user_facing": "Logins were refused. Pages worked."}) == "Why were logins refused?"
    assert asked(incident={"title": "API down"}) == "Why did this happen: API down?"
    assert asked() == "Why were users affected?"
    assert "recovery" in first_question(Postmortem(), WhyTrack.SLOW_RECOVERY)


def test_the_authors_own_question_comes_first() -> None:
    tree = Tree(record(node("a", "X was y", question="And why that?"), tops={"happened": {"question": "Why X?"}}))
    assert tree.question("a", WhyTrack.HAPPENED) == "And why that?"
    assert tree.question("", WhyTrack.HAPPENED) == "Why X?"


# -- the tree ----------------------------------------------------------------------------------------------------------


def test_loops_and_lost_parents_are_made_into_a_tree() -> None:
    postmortem = record(node("a", "A", "b"), node("b", "B", "a"), node("c", "C", "gone"), node("d", "D", "d"))
    assert sorted(n for walked in shape(postmortem).values() for _, n in walked) == ["a", "b", "c", "d"]


def test_each_track_has_its_own_causes() -> None:
    assert shape(BRANCHED) == {
        "happened": [(0, "a"), (1, "b"), (1, "c")],
        "not_caught": [(0, "d"), (1, "e")],
        "slow_recovery": [(0, "f")],
    }


def test_the_chain_is_the_chosen_one_or_that_to_the_root_or_the_deepest() -> None:
    assert [n.id for n in Tree(CHAIN).chain()] == list("abcde")
    assert [n.id for n in Tree(BRANCHED).chain()] == ["a", "c"]
    chosen = BRANCHED.causes.model_copy(update={"chain_end": "e"})
    assert [n.id for n in Tree(BRANCHED.model_copy(update={"causes": chosen})).chain()] == ["d", "e"]
    assert Tree(Postmortem()).chain() == []


def test_the_first_root_cause_ends_the_5_whys() -> None:
    roots = record(
        node("a", "The pool ran dry"), node("b", "Retries had no limit", "a"),
        node("c", "Nobody set one", "b", role="root"),
        node("d", "No alert fired", "a", role="root"), node("e", "Nobody asked for it", "d"),
        node("f", "It was slow", strand="slow_recovery", role="root"),
    )  # fmt: skip
    assert [each.id for each in Tree(roots).chain()] == ["a", "b", "c"]
    assert [why.answer for why in filled_in(roots).causes.whys] == [
        "The pool ran dry", "Retries had no limit", "Nobody set one"
    ]  # fmt: skip


def do(postmortem: Postmortem, edits: list[AnyEdit]) -> Postmortem:
    return apply(postmortem, Batch(edits=tuple(edits))) if edits else postmortem


def test_a_cause_is_removed_with_everything_under_it_and_references_to_it() -> None:
    postmortem = CHAIN.model_copy(
        update={
            "actions": Postmortem.model_validate({"actions": [{"id": "x", "addresses": ["c", "a"]}]}).actions,
            "causes": CHAIN.causes.model_copy(update={"chain_end": "e"}),
        }
    )
    after = do(postmortem, tree_edits.removing(Tree(postmortem), "c"))
    assert shape(after)["happened"] == [(0, "a"), (1, "b")]
    assert after.actions[0].addresses == ("a",)
    assert after.causes.chain_end == ""


def test_moving() -> None:
    tree = Tree(BRANCHED)
    assert tree_edits.moving(tree, "a", "b", WhyTrack.HAPPENED) == []  # onto itself
    after = do(BRANCHED, tree_edits.moving(tree, "e", "b", WhyTrack.HAPPENED))
    assert shape(after)["happened"] == [(0, "a"), (1, "b"), (2, "e"), (1, "c")]
    top = do(BRANCHED, tree_edits.moving(tree, "c", "", WhyTrack.SLOW_RECOVERY))
    assert shape(top)["slow_recovery"] == [(0, "f"), (0, "c")]
    assert shape(do(BRANCHED, tree_edits.shifting(tree, "c", -1)))["happened"] == [(0, "a"), (1, "c"), (1, "b")]
    assert shape(do(BRANCHED, tree_edits.indenting(tree, "c")))["happened"] == [(0, "a"), (1, "b"), (2, "c")]
    assert shape(do(BRANCHED, tree_edits.outdenting(tree, "b")))["happened"] == [(0, "a"), (1, "c"), (0, "b")]


def test_the_and_or_key_cycles_through_three_states() -> None:
    tree = Tree(BRANCHED)
    assert tree.junction("a", WhyTrack.HAPPENED) is Gate.ALL
    either = do(BRANCHED, tree_edits.cycle_gate_edits(tree, "a", WhyTrack.HAPPENED))
    assert Tree(either).junction("a", WhyTrack.HAPPENED) is Gate.ANY
    assert (
        Tree(do(either, tree_edits.cycle_gate_edits(Tree(either), "a", WhyTrack.HAPPENED))).junction(
            "a", WhyTrack.HAPPENED
        )
        is None
    )
    assert Tree(CHAIN).junction("a", WhyTrack.HAPPENED) is None  # a single answer joins nothing


# -- and, or ----------------------------------------------------------------------------------------------------------


def entered(*answers: str, ways: dict[int, int] | None = None) -> Postmortem:
    """Return answers to one question as they are typed, "and x" and "or x" too; `ways` takes others than the first."""
    postmortem = record(node("p", "P was so"))
    for number, typed in enumerate(answers):
        tree = Tree(postmortem)
        said, text = joint(typed) if tree.children("p") else (None, typed)
        found = tree_edits.ways(tree, "p", WhyTrack.HAPPENED, said)
        way = found[(ways or {}).get(number, 0)]
        edits = tree_edits.joined(tree, (f"n{number}", f"g{number}"), "p", WhyTrack.HAPPENED, text, way)
        postmortem = do(postmortem, edits)
    return postmortem


def says(postmortem: Postmortem, node_id: str = "p") -> str:
    return expression(Tree(postmortem), node_id, WhyTrack.HAPPENED)


@pytest.mark.parametrize(
    ("answers", "first", "second"),
    [
        (("A", "and B", "or C"), "(A and B) or C", "A and (B or C)"),
        (("A", "or B", "and C"), "(A or B) and C", "A or (B and C)"),
        (("A", "and B", "and C"), "A and B and C", None),
        (("A", "or B", "or C"), "A or B or C", None),
        (("A", "and B", "C"), "A and B and C", "(A and B) or C"),
        (("A", "B", "or C"), "A or B or C", "(A and B) or C"),
        (("A", "B", "C"), "A; B; C", None),
        (("A", "and B", "or C", "and D"), "((A and B) or C) and D", "(A and B) or (C and D)"),
        (("A", "and B", "or C", "or D"), "(A and B) or C or D", None),
    ],
)
def test_and_and_or_keep_what_was_entered_before(answers: tuple[str, ...], first: str, second: str | None) -> None:
    assert says(entered(*answers)) == first
    last = len(answers) - 1
    tree = Tree(entered(*answers[:-1]))
    said, _ = joint(answers[-1])
    assert len(tree_edits.ways(tree, "p", WhyTrack.HAPPENED, said)) == (1 if second is None else 2)
    if second is not None:
        assert says(entered(*answers, ways={last: 1})) == second


def test_a_further_answer_goes_into_the_group_that_it_continues() -> None:
    mixed = entered("A", "or B", "and C", ways={2: 1})
    assert says(mixed) == "A or (B and C)"
    tree = Tree(mixed)
    found = tree_edits.ways(tree, "p", WhyTrack.HAPPENED, Gate.ALL)
    after = [do(mixed, tree_edits.joined(tree, ("x", "y"), "p", WhyTrack.HAPPENED, "D", way)) for way in found]
    assert [says(each) for each in after] == ["A or (B and C and D)", "(A or (B and C)) and D"]


def test_the_first_question_of_a_track_has_groups_too() -> None:
    postmortem = Postmortem()
    for number, (said, text) in enumerate([(None, "A"), (Gate.ALL, "B"), (Gate.ANY, "C")]):
        tree = Tree(postmortem)
        way = tree_edits.ways(tree, "", WhyTrack.SLOW_RECOVERY, said)[0]
        ids = (f"n{number}", f"g{number}")
        postmortem = do(postmortem, tree_edits.joined(tree, ids, "", WhyTrack.SLOW_RECOVERY, text, way))
    assert expression(Tree(postmortem), "", WhyTrack.SLOW_RECOVERY) == "(A and B) or C"
    assert [depth for depth, _ in Tree(postmortem).conditions(WhyTrack.SLOW_RECOVERY)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (("The failover was never tested", "and The vendor gave no notice."),
         "the failover was never tested and the vendor gave no notice"),
        (("A restart failed", "and Kafka lagged", "or Nobody was paged"),
         "(a restart failed and Kafka lagged) or nobody was paged"),
        (("DNS was slow", "and I restarted it"), "DNS was slow and I restarted it"),
        (("A", "and B"), "A and B"),
    ],
)  # fmt: skip
def test_answers_in_a_sentence_begin_with_a_small_letter_and_names_with_a_capital(
    answers: tuple[str, ...], words: str
) -> None:
    assert says(entered(*answers)) == words


GROUPED = entered("A", "and B", "or C")


def test_a_group_is_not_a_cause_and_is_never_asked_about() -> None:
    tree = Tree(GROUPED)
    assert tree.is_group("g2")
    assert tree.question("g2", WhyTrack.HAPPENED) == tree.question("p", WhyTrack.HAPPENED) == "Why was P so?"
    assert tree.asked("g2") == "p"
    assert [(depth, n.text) for depth, n in tree.conditions(WhyTrack.HAPPENED)] == [
        (0, "P was so"), (1, "A"), (1, "B"), (1, "C")
    ]  # fmt: skip
    assert [n.text for n in tree.chain()] == ["P was so", "A"]
    assert [why.answer for why in filled_in(GROUPED).causes.whys] == ["P was so", "A"]
    assert causes_without_action(GROUPED) == [tree.nodes[each] for each in ("n0", "n1", "n2")]
    own = parse("+++\ntitle = 't'\n+++\n# T\n\n## C\n\n- {{ causes.tree.*.text }}\n", "t.md")
    assert "open" not in print_document(own, GROUPED)
    assert Completeness(own, GROUPED).missing() == []


def test_what_a_group_is_in_the_document() -> None:
    assert filled_in(GROUPED).causes.why_happened == (
        "Either of these:\n\n- Both of these together:\n  - A\n  - B\n- C"
    )
    lines = flowchart(Tree(GROUPED)).split("\n")
    assert '    cg2{"all of"}' in lines
    assert {'    cp -->|"or"| cg2', "    cg2 --> cn0", "    cg2 --> cn1"} <= set(lines)


@pytest.mark.parametrize(
    ("gone", "left", "junction"), [("n0", "B or C", Gate.ANY), ("n2", "A and B", Gate.ALL), ("g2", "", None)]
)
def test_a_group_with_less_than_two_answers_dissolves(gone: str, left: str, junction: Gate | None) -> None:
    after = do(GROUPED, tree_edits.removing(Tree(GROUPED), gone))
    assert says(after) == left
    assert Tree(after).nodes["p"].junction is junction
    assert not any(Tree(after).is_group(node_id) for node_id in Tree(after).nodes)
    inverse = invert(GROUPED, Batch(edits=tuple(tree_edits.removing(Tree(GROUPED), gone))))
    assert apply(after, inverse) == GROUPED  # one step


def test_a_group_dissolves_when_its_answers_go_elsewhere() -> None:
    tree = Tree(GROUPED)
    assert says(do(GROUPED, tree_edits.outdenting(tree, "n0"))) == "B or A or C"
    assert says(do(GROUPED, tree_edits.moving(tree, "n0", "n2", WhyTrack.HAPPENED))) == "B or C"
    assert says(do(GROUPED, tree_edits.indenting(tree, "n1"))) == "A or C"
    assert shape(do(GROUPED, tree_edits.indenting(tree, "n1")))["happened"] == [
        (0, "p"),
        (1, "n0"),
        (2, "n1"),
        (1, "n2"),
    ]
    assert says(do(GROUPED, tree_edits.indenting(tree, "n2"))) == "A and B and C"  # into the group, and that is all


def test_one_key_changes_how_answers_are_grouped() -> None:
    assert says(do(GROUPED, tree_edits.grouping(Tree(GROUPED), "g2", "x"))) == "A or B or C"
    assert says(do(GROUPED, tree_edits.grouping(Tree(GROUPED), "n1", "x"))) == "A or B or C"
    flat = entered("A", "and B", "and C")
    assert says(do(flat, tree_edits.grouping(Tree(flat), "n2", "x"))) == "A and (B or C)"
    four = entered("A", "and B", "or C", "or D")
    assert says(do(four, tree_edits.grouping(Tree(four), "n2", "x"))) == "(A and B and C) or D"
    assert tree_edits.grouping(Tree(flat), "n0", "x") == []  # nothing above it
    two = entered("A", "and B")
    assert tree_edits.grouping(Tree(two), "n1", "x") == []  # there are no others


def test_a_group_always_has_a_gate() -> None:
    either = do(GROUPED, tree_edits.cycle_gate_edits(Tree(GROUPED), "g2", WhyTrack.HAPPENED))
    assert says(either) == "(A or B) or C"
    assert do(either, tree_edits.cycle_gate_edits(Tree(either), "g2", WhyTrack.HAPPENED)) == GROUPED


def test_a_group_that_lost_its_answers_takes_no_new_ones_unasked() -> None:
    two = entered("A", "and B")
    one = do(two, tree_edits.removing(Tree(two), "n1"))
    assert Tree(one).nodes["p"].junction is None
    way = tree_edits.ways(Tree(one), "p", WhyTrack.HAPPENED, None)[0]
    assert says(do(one, tree_edits.joined(Tree(one), ("x", "y"), "p", WhyTrack.HAPPENED, "X", way))) == "A; X"


def test_blank_causes_and_nested_groups_may_go_deep() -> None:
    blank = [node(f"b{n}", "", f"b{n - 1}" if n else "") for n in range(1500)]
    last = node("z", "It was so", "b1499", role="root")
    nested = [node(f"g{n}", "", f"g{n - 1}" if n else "", junction=["all", "any"][n % 2]) for n in range(400)]
    beside = [node(f"h{n}", f"Cause {n} held", f"g{n}", role="contributing") for n in range(400)]
    for postmortem in (record(*blank, last), record(*nested, *beside, node("z", "It was so", "g399", role="root"))):
        for name in lookup.BUILTIN:
            text = print_document(lookup.load(name), postmortem)
            assert all(each.text in text for each in Tree(postmortem).marked())
        assert len(says(postmortem, postmortem.causes.tree[0].id)) < 5000


def test_a_group_with_its_own_text_or_evidence_stays() -> None:
    with_evidence = do(GROUPED, [from_json('{"op":"set","path":"causes.tree.g2.evidence","value":["a graph"]}')])
    after = do(with_evidence, tree_edits.removing(Tree(with_evidence), "n0"))
    assert Tree(after).nodes["g2"].evidence == ("a graph",)
    named = do(GROUPED, [from_json('{"op":"set","path":"causes.tree.g2.text","value":"Too little room"}')])
    assert says(named) == "too little room or C"


# -- any sequence of edits ---------------------------------------------------------------------------------------------

steps = st.lists(
    st.tuples(st.sampled_from(["add", "top", "remove", "move", "up", "down", "in", "out", "joint", "role", "and", "or",
                              "other", "group"]),
              st.integers(0, 30), st.integers(0, 30), st.sampled_from(list(WhyTrack))),
    max_size=25,
)  # fmt: skip


def edits_of(tree: Tree, what: str, first: int, second: int, strand: WhyTrack, new_id: str) -> list[AnyEdit]:
    """Return the edits of one step on a tree; which conditions it is about is picked by number."""
    ids = list(tree.nodes)
    if what == "top" or not ids:
        return tree_edits.adding(tree, new_id, "", strand, f"condition {new_id}")
    one, other = ids[first % len(ids)], ids[second % len(ids)]
    if what == "add":
        return tree_edits.adding(tree, new_id, one, tree.strand(one), f"condition {new_id}")
    if what == "move":
        return tree_edits.moving(tree, one, other if second % 3 else "", tree.strand(other) if second % 3 else strand)
    if what == "joint":
        return tree_edits.cycle_gate_edits(tree, one, tree.strand(one))
    if what in ("and", "or", "other"):
        said = {"and": Gate.ALL, "or": Gate.ANY}.get(what, list(Gate)[second % 2])
        found = tree_edits.ways(tree, tree.asked(one), tree.strand(one), said)
        way = found[-1] if what == "other" else found[0]
        return tree_edits.joined(tree, (new_id, f"{new_id}g"), tree.asked(one), tree.strand(one), f"c {new_id}", way)
    if what == "group":
        return tree_edits.grouping(tree, one, f"{new_id}g")
    if what == "role":
        role = list(Role)[second % 3]
        return [AnySet(one, role)]
    return {
        "remove": tree_edits.removing,
        "up": lambda t, n: tree_edits.shifting(t, n, -1),
        "down": lambda t, n: tree_edits.shifting(t, n, 1),
        "in": tree_edits.indenting,
        "out": tree_edits.outdenting,
    }[what](tree, one)


def AnySet(node_id: str, role: Role) -> AnyEdit:
    return from_json(f'{{"op":"set","path":"causes.tree.{node_id}.role","value":"{role.value}"}}')


@given(steps)
def test_any_sequence_of_edits_keeps_a_tree_undoes_exactly_and_survives(
    moves: list[tuple[str, int, int, WhyTrack]],
) -> None:
    postmortem, undo = Postmortem(), []
    for number, (what, first, second, strand) in enumerate(moves):
        edits = edits_of(Tree(postmortem), what, first, second, strand, f"n{number}")
        if not edits:
            continue
        edit = from_json(to_json(Batch(edits=tuple(edits))))  # as in the journal
        undo.append((postmortem, invert(postmortem, edit)))
        postmortem = apply(postmortem, edit)
        walked = [n for strand_ in WhyTrack for _, n in Tree(postmortem).walk(strand_)]
        assert sorted(n.id for n in walked) == sorted(n.id for n in postmortem.causes.tree)
        assert all(n.parent in ("", *(m.id for m in walked)) for n in walked)  # nothing has to be healed
        assert all(n.text for n in walked if not Tree(postmortem).is_group(n.id))  # no group is left with one answer
    assert from_toml(to_toml(Draft("outage", postmortem)), "d").postmortem == postmortem
    at = postmortem
    for before, inverse in reversed(undo):
        at = apply(at, inverse)
        assert at == before


# -- what the document takes -------------------------------------------------------------------------------------------


def test_the_answers_about_causes_are_derived_from_the_tree() -> None:
    causes = filled_in(BRANCHED).causes
    assert causes.immediate == "The pool ran dry"
    assert causes.root == "No limit was set"
    assert [(f.factor, f.how) for f in causes.contributing] == [
        ("Each retry opened a connection", ("Three for each request",))
    ]
    assert causes.what_happened == "The pool ran dry."
    assert causes.why_happened == "Both of these together:\n\n- Each retry opened a connection\n- No limit was set"
    assert causes.not_caught == "The alert averages over an hour, because nobody measured it."
    assert causes.late_detection == ("The alert averages over an hour, because nobody measured it",)
    assert causes.slow_recovery == ("The rollback waits for a full build",)
    assert [(w.question, w.answer) for w in causes.whys] == [
        ("Why were users affected?", "The pool ran dry"),
        ("Why did the pool run dry?", "No limit was set"),
    ]


def test_a_template_that_asks_for_the_trigger_gets_it_there_and_nowhere_else() -> None:
    roles = [{"id": "a", "text": "The pool ran dry"}, {"id": "b", "text": "A mail went out", "role": "trigger"}]
    asked = frozenset({"trigger", "immediate"})
    causes = filled_in(record(*roles), asked).causes
    assert (causes.trigger, causes.immediate) == ("A mail went out", "The pool ran dry")
    causes = filled_in(record(*roles, trigger="Mine."), asked).causes
    assert causes.trigger == "Mine."
    assert "A mail went out" in filled_in(record(*roles), asked - {"trigger"}).causes.immediate


def test_what_the_author_wrote_is_never_overwritten() -> None:
    own = {
        "immediate": "Mine.",
        "contributing": [{"id": "z", "factor": "Mine too"}, {"id": "y", "factor": "each retry opened a connection"}],
        "slow_recovery": ["Mine as well"],
        "whys": [{"id": "w", "question": "Why?", "answer": "So."}],
    }
    causes = filled_in(record(*(n.model_dump() for n in BRANCHED.causes.tree), **own)).causes
    assert causes.immediate == "Mine."
    assert [f.factor for f in causes.contributing] == ["Mine too", "each retry opened a connection"]
    assert causes.slow_recovery == ("Mine as well", "The rollback waits for a full build")
    assert [w.answer for w in causes.whys] == ["So."]
    assert filled_in(Postmortem()).causes == Postmortem().causes


def test_the_numbered_whys_of_the_document() -> None:
    text = print_document(lookup.load("five-whys"), CHAIN)
    assert "1. **Why were users affected?** The session store refused writes\n" in text
    assert "2. **Why did the session store refuse writes?** Its disk was full\n" in text
    assert "5. **Why does the clean-up go by a name that had changed?** Nothing compares the two settings" in text


@pytest.mark.parametrize("name", lookup.BUILTIN)
def test_every_template_takes_its_causes_from_the_tree(name: str) -> None:
    text = print_document(lookup.load(name), BRANCHED)
    wanted = {
        "five-whys": ["No limit was set", "Three for each request"],
        "sre": ["- Each retry opened a connection\n- No limit was set (root cause)", "Three for each request"],
        "outage": [
            "The alert averages over an hour, because nobody measured it",
            "The rollback waits for a full build",
        ],
        "corrective": ["The alert averages over an hour, because nobody measured it.", "Both of these together:"],
        "recovery": ["The pool ran dry", "The rollback waits for a full build"],
    }
    for words in wanted[name]:
        assert words in text


hostile_nodes = st.lists(
    st.tuples(texts, st.integers(0, 20), st.sampled_from([None, *Role]), st.sampled_from([None, *Gate]),
              st.sampled_from([None, *WhyTrack]), st.lists(texts, max_size=2)),
    min_size=1, max_size=12,
)  # fmt: skip


def hostile(rows: list[Any]) -> Postmortem:
    nodes = []
    for number, (text, parent, role, junction, strand, how) in enumerate(rows):
        hangs = f"n{parent % number}" if number and parent % 4 else ""
        nodes.append(node(f"n{number}", text, hangs, role=role, junction=junction, strand=strand, how=how))
    return record(*nodes)


def structure(document: str) -> list[str]:
    """Return the headings of a document, as GitHub's parser sees them."""
    html = cmarkgfm.github_flavored_markdown_to_html(document)
    return re.findall(r"<h[1-3]>(.*?)</h[1-3]>", html, re.DOTALL)


@given(hostile_nodes)
def test_printing_any_tree_keeps_the_documents_structure(rows: list[Any]) -> None:
    for name in ("five-whys", "corrective", "outage"):
        template = lookup.load(name)
        assert structure(print_document(template, hostile(rows))) == structure(print_document(template, BRANCHED))


# -- Mermaid -----------------------------------------------------------------------------------------------------------

_TEXT = r'"(?:[\w .,:!?()\'+*/=%@_-]|#\d+;)*"'
_GRAMMAR = (
    re.compile(r"flowchart TD"),
    re.compile(rf"    [a-z]\w*(?:\({_TEXT}\)|\[{_TEXT}\]|\[\[{_TEXT}\]\]|\(\[{_TEXT}\]\))"),
    re.compile(rf"    (?:\w+ --- )?\w+\{{{_TEXT}\}}"),
    re.compile(rf"    \w+ -->(?:\|{_TEXT}\|)? \w+"),
)
"""The lines of a flowchart, by Mermaid's grammar as far as we use it: text only in quotes, with entity codes in it."""


@given(hostile_nodes)
def test_the_flowchart_is_valid_for_any_text(rows: list[Any]) -> None:
    lines = flowchart(Tree(hostile(rows))).split("\n")
    named = {match[1] for line in lines if (match := re.match(r"    (\w+)[(\[{]", line))}
    for number, line in enumerate(lines):
        allowed = _GRAMMAR[:1] if number == 0 else _GRAMMAR[1:]
        assert any(pattern.fullmatch(line) for pattern in allowed), line
        link = re.fullmatch(r"    \w+ -->(?:\|.*\|)? (\w+)", line)
        assert link is None or link[1] in named


def test_the_flowchart_in_the_document() -> None:
    template = parse("+++\ntitle = 't'\n+++\n# T\n\n## Causes\n\n<!-- optional -->\n{{ causes.flowchart }}\n", "t.md")
    text = print_document(template, BRANCHED)
    assert text.count("```") == 2
    assert (
        '```mermaid\nflowchart TD\n    q0("Why were users affected?")\n    q0 --> ca\n    ca["The pool ran dry"]'
        in text
    )
    assert 'ca --- caall{"all of"}' in text
    assert 'cc[["No limit was set"]]' in text
    assert "mermaid" not in print_document(template, Postmortem())
    assert label('say "no" <b>#1</b>\n; end') == "say #34;no#34; #60;b#62;#35;1#60;/b#62; #59; end"


# -- reading whys in ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Why did it fail? Because the disk was full\n2. Why was it full? Snapshots held space",
         [("The disk was full", "Why did it fail?", -1), ("Snapshots held space", "Why was it full?", 0)]),
        ("1. **Why did it fail?** The disk was full.\n2. **Why?** Snapshots",
         [("The disk was full.", "Why did it fail?", -1), ("Snapshots", "", 0)]),
        ("1. **Why did it fail?** The pool ran dry\n2. **The pool ran dry. Why?** No limit\n3. The end. Why? None",
         [("The pool ran dry", "Why did it fail?", -1), ("No limit", "The pool ran dry. Why?", 0),
          ("The end. Why? None", "", 1)]),
        ("Why did logins fail?\nThe store refused writes.\n\nWhy did it refuse?\nBecause it was full,\nfor a day.",
         [("The store refused writes.", "Why did logins fail?", -1),
          ("It was full, for a day.", "Why did it refuse?", 0)]),
        ("**Why 1**: pool ran dry\n**Why 2**: a leak\nWhy 3 - no test",
         [("Pool ran dry", "", -1), ("A leak", "", 0), ("No test", "", 1)]),
        ("- Store refused writes\n  - Disk full\n  - No alert on it\n- No fallback",
         [("Store refused writes", "", -1), ("Disk full", "", 0), ("No alert on it", "", 0), ("No fallback", "", -1)]),
        ("The pool ran dry\nNobody measured it\n", [("The pool ran dry", "", -1), ("Nobody measured it", "", 0)]),
        ("1) Why X? → Y\r\n2) Why Y? — Z", [("Y", "Why X?", -1), ("Z", "Why Y?", 0)]),
        ("", []),
        ("\n  \n***\n", []),
    ],
)  # fmt: skip
def test_pasted_whys_become_a_tree(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert [(why.text, why.question, why.parent) for why in read_whys(text)] == expected


@given(texts)
def test_any_text_is_read_with_parents_before_children(text: str) -> None:
    for index, why in enumerate(read_whys(text)):
        assert -1 <= why.parent < index
        assert why.text.strip()


# -- evidence and links ------------------------------------------------------------------------------------------------


def test_links_go_both_ways() -> None:
    data = BRANCHED.model_dump()
    data["timeline"] = [{"id": "e1", "at": "2026-03-07T14:24:00Z", "event": "Pool at its limit"}]
    data["actions"] = [{"id": "x", "description": "Set a limit", "addresses": ["c"]}]
    postmortem = Postmortem.model_validate(data)
    assert [n.id for n in supported_by(postmortem, "e1")] == ["c"]
    assert evidence_words(postmortem, "event:e1") == "14:24 Pool at its limit"
    assert evidence_words(postmortem, "event:gone") == "an event that is no longer in the timeline"
    assert evidence_words(postmortem, "heap dump") == "heap dump"


# -- hints -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was human error", "possible, or easy"),
        ("Jonas deleted the wrong volume", "What made that action likely"),
        ("The engineer pushed the wrong branch", "What made that action likely"),
        ("The on-call engineer", "What made that action likely"),
        ("The team should have tested it", "what made sense at the time"),
        ("The pool was empty of connections", "restates the question"),
        ("The pod of `kube-operator` restarts every ten minutes", ""),
        ("Nothing compares the two settings", ""),
        ("The request failed because the pool was empty", ""),
    ],
)
def test_hints_about_an_answer(text: str, words: str) -> None:
    record_ = Postmortem.model_validate({"document": {"authors": ["Jonas Lindqvist"]}})
    said = str(hints.about_text(record_, text, "Why was the pool of connections empty?"))
    assert (words in said) if words else said == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The deployment was released at 14:32", "This is an event"),
        ("Error rates and latency went up", "still a symptom"),
        ("No test covers a full disk", "You can change this"),
        ("The generated file isn't part of the diff", "You can change this"),
    ],
)
def test_hints_about_the_end_of_a_chain(text: str, words: str) -> None:
    tree = Tree(record(node("a", text)))
    assert words in str(hints.about_leaf(tree, tree.nodes["a"]))


def test_hints_about_the_tree() -> None:
    assert "single chain of whys" in str(hints.about_tree(Tree(CHAIN), WhyTrack.HAPPENED))
    assert not hints.about_tree(Tree(BRANCHED), WhyTrack.HAPPENED)
    unmarked = record(node("a", "A"), node("b", "B", "a"), node("c", "C", "b"), node("d", "D", "b"))
    assert "No root cause" in str(hints.about_tree(Tree(unmarked), WhyTrack.HAPPENED))
    assert "were all needed" in str(hints.about_node(Tree(unmarked), Tree(unmarked).nodes["b"]))
    rooted = Tree(record(node("a", "No test covers it", role="root")))
    assert "No evidence yet" in str(hints.about_node(rooted, rooted.nodes["a"]))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# heading", "\\# heading"), ("- item", "\\- item"), ("> quoted", "\\> quoted"), ("```", "\\```"),
        ("1. first", "1\\. first"), ("---", "\\---"), ("a\n# b", "a\n\\# b"), ("**bold** and #3", "**bold** and #3"),
        ("a\n=", "a\n\\="), ("a\n--", "a\n\\--"), ("<script>", "\\<script>"), ("a\n    - b", "a\n    \\- b"),
    ],
)  # fmt: skip
def test_an_answer_is_running_text(text: str, words: str) -> None:
    assert as_words(text) == words


def test_answers_that_look_like_markdown_dont_change_the_documents_structure() -> None:
    hostile_ = record(
        node("a", "# heading"), node("b", "```", "a"), node("c", "- item", "b"),
        node("d", "> quoted", "c", role="root"),
        node("e", "## late", strand="not_caught"), node("f", "~~~", "e", role="contributing"),
    )  # fmt: skip
    for name in lookup.BUILTIN:
        template = lookup.load(name)
        assert structure(print_document(template, hostile_)) == structure(print_document(template, BRANCHED))
        assert print_document(template, hostile_).count("\n```\n") == print_document(template, BRANCHED).count(
            "\n```\n"
        )


# -- how it reads ------------------------------------------------------------------------------------------------------

SRE = frozenset({"what_happened", "contributing"})


def told(postmortem: Postmortem, name: str = "what_happened", asked: frozenset[str] = SRE) -> Any:
    return getattr(filled_in(postmortem, asked).causes, name)


def test_reasons_are_put_into_a_sentence_if_they_read_well() -> None:
    pair = [node("b", "Its disk was full", "a"), node("c", "No alert watches it", "a")]
    both = record(node("a", "The store refused writes", junction="all"), *pair)
    assert told(both) == "The store refused writes, because its disk was full and no alert watches it."
    either = record(node("a", "The store refused writes", junction="any"), *pair)
    assert told(either) == "The store refused writes, because its disk was full or no alert watches it."
    three = record(node("a", "A store failed", junction="all"), *pair, node("d", "It was late", "a"))
    assert told(three) == "A store failed, because its disk was full, no alert watches it and it was late."


def test_and_or_is_printed_only_if_the_author_set_it() -> None:
    unsaid = record(node("a", "The cache failed"), node("b", "It was cold", "a"), node("c", "It was small", "a"))
    assert told(unsaid) == "The cache failed. What led to it:\n\n- It was cold\n- It was small"


def test_root_causes_are_called_so_where_the_template_has_no_place_for_them() -> None:
    issue = record(
        node("a", "The cache failed"), node("b", "The failover was never tested", "a", role="root"),
        node("c", "The vendor gave no notice", "a", role="root"),
    )  # fmt: skip
    story = (
        "The cache failed. What led to it:\n\n- The failover was never tested (root cause)\n"
        "- The vendor gave no notice (root cause)"
    )
    assert told(issue) == story
    asked = frozenset({"immediate", "contributing", "not_caught", "slow_recovery"})
    assert told(issue, "immediate", asked) == "The cache failed"
    factors = [factor.factor for factor in told(issue, "contributing", asked)]
    assert factors == ["The failover was never tested (root cause)", "The vendor gave no notice (root cause)"]
    roots = "- The failover was never tested\n- The vendor gave no notice"
    assert told(issue, "root", FORMS) == roots
    own = record(*(n.model_dump() for n in issue.causes.tree), root="Mine.")
    assert "(root cause)" in told(own, "what_happened", frozenset({"what_happened", "root"}))


def test_a_long_chain_is_not_one_sentence_with_eight_because() -> None:
    deep = record(*(node(f"n{n}", f"The part {n} was off", f"n{n - 1}" if n else "") for n in range(9)))
    story = told(deep)
    assert max(line.count("because") for line in story.split("\n")) == 1
    assert [line for line in story.split("\n") if line] == [
        "The part 0 was off, because the part 1 was off. What led to it:",
        "- The part 2 was off, because the part 3 was off",
        "  - The part 4 was off, because the part 5 was off",
        "    - The part 6 was off, because the part 7 was off",
        "      - The part 8 was off",
    ]


def test_a_deep_tree_is_printed_as_several_outlines() -> None:
    nodes = [node(f"n{n}", f"Part {n} was off", f"n{n - 1}" if n else "", role="contributing") for n in range(40)]
    story = told(record(*nodes))
    assert max(len(line) - len(line.lstrip()) for line in story.split("\n")) <= 10
    assert "Causes of \u201cPart 6 was off\u201d:\n\n- Part 7 was off\n  - Part 8 was off" in story
    assert all(story.count(f"- Part {n} was off\n") == 1 for n in range(1, 39))


def test_names_keep_their_capitals() -> None:
    names = record(node("a", "The pool ran dry"), node("b", "Kafka lost its quorum", "a"))
    assert told(names) == "The pool ran dry. What led to it:\n\n- Kafka lost its quorum"
    data = {**names.model_dump(), "impact": {"services": ["Kafka"]}}
    assert told(Postmortem.model_validate(data)) == "The pool ran dry, because Kafka lost its quorum."
    assert question_about("Kafka was down") == "Why was Kafka down?"
    assert question_about("Kubernetes was down", {"Kubernetes"}) == "Why was Kubernetes down?"
    assert question_about("Throttles were off") == "Why were throttles off?"


def test_tracks_without_a_place_are_printed_with_what_happened() -> None:
    story = told(BRANCHED)
    assert story.endswith(
        "**Why it wasn't caught:**\n\nThe alert averages over an hour, because nobody measured it.\n\n"
        "**Why recovery was slow:**\n\nThe rollback waits for a full build"
    )


def test_lists_have_their_outline_below_the_entry() -> None:
    slow = record(
        node("a", "The rollback waits for a build", strand="slow_recovery"),
        node("b", "Two builds are kept", "a", role="root"), node("c", "Builds are slow", "a"),
    )  # fmt: skip
    text = print_document(lookup.load("outage"), slow)
    assert "- The rollback waits for a build\n  - Two builds are kept (root cause)\n  - Builds are slow\n" in text


# -- nothing that is marked is lost ------------------------------------------------------------------------------------


def bare(text: str) -> str:
    """Return a text's letters and digits: what is left of it whatever printing does to its signs."""
    return "".join(char for char in html.unescape(text).casefold() if char.isalnum())


@pytest.mark.parametrize("name", lookup.BUILTIN)
@given(rows=hostile_nodes)
def test_every_marked_cause_is_in_every_document(name: str, rows: list[Any]) -> None:
    postmortem = hostile(rows)
    template = lookup.load(name)
    document = bare(print_document(template, postmortem))
    for each in Tree(postmortem).marked():
        assert bare(each.text) in document, each.text
    assert [left.words for left in left_out(Completeness(template, postmortem)) if left.is_cause] == []


shaped = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from([None, *Role]), st.sampled_from([None, *Gate]),
              st.sampled_from([None, *WhyTrack]), st.integers(0, 9)),
    min_size=1, max_size=40,
)  # fmt: skip
"""Deeper and wider trees than the hostile ones, with plain texts, and groups among them."""


@pytest.mark.parametrize("name", lookup.BUILTIN)
@given(rows=shaped)
def test_a_tree_of_any_shape_prints_all_that_is_marked(name: str, rows: list[Any]) -> None:
    nodes = []
    for number, (parent, role, junction, strand, kind) in enumerate(rows):
        text = "" if kind == 0 else f"Condition {number} held" if kind < 8 else f"Condition {number} held. So it was."
        hangs = f"n{number - 1 - parent % min(number, 3)}" if number and parent % 7 else ""
        nodes.append(node(f"n{number}", text, hangs, role=role, junction=junction, strand=strand))
    postmortem = record(*nodes)
    text = print_document(lookup.load(name), postmortem)
    for each in Tree(postmortem).marked():
        assert each.text.rstrip(".") in text
    assert not re.search(r"^\s*(?:- |\d+\. \*\*Why[^*]*\*\*)\s*$", text, re.MULTILINE)  # no empty step
    assert all(line.count("because") < 3 for line in text.split("\n"))


def test_marked_causes_that_a_template_does_not_print_are_reported() -> None:
    own = parse("+++\ntitle = 't'\n+++\n# T\n\n## Causes\n\n{{ causes.root }}\n", "t.md")
    marked = record(
        node("a", "The pool ran dry", role="trigger"), node("b", "Retries had no limit", "a", role="root"),
        node("c", "Nobody measured it", "b", role="contributing"),
    )  # fmt: skip
    assert [left.words for left in left_out(Completeness(own, marked)) if left.is_cause] == [
        "trigger: The pool ran dry", "contributing factor: Nobody measured it"
    ]  # fmt: skip
    drawn = parse("+++\ntitle = 't'\n+++\n# T\n\n## Causes\n\n{{ causes.flowchart }}\n", "t.md")
    assert [left for left in left_out(Completeness(drawn, marked)) if left.is_cause] == []
    nothing = parse("+++\ntitle = 't'\n+++\n# T\n\n## Timeline\n\n- {{ timeline.*.event }}\n", "t.md")
    data = {**marked.model_dump(), "timeline": [{"id": "e", "event": "The pool ran dry"}]}  # an event isn't a cause
    assert (
        len([left for left in left_out(Completeness(nothing, Postmortem.model_validate(data))) if left.is_cause]) == 3
    )


def test_an_answer_that_leaves_out_a_marked_cause_is_reported() -> None:
    nodes = [node("a", "The pool ran dry"), node("b", "Retries had no limit", "a", role="root")]
    typed = record(*nodes, what_happened="Connections leaked.")
    sre = lookup.load("sre")
    assert [left.words for left in left_out(Completeness(sre, typed)) if left.is_cause] == [
        "root cause: Retries had no limit"
    ]
    said = record(*nodes, what_happened="It came to this since **retries had no limit**, we found.")
    assert [left for left in left_out(Completeness(sre, said)) if left.is_cause] == []
    longer = record(*nodes, what_happened="The retries had no limits.")  # not the same words
    assert [left for left in left_out(Completeness(sre, longer)) if left.is_cause] != []


# -- where the rules for questions, outlines, and hints change ---------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("One two three four five six seven was late", "Why was one two three four five six seven late?"),
        ("One two three four five six seven eight was late", "One two three four five six seven eight was late. Why?"),
        ("Was it late", "Was it late. Why?"), ("Disks had no limit", "Why did disks have no limit?"),
        ("The disks have been full", "Why have the disks been full?"), ("I was late", "Why was I late?"),
        ("Since the disk was full", "Why was the disk full?"), ("iOS crashed", "Why did iOS crash?"),
        ("A host failed", "Why did a host fail?"),
        ("Hosts were lost", "Why were hosts lost?"), ("Kafka's log was full", "Why was Kafka's log full?"),
    ],
)  # fmt: skip
def test_where_a_question_can_be_made_from_an_answer(answer: str, question: str) -> None:
    assert question_about(answer) == question


@pytest.mark.parametrize(
    ("text", "proper", "inside"),
    [
        ("The disk was full", (), True), ("Kafka was down", (), False), ("Kafka was down", ("Kafka",), True),
        ("Kafka's log was full", ("Kafka",), True), ("5 hosts were lost", (), True), ("I was late", (), True),
        ("DNS was stale", (), True), ("X broke", (), True),
    ],
)  # fmt: skip
def test_whether_an_answer_reads_well_inside_a_sentence(text: str, proper: tuple[str, ...], inside: bool) -> None:
    assert stands_inside(text, proper) is inside


@pytest.mark.parametrize(
    ("text", "first"),
    [("One. Two", "One."), ("No. It broke", "No. It broke"), ("Yes. It broke", "Yes."), ("A. B", "A. B"),
    ("Why? So", "Why?"), ("v1.2 broke", "v1.2 broke")],
)  # fmt: skip
def test_the_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first


@pytest.mark.parametrize(
    ("junction", "count", "above", "below"),
    [
        (None, 2, "", ""), (Gate.ALL, 1, "", ""), (Gate.ANY, 1, "", ""),
        (Gate.ALL, 2, "Both of these together:", "It took both of these:"),
        (Gate.ALL, 3, "All of these together:", "It took all of these:"),
        (Gate.ANY, 2, "Either of these:", "Either of these was enough:"),
        (Gate.ANY, 3, "Any of these:", "Any of these was enough:"),
    ],
)  # fmt: skip
def test_the_words_around_several_causes(junction: Gate | None, count: int, above: str, below: str) -> None:
    assert (head(junction, count), ending(junction, count)) == (above, below)


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [("the disk", 8, "the disk or x"), ("the disk", 7, "the di… or x"), ("the disk", 5, "the… or x"),
    ("", 9, "… or x")],
)  # fmt: skip
def test_a_long_answer_is_cut_in_an_expression(text: str, most: int, shown: str) -> None:
    tree = Tree(record(node("p", "P", junction="any"), node("a", text, "p"), node("b", "x", "p")))
    assert expression(tree, "p", WhyTrack.HAPPENED, most) == shown


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("event:e1", "an event (no description)"), ("event:e2", "Pool at its limit"), ("heap: dump", "heap: dump"),
        ("event:e3", "15:24 At its limit"),
    ],
)  # fmt: skip
def test_evidence_is_named_by_its_event(line: str, words: str) -> None:
    events = [
        {"id": "e1"}, {"id": "e2", "event": "Pool at\nits limit"},
        {"id": "e3", "at": "2026-03-07T14:24:00Z", "event": "At its limit"},
    ]  # fmt: skip
    data = {"timeline": events, "incident": {"timezone": "Europe/Berlin"}}
    assert evidence_words(Postmortem.model_validate(data), line) == words


def test_a_cause_is_named_with_its_role() -> None:
    tree = Tree(record(node("a", "No limit. None at all", role="root"), node("b", "No alert")))
    assert [cause_name(each) for each in tree.nodes.values()] == ["No limit. (root cause)", "No alert"]


@pytest.mark.parametrize(("length", "drawn"), [(160, "x" * 160), (161, "x" * 159 + "#8230;")], ids=["fits", "is cut"])
def test_a_label_of_a_flowchart_has_its_length(length: int, drawn: str) -> None:
    assert label("x" * length) in (drawn, drawn.replace("#8230;", "…"))
    assert label(" ") in ("#8230;", "…")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At", ""), ("It was human error", "Don't stop at 'human error'."), ("Users saw errors", ""),
        ("People were paged", ""), ("The engineer was paged", ""),
        ("The engineer restarted it", "This is about a person."),
        ("It was obviously broken", "'obviously'"), ("The pool was empty", ""),
        ("The empty pool of connections", "restates"),
        ("The empty pool of new connections", ""), ("A new, wide, empty pool of connections", ""),
    ],
)  # fmt: skip
def test_where_a_hint_about_an_answer_begins(text: str, words: str) -> None:
    said = str(hints.about_text(Postmortem(), text, "Why was the pool of connections empty?"))
    assert (words in said) if words else said == ""


def chain_of(count: int, **last: Any) -> Tree:
    nodes = [node(f"n{n}", f"Part {n} of it", f"n{n - 1}" if n else "") for n in range(count)]
    nodes[-1] |= last
    return Tree(record(*nodes))


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        (chain_of(4), "A single chain of whys"), (chain_of(4, role="root"), "A single chain of whys"),
        (chain_of(3), "No root cause yet"), (chain_of(3, role="root"), ""), (chain_of(2), ""),
        (Tree(Postmortem()), ""),
    ],
)  # fmt: skip
def test_where_a_hint_about_a_chain_begins(tree: Tree, words: str) -> None:
    said = str(hints.about_tree(tree, WhyTrack.HAPPENED))
    assert (words in said) if words else said == ""
    assert str(hints.about_tree(tree, WhyTrack.NOT_CAUGHT)) == ""


@pytest.mark.parametrize(
    ("nodes", "words"),
    [
        ([node("a", "No test covers it")], "You can change this"),
        ([node("a", "No test covers it", role="root")], "No evidence"),
        ([node("a", "No test covers it", role="root", evidence=["x"])], ""),
        ([node("a", "Part of it"), node("b", "Other part", "a")], ""),
        ([node("a", "Part of it", role="root"), node("b", "Other part", "a")], "No evidence"),
        ([node("a", "Part of it"), node("b", "B part", "a"), node("c", "C part", "a")], "Several causes"),
        ([node("a", "Part of it", junction="any"), node("b", "B part", "a"), node("c", "C part", "a")], ""),
        ([node("a", "It was human error"), node("b", "B part", "a")], "Don't stop at"),
    ],
)  # fmt: skip
def test_the_hint_about_one_cause(nodes: list[dict[str, Any]], words: str) -> None:
    tree = Tree(record(*nodes))
    said = str(hints.about_node(tree, tree.nodes["a"]))
    assert (words in said) if words else said == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. one\n   goes on\n2. two", [("One goes on", "", -1), ("Two", "", 0)]),
        ("1. one\n\n***\n2. two", [("One", "", -1), ("Two", "", 0)]),
        ("Why 1: a\nbecause: b", [("A", "", -1), ("B", "", 0)]),
        ("- a\n- b", [("A", "", -1), ("B", "", -1)]), ("- a\n    - b\n  - c", [("A", "", -1), ("B", "", 0),
        ("C", "", 0)]),
        ("- Why x?\n  - y\n- z", [("Y", "Why x?", -1), ("Z", "", -1)]), ("1. a\n- b", [("A", "", -1), ("B", "", 0)]),
        ("* **bold**", [("Bold", "", -1)]),
        ("\ta\n\tb", [("A", "", -1), ("B", "", 0)]),
    ],
)  # fmt: skip
def test_more_forms_of_whys(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert [(why.text, why.question, why.parent) for why in read_whys(text)] == expected


def test_removing_a_cause_forgets_what_is_kept_about_it_alone() -> None:
    data = CHAIN.model_dump() | {
        "typed": {"causes.tree.d.text": "half", "causes.tree.b.text": "half", "marks.causes.tree.e.how": "note"},
        "marks": {"causes.tree.e.how": {"kind": "unknown"}, "causes.tree.a.how": {"kind": "unknown"}},
        "actions": [{"id": "x", "addresses": ["a"]}, {"id": "y", "addresses": ["d", "a"]}],
    }
    before = Postmortem.model_validate(data)
    after = do(before, tree_edits.removing(Tree(before), "d"))
    assert (list(after.typed), list(after.marks)) == (["causes.tree.b.text"], ["causes.tree.a.how"])
    assert [action.addresses for action in after.actions] == [("a",), ("a",)]
    assert after.causes.chain_end == before.causes.chain_end == ""


def test_moves_that_change_nothing_make_no_edits() -> None:
    tree = Tree(BRANCHED)
    assert tree_edits.moving(tree, "b", "a", WhyTrack.HAPPENED) == []
    assert tree_edits.moving(tree, "d", "", WhyTrack.NOT_CAUGHT) == []
    assert tree_edits.moving(tree, "d", "", WhyTrack.HAPPENED) != []
    assert tree_edits.shifting(tree, "b", -1) == tree_edits.shifting(tree, "c", 1) == []
    assert tree_edits.indenting(tree, "b") == tree_edits.outdenting(tree, "a") == []
    odd = Tree(record(node("g", "", junction=None), node("a", "A", "g"), node("b", "B", "g")))
    after = do(odd.postmortem, tree_edits.cycle_gate_edits(odd, "g", WhyTrack.HAPPENED))
    assert Tree(after).junction("g", WhyTrack.HAPPENED) is Gate.ALL


def test_the_and_or_of_a_first_question_goes_with_its_answers() -> None:
    two = record(node("a", "A"), node("b", "B"), tops={"happened": {"junction": "all"}})
    one = do(two, tree_edits.removing(Tree(two), "b"))
    assert one.causes.tops.happened.junction is None
    assert do(two, tree_edits.indenting(Tree(two), "b")).causes.tops.happened.junction is None
