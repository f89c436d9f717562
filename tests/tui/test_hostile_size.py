"""A draft that somebody made to keep the app busy: home lists it like any other."""

import json
import time
from pathlib import Path

import pytest

from pmtui.tui.app import PmtuiApp
from tests.tui.conftest import TODAY, until

MOST = 6.0
"""Seconds of work to start and to list, on a busy machine; on one draft of a kilobyte it took 12 s."""


@pytest.mark.parametrize("rate", [f"~{' ' * 1_000}x", f"1{' ' * 30_000}-{' ' * 30_000}x"])
async def test_home_lists_a_draft_whose_rate_is_all_spaces(tmp_path: Path, rate: str) -> None:
    head = 'schema = 1\ntemplate = "outage"\n[incident]\ntitle = "Spaces"\n'
    (tmp_path / "d.toml").write_text(f"{head}[impact.traffic]\nrate = {json.dumps(rate)}\n", encoding="utf-8")
    app = PmtuiApp(tmp_path, None, day=TODAY)
    begin = time.process_time()
    async with app.run_test(size=(80, 24)):
        await until(lambda: all(worker.is_finished for worker in app.workers))
        assert time.process_time() - begin < MOST
