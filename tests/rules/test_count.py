"""``haulbook count``: the fixed contract, line by line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.rules.cases import ask

EXAMPLE = {
    "id": "a1",
    "rule": "union-state",
    "citizenship": "KZ",
    "on": "2026-11-23",
    "stays": [
        {"country": "RU", "entry": "2026-03-01", "exit": "2026-03-10"},
        {"country": "BY", "entry": "2026-03-10", "exit": "2026-03-14"},
        {"country": "RU", "entry": "2026-11-20", "exit": None},
    ],
    "papers": [{"kind": "ruid-driver", "country": "RU", "from": "2026-11-16", "until": "2027-02-14"}],
    "enter": "2026-12-01",
    "return": {"from": "2026-12-01", "days": 10},
    "plan": {"entry": "2026-12-01", "exit": "2026-12-12"},
}
ANSWER = {
    "id": "a1",
    "rule": "union-state",
    "on": "2026-11-23",
    "used": 18,
    "limit": 180,
    "remaining": 162,
    "over": 0,
    "by_country": {"RU": 14, "BY": 5},
    "limits": [
        {"window": "calendar-year", "used": 18, "limit": 180, "remaining": 162},
        {"window": "continuous", "used": 4, "limit": 90, "remaining": 86},
    ],
    "room": {"days": 86, "until": "2027-02-17", "by": "continuous"},
    "enter": {"entry": "2026-12-01", "days": 90, "last_lawful_day": "2027-02-28"},
    "return": {"date": "2026-12-01"},
    "plan": {"ok": True, "peak_used": 30, "first_violation": None, "remaining_after": 150},
    "violation": None,
}
RULE: dict[str, Any] = {"limits": [{"window": "rolling", "days": 90, "of": 180}]}


def test_the_contract_as_it_was_published() -> None:
    """The example of the contract gives the answer of the contract, to the letter."""
    assert ask(EXAMPLE) == ANSWER


def test_short_stays_and_an_inline_rule() -> None:
    """Without a territory every country counts, a stay may be two dates, the date is the last in the stays."""
    answer = ask({"rule": RULE, "stays": [["2026-03-01", "2026-03-10"], ["2026-03-08", None]]})
    assert (answer["rule"], answer["on"], answer["used"], answer["by_country"]) == ("inline", "2026-03-10", 10, {})


def test_a_rule_counts_from_its_date_and_in_its_territory() -> None:
    """Days before the date, and in other countries, are not counted."""
    rule = RULE | {"counted_from": "2025-10-12", "territory": ["DE", "PL"]}
    stays = [{"country": "PL", "entry": "2025-10-10", "exit": "2025-10-13"}, {"country": "KZ", "entry": "2025-10-13", "exit": "2025-10-20"}]
    answer = ask({"rule": rule, "stays": stays, "on": "2025-10-20"})
    assert answer["used"] == 2 and answer["by_country"] == {"PL": 2}


def test_no_stays_need_a_date() -> None:
    """Nothing used yet: with the date all is left, without it the line cannot be judged."""
    assert ask({"rule": RULE, "stays": [], "on": "2026-01-01"})["remaining"] == 90
    assert ask({"rule": RULE, "stays": []})["error"]["code"] == "on-needed"


def test_where_nothing_limits_there_is_no_room_to_state() -> None:
    """Under a residence permit limit, remaining and room are null and over is 0."""
    question = EXAMPLE | {"papers": [{"kind": "residence-permit", "from": "2026-01-01", "until": None}]}
    answer = ask(question)
    assert (answer["limit"], answer["remaining"], answer["room"], answer["over"], answer["used"]) == (None, None, None, 0, 0)


def test_papers_do_nothing_to_an_inline_rule() -> None:
    """A residence permit lifts a shipped rule, never one written in the line."""
    papers = [{"kind": "residence-permit", "country": "RU"}]
    assert ask({"rule": RULE | {"territory": ["RU"]}, "stays": [], "on": "2026-01-01", "papers": papers})["limit"] == 90


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"rule": None}, "field-missing", "rule"),
        ({"rule": "unionstate"}, "rule-unknown", "rule"),
        ({"rule": 7}, "type-wrong", "rule"),
        ({"rule": {"limits": []}}, "type-wrong", "rule.limits"),
        ({"rule": {"limits": [{"window": "weekly", "days": 5}]}}, "window-unknown", "rule.limits[0].window"),
        ({"rule": {"limits": [{"window": "rolling", "days": 5}]}}, "field-missing", "rule.limits[0].of"),
        ({"rule": {"limits": [{"window": "continuous", "days": -1}]}}, "number-wrong", "rule.limits[0].days"),
        ({"rule": {"limits": [{"window": "rolling", "days": 5, "of": 10**12}]}}, "number-wrong", "rule.limits[0].of"),
        ({"rule": RULE | {"territory": []}}, "type-wrong", "rule.territory"),
        ({"rule": RULE | {"territory": ["Russia"]}}, "country-unknown", "rule.territory[0]"),
        ({"stays": None}, "field-missing", "stays"),
        ({"stays": {}}, "type-wrong", "stays"),
        ({"stays": [["2026-01-01"]]}, "type-wrong", "stays[0]"),
        ({"stays": ["2026-01-01"]}, "type-wrong", "stays[0]"),
        ({"stays": [["2026-01-01", "2026-01-02"]]}, "country-needed", "stays[0].country"),
        ({"stays": [{"country": "RU", "entry": "2026-02-30"}]}, "no-such-date", "stays[0].entry"),
        ({"stays": [{"country": "RU", "entry": "01.02.2026"}]}, "date-wrong", "stays[0].entry"),
        ({"stays": [{"country": "RU", "entry": "0001-01-01"}]}, "date-out-of-range", "stays[0].entry"),
        ({"stays": [{"country": "RU", "entry": "2026-02-02", "exit": "2026-02-01"}]}, "exit-before-entry", "stays[0].exit"),
        ({"stays": [{"country": "Atlantis", "entry": "2026-02-02"}]}, "country-unknown", "stays[0].country"),
        ({"stays": [{"country": "RU+XX", "entry": "2026-02-02"}]}, "country-unknown", "stays[0].country"),
        ({"citizenship": 5}, "type-wrong", "citizenship"),
        ({"on": 20261123}, "date-wrong", "on"),
        ({"papers": {}}, "type-wrong", "papers"),
        ({"papers": [{"kind": "library-card"}]}, "paper-unknown", "papers[0].kind"),
        ({"papers": [{"kind": "visa", "from": "2026-02-02", "until": "2026-02-01"}]}, "until-before-from", "papers[0].until"),
        ({"papers": [{"kind": "patent", "days_count": "no"}]}, "type-wrong", "papers[0].days_count"),
        ({"papers": [{"kind": "other-extension", "confirmed": 1}]}, "type-wrong", "papers[0].confirmed"),
        ({"papers": [{"kind": "visa", "entries": 0}]}, "number-wrong", "papers[0].entries"),
        ({"papers": [{"kind": "visa", "days": "30"}]}, "number-wrong", "papers[0].days"),
        ({"return": {"from": "2026-12-01", "days": 0}}, "number-wrong", "return.days"),
        ({"plan": {"entry": "2026-12-02", "exit": "2026-12-01"}}, "exit-before-entry", "plan.exit"),
        ({"plan": []}, "type-wrong", "plan"),
    ],
)
def test_a_line_that_cannot_be_judged_says_why_and_where(change: dict[str, Any], code: str, where: str) -> None:
    """Each refusal carries the line's id, a code, a sentence and the place in the line."""
    answer = ask(EXAMPLE | change)
    assert answer["id"] == "a1" and answer["error"]["message"]
    assert (answer["error"]["code"], answer["error"]["where"]) == (code, where)


