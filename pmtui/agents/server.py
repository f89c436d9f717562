"""The Model Context Protocol server: offers `Tools` to an agent over standard input and output, and to no one else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from pmtui import __version__
from pmtui.agents.tools import Tools
from pmtui.errors import PmtuiError, Refused
from pmtui.template.dialects import DialectName

_INSTRUCTIONS = """\
pmtui writes incident postmortems. A draft holds answers by path (summary, incident.title) and rows by ID
(timeline.k3m9ax.event). Write only what you know: mark the rest.

Work like this: list_drafts; open_questions, which says how to answer each question; add_rows for events, actions,
causes, and other tables; set_answers for the rest, and for fields of rows, such as timeline.k3m9ax.milestones
(pmtui computes durations and most figures from them: started, detected, acknowledged, mitigated, resolved); check,
until nothing is left that you can answer. Mark what you can't answer: not_applicable, unknown with the reason, or
waiting with a name.

Each call changes everything it's asked to, or nothing, and says why. What you write is marked for a person to check.
You can't change what a person wrote, or a final document, unless whoever started this server allowed it."""

_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_WRITES = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)


def _told(work: Callable[..., Any]) -> Callable[..., Any]:
    """Return a tool that tells the agent what went wrong, instead of that something did."""

    @wraps(work)
    def tool(*args: Any, **kwargs: Any) -> Any:
        try:
            return work(*args, **kwargs)
        except Refused as error:
            raise ToolError("\n".join([*map(str, error.refusals), "Nothing was changed."])) from error
        except (PmtuiError, OSError) as error:
            raise ToolError(str(error)) from error

    return tool


def _name(context: Context[Any, Any]) -> str:
    """Return what the agent calls itself; empty if it doesn't say."""
    params = context.session.client_params
    return params.client_info.name if params is not None else ""


class _AgentTools:
    """The tools as an agent sees them: their names, arguments, and docstrings are sent to it.

    Args:
        tools: what they do.
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def list_drafts(self) -> list[dict[str, Any]]:
        """List the drafts in the folder: name, title, status, template, and how many questions are open."""
        return self._tools.list_drafts()

    def open_questions(self, draft: str) -> list[dict[str, Any]]:
        """List what is left to answer in a draft: path, kind, choices, guidance, example, and how to answer it."""
        return self._tools.open_questions(draft)

    def read_answers(self, draft: str, paths: list[str] | None = None) -> list[dict[str, Any]]:
        """Read the answers of a draft, and the rows of its tables with their paths: all, or those at some paths."""
        return self._tools.read_answers(draft, paths or [])

    def set_answers(
        self, draft: str, answers: dict[str, Any], context: Context[Any, Any], unset: list[str] | None = None
    ) -> dict[str, Any]:
        """Set answers by path, all of them or none; also fields of rows: {"timeline.k3m9ax.milestones": ["detected"]}.

        Values are text, numbers, true or false, or lists of texts. {"mark": "unknown", "note": "no logs"} marks a
        question instead (not_applicable, unknown with a reason, waiting with a name). `unset` clears answers and
        removes rows.
        """
        return self._tools.set_answers(draft, answers, unset or [], _name(context))

    def add_rows(
        self,
        draft: str,
        table: str,
        lines: list[str],
        context: Context[Any, Any],
        under: str | None = None,
        track: str = "",
    ) -> dict[str, Any]:
        """Add rows to a table, all of them or none; returns their paths.

        events: "14:32 what happened | what was done", or "+5 ...", "~14:00 ...", "2026-03-07 14:32 ...".
        actions: "what will be done @owner 2026-03-27 P1 #prevent".
        causes: each line answers why the one before it happened, the first one why the cause `under` did (its ID;
        empty for the top). Start a line with "and" or "or" for another answer to the same question. track: happened,
        not_caught, or slow_recovery.
        Any other table, by its path: its cells in the order of its columns, with | between them.
        """
        return self._tools.add_rows(draft, table, lines, under, track, _name(context))

    def add_events_from_file(
        self, draft: str, file: str, context: Context[Any, Any], kind: str = "", zone: str = ""
    ) -> dict[str, Any]:
        """Add events from a file in the folder that another tool exported (chat, pager, alerts, logs, git, CSV, ...).

        The kind is recognized; noise is left out and counted; the same event is never added twice. Milestones are only
        suggested: set them with set_answers.
        """
        return self._tools.import_file(draft, file, kind, zone, _name(context))

    def check(self, draft: str, status: str = "") -> list[dict[str, Any]]:
        """Review a draft as a careful reviewer would; status: check it as draft, review, or final."""
        return self._tools.check(draft, status)

    def figures(self, draft: str) -> dict[str, Any]:
        """Show the computed figures of a draft: state, value, formula, and the inputs that are missing."""
        return self._tools.figures(draft)

    def export(
        self, draft: str, write: bool = False, template: str = "", dialect: DialectName | None = None
    ) -> dict[str, Any]:
        """Return a draft's document as Markdown; with `write`, write it to a new file next to the draft.

        The dialect names the reader of Markdown: github, gitlab, mkdocs, backstage, docusaurus or commonmark.
        """
        return self._tools.export(draft, write=write, template=template, dialect=dialect)


def build_server(tools: Tools) -> MCPServer[Any]:
    """Return the server for a folder's tools.

    Args:
        tools: what agents can do.
    """
    server: MCPServer[Any] = MCPServer(
        "pmtui", instructions=_INSTRUCTIONS, version=__version__, log_level="WARNING", subscriptions=False
    )
    shown = _AgentTools(tools)
    reading: list[Callable[..., Any]] = [
        shown.list_drafts, shown.open_questions, shown.read_answers, shown.check, shown.figures,
    ]  # fmt: skip
    writing: list[Callable[..., Any]] = [shown.set_answers, shown.add_rows, shown.add_events_from_file, shown.export]
    for tool in reading:
        server.add_tool(_told(tool), annotations=_READS)
    for tool in writing:
        server.add_tool(_told(tool), annotations=_WRITES)
    return server


def run(tools: Tools) -> None:
    """Serve one agent over standard input and output, until it closes them."""
    build_server(tools).run("stdio")
