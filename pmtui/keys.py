"""Every key of the app: its name in a config file, its default keys, and what it does.

The screens bind their actions to these names (`pmtui.tui.binding`); an author's `[keys]` overrides the keys. A key that
means the same everywhere has one name: F7 is next, F8 the next unanswered question, Ctrl+Z undo.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmtui.advice import Advice


@dataclass(frozen=True)
class Key:
    """A named key.

    Attributes:
        keys: its default keys, separated by commas, as Textual calls them; a name in braces means that name's keys.
        label: its label in the footer, at most 12 characters.
        does: its tooltip; may be empty.
    """

    keys: str
    label: str
    does: str = ""


KEYS: dict[str, Key] = {
    "help": Key("f1", "Help", "Show help and keys for this screen"),
    "next": Key("f7", "Next", "Go to the next section"),
    "before": Key("f6", "Previous", "Go to the previous section"),
    "to_do": Key("f8", "Unanswered", "Go to the next unanswered question"),
    "mark": Key("f4", "Mark as…", "Mark as not applicable, unknown, waiting, or left out"),
    "leave_out": Key("ctrl+d", "Leave out", "Leave this out of the document, or put it back"),
    "seen": Key("ctrl+n", "Checked", "Confirm that you've checked what an agent wrote"),
    "go_to": Key("f2", "Jump", "Jump to any section"),
    "view": Key("f3", "Preview", "Preview the document"),
    "file": Key("f5,ctrl+s", "Draft file", "See save status and recovery options"),
    "finish": Key("f9", "Finish", "Set the status, sign off, and export"),
    "editor": Key("f10", "Editor", "Edit in $EDITOR"),
    "review": Key("ctrl+f", "Review", "Check for problems reviewers would flag"),
    "present": Key("ctrl+k", "Present", "Show the draft in large, for a meeting"),
    "build": Key("ctrl+g", "Open tool", "Open the tool for this question"),
    "undo": Key("ctrl+z", "Undo"),
    "redo": Key("ctrl+y", "Redo"),
    "drafts": Key("ctrl+o", "Drafts", "Go to your drafts"),
    "quit": Key("ctrl+q", "Quit"),
    "palette": Key("ctrl+p", "Commands", "Search all commands"),
    "other_reading": Key("ctrl+r", "Reinterpret", "Try another interpretation"),
    "home.new": Key("n", "New"),
    "home.open": Key("enter", "Open"),
    "home.example": Key("e", "Example"),
    "home.path": Key("o", "Open file…", "Open a draft from another folder"),
    "home.adopt": Key("t", "Template…", "Use your own template"),
    "home.filter": Key("slash", "Filter…", "List only drafts with these words"),
    "home.leave": Key("escape", "Clear", "Clear the filter, or the path"),
    "home.again": Key("r", "Reload"),
    "new.begin": Key("enter", "Create"),
    "new.other": Key("tab", "Switch field"),
    "new.adopt": Key("ctrl+t", "Your own…", "Use your own template"),
    "new.close": Key("escape", "Back"),
    "interview.leave_outline": Key("escape", "Back", "Go back from the list of sections"),
    "interview.to_meeting": Key("escape", "Meeting", "Go back to the large view, or to the agenda"),
    "entry.table": Key("up", "Table"),
    "entry.cancel": Key("escape", "Clear"),
    "grid.edit": Key("enter", "Edit"),
    "grid.line": Key("escape", "Entry line"),
    "grid.add": Key("a,insert", "Add", "Add a row below this one"),
    "grid.remove": Key("d,delete", "Remove"),
    "grid.select": Key("space", "Select", "Select or deselect this row"),
    "grid.all": Key("ctrl+a,asterisk", "Select all", "Select or deselect all rows"),
    "grid.copy": Key("c", "Duplicate", "Duplicate this row"),
    "grid.up": Key("alt+up,K", "Move up"),
    "grid.down": Key("alt+down,J", "Move down"),
    "event.join": Key("j", "Merge", "Merge selected rows, or merge with the next row"),
    "event.split": Key("x", "Split", "Split at the first line break or sentence"),
    "event.shift": Key("o", "Shift times…", "Correct for a wrong clock"),
    "event.sort": Key("t", "Sort", "Sort by time"),
    "event.learned": Key("l", "Learned at…", "Set when the team learned this"),
    "event.share": Key("percent_sign", "Failing %…", "Set the failure rate from here"),
    "event.zone": Key("z", "Zone", "Switch between UTC, the incident's zone, and yours"),
    "event.paste": Key("p", "Paste…", "Import events from a chat, log, or table"),
    "event.import": Key("ctrl+t,i", "Import…", "Import events from files of other tools"),
    "action.status": Key("s", "Status", "Change to the next status"),
    "action.priority": Key("p", "Priority", "Change to the next priority"),
    "action.goal": Key("g", "Type", "Change the type (prevent, detect, …)"),
    "action.horizon": Key("h", "Time frame", "Change the time frame"),
    "action.owner": Key("o", "Owner…", "Assign an owner"),
    "action.due": Key("u", "Due…", "Set the due date: fri, +2w, end of quarter"),
    "action.tracker": Key("l", "Ticket…", "Link the ticket in your tracker"),
    "action.decline": Key("x", "Decline…", "Decline it and say why"),
    "action.causes": Key("A", "Causes…", "Choose which causes it addresses"),
    "action.sort": Key("t", "Sort", "Sort by due date, priority, owner, or status"),
    "action.filter": Key("slash", "Filter…", "Show only matching rows"),
    "row.add": Key("a,insert", "Add"),
    "row.edit": Key("enter", "Edit"),
    "row.remove": Key("d,delete", "Remove"),
    "row.up": Key("alt+up,K", "Move up"),
    "row.down": Key("alt+down,J", "Move down"),
    "row.leave": Key("escape", "Table"),
    "form.leave": Key("escape", "Done"),
    "mark.close": Key("escape", "Back", "Go back to the answer"),
    "summary.open": Key("enter", "Ask why", "Open the causes builder"),
    "causes.close": Key("{build}", "Close", "Go back to your section"),
    "causes.back": Key("escape", "Back", "Go back to the entry line, then to your section"),
    "causes.edit": Key("enter", "Edit"),
    "causes.answer": Key("a,insert", "Add cause", "Add a cause under this one"),
    "causes.remove": Key("d,delete", "Remove", "Remove this cause and everything under it"),
    "causes.trigger": Key("T", "Trigger", "Mark as a trigger"),
    "causes.factor": Key("C", "Factor", "Mark as a contributing factor"),
    "causes.root": Key("R", "Root cause", "Mark as a root cause"),
    "causes.no_role": Key("N", "Clear mark"),
    "causes.joint": Key("j", "And/or", "Needed all its causes, or any one?"),
    "causes.group": Key("g", "Group", "Group with the cause above, or ungroup"),
    "causes.evidence": Key("e", "Evidence…", "Link events as evidence"),
    "causes.actions": Key("A", "Actions…", "Link action items"),
    "causes.chain": Key("w", "End 5 Whys", "End the 5 Whys chain at this cause"),
    "causes.cut": Key("x", "Cut"),
    "causes.paste": Key("v", "Paste", "Paste under this cause"),
    "causes.fold": Key("space", "Collapse", "Collapse or expand"),
    "causes.up": Key("alt+up,K", "Move up"),
    "causes.down": Key("alt+down,J", "Move down"),
    "causes.indent": Key("greater_than_sign", "Indent"),
    "causes.outdent": Key("less_than_sign", "Outdent"),
    "causes.import": Key("i", "Import…", "Import 5 Whys from text"),
    "figures.known": Key("ctrl+t", "Fill in", "Fill blank inputs from your config"),
    "figures.remember": Key("ctrl+n", "Save inputs", "Save these inputs to your config"),
    "figures.close": Key("escape,{build}", "Back", "Go back to your section"),
    "figures.state": Key("enter", "Override…", "Enter your own value and a reason"),
    "figures.computed": Key("c", "Use computed", "Discard the override"),
    "stating.leave": Key("escape", "Figures"),
    "review.jump": Key("enter", "Go there"),
    "review.close": Key("{review},escape", "Back"),
    "review.waive": Key("w", "Waive…", "Accept this finding and say why"),
    "review.replace": Key("r", "New value", "Write the new value in its place"),
    "review.status": Key("s", "Check as…", "Check as In review or Final"),
    "review.copy": Key("c", "Copy", "Copy the open questions to share"),
    "review.agenda": Key("a", "Agenda", "See what a meeting has to settle, person by person"),
    "agenda.jump": Key("enter", "Go there"),
    "agenda.cover": Key("space", "Covered", "Tick or untick this as covered"),
    "agenda.unfold": Key("right", "Questions", "List a section's questions, or fold them"),
    "agenda.close": Key("escape", "Back"),
    "present.open": Key("enter", "Edit", "Edit what is shown"),
    "present.forward": Key("tab,right,space", "Forward", "Show the next question"),
    "present.back": Key("shift+tab,left,backspace", "Back one", "Show the question before"),
    "present.up": Key("up", "Up", "Select the event above, or scroll"),
    "present.down": Key("down", "Down", "Select the event below, or scroll"),
    "present.timeline": Key("t", "Timeline", "Show or hide the timeline"),
    "present.causes": Key("c", "Causes", "Show or hide the causes"),
    "present.agenda": Key("a", "Agenda", "See what a meeting has to settle, person by person"),
    "present.close": Key("escape,{present}", "Back"),
    "finish.follow_up": Key("f6", "Follow-up", "Open the follow-up review"),
    "finish.revise": Key("ctrl+r", "Record", "Record changes since sign-off as a revision"),
    "finish.template": Key("ctrl+t", "Use template", "Switch the draft to this template"),
    "finish.free_name": Key("ctrl+n", "New name", "Use a file name that isn't taken"),
    "finish.close": Key("{finish},escape", "Back"),
    "follow_up.close": Key("{finish.follow_up},escape", "Back"),
    "actions.close": Key("{build},escape", "Back"),
    "paste.event": Key("e", "Event"),
    "paste.words": Key("w", "Append", "Append to the event above"),
    "paste.detail": Key("d", "Detail", "Make it a detail of the event above"),
    "paste.leave": Key("x", "Skip"),
    "paste.day": Key("t", "Date…", "Type the date"),
    "paste.later": Key("plus", "Day later"),
    "paste.earlier": Key("minus", "Day earlier"),
    "paste.next_zone": Key("z", "Zone", "Read the time in the next likely zone"),
    "paste.zone": Key("Z", "Other zone…", "Type the time zone"),
    "paste.other": Key("r", "Reinterpret", "Try another interpretation of the time"),
    "paste.select": Key("space", "Select", "Select or deselect this line"),
    "paste.like": Key("l", "Alike", "Select all lines like this one"),
    "paste.below": Key("b", "Below", "Select from here to the end of the text"),
    "paste.show": Key("s", "Show", "List all lines, those to check, or the skipped ones"),
    "paste.edit": Key("ctrl+e", "Edit text"),
    "paste.close": Key("escape", "Back"),
    "files.complete": Key("tab", "Complete", "Complete the path"),
    "files.mark": Key("ctrl+n", "Mark", "Mark it, to import several files as one timeline"),
    "files.close": Key("escape", "Back"),
    "adopt.take": Key("enter", "Choose", "Choose the selected line"),
    "adopt.custom": Key("c", "Custom", "Ask it as a custom question"),
    "adopt.text": Key("t", "Text", "Leave it as text"),
    "adopt.search": Key("slash", "Search…", "Search all fields by name or question"),
    "adopt.next": Key("right", "Next", "Go to the next place"),
    "adopt.before": Key("left", "Previous", "Go to the previous place"),
    "adopt.order": Key("o", "Order", "List the uncertain places first, or all as in your file"),
    "adopt.undo": Key("{undo},u", "Undo", "Undo your last decision"),
    "adopt.redo": Key("{redo}", "Redo", "Redo the decision that you undid"),
    "adopt.write": Key("{finish},ctrl+j", "Write", "Write the template, and start a draft with it"),
    "adopt.close": Key("escape", "Back"),
    "import.take": Key("space", "Take/skip", "Take or skip this row"),
    "import.like": Key("l", "Alike", "Take or skip all rows like this one"),
    "import.range": Key("r", "Range", "Start a range here; press again at its other end"),
    "import.all": Key("a", "All", "Take or skip all listed rows"),
    "import.mark": Key("m", "Milestone", "Mark the milestone that this row suggests"),
    "import.join": Key("j", "Join", "Make it one event with the one that may be the same"),
    "import.join_all": Key("J", "Join all", "Make one event of each pair that may be the same"),
    "import.words": Key("slash", "Filter…", "List only rows with these words"),
    "import.source": Key("o", "Source", "List only rows of this source, or of all"),
    "import.person": Key("p", "Person", "List only rows of this person, or of all"),
    "import.show": Key("s", "Show", "List events, those to check, those left out, or all"),
    "import.begin": Key("left_square_bracket", "From", "Take nothing before this row"),
    "import.end": Key("right_square_bracket", "Until", "Take nothing after this row"),
    "import.any_time": Key("equals_sign", "Any time", "Take rows of any time"),
    "import.earlier": Key("left", "Earlier", "Go to the chart's previous column"),
    "import.later": Key("right", "Later", "Go to the chart's next column"),
    "import.zone": Key("z", "Zone", "Read times without a zone in the next likely zone"),
    "import.kind": Key("k", "Kind…", "Choose the kind of the files, if it isn't recognized"),
    "import.close": Key("escape", "Back"),
    "read_in.take": Key("ctrl+j", "Import"),
    "read_in.close": Key("escape", "Back"),
    "pick.tick": Key("space", "Select"),
    "pick.take": Key("enter", "Done"),
    "pick.close": Key("escape", "Back"),
    "preview.close": Key("escape,{view},q", "Back"),
    "preview.source": Key("s", "Markdown", "Switch between the rendered document and its Markdown"),
    "preview.copy": Key("c", "Copy all", "Copy the whole document as Markdown"),
    "preview.copy_section": Key("C", "Copy section", "Copy the section at the top as Markdown"),
    "versions.mine": Key("left", "Keep yours"),
    "versions.theirs": Key("right", "Use file's"),
    "versions.all_mine": Key("m", "All yours"),
    "versions.all_theirs": Key("f", "All file's"),
    "versions.close": Key("escape", "Decide later"),
    "keeping.close": Key("escape,{file}", "Back"),
    "help.close": Key("{help},escape,q,question_mark", "Back"),
}
"""The keys by name. The part before the dot is the screen or table that the key belongs to."""

Remapped = Mapping[str, str]
"""An author's own keys, by name."""

