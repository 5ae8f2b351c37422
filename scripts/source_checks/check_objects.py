"""Objects of an S3 server through s5cmd, in pipelines and in commands: the same documents as from files."""

from __future__ import annotations

import io
import json
import logging
import os
import pathlib
import random
import stat
import sys
import tarfile
import zipfile

import boto3
import pyarrow
import pyarrow.parquet
import zstandard
from moto.server import ThreadedMotoServer

from common import documents, expect, extract, page, pipeline, run, said, text

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
chosen = random.Random(7)
lines = [{"id": f"n{number}", "text": text(chosen)} for number in range(300)]
pages = {f"pages/{number}.html": page(chosen, number) for number in range(40)}


def jsonl(some: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in some).encode()


def tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in pages.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            archive.addfile(info, io.BytesIO(content.encode()))
    return zstandard.compress(made.getvalue())


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pages.items():
            archive.writestr(name, content)
    return made.getvalue()


def parquet() -> bytes:
    made = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(lines), made)
    return made.getvalue()


objects = {
    "lines/a.jsonl.zst": zstandard.compress(jsonl(lines[:150])), "lines/b.jsonl": jsonl(lines[150:]),
    "pages.tar.zst": tar(), "pages.zip": zipped(), "table.parquet": parquet(),
    # Enough to fail in the middle of.
    "large.jsonl": jsonl([{"id": f"l{number}", "text": text(chosen, 400)} for number in range(2000)]),
}
files = work / "files"
for name, content in objects.items():
    (files / name).parent.mkdir(parents=True, exist_ok=True)
    (files / name).write_bytes(content)

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
server.start()
try:
    endpoint = "http://%s:%d" % server.get_host_and_port()
    os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="us-east-1")
    store = boto3.client("s3", endpoint_url=endpoint)
    store.create_bucket(Bucket="dumps")
    for name, content in objects.items():
        store.put_object(Bucket="dumps", Key=name, Body=content)
    cat = f"s5cmd --endpoint-url {endpoint} cat {{url}}"

    # Pipelines: objects and files give the same documents, for any number of threads.
    groups = {
        "lines": ({"format": "jsonl"}, ["lines/a.jsonl.zst", "lines/b.jsonl"]),
        "tar": ({"format": "html"}, ["pages.tar.zst"]), "zip": ({"format": "html"}, ["pages.zip"]),
        "table": ({"format": "parquet", "text": "{text}", "id": "id"}, ["table.parquet"]),
        "large": ({"format": "jsonl"}, ["large.jsonl"]),
    }
    # A list with sizes, so that small objects share a task.
    listed = work / "urls.tsv"
    listed.write_text("# objects\n" + "".join(f"s3://dumps/{name}\t{len(objects[name])}\n" for name in groups["lines"][1]))
    remote = [
        {"name": name, "command": cat, **keys,
         **({"urls_from": str(listed)} if name == "lines" else {"urls": [f"s3://dumps/{key}" for key in keys_of]})}
        for name, (keys, keys_of) in groups.items()]
    local = [
        {"name": name, **keys, "paths": [str(files / key) for key in keys_of]} for name, (keys, keys_of) in groups.items()]
    run(program, "run", str(pipeline(work, "local", local)), "--run", str(work / "local"))
    for threads in ("1", "4"):
        folder = work / f"remote-{threads}"
        run(program, "run", str(pipeline(work, "remote", remote)), "--run", str(folder), "--threads", threads)
        for name, (_, keys_of) in groups.items():
            ours, theirs = documents(folder, name), documents(work / "local", name)
            expect(len(ours) > 0, f"source {name} has no documents")
            for one, other in zip(ours, theirs, strict=True):
                expect(one["text"] == other["text"] and one["metadata"] == other["metadata"], f"{name}: other texts")
                for key in ("offset", "bytes", "row"):
                    expect(one["origin"][key] == other["origin"][key], f"{name}: other {key}")
            expect(ours[0]["origin"]["file"].startswith("s3://dumps/"), f"{name}: the origin does not name the object")
    expect(
        [d["id"] for d in documents(work / "remote-1", "large")] == [d["id"] for d in documents(work / "remote-4", "large")],
        "ids depend on threads")
    expect(not any(p.name.startswith(".spool") for p in (work / "remote-1").rglob("*")), "a scratch file was left")

    # A token of a shard leads back to the object.
    trace = run(program, "shards", "trace", f"{work}/remote-1/shards/train/000000.bin:40")
    expect("s3://dumps/" in trace.stdout and "cannot be read" not in trace.stdout, f"trace: {trace.stdout}")

    # Another engine: plan, then the tasks one by one.
    folder = work / "tasks"
    plan = json.loads(run(program, "plan", str(work / "remote.yaml"), "--run", str(folder), "--json").stdout)
    for stage in plan["stages"]:
        run(program, "task", str(folder), stage["stage"], f"0-{stage['taskCount'] - 1}")
    run(program, "status", str(folder))
    expect(documents(folder, "large") == documents(work / "remote-1", "large"), "tasks give other documents")

    # A command that breaks off in the middle is started again, and goes on where it was.
    flaky = work / "flaky"
    flaky.write_text(
        f"""#!/bin/sh
n=$(cat {work}/count 2>/dev/null || echo 0); n=$((n + 1)); echo $n > {work}/count
if [ $n -lt 3 ]; then s5cmd --endpoint-url {endpoint} cat "$1" | head -c $((n * 700001)); echo "connection reset" >&2; exit 1; fi
exec s5cmd --endpoint-url {endpoint} cat "$1"
""")
    flaky.chmod(flaky.stat().st_mode | stat.S_IEXEC)
    source = {"name": "large", "format": "jsonl", "command": [str(flaky), "{url}"], "urls": ["s3://dumps/large.jsonl"]}
    run(program, "run", str(pipeline(work, "flaky", [source])), "--run", str(work / "flaky-run"))
    expect(documents(work / "flaky-run", "large") == documents(work / "remote-1", "large"), "another attempt lost something")
    (work / "count").unlink()
    once = run(
        program, "run", str(pipeline(work, "once", [{**source, "attempts": 1}])), "--run", str(work / "once"), status=75)
    expect("connection reset" in once.stderr and "large.jsonl" in once.stderr, f"no reason: {once.stderr}")
    expect(not documents(work / "once", "large"), "half an object was committed")

    # An object that is not there, and a program that is not.
    gone = {"name": "gone", "format": "jsonl", "command": cat, "urls": ["s3://dumps/no-such-key"], "attempts": 1}
    missing = run(program, "run", str(pipeline(work, "gone", [gone])), "--run", str(work / "gone"), status=75)
    expect("no-such-key" in missing.stderr, f"the object is not named: {missing.stderr}")
    nowhere = {**gone, "command": "no-such-program {url}"}
    unplanned = run(program, "plan", str(pipeline(work, "nowhere", [nowhere])), status=78)
    expect("no-such-program" in unplanned.stderr, f"the program is not named: {unplanned.stderr}")

    # The stand-alone commands.
    one = extract(program, "s3://dumps/lines/b.jsonl", "--command", cat)
    expect([line["text"] for line in one] == [line["text"] for line in lines[150:]], "sluice extract --command")
    looked = run(program, "inspect", "s3://dumps/table.parquet", "--command", cat).stdout
    expect("parquet" in looked and "command:" in looked and "300 rows" in looked, looked)
    said(f"{len(objects)} objects as from files, broken and missing ones as they should be")
finally:
    server.stop()
