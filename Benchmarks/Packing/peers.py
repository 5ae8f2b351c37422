#!/usr/bin/env python3
"""Packing and writing of token shards beside others: documents and tokens per CPU second, padding.

usage: swift build --package-path Benchmarks -c release --product pack
       python3 -m venv venv && venv/bin/pip install numpy ai2-olmo-core trl datasets litdata mosaicml-streaming
       venv/bin/python Benchmarks/Packing/peers.py --sluice Benchmarks/.build/release/pack [--documents 200000]

All get documents of the same lengths, drawn by a seed: log-normal like those of web pages, one in a hundred ten times as long.
Each tool runs in a process of its own, in turns; counted is the CPU time, the system's included, of the step alone, without
starting and without making its input. The best of several rounds counts. Tools that are not installed are left out.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

STEPS = {
    "planning": ["sluice", "ai2-olmo-core"],
    "planning and copying": ["sluice, to shards", "trl bfd_split"],
    "writing": ["sluice, rows", "litdata, rows", "litdata, documents", "mosaicml-streaming, rows"],
}


def lengths(count, seed):
    import numpy
    draw = numpy.random.default_rng(seed)
    values, long = numpy.exp(draw.normal(6.1, 1.0, count)), draw.random(count) < 0.01
    values[long] = numpy.exp(draw.normal(9.5, 1.0, long.sum()))
    return numpy.clip(values, 8, 400_000).astype(numpy.int64)


def parts(values, length):
    """Documents in parts of at most a row, which is what planners of whole documents are given."""
    import numpy
    counts = -(-values // length)
    result = numpy.full(int(counts.sum()), length, numpy.int64)
    result[numpy.cumsum(counts) - 1] = values - (counts - 1) * length
    return result


def olmo(values, length, folder):
    import numpy
    from olmo_core.data.utils import InstancePacker
    cut = parts(values[:100_000], length)
    ends = numpy.cumsum(cut)
    packer = InstancePacker(1 << (length - 1).bit_length())
    begin = time.process_time()
    rows, _, _ = packer.pack_documents(numpy.stack([ends - cut, ends], 1).astype(numpy.uint64))
    seconds = time.process_time() - begin
    return min(len(values), 100_000), int(cut.sum()), seconds, 1 - int(cut.sum()) / (len(rows) * length)


def trl(values, length, folder):
    import numpy
    import pyarrow
    from trl import data_utils
    total = int(values.sum())
    offsets = pyarrow.array(numpy.concatenate([[0], numpy.cumsum(values)]).astype(numpy.int64))
    column = pyarrow.LargeListArray.from_arrays(offsets, pyarrow.array(numpy.zeros(total, numpy.int32)))
    table = pyarrow.table({"input_ids": column})
    begin = time.process_time()
    packed = data_utils._pack_bfd(table, length, "split")
    seconds = time.process_time() - begin
    return len(values), total, seconds, 1 - total / (len(packed) * length)


def pieces(values, length, of_rows):
    import numpy
    tokens = numpy.random.default_rng(1).integers(0, 50_257, int(values.sum())).astype(numpy.uint16)
    if of_rows:
        return [tokens[start:start + length + 1] for start in range(0, len(tokens) - length, length + 1)]
    return numpy.split(tokens, numpy.cumsum(values)[:-1])


def litdata(values, length, folder, of_rows):
    import torch
    from litdata.streaming.item_loader import TokensLoader
    from litdata.streaming.writer import BinaryWriter
    items = [torch.from_numpy(item) for item in pieces(values, length, of_rows)]
    begin = time.process_time()
    writer = BinaryWriter(folder, chunk_bytes=200 << 20, item_loader=TokensLoader(), follow_tensor_dimension=True)
    for index, item in enumerate(items):
        writer[index] = item
    writer.done()
    writer.merge()
    return len(items), sum(map(len, items)), time.process_time() - begin, 0


def mosaic(values, length, folder):
    from streaming import MDSWriter
    items = pieces(values, length, True)
    begin = time.process_time()
    columns = {"tokens": f"ndarray:uint16:{length + 1}"}
    with MDSWriter(out=folder + "/mds", columns=columns, hashes=["xxh64"], size_limit=200 << 20) as writer:
        for item in items:
            writer.write({"tokens": item})
    return len(items), sum(map(len, items)), time.process_time() - begin, 0


PEERS = {
    "ai2-olmo-core": olmo,
    "trl bfd_split": trl,
    "litdata, rows": lambda *arguments: litdata(*arguments, True),
    "litdata, documents": lambda *arguments: litdata(*arguments, False),
    "mosaicml-streaming, rows": mosaic,
}


def peer(name, arguments):
    """Figures of a Python tool in a process of its own; nil where it is not installed."""
    command = [sys.executable, __file__, "--work", name, "--documents", str(arguments.documents)]
    command += ["--sequence-length", str(arguments.sequence_length), "--folder", arguments.folder]
    finished = subprocess.run(command, capture_output=True, text=True)
    if finished.returncode:
        print(f"{name}: {(finished.stderr.strip().splitlines() or ['failed'])[-1]}", file=sys.stderr)
        return None
    return json.loads(finished.stdout.strip().splitlines()[-1])


def sluice(arguments):
    """Figures of every step of ours."""
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        path = os.path.join(folder, "lengths")
        lengths(arguments.documents, 1).astype("<u4").tofile(path)
        command = [arguments.sluice, path, folder, str(arguments.sequence_length), "llmc"]
        result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    padding = result["padding"] / (result["tokens"] + result["padding"])
    figures = {
        "sluice": (result["documents"], result["tokens"], result["planning"], padding),
        "sluice, to shards": (
            result["documents"], result["tokens"], result["planning"] + result["writing"], padding),
        "sluice, rows": (result["rows"], result["tokens"], result["writing"], 0),
    }
    return figures, result["wall"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sluice", default="Benchmarks/.build/release/pack")
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--sequence-length", type=int, default=2048)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", default=tempfile.gettempdir(), help="where shards are written")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            values = lengths(arguments.documents, 1)
            print(json.dumps(PEERS[arguments.work](values, arguments.sequence_length, folder)))
        return
    best, missing, wall = {}, set(), None
    for _ in range(arguments.rounds):
        figures, seconds = sluice(arguments)
        wall = min(wall or seconds, seconds)
        for name in PEERS:
            if name not in missing:
                figures[name] = peer(name, arguments)
                if figures[name] is None:
                    missing.add(name)
        for name, figure in figures.items():
            if figure and (name not in best or figure[2] < best[name][2]):
                best[name] = figure
    print(f"{arguments.documents} documents, rows of {arguments.sequence_length}, least of {arguments.rounds} rounds")
    print(f"{'':32}{'CPU s':>8}{'docs/s':>12}{'Mtokens/s':>11}{'times':>8}{'padding':>10}")
    for step, names in STEPS.items():
        print(step)
        ours = best[names[0]]
        for name in names:
            if name in best:
                count, tokens, seconds, padding = best[name]
                times = ours[1] / ours[2] / (tokens / seconds)
                print(f"  {name:30}{seconds:8.3f}{count / seconds:12.0f}{tokens / seconds / 1e6:11.1f}{times:8.1f}{padding:10.6f}")
    print(f"writing took sluice {wall:.2f} s until everything was on the disk")


if __name__ == "__main__":
    main()
