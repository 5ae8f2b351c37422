#!/usr/bin/env python3
"""The trade-off of decontamination: recall, false positives and speed over n and over the threshold of clusters.

usage: curve.py CLEAN.jsonl BENCHMARK.jsonl… --sluice .build/release/sluice [--leaks 1500] [--documents 4000] [--seed 7]

Plants items into documents of CLEAN (each of its documents is used once; half of them stay clean) and changes them: words replaced or
left out at several rates, typing errors, line breaks and case, and only a part of the item. As hard negatives it plants
stretches of at most ten words of items. Then runs `sluice decontaminate --action report` with one thread for each setting, and
prints for each the recall by kind, false positives, and megabytes of text per CPU second beside the time without work.
Everything is made anew from the seed; nothing is downloaded."""
import argparse, json, os, random, re, resource, subprocess, tempfile

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("clean")
parser.add_argument("benchmarks", nargs="+")
parser.add_argument("--sluice", default=".build/release/sluice")
parser.add_argument("--leaks", type=int, default=1500)
parser.add_argument("--documents", type=int, default=4000)
parser.add_argument("--seed", type=int, default=7)
parser.add_argument("--ngrams", type=int, nargs="+", default=[8, 10, 13, 16, 20])
parser.add_argument("--clusters", type=int, nargs="+", default=[0, 30, 40, 50, 60, 70, 80])
arguments = parser.parse_args()
pick = random.Random(arguments.seed)

UNIT = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
clean = [json.loads(line)["text"] for line in open(arguments.clean, encoding="utf-8")][: arguments.documents]
items = []
for path in arguments.benchmarks:
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        if len(UNIT.findall(row["question"])) >= 16:
            items.append(row)
foreign = [word for text in clean[:300] for word in UNIT.findall(text)]


def changed(text, rate, change):
    return UNIT.sub(lambda found: change(found.group()) if pick.random() < rate else found.group(), text)


def typo(word):
    if len(word) < 3:
        return word
    place = pick.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def part(text, share):
    found = list(UNIT.finditer(text))
    count = max(13, int(len(found) * share))
    first = pick.randrange(max(1, len(found) - count + 1))
    return text[found[first].start() : found[min(len(found), first + count) - 1].end()]


KINDS = {
    "verbatim": lambda text: text,
    "case and breaks": lambda text: re.sub(r"\s+", lambda _: pick.choice(["\n", "  ", "\t"]), text).upper(),
    "replaced 10 %": lambda text: changed(text, 0.1, lambda _: pick.choice(foreign)),
    "replaced 15 %": lambda text: changed(text, 0.15, lambda _: pick.choice(foreign)),
    "replaced 20 %": lambda text: changed(text, 0.2, lambda _: pick.choice(foreign)),
    "left out 10 %": lambda text: changed(text, 0.1, lambda _: ""),
    "typing errors 15 %": lambda text: changed(text, 0.15, typo),
    "part 60 %": lambda text: part(text, 0.6),
}
documents, truth = [], []
for number, text in enumerate(clean):
    kind = "clean"
    if number % 2 and len(documents) < 2 * arguments.leaks:
        item = pick.choice(items)
        kind = pick.choice([*KINDS, "phrase"])
        if kind == "phrase":
            found = list(UNIT.finditer(item["question"]))
            first = pick.randrange(len(found) - 10)
            planted = item["question"][found[first].start() : found[first + 9].end()]
        else:
            planted = KINDS[kind](item["question"])
        place = text.find("\n", len(text) // 2) + 1
        text = text[:place] + "\n" + planted + "\n" + text[place:]
    documents.append(text)
    truth.append(kind)

with tempfile.TemporaryDirectory() as folder:
    corpus, hits, nothing = (os.path.join(folder, name) for name in ("in.jsonl", "hits.jsonl", "none.jsonl"))
    with open(corpus, "w", encoding="utf-8") as file:
        for number, text in enumerate(documents):
            file.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
    megabytes = sum(len(text.encode()) for text in documents) / 1e6

    with open(nothing, "w") as file:
        file.write('{"id": "0", "text": ""}\n')

    def cpu(source, *settings):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [arguments.sluice, "decontaminate", source, "--benchmarks", *arguments.benchmarks, "--action", "report"]
            + ["--report", hits, "--threads", "1", *map(str, settings)],
            check=True, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    print(f"{len(documents)} documents, {megabytes:.1f} MB, {len(items)} items of 16 units and more")
    print("| n | cluster | recall | " + " | ".join(KINDS) + " | false positives | MB per CPU second |")
    print("|" + "---|" * (len(KINDS) + 5))
    settings = [(n, 0) for n in arguments.ngrams] + [(13, share) for share in arguments.clusters if share]
    for n, cluster in settings:
        start = cpu(nothing, "--ngram", n, "--cluster", cluster)
        seconds = cpu(corpus, "--ngram", n, "--cluster", cluster) - start
        found = {int(json.loads(line)["id"]) for line in open(hits, encoding="utf-8")}
        recalls, caught, total = [], 0, 0
        for kind in KINDS:
            of_kind = [number for number, other in enumerate(truth) if other == kind]
            right = sum(number in found for number in of_kind)
            caught, total = caught + right, total + len(of_kind)
            recalls.append(f"{right / max(1, len(of_kind)):.3f}")
        false = sum(truth[number] in ("clean", "phrase") for number in found)
        print(
            f"| {n} | {cluster} | {caught / max(1, total):.4f} | " + " | ".join(recalls)
            + f" | {false} | {megabytes / max(seconds, 1e-9):.0f} |", flush=True)
