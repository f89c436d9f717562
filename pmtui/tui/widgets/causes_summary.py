"""What the causes builder holds, in the section that asks for causes; Enter opens the builder."""

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from pmtui.causes.questions import first_sentence
from pmtui.causes.tree import Tree
from pmtui.model.catalog import Question
from pmtui.session.session import Session
from pmtui.text import plural, visible
from pmtui.tui.binding import bind, key_name
from pmtui.tui.editors.text_editors import Done
from pmtui.tui.textual_workarounds import draw, unscrolled


class CausesSummary(Static, can_focus=True):
    """The chain of whys in short; it takes the cursor, and Enter."""

    virtual_size = unscrolled()
    BINDINGS = [
        bind("summary.open", "open"),
        Binding("down", "on", "Next field", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
    ]

    class Opened(Message):
        """The author wants the builder."""

    def __init__(self, session: Session, question: Question) -> None:
        super().__init__("", markup=False)
        self.session = session
        self.question = question

    def on_mount(self) -> None:
        self.show()

    def show(self) -> None:
        tree = Tree(self.session.postmortem)
        chain = [first_sentence(node.text) for node in tree.chain()]
        lines = [f"{'  ' * depth}{'└ ' if depth else ''}{visible(words)}" for depth, words in enumerate(chain[:6])]
        count, roots = sum(not tree.is_group(node_id) for node_id in tree.nodes), len(tree.roots())
        if not count:
            words = f"Press {key_name(self, 'build')} to build the tree. It fills in the causes below."
        else:
            more = f", {plural(roots, 'root cause')}" if roots else ", no root cause yet"
            words = f"{plural(count, 'cause')}{more}. Press {key_name(self, 'build')} to continue."
        draw(self, Content("\n".join([*lines, words])))

    def action_open(self) -> None:
        self.post_message(self.Opened())

    def action_on(self) -> None:
        self.post_message(Done())
