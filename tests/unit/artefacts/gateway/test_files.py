"""The gateway's files: complete, the same each time, and what Kubernetes, Compose and npm expect."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from gateway_process import PACKAGES
from jsonschema import validators
from monoliths import ROOT

from woosh_split.artefacts.gateway.limits import Limit
from woosh_split.artefacts.gateway.nestjs.files import (
    NODE_VERSION,
    GatewayInput,
    SessionOwner,
    gateway_files,
)
from woosh_split.model.routing import address_variable

FILES = gateway_files(GatewayInput("shop", ("orders", "user-management"), Limit(5, 900_000, "a.ts:1")))


def manifests() -> dict[str, dict[str, Any]]:
    """Return the manifests by their kind."""
    found = [
        yaml.safe_load(data)
        for name, data in FILES.items()
        if name.startswith("kubernetes/") and name.count("/") == 1
    ]
    return {each["kind"]: each for each in found}


def test_the_same_input_gives_the_same_files_and_each_room_has_its_own() -> None:
    assert (
        gateway_files(GatewayInput("shop", ("orders", "user-management"), Limit(5, 900_000, "a.ts:1")))
        == FILES
    )
    rooms = {name.split("/")[1] for name in FILES if name.count("/") > 1 and name.startswith("src/")}
    assert rooms == {"auth", "generated", "health", "middleware", "routing"}


def test_what_is_the_users_stands_outside_of_generated_folders() -> None:
    own = {name for name in FILES if name.startswith("src/") and "/generated/" not in name}
    assert own == {"src/main.ts", "src/app.module.ts", "src/auth/unauthorized.ts", "src/middleware/own.ts"}
    assert all(b"Yours" in FILES[name].split(b"\n", 1)[0] for name in own)


def test_every_package_is_pinned_exactly_and_is_in_the_lock() -> None:
    package, lock = json.loads(FILES["package.json"]), json.loads(FILES["package-lock.json"])
    wanted = package["dependencies"] | package["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    locked = {name: lock["packages"][f"node_modules/{name}"]["version"] for name in wanted}
    assert locked == wanted
    assert b'"resolved"' not in FILES["package-lock.json"]


def test_the_tests_run_on_the_packages_of_the_gateway() -> None:
    package = json.loads(FILES["package.json"])
    tested = json.loads((PACKAGES / "package.json").read_text())["dependencies"]
    assert tested == package["dependencies"] | package["devDependencies"] | {"node": NODE_VERSION}


def test_every_setting_that_is_read_is_in_the_example_and_the_other_way_round() -> None:
    source = FILES["src/generated/settings.ts"].decode()
    read = set(re.findall(r"read\.\w+(?:<\w+>)?\('([A-Z_]+)'", source))
    told = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", FILES[".env.example"].decode(), re.MULTILINE))
    addresses = {address_variable(name) for name in ("monolith", "orders", "user-management")}
    assert told - addresses == read


def test_addresses_are_named_as_the_services_name_them() -> None:
    assert address_variable("order-management") == "ORDER_MANAGEMENT_URL"
    assert b"USER_MANAGEMENT_URL: http://user-management:3000" in FILES["kubernetes/configmap.yaml"]


def test_the_limit_is_the_monoliths_own() -> None:
    assert b"RATE_LIMIT: '5'" in FILES["src/main.ts"]
    assert b"RATE_LIMIT" not in gateway_files(GatewayInput("shop", ()))["src/main.ts"]


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\u2029"])
def test_a_file_of_the_monolith_is_named_on_one_line(end: str) -> None:
    """Git takes a line's end for a part of a name; what is behind it would be code of the gateway, or a setting of it."""
    where = f"src/a{end}require('child_process').execSync('id');//.ts:1"
    found = gateway_files(
        GatewayInput(f"shop{end}x", ("orders",), Limit(5, 1, where), SessionOwner("orders", where))
    )
    for path, data in found.items():
        text = data.decode()
        assert f"{end}require(" not in text, path
    main = found["src/main.ts"].decode()
    assert all(line.lstrip().startswith("//") for line in main.splitlines() if "execSync" in line)


