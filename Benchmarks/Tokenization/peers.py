#!/usr/bin/env python3
"""Encodes text files with Sluice and with what is installed of gigatoken, fastokens, tiktoken and tokenizers, and prints
megabytes of UTF-8 per CPU second, side by side. See Benchmarks/README.md."""

import argparse
import base64
import json
import os
import resource
import subprocess
import sys
import tempfile
import zlib

PIECE = 16_384


def pieces(path: str) -> list[str]:
    """The same pieces as `encode` makes: 16 KiB and on to the next blank line."""
    data, result, start = open(path, "rb").read(), [], 0
    while start < len(data):
        end = data.find(b"\n\n", start + PIECE)
        end = len(data) if end < 0 else end + 2
        result.append(data[start:end].decode("utf-8"))
        start = end
    return result


def encoder(tool: str, arguments: argparse.Namespace):
    """A function from pieces to their ids; raises ImportError where the tool is not installed."""
    if tool == "gigatoken":
        import gigatoken

        tokenizer = gigatoken.Tokenizer(arguments.tokenizer)
        return lambda texts: tokenizer.encode_batch(gigatoken.BytesSource([t.encode() for t in texts]), parallel=False)
    if tool == "fastokens":
        import fastokens

        tokenizer = fastokens.Tokenizer.from_file(arguments.tokenizer)
        return lambda texts: [x.ids for x in (tokenizer.encode_ordinary(t) for t in texts)]
    if tool == "tokenizers":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(arguments.tokenizer)
        return lambda texts: [x.ids for x in tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
    import tiktoken

    ranks = {}
    for line in open(arguments.ranks, "rb"):
        token, rank = line.split()
        ranks[base64.b64decode(token)] = int(rank)
    encoding = tiktoken.Encoding("ranks", pat_str=arguments.pattern, mergeable_ranks=ranks, special_tokens={})
    return lambda texts: [encoding.encode_ordinary(t) for t in texts]


def checksum(rows) -> str:
    import numpy

    value = 0
    for row in rows:
        value = zlib.crc32(numpy.asarray(row, dtype="<u4").tobytes(), value)
    return f"{value:08x}"


def run_peer(arguments: argparse.Namespace) -> None:
    """In a process of its own: one tool, one file, one round."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = pieces(arguments.files[0])
    encode = encoder(arguments.only, arguments)
    before = resource.getrusage(resource.RUSAGE_SELF)
    rows = encode(texts)
    after = resource.getrusage(resource.RUSAGE_SELF)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    megabytes = os.path.getsize(arguments.files[0]) / 1e6
    print(json.dumps({"cold": round(megabytes / seconds, 1), "crc": checksum(rows)}))


def run_sluice(arguments: argparse.Namespace, path: str) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        ids = os.path.join(folder, "ids")
        out = subprocess.run([arguments.sluice, arguments.tokenizer, path, "1", ids], capture_output=True, text=True, check=True)
        result = json.loads(out.stdout)
        result["crc"] = f"{zlib.crc32(open(ids, 'rb').read()):08x}"
        return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tokenizer", help="tokenizer.json")
    parser.add_argument("files", nargs="+", help="UTF-8 text")
    parser.add_argument("--sluice", default="Benchmarks/.build/release/encode")
    parser.add_argument("--ranks", help="the same vocabulary as a rank file, for tiktoken")
    parser.add_argument("--pattern", help="its split pattern")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.only:
        return run_peer(arguments)
    environment = dict(os.environ, RAYON_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false")
    peers = ["gigatoken", "fastokens", "tokenizers"] + (["tiktoken"] if arguments.ranks and arguments.pattern else [])
    for path in arguments.files:
        best: dict[str, dict] = {}
        for _ in range(arguments.rounds):
            results = {"sluice": run_sluice(arguments, path)}
            for peer in list(peers):
                command = [sys.executable, __file__, arguments.tokenizer, path, "--only", peer]
                if peer == "tiktoken":
                    command += ["--ranks", arguments.ranks, "--pattern", arguments.pattern]
                out = subprocess.run(command, capture_output=True, text=True, env=environment)
                if out.returncode == 0:
                    results[peer] = json.loads(out.stdout.splitlines()[-1])
                else:
                    print(f"{peer}: {out.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                    peers.remove(peer)
            for tool, result in results.items():
                if tool not in best or result["cold"] > best[tool]["cold"]:
                    best[tool] = result
        ours = best["sluice"]
        print(f"{os.path.basename(path)}: {os.path.getsize(path) / 1e6:.1f} MB, {ours['tokens']} tokens")
        for tool, result in best.items():
            same = "" if result["crc"] == ours["crc"] else "  OTHER IDS"
            print(f"  {tool:12}{result['cold']:8.1f} MB per CPU second  {ours['cold'] / result['cold']:5.2f}{same}")


if __name__ == "__main__":
    main()
