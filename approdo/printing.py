"""Replies and reports for the terminal."""

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text


def print_reply(console: Console, reply: dict[str, Any]) -> None:
    """One reply: its text, the entries, the buttons."""
    console.print(Text(reply["text"]))
    answer = reply["answer"] or {"entries": [], "sources": []}
    for entry in answer["entries"]:
        where = ", ".join(str(part) for part in (entry["municipality"], entry["address"], entry["phone"]) if part)
        distance = "" if entry["distance_km"] is None else f" ({entry['distance_km']} km)"
        console.print(Text(f"  – {entry['name']}: {entry['service']}. {where}{distance}"))
    for source in answer["sources"]:
        console.print(Text(f"  § {source['title']} {source['url']}", style="dim"))
    for choice in reply["choices"]:
        console.print(Text(f"  [ {choice['title']} ]", style="blue"))
    console.print()


def print_report(console: Console, report: dict[str, Any]) -> None:
    """The figures of an evaluation as a table, and what was mixed up most."""
    table = Table("", "questions", "right %", "right or offered %", "asked back %", "language %")
    for name, row in [*report["by_language"].items(), ("all", report["all"])]:
        shares = (row["right"], row["right_or_offered"], row["asked_back"], row["language"])
        table.add_row(name, str(row["questions"]), *(f"{value * 100:.1f}" for value in shares))
    console.print(table)
    urgent = report["urgent"]
    console.print(f"urgent found {urgent['found'] * 100:.1f} %, false alarms {urgent['false_alarms'] * 100:.2f} %")
    for row in report["confusions"]:
        console.print(f"  {row['times']} × {row['topic']} taken for {row['taken_for']}")
