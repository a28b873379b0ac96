"""Who drives for the demonstration firm, on which routes, and how each of them stands on the day it is started.

All days are counted from that day: negative ones are gone by. Every person and number is invented; crossing points are real ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Hop:
    """One country of a route: entered at ``point``, left after ``days`` days."""

    country: str
    days: int
    point: str


@dataclass(frozen=True, slots=True)
class Route:
    """A usual way there and back; ``out`` is the last crossing point of the way home."""

    name: str
    hops: tuple[Hop, ...]
    out: str

    @property
    def days(self) -> int:
        """Returns how many days after its first entry it ends."""
        return sum(hop.days for hop in self.hops)


@dataclass(frozen=True, slots=True)
class Journey:
    """A trip under way or to come. It begins ``begins`` days from the day the demonstration is started.

    Dates after day ``news_until`` are only planned. With ``hops`` it breaks off there: the last country has no exit date.
    ``queue`` is the day he joined the queue before his next border; ``mate`` the part of the second driver.
    """

    route: Route
    begins: int
    news_until: int = 0
    hops: int | None = None
    queue: int | None = None
    mate: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that ends on day ``until`` and was issued ``years`` before, or on day ``issued`` and ends ``years`` after (0: no end)."""

    kind: str
    number: str
    until: int | None = None
    issued: int | None = None
    years: int = 0
    country: str | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One driver: his usual routes with ``rest`` days at home between them, what he is doing, and his papers.

    ``home`` is how many days ago his last past trip ended where he is not under way. ``applies`` tells whether the office files ruID
    applications for him. ``sought`` makes his ``standstill`` just as long as it takes to be over the limit, or near it.
    """

    key: str
    name: str
    citizenship: str
    born: date
    phone: str
    plate: str
    routes: tuple[Route, ...]
    rest: int
    home: int = 10
    applies: bool = False
    journeys: tuple[Journey, ...] = ()
    papers: tuple[Document, ...] = ()
    sought: Literal["over", "near"] | None = None
    standstill: Route | None = None
    remark: str = ""


MOSCOW = Route("Алматы–Москва", (Hop("RU", 9, "Жайсан–Сагарчин"),), "Сырым–Маштаково")
URALS = Route("Астана–Екатеринбург", (Hop("RU", 5, "Кайрак–Бугристое"),), "Каракога–Петухово")
SIBERIA = Route("Тараз–Новосибирск", (Hop("RU", 6, "Ауыл–Веселоярск"),), "Шарбакты–Кулунда")
MINSK = Route(
    "Актобе–Минск",
    (Hop("RU", 3, "Жайсан–Сагарчин"), Hop("BY", 3, "Редьки–Красная Горка"), Hop("RU", 4, "Лиозно–Кругловка")),
    "Жайсан–Сагарчин",
)
WARSAW = Route(
    "Шымкент–Варшава",
    (
        Hop("RU", 4, "Сырым–Маштаково"),
        Hop("BY", 3, "Юховичи–Долосцы"),
        Hop("PL", 4, "Козловичи–Кукурыки"),
        Hop("BY", 2, "Козловичи–Кукурыки"),
        Hop("RU", 4, "Езерище–Невель"),
    ),
    "Сырым–Маштаково",
)
YEREVAN = Route(
    "Актобе–Ереван",
    (
        Hop("RU", 4, "Курмангазы–Караузек"),
        Hop("GE", 1, "Верхний Ларс–Казбеги"),
        Hop("AM", 6, "Садахло–Баграташен"),
        Hop("GE", 1, "Садахло–Баграташен"),
        Hop("RU", 4, "Верхний Ларс–Казбеги"),
    ),
    "Курмангазы–Караузек",
)
BAKU = Route(
    "Атырау–Баку",
    (Hop("RU", 3, "Курмангазы–Караузек"), Hop("AZ", 5, "Яраг-Казмаляр–Самур"), Hop("RU", 3, "Яраг-Казмаляр–Самур")),
    "Курмангазы–Караузек",
)
BREST = Route("Шымкент–Варшава", (Hop("RU", 4, "Сырым–Маштаково"), Hop("BY", 0, "Юховичи–Долосцы")), "Козловичи–Кукурыки")
SAMARA = Route("Караганда–Самара", (Hop("RU", 0, "Сырым–Маштаково"),), "Сырым–Маштаково")

CAST = (
    Part(
        key="seitkali",
        name="Сейтқали Ерболат Маратұлы",
        citizenship="KZ",
        born=date(1979, 4, 18),
        phone="+7 700 000 01 01",
        plate="417 KRV 02",
        routes=(WARSAW, URALS),
        rest=38,
        papers=(Document("licence", "KZ 100417", until=1310, years=10), Document("passport", "N 00010417", until=905, years=10)),
        sought="over",
        standstill=BREST,
        remark="ремонт тягача в Бресте, ждёт запчасть",
    ),
    Part(
        key="asanbekov",
        name="Асанбеков Таалай",
        citizenship="KG",
        born=date(1984, 11, 2),
        phone="+7 700 000 01 02",
        plate="052 KRV 13",
        routes=(MOSCOW, SIBERIA),
        rest=36,
        papers=(Document("licence", "KG 200052", until=2050, years=10), Document("passport", "PE 0020052", until=1440, years=10)),
        sought="near",
        standstill=SAMARA,
    ),
    Part(
        key="zhaksybekov",
        name="Жаксыбеков Руслан Тимурович",
        citizenship="KZ",
        born=date(1988, 7, 9),
        phone="+7 700 000 01 03",
        plate="638 KRV 05",
        routes=(MINSK, MOSCOW),
        rest=12,
        home=8,
        applies=True,
        journeys=(Journey(MINSK, 4), Journey(MOSCOW, 27)),
        papers=(
            Document("licence", "KZ 100638", until=760, years=10),
            Document("passport", "N 00010638", until=2210, years=10),
            Document("register-check", "", issued=-3, country="RU", result="clear"),
        ),
    ),
    Part(
        key="abdirakhmanov",
        name="Әбдірахманов Дәурен",
        citizenship="KZ",
        born=date(1991, 1, 27),
        phone="+7 700 000 01 04",
        plate="209 KRV 01",
        routes=(URALS, MOSCOW),
        rest=13,
        applies=True,
        journeys=(Journey(MOSCOW, -4, mate="ibraev"),),
        papers=(Document("licence", "KZ 100209", until=1890, years=10), Document("passport", "N 00010209", until=640, years=10)),
    ),
    Part(
        key="ibraev",
        name="Ибраев Санжар",
        citizenship="KZ",
        born=date(1996, 9, 14),
        phone="+7 700 000 01 05",
        plate="209 KRV 01",
        routes=(URALS,),
        rest=24,
        applies=True,
        papers=(
            Document("licence", "KZ 100210", until=2470, years=10),
            Document("passport", "N 00010210", until=1130, years=10),
            Document("adr", "KZ-ADR 3310", until=27, years=5),
        ),
    ),
    Part(
        key="kovalchuk",
        name="Ковальчук Андрей Павлович",
        citizenship="KZ",
        born=date(1975, 5, 30),
        phone="+7 700 000 01 06",
        plate="774 KRV 14",
        routes=(SIBERIA, URALS),
        rest=9,
        home=5,
        journeys=(Journey(SIBERIA, 6),),
        papers=(
            Document("residence-permit", "83 № 0000774", issued=-204, years=10, country="RU"),
            Document("licence", "KZ 100774", until=410, years=10),
            Document("passport", "N 00010774", until=1760, years=10),
        ),
    ),
    Part(
        key="mamytov",
        name="Мамытов Бакыт Жолдошбекович",
        citizenship="KG",
        born=date(1982, 3, 6),
        phone="+7 700 000 01 07",
        plate="183 KRV 08",
        routes=(SIBERIA, MOSCOW),
        rest=32,
        home=19,
        journeys=(Journey(SIBERIA, 12),),
        papers=(
            Document("entry-ban", "реш. 000/114", issued=-18, years=3, country="RU"),
            Document("licence", "KG 200183", until=980, years=10),
            Document("passport", "PE 0020183", until=2330, years=10),
        ),
    ),
    Part(
        key="osmonov",
        name="Осмонов Эрмек",
        citizenship="KG",
        born=date(1990, 12, 21),
        phone="+7 700 000 01 08",
        plate="365 KRV 09",
        routes=(MINSK, SIBERIA),
        rest=15,
        applies=True,
        journeys=(Journey(MINSK, -8, news_until=-4),),
        papers=(Document("licence", "KG 200365", until=1505, years=10), Document("passport", "PE 0020365", until=840, years=10)),
    ),
    Part(
        key="karimov",
        name="Каримов Дилшод Рустамович",
        citizenship="UZ",
        born=date(1986, 8, 11),
        phone="+7 700 000 01 09",
        plate="520 KRV 13",
        routes=(MOSCOW, MINSK),
        rest=17,
        home=14,
        applies=True,
        journeys=(Journey(MOSCOW, 1, queue=-1),),
        papers=(Document("licence", "UZ 300520", until=1670, years=10), Document("passport", "FA 0030520", until=43, years=10)),
    ),
    Part(
        key="tursunov",
        name="Турсунов Отабек",
        citizenship="UZ",
        born=date(1993, 2, 3),
        phone="+7 700 000 01 10",
        plate="896 KRV 17",
        routes=(URALS, MOSCOW),
        rest=38,
        journeys=(Journey(MOSCOW, -12, hops=1, queue=-1),),
        papers=(Document("licence", "UZ 300896", until=2120, years=10), Document("passport", "FA 0030896", until=1390, years=10)),
    ),
    Part(
        key="kholmatov",
        name="Холматов Фарход",
        citizenship="UZ",
        born=date(1977, 10, 25),
        phone="+7 700 000 01 11",
        plate="041 KRV 10",
        routes=(MOSCOW,),
        rest=42,
        home=23,
        papers=(
            Document("licence", "UZ 300041", until=-6, years=10),
            Document("tachograph-card", "KZ-T 00041", until=8, years=3),
            Document("passport", "FA 0030041", until=1015, years=10),
        ),
    ),
    Part(
        key="mkrtchyan",
        name="Мкртчян Армен Суренович",
        citizenship="AM",
        born=date(1981, 6, 17),
        phone="+7 700 000 01 12",
        plate="702 KRV 04",
        routes=(YEREVAN, MOSCOW),
        rest=11,
        applies=True,
        journeys=(Journey(YEREVAN, -8),),
        papers=(Document("licence", "AM 400702", until=1225, years=10), Document("passport", "AT 0400702", until=1980, years=10)),
    ),
    Part(
        key="hovhannisyan",
        name="Ованнисян Тигран",
        citizenship="AM",
        born=date(1994, 4, 29),
        phone="+7 700 000 01 13",
        plate="318 KRV 06",
        routes=(YEREVAN, URALS),
        rest=30,
        home=26,
        journeys=(Journey(YEREVAN, -3, news_until=-4),),
        papers=(
            Document("licence", "AM 400318", until=1840, years=10),
            Document("passport", "AT 0400318", until=700, years=10),
            Document("medical", "000318", until=55, years=1),
        ),
    ),
    Part(
        key="guliyev",
        name="Гулиев Вугар Назимоглы",
        citizenship="AZ",
        born=date(1985, 1, 8),
        phone="+7 700 000 01 14",
        plate="955 KRV 12",
        routes=(BAKU, MOSCOW),
        rest=31,
        home=12,
        journeys=(Journey(BAKU, 18),),
        papers=(Document("licence", "AZ 500955", until=590, years=10), Document("passport", "C 00500955", until=1615, years=10)),
    ),
)
