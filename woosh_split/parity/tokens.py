"""The keys with which services sign what they ask of one another: Ed25519, made by Node, since it is there anyway."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence

from woosh_split.errors import InputError

_SECONDS = 60
_MAKE = """
const { generateKeyPairSync } = require('node:crypto');
const made = {};
for (const name of process.argv.slice(1)) {
  const pair = generateKeyPairSync('ed25519');
  made[name] = [
    pair.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    pair.publicKey.export({ type: 'spki', format: 'pem' }),
  ];
}
process.stdout.write(JSON.stringify(made));
"""


def key_environments(services: Sequence[str]) -> Mapping[str, dict[str, str]]:
    """Return for each service the environment with its own private key and everybody's public keys.

    Raises:
        InputError: Node is too old to make such keys, or does not answer.
    """
    try:
        done = subprocess.run(  # noqa: S603 - names of services are no code
            ["node", "-e", _MAKE, *services],  # noqa: S607 - the node of the user's PATH, as npm takes it
            capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InputError(f"Node cannot make Ed25519 keys: {error}. Does `node -e 1` end at once?") from error
    if done.returncode:
        said = done.stderr[-300:].strip()
        raise InputError(f"Node cannot make Ed25519 keys: {said}. Install Node.js 20 or newer.")
    made: dict[str, list[str]] = json.loads(done.stdout)
    public = json.dumps({f"{name}-1": {"issuer": name, "pem": made[name][1]} for name in services})
    return {
        name: {
            "INTERNAL_PRIVATE_KEY": made[name][0],
            "INTERNAL_KEY_ID": f"{name}-1",
            "INTERNAL_PUBLIC_KEYS": public,
            "INTERNAL_TOKEN_REQUIRED": "off",  # what asks here is no gateway
        }
        for name in services
    }