def run(text: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tui", "count"], input=text, capture_output=True, check=False, cwd=Path(__file__).parents[2]
    )


def test_lines_are_answered_in_order_past_bad_ones() -> None:
    """A byte order mark, empty lines and broken lines stop nothing; one bad line makes the status 3."""
    good = json.dumps({"id": "ж", "rule": RULE, "stays": [["2026-01-01", "2026-01-05"]]}, ensure_ascii=False).encode()
    finished = run(b"\xef\xbb\xbf" + good + b"\n\n{broken\n\xff\xfe\n[1]\n" + b"[" * 100_000 + b"\n" + good)
    answers = [json.loads(line) for line in finished.stdout.decode().splitlines()]
    assert [answer.get("used") for answer in answers] == [5, None, None, None, None, 5] and answers[0]["id"] == "ж"
    assert [answer["error"]["code"] for answer in answers[1:5]] == ["json-broken"] * 4
    assert [answer["error"]["where"] for answer in answers[1:5]] == ["line 3", "line 4", "line 5", "line 6"]
    assert finished.returncode == 3 and finished.stderr == b""
    assert run(good).returncode == 0


def test_an_answer_comes_before_the_next_question_is_there() -> None:
    """A program that asks one line at a time is not kept waiting."""
    question = json.dumps({"rule": RULE, "stays": [["2026-01-01", "2026-01-05"]]}).encode() + b"\n"
    with subprocess.Popen(
        [sys.executable, "-m", "tui", "count"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as asked:
        assert asked.stdin and asked.stdout
        for _ in range(3):
            asked.stdin.write(question)
            asked.stdin.flush()
            assert json.loads(asked.stdout.readline())["used"] == 5
        asked.stdin.close()
    assert asked.returncode == 0


def test_memory_does_not_grow_with_the_number_of_lines(tmp_path: Path) -> None:
    """Forty thousand lines take no more memory than four hundred: what is held is one chunk of questions."""
    program = (
        "import sys, tracemalloc, tui.cli.count as count; tracemalloc.start(); count.main();"
        "print(tracemalloc.get_traced_memory()[1], file=sys.stderr)"
    )
    line = json.dumps({"rule": RULE, "stays": [], "on": "bad", "id": "x" * 200}).encode() + b"\n"
    peaks = []
    for lines in (400, 40_000):
        questions = tmp_path / "questions"
        questions.write_bytes(line * lines)
        with questions.open("rb") as asked:
            finished = subprocess.run(
                [sys.executable, "-c", program], stdin=asked, capture_output=True, check=True, cwd=Path(__file__).parents[2]
            )
        peaks.append(int(finished.stderr))
    assert peaks[1] < peaks[0] * 1.2


def test_a_paper_may_say_what_the_office_knows_of_it() -> None:
    """Of a visa its entries and days, of a patent that its days do not count, of an extension that it is confirmed."""
    stays = [{"country": "RU", "entry": "2026-03-01", "exit": "2026-03-20"}]

    def told(on: str, **paper: Any) -> tuple[int, int | None]:
        held = {"country": "RU", "from": "2026-03-01", "until": "2026-03-31"} | paper
        found = ask({"rule": "union-state", "citizenship": "UZ", "on": on, "stays": stays, "papers": [held]})
        return found["used"], found["limit"]

    assert told("2026-03-10", kind="visa", entries=1, days=30) == (10, 30)
    assert told("2026-05-01", kind="patent", days_count=False) == (0, 90)
    assert told("2026-05-01", kind="patent") == (20, 90) == told("2026-03-20", kind="other-extension")
    assert told("2026-03-20", kind="other-extension", confirmed=True) == (20, None)