_NAMED = re.compile(r"\{([a-z_.]+)\}")

_WORDS = {
    "question_mark": "?", "asterisk": "*", "slash": "/", "percent_sign": "%", "plus": "+", "minus": "-",
    "greater_than_sign": ">", "less_than_sign": "<", "full_stop": ".", "comma": ",", "colon": ":", "semicolon": ";",
    "number_sign": "#", "at": "@", "ampersand": "&", "equals_sign": "=", "exclamation_mark": "!", "dollar_sign": "$",
    "underscore": "_", "tilde": "~", "left_square_bracket": "[", "right_square_bracket": "]",
    "left_parenthesis": "(", "right_parenthesis": ")", "apostrophe": "'", "quotation_mark": '"', "vertical_line": "|",
}  # fmt: skip
"""Characters by Textual's names for their keys."""

_BARE = frozenset(
    [*(f"f{number}" for number in range(1, 13)), "enter", "escape", "tab", "space", "backspace", "delete", "insert"]
    + ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "shift+tab"]
)
"""Keys without a character that every terminal delivers."""

_SWALLOWED = {
    "ctrl+a": "GNU screen uses it",
    "ctrl+b": "tmux uses it",
    "ctrl+c": "terminals use it to stop programs",
    "ctrl+h": "some terminals send it for Backspace",
    "ctrl+i": "terminals send Tab for it",
    "ctrl+m": "terminals send Enter for it",
    "ctrl+s": "terminals use it to pause output",
}
"""Combinations with Ctrl that some terminals don't deliver, and why."""

