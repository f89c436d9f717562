"""A screen that scrolls the focused field into view together with its label."""

from textual.screen import Screen
from textual.widget import Widget

from pmtui.tui.editors.field_box import FieldBox


class InSight(Screen[None]):
    """Scrolls a field's whole box into view if it fits: Textual scrolls to the focused widget, without its label."""

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Focus a widget, and scroll to the box around it once it's drawn."""
        box = _box_around(widget)
        super().set_focus(widget, scroll_visible and box is None, from_app_focus)
        if scroll_visible and widget is not None and box is not None:
            self.call_after_refresh(self._show, widget, box)

    def _show(self, widget: Widget, box: FieldBox) -> None:
        if self.focused is not widget or not box.is_attached:
            return
        room = box.parent.size.height if isinstance(box.parent, Widget) else 0
        (box if box.size.height <= room else widget).scroll_visible(animate=False)


def _box_around(widget: Widget | None) -> FieldBox | None:
    """Return the outermost box around a widget."""
    boxes = [node for node in widget.ancestors_with_self if isinstance(node, FieldBox)] if widget is not None else []
    return boxes[-1] if boxes else None
