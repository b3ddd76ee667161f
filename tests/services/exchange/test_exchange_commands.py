"""The commands `send` and `receive` on two clinic folders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from needlelog.cli import main
from needlelog.commands_line.exits import DONE, FAULTS_FOUND, NOT_POSSIBLE
from needlelog.domain.clients import Client
from needlelog.services import clients
from tests.services.conftest import PASSPHRASE
from tests.services.machines import Machines


@pytest.fixture
def folders(machines: Machines) -> list[Path]:
    """Two closed clinics that say different things of Anna's telephone."""
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("anna", "Anna", phone="1"))
    machines.pass_on(0, 1)
    for clinic, phone in ((one, "2"), (two, "3")):
        clients.save_client(clinic, replace(clients.client(clinic, anna.uid), phone=phone))
    machines.close()
    return [clinic.folder.path for clinic in machines.clinics]


def run(folder: Path, *words: str) -> Result:
    profile = ("--profile", str(folder), "--person", "Rina Patel")
    return CliRunner().invoke(
        main, [words[0], *profile, *words[1:]], env={"NEEDLELOG_PASSPHRASE": PASSPHRASE}
    )


def test_send_look_and_receive(folders: list[Path], machines: Machines) -> None:
    sent = run(folders[0], "send", str(machines.stick))
    assert sent.exit_code == DONE, sent.output
    (file,) = [path for path in machines.stick.iterdir() if path.name in sent.output]
    looked = run(folders[1], "receive", str(file))
    assert looked.exit_code == FAULTS_FOUND
    assert "client: 0 new, 1 changed" in looked.output
    assert "  2: Rina Patel at Reception" in looked.output
    assert "  3: Rina Patel at Room 1" in looked.output
    taken = run(folders[1], "receive", str(file), "--yes")
    assert "It was taken in." in taken.output
    again = run(folders[1], "receive", str(file), "--yes")
    assert again.exit_code == DONE
    assert "Everything in it is here already." in again.output
    own = run(folders[0], "receive", str(file))
    assert own.exit_code == NOT_POSSIBLE
    assert "it is for the others" in own.output
