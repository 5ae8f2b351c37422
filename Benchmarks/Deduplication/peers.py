#!/usr/bin/env python3
"""Near-duplicate detection beside its peers: the same file, the same parameters, alternating, in CPU seconds.

    python3 -m venv venv && venv/bin/pip install rensa datasketch text-dedup datatrove orjson tokenizers spacy "xxhash<4"
    venv/bin/python peers.py FILE.jsonl --sluice PATH/TO/sluice [--documents 20000] [--rounds 3]

Peers that are not installed are left out. Every contestant runs in a process of its own, with one thread, on the first
--documents lines of FILE ({"id", "text"}), and is charged the CPU seconds (user and system) of all of it from the file
to clusters: importing, reading JSON, shingling, signatures, candidates, clusters. `empty` is what reading the file with
Python's json module costs by itself. sluice also verifies every candidate by exact Jaccard similarity; the others take
a shared band for proof, unless their names say otherwise. 14 bands of 8 rows over shingles of 5 words.
"""
import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile

BANDS, ROWS, SHINGLE, THRESHOLD = 14, 8, 5, 0.75
CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
TOKEN = re.compile(f"[{CJK}]|[^\\W{CJK}]+")


def documents(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            yield document["id"], document["text"]


def shingles(text):
    """The set of windows of 5 words; a shorter text is one window."""
    tokens = TOKEN.findall(text.lower())
    if len(tokens) < SHINGLE:
        return [" ".join(tokens)]
    return list({" ".join(tokens[i : i + SHINGLE]) for i in range(len(tokens) - SHINGLE + 1)})


def clusters(pairs):
    """Number of documents that are not the first of their component."""
    parent = {}

    def root(x):
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for left, right in pairs:
        parent[max(root(left), root(right))] = min(root(left), root(right))
    return sum(1 for x in parent if root(x) != x)


def run_empty(path, scratch):
    return sum(len(text) for _, text in documents(path)) * 0


def run_rensa(path, scratch):
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=BANDS * ROWS, num_bands=BANDS)
    signatures = []
    for number, (_, text) in enumerate(documents(path)):
        signature = RMinHash(num_perm=BANDS * ROWS, seed=1)
        signature.update(shingles(text))
        index.insert(number, signature)
        signatures.append(signature)
    return clusters(
        (number, other) for number, signature in enumerate(signatures) for other in index.query(signature) if other != number)


def run_datasketch(path, scratch):
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    pairs = []
    for number, (_, text) in enumerate(documents(path)):
        signature = MinHash(num_perm=BANDS * ROWS, seed=1)
        signature.update_batch([shingle.encode() for shingle in shingles(text)])
        pairs += [(number, other) for other in index.query(signature)]
        index.insert(number, signature, check_duplication=False)
    return clusters(pairs)


def run_datatrove(path, scratch):
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.utils.hashing import HashConfig

    config = MinhashConfig(
        hash_config=HashConfig(precision=64), n_grams=SHINGLE, num_buckets=BANDS, hashes_per_bucket=ROWS)
    folders = [os.path.join(scratch, name) for name in ("signatures", "buckets", "removals", "logs")]
    steps = [
        ([JsonlReader(os.path.dirname(path), glob_pattern=os.path.basename(path)),
          MinhashDedupSignature(output_folder=folders[0], config=config)], 1),
        ([MinhashDedupBuckets(input_folder=folders[0], output_folder=folders[1], config=config)], BANDS),
        ([MinhashDedupCluster(input_folder=folders[1], output_folder=folders[2], config=config)], 1),
    ]
    for number, (pipeline, tasks) in enumerate(steps):
        LocalPipelineExecutor(
            pipeline=pipeline, tasks=tasks, workers=1, logging_dir=os.path.join(folders[3], str(number))).run()
    return sum(
        os.path.getsize(os.path.join(folder, name)) // 4
        for folder, _, names in os.walk(folders[2]) for name in names if name.endswith(".remove"))


