"""Starts a postmortem: its title and its template."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pmtui import paths
from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import EntryError, PmtuiError
from pmtui.model.edit import Set, apply
from pmtui.model.postmortem import Postmortem
from pmtui.session.defaults import filled
from pmtui.session.machine_zone import zone_to_offer
from pmtui.session.templates import default_template, load_template
from pmtui.storage import draft_folder, last_position
from pmtui.storage.draft_file import Draft
from pmtui.template import lookup
from pmtui.template.input_parsing import zone_typed
from pmtui.text import visible
from pmtui.tui.binding import bind, key_name
from pmtui.tui.drawing import wrapped
from pmtui.tui.messages import OpenDraft
from pmtui.tui.textual_workarounds import CompactList, LeanScreen
from pmtui.tui.widgets.clearable_line import ClearableLine
from pmtui.tui.widgets.key_line import KeyLine

_AROUND = 9
"""Columns of the screen that a description can't use: margins, the list's padding and scrollbar, its indent."""

_MOST_LINES = 6
"""Lines of a description, or of why a template can't be used."""


class _Templates(CompactList):
    """The templates; the footer shows the key that creates a draft."""

    BINDINGS = [bind("new.begin", "select")]


class NewScreen(LeanScreen[None]):
    """Asks for a title and a template, and creates the draft."""

    CSS_PATH = "new.tcss"
    AUTO_FOCUS = ""
    HELP = """\
## New postmortem

The template sets the questions and the layout. You can switch templates later without losing answers.

If your machine's time zone isn't UTC and your config doesn't name one (`timezone`), you're asked once in which zone the
incident's times are. Type a city, an abbreviation, or `UTC`; in the draft, the timeline section has the answer.

Press {new.adopt} to use your organization's own template.
"""
    BINDINGS = [
        bind("new.other", "other"),
        bind("new.adopt", "adopt"),
        bind("new.close", "close"),
    ]

    def __init__(
        self,
        folder: Path,
        today: Callable[[], date],
        active: ActiveConfig,
        *,
        example: bool,
        within: Confinement | None = None,
        template: str = "",
    ) -> None:
        """Make the screen for a folder.

        Args:
            folder: where the draft will be.
            today: returns the date.
            active: the config.
            example: start with a complete example instead of a blank draft.
            within: the folder that the draft must be in; None for any.
            template: the template to select, which is the first then; the default one if it's empty.
        """
        super().__init__()
        self.folder = folder
        self.today = today
        self.active = active
        self.example = example
        self.within = within
        self.usual, self._off = _usual(active) if not example else (lookup.DEFAULT, "")
        chosen = template or self.usual  # comes first: at the end of the list, only part of it would be visible
        self.names = sorted(lookup.BUILTIN if example else lookup.names(), key=lambda name: name != chosen)

    def compose(self) -> ComposeResult:
        """Yield the title, the templates with their descriptions, and the keys."""
        heading = "Complete example" if self.example else "New postmortem"
        yield Static(heading, id="title", markup=False)
        with Vertical(id="form"):
            if not self.example:
                typed = last_position.recall_title(self.folder)
                more = "This is what you typed last time." if typed else "You can leave it blank."
                yield Static(f"What is the incident called? {more}", markup=False)
                placeholder = "service and symptom"
                yield Input(typed, placeholder, id="name", compact=True, select_on_focus=False)
                yield from self._compose_zone()
            yield Static(
                f"Choose a template, then press {key_name(self, 'new.begin')} to create the draft.",
                markup=False,
                classes="ask",
            )
            yield _Templates(*(Option(self._words(name), id=name) for name in self.names), markup=False)
            yield Static(visible(self._off), id="problem", markup=False)
        yield KeyLine()

    def _compose_zone(self) -> Iterator[Widget]:
        """Yield the question for the time zone, answered with the machine's, unless the config answers it."""
        known = self.active.known
        is_answered = bool(known.timezone or "incident.timezone" in known.organization)
        zone = "" if is_answered else zone_to_offer(is_shared=self.within is not None)
        if zone:
            words = "Which time zone? This is your machine's; or type another: UTC, Berlin, PST."
            yield Static(words, markup=False, classes="ask")
            yield ClearableLine(zone, id="zone")

    def _words(self, name: str) -> Content:
        try:
            settings = load_template(name, self.active).settings
        except PmtuiError as error:
            return self._indented(name, "", f"Can't be used: {error}")
        default = "  (default)" if name == self.usual else ""
        return self._indented(f"{settings.title}", f"  {name}{default}", settings.description)

    def _indented(self, title: str, beside: str, words: str) -> Content:
        """Return an option: its title, and what it is, indented below it."""
        room = max(1, self.app.size.width - _AROUND)
        lines = wrapped(visible(words), room, room, _MOST_LINES)
        return Content.assemble((title, "bold"), beside, *(f"\n  {line}" for line in lines))

    def on_mount(self) -> None:
        templates = self.query_one(OptionList)
        templates.highlighted = 0
        (self.query_one("#name") if not self.example else templates).focus()

    def on_resize(self) -> None:
        """Wrap the descriptions at the present width."""
        templates = self.query_one(OptionList)
        for index, name in enumerate(self.names):
            templates.replace_option_prompt_at_index(index, self._words(name))

    @on(Input.Changed, "#name")
    def _typed(self, event: Input.Changed) -> None:
        """Save the title with each key, before a draft exists to hold it."""
        event.stop()
        last_position.remember_title(self.folder, event.value)

    @on(Input.Submitted, "#name")
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    @on(Input.Submitted, "#zone")
    def _zone_given(self, event: Input.Submitted) -> None:
        """Go on, if it names a zone."""
        event.stop()
        try:
            event.input.value = zone_typed(event.value.strip())
        except EntryError as error:
            self._complain(error)
        else:
            self.query_one("#problem", Static).update("")
            self.query_one(OptionList).focus()

    def _complain(self, error: Exception) -> None:
        self.query_one("#problem", Static).update(visible(str(error)))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        try:
            path = self._create(self.names[event.option_index])
        except (PmtuiError, EntryError) as error:
            self._complain(error)
            return
        self.app.pop_screen()
        self.app.post_message(OpenDraft(path))

    def _create(self, name: str) -> Path:
        load_template(name, self.active)
        if self.example:
            draft = draft_folder.load(paths.builtin_templates() / "examples" / f"{name}{paths.DRAFT_SUFFIX}")
            title = f"example {name}"
        else:
            title = self.query_one("#name", Input).value.strip()
            postmortem = apply(Postmortem(), Set(path="incident.title", value=title))
            for line in self.query("#zone").results(Input):
                postmortem = apply(postmortem, Set(path="incident.timezone", value=zone_typed(line.value.strip())))
            draft = Draft(name, filled(postmortem, self.active))
        path = draft_folder.free_path(self.folder, self.today(), title)
        draft_folder.create(path, draft, within=self.within)
        if not self.example:
            last_position.remember_title(self.folder, "")
        return path

    def on_key(self, event: Key) -> None:
        """Go from the first template back to what is above it on Up, and in the lines as Tab does."""
        templates = self.query_one(OptionList)
        if event.key == "up" and templates.has_focus and templates.highlighted == 0:
            event.prevent_default()
            event.stop()
            if not self.example:
                self.focus_previous()
        elif isinstance(self.focused, Input) and event.key in ("up", "down"):
            event.stop()
            (self.focus_previous if event.key == "up" else self.focus_next)()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer an own template for a new postmortem only, and only where any file may be read."""
        return not self.example if action == "other" else action != "adopt" or not (self.example or self.within)

    def action_other(self) -> None:
        self.focus_next()

    def action_adopt(self) -> None:
        """Ask for a template of the author's organization in the place of this screen; the title is kept."""
        from pmtui.tui.screens.adopt import AdoptFileScreen

        self.app.switch_screen(AdoptFileScreen(Path.cwd(), None))

    def action_close(self) -> None:
        self.app.pop_screen()


def _usual(active: ActiveConfig) -> tuple[str, str]:
    """Return the default template, and any problem with the one that the config names."""
    try:
        return default_template(active), ""
    except PmtuiError as error:
        return lookup.DEFAULT, str(error)
