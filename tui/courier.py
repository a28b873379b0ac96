"""Exchanges with the office's server while the program runs: on opening, every so often, when asked for, and on leaving.

The server is asked in threads of their own; the book is touched here, between two answers, as by any other message. Where no server was
set up for the book nothing of it is seen, and nothing for it is imported.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from rich.text import Text
from textual.worker import Worker

from tui.guide import Guide
from tui.keeper import refused_text
from tui.wording import tr, trn

if TYPE_CHECKING:
    from storage.book import Commit
    from storage.sync.exchange import Exchange
    from storage.sync.server import Server
    from storage.sync.talk import Steps
    from tui.exchanging import Exchanges

T = TypeVar("T")

LAST = 5.0
"""Seconds that leaving waits for what is still to be sent."""


class Courier(Guide):
    """A guide who also exchanges the book with the office's server."""

    _going: Worker[None] | None = None
    _tried = 0.0
    _needs_person = False
    _is_leaving = False

    def begin_exchanges(self) -> None:
        """Looks whether a server was set up for the book, and exchanges with it for the first time."""
        if self.laptop.sync_url and not self.desk.book.read_only:
            from tui.exchanging import exchanges_of

            self.desk.exchanges = exchanges_of(self.desk.book, self.laptop)
            if self.desk.exchanges is not None:
                self._exchange(self.desk.exchanges)

    def exchange_when_due(self) -> None:
        """Exchanges where the last try is as long ago as the settings of the laptop say; not where a person has to mend something first."""
        state, every = self.desk.exchanges, self.laptop.sync_every * 60
        if state is not None and every and not self._needs_person and monotonic() - self._tried >= every:
            self._exchange(state)

    async def action_exchange(self) -> None:
        """Exchanges now, and says what came of it."""
        state = self.desk.exchanges
        if state is None:
            self.warn(tr("No server was set up: haulbook sync setup URL. Without a network: haulbook exchange FILE."))
        else:
            self.say(tr("Exchanging with {address}…", address=state.address))
            self.run_worker(self._say_exchanged(state, self._exchange(state)))

    async def _say_exchanged(self, state: Exchanges, going: Worker[None]) -> None:
        await going.wait()
        if state.failed:
            self.warn(state.failed)
        else:
            self.say(" ".join([f"{state.done}.", *state.concerns]))

    def leave(self) -> None:
        """Ends the program, once what is not sent yet was sent or the time for it is over; asked again, at once."""
        state = self.desk.exchanges if hasattr(self, "desk") else None
        if self._is_leaving or state is None or not state.unsent:
            self.exit(0)
            return
        self._is_leaving = True
        self.say(tr("Sending to {address} before leaving, a few seconds at most. F10 leaves at once.", address=state.address))
        self.run_worker(self._leave_after(state, self._exchange(state)))

    async def _leave_after(self, state: Exchanges, going: Worker[None]) -> None:
        done, _ = await asyncio.wait([asyncio.ensure_future(going.wait())], timeout=LAST)
        left = len(state.unsent)
        told = trn("{n} record is not sent yet: it goes next time.", "{n} records are not sent yet: they go next time.", left)
        why = state.failed if done else tr("{address} took too long to answer.", address=state.address)
        self.exit(0, message=Text(f"{told} {why}") if left else None)

    def _show_changed(self, commit: Commit) -> None:
        if self.desk.exchanges is not None:
            self.desk.exchanges.look_at(self.desk.book, commit.changes)
        super()._show_changed(commit)

    # an exchange

    def _exchange(self, state: Exchanges) -> Worker[None]:
        """Begins an exchange where none is going on; returns the one that is."""
        if self._going is None or self._going.is_finished:
            self._tried = monotonic()
            self._going = self.run_worker(self._go(state))
        return self._going

    async def _go(self, state: Exchanges) -> None:
        from storage.book import NOT_COMMITTED
        from storage.sync.server import SyncFailed
        from storage.sync.talk import exchanging, joining
        from tui.cli.context import log_unforeseen
        from tui.exchanging import NotReady, reason, server_of
        from tui.sync_words import concerns_of, failed_text, outcome_text

        book = self.desk.book
        exchange: Exchange | None = None
        self._needs_person = True
        try:
            with closing(await in_thread(partial(server_of, self.laptop))) as server:
                exchange = await _carried(joining(book, self.laptop.id, reason(), state.address), server)
                state.peer = exchange.peer.id
                outcome = await _carried(exchanging(exchange), server)
        except SyncFailed as error:
            state.failed, self._needs_person = failed_text(error), error.code != "unreachable"
        except NotReady as error:
            state.failed = str(error)
        except NOT_COMMITTED as error:
            state.failed = refused_text(error)
        except Exception:  # noqa: BLE001  whatever a server answers, it does not take the program from its user
            state.failed = log_unforeseen()
        else:
            state.failed, state.done, state.done_at, self._needs_person = "", outcome_text(outcome), book.moment, False
            state.concerns = tuple(concerns_of(book, outcome))
        state.count(book)
        if exchange is not None and exchange.outcome.changes:
            changes = exchange.outcome.changes
            self._renew([record for change in changes for record in (change.before, change.after) if record is not None])
        self.front.draw_frame()


async def _carried(steps: Steps[T], server: Server) -> T:
    """Carries the questions of a talk to the server and the answers back. Raises what asking raises, and as ``RecordBook.commit``."""
    from storage.sync.talk import Talk

    talk = Talk(steps)
    while talk.question:
        talk.answer(await in_thread(partial(talk.question, server)))
    return talk.result


async def in_thread(work: Callable[[], T]) -> T:
    """Does work in a thread that ends with the program, done or not, and returns what it returns: nothing that hangs holds the leaving."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def tell(settle: Callable[[Any], None], value: object) -> None:
        if not future.done():
            settle(value)

    def do() -> None:
        settle: Callable[[Any], None] = future.set_result
        value: object
        try:
            value = work()
        except Exception as error:  # noqa: BLE001  it is raised where the work was asked for
            settle, value = future.set_exception, error
        with suppress(RuntimeError):  # the program has ended meanwhile
            loop.call_soon_threadsafe(tell, settle, value)

    Thread(target=do, daemon=True).start()
    return await future
