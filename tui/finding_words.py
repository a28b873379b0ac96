"""Codes of findings become sentences here and nowhere else; what they name is worded too."""

from __future__ import annotations

from datetime import date

from rules.findings import Finding
from storage.findings.applications import Filing
from tui.change_words import field_names, table_name
from tui.rule_words import path_text, value_text
from tui.wording import case_text, confidence_name, country_name, date_text, hidden_text, mark, paper_name, rule_name, short_date, tr

_FINDINGS = {
    "over": mark("over the limit by {days} d"),
    "told-to-leave-passed": mark("{country}: told to leave by {until}, {days} d ago"),
    "inside-while-blocked": mark("inside while {paper} stands"),
    "breach-open": mark("limit broken {first}: check entry ban and register"),
    "paper-blocks": mark("{paper} stands until {until}"),
    "disputed": mark("disputed: {used} of {limit} used, {left} d left; {reading}: {other_used} of {other_limit}, {other_left} d left"),
    "near": mark("room for {days} d more"),
    "join-queue": mark("to be in the queue by {by}, out by {until}"),
    "told-to-leave": mark("{country}: told to leave by {until}, {days} d left"),
    "missing-exit": mark("{country}, {since}: no exit date, but {later_country} from {later}"),
    "no-news": mark("planned exit {day} has passed, no news"),
    "planned-passed": mark("planned entry {day} has passed: {without} d without it, {with} d with it"),
    "nobody-went": mark("{route}: planned for {entry}, nobody was put on it"),
    "nobody-goes": mark("{route} departs {entry}, in {days} d: nobody yet"),
    "overlap": mark("stays overlap by {days} d: {first} to {last}"),
    "leg-order": mark("legs out of order: {before_country} from {before}, then {country} from {entry}"),
    "queue-long": mark("in the queue at {place} since {since}, {days} d, no news"),
    "unsettled-row": mark("1 journey not counted: {file}, {sheet}, row {row}"),
    "two-versions": mark("two laptops changed {fields} ({table}): whose stands?"),
    "opening-and-trips": mark("days used before {as_of} are typed in, and a stay of {first} too: counted twice?"),
    "application-missed": mark("{paper}: too late for entry {entry}; filed today, entry from {from}"),
    "application-late": mark("{paper} filed {filed}: too late for entry {entry}, entry from {from}"),
    "application-run-out": mark("{paper} ends {until}, before entry {entry}: file anew by {by}"),
    "application-last-day": mark("{paper} for entry {entry}: file today, the last day"),
    "application-close": mark("{paper} filed {filed} for entry {entry}: close, check the hour"),
    "register-not-checked": mark("entry {entry}: register never checked"),
    "register-check-old": mark("entry {entry}: register last checked {checked}"),
    "registration-due": mark("{country}, since {since}: is he registered? Due by {by}"),
    "paper-expired": mark("{paper} expired {until}"),
    "trip-paper-missing": mark("{paper} missing for the trip of {entry}"),
    "visa-terms-unknown": mark("visa of {country} to {until}: not typed in, so not known: {unknown}"),
    "visa-entries-used": mark("visa of {country}: all entries used ({entries})"),
    "transit-missing": mark("{country}, {entry}: no leg in {through}, is that so?"),
    "copy-old": mark("no copy of the book outside this laptop for {days} d"),
    "rule-file-refused": mark("the rule file {file} cannot be read any more ({table}, {key}): the program's own rules are used"),
    "rule-correction-lost": mark("correction without effect: {path}, {value} instead of {was}; the rules have changed"),
    "rule-correction-differs": mark("{path}: corrected to {value} from {was}, the rules now say {says}"),
    "rule-lost": mark("rule {rule} is kept, but the rules in use do not have it: nothing is counted under it"),
    "rule-old": mark("rule last checked: {checked}"),
    "rule-unknown-for": mark("rule not known for this citizenship"),
    "citizenship-unknown": mark("citizenship not known"),
    "open-stay": mark("inside since {since}, no exit date"),
    "without-truck": mark("{country}: inside without truck since {since}"),
    "wait-unknown": mark("usual wait at {place} not known: queue by {by} takes off the reserve of {reserve} d alone"),
    "application-to-file": mark("{paper} for entry {entry}: file by {by}"),
    "paper-expiring": mark("{paper} ends {until}"),
    "year-inside": mark("inside over New Year: {used} d of {year}, {run} d without a break by {until}"),
    "year-application": mark("{paper} of {filed}: file anew for {year}?"),
    "year-dates": mark("year {year}: dates only told: {told}, still open: {open}"),
    "year-sheet": mark("sheet of {year} not printed"),
    "office-judged": mark("{paper} of {country}, as the office judged: {because}"),
    "registration-unknown": mark("{country}: days to registration not known for this citizenship"),
    "paper-country-unknown": mark("{paper}: country not known"),
    "no-rule": mark("{country}: no rule kept"),
    "rule-not-kept": mark("{country}: days not kept"),
    "rule-uncertain": mark("figure not certain: {part}, {confidence}"),
    "paper-missing": mark("not in the book: {papers}"),
}
_WORDS = {
    mark("word|over {days} d"): "over",
    mark("word|out {until}"): "told-to-leave told-to-leave-passed",
    mark("word|blocked"): "inside-while-blocked paper-blocks",
    mark("word|ban?"): "breach-open",
    mark("word|disputed"): "disputed",
    mark("word|room {days} d"): "near",
    mark("word|by {by}"): "join-queue",
    mark("word|exit?"): "missing-exit no-news open-stay",
    mark("word|went?"): "planned-passed",
    mark("word|overlap"): "overlap leg-order opening-and-trips",
    mark("word|in queue"): "queue-long",
    mark("word|unread"): "unsettled-row",
    mark("word|2 values"): "two-versions",
    mark("word|ruID"): "application-missed application-late application-run-out application-last-day application-close "
    "application-to-file year-application",
    mark("word|register"): "register-not-checked register-check-old",
    mark("word|registr.?"): "registration-due registration-unknown",
    mark("word|papers"): "paper-expired paper-expiring paper-missing paper-country-unknown trip-paper-missing visa-terms-unknown "
    "visa-entries-used office-judged",
    mark("word|no truck"): "without-truck",
    mark("word|route?"): "transit-missing",
    mark("word|rule?"): "rule-unknown-for rule-uncertain no-rule rule-not-kept rule-lost rule-old citizenship-unknown",
    mark("word|New Year"): "year-inside year-dates year-sheet",
    mark("word|queue?"): "wait-unknown",
}
"""A word for findings where there is no room for a sentence."""
_WORD_OF = {code: word for word, codes in _WORDS.items() for code in codes.split()}
_PARTS = {
    "limit": mark("the limit"),
    "raise": mark("the higher limit"),
    "visa": mark("the visa's own days"),
    "exemption": mark("the exemption of carriers"),
}
_TERMS = {"entries": mark("entries"), "days": mark("days of stay")}
_NONE = {"checked": mark("never"), "place": mark("the border"), "until": mark("no end date")}


