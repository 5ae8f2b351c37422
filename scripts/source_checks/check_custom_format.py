"""A real server's dump in PostgreSQL's custom format: the same documents as from its plain dump."""

from __future__ import annotations

import glob
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from common import documents, expect, extract, pipeline, run, said, text

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
chosen = random.Random(5)
binaries = pathlib.Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
# The server refuses to run as root.
as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
home = pathlib.Path(tempfile.mkdtemp(prefix="sluice-pg-", dir="/tmp"))
if as_user:
    shutil.chown(home, "postgres")


def call(*arguments: str, **options: object) -> None:
    subprocess.run([*as_user, str(binaries / arguments[0]), *arguments[1:]], check=True, cwd=home, **options)  # type: ignore


try:
    call("initdb", "-D", f"{home}/data", "-A", "trust", "-U", "sluice", "-E", "UTF8", "--locale=C", stdout=subprocess.DEVNULL)
    call("pg_ctl", "-D", f"{home}/data", "-w", "-l", f"{home}/log", "-o", f"-k {home} -h ''", "start", stdout=subprocess.DEVNULL)
    try:
        script = ["CREATE TABLE posts (id int PRIMARY KEY, title text, body text, raw bytea);", "CREATE TABLE other (x text);"]
        for number in range(500):
            body = text(chosen).replace("'", "''") + chosen.choice(["", "\t|\\n\\", "\n--\n\\.\n", "''; DROP TABLE posts; --"])
            title = chosen.choice(["NULL", "''", f"'title {number}'"])
            script.append(f"INSERT INTO posts VALUES ({number}, {title}, '{body}', '\\x00ff{number % 256:02x}');")
        script.append("INSERT INTO other SELECT 'other ' || i FROM generate_series(1, 1000) i;")
        client = ["psql", "-q", "-h", str(home), "-U", "sluice", "-v", "ON_ERROR_STOP=1", "postgres"]
        call(*client, input="\n".join(script).encode())
        for kind in ("c", "p"):
            call("pg_dump", "-h", str(home), "-U", "sluice", f"-F{kind}", "-f", f"{home}/dump.{kind}", "postgres")
    finally:
        call("pg_ctl", "-D", f"{home}/data", "-m", "immediate", "stop", stdout=subprocess.DEVNULL)
    for kind in ("c", "p"):
        shutil.copy(home / f"dump.{kind}", work / f"dump.{kind}")
finally:
    shutil.rmtree(home, ignore_errors=True)

mapping = {"format": "postgres", "table": "posts", "text": "{title}\n\n{body}", "id": "id"}
made = {}
for kind in ("c", "p"):
    source = {"name": "posts", "paths": str(work / f"dump.{kind}"), **mapping}
    run(program, "run", str(pipeline(work, kind, [source])), "--run", str(work / kind))
    made[kind] = [(d["text"], d["metadata"], d["origin"]["row"]) for d in documents(work / kind, "posts")]
expect(len(made["c"]) == 500, f"{len(made['c'])} documents")
expect([d[:2] for d in made["c"]] == [d[:2] for d in made["p"]], "the custom format gives other documents")
piped = extract(program, "-", "--table", "posts", "--text", "{body}", input=None, stdin=open(work / "dump.c", "rb"))
expect(len(piped) == 500, f"{len(piped)} documents of a dump through a pipe")
looked = run(program, "inspect", str(work / "dump.c")).stdout
expect("pg_restore" in looked and "posts: 500 rows" in looked and "other: 1,000 rows" in looked, looked)

# Half a dump: what pg_restore gives of it, and a word about the rest.
whole = (work / "dump.c").read_bytes()
(work / "half.c").write_bytes(whole[: len(whole) * 2 // 3])
half = run(program, "extract", str(work / "half.c"), "--table", "posts", "--text", "{body}", "--output", str(work / "half.jsonl"))
expect("pg_restore" in half.stderr or "damaged" in half.stderr, f"nothing is said of half a dump: {half.stderr}")

# Without pg_restore the message says what to install.
bare = run(program, "extract", str(work / "dump.c"), "--output", "-", status=74, env={"PATH": "/nonexistent"})
expect("postgresql-client" in bare.stderr, bare.stderr)
said("500 rows of the custom format as of the plain one")
