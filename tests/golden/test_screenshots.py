"""The files in screenshots/ show what the app shows; `python -m tests.screenshots` redraws them."""

import pytest

from tests.screenshots import FOLDER, SCENES, THEMES, draw, words


@pytest.mark.parametrize("scene", SCENES)
async def test_a_screenshot_is_up_to_date(scene: str) -> None:
    for theme, svg in (await draw(scene)).items():
        kept = (FOLDER / f"{scene}-{theme}.svg").read_text(encoding="utf-8")
        assert words(kept) == words(svg), f"{scene}-{theme}: run python -m tests.screenshots, and look at it"


def test_every_scene_has_a_screenshot_and_there_are_no_others() -> None:
    wanted = {f"{scene}-{theme}.svg" for scene in SCENES for theme in THEMES}
    assert {path.name for path in FOLDER.iterdir()} == wanted
