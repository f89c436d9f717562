"""Check that the wheel and the sdist contain the package and its templates, and no stray files."""

import sys
import tarfile
import zipfile

TOP = {"pmtui", "templates", "tests", "screenshots", "docs", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"}
TOP |= {"pyproject.toml", "PKG-INFO", ".gitignore"}

for path in sys.argv[1:]:
    if path.endswith(".whl"):
        names = zipfile.ZipFile(path).namelist()
        strays = [name for name in names if not name.startswith(("pmtui/", "pmtui-"))]
        needed = ["pmtui/py.typed", "pmtui/builtin/outage.md", "pmtui/builtin/examples/sre.toml"]
        needed += ["pmtui/tui/screens/interview.tcss"]
    else:
        with tarfile.open(path) as packed:
            names = [name.split("/", 1)[1] for name in packed.getnames() if "/" in name]
        strays = [name for name in names if name.split("/")[0] not in TOP]
        needed = ["templates/outage.md", "tests/golden/expected/sre.md", "pmtui/cli/main.py"]
    strays += [name for name in names if "__pycache__" in name or name.endswith((".pyc", "~"))]
    missing = [name for name in needed if name not in names]
    print(f"{path.rsplit('/', 1)[-1]}: {len(names)} files")
    if strays or missing:
        sys.exit(f"strays: {strays}; missing: {missing}")