def test_compose_is_valid_by_its_own_schema() -> None:
    schema = get_builtin_schema("vendor.compose-spec")
    for name in ("compose.yaml", "compose.services.yaml"):
        compose = yaml.safe_load(FILES[name])
        assert list(validators.validator_for(schema)(schema).iter_errors(compose)) == [], name


def test_compose_hands_on_every_setting_and_keeps_the_ports_that_it_publishes() -> None:
    gateway = yaml.safe_load(FILES["compose.yaml"])["services"]["api-gateway"]
    assert gateway["env_file"] == [{"path": ".env", "required": False}]
    for name, port in (("PORT", "8080"), ("ADMIN_PORT", "9901")):
        assert gateway["environment"][name] == port
        assert any(each.endswith(f"{port}:{port}") for each in gateway["ports"])
    (mounted,) = gateway["volumes"]
    assert gateway["environment"]["TABLE_FILE"].startswith(mounted.split(":")[1])


def test_compose_builds_services_in_the_context_that_their_dockerfiles_copy_from(tmp_path: Path) -> None:
    """Each service's Dockerfile copies from the workspace, where extract writes it."""
    own = (ROOT / "tests" / "golden" / "service" / "project" / "Dockerfile").read_text()
    service = re.search(r"COPY --from=build --chown=root:root /srv/([\w-]+)/dist", own)[1]  # type: ignore[index]
    compose = yaml.safe_load(gateway_files(GatewayInput("shop", (service,)))["compose.services.yaml"])
    build = compose["services"][service]["build"]
    workspace = tmp_path / "services"
    for name in ("package.json", "package-lock.json", f"{service}/package.json", f"{service}/Dockerfile"):
        (workspace / name).parent.mkdir(parents=True, exist_ok=True)
        (workspace / name).touch()
    context = (tmp_path / "api-gateway" / build["context"]).resolve() if isinstance(build, dict) else build
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", own, re.MULTILINE)
    assert copied
    assert all(Path(context, source).exists() for each in copied for source in each.split()), build
    assert Path(context, build["dockerfile"]) == workspace / service / "Dockerfile"


def test_a_service_that_is_not_extracted_yet_keeps_no_other_from_being_started() -> None:
    """Compose reads the settings of all services, also where it is told to start some."""
    compose = yaml.safe_load(FILES["compose.services.yaml"])["services"]
    read = {name: each["env_file"] for name, each in compose.items() if name != "api-gateway"}
    assert read == {name: [{"path": f"../services/{name}/.env", "required": False}] for name in read}
    assert read


def test_services_whose_names_are_words_of_yaml_keep_them() -> None:
    services = ("null", "on", "orders", "y", "yes")
    files = gateway_files(GatewayInput("shop", services))
    compose = yaml.safe_load(files["compose.services.yaml"])
    assert set(compose["services"]) == {"api-gateway", *services}
    for each in yaml.safe_load_all(files["kubernetes/services/services.yaml"]):
        pod = each["spec"].get("template", {"metadata": {"labels": each["spec"]["selector"]}, "spec": {}})
        named = [
            each["metadata"]["name"], each["metadata"]["labels"]["app.kubernetes.io/name"],
            pod["metadata"]["labels"]["app.kubernetes.io/name"],
            *(container[key] for container in pod["spec"].get("containers", ()) for key in ("name", "image")),
        ]  # fmt: skip
        assert set(named) <= set(services) and len(set(named)) == 1, named


