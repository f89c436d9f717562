"""Measures start-up, export, changes and keys against floors in the same run: `python -m tests.bench`.

Start-up and export are whole processes, timed from outside: the median of the runs. A change is the median of many. A
key is timed from its sending to its letter on the screen: the time that 95 of 100 don't exceed.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pexpect

from pmtui.figures.compute import compute
from pmtui.model.edit import Set, apply
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.days import Around
from pmtui.paths import builtin_templates
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft, from_toml
from pmtui.storage.toml_update import Arrangement
from pmtui.timeline.paste import read_paste
from tests.bench import edits, home, imports, keys

PYTHON = sys.executable
ONE_MODEL = "import pydantic, markdown_it\nclass One(pydantic.BaseModel):\n    text: str = ''"
BARE_APP = """
import pydantic
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("ready to use")
Bare().run()
"""


def compiled_once(folder: Path) -> None:
    """Let each program that is started find its modules compiled, floors and ours alike, as they are once installed."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def timed(command: list[str], runs: int) -> float:
    """Return the median wall time of a command, in seconds."""
    times: list[float] = []
    for _ in range(runs + 1):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:])


def first_screen(command: list[str], words: str, runs: int) -> float:
    """Return the median time, in seconds, from a program's start until `words` are drawn in a pseudo-terminal."""
    times: list[float] = []
    env = {**os.environ, "TERM": "xterm-256color"}
    for _ in range(runs + 1):
        begin = time.perf_counter()
        child = pexpect.spawn(command[0], command[1:], env=env, dimensions=(24, 80), timeout=60)
        child.expect_exact(words)
        times.append(time.perf_counter() - begin)
        child.close(force=True)
    return statistics.median(times[1:])


def big_postmortem(events: int, characters: int) -> Postmortem:
    """Return a postmortem with this number of events and this much text in all."""
    each = "word " * max(1, characters // events // 5)
    rows = [
        {"id": f"e{n}", "at": f"2026-03-07T{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}Z", "event": each}
        for n in range(events)
    ]
    return Postmortem.model_validate({"incident": {"title": "Big", "date": "2026-03-07"}, "timeline": rows})


def varied_postmortem(events: int) -> Postmortem:
    """Return a postmortem of 1 MB in which no two texts are the same, made of sentences as people write them."""
    source = Path(__file__).parent.parent / "unit" / "wording" / "sentences.txt"
    lines = (line.split("\t") for line in source.read_text(encoding="utf-8").splitlines() if "\t" in line)
    told = [sentence for label, sentence in lines if label == "ok"]
    rows = [
        {
            "id": f"e{n}",
            "at": f"2026-03-07T{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}Z",
            "event": f"{told[n % len(told)]} ({n})",
            "action": f"{n}: {told[(n * 7 + 3) % len(told)]}",
        }
        for n in range(events)
    ]
    return Postmortem.model_validate({"incident": {"title": "Big", "date": "2026-03-07"}, "timeline": rows})


def with_segments(postmortem: Postmortem, rows: int) -> Postmortem:
    """Return a postmortem whose impact spans its events, with this number of manual segments of five services."""
    data = postmortem.model_dump()
    data["timeline"][0]["milestones"], data["timeline"][-1]["milestones"] = ["started"], ["resolved"]
    start = postmortem.timeline[0].at
    assert start is not None
    data["impact"]["segments"] = [
        {
            "id": f"s{n}",
            "start": start + timedelta(minutes=n),
            "end": start + timedelta(minutes=n + 3),
            "share": f"{n}%",
            "service": f"service {n % 5}",
        }
        for n in range(rows)
    ]
    data["impact"]["budget"] = {"slo": "99.9%", "window_days": "28"}
    return Postmortem.model_validate(data)


def with_causes(postmortem: Postmortem, count: int) -> Postmortem:
    """Return a postmortem with a tree of this number of causes, three under each."""
    data = postmortem.model_dump()
    data["causes"]["tree"] = [
        {"id": f"n{n}", "text": f"Condition {n} was so", "parent": f"n{(n - 1) // 3}" if n else ""}
        for n in range(count)
    ]
    return Postmortem.model_validate(data)


def row(name: str, seconds: float, floor: float, goal: str) -> None:
    """Print one line of the table."""
    print(f"{name:<44} {_ms(seconds)} ms {_ms(floor)} ms {seconds / floor:6.2f} x   {goal}", flush=True)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:8.0f}" if seconds >= 0.1 else f"{seconds * 1000:8.2f}"


