"""Every key of the app: its name in a config file, the keys that it is on, and what it does, in words.

The screens bind their actions to these names (`pmtui.tui.binding`); an author's `[keys]` puts them on other keys. A key
that means the same everywhere has one name: F7 goes on, F8 to what is open, Ctrl+Z back.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """What a name stands for.

    Attributes:
        keys: the keys that do it, separated by commas, as Textual calls them; a name in braces stands for its keys.
        label: what the footer says.
        does: what it does, in a few words; may be empty.
    """

    keys: str
    label: str
    does: str = ""


KEYS: dict[str, Key] = {
    "help": Key("f1", "Help", "What this screen is for, and its keys"),
    "next": Key("f7", "Next", "The next section, question, or view"),
    "before": Key("f6", "Before", "The section or question before"),
    "to_do": Key("f8", "To do", "What is open"),
    "mark": Key("f4", "Mark", "Not applicable, unknown, waiting"),
    "go_to": Key("f2", "Go to", "Go to any section"),
    "view": Key("f3", "View", "See the whole document"),
    "file": Key("f5", "File", "Saving, recovery"),
    "finish": Key("f9", "Finish", "Status, signatures, document"),
    "editor": Key("f10", "Editor", "Write it in your own editor"),
    "review": Key("ctrl+f", "Review", "What reviewers would ask"),
    "build": Key("ctrl+g", "Build", "The builder of what the cursor is at: causes, actions, figures"),
    "undo": Key("ctrl+z", "Undo"),
    "redo": Key("ctrl+y", "Redo"),
    "drafts": Key("ctrl+o", "Drafts"),
    "quit": Key("ctrl+q", "Quit"),
    "palette": Key("ctrl+p", "Commands", "Everything that can be done here, by name"),
    "other_reading": Key("ctrl+r", "Other reading", "Read it otherwise: a time, a line, a question"),
    "home.new": Key("n", "New"),
    "home.open": Key("enter", "Open"),
    "home.example": Key("e", "Example"),
    "home.path": Key("o", "Open a file"),
    "home.again": Key("r", "Look again"),
    "new.begin": Key("enter", "Begin"),
    "new.other": Key("tab", "Title or template"),
    "new.close": Key("escape", "Back"),
    "interview.leave_outline": Key("escape", "Back to the form"),
    "entry.table": Key("up", "Table"),
    "entry.cancel": Key("escape", "Clear"),
    "grid.edit": Key("enter", "Edit"),
    "grid.line": Key("escape", "To the line"),
    "grid.add": Key("a,insert", "Add", "Add a row below this one"),
    "grid.remove": Key("d,delete", "Remove"),
    "grid.select": Key("space", "Select", "Select this row, or no longer"),
    "grid.all": Key("ctrl+a,asterisk", "Select all", "All, or none"),
    "grid.copy": Key("c", "Copy", "A second one below it"),
    "grid.up": Key("alt+up,K", "Move up"),
    "grid.down": Key("alt+down,J", "Move down"),
    "event.join": Key("j", "Join", "Join the selected, or with the next"),
    "event.split": Key("x", "Split", "Split at the first break"),
    "event.shift": Key("o", "Shift times", "A clock ran wrong"),
    "event.sort": Key("t", "Sort", "Put all in order of time"),
    "event.learned": Key("l", "Learned later", "When it was learned"),
    "event.share": Key("percent_sign", "Share failing"),
    "event.zone": Key("z", "Zone", "Show times in UTC, the incident's zone, or mine"),
    "event.paste": Key("p", "Paste", "Make events of lines from elsewhere"),
    "action.status": Key("s", "Status", "The next status"),
    "action.priority": Key("p", "Priority", "The next priority"),
    "action.goal": Key("g", "Goal", "What it is for"),
    "action.horizon": Key("h", "Horizon", "When it lands"),
    "action.owner": Key("o", "Owner", "Who sees to it"),
    "action.due": Key("u", "Due", "By when: fri, +2w, end of quarter"),
    "action.tracker": Key("l", "Ticket", "Where it's tracked"),
    "action.decline": Key("x", "Decline", "Decline it, for a reason"),
    "action.causes": Key("A", "Causes", "Which causes it addresses"),
    "action.sort": Key("t", "Sort", "By due date, priority, owner, status"),
    "action.filter": Key("slash", "Filter", "Show only some"),
    "row.add": Key("a,insert", "Add"),
    "row.edit": Key("enter", "Edit"),
    "row.remove": Key("d,delete", "Remove"),
    "row.up": Key("alt+up,K", "Move up"),
    "row.down": Key("alt+down,J", "Move down"),
    "row.leave": Key("escape", "Table"),
    "form.leave": Key("escape", "Done"),
    "mark.close": Key("escape", "Back to the answer"),
    "summary.open": Key("enter", "Ask why", "Open the causes builder"),
    "causes.close": Key("{build}", "Leave", "Back to the interview"),
    "causes.back": Key("escape", "Back", "To the line, then to the interview"),
    "causes.edit": Key("enter", "Edit"),
    "causes.answer": Key("a,insert", "Answer", "Add an answer to why that was so"),
    "causes.remove": Key("d,delete", "Remove", "With all that hangs on it"),
    "causes.trigger": Key("T", "Trigger"),
    "causes.factor": Key("C", "Factor"),
    "causes.root": Key("R", "Root cause", "Mark it as a root cause"),
    "causes.no_role": Key("N", "No mark"),
    "causes.joint": Key("j", "Joint", "Were all its answers needed, or either?"),
    "causes.group": Key("g", "Group", "Group it with the answer above, or take it out"),
    "causes.evidence": Key("e", "Evidence", "Pick events that show it"),
    "causes.actions": Key("A", "Actions", "Link actions to it"),
    "causes.chain": Key("w", "5 Whys", "The document's whys end here"),
    "causes.cut": Key("x", "Cut"),
    "causes.paste": Key("v", "Paste under"),
    "causes.fold": Key("space", "Fold"),
    "causes.up": Key("alt+up,K", "Move up"),
    "causes.down": Key("alt+down,J", "Move down"),
    "causes.indent": Key("greater_than_sign", "Deeper"),
    "causes.outdent": Key("less_than_sign", "Higher"),
    "causes.import": Key("i", "Read in", "Read in whys from a text"),
    "figures.known": Key("ctrl+t", "Known", "Fill the blanks with what is known of the service or the organisation"),
    "figures.remember": Key("ctrl+n", "Remember", "Keep these inputs for the next incident"),
    "figures.close": Key("escape,{build}", "Back", "Back to the interview"),
    "figures.state": Key("enter", "State it", "Say what it is, with a reason"),
    "figures.computed": Key("c", "Take computed", "Put the computed value in"),
    "stating.leave": Key("escape", "Figures"),
    "review.jump": Key("enter", "Go there"),
    "review.close": Key("{review},escape", "Back"),
    "review.waive": Key("w", "Waive", "Let it stand, for a reason; or no longer"),
    "review.status": Key("s", "Hold to", "What counts in a final document"),
    "review.copy": Key("c", "Copy", "Copy the open questions, to be sent round"),
    "finish.follow_up": Key("f6", "Follow-up", "After some weeks"),
    "finish.revise": Key("ctrl+r", "Record", "Record what changed since the document was signed off as a revision"),
    "finish.template": Key("ctrl+t", "Keep template"),
    "finish.free_name": Key("ctrl+n", "Free name"),
    "finish.close": Key("{finish},escape", "Back"),
    "follow_up.close": Key("{finish.follow_up},escape", "Back"),
    "actions.close": Key("{build},escape", "Back"),
    "paste.event": Key("e", "Event"),
    "paste.words": Key("w", "Words"),
    "paste.detail": Key("d", "Detail"),
    "paste.leave": Key("x", "Leave out"),
    "paste.other": Key("r", "Other reading"),
    "paste.edit": Key("ctrl+e", "Text"),
    "paste.close": Key("escape", "Back"),
    "read_in.take": Key("ctrl+j", "Take"),
    "read_in.close": Key("escape", "Back"),
    "pick.tick": Key("space", "Tick"),
    "pick.take": Key("enter", "Done"),
    "pick.close": Key("escape", "Back"),
    "preview.close": Key("escape,{view},q", "Back"),
    "preview.source": Key("s", "Markdown or rendered"),
    "preview.copy": Key("c", "Copy all", "Copy the whole document, as Markdown"),
    "preview.copy_section": Key("C", "Copy section", "Copy the section at the top, as Markdown"),
    "versions.mine": Key("left", "Yours"),
    "versions.theirs": Key("right", "The file's"),
    "versions.all_mine": Key("m", "All yours"),
    "versions.all_theirs": Key("f", "All the file's"),
    "versions.close": Key("escape", "Back, undecided"),
    "keeping.close": Key("escape,{file}", "Back"),
    "help.close": Key("{help},escape,q,question_mark", "Back"),
}
"""The keys by name. What stands before the dot is the screen or the table that the key is for."""

Remapped = Mapping[str, str]
"""Keys by name, as an author has them otherwise."""

_NAMED = re.compile(r"\{([a-z_.]+)\}")

_WORDS = {
    "question_mark": "?", "asterisk": "*", "slash": "/", "percent_sign": "%", "plus": "+", "minus": "-",
    "greater_than_sign": ">", "less_than_sign": "<", "full_stop": ".", "comma": ",", "colon": ":", "semicolon": ";",
    "number_sign": "#", "at": "@", "ampersand": "&", "equals_sign": "=", "exclamation_mark": "!", "dollar_sign": "$",
    "underscore": "_", "tilde": "~", "left_square_bracket": "[", "right_square_bracket": "]",
    "left_parenthesis": "(", "right_parenthesis": ")", "apostrophe": "'", "quotation_mark": '"', "vertical_line": "|",
}  # fmt: skip
"""Characters by what Textual calls their keys."""

_BARE = frozenset(
    [*(f"f{number}" for number in range(1, 13)), "enter", "escape", "tab", "space", "backspace", "delete", "insert"]
    + ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "shift+tab"]
)
"""Keys without a character that every terminal delivers."""

_SWALLOWED = {
    "ctrl+a": "GNU screen keeps it for itself",
    "ctrl+b": "tmux keeps it for itself",
    "ctrl+c": "terminals stop programs with it",
    "ctrl+h": "some terminals send it for Backspace",
    "ctrl+i": "terminals send Tab for it",
    "ctrl+m": "terminals send Enter for it",
    "ctrl+s": "terminals stop their output with it",
}
"""Combinations with Ctrl that don't arrive everywhere, and why."""