_MODIFIERS_BEFORE = re.compile(r"^(?:(?:ctrl|alt|shift|super|hyper|meta)\+)++")


def keys_of(name: str, remapped: Remapped | None = None) -> str:
    """Return the keys of a name, separated by commas.

    Args:
        name: its name.
        remapped: the author's own keys.
    """
    known = remapped or {}
    keys = known.get(name, KEYS[name].keys)
    return _NAMED.sub(lambda found: keys_of(found[1], known), keys)


def keymap(remapped: Remapped) -> dict[str, str]:
    """Return the keys of every name that the author's own keys change, directly or through another name."""
    found = {name: keys_of(name, remapped) for name in KEYS}
    return {name: keys for name, keys in found.items() if keys != keys_of(name)}


def undelivered(key: str) -> str:
    """Return why some terminals don't deliver a key; empty if all do."""
    if key in _BARE or len(key) == 1 or key in _WORDS:
        return ""
    if re.fullmatch(r"ctrl\+[a-z]", key):
        return _SWALLOWED.get(key, "")
    return "plain terminals can't tell it from another key"


def is_key(key: str) -> bool:
    """Return whether this text can name a key."""
    key = _MODIFIERS_BEFORE.sub("", key)
    named = key in _BARE or key in _WORDS or re.fullmatch(r"f([1-9]|1\d|2[0-4])", key) is not None
    return named or (len(key) == 1 and key.isprintable() and not key.isspace())