def test_manifests_belong_together() -> None:
    found = manifests()
    assert set(found) == {
        "ConfigMap", "Deployment", "HorizontalPodAutoscaler", "Kustomization", "NetworkPolicy", "PodDisruptionBudget", "Service",
    }  # fmt: skip
    assert {f"kubernetes/{each}" for each in found["Kustomization"]["resources"]} == {
        name
        for name in FILES
        if re.fullmatch(r"kubernetes/[a-z]+\.yaml", name) and "kustomization" not in name
    }
    pod = found["Deployment"]["spec"]["template"]
    labels = pod["metadata"]["labels"]
    selectors = (
        found["Deployment"]["spec"]["selector"]["matchLabels"], found["Service"]["spec"]["selector"],
        found["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        found["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
    )  # fmt: skip
    assert all(each == labels for each in selectors)
    (container,) = pod["spec"]["containers"]
    ports = {each["name"]: each["containerPort"] for each in container["ports"]}
    assert found["Service"]["spec"]["ports"][0]["targetPort"] in ports
    assert {rule["ports"][0]["port"] for rule in found["NetworkPolicy"]["spec"]["ingress"]} == set(ports)
    assert {container[f"{kind}Probe"]["httpGet"]["port"] for kind in ("liveness", "readiness")} == {"http"}
    assert container["envFrom"][0]["configMapRef"]["name"] == found["ConfigMap"]["metadata"]["name"]
    assert (
        found["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]["name"]
        == found["Deployment"]["metadata"]["name"]
    )
    assert all(isinstance(value, str) for value in found["ConfigMap"]["data"].values())
    mounts = {each["name"] for each in container["volumeMounts"]}
    assert mounts == {each["name"] for each in pod["spec"]["volumes"]}


def test_manifests_are_valid_by_the_schemas_of_kubernetes(tmp_path: Path) -> None:
    """By kubernetes-validate, which `.ci/engines` installs; strictly: what no schema knows is an error."""
    names = [name for name in FILES if name.startswith("kubernetes/") and "kustomization" not in name]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(FILES[name])
    wrong = tmp_path / "wrong.yaml"
    wrong.write_bytes(FILES["kubernetes/service.yaml"].replace(b"targetPort:", b"targetPorts:"))
    program = Path(sys.executable).parent / "kubernetes-validate"
    for version in ("1.31", "1.37"):
        command = [program, "--strict", "-k", version]
        done = subprocess.run([*command, *names], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert (done.stdout + done.stderr).count("passed for resource") == 6 + 2 + 2 * 2
        assert subprocess.run([*command, wrong], capture_output=True, check=False).returncode != 0


def test_every_service_demands_the_gateways_token_where_manifests_start_it() -> None:
    services = ("orders", "user-management")
    compose = yaml.safe_load(FILES["compose.services.yaml"])["services"]
    config = yaml.safe_load(FILES["kubernetes/services/configmap.yaml"])
    documents = list(yaml.safe_load_all(FILES["kubernetes/services/services.yaml"]))
    assert config["data"]["INTERNAL_TOKEN_REQUIRED"] == "on"
    for service in services:
        assert compose[service]["environment"]["INTERNAL_TOKEN_REQUIRED"] == "on"
        assert compose[service]["environment"]["USER_MANAGEMENT_URL"] == "http://user-management:3000"
        assert "ports" not in compose[service]
        deployment, port = (each for each in documents if each and each["metadata"]["name"] == service)
        pod = deployment["spec"]["template"]
        (container,) = pod["spec"]["containers"]
        assert container["envFrom"][0]["configMapRef"]["name"] == config["metadata"]["name"]
        assert port["spec"]["selector"].items() <= pod["metadata"]["labels"].items()
    assert compose["api-gateway"]["environment"]["ORDERS_URL"] == "http://orders:3000"


def test_the_image_is_made_of_files_that_are_there_and_not_left_out() -> None:
    """Docker itself is not run: its commands were, one by one, outside of it."""
    ignored = FILES[".dockerignore"].decode().split()
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", FILES["Dockerfile"].decode(), re.MULTILINE)
    sources = [source for each in copied for source in each.split()]
    assert sources == ["package.json", "package-lock.json", "tsconfig.json", "src"]
    for source in sources:
        assert any(name == source or name.startswith(f"{source}/") for name in FILES)
        assert source not in ignored
    assert f"ARG NODE_VERSION={NODE_VERSION}\n".encode() in FILES["Dockerfile"]
    assert b"npm prune --omit=dev" in FILES["Dockerfile"]