_MODIFIERS_BEFORE = re.compile(r"^(?:(?:ctrl|alt|shift|super|hyper|meta)\+)++")


def keys_of(name: str, remapped: Remapped | None = None) -> str:
    """Return the keys that a name is on, separated by commas.

    Args:
        name: its name.
        remapped: what the author has otherwise.
    """
    known = remapped or {}
    keys = known.get(name, KEYS[name].keys)
    return _NAMED.sub(lambda found: keys_of(found[1], known), keys)


def keymap(remapped: Remapped) -> dict[str, str]:
    """Return the keys of every name that the author's own keys change, itself or because it follows another."""
    found = {name: keys_of(name, remapped) for name in KEYS}
    return {name: keys for name, keys in found.items() if keys != keys_of(name)}


def undelivered(key: str) -> str:
    """Return why a key doesn't arrive in every terminal, or an empty string where it does."""
    if key in _BARE or len(key) == 1 or key in _WORDS:
        return ""
    if re.fullmatch(r"ctrl\+[a-z]", key):
        return _SWALLOWED.get(key, "")
    return "plain terminals don't tell it from another key"


def is_key(key: str) -> bool:
    """Say whether a key can be meant by these words."""
    key = _MODIFIERS_BEFORE.sub("", key)
    named = key in _BARE or key in _WORDS or re.fullmatch(r"f([1-9]|1\d|2[0-4])", key) is not None
    return named or (len(key) == 1 and key.isprintable() and not key.isspace())