def finding_text(finding: Finding) -> str:
    """Returns a finding as a short clause; dates, countries and papers in it are worded."""
    if finding.code == "paper-blocks":
        return block_text(str(finding.params["paper"]), finding.params["until"])
    if finding.code == "visa-terms-unknown" and finding.params["until"] is None:
        named = {name: worded(name, finding.params[name]) for name in ("country", "unknown")}
        return tr("visa of {country}: not typed in, so not known: {unknown}", **named)
    return sentence(finding.code, **finding.params)


def sentence(code: str, /, **params: object) -> str:
    """Returns the clause of a code with what it names worded."""
    return tr(_FINDINGS[code], **{name: worded(name, value) for name, value in params.items()})


def block_text(paper: str, until: object) -> str:
    """Returns that a paper of this kind, which lets him in nowhere, stands, and until when; a check of the register: that he is listed."""
    if paper == "register-check":
        return tr("listed in the register of controlled persons")
    if until is None:
        return tr("{paper} stands, no end date", paper=paper_name(paper))
    return sentence("paper-blocks", paper=paper, until=until)


def filing_text(filing: Filing | None) -> str:
    """Returns from when an application lets a driver in that is too late for his next entry; nothing where none is."""
    if filing is None:
        return ""
    paper, first = paper_name(filing.paper), date_text(filing.first)
    if filing.filed:
        return tr("{paper} filed {filed}: from {day}", paper=paper, filed=date_text(filing.filed), day=first)
    return tr("{paper} filed today: from {day}", paper=paper, day=first)


def finding_word(finding: Finding) -> str:
    """Returns a finding in a word of at most nine letters, its dates without their years; ``…`` for one that no driver has."""
    word = _WORD_OF.get(finding.code)
    if word is None:
        return "…"
    short = {name: short_date(value) if isinstance(value, date) else value for name, value in finding.params.items()}
    return tr(word, **short).rpartition("|")[2]


def worded(name: str, value: object) -> object:
    """Returns what a parameter of a code says, in words; numbers and the office's own texts as they are."""
    if name == "fields":
        return field_names(str(value).split()) or hidden_text()
    if name == "table":
        return table_name(str(value))
    if name == "path":
        return path_text(str(value))
    if name in ("value", "was", "says"):
        return value_text(value)
    if isinstance(value, date):
        return date_text(value)
    if name == "paper":
        return paper_name(str(value))
    if name == "rule":
        return rule_name(str(value))
    if name == "papers":
        return ", ".join(paper_name(kind) for kind in str(value).split())
    if name == "reading":
        return case_text(str(value))
    if name in ("country", "later_country", "before_country", "through", "inside"):
        return country_name(str(value or ""))
    if name == "confidence":
        return confidence_name(str(value))
    if name == "unknown":
        return ", ".join(tr(_TERMS[term]) for term in str(value).split())
    if name == "part":
        return tr(_PARTS[str(value)]) if value in _PARTS else country_name(str(value))
    if value is None or value == "":
        return tr(_NONE[name]) if name in _NONE else "—"
    return value
