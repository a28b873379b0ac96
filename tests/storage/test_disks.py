"""What counts as another disk: never a second partition, a folder in memory, or a stick's folder left empty when it was pulled out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from storage import disks


def test_a_folder_beside_the_book_is_on_its_disk(tmp_path: Path) -> None:
    """A place on the laptop's own disk is no copy outside it, and neither is one that is not there."""
    assert not disks.is_other(tmp_path, tmp_path.parent)
    assert not disks.is_other(tmp_path, tmp_path / "stick")


@pytest.mark.skipif(sys.platform != "linux", reason="told by Linux alone")
def test_partitions_and_encrypted_volumes_are_followed_to_their_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An encrypted volume lies on the partition below it, a partition on its disk; a stick is another disk."""
    for disk, partition in (("sda", "sda1"), ("sda", "sda2"), ("sdb", "sdb1")):
        (tmp_path / disk / partition).mkdir(parents=True)
        (tmp_path / disk / partition / "partition").touch()
    mapped = tmp_path / "dm-0"
    (mapped / "slaves").mkdir(parents=True)
    (mapped / "slaves" / "sda2").symlink_to(tmp_path / "sda" / "sda2")
    assert disks._under(mapped) == disks._under(tmp_path / "sda" / "sda1") == frozenset({"sda"})
    assert disks._under(tmp_path / "sdb" / "sdb1") == frozenset({"sdb"})


@pytest.mark.skipif(sys.platform != "linux", reason="told by Linux alone")
def test_a_folder_in_memory_is_no_place_for_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in memory is gone when the laptop is switched off; the innermost mount counts, spaces in its name too."""
    place = tmp_path / "my stick"
    place.mkdir()
    mounts = tmp_path / "mountinfo"
    escaped = str(place).replace(" ", "\\040")
    mounts.write_text(f"1 0 8:1 / / rw - ext4 /dev/none rw\n2 1 0:9 / {escaped} rw shared:1 - tmpfs tmpfs rw\n")
    monkeypatch.setattr(disks, "_MOUNTS", mounts)
    assert disks._mounted(place) == ("tmpfs", "tmpfs") and disks._mounted(tmp_path) == ("ext4", "/dev/none")
    assert disks.disks_of(place) == frozenset() and not disks.is_other(Path("/"), place)
