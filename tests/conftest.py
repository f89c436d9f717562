"""What every test shares: nothing of the user's own is read or written."""

import functools
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A test starts an app and throws it away: collecting at the usual rate takes a fifth of the time of all tests. This
# comes before pmtui is imported, which returns to the rate that it finds.
gc.set_threshold(50_000, 20, 20)

# The same examples at every run, so that a red check means a change, and few enough that CI stays under its limit.
# To look for new ones, and for many: HYPOTHESIS_PROFILE=explore
settings.register_profile("default", derandomize=True, deadline=None, max_examples=30)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=400, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run more tests in parallel than there are cores: many of them wait for a screen or a terminal."""
    return max(4, os.cpu_count() or 1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add options for a longer run."""
    parser.addoption("--kills", type=int, default=12, help="how often the program is killed in tests/terminal")
    parser.addoption("--kill-seed", type=int, default=1, help="what the moments of the kills follow from")
    parser.addoption("--monkey", type=float, default=20, help="for how many seconds the monkey tries the program")
    parser.addoption("--monkey-seed", type=int, default=1, help="what the monkey's dice follow from")
    parser.addoption("--linear-seed", type=int, default=1, help="which texts the parsers are given in test_linear.py")
    parser.addoption("--linear-runs", type=int, default=3, help="how many texts each parser is given there")
    parser.addoption("--linear-all", action="store_true", help="give each parser all the texts that there are")


@pytest.fixture(scope="session", autouse=True)
def templates_parsed_once() -> Iterator[None]:
    """Let `load` parse the same text once for all tests: each start of an app does, and a template never changes."""
    from pmtui.template.parse import parse  # not before the collector's rate is set

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pmtui.template.lookup.parse", functools.lru_cache(maxsize=64)(parse))
        yield


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give each test its own config, data and state folders, and none of the variables that name others."""
    home = tmp_path_factory.mktemp("home")
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TZ", "UTC")  # the machine's zone is offered
    for name in ("PMTUI_DIR", "PMTUI_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    yield home