def edit_rows(folder: Path, runs: int) -> None:
    """Measure what a change costs in a draft of 5,000 events and 1 MB against one of 20 events."""
    small = edits.costs(folder, big_postmortem(20, 2_000), runs * 40)
    large = edits.costs(folder, big_postmortem(5_000, 1_000_000), runs * 40)
    for name in small:
        row(f"{name}: 5,000 events to 20", large[name], small[name], "the same within noise")


def key_rows(folder: Path, runs: int) -> None:
    """Measure from a key to what it paints: against a bare input, a draft of 20 events, and without the journal."""
    keys_each = runs * 20
    floor = keys.bare(keys_each)
    small = keys.typing_in(folder / "twenty.toml", keys_each)
    row("key to paint, p95, to a bare input", small, floor, "at most 16 ms")
    without = keys.typing_in(folder / "twenty.toml", keys_each, before=keys.WITHOUT_JOURNAL)
    row("key to paint, p95, journal on to off", small, without, "")
    large = keys.typing_in(folder / "big.toml", keys_each)
    row("key to paint, p95, 5,000 events to 20", large, small, "at most 16 ms, 1.5 x")
    commented = keys.typing_in(folder / "commented.toml", keys_each)
    row("  the same 5,000 with a comment to without", commented, large, "at most 16 ms")
    small = keys.typing_events(folder / "twenty.toml", keys_each)
    large = keys.typing_events(folder / "big.toml", keys_each)
    row("  in the timeline, 5,000 events to 20", large, small, "at most 16 ms, 1.5 x")
    small = keys.typing_inputs(folder / "twenty.toml", keys_each)
    large = keys.typing_inputs(folder / "segments.toml", keys_each)
    row("  in the calculator, 50 segments to none", large, small, "at most 16 ms, 1.5 x")
    small = keys.typing_causes(folder / "twenty.toml", keys_each)
    large = keys.typing_causes(folder / "causes.toml", keys_each)
    row("  in the causes builder, 300 conditions to none", large, small, "at most 16 ms, 1.5 x")
    marking = keys.moving_causes(folder / "causes.toml", keys_each)
    row("  a mark in a tree of 300 conditions", marking, floor, "at most 16 ms")
    small = keys.turning_sections(folder / "twenty.toml", keys_each)
    large = keys.turning_sections(folder / "big.toml", keys_each)
    row("a key to the next section, 5,000 events to 20", large, small, "as long as at 20")
    floor_field = keys.bare_field(keys_each)
    field, section = keys.going_on(folder / "twenty.toml", keys_each)
    row("a key to the next field, time with a processor", field, floor_field, "at most 16 ms")
    row("  to another section, to a bare app's next field", section, floor_field, "")
    shown = keys.showing_document(folder / "example.toml", keys_each)
    row("F3: a complete document of 19,000 characters", shown, floor, "")


def comment_rows(folder: Path, runs: int) -> None:
    """Measure what a save writes in a draft with a comment in it, against one that pmtui wrote alone."""
    for name, events in (("twenty.toml", "20"), ("big.toml", "5,000")):
        taken = []
        for text in (with_a_comment(folder / name), (folder / name).read_text(encoding="utf-8")):
            draft = from_toml(text, name)
            arrangement = Arrangement(text, draft)
            changed = replace(draft, postmortem=apply(draft.postmortem, Set(path="timeline.e9.event", value="New")))
            arrangement.written(changed)  # the first save reads the text; it's kept
            times = []
            for _ in range(runs):
                begin = time.perf_counter()
                arrangement.written(changed)
                times.append(time.perf_counter() - begin)
            taken.append(statistics.median(times))
        row(f"text of a save, {events} events, a comment to none", taken[0], taken[1], "keys don't wait for it")


def with_a_comment(path: Path) -> str:
    """Return a draft's text with a comment at one of its events."""
    return path.read_text(encoding="utf-8").replace('[[timeline]]\nid = "e7"', '# ask\n[[timeline]]\nid = "e7"')


