"""Cleaning of text, dates from people, names of people."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.records import Driver
from storage.text import DateRefused, clean, find_driver, is_full_name, name_key, parse_date, plate_key, same_person, straightened

TODAY = date(2026, 11, 23)
FORMS = (
    "{d:02}.{m:02}.{y}",
    "{d}.{m}.{y}",
    "{d:02}/{m:02}/{y}",
    "{d:02}-{m:02}-{y}",
    "{d:02}.{m:02}.{y} г.",
    "{d:02}.{m:02}.{y}г",
    "{d:02}.{m:02}.{y} ж.",
    "{y}-{m:02}-{d:02}",
)
ANY_DATE = st.dates(date(1930, 1, 1), date(2100, 12, 31))


def driver(name: str) -> Driver:
    return Driver(name=name)


def refused(text: str, *, past: bool = False) -> str:
    with pytest.raises(DateRefused) as caught:
        parse_date(text, today=TODAY, past=past)
    return caught.value.code


# --- cleaning ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ким\xa0В.О. ", "Ким В.О."),
        ("Алматы–\u200bМосква\ufeff", "Алматы–Москва"),
        ("Иван\x1b[2J", "Иван\ufffd[2J"),
        ("й", "й"),
        ("a\tb\nc\u2028d", "a b c d"),
        ("\ud800", "\ufffd"),
        ("Иван [/]", "Иван [/]"),
    ],
)
def test_text_is_cleaned_once_and_stays_readable(typed: str, kept: str) -> None:
    """Odd spaces, invisible marks and escape bytes of a pasted cell do no harm later, and a name stays the name it was."""
    assert clean(typed) == kept


def test_a_note_keeps_its_lines() -> None:
    """A note of several lines stays one, other texts become a single line."""
    assert clean("первая \r\n\n вторая\t!", lines=True) == "первая\nвторая !"


@given(st.text())
def test_cleaning_is_done_once_and_for_all(text: str) -> None:
    """What was cleaned holds no control characters and does not change when it is cleaned again."""
    kept = clean(text)
    assert clean(kept) == kept
    assert len(kept) <= 200
    assert all(unicodedata.category(letter)[0] != "C" for letter in kept)
    assert unicodedata.is_normalized("NFC", kept)


# --- dates ---------------------------------------------------------------------------------------------------------------


@given(ANY_DATE, st.sampled_from(FORMS))
def test_every_accepted_form_gives_the_date_that_was_written(day: date, form: str) -> None:
    """However a date is written, it is read as that day of that month: day and month are never swapped."""
    assert parse_date(form.format(d=day.day, m=day.month, y=day.year), today=TODAY) == day


MONTHS = (
    "января янв. қаңтар January",
    "февраля фев ақпан Feb",
    "марта мар НАУРЫЗ March",
    "апреля апр. сәуір Apr",
    "мая май мамыр May",
    "июня июнь маусым Jun",
    "июля июл шілде July",
    "августа авг тамыз Aug",
    "сентября сент. қыркүйек Sep",
    "октября окт. қазан October",
    "НОЯБРЯ ноя қараша Nov",
    "декабря дек желтоқсан Dec",
)


@given(
    ANY_DATE,
    st.integers(0, 3),
    st.sampled_from(("{d} {m} {y}", "{d:02} {m} {y} г.", "«{d:02}» {m} {y} года", "{d}-{m}-{y}", "{y} жылғы {d} {m}")),
)
def test_a_month_may_be_written_as_a_word(day: date, spelling: int, form: str) -> None:
    """4 марта 2026 г., 4-Mar-2026 as spreadsheets save it, 2026 жылғы 4 наурыз as decrees do: that day of that month."""
    month = MONTHS[day.month - 1].split()[spelling]
    assert parse_date(form.format(d=day.day, m=month.rstrip(".") if "{y} ж" in form else month, y=day.year), today=TODAY) == day


@given(st.dates(date(1980, 1, 1), date(2079, 12, 31)), st.sampled_from(("{d}.{m}.{y:02}", "{d:02}/{m:02}/{y:02} г.")))
def test_a_year_of_two_digits_lies_in_the_time_that_trips_and_papers_do(day: date, form: str) -> None:
    """04.03.26 is in 2026, a licence until 02.03.31 ends in 2031, one from 01.01.98 is of 1998."""
    assert parse_date(form.format(d=day.day, m=day.month, y=day.year % 100), today=TODAY) == day


@given(st.dates(date(1930, 1, 1), TODAY))
def test_nobody_is_born_in_the_future(day: date) -> None:
    """A year of birth of two digits is the last one that is not still to come."""
    read = parse_date(f"{day.day}.{day.month}.{day.year % 100:02}", today=TODAY, past=True)
    assert (read.month, read.day, read.year % 100) == (day.month, day.day, day.year % 100)
    assert TODAY.replace(year=TODAY.year - 100) < read <= TODAY


@pytest.mark.parametrize(
    "text", ["30.02.2026", "31.04.26", "2026-13-01", "00.01.2026", "04.13.2026", "04.03.1899", "2101-01-01", "29.02.2027"]
)
def test_a_day_that_the_calendar_does_not_have_is_called_so(text: str) -> None:
    """30 February is written well but does not exist; it is not moved to a day nearby."""
    assert refused(text) == "no-such-date"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "уточнить",
        "04.03",
        "4 мартабря 2026",
        "4 мая",
        "04,03,2026",
        "04.03/2026",
        "2026.03.04",
        "2026/03/04",
        "26-03-04",
        "20260304",
        "45720",
        "04.03.2026 12:00",
        "٠٤.٠٣.٢٠٢٦",
        "04..03.2026",
        "2026-3-4",
        "04.03.126",
    ],
)
def test_what_could_mean_two_things_is_not_guessed(text: str) -> None:
    """A form that is not one of the accepted ones is refused, not interpreted."""
    assert refused(text) == "unreadable"


@given(st.text(alphabet="0123456789./- г", max_size=12))
def test_no_text_is_read_as_a_date_that_it_does_not_spell(text: str) -> None:
    """Whatever is typed, either it is refused or its own numbers are the day, month and year."""
    try:
        day = parse_date(text, today=TODAY)
    except DateRefused:
        return
    numbers = [int(part) for part in text.replace("/", ".").replace("-", ".").replace("г", " ").replace(" ", "").rstrip(".").split(".")]
    if len(text.strip().split("-")[0]) == 4:
        numbers.reverse()
    assert numbers[:2] == [day.day, day.month]
    assert numbers[2] in (day.year, day.year % 100)


# --- names ---------------------------------------------------------------------------------------------------------------

FLEET = tuple(
    map(
        driver,
        [
            "Ахметов Ерлан Серикович",
            "Нұрғалиев Бауыржан",
            "Қасымов Әділет Өмірұлы",
            "Сидоренко Пётр Иванович",
            "Юсупов Шерзод Баходирович",
            "Мамедов Эльчин Рауфоглы",
            "Ким Вячеслав Олегович",
            "Ким Виктор Олегович",
        ],
    )
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ахметов Е.С.", "Ахметов Ерлан Серикович"),
        ("АХМЕТОВ Е. С.", "Ахметов Ерлан Серикович"),
        ("Е.С. Ахметов", "Ахметов Ерлан Серикович"),
        ("Ахметов Ерлан", "Ахметов Ерлан Серикович"),
        ("  Юсупов\xa0Шерзод\xa0Баходирович ", "Юсупов Шерзод Баходирович"),
        ("Юcyпoв Шepзoд Бaxoдиpoвич", "Юсупов Шерзод Баходирович"),
        ("Қacымoв Ә.Ө.", "Қасымов Әділет Өмірұлы"),
        ("Н?р?алиев Бауыржан", "Нұрғалиев Бауыржан"),
        ("?асымов ?.?.", "Қасымов Әділет Өмірұлы"),
        ("Сидоренко Петр Иванович", "Сидоренко Пётр Иванович"),
        ("Мамедов Эльчин Рауф оглы", "Мамедов Эльчин Рауфоглы"),
        ("Мамедов Эльчин Рауф-оглы", "Мамедов Эльчин Рауфоглы"),
        ("Ким Вяч. О.", "Ким Вячеслав Олегович"),
    ],
)
def test_a_driver_is_found_by_his_name_as_offices_write_it(typed: str, meant: str) -> None:
    """Initials, case, spaces, Latin look-alikes and lost letters do not hide a driver."""
    match = find_driver(typed, FLEET)
    assert match.driver is not None
    assert match.driver.name == meant


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Ахметов", "Ахметов Ерлан Серикович"),
        ("Ахметов Марат", "Ахметов Ерлан Серикович"),
        ("Касымов Адилет Омирулы", "Қасымов Әділет Өмірұлы"),
        ("Юсупов Шерзот Баходирович", "Юсупов Шерзод Баходирович"),
        ("Сидоренк? П.И.", "Сидоренко Пётр Иванович"),
        ("Ерлан Ахметов", "Ахметов Ерлан Серикович"),
    ],
)
def test_a_name_that_is_only_near_is_offered_and_never_taken(typed: str, offered: str) -> None:
    """A slip of the pen, another first name or a surname alone is asked about: a day under the wrong driver is worse than a refusal."""
    match = find_driver(typed, FLEET)
    assert match.driver is None
    assert not match.ambiguous
    assert offered in [near.name for near in match.near]


def test_a_name_that_fits_two_drivers_is_nobodys() -> None:
    """Ким В.О. may be Вячеслав or Виктор: both are offered."""
    match = find_driver("Ким В.О.", FLEET)
    assert match.driver is None
    assert match.ambiguous
    assert [near.name for near in match.near] == ["Ким Вячеслав Олегович", "Ким Виктор Олегович"]


def test_a_stranger_is_nobody() -> None:
    """A name like none of ours has no near names."""
    assert find_driver("Неизвестный А.А.", FLEET) == find_driver("", FLEET)


def test_a_name_spelt_in_full_is_taken_before_shorter_ones() -> None:
    """Where Ахметов Ерлан and Ахметов Ерлан Серикович both drive, each is found by his own full spelling."""
    both = [driver("Ахметов Ерлан"), driver("Ахметов Ерлан Серикович")]
    assert [find_driver(one.name, both).driver for one in both] == both


def test_a_surname_is_enough_where_it_is_asked_for() -> None:
    """At the command line a surname will do, unless two drivers share it."""
    assert find_driver("ахметов", FLEET, surname=True).driver == FLEET[0]
    assert find_driver("Ким", FLEET, surname=True).ambiguous


CYRILLIC = st.text(alphabet="АБВЕКМНОРСТУХӘҒҚҢӨҰҮабвгдежзиклмнопрстухәғқңөұү", min_size=3, max_size=9)
NAMES = st.tuples(CYRILLIC, CYRILLIC, CYRILLIC).map(" ".join)
TO_LATIN = str.maketrans("АВСЕНКМОРТХУасеорху", "ABCEHKMOPTXYaceopxy")


@given(NAMES)
def test_a_person_stays_the_same_however_the_name_is_written(name: str) -> None:
    """Case, spaces, initials, look-alike letters and letters lost in an old code page never make another person of him."""
    surname, first, second = name.split()
    lossy = name.encode("cp1251", "replace").decode("cp1251")
    for written in (
        name.upper(),
        f" {surname}\xa0{first}  {second}",
        f"{surname} {first[0]}.{second[0]}.",
        name.translate(TO_LATIN),
        lossy,
    ):
        assert same_person(name, written)
        assert same_person(written, name)


@given(NAMES, NAMES)
def test_two_names_that_differ_in_a_letter_are_two_people(one: str, other: str) -> None:
    """Full names are one person's only when their letters are the same."""
    assert same_person(one, other) == (name_key(one) == name_key(other))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Kим Bячecлaв", "Ким Вячеслав"),
        ("Toктoгyлoв A.", "Токтогулов А."),
        ("Smith John", "Smith John"),
        ("Kim Вячеслав", "Kim Вячеслав"),
    ],
)
def test_a_cyrillic_name_with_latin_look_alikes_is_kept_in_cyrillic(typed: str, kept: str) -> None:
    """A driver made of such a cell can be searched for on a Russian keyboard; a Latin name stays Latin."""
    assert straightened(typed) == kept


def test_what_is_a_full_name() -> None:
    """A driver is made only of a surname and a name that are written out."""
    assert is_full_name("Ким Вячеслав")
    assert not any(map(is_full_name, ["Ким В.О.", "Ким", "Рейс 12 Алматы", ""]))


def test_a_plate_is_the_same_with_and_without_spaces() -> None:
    """886 AOH 03 typed with Cyrillic letters and without spaces is the same truck."""
    assert plate_key("886 AOH 03") == plate_key("886аон-03")
