"""The runtime of extracted services, compiled beside its tests with the packages of the example's backend."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from monoliths import EXAMPLE, ROOT
from oracles import run, with_packages

from woosh_split.resources import resource

TESTS = ROOT / "tests" / "node" / "service-runtime"
_TEST_SECONDS = 120

LOOSE: dict[str, Any] = {
    "module": "commonjs",
    "moduleResolution": "node",
    "target": "ES2019",
    "experimentalDecorators": True,
    "emitDecoratorMetadata": True,
    "skipLibCheck": True,
    "outDir": "dist",
    "rootDir": "src",
}
# Everything that a team may have switched on; the files must compile under all of it, and under none of it.
STRICT = {
    "strict": True,
    "esModuleInterop": True,
    "isolatedModules": True,
    "noUnusedLocals": True,
    "noUnusedParameters": True,
    "noImplicitReturns": True,
    "noImplicitOverride": True,
    "noFallthroughCasesInSwitch": True,
    "noUncheckedIndexedAccess": True,
    "noPropertyAccessFromIndexSignature": True,
    "exactOptionalPropertyTypes": True,
}


def runtime_files() -> list[Path]:
    """Return the files of the runtime."""
    return sorted(Path(str(resource("templates/service/nestjs/runtime"))).glob("*.ts"))


def compile_runtime(
    folder: Path, options: dict[str, Any], tests: bool = False, compiler: Path | None = None
) -> Path:
    """Compile the runtime in ``folder``, with its tests when told so, by the example's compiler or the one in a folder
    of packages; return the folder of the JavaScript.
    """
    packages = with_packages(EXAMPLE.root / EXAMPLE.backend) / "node_modules"
    (folder / "src" / "runtime").mkdir(parents=True)
    (folder / "node_modules").symlink_to(packages)
    for file in runtime_files():
        shutil.copy(file, folder / "src" / "runtime")
    for file in sorted(TESTS.glob("*.ts")) if tests else []:
        shutil.copy(file, folder / "src")
    config = {"compilerOptions": LOOSE | options, "include": ["src"]}
    (folder / "tsconfig.json").write_text(json.dumps(config))
    run(["node", (compiler or packages) / "typescript" / "bin" / "tsc", "-p", "."], cwd=folder)
    return folder / "dist"


def run_node_test(built: Path, name: str, environment: dict[str, str]) -> str:
    """Run a file of tests with Node's own runner; return its report, or fail with it."""
    own = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR") if key in os.environ}
    done = subprocess.run(
        ["node", "--test", "--test-reporter=spec", str(built / f"{name}.test.js")],
        capture_output=True,
        text=True,
        check=False,
        timeout=_TEST_SECONDS,
        env=own | environment,
        cwd=built,
    )
    if done.returncode:
        raise AssertionError((done.stdout + done.stderr)[-8000:])
    return done.stdout


class Codec:
    """A process that sends described values through the codec."""

    def __init__(self, built: Path) -> None:
        self._process = subprocess.Popen(
            ["node", str(built / "codec.js")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, description: object) -> str:
        """Return ``same`` when the described value came back as it went, else what differs."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(description) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()