def counting_row(folder: Path, runs: int) -> None:
    """Measure counting all figures of 5,000 events and 50 segments, against those of 20 events."""
    small, large = (draft_folder.load(folder / name).postmortem for name in ("twenty.toml", "segments.toml"))
    times = []
    for postmortem in (small, large):
        taken = []
        for _ in range(runs * 10):
            begin = time.perf_counter()
            compute(postmortem)
            taken.append(time.perf_counter() - begin)
        times.append(statistics.median(taken))
    row("all figures, 5,000 events, 50 segments to 20", times[1], times[0], "within a key's 16 ms")


def review_row(runs: int) -> None:
    """Measure a full review of a large draft, with nothing cached."""
    from datetime import date

    from pmtui.language import prose
    from pmtui.review.claims import reading
    from pmtui.review.prose import sentences
    from pmtui.review.reviewer import review, steps
    from pmtui.review.rules import wording
    from pmtui.template import lookup
    from pmtui.template.progress import Completeness

    record, template = varied_postmortem(5_000), lookup.load("outage")
    review(Completeness(template, big_postmortem(20, 2_000)), date(2026, 3, 20))
    taken: list[float] = []
    longest: list[float] = []
    for _ in range(runs):
        wording._hits.cache_clear()
        reading.read_claims.cache_clear()
        prose._read.cache_clear()
        standing = Completeness(template, record)
        begin = last = time.perf_counter()
        most = 0.0
        for _step in steps(standing, date(2026, 3, 20)):
            now = time.perf_counter()
            most, last = max(most, now - last), now
        taken.append(time.perf_counter() - begin)
        longest.append(most)
    words = re.compile(r"\w+")
    begin = time.perf_counter()
    for _path, text in sentences(record):
        words.findall(text)
    floor = time.perf_counter() - begin
    row("a full review, 1 MB, to its words found once", statistics.median(taken), floor, "under 500 ms")
    row("  its longest step", statistics.median(longest), floor, "under 50 ms: a key waits no longer")


