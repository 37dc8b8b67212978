"""A monolith that Nest builds with webpack: packages stay out of the bundle, wherever a workspace has them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from service_projects import BACKEND, COMPILER, Making, write

NEST = {"sourceRoot": "src", "compilerOptions": {"webpack": True}}
PACKAGES = {"devDependencies": {"@nestjs/cli": "^10.0.0", "webpack": "^5.0.0", "ts-loader": "^9.0.0"}}
OWN = """const nodeExternals = require('webpack-node-externals');
module.exports = (options) => ({ ...options, externals: [nodeExternals()], resolve: { alias: { '@own': `${__dirname}/own` } } });
"""
BUILD = """
const webpack = require('webpack');
const config = require('./webpack.service.cjs')(
  { mode: 'development', devtool: false, target: 'node', entry: './main.js', context: __dirname,
    resolve: { alias: { '@own': `${__dirname}/own` } }, output: { path: `${__dirname}/dist`, filename: 'main.js' } },
  webpack,
);
webpack(config, (error, found) => {
  if (error || found.hasErrors()) { console.error(error ?? found.toString()); process.exit(1); }
});
"""
CODE = {
    "main.js": "const { map } = require('rxjs/operators');\nconsole.log(typeof map, require('@own/a').a, require('node:path').sep, require('./b'));\n",
    "own/a.js": "exports.a = 'bundled a';\n",
    "b.js": "module.exports = 'bundled b';\n",
    "build.cjs": BUILD,
}


def making(nest: dict[str, Any] | None = None, **monolith: Any) -> Making:
    return Making(
        nest_cli=nest or NEST,
        package=PACKAGES,
        configs={"tsconfig.json": {"compilerOptions": COMPILER}},
        monolith=monolith,
    )


@pytest.mark.parametrize("own", [False, True])
def test_what_is_in_the_packages_of_the_workspace_is_no_part_of_the_bundle(own: bool, tmp_path: Path) -> None:
    """Found in a trial: all packages were bundled, ten megabytes, and with one of them the build failed."""
    webpack = {"webpack.config.js": OWN} if own else {}
    made = making(webpack=webpack).made().files
    folder = tmp_path / "services" / "greeter"
    chosen = {name: data for name, data in made.items() if "webpack" in name}
    write(folder, {**chosen, **{path: text.encode() for path, text in CODE.items()}})
    (folder.parent / "node_modules").symlink_to(BACKEND / "node_modules")

    subprocess.run(["node", "build.cjs"], cwd=folder, check=True)
    built = (folder / "dist" / "main.js").read_text(encoding="utf-8")
    said = subprocess.run(["node", "dist/main.js"], cwd=folder, check=True, capture_output=True, text=True)

    assert 'require("rxjs/operators")' in built
    assert "bundled a" in built
    assert len(built) < 10_000
    assert said.stdout == "function bundled a / bundled b\n"


def test_nest_reads_the_generated_settings_and_the_monolith_s_own_come_along() -> None:
    project = {"type": "application", "root": "apps/api", "sourceRoot": "apps/api/src"}
    nest = {
        "monorepo": True,
        **NEST,
        "projects": {
            "api": {**project, "compilerOptions": {"webpackConfigPath": "apps/api/webpack.prod.js"}}
        },
    }
    wanted = making(
        nest, webpack={"apps/api/webpack.prod.js": OWN}, webpack_needs=("webpack-node-externals",)
    )
    made = Making(
        **{
            **wanted.__dict__,
            "entry": "apps/api/src/main.ts",
            "files": {"apps/api/src/main.ts": "export {};\n"},
        }
    ).made()

    cli = json.loads(made.files["nest-cli.json"])
    assert cli["compilerOptions"]["webpackConfigPath"] == "webpack.service.cjs"
    assert cli["projects"]["api"]["compilerOptions"]["webpackConfigPath"] == "webpack.service.cjs"
    assert made.files["apps/api/webpack.prod.js"] == OWN.encode()
    assert b'require("./apps/api/webpack.prod.js")' in made.files["webpack.service.cjs"]
    assert "webpack-node-externals" in json.loads(made.files["package.json"])["devDependencies"]


def test_settings_that_nobody_has_are_told() -> None:
    nest = {**NEST, "compilerOptions": {"webpack": True, "webpackConfigPath": "tools/webpack.js"}}
    made = making(nest).made()
    assert (
        "nest-cli.json",
        "tools/webpack.js has not come along; see whether webpack can do without it",
    ) in [(each.subject, each.text) for each in made.notes]


def test_a_service_that_tsc_builds_has_no_settings_of_webpack() -> None:
    made = Making(monolith={"webpack": {"webpack.config.js": OWN}}).made()
    assert not [path for path in made.files if "webpack" in path]
