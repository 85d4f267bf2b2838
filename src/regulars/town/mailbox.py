"""The mailboxes of everybody at the simulated shop: one Maildir in the data folder. Mail that arrives here goes nowhere else."""

from hashlib import sha256
from pathlib import Path

from regulars.town.people import CLOSED

TAKEN = "250 2.0.0 kept in the local mailbox"
NOBODY = "550 5.1.1 no such mailbox"


class Mailbox:
    """A Maildir: `new` holds what nobody has read, `cur` what was read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("tmp", "new", "cur"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.taken = sum(1 for name in ("new", "cur") for _ in (folder / name).iterdir())

    def answer(self, recipient: str) -> str:
        """What a mail server says to this recipient: taken, or nobody there."""
        return NOBODY if recipient.rpartition("@")[2] == CLOSED else TAKEN

    def keep(self, raw: bytes) -> None:
        """Put a mail into `new`, in one step."""
        self.taken += 1
        name = f"{self.taken:08d}.{sha256(raw).hexdigest()[:16]}.local"
        draft = self.folder / "tmp" / name
        draft.write_bytes(raw)
        draft.replace(self.folder / "new" / name)

    def fresh(self) -> list[bytes]:
        """The mails nobody has read, in the order they came; they count as read now."""
        letters = []
        for path in sorted((self.folder / "new").iterdir()):
            letters.append(path.read_bytes())
            path.replace(self.folder / "cur" / f"{path.name}:2,S")
        return letters