def pastes(count: int) -> dict[str, str]:
    """Return pastes of this number of lines, by the kind of their lines."""
    words = "of the deployment with some more words"
    clocks = [f"{n // 60 % 24:02}:{n % 60:02}" for n in range(count)]
    return {
        "bullets": "\n".join(f"- {clock} event {n} {words}" for n, clock in enumerate(clocks)),
        "table rows": "\n".join(
            ["| Time | Event |", "|---|---|", *(f"| {clock} | {n} {words} |" for n, clock in enumerate(clocks[2:]))]
        ),
        "ISO times": "\n".join(f"2025-10-25T{clock}:00Z ERROR event {n} {words}" for n, clock in enumerate(clocks)),
        "syslog": "\n".join(f"Oct 25 {clock}:01 host app[1]: event {n} {words}" for n, clock in enumerate(clocks)),
        "prose": "\n".join(f"The event {n} {words} happened." for n in range(count)),
        "details": "\n".join(["14:32 x", *(f"  - the event {n} {words} happened." for n in range(count - 1))]),
        "chat": "\n".join(f"Ann\n  {n // 60 % 12 + 1}:{n % 60:02} PM\nI look at {n}\n" for n in range(count // 4)),
        "days": "\n".join(f"### 2025-10-{n % 28 + 1:02}\n\nSomething happened.\n" for n in range(count // 4)),
    }


def paste_rows() -> None:
    """Measure the processor's time that a paste takes, against finding the times in its text with one pattern."""
    utc = ZoneInfo("UTC")
    around = Around(utc, date(2025, 10, 25), None, datetime(2025, 11, 2, tzinfo=utc))
    clock = re.compile(r"\b\d{1,2}:\d\d\b")
    for kind, text in pastes(20_000).items():
        begin = time.process_time()
        read_paste(text, around)
        taken = time.process_time() - begin
        begin = time.process_time()
        for line in text.split("\n"):
            clock.findall(line)
        row(f"paste of 20,000 lines: {kind}", taken, time.process_time() - begin, "under 2,000 ms")


def import_rows(folder: Path) -> None:
    """Measure importing a log of 200 MB, against reading its lines as JSON, and stopping that with Ctrl+C."""
    log = folder / "big.jsonl"
    imports.write_log(log)
    floor = imports.run([PYTHON, "-c", imports.READ_LINES, str(log)])
    found = imports.importing(folder, log)
    assert found.code == 0 and found.messages.count("Reading ") > 3, found.messages
    row("import of 200 MB of JSON lines, to reading them", found.seconds, floor.seconds, "under 10 s")
    row("  the same, time with a processor", found.busy, floor.busy, "under 10 s")
    print(f"{'  its memory':<44} {found.memory / 1e6:8.0f} MB {floor.memory / 1e6:8.0f} MB {'':10}   under 300 MB")
    stopped = imports.importing(folder, log, stop_after="Reading ")
    assert stopped.code == 130 and (folder / "big_import.toml").read_text(encoding="utf-8") == imports.DRAFT
    print("  stopped with Ctrl+C: the draft is unchanged", flush=True)
    log.unlink()


def home_rows(folder: Path) -> None:
    """Measure the home screen of 2,000 drafts, against reading the bytes of all their files."""
    drafts = folder / "drafts"
    home.write_drafts(drafts, 2_000)
    command = [PYTHON, "-m", "pmtui", "--dir", str(drafts)]
    floor = home.bytes_read(drafts)
    for name in ("never read", "remembered"):
        found = home.opened(command)
        row(f"home, 2,000 drafts {name}: rows after its paint", found.listed, floor, "under 1,000 ms")
        row("  a draft's own title", found.read, floor, "under 1,000 ms if remembered")
        row("  a key in between", found.key, floor, "a key doesn't wait")
        row("  all of them, time with a processor", home.overviews_read(drafts), floor, "")
    home.forget()


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = str(folder / kind)
        compiled_once(folder / "compiled")
        draft_folder.create(folder / "twenty.toml", Draft("outage", big_postmortem(20, 2_000)))
        draft_folder.create(folder / "big.toml", Draft("outage", big_postmortem(5_000, 1_000_000)))
        (folder / "commented.toml").write_text(with_a_comment(folder / "big.toml"), encoding="utf-8")
        example = draft_folder.load(builtin_templates() / "examples" / "outage.toml")
        draft_folder.create(folder / "example.toml", example)
        spanned = with_segments(big_postmortem(5_000, 1_000_000), 50)
        draft_folder.create(folder / "segments.toml", Draft("outage", spanned))
        draft_folder.create(folder / "causes.toml", Draft("outage", with_causes(big_postmortem(20, 2_000), 300)))
        pmtui = [PYTHON, "-m", "pmtui"]
        print(f"{'what':<44} {'measured':>11} {'floor':>11} {'ratio':>8}   goal")
        edit_rows(folder, runs)
        comment_rows(folder, runs)
        counting_row(folder, runs)
        key_rows(folder, runs)
        review_row(runs)
        paste_rows()
        import_rows(folder)
        home_rows(folder)

        floor = timed([PYTHON, "-c", "import argparse"], runs)
        row("pmtui --version", timed([*pmtui, "--version"], runs), floor, "at most 2 x")
        row("pmtui --help", timed([*pmtui, "--help"], runs), floor, "at most 2 x")

        floor = timed([PYTHON, "-c", "import pydantic, markdown_it"], runs)
        one_model = timed([PYTHON, "-c", ONE_MODEL], runs)
        row("  one pydantic model, for comparison", one_model, floor, "")
        export = [*pmtui, "export", str(folder / "twenty.toml"), "-o", "-"]
        row("pmtui export, 20 events", timed(export, runs), floor, "at most 1.5 x")
        export = [*pmtui, "export", str(folder / "big.toml"), "-o", "-"]
        row("pmtui export, 5,000 events, 1 MB", timed(export, 3), floor, "under 1,000 ms")

        floor = first_screen([PYTHON, "-c", BARE_APP], "ready to use", runs)
        at_home = [*pmtui, "--dir", str(folder / "none")]
        row(
            "pmtui to the first usable screen",
            first_screen(at_home, "No drafts in this folder yet", runs),
            floor,
            "at most 1.3 x",
        )
        resume = [*pmtui, str(folder / "big.toml")]
        row("open a draft of 5,000 events, 1 MB", first_screen(resume, "Incident", 3), floor, "under 1,000 ms")


if __name__ == "__main__":
    main()
