"""What the office said of a file once stands for the next one of the same layout: whom its names mean, how its text is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from storage.book import RecordBook
from storage.reading import NO_HINTS, Hints, Reading, Source, read_source
from storage.reading.sources import source_of
from storage.reading.table import Table
from storage.records import Driver, Layout, new_id
from tests.storage.books import deleted, open_book
from tests.storage.readings import ON, legs_of, named, table

AZIZ = Driver(name="Каримов Азиз", citizenship="UZ")
ALISHER = Driver(name="Каримов Алишер", citizenship="UZ")
MEANT = Hints(names={"каримов а": AZIZ.name})
LINE = "Водитель | Страна | Въезд | Выезд\n{0} | РФ | {1} | {1}"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    """A book of two whom «Каримов А.» fits alike."""
    with open_book(tmp_path / "book") as book:
        book.commit([AZIZ, ALISHER], "drivers")
        yield book


def read(book: RecordBook, *tables: Table, hints: Hints = NO_HINTS, new_drivers: bool | tuple[str, ...] = False) -> Reading:
    return read_source(Source("ф.xlsx", tables), book, ON, hints=hints, new_drivers=new_drivers)


def march(day: int, name: str = "Каримов А.", sheet: str = "Лист1") -> Table:
    """A file of the office: one row of one name."""
    return table(LINE.format(name, f"{day:02}.03.2026"), sheet)


def meant_once(book: RecordBook) -> None:
    """A file is taken in which the person says whom «Каримов А.» means."""
    book.commit(read(book, march(1), hints=MEANT).changes, "first")


def told(reading: Reading) -> list[tuple[str, str, int]]:
    """Returns the names that were known from before, whom they mean, and in how many rows."""
    return [(each.name, each.remembered, each.rows) for each in reading.strangers if each.remembered]


def test_whom_a_name_means_is_remembered_and_said(book: RecordBook) -> None:
    """The next file of that layout needs no answer; what was taken from memory is named, with those it is near to."""
    meant_once(book)
    reading = read(book, march(7))
    assert (reading.counts["taken"], told(reading)) == (1, [("Каримов А.", AZIZ.name, 1)])
    assert reading.strangers[0].near == (AZIZ.name, ALISHER.name)
    book.commit(reading.changes, "second")
    assert len(legs_of(book, AZIZ.name)) == 2
    assert [[(meant.name, meant.driver) for meant in layout.names] for layout in book.all(Layout)] == [[("каримов а", AZIZ.id)]]


def test_it_is_the_driver_who_is_remembered_not_his_name(book: RecordBook) -> None:
    """Written out otherwise since, he is the same."""
    meant_once(book)
    book.commit([msgspec.structs.replace(AZIZ, name="Каримов-Бухари Азиз")], "renamed")
    assert told(read(book, march(7))) == []  # one Каримов А. is left, and the book tells him
    book.commit([Driver(name="Каримов Анвар")], "hired")
    assert told(read(book, march(7))) == [("Каримов А.", "Каримов-Бухари Азиз", 1)]


def test_the_book_as_it_is_now_goes_before_what_is_remembered(book: RecordBook) -> None:
    """«Ахмедов» meant Каримов until an Ахмедов was hired; one who was taken out is meant no more."""
    book.commit(read(book, march(1, "Ахмедов Е."), hints=Hints(names={"ахмедов е": AZIZ.name})).changes, "first")
    assert told(read(book, march(7, "Ахмедов Е."))) == [("Ахмедов Е.", AZIZ.name, 1)]
    hired = Driver(name="Ахмедов Ербол")
    book.commit([hired], "hired")
    reading = read(book, march(7, "Ахмедов Е."))
    assert ([row.who for row in reading.of_outcome("taken")], told(reading)) == ([(hired.name,)], [])
    book.commit([deleted(hired), deleted(AZIZ)], "left")
    assert [row.problem for row in read(book, march(7, "Ахмедов Е.")).of_outcome("refused")] == ["unknown-driver"]


def test_what_is_said_now_goes_before_and_is_remembered_instead(book: RecordBook) -> None:
    """Another is meant from now on; nobody is; a new driver of that very name is."""
    meant_once(book)
    another = read(book, march(7), hints=Hints(names={"каримов а": ALISHER.name}))
    assert told(another) == []
    nobody = read(book, march(7), hints=Hints(names={"каримов а": ""}))
    assert [row.problem for row in nobody.of_outcome("refused")] == ["ambiguous-driver"]
    book.commit(another.changes, "second")
    assert told(read(book, march(8))) == [("Каримов А.", ALISHER.name, 1)]
    book.commit(nobody.changes, "third")
    assert (told(read(book, march(8))), [layout.names for layout in book.all(Layout)]) == ([], [()])


def test_a_name_taken_as_a_new_driver_is_no_longer_the_one_remembered(book: RecordBook) -> None:
    """«Ахмедов» meant Каримов; named as a new driver he is one, and the book knows him from then on."""
    book.commit(read(book, march(1, "Ахмедов Ербол"), hints=Hints(names={"ахмедов ербол": AZIZ.name})).changes, "first")
    assert read(book, march(7, "Ахмедов Ербол"), new_drivers=True).new_drivers == []
    reading = read(book, march(7, "Ахмедов Ербол"), new_drivers=("ахмедов ербол",))
    assert ([each.name for each in reading.new_drivers], told(reading)) == (["Ахмедов Ербол"], [])
    book.commit(reading.changes, "second")
    assert len(legs_of(book, "Ахмедов")) == 1
    assert told(read(book, march(8, "Ахмедов Ербол"))) == []


def test_it_is_remembered_of_the_layout_in_which_the_name_stands(book: RecordBook) -> None:
    """Of two sheets one has the name: only tables like it are read so. A list of papers goes by the same name as trips do."""
    papers = "Водитель | Документ | Номер | Действует до\n{} | Паспорт | {} | 01.01.2030"
    first = table(papers.format("Каримов А.", "N100"), "Бумаги")
    book.commit(read(book, first, march(1, ALISHER.name), hints=MEANT).changes, "first")
    assert [layout.headings[1] for layout in book.all(Layout)] == ["документ"]
    assert told(read(book, march(7))) == []
    assert told(read(book, table(papers.format("Каримов А.", "N200"), "Бумаги"))) == [("Каримов А.", AZIZ.name, 1)]


def test_names_of_a_list_of_drivers_and_of_a_grid_are_remembered(book: RecordBook) -> None:
    """«Ахмедов» of the list is Каримов with his phone, and no new driver; the row of a grid is his too."""
    meant = Hints(names={"ахмедов ербол": AZIZ.name})
    people = table("ФИО | Телефон | Гражданство\nАхмедов Ербол | 123 | UZ", "Люди")
    grid = table("| " + " | ".join(f"{day:02}.02.2026" for day in range(1, 9)) + "\nАхмедов Ербол | Р" + " | " * 7, "Сетка")
    book.commit(read(book, people, grid, hints=meant).changes, "first")
    again = read(book, people, grid)
    assert told(again) == [("Ахмедов Ербол", AZIZ.name, 2)]
    assert {row.outcome for row in again.rows} == {"known"} and len(book.drivers()) == 2
    assert named(book, AZIZ.name).phone == "123"


def test_nothing_is_written_where_nothing_new_is_said(book: RecordBook) -> None:
    """Said a second time as it is remembered, or that an unknown name is nobody's: the book has it already."""
    meant_once(book)
    assert read(book, march(1), hints=MEANT).changes == []
    assert read(book, march(1, "Кто-то"), hints=Hints(names={"кто то": ""})).changes == []


