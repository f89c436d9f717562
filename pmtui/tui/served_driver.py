"""Between the app and the server that shows it in a browser; started by `pmtui serve`."""

import asyncio
import contextlib

from textual import messages
from textual.drivers.web_driver import WebDriver

from pmtui.tui.served_size import fitted_size


class ServedDriver(WebDriver):
    """Ends the app when the server is gone, however that ended."""

    def start_application_mode(self) -> None:
        """Start, and remember the loop for the thread that reads."""
        self._loop = asyncio.get_running_loop()
        super().start_application_mode()

    def run_input_thread(self) -> None:
        """Read until the server closes the pipe, then let the app save and end."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            with contextlib.suppress(RuntimeError):  # it has ended since
                self._loop.call_soon_threadsafe(self._app.post_message, messages.ExitApp())

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take in what the server says; no size that would fill the memory."""
        if packet_type == "resize":
            payload["width"], payload["height"] = fitted_size(payload.get("width"), payload.get("height"))
        super().on_meta(packet_type, payload)
