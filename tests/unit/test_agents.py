"""`pmtui mcp`: what an agent can do in its folder, and that it can do nothing else."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import pytest

from pmtui.agents.tools import Tools
from pmtui.cli.main import main
from pmtui.config import ActiveConfig
from pmtui.errors import FileError, PmtuiError, Refused, UsageError
from pmtui.model.postmortem import Postmortem
from pmtui.storage import backups, draft_folder
from pmtui.storage.draft_file import Draft

RECORD: dict[str, Any] = {
    "incident": {"title": "Login fails", "date": "2026-03-07"},
    "summary": "A person wrote this.",
    "timeline": [{"id": "a1", "at": "2026-03-07T14:00:00Z", "event": "Deployment begins"}],
}
LOG = "\n".join(
    json.dumps({"time": f"2026-03-07T14:0{n}:00Z", "level": "error", "msg": f"Pool exhausted {n}"}) for n in range(3)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of drafts, beside one that agents mustn't reach."""
    inside, outside = tmp_path / "drafts", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    draft_folder.create(inside / "d.toml", Draft("sre", Postmortem.model_validate(RECORD)))
    final = {**RECORD, "document": {"status": "final"}}
    draft_folder.create(inside / "final.toml", Draft("sre", Postmortem.model_validate(final)))
    draft_folder.create(outside / "other.toml", Draft("sre", Postmortem.model_validate(RECORD)))
    (inside / "log.jsonl").write_text(LOG)
    (outside / "log.jsonl").write_text(LOG)
    (inside / "link.toml").symlink_to(outside / "other.toml")
    (inside / "link.jsonl").symlink_to(outside / "log.jsonl")
    (inside / "away").symlink_to(outside)
    return inside


def tools_in(folder: Path, **rights: bool) -> Tools:
    return Tools(folder, ActiveConfig(), today=lambda: date(2026, 3, 9), **rights)


def held(folder: Path, name: str = "d.toml") -> Postmortem:
    return draft_folder.load(folder / name).postmortem


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


OUTSIDE = ["../outside/other", "../outside/other.toml", "/etc/passwd", "link", "link.toml", "away/other.toml", "~/x"]


@pytest.mark.parametrize("name", [*OUTSIDE, ".hidden", ".pmtui/x", "", "no-such-draft"])
def test_no_tool_leaves_the_folder_or_makes_a_draft(folder: Path, name: str) -> None:
    before = contents(folder.parent)
    tools = tools_in(folder, may_overwrite=True, may_change_final=True)
    for attempt in (
        lambda: tools.open_questions(name),
        lambda: tools.read_answers(name),
        lambda: tools.set_answers(name, {"summary": "x"}),
        lambda: tools.add_rows(name, "events", ["14:00 x"]),
        lambda: tools.import_file(name, "log.jsonl"),
        lambda: tools.check(name),
        lambda: tools.figures(name),
        lambda: tools.export(name, write=True),
    ):
        with pytest.raises(PmtuiError):
            attempt()
    assert contents(folder.parent) == before


@pytest.mark.parametrize("file", ["../outside/log.jsonl", "link.jsonl", "away/log.jsonl", "/etc/passwd", "pipe", "."])
def test_no_file_from_elsewhere_is_read(folder: Path, file: str) -> None:
    os.mkfifo(folder / "pipe")
    with pytest.raises(PmtuiError):
        tools_in(folder).import_file("d", file)
    assert len(held(folder).timeline) == 1


def test_a_template_from_elsewhere_is_not_read(folder: Path) -> None:
    (folder.parent / "outside" / "t.md").write_text("secret")
    with pytest.raises(PmtuiError):
        tools_in(folder).export("d", template="../outside/t.md")


def test_what_an_agent_writes_is_marked_with_its_name(folder: Path) -> None:
    tools = tools_in(folder)
    tools.set_answers(
        "d", {"incident": {"id": "INC-1"}, "timeline.a1.milestones": ["started"]}, agent="claude\x1b[1m\n"
    )
    added = tools.add_rows("d", "events", ["14:05 Alert fires", "14:20 All well"], agent="claude")
    record = held(folder)
    assert set(record.unseen) == {"incident.id", "timeline.a1.milestones", *added["changed"]}
    assert "\n" not in "".join(record.unseen.values()) and "\x1b" not in "".join(record.unseen.values())
    rows = {row["path"]: row for row in tools.read_answers("d")}
    assert rows["incident.id"]["not_checked"].startswith("claude") and "not_checked" not in rows["summary"]
    assert [row.get("not_checked") for row in rows["timeline"]["rows"]] == [None, "claude", "claude"]
    assert rows["timeline"]["rows"][1]["event"] == "Alert fires"


