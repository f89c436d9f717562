"""The config files: what an organization always answers, and how invalid files are reported."""

import os
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pmtui import config
from pmtui.cli.config import example
from pmtui.cli.main import main
from pmtui.config.catalog import TABLES
from pmtui.errors import ConfigError, PmtuiError
from pmtui.model.catalog import model_questions
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Currency, Severity, Status, TtrDefinition
from pmtui.session.defaults import filled, filling, unreadable
from pmtui.session.saved_settings import remember, remember_setting, rememberable, replaced_by
from pmtui.session.templates import default_template, load_template
from pmtui.template.settings import SCALE_TYPES, Settings

USER = """\
# ours
[figures]
slo = "99.9%"
window = 28          # four weeks
currency = "EUR"

[services.Checkout]
slo = "99.95%"
sla_tiers = ["99.9%: 10%"]
"""


@pytest.fixture
def user(own_folders: Path) -> Path:
    """Return the user's config file, written."""
    path = config.user_file()
    assert own_folders in path.parents
    path.parent.mkdir(parents=True)
    path.write_text(USER)
    return path


def record(**impact: Any) -> Postmortem:
    return Postmortem.model_validate({"impact": impact})


def test_every_setting_answers_a_question_of_the_model() -> None:
    assert set(config.FIGURES.values()) <= set(model_questions())


def test_without_a_file_every_setting_is_blank(tmp_path: Path) -> None:
    assert config.load(tmp_path) == config.Config()


def test_a_service_overrides_the_organization(user: Path, tmp_path: Path) -> None:
    known = config.load(tmp_path)
    assert known.answers()["impact.budget.slo"] == "99.9%"
    answers = known.answers(("search", "checkout"))
    assert answers["impact.budget.slo"] == "99.95%"
    assert answers["impact.budget.window_days"] == "28"


def test_a_project_overrides_the_user(user: Path, tmp_path: Path) -> None:
    (tmp_path / ".pmtui").mkdir()
    (tmp_path / ".pmtui" / "config.toml").write_text('[figures]\nslo = "99%"\n')
    (tmp_path / "deep").mkdir()
    answers = config.load(tmp_path / "deep").answers()
    assert (answers["impact.budget.slo"], answers["impact.earnings.currency"]) == ("99%", "EUR")


def test_only_blanks_are_filled(user: Path, tmp_path: Path) -> None:
    found = filled(record(budget={"slo": "99.5%"}), config.ActiveConfig(config.load(tmp_path)))
    assert found.impact.budget.slo == "99.5%"
    assert found.impact.budget.window_days == "30"  # it accompanies the author's SLO
    assert filled(record(), config.ActiveConfig(config.load(tmp_path))).impact.budget.window_days == "28"
    assert found.impact.earnings.currency is Currency.EUR
    assert filling(found, config.load(tmp_path)) == []


def test_a_marked_question_is_not_filled_in(user: Path, tmp_path: Path) -> None:
    marked = Postmortem.model_validate({"marks": {"impact.budget.slo": {"kind": "not_applicable"}}})
    assert filled(marked, config.ActiveConfig(config.load(tmp_path))).impact.budget.slo == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[figures]\nslo_ = '1'", "Did you mean 'slo'"),
        ("[figure]\nslo = '1'", "Did you mean 'figures'"),
        ("figures = 3", "must be a table"),
        ("services = 3", "must be a table"),
        ("[figures]\nslo = true", "must be a string"),
        ("[figures]\nsla_tiers = '99: 10'", "must be a list of strings"),
        ("[figures\n", ":1: invalid TOML"),
        ("thema = 'x'", "Did you mean 'theme'"),
        ("theme = 3", "'theme' must be a string"),
        ("animations = 'no'", "must be true or false"),
        ("suggestions = 1", "must be true or false"),
        ("author = [1]", "must be a name or a list"),
        ("timezone = 'Mars/Olympus'", "'timezone' isn't a time zone: Mars/Olympus"),
        ("drafts = 'postmortems'", "must be an absolute path"),
        ("drafts = '~nobody-here/x'", "Check the user name after ~"),
        ("scales = 3", "'scales' must be a table"),
        ("[scales]\nseverty = ['P1']", "Did you mean 'severity'"),
        ("[conventions]\nfollow_up = 3", "Did you mean 'follow_up_days'"),
        ("[keys]\nnxt = 'f12'", "Did you mean 'next'"),
        ("[keys]\nnext = 'f77'", "unknown key 'f77'"),
        ("[keys]\nnext = 'q'", "'q' is needed for typing"),
        ("[keys]\nnext = 'backspace'", "'backspace' is needed for typing"),
        ("[keys]\nnext = 'ctrl+ctrl+x'", "never reaches pmtui"),
        ("[keys]\nnext = 'ctrl+i'", "terminals send Tab for it"),
        ("[keys]\nnext = []", "'keys.next' must be a key"),
        ("[keys]\nnext = 'f9'", "F9 is assigned to both 'next' and 'finish'"),
    ],
)
def test_an_invalid_file_is_named_with_the_setting(user: Path, tmp_path: Path, text: str, words: str) -> None:
    user.write_text(text)
    with pytest.raises(ConfigError) as error:
        config.check_keys(config.load(tmp_path))
    assert str(user) in str(error.value)
    assert words in str(error.value)