# --- encoding and separator --------------------------------------------------------------------------------------------------

ENCODING, SEPARATOR = frozenset(("encoding",)), frozenset(("separator",))
KURMAN = Driver(name="Құрманов Әлібек", citizenship="KZ")
CSV = "Водитель;Страна;Въезд;Выезд\nҚұрманов Әлібек;РФ;0{0}.03.2026;0{0}.03.2026\n"
CREW = (
    "Водитель, второй, третий, сменщик, стажёр;Страна;Въезд;Выезд\n"
    "Каримов Азиз, Каримов Алишер, Ким Олег, Ли Антон, Цой Борис;РФ;0{0}.03.2026;0{0}.03.2026\n"
)


def opened(book: RecordBook, text: str, written: str = "kz1048", *, encoding: str | None = None, separator: str | None = None) -> Source:
    """Returns a text as a file of the office, opened with what is remembered."""
    return source_of("ф.csv", text.encode(written), encoding=encoding, separator=separator, layouts=book.all(Layout))


def take(book: RecordBook, source: Source) -> Reading:
    reading = read_source(source, book, ON, new_drivers=True)
    book.commit(reading.changes, "import")
    return reading


def test_the_encoding_is_remembered_of_the_layout(book: RecordBook) -> None:
    """Named once, the next file in the code page of Kazakhstan has its letters; one with other headings is read as before."""
    book.commit([KURMAN], "driver")
    assert opened(book, CSV.format(1)).tables[0].rows[1][0] != KURMAN.name
    take(book, opened(book, CSV.format(1), encoding="kz1048"))
    again = opened(book, CSV.format(2))
    assert (again.encoding, again.remembered, again.doubts) == ("kz1048", ENCODING, ())
    reading = take(book, again)
    assert (reading.counts["taken"], reading.encoding, reading.remembered) == (1, "kz1048", ENCODING)
    assert len(book.drivers()) == 3
    other = opened(book, CSV.format(3).replace("Выезд", "До"))
    assert (other.encoding, other.remembered) == ("cp1251", frozenset())


