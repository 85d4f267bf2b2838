"""How many bounces, complaints and other mails that came back are read as those say who labelled them: told by set.

The reader was written with these mails at hand, so that others will be read a little worse. Each set is measured by its own labels:
sisimai's `hard_bounce` (it calls "filtered", so soft, some refusals whose words or code say that nobody is there, which STANDARDS B3 calls
hard), flufl.bounce's addresses and `temporary`, and for the rest what kind of mail a folder holds.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from regulars.intake.returned.read import Returned, read
from tests.needs import DATA, missing


@dataclass(frozen=True)
class Case:
    """One labelled mail, and whether it was read as its label says."""

    group: str
    name: str
    right: bool


def cases(data: Path = DATA) -> Iterator[Case]:
    bounce = data / "email" / "bounce"
    yield from _sisimai(bounce / "sisimai_set_of_emails")
    yield from _flufl(bounce / "flufl_bounce")
    for file in sorted((bounce / "kumomta/crates/kumo-log-types/data").rglob("*.eml")):
        found = read(file.read_bytes())
        right = found.verdict == "complaint" if file.parent.name == "rfc5965" else found.bounced
        yield Case(f"KumoMTA {file.parent.name}: kind", file.name, right)
    for file in sorted((data / "email/reply_parsing").rglob("*")):
        if file.is_file():
            yield Case("replies: nothing came back", file.name, read(file.read_bytes()).verdict == "none")


def _sisimai(folder: Path) -> Iterator[Case]:
    for name, labels in json.loads((folder / "expected.json").read_text()).items():
        found = read((folder / "maildir/bsd" / f"{name}.eml").read_bytes())
        yield Case("sisimai: hard, soft, complaint, none", name, found.verdict == _wanted(labels))
        if found.bounced:
            yield Case("sisimai: recipient found", name, any(each.address for each in found.recipients))


def _wanted(labels: list[dict]) -> str:
    if any(label["hard_bounce"] for label in labels):
        return "hard"
    if any(label.get("feedback_type") for label in labels):
        return "complaint"
    return "none" if labels[0]["reason"] == "vacation" else "soft"


def _flufl(folder: Path) -> Iterator[Case]:
    for name, label in json.loads((folder / "expected.json").read_text()).items():
        found = read((folder / "tests/data" / name).read_bytes())
        wanted = {address.lower() for address in label["addresses"]}
        if wanted:  # it does not say what those without an address are
            yield Case(
                "flufl.bounce: final or not", name, found.bounced and found.final != label["temporary"]
            )
            yield Case("flufl.bounce: every recipient", name, _addresses(found) == wanted)


def _addresses(found: Returned) -> set[str]:
    return {each.address.lower() for each in found.recipients if each.address}


def scores(found: list[Case]) -> dict[str, tuple[int, int]]:
    """Right and all, by set."""
    right, total = Counter(each.group for each in found if each.right), Counter(each.group for each in found)
    return {group: (right[group], total[group]) for group in total}


def main() -> None:
    if absent := missing("data"):
        print(f"bounces: not measured; {absent}")
        return
    for group, (right, total) in scores(list(cases())).items():
        print(f"{group:<40} {right:>4} of {total:<4} {right / total:7.1%}")


if __name__ == "__main__":
    main()