def test_an_invalid_answer_is_reported(user: Path, tmp_path: Path) -> None:
    user.write_text('[figures]\ncurrency = "doubloons"\n')
    with pytest.raises(ConfigError, match="'figures.currency': 'doubloons' isn't valid"):
        filled(Postmortem(), config.ActiveConfig(config.load(tmp_path)))


def test_saving_inputs_keeps_the_authors_text_in_the_file(user: Path, tmp_path: Path) -> None:
    known = record(
        budget={"slo": "99.99%", "window_days": "28"},
        agreement={"tiers": ["99%: 25%"]},
        counting={"time_to_resolve": TtrDefinition.DETECTED_TO_RESOLVED},
    )
    assert remember(rememberable(known), "Search") == user
    text = user.read_text()
    assert "# ours" in text
    assert "# four weeks" in text
    answers = config.load(tmp_path).answers(("search",))
    assert answers["impact.budget.slo"] == "99.99%"
    assert answers["impact.agreement.tiers"] == ["99%: 25%"]
    assert (
        filled(record(services=["search"]), config.ActiveConfig(config.load(tmp_path))).impact.counting.time_to_resolve
        is TtrDefinition.DETECTED_TO_RESOLVED
    )
    assert config.load(tmp_path).answers(("checkout",))["impact.budget.slo"] == "99.95%"


def test_saving_inputs_lists_what_it_replaces_first(user: Path, tmp_path: Path) -> None:
    assert replaced_by({"impact.budget.slo": "99.5%"}) == "slo = 99.9%."
    assert replaced_by({"impact.budget.slo": "99.9%"}) == ""
    assert replaced_by({"impact.budget.slo": "99.5%"}, "A service of nobody's") == ""
    user.unlink()
    assert replaced_by({"impact.budget.slo": "99.5%"}) == ""


def test_only_inputs_that_can_be_read_are_offered_for_the_config_file() -> None:
    assert rememberable(record(budget={"slo": "lots"})) == {"impact.budget.window_days": "30"}
    assert rememberable(record(budget={"slo": "99%"})) == {
        "impact.budget.window_days": "30",
        "impact.budget.slo": "99%",
    }


def test_saving_inputs_creates_a_missing_config_file(tmp_path: Path) -> None:
    remember(rememberable(record(budget={"slo": "99%"})))
    assert config.load(tmp_path).answers()["impact.budget.slo"] == "99%"


def test_an_invalid_config_file_is_not_overwritten(user: Path) -> None:
    user.write_text("[figures\n")
    with pytest.raises(ConfigError):
        remember({"impact.budget.slo": "99%"})
    assert user.read_text() == "[figures\n"


def test_a_service_replaces_the_organizations_answer(user: Path, tmp_path: Path) -> None:
    known = config.load(tmp_path)
    new = filled(Postmortem(), config.ActiveConfig(known))
    assert new.impact.budget.slo == "99.9%"
    checkout = new.model_copy(update={"impact": new.impact.model_copy(update={"services": ("checkout",)})})
    assert filled(checkout, config.ActiveConfig(known)).impact.budget.slo == "99.95%"


def test_a_table_is_found_however_its_name_is_quoted(user: Path, tmp_path: Path) -> None:
    remember({"impact.budget.slo": "99%"}, " CHECKOUT ")
    assert user.read_text().count("[services.") == 1
    answers = config.load(tmp_path).answers(("checkout",))
    assert (answers["impact.budget.slo"], answers["impact.agreement.tiers"]) == ("99%", ["99.9%: 10%"])


