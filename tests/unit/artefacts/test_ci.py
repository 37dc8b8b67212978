"""What runs the check on other machines is valid by the schemas of those who read it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from golden_files import compare

from woosh_split.artefacts.ci import KINDS, WATCHED, action_text, ci_files

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden" / "ci"
VERSION = re.compile(r"woosh-split==[\w.]+")
PATHS = {"root": ".", "inside": "apps/shop"}
CASES = {f"{kind}-{name}": (kind, path) for kind in KINDS for name, path in PATHS.items()}
HARD = 'it\'s a "shop"; $(rm) {{x}} [[y]] #z'

SCHEMAS = {
    ".github/actions/woosh-split/action.yml": "vendor.github-actions",
    ".github/workflows/woosh-split.yml": "vendor.github-workflows",
    ".gitlab/woosh-split.gitlab-ci.yml": "vendor.gitlab-ci",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
}


@pytest.mark.parametrize("case", CASES)
def test_the_files_are_what_they_were(case: str) -> None:
    kind, path = CASES[case]
    for file in ci_files(kind, path):
        golden = GOLDEN / case / str(file.path).lstrip(".").replace("/", "-")
        text = VERSION.sub("woosh-split==VERSION", file.text)
        compare(golden, text)


@pytest.mark.parametrize("path", [".", "apps/shop", HARD])
@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_the_files_are_valid_by_the_schema_of_their_reader(kind: str, path: str, tmp_path: Path) -> None:
    for file in ci_files(kind, path):
        place = tmp_path / file.path.name
        place.write_text(file.text, encoding="utf-8")
        validate("--builtin-schema", SCHEMAS[str(file.path)], str(place))


def validate(*arguments: str) -> None:
    """Run the validator that carries the schemas of GitHub and GitLab."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hook_of_a_generated_configuration_is_valid(tmp_path: Path) -> None:
    (file,) = ci_files("pre-commit", HARD)
    place = tmp_path / ".pre-commit-config.yaml"
    place.write_text(file.text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", str(place)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    (hook,) = yaml.safe_load(file.text)["repos"][0]["hooks"]
    assert shlex.split(hook["entry"]) == ["woosh-split", "check", HARD]


def test_a_path_reaches_the_script_of_gitlab_as_one_word() -> None:
    job = yaml.safe_load(ci_files("gitlab", HARD)[0].text)["woosh-split"]
    checks = [line for line in job["script"] if line.startswith("woosh-split check")]
    assert len(checks) == 3
    assert all(shlex.split(line)[2] == HARD for line in checks)


def test_a_path_that_looks_like_an_option_is_none() -> None:
    (file,) = ci_files("pre-commit", "-rf")
    assert "woosh-split check ./-rf" in file.text


def test_a_path_reaches_the_workflow_of_github_as_it_is() -> None:
    workflow = yaml.safe_load(ci_files("github", HARD)[1].text)
    step = workflow["jobs"]["check"]["steps"][-1]
    assert step == {"uses": "./.github/actions/woosh-split", "with": {"path": HARD}}


def test_what_pip_is_to_install_reaches_it_as_one_word_and_unevaluated() -> None:
    wheel = "./it's ${{ github.token }}/woosh_split-0.1.0-py3-none-any.whl"
    action, _ = ci_files("github", ".", wheel)
    default = yaml.safe_load(action.text)["inputs"]["requirement"]["default"]
    assert default == wheel.replace("${{", "${{ '${{' }}")
    job = yaml.safe_load(ci_files("gitlab", ".", wheel)[0].text)["woosh-split"]
    assert shlex.split(job["before_script"][0])[-1] == wheel
    hook = yaml.safe_load(ci_files("pre-commit", ".", wheel)[0].text)["repos"][0]["hooks"][0]
    assert hook["additional_dependencies"] == [wheel]


def test_no_input_of_the_action_is_text_of_a_script() -> None:
    scripts = [step["run"] for step in yaml.safe_load(action_text())["runs"]["steps"] if "run" in step]
    assert scripts
    assert not any("${{" in script for script in scripts)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_is_generated_holds_or_asks_for_a_secret(kind: str) -> None:
    for file in ci_files(kind, "."):
        assert not re.search(r"secrets\.|token|password|write-all|contents: write", file.text, re.IGNORECASE)


def test_our_own_action_is_the_one_that_is_generated() -> None:
    assert (ROOT / "action.yml").read_text(encoding="utf-8") == action_text()


def test_our_own_hook_is_valid_and_like_the_generated_one() -> None:
    path = ROOT / ".pre-commit-hooks.yaml"
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(path)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    (hook,) = yaml.safe_load(path.read_text(encoding="utf-8"))
    generated = yaml.safe_load(ci_files("pre-commit", ".")[0].text)["repos"][0]["hooks"][0]
    same = ("id", "name", "language", "pass_filenames", "require_serial", "files")
    assert {key: hook[key] for key in same} == {key: generated[key] for key in same}


@pytest.mark.parametrize(
    ("path", "watched"),
    [
        ("backend/src/a.service.ts", True),
        ("database/schema.sql", True),
        ("woosh-split.yaml", True),
        ("apps/shop/woosh-split.baseline.json", True),
        ("README.md", False),
        ("my-woosh-split.yaml", False),
    ],
)
def test_the_hook_runs_where_the_answer_can_change(path: str, watched: bool) -> None:
    assert bool(re.search(WATCHED, path)) is watched


def test_a_folder_named_like_an_expression_is_a_text_to_github() -> None:
    """What ``${{ }}`` holds would be evaluated: each must hold nothing but the text of its own beginning."""
    path = "apps/${{ github.token }}/${{shop"
    (workflow,) = (each for each in ci_files("github", path) if each.path.name == "woosh-split.yml")
    (given,) = (
        step["with"]["path"]
        for step in yaml.safe_load(workflow.text)["jobs"]["check"]["steps"]
        if "path" in step.get("with", {})
    )
    expression = re.compile(r"\$\{\{ '([^']*)' \}\}")
    assert "${{" not in expression.sub("", given)
    assert expression.sub(lambda match: match[1], given) == path
