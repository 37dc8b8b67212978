"""WS704: a contract that nothing needs any more."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class UnusedContract:
    """The split file allows a crossing that the code does not show any more."""

    text = about(
        "WS704",
        "unused-contract",
        "The split file allows a crossing that is no longer there.",
        "A contract that nothing uses is an open door: the next crossing of that kind comes in without anybody "
        "deciding on it. It also keeps a grant alive in the database.",
        "Remove the crossing from the split file; `woosh-split propose` does it too.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every contract whose crossing the facts do not hold."""
        there = {crossing.id for crossing in scene.crossings}
        for contract in scene.split.crossings:
            if contract.id not in there and not scene.is_for_the_frame(contract):
                yield Finding(
                    contract.from_service,
                    contract.to_service,
                    contract.what,
                    scene.split_path,
                    scene.contract_lines.get(contract.id, 1),
                    "",
                    f"Nothing in {contract.from_service} needs the {contract.policy} for {contract.kind} of "
                    f"{contract.what} any more.",
                    f"Remove crossing {contract.id} from the split file.",
                    words=(contract.id,),
                    crossing=contract.id,
                )