def test_an_error_with_the_file_is_one_sentence(
    own_folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    for place in (blocked / "config.toml", tmp_path, tmp_path / ("x" * 300), Path("~nosuchuser/x")):
        monkeypatch.setenv("PMTUI_CONFIG", str(place))
        with pytest.raises(PmtuiError):
            remember({"impact.budget.slo": "99%"})
    monkeypatch.setenv("PMTUI_CONFIG", str(tmp_path))
    with pytest.raises(ConfigError, match="isn't a regular file"):
        config.load(tmp_path)


def test_two_sessions_that_save_inputs_together_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: remember({"impact.budget.slo": "99%"}, f"service {number}"), range(20)))
    assert len(config.load(tmp_path).services) == 20


def test_the_readme_has_every_key() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    assert all(f"`{key}`" in readme for key in config.FIGURES)
    example = re.search(r"```toml\n(.*?)```", readme, re.DOTALL)
    assert example is not None
    config.user_file().parent.mkdir(parents=True)
    config.user_file().write_text(example[1])
    assert config.load().answers(("checkout",))["impact.budget.slo"] == "99.95%"


def test_a_project_s_folder_and_template_are_counted_from_the_project(user: Path, tmp_path: Path) -> None:
    project = tmp_path / ".pmtui" / "config.toml"
    project.parent.mkdir()
    project.write_text('drafts = "docs/postmortems"\ntemplate = ".pmtui/ours.md"\n')
    known = config.load(tmp_path / "deep" / "down")
    assert known.drafts == tmp_path / "docs" / "postmortems"
    assert known.template == str(tmp_path / ".pmtui" / "ours.md")
    assert known.sources["drafts"] == project
    assert known.sources["figures.slo"] == user


def test_a_new_postmortem_begins_with_its_author_and_zone(user: Path, tmp_path: Path) -> None:
    user.write_text('author = ["Dana Wu", "Sam Ito"]\ntimezone = "Europe/Berlin"\n')
    known = config.load(tmp_path)
    new = filled(Postmortem(), config.ActiveConfig(known))
    assert new.document.authors == ("Dana Wu", "Sam Ito")
    assert new.incident.timezone == "Europe/Berlin"
    asked = Postmortem.model_validate({"document": {"authors": ["Kim"]}, "incident": {"timezone": "Asia/Tokyo"}})
    assert filled(asked, config.ActiveConfig(known)).document.authors == ("Kim",)
    assert filled(asked, config.ActiveConfig(known)).incident.timezone == "Asia/Tokyo"


def test_filling_the_figures_of_a_draft_leaves_its_zone_alone(user: Path, tmp_path: Path) -> None:
    user.write_text('timezone = "Europe/Berlin"\n')
    assert filling(Postmortem(), config.load(tmp_path)) == []


def test_the_organizations_scales_and_conventions_override_a_templates(user: Path) -> None:
    user.write_text(
        "[scales]\nseverity = ['S1', 'S2', 'S3', 'S4']\nstatus = { final = 'Published' }\n"
        "[conventions]\ndeadline_business_days = 7\n"
    )
    settings = load_template("sre", config.ActiveConfig()).settings
    assert settings.label(Severity.CRITICAL) == "S1"
    assert (settings.label(Status.DRAFT), settings.label(Status.FINAL)) == ("Draft", "Published")
    assert settings.deadline_business_days == 7
    assert settings.title == "SRE review"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[scales]\nstatus = { fnal = 'x' }", "'status' in [scales] has no step 'fnal'"),
        ("[scales]\nseverity = 3", "'severity' in [scales] must be a list of labels"),
        ("[conventions]\nfollow_up_days = 'soon'", "'follow_up_days' in [conventions] isn't valid"),
        ("[conventions]\nmandatory = ['worst']", "'mandatory' in [conventions] isn't valid"),
    ],
)
def test_an_invalid_scale_or_convention_is_named_with_its_file(user: Path, text: str, words: str) -> None:
    user.write_text(text)
    with pytest.raises(ConfigError) as error:
        load_template("sre", config.ActiveConfig())
    assert str(user) in str(error.value)
    assert words in str(error.value)