SPELLED = (*sorted(_BARE), *_WORDS, *(f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"))
"""Keys as they are written in a config file."""

_CHARACTERS = {character: name for name, character in _WORDS.items()}


def spelled(words: str) -> str:
    """Return a key as Textual calls it, however an author has written it: `F12`, `Ctrl-R`, `?`."""
    if len(words) == 1:
        return _CHARACTERS.get(words, words)
    *modifiers, last = re.split(r"[+-](?=.)", words)
    last = _CHARACTERS.get(last, last if len(last) == 1 and not modifiers else last.lower())
    return "+".join([*(_MODIFIERS.get(part.lower(), part.lower()) for part in modifiers), last])


_MODIFIERS = {"control": "ctrl", "c": "ctrl", "option": "alt", "m": "alt", "s": "shift"}


def never_arrives(key: str) -> bool:
    """Say whether no terminal sends a key as itself."""
    *modifiers, _ = key.split("+") if len(key) > 1 else [key]
    return key in ("ctrl+i", "ctrl+m") or len(set(modifiers)) < len(modifiers)


def is_for_writing(key: str) -> bool:
    """Say whether somebody who writes needs a key: for a character, or to move in the text and between the fields."""
    return types_something(key) or (key in _BARE and not re.fullmatch(r"f\d+|escape|insert", key))


def types_something(key: str) -> bool:
    """Say whether a key writes a character where text is typed."""
    return len(key) == 1 or key in _WORDS or key == "space"


def clashes(remapped: Remapped) -> Iterator[tuple[str, str, str]]:
    """Yield the author's names that are on a key that another name has on the same screen: name, key, the other."""
    for name in remapped:
        for key in keys_of(name, remapped).split(","):
            for other in KEYS:
                if other == name or not _meet(name, other) or _usual(name, other, key):
                    continue
                if key in keys_of(other, remapped).split(","):
                    yield name, key, other


def _usual(one: str, other: str, key: str) -> bool:
    """Say whether two names may share a key: one closes what the other opens, or they share it as they come."""
    follows = other in _NAMED.findall(KEYS[one].keys) or one in _NAMED.findall(KEYS[other].keys)
    return follows or key in set(keys_of(one).split(",")) & set(keys_of(other).split(","))


def _meet(name: str, other: str) -> bool:
    """Say whether two keys are there on the same screen: one is everywhere, or both are the same screen's."""
    mine, yours = name.rpartition(".")[0], other.rpartition(".")[0]
    if mine and yours:
        return mine == yours or {mine, yours} in _TOGETHER
    everywhere, place = (name, yours) if not mine else (other, mine)
    return place not in _APART or everywhere in ("help", "quit", "palette")


_APART = frozenset({"home", "new", "paste", "read_in", "pick", "preview", "versions", "keeping", "help"})
"""Screens of their own, on which of the keys that are everywhere only help, quit and the commands hold."""


_TOGETHER = ({"grid", "event"}, {"grid", "action"})


def shown(key: str) -> str:
    """Return a key as it is written for people: `F7`, `Ctrl+F`, `?`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    last = _WORDS.get(last, last)
    last = last if len(last) == 1 and not modifiers else last.capitalize()
    return "+".join([*(part.capitalize() for part in modifiers), last])


def legend(words: Mapping[str, str]) -> str:
    """Return a line of keys with what they do, in short words by the keys' names."""
    return "  ".join(f"{key_name(name)} {does}" for name, does in words.items())


_CURRENT: dict[str, str] = {}
"""The author's own keys, in the app that runs."""


def use(remapped: Remapped) -> None:
    """Let `with_own_keys` speak of the author's own keys from now on."""
    _CURRENT.clear()
    _CURRENT.update(remapped)


def key_name(name: str) -> str:
    """Return the first key of a name, as it's written for people, as the author has it."""
    return shown(keys_of(name, _CURRENT).split(",")[0])


def with_custom_keys(words: str) -> str:
    """Return words of ours with the keys that they name as the author has them."""
    if not _CURRENT:
        return words
    own = {shown(KEYS[name].keys): key_name(name) for name in _CURRENT if "." not in name}
    return re.sub(r"\b(F\d+|Ctrl\+[A-Z])\b", lambda found: own.get(found[0], found[0]), words)
