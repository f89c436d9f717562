"""Lets `python -m pmtui` do what `pmtui` does."""

import sys

from pmtui.cli.main import main

sys.exit(main())