def test_a_convention_changes_nothing_else_of_a_template(user: Path) -> None:
    before = load_template("outage", config.ActiveConfig()).settings
    user.write_text("[conventions]\nfollow_up_days = 10\n")
    after = load_template("outage", config.ActiveConfig()).settings
    assert (before.follow_up_days, after.follow_up_days) == (30, 10)
    assert after.time_frames == before.time_frames
    assert after.time_frames.lists


def test_scales_and_conventions_are_those_that_a_template_has() -> None:
    assert set(config.SCALES) == set(SCALE_TYPES)
    # The config's own timezone is that of new postmortems; which headings begin a screen is a matter of the template's.
    head = {"title", "description", "timezone", "screens"}
    assert set(config.CONVENTIONS) == set(Settings.model_fields) - set(SCALE_TYPES) - head


def test_a_missing_template_is_named_with_the_file(user: Path) -> None:
    user.write_text("template = 'srx'\n")
    with pytest.raises(ConfigError, match=f"{user}.*Template not found: 'srx'.*Did you mean 'sre'"):
        default_template(config.ActiveConfig())


def test_the_example_has_every_key_and_is_a_config_file(user: Path, tmp_path: Path) -> None:
    text = re.sub(r"(?m)^#(?! )", "", example())
    user.write_text(text)
    known = config.load(tmp_path)
    config.check_keys(known)
    assert list(unreadable(known)) == []
    assert set(tomllib.loads(text)) == {*(setting.name for setting in config.SETTINGS), *TABLES}
    assert {name.split(".")[1] for name in known.sources if name.startswith("figures.")} == set(config.FIGURES)
    assert set(known.scales) == set(config.SCALES)
    assert set(known.conventions) == set(config.CONVENTIONS)
    assert load_template(known.template, config.ActiveConfig(known)).settings.conventions
    assert filled(Postmortem(), config.ActiveConfig(known)).impact.earnings.currency is Currency.EUR


def test_the_chosen_theme_is_written_above_the_tables(user: Path, tmp_path: Path) -> None:
    remember_setting("theme", "nord")
    assert user.read_text().startswith("# ours")
    assert config.load(tmp_path).theme == "nord"
    assert config.load(tmp_path).answers()["impact.budget.slo"] == "99.9%"
    remember_setting("theme", "light")
    assert user.read_text().count("theme") == 1


def test_nothing_is_saved_to_a_path_that_is_not_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for name in (os.devnull, str(tmp_path), str(pipe)):
        monkeypatch.setenv("PMTUI_CONFIG", name)
        with pytest.raises(ConfigError, match="isn't a regular file"):
            remember_setting("theme", "nord")
    assert not Path(os.devnull).is_file()
    assert pipe.is_fifo()
    assert not any(path.suffix == ".lock" for path in tmp_path.iterdir())


# -- a project's config, from someone else ---------------------------------------------------------------------------