def run_text_dedup(path, scratch):
    out = os.path.join(scratch, "out")
    subprocess.run(
        [sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", path, "--split", "train",
         "--cache_dir", os.path.join(scratch, "cache"), "--output", out, "--column", "text", "--num_proc", "1",
         "--ngram", str(SHINGLE), "--b", str(BANDS), "--r", str(ROWS), "--num_perm", str(BANDS * ROWS),
         "--batch_size", "10000"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "HF_HOME": scratch, "OMP_NUM_THREADS": "1"})
    from datasets import load_from_disk

    return sum(1 for _ in open(path, encoding="utf-8")) - len(load_from_disk(out))


def run_sluice(path, scratch, mode):
    out = os.path.join(scratch, "out")
    subprocess.run(
        [os.environ["SLUICE"], "deduplicate", path, "--output", out, "--threads", "1", "--mode", mode,
         "--bands", str(BANDS), "--rows", str(ROWS), "--shingle", str(SHINGLE), "--threshold", str(THRESHOLD)],
        check=True, stdout=subprocess.DEVNULL)
    return sum(1 for _ in open(os.path.join(out, "removed.jsonl"), "rb"))


CONTESTANTS = {
    "sluice, decisions only": lambda path, scratch: run_sluice(path, scratch, "report"),
    "sluice, with the kept documents": lambda path, scratch: run_sluice(path, scratch, "remove"),
    "rensa": run_rensa,
    "datasketch": run_datasketch,
    "text-dedup": run_text_dedup,
    "datatrove": run_datatrove,
    "empty": run_empty,
}
MODULES = {"rensa": "rensa", "datasketch": "datasketch", "text-dedup": "text_dedup", "datatrove": "datatrove"}


def compete(name, path):
    """Runs one contestant in this process and prints what it cost."""
    scratch = tempfile.mkdtemp(prefix="peers-")
    try:
        removed = CONTESTANTS[name](path, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    if name.startswith("sluice"):
        used = used[1:]  # Python only starts it
    print(json.dumps({
        "seconds": sum(u.ru_utime + u.ru_stime for u in used), "bytes": max(u.ru_maxrss for u in used) * 1024,
        "removed": removed}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--sluice", default=shutil.which("sluice"))
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=list(CONTESTANTS))
    parser.add_argument("--run", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        return compete(arguments.run, arguments.file)
    if not arguments.sluice:
        parser.error("name the program with --sluice")
    os.environ["SLUICE"] = os.path.abspath(arguments.sluice)
    with tempfile.TemporaryDirectory(prefix="peers-") as folder:
        path = os.path.join(folder, "documents.jsonl")
        count = text_bytes = 0
        with open(arguments.file, encoding="utf-8") as source, open(path, "w", encoding="utf-8") as target:
            for line in source:
                if count == arguments.documents:
                    break
                target.write(line)
                count += 1
                text_bytes += len(json.loads(line)["text"].encode())
        best = {}
        failures = {}
        for _ in range(arguments.rounds):
            for name in arguments.only:
                if name in failures:
                    continue
                result = subprocess.run(
                    [sys.executable, __file__, path, "--run", name], capture_output=True, text=True)
                if result.returncode:
                    failures[name] = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
                    continue
                found = json.loads(result.stdout.strip().splitlines()[-1])
                if name not in best or found["seconds"] < best[name]["seconds"]:
                    best[name] = found
    print(f"{count} documents, {text_bytes / 1e6:.1f} MB of text, one thread, best of {arguments.rounds}")
    print(f"{'':34}{'CPU s':>8}{'MB/s':>9}{'peak MB':>9}{'removed':>9}{'sluice is':>12}")
    ours = min((best[name]["seconds"] for name in best if name.startswith("sluice")), default=None)
    for name, found in best.items():
        ratio = f"{found['seconds'] / ours:.1f} x" if ours and name in MODULES else ""
        print(f"{name:34}{found['seconds']:8.2f}{text_bytes / 1e6 / found['seconds']:9.1f}"
              f"{found['bytes'] / 1e6:9.0f}{found['removed']:9}{ratio:>12}")
    for name, why in failures.items():
        installed = "" if name not in MODULES or "No module" not in why else " (not installed)"
        print(f"{name}: left out{installed}: {why}")


if __name__ == "__main__":
    main()
