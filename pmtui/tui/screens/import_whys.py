"""Imports 5 Whys: the text, and the tree that it becomes, before anything is added."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from pmtui.causes.paste import PastedWhy, read_whys
from pmtui.causes.questions import question_about
from pmtui.causes.tree import Tree
from pmtui.causes.tree_edits import NODES
from pmtui.model.edit import AnyEdit, Insert, Set
from pmtui.model.scales import WhyTrack
from pmtui.session.session import Session
from pmtui.session.unfinished_text import Kept, clearing
from pmtui.text import visible
from pmtui.tui.binding import bind
from pmtui.tui.editors.kept_text import KeptText
from pmtui.tui.textual_workarounds import LeanScreen, draw
from pmtui.tui.widgets.key_line import KeyLine


class ReadInScreen(LeanScreen[list[AnyEdit] | None]):
    """Asks for the text, shows the result during typing, and returns the edits that add it."""

    CSS_PATH = "import_whys.tcss"
    HELP = """\
## Import 5 Whys

Paste numbered whys ("1. Why …? Because …"), question-and-answer pairs, or a nested list. The result is shown below.
{read_in.take} imports it; {read_in.close} cancels. pmtui keeps the text in the draft: press {causes.import} to see it
again.
"""
    BINDINGS = [
        bind("read_in.take", "take", priority=True),
        bind("read_in.close", "close"),
    ]

    def __init__(self, session: Session, at: str, strand: WhyTrack, text: str) -> None:
        """Make the screen; the imported causes go under the cause `at`, or under the track's first question."""
        super().__init__()
        self.session = session
        self.at = at
        self.strand = strand
        self.text = text

    def _listed(self) -> str:
        """Return the postmortem's 5 Whys from an older list, to turn them into a tree."""
        rows = self.session.postmortem.causes.whys
        return "\n".join(f"{n}. {row.question} {' '.join(row.answer.split())}" for n, row in enumerate(rows, 1))

    def compose(self) -> ComposeResult:
        """Yield the instructions, the text, the result, and the keys."""
        question = Tree(self.session.postmortem).question(self.at, self.strand)
        words = f"Paste numbered whys, question-and-answer pairs, or a nested list for: {question}"
        yield Static(visible(words), id="title", markup=False)
        yield KeptText(self.session, NODES, self.text, self._listed())
        yield Static("", id="becomes", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.text = self.query_one(KeptText).text
        self.query_one(KeptText).focus()
        self._show()

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.text = event.text_area.text
        self._show()

    def _show(self) -> None:
        whys = read_whys(self.text)
        lines = [f"{'  ' * _depth(whys, index)}- {why.text}" for index, why in enumerate(whys[:40])]
        more = f"\nand {len(whys) - 40} more" if len(whys) > 40 else ""
        shown = visible("\n".join(lines)) + more if whys else "Nothing to import yet."
        draw(self.query_one("#becomes", Static), shown)

    def action_take(self) -> None:
        whys = read_whys(self.text)
        self.dismiss(self._edits(whys) if whys else None)

    def _edits(self, whys: list[PastedWhy]) -> list[AnyEdit]:
        index = len(self.session.postmortem.causes.tree)
        ids = [self.session.make_id() for _ in whys]
        edits: list[AnyEdit] = []
        tree = Tree(self.session.postmortem)
        for number, why in enumerate(whys):
            parent = ids[why.parent] if why.parent >= 0 else self.at
            element: dict[str, object] = {"id": ids[number], "text": why.text}
            element |= {"parent": parent} if parent else {"strand": self.strand.value}
            edits.append(Insert(path=NODES, index=index + number, element=element))
            if why.question and why.parent >= 0 and why.question != question_about(whys[why.parent].text, tree.proper):
                edits.append(Set(path=f"{NODES}.{parent}.question", value=why.question))
            elif why.question and self.at and why.parent < 0 and why.question != tree.question(self.at, self.strand):
                edits.append(Set(path=f"{NODES}.{self.at}.question", value=why.question))
            elif why.question and not parent and why.question != tree.question("", self.strand):
                edits.append(Set(path=f"causes.tops.{self.strand.value}.question", value=why.question))
        rows = self.session.postmortem.causes.whys
        if rows and self.text == self._listed():  # they are in the tree now
            edits += [Set(path="causes.chain_end", value=ids[-1])]
            edits += [edit for row in rows for edit in self.session.removing("causes.whys", row.id)]
        return [*edits, *clearing(self.session, NODES, table=Kept.WINDOW)]

    def action_close(self) -> None:
        """Cancel; the text is kept."""
        self.dismiss(None)


def _depth(whys: list[PastedWhy], index: int) -> int:
    depth = 0
    while whys[index].parent >= 0:
        index, depth = whys[index].parent, depth + 1
    return depth