def test_what_a_person_wrote_stays_unless_it_is_allowed(folder: Path) -> None:
    with pytest.raises(Refused, match="A person wrote or checked this"):
        tools_in(folder).set_answers("d", {"incident.id": "INC-1", "summary": "Mine"})
    with pytest.raises(Refused, match="A person wrote or checked this"):
        tools_in(folder).set_answers("d", {}, unset=["timeline.a1"])
    assert held(folder) == Postmortem.model_validate(RECORD)
    tools_in(folder, may_overwrite=True).set_answers("d", {"summary": "Mine"})
    assert held(folder).summary == "Mine"


def test_a_final_draft_stays_unless_it_is_allowed(folder: Path) -> None:
    before = (folder / "final.toml").read_bytes()
    tools = tools_in(folder)
    attempts: list[Callable[[], object]] = [
        lambda: tools.set_answers("final", {"incident.id": "INC-1"}),
        lambda: tools.add_rows("final", "events", ["14:05 x"]),
        lambda: tools.import_file("final", "log.jsonl"),
        lambda: tools.set_answers("d", {"document.status": "final"}),
    ]
    for attempt in attempts:
        with pytest.raises(PmtuiError, match="--allow-final"):
            attempt()
    assert (folder / "final.toml").read_bytes() == before
    tools_in(folder, may_change_final=True).set_answers("final", {"incident.id": "INC-1"})
    assert held(folder, "final.toml").incident.id == "INC-1"
    found = tools_in(folder).check("final")
    assert [finding["path"] for finding in found if finding["code"] == "S709"] == ["incident.id"]


def test_events_from_a_file_are_added_once_and_marked(folder: Path) -> None:
    tools = tools_in(folder)
    assert tools.import_file("d", "log.jsonl", agent="claude")["added"] == 3
    assert tools.import_file("d", "log.jsonl", agent="claude")["added"] == 0
    record = held(folder)
    assert len(record.timeline) == 4 and set(record.unseen.values()) == {"claude"}
    with pytest.raises(UsageError, match="No such kind of file"):
        tools.import_file("d", "log.jsonl", kind="logs")


def test_export_writes_a_new_file_and_never_over_one(folder: Path) -> None:
    tools = tools_in(folder)
    assert tools.export("d")["document"].startswith("# ")
    written = folder / tools.export("d", write=True)["file"]
    before = written.read_bytes()
    with pytest.raises(FileError, match="already exists"):
        tools.export("d", write=True)
    written.unlink()
    target = folder.parent / "outside" / "x.md"
    written.symlink_to(target)
    with pytest.raises(FileError):
        tools.export("d", write=True)
    assert not target.exists() and before


def test_export_writes_another_dialect(folder: Path) -> None:
    (folder / "own.md").write_text("---\nname: own\n---\n# {{ incident.title }}\n\n<!-- A comment -->\n")
    tools = tools_in(folder)
    assert "<!-- A comment -->" in tools.export("d", template="own.md")["document"]
    assert "{/* A comment */}" in tools.export("d", template="own.md", dialect="docusaurus")["document"]


def test_many_changes_keep_one_backup_of_the_draft_before_them(folder: Path) -> None:
    before = (folder / "d.toml").read_bytes()
    tools = tools_in(folder)
    for number in range(4):
        tools.set_answers("d", {"incident.id": f"INC-{number}"})
    assert [each.path.read_bytes() for each in backups.backups(folder / "d.toml")] == [before]
    (folder / "d.toml").write_bytes((folder / "d.toml").read_bytes() + b"# by hand\n")
    tools.set_answers("d", {"incident.id": "INC-9"})
    assert len(backups.backups(folder / "d.toml")) == 2


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda tools: tools.set_answers("d", {}), "Nothing to set"),
        (lambda tools: tools.check("d", "finished"), "No such status"),
        (lambda tools: tools.add_rows("d", "causes", ["x"], track="other"), "No such track"),
        (lambda tools: tools.add_rows("d", "events", ["14:00 x"] * 2001), "too many"),
        (lambda tools: tools.read_answers("d", ["sumary"]), "Did you mean 'summary'?"),
        (lambda tools: tools.import_file("d", "log.jsonl", zone="Berlin/Europe"), "Unknown time zone"),
    ],
)
def test_errors_name_what_was_not_understood(folder: Path, attempt: Any, said: str) -> None:
    before = contents(folder)
    with pytest.raises(PmtuiError, match=said.replace("?", r"\?")):
        attempt(tools_in(folder))
    assert contents(folder) == before


def test_the_command_needs_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mcp", str(folder / "none")]) == 2
    assert "isn't a folder" in capsys.readouterr().err


def test_without_the_sdk_the_command_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "pmtui.agents.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    assert main(["mcp", str(folder)]) == 2
    assert 'pip install "pmtui[mcp]"' in capsys.readouterr().err


# -- the server, driven by the SDK's own client ------------------------------------------------------------------------

_LINES = {
    "events": [
        "14:00 Deployment begins",
        "14:05 Alert fires | paged the on-call",
        "14:40 Rolled back",
        "14:47 All well",
    ],
    "actions": ["Add a limit to the pool @storage 2026-03-27 P1 #prevent"],
    "causes": ["The pool ran dry", "Retries had no limit"],
}


