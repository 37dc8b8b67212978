"""What runs the check elsewhere: a GitHub action and its workflow, a GitLab job, a pre-commit hook.

Templates stand in ``templates/ci``. Their marks are square brackets, since braces belong to GitHub. Nothing here holds
a secret, and no action of an owner that we do not know is named: the composite action comes along as a file.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from pathlib import PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from woosh_split import __version__
from woosh_split.resources import resource

REQUIREMENT = f"woosh-split=={__version__}"
"""What is installed on a CI server: this version, so that no later one turns a build red by itself."""

ACTION = PurePosixPath(".github/actions/woosh-split/action.yml")
WORKFLOW = PurePosixPath(".github/workflows/woosh-split.yml")
GITLAB_JOB = PurePosixPath(".gitlab/woosh-split.gitlab-ci.yml")
GITLAB_MAIN = PurePosixPath(".gitlab-ci.yml")
PRE_COMMIT = PurePosixPath(".pre-commit-config.yaml")

WATCHED = r"\.(ts|tsx|mts|cts|sql|prisma|dart)$|(^|/)woosh-split\.(yaml|baseline\.json)$"
"""The files whose change can change the answer."""


@dataclass(frozen=True, slots=True)
class CiFile:
    """A file of a CI system, relative to the repository.

    ``ours`` tells a file that only this program writes from one that people share with other tools; ``line`` is what
    such a file must hold somewhere, and ``advice`` what to tell where it does not.
    """

    path: PurePosixPath
    text: str
    ours: bool = True
    line: str = ""
    advice: str = ""


def ci_files(kind: str, path: str, requirement: str = REQUIREMENT) -> tuple[CiFile, ...]:
    """Return the files of one kind (``github``, ``gitlab`` or ``pre-commit``).

    ``path`` leads to the monolith, ``requirement`` is what pip installs there.
    """
    return _KINDS[kind](path, requirement)


def action_text(requirement: str = REQUIREMENT) -> str:
    """Return the composite action, which also stands at the top of our own repository."""
    return _rendered("github-action.yml.j2", requirement=_unevaluated(requirement))


def _github(path: str, requirement: str) -> tuple[CiFile, ...]:
    workflow = _rendered("github-workflow.yml.j2", path=_unevaluated(path), action=ACTION.parent)
    return CiFile(ACTION, action_text(requirement)), CiFile(WORKFLOW, workflow)


def _unevaluated(text: str) -> str:
    """Return a text as a value in which GitHub evaluates nothing: inside of an expression ``${{`` is itself."""
    return text.replace("${{", "${{ '${{' }}")


def _gitlab(path: str, requirement: str) -> tuple[CiFile, ...]:
    job = _rendered(
        "gitlab.yml.j2",
        cache=str(PurePosixPath(path) / ".woosh_split_cache/"),
        shell_path=_argument(path),
        shell_requirement=shlex.quote(requirement),
    )
    main = _rendered("gitlab-include.yml.j2", template=f"/{GITLAB_JOB}")
    advice = f"{GITLAB_MAIN} is yours: add `- local: /{GITLAB_JOB}` to its include."
    return (
        CiFile(GITLAB_JOB, job),
        CiFile(GITLAB_MAIN, main, ours=False, line=str(GITLAB_JOB), advice=advice),
    )


def _pre_commit(path: str, requirement: str) -> tuple[CiFile, ...]:
    text = _rendered("pre-commit.yaml.j2", shell_path=_argument(path), requirement=requirement, files=WATCHED)
    hook = text[text.index("  - repo: local") :]
    advice = f"{PRE_COMMIT} is yours: add this to its repos:\n{hook}"
    return (CiFile(PRE_COMMIT, text, ours=False, line="id: woosh-split", advice=advice),)


_KINDS = {"github": _github, "gitlab": _gitlab, "pre-commit": _pre_commit}

KINDS = tuple(_KINDS)


def _argument(path: str) -> str:
    """Return a path as one word of a shell that is no option either."""
    return shlex.quote(f"./{path}" if path.startswith("-") else path)


def _rendered(name: str, **values: object) -> str:
    environment = Environment(
        loader=FileSystemLoader(resource("templates/ci")),
        undefined=StrictUndefined,
        variable_start_string="[[",
        variable_end_string="]]",
        autoescape=False,  # noqa: S701 - YAML: every value goes through `quoted`
        keep_trailing_newline=True,
    )
    environment.filters["quoted"] = _quoted
    return environment.get_template(name).render(values)


def _quoted(value: str) -> str:
    """Return a text as YAML: a JSON string is a double-quoted scalar of YAML 1.2 (section 10.3)."""
    return json.dumps(value, ensure_ascii=False)
