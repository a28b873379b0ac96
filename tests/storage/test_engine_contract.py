"""TinyDB's own table and ours do the same: random runs of every documented call on both, with the same answers and the same documents."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tinydb import Query, TinyDB, where
from tinydb.operations import add, decrement, delete, increment
from tinydb.operations import set as set_field
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from storage.engine import JournalDB
from storage.engine.tables import Documents, Put


class PlainShelf:
    """Documents in a dict, and how often something was committed."""

    def __init__(self) -> None:
        self.there: dict[str, dict[str, dict[str, Any]]] = {}
        self.commits = 0

    def tables(self) -> dict[str, Documents]:
        return dict(deepcopy(self.there))

    def put(self, puts: list[Put]) -> None:
        self.commits += 1
        for table, id, document in puts:
            self.there.setdefault(table, {})
            if document is None:
                del self.there[table][id]
            else:
                self.there[table][id] = document


def _is_even(age: Any) -> bool:
    return bool(age % 2 == 0)


NAMES = st.sampled_from(["Ахметов", "Юсупов", "Олегов"])
DOCUMENTS = st.fixed_dictionaries({"name": NAMES, "age": st.integers(0, 3)}, optional={"legs": st.lists(NAMES, max_size=2)})
CONDITIONS: list[Callable[[], Any]] = [
    lambda: where("name") == "Ахметов",
    lambda: where("age") > 1,
    lambda: where("legs").exists(),
    lambda: Query().name.matches("Ю") & (Query().age <= 2),
    lambda: ~(where("name") == "Олегов") | where("legs").any(["Юсупов"]),
    lambda: Query().fragment({"age": 2}),
    lambda: where("name").one_of(["Олегов", "Ли"]),
    lambda: where("age").test(_is_even),
]
CONDITION = st.integers(0, len(CONDITIONS) - 1).map(lambda number: CONDITIONS[number]())
CHANGE = st.sampled_from([{"age": 2}, set_field("name", "Ли"), increment("age"), decrement("age"), add("age", 5), {"legs": ["Юсупов"]}])
PLACES = st.lists(st.integers(0, 5), max_size=3)

ACT = st.one_of(
    st.tuples(st.just("insert"), DOCUMENTS),
    st.tuples(st.just("insert_multiple"), st.lists(DOCUMENTS, max_size=4)),
    st.tuples(st.just("update"), CHANGE, CONDITION),
    st.tuples(st.just("update"), CHANGE),
    st.tuples(st.just("update"), st.just(delete("legs")), st.just(where("legs").exists())),
    st.tuples(st.just("update_multiple"), st.lists(st.tuples(CHANGE, CONDITION), max_size=3)),
    st.tuples(st.just("upsert"), DOCUMENTS, CONDITION),
    st.tuples(st.just("remove"), CONDITION),
    st.tuples(st.just("truncate")),
    st.tuples(st.just("search"), CONDITION),
    st.tuples(st.just("get"), CONDITION),
    st.tuples(st.just("count"), CONDITION),
    st.tuples(st.just("contains"), CONDITION),
    st.tuples(st.just("all")),
    st.tuples(st.just("__len__")),
)


def fresh(value: Any) -> Any:
    """Returns a copy of documents, in lists and tuples too; queries and operations as they are."""
    if isinstance(value, list | tuple):
        return [fresh(each) for each in value]
    return deepcopy(value) if isinstance(value, dict) else value


class Both:
    """The two tables, and which id of ours stands for which of TinyDB's."""

    def __init__(self) -> None:
        self.shelf = PlainShelf()
        self.stock = TinyDB(storage=MemoryStorage).table("drivers", cache_size=0)
        self.ours = JournalDB(self.shelf).table("drivers")

    def act(self, name: str, *arguments: Any) -> None:
        commits = self.shelf.commits
        answers = [getattr(table, name)(*map(fresh, arguments)) for table in (self.stock, self.ours)]
        assert self.shelf.commits <= commits + 1
        stock, ours = [self.told(answer) for answer in answers]
        assert ours == stock
        self.are_the_same()

    def told(self, answer: Any) -> Any:
        """Returns an answer with ids as the places of their documents among those there were ever."""
        if isinstance(answer, Document):
            return dict(answer), self.place(answer.doc_id)
        if isinstance(answer, list):
            return [self.told(each) for each in answer]
        return self.place(answer) if isinstance(answer, str) else answer

    def place(self, id: Any) -> Any:
        return self.ids.setdefault(id, len(self.ids) + 1) if isinstance(id, str) else id

    ids: dict[str, int]

    def are_the_same(self) -> None:
        assert [dict(each) for each in self.ours.all()] == [dict(each) for each in self.stock.all()]
        for document in self.stock.all():
            mine = self.ours.get(doc_id=next(id for id, place in self.ids.items() if place == document.doc_id))  # type: ignore[call-overload]
            assert dict(mine) == dict(document)


@given(st.lists(ACT, max_size=12))
def test_every_call_answers_as_tinydb_does(acts: list[tuple[Any, ...]]) -> None:
    """insert, update, upsert, remove, search, get, count and the rest: the same documents, in the same order, with the same ids back."""
    both = Both()
    both.ids = {}
    for act in acts:
        both.act(*act)


@given(st.lists(DOCUMENTS, min_size=1, max_size=6), PLACES, CHANGE)
def test_calls_by_id_answer_as_tinydb_does(documents: list[dict[str, Any]], places: list[int], change: Any) -> None:
    """get, contains, update and remove by ids: of those that are there; a document of ours with its id is put back in its place."""
    both = Both()
    stock, ours = both.stock.insert_multiple(deepcopy(documents)), both.ours.insert_multiple(deepcopy(documents))
    both.ids = {id: number for number, id in enumerate(ours, 1)}
    chosen = [place for place in dict.fromkeys(places) if place < len(documents)]
    by_number, by_text = [stock[place] for place in chosen], [ours[place] for place in chosen]
    assert [both.ours.contains(doc_id=id) for id in by_text] == [both.stock.contains(doc_id=id) for id in by_number]  # type: ignore[arg-type]
    found = both.ours.get(doc_ids=by_text)
    assert both.told(found) == both.told(both.stock.get(doc_ids=by_number))
    assert both.told(both.ours.update(fresh(change), doc_ids=by_text)) == both.stock.update(fresh(change), doc_ids=by_number)
    both.are_the_same()
    put_back = Document({"name": "Ли"}, ours[0])  # type: ignore[arg-type]
    assert both.told(both.ours.upsert(put_back)) == both.stock.upsert(Document({"name": "Ли"}, stock[0]))
    both.are_the_same()
    assert both.told(both.ours.remove(doc_ids=by_text)) == both.stock.remove(doc_ids=by_number)
    both.are_the_same()