class Driven:
    """An agent that does what the open questions tell it to."""

    def __init__(self, client: Any) -> None:
        self.client = client

    async def call(self, tool: str, **words: Any) -> Any:
        result = await self.client.call_tool(tool, words)
        assert not result.is_error, f"{tool} {words}: {result.content}"
        found = result.structured_content
        return found["result"] if set(found) == {"result"} else found

    async def refused(self, tool: str, **words: Any) -> str:
        result = await self.client.call_tool(tool, words)
        assert result.is_error, f"{tool} {words}"
        return str(result.content[0].text)

    async def fill_in(self) -> None:
        await self.call("set_answers", draft="new", answers={"incident.date": "2026-03-07"})
        marks = ["started", "detected, acknowledged", "mitigated", "resolved"]
        paths = (await self.call("add_rows", draft="new", table="events", lines=_LINES["events"]))["changed"]
        answers = {f"{path}.milestones": mark for path, mark in zip(paths, marks, strict=True)}
        await self.call("set_answers", draft="new", answers=answers)
        rows = await self.call("open_questions", draft="new")
        answers = {row["path"]: self.answer(row) for row in rows if row["kind"] != "table"}
        await self.call("set_answers", draft="new", answers=answers)
        for row in rows:
            if row["kind"] == "table":
                await self.fill_table(row)

    async def fill_table(self, row: dict[str, Any]) -> None:
        gaps = {gap["path"]: self.answer(self.field(row, gap["path"])) for gap in row["rows"]}
        if gaps:
            await self.call("set_answers", draft="new", answers=gaps)
            return
        lines = _LINES.get(row["add"]) or _LINES["actions"] if row["add"].startswith("actions") else None
        cells = " | ".join(str(self.answer(field)).replace("\n", " ") for field in row["fields"])
        await self.call("add_rows", draft="new", table=row["add"], lines=lines or [cells])

    @staticmethod
    def field(row: dict[str, Any], path: str) -> dict[str, Any]:
        return next(field for field in row["fields"] if field["name"] == path.rpartition(".")[2])

    @staticmethod
    def answer(row: dict[str, Any]) -> Any:
        if row.get("path", "").startswith("figures."):
            return {"mark": "unknown", "note": "no numbers at hand"}
        if "choices" in row:
            return row["choices"][0]
        known = {
            "yesno": "yes",
            "answer": "yes: it did",
            "date": "2026-03-20",
            "due": "2026-03-20",
            "datetime": "14:10",
        }
        return known.get(row["kind"]) or row["example"] or "1"


def test_an_agent_fills_a_draft_from_nothing_until_check_finds_nothing_missing(folder: Path) -> None:
    mcp = pytest.importorskip("mcp", reason="the SDK is an extra: pip install pmtui[mcp]")
    draft_folder.create(folder / "new.toml", Draft("outage", Postmortem()))
    before = contents(folder.parent / "outside")
    server = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "pmtui", "mcp", str(folder)], env=dict(os.environ)
    )

    async def drive() -> None:
        with (folder.parent / "log").open("w") as log:
            await drive_with(log)

    async def drive_with(log: TextIO) -> None:
        own = mcp.Implementation(name="tester", version="1")
        async with mcp.Client(mcp.stdio_client(server, errlog=log), client_info=own) as client:
            agent = Driven(client)
            assert "new.toml" in [row["draft"] for row in await agent.call("list_drafts")]
            await agent.fill_in()
            assert await agent.call("open_questions", draft="new") == []
            found = await agent.call("check", draft="new", status="final")
            assert [finding for finding in found if finding["code"].startswith("C1")] == []
            assert (await agent.call("figures", draft="new"))["figures"][0]["state"]
            assert "47 min" in (await agent.call("export", draft="new", write=False))["document"]
            for name in OUTSIDE:
                assert await agent.refused("read_answers", draft=name)
                assert await agent.refused("set_answers", draft=name, answers={"summary": "x"})
            assert "outside" in await agent.refused("add_events_from_file", draft="new", file="../outside/log.jsonl")
            assert "Traceback" not in await agent.refused("set_answers", draft="d", answers={"summary": "x"})

    asyncio.run(drive())
    assert "Traceback" not in (folder.parent / "log").read_text()
    assert contents(folder.parent / "outside") == before
    assert set(held(folder, "new.toml").unseen.values()) == {"tester"}


def test_the_server_opens_no_connection(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mcp = pytest.importorskip("mcp", reason="the SDK is an extra: pip install pmtui[mcp]")
    from pmtui.agents.server import build_server

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("a connection")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    async def drive() -> None:
        async with mcp.Client(build_server(tools_in(folder))) as client:
            agent = Driven(client)
            await agent.call("set_answers", draft="d", answers={"incident.id": "INC-1"})
            await agent.call("export", draft="d", write=True)

    asyncio.run(drive())
    assert held(folder).incident.id == "INC-1"
