"""The journal's lines: a cut-off last line is told from damage."""

from __future__ import annotations

import msgspec
import pytest

from storage.engine.journal import Change, Entry, LineDamaged, Place, encode, following, parse


def entry(reason: str) -> Entry:
    change = Change("drivers", "a1", msgspec.Raw(b"null"), msgspec.Raw('{"name":"Ахметов"}'.encode()))
    return Entry(at="2026-11-23T12:00:00", author="Айгуль", laptop="depot", reason=reason, changes=(change,))


def lines_of(*reasons: str) -> list[bytes]:
    place, lines = Place(), []
    for reason in reasons:
        line, place = encode(entry(reason), place)
        lines.append(line)
    return lines


def reasons(content: bytes) -> list[str]:
    return [line.entry().reason for line in parse(content).lines]


def test_lines_come_back_in_order() -> None:
    """Three commits written are three commits read, numbered from 1, each on the check of the one before."""
    lines = parse(b"".join(lines_of("one", "two", "three"))).lines
    assert [line.seq for line in lines] == [1, 2, 3]
    assert [line.before for line in lines[1:]] == [line.check for line in lines[:2]]
    assert bytes(lines[0].entry().changes[0].after).decode() == '{"name":"Ахметов"}'


def test_a_last_line_that_was_cut_off_is_left_out() -> None:
    """Whatever part of the last line reached the disk, the commits before it stand and nothing is made of the rest."""
    one, two = lines_of("one", "two")
    for cut in range(len(two)):
        whole = parse(one + two[:cut])
        assert ([line.seq for line in whole.lines], whole.length) == ([1], len(one))


@pytest.mark.parametrize(("first", "last"), [(0, 512), (512, 1024), (512, None), (1024, None)])
def test_a_last_line_with_an_unwritten_sector_was_cut_off(first: int, last: int | None) -> None:
    """After a cut of power a sector of the last line may be zeros though its end is there: it was never acknowledged."""
    one = lines_of("x")[0]
    one = lines_of("x" * (1 + 512 - len(one)))[0]  # the second line begins on a sector
    assert len(one) == 512
    two = lines_of("x" * (1 + 512 - len(lines_of("x")[0])), "y" * 1500)[1]
    stop = len(two) if last is None else last
    torn = two[:first] + b"\0" * (stop - first) + two[stop:]
    whole = parse(one + torn)
    assert ([line.seq for line in whole.lines], whole.length) == ([1], 512)


@pytest.mark.parametrize("change", [b"x", b"\n", b"\0", b"0"])
def test_a_changed_byte_is_damage_wherever_it_is(change: bytes) -> None:
    """One byte of a line that was whole once, changed to a letter, a line end, a zero: said, never passed over."""
    content = b"".join(lines_of("one", "two"))
    for at in range(len(content)):
        changed = content[:at] + change + content[at + 1 :]
        if changed != content:
            with pytest.raises(LineDamaged):
                parse(changed)


def test_a_line_that_is_missing_or_from_elsewhere_is_noticed() -> None:
    """Taking a line out, swapping two, or joining journals of two books breaks the chain."""
    one, two, three = lines_of("one", "two", "three")
    other = lines_of("another", "two")[1]
    for content in (one + three, two + one, one + other, one + one):
        with pytest.raises(LineDamaged) as damaged:
            parse(content)
        assert damaged.value.code == "chain-broken"


def test_lines_join_on_to_the_place_of_a_snapshot() -> None:
    """A journal that begins before the snapshot gives only what came after it; one that begins later, or of another book, is refused."""
    lines = parse(b"".join(lines_of("one", "two", "three"))).lines
    second = Place(2, lines[1].check)
    assert [line.seq for line in following(lines, Place())] == [1, 2, 3]
    assert [line.seq for line in following(lines, second)] == [3]
    assert following(lines, Place(3, lines[2].check)) == []
    assert following([], second) == []
    for at in (Place(2, "0" * 16), Place(4, lines[2].check)):
        with pytest.raises(LineDamaged):
            following(lines, at)
    with pytest.raises(LineDamaged):
        following(lines[1:], Place())


def test_nothing_is_read_from_an_empty_journal() -> None:
    """A book just begun has an empty journal."""
    assert reasons(b"") == []


def test_a_lost_sector_over_two_lines_is_damage() -> None:
    """Zeros from the end of one line into the next took an acknowledged commit with them: only a last line can be cut off."""
    one, two = lines_of("x" * 1200, "y" * 1200)
    content = bytearray(one + two)
    content[1024:1536] = bytes(512)
    assert 1024 < len(one) < 1536
    with pytest.raises(LineDamaged):
        parse(bytes(content))