SPELLED = (*sorted(_BARE), *_WORDS, *(f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"))
"""Keys as a config file spells them."""

_CHARACTERS = {character: name for name, character in _WORDS.items()}


def spelled(words: str) -> str:
    """Return Textual's name for a key, however an author spells it: `F12`, `Ctrl-R`, `?`."""
    if len(words) == 1:
        return _CHARACTERS.get(words, words)
    *modifiers, last = re.split(r"[+-](?=.)", words)
    last = _CHARACTERS.get(last, last if len(last) == 1 and not modifiers else last.lower())
    return "+".join([*(_MODIFIERS.get(part.lower(), part.lower()) for part in modifiers), last])


_MODIFIERS = {"control": "ctrl", "c": "ctrl", "option": "alt", "m": "alt", "s": "shift"}


def never_arrives(key: str) -> bool:
    """Return whether no terminal sends this key as itself."""
    *modifiers, _ = key.split("+") if len(key) > 1 else [key]
    return key in ("ctrl+i", "ctrl+m") or len(set(modifiers)) < len(modifiers)


def is_for_writing(key: str) -> bool:
    """Return whether typing needs this key: for a character, or to move within a text or between fields."""
    return types_something(key) or (key in _BARE and not re.fullmatch(r"f\d+|escape|insert", key))


def types_something(key: str) -> bool:
    """Return whether a key types a character in a text field."""
    return len(key) == 1 or key in _WORDS or key == "space"


def clashes(remapped: Remapped) -> Iterator[tuple[str, str, str]]:
    """Yield each conflict of the author's keys on one screen: the name, the key, and the other name on that key."""
    for name in remapped:
        for key in keys_of(name, remapped).split(","):
            for other in KEYS:
                if other == name or not _meet(name, other) or _usual(name, other, key):
                    continue
                if key in keys_of(other, remapped).split(","):
                    yield name, key, other


def _usual(one: str, other: str, key: str) -> bool:
    """Return whether two names may share a key: one closes what the other opens, or they share it by default."""
    follows = other in _NAMED.findall(KEYS[one].keys) or one in _NAMED.findall(KEYS[other].keys)
    return follows or key in set(keys_of(one).split(",")) & set(keys_of(other).split(","))


def _meet(name: str, other: str) -> bool:
    """Return whether two keys can be active on the same screen: one is global, or both belong to that screen."""
    mine, yours = name.rpartition(".")[0], other.rpartition(".")[0]
    if mine and yours:
        return mine == yours or {mine, yours} in _TOGETHER
    everywhere, place = (name, yours) if not mine else (other, mine)
    return place not in _APART or everywhere in ("help", "quit", "palette")


_APART = frozenset(
    {"home", "new", "paste", "files", "adopt", "import", "read_in", "pick", "preview", "versions", "keeping", "help"}
)
"""Screens on which help, quit, and the commands are the only global keys."""


_TOGETHER = ({"grid", "event"}, {"grid", "action"})

_SHORT = {"escape": "Esc"}
"""Keys whose label is shorter than what Textual calls them."""


def shown(key: str) -> str:
    """Return a key as people write it: `F7`, `Ctrl+F`, `Esc`, `?`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    last = _WORDS.get(last, last)
    last = last if len(last) == 1 and not modifiers else _SHORT.get(last, last.capitalize())
    return "+".join([*(part.capitalize() for part in modifiers), last])


FIXED = {"milestone.started": "S", "milestone.detected": "D", "milestone.resolved": "R"}
"""Keys that can't be remapped, by the names that advice uses for them."""


class KeyMap:
    """The keys of an author: pmtui's own, but for those that the author has remapped."""

    def __init__(self, remapped: Remapped | None = None) -> None:
        """Make a key map.

        Args:
            remapped: the author's own keys.
        """
        self.remapped: Remapped = dict(remapped or {})

    def bare(self, action: str) -> str:
        """Return an action's first key that every terminal delivers, as people write it: `F8`, `Esc`, `o`."""
        if action in FIXED:
            return FIXED[action]
        keys = keys_of(action, self.remapped).split(",")
        return shown(next((key for key in keys if not undelivered(key)), keys[0]))

    def name(self, action: str) -> str:
        """Return the key of an action for a sentence, where a single character is in backticks: `F8`, "`o`"."""
        key = self.bare(action)
        return f"`{key}`" if len(key) == 1 else key

    def filled(self, text: str) -> str:
        """Return Markdown that pmtui wrote, with each action in braces (`{mark}`) replaced by its key, in bold."""
        return _NAMED.sub(lambda found: _in_bold(self.bare(found[1])), text)

    def legend(self, labels: Mapping[str, str]) -> str:
        """Return one line of keys with short labels, given as labels by action."""
        return "  ".join(f"{self.bare(action)} {label}" for action, label in labels.items())

    def told(self, advice: Advice) -> str:
        """Return a message with the keys for what it advises."""
        return advice.told(self._way)

    def _way(self, advice: Advice) -> str:
        """Return how to do something: `press F9, then Ctrl+R,`."""
        keys = ", then ".join(self.name(action) for action in advice.actions)
        parts = ["press", keys + ("," if len(advice.actions) > 1 and not advice.how else ""), advice.how]
        return " ".join(part for part in parts if part)


def _in_bold(key: str) -> str:
    """Return a key in Markdown; a character that Markdown might read as its own is code instead."""
    return f"**{key}**" if key.replace("+", "").isalnum() else f"`{key}`"