@pytest.fixture
def cloned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the config file of a project that came from elsewhere, with the project as the current folder."""
    project = tmp_path / "cloned"
    (project / ".pmtui").mkdir(parents=True)
    (project / "inside").mkdir()
    (tmp_path / "outside").mkdir()
    (project / "link").symlink_to(tmp_path / "outside")
    (project / "ring").symlink_to("ring")
    (project / "to-inside").symlink_to("inside")
    monkeypatch.chdir(project)
    return project / ".pmtui" / "config.toml"


@pytest.mark.parametrize(
    "folder",
    ["~/.ssh", "~", "..", "../outside", "inside/../../outside", "/etc", "link", "link/deeper", "~root/x", "ring"],
)
def test_a_project_config_can_not_name_a_folder_outside_the_project(cloned: Path, folder: str) -> None:
    cloned.write_text(f'drafts = "{folder}"\nauthor = "Dana Wu"\n')
    known = config.load()
    assert (known.drafts, known.authors) == (None, ("Dana Wu",))
    assert known.refused == (
        f"{cloned}: 'drafts' is outside the project ({folder}), so pmtui ignores it. "
        "To use it anyway, set it in your own config.",
    )


@pytest.mark.parametrize("template", ["../t.md", "~/t.md", "/etc/t.md", "link/t.md", "t/../../../x"])
def test_a_project_config_can_not_name_a_template_outside_the_project(cloned: Path, template: str) -> None:
    cloned.write_text(f'template = "{template}"\n')
    known = config.load()
    assert known.template == ""
    assert "'template' is outside the project" in known.refused[0]


@pytest.mark.parametrize("folder", ["inside", "./inside", "to-inside", "inside/../inside", "not-yet/there", "."])
def test_a_project_config_can_name_a_folder_inside_the_project(cloned: Path, folder: str) -> None:
    cloned.write_text(f'drafts = "{folder}"\ntemplate = "sre"\n')
    known = config.load()
    assert known.drafts == cloned.parent.parent / folder
    assert (known.template, known.refused) == ("sre", ())


def test_the_users_config_can_name_any_folder(user: Path, cloned: Path, tmp_path: Path) -> None:
    user.write_text(f'drafts = "{tmp_path / "outside"}"\n')
    cloned.write_text('drafts = "~/.ssh"\n')
    assert config.load().drafts == tmp_path / "outside"


def test_commands_report_ignored_settings_and_write_nothing_outside(
    cloned: Path, own_folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own_folders / ".ssh").mkdir()
    cloned.write_text('drafts = "~/.ssh"\n')
    assert main(["new", "--no-open"]) == 0
    assert "'drafts' is outside the project (~/.ssh), so pmtui ignores it" in capsys.readouterr().err
    assert list((own_folders / ".ssh").iterdir()) == []


# -- a project's own folder of drafts --------------------------------------------------------------------------------


@pytest.fixture
def linked(cloned: Path, own_folders: Path) -> Path:
    """Return the `postmortems` of a cloned project: a link to a folder of the user's, which has a draft in it."""
    (own_folders / "private").mkdir()
    (own_folders / "private" / "secret.toml").write_text('schema = 1\ntemplate = "outage"\n', encoding="utf-8")
    link = cloned.parent.parent / "postmortems"
    link.symlink_to(own_folders / "private")
    return link


def test_a_postmortems_folder_that_links_out_of_the_project_is_ignored(
    linked: Path, own_folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list"]) == 0
    said = capsys.readouterr()
    assert "secret" not in said.out
    assert f"{linked} is a link out of the project, so pmtui ignores it. If you trust it, use --dir" in said.err
    assert said.err.count("\n") <= 2
    assert main(["new", "--no-open"]) == 0
    assert [path.name for path in (own_folders / "private").iterdir()] == ["secret.toml"]


@pytest.mark.parametrize("marker", [".git", ".pmtui", None])
def test_the_project_is_where_its_git_folder_or_config_is(
    tmp_path: Path, own_folders: Path, monkeypatch: pytest.MonkeyPatch, marker: str | None
) -> None:
    part = tmp_path / "project" / "part"
    part.mkdir(parents=True)
    (tmp_path / "project" / "shared").mkdir()
    if marker:
        (tmp_path / "project" / marker).mkdir()
    (part / "postmortems").symlink_to("../shared")
    monkeypatch.chdir(part)
    active = config.ActiveConfig()
    folder = active.drafts_folder()
    assert (folder == Path("postmortems")) is (marker is not None)
    assert len(active.complaints()) == (marker is None)


def test_a_home_folder_under_version_control_is_not_a_project(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (".git", ".ssh", "unpacked"):
        (own_folders / name).mkdir()
    (own_folders / "unpacked" / "postmortems").symlink_to("../.ssh")
    monkeypatch.chdir(own_folders / "unpacked")
    active = config.ActiveConfig()
    assert active.drafts_folder() != Path("postmortems")
    assert len(active.complaints()) == 1


def test_a_link_that_the_user_names_is_followed(
    linked: Path, user: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lists_it(*words: str) -> bool:
        assert main([*words, "list"]) == 0
        said = capsys.readouterr()
        return "secret.toml" in said.out and not said.err

    assert lists_it("--dir", "postmortems")
    monkeypatch.setenv("PMTUI_DIR", str(linked))
    assert lists_it()
    monkeypatch.delenv("PMTUI_DIR")
    user.write_text(f'drafts = "{linked}"\n')
    assert lists_it()


def test_a_postmortems_folder_of_the_project_itself_is_used(cloned: Path) -> None:
    (cloned.parent.parent / "postmortems").mkdir()
    active = config.ActiveConfig()
    assert active.drafts_folder() == Path("postmortems")
    assert active.complaints() == []
