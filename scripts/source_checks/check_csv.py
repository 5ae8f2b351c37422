"""CSV files that Python's csv module writes of awkward cells: the cells that it reads from them, and those that DuckDB does."""

from __future__ import annotations

import csv
import io
import json
import pathlib
import random
import subprocess
import sys

from common import expect, run, said

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
PIECES = ["a", "b", '"', '""', ",", ";", "\t", "|", "'", "\n", "\r\n", "\r", " ", "é", "中", "\\", "0", "1.5", "", "x y", "#", "NULL", "\\N"]


def cells(path: pathlib.Path, *options: str) -> list[list[str | None]]:
    looked = run(program, "inspect", str(path), "--rows", *options).stdout
    return [list(json.loads(line)["row"].values()) for line in looked.split("\n") if line]


compared = 0
agreeing = 0
for number in range(200):
    chosen = random.Random(number)
    delimiter = chosen.choice(",;\t|")
    end = chosen.choice(["\n", "\r\n"])
    width = chosen.randrange(2, 7)
    rows = [["".join(chosen.choices(PIECES, k=chosen.randrange(6))) for _ in range(width)] for _ in range(chosen.randrange(3, 60))]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=chosen.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    writer.writerows([[f"c{index}" for index in range(width)]] + rows)
    path = work / f"{number}.csv"
    encoding = chosen.choice(["utf-8", "utf-8-sig", "utf-16"])
    path.write_bytes(text.getvalue().encode(encoding))
    # A carriage return without quotes ends a row for both; rows that it makes too short are quarantined here.
    expected = [row for row in csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=delimiter) if len(row) == width][1:]
    got = cells(path)
    expect(got == expected, f"{path.name} ({delimiter!r}, {encoding}): {got[:3]} is not {expected[:3]}")
    compared += len(expected)
    if encoding != "utf-8":
        continue
    # DuckDB's own reader, told the dialect; files that it refuses say nothing.
    query = (f"SELECT * FROM read_csv('{path}', delim='{delimiter}', quote='\"', escape='\"', header=true, all_varchar=true, nullstr='\x07')")
    read = subprocess.run(["duckdb", "-json", "-c", query], capture_output=True, text=True)
    if read.returncode == 0 and read.stdout.strip():
        table = [list(row.values()) for row in json.loads(read.stdout)]
        if len(table) == len(expected):
            expect(table == got, f"{path.name}: DuckDB reads {table[:3]} where this is {got[:3]}")
            agreeing += 1
expect(agreeing > 20, f"DuckDB read only {agreeing} of the files")
said(f"{compared} rows as Python's csv module reads them, {agreeing} files as DuckDB does")