@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_that_tells_its_encoding_needs_no_memory(book: RecordBook, written: str) -> None:
    """What is remembered is not asked; nor is what was named of such a file kept."""
    take(book, opened(book, CSV.format(1), encoding="kz1048"))
    source = opened(book, CSV.format(2), written)
    assert (source.tables[0].rows[1][0], source.remembered) == (KURMAN.name, frozenset())
    take(book, opened(book, CSV.format(2), written, encoding=source.encoding))
    assert [layout.encoding for layout in book.all(Layout)] == ["kz1048"]


def test_what_is_named_now_goes_before_the_encoding_remembered(book: RecordBook) -> None:
    """Read as Russian after all, from then on too."""
    take(book, opened(book, CSV.format(1), encoding="kz1048"))
    russian = opened(book, CSV.format(2), encoding="cp1251")
    assert (russian.encoding, russian.remembered) == ("cp1251", frozenset())
    take(book, russian)
    again = opened(book, CSV.format(3))
    assert (again.encoding, again.remembered) == ("cp1251", ENCODING)


def test_the_separator_is_remembered_of_the_layout(book: RecordBook) -> None:
    """Commas in most cells: named once, semicolons stand; where the table is then not the one that is known, the file tells itself."""
    assert opened(book, CREW.format(1), "utf-8").separator == "comma"
    take(book, opened(book, CREW.format(1), "utf-8", separator="semicolon"))
    again = opened(book, CREW.format(2), "utf-8")
    assert (again.separator, again.remembered) == ("semicolon", SEPARATOR)
    tabbed = opened(book, CREW.format(3).replace(";", "\t"), "utf-8")
    assert (tabbed.separator, tabbed.remembered) == ("comma", frozenset())
    named = opened(book, CREW.format(2), "utf-8", separator="comma")
    assert (named.separator, named.remembered) == ("comma", frozenset())


def test_encoding_and_separator_stand_each_for_itself(book: RecordBook) -> None:
    """Both are remembered; one that is named now leaves the other; a workbook with these headings has neither."""
    text = CREW.replace("Каримов Азиз", KURMAN.name)
    take(book, opened(book, text.format(1), encoding="kz1048", separator="semicolon"))
    assert opened(book, text.format(2)).remembered == ENCODING | SEPARATOR
    named = opened(book, text.format(2), encoding="cp1251")
    assert (named.encoding, named.separator, named.remembered) == ("cp1251", "semicolon", SEPARATOR)
    assert opened(book, text.format(2), "utf-8").remembered == SEPARATOR
    assert len(list(book.all(Layout))) == 1


def test_the_separator_of_a_grid_is_remembered(book: RecordBook) -> None:
    """A grid has no headings to be known by: a text that is a grid so is read so."""
    days = ";".join(f"{day:02}.02.2026" for day in range(1, 9))
    grid = (
        f"а, б, в, г, д, е, ё, ж, з, и;{days}\nКаримов Азиз, сменщик, стажёр, 1, 2, 3, 4, 5, 6, 7;Р;;;;;;;\n"
        + "а, б, в, г, д, е, ё, ж, з, и\n" * 3
    )
    assert opened(book, grid, "utf-8").separator == "comma"
    take(book, opened(book, grid, "utf-8", separator="semicolon"))
    again = opened(book, grid, "utf-8")
    assert (again.separator, again.remembered) == ("semicolon", SEPARATOR)


def test_of_two_memories_of_one_layout_the_later_holds(book: RecordBook) -> None:
    """Two laptops said something of one table before they exchanged: what is forgotten in the later is not found in the earlier."""
    meant_once(book)
    (first,) = book.all(Layout)
    other = msgspec.structs.replace(first, id=new_id(), names=(), separator="tab")
    book.commit([msgspec.structs.replace(first, separator="semicolon"), other], "exchanged")
    assert told(read(book, march(7))) == []
    text = "Водитель\tСтрана\tВъезд\tВыезд\nКаримов Азиз\tРФ\t01.03.2026\t02.03.2026\n"
    source = opened(book, text, "utf-8")
    assert (source.separator, source.remembered) == ("tab", SEPARATOR)
    source = opened(book, text.replace("\t", ";"), "utf-8")
    assert (source.separator, source.remembered) == ("semicolon", frozenset())
