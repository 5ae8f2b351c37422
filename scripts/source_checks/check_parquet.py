"""Parquet files against pyarrow: every value, NULL and empty apart, bytes as they are, rows in their order."""

from __future__ import annotations

import pathlib
import random
import sys

import pyarrow
import pyarrow.parquet

from common import documents, expect, extract, pipeline, run, said

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
chosen = random.Random(3)
ODD = ["", " ", "\"", "\"\"", ",", "\n", "\r\n", "\\N", "NULL", "\x00", "'", "a\tb", "中文", "😀", "x" * 70000, "\ufeff", "\u2028"]


def value() -> str | None:
    return chosen.choice([None, "".join(chosen.choice(ODD) for _ in range(chosen.randint(0, 4)))])


rows = [
    {
        "n": number, "text": value(), "other": value(),
        "raw": chosen.choice([None, bytes(chosen.randrange(256) for _ in range(chosen.randint(0, 40)))]),
        "turns": chosen.choice([None, [], [{"role": "user", "content": value() or "x"}, {"role": "bot", "content": "y\"z"}]]),
        "odd \"name\", it's": chosen.choice([None, 1.5, -2.0]),
    }
    for number in range(3000)
]
schema = pyarrow.schema([
    ("n", pyarrow.int64()), ("text", pyarrow.string()), ("other", pyarrow.large_string()), ("raw", pyarrow.binary()),
    ("turns", pyarrow.list_(pyarrow.struct([("role", pyarrow.string()), ("content", pyarrow.string())]))),
    ("odd \"name\", it's", pyarrow.float64()),
])
table = pyarrow.Table.from_pylist(rows, schema=schema)
for name, options in {
    "zstd": {"compression": "zstd", "row_group_size": 500}, "snappy": {"compression": "snappy"},
    "plain": {"compression": "none", "use_dictionary": False, "data_page_version": "2.0"},
}.items():
    pyarrow.parquet.write_table(table, work / f"{name}.parquet", **options)
    source = {
        "name": name, "format": "parquet", "paths": str(work / f"{name}.parquet"), "text": "{text}|{n}", "id": "n",
        "metadata": ["other", "odd \"name\", it's", "turns"],
    }
    run(program, "run", str(pipeline(work, name, [source])), "--run", str(work / name))
    made = {document["metadata"]["id"]: document for document in documents(work / name, name)}
    expect(len(made) == len(rows), f"{name}: {len(made)} documents")
    for number, row in enumerate(rows):
        document = made[str(row["n"])]
        expect(document["origin"]["row"] == number, f"{name}: row {number} stands elsewhere")
        metadata = document["metadata"]
        expect(metadata.get("other") == row["other"], f"{name}, row {number}: {metadata.get('other')!r} is not {row['other']!r}")
        expect((metadata.get("turns") is None) == (row["turns"] is None), f"{name}, row {number}: NULL of a list")
        # Control characters go.
        want = (row["text"] or "") + f"|{number}"
        if row["text"] is not None and all(c.isprintable() for c in row["text"]):
            expect(document["text"] == want, f"{name}, row {number}: {document['text']!r} is not {want!r}")
bytes_of = [dict(row, raw=f"{number} 中é".encode()) for number, row in enumerate(rows)]
pyarrow.parquet.write_table(pyarrow.Table.from_pylist(bytes_of, schema=schema), work / "bytes.parquet")
for number, line in enumerate(extract(program, str(work / "bytes.parquet"), "--text", "{raw}", "--id", "n")):
    expect(line["text"] == f"{number} 中é", f"bytes of row {number}: {line['text']!r}")
lines = extract(program, str(work / "zstd.parquet"), "--text", "{turns}", "--turns", "{role}: {content}", "--id", "n")
for row, line in zip(rows, lines, strict=True):
    if row["turns"]:
        expect(line["text"].endswith("bot: y\"z"), f"conversation: {line['text']!r}")
said(f"{len(rows)} rows in three kinds of files as pyarrow has them")
